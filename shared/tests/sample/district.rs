//! The sample district as a whole: complete, plainly marked as a sample, and its easy text true to its own articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use chrono::{Datelike, NaiveDate};
use mingbai_shared::digest::Digest;
use mingbai_shared::document::{Article, Document};
use mingbai_shared::facts::Subject;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::{LARGEST_PACK, Pack, Parts, Route};

use crate::sample;

#[test]
fn every_pack_is_fit_for_review() {
    for pack in sample::all().into_iter().chain(sample::amended()) {
        assert_eq!(pack.check(), vec![], "{}", pack.id);
    }
}

#[test]
fn an_amendment_is_of_a_sample_and_says_what_changed() {
    let amended = sample::amended();
    assert_eq!(amended.len(), 2);
    for pack in amended {
        let before = sample::pack(pack.id.as_str());
        assert!(pack.document.effective_on > before.document.effective_on, "{}", pack.id);
        assert!(!pack.interpretation.changes.is_empty() && pack.sample, "{}", pack.id);
    }
}

#[test]
fn twelve_for_residents_twelve_for_firms_from_seven_agencies() {
    let packs = sample::all();
    let of = |subject| packs.iter().filter(|pack| pack.offer.as_ref().unwrap().subject == subject).count();
    assert_eq!((of(Subject::Resident), of(Subject::Firm)), (12, 12));
    let agencies: BTreeSet<&str> = packs.iter().map(|pack| pack.agency.as_str()).collect();
    assert_eq!(
        agencies,
        ["civil-affairs", "commerce", "health", "housing", "human-resources", "science", "taxation"].into()
    );
}

#[test]
fn ids_are_the_names_of_their_folders() {
    for id in sample::ids() {
        assert_eq!(sample::pack(&id).id.as_str(), id);
    }
}

/// Nobody may take a sample for an official text, wherever a part of it is shown.
#[test]
fn every_sample_says_so() {
    for Pack { id, sample, title, document, contact, .. } in sample::all() {
        assert!(sample && title.zh.contains("示例") && title.en.contains("(sample)"), "{id}");
        assert_eq!(document.title, title.zh);
        assert!(
            document.number.as_ref().is_some_and(|number| number.starts_with("示例〔")),
            "{id}: {:?}",
            document.number
        );
        assert!(document.issuer.as_ref().is_some_and(|issuer| issuer.contains("示例")), "{id}: {:?}", document.issuer);
        for line in [&contact.office, &contact.telephone, &contact.address] {
            assert!(line.contains("示例"), "{id}: {line}");
        }
    }
}

#[test]
fn numbers_and_titles_are_used_once() {
    let packs = sample::all();
    let numbers: BTreeSet<_> = packs.iter().map(|pack| pack.document.number.clone()).collect();
    let titles: BTreeSet<_> = packs.iter().map(|pack| &pack.title.zh).collect();
    assert_eq!((numbers.len(), titles.len()), (24, 24));
}

/// The import against the text itself: as many articles as lines that begin with 第…条, numbered from one without a gap.
#[test]
fn the_import_finds_every_article_and_both_dates() {
    for id in sample::ids() {
        let text = sample::text(&id);
        let document = sample::document(&id);
        let written = text.lines().filter(|line| line.starts_with('第') && line.contains("条（")).count();
        let numbers: Vec<String> = document.articles().map(|article| article.number.to_string()).collect();
        let expected: Vec<String> = (1..=written).map(|number| number.to_string()).collect();
        assert!((6..=12).contains(&written), "{id}: {written}");
        assert_eq!(numbers, expected, "{id}");
        assert!(document.articles().all(|article| article.heading.is_some()), "{id}");
        let items: usize =
            document.articles().flat_map(|article| &article.paragraphs).map(|paragraph| paragraph.items.len()).sum();
        assert_eq!(items, text.lines().filter(|line| line.starts_with('（')).count(), "{id}");
        for date in [document.issued_on, document.effective_on] {
            let date = date
                .unwrap_or_else(|| panic!("{id} lacks a date: {:?} {:?}", document.issued_on, document.effective_on));
            assert!(text.contains(&chinese(date)), "{id}: {date}");
        }
        assert!(document.issued_on < document.effective_on, "{id}");
    }
}

