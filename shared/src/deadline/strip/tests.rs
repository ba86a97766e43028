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
    let months: Vec<String> = strip.cells().filter(|cell| cell.names_month).map(|cell| cell.day.to_string()).collect();
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
    let signs =
        [Sign::Start, Sign::Counted, Sign::MakeUp, Sign::Weekend, Sign::Holiday, Sign::Paused, Sign::Event, Sign::Due];
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
