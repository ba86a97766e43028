//! The way of one document, of its next version, and of what is not published.

use super::*;
use crate::digest::Digest;
use crate::register::{Amendment, EntryKind, Withdrawal};

fn digest(pack: &str) -> Digest {
    Digest::of(pack.as_bytes())
}

fn remarks_of(desk: &Desk, pack: &str, to: &Actor) -> Vec<(String, Option<String>)> {
    let standing = desk.filed(pack).unwrap().publication().standing(to);
    standing.remarks.into_iter().map(|one| (one.place, one.code)).collect()
}

#[test]
fn a_document_and_its_pack_are_one_entry_without_a_person() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    desk.publish(sent(&pack));
    let [record] = &desk.entries[..] else { panic!("one entry") };
    assert_eq!((record.entry.kind, record.entry.pack, &record.text), (EntryKind::Publication, digest(&pack), &pack));
    assert_eq!((record.entry.size, record.entry.at, &record.amendment), (pack.len(), at(NOW), &None));
    let entry = String::from_utf8(record.entry.to_bytes().unwrap()).unwrap();
    assert!(["author", "reviewer", "signatory"].iter().all(|person| !entry.contains(person)));
    // Every step again, by those who took them: it stands as it did.
    for (step, by) in [
        (hand_up(sent(&pack)), drafter()),
        (Step::Review(digest(&pack), AttributeKind::Active), reviewer()),
        (Step::Sign(digest(&pack), AttributeKind::Active), signatory()),
    ] {
        assert_eq!(desk.take(step, &by), Ok(Stage::Published));
    }
    assert_eq!(desk.entries.len(), 1);
}

#[test]
fn what_is_not_complete_goes_back_with_everything_that_is_missing() {
    let mut bare = pack();
    bare.interpretation.points.clear();
    let (mut desk, bare) = (Desk::default(), written(&bare));
    let nothing = HandUp { attribute: None, plan: None, reason: None, ..sent(&bare) };
    assert_eq!(desk.take(hand_up(nothing), &drafter()), Ok(Stage::Returned));
    let codes: Vec<String> = remarks_of(&desk, &bare, &drafter()).into_iter().filter_map(|(_, code)| code).collect();
    assert_eq!(codes, ["no_points", "no_attribute", "no_plan"]);
    // It is a state: it stays, and the pack that is in its place names it.
    let whole = written(&pack());
    let corrected = HandUp { replaces: Some(digest(&bare)), ..sent(&whole) };
    assert_eq!(desk.take(hand_up(corrected), &drafter()), Ok(Stage::PackComplete));
    let standing = desk.filed(&whole).unwrap().publication().standing(&reviewer());
    assert_eq!((standing.replaces, standing.answers.len()), (Some(digest(&bare)), 3));
    assert_eq!(standing.may, [StepName::Review, StepName::Return]);
    let old = desk.filed(&bare).unwrap().publication().standing(&drafter());
    assert_eq!((old.stage, old.replaced_by, old.may), (Stage::Returned, Some(digest(&whole)), vec![]));
    // Once replaced it is not handed up or replaced again.
    assert_eq!(desk.take(hand_up(sent(&bare)), &drafter()), Err(GateRefusal::NotNow(Stage::Returned)));
    let twice = HandUp { replaces: Some(digest(&bare)), ..sent(&titled("示例：又一份")) };
    assert_eq!(desk.take(hand_up(twice), &drafter()), Err(GateRefusal::NotReturned(digest(&bare))));
}

