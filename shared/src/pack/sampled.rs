//! Packs of the sample district, for tests.

use std::fs;

use super::{Pack, Parts};
use crate::document::import;

/// The pack of a sample policy that has its own text.
pub fn pack(name: &str) -> Pack {
    let (parts, text) = parts(name);
    parts.join(import(text.as_bytes()).unwrap())
}

/// Its parts, and the text of its document.
pub fn parts(name: &str) -> (Parts, String) {
    let file = |file: &str| fs::read([env!("CARGO_MANIFEST_DIR"), "/sample/", name, "/", file].concat()).unwrap();
    (serde_json::from_slice(&file("pack.json")).unwrap(), String::from_utf8(file("text.md")).unwrap())
}
