//! Packs of the sample district, for tests.

use std::fs;

use super::{Pack, Parts};
use crate::document::import;

/// The pack of a sample policy that has its own text.
pub fn pack(name: &str) -> Pack {
    let file = |file: &str| fs::read([env!("CARGO_MANIFEST_DIR"), "/sample/", name, "/", file].concat()).unwrap();
    let parts: Parts = serde_json::from_slice(&file("pack.json")).unwrap();
    parts.join(import(&file("text.md")).unwrap())
}
