use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::calendar::NotAYear;

const PLAN: &str = "\
2026
notice 国办发明电〔2025〕7号 2025-11-04 https://example.org/notice
元旦 off 01-01..01-03 work 01-04
春节 off 02-15..02-23 work 02-14 02-28
清明节 off 04-04..04-06
劳动节 off 05-01..05-05 work 05-09
端午节 off 06-19..06-21
中秋节 off 09-25..09-27
国庆节 off 10-01..10-07 work 09-20 10-10
";

fn date(text: &str) -> NaiveDate {
    iso::day(text).unwrap()
}

/// The plan with a line of it changed, or with more lines at its end.
fn changed(line: usize, to: &str) -> String {
    let mut lines: Vec<&str> = PLAN.lines().collect();
    if line == lines.len() + 1 {
        lines.push(to);
    } else {
        lines[line - 1] = to;
    }
    lines.join("\n")
}

fn refused(line: usize, to: &str) -> NotAYear {
    Year::read(&changed(line, to)).expect_err(to)
}

#[test]
fn each_refusal_names_the_line_and_what_is_wrong_with_it() {
    let text = |text: &str| text.to_owned();
    let later = "notice 2026-03-01 https://example.org/\n春节";
    for (line, to, at, wrong) in [
        (1, "# 2026", 2, Wrong::NoYear),
        (1, "2026年", 1, Wrong::NoYear),
        (1, "26", 1, Wrong::Year(text("26"))),
        (1, "1999", 1, Wrong::Year(text("1999"))),
        (1, "2200", 1, Wrong::Year(text("2200"))),
        (10, "2027", 10, Wrong::SecondYear),
        (2, "", 3, Wrong::NoNotice),
        (2, "notice", 2, Wrong::Notice),
        (
            2,
            "notice 国办发明电〔2025〕7号 2025-11-04",
            2,
            Wrong::IssuedOn { text: text("国办发明电〔2025〕7号"), year: 2026 },
        ),
        (2, "notice 2025-11-04", 2, Wrong::Notice),
        (2, "notice 2024-11-04 https://example.org/", 2, Wrong::IssuedOn { text: text("2024-11-04"), year: 2026 }),
        (2, "notice 2027-01-01 https://example.org/", 2, Wrong::IssuedOn { text: text("2027-01-01"), year: 2026 }),
        (2, "notice 2025-11-31 https://example.org/", 2, Wrong::IssuedOn { text: text("2025-11-31"), year: 2026 }),
        (2, "notice 2025-11-04 example.org", 2, Wrong::Source(text("example.org"))),
        (2, "notice 2025-11-04 https://", 2, Wrong::Source(text("https://"))),
        (2, "notice 2025-11-04 https://例子.中国/", 2, Wrong::Source(text("https://例子.中国/"))),
        (10, "notice 2025-11-03 https://example.org/", 10, Wrong::Order(date("2025-11-04"))),
        (10, "notice 2025-11-05 https://example.org/", 10, Wrong::NothingSaid),
        (3, "元旦", 3, Wrong::Row),
        (3, "元旦 01-01..01-03", 3, Wrong::Row),
        (3, "元旦 off", 3, Wrong::Row),
        (3, "元旦 off work 01-04", 3, Wrong::Row),
        (3, "元旦 off 01-01 work", 3, Wrong::Row),
        (3, "元旦 work 01-04 off 01-01", 3, Wrong::Day { text: text("off"), year: 2026 }),
        (3, "元旦 off 01-01 work 01-04 work 01-10", 3, Wrong::Row),
        (3, "元旦、 off 01-01..01-03", 3, Wrong::Name(text("元旦、"))),
        (3, "<b> off 01-01..01-03", 3, Wrong::Name(text("<b>"))),
        (3, "元\u{202e}旦 off 01-01..01-03", 3, Wrong::Name(text("元\u{202e}旦"))),
        (3, "元旦 off 01-01..01-03 work 1-4", 3, Wrong::Day { text: text("1-4"), year: 2026 }),
        (3, "元旦 off 2027-01-01", 3, Wrong::Day { text: text("2027-01-01"), year: 2026 }),
        (4, "春节 off 02-15..02-29", 4, Wrong::Day { text: text("02-29"), year: 2026 }),
        (4, "春节 off 02-15…02-23", 4, Wrong::Day { text: text("02-15…02-23"), year: 2026 }),
        (4, "春节 off 02-23..02-15", 4, Wrong::Reversed(text("02-23..02-15"))),
        (4, "春节 off 02-15..02-23 02-23..02-24", 4, Wrong::Twice(date("2026-02-23"))),
        (4, "春节 off 02-15..02-23 work 02-22", 4, Wrong::Twice(date("2026-02-22"))),
        (4, "春节 off 02-15..02-23 work 02-14 02-14", 4, Wrong::Twice(date("2026-02-14"))),
        (4, "春节 off 01-03..01-05", 4, Wrong::Twice(date("2026-01-03"))),
        (5, "清明节 off 04-04..04-05", 5, Wrong::NoWeekday(text("04-04..04-05"))),
        (5, "清明节 off 04-06 04-11", 5, Wrong::NoWeekday(text("04-11"))),
        (5, "清明节 off 04-06 work 04-07", 5, Wrong::NoWeekend(date("2026-04-07"))),
        (9, "国庆节 off 10-01..10-02 work 10-03", 9, Wrong::Statutory(date("2026-10-03"))),
        (9, "国庆节 off 10-01", 1, Wrong::Statutory(date("2026-10-02"))),
        (5, "清明节 off 04-06..04-20", 1, Wrong::Total(238)),
        (4, "春节 work 02-14 02-28 03-07 03-14 03-21", 1, Wrong::Total(257)),
        (10, "春节 off 11-01..11-02\u{7}", 10, Wrong::Control('\u{7}')),
        (10, "春节 off\r11-01..11-02", 10, Wrong::Control('\r')),
        (10, &format!("{later} off 02-21"), 11, Wrong::NoWeekday(text("02-21"))),
        (10, &format!("{later} work 02-25"), 11, Wrong::NoWeekend(date("2026-02-25"))),
    ] {
        let refusal = refused(line, to);
        assert_eq!((refusal.line, &refusal.wrong), (at, &wrong), "{to:?}");
        assert!(refusal.to_string().contains(&wrong.to_string()));
    }
    assert_eq!(Year::read("").unwrap_err().wrong, Wrong::NoYear);
    assert_eq!(Year::read("2026").unwrap_err().wrong, Wrong::NoNotice);
    let last = refused(10, "端午节 off 06-22 work 06-27 06-29");
    assert_eq!(
        last.to_string(),
        "line 10 (\"端午节 off 06-22 work 06-27 06-29\"): 29 June 2026 (Mon) is worked anyhow"
    );
}

