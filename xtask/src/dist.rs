//! Lays out `dist/`: hashed files under `assets/`, the shell `index.html`, the service worker with its precache list.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256, Sha384};

use crate::{budget, compress, wasm};

/// Builds everything anew and checks the budgets. The old `dist/` stays until the new one is whole.
pub fn build(root: &Path) -> Result<()> {
    let module = wasm::build(root)?;
    let staging = root.join("target/dist-staging");
    if staging.exists() {
        std::fs::remove_dir_all(&staging)?;
    }
    std::fs::create_dir_all(staging.join("assets"))?;
    let place = Place { root, staging: &staging };

    let css = place.esbuild(&["style/main.css", "--bundle", "--minify", "--target=chrome91,safari16.4"], None)?;
    let glue = module.javascript.to_string_lossy();
    let glue = place.esbuild(&[&glue, "--bundle", "--minify", "--format=esm", "--target=chrome91,safari16.4"], None)?;
    let css = place.add("main", "css", &css)?;
    let glue = place.add("app", "js", &glue)?;
    let wasm = place.add("app", "wasm", &module.wasm)?;
    let boot = std::fs::read_to_string(root.join("app/shell/boot.js"))?
        .replace("__APP_JS__", &glue.address)
        .replace("__APP_WASM__", &wasm.address);
    let boot = place.esbuild(&["--minify", "--format=esm", "--loader=js"], Some(boot.as_bytes()))?;
    let boot = place.add("boot", "js", &boot)?;

    for name in ["manifest.webmanifest", "icon.svg", "icon-maskable.svg", "icon-192.png", "icon-512.png"] {
        std::fs::copy(root.join("app/shell").join(name), staging.join(name)).with_context(|| name.to_owned())?;
    }
    let shell = shell(root, &css, &glue, &wasm, &boot)?;
    std::fs::write(staging.join("index.html"), &shell)?;
    place.service_worker(&shell, &[&css, &glue, &wasm, &boot])?;

    let dist = root.join("dist");
    if dist.exists() {
        std::fs::remove_dir_all(&dist)?;
    }
    std::fs::rename(&staging, &dist)?;
    for name in budget::files(root)? {
        let file = dist.join(&name);
        if compress::is_compressible(&file) {
            compress::beside(&file)?;
        }
    }
    budget::report(root)
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

    fn service_worker(&self, shell: &str, assets: &[&Asset]) -> Result<()> {
        let addresses: Vec<&str> = assets.iter().map(|asset| asset.address.as_str()).collect();
        let mut list: Vec<&str> = vec!["/index.html", "/manifest.webmanifest", "/icon.svg"];
        list.extend(addresses);
        let script = std::fs::read_to_string(self.root.join("app/shell/sw.js"))?;
        // A new version whenever the shell, a file of the list or the script itself changes.
        let version = short_hash(format!("{shell}{list:?}{script}").as_bytes());
        let script =
            script.replace("\"__PRECACHE__\"", &serde_json::to_string(&list)?).replace("__VERSION__", &version);
        let script = self.esbuild(&["--minify", "--loader=js"], Some(script.as_bytes()))?;
        std::fs::write(self.staging.join("sw.js"), script)?;
        Ok(())
    }
}

/// The shell: the same template that Trunk reads, with the release's files in place of Trunk's links.
fn shell(root: &Path, css: &Asset, glue: &Asset, wasm: &Asset, boot: &Asset) -> Result<String> {
    let template = std::fs::read_to_string(root.join("app/index.html"))?;
    let (before, rest) = template.split_once("<!--trunk-->").context("app/index.html has no <!--trunk-->")?;
    let (_, after) = rest.split_once("<!--/trunk-->").context("app/index.html has no <!--/trunk-->")?;
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{}\" integrity=\"{}\">\n\
         <link rel=\"modulepreload\" href=\"{}\" integrity=\"{}\">\n\
         <link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
         <script type=\"module\" src=\"{}\" integrity=\"{}\"></script>",
        css.address, css.integrity, glue.address, glue.integrity, wasm.address, boot.address, boot.integrity,
    );
    Ok(format!("{before}{head}{after}"))
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
