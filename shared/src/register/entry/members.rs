//! The members of a JSON object as they are written, for a form in which white space, order and repetition count.

use std::collections::BTreeSet;

use serde::de::IgnoredAny;

/// The members of an object.
#[derive(Debug)]
pub(super) struct Members<'a> {
    /// In their order: the name, and the value's own text.
    all: Vec<(String, &'a str)>,
    spaced: bool,
    twice: Option<String>,
}

impl<'a> Members<'a> {
    /// Reads an object. None where the text is no JSON, or no object.
    pub(super) fn read(text: &'a str) -> Option<Members<'a>> {
        // Passes over values without going down into them, however deep they are.
        serde_json::from_str::<IgnoredAny>(text).ok().filter(|_| text.trim_start().starts_with('{'))?;
        let mut found = Members { all: Vec::new(), spaced: false, twice: None };
        // The names so far in each object or array that is open; in an array there are none.
        let mut open: Vec<BTreeSet<String>> = Vec::new();
        let (mut string, mut escaped) = (None, false);
        let (mut last, mut member) = ("", None);
        for (at, letter) in text.char_indices() {
            if let Some(start) = string {
                match letter {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => (last, string) = (text.get(start..=at)?, None),
                    _ => {}
                }
                continue;
            }
            match letter {
                '"' => string = Some(at),
                '{' | '[' => open.push(BTreeSet::new()),
                ':' => {
                    let name = unquoted(last).unwrap_or_else(|| last.to_owned());
                    if open.len() == 1 {
                        member = Some((name.clone(), at + 1));
                    }
                    if !open.last_mut()?.insert(name.clone()) {
                        found.twice.get_or_insert(name);
                    }
                }
                ',' | '}' | ']' => {
                    if open.len() == 1
                        && let Some((name, start)) = member.take()
                    {
                        found.all.push((name, text.get(start..at)?.trim()));
                    }
                    if letter != ',' {
                        open.pop();
                    }
                }
                letter => found.spaced |= letter.is_ascii_whitespace(),
            }
        }
        Some(found)
    }

    /// Whether white space stands outside of strings, at any depth.
    pub(super) fn are_spaced(&self) -> bool {
        self.spaced
    }

    /// A name that stands in one object twice, at any depth.
    pub(super) fn twice(&self) -> Option<&str> {
        self.twice.as_deref()
    }

    /// The names, in their order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(name, _)| name.as_str())
    }

    /// A member that is a string; none where it is not.
    pub(super) fn string(&self, name: &str) -> Option<String> {
        unquoted(self.value(name)?)
    }

    /// A member that is a number, as close as a double comes to it; none where it is not.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.value(name)?.parse().ok()
    }

    /// Of a name that stands there twice, the last, as readers of JSON commonly take it.
    fn value(&self, name: &str) -> Option<&'a str> {
        self.all.iter().rev().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

/// None where it is no string, or one that is no text: half of a surrogate pair.
fn unquoted(text: &str) -> Option<String> {
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-c\"\\\\{}:, 汉\n]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let object = prop::collection::btree_map("[a-c\"{:]{0,2}", inner.clone(), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                object.prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_another_reader_finds_is_found(value in json()) {
            let (plain, pretty) = (value.to_string(), serde_json::to_string_pretty(&value).unwrap());
            prop_assert_eq!(Members::read(&plain).is_some(), value.is_object());
            let Value::Object(theirs) = value else { return Ok(()) };
            for (text, spaced) in [(&plain, false), (&pretty, !theirs.is_empty())] {
                let ours = Members::read(text).unwrap();
                let read: Map<_, _> =
                    ours.all.iter().map(|(name, value)| (name.clone(), serde_json::from_str(value).unwrap())).collect();
                prop_assert_eq!((&read, ours.all.len()), (&theirs, theirs.len()));
                prop_assert_eq!((ours.are_spaced(), ours.twice()), (spaced, None));
            }
        }
    }

    #[test]
    fn what_stands_there_twice_is_found_at_any_depth_and_depth_is_no_limit() {
        for (text, name) in [
            (r#"{"a":1,"b":2,"a":3}"#, Some("a")),
            (r#"{"a":[{"b":1},{"b":2}],"b":3}"#, None),
            (r#"{"a":[[{"b":1,"\u0062":2}]]}"#, Some("b")),
        ] {
            assert_eq!(Members::read(text).unwrap().twice(), name, "{text}");
        }
        let deep = format!(r#"{{"a":{}{},"b":1}}"#, "[".repeat(2_000), "]".repeat(2_000));
        assert_eq!(Members::read(&deep).unwrap().number("b"), Some(1.0));
    }
}