#[test]
fn a_later_notice_gives_and_takes_what_an_earlier_one_said() {
    let later =
        |row: &str| Year::read(&changed(10, &format!("notice 2026-01-26 https://example.org/\n春节 {row}"))).unwrap();
    let kind = |year: &Year, day: &str| year.kind(date(day)).unwrap();
    assert_eq!(kind(&later("work 02-16"), "2026-02-16"), Kind::Weekday);
    assert_eq!(kind(&later("off 02-14"), "2026-02-14"), Kind::Weekend);
    let again = later("off 02-24 work 02-14");
    let issued = |day: &str| again.day(date(day)).unwrap().notice.unwrap().issued_on;
    assert_eq!(
        ["2026-02-14", "2026-02-24", "2026-02-28"].map(issued),
        ["2026-01-26", "2026-01-26", "2025-11-04"].map(date)
    );
}

#[test]
fn a_number_is_one_of_the_year_of_issue() {
    let with = |number: &str| Year::read(&changed(2, &format!("notice {number} 2025-11-04 https://example.org/")));
    for number in ["国办发明电〔2025〕7号", "国发明电〔2025〕1号", "国办函〔2025〕12345号"] {
        assert_eq!(with(number).unwrap().notices().next().unwrap().number.as_deref(), Some(number));
    }
    for number in [
        "国办发明电〔2024〕7号",
        "国办发明电〔2025〕07号",
        "国办发明电〔2025〕号",
        "国办发明电〔2025〕7",
        "国办发明电[2025]7号",
        "国办发明电〔2025〕七号",
        "国办发明电〔2025〕123456号",
        "国〔2025〕7号",
        "〔2025〕7号",
        "<script>〔2025〕7号",
        "7",
    ] {
        assert_eq!(with(number).unwrap_err().wrong, Wrong::Number { number: number.into(), issued_in: 2025 });
    }
    let unknown = Year::read(&changed(2, "notice 2025-11-04 https://example.org/")).unwrap();
    assert_eq!(unknown.notices().next().unwrap().number, None);
    assert_eq!(Year::read(&unknown.to_string()), Ok(unknown));
}

