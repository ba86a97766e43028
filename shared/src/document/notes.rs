//! What somebody marked in a document and wrote beside it. Several pages may write at once: nothing that was typed in one is lost to another.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::anchor::Anchor;

/// One mark: a bookmark at an article, words that were marked, or either with something written beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Made by the client.
    pub id: Uuid,
    /// What was marked.
    pub anchor: Anchor,
    /// What was written; empty where nothing was.
    #[serde(default)]
    pub text: String,
}

/// Marks a place; one that is marked stays as it is.
pub fn mark(notes: &mut Vec<Note>, note: &Note) {
    if notes.iter().all(|other| other.anchor != note.anchor) {
        notes.push(note.clone());
    }
}

/// Brings back one that was removed.
pub fn restore(notes: &mut Vec<Note>, note: &Note) {
    if notes.iter().all(|other| other.id != note.id) {
        notes.push(note.clone());
    }
}

/// Writes `text` in a note of which this page last knew that it was `seen`. What another page wrote meanwhile stays, as a note of its own with the id
/// `fresh`; a note that another page removed is there again.
pub fn write(notes: &mut Vec<Note>, note: &Note, seen: &str, text: &str, fresh: Uuid) {
    let Some(kept) = notes.iter_mut().find(|one| one.id == note.id) else {
        notes.push(Note { text: text.into(), ..note.clone() });
        return;
    };
    let before = std::mem::replace(&mut kept.text, text.into());
    if before != seen && before != text {
        notes.push(Note { id: fresh, text: before, ..note.clone() });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn note(id: u128) -> Note {
        let anchor = Anchor {
            article: "3".parse().unwrap(),
            whole: false,
            words: "示例".into(),
            before: String::new(),
            after: String::new(),
        };
        Note { id: Uuid::from_u128(id), anchor, text: String::new() }
    }

    #[test]
    fn a_place_is_marked_once_and_one_that_was_removed_comes_back_beside_another_of_its_place() {
        let (first, second) = (note(1), note(2));
        let mut notes = Vec::new();
        mark(&mut notes, &first);
        mark(&mut notes, &second);
        assert_eq!(notes, std::slice::from_ref(&first));
        restore(&mut notes, &second);
        restore(&mut notes, &second);
        assert_eq!(notes, [first, second]);
    }

    proptest! {
        /// Two pages type into one note and look at it again now and then, or remove it. What each last typed stands in some note.
        #[test]
        fn what_a_page_typed_last_is_kept(steps in prop::collection::vec((0_usize..2, 0_u8..4), 1..30)) {
            let own = note(1);
            let mut notes = vec![own.clone()];
            let (mut seen, mut typed) = ([String::new(), String::new()], [None::<String>, None]);
            for (number, (page, step)) in steps.into_iter().enumerate() {
                match step {
                    // It looks: from now on it goes on with what stands there.
                    0 => if let Some(kept) = notes.iter().find(|one| one.id == own.id) {
                        seen[page].clone_from(&kept.text);
                    },
                    _ => {
                        let text = format!("{}{page}-{number};", seen[page]);
                        write(&mut notes, &own, &seen[page], &text, Uuid::from_u128(100 + number as u128));
                        seen[page].clone_from(&text);
                        typed[page] = Some(text);
                    }
                }
                for text in typed.iter().flatten() {
                    prop_assert!(notes.iter().any(|one| one.text.starts_with(text.as_str())), "{text} is not in {notes:?}");
                }
            }
        }
    }
}
