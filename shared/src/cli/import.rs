//! `mingbai import FILE`

use super::{Refusal, print, read};
use crate::document::{ImportError, LARGEST_INPUT, import};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The regulation; `-` reads standard input.
    file: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let bytes = read(&arguments.file, LARGEST_INPUT)?;
    let document = import(&bytes).map_err(|wrong| Refusal::new(code(&wrong), &wrong, &arguments.file))?;
    print(&document)
}

/// The stable code of a refused input.
pub(super) fn code(wrong: &ImportError) -> &'static str {
    match wrong {
        ImportError::TooLarge { .. } => "too_large",
        ImportError::NotUtf8 { .. } => "not_utf8",
        ImportError::NotARegulation { .. } => "not_a_regulation",
        ImportError::OutOfOrder { .. } => "out_of_order",
    }
}
