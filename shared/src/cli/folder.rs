//! A folder of policies: in each one folder a `pack.json` and its text, `text.md` or, for a text kept elsewhere, `text.from` with its file's name.

use std::path::{Path, PathBuf};

use super::{Refusal, read, say};
use crate::document::{Document, LARGEST_INPUT, import};
use crate::pack::{LARGEST_PACK, Pack, Parts};

/// One policy, joined.
pub(super) struct Policy {
    /// Its folder or file, for messages.
    pub(super) path: String,
    /// The pack.
    pub(super) pack: Pack,
    /// Its JSON bytes, of which the digest is taken.
    pub(super) bytes: Vec<u8>,
}

/// Where texts are looked up that the folder only names.
#[derive(Debug, clap::Args)]
pub(super) struct Texts {
    /// Where the texts lie that a policy's text.from names [default: shared/data beside the checkout].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Texts {
    fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| Path::new("..").join("shared").join("data"))
    }
}

/// Every policy of `folder` in the order of its names, or the one policy that it is. A policy whose text lies elsewhere and is not there is skipped,
/// with a message.
pub(super) fn policies(folder: &Path, texts: &Texts) -> Result<Vec<Policy>, Refusal> {
    let mut folders = Vec::new();
    if folder.join("pack.json").is_file() {
        folders.push(folder.to_owned());
    } else {
        let refuse = |wrong: std::io::Error| Refusal::new("unreadable", wrong, folder.display());
        for entry in std::fs::read_dir(folder).map_err(refuse)? {
            let path = entry.map_err(refuse)?.path();
            if path.join("pack.json").is_file() {
                folders.push(path);
            }
        }
        folders.sort();
    }
    if folders.is_empty() {
        return Err(Refusal::new("no_policies", "no folder with a pack.json was found here", folder.display()));
    }
    let mut found = Vec::new();
    for folder in folders {
        found.extend(policy(&folder, texts)?);
    }
    Ok(found)
}

fn policy(folder: &Path, texts: &Texts) -> Result<Option<Policy>, Refusal> {
    let parts_path = folder.join("pack.json");
    let parts: Parts = serde_json::from_slice(&read_path(&parts_path, LARGEST_PACK)?)
        .map_err(|wrong| Refusal::new("not_a_pack", wrong, parts_path.display()))?;
    let Some(document) = document(folder, texts)? else { return Ok(None) };
    let pack = parts.join(document);
    let bytes = bytes(&pack, folder)?;
    Ok(Some(Policy { path: folder.display().to_string(), pack, bytes }))
}

fn document(folder: &Path, texts: &Texts) -> Result<Option<Document>, Refusal> {
    let own = folder.join("text.md");
    let named = folder.join("text.from");
    let text = if own.is_file() || !named.is_file() {
        own
    } else {
        let name = String::from_utf8_lossy(&read_path(&named, 1000)?).trim().to_owned();
        let text = texts.folder().join(name);
        if !text.is_file() {
            let (folder, text) = (folder.display(), text.display());
            say(format_args!("skipped {folder}: its text {text} is not there; --data DIR says where to look"));
            return Ok(None);
        }
        text
    };
    let bytes = read_path(&text, LARGEST_INPUT)?;
    let document = import(&bytes).map_err(|wrong| Refusal::new(wrong.code(), &wrong, text.display()))?;
    Ok(Some(document))
}

/// A pack that is joined already, as published.
pub(super) fn joined(path: &Path) -> Result<Policy, Refusal> {
    let bytes = read_path(path, LARGEST_PACK)?;
    let pack: Pack =
        serde_json::from_slice(&bytes).map_err(|wrong| Refusal::new("not_a_pack", wrong, path.display()))?;
    Ok(Policy { path: path.display().to_string(), pack, bytes })
}

fn bytes(pack: &Pack, path: &Path) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(pack).map_err(|wrong| Refusal::new("unprintable", wrong, path.display()))
}

fn read_path(path: &Path, limit: usize) -> Result<Vec<u8>, Refusal> {
    let bytes = read(&path.to_string_lossy(), limit)?;
    if bytes.len() > limit {
        return Err(Refusal::new("too_large", format!("at most {limit} bytes are read"), path.display()));
    }
    Ok(bytes)
}
