//! Lays out a site: hashed files under `assets/`, the shell `index.html`, the service worker with its precache list.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256, Sha384};

use crate::shell::{self, Inside};
use crate::wasm::Modules;
use crate::{budget, compress, wasm};

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// What people get, in parts: `dist/`.
    Release,
    /// The app with its pattern page, in one module, for whoever works on it: `target/patterns/`.
    Patterns,
    /// What `make beside` measures, without a page.
    Beside,
}

impl Site {
    /// Where it is laid out, below the checkout.
    fn folder(self) -> &'static str {
        match self {
            Site::Release => "dist",
            Site::Patterns => "target/patterns",
            Site::Beside => "target/beside",
        }
    }

    /// The name of what is made on the way.
    pub fn name(self) -> &'static str {
        match self {
            Site::Release => "release",
            Site::Patterns => "patterns",
            Site::Beside => "beside",
        }
    }
}

/// Builds everything anew and checks the budgets of a release. What was there stays until the new is whole.
pub fn build(root: &Path, site: Site) -> Result<()> {
    let modules = wasm::build(root, site)?;
    let staging = root.join("target/staging").join(site.name());
    if staging.exists() {
        std::fs::remove_dir_all(&staging)?;
    }
    std::fs::create_dir_all(staging.join("assets"))?;
    let place = Place { root, staging: &staging };

    let css = place.esbuild(&["style/main.css", "--bundle", "--minify", "--target=chrome91,safari16.4"], None)?;
    let parts = modules.parts.iter().map(|(name, wasm)| place.add(name, "wasm", wasm)).collect::<Result<Vec<_>>>()?;
    name_parts(&modules, &parts)?;
    let glue = modules.javascript.to_string_lossy();
    // The glue names the loader of the parts once for each namespace under which the WASM imports from it: the same module.
    let quiet = "--log-override:duplicate-object-key=silent";
    let bundle = ["--bundle", "--minify", "--format=esm", "--target=chrome91,safari16.4", quiet];
    let glue = place.esbuild(&[&[&*glue], &bundle[..]].concat(), None)?;
    let glue = place.add("app", "js", &glue)?;
    let wasm = place.add("app", "wasm", &modules.main)?;
    let of_record = modules.parts.iter().zip(&parts).filter(|((name, _), _)| modules.of_record.contains(name));
    let search = place.search()?;
    let record: Vec<&str> = of_record.map(|(_, part)| part.address.as_str()).collect();
    let boot = place
        .read("app/shell/boot.js")?
        .replace("__APP_JS__", &glue.address)
        .replace("__APP_INTEGRITY__", &glue.integrity)
        .replace("__APP_WASM__", &wasm.address)
        .replace("__SEARCH_JS__", &search[0].address)
        .replace("\"__RECORD__\"", &serde_json::to_string(&record)?);
    let inside = Inside {
        css: String::from_utf8(css)?,
        // Not a module: it runs before anything is drawn.
        appearance: place.script(&place.read("app/shell/appearance.js")?, &["--format=iife"])?,
        boot: place.script(&boot, &["--format=esm"])?,
    };
    let shell = shell::fill(&place.read("app/index.html")?, &inside)?;

    for name in ["manifest.webmanifest", "icon.svg", "icon-maskable.svg", "icon-192.png", "icon-512.png"] {
        std::fs::copy(root.join("app/shell").join(name), staging.join(name)).with_context(|| name.to_owned())?;
    }
    std::fs::write(staging.join("index.html"), &shell)?;
    place.service_worker(&shell, [&glue, &wasm].into_iter().chain(&parts).chain(&search))?;

    let built = root.join(site.folder());
    if built.exists() {
        std::fs::remove_dir_all(&built)?;
    }
    std::fs::rename(&staging, &built)?;
    if site == Site::Patterns {
        return Ok(());
    }
    for name in budget::files(root)? {
        let file = built.join(&name);
        if compress::is_compressible(&file) {
            compress::beside(&file)?;
        }
    }
    budget::report(root)
}

/// Builds what `make beside` measures: the module, and its glue as one script.
pub fn beside(root: &Path) -> Result<()> {
    let modules = wasm::build(root, Site::Beside)?;
    let folder = root.join(Site::Beside.folder());
    std::fs::create_dir_all(&folder)?;
    let place = Place { root, staging: &folder };
    let glue = modules.javascript.to_string_lossy();
    std::fs::write(folder.join("app.js"), place.esbuild(&[&*glue, "--bundle", "--format=esm"], None)?)?;
    Ok(std::fs::write(folder.join("app.wasm"), modules.main)?)
}

