//! `mingbai verify DIR|URL --key KEY [--since CHECKPOINT]`

use std::path::{Path, PathBuf};

use super::record::{Record, read_file, stopped};
use super::{Refusal, print};
use crate::register::audit::audit;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder or the address of the record.
    record: String,
    /// The district's verifying key, as `/log/key` gives it; from somewhere else than the record, if it is to prove anything.
    #[arg(long)]
    key: String,
    /// A file with a checkpoint that was seen earlier: the record must go on from it.
    #[arg(long)]
    since: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let since = arguments.since.as_deref().map(earlier).transpose()?;
    let audited = audit(&mut Record::at(&arguments.record), arguments.key.trim(), since.as_deref())
        .map_err(|why| stopped(why, &arguments.record))?;
    print(&serde_json::json!({
        "size": audited.checkpoint.size(),
        "root": audited.checkpoint.root(),
        "packs": audited.packs,
        "unknown": audited.unknown,
    }))
}

fn earlier(path: &Path) -> Result<Vec<u8>, Refusal> {
    read_file(path)?.ok_or_else(|| Refusal::new("unreadable", "there is no such file", path.display()))
}
