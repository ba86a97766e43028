//! From cargo's WASM to the optimised module and its JavaScript.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

/// What the browser loads.
pub struct Module {
    /// The optimised WASM.
    pub wasm: Vec<u8>,
    /// The glue, an ES module, with the snippets that it imports beside it.
    pub javascript: PathBuf,
}

/// Builds the app and optimises it.
pub fn build(root: &Path) -> Result<Module> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["build", "--release", "-p", "mingbai-app", "--target", "wasm32-unknown-unknown"]);
    cargo.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags = {:?}", short_paths()?));
    run(&mut cargo, "cargo build of the app")?;
    let built = target.join("wasm32-unknown-unknown/release/mingbai-app.wasm");
    let mut output = Bindgen::new()
        .input_path(&built)
        .web(true)?
        .typescript(false)
        .generate_output()
        .with_context(|| format!("bindgen of {}", built.display()))?;
    let place = target.join("dist");
    let javascript = write_glue(&output, &place.join("glue"))?;
    let wasm = optimise(root, &place, &output.wasm_mut().emit_wasm())?;
    Ok(Module { wasm, javascript })
}

/// Panics name the file that they come from: without this, with the folders of the machine that built it.
fn short_paths() -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"))).context("no HOME")?;
    let registries = std::fs::read_dir(home.join("registry/src")).with_context(|| format!("{}", home.display()))?;
    registries.map(|registry| Ok(format!("--remap-path-prefix={}=", registry?.path().display()))).collect()
}

fn write_glue(output: &Output, place: &Path) -> Result<PathBuf> {
    if place.exists() {
        std::fs::remove_dir_all(place)?;
    }
    let write = |path: PathBuf, text: &str| -> Result<PathBuf> {
        std::fs::create_dir_all(path.parent().context("a file without a folder")?)?;
        std::fs::write(&path, text)?;
        Ok(path)
    };
    for (crate_name, inline) in output.snippets() {
        for (number, text) in inline.iter().enumerate() {
            write(place.join("snippets").join(crate_name).join(format!("inline{number}.js")), text)?;
        }
    }
    for (name, text) in output.local_modules() {
        write(place.join("snippets").join(name), text)?;
    }
    write(place.join("app.js"), output.js())
}

/// Never `--all-features`: it writes encodings that browsers refuse. The module's own list of features decides.
fn optimise(root: &Path, place: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (place.join("before.wasm"), place.join("after.wasm"));
    std::fs::write(&before, wasm)?;
    let mut wasm_opt = Command::new("node");
    wasm_opt
        .arg("--stack-size=4000")
        .arg(root.join("node_modules/binaryen/bin/wasm-opt"))
        .args(["-Oz", "--strip-debug", "--strip-producers", "-o"])
        .args([&after, &before]);
    run(&mut wasm_opt, "wasm-opt")?;
    Ok(std::fs::read(after)?)
}

/// Runs a command and says which it was when it fails.
pub fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("{what} could not be started"))?;
    if !status.success() {
        bail!("{what} failed: {status}");
    }
    Ok(())
}