fn chinese(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The offer's days, route and amounts against the words of the text.
#[test]
fn what_the_offer_says_the_text_says() {
    for id in sample::ids() {
        let text = sample::text(&id);
        let offer = sample::pack(&id).offer.unwrap();
        assert!(
            text.contains(&chinese(offer.from)) || (id == "childcare-subsidy" && text.contains("从2025年1月1日起计算")),
            "{id}"
        );
        if let Some(until) = offer.until {
            assert!(text.contains(&chinese(until)), "{id}: {until}");
        }
        let (review, application) = (text.contains("免审即享。"), text.contains("免申即享。"));
        let said = match (review, application) {
            (true, false) => Route::WithoutReview,
            (false, true) => Route::WithoutApplication,
            _ => Route::Apply,
        };
        assert_eq!(offer.route, said, "{id}");
        let text_numbers = numbers(&text);
        let benefit = numbers(&offer.benefit.text.zh);
        assert!(benefit.is_subset(&text_numbers), "{id}: {benefit:?}");
    }
}

/// Every figure of a point or an answer stands in the article that it cites, and every term in the text: an easy text that invents a number is caught.
#[test]
fn the_easy_text_takes_its_figures_from_the_articles_it_cites() {
    let mut checked = 0;
    let mut packs = sample::all();
    packs.extend(measures());
    for pack in packs {
        let easy = &pack.interpretation;
        let points = easy.points.iter().map(|point| (&point.text.zh, &point.article));
        let answers = easy.questions.iter().map(|question| (&question.answer.zh, &question.article));
        for (words, article) in points.chain(answers) {
            let here = numbers(&article_text(&pack.document, article));
            let figures = numbers(words);
            checked += figures.len();
            assert!(figures.is_subset(&here), "{} art. {article}: {words} {here:?}", pack.id);
        }
        let whole: String = pack.document.articles().map(text_of).collect();
        for term in &easy.terms {
            assert!(whole.contains(&term.term), "{}: {}", pack.id, term.term);
        }
    }
    assert!(checked > 80, "only {checked} figures were found to check");
}

/// The 办法 itself, where its text is on this machine.
fn measures() -> Option<Pack> {
    let folder = sample::folder().join("openness-measures");
    let name = fs::read_to_string(folder.join("text.from")).unwrap();
    let text = fs::read(sample::folder().join("../../../shared/data").join(name.trim())).ok()?;
    let parts: Parts = serde_json::from_slice(&fs::read(folder.join("pack.json")).unwrap()).unwrap();
    Some(parts.join(mingbai_shared::document::import(&text).unwrap()))
}

#[test]
fn the_measures_are_a_real_text_and_fit_for_review() {
    let parts: Parts =
        serde_json::from_slice(&fs::read(sample::folder().join("openness-measures/pack.json")).unwrap()).unwrap();
    assert!(!parts.sample && parts.offer.is_none() && parts.contact.office.contains("示例"));
    if let Some(pack) = measures() {
        assert_eq!(pack.check(), vec![]);
        assert_eq!(pack.document.title, pack.title.zh);
    }
}

/// Read again, a pack gives the same bytes, so that everyone who joins the sample gets the same digests.
#[test]
fn a_pack_survives_its_own_json() {
    let mut digests = BTreeMap::new();
    for id in sample::ids() {
        let pack = sample::pack(&id);
        let bytes = serde_json::to_vec(&pack).unwrap();
        assert!(bytes.len() < LARGEST_PACK);
        let again: Pack = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(again, pack);
        assert_eq!(serde_json::to_vec(&again).unwrap(), bytes);
        assert_eq!(serde_json::to_vec(&sample::pack(&id)).unwrap(), bytes);
        digests.insert(Digest::of(&bytes), id);
    }
    assert_eq!(digests.len(), 24);
}

fn text_of(article: &Article) -> String {
    let mut text = String::new();
    for paragraph in &article.paragraphs {
        text.push_str(&paragraph.text);
        text.extend(paragraph.items.iter().map(|item| item.text.as_str()));
    }
    text
}

fn article_text(document: &Document, number: &ArticleNumber) -> String {
    text_of(document.article(number).unwrap())
}

/// The figures in a text, as written: 3,600 and 5.5.
fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .map(|run| run.trim_matches([',', '.']).to_owned())
        .filter(|run| !run.is_empty())
        .collect()
}
