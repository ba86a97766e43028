//! A proof at a glance: its days as a calendar, a week a row from Monday, each day with the one mark that it has in the count.

mod fold;
mod keys;
mod signs;

use chrono::{Datelike, NaiveDate, Weekday};

pub use keys::Step;
pub use signs::Sign;

use super::Limit;
use super::event::{EventKind, Question};
use super::proof::{self, DayIs, Due, Idle, Outcome, Proof, What};
use crate::calendar::Kind;

/// The days of a proof, week by week. Limits by hours and by a date count no days: theirs is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The weeks in their order.
    pub rows: Vec<Row>,
    /// Whether every day counts, so that no single one says much.
    pub is_calm: bool,
}

/// Monday to Sunday; none for days before the first and after the last.
pub type Week = [Option<Cell>; 7];

/// A row of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// A week.
    Week(Box<Week>),
    /// Weeks in which nothing happens, put together.
    Folded {
        /// Their first day.
        first: NaiveDate,
        /// Their last day.
        last: NaiveDate,
        /// What all days but the rest days are.
        look: Look,
    },
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which.
    pub day: NaiveDate,
    /// What it was to the count.
    pub look: Look,
    /// What the calendar says of it, where the proof says that.
    pub is: Option<DayIs>,
    /// What happened on it; of an extension by how many working days.
    pub events: Vec<(EventKind, Option<u32>)>,
    /// Whether the asked one has until this day, by which article.
    pub reply_by: Option<Question>,
    /// Whether the matter is due on it.
    pub flag: Option<Flag>,
    /// Whether it is the day of whoever looks.
    pub is_today: bool,
    /// Whether the month is named above it.
    pub names_month: bool,
}

/// What a day was to the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The start, not counted.
    Start,
    /// The n-th day.
    Counted(u32),
    /// The n-th day, a Saturday or Sunday that a notice makes a working day.
    MakeUp(u32),
    /// No working day.
    Rest,
    /// A working day that a question takes out.
    Paused(Question),
    /// A working day that counts for nothing.
    Void(Idle),
    /// The period begins anew; not counted.
    Restart(Question),
    /// After the last day, which was a rest day.
    Moved,
    /// No notice has decided it yet.
    Unknown,
    /// On the way back from the start to a day before it.
    Between,
}

/// That a matter is due on a day, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// It is.
    Due,
    /// It may be, at the earliest.
    Earliest,
    /// It may be, at the latest.
    Latest,
    /// Whichever published year stands in for the unknown days.
    Likely,
    /// It is where the asked one stays silent.
    IfSilent,
}

impl Strip {
    /// The days of a proof, as they look on the day `today`.
    pub fn of(proof: &Proof, today: NaiveDate) -> Strip {
        let is_calm = matches!(proof.limit, Limit::Days(_) | Limit::Months(_));
        let mut weeks: Vec<Week> = Vec::new();
        for cell in cells(proof, today) {
            if weeks.is_empty() || cell.day.weekday() == Weekday::Mon {
                weeks.push(Default::default());
            }
            if let Some(place) = weeks.last_mut().and_then(|week| week.get_mut(column(cell.day))) {
                *place = Some(cell);
            }
        }
        Strip { rows: fold::folded(weeks), is_calm }
    }

    /// All days that have a cell, in order.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| match row {
            Row::Week(week) => week.iter().flatten(),
            Row::Folded { .. } => [].iter().flatten(),
        })
    }

    /// The cell of a day.
    pub fn cell(&self, day: NaiveDate) -> Option<&Cell> {
        self.cells().find(|cell| cell.day == day)
    }

    /// The day that is looked at first: the one with the flag, else the last.
    pub fn main_day(&self) -> Option<NaiveDate> {
        let flagged = self.cells().find(|cell| cell.flag.is_some());
        flagged.or_else(|| self.cells().last()).map(|cell| cell.day)
    }

    fn weeks(&self) -> impl Iterator<Item = &Week> {
        self.rows.iter().filter_map(|row| match row {
            Row::Week(week) => Some(&**week),
            Row::Folded { .. } => None,
        })
    }
}

impl Cell {
    fn blank(day: NaiveDate) -> Cell {
        Cell {
            day,
            look: Look::Between,
            is: None,
            events: Vec::new(),
            reply_by: None,
            flag: None,
            is_today: false,
            names_month: false,
        }
    }

    fn take(&mut self, step: &proof::Step, by_working_days: bool) {
        self.is = step.day_is().cloned().or(self.is.take());
        let makes_up = by_working_days && self.is.as_ref().is_some_and(|is| is.kind == Kind::Makeup);
        self.look = match &step.what {
            What::Start => Look::Start,
            What::Counted(n, _) if makes_up => Look::MakeUp(*n),
            What::Counted(n, _) => Look::Counted(*n),
            What::Rest(_) => Look::Rest,
            What::Paused(question, _) => Look::Paused(*question),
            What::Void(idle, _) => Look::Void(*idle),
            What::Restart(question, _) => Look::Restart(*question),
            What::Moved(_) => Look::Moved,
            What::Unknown => Look::Unknown,
            What::Event(kind, days) => return self.events.push((*kind, *days)),
            What::Due => return self.flag = Some(Flag::Due),
        };
    }

    /// Whether it is a weekday on which a notice lets nobody work.
    pub fn is_weekday_off(&self) -> bool {
        self.is.as_ref().is_some_and(|is| is.kind == Kind::Holiday)
    }
}

/// Its place in a row.
fn column(day: NaiveDate) -> usize {
    usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default()
}

/// Every day from the first to the last that the proof has, in order.
fn cells(proof: &Proof, today: NaiveDate) -> Vec<Cell> {
    let days = || proof.steps.iter().map(|step| step.day);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Vec::new() };
    if matches!(proof.limit, Limit::Hours(_) | Limit::Yearly { .. } | Limit::Monthly { .. }) {
        return Vec::new();
    }
    let mut cells: Vec<Cell> = first.iter_days().take_while(|day| *day <= last).map(Cell::blank).collect();
    let place = |day: NaiveDate| usize::try_from(day.signed_duration_since(first).num_days()).unwrap_or(usize::MAX);
    for step in &proof.steps {
        if let Some(cell) = cells.get_mut(place(step.day)) {
            cell.take(step, matches!(proof.limit, Limit::WorkingDays(_)));
        }
    }
    for (day, flag) in flags(proof.outcome) {
        if let Some(cell) = cells.get_mut(place(day)) {
            cell.flag = cell.flag.or(Some(flag));
        }
    }
    if let Outcome::Waiting { question, reply_by: Some(by), .. } = proof.outcome
        && let Some(cell) = cells.get_mut(place(by))
    {
        cell.reply_by = Some(question);
    }
    for cell in &mut cells {
        cell.is_today = cell.day == today;
        // At the very edge of a month two names would stand in each other's way.
        let month_ends = cell.day.weekday() != Weekday::Sun && cell.day.succ_opt().is_some_and(|next| next.day() == 1);
        cell.names_month = cell.day.day() == 1 || cell.day == first && !month_ends;
    }
    cells
}

/// On which days a flag stands that no step says.
fn flags(outcome: Outcome) -> Vec<(NaiveDate, Flag)> {
    match outcome.due_at_latest() {
        Some(Due::Between { earliest, latest }) if earliest == latest => vec![(earliest, Flag::Likely)],
        Some(Due::Between { earliest, latest }) => vec![(earliest, Flag::Earliest), (latest, Flag::Latest)],
        Some(Due::On(day)) if outcome.due().is_none() => vec![(day, Flag::IfSilent)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
