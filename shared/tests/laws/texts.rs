//! The texts of laws in `../shared/data` beside the checkout (or `MINGBAI_DATA`).

use std::path::{Path, PathBuf};

/// Where they are; where they are absent a message says that the test is skipped.
pub fn data() -> Option<PathBuf> {
    let place = std::env::var_os("MINGBAI_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    if place.is_dir() {
        return Some(place);
    }
    eprintln!("skipped: the texts of laws are not at {}", place.display());
    None
}

/// Name and text of each, by name.
pub fn laws() -> Vec<(String, String)> {
    let Some(place) = data() else {
        return Vec::new();
    };
    let mut laws: Vec<(String, String)> = std::fs::read_dir(place.join("laws"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    laws.sort();
    laws
}
