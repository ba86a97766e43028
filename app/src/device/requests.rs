//! My requests, from three places: what waits, what was refused, what the server has.

use chrono::{DateTime, Utc};
use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Case, CaseClock, CaseNumber, Draft, Standing};
use mingbai_shared::sync::Refusal;
use uuid::Uuid;

use crate::private_sync::{Declined, Waiting};

/// One of my requests.
#[derive(Clone, Debug, PartialEq)]
pub struct MyRequest {
    /// Its id from the start.
    pub id: Uuid,
    /// Where it stands, as far as this device knows.
    pub standing: MyStanding,
    /// What was asked for.
    pub wanted: String,
    /// The agency asked.
    pub agency: String,
    /// The form as sent.
    pub draft: Draft,
    /// When it was written here, or else when the server took it in.
    pub at_ms: f64,
    /// The clock of its answer, once the agency noted the receipt.
    pub clock: Option<CaseClock>,
}

impl MyRequest {
    /// The agency's number, once it gave one.
    pub fn number(&self) -> Option<CaseNumber> {
        match self.standing {
            MyStanding::Registered(number, _) => Some(number),
            MyStanding::Waiting | MyStanding::Received | MyStanding::Refused(_) => None,
        }
    }
}

/// Where a request stands.
#[derive(Clone, Debug, PartialEq)]
pub enum MyStanding {
    /// 待发送: it is on this device only.
    Waiting,
    /// 已收到: the server has it.
    Received,
    /// The agency gave it a number.
    Registered(CaseNumber, DateTime<Utc>),
    /// The server refused it; nothing is lost.
    Refused(Refusal),
}

/// The newest first. What the server has outweighs what waits: an answer may have been lost after it was taken in.
/// While `person` is signed in, what somebody else wrote on this device is not shown; what the server has is shown to its writer alone.
pub fn merge(person: Option<&PersonId>, waiting: &[Waiting], declined: &[Declined], cases: &[Case]) -> Vec<MyRequest> {
    let shown = |one: &Waiting| person.map_or(one.accepted.is_none(), |person| one.belongs_to(person));
    let mut all: Vec<MyRequest> = cases.iter().map(of_case).collect();
    for one in waiting.iter().filter(|one| shown(one)) {
        if all.iter().all(|known| known.id != one.id) {
            let standing = if one.accepted.is_some() { MyStanding::Received } else { MyStanding::Waiting };
            all.push(of_form(one, standing));
        }
    }
    for one in declined.iter().filter(|one| shown(&one.sent)) {
        if all.iter().all(|known| known.id != one.sent.id) {
            all.push(of_form(&one.sent, MyStanding::Refused(one.refusal.clone())));
        }
    }
    all.sort_by(|a, b| b.at_ms.total_cmp(&a.at_ms).then(b.id.cmp(&a.id)));
    all
}

fn of_case(case: &Case) -> MyRequest {
    let draft = case.form.as_draft();
    MyRequest {
        id: case.id,
        standing: match case.standing {
            Standing::Submitted => MyStanding::Received,
            Standing::Registered { number, at } => MyStanding::Registered(number, at),
        },
        wanted: draft.wanted.clone(),
        agency: draft.agency.clone(),
        at_ms: case.submitted_at.timestamp_millis() as f64,
        clock: case.clock.clone(),
        draft,
    }
}

fn of_form(sent: &Waiting, standing: MyStanding) -> MyRequest {
    let draft = sent.draft();
    MyRequest {
        id: sent.id,
        standing,
        wanted: draft.wanted.clone(),
        agency: draft.agency.clone(),
        at_ms: sent.at_ms,
        clock: None,
        draft,
    }
}

// In a browser, whose parser reads the forms.
#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use mingbai_shared::request::Form;
    use mingbai_shared::words::{Bilingual, BilingualText};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn draft(wanted: &str) -> Draft {
        Draft {
            agency: "civil-affairs".into(),
            wanted: wanted.into(),
            name: "示例市民甲".into(),
            identity_number: "11010519491231002X".into(),
            telephone: "021-0000 0000".into(),
            ..Draft::default()
        }
    }

    fn waiting(id: u128, at_ms: f64, person: Option<&str>) -> Waiting {
        let person = person.map(|person| person.parse().unwrap());
        let (id, body) = (Uuid::from_u128(id), String::new());
        Waiting { id, body, at_ms, version: 1, seq: None, accepted: None, person }
    }

    fn case(id: u128, at_ms: i64) -> Case {
        let form = Form::read(&draft("发放人数")).unwrap();
        let at = DateTime::from_timestamp_millis(at_ms).unwrap();
        Case::submitted(Uuid::from_u128(id), "resident-a".parse().unwrap(), form, at)
    }

    fn ids(requests: &[MyRequest]) -> Vec<u128> {
        requests.iter().map(|one| one.id.as_u128()).collect()
    }

    #[wasm_bindgen_test]
    fn a_request_that_the_server_has_is_shown_once_as_received() {
        let merged = merge(None, &[waiting(7, 1.0, None)], &[], &[case(7, 5)]);
        assert_eq!(ids(&merged), [7]);
        assert_eq!((&merged[0].standing, merged[0].wanted.as_str()), (&MyStanding::Received, "发放人数"));
    }

    #[wasm_bindgen_test]
    fn the_newest_is_first_wherever_it_stands() {
        let refusal = Refusal {
            code: "incomplete".into(),
            sentence: BilingualText::from(Bilingual { zh: "不全", en: "Incomplete" }),
        };
        let declined = Declined { sent: waiting(2, 20.0, None), refusal: refusal.clone() };
        let merged = merge(None, &[waiting(3, 30.0, None), waiting(1, 10.0, None)], &[declined], &[case(4, 25)]);
        assert_eq!(ids(&merged), [3, 4, 2, 1]);
        assert_eq!(merged[2].standing, MyStanding::Refused(refusal));
        assert_eq!(merged[3].standing, MyStanding::Waiting);
    }

    #[wasm_bindgen_test]
    fn what_the_server_took_in_is_received_even_while_its_row_is_still_to_come() {
        let accepted = [Waiting { accepted: Some(0), ..waiting(1, 1.0, Some("resident-a")) }];
        let [writer, other] = ["resident-a", "resident-b"].map(|person| person.parse().unwrap());
        assert_eq!(merge(Some(&writer), &accepted, &[], &[])[0].standing, MyStanding::Received);
        assert!(merge(Some(&other), &accepted, &[], &[]).is_empty());
        assert!(merge(None, &accepted, &[], &[]).is_empty());
    }

    #[wasm_bindgen_test]
    fn what_somebody_else_wrote_is_not_shown_to_who_is_signed_in() {
        let all = [waiting(1, 1.0, Some("resident-a")), waiting(2, 2.0, Some("resident-b")), waiting(3, 3.0, None)];
        assert_eq!(ids(&merge(Some(&"resident-b".parse().unwrap()), &all, &[], &[])), [3, 2]);
        assert_eq!(ids(&merge(None, &all, &[], &[])), [3, 2, 1]);
    }
}
