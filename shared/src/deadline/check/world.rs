//! The count gone through once more for each year that stands in for the unknown days.

use chrono::{Days, NaiveDate};

use super::asked::{Asked, begins_anew};
use super::count::Count;
use super::days::{Day, Unknown};
use super::read::{Kind, Range};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::Does;

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
        let extends = |day: &Day<'_>| {
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
                    Does::Answers(question) if due.is_none() && begins_anew(question, parameters) => {
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
