use mingbai_shared::digest::Digest;
use mingbai_shared::document::import;
use mingbai_shared::pack::Parts;
use mingbai_shared::register::versions::Version;
use mingbai_shared::register::{Entry, EntryKind};

use super::*;

fn opened() -> Opened {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sample/public-rental-housing");
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let parts: Parts = serde_json::from_slice(&file("pack.json")).unwrap();
    let pack = parts.join(import(&file("text.md")).unwrap());
    let bytes = serde_json::to_vec(&pack).unwrap();
    let applies = Version { number: 0, from: "2026-04-01".parse().unwrap(), until: None };
    let entry = Entry {
        v: 1,
        kind: EntryKind::Publication,
        document: pack.id.clone(),
        agency: pack.agency.clone(),
        title: pack.document.title.clone(),
        pack: Digest::of(&bytes),
        size: bytes.len(),
        at: "2026-04-01T01:00:00Z".parse().unwrap(),
    };
    Opened { entry, pack, day: None, applies, coming: None, versions: vec![applies] }
}

fn drawn(opened: &Opened, below: &str, language: Language) -> Option<Page> {
    let site = Site { origin: "https://example.org", language };
    page(opened, Addressed::read(below).unwrap(), &site, "2026-11-29T04:00:00Z".parse().unwrap())
}

fn markup(opened: &Opened, below: &str) -> String {
    drawn(opened, below, Language::Zh).unwrap().main.into_string()
}

/// The ids of a page, in order.
fn ids(markup: &str) -> Vec<&str> {
    markup.split(" id=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(id, _)| id).collect()
}

#[test]
fn every_question_and_term_has_an_id_and_a_link_to_its_own_address() {
    let opened = opened();
    let (page, easy) = (markup(&opened, ""), &opened.pack.interpretation);
    assert!(easy.questions.len() > 1 && easy.terms.len() > 1);
    for (number, asked) in (1..).zip(&easy.questions) {
        assert!(ids(&page).contains(&format!("q-{number}").as_str()));
        let link = format!("<dt><a href=\"/d/public-rental-housing/q/{number}\">{}</a></dt>", asked.question.zh);
        assert!(page.contains(&link), "{link}");
    }
    for (number, term) in (1..).zip(&easy.terms) {
        assert!(ids(&page).contains(&format!("term-{number}").as_str()));
        let link =
            format!("<dt lang=\"zh-CN\"><a href=\"/d/public-rental-housing/term/{number}\">{}</a></dt>", term.term);
        assert!(page.contains(&link), "{link}");
    }
    assert!(!page.contains("is-marked") && !page.contains("asked-h"));
}

#[test]
fn what_the_address_names_stands_first_and_is_marked_alone() {
    let opened = opened();
    let easy = &opened.pack.interpretation;
    let (question, term) = (&easy.questions[1], &easy.terms[0]);
    for (below, id, title, said) in [
        ("q/2", "q-2", question.question.zh.as_str(), question.answer.zh.as_str()),
        ("term/1", "term-1", term.term.as_str(), term.meaning.zh.as_str()),
        ("art/3", "art-3", "第三条", "第三条"),
    ] {
        let page = markup(&opened, below);
        assert_eq!(page.matches("is-marked").count(), 1, "{below}");
        let marked = page.split_once("is-marked\"").unwrap().1;
        assert!(marked.starts_with(&format!(" id=\"{id}\" tabindex=\"-1\"")), "{below}");
        let (first, rest) = page.split_once("</section>").unwrap();
        assert!(first.contains(&format!("<a href=\"#{id}\">{title}</a>")) && first.contains(said), "{below}");
        assert!(rest.contains(said), "{below}");
        let (mut all, count) = (ids(&page), ids(&page).len());
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "{below}: an id stands there twice");
    }
}

#[test]
fn the_tab_says_what_the_address_names() {
    let opened = opened();
    let title = |below: &str, language| drawn(&opened, below, language).unwrap().title;
    let question = &opened.pack.interpretation.questions[1].question;
    assert!(title("q/2", Language::Zh).starts_with(&format!("{} · {}", question.zh, opened.pack.document.title)));
    assert!(title("q/2", Language::En).starts_with(&format!("{} · {}", question.en, opened.pack.title.en)));
    assert!(title("art/3", Language::Zh).starts_with("第三条 "));
}

#[test]
fn a_number_stays_with_its_question_and_others_are_none() {
    let mut opened = opened();
    let easy = &mut opened.pack.interpretation;
    let count = easy.questions.len();
    let mut first = easy.questions.remove(0);
    for (number, asked) in (2..).zip(&mut easy.questions) {
        asked.number = Some(number.to_string().parse().unwrap());
    }
    first.number = Some((count + 1).to_string().parse().unwrap());
    first.question.zh = "示例：新的一问？".into();
    easy.questions.push(first);
    let second = easy.questions[0].question.zh.clone();
    assert!(markup(&opened, "q/2").split_once("</section>").unwrap().0.contains(&second));
    assert!(markup(&opened, &format!("q/{}", count + 1)).contains("示例：新的一问？"));
    for none in ["q/1", "q/999", "term/999", "art/999"] {
        assert!(drawn(&opened, none, Language::Zh).is_none(), "{none}");
    }
}

#[test]
fn a_version_of_another_day_has_addresses_of_its_own() {
    let mut opened = opened();
    opened.day = Some("2026-05-01".parse().unwrap());
    assert!(markup(&opened, "q/1").contains("href=\"/d/public-rental-housing@2026-05-01/q/2\""));
}
