use std::collections::BTreeSet;

use chrono::Datelike;

use super::*;
use crate::calendar::Year;
use crate::deadline::{Basis, Point, Question};

/// The year after the last published one, as a notice could have it.
const NEXT_YEAR: &str = include_str!("../../../tests/next_year.txt");

fn day(text: &str) -> NaiveDate {
    crate::iso::day(text).unwrap()
}

fn next_year() -> Calendar {
    Calendar::published().with(Year::read(NEXT_YEAR).unwrap()).unwrap()
}

fn answer(received: NaiveDate) -> Timeline {
    Timeline::new(RuleId::RequestAnswer, Point::Day(received), Some(Basis::InPerson), Vec::new())
}

fn event(kind: EventKind, on: NaiveDate) -> Event {
    Event { kind, on, working_days: (kind == EventKind::Extended).then_some(10) }
}

/// A case as it was generated, and its working days left out or added: what a recount needs.
struct Case {
    timeline: Timeline,
    left_out: Option<(NaiveDate, NaiveDate)>,
    limit: u32,
}

/// Applications of every day of a span, each as they mostly go: plain, paused and answered, extended, both.
fn cases(from: &str, days: usize) -> Vec<Case> {
    let mut cases = Vec::new();
    for received in day(from).iter_days().take(days) {
        let later = |days: usize| received.iter_days().nth(days).unwrap();
        for (paused, extended) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut timeline = answer(received);
            let span = paused.then(|| (later(3), later(13)));
            if let Some((asked, replied)) = span {
                timeline = timeline
                    .with(event(EventKind::ThirdPartyAsked, asked))
                    .with(event(EventKind::ThirdPartyReplied, replied));
            }
            if extended {
                timeline = timeline.with(event(EventKind::Extended, later(8)));
            }
            cases.push(Case { timeline, left_out: span, limit: if extended { 30 } else { 20 } });
        }
    }
    cases
}

/// The days of the count as a set, with nothing but what the calendar says of each; the due day is the one at which it is full.
fn recounted(case: &Case, calendar: &Calendar) -> Option<NaiveDate> {
    let mut counted = BTreeSet::new();
    for date in case.timeline.received.day().iter_days().skip(1) {
        let left_out = case.left_out.is_some_and(|(asked, replied)| asked < date && date <= replied);
        if calendar.works(date)? && !left_out {
            counted.insert(date);
        }
        if counted.len() == usize::try_from(case.limit).unwrap() {
            return counted.last().copied();
        }
    }
    None
}

#[test]
fn extending_gives_the_day_that_a_recount_gives_until_the_due_day() {
    let (calendar, district) = (Calendar::published(), District::default());
    for case in cases("2026-01-05", 60).iter().filter(|case| case.limit == 20) {
        let due = recounted(case, &calendar).unwrap();
        for on in case.timeline.received.day().iter_days().take(70) {
            let by = 1 + u32::from(on.to_string().ends_with('7')) * 19;
            let extended = if_extended(&case.timeline, on, by, &calendar, &district);
            if on > due {
                assert_eq!(extended, Err(Refusal::LateExtension { on, due }));
                continue;
            }
            let longer = Case { timeline: case.timeline.clone(), left_out: case.left_out, limit: 20 + by };
            assert_eq!(extended.unwrap().outcome, Outcome::Due(Due::On(recounted(&longer, &calendar).unwrap())));
        }
        let compared = extending(&case.timeline, due, 20, &calendar, &district);
        assert!(compared.today.is_ok() && compared.tomorrow.is_err());
        assert_eq!((compared.not.unwrap().outcome, compared.until), (Outcome::Due(Due::On(due)), Some(due)));
    }
}

#[test]
fn what_cannot_be_extended_has_no_last_day_for_it() {
    let (calendar, district) = (Calendar::published(), District::default());
    let plain = answer(day("2026-01-05"));
    let today = day("2026-01-20");
    let compared = |timeline: &Timeline, days| extending(timeline, today, days, &calendar, &district);
    assert_eq!(compared(&plain, 20).until, Some(day("2026-02-02")));
    let too_long = compared(&plain, 21);
    assert_eq!((too_long.today, too_long.until), (Err(Refusal::ExtensionTooLong(Some(21))), None));
    let before = plain.with(event(EventKind::Extended, day("2026-01-19")));
    assert_eq!(compared(&before, 20).until, None);
    let corrected = plain.with(event(EventKind::CorrectionAsked, day("2026-01-08")));
    let compared = compared(&corrected, 20);
    assert!(compared.today.is_ok() && compared.until.is_none());
}

