use super::*;
use crate::deadline::{Basis, District, Event, EventKind, Point, Timeline, prove};
use crate::ical::tests::{unescaped, unfolded};

fn proof(rule: RuleId, received: &str, events: &[(EventKind, &str)]) -> Proof {
    let event = |(kind, on): &(EventKind, &str)| Event {
        kind: *kind,
        on: crate::iso::day(on).unwrap(),
        working_days: Some(20),
    };
    let basis = rule.starts_with_receipt().then_some(Basis::InPerson);
    let timeline = Timeline::new(rule, Point::read(received).unwrap(), basis, events.iter().map(event).collect());
    prove(&timeline, &Calendar::published(), &District::default()).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    crate::iso::instant(text).unwrap()
}

const TITLE: &str = "小区停车收费标准（示例），\\第1; 2号\n申请";

fn entry(proof: &Proof) -> Entry<'_> {
    let page = Some("https://example.org/requests/1?a=b,c;d");
    Entry { id: Uuid::from_u128(7), title: TITLE, proof, page, shown: None, over: false }
}

fn written(entries: &[Entry<'_>]) -> Exported {
    ical(entries, at("2026-01-06T02:03:04Z"), &Calendar::published(), Language::Zh)
}

type Properties = Vec<(String, String)>;

/// The properties of the one event, and of each of its alarms.
fn event(exported: &Exported) -> (Properties, Vec<Properties>) {
    let (mut event, mut alarms, mut inside) = (Vec::new(), Vec::new(), Vec::new());
    for (name, value) in unfolded(&exported.text) {
        match (name.as_str(), value.as_str()) {
            ("BEGIN", component) => inside.push(component.to_owned()),
            ("END", component) => assert_eq!(inside.pop().unwrap(), component),
            _ => {}
        }
        match inside.last().map(String::as_str) {
            Some("VALARM") if name == "BEGIN" => alarms.push(Vec::new()),
            Some("VALARM") => alarms.last_mut().unwrap().push((name, value)),
            Some("VEVENT") if name != "BEGIN" && name != "END" => event.push((name, value)),
            _ => {}
        }
    }
    assert!(inside.is_empty());
    (event, alarms)
}

fn value<'a>(properties: &'a [(String, String)], name: &str) -> &'a str {
    let found: Vec<_> = properties.iter().filter(|(is, _)| is == name).collect();
    assert_eq!(found.len(), 1, "{name}");
    &found[0].1
}

#[test]
fn a_due_day_is_a_whole_day_with_two_reminders() {
    let proof = proof(RuleId::RequestAnswer, "2026-02-04", &[]);
    let exported = written(&[entry(&proof)]);
    let (event, alarms) = event(&exported);
    // Twenty working days over the Spring Festival, counted on paper.
    assert_eq!(value(&event, "DTSTART;VALUE=DATE"), "20260310");
    assert_eq!(value(&event, "DTEND;VALUE=DATE"), "20260311");
    assert_eq!(value(&event, "UID"), "00000000-0000-0000-0000-000000000007.request.answer@mingbai");
    // The seconds from the beginning of 2020 to 2026-01-06T02:03:04Z: 2,197 days, 2 hours, 3 minutes, 4 seconds.
    let sequence = (2_197 * 86_400 + 2 * 3_600 + 3 * 60 + 4).to_string();
    assert_eq!([value(&event, "SEQUENCE"), value(&event, "DTSTAMP")], [sequence.as_str(), "20260106T020304Z"]);
    assert_eq!(
        [value(&event, "STATUS"), value(&event, "TRANSP"), value(&event, "CLASS")],
        ["CONFIRMED", "TRANSPARENT", "PRIVATE"]
    );
    assert_eq!(unescaped(value(&event, "SUMMARY")), TITLE);
    let description = unescaped(value(&event, "DESCRIPTION"));
    assert!(description.starts_with(&wording::text(&proof, Language::Zh)), "{description}");
    assert_eq!(value(&event, "URL"), "https://example.org/requests/1?a=b,c;d");
    // 9:00 in Shanghai is 1:00 UTC.
    let triggers: Vec<_> = alarms.iter().map(|alarm| value(alarm, "TRIGGER;VALUE=DATE-TIME")).collect();
    assert_eq!(triggers, ["20260306T010000Z", "20260310T010000Z"]);
    assert!(alarms.iter().all(|alarm| value(alarm, "ACTION") == "DISPLAY" && !value(alarm, "DESCRIPTION").is_empty()));
    assert!(exported.left_out.is_empty());
}

