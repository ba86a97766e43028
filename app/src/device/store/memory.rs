//! What takes the place of the database where a browser has none to give: a page can be used in full, and forgets everything when it is closed.

use super::{Change, Given, Shelf};

/// Keys and texts by their stores, each in the order of its keys.
#[derive(Default)]
pub(super) struct Memory([Vec<(String, String)>; Shelf::ALL.len()]);

impl Memory {
    fn shelf(&mut self, shelf: Shelf) -> &mut Vec<(String, String)> {
        &mut self.0[shelf as usize]
    }

    pub(super) fn write(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Put(shelf, key, text) => put(self.shelf(*shelf), key, text),
                Change::Remove(shelf, key) => {
                    if let Ok(at) = find(self.shelf(*shelf), key) {
                        self.shelf(*shelf).remove(at);
                    }
                }
                Change::Clear(shelf) => self.shelf(*shelf).clear(),
                // Nothing outlives the page: nothing is sealed.
                Change::Seal(..) => {}
            }
        }
    }

    pub(super) fn write_given(&mut self, changes: &[Change], given: &Given) -> bool {
        let stands = self.get(given.shelf, &given.key) == given.text;
        if stands {
            self.write(changes);
        }
        stands
    }

    pub(super) fn get(&mut self, shelf: Shelf, key: &str) -> Option<String> {
        find(self.shelf(shelf), key).ok().map(|at| self.shelf(shelf)[at].1.clone())
    }

    pub(super) fn all(&mut self, shelf: Shelf) -> Vec<(String, String)> {
        self.shelf(shelf).clone()
    }
}

fn find(shelf: &[(String, String)], key: &str) -> Result<usize, usize> {
    shelf.binary_search_by(|(known, _)| known.as_str().cmp(key))
}

/// Writes a text under a key, among others in the order of their keys.
pub(super) fn put(shelf: &mut Vec<(String, String)>, key: &str, text: &str) {
    let entry = (key.to_owned(), text.to_owned());
    match find(shelf, key) {
        Ok(at) => shelf[at] = entry,
        Err(at) => shelf.insert(at, entry),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    fn change() -> impl Strategy<Value = Change> {
        let shelf = || prop::sample::select(vec![Shelf::Meta, Shelf::Rows]);
        prop_oneof![
            (shelf(), "[ab]{0,2}", "[xy]").prop_map(|(shelf, key, text)| Change::Put(shelf, key, text)),
            (shelf(), "[ab]{0,2}").prop_map(|(shelf, key)| Change::Remove(shelf, key)),
            shelf().prop_map(Change::Clear),
        ]
    }

    proptest! {
        #[test]
        fn it_keeps_what_a_map_keeps_in_the_same_order(changes in proptest::collection::vec(change(), 0..40)) {
            let (mut memory, mut model) = (Memory::default(), BTreeMap::new());
            for change in &changes {
                memory.write(std::slice::from_ref(change));
                match change {
                    Change::Put(shelf, key, text) => drop(model.insert((*shelf as usize, key.clone()), text.clone())),
                    Change::Remove(shelf, key) => drop(model.remove(&(*shelf as usize, key.clone()))),
                    Change::Clear(shelf) => model.retain(|(other, _), _| *other != *shelf as usize),
                    Change::Seal(..) => {}
                }
            }
            for shelf in Shelf::ALL {
                let expected: Vec<_> = model.iter().filter(|((of, _), _)| *of == shelf as usize)
                    .map(|((_, key), text)| (key.clone(), text.clone())).collect();
                prop_assert_eq!(memory.all(shelf), expected);
            }
        }
    }

    #[test]
    fn a_batch_is_written_only_if_what_was_given_still_stands() {
        let mut memory = Memory::default();
        let given = |text: Option<&str>| Given { shelf: Shelf::Meta, key: "a".into(), text: text.map(Into::into) };
        let put = |text: &str| [Change::Put(Shelf::Meta, "a".into(), text.into())];
        assert!(!memory.write_given(&put("1"), &given(Some("0"))) && memory.write_given(&put("1"), &given(None)));
        assert!(!memory.write_given(&put("2"), &given(None)) && memory.write_given(&put("2"), &given(Some("1"))));
        assert_eq!(memory.get(Shelf::Meta, "a").as_deref(), Some("2"));
    }
}
