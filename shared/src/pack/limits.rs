//! What ties a policy to others: not together, together so much at most (政策礼包). What being granted makes true is a fact, [`Offer::grants`].

use serde::{Deserialize, Serialize};

use super::check::{Finding, error};
use super::{Offer, Pack};
use crate::facts::FactKind;
use crate::law::ArticleNumber;
use crate::names::DocumentId;
use crate::words::BilingualText;

/// Another policy that nobody has together with this one. It holds both ways, whichever of the two says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exclusion {
    /// The other policy.
    pub with: DocumentId,
    /// The article of this policy's own document that says so.
    pub article: ArticleNumber,
}

/// So much in a year and no more, for all policies together that name the same ceiling. Where they differ about the sum the lowest counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ceiling {
    /// What people call it. The Chinese name is the one that it is known by.
    pub name: BilingualText,
    /// In fen, in a year.
    pub fen: i64,
    /// The article of this policy's own document that sets it.
    pub article: ArticleNumber,
}

impl Offer {
    /// The articles that its exclusions and its ceiling cite, each with its place in the pack.
    pub(super) fn limiting_articles(&self) -> impl Iterator<Item = (String, &ArticleNumber)> {
        let excludes = self.excludes.iter().enumerate();
        let excludes = excludes.map(|(at, one)| (format!("offer/excludes/{at}"), &one.article));
        excludes.chain(self.ceiling.iter().map(|one| ("offer/ceiling".to_owned(), &one.article)))
    }
}

impl Pack {
    /// What is wrong with what its offer says of others.
    pub(super) fn check_limits(&self, offer: &Offer, findings: &mut Vec<Finding>) {
        for (at, exclusion) in offer.excludes.iter().enumerate() {
            let place = format!("offer/excludes/{at}");
            if exclusion.with == self.id {
                findings.push(error("excludes_itself", &place, "不能和自己互斥", "it excludes itself"));
            }
        }
        if offer.audience.others().iter().any(|other| other.policy == self.id) {
            findings.push(error(
                "asks_for_itself",
                "offer/audience",
                "不能把自己当作条件",
                "it asks for its own conditions",
            ));
        }
        if offer.ceiling.as_ref().is_some_and(|ceiling| ceiling.fen <= 0) {
            findings.push(error("ceiling", "offer/ceiling", "上限应大于零", "the ceiling must be more than nothing"));
        }
        if let Some(fact) = offer.grants
            && (fact.kind() != FactKind::YesNo || fact.subject() != offer.subject)
        {
            findings.push(error(
                "grants",
                "offer/grants",
                &format!("“{}”不能由它认定：应是受众自己的一项“是或否”", fact.label().zh),
                &format!("\"{}\" cannot be granted: it must be a yes-or-no fact of those whom it is for", fact.name()),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::import;
    use crate::facts::FactKey;
    use crate::pack::{Level, Parts};

    const BYTES: &str = include_str!("../../sample/hardship-recognition/pack.json");

    fn pack() -> Pack {
        let parts: Parts = serde_json::from_str(BYTES).unwrap();
        let text = include_str!("../../sample/hardship-recognition/text.md");
        parts.join(import(text.replace("起施行。", "起施行。每人每年最高6,000元。").as_bytes()).unwrap())
    }

    fn found(change: impl Fn(&mut Offer)) -> Vec<(&'static str, String)> {
        let mut pack = pack();
        change(pack.offer.as_mut().unwrap());
        let found = pack.check();
        assert!(found.iter().all(|one| one.level == Level::Error && one.message_zh != one.message_en));
        found.into_iter().map(|one| (one.code, one.place)).collect()
    }

    fn exclusion(with: &str, article: &str) -> Exclusion {
        Exclusion { with: with.parse().unwrap(), article: article.parse().unwrap() }
    }

    fn ceiling(zh: &str, fen: i64, article: &str) -> Ceiling {
        let name = BilingualText { zh: zh.into(), en: "Training".into() };
        Ceiling { name, fen, article: article.parse().unwrap() }
    }

    #[test]
    fn what_it_says_of_others_can_be_read_and_looked_up() {
        assert_eq!(found(|_| {}), []);
        assert_eq!(found(|offer| offer.excludes = vec![exclusion("founder-subsidy", "9")]), []);
        assert_eq!(found(|offer| offer.ceiling = Some(ceiling("培训", 600_000, "9"))), []);
    }

    #[test]
    fn what_is_wrong_with_it_is_found() {
        let place = |code, place: &str| vec![(code, place.to_owned())];
        let excludes = |with, article| found(|offer| offer.excludes = vec![exclusion(with, article)]);
        assert_eq!(excludes("hardship-recognition", "9"), place("excludes_itself", "offer/excludes/0"));
        assert_eq!(excludes("founder-subsidy", "10"), place("unknown_article", "offer/excludes/0"));
        let limited = |zh, fen, article| found(|offer| offer.ceiling = Some(ceiling(zh, fen, article)));
        assert_eq!(limited("培训", 0, "9"), place("ceiling", "offer/ceiling"));
        assert_eq!(limited("培训", 600_000, "10"), place("unknown_article", "offer/ceiling"));
        assert_eq!(limited(" ", 600_000, "9"), place("language_missing", "offer/ceiling"));
        assert_eq!(limited("培训", 600_001, "9"), place("unbound", "offer/ceiling"));
        // A day, and a fact of firms.
        for fact in [FactKey::BirthDate, FactKey::HasLoan] {
            assert_eq!(found(|offer| offer.grants = Some(fact)), place("grants", "offer/grants"));
        }
    }

    /// A pack is known by the digest of its bytes: what it does not say must not be written.
    #[test]
    fn what_is_not_said_is_not_written() {
        let mut offer = pack().offer.unwrap();
        offer.grants = None;
        let written = serde_json::to_string(&offer).unwrap();
        assert!(written.ends_with(r#""route":"apply","from":"2026-03-01","until":null}"#), "{written}");
        offer.excludes = vec![exclusion("founder-subsidy", "9")];
        offer.ceiling = Some(ceiling("培训", 600_000, "9"));
        offer.grants = Some(FactKey::EmploymentHardship);
        let again: Offer = serde_json::from_str(&serde_json::to_string(&offer).unwrap()).unwrap();
        assert_eq!(again, offer);
    }
}
