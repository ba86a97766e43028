//! A policy that asks for what another one asks for: 符合小型微利企业条件的, 减半征收. The other one is named, not copied, so that it is as it stands in the record
//! today; where it is not on this device nothing can be said of it, and a verdict that depends on it stays open.

use serde::{Deserialize, Serialize};

use super::Rule;
use crate::law::ArticleNumber;
use crate::names::DocumentId;
use crate::words::BilingualText;

/// How far policies may ask for one another. Two that ask for each other are nobody's.
const FURTHEST: usize = 4;
/// So many conditions may come from others, all together. Policies that ask for one another many times over would be more than a device can judge.
const MOST_FOUND: usize = 256;
/// What is worked out from other facts counts as so many conditions.
pub(super) const WORKED_OUT: usize = 16;

/// Another policy, whose conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OtherPolicy {
    /// Its address.
    pub policy: DocumentId,
    /// The article of the policy's own document that asks for it.
    pub article: ArticleNumber,
    #[serde(skip)]
    found: Option<Box<Found>>,
}

/// What was found of it in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its title.
    pub title: BilingualText,
    /// Whom it is for.
    pub audience: Rule,
}

impl OtherPolicy {
    /// A policy that was not looked up yet.
    pub fn new(policy: DocumentId, article: ArticleNumber) -> OtherPolicy {
        OtherPolicy { policy, article, found: None }
    }

    /// Its title, once it was looked up.
    pub fn title(&self) -> Option<&BilingualText> {
        self.found.as_ref().map(|found| &found.title)
    }

    /// Whom it is for, once it was looked up.
    pub fn audience(&self) -> Option<&Rule> {
        self.found.as_ref().map(|found| &found.audience)
    }
}

impl Rule {
    /// The other policies that it asks for, as it is written.
    pub fn others(&self) -> Vec<&OtherPolicy> {
        match self {
            Rule::All(parts) | Rule::Any(parts) => parts.iter().flat_map(Rule::others).collect(),
            Rule::Not(part) => part.others(),
            Rule::Condition(_) => Vec::new(),
            Rule::Meets(other) => vec![other],
        }
    }

    /// Looks up the other policies that it asks for, and those that these ask for in turn. What is not found, asks for itself, or would make the rule
    /// more than can be judged stays open.
    pub fn look_up(&mut self, find: &dyn Fn(&DocumentId) -> Option<Found>) {
        let mut room = MOST_FOUND;
        self.look_up_within(find, FURTHEST, &mut room);
        if !self.is_countable() {
            self.look_up_within(&|_| None, FURTHEST, &mut 0);
        }
    }

    fn look_up_within(&mut self, find: &dyn Fn(&DocumentId) -> Option<Found>, further: usize, room: &mut usize) {
        match self {
            Rule::All(parts) | Rule::Any(parts) => {
                parts.iter_mut().for_each(|part| part.look_up_within(find, further, room));
            }
            Rule::Not(part) => part.look_up_within(find, further, room),
            Rule::Condition(_) => {}
            Rule::Meets(other) => {
                other.found = further.checked_sub(1).and_then(|further| {
                    let mut found = find(&other.policy)?;
                    *room = room.checked_sub(found.audience.weight())?;
                    found.audience.look_up_within(find, further, room);
                    Some(Box::new(found))
                });
            }
        }
    }

    /// What it adds to a rule that asks for it: its conditions and the policies that it names. What is worked out from others stands for many.
    pub(super) fn weight(&self) -> usize {
        let of = |condition: &&super::Condition| if condition.fact.is_worked_out() { WORKED_OUT } else { 1 };
        self.written_conditions().iter().map(of).sum::<usize>() + self.others().len()
    }

    /// Whether all that it asks for was found.
    pub fn is_found(&self) -> bool {
        self.others().iter().all(|other| other.audience().is_some_and(Rule::is_found))
    }

    /// The rule without other policies: what each asks for in its place, by the article that asks for it. None where one was not looked up.
    pub fn by_itself(&self) -> Option<Rule> {
        let all = |parts: &[Rule]| parts.iter().map(Rule::by_itself).collect::<Option<Vec<Rule>>>();
        Some(match self {
            Rule::All(parts) => Rule::All(all(parts)?),
            Rule::Any(parts) => Rule::Any(all(parts)?),
            Rule::Not(part) => Rule::Not(Box::new(part.by_itself()?)),
            Rule::Condition(condition) => Rule::Condition(condition.clone()),
            Rule::Meets(other) => other.audience()?.by_itself()?.citing(other.article),
        })
    }

