//! Days that no notice has decided yet: each published year is put in their place, one after the other, and what comes out is looked at together.

use chrono::{Datelike, Days as DayCount, NaiveDate};

use super::Refusal;
use super::clock::waiting;
use super::proof::{Due, Outcome, StandIn};
use super::walk::{Days, End, Open};
use crate::calendar::{Calendar, Kind, statute};

impl Days for Calendar {
    fn kind(&self, day: NaiveDate) -> Option<Kind> {
        Calendar::kind(self, day)
    }

    fn nth_working_day(&self, after: NaiveDate, n: u32) -> Option<NaiveDate> {
        Calendar::nth_working_day(self, after, n)
    }
}

/// The calendar with a published year in place of the days that no notice has decided yet, the days of its weeks in step with them. What the law itself
/// gives off, such as 1 January, is off, whatever the notice will say of the days around it (全国年节及纪念日放假办法 art. 2).
pub(super) struct AsIf<'a> {
    calendar: &'a Calendar,
    /// The published day that stands in for the first unknown one.
    instead: NaiveDate,
}

impl Days for AsIf<'_> {
    fn kind(&self, day: NaiveDate) -> Option<Kind> {
        self.calendar.kind(day).or_else(|| {
            let there = self.calendar.kind(self.there(day)?)?;
            Some(if statute::off(day) { Kind::Holiday } else { there })
        })
    }

    fn nth_working_day(&self, after: NaiveDate, n: u32) -> Option<NaiveDate> {
        let end = self.calendar.known_through();
        if after < end {
            if let Some(known) = self.calendar.nth_working_day(after, n) {
                return Some(known);
            }
            let (known, all_known) = self.calendar.worked(after, end);
            return self.nth_working_day(end, n.checked_sub(known).filter(|_| all_known)?);
        }
        let there = self.there(after).or_else(|| self.instead.pred_opt())?;
        let here = |there: NaiveDate, day: NaiveDate| after.checked_add_signed(day.signed_duration_since(there));
        let mut found = here(there, self.calendar.nth_working_day(there, n)?)?;
        // Where a day that the law gives off was worked in that year, there is one less.
        let mut less = self.worked_though_off(after, found);
        let mut passed = 0;
        while passed < less {
            passed = less;
            found = here(there, self.calendar.nth_working_day(there, n.checked_add(less)?)?)?;
            less = self.worked_though_off(after, found);
        }
        Some(found)
    }
}

