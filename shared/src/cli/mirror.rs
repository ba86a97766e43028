//! `mingbai mirror URL DIR [--key KEY]`: the public record as static files.
//!
//! Everything is checked before anything is kept, and the checkpoint is written last: a mirror that was interrupted is the mirror from before, with some
//! files more. What the folder holds already is the earlier record from which the new one must follow.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::record::{Record, log_keys, read_file, stopped, write_file};
use super::{Refusal, print};
use crate::register::audit::{CHECKPOINT, Files, Since, audit};

const KEY: &str = "log/key";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The district, such as <http://127.0.0.1:8787>, or another mirror.
    url: String,
    /// The folder to write to.
    folder: PathBuf,
    /// The district's verifying key. Without it the key of the folder, and in an empty one the key that the district gives, is believed.
    #[arg(long)]
    key: Option<String>,
}

/// A record of which everything that is read is remembered. What the mirror holds is not fetched again.
struct Remembering<'a> {
    from: Record,
    folder: &'a Path,
    /// Whether what the folder holds is taken from there.
    reuse: bool,
    read: BTreeMap<String, Vec<u8>>,
}

impl Files for Remembering<'_> {
    type Error = Refusal;

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        // These never change under their name; that they are right is checked all the same.
        if self.reuse
            && path != CHECKPOINT
            && let Some(kept) = read_file(&self.folder.join(path))?
        {
            return Ok(Some(kept));
        }
        let found = self.from.get(path)?;
        if let Some(bytes) = &found {
            self.read.insert(path.to_owned(), bytes.clone());
        }
        Ok(found)
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let Arguments { url, folder, key } = arguments;
    let mut files = Remembering { from: Record::at(url)?, folder, reuse: true, read: BTreeMap::new() };
    let (key, given) = match key {
        Some(key) => (key.clone(), "--key".to_owned()),
        None => {
            let kept = folder.join(KEY);
            let from =
                if kept.exists() { kept.display().to_string() } else { format!("{}/{KEY}", url.trim_end_matches('/')) };
            let bytes = files.get(KEY)?.ok_or_else(|| Refusal::new("missing", "there is no key there", url))?;
            (String::from_utf8(bytes).map_err(|wrong| Refusal::new("not_a_key", wrong, &from))?, from)
        }
    };
    let keys = log_keys(&key, given)?;
    let checkpoint = folder.join(CHECKPOINT);
    let seen = read_file(&checkpoint)?;
    let look = |files: &mut Remembering<'_>| audit(files, &keys, seen.as_deref().map(Since::Remembered));
    let audited = look(&mut files).or_else(|_| {
        // A file of the folder may be what is wrong: then all is fetched anew, and it is mended.
        files.reuse = false;
        look(&mut files).map_err(|why| stopped(why, url, Some(&checkpoint)))
    })?;
    let new = files.read.remove(CHECKPOINT);
    files.read.insert(KEY.into(), key.trim().into());
    let count = files.read.len() + usize::from(new.is_some());
    let bytes: usize = files.read.values().chain(&new).map(Vec::len).sum();
    for (path, bytes) in files.read.iter().map(|(path, bytes)| (path.as_str(), bytes)) {
        write_file(&folder.join(path), bytes)?;
    }
    if let Some(new) = new {
        write_file(&checkpoint, &new)?;
    }
    print(&serde_json::json!({
        "size": audited.checkpoint.size(), "packs": audited.packs, "files": count, "bytes": bytes,
    }))
}
