//! One person proposes, another approves.

use super::super::form::tests::notice;
use super::*;
use crate::roles::Role;

fn who(person: &str, role: Role, agency: &str) -> Actor {
    Actor { person: person.parse().unwrap(), role, agency: Some(agency.parse().unwrap()) }
}

pub fn author() -> Actor {
    who("author", Role::Administrator, "civil-affairs")
}

pub fn head() -> Actor {
    who("head", Role::Head, "civil-affairs")
}

pub fn at(text: &str) -> DateTime<Utc> {
    crate::iso::instant(text).unwrap()
}

pub const NOW: &str = "2026-11-29T02:00:00Z";

pub fn published() -> [Basis; 1] {
    let document = "elderly-allowance".parse().unwrap();
    [Basis { document, agency: notice().agency, sample: true, subject: None, articles: vec!["3".parse().unwrap()] }]
}

fn proposed() -> Proposed {
    Sending::propose(None, notice(), &author(), &published(), at(NOW)).unwrap()
}

/// What whoever approves looked at.
fn seen() -> Digest {
    Sending::Proposed(proposed()).standing(&head().person).digest
}

#[test]
fn what_was_written_anew_since_it_was_looked_at_is_not_approved() {
    let mut other = notice();
    other.title.zh = "示例：另一条".into();
    let anew = Sending::propose(Some(Sending::Proposed(proposed())), other, &author(), &published(), at(NOW)).unwrap();
    let before = seen();
    assert_eq!(anew.clone().approve(&head(), before, &published(), &[], at(NOW)), Err(NotTaken::Changed(before)));
    let now = Sending::Proposed(anew.clone()).standing(&head().person).digest;
    assert!(anew.approve(&head(), now, &published(), &[], at(NOW)).is_ok());
}

#[test]
fn nobody_approves_or_returns_what_they_wrote() {
    let both = who("author", Role::Head, "civil-affairs");
    let same = NotTaken::SamePerson(both.person.clone());
    assert_eq!(proposed().approve(&both, seen(), &published(), &[], at(NOW)), Err(same.clone()));
    assert_eq!(proposed().give_back(&both, "x"), Err(same));
    assert!(proposed().approve(&head(), seen(), &published(), &[], at(NOW)).is_ok());
}

#[test]
fn only_whom_the_table_names_takes_a_step_and_only_at_home() {
    let resident = Actor { person: "r".parse().unwrap(), role: Role::Resident, agency: None };
    let elsewhere = who("other", Role::Administrator, "taxation");
    for stranger in [resident, elsewhere, who("d", Role::Drafter, "civil-affairs")] {
        assert!(Sending::propose(None, notice(), &stranger, &published(), at(NOW)).is_err());
        assert!(matches!(
            proposed().approve(&stranger, seen(), &published(), &[], at(NOW)),
            Err(NotTaken::Forbidden(_))
        ));
        let sent = proposed().approve(&head(), seen(), &published(), &[], at(NOW)).unwrap();
        assert!(sent.recall(&stranger, RecallReason::SentTwice, at(NOW)).is_err());
    }
}

#[test]
fn it_is_written_anew_by_its_author_until_it_is_sent() {
    let again = |before| Sending::propose(Some(before), notice(), &author(), &published(), at(NOW));
    assert!(again(Sending::Proposed(proposed())).is_ok());
    let returned = proposed().give_back(&head(), " 标题不清楚 ").unwrap();
    assert_eq!(Sending::Returned(returned.clone()).returned_for(), Some("标题不清楚"));
    assert!(again(Sending::Returned(returned.clone())).is_ok());
    // Whoever approves next reads what it answers; its author alone may take it away.
    let standing = Sending::Proposed(again(Sending::Returned(returned.clone())).unwrap());
    assert_eq!(standing.returned_for(), Some("标题不清楚"));
    assert_eq!((standing.withdraw(&author()), standing.withdraw(&head()).is_err()), (Ok(()), true));
    let other = who("another", Role::Administrator, "civil-affairs");
    assert!(matches!(standing.withdraw(&other), Err(NotTaken::SamePerson(_))));
    let taken = Sending::propose(Some(Sending::Returned(returned)), notice(), &other, &published(), at(NOW));
    assert!(matches!(taken, Err(NotTaken::SamePerson(_))));
    let sent = proposed().approve(&head(), seen(), &published(), &[], at(NOW)).unwrap();
    assert_eq!(again(Sending::Sent(sent)), Err(NotTaken::NotNow(Stage::Sent)));
    assert_eq!(proposed().give_back(&head(), "  "), Err(NotTaken::Reason));
    assert_eq!(proposed().give_back(&head(), "\u{3164}"), Err(NotTaken::Reason));
    assert_eq!(proposed().give_back(&head(), &"长".repeat(201)), Err(NotTaken::Reason));
}

#[test]
fn what_was_fit_must_be_so_still_and_not_come_too_often() {
    let unfit = proposed().approve(&head(), seen(), &[], &[], at(NOW));
    assert!(matches!(unfit, Err(NotTaken::Unfit(_))), "{unfit:?}");
    let often = proposed().approve(&head(), seen(), &published(), &[at(NOW); 3], at(NOW));
    assert_eq!(often, Err(NotTaken::TooOften(at("2026-12-06T02:00:00Z"))));
    // Approved days after its first day: it begins now, and not before it could be seen.
    let late = proposed().approve(&head(), seen(), &published(), &[], at("2026-12-05T17:00:00Z")).unwrap();
    assert_eq!(Sending::Sent(late).notice().from.to_string(), "2026-12-06");
    assert!(proposed().approve(&head(), seen(), &published(), &[], at("2027-01-01T02:00:00Z")).is_err());
}

#[test]
fn the_record_holds_the_notice_and_then_that_it_was_recalled_and_no_person() {
    let sent = proposed().approve(&head(), seen(), &published(), &[], at(NOW)).unwrap();
    let (entry, text) = sent.record().unwrap();
    assert_eq!((entry.pack, entry.size), (Digest::of(text.as_bytes()), text.len()));
    assert_eq!(serde_json::from_str::<Notice>(&text).unwrap(), notice());
    let recalled = sent.recall(&head(), RecallReason::WrongAudience, at("2026-12-03T02:00:00Z")).unwrap();
    let (later, text) = recalled.record().unwrap();
    assert_eq!(later.document, entry.document);
    let recall = serde_json::from_str::<Notice>(&text).unwrap().recall.unwrap();
    assert_eq!((recall.reason, recall.on.to_string()), (RecallReason::WrongAudience, "2026-12-03".into()));
    assert!(!text.contains("author") && !text.contains("head"));
    let kept = serde_json::to_string(&Sending::Recalled(recalled.clone())).unwrap();
    assert_eq!(serde_json::from_str::<Sending>(&kept).unwrap(), Sending::Recalled(recalled));
}
