//! Where a public record is read from: a district's address, or a folder that mirrors one.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::Agent;

use super::Refusal;
use crate::register::audit::{Audited, Files, Stopped, audit};

/// The most bytes of one file: more than any pack, tile or bundle has.
const LARGEST: u64 = 16 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(60);

/// A record.
pub(super) enum Record {
    District { agent: Agent, url: String },
    Folder(PathBuf),
}

impl Record {
    /// At an address, or in a folder.
    pub(super) fn at(place: &str) -> Record {
        if place.starts_with("http://") || place.starts_with("https://") {
            let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
            return Record::District { agent: agent.into(), url: place.trim_end_matches('/').to_owned() };
        }
        Record::Folder(place.into())
    }
}

impl Files for Record {
    type Error = Refusal;

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        match self {
            Record::Folder(folder) => read_file(&folder.join(path)),
            Record::District { agent, url } => {
                let url = format!("{url}/{path}");
                let unreachable = |wrong: ureq::Error| Refusal::new("unreachable", wrong, &url);
                let mut answer = agent.get(&url).call().map_err(unreachable)?;
                match answer.status().as_u16() {
                    200 => answer.body_mut().with_config().limit(LARGEST).read_to_vec().map(Some).map_err(unreachable),
                    404 => Ok(None),
                    status => Err(Refusal::new("unreachable", format!("it answered {status}"), &url)),
                }
            }
        }
    }
}

/// A file's bytes; none where it is not there.
pub(super) fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    let refuse = |wrong| Refusal::new("unreadable", wrong, path.display());
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(wrong) if wrong.kind() == ErrorKind::NotFound => return Ok(None),
        Err(wrong) => return Err(refuse(wrong)),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes).map_err(refuse)?;
    Ok(Some(bytes))
}

/// Writes a file, which is there whole or not at all.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let refuse = |wrong| Refusal::new("unwritable", wrong, path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(refuse)?;
    }
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    std::fs::write(&part, bytes).map_err(refuse)?;
    std::fs::rename(&part, path).map_err(refuse)
}

/// A file that must be there.
pub(super) fn named_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    read_file(path)?.ok_or_else(|| Refusal::new("unreadable", "there is no such file", path.display()))
}

/// Looks at all of a record. `since` is an earlier checkpoint.
pub(super) fn audited(place: &str, key: &str, since: Option<&[u8]>) -> Result<Audited, Refusal> {
    audit(&mut Record::at(place), key, since).map_err(|why| stopped(why, place))
}

/// What a script is told of an audit that stopped.
pub(super) fn stopped(why: Stopped<Refusal>, place: &str) -> Refusal {
    match why {
        Stopped::Wrong(wrong) => Refusal::new(wrong.code(), &wrong, place),
        Stopped::Files(refusal) => refusal,
    }
}
