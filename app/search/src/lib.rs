//! `shared::search` in a thread of its own, so that typing never stutters: `search.js` hands it the packs of the device and what is typed.

use mingbai_shared::search::{Corpus, Found, NotAQuery, Searched, Source, Wanted};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// The documents that were taken in.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Search(Corpus);

/// What is asked, as the page writes it.
#[derive(Deserialize)]
struct Asked {
    words: String,
    wanted: Wanted,
}

/// What comes of it: what was found, or why nothing was searched.
#[derive(Serialize)]
struct Answer {
    found: Option<Found>,
    refused: Option<&'static str>,
}

#[wasm_bindgen]
impl Search {
    /// Without documents.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Search {
        Search::default()
    }

    /// Takes a pack in, from its JSON, in the place of what its document was. One that this app cannot read is left out.
    pub fn put(&mut self, pack: &str) {
        if let Ok(pack) = serde_json::from_str::<Searched>(pack) {
            self.0.put(Source::from(&pack));
        }
    }

    /// Takes a document out.
    pub fn remove(&mut self, document: &str) {
        self.0.remove(document);
    }

    /// The answer as JSON; none where the question is none of this app's.
    pub fn ask(&self, asked: &str) -> Option<String> {
        let Asked { words, wanted } = serde_json::from_str(asked).ok()?;
        let answer = match self.0.query(&words) {
            Ok(query) => Answer { found: Some(self.0.search(&query, &wanted)), refused: None },
            Err(NotAQuery::Empty) => Answer { found: None, refused: Some("empty") },
            Err(_) => Answer { found: None, refused: Some("too_long") },
        };
        serde_json::to_string(&answer).ok()
    }
}