/// A file under `assets/`, named by its content.
struct Asset {
    /// Where the browser finds it.
    address: String,
    /// What the browser checks it against.
    integrity: String,
}

struct Place<'a> {
    root: &'a Path,
    staging: &'a Path,
}

impl Place<'_> {
    fn add(&self, stem: &str, ending: &str, bytes: &[u8]) -> Result<Asset> {
        let name = format!("{stem}-{}.{ending}", short_hash(bytes));
        std::fs::write(self.staging.join("assets").join(&name), bytes)?;
        Ok(Asset {
            address: format!("/assets/{name}"),
            integrity: format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes))),
        })
    }

    /// The thread that searches: its script, which a browser starts by its name, and its WASM.
    fn search(&self) -> Result<[Asset; 2]> {
        let thread = wasm::search(self.root)?;
        let wasm = self.add("search", "wasm", &thread.wasm)?;
        let script = self.read("app/shell/search.js")?.replace("__WASM__", &wasm.address);
        let script = script.replace("__GLUE__", &thread.glue.to_string_lossy());
        // Not a module: older browsers start only plain scripts as threads. So the glue cannot ask where it is, nor need it.
        let bundle = [
            "--bundle",
            "--minify",
            "--format=iife",
            "--target=chrome91,safari16.4",
            "--loader=js",
            "--define:import.meta.url=location.href",
        ];
        Ok([self.add("search", "js", &self.esbuild(&bundle, Some(script.as_bytes()))?)?, wasm])
    }

    /// A text of the checkout.
    fn read(&self, path: &str) -> Result<String> {
        std::fs::read_to_string(self.root.join(path)).with_context(|| path.to_owned())
    }

    /// A script as it is sent.
    fn script(&self, text: &str, format: &[&str]) -> Result<String> {
        let minify = ["--minify", "--loader=js", "--target=chrome91,safari16.4"];
        let script = self.esbuild(&[&minify, format].concat(), Some(text.as_bytes()))?;
        Ok(String::from_utf8(script)?)
    }

    /// Runs esbuild and takes what it writes; `input` is given on standard input.
    fn esbuild(&self, arguments: &[&str], input: Option<&[u8]>) -> Result<Vec<u8>> {
        let mut command = Command::new(self.root.join("node_modules/.bin/esbuild"));
        command.current_dir(self.root).args(arguments).arg("--log-level=warning");
        let given = self.staging.join("stdin.js");
        if let Some(bytes) = input {
            std::fs::write(&given, bytes)?;
            command.stdin(std::fs::File::open(&given)?);
        }
        let output = command.stderr(std::process::Stdio::inherit()).output().context("esbuild could not be started")?;
        if input.is_some() {
            std::fs::remove_file(given)?;
        }
        ensure!(output.status.success(), "esbuild failed on {arguments:?}");
        Ok(output.stdout)
    }

    fn service_worker<'a>(&self, shell: &str, assets: impl Iterator<Item = &'a Asset>) -> Result<()> {
        let mut list: Vec<&str> = vec!["/index.html", "/manifest.webmanifest", "/icon.svg"];
        let (on_use, at_once): (Vec<&str>, Vec<&str>) =
            assets.map(|asset| asset.address.as_str()).partition(|address| is_for_desks(address));
        list.extend(at_once);
        let script = self.read("app/shell/sw.js")?;
        // A new version whenever the shell, a file of the list or the script itself changes.
        let version = short_hash(format!("{shell}{list:?}{on_use:?}{script}").as_bytes());
        let script = script
            .replace("\"__PRECACHE__\"", &serde_json::to_string(&list)?)
            .replace("\"__ON_USE__\"", &serde_json::to_string(&on_use)?)
            .replace("__VERSION__", &version);
        std::fs::write(self.staging.join("sw.js"), self.script(&script, &[])?)?;
        Ok(())
    }
}

/// Whether it is the part that only an agency's drafters use: other devices need not keep it.
pub fn is_for_desks(address: &str) -> bool {
    address.contains("split_drafting-")
}

/// The script that loads the parts gets the names that their content gave them.
fn name_parts(modules: &Modules, parts: &[Asset]) -> Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let mut loader = std::fs::read_to_string(&modules.loader).context("the script that loads the parts")?;
    for ((name, _), part) in modules.parts.iter().zip(parts) {
        let here = format!("\"./{name}.wasm\"");
        ensure!(loader.contains(&here), "{} does not load {name}", modules.loader.display());
        loader = loader.replace(&here, &serde_json::to_string(&part.address)?);
    }
    std::fs::write(&modules.loader, loader)?;
    Ok(())
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
