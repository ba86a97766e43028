//! What somebody marked in a document and wrote beside it: kept on this device alone.

use mingbai_shared::document::notes::Note;

use super::Device;
use super::store::{Shelf, StoreError};
use crate::json;

/// Under this and the document's id its notes are kept.
const NOTES: &str = "notes/";

impl Device {
    /// What is marked in a document, in the order in which it was.
    pub async fn notes(self, document: &str) -> Vec<Note> {
        let kept = self.store().get(Shelf::Meta, &[NOTES, document].concat()).await.ok().flatten();
        kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default()
    }

    /// Changes what is marked in a document; what is marked then. Another tab's change comes before or after it.
    pub async fn change_notes(self, document: &str, change: impl Fn(&mut Vec<Note>)) -> Result<Vec<Note>, StoreError> {
        let changed = std::cell::RefCell::new(Vec::new());
        let amend = |kept: Option<String>| {
            // What cannot be read is of a later version: it is not written over.
            let mut notes: Vec<Note> = match kept {
                Some(text) => json::parse(&text).map_err(|wrong| StoreError(wrong.to_string()))?,
                None => Vec::new(),
            };
            change(&mut notes);
            let text = json::write(&notes).map_err(|wrong| StoreError(wrong.to_string()))?;
            changed.replace(notes);
            Ok(text)
        };
        let key = [NOTES, document].concat();
        self.say_while(self.store().amend(Shelf::Meta, &key, &amend)).await?;
        Ok(changed.take())
    }

    /// Whether anything is marked in any document.
    pub async fn keeps_notes(self) -> bool {
        let keys = self.store().keys(Shelf::Meta).await;
        keys.is_ok_and(|keys| keys.iter().any(|key| key.starts_with(NOTES)))
    }
}
