//! `mingbai`: the same rules as the app, for a drafting office, an operator or a script.

use std::process::ExitCode;

fn main() -> ExitCode {
    mingbai_shared::cli::run()
}
