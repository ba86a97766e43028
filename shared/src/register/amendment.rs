//! Why a document stands in the record again: a further member of its entry, which older readers pass over (docs/record.md).

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::digest::Digest;
use crate::words::BilingualText;

/// What a publication says of the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amendment {
    /// The member `pack` of the document's entry before it: a publication, or its withdrawal.
    pub amends: Digest,
    /// Why it changed.
    pub reason: BilingualText,
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    amendment: &'a Amendment,
}

#[derive(Deserialize)]
struct Read {
    amendment: Amendment,
}

impl Amendment {
    /// The bytes of an entry that says this beside the rest.
    pub fn beside(&self, entry: &Entry) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Written { entry, amendment: self })
    }

    /// What an entry says of the one before it; none where it says nothing that can be read.
    pub fn read(entry: &[u8]) -> Option<Amendment> {
        serde_json::from_slice(entry).ok().map(|read: Read| read.amendment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stands_after_the_members_that_every_reader_knows() {
        let entry = Entry::publication(
            "a".parse().unwrap(),
            "civil-affairs".parse().unwrap(),
            "示例".into(),
            Digest::of(b"2"),
            1,
            Default::default(),
        );
        let reason = BilingualText { zh: "示例：标准提高".into(), en: "Sample: more is paid".into() };
        let amendment = Amendment { amends: Digest::of(b"1"), reason };
        let bytes = amendment.beside(&entry).unwrap();
        let plain = entry.to_bytes().unwrap();
        assert!(bytes.starts_with(plain.strip_suffix(b"}").unwrap()));
        // Who does not know it reads the entry as it is.
        assert_eq!(Entry::read(&bytes), Ok(Some(entry.clone())));
        assert_eq!(serde_json::from_slice::<Entry>(&bytes).unwrap(), entry);
        assert_eq!((Amendment::read(&bytes), Amendment::read(&plain)), (Some(amendment), None));
        assert_eq!(Amendment::read(b"x"), None);
    }
}