#[test]
fn what_falls_due_is_found_by_counting_each_case_again() {
    let (calendar, district) = (next_year(), District::default());
    let cases = cases("2026-09-01", 90);
    for today in ["2026-09-30", "2026-10-08", "2026-12-31", "2027-02-12"].map(day) {
        for within in [0, 1, 5, 20] {
            let outlook =
                falling_due(cases.iter().map(|case| &case.timeline).enumerate(), today, within, &calendar, &district);
            let mut expected = Vec::new();
            for (id, case) in cases.iter().enumerate() {
                let due = recounted(case, &calendar).unwrap();
                let working = |from: NaiveDate, to| {
                    from.iter_days()
                        .skip(1)
                        .take_while(|day| *day <= to)
                        .filter(|day| calendar.works(*day).unwrap())
                        .count()
                };
                let (standing, days) = match due {
                    _ if due < today => (Standing::Overdue, working(due, today)),
                    _ if due == today => (Standing::Today, 0),
                    _ if working(today, due) <= usize::try_from(within).unwrap() => {
                        (Standing::Soon, working(today, due))
                    }
                    _ => continue,
                };
                expected.push((due, id, standing, Some(u32::try_from(days).unwrap())));
            }
            expected.sort_by_key(|(due, id, ..)| (*due, *id));
            let found = outlook.coming.iter().map(|coming| {
                let day = coming.outcome.due().map(Due::day).unwrap();
                (day, coming.id, coming.standing, coming.working_days)
            });
            assert_eq!(found.collect::<Vec<_>>(), expected);
            assert_eq!(outlook.coming.len() + outlook.later, cases.len());
        }
    }
}

#[test]
fn nobody_is_dropped() {
    let (calendar, district) = (Calendar::published(), District::default());
    let today = day("2026-12-21");
    let silent = answer(day("2026-11-09")).with(event(EventKind::ThirdPartyAsked, day("2026-11-10")));
    let asked = answer(day("2026-12-14")).with(event(EventKind::OrganAsked, day("2026-12-16")));
    let asked_before = answer(day("2026-12-14")).with(event(EventKind::CorrectionAsked, day("2026-12-15")));
    let twice = answer(day("2026-12-01"))
        .with(event(EventKind::Extended, day("2026-12-02")))
        .with(event(EventKind::Extended, day("2026-12-03")));
    let provisional = answer(day("2026-12-04"));
    let far = answer(day("2026-12-20"));
    let comments = Timeline::new(RuleId::DecisionCommentPeriod, Point::Day(day("2026-11-10")), None, Vec::new());
    let cases = [&silent, &asked, &asked_before, &twice, &provisional, &far, &comments];
    let outlook = falling_due(cases.into_iter().enumerate(), today, 10, &calendar, &district);
    let found: Vec<_> = outlook.coming.iter().map(|coming| (coming.id, coming.standing)).collect();
    let expected = [
        (6, Standing::MayEnd),
        (0, Standing::Soon),
        (4, Standing::Soon),
        (2, Standing::Waiting),
        (1, Standing::Waiting),
    ];
    assert_eq!(found, expected);
    assert_eq!(outlook.refused, [(3, Refusal::SecondExtension(day("2026-12-03")))]);
    assert_eq!(outlook.later, 1);
    // Nobody wrote down that no answer came, and the day that this makes due goes by.
    let later = falling_due([((), &silent)], day("2026-12-29"), 0, &calendar, &district);
    assert_eq!(later.coming[0].standing, Standing::Overdue);
    assert!(
        matches!(later.coming[0].outcome, Outcome::Waiting { question: Question::ThirdParty, since, .. } if since == day("2026-11-10"))
    );
}

/// Days that nobody knows are taken as the published year with the fewest working days has them, here found by counting in each.
#[test]
fn beyond_the_calendar_rather_one_matter_too_many() {
    let (calendar, district) = (Calendar::published(), District::default());
    let (today, first) = (day("2026-12-30"), day("2027-01-01"));
    let works = |date: NaiveDate, year: i32| {
        // 2027 begins with a Friday, on which nobody works; the Friday nearest to 1 January stands in for it.
        let january = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let to_friday = (4 - i64::from(january.weekday().num_days_from_monday()) + 10) % 7 - 3;
        let there = january + chrono::TimeDelta::days(to_friday) + (date - first);
        calendar.works(date).or(if date == first { Some(false) } else { calendar.works(there) })
    };
    let fewest = |due: NaiveDate| {
        let days = || today.iter_days().skip(1).take_while(move |day| *day <= due);
        // The Friday nearest to 1 January 2007 lies before the calendar.
        let counts = (2008..=2026).map(|year| days().filter(|day| works(*day, year).unwrap()).count());
        u32::try_from(counts.min().unwrap()).unwrap()
    };
    let cases = cases("2026-11-20", 40);
    for within in 0..15 {
        let listed =
            falling_due(cases.iter().map(|case| &case.timeline).enumerate(), today, within, &calendar, &district);
        let listed: BTreeSet<usize> = listed.coming.iter().map(|coming| coming.id).collect();
        for (id, case) in cases.iter().enumerate() {
            let due = due(&case.timeline, &calendar, &district).unwrap().due().unwrap().day();
            assert_eq!(listed.contains(&id), due < today || fewest(due) <= within, "{due} within {within}");
        }
    }
}

