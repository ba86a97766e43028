//! The names by which agencies, documents and people are addressed: short, safe in an address, never personal.

use serde::{Deserialize, Serialize};
use thiserror::Error;

const LONGEST: usize = 64;

/// What [`check`] accepts, as a regular expression, besides the length.
#[cfg(feature = "schema")]
const FORM: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A text that cannot be a name in an address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is not a name: 1 to {LONGEST} of a-z, 0-9 and single hyphens between them")]
pub struct NotAName(String);

fn check(text: &str) -> Result<(), NotAName> {
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if text.len() <= LONGEST && text.split('-').all(plain) {
        return Ok(());
    }
    Err(NotAName(text.chars().take(LONGEST).collect()))
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("pattern" = FORM, "maxLength" = LONGEST)))]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAName;

            fn from_str(text: &str) -> Result<Self, NotAName> {
                check(text).map(|()| $name(text.into()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAName;

            fn try_from(text: String) -> Result<Self, NotAName> {
                check(&text).map(|()| $name(text))
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name! {
    /// An administrative agency 行政机关, such as `civil-affairs`.
    AgencyId
}
name! {
    /// A document, such as `openness-measures`.
    DocumentId
}
name! {
    /// A signed-in person, as the sign-in service names them; never an identity number.
    PersonId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_an_address() {
        for good in ["a", "civil-affairs", "openness-measures-2022"] {
            assert_eq!(good.parse::<DocumentId>().unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a--b", "a/b", "..", "A", "民政", "a b", &"a".repeat(65)] {
            assert!(bad.parse::<DocumentId>().is_err(), "{bad}");
        }
    }
}
