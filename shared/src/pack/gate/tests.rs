//! The gate, by what the 办法 and the 条例 say.

mod filed;
mod refusals;
mod walk;
mod way;

use chrono::{DateTime, Utc};

use super::*;
use crate::pack::Pack;
use crate::register::Entry;
use crate::roles::{Actor, Role};
use crate::words::BilingualText;

pub const NOW: &str = "2026-11-29T02:00:00Z";

pub fn at(text: &str) -> DateTime<Utc> {
    crate::iso::instant(text).unwrap()
}

pub fn who(person: &str, role: Role, agency: &str) -> Actor {
    Actor { person: person.parse().unwrap(), role, agency: Some(agency.parse().unwrap()) }
}

pub fn drafter() -> Actor {
    who("author", Role::Drafter, "civil-affairs")
}

pub fn reviewer() -> Actor {
    who("reviewer", Role::Reviewer, "civil-affairs")
}

pub fn signatory() -> Actor {
    who("signatory", Role::Signatory, "civil-affairs")
}

/// A complete pack of civil-affairs that grants nothing.
pub fn pack() -> Pack {
    Pack { offer: None, ..crate::pack::sampled::pack("elderly-allowance") }
}

pub fn written(pack: &Pack) -> String {
    serde_json::to_string(pack).unwrap()
}

/// The same under another title: another version.
pub fn titled(title: &str) -> String {
    let mut pack = pack();
    pack.title.zh = title.into();
    written(&pack)
}

pub fn both(zh: &str, en: &str) -> BilingualText {
    BilingualText { zh: zh.into(), en: en.into() }
}

/// What a drafter sends who forgets nothing.
pub fn sent(pack: &str) -> HandUp {
    HandUp {
        pack: pack.into(),
        attribute: Some(Attribute::Active {}),
        plan: Some(Plan::in_writing("示例办公室")),
        replaces: None,
        reason: Some(both("示例：标准提高", "Sample: more is paid")),
    }
}

pub fn hand_up(sent: HandUp) -> Step {
    Step::HandUp(Box::new(sent))
}

pub fn remark() -> Remark {
    Remark::of_a_person("points/0", "这一句和第三条不一致")
}

/// The store of an agency and the public record, as small as they can be: rows, each read and written as the store does, and the last entry of the document.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    pub rows: Vec<(String, String)>,
    pub last: Option<Entry>,
    pub entries: Vec<Record>,
}

impl Desk {
    pub fn filed(&self, pack: &str) -> Option<Filed> {
        let row = self.rows.iter().find(|(_, body)| body == pack)?;
        Some(Filed::read(&row.0, row.1.clone()).unwrap())
    }

    pub fn stage(&self, pack: &str) -> Stage {
        self.filed(pack).unwrap().publication().stage()
    }

    fn keep(&mut self, publication: &Publication, body: &str) {
        let state = publication.to_state().unwrap();
        self.rows.retain(|(_, kept)| kept != body);
        self.rows.push((state, body.into()));
    }

    fn body_of(&self, step: &Step) -> String {
        match step {
            Step::HandUp(sent) => sent.pack.clone(),
            _ => {
                let is_it = |body: &&String| crate::digest::Digest::of(body.as_bytes()) == step.pack();
                self.rows.iter().map(|(_, body)| body).find(is_it).cloned().unwrap_or_default()
            }
        }
    }

    pub fn grounds(&self, step: &Step) -> Grounds {
        let body = self.body_of(step);
        let read = |(state, body): &(String, String)| Filed::read(state, body.clone()).unwrap();
        let rows: Vec<Filed> = self.rows.iter().map(read).collect();
        let replaced = match step {
            Step::HandUp(sent) => sent.replaces,
            _ => None,
        };
        let one = rows.iter().find(|filed| Some(filed.publication().pack()) == replaced);
        Grounds {
            published: Vec::new(),
            last: self.last.clone(),
            replaced: one.and_then(|filed| filed.publication().as_returned()).cloned(),
            on_its_way: rows.iter().any(|filed| filed.publication().stage() == Stage::Signed && filed.body() != body),
            open: rows.iter().filter(|filed| filed.publication().is_open()).count(),
        }
    }

    /// Takes a step as the agency's object does.
    pub fn take(&mut self, step: Step, by: &Actor) -> Result<Stage, GateRefusal> {
        self.take_at(step, by, NOW)
    }

    pub fn take_at(&mut self, step: Step, by: &Actor, now: &str) -> Result<Stage, GateRefusal> {
        let (body, grounds) = (self.body_of(&step), self.grounds(&step));
        let taken = step.take(self.filed(&body), by, &grounds, at(now))?;
        Ok(self.keep_all(taken, &body))
    }

    /// Keeps what came of a step of the pack `body`; how far it is then.
    pub fn keep_all(&mut self, taken: Taken, body: &str) -> Stage {
        match taken {
            Taken::Before(publication) => publication.stage(),
            Taken::Now { stands, record, replaced } => {
                if let Some(replaced) = replaced {
                    let old = self.grounds_body(&replaced);
                    self.keep(&Publication::Returned(replaced), &old);
                }
                self.keep(&stands, body);
                if let Some(record) = record {
                    if record.entry.kind == crate::register::EntryKind::Withdrawal {
                        self.last = Some(record.entry.clone());
                    }
                    self.entries.push(*record);
                }
                stands.stage()
            }
        }
    }

    fn grounds_body(&self, replaced: &Returned) -> String {
        let digest = Publication::from(replaced.clone()).pack();
        let is_it = |body: &&String| crate::digest::Digest::of(body.as_bytes()) == digest;
        self.rows.iter().map(|(_, body)| body).find(is_it).cloned().unwrap()
    }

    /// The register enters what was signed.
    pub fn enter(&mut self, pack: &str) {
        let filed = self.filed(pack).unwrap();
        let Publication::Signed(signed) = filed.publication() else { panic!("not signed") };
        let entered = Entered { number: 7, entry: signed.entry().0 };
        self.last = Some(entered.entry.clone());
        let published = filed.publication().clone().enter(&entered, at(NOW)).unwrap().unwrap();
        self.keep(&published, pack);
    }

    /// All the way into the record.
    pub fn publish(&mut self, sent: HandUp) {
        let pack = sent.pack.clone();
        let digest = crate::digest::Digest::of(pack.as_bytes());
        assert_eq!(self.take(hand_up(sent), &drafter()), Ok(Stage::PackComplete));
        let review = Step::Review(digest, AttributeKind::Active);
        assert_eq!(self.take(review, &reviewer()), Ok(Stage::ConfidentialityReviewed));
        assert_eq!(self.take(Step::Sign(digest, AttributeKind::Active), &signatory()), Ok(Stage::Signed));
        self.enter(&pack);
        assert_eq!(self.stage(&pack), Stage::Published);
    }
}