#[test]
fn the_next_years_plan_moves_what_was_provisional() {
    let (before, after, district) = (Calendar::published(), next_year(), District::default());
    let cases = cases("2026-10-01", 92);
    let moved = moved(cases.iter().map(|case| &case.timeline).enumerate(), &before, &after, &district);
    let expected: Vec<usize> = (0..cases.len()).filter(|id| recounted(&cases[*id], &before).is_none()).collect();
    assert_eq!(moved.iter().map(|moved| moved.id).collect::<Vec<_>>(), expected);
    assert!(!expected.is_empty() && expected.len() < cases.len());
    for moved in &moved {
        let due = recounted(&cases[moved.id], &after).unwrap();
        let Ok(Outcome::Due(Due::Between { earliest, latest })) = moved.before else { panic!("{:?}", moved.before) };
        assert_eq!(moved.after, Ok(Outcome::Due(Due::On(due))));
        let expected = if earliest <= due && due <= latest { Change::Certain } else { Change::Outside };
        assert_eq!(moved.change(), expected);
    }
}

/// Whether a date came to lie before its range, which is worse than behind it: whoever planned for the range is late.
fn is_early<Id>(moved: &Moved<Id>) -> bool {
    match (&moved.before, &moved.after) {
        (Ok(Outcome::Due(Due::Between { earliest, .. })), Ok(Outcome::Due(Due::On(day)))) => day < earliest,
        _ => false,
    }
}

/// Looking back: what the range would have been before each year's plan came out, and what it then became. A range is what other years have shown and
/// no promise; the share that it holds is the one that docs/deadlines.md names.
#[test]
fn most_dates_came_to_lie_in_their_range() {
    let (published, district) = (Calendar::published(), District::default());
    let (mut all, mut outside, mut early) = (0, 0, 0);
    for year in 2013..=2026 {
        let (before, after) = (published.until(year - 1), published.until(year));
        let timelines = day(&format!("{}-10-08", year - 1)).iter_days().take(85).flat_map(|received| {
            let by = |days| Event { kind: EventKind::Extended, on: received, working_days: Some(days) };
            [answer(received), answer(received).with(by(10)), answer(received).with(by(20))]
        });
        let timelines: Vec<_> = timelines.collect();
        let moved = moved(timelines.iter().enumerate(), &before, &after, &district);
        all += moved.len();
        early += moved.iter().filter(|moved| is_early(moved)).count();
        outside += moved.iter().filter(|moved| moved.change() == Change::Outside).count();
    }
    assert!(
        all > 1500 && outside * 100 < all * 5 && early * 100 < all * 2,
        "{outside} of {all} outside, {early} of them early"
    );
}

#[test]
fn a_correction_moves_dates_and_can_make_an_extension_too_late() {
    let published = Calendar::published();
    let corrected: String = published.years().last().unwrap().to_string();
    // One day more off.
    let corrected = corrected.replace("中秋节 off 09-25..09-27", "中秋节 off 09-25..09-28");
    let corrected = published.with(Year::read(&corrected).unwrap()).unwrap();
    let district = District::default();
    let plain = answer(day("2026-09-10"));
    let due = due(&plain, &published, &district).unwrap().due().unwrap().day();
    let extended_late = answer(day("2026-09-10")).with(event(EventKind::Extended, due.succ_opt().unwrap()));
    let before_it = answer(day("2026-07-10"));
    let cases = [&plain, &extended_late, &before_it];
    let later = moved(cases.into_iter().enumerate(), &published, &corrected, &district);
    let found: Vec<_> = later.iter().map(|moved| (moved.id, moved.change())).collect();
    assert_eq!(found, [(0, Change::Later), (1, Change::Other)]);
    assert!(later[1].before.is_err() && later[1].after.is_ok());
    let back = moved(cases.into_iter().enumerate(), &corrected, &published, &district);
    assert_eq!(back.iter().map(Moved::change).collect::<Vec<_>>(), [Change::Earlier, Change::Other]);
}
