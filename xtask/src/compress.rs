//! Brotli and gzip beside each file, at the highest level: they are written once and sent for a year.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// The endings of files that compress.
const COMPRESSIBLE: [&str; 7] = ["html", "js", "css", "wasm", "svg", "webmanifest", "json"];

/// Whether a file is worth compressing.
pub fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| COMPRESSIBLE.contains(&ending))
}

/// Brotli at level 11.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
    Ok(packed)
}

/// Writes `file.br` and `file.gz` beside `file`.
pub fn beside(file: &Path) -> Result<()> {
    let bytes = std::fs::read(file)?;
    std::fs::write(with_suffix(file, ".br"), brotli(&bytes)?)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    std::fs::write(with_suffix(file, ".gz"), gzip.finish()?)?;
    Ok(())
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
