//! Each published year in place of the unknown days: which of these days are worked then, as the proof says it, and the count gone through once more.

use chrono::{Datelike, Days, NaiveDate};

use super::asked::Asked;
use super::count::Count;
use super::days::Unknown;
use super::read::{Kind, Range};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::Does;

/// The first year whose days are published.
const FIRST_YEAR: i32 = 2007;
/// More than there are: no year later than 2199 is published.
const MOST_YEARS: usize = 200;
/// Of so many days in a row some are worked and some are not.
const LONGEST_ROW: usize = 15;

impl Range {
    /// The days of each year, where these can be the published years. All of them stand in: but those in which an extension among unknown days came too
    /// late (`may_miss`), and the last, which end before the steps do.
    pub fn stand_ins(&self, unknown: Unknown, last: NaiveDate, may_miss: bool) -> Result<Vec<(i32, &[u8])>, Wrong> {
        let wrong = |expected| Err(Wrong::member("range", expected));
        let Range { years, days, .. } = self;
        let in_order = years.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
        let bounds = years.first().zip(years.last());
        let Some((first, latest)) =
            bounds.filter(|_| in_order && years.len() == days.len() && years.len() <= MOST_YEARS)
        else {
            return wrong(Expected::Years);
        };
        let published = *first >= FIRST_YEAR && *latest < unknown.day.year();
        // Where the first unknown day is not that of a year, the proof does not show which year is the first that is not published.
        let all = years.windows(2).all(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)))
            && match unknown.new_year {
                Some(new_year) => {
                    let begins = if in_step(FIRST_YEAR, new_year).is_some_and(|day| day.year() == FIRST_YEAR) {
                        FIRST_YEAR
                    } else {
                        FIRST_YEAR + 1
                    };
                    let missing = latest.saturating_add(1)..new_year.year();
                    *first == begins && missing.into_iter().all(|year| ends_before(year, new_year, last))
                }
                None => *first <= FIRST_YEAR + 1,
            };
        if !published || !(all || may_miss) {
            return wrong(Expected::Years);
        }
        let stand_ins: Vec<(i32, &[u8])> = years.iter().copied().zip(days.iter().map(|days| days.as_bytes())).collect();
        match stand_ins.iter().find(|(_, days)| !can_be(days) || works_though_off(unknown.day, days)) {
            Some((year, _)) => wrong(Expected::DaysOfYear(*year)),
            None => Ok(stand_ins),
        }
    }

    /// Whether its days are the earliest and the latest of these.
    pub fn is_of(&self, due: &[NaiveDate]) -> Result<(), Wrong> {
        if due.iter().min() == Some(&self.earliest) && due.iter().max() == Some(&self.latest) {
            Ok(())
        } else {
            Err(Wrong::member("range", Expected::Range))
        }
    }
}

/// Whether a year can have such days.
fn can_be(days: &[u8]) -> bool {
    let rows = days.chunk_by(|one, next| one == next);
    !days.is_empty()
        && days.iter().all(|day| matches!(day, b'0' | b'1'))
        && rows.into_iter().all(|row| row.len() < LONGEST_ROW)
}

/// The days that the law gives off without a notice, since 2025 (全国年节及纪念日放假办法 art. 2).
const OFF_BY_LAW: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// Whether such a day is worked among days that begin with `first`.
fn works_though_off(first: NaiveDate, days: &[u8]) -> bool {
    let mut days = first.iter_days().zip(days).filter(|(_, works)| **works == b'1');
    days.any(|(day, _)| OFF_BY_LAW.contains(&(day.month(), day.day())))
}

/// The day of a year that stands in for the first unknown day: of the same day of the week, and nearest to 1 January.
fn in_step(year: i32, new_year: NaiveDate) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?.checked_sub_days(Days::new(3))?;
    first.iter_days().take(7).find(|day| day.weekday() == new_year.weekday())
}

/// Whether the published days of a year, and of those after it, may end too early for a date about that of the last step.
fn ends_before(year: i32, new_year: NaiveDate, last: NaiveDate) -> bool {
    let Some(stands_in) = in_step(year, new_year) else { return false };
    // That year may come to a later date than the others did, but not by much.
    let needed = last.checked_add_days(Days::new(31)).unwrap_or(last);
    needed.signed_duration_since(new_year) >= new_year.signed_duration_since(stands_in)
}

/// The days of a proof as one year has them.
struct World<'a> {
    count: &'a Count<'a>,
    /// Of each day, how many days from the start to it are worked.
    worked: Vec<u32>,
}

