//! What `make searching` measures of this app: `shared::search`, called from a page.

use mingbai_shared::search::{Corpus, Filter, Part, Place, Query, Source, Wanted};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

/// Documents that were taken in.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Searching(Corpus);

#[derive(Deserialize)]
struct Document {
    title: String,
    /// The number of its first article among all.
    first: usize,
    articles: Vec<String>,
}

#[wasm_bindgen]
impl Searching {
    /// None so far.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Searching {
        Searching::default()
    }

    /// Takes a document in, from its JSON.
    pub fn put(&mut self, document: &str) -> Result<(), JsError> {
        let Document { title, first, articles } = serde_json::from_str(document)?;
        let mut source = Source { id: format!("{first:06}"), titles: vec![title], ..Source::default() };
        for (number, article) in articles.iter().enumerate() {
            let start = source.text.len();
            source.text.push_str(article);
            let place = Place::Point(first + number);
            source.parts.push(Part { place, range: start..source.text.len(), heading: start });
            source.text.push('\n');
        }
        self.0.put(source);
        Ok(())
    }

    /// What somebody typed, answered as a page shows it: the number of hits, and the best in their sentences, as JSON.
    pub fn search(&self, query: &str, most: usize) -> Result<String, JsError> {
        let query = self.0.query(query)?;
        Ok(serde_json::to_string(&self.0.search(&query, &wanted(most)))?)
    }

    /// The articles in which a text stands.
    pub fn articles(&self, text: &str) -> Result<Vec<u32>, JsError> {
        let query: Query = self.0.phrase(text)?;
        let hits = self.0.search(&query, &wanted(usize::MAX)).hits;
        Ok(hits
            .into_iter()
            .filter_map(|hit| match hit.place {
                Place::Point(number) => u32::try_from(number).ok(),
                _ => None,
            })
            .collect())
    }
}

fn wanted(most: usize) -> Wanted {
    Wanted { filter: Filter::default(), today: None, most }
}