#[test]
fn two_working_days_before_are_those_of_the_calendar() {
    let calendar = Calendar::published();
    let days = crate::iso::day("2026-01-05").unwrap().iter_days().take(350);
    for due in days {
        let before = working_days_before(due, 2, &calendar).unwrap();
        let left = before.iter_days().skip(1).take_while(|day| *day <= due);
        let left = left.filter(|day| calendar.works(*day).unwrap()).count();
        assert_eq!((left, calendar.works(before)), (2, Some(true)), "{due}");
    }
    // Nobody knows yet which days 元旦 of 2027 takes: rather too early than too late.
    let unknown = crate::iso::day("2027-01-05").unwrap();
    assert!(working_days_before(unknown, 2, &calendar).unwrap() <= crate::iso::day("2026-12-31").unwrap());
}

#[test]
fn an_hour_is_an_instant() {
    let proof = proof(RuleId::IncidentFirstRelease, "2026-08-03T22:00:00+08:00", &[]);
    let (event, alarms) =
        event(&ical(&[entry(&proof)], at("2026-08-03T18:30:00Z"), &Calendar::published(), Language::En));
    assert_eq!(value(&event, "DTSTART"), "20260803T190000Z");
    assert!(event.iter().all(|(name, _)| !name.starts_with("DTEND")));
    // The hour before has begun.
    let triggers: Vec<_> = alarms.iter().map(|alarm| value(alarm, "TRIGGER;VALUE=DATE-TIME")).collect();
    assert_eq!(triggers, ["20260803T190000Z"]);
}

#[test]
fn a_provisional_date_is_tentative_and_says_its_range() {
    let proof = proof(RuleId::RequestAnswer, "2026-12-04", &[]);
    let Outcome::Due(Due::Between { earliest, latest }) = proof.outcome else { panic!("{:?}", proof.outcome) };
    let (event, _) = event(&written(&[entry(&proof)]));
    assert_eq!(value(&event, "STATUS"), "TENTATIVE");
    assert_eq!(value(&event, "DTSTART;VALUE=DATE"), date(earliest));
    assert_eq!(unescaped(value(&event, "SUMMARY")), format!("{TITLE}（暂定）"));
    let said = |day| crate::words::date::full_day(day, Language::Zh);
    let description = unescaped(value(&event, "DESCRIPTION"));
    assert!(description.contains(&said(earliest)) && description.contains(&said(latest)), "{description}");
}

#[test]
fn without_a_date_nothing_is_written_and_what_was_is_taken_back() {
    let waiting = proof(RuleId::RequestAnswer, "2026-01-05", &[(EventKind::CorrectionAsked, "2026-01-08")]);
    let left_out = written(&[entry(&waiting)]);
    assert!(left_out.shown.is_empty() && !left_out.text.contains("VEVENT"));
    assert_eq!(left_out.left_out, [LeftOut { id: Uuid::from_u128(7), rule: RuleId::RequestAnswer, why: Why::Waiting }]);

    let plain = proof(RuleId::RequestAnswer, "2026-01-05", &[]);
    let (_, _, first) = written(&[entry(&plain)]).shown[0];
    assert_eq!((first.begins, first.status), (at("2026-02-01T16:00:00Z"), Status::Confirmed));
    for (proof, over, suffix) in [(&waiting, false, "（已暂停）"), (&plain, true, "（已结束）")] {
        let again = written(&[Entry { shown: Some(first), over, ..entry(proof) }]);
        let (event, alarms) = event(&again);
        let next = (first.sequence + 1).to_string();
        assert_eq!([value(&event, "STATUS"), value(&event, "SEQUENCE")], ["CANCELLED", next.as_str()]);
        assert_eq!(value(&event, "DTSTART;VALUE=DATE"), "20260202");
        assert_eq!(unescaped(value(&event, "SUMMARY")), format!("{TITLE}{suffix}"));
        assert!(alarms.is_empty());
    }
    let never = written(&[Entry { over: true, ..entry(&plain) }]);
    assert_eq!(never.left_out[0].why, Why::Over);
}

/// What a device does over the life of a matter: it hands in what it kept, and keeps what comes back.
#[test]
fn the_sequence_goes_up_when_the_date_moves_and_only_then() {
    let received = "2026-01-05";
    let plain = proof(RuleId::RequestAnswer, received, &[]);
    let extended = proof(RuleId::RequestAnswer, received, &[(EventKind::Extended, "2026-01-20")]);
    let waiting = proof(RuleId::RequestAnswer, received, &[(EventKind::CorrectionAsked, "2026-01-08")]);
    let corrected = proof(
        RuleId::RequestAnswer,
        received,
        &[(EventKind::CorrectionAsked, "2026-01-08"), (EventKind::Corrected, "2026-01-15")],
    );
    let life = [
        (&plain, false, 0),
        (&plain, false, 0),
        (&extended, false, 1),
        (&waiting, false, 2),
        (&waiting, false, 2),
        (&corrected, false, 3),
        (&corrected, true, 4),
        (&corrected, true, 4),
    ];
    let mut shown = None;
    let mut first = None;
    for (step, (proof, over, sequence)) in life.into_iter().enumerate() {
        // All in one second, by a clock that stands.
        let exported = written(&[Entry { shown, over, ..entry(proof) }]);
        let (_, _, now) = exported.shown[0];
        assert_eq!(now.sequence - *first.get_or_insert(now.sequence), sequence, "{step}");
        let kept = serde_json::to_string(&now).unwrap();
        shown = Some(serde_json::from_str(&kept).unwrap());
        assert_eq!(shown, Some(now));
    }
}