#[test]
fn what_is_too_much_is_refused_before_it_is_read() {
    let long = changed(10, &"#".repeat(LONGEST_YEAR));
    assert_eq!(Year::read(&long).unwrap_err().wrong, Wrong::TooLong(long.len()));
    assert_eq!(Year::read(&long).unwrap_err().text, "2026");

    let more = |lines: &[String]| {
        Year::read(&(PLAN.to_owned() + &lines.join("\n"))).map_err(|refusal| (refusal.line, refusal.wrong))
    };
    let notices = |many| vec!["notice 2026-03-01 https://example.org/\n春节 off 02-24".to_owned(); many];
    assert!(more(&notices(MOST_NOTICES - 1)).is_ok());
    let too_many = Wrong::TooMany { what: "notices", most: MOST_NOTICES };
    assert_eq!(more(&notices(MOST_NOTICES)), Err((10 + 2 * MOST_NOTICES - 2, too_many)));

    // Each festival takes a day and gives one back, so that the year stays as long as it is.
    let pairs = |many: usize| {
        let mondays = date("2026-07-06").iter_weeks().take(8);
        let pairs = mondays.flat_map(|monday| [0, 1].map(|day| monday + chrono::Days::new(day)));
        let day = |date: NaiveDate| date.to_string().split_off(5);
        let rows = pairs
            .flat_map(|off| [format!("节 off {}", day(off)), format!("节 work {}", day(off + chrono::Days::new(5)))]);
        rows.chain(["节 off 12-01".into(), "节 off 12-02".into()]).take(many).collect::<Vec<_>>()
    };
    assert!(more(&pairs(MOST_ROWS - 7)).is_ok());
    let too_many = Wrong::TooMany { what: "festivals in one notice", most: MOST_ROWS };
    assert_eq!(more(&pairs(MOST_ROWS - 6)), Err((10 + MOST_ROWS - 7, too_many)));

    let long_name = refused(5, &format!("{} off 04-06", "节".repeat(LONGEST_NAME + 1)));
    assert_eq!((long_name.line, long_name.wrong), (5, Wrong::Name("节".repeat(LONGEST_NAME + 1))));
    let address = format!("https://example.org/{}", "a".repeat(LONGEST_SOURCE));
    let long_address = refused(2, &format!("notice 2025-11-04 {address}"));
    assert_eq!((long_address.line, long_address.wrong), (2, Wrong::Source(address[..80].to_owned())));
}

#[test]
fn as_people_type_it_and_as_it_is_written() {
    let plain = Year::read(PLAN).unwrap();
    assert_eq!(plain.to_string(), PLAN);
    let typed = PLAN.replace('\n', "\r\n\r\n# 连休\r\n").replace(' ', "\u{3000} \t");
    assert_eq!(Year::read(&format!("\u{feff}# 草稿\n  {typed}")), Ok(plain.clone()));
    assert_eq!(refused(5, "清明节 off 04-06 # 连休").wrong, Wrong::Day { text: "#".into(), year: 2026 });

    let one = Year::read(&changed(3, "元旦 off 01-01..01-01 01-02")).unwrap();
    assert!(one.to_string().contains("元旦 off 01-01 01-02\n"));

    let json = serde_json::to_string(&plain).unwrap();
    assert_eq!(json, serde_json::to_string(PLAN).unwrap());
    assert_eq!(serde_json::from_str::<Year>(&json).unwrap(), plain);
    assert!(serde_json::from_str::<Year>("\"2026\"").unwrap_err().to_string().contains("line 1"));
}

/// A name, the first day off, how many follow it, and days worked; each day as its place in the year.
type Drawn = (String, u32, u32, Vec<u32>);

/// A year, and the festivals of its notices: days off anywhere, and days worked that are mostly Saturdays.
fn drawn() -> impl Strategy<Value = (i32, Vec<Vec<Drawn>>)> {
    let worked = proptest::collection::vec((1_u32..=359, 0..8), 0..2);
    let row = ("[春秋夏冬][0-9]?节", 1_u32..=360, 0_u32..7, worked);
    let notices = proptest::collection::vec(proptest::collection::vec(row, 1..4), 1..4);
    (Year::FIRST..=Year::LAST, notices).prop_map(|(year, notices)| {
        let saturday = |(day, chance): (u32, i32)| match NaiveDate::from_yo_opt(year, day) {
            Some(date) if chance > 0 => day + 5 - date.weekday().num_days_from_monday().min(5),
            _ => day,
        };
        let row = |(name, from, more, worked): (_, _, _, Vec<_>)| {
            (name, from, more, worked.into_iter().map(saturday).collect())
        };
        let rows = |rows: Vec<_>| rows.into_iter().map(row).collect();
        (year, notices.into_iter().map(rows).collect())
    })
}

