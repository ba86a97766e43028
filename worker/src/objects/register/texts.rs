//! The texts of all documents that stand, searched for readers without scripts: the same scan, the same reading of what was typed and the same order as
//! on a device (docs/decisions/0037).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use mingbai_shared::names::DocumentId;
use mingbai_shared::pack::{Addressed, Pack};
use mingbai_shared::search::{
    Corpus, Filter, Found, Hit, MOST_SHOWN, NotAQuery, Place, Searched, Snippet, Source, Wanted,
};
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use worker::SqlStorage;

use super::{size, versions};
use crate::problem::Problem;
use crate::storage::{integer, rows};

/// What comes of a question.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What was found, be it nothing.
    Found(Listing),
    /// Nothing was asked for: spaces, empty quotation marks.
    Nothing,
    /// Too much was.
    TooLong,
}

/// What was found, document by document.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// How many hits there are.
    pub total: usize,
    /// In how many documents.
    pub documents: usize,
    /// How many documents were searched.
    pub searched: usize,
    /// The documents of the best hits, the best first.
    pub found: Vec<FoundIn>,
}

/// A document with what was found in it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundIn {
    /// Which.
    pub document: DocumentId,
    /// Its title.
    pub title: BilingualText,
    /// Who issued it.
    pub issuer: String,
    /// On which day.
    pub issued_on: Option<NaiveDate>,
    /// The hits, best first.
    pub hits: Vec<FoundAt>,
}

/// A hit.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundAt {
    /// Where in the document.
    pub place: Place,
    /// The part that its link leads to.
    pub part: Option<Addressed>,
    /// In its sentence.
    pub snippet: Snippet,
}

/// The texts in memory. They are read when somebody first searches, and kept up with the record.
#[derive(Debug, Default)]
pub struct Texts {
    corpus: Corpus,
    /// Which entry of each document is in the corpus.
    numbers: BTreeMap<String, u64>,
    /// How large the record was and which day it was when they were last looked at.
    looked: Option<(u64, NaiveDate)>,
}

#[derive(Deserialize)]
struct Named {
    document: String,
}

impl Texts {
    /// The answer to what was typed, on `today`.
    pub fn answer(&mut self, sql: &SqlStorage, typed: &str, today: NaiveDate) -> Result<Answer, Problem> {
        self.keep_up(sql, today)?;
        let found = match ask(&self.corpus, typed, today) {
            Ok(found) => found,
            Err(refused) => return Ok(refused),
        };
        let mut packs = Vec::new();
        for (document, _) in found.by_document() {
            if let Some(number) = self.numbers.get(document) {
                packs.push(serde_json::from_str::<Pack>(&versions::pack(sql, *number)?)?);
            }
        }
        Ok(Answer::Found(listing(&found, &packs, self.corpus.len())))
    }

    /// Takes in what was published since, and what applies from today.
    fn keep_up(&mut self, sql: &SqlStorage, today: NaiveDate) -> Result<(), Problem> {
        let size = size(sql)?;
        let changed: Vec<Named> = match self.looked {
            Some(looked) if looked == (size, today) => return Ok(()),
            // Another version can only come into force where there are several.
            Some((before, day)) if day != today => rows(
                sql,
                "SELECT document FROM entries GROUP BY document HAVING COUNT(*) > 1 OR MAX(number) >= ?",
                vec![integer(before)],
            )?,
            looked => rows(
                sql,
                "SELECT DISTINCT document FROM entries WHERE number >= ?",
                vec![integer(looked.map_or(0, |(before, _)| before))],
            )?,
        };
        for Named { document } in changed {
            self.look_at(sql, document, today)?;
        }
        self.looked = Some((size, today));
        Ok(())
    }

    fn look_at(&mut self, sql: &SqlStorage, document: String, today: NaiveDate) -> Result<(), Problem> {
        let stands = versions::standing(sql, &document, today)?;
        if stands == self.numbers.get(&document).copied() {
            return Ok(());
        }
        self.numbers.remove(&document);
        self.corpus.remove(&document);
        if let Some(number) = stands {
            put(&mut self.corpus, &versions::pack(sql, number)?);
            self.numbers.insert(document, number);
        }
        Ok(())
    }
}

/// What cannot be read is left out, as on a device.
fn put(corpus: &mut Corpus, pack: &str) {
    if let Ok(pack) = serde_json::from_str::<Searched>(pack) {
        corpus.put(Source::from(&pack));
    }
}

/// What is found, or why nothing was searched.
fn ask(corpus: &Corpus, typed: &str, today: NaiveDate) -> Result<Found, Answer> {
    let query = corpus.query(typed).map_err(|refused| match refused {
        NotAQuery::Empty => Answer::Nothing,
        NotAQuery::TooLong => Answer::TooLong,
    })?;
    let wanted = Wanted { filter: Filter::default(), today: Some(today), most: MOST_SHOWN };
    Ok(corpus.search(&query, &wanted))
}

