//! The calendar against a table of days put together apart from it, read from `../shared/data` beside the checkout (or `MINGBAI_DATA`); skipped with
//! a message where it is absent.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use mingbai_shared::calendar::{Calendar, Kind};

#[test]
fn the_calendar_is_the_table_day_for_day() {
    let place = std::env::var_os("MINGBAI_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let Ok(table) = std::fs::read_to_string(place.join("holidays-cn.csv")) else {
        eprintln!("skipped: the table of holidays is not at {}", place.display());
        return;
    };
    let row = |line: &str| {
        let (date, rest) = line.split_once(',').unwrap();
        let (kind, name) = rest.split_once(',').unwrap();
        let kind = if kind == "holiday" { Kind::Holiday } else { Kind::Makeup };
        (date.parse::<NaiveDate>().unwrap(), (kind, name.to_owned()))
    };
    let table: BTreeMap<NaiveDate, (Kind, String)> = table.lines().skip(1).map(row).collect();
    assert_eq!(table.len(), 125);
    let calendar = Calendar::published();
    let days =
        calendar.years().iter().filter(|year| (2022..=2026).contains(&year.number())).flat_map(|year| year.days());
    let ours = days.filter_map(|day| Some((day.date, (day.kind, day.name?.to_owned()))));
    assert_eq!(ours.collect::<BTreeMap<_, _>>(), table);

    // And every other day is as the week has it.
    let first = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap();
    for date in first.iter_days().take_while(|date| date.year() < 2027).filter(|date| !table.contains_key(date)) {
        assert_eq!(calendar.kind(date), Some(Kind::by_week(date)), "{date}");
    }
}
