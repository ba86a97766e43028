//! Reads the sample district from its folder, as the command line does.

use std::fs;
use std::path::{Path, PathBuf};

use mingbai_shared::document::{Document, import};
use mingbai_shared::pack::{Pack, Parts};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample")
}

/// The ids of the sample policies: every folder that has its own text, in order.
pub fn ids() -> Vec<String> {
    let mut ids: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("text.md").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    ids.sort();
    ids
}

pub fn text(id: &str) -> String {
    fs::read_to_string(folder().join(id).join("text.md")).unwrap()
}

pub fn document(id: &str) -> Document {
    import(text(id).as_bytes()).unwrap()
}

pub fn pack(id: &str) -> Pack {
    let parts = fs::read(folder().join(id).join("pack.json")).unwrap();
    let parts: Parts = serde_json::from_slice(&parts).unwrap_or_else(|wrong| panic!("{id}: {wrong}"));
    parts.join(document(id))
}

/// The amendments of the sample, as `make run` publishes them after it.
#[allow(dead_code, reason = "not every test that reads the sample reads them")]
pub fn amended() -> Vec<Pack> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-amended");
    let read = |entry: fs::DirEntry| {
        let file = |name: &str| fs::read(entry.path().join(name)).unwrap();
        let parts: Parts = serde_json::from_slice(&file("pack.json")).unwrap();
        parts.join(import(&file("text.md")).unwrap())
    };
    fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap())).collect()
}

pub fn all() -> Vec<Pack> {
    ids().iter().map(|id| pack(id)).collect()
}
