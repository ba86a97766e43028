//! `mingbai import FILE`

use super::{Refusal, print, read};
use crate::document::{Document, ImportError, LARGEST_INPUT, import};

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
    import(&bytes).map_err(|wrong| Refusal::new(code(&wrong), &wrong, file))
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
