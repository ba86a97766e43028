//! Going through the days with keys.

use chrono::NaiveDate;

use super::{Strip, Week, column};

/// A step of whoever goes through the strip with keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A day back.
    Before,
    /// A day on.
    After,
    /// The same weekday in the row above.
    Above,
    /// The same weekday in the row below.
    Below,
    /// The first day of the week.
    WeekStart,
    /// The last day of the week.
    WeekEnd,
    /// The first day of all.
    First,
    /// The last day of all.
    Last,
}

impl Strip {
    /// Where a step leads; none beyond the edge.
    pub fn step(&self, from: NaiveDate, step: Step) -> Option<NaiveDate> {
        let weeks: Vec<&Week> = self.weeks().collect();
        let holds = |week: &&Week| week.iter().flatten().any(|cell| cell.day == from);
        let at = weeks.iter().position(holds)?;
        let week = weeks.get(at)?.iter().flatten();
        let same_weekday = |at: usize| weeks.get(at)?.get(column(from))?.as_ref();
        let to = match step {
            Step::Before => self.cells().take_while(|cell| cell.day < from).last(),
            Step::After => self.cells().find(|cell| cell.day > from),
            Step::Above => same_weekday(at.checked_sub(1)?),
            Step::Below => same_weekday(at.saturating_add(1)),
            Step::WeekStart => week.into_iter().next(),
            Step::WeekEnd => week.into_iter().last(),
            Step::First => self.cells().next(),
            Step::Last => self.cells().last(),
        };
        to.map(|cell| cell.day).filter(|to| *to != from)
    }
}
