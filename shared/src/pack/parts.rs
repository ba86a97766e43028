//! A pack before it has its text: what an agency writes beside the regulation. Joined with the imported document it is a [`Pack`].

use serde::{Deserialize, Serialize};

use super::{Contact, Interpretation, Offer, Pack};
use crate::document::Document;
use crate::names::{AgencyId, DocumentId};
use crate::words::BilingualText;

/// Every field of a [`Pack`] but its document. A misspelt field is refused: an offer that is silently missing would publish a policy for nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Policy"))]
#[serde(deny_unknown_fields)]
pub struct Parts {
    /// The version of this form: 1.
    pub format: u8,
    /// The document's own address.
    pub id: DocumentId,
    /// The agency that publishes.
    pub agency: AgencyId,
    /// A text that is never to be taken for an official one.
    pub sample: bool,
    /// The title in both languages.
    pub title: BilingualText,
    /// 主题.
    pub topic: BilingualText,
    /// 解读.
    pub interpretation: Interpretation,
    /// For whom it is and what they get, where it grants something.
    pub offer: Option<Offer>,
    /// Whom to ask.
    pub contact: Contact,
}

impl Parts {
    /// The whole pack. The same parts and the same document give the same bytes and so the same digest, whoever joins them.
    pub fn join(self, document: Document) -> Pack {
        Pack {
            format: self.format,
            id: self.id,
            agency: self.agency,
            sample: self.sample,
            title: self.title,
            topic: self.topic,
            document,
            interpretation: self.interpretation,
            offer: self.offer,
            contact: self.contact,
        }
    }
}

impl From<Pack> for Parts {
    /// The pack without its document.
    fn from(pack: Pack) -> Parts {
        Parts {
            format: pack.format,
            id: pack.id,
            agency: pack.agency,
            sample: pack.sample,
            title: pack.title,
            topic: pack.topic,
            interpretation: pack.interpretation,
            offer: pack.offer,
            contact: pack.contact,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_is_its_parts_and_its_document() {
        let pack = crate::pack::sampled::pack("public-rental-housing");
        let document = pack.document.clone();
        assert_eq!(Parts::from(pack.clone()).join(document), pack);
    }

    #[test]
    fn a_misspelt_field_is_refused() {
        let text = include_str!("../../sample/elderly-allowance/pack.json");
        assert!(serde_json::from_str::<Parts>(text).is_ok());
        let misspelt = text.replace("\"offer\"", "\"ofer\"");
        assert!(serde_json::from_str::<Parts>(&misspelt).is_err());
    }
}