impl<'a> AsIf<'a> {
    fn of(calendar: &'a Calendar, year: i32) -> Option<AsIf<'a>> {
        Some(AsIf { calendar, instead: in_step(calendar, year)? })
    }

    /// How many days after one and up to another the law gives off that were worked in the year that stands in.
    fn worked_though_off(&self, after: NaiveDate, to: NaiveDate) -> u32 {
        let worked = |day: &NaiveDate| self.there(*day).and_then(|there| self.calendar.works(there)) == Some(true);
        let years = after.year()..=to.year();
        let days = years.flat_map(statute::all).filter(|day| *day > after && *day <= to && worked(day));
        u32::try_from(days.count()).unwrap_or(u32::MAX)
    }

    /// Whether each day from one unknown day to another is worked, `1` or `0`.
    fn written(&self, from: NaiveDate, to: NaiveDate) -> String {
        let works = |day: NaiveDate| self.kind(day).is_some_and(Kind::works);
        let days = from.iter_days().take_while(|day| *day <= to);
        days.map(|day| if works(day) { '1' } else { '0' }).collect()
    }

    /// The published day that stands in for an unknown one.
    fn there(&self, day: NaiveDate) -> Option<NaiveDate> {
        let beyond = day.signed_duration_since(self.calendar.known_through()).num_days();
        let offset = u64::try_from(beyond).ok()?.checked_sub(1)?;
        self.instead.checked_add_days(DayCount::new(offset))
    }
}

/// Each published year, put in place of the days that are not.
pub(super) fn each_year(calendar: &Calendar) -> impl Iterator<Item = (i32, AsIf<'_>)> {
    let years = calendar.known_from().year()..=calendar.known_through().year();
    years.filter_map(move |year| Some((year, AsIf::of(calendar, year)?)))
}

/// The day of a published year that stands in for the first unknown day: of the same day of the week, and the nearest to its own 1 January. None where
/// that lies before the calendar.
fn in_step(calendar: &Calendar, year: i32) -> Option<NaiveDate> {
    let weekday = calendar.known_through().succ_opt()?.weekday();
    let nearest = NaiveDate::from_ymd_opt(year, 1, 1)?.checked_sub_days(DayCount::new(3))?;
    let found = nearest.iter_days().take(7).find(|day| day.weekday() == weekday);
    found.filter(|day| *day >= calendar.known_from())
}

/// What a provisional date rests on, as short as it can be kept; nothing for a certain one.
#[derive(Default)]
pub(super) struct Rests {
    /// The first unknown day that bears on the date.
    from: NaiveDate,
    /// Each year that came to a due day, with this day.
    years: Vec<(i32, NaiveDate)>,
}

impl Rests {
    /// The years with their days, for a proof.
    pub(super) fn written(&self, calendar: &Calendar) -> Vec<StandIn> {
        let stand_in = |(year, due): &(i32, NaiveDate)| {
            Some(StandIn { year: *year, days: AsIf::of(calendar, *year)?.written(self.from, *due) })
        };
        self.years.iter().filter_map(stand_in).collect()
    }
}

/// Puts each published year in place of the unknown days, the first of which that bears on the date is `from`. A year in which the timeline would be
/// refused, or that ends too early, says nothing.
pub(super) fn provisional(
    calendar: &Calendar,
    walk: impl Fn(&AsIf<'_>) -> Result<Option<End>, Refusal>,
    start: NaiveDate,
    from: NaiveDate,
) -> Result<(Outcome, Rests), Refusal> {
    let mut range: Option<(NaiveDate, NaiveDate)> = None;
    // The question that is open; where only its answer ends it, in any year, there is no date.
    let (mut open, mut endless) = (None, None);
    let mut years = Vec::new();
    let mut refused = None;
    for (year, days) in each_year(calendar) {
        match walk(&days) {
            Ok(Some(End::Due(due, silent))) => {
                let (earliest, latest) = range.unwrap_or((due, due));
                range = Some((earliest.min(due), latest.max(due)));
                open = open.or(silent);
                years.push((year, due));
            }
            Ok(Some(End::Waiting(question))) => endless = Some(question),
            Ok(Some(End::Unknown(..)) | None) => {}
            Err(refusal) => refused = Some(refusal),
        }
    }
    let due = range.map(|(earliest, latest)| Due::Between { earliest, latest });
    // A day that a year put in place of unknown ones gave is nobody's last day to answer.
    let published = |open: Open| Open { reply_by: open.reply_by.filter(|by| *by <= calendar.known_through()), ..open };
    let outcome = match (endless, open, due) {
        (Some(open), _, _) => {
            years.clear();
            waiting(published(open), None)
        }
        (None, Some(open), due) => waiting(published(open), due),
        (None, None, Some(due)) => Outcome::Due(due),
        (None, None, None) => return Err(refused.unwrap_or(Refusal::OutOfReach(start))),
    };
    Ok((outcome, Rests { from, years }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::walk::{Count, Mark, Sink};
    use crate::deadline::{District, Event, EventKind, Flag, Question};

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    /// Events of up to four days after the receipt, in every way in which these kinds can follow each other lawfully or not: a walk does not mind.
    fn timelines(first: &str) -> Vec<(NaiveDate, Vec<Event>)> {
        let kinds = [
            EventKind::CorrectionAsked,
            EventKind::Corrected,
            EventKind::ThirdPartyAsked,
            EventKind::ThirdPartyReplied,
            EventKind::ThirdPartySilent,
            EventKind::OrganAsked,
            EventKind::Extended,
        ];
        let mut timelines = Vec::new();
        for (place, received) in day(first).iter_days().take(45).step_by(2).enumerate() {
            for pattern in 0..kinds.len().pow(3) {
                let mut events = Vec::new();
                let (mut pattern, mut on) = (pattern, received);
                for gap in [4, 9, 14] {
                    on = on.checked_add_days(DayCount::new(gap + u64::try_from(place % 3).unwrap())).unwrap();
                    events.push(Event { kind: kinds[pattern % kinds.len()], on, working_days: Some(5) });
                    pattern /= kinds.len();
                }
                timelines.push((received, events));
            }
        }
        timelines
    }

    /// Days one by one, as a proof has them.
    struct OneByOne;

    impl Sink for OneByOne {
        fn mark(&mut self, _: NaiveDate, _: Mark) {}
        fn flag(&mut self, _: Flag, _: NaiveDate, _: Question) {}
    }

    #[test]
    fn working_days_of_a_year_put_in_place_are_found_as_one_by_one() {
        let calendar = Calendar::published();
        for (year, days) in each_year(&calendar) {
            for after in day("2026-12-01").iter_days().take(60).step_by(7) {
                let works = |day: &NaiveDate| days.kind(*day).is_some_and(Kind::works);
                let mut works = after.iter_days().skip(1).take(200).filter(works);
                for n in 1..110 {
                    assert_eq!(days.nth_working_day(after, n), works.next(), "{n} after {after}, {year}");
                }
            }
        }
    }

    #[test]
    fn the_date_alone_is_that_of_the_walk_one_by_one() {
        let calendar = Calendar::published();
        for (fee_restarts, first) in [(true, "2025-12-20"), (false, "2026-11-25")] {
            let district = District { fee_restarts, ..District::default() };
            for (start, events) in timelines(first) {
                let count = Count { start, limit: 20, events: &events, district: &district };
                assert_eq!(count.walk(&calendar, &mut OneByOne), count.walk(&calendar, &mut ()), "{start} {events:?}");
            }
        }
    }

    #[test]
    fn walking_on_from_the_end_of_the_calendar_is_walking_from_the_start() {
        let (calendar, district) = (Calendar::published(), District::default());
        let mut compared = 0;
        for (start, events) in timelines("2026-11-25") {
            let count = Count { start, limit: 20, events: &events, district: &district };
            let Ok(End::Unknown(_, progress)) = count.walk(&calendar, &mut ()) else { continue };
            for (year, days) in each_year(&calendar).step_by(6) {
                // What is unknown stays so in the last year, and is stood on in another place.
                match (count.walk(&days, &mut OneByOne), count.walk_on(progress, &days, &mut ())) {
                    (Ok(End::Unknown(whole, _)), Ok(End::Unknown(on, _))) => assert_eq!(whole, on),
                    (whole, on) => assert_eq!(whole, on, "{start} {events:?} {year}"),
                }
                compared += 1;
            }
        }
        assert!(compared > 10_000, "{compared}");
    }

    /// A third party's time that ends among unknown days ends: what comes after the due day is not taken as if it were still running.
    #[test]
    fn a_pause_without_a_known_end_is_no_pause_without_end() {
        let refused = crate::deadline::Timeline::read(
            br#"{"rule":"request.answer","received":"2026-12-22","basis":"online","events":[
                {"kind":"third_party_asked","on":"2026-12-22"},{"kind":"fee_asked","on":"2027-03-02"},
                {"kind":"extended","on":"2027-03-06","working_days":20}]}"#,
        );
        let outcome = crate::deadline::due(&refused.unwrap(), &Calendar::published(), &District::default());
        assert!(matches!(outcome, Err(Refusal::LateExtension { .. })), "{outcome:?}");
    }

    /// Fifteen working days are at least fifteen days, whichever of them are worked.
    #[test]
    fn silence_is_early_also_among_unknown_days() {
        for (silent, early) in [("2027-02-09", true), ("2027-02-23", true), ("2027-02-24", false)] {
            let timeline = crate::deadline::Timeline::read(
                format!(
                    r#"{{"rule":"request.answer","received":"2027-02-04","basis":"online","events":[
                        {{"kind":"third_party_asked","on":"2027-02-09"}},{{"kind":"third_party_silent","on":"{silent}"}}]}}"#
                )
                .as_bytes(),
            );
            let proof =
                crate::deadline::prove(&timeline.unwrap(), &Calendar::published(), &District::default()).unwrap();
            let flagged = proof.flags.iter().any(|raised| raised.code == Flag::SilenceEarly);
            assert_eq!(flagged, early, "{silent}");
        }
    }

    /// A last day to answer is that of the question that is named, and only where it is published.
    #[test]
    fn another_organ_has_no_last_day_to_answer() {
        let timeline = |json: &str| crate::deadline::Timeline::read(json.as_bytes()).unwrap();
        let outcome =
            |json: &str| crate::deadline::due(&timeline(json), &Calendar::published(), &District::default()).unwrap();
        let both = outcome(
            r#"{"rule":"request.answer","received":"2026-12-01","events":[
                {"kind":"third_party_asked","on":"2026-12-02"},{"kind":"organ_asked","on":"2027-01-05"}]}"#,
        );
        let waiting =
            Outcome::Waiting { question: Question::Organ, since: day("2027-01-05"), reply_by: None, if_silent: None };
        assert_eq!(both, waiting);
        for (asked, by) in [("2026-12-10", Some(day("2026-12-31"))), ("2026-12-11", None)] {
            let one = outcome(&format!(
                r#"{{"rule":"request.answer","received":"2026-12-01","events":[{{"kind":"third_party_asked","on":"{asked}"}}]}}"#
            ));
            assert!(matches!(one, Outcome::Waiting { reply_by, if_silent: Some(_), .. } if reply_by == by), "{one:?}");
        }
    }
}