#[test]
fn half_a_pack_goes_back_and_what_is_none_is_refused() {
    let mut desk = Desk::default();
    let whole: serde_json::Value = serde_json::from_str(&written(&pack())).unwrap();
    let mut without = whole.clone();
    without.as_object_mut().unwrap().remove("interpretation");
    let without = without.to_string();
    assert_eq!(desk.take(hand_up(sent(&without)), &drafter()), Ok(Stage::Returned));
    assert_eq!(remarks_of(&desk, &without, &drafter()), [(String::new(), Some("not_whole".into()))]);
    for none in ["", "{}", "[]", "{\"id\":\"a\"}", "not json"] {
        assert!(matches!(desk.take(hand_up(sent(none)), &drafter()), Err(GateRefusal::NotAPack(_))), "{none}");
    }
    // However much is wrong, a row stays small beside its pack.
    let mut wrong = pack();
    wrong.title.zh = "长".repeat(9_000);
    let point = wrong.interpretation.points[0].clone();
    wrong.interpretation.points = vec![crate::pack::Point { text: both("", ""), ..point }; 3_000];
    let wrong = written(&wrong);
    assert_eq!(desk.take(hand_up(sent(&wrong)), &drafter()), Ok(Stage::Returned));
    let state = desk.filed(&wrong).unwrap().publication().to_state().unwrap();
    assert!(state.len() < 100_000, "{}", state.len());
    desk.rows.pop();
    let large = " ".repeat(crate::pack::LARGEST_PACK + 1);
    let refused = desk.take(hand_up(sent(&large)), &drafter());
    assert_eq!(refused, Err(GateRefusal::TooLarge(crate::pack::LARGEST_PACK + 1)));
    assert_eq!(desk.rows.len(), 1);
}

#[test]
fn a_person_returns_it_with_places_and_the_same_pack_may_come_back_with_another_plan() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    let digest = digest(&pack);
    desk.take(hand_up(sent(&pack)), &drafter()).unwrap();
    assert_eq!(desk.take(Step::Return(digest, vec![remark()]), &reviewer()), Ok(Stage::Returned));
    let standing = desk.filed(&pack).unwrap().publication().standing(&drafter());
    assert_eq!((&standing.remarks[..], &standing.may[..]), (&[remark()][..], &[StepName::HandUp][..]));
    let steps: Vec<_> = standing.steps.iter().map(|one| (one.step, one.role, one.mine)).collect();
    assert_eq!(steps, [(StepName::HandUp, Some(Role::Drafter), true), (StepName::Return, Some(Role::Reviewer), false)]);
    let later = Plan { forms: vec![Form::Text, Form::Lecture], ..Plan::in_writing("示例办公室") };
    assert_eq!(desk.take(hand_up(HandUp { plan: Some(later), ..sent(&pack) }), &drafter()), Ok(Stage::PackComplete));
    assert_eq!(desk.filed(&pack).unwrap().publication().standing(&reviewer()).answers, [remark()]);
    desk.take(Step::Review(digest, AttributeKind::Active), &reviewer()).unwrap();
    // Whoever signs returns it too.
    assert_eq!(desk.take(Step::Return(digest, vec![remark()]), &signatory()), Ok(Stage::Returned));
    // And again with the same reasons, since the answer was lost: it stands as it did.
    assert_eq!(desk.take(Step::Return(digest, vec![remark()]), &signatory()), Ok(Stage::Returned));
}

#[test]
fn what_is_not_published_is_kept_with_its_reason_and_can_be_looked_at_again() {
    let reason = || "示例：只有当事人需要".to_owned();
    for attribute in [
        Attribute::OnRequest { reason: reason() },
        Attribute::Withheld { ground: Ground::InternalAffairs, reason: reason() },
    ] {
        let (mut desk, pack, kind) = (Desk::default(), written(&pack()), attribute.kind());
        let digest = digest(&pack);
        let kept = HandUp { attribute: Some(attribute.clone()), ..sent(&pack) };
        assert_eq!(desk.take(hand_up(kept.clone()), &drafter()), Ok(Stage::PackComplete));
        let unseen = Step::Review(digest, AttributeKind::Active);
        assert_eq!(desk.take(unseen, &reviewer()), Err(GateRefusal::OtherAttribute(kind)));
        desk.take(Step::Review(digest, kind), &reviewer()).unwrap();
        assert_eq!(desk.take(Step::Sign(digest, kind), &signatory()), Ok(Stage::Kept));
        assert!(desk.entries.is_empty());
        // Incomplete, it stays as it was decided.
        let no_plan = HandUp { plan: None, ..sent(&pack) };
        assert!(matches!(desk.take(hand_up(no_plan), &drafter()), Err(GateRefusal::Missing(_))));
        assert_eq!(desk.stage(&pack), Stage::Kept);
        desk.publish(sent(&pack));
    }
    for blank in ["", "  ", "\u{3164}"] {
        let attribute = Attribute::OnRequest { reason: blank.into() };
        let mut desk = Desk::default();
        let pack = written(&pack());
        let unreasoned = HandUp { attribute: Some(attribute), ..sent(&pack) };
        assert_eq!(desk.take(hand_up(unreasoned), &drafter()), Ok(Stage::Returned));
        assert_eq!(remarks_of(&desk, &pack, &drafter()), [("attribute".into(), Some("attribute_reason".into()))]);
    }
}

