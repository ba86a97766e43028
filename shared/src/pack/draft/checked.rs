//! What is wrong with a draft while it is typed, each finding at the place of the draft where it is to be mended.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Draft;
use crate::names::AgencyId;
use crate::pack::{Finding, Pack};

/// A draft as far as it can be read, and everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What can be shown of it.
    pub pack: Option<Pack>,
    /// What is missing, then what the check of a pack says, then what its drafter should look at again.
    pub findings: Vec<Finding>,
}

impl Draft {
    /// Checks it for `today`. Where something is missing the check of the pack, which says the same in other words, is silent.
    pub fn checked(&self, agency: AgencyId, sample: bool, today: NaiveDate) -> Checked {
        let read = self.read_through(agency, sample);
        let mut findings = read.findings;
        let missing = findings.len();
        for finding in read.pack.iter().flat_map(|pack| pack.check().into_iter().chain(pack.check_on(today))) {
            let place = place_in_draft(&finding.place, &read.kept);
            let said = findings.iter().take(missing).any(|one| is_within(&one.place, &place));
            if !said {
                findings.push(Finding { place, ..finding });
            }
        }
        Checked { pack: read.pack, findings }
    }
}

/// Whether one of two places is the other or stands in it.
fn is_within(one: &str, other: &str) -> bool {
    let below = |place: &str, above: &str| place.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'));
    one == other || below(one, other) || below(other, one)
}

/// The place of a draft for one of its pack: `points/1` is the second entry that came into the pack, whatever stands empty before it.
fn place_in_draft(place: &str, kept: &[(&'static str, Uuid)]) -> String {
    const AUDIENCE: &str = "offer/audience";
    let ids = |list: &str| kept.iter().filter(move |(of, _)| *of == list).map(|(_, id)| *id).collect::<Vec<Uuid>>();
    if let Some(way) = place.strip_prefix(AUDIENCE) {
        let ids = ids(AUDIENCE);
        let at = match ids.as_slice() {
            [only] if !way.is_empty() => Some(*only),
            all => way.strip_prefix("/all/").and_then(|rest| nth(rest, all)),
        };
        return at.map_or_else(|| AUDIENCE.to_owned(), |id| format!("{AUDIENCE}/{id}"));
    }
    const LISTS: [&str; 8] =
        ["points", "scope", "standards", "changes", "terms", "questions", "cases", "offer/excludes"];
    for list in LISTS {
        let Some(rest) = place.strip_prefix(list).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let Some(id) = nth(rest, &ids(list)) else { continue };
        // An equation is a line of one text.
        let part = rest.split('/').nth(1).map(|part| format!("/{part}")).unwrap_or_default();
        return format!("{list}/{id}{part}");
    }
    place.to_owned()
}

/// The id that the number at the beginning of a way stands for.
fn nth(way: &str, ids: &[Uuid]) -> Option<Uuid> {
    ids.get(way.split('/').next()?.parse::<usize>().ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::sampled;

    fn day() -> NaiveDate {
        crate::iso::day("2026-11-29").unwrap()
    }

    fn sample(name: &str) -> (Draft, AgencyId) {
        let (parts, text) = sampled::parts(name);
        let agency = parts.agency.clone();
        let mut last = 0;
        let draft = Draft::of(parts, text, || {
            last += 1;
            Uuid::from_u128(last)
        });
        (draft, agency)
    }

    /// A wrong figure in each entry is found in that entry, also behind one that is still empty.
    #[test]
    fn a_wrong_figure_is_found_in_its_own_entry() {
        let (mut clean, agency) = sample("public-rental-housing");
        assert_eq!(clean.checked(agency.clone(), true, day()).findings, []);
        let first = clean.ids("points")[0];
        let empty = Uuid::from_u128(5000);
        assert!(clean.add("points", empty, Some(first)));
        for list in ["points", "scope", "standards"] {
            for id in clean.ids(list).into_iter().filter(|id| *id != empty) {
                let mut draft = clean.clone();
                for language in ["zh", "en"] {
                    draft.text_at(&format!("{list}/{id}/text/{language}")).unwrap().push_str("98765");
                }
                let found = draft.checked(agency.clone(), true, day()).findings;
                assert!(!found.is_empty());
                for one in found {
                    assert_eq!(one.place, format!("{list}/{id}"), "{}", one.message_zh);
                }
            }
        }
        let case = clean.ids("cases")[0];
        let mut draft = clean.clone();
        draft.text_at(&format!("cases/{case}/worked")).unwrap().push_str("\n1元 + 1元 = 3元");
        let found = draft.checked(agency, true, day()).findings;
        assert!(found.iter().any(|one| one.place == format!("cases/{case}/worked")), "{found:?}");
    }

    #[test]
    fn what_is_missing_is_said_once() {
        let (mut draft, agency) = sample("public-rental-housing");
        draft.document.0.clear();
        let found = draft.checked(agency.clone(), true, day()).findings;
        assert_eq!(found.iter().filter(|one| one.place == "document").count(), 1, "{found:?}");
        let nothing = Draft::default().checked(agency, true, day());
        assert!(nothing.pack.is_some_and(|pack| pack.id.as_str() == "draft"));
        assert!(nothing.findings.iter().any(|one| one.place == "id"));
        // Of an office and a telephone that are both missing too.
        assert_eq!(nothing.findings.iter().filter(|one| one.place == "contact").count(), 1);
    }

    #[test]
    fn each_finding_leads_to_a_text_or_a_list_of_the_draft() {
        let (draft, agency) = sample("public-rental-housing");
        let mut broken = draft.clone();
        let id = Uuid::from_u128(6000);
        assert!(broken.add("points", id, None));
        *broken.text_at(&format!("points/{id}/text/zh")).unwrap() = "见 http://例子 第九十九条，详见附件。".into();
        *broken.text_at("title/en").unwrap() = String::new();
        *broken.text_at("offer/from").unwrap() = "昨天".into();
        broken.contact.telephone.clear();
        let found = broken.checked(agency, true, day()).findings;
        assert!(found.len() >= 4, "{found:?}");
        for one in found {
            assert_ne!(broken.place(&one.place).zh, "“”", "{}", one.place);
        }
    }
}
