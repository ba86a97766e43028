//! `mingbai deadline --due-within`, `--moves` and `--if-extended`: what falls due, what another calendar moves, what comes of extending.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Refusal, print, read};
use crate::calendar::Calendar;
use crate::deadline::{self, District, Due, Outcome, Timeline, extending, falling_due, moved};

/// Some ten thousand cases have 5 MB.
const LARGEST_LIST: usize = 50_000_000;

/// A date as it is printed.
#[derive(Serialize)]
struct Said {
    due: Option<Due>,
    range: Option<Value>,
    waiting: Option<Value>,
}

impl Said {
    fn of(outcome: Outcome) -> Said {
        let range = |due: Option<Due>| match due {
            Some(Due::Between { earliest, latest }) => Some(json!({ "earliest": earliest, "latest": latest })),
            Some(Due::On(_) | Due::At(_)) | None => None,
        };
        let waiting = match outcome {
            Outcome::Due(_) => None,
            Outcome::Waiting { question, since, reply_by, if_silent } => {
                let if_silent = if_silent.map(|due| json!({ "due": due, "range": range(Some(due)) }));
                Some(json!({ "for": question, "since": since, "reply_by": reply_by, "if_silent": if_silent }))
            }
        };
        Said { due: outcome.due(), range: range(outcome.due()), waiting }
    }
}

/// A date, or why there is none.
fn said(outcome: Result<Outcome, &deadline::Refusal>) -> Value {
    match outcome {
        Ok(outcome) => json!(Said::of(outcome)),
        Err(refusal) => {
            let message = refusal.message();
            json!({ "refused": { "code": refusal.code(), "message_zh": message.zh, "message_en": message.en, "cites": refusal.cite().as_slice() } })
        }
    }
}

/// One line: what `line` has, and the date.
fn print_with(line: Value, outcome: Result<Outcome, &deadline::Refusal>) -> Result<(), Refusal> {
    let members = [line, said(outcome)].into_iter().filter_map(|value| match value {
        Value::Object(members) => Some(members),
        _ => None,
    });
    print(&members.flatten().collect::<Map<_, _>>())
}

/// A line of the list: what it is called, and what happened.
struct Case {
    id: Value,
    timeline: Result<Timeline, deadline::Refusal>,
}

fn cases(file: &str) -> Result<Vec<Case>, Refusal> {
    let bytes = read(file, LARGEST_LIST)?;
    if bytes.len() > LARGEST_LIST {
        return Err(Refusal::new("too_large", format!("at most {LARGEST_LIST} bytes are read"), file));
    }
    let text = String::from_utf8(bytes).map_err(|wrong| Refusal::new("not_text", wrong, file))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let wrong =
                |wrong: String| Refusal::new("not_a_case", format!("line {}: {wrong}", index.saturating_add(1)), file);
            let mut members: Map<String, Value> =
                serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            let id = members.remove("id").ok_or_else(|| wrong("an id was expected".into()))?;
            let timeline = serde_json::to_vec(&members).map_err(|error| wrong(error.to_string()))?;
            Ok(Case { id, timeline: Timeline::read(&timeline) })
        })
        .collect()
}

/// What falls due within so many working days; what is refused comes last.
pub(super) fn due_within(
    file: &str,
    within: u32,
    on: NaiveDate,
    calendar: &Calendar,
    district: &District,
) -> Result<(), Refusal> {
    let cases = cases(file)?;
    let readable = cases.iter().filter_map(|case| Some((&case.id, case.timeline.as_ref().ok()?)));
    let outlook = falling_due(readable, on, within, calendar, district);
    for coming in &outlook.coming {
        let line = json!({ "id": coming.id, "rule": coming.rule, "standing": coming.standing, "working_days": coming.working_days, "flags": coming.flags });
        print_with(line, Ok(coming.outcome))?;
    }
    let unreadable = cases.iter().filter_map(|case| Some((&case.id, case.timeline.as_ref().err()?)));
    let refused = outlook.refused.iter().map(|(id, refusal)| (*id, refusal));
    refused
        .chain(unreadable)
        .try_for_each(|(id, refusal)| print_with(json!({ "id": id, "standing": "refused" }), Err(refusal)))
}

/// What another calendar moves.
pub(super) fn moves(file: &str, before: &Calendar, after: &Calendar, district: &District) -> Result<(), Refusal> {
    let cases = cases(file)?;
    for case in &cases {
        match &case.timeline {
            Ok(timeline) => {
                for moved in moved([(&case.id, timeline)], before, after, district) {
                    let [was, becomes] = [&moved.before, &moved.after].map(|outcome| said(outcome.as_ref().copied()));
                    print(&json!({ "id": moved.id, "change": moved.change(), "before": was, "after": becomes }))?;
                }
            }
            Err(refusal) => print_with(json!({ "id": case.id, "change": "refused" }), Err(refusal))?,
        }
    }
    Ok(())
}

/// Not extended, extended on the day, extended on the day after: one line each.
pub(super) fn if_extended(
    timeline: &Timeline,
    working_days: u32,
    on: NaiveDate,
    calendar: &Calendar,
    district: &District,
) -> Result<(), Refusal> {
    let extending = extending(timeline, on, working_days, calendar, district);
    let until = extending.until;
    let days = [(None, &extending.not), (Some(on), &extending.today), (on.succ_opt(), &extending.tomorrow)];
    days.into_iter().try_for_each(|(day, proof)| {
        print_with(json!({ "extended_on": day, "until": until }), proof.as_ref().map(|proof| proof.outcome))
    })
}
