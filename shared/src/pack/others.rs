//! Policies that ask for what others ask for: the record looks itself up.

use super::{Finding, Pack, error};
use crate::audience::Found;
use crate::facts::Subject;
use crate::names::DocumentId;

/// Looks up, in each pack of a record, the other policies that its audience asks for. What no device may judge, since no gate lets it through, is offered
/// to nobody.
pub fn look_up<'a>(packs: impl IntoIterator<Item = &'a mut Pack>) {
    let mut packs: Vec<&mut Pack> = packs.into_iter().collect();
    for pack in &mut packs {
        pack.offer.take_if(|offer| offer.audience.check(offer.subject).is_err());
    }
    let asked: Vec<DocumentId> = packs.iter().flat_map(|pack| pack.others().cloned()).collect();
    if asked.is_empty() {
        return;
    }
    let found: Vec<(DocumentId, Subject, Found)> = packs
        .iter()
        .filter(|pack| asked.contains(&pack.id))
        .filter_map(|pack| {
            let offer = pack.offer.as_ref()?;
            let found = Found { title: pack.title.clone(), audience: offer.audience.clone() };
            Some((pack.id.clone(), offer.subject, found))
        })
        .collect();
    for offer in
        packs.into_iter().filter_map(|pack| pack.offer.as_mut()).filter(|offer| !offer.audience.others().is_empty())
    {
        // A policy for firms says nothing of residents.
        let is_it =
            |id: &DocumentId, (known, of, _): &(DocumentId, Subject, Found)| known == id && *of == offer.subject;
        let find = |id: &DocumentId| found.iter().find(|one| is_it(id, one)).map(|(_, _, found)| found.clone());
        offer.audience.look_up(&find);
    }
}

impl Pack {
    /// What is wrong with the other policies that it asks for, given those of them that are published, and those that these ask for in turn.
    pub fn check_others(&self, published: &[Pack]) -> Vec<Finding> {
        let Some(offer) = &self.offer else { return Vec::new() };
        let mut findings = Vec::new();
        let mut add = |code, zh: String, en: String| findings.push(error(code, "offer/audience", &zh, &en));
        for id in self.others() {
            let subject = published.iter().find(|pack| pack.id == *id).map(|pack| {
                let subject = pack.offer.as_ref().map(|offer| offer.subject);
                (&pack.title.zh, subject)
            });
            match subject {
                None => add(
                    "other_unpublished",
                    format!("条件里引用的“{id}”没有公开，先公开它"),
                    format!("the policy {id} that a condition asks for is not published: publish it first"),
                ),
                Some((title, subject)) if subject != Some(offer.subject) => add(
                    "other_subject",
                    format!("条件里引用的《{title}》不是给同一类对象的"),
                    format!("the policy {id} that a condition asks for is not for the same people or firms"),
                ),
                Some(_) => {}
            }
        }
        if findings.is_empty() {
            // As every device will: with this pack in the place of an earlier one.
            let mut record: Vec<Pack> = published.iter().filter(|pack| pack.id != self.id).cloned().collect();
            record.push(self.clone());
            look_up(record.iter_mut());
            if record.last().and_then(|pack| pack.offer.as_ref()).is_some_and(|offer| !offer.audience.is_found()) {
                findings.push(error(
                    "other_endless",
                    "offer/audience",
                    "引用的政策绕回了自己，或一环扣一环太远、条件太多，没有设备能算清",
                    "the policies that it asks for lead back to it, or ask for one another too far or for too much to be judged",
                ));
            }
        }
        findings
    }

    /// The other policies that its audience asks for.
    pub fn others(&self) -> impl Iterator<Item = &DocumentId> {
        self.offer.iter().flat_map(|offer| offer.audience.others()).map(|other| &other.policy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::Verdict;
    use crate::document::import;
    use crate::facts::Facts;
    use crate::pack::Parts;

    fn pack(parts: &str, text: &[u8]) -> Pack {
        serde_json::from_str::<Parts>(parts).unwrap().join(import(text).unwrap())
    }

    const RELIEF: (&str, &[u8]) = (
        include_str!("../../sample/tax-and-fee-relief/pack.json"),
        include_bytes!("../../sample/tax-and-fee-relief/text.md"),
    );
    const SMALL: (&str, &[u8]) = (
        include_str!("../../sample/small-profit-income-tax/pack.json"),
        include_bytes!("../../sample/small-profit-income-tax/text.md"),
    );

    #[test]
    fn what_is_not_published_of_another_subject_or_a_circle_is_refused() {
        let (relief, small) = (pack(RELIEF.0, RELIEF.1), pack(SMALL.0, SMALL.1));
        let codes = |pack: &Pack, record: &[Pack]| -> Vec<&str> {
            pack.check_others(record).into_iter().map(|finding| finding.code).collect()
        };
        assert_eq!(codes(&small, &[]), [""; 0]);
        assert_eq!(codes(&relief, &[]), ["other_unpublished"]);
        assert_eq!(codes(&relief, std::slice::from_ref(&small)), [""; 0]);
        let mut for_residents = small.clone();
        for_residents.offer.as_mut().unwrap().subject = Subject::Resident;
        assert_eq!(codes(&relief, &[for_residents]), ["other_subject"]);
        // A new version of what is asked for must not ask back.
        let mut back = small.clone();
        let asks = |id: &Pack| crate::audience::OtherPolicy::new(id.id.clone(), "4".parse().unwrap());
        back.offer.as_mut().unwrap().audience = crate::audience::Rule::Meets(asks(&relief));
        assert_eq!(codes(&back, &[relief.clone(), small.clone()]), ["other_endless"]);
        let mut itself = small.clone();
        itself.offer.as_mut().unwrap().audience = crate::audience::Rule::Meets(asks(&small));
        assert_eq!(codes(&itself, &[small]), ["other_endless"]);
    }

    #[test]
    fn what_no_gate_lets_through_is_offered_to_nobody() {
        let mut packs = [pack(SMALL.0, SMALL.1)];
        packs[0].offer.as_mut().unwrap().subject = Subject::Resident;
        look_up(packs.iter_mut());
        assert!(packs[0].offer.is_none());
    }

    #[test]
    fn each_finds_the_others_in_the_record() {
        let mut packs = vec![pack(RELIEF.0, RELIEF.1), pack(SMALL.0, SMALL.1)];
        let facts = r#"{"taxpayer_kind":"general","restricted_industry":false,"taxable_income":300000000,"employees":300,"assets":5000000000}"#;
        let facts: Facts = serde_json::from_str(facts).unwrap();
        let verdict = |packs: &mut Vec<Pack>| {
            look_up(packs.iter_mut());
            packs[0].offer.as_ref().unwrap().judge(&facts, "2026-11-29".parse().unwrap()).verdict
        };
        assert_eq!(verdict(&mut packs), Verdict::Eligible);
        // For residents: it says nothing of a firm.
        packs[1].offer.as_mut().unwrap().subject = Subject::Resident;
        assert_eq!(verdict(&mut packs), Verdict::Unknown);
        // No longer in the record: nothing can be said of it any more.
        packs.pop();
        assert_eq!(verdict(&mut packs), Verdict::Unknown);
    }
}
