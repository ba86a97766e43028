//! A document that stands in the record no more: that it was withdrawn, when and why, under its last title.

use maud::html;
use mingbai_shared::marks::Mark;
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::{Bilingual, date, fill, reader};

use super::frame::Page;
use super::lists::tab;
use super::metadata::Site;
use super::offer::mark;
use super::spoken::Spoken;
use crate::objects::register::Gone;

/// The page in the place of a document that was withdrawn.
pub fn page(gone: &Gone, site: &Site<'_>) -> Page {
    let say = |text: Bilingual| text.in_language(site.language);
    let when = date::full_day(legal_day(gone.entry.at), site.language);
    let why = gone.withdrawal.reason.in_language(site.language);
    let main = html! {
        header.page-head { h1 tabindex="-1" { (Spoken(&gone.entry.title, site.language)) } }
        p.aside role="status" { (fill(say(reader::WITHDRAWN), &[&when])) }
        p.lead { (fill(say(reader::WITHDRAWN_WHY), &[why])) }
        p { (mark(Mark::InRecord, site.language)) }
        p.note { (say(reader::WITHDRAWN_NOTE)) }
        p.actions { a.button.quiet href="/policies" { (say(reader::TO_POLICIES)) } }
    };
    Page {
        title: tab(&gone.entry.title, site.language),
        meta: html! { meta name="robots" content="noindex"; },
        main,
        place: "/policies",
    }
}

#[cfg(test)]
mod tests {
    use mingbai_shared::digest::Digest;
    use mingbai_shared::register::{Entry, EntryKind, Withdrawal};
    use mingbai_shared::words::{BilingualText, Language};

    use super::*;

    fn gone(title: &str, reason: &str) -> Gone {
        let withdrawal = Withdrawal {
            format: 1,
            document: "sample-allowance".parse().unwrap(),
            agency: "civil-affairs".parse().unwrap(),
            withdraws: Digest::of(b"the pack"),
            reason: BilingualText { zh: reason.into(), en: "Made up for a test.".into() },
            on: "2026-05-02".parse().unwrap(),
        };
        let body = serde_json::to_vec(&withdrawal).unwrap();
        let entry = Entry {
            v: 1,
            kind: EntryKind::Withdrawal,
            document: withdrawal.document.clone(),
            agency: withdrawal.agency.clone(),
            title: title.into(),
            pack: Digest::of(&body),
            size: body.len(),
            // The next day has begun in Shanghai.
            at: "2026-05-01T16:30:00Z".parse().unwrap(),
        };
        Gone { entry, withdrawal }
    }

    fn drawn(gone: &Gone, language: Language) -> String {
        let page = page(gone, &Site { origin: "https://example.org", language });
        assert!(page.title.starts_with(&gone.entry.title));
        page.main.into_string()
    }

    #[test]
    fn it_says_when_and_why_in_the_language_of_the_page() {
        let gone = gone("示例津贴办法", "示例：由新办法代替。");
        let zh = drawn(&gone, Language::Zh);
        for said in
            ["<h1 tabindex=\"-1\">示例津贴办法</h1>", "2026年5月2日", "示例：由新办法代替。", "href=\"/policies\""]
        {
            assert!(zh.contains(said), "{said} in {zh}");
        }
        let en = drawn(&gone, Language::En);
        for said in ["<span lang=\"zh-CN\">示例津贴办法</span>", "2 May 2026", "Made up for a test."] {
            assert!(en.contains(said), "{said} in {en}");
        }
        assert!(!en.contains("由新办法代替"));
    }

    #[test]
    fn what_stands_in_the_record_is_text_and_no_markup() {
        let zh = drawn(&gone("<b>示例</b>", "<script>alert(1)</script>"), Language::Zh);
        assert!(!zh.contains("<script>") && !zh.contains("<b>"), "{zh}");
    }
}
