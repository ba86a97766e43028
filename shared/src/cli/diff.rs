//! `mingbai diff OLD NEW`

use super::{Refusal, import, print};
use crate::diff::diff;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The regulation as it was; `-` reads standard input.
    old: String,
    /// As it is now; `-` reads standard input.
    new: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    if arguments.old == "-" && arguments.new == "-" {
        return Err(Refusal::new("standard_input_twice", "only one of the two can come from standard input", "-"));
    }
    print(&diff(&import::regulation(&arguments.old)?, &import::regulation(&arguments.new)?))
}
