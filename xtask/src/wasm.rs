//! From cargo's WASM to optimised modules and their JavaScript: one that is loaded at once, and the parts of docs/decisions/0007.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::dist::Site;

/// What the browser loads.
pub struct Modules {
    /// The optimised WASM that starts the app.
    pub main: Vec<u8>,
    /// The others by the name under which `loader` knows them, a file beside it.
    pub parts: Vec<(String, Vec<u8>)>,
    /// Those that the part `record` consists of: the first visit waits for them.
    pub of_record: Vec<String>,
    /// The glue, an ES module, with the snippets that it imports beside it.
    pub javascript: PathBuf,
    /// The script beside it that loads the parts.
    pub loader: PathBuf,
}

const LOADER: &str = "parts.js";

/// Builds the app, divides it where the site wants that, and optimises it.
pub fn build(root: &Path, site: Site) -> Result<Modules> {
    let more: &[&str] = match site {
        // Only the app itself is told: what it is built on is compiled once for both.
        Site::Release => &["--", "--cfg=split", "-Clink-args=--emit-relocs"],
        Site::Patterns => &["--features", "patterns"],
        Site::Beside => &["--features", "beside"],
    };
    let built = cargo(root, &["-p", "mingbai-app", "--bin", "mingbai-app"], more, "mingbai-app.wasm")?;
    let place = target(root).join("bindgen").join(site.name());
    if place.exists() {
        std::fs::remove_dir_all(&place)?;
    }
    let glue = place.join("glue");
    let Divided { main, parts, of_record } = match site {
        Site::Release => divide(&built, &place, &glue)?,
        Site::Patterns | Site::Beside => Divided { main: built, parts: Vec::new(), of_record: Vec::new() },
    };
    std::fs::create_dir_all(&glue)?;
    let mut output = Bindgen::new()
        .input_path(&main)
        .out_name("app")
        .web(true)?
        .typescript(false)
        .keep_lld_exports(true)
        .demangle(false)
        .generate_output()
        .with_context(|| format!("bindgen of {}", main.display()))?;
    let javascript = write_glue(&output, &glue, "app.js")?;
    let main = optimise(root, &place, "main", &output.wasm_mut().emit_wasm())?;
    let optimised = |path: &PathBuf| {
        let stem = path.file_stem().context("a part without a name")?.to_string_lossy().into_owned();
        let wasm = optimise(root, &place, &stem, &std::fs::read(path)?)?;
        Ok((stem, wasm))
    };
    let parts = parts.iter().map(optimised).collect::<Result<_>>()?;
    Ok(Modules { main, parts, of_record, javascript, loader: glue.join(LOADER) })
}

/// The thread that searches (`app/search`).
pub struct Thread {
    /// The optimised WASM.
    pub wasm: Vec<u8>,
    /// The glue, an ES module.
    pub glue: PathBuf,
}

/// Builds the thread that searches: a module of its own, as nothing of the app runs there.
pub fn search(root: &Path) -> Result<Thread> {
    let built = cargo(root, &["-p", "mingbai-search", "--lib"], &[], "mingbai_search.wasm")?;
    let place = target(root).join("bindgen/search");
    std::fs::create_dir_all(&place)?;
    let mut output = Bindgen::new()
        .input_path(&built)
        .out_name("search")
        .web(true)?
        .typescript(false)
        .demangle(false)
        .generate_output()
        .with_context(|| format!("bindgen of {}", built.display()))?;
    let glue = write_glue(&output, &place, "search.js")?;
    Ok(Thread { wasm: optimise(root, &place, "search", &output.wasm_mut().emit_wasm())?, glue })
}

fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into)
}

/// Builds a package for browsers; where the module is.
fn cargo(root: &Path, package: &[&str], more: &[&str], module: &str) -> Result<PathBuf> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["rustc", "--release"]).args(package).args(["--target", "wasm32-unknown-unknown"]);
    cargo.arg("--config").arg(format!("target.wasm32-unknown-unknown.rustflags = {:?}", flags()?));
    cargo.args(more);
    run(&mut cargo, &format!("cargo build of {module}"))?;
    Ok(target(root).join("wasm32-unknown-unknown/release").join(module))
}

struct Divided {
    main: PathBuf,
    parts: Vec<PathBuf>,
    of_record: Vec<String>,
}

/// Divides cargo's module into the one that starts the app and its parts, and writes the script that loads these.
fn divide(built: &Path, place: &Path, glue: &Path) -> Result<Divided> {
    let whole = std::fs::read(built).with_context(|| built.display().to_string())?;
    let main = place.join("divided.wasm");
    std::fs::create_dir_all(glue)?;
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = glue;
    options.main_out_path = &main;
    options.main_module = "./app.js";
    let link = ["./", LOADER].concat();
    options.link_name = &link;
    // Its error type is not a standard one.
    let mut divided =
        wasm_split_cli_support::transform(options).map_err(|wrong| anyhow!("dividing the app: {wrong:#}"))?;
    let of_record = divided.prefetch_map.remove("record").context("the app has no part `record`")?;
    Ok(Divided { main, parts: divided.split_modules, of_record })
}

/// The flags of `.cargo/config.toml`, and short paths: panics name the file that they come from,
/// without this with the folders of the machine that built it.
fn flags() -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo"))).context("no HOME")?;
    let registries = std::fs::read_dir(home.join("registry/src")).with_context(|| format!("{}", home.display()))?;
    let mut flags = Vec::new();
    for registry in registries {
        flags.push(format!("--remap-path-prefix={}=", registry?.path().display()));
    }
    Ok(flags)
}

fn write_glue(output: &Output, place: &Path, name: &str) -> Result<PathBuf> {
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
    write(place.join(name), output.js())
}

/// Never `--all-features`: it writes encodings that browsers refuse. The module's own list of features decides.
fn optimise(root: &Path, place: &Path, name: &str, wasm: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (place.join(format!("{name}-before.wasm")), place.join(format!("{name}-after.wasm")));
    std::fs::write(&before, wasm)?;
    let mut wasm_opt = Command::new("node");
    wasm_opt
        .arg("--stack-size=4000")
        .arg(root.join("node_modules/binaryen/bin/wasm-opt"))
        // Flat and looped anew before it is made small: 4 kB less of all parts after Brotli.
        .args(["--flatten", "--rereloop", "-Oz"])
        .args(["--strip-debug", "--strip-producers", "--strip-target-features", "-o"])
        .args([&after, &before]);
    // Quiet while it succeeds: it warns of every name section that it is about to strip.
    let output = wasm_opt.output().with_context(|| format!("wasm-opt of {name} could not be started"))?;
    if !output.status.success() {
        bail!("wasm-opt of {name} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
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
