//! Every actor takes every step from every stage that can be reached, breadth first: what leads where, and that nothing leads to the record but the way.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::refusals::is_said;
use super::*;
use crate::digest::Digest;
use crate::register::EntryKind;
use crate::roles::Action;

/// Who drafted, reviewed and signed, as this test saw it happen.
type Hands = [Option<Actor>; 3];

/// Three people, each of whom comes in every role of the way; one in each other role; people of another agency; and a resident.
fn actors() -> Vec<Actor> {
    const OF_THE_WAY: [Role; 3] = [Role::Drafter, Role::Reviewer, Role::Signatory];
    let of_the_way = OF_THE_WAY.into_iter();
    let home = of_the_way.flat_map(|role| ["a", "b", "c"].map(|person| who(person, role, "civil-affairs")));
    let mut all: Vec<Actor> = home.collect();
    let others = Role::ALL.into_iter().filter(|role| role.is_staff() && !OF_THE_WAY.contains(role));
    all.extend(others.map(|role| who("d", role, "civil-affairs")));
    all.extend(OF_THE_WAY.map(|role| who("d", role, "health")));
    all.push(Actor { person: "e".parse().unwrap(), role: Role::Resident, agency: None });
    all
}

fn steps(pack: &str) -> Vec<Step> {
    let digest = Digest::of(pack.as_bytes());
    let reason = "示例：只有当事人需要".to_owned();
    let withheld = Attribute::Withheld { ground: Ground::Process, reason: reason.clone() };
    let plan = Plan { on: crate::iso::day("2027-01-01"), ..Plan::in_writing("示例办公室") };
    let mut all = vec![
        hand_up(sent(pack)),
        hand_up(HandUp { attribute: Some(Attribute::OnRequest { reason }), ..sent(pack) }),
        hand_up(HandUp { attribute: Some(withheld), ..sent(pack) }),
        hand_up(HandUp { plan: None, ..sent(pack) }),
        hand_up(HandUp { plan: Some(plan), ..sent(pack) }),
        hand_up(HandUp { replaces: Some(digest), ..sent(pack) }),
        Step::Return(digest, vec![remark()]),
        Step::Return(digest, vec![]),
        Step::Withdraw(digest, both("示例：已经失效", "Sample: it has lapsed")),
        Step::Withdraw(digest, both("", "")),
        Step::ApproveWithdrawal(digest),
    ];
    for kind in AttributeKind::ALL {
        all.extend([Step::Review(digest, kind), Step::Sign(digest, kind)]);
    }
    all
}

/// The hands after a step that changed something.
fn hands(before: &Hands, step: &Step, by: &Actor, stage: Stage) -> Hands {
    let [drafted, reviewed, _] = before.clone();
    match (step, stage) {
        (Step::HandUp(_), _) => [Some(by.clone()), None, None],
        (Step::Review(..), _) => [drafted, Some(by.clone()), None],
        (Step::Sign(..), _) => [drafted, reviewed, Some(by.clone())],
        (_, Stage::Returned) => [drafted, None, None],
        _ => before.clone(),
    }
}

