//! `mingbai calendar` as a script sees it.
#![cfg(feature = "cli")]

#[path = "command_line/file.rs"]
mod file;
#[path = "command_line/run.rs"]
mod run;

use file::file;
use run::{lines, mingbai, refusal};
use serde_json::json;

/// The year after the last published one, as a notice could have it.
const NEXT: &str = include_str!("next_year.txt");

#[test]
fn the_calendar_of_a_day_and_of_a_range() {
    let one = mingbai(&["calendar", "2026-02-14"]);
    assert_eq!(
        String::from_utf8_lossy(&one.stdout),
        "{\"date\":\"2026-02-14\",\"working\":true,\"kind\":\"makeup\",\"name\":\"春节\",\"known\":true}\n"
    );
    assert_eq!(
        lines(&mingbai(&["calendar", "--from", "2026-12-31", "--to", "2027-01-02"])),
        [
            json!({"date": "2026-12-31", "working": true, "kind": "weekday", "name": null, "known": true}),
            json!({"date": "2027-01-01", "working": null, "kind": "weekday", "name": null, "known": false}),
            json!({"date": "2027-01-02", "working": null, "kind": "weekend", "name": null, "known": false}),
        ]
    );
    let all = lines(&mingbai(&["calendar", "--from", "2007-01-01", "--to", "2026-12-31"]));
    assert_eq!((all.len(), all.iter().all(|day| day["known"] == true)), (7305, true));
}

#[test]
fn the_calendar_with_a_year_that_is_not_published() {
    let next = file("next.txt", NEXT);
    let day = |day: &str, files: &[&str]| {
        let with = files.iter().flat_map(|file| ["--with", file]);
        lines(&mingbai(&["calendar", day].into_iter().chain(with).collect::<Vec<_>>())).remove(0)
    };
    assert_eq!(day("2027-01-01", &[&next])["name"], "元旦");
    let later = file("later.txt", &format!("{NEXT}notice 2027-01-20 https://example.org/\n春节 off 02-15\n"));
    assert_eq!(day("2027-02-15", &[&next])["working"], true);
    assert_eq!(day("2027-02-15", &[&next, &later])["working"], false);

    let refused = |with: &str| refusal(&mingbai(&["calendar", "2027-01-01", "--with", with]));
    let wrong = file("wrong.txt", &NEXT.replace("02-20", "02-30"));
    assert_eq!(refused(&wrong), (1, "not_a_year".into()));
    let said = mingbai(&["calendar", "2027-01-01", "--with", &wrong]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("line 5"));
    let year_after = "2028\nnotice 2027-11-10 https://example.org/\n劳动节 off 05-01..05-05\n国庆节 off 10-01..10-07\n";
    assert_eq!(refused(&file("gap.txt", year_after)), (1, "gap".into()));
    assert_eq!(refused(&file("long.txt", &"# 春节\n".repeat(2_000))), (1, "too_large".into()));
    assert_eq!(refused("nowhere.txt"), (1, "unreadable".into()));
}

#[test]
fn a_calendar_of_no_day_or_of_too_many_is_refused() {
    let range = |from: &str, to: &str| mingbai(&["calendar", "--from", from, "--to", to]);
    assert_eq!(refusal(&range("2026-01-02", "2026-01-01")), (1, "reversed_range".into()));
    assert_eq!(refusal(&range("2000-01-01", "2109-07-08")), (1, "too_many_days".into()));
    assert_eq!(lines(&range("2000-01-01", "2109-07-07")).len(), 40_000);
    assert_eq!(lines(&range("9999-12-31", "9999-12-31"))[0]["known"], false);
    for usage in [
        &["calendar"][..],
        &["calendar", "--from", "2026-01-01"],
        &["calendar", "--to", "2026-01-01"],
        &["calendar", "2026-01-01", "--from", "2026-01-01", "--to", "2026-01-01"],
        &["calendar", "2026-01-01", "2026-01-02"],
        &["calendar", "2026-02-29"],
        &["calendar", "2026-1-1"],
    ] {
        assert_eq!(mingbai(usage).status.code(), Some(2), "{usage:?}");
    }
}
