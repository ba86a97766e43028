//! `mingbai import FILE`

use super::{Refusal, print, read};
use crate::document::{Document, LARGEST_INPUT, import};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The regulation; `-` reads standard input.
    file: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    print(&regulation(&arguments.file)?)
}

/// The regulation of a file.
pub(super) fn regulation(file: &str) -> Result<Document, Refusal> {
    let bytes = read(file, LARGEST_INPUT)?;
    import(&bytes).map_err(|wrong| Refusal::new(wrong.code(), &wrong, file))
}
