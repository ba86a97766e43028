//! The shell `index.html`: the template that Trunk reads too, with what its first picture takes inside it, so that one answer of the server is
//! enough to paint a page (docs/decisions/0012).

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// What stands inside the shell.
pub struct Inside {
    /// The whole style.
    pub css: String,
    /// Runs before anything is drawn.
    pub appearance: String,
    /// Starts the app once the page is painted.
    pub boot: String,
}

/// One thing inside a page.
pub struct Block<'a> {
    /// `style` or `script`.
    pub tag: &'static str,
    /// What is between its tags.
    pub text: &'a str,
}

/// Puts everything into the template. The first line of what comes out names the digests of what is inside, for the page's security policy: the
/// worker reads it and takes it off.
pub fn fill(template: &str, Inside { css, appearance, boot }: &Inside) -> Result<String> {
    let (before, rest) = template.split_once("<!--trunk-->").context("app/index.html has no <!--trunk-->")?;
    let (_, after) = rest.split_once("<!--/trunk-->").context("app/index.html has no <!--/trunk-->")?;
    ensure!(blocks(before).chain(blocks(after)).next().is_none(), "app/index.html has a script or style of its own");
    let ends_its_tag = |text: &&String| ["</s", "<!--"].iter().any(|mark| text.to_lowercase().contains(mark));
    if let Some(text) = [css, appearance, boot].into_iter().find(ends_its_tag) {
        bail!("this cannot stand inside a page: {text}");
    }
    let inside = format!(
        "<script>{appearance}</script>\n<style>{css}</style>\n<script type=\"module\">{boot}</script>",
        appearance = appearance.trim_end(),
        css = css.trim_end(),
        boot = boot.trim_end(),
    );
    let digest = |block: Block<'_>| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(block.text)));
    let digests: Vec<String> = blocks(&inside).map(digest).collect();
    Ok(format!("<!--inside {}-->\n{before}{inside}{after}", digests.join(" ")))
}

/// The styles and scripts that stand inside a page.
pub fn blocks(page: &str) -> impl Iterator<Item = Block<'_>> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let next = ["style", "script"].into_iter().filter_map(|tag| Some((rest.find(&format!("<{tag}"))?, tag)));
        let (at, tag) = next.min()?;
        let (_, opened) = rest[at..].split_once('>')?;
        let (text, after) = opened.split_once(&format!("</{tag}>"))?;
        rest = after;
        Some(Block { tag, text })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(boot: &str) -> Inside {
        Inside { css: "a{b:c}\n".into(), appearance: "one()".into(), boot: boot.into() }
    }

    #[test]
    fn the_digests_are_those_of_what_stands_inside() {
        let shell = fill("<head><!--trunk-->x<!--/trunk--></head>", &inside("two();\n")).unwrap();
        // By `printf %s 'one()' | openssl dgst -sha256 -binary | base64`, and so on.
        let digests = [
            "'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='",
            "'sha256-0cRUVYRKwNwnl1hkfkPGjkht16b039TjFdJzmXfFK2o='",
            "'sha256-O8UtyaC48G20gw2o1HAwXvYXlOp48cSKta0zY5NBG2w='",
        ];
        let (first, page) = shell.split_once('\n').unwrap();
        assert_eq!(first, format!("<!--inside {}-->", digests.join(" ")));
        assert!(page.starts_with("<head><script>one()</script>"), "{page}");
    }

    #[test]
    fn what_would_end_its_own_tag_is_refused() {
        let template = "<head><!--trunk-->x<!--/trunk--></head>";
        assert!(fill(template, &inside("'</script>'")).is_err());
        assert!(fill("<style></style><!--trunk-->x<!--/trunk-->", &inside("")).is_err());
    }
}
