//! `mingbai pack check FILE`

use std::path::PathBuf;

use chrono::NaiveDate;

use super::folder::{Texts, joined, policies};
use super::{Refusal, day, print, today};
use crate::pack::Level;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Prints what stands between a pack and its publication, one finding a line; exit 1 where an error stands.
    Check(Check),
}

#[derive(Debug, clap::Args)]
struct Check {
    /// A pack as JSON, the folder of one policy, or a folder of such folders.
    file: PathBuf,
    /// The legal day on which dates are past [default: today in Asia/Shanghai].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<NaiveDate>,
    #[command(flatten)]
    texts: Texts,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let Command::Check(Check { file, on, texts }) = &arguments.command;
    let today = on.map_or_else(today, Ok)?;
    let found = if file.is_dir() { policies(file, texts)? } else { vec![joined(file)?] };
    let several = found.len() > 1;
    let mut errors = 0;
    for policy in found {
        for mut finding in policy.pack.check().into_iter().chain(policy.pack.check_on(today)) {
            errors += usize::from(finding.level == Level::Error);
            if several {
                finding.place = format!("{}/{}", policy.pack.id, finding.place);
            }
            print(&finding)?;
        }
    }
    match errors {
        0 => Ok(()),
        errors => {
            Err(Refusal::new("pack_incomplete", format!("{errors} errors stand before publication"), file.display()))
        }
    }
}