/// What a day is by the rows, worked out apart from the reader: the last one that names it decides. None where the rows may not be so.
fn by_rows(year: i32, notices: &[Vec<Drawn>]) -> Option<BTreeMap<NaiveDate, bool>> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let weekend = |date: NaiveDate| date.weekday().number_from_monday() > 5;
    let mut works: BTreeMap<NaiveDate, bool> =
        first.iter_days().take_while(|date| date.year() == year).map(|date| (date, !weekend(date))).collect();
    for rows in notices {
        let mut named = Vec::new();
        for (_, from, more, worked) in rows {
            let off = (*from..=from + more).map(|ordinal| NaiveDate::from_yo_opt(year, ordinal));
            let off = off.collect::<Option<Vec<_>>>()?;
            let work =
                worked.iter().map(|ordinal| NaiveDate::from_yo_opt(year, *ordinal)).collect::<Option<Vec<_>>>()?;
            if !off.iter().any(|date| !weekend(*date) || works[date]) {
                return None;
            }
            works.extend(off.iter().map(|date| (*date, false)));
            if work.iter().any(|date| (!weekend(*date) && works[date]) || statute::off(*date)) {
                return None;
            }
            works.extend(work.iter().map(|date| (*date, true)));
            named.extend(off.into_iter().chain(work));
        }
        let many = named.len();
        named.sort();
        named.dedup();
        if named.len() < many {
            return None;
        }
    }
    let allowed = (240..=256).contains(&works.values().filter(|works| **works).count());
    (allowed && statute::all(year).all(|date| !works[&date])).then_some(works)
}

const ANY_LINE: &str = "(notice|2026|节|#)?( (off|work|0[1-9]-[0-3][0-9]|\\.\\.|\\PC{0,5})){0,5}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Every plan is read as it was drawn, or refused where it may not be so, and what was read is written as the same plan.
    #[test]
    fn a_plan_is_what_its_rows_say((year, mut notices) in drawn()) {
        // The days of the law in the first notice: few plans would be left otherwise.
        let ordinals = statute::all(year).filter(|date| Kind::by_week(*date) == Kind::Weekday).map(|date| date.ordinal());
        let law = ordinals.map(|ordinal| ("法定".to_owned(), ordinal, 0, Vec::new()));
        notices.insert(0, law.collect());
        let text = written(year, &notices);
        match (Year::read(&text), by_rows(year, &notices)) {
            (Ok(plan), Some(works)) => {
                prop_assert_eq!(plan.working_days(), works.values().filter(|works| **works).count());
                for (day, works) in plan.days().zip(&works) {
                    prop_assert_eq!((day.date, day.kind.works()), (*works.0, *works.1));
                    prop_assert_eq!(matches!(day.kind, Kind::Weekday | Kind::Holiday), Kind::by_week(day.date) == Kind::Weekday);
                    prop_assert_eq!(day.name.is_some(), matches!(day.kind, Kind::Holiday | Kind::Makeup));
                }
                prop_assert_eq!(plan.to_string(), text);
                prop_assert_eq!(Year::read(&plan.to_string()), Ok(plan));
            }
            (Err(_), None) => {}
            (read, works) => prop_assert!(false, "{text}\nread: {read:?}\nallowed: {}", works.is_some()),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(lines in proptest::collection::vec(ANY_LINE, 0..8)) {
        let text = lines.join("\n");
        let _ = Year::read(&text);
        if let Ok(plan) = Year::read(&(PLAN.to_owned() + &text)) {
            prop_assert_eq!(Year::read(&plan.to_string()), Ok(plan));
        }
    }
}

fn written(year: i32, notices: &[Vec<Drawn>]) -> String {
    let day = |ordinal: u32| {
        NaiveDate::from_yo_opt(year, ordinal).map_or("02-30".to_owned(), |date| date.to_string().split_off(5))
    };
    let mut text = format!("{year}\n");
    for rows in notices {
        text += &format!("notice {}-12-01 https://example.org/{}\n", year - 1, rows.len());
        for (name, from, more, worked) in rows {
            text += &format!("{name} off {}", day(*from));
            if *more > 0 {
                text += &format!("..{}", day(from + more));
            }
            if !worked.is_empty() {
                text += " work";
            }
            for worked in worked {
                text += &format!(" {}", day(*worked));
            }
            text.push('\n');
        }
    }
    text
}
