//! Questions that those who handle matters ask of their clocks: what comes of extending now, what falls due soon, what another calendar would move.

use chrono::NaiveDate;
use serde::Serialize;

use super::clock::due_with_flags;
use super::proof::{Due, Flagged, Outcome, Proof};
use super::walk::Days;
use super::years::each_year;
use super::{District, Event, EventKind, Refusal, RuleId, Sense, Timeline, due, prove};
use crate::calendar::Calendar;

/// The proof of what would be if the time were extended on a day, by so many working days. Beside what stays refused, a day after the due day is.
pub fn if_extended(
    timeline: &Timeline,
    on: NaiveDate,
    working_days: u32,
    calendar: &Calendar,
    district: &District,
) -> Result<Proof, Refusal> {
    let extended = Event { kind: EventKind::Extended, on, working_days: Some(working_days) };
    prove(&timeline.with(extended), calendar, district)
}

/// Extending today, extending tomorrow, and not extending, beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extending {
    /// Not extended.
    pub not: Result<Proof, Refusal>,
    /// Extended today.
    pub today: Result<Proof, Refusal>,
    /// Extended on the day after, which need not be a working day.
    pub tomorrow: Result<Proof, Refusal>,
    /// The last day on which the time can be extended as things stand: the due day, of a provisional one the earliest. None where it cannot be extended
    /// at all, and where nothing is due before a question is answered.
    pub until: Option<NaiveDate>,
}

/// Compares extending today and tomorrow with not extending.
pub fn extending(
    timeline: &Timeline,
    today: NaiveDate,
    working_days: u32,
    calendar: &Calendar,
    district: &District,
) -> Extending {
    let on = |day| if_extended(timeline, day, working_days, calendar, district);
    let not = prove(timeline, calendar, district);
    let extended = on(today);
    let until = match (&extended, &not) {
        (Ok(_), Ok(proof)) => proof.outcome.due_at_latest().map(Due::day),
        (Err(Refusal::LateExtension { due, .. }), _) => Some(*due),
        _ => None,
    };
    let tomorrow = today.succ_opt().map_or(Err(Refusal::OutOfReach(today)), on);
    Extending { not, today: extended, tomorrow, until }
}

/// Where an open matter stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its due day is over. So is the day that silence made due, where nobody noted the silence.
    Overdue,
    /// Due on this day. By the hour it may be over: a day does not say.
    Today,
    /// Due within the working days that were asked for.
    Soon,
    /// Paused, and not due so soon.
    Waiting,
    /// Of a period that lasts at least so long: it has lasted.
    MayEnd,
}

/// An open matter that wants to be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming<Id> {
    /// Which.
    pub id: Id,
    /// By which rule.
    pub rule: RuleId,
    /// Where it stands.
    pub standing: Standing,
    /// The date, or who is waited for since when.
    pub outcome: Outcome,
    /// Working days after today up to the due day, or after the due day up to today. None without a day, and where the calendar does not know them all.
    pub working_days: Option<u32>,
    /// What is amiss with it, as its proof says: a period that had run out before it began anew, and so looks like one that is kept.
    pub flags: Vec<Flagged>,
}

/// What falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook<Id> {
    /// Overdue, due today, due soon, waiting, by their due day; last those without one, by the day since which they wait.
    pub coming: Vec<Coming<Id>>,
    /// Those that have no date because the law does not allow what they say.
    pub refused: Vec<(Id, Refusal)>,
    /// How many more are open and wait for nobody.
    pub later: usize,
}

