//! Policies that ask for what others ask for: the record looks itself up.

use super::Pack;
use crate::audience::Found;
use crate::facts::Subject;
use crate::names::DocumentId;

/// Looks up, in each pack of a record, the other policies that its audience asks for.
pub fn look_up<'a>(packs: impl IntoIterator<Item = &'a mut Pack>) {
    let packs: Vec<&mut Pack> = packs.into_iter().collect();
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

    #[test]
    fn each_finds_the_others_in_the_record() {
        let mut packs = vec![
            pack(
                include_str!("../../sample/tax-and-fee-relief/pack.json"),
                include_bytes!("../../sample/tax-and-fee-relief/text.md"),
            ),
            pack(
                include_str!("../../sample/small-profit-income-tax/pack.json"),
                include_bytes!("../../sample/small-profit-income-tax/text.md"),
            ),
        ];
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
