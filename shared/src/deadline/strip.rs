//! A proof at a glance: its days as a calendar, a week a row from Monday, each day with the one mark that it has in the count.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Limit;
use super::proof::{self, DayIs, Due, Idle, Outcome, Proof, What};
use super::timeline::{EventKind, Question};
use crate::calendar::Kind;

/// The days of a proof, week by week. Limits by hours and by a date count no days: theirs is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strip {
    /// The weeks in their order.
    pub rows: Vec<Row>,
    /// Whether every day counts, so that no single one says much.
    pub is_calm: bool,
}

/// A row of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Monday to Sunday; none for days before the first and after the last.
    Week(Box<[Option<Cell>; 7]>),
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

/// A mark that is explained beside the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// [`Look::Start`].
    Start,
    /// [`Look::Counted`].
    Counted,
    /// [`Look::MakeUp`].
    MakeUp,
    /// A Saturday or Sunday.
    Weekend,
    /// A weekday off.
    Holiday,
    /// [`Look::Paused`].
    Paused,
    /// [`Look::Void`].
    Void,
    /// [`Look::Restart`].
    Restart,
    /// [`Look::Moved`].
    Moved,
    /// [`Look::Unknown`].
    Unknown,
    /// Something happened, or must by then.
    Event,
    /// [`Flag::Due`].
    Due,
    /// Any other flag.
    Perhaps,
    /// The day of whoever looks.
    Today,
}

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

/// From how many weeks on those in which nothing happens are put together.
const MANY_WEEKS: usize = 16;

/// How many of them in a row are worth it.
const DULL_WEEKS: usize = 4;

