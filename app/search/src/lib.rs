//! `shared::search` in a thread of its own, so that typing never stutters: `search.js` hands it the packs of the device and what is typed.

use mingbai_shared::search::{Corpus, Searched, Source, Wanted};
use serde::Deserialize;
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

    /// The answer as JSON; nothing where what was typed asks for nothing.
    pub fn ask(&self, asked: &str) -> Option<String> {
        let Asked { words, wanted } = serde_json::from_str(asked).ok()?;
        let query = self.0.query(&words).ok()?;
        serde_json::to_string(&self.0.search(&query, &wanted)).ok()
    }
}