/// Which open matters are overdue, due today or within so many working days, and which wait. A provisional date counts by its earliest day.
pub fn falling_due<'a, Id>(
    cases: impl IntoIterator<Item = (Id, &'a Timeline)>,
    today: NaiveDate,
    within: u32,
    calendar: &Calendar,
    district: &District,
) -> Outlook<Id> {
    let horizon = last_day_within(today, within, calendar);
    let mut outlook = Outlook { coming: Vec::new(), refused: Vec::new(), later: 0 };
    for (id, timeline) in cases {
        let (outcome, flags) = match due_with_flags(timeline, calendar, district) {
            Ok(found) => found,
            Err(refusal) => {
                outlook.refused.push((id, refusal));
                continue;
            }
        };
        let day = outcome.due_at_latest().map(Due::day);
        let lasts = timeline.rule.rule().sense == Sense::AtLeast;
        let standing = match day {
            Some(day) if day < today => {
                if lasts {
                    Standing::MayEnd
                } else {
                    Standing::Overdue
                }
            }
            Some(day) if day == today => Standing::Today,
            Some(day) if day <= horizon => Standing::Soon,
            _ if outcome.due().is_none() => Standing::Waiting,
            _ => {
                outlook.later += 1;
                continue;
            }
        };
        let working_days = day.map(|day| calendar.worked(today.min(day), today.max(day)));
        let working_days = working_days.filter(|(_, all_known)| *all_known).map(|(days, _)| days);
        outlook.coming.push(Coming { id, rule: timeline.rule, standing, outcome, working_days, flags });
    }
    outlook.coming.sort_by_key(|coming| match coming.outcome {
        Outcome::Due(due) => (due.day(), NaiveDate::MIN),
        Outcome::Waiting { since, if_silent, .. } => (if_silent.map_or(NaiveDate::MAX, Due::day), since),
    });
    outlook
}

/// The last day before the `within`-th working day after today is over for good. Where days are unknown, the published year with the fewest working
/// days decides: rather one matter too many than one too few.
fn last_day_within(today: NaiveDate, within: u32, calendar: &Calendar) -> NaiveDate {
    each_year(calendar).map(|(_, days)| last_day(today, within, &days)).max().unwrap_or(today)
}

fn last_day(today: NaiveDate, within: u32, days: &impl Days) -> NaiveDate {
    let (mut last, mut left) = (today, within);
    for day in today.iter_days().skip(1) {
        match days.kind(day) {
            Some(kind) if kind.works() && left == 0 => break,
            Some(kind) => left -= u32::from(kind.works()),
            None => break,
        }
        last = day;
    }
    last
}

/// A matter whose date another calendar changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved<Id> {
    /// Which.
    pub id: Id,
    /// What it was. A refusal, too, can rest on the calendar: whether an extension came in time.
    pub before: Result<Outcome, Refusal>,
    /// What it becomes.
    pub after: Result<Outcome, Refusal>,
}

/// How a date changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was provisional and is certain, a day of the range.
    Certain,
    /// It was provisional and is certain, on a day outside of the range.
    Outside,
    /// An earlier day.
    Earlier,
    /// A later day.
    Later,
    /// Anything else: another range, another last day to answer, allowed or refused.
    Other,
}

impl<Id> Moved<Id> {
    /// How it changes.
    pub fn change(&self) -> Change {
        let due = |outcome: &Result<Outcome, Refusal>| outcome.as_ref().ok().copied().and_then(Outcome::due_at_latest);
        match (due(&self.before), due(&self.after)) {
            (Some(Due::Between { earliest, latest }), Some(Due::On(day))) => {
                if (earliest..=latest).contains(&day) {
                    Change::Certain
                } else {
                    Change::Outside
                }
            }
            (Some(before), Some(after)) if after.day() < before.day() => Change::Earlier,
            (Some(before), Some(after)) if after.day() > before.day() => Change::Later,
            _ => Change::Other,
        }
    }
}

/// What another calendar changes: the next year's plan as it comes out, or a correction of a known one. In the order of the cases.
pub fn moved<'a, Id>(
    cases: impl IntoIterator<Item = (Id, &'a Timeline)>,
    before: &Calendar,
    after: &Calendar,
    district: &District,
) -> Vec<Moved<Id>> {
    let both = cases.into_iter().map(|(id, timeline)| Moved {
        id,
        before: due(timeline, before, district),
        after: due(timeline, after, district),
    });
    both.filter(|moved| moved.before != moved.after).collect()
}

#[cfg(test)]
mod tests;
