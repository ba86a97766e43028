//! Where a public record is read from: a district's address, or a folder that mirrors one.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::Agent;

use super::Refusal;
use crate::register::audit::{Audited, Files, Since, Stopped, Wrong, audit};
use crate::register::{VerifyingKey, log_keys as read_log_keys};

/// The most bytes of one file: more than any pack, tile or bundle has.
const LARGEST: u64 = 16 * 1024 * 1024;
/// How long one request may take, from its first byte to the last of the answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A record.
pub(super) enum Record {
    /// At an address without a slash at its end.
    District { agent: Agent, url: String },
    /// In a folder.
    Folder(PathBuf),
}

impl Record {
    /// At an address, or in a folder that is there.
    pub(super) fn at(place: &str) -> Result<Record, Refusal> {
        let refuse = |code, message| Err(Refusal::new(code, message, place));
        let expected = "an address such as http://127.0.0.1:8787, or a folder, was expected";
        let scheme = place.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http") => {
                return Ok(Record::District { agent: agent(PATIENCE), url: place.trim_end_matches('/').into() });
            }
            Some("https") => {
                return refuse("not_an_address", "plain http alone is spoken here, and this address asks for TLS");
            }
            Some(scheme) if !scheme.contains('/') => return refuse("not_an_address", expected),
            _ if place.is_empty() => return refuse("not_an_address", expected),
            _ => {}
        }
        match std::fs::metadata(place) {
            Ok(found) if found.is_dir() => Ok(Record::Folder(place.into())),
            Ok(_) => refuse(
                "not_a_folder",
                "a record is a folder or an address, and this is a file; a proof file is checked with verify --pack",
            ),
            Err(wrong) if wrong.kind() == ErrorKind::NotFound => refuse("unreadable", "there is no such folder"),
            Err(wrong) => Err(Refusal::new("unreadable", wrong, place)),
        }
    }
}

/// Asks a district, and takes whatever it answers as an answer.
pub(super) fn agent(patience: Duration) -> Agent {
    Agent::config_builder().http_status_as_error(false).timeout_global(Some(patience)).build().into()
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
                    // One byte more, so that an answer of the most bytes is seen to end there.
                    200 => match answer.body_mut().with_config().limit(LARGEST + 1).read_to_vec() {
                        Err(ureq::Error::BodyExceedsLimit(_)) => Err(too_large(&url)),
                        read => at_most(read.map_err(unreachable)?, &url).map(Some),
                    },
                    404 => Ok(None),
                    status => Err(Refusal::new("unreachable", format!("it answered {status}"), &url)),
                }
            }
        }
    }
}

fn too_large(input: impl ToString) -> Refusal {
    Refusal::new("too_large", format!("at most {LARGEST} bytes are read of one file"), input)
}

fn at_most(bytes: Vec<u8>, input: impl ToString) -> Result<Vec<u8>, Refusal> {
    if bytes.len() as u64 > LARGEST { Err(too_large(input)) } else { Ok(bytes) }
}

/// A file's bytes; none where it is not there.
pub(super) fn read_file(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    let refuse = |wrong| Refusal::new("unreadable", wrong, path.display());
    let file = match File::open(path) {
        Ok(file) => file,
        Err(wrong) if wrong.kind() == ErrorKind::NotFound => return Ok(None),
        Err(wrong) => return Err(refuse(wrong)),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(refuse)?;
    at_most(bytes, path.display()).map(Some)
}

/// Writes a file, which is there whole or not at all, also after a power cut: once this has returned, the disk has it.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let write = || {
        let folder = folder_of(path);
        make_folder(folder)?;
        let mut file = File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)?;
        sync_folder(folder)
    };
    write().map_err(|wrong| Refusal::new("unwritable", wrong, path.display()))
}

/// Makes a folder and those that it is in, as far as they are not there; each is written down in the one that it is in.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let within = folder_of(folder);
    make_folder(within)?;
    match std::fs::create_dir(folder) {
        Err(wrong) if wrong.kind() != ErrorKind::AlreadyExists => Err(wrong),
        _ => sync_folder(within),
    }
}

fn folder_of(path: &Path) -> &Path {
    // The folder of a bare name is where the program runs.
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A file that must be there.
pub(super) fn named_file(path: &Path) -> Result<Vec<u8>, Refusal> {
    read_file(path)?.ok_or_else(|| Refusal::new("unreadable", "there is no such file", path.display()))
}

/// The verifying keys of a district, with white space between them. `input` says where they were given.
pub(super) fn log_keys(text: &str, input: impl ToString) -> Result<Vec<VerifyingKey>, Refusal> {
    read_log_keys(text).map_err(|wrong| Refusal::new("not_a_key", wrong, input))
}

/// Looks at all of the record that is at `place`. `since` is an earlier checkpoint and the file that it is in.
pub(super) fn audited(
    record: &mut Record,
    place: &str,
    keys: &[VerifyingKey],
    since: Option<(Since<'_>, &Path)>,
) -> Result<Audited, Refusal> {
    let (since, file) = since.unzip();
    audit(record, keys, since).map_err(|why| stopped(why, place, file))
}

/// What a script is told of an audit that stopped. `since` is the file of the earlier checkpoint.
pub(super) fn stopped(why: Stopped<Refusal>, place: &str, since: Option<&Path>) -> Refusal {
    match (why, since) {
        (Stopped::Files(refusal), _) => refusal,
        (Stopped::Wrong(wrong @ Wrong::Since(_)), Some(file)) => Refusal::new(wrong.code(), &wrong, file.display()),
        (Stopped::Wrong(wrong), _) => Refusal::new(wrong.code(), &wrong, place),
    }
}
