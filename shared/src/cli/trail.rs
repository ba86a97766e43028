//! `mingbai trail verify FILE|- [--agency ID] [--since HEAD]`

use std::fs::File;
use std::io::{BufReader, stdin};

use super::{Refusal, print};
use crate::digest::Digest;
use crate::names::AgencyId;
use crate::trail;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Checks that every line follows from the one before: {"agency","entries","head"}. Exit 1 names the first thing that is wrong.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The trail as it was handed out, of any length; `-` reads standard input.
    file: String,
    /// Whose trail it must be [default: that of its first line].
    #[arg(long, value_name = "ID")]
    agency: Option<AgencyId>,
    /// A `head` that an earlier verification printed: the trail must go on from it. Without it, nothing shows that the last lines were changed or
    /// cut off, or that all of them were written anew.
    #[arg(long, value_name = "HEAD")]
    since: Option<Digest>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let Command::Verify(Verify { file, agency, since }) = &arguments.command;
    let verified = match file.as_str() {
        "-" => trail::verify(stdin().lock(), agency.as_ref(), *since),
        path => {
            let opened = File::open(path).map_err(|wrong| Refusal::new("unreadable", wrong, path))?;
            trail::verify(BufReader::new(opened), agency.as_ref(), *since)
        }
    };
    let head = verified.map_err(|broken| Refusal::new(broken.code(), &broken, file))?;
    print(&serde_json::json!({ "agency": head.agency, "entries": head.entries, "head": head.digest }))
}
