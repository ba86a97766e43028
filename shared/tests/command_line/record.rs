//! A public record as files, laid out by `tlog_tiles`' own arithmetic, and a server that serves a folder.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use mingbai_shared::digest::Digest;
use mingbai_shared::register::{Entry, ORIGIN, bundle, bundle_path, checkpoint};
use tlog_tiles::{Hash, HashReader, Tile, stored_hashes, tree_hash};

pub struct Keys {
    signing: String,
    pub verifying: String,
}

struct Stored(Vec<Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, tlog_tiles::Error> {
        let read = |index: &u64| self.0.get(*index as usize).copied().ok_or(tlog_tiles::Error::IndexesNotInTree);
        indexes.iter().map(read).collect()
    }
}

/// Writes a record of less than 256 entries under a new key.
pub fn write(folder: &Path, size: u64, salt: &str) -> Keys {
    let (signing, verifying) = signed_note::generate_key(&mut rand_core::OsRng, ORIGIN);
    let keys = Keys { signing, verifying };
    write_with(folder, size, salt, &keys);
    keys
}

/// Writes a record in the place of what was there.
pub fn write_with(folder: &Path, size: u64, salt: &str, keys: &Keys) {
    let _ = std::fs::remove_dir_all(folder);
    let put = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    let mut stored = Stored(Vec::new());
    let mut entries = Vec::new();
    for number in 0..size {
        let pack = format!("{{\"number\":{number}}}");
        let digest = Digest::of(pack.as_bytes());
        put(&format!("pack/{digest}"), pack.as_bytes());
        let (document, agency) = ("a".parse().unwrap(), "civil-affairs".parse().unwrap());
        let title = format!("示例{salt}{number}");
        let entry = Entry::publication(document, agency, title, digest, pack.len(), Default::default());
        let bytes = entry.to_bytes().unwrap();
        let hashes = stored_hashes(number, &bytes, &stored).unwrap();
        stored.0.extend(hashes);
        entries.push(bytes);
    }
    let path = bundle_path(0, size);
    put(&format!("log/tile/entries/{path}"), &bundle(entries.iter().map(Vec::as_slice)).unwrap());
    put(&format!("log/tile/0/{path}"), &Tile::new(8, 0, 0, size as u32, false).read_data(&stored).unwrap());
    let root = Digest::from_bytes(tree_hash(size, &stored).unwrap().0);
    put("log/checkpoint", &checkpoint(size, root, &keys.signing).unwrap());
    put("log/key", keys.verifying.as_bytes());
}

/// A folder at an address, as any web server serves it.
pub struct Served {
    pub url: String,
}

impl Served {
    pub fn open(folder: PathBuf) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(&stream).lines();
                let first = lines.next().unwrap().unwrap();
                while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
                let path = first.split(' ').nth(1).unwrap().trim_start_matches('/').to_owned();
                let (status, body) = match std::fs::read(folder.join(path)) {
                    Ok(body) => ("200 OK", body),
                    Err(_) => ("404 Not Found", Vec::new()),
                };
                let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
                let _ = stream.write_all(&[head.as_bytes(), &body].concat());
            }
        });
        Served { url }
    }
}
