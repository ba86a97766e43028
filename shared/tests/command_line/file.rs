//! A file of this test run, by its name.

use std::path::PathBuf;

pub fn file(name: &str, text: &str) -> String {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&place, text).unwrap();
    place.display().to_string()
}