/// A second device knows nothing of what the first wrote: what is written later is newer, from whichever it comes.
#[test]
fn two_devices_do_not_take_each_other_for_older() {
    let plain = proof(RuleId::RequestAnswer, "2026-01-05", &[]);
    let extended = proof(RuleId::RequestAnswer, "2026-01-05", &[(EventKind::Extended, "2026-01-20")]);
    let calendar = Calendar::published();
    let export = |proof, made_at: &str, shown| {
        let exported = ical(&[Entry { shown, ..entry(proof) }], at(made_at), &calendar, Language::Zh);
        exported.shown[0].2
    };
    let first = export(&plain, "2026-01-06T00:00:00Z", None);
    let second = export(&extended, "2026-01-20T08:00:00Z", None);
    let first_again = export(&extended, "2026-01-20T09:00:00Z", Some(first));
    assert!(first.sequence < second.sequence && second.sequence < first_again.sequence);
    // What a device kept from the time when it counted from 0.
    let kept = Shown { sequence: 3, ..first };
    assert_eq!(export(&plain, "2026-01-20T09:00:00Z", Some(kept)).sequence, 3);
    assert!(export(&extended, "2026-01-20T09:00:00Z", Some(kept)).sequence > second.sequence);
    // A clock that is wrong makes no number that a calendar cannot read.
    let sequences = ["1970-01-01T00:00:00Z", "2200-01-01T00:00:00Z"].map(|when| export(&plain, when, None).sequence);
    assert_eq!(sequences, [0, 2_147_483_647]);
}

#[test]
fn what_comes_only_without_an_answer_is_not_called_provisional() {
    let title = |proof: &Proof| unescaped(value(&event(&written(&[entry(proof)])).0, "SUMMARY"));
    let asked = proof(RuleId::RequestAnswer, "2026-01-05", &[(EventKind::ThirdPartyAsked, "2026-01-12")]);
    assert_eq!(title(&asked), format!("{TITLE}（若一直不答复）"));
    assert_eq!(value(&event(&written(&[entry(&asked)])).0, "STATUS"), "TENTATIVE");
    let both = proof(RuleId::RequestAnswer, "2026-12-04", &[(EventKind::ThirdPartyAsked, "2026-12-07")]);
    assert_eq!(title(&both), format!("{TITLE}（若一直不答复，暂定）"));
}

/// Received on 4 December 2026, due on 2 January 2027 at the earliest: a Saturday, and nobody knows which days before it are worked.
#[test]
fn a_reminder_does_not_count_what_nobody_knows() {
    let provisional = proof(RuleId::RequestAnswer, "2026-12-04", &[]);
    let (_, alarms) = event(&written(&[entry(&provisional)]));
    let said: Vec<_> = alarms.iter().map(|alarm| unescaped(value(alarm, "DESCRIPTION"))).collect();
    assert_eq!(said[0], format!("快到期：{TITLE}（暂定）"));
    let known = proof(RuleId::RequestAnswer, "2026-02-04", &[]);
    let (_, alarms) = event(&written(&[entry(&known)]));
    assert_eq!(unescaped(value(&alarms[0], "DESCRIPTION")), format!("再过2个工作日到期：{TITLE}"));
}

#[test]
fn an_address_that_is_none_is_left_out() {
    let proof = proof(RuleId::RequestAnswer, "2026-02-04", &[]);
    for page in ["https://example.org/\r\nATTENDEE:mailto:a@example.org", "javascript:alert(1)", "https://例子.中国/"]
    {
        let exported = written(&[Entry { page: Some(page), ..entry(&proof) }]);
        assert!(!exported.text.contains("URL") && !exported.text.contains("ATTENDEE"), "{page}");
    }
}

#[test]
fn every_line_has_at_most_75_octets_and_ends_as_it_must() {
    let proofs: Vec<Proof> =
        ["2026-01-05", "2026-12-04"].map(|received| proof(RuleId::RequestAnswer, received, &[])).into();
    let entries: Vec<_> = proofs.iter().map(entry).collect();
    for language in [Language::Zh, Language::En] {
        let text = ical(&entries, at("2026-01-06T02:03:04Z"), &Calendar::published(), language).text;
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mingbai//Due dates//"));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    }
}
