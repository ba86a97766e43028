//! Why something was returned (退文): each reason with its place in the pack, in words.

use serde::{Deserialize, Serialize};

use crate::pack::Finding;
use crate::visible::{hides, is_blank};
use crate::words::BilingualText;

/// The most remarks of one return by a person.
pub const MOST_REMARKS: usize = 50;
/// The most characters of a remark by a person.
pub const LONGEST_REMARK: usize = 200;
/// The most bytes of a place.
pub const LARGEST_PLACE: usize = 100;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Remark {
    /// Where in the pack, such as `points/2`; or `plan`, `attribute`, `amendment`. Empty of the whole.
    #[serde(rename = "where")]
    pub place: String,
    /// The stable code of what the check found; none of what a person wrote.
    pub code: Option<String>,
    /// In words. What a person wrote stands in both languages as they wrote it.
    pub words: BilingualText,
}

impl Remark {
    /// As a person writes one. Whether it says anything the gate looks at.
    pub fn of_a_person(place: &str, words: &str) -> Remark {
        let words = words.trim().to_owned();
        Remark { place: place.to_owned(), code: None, words: BilingualText { zh: words.clone(), en: words } }
    }

    /// Whether a person can have written it: in words that are not too many, and none that nobody sees.
    pub fn is_of_a_person(&self) -> bool {
        let Remark { place, code, words } = self;
        let fits = place.len() <= LARGEST_PLACE && place.bytes().all(|byte| byte.is_ascii_graphic());
        fits && code.is_none()
            && words.zh == words.en
            && words.zh.trim() == words.zh
            && is_written(&words.zh, LONGEST_REMARK)
    }
}

impl From<Finding> for Remark {
    fn from(finding: Finding) -> Remark {
        Remark {
            place: finding.place,
            code: Some(finding.code.to_owned()),
            words: BilingualText { zh: finding.message_zh, en: finding.message_en },
        }
    }
}

/// Whether it says something in at most so many characters, and nothing that nobody sees.
pub(super) fn is_written(text: &str, most: usize) -> bool {
    !is_blank(text) && !hides(text) && text.chars().count() <= most
}