/// `packs` are those of the documents in which something was found.
fn listing(found: &Found, packs: &[Pack], searched: usize) -> Listing {
    let of_one = |(document, hits): &(&str, Vec<&Hit>)| {
        let pack = packs.iter().find(|pack| pack.id.as_str() == *document)?;
        Some(FoundIn {
            document: pack.id.clone(),
            title: pack.title.clone(),
            issuer: pack.issuer().to_owned(),
            issued_on: pack.document.issued_on,
            hits: hits
                .iter()
                .map(|hit| FoundAt {
                    place: hit.place,
                    part: hit.addressed(&pack.interpretation),
                    snippet: hit.snippet.clone(),
                })
                .collect(),
        })
    };
    Listing {
        total: found.total,
        documents: found.documents,
        searched,
        found: found.by_document().iter().filter_map(of_one).collect(),
    }
}

#[cfg(test)]
pub mod tests {
    use mingbai_shared::document::import;
    use mingbai_shared::pack::Parts;
    use mingbai_shared::search::LONGEST_QUERY;

    use super::*;

    /// The packs of the sample district that have texts of their own.
    fn samples() -> Vec<Pack> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sample");
        let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let read = |folder: std::path::PathBuf| {
            let text = std::fs::read(folder.join("text.md")).ok()?;
            let parts: Parts = serde_json::from_slice(&std::fs::read(folder.join("pack.json")).unwrap()).unwrap();
            Some(parts.join(import(&text).unwrap()))
        };
        folders.filter_map(read).collect()
    }

    /// What the register answers on a day where the samples are its record.
    pub fn answer_of_samples(typed: &str, today: &str) -> Answer {
        let (mut corpus, packs) = (Corpus::new(), samples());
        for pack in &packs {
            put(&mut corpus, &serde_json::to_string(pack).unwrap());
        }
        match ask(&corpus, typed, today.parse().unwrap()) {
            Ok(found) => Answer::Found(listing(&found, &packs, corpus.len())),
            Err(refused) => refused,
        }
    }

    fn found(typed: &str) -> Listing {
        match answer_of_samples(typed, "2026-11-29") {
            Answer::Found(listing) => listing,
            refused => panic!("{typed}: {refused:?}"),
        }
    }

    fn documents(typed: &str) -> Vec<String> {
        found(typed).found.iter().map(|one| one.document.to_string()).collect()
    }

    #[test]
    fn every_place_at_which_a_phrase_stands_is_found() {
        let phrase = "轮候名册";
        let mut expected: Vec<(DocumentId, Place)> = Vec::new();
        for pack in samples() {
            for article in pack.document.articles() {
                let mut lines = article.paragraphs.iter().flat_map(|one| {
                    std::iter::once(one.text.clone()).chain(one.items.iter().map(|item| item.text.clone()))
                });
                if lines.any(|line| line.contains(phrase)) {
                    expected.push((pack.id.clone(), Place::Article(article.number)));
                }
            }
        }
        assert!(!expected.is_empty());
        let listing = found(&format!("“{phrase}”"));
        let mut articles: Vec<(DocumentId, Place)> = Vec::new();
        for one in &listing.found {
            for hit in &one.hits {
                assert!(hit.snippet.text.contains(phrase), "{hit:?}");
                articles.extend(hit.place.article().map(|_| (one.document.clone(), hit.place)));
            }
        }
        articles.sort();
        expected.sort();
        assert_eq!(articles, expected);
        assert_eq!(listing.searched, samples().len());
    }

    #[test]
    fn what_is_typed_is_read_as_on_a_device() {
        let plain = found("老年综合津贴");
        assert_eq!(plain.found[0].document.as_str(), "elderly-allowance");
        assert_eq!(found("老年綜合津貼"), plain);
        assert_eq!(found("　老年综合津贴 "), plain);
        assert_eq!(documents("“津贴老年”"), Vec::<String>::new());
        assert_eq!(documents("ＳＯＣＩＡＬ security card"), documents("social Security card"));
        assert!(documents("social security card").contains(&"elderly-allowance".to_owned()));
        // Two words apart are not one phrase.
        assert!(found("津贴 老年").total > 0);
        let third = found("第3条 津贴");
        assert_eq!(third, found("第三条 津贴"));
        assert!(third.found.iter().any(|one| one.hits.iter().any(|hit| hit.place.name(Default::default()) == "第3条")));
    }

    #[test]
    fn no_more_than_a_page_shows_and_all_are_counted() {
        let listing = found("申请");
        assert!(listing.total > MOST_SHOWN);
        assert_eq!(listing.found.iter().map(|one| one.hits.len()).sum::<usize>(), MOST_SHOWN);
    }

    #[test]
    fn what_is_no_query_says_why() {
        for nothing in ["“” \"\"", "\"\"", "「」", "\u{200b}"] {
            assert_eq!(answer_of_samples(nothing, "2026-11-29"), Answer::Nothing, "{nothing:?}");
        }
        assert_eq!(found(&"老".repeat(LONGEST_QUERY)).total, 0);
        assert_eq!(answer_of_samples(&"老".repeat(LONGEST_QUERY + 1), "2026-11-29"), Answer::TooLong);
    }
}
