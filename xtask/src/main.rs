//! `cargo xtask dist`: the release build of the app.
//!
//! cargo → bindgen → wasm-opt → a name from the hash of each *final* file → integrity → precache list → brotli and gzip → size gates.
//! `cargo xtask patterns` lays the same out for the pattern page, as one module and without gates; `cargo xtask beside` stops at the module. It exists because Trunk names files before wasm-opt has run, so that equal names can hold different bytes.

mod budget;
mod compress;
mod dist;
mod shell;
mod wasm;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use dist::Site;

fn main() -> Result<()> {
    // Of this run, not of the build: a checkout that was moved is still the one that is meant.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").context("run it as `cargo xtask`")?;
    let root = PathBuf::from(here).join("..").canonicalize()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["dist"] => dist::build(&root, Site::Release),
        ["patterns"] => dist::build(&root, Site::Patterns),
        ["beside"] => dist::beside(&root),
        ["sizes"] => budget::report(&root),
        _ => bail!("usage: cargo xtask dist | patterns | beside | sizes"),
    }
}
