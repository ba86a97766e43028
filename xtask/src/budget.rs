//! What a phone downloads, in bytes after brotli, against `e2e/budgets.json`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::compress::{brotli, is_compressible};
use crate::dist::is_for_desks;
use crate::shell::{Block, blocks};

/// Prints the size of every file and fails where a budget is exceeded. A budget holds for all files of a pattern such as `*.css`, together;
/// the styles and scripts inside a page count as files.
pub fn report(root: &Path) -> Result<()> {
    let text = std::fs::read_to_string(root.join("e2e/budgets.json")).context("e2e/budgets.json")?;
    let budgets: BTreeMap<String, usize> = serde_json::from_str(&text).context("e2e/budgets.json")?;
    let mut sizes = Vec::new();
    println!("{:<44} {:>10} {:>10}", "file", "bytes", "brotli");
    for name in files(root)? {
        let bytes = std::fs::read(root.join("dist").join(&name))?;
        let packed = if is_compressible(Path::new(&name)) { brotli(&bytes)?.len() } else { bytes.len() };
        println!("{name:<44} {:>10} {packed:>10}", bytes.len());
        if name.ends_with(".html") {
            for (number, Block { tag, text }) in blocks(std::str::from_utf8(&bytes)?).enumerate() {
                let ending = if tag == "style" { "css" } else { "js" };
                let name = format!("{name}/{number}.{ending}");
                let packed = brotli(text.as_bytes())?.len();
                println!("{name:<44} {:>10} {packed:>10}", text.len());
                sizes.push((name, packed));
            }
        }
        sizes.push((name, packed));
    }
    let shell = std::fs::read_to_string(root.join("dist/index.html")).context("dist/index.html: build it first")?;
    let mut exceeded = Vec::new();
    for (pattern, budget) in &budgets {
        let (of, names) = pattern.split_once(": ").unwrap_or(("", pattern));
        let (start, end) = names.split_once('*').with_context(|| format!("{pattern}: a budget without a *"))?;
        let counts = |name: &str| {
            let is_of = match of {
                // What the shell names, a first page loads.
                "first page" => shell.contains(name),
                "desks" => is_for_desks(name),
                "every device" => !is_for_desks(name),
                _ => true,
            };
            name.starts_with(start) && name.ends_with(end) && is_of
        };
        let of_pattern = sizes.iter().filter(|(name, _)| counts(name));
        let sum: usize = of_pattern.map(|(_, packed)| packed).sum();
        println!("{pattern}: {sum} of {budget} bytes");
        ensure!(sum > 0, "{pattern}: a budget for no file");
        if sum > *budget {
            exceeded.push(format!("{pattern} has {sum} bytes, {} over its budget", sum - budget));
        }
    }
    if !exceeded.is_empty() {
        bail!("too large for a slow phone: {}", exceeded.join("; "));
    }
    Ok(())
}

/// The files of `dist/`, without their compressed twins, in order.
pub fn files(root: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (folder, prefix) in [("dist", ""), ("dist/assets", "assets/")] {
        for entry in std::fs::read_dir(root.join(folder)).with_context(|| format!("{folder}: build it first"))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.ends_with(".br") && !name.ends_with(".gz") {
                names.push(format!("{prefix}{name}"));
            }
        }
    }
    names.sort();
    Ok(names)
}
