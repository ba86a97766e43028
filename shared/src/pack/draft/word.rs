//! The words of the pack's own form, such as `without_review`: what is chosen is kept as its word.

use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize};

/// The word of a value.
pub fn word(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

/// The value of a word; none where there is no such word.
pub(super) fn of_word<T: for<'a> Deserialize<'a>>(word: &str) -> Option<T> {
    let from: StrDeserializer<'_, Error> = word.trim().into_deserializer();
    T::deserialize(from).ok()
}