impl Strip {
    /// The days of a proof, as they look on the day `today`.
    pub fn of(proof: &Proof, today: NaiveDate) -> Strip {
        let is_calm = matches!(proof.limit, Limit::Days(_) | Limit::Months(_));
        let mut weeks: Vec<[Option<Cell>; 7]> = Vec::new();
        for cell in cells(proof, today) {
            if weeks.is_empty() || cell.day.weekday() == Weekday::Mon {
                weeks.push(Default::default());
            }
            if let Some(place) = weeks.last_mut().and_then(|week| week.get_mut(column(cell.day))) {
                *place = Some(cell);
            }
        }
        Strip { rows: folded(weeks), is_calm }
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

    /// Where a step leads; none beyond the edge.
    pub fn step(&self, from: NaiveDate, step: Step) -> Option<NaiveDate> {
        let weeks: Vec<&[Option<Cell>; 7]> = self.weeks().collect();
        let holds = |week: &&[Option<Cell>; 7]| week.iter().flatten().any(|cell| cell.day == from);
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

    /// The marks that occur, in the order in which they are explained.
    pub fn signs(&self) -> Vec<Sign> {
        const ORDER: [Sign; 14] = [
            Sign::Start,
            Sign::Counted,
            Sign::MakeUp,
            Sign::Weekend,
            Sign::Holiday,
            Sign::Paused,
            Sign::Void,
            Sign::Restart,
            Sign::Moved,
            Sign::Unknown,
            Sign::Event,
            Sign::Due,
            Sign::Perhaps,
            Sign::Today,
        ];
        let found: Vec<Sign> = self.cells().flat_map(Cell::signs).collect();
        ORDER.into_iter().filter(|sign| found.contains(sign)).collect()
    }

    fn weeks(&self) -> impl Iterator<Item = &[Option<Cell>; 7]> {
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
            What::Restart(question) => Look::Restart(*question),
            What::Moved(_) => Look::Moved,
            What::Unknown => Look::Unknown,
            What::Event(kind, days) => return self.events.push((*kind, *days)),
            What::Due => return self.flag = Some(Flag::Due),
        };
    }

    /// The marks of this day.
    pub fn signs(&self) -> impl Iterator<Item = Sign> + use<> {
        let look = match self.look {
            Look::Start => Some(Sign::Start),
            Look::Counted(_) => Some(Sign::Counted),
            Look::MakeUp(_) => Some(Sign::MakeUp),
            Look::Rest if self.is_weekday_off() => Some(Sign::Holiday),
            Look::Rest => Some(Sign::Weekend),
            Look::Paused(_) => Some(Sign::Paused),
            Look::Void(_) => Some(Sign::Void),
            Look::Restart(_) => Some(Sign::Restart),
            Look::Moved => Some(Sign::Moved),
            Look::Unknown => Some(Sign::Unknown),
            Look::Between => None,
        };
        let flag = self.flag.map(|flag| if flag == Flag::Due { Sign::Due } else { Sign::Perhaps });
        let event = (!self.events.is_empty() && !matches!(self.look, Look::Restart(_))) || self.reply_by.is_some();
        let today = self.is_today.then_some(Sign::Today);
        [look, event.then_some(Sign::Event), flag, today].into_iter().flatten()
    }

    /// Whether it is a weekday on which a notice lets nobody work.
    pub fn is_weekday_off(&self) -> bool {
        self.is.as_ref().is_some_and(|is| is.kind == Kind::Holiday)
    }

    /// Whether nothing happens on it but what is on many days.
    fn is_dull(&self) -> bool {
        let many = matches!(self.look, Look::Counted(_) | Look::Rest | Look::Paused(_) | Look::Void(_) | Look::Unknown);
        many && self.events.is_empty() && self.reply_by.is_none() && self.flag.is_none() && !self.is_today
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

/// The weeks as rows; where there are many, dull ones that follow each other are put together, but for the first and the last of them.
fn folded(weeks: Vec<[Option<Cell>; 7]>) -> Vec<Row> {
    if weeks.len() <= MANY_WEEKS {
        return weeks.into_iter().map(|week| Row::Week(Box::new(week))).collect();
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut dull: Vec<[Option<Cell>; 7]> = Vec::new();
    for week in weeks {
        if dull.last().is_some_and(|before| look(before) != look(&week)) {
            put_together(std::mem::take(&mut dull), &mut rows);
        }
        if look(&week).is_some() {
            dull.push(week);
        } else {
            put_together(std::mem::take(&mut dull), &mut rows);
            rows.push(Row::Week(Box::new(week)));
        }
    }
    put_together(dull, &mut rows);
    rows
}

fn put_together(dull: Vec<[Option<Cell>; 7]>, rows: &mut Vec<Row>) {
    let days = |week: &[Option<Cell>; 7]| {
        let mut days = week.iter().flatten().map(|cell| cell.day);
        let first = days.next()?;
        Some((first, days.next_back().unwrap_or(first)))
    };
    let inner = dull.get(1..dull.len().saturating_sub(1)).unwrap_or_default();
    let ends = (inner.first().and_then(days), inner.last().and_then(days), inner.first().and_then(look));
    match ends {
        (Some((first, _)), Some((_, last)), Some(look)) if dull.len() > DULL_WEEKS => {
            let mut ends = dull.into_iter();
            rows.extend(ends.next().map(|week| Row::Week(Box::new(week))));
            rows.push(Row::Folded { first, last, look });
            rows.extend(ends.next_back().map(|week| Row::Week(Box::new(naming_month(week)))));
        }
        _ => rows.extend(dull.into_iter().map(|week| Row::Week(Box::new(week)))),
    }
}

/// After what was put together one wants to know where one is.
fn naming_month(mut week: [Option<Cell>; 7]) -> [Option<Cell>; 7] {
    let begins_at_once = week.get(1).is_some_and(|second| second.as_ref().is_some_and(|second| second.names_month));
    if let Some(Some(first)) = week.first_mut().filter(|_| !begins_at_once) {
        first.names_month = true;
    }
    week
}

/// What all days of a whole dull week are, rest days apart; none of a week in which something happens. Numbers make no difference.
fn look(week: &[Option<Cell>; 7]) -> Option<Look> {
    let mut of_all = None;
    for cell in week {
        let cell = cell.as_ref().filter(|cell| cell.is_dull())?;
        let look = match cell.look {
            Look::Rest => continue,
            Look::Counted(_) => Look::Counted(0),
            look => look,
        };
        if *of_all.get_or_insert(look) != look {
            return None;
        }
    }
    Some(of_all.unwrap_or(Look::Rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::deadline::{District, Timeline, prove};

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn strip(json: &str, today: &str) -> Strip {
        let timeline = Timeline::read(json.as_bytes()).unwrap();
        Strip::of(&prove(&timeline, &Calendar::published(), &District::default()).unwrap(), day(today))
    }

    /// What a day looks like.
    fn look(strip: &Strip, of: &str) -> Look {
        strip.cell(day(of)).unwrap().look
    }

    const ASKED: &str = r#"{"rule":"request.answer","received":"2026-01-21","basis":"in_person","events":[
        {"kind":"third_party_asked","on":"2026-01-27"},{"kind":"third_party_replied","on":"2026-02-05"}]}"#;

    #[test]
    fn weeks_begin_on_monday_and_every_day_has_its_cell() {
        let strip = strip(ASKED, "2026-02-03");
        assert!(strip.cells().zip(day("2026-01-21").iter_days()).all(|(cell, day)| cell.day == day));
        for row in &strip.rows {
            let Row::Week(week) = row else { panic!("{row:?}") };
            for (column, cell) in week.iter().enumerate() {
                let weekday = |cell: &Cell| cell.day.weekday().num_days_from_monday();
                assert!(cell.as_ref().is_none_or(|cell| usize::try_from(weekday(cell)) == Ok(column)));
            }
        }
        assert_eq!(strip.cells().filter(|cell| cell.is_today).count(), 1);
        let months: Vec<String> =
            strip.cells().filter(|cell| cell.names_month).map(|cell| cell.day.to_string()).collect();
        assert_eq!(months, ["2026-01-21", "2026-02-01", "2026-03-01"]);
    }

    #[test]
    fn the_spring_festival_of_2026_as_its_notice_has_it() {
        let strip = strip(ASKED, "2026-06-01");
        assert_eq!(look(&strip, "2026-01-21"), Look::Start);
        assert_eq!(look(&strip, "2026-01-22"), Look::Counted(1));
        assert_eq!(look(&strip, "2026-01-24"), Look::Rest);
        // Counted on the day of the question, left out from the next to the day of the answer.
        assert_eq!(look(&strip, "2026-01-27"), Look::Counted(4));
        for paused in ["2026-01-28", "2026-02-04", "2026-02-05"] {
            assert_eq!(look(&strip, paused), Look::Paused(Question::ThirdParty));
        }
        assert_eq!(look(&strip, "2026-02-06"), Look::Counted(5));
        assert!(matches!(look(&strip, "2026-02-14"), Look::MakeUp(11)));
        for off in ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-02-23"] {
            let cell = strip.cell(day(off)).unwrap();
            assert!(cell.look == Look::Rest && cell.is_weekday_off(), "{off}");
        }
        assert!(!strip.cell(day("2026-02-21")).unwrap().is_weekday_off());
        assert!(matches!(look(&strip, "2026-02-28"), Look::MakeUp(_)));
        let due = strip.cells().find(|cell| cell.flag.is_some()).unwrap();
        assert_eq!((due.look, due.flag, strip.main_day()), (Look::Counted(20), Some(Flag::Due), Some(due.day)));
        assert!(strip.cells().last().unwrap().day == due.day);
        let signs = [
            Sign::Start,
            Sign::Counted,
            Sign::MakeUp,
            Sign::Weekend,
            Sign::Holiday,
            Sign::Paused,
            Sign::Event,
            Sign::Due,
        ];
        assert_eq!(strip.signs(), signs);
    }

    #[test]
    fn what_is_not_published_yet_is_unknown_and_has_two_flags() {
        let strip = strip(r#"{"rule":"request.answer","received":"2026-12-07","basis":"online"}"#, "2026-12-08");
        assert_eq!(look(&strip, "2026-12-31"), Look::Counted(18));
        assert_eq!(look(&strip, "2027-01-01"), Look::Unknown);
        let flags: Vec<Flag> = strip.cells().filter_map(|cell| cell.flag).collect();
        assert_eq!(flags, [Flag::Earliest, Flag::Latest]);
        assert_eq!(strip.cells().last().unwrap().flag, Some(Flag::Latest));
        assert!(strip.signs().ends_with(&[Sign::Unknown, Sign::Perhaps, Sign::Today]));
    }

    #[test]
    fn who_waits_sees_until_when() {
        let strip = strip(
            r#"{"rule":"request.answer","received":"2026-03-02","basis":"online","events":[{"kind":"third_party_asked","on":"2026-03-09"}]}"#,
            "2026-03-10",
        );
        let by = strip.cells().find(|cell| cell.reply_by.is_some()).unwrap();
        assert_eq!((by.day, by.reply_by), (day("2026-03-30"), Some(Question::ThirdParty)));
        assert_eq!(strip.cells().last().unwrap().flag, Some(Flag::IfSilent));
    }

    #[test]
    fn a_restart_stands_where_the_count_begins_anew() {
        let strip = strip(
            r#"{"rule":"request.answer","received":"2026-04-30","basis":"online","events":[
                {"kind":"correction_asked","on":"2026-05-13"},{"kind":"corrected","on":"2026-05-20"}]}"#,
            "2026-05-01",
        );
        assert_eq!(look(&strip, "2026-05-14"), Look::Void(Idle::Correction));
        assert_eq!(look(&strip, "2026-05-20"), Look::Restart(Question::Correction));
        assert_eq!(look(&strip, "2026-05-21"), Look::Counted(1));
    }

    #[test]
    fn natural_days_are_calm_and_half_a_year_is_put_together() {
        let sixty = strip(r#"{"rule":"remedy.reconsideration","received":"2026-08-03"}"#, "2026-08-04");
        assert!(sixty.is_calm && sixty.rows.len() <= 11);
        assert_eq!(look(&sixty, "2026-08-08"), Look::Counted(5));
        // The sixtieth day is in the holidays of October, and the end moves to the first working day after them.
        assert_eq!(look(&sixty, "2026-10-02"), Look::Counted(60));
        assert_eq!(look(&sixty, "2026-10-05"), Look::Moved);
        let due = sixty.cells().last().unwrap();
        assert_eq!((due.day, due.look, due.flag), (day("2026-10-08"), Look::Moved, Some(Flag::Due)));

        let months = strip(r#"{"rule":"remedy.litigation","received":"2026-02-02"}"#, "2026-08-04");
        assert_eq!(months.rows.len(), 5, "{:?}", months.rows);
        let Row::Folded { first, last, look } = &months.rows[2] else { panic!("{:?}", months.rows) };
        assert_eq!(
            (first.weekday(), last.weekday(), *look),
            (chrono::Weekday::Mon, chrono::Weekday::Sun, Look::Counted(0))
        );
        let seen = months.cells().filter(|cell| (*first..=*last).contains(&cell.day)).count();
        assert_eq!(seen, 0);
        assert!(months.cells().find(|cell| cell.day > *last).unwrap().names_month);
    }

    #[test]
    fn what_is_counted_back_and_what_is_not_counted() {
        let papers = strip(r#"{"rule":"decision.hearing_papers","received":"2026-06-17"}"#, "2026-06-11");
        let days: Vec<Look> = papers.cells().map(|cell| cell.look).collect();
        assert_eq!((days.len(), days[0], days[7]), (8, Look::Between, Look::Start));
        assert_eq!(papers.main_day(), Some(day("2026-06-10")));
        assert!(strip(r#"{"rule":"report.unit","received":"2026-12-31"}"#, "2026-12-31").rows.is_empty());
    }

    #[test]
    fn keys_lead_from_day_to_day_and_stop_at_the_edges() {
        let strip = strip(ASKED, "2026-02-03");
        let to = |from: &str, step| strip.step(day(from), step).map(|day| day.to_string());
        assert_eq!(to("2026-01-21", Step::After).as_deref(), Some("2026-01-22"));
        assert_eq!(to("2026-01-25", Step::After).as_deref(), Some("2026-01-26"));
        assert_eq!(to("2026-01-26", Step::Before).as_deref(), Some("2026-01-25"));
        assert_eq!(to("2026-01-21", Step::Below).as_deref(), Some("2026-01-28"));
        assert_eq!(to("2026-01-28", Step::WeekStart).as_deref(), Some("2026-01-26"));
        assert_eq!(to("2026-01-28", Step::WeekEnd).as_deref(), Some("2026-02-01"));
        assert_eq!(to("2026-01-28", Step::First).as_deref(), Some("2026-01-21"));
        assert_eq!(strip.step(day("2026-01-28"), Step::Last), strip.main_day());
        for edge in [Step::Before, Step::Above, Step::WeekStart, Step::First] {
            assert_eq!(to("2026-01-21", edge), None);
        }
        // No cell stands above the first Monday.
        assert_eq!(to("2026-01-26", Step::Above), None);
        assert_eq!(to("2025-01-01", Step::After), None);
    }
}