#[test]
fn the_grounds_are_those_of_the_regulations() {
    // 条例 art. 14 has three, art. 15 two, art. 16 three.
    let articles: Vec<u16> = Ground::ALL.iter().map(|ground| ground.article()).collect();
    assert_eq!(articles, [14, 14, 14, 15, 15, 16, 16, 16]);
    assert!(serde_json::from_str::<Attribute>(r#"{"kind":"withheld","ground":"unwelcome","reason":"x"}"#).is_err());
    assert!(serde_json::from_str::<Attribute>(r#"{"kind":"active","reason":"x"}"#).is_err());
    assert!(serde_json::from_str::<Attribute>(r#"{"kind":"withheld","reason":"x"}"#).is_err());
}

#[test]
fn the_interpretation_is_never_later_than_the_publication() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    let digest = digest(&pack);
    let day = |text: &str| crate::iso::day(text).unwrap();
    let plan = Plan { on: Some(day("2026-12-01")), ..Plan::in_writing("示例办公室") };
    desk.take(hand_up(HandUp { plan: Some(plan), ..sent(&pack) }), &drafter()).unwrap();
    desk.take(Step::Review(digest, AttributeKind::Active), &reviewer()).unwrap();
    let sign = || Step::Sign(digest, AttributeKind::Active);
    // In Shanghai the first of December begins at four in the afternoon of the day before, UTC.
    let before = desk.take_at(sign(), &signatory(), "2026-11-30T15:59:59Z");
    assert_eq!(before, Err(GateRefusal::PlanLater(day("2026-12-01"))));
    assert_eq!(desk.take_at(sign(), &signatory(), "2026-11-30T16:00:00Z"), Ok(Stage::Signed));
    for (forms, by, code) in [
        (vec![Form::Video], "示例办公室", "plan_forms"),
        (vec![Form::Text, Form::Text], "示例办公室", "plan_forms"),
        (vec![], "示例办公室", "plan_forms"),
        (vec![Form::Text], " ", "plan_by"),
    ] {
        let plan = Plan { forms, by: by.into(), on: None };
        assert_eq!(plan.check().first().map(|finding| finding.code), Some(code));
    }
}

#[test]
fn the_next_version_says_why_and_follows_the_one_that_stands() {
    let (mut desk, first, second) = (Desk::default(), titled("示例：第一版"), titled("示例：第二版"));
    desk.publish(sent(&first));
    let silent = HandUp { reason: None, ..sent(&second) };
    assert_eq!(desk.take(hand_up(silent), &drafter()), Ok(Stage::Returned));
    assert_eq!(remarks_of(&desk, &second, &drafter()), [("amendment".into(), Some("no_reason".into()))]);
    let third = titled("示例：第三版");
    desk.take(hand_up(sent(&third)), &drafter()).unwrap();
    desk.publish(sent(&second));
    let record = desk.entries.last().unwrap();
    let amendment = Amendment { amends: digest(&first), reason: sent(&second).reason.unwrap() };
    assert_eq!(record.amendment, Some(amendment));
    // The third was written when the first stood: it is not signed in the place of the second.
    desk.take(Step::Review(digest(&third), AttributeKind::Active), &reviewer()).unwrap();
    let signed = desk.take(Step::Sign(digest(&third), AttributeKind::Active), &signatory());
    assert!(matches!(signed, Err(GateRefusal::Superseded(_))), "{signed:?}");
    // Nor does one go out while another is on its way.
    let [fourth, fifth] = ["示例：第四版", "示例：第五版"].map(titled);
    for version in [&fourth, &fifth] {
        desk.take(hand_up(sent(version)), &drafter()).unwrap();
        desk.take(Step::Review(digest(version), AttributeKind::Active), &reviewer()).unwrap();
    }
    assert_eq!(desk.take(Step::Sign(digest(&fourth), AttributeKind::Active), &signatory()), Ok(Stage::Signed));
    let signed = desk.take(Step::Sign(digest(&fifth), AttributeKind::Active), &signatory());
    assert!(matches!(signed, Err(GateRefusal::Superseded(_))), "{signed:?}");
}

#[test]
fn nobody_publishes_under_anothers_name() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    let taken = |agency: &str, kind: EntryKind| {
        let (document, agency) = ("elderly-allowance".parse().unwrap(), agency.parse().unwrap());
        Entry { kind, ..Entry::publication(document, agency, "示例".into(), Digest::of(b"x"), 1, at(NOW)) }
    };
    for entry in [taken("health", EntryKind::Publication), taken("civil-affairs", EntryKind::Notice)] {
        desk.last = Some(entry);
        assert!(matches!(desk.take(hand_up(sent(&pack)), &drafter()), Err(GateRefusal::NameTaken(_))));
    }
    let elsewhere = who("other", Role::Drafter, "health");
    assert!(matches!(desk.take(hand_up(sent(&pack)), &elsewhere), Err(GateRefusal::OtherAgency(_))));
    // In the record already, though the agency has no row of it.
    let handed = super::super::draft::Handed::read(pack.as_bytes()).unwrap();
    desk.last = Some(handed.entry(at(NOW)));
    assert_eq!(desk.take(hand_up(sent(&pack)), &drafter()), Err(GateRefusal::NotNow(Stage::Published)));
}

#[test]
fn a_withdrawal_is_proposed_by_one_and_approved_by_another_and_the_record_says_why() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    let digest = digest(&pack);
    desk.publish(sent(&pack));
    let why = || both("示例：依据已经失效", "Sample: what it rests on has lapsed");
    assert_eq!(desk.take(Step::Withdraw(digest, both("只有中文", " ")), &drafter()), Err(GateRefusal::Reason));
    assert_eq!(desk.take(Step::Withdraw(digest, why()), &drafter()), Ok(Stage::Withdrawing));
    let same = who("author", Role::Signatory, "civil-affairs");
    let refused = desk.take(Step::ApproveWithdrawal(digest), &same);
    assert_eq!(refused, Err(GateRefusal::SamePerson(same.person)));
    // Not approved, for a reason: it stays, and whoever proposed it reads why.
    assert_eq!(desk.take(Step::Return(digest, vec![remark()]), &signatory()), Ok(Stage::Published));
    assert_eq!(desk.filed(&pack).unwrap().publication().standing(&drafter()).remarks, [remark()]);
    desk.take(Step::Withdraw(digest, why()), &drafter()).unwrap();
    assert_eq!(desk.take(Step::ApproveWithdrawal(digest), &signatory()), Ok(Stage::Withdrawn));
    let record = desk.entries.last().unwrap().clone();
    assert_eq!((record.entry.kind, record.entry.pack), (EntryKind::Withdrawal, Digest::of(record.text.as_bytes())));
    assert_eq!((record.entry.size, record.entry.document.as_str()), (record.text.len(), "elderly-allowance"));
    let said: Withdrawal = serde_json::from_str(&record.text).unwrap();
    assert_eq!((said.withdraws, said.reason, said.on.to_string()), (digest, why(), "2026-11-29".into()));
    assert!(!record.text.contains("author") && !record.text.contains("signatory"));
    // Not as it was; another version may follow, and says that it follows the withdrawal.
    assert_eq!(desk.take(hand_up(sent(&pack)), &drafter()), Err(GateRefusal::NotNow(Stage::Withdrawn)));
    let (withdrawal, next) = (record.entry.pack, titled("示例：新的一版"));
    desk.publish(sent(&next));
    let amended = desk.entries.last().unwrap().amendment.as_ref().map(|amendment| amendment.amends);
    assert_eq!(amended, Some(withdrawal));
}

#[test]
fn an_earlier_version_is_not_withdrawn() {
    let (mut desk, first, second) = (Desk::default(), titled("示例：第一版"), titled("示例：第二版"));
    desk.publish(sent(&first));
    let why = || both("示例：依据已经失效", "Sample: what it rests on has lapsed");
    desk.take(Step::Withdraw(digest(&first), why()), &drafter()).unwrap();
    desk.publish(sent(&second));
    let approved = desk.take(Step::ApproveWithdrawal(digest(&first)), &signatory());
    assert!(matches!(approved, Err(GateRefusal::Superseded(_))), "{approved:?}");
    desk.take(Step::Return(digest(&first), vec![remark()]), &signatory()).unwrap();
    let again = desk.take(Step::Withdraw(digest(&first), why()), &drafter());
    assert!(matches!(again, Err(GateRefusal::Superseded(_))), "{again:?}");
}

#[test]
fn whatever_the_record_holds_when_it_is_signed_counts() {
    // What it asks for was published when it was handed up, and is not any more.
    let (relief, small) =
        (crate::pack::sampled::pack("tax-and-fee-relief"), crate::pack::sampled::pack("small-profit-income-tax"));
    let agency = relief.agency.to_string();
    let body = written(&relief);
    let published = Grounds { published: vec![small], ..Grounds::default() };
    let complete = |grounds: &Grounds| {
        Draft::hand_up(&sent(&body), &who("author", Role::Drafter, &agency), grounds, at(NOW))
            .unwrap()
            .complete(grounds)
    };
    assert!(complete(&Grounds::default()).is_err());
    let reviewed = complete(&published)
        .unwrap()
        .review(&who("reviewer", Role::Reviewer, &agency), AttributeKind::Active, at(NOW))
        .unwrap();
    let by = who("signatory", Role::Signatory, &agency);
    let signed = reviewed.clone().sign(&by, AttributeKind::Active, &body, &Grounds::default(), at(NOW));
    assert!(matches!(signed, Err(GateRefusal::Incomplete(_))), "{signed:?}");
    // Nor is it signed with another pack in hand.
    let other = reviewed.clone().sign(&by, AttributeKind::Active, "{}", &published, at(NOW));
    assert!(matches!(other, Err(GateRefusal::NotAPack(_))), "{other:?}");
    assert!(matches!(reviewed.sign(&by, AttributeKind::Active, &body, &published, at(NOW)), Ok(Decided::Signed(_))));
}

#[test]
fn the_register_enters_what_was_signed_and_nothing_else() {
    let (mut desk, pack) = (Desk::default(), written(&pack()));
    let digest = digest(&pack);
    desk.take(hand_up(sent(&pack)), &drafter()).unwrap();
    desk.take(Step::Review(digest, AttributeKind::Active), &reviewer()).unwrap();
    desk.take(Step::Sign(digest, AttributeKind::Active), &signatory()).unwrap();
    let signed = desk.filed(&pack).unwrap().publication().clone();
    let entry = desk.entries[0].entry.clone();
    let other = Entered { number: 0, entry: Entry { title: "示例：别的".into(), ..entry.clone() } };
    assert_eq!(signed.clone().enter(&other, at(NOW)), Err(GateRefusal::NotEntered));
    let entered = Entered { number: 0, entry };
    let published = signed.enter(&entered, at(NOW)).unwrap().unwrap();
    // Told again it says nothing new.
    assert_eq!(published.enter(&entered, at(NOW)), Ok(None));
}