#[test]
fn no_path_leads_to_the_record_without_each_step_by_three_people() {
    let pack = written(&pack());
    let (actors, steps) = (actors(), steps(&pack));
    let mut queue = VecDeque::from([(Desk::default(), Hands::default())]);
    let mut seen = BTreeSet::new();
    let mut edges: BTreeMap<Option<Stage>, BTreeSet<Stage>> = BTreeMap::new();
    let (mut published, mut kept) = (BTreeSet::new(), BTreeSet::new());
    let mut refused: Vec<GateRefusal> = Vec::new();
    while let Some((desk, hands_so_far)) = queue.pop_front() {
        let state = desk.rows.first().map(|(state, _)| state.clone());
        if !seen.insert((state.clone(), format!("{hands_so_far:?}"))) {
            continue;
        }
        let filed = desk.filed(&pack);
        let stage = filed.as_ref().map(|filed| filed.publication().stage());
        // Whatever is decided was drafted, reviewed and signed by three people, each in their own role, at home.
        let decided =
            !matches!(stage, None | Some(Stage::Returned | Stage::PackComplete | Stage::ConfidentialityReviewed));
        if decided {
            let [Some(drafted), Some(reviewed), Some(signed)] = &hands_so_far else {
                panic!("{stage:?} with {hands_so_far:?}")
            };
            let people = BTreeSet::from([&drafted.person, &reviewed.person, &signed.person]);
            assert_eq!(people.len(), 3, "{stage:?} with {hands_so_far:?}");
            assert_eq!([drafted.role, reviewed.role, signed.role], [Role::Drafter, Role::Reviewer, Role::Signatory]);
            assert!([drafted, reviewed, signed].iter().all(|one| one.agency == drafted.agency));
            let names = [drafted, reviewed, signed].map(|one| one.person.to_string()).concat();
            match stage {
                Some(Stage::Published) => drop(published.insert(names)),
                Some(Stage::Kept) => drop(kept.insert(names)),
                _ => {}
            }
        }
        // The record holds what was signed, and no more than that.
        let in_record = desk.entries.iter().filter(|record| record.entry.kind == EntryKind::Publication).count();
        let was_signed = decided && stage != Some(Stage::Kept);
        assert_eq!(in_record, usize::from(was_signed), "{stage:?}");

        let mut go_on = |next: Desk, hands: Hands, after: Stage| {
            if next.rows.first().map(|(state, _)| state) != state.as_ref() {
                edges.entry(stage).or_default().insert(after);
            }
            queue.push_back((next, hands));
        };
        if stage == Some(Stage::Signed) {
            let mut next = desk.clone();
            next.enter(&pack);
            go_on(next, hands_so_far.clone(), Stage::Published);
        }
        let replaced = filed.as_ref().and_then(|filed| filed.publication().as_returned()).cloned();
        let grounds = Grounds { last: desk.last.clone(), replaced, ..Grounds::default() };
        for by in &actors {
            for step in &steps {
                match step.clone().take(filed.clone(), by, &grounds, at(NOW)) {
                    Ok(Taken::Before(before)) => assert_eq!(Some(before.stage()), stage),
                    Ok(now) => {
                        assert!(by.may_at_home(step.action(stage)).is_ok(), "{by:?} {step:?}");
                        let mut next = desk.clone();
                        let after = next.keep_all(now, &pack);
                        // Else it was returned again for the same, to the same person.
                        if next.rows != desk.rows {
                            go_on(next, hands(&hands_so_far, step, by, after), after);
                        }
                    }
                    Err(refusal) if refused.contains(&refusal) => {}
                    Err(refusal) => {
                        assert!(is_said(&refusal.message()), "{refusal:?}");
                        refused.push(refusal);
                    }
                }
            }
        }
    }
    let orders = ["abc", "acb", "bac", "bca", "cab", "cba"].map(str::to_owned);
    assert_eq!((&published, &kept), (&BTreeSet::from(orders.clone()), &BTreeSet::from(orders)));
    // The stages follow one another as they are said to, and in no other way.
    let said = |stage: Option<Stage>| (stage, Stage::followed_by(stage).iter().copied().collect::<BTreeSet<_>>());
    let mut expected: BTreeMap<_, _> = [None].into_iter().chain(Stage::ALL.map(Some)).map(said).collect();
    expected.retain(|_, next| !next.is_empty());
    assert_eq!(edges, expected);
    let among = [
        "Forbidden",
        "SamePerson",
        "OtherAgency",
        "NotNow",
        "NotReviewed",
        "OtherAttribute",
        "PlanLater",
        "NotReturned",
        "NotFound",
        "Remarks",
        "Reason",
        "Missing",
    ];
    let refused = format!("{refused:?}");
    assert!(among.iter().all(|one| refused.contains(one)), "{refused}");
    println!("{} states, {} actors, {} steps", seen.len(), actors.len(), steps.len());
}

#[test]
fn what_the_desk_offers_is_what_can_be_done() {
    let pack = written(&pack());
    let digest = Digest::of(pack.as_bytes());
    let mut desk = Desk::default();
    let mut desks = Vec::new();
    let why = || both("示例：已经失效", "Sample: it has lapsed");
    let mut go = |desk: &mut Desk, step, by: &Actor| {
        desk.take(step, by).unwrap();
        desks.push(desk.clone());
    };
    go(&mut desk, hand_up(HandUp { plan: None, ..sent(&pack) }), &drafter());
    go(&mut desk, hand_up(sent(&pack)), &drafter());
    go(&mut desk, Step::Review(digest, AttributeKind::Active), &reviewer());
    go(&mut desk, Step::Sign(digest, AttributeKind::Active), &signatory());
    desk.enter(&pack);
    go(&mut desk, Step::Withdraw(digest, why()), &drafter());
    go(&mut desk, Step::ApproveWithdrawal(digest), &signatory());
    let mut kept = Desk::default();
    let on_request = Attribute::OnRequest { reason: "示例".into() };
    kept.take(hand_up(HandUp { attribute: Some(on_request), ..sent(&pack) }), &drafter()).unwrap();
    kept.take(Step::Review(digest, AttributeKind::OnRequest), &reviewer()).unwrap();
    kept.take(Step::Sign(digest, AttributeKind::OnRequest), &signatory()).unwrap();
    desks.push(kept);
    let tried = [
        (StepName::HandUp, hand_up(sent(&pack))),
        (StepName::Review, Step::Review(digest, AttributeKind::Active)),
        (StepName::Return, Step::Return(digest, vec![remark()])),
        (StepName::Sign, Step::Sign(digest, AttributeKind::Active)),
        (StepName::Withdraw, Step::Withdraw(digest, why())),
        (StepName::ApproveWithdrawal, Step::ApproveWithdrawal(digest)),
    ];
    let mut people = actors();
    for person in [drafter(), reviewer(), signatory()] {
        people.extend([Role::Drafter, Role::Reviewer, Role::Signatory].map(|role| Actor { role, ..person.clone() }));
    }
    for desk in desks {
        let publication = desk.filed(&pack).unwrap().publication().clone();
        for by in &people {
            let offered = publication.standing(by).may;
            for (name, step) in &tried {
                let mut next = desk.clone();
                let done = next.take(step.clone(), by).is_ok() && next.rows != desk.rows;
                assert_eq!(offered.contains(name), done, "{name:?} by {by:?} at {:?}", publication.stage());
            }
            let sees = publication.stage().is_shown_to(by.role);
            assert!(offered.is_empty() || sees, "{by:?}");
            assert!(!sees || Role::carries(by.role, Action::ReadPublications));
        }
    }
}