impl Count<'_> {
    /// The due day that each year comes to, with the question whose time was taken as run out.
    pub fn due_in_each(&self, range: &Range) -> Result<Vec<(NaiveDate, Option<&Asked>)>, Wrong> {
        let last = self.laid.last().map(|day| day.step.day);
        let (Some(unknown), Some(last)) = (self.laid.unknown(), last) else {
            return Err(Wrong::member("range", Expected::Nothing));
        };
        let extends = |day: &super::days::Day<'_>| {
            day.step.day >= unknown.day && day.events.iter().any(|event| event.kind.does() == Does::Extends)
        };
        let may_miss = self.laid.days.iter().any(extends);
        let mut due = Vec::new();
        for (year, days) in range.stand_ins(unknown, last, may_miss)? {
            let world = World::of(self, unknown, days);
            match world.due() {
                // Its days are given up to the due day, and no further.
                Some(place) if place.checked_add(1) == unknown.index.checked_add(days.len()) => {
                    let day = self.laid.days.get(place).map_or(last, |day| day.step.day);
                    // Of several, the one that was asked last.
                    due.push((day, self.asked.iter().rfind(|asked| asked.is_silent() && asked.on < day)));
                }
                _ => return Err(Wrong::member("range", Expected::DueInYear(year))),
            }
        }
        Ok(due)
    }
}

impl Count<'_> {
    /// Whether the clock had surely run out by a day, whatever the unknown days before it are. Of thirty days in a row ten and more are worked in each
    /// published year; one in six, and a month more, are far fewer.
    pub fn had_run_out(&self, by: NaiveDate) -> bool {
        let Some(unknown) = self.laid.unknown() else { return false };
        let few: Vec<u8> = (1..=self.laid.days.len()).map(|n| if n % 6 == 0 { b'1' } else { b'0' }).collect();
        let due = World::of(self, unknown, &few).due().and_then(|place| self.laid.days.get(place));
        due.and_then(|due| due.step.day.checked_add_days(Days::new(30))).is_some_and(|surely| surely < by)
    }
}

impl<'a> World<'a> {
    fn of(count: &'a Count<'_>, unknown: Unknown, days: &[u8]) -> World<'a> {
        let mut sum = 0;
        let known = count.laid.days.iter().take(unknown.index).map(|day| day.step.kind.is_some_and(Kind::works));
        let all = known.chain(days.iter().map(|day| *day == b'1')).take(count.laid.days.len());
        let worked = all.map(|works| {
            sum += u32::from(works);
            sum
        });
        World { count, worked: worked.collect() }
    }

    /// How many days up to this one are worked.
    fn until(&self, day: NaiveDate) -> u32 {
        let days = usize::try_from(day.signed_duration_since(self.count.proof.start_day).num_days()).unwrap_or(0);
        self.worked.get(days).or(self.worked.last()).copied().unwrap_or(0)
    }

    fn is_taken_out(&self, day: NaiveDate) -> bool {
        let parameters = &self.count.proof.parameters;
        let worked = |from| {
            let worked = self.until(day).saturating_sub(self.until(from));
            (worked, worked)
        };
        let takes_out =
            |asked: &Asked| asked.voids(day, parameters) || asked.pauses(day, parameters, || worked(asked.on)).surely;
        self.count.asked.iter().any(takes_out)
    }

    /// The place of the due day; none where there is none, or an extension came too late.
    fn due(&self) -> Option<usize> {
        let Count { proof, laid, asked, .. } = self.count;
        let parameters = &proof.parameters;
        let (mut counted, mut limit, mut over) = (0, self.count.rule_limit, false);
        let mut due = None;
        let (mut before, mut place) = (0, 0);
        for day in &laid.days {
            let mut begins = place == 0;
            for event in &day.events {
                match event.kind.does() {
                    Does::Extends if over => return None,
                    Does::Extends => limit += event.working_days.unwrap_or(0),
                    // What comes after the due day changes nothing.
                    Does::Answers(question) if due.is_none() && super::asked::begins_anew(question, parameters) => {
                        (begins, counted, over) = (true, 0, false);
                        if !parameters.extension_survives_restart {
                            limit = self.count.rule_limit;
                        }
                    }
                    Does::Asks(_) | Does::Answers(_) | Does::Silent(_) => {}
                }
            }
            if due.is_none() {
                let on = day.step.day;
                let worked = *self.worked.get(place)?;
                let works = worked > before;
                before = worked;
                if works && !begins && !over && !self.is_taken_out(on) {
                    counted += 1;
                }
                over |= counted >= limit && !asked.iter().any(|asked| asked.is_with_the_applicant(on, parameters));
                due = (over && !asked.iter().any(|asked| asked.begins_anew_after(on, parameters))).then_some(place);
            }
            place += 1;
        }
        due
    }
}