    /// The same, each condition by one article.
    fn citing(self, article: ArticleNumber) -> Rule {
        let all = |parts: Vec<Rule>| parts.into_iter().map(|part| part.citing(article)).collect();
        match self {
            Rule::All(parts) => Rule::All(all(parts)),
            Rule::Any(parts) => Rule::Any(all(parts)),
            Rule::Not(part) => Rule::Not(Box::new(part.citing(article))),
            Rule::Condition(condition) => Rule::Condition(super::Condition { article, ..condition }),
            Rule::Meets(other) => Rule::Meets(OtherPolicy { article, ..other }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::audience::{Verdict, WayIn, judge, ways_in, wording};
    use crate::facts::{FactKey, Facts, Subject};
    use crate::words::Language;

    fn rule(json: &str) -> Rule {
        serde_json::from_str(json).unwrap()
    }

    const SMALL: &str = r#"{"all":[{"condition":{"fact":"employees","test":{"at_most":300},"article":"2"}},
        {"condition":{"fact":"restricted_industry","test":{"is":false},"article":"3"}}]}"#;
    const RELIEF: &str = r#"{"any":[{"condition":{"fact":"taxpayer_kind","test":{"one_of":["small_scale"]},"article":"2"}},
        {"meets":{"policy":"small-profit-income-tax","article":"4"}}]}"#;

    fn looked_up(json: &str, record: &[(&str, &str)]) -> Rule {
        let record: BTreeMap<DocumentId, &str> =
            record.iter().map(|(id, audience)| (id.parse().unwrap(), *audience)).collect();
        let find = |id: &DocumentId| {
            let title = BilingualText { zh: format!("{id}（示例）"), en: format!("{id} (sample)") };
            Some(Found { title, audience: rule(record.get(id)?) })
        };
        let mut rule = rule(json);
        rule.look_up(&find);
        rule
    }

    fn facts(json: &str) -> Facts {
        serde_json::from_str(json).unwrap()
    }

    fn today() -> chrono::NaiveDate {
        "2026-11-29".parse().unwrap()
    }

    #[test]
    fn what_the_other_one_asks_is_asked_by_the_article_that_asks_for_it() {
        let relief = looked_up(RELIEF, &[("small-profit-income-tax", SMALL)]);
        assert_eq!(relief.check(Subject::Firm), Ok(()));
        let judged = |said: &str| judge(&relief, &facts(said), today());
        let general = r#"{"taxpayer_kind":"general","employees":300,"restricted_industry":false}"#;
        let small = judged(general);
        assert_eq!(small.verdict, Verdict::Eligible);
        let articles: Vec<String> = small.because.iter().map(|reason| reason.article.to_string()).collect();
        assert_eq!(articles, ["4", "4"]);
        let open = judged(r#"{"taxpayer_kind":"general"}"#);
        assert_eq!(
            (open.verdict, open.missing),
            (Verdict::Unknown, vec![FactKey::Employees, FactKey::RestrictedIndustry])
        );
        let large = facts(r#"{"taxpayer_kind":"general","employees":301,"restricted_industry":false}"#);
        let ways = ways_in(&relief, &large, today());
        let at_most = |way: &WayIn| wording::way_in(way, &large, Language::Zh);
        assert!(ways.iter().any(|way| at_most(way).contains("从业人数不超过 300 人")), "{ways:?}");
        assert_eq!(
            wording::rule(&relief, Language::Zh),
            "小规模纳税人（第2条）或者符合《small-profit-income-tax（示例）》的条件（第4条）"
        );
        let by_itself = relief.by_itself().unwrap();
        assert!(by_itself.others().is_empty());
        for said in ["{}", general, r#"{"employees":301}"#, r#"{"taxpayer_kind":"small_scale"}"#] {
            assert_eq!(judge(&by_itself, &facts(said), today()), judged(said), "{said}");
        }
    }

    /// Not on this device, or a circle: open, and no question would close it.
    #[test]
    fn what_is_not_found_is_open() {
        let circle = [("small-profit-income-tax", RELIEF)];
        for relief in [looked_up(RELIEF, &[]), looked_up(RELIEF, &circle), rule(RELIEF)] {
            let judged = judge(&relief, &facts(r#"{"taxpayer_kind":"general"}"#), today());
            assert_eq!((judged.verdict, judged.missing.as_slice()), (Verdict::Unknown, [].as_slice()));
            let sentence = wording::because(&judged, today(), Language::Zh);
            assert!(sentence.contains("另一项政策"), "{sentence}");
            // One part that holds decides, whatever is not found.
            let small_scale = judge(&relief, &facts(r#"{"taxpayer_kind":"small_scale"}"#), today());
            assert_eq!(small_scale.verdict, Verdict::Eligible);
            let not = Rule::Not(Box::new(relief));
            assert_eq!(judge(&not, &facts(r#"{"taxpayer_kind":"general"}"#), today()).verdict, Verdict::Unknown);
        }
    }

    /// Sixty-four conditions, asked for sixty-four times over and that again: what comes from others stays within bounds.
    #[test]
    fn what_others_ask_for_many_times_over_stays_open() {
        let condition = r#"{"condition":{"fact":"employees","test":{"at_most":300},"article":"2"}}"#;
        let of = |part: &str, times: usize| format!(r#"{{"any":[{}]}}"#, vec![part; times].join(","));
        let meets = |policy: &str| format!(r#"{{"meets":{{"policy":"{policy}","article":"4"}}}}"#);
        let (small, wide, wider) = (of(condition, 64), of(&meets("small"), 64), of(&meets("wide"), 64));
        let many = looked_up(&of(&meets("wider"), 64), &[("small", &small), ("wide", &wide), ("wider", &wider)]);
        assert!(!many.is_found());
        assert!(many.all_conditions().len() <= MOST_FOUND);
        assert_eq!(judge(&many, &facts(r#"{"employees":301}"#), today()).verdict, Verdict::Unknown);
        // As many as there is room for are found.
        assert!(looked_up(&of(&meets("small"), 4), &[("small", &small)]).is_found());
        assert!(!looked_up(&of(&meets("small"), 5), &[("small", &small)]).is_found());
    }

    #[test]
    fn what_was_found_is_not_written() {
        let relief = looked_up(RELIEF, &[("small-profit-income-tax", SMALL)]);
        assert_eq!(serde_json::to_string(&relief).unwrap(), serde_json::to_string(&rule(RELIEF)).unwrap());
    }
}
