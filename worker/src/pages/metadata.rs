//! The tags of 《政府网站发展指引》 and JSON-LD: what inspectors' crawlers and search engines read, neither of which runs WASM.

use chrono::{DateTime, Utc};
use maud::{Markup, PreEscaped, html};
use mingbai_shared::shanghai;
use mingbai_shared::words::{Bilingual, Language};

/// Where and how the page is read.
pub struct Site<'a> {
    /// Scheme and host.
    pub origin: &'a str,
    /// The language of the interface around the text.
    pub language: Language,
}

/// The name of the site. A sample until a district puts its own here.
pub const SITE_NAME: Bilingual = Bilingual { zh: "明白（示例区）", en: "Mingbai (sample district)" };
/// 政府网站标识码: of the form of a real one, and of no real site.
const SITE_CODE: &str = "0000000000";

/// 栏目.
pub struct Column {
    /// `ColumnName`.
    pub name: &'static str,
    /// `ColumnDescription`.
    pub description: &'static str,
    /// `ColumnKeywords`.
    pub keywords: &'static str,
    /// `ColumnType`, one of the guideline's list.
    pub kind: &'static str,
}

/// Policies and their interpretation.
pub const POLICIES: Column = Column {
    name: "政策文件与解读",
    description: "示例区发布的政策文件，每份都有解读、问答和术语",
    keywords: "政策文件,政策解读,政务公开",
    kind: "政策文件",
};

/// The home page.
pub const HOME: Column = Column {
    name: "首页",
    description: "与我有关的政策，说得出理由",
    keywords: "市民主页,政策,政务公开",
    kind: "首页",
};

/// A text with its own address.
pub struct ArticleTags<'a> {
    /// `ArticleTitle`.
    pub title: &'a str,
    /// `PubDate`.
    pub published: DateTime<Utc>,
    /// `ContentSource`.
    pub source: &'a str,
    /// Keywords.
    pub keywords: &'a str,
    /// Description.
    pub description: &'a str,
    /// The path of its own page.
    pub path: &'a str,
}

impl Site<'_> {
    /// The tags of a page that lists.
    pub fn column_tags(&self, column: &Column) -> Markup {
        html! {
            meta name="SiteName" content=(SITE_NAME.zh);
            meta name="SiteDomain" content=(self.domain());
            meta name="SiteIDCode" content=(SITE_CODE);
            meta name="ColumnName" content=(column.name);
            meta name="ColumnDescription" content=(column.description);
            meta name="ColumnKeywords" content=(column.keywords);
            meta name="ColumnType" content=(column.kind);
            meta name="description" content=(column.description);
        }
    }

    /// The tags of a page with a text.
    pub fn article_tags(&self, tags: &ArticleTags<'_>) -> Markup {
        let address = format!("{}{}", self.origin, tags.path);
        let linked = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "Legislation",
            "name": tags.title,
            "inLanguage": "zh-CN",
            "datePublished": tags.published.to_rfc3339(),
            "publisher": { "@type": "GovernmentOrganization", "name": tags.source },
            "url": address,
        });
        // What a "<" begins in a script element is a chapter of its own: JSON writes the same with an escape.
        let linked = linked.to_string().replace('<', "\\u003c");
        html! {
            (self.column_tags(&POLICIES))
            meta name="ArticleTitle" content=(tags.title);
            meta name="PubDate" content=(published(tags.published));
            meta name="ContentSource" content=(tags.source);
            meta name="Keywords" content=(tags.keywords);
            meta name="Description" content=(tags.description);
            meta name="Url" content=(address);
            link rel="canonical" href=(address);
            script type="application/ld+json" { (PreEscaped(linked)) }
        }
    }

    fn domain(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin, |(_, host)| host)
    }
}

/// `2026-11-23 09:12` in Asia/Shanghai, as the guideline writes it.
fn published(at: DateTime<Utc>) -> String {
    shanghai::local(at).format("%Y-%m-%d %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_is_that_of_shanghai() {
        assert_eq!(published("2026-11-23T16:30:00Z".parse().unwrap()), "2026-11-24 00:30");
    }

    #[test]
    fn a_title_cannot_end_the_script_that_holds_it() {
        let site = Site { origin: "https://example.org", language: Language::Zh };
        let tags = ArticleTags {
            title: "</script><script>alert(1)</script>",
            published: DateTime::default(),
            source: "示例",
            keywords: "",
            description: "",
            path: "/d/x",
        };
        let text = site.article_tags(&tags).into_string();
        assert_eq!(text.matches("</script>").count(), 1, "{text}");
        assert!(text.contains("https://example.org/d/x"));
    }
}
