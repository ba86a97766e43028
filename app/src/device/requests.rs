//! My requests, from three places: what waits, what was refused, what the server has.

use chrono::{DateTime, Utc};
use mingbai_shared::request::{Case, CaseNumber, Draft, Standing};
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
pub fn merge(waiting: &[Waiting], declined: &[Declined], cases: &[Case]) -> Vec<MyRequest> {
    let mut all: Vec<MyRequest> = cases.iter().map(of_case).collect();
    for one in waiting {
        if all.iter().all(|known| known.id != one.id) {
            all.push(of_form(one, MyStanding::Waiting));
        }
    }
    for one in declined {
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
        draft,
    }
}
