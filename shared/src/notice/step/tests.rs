//! What each step makes of each stage, and what is done twice.

use super::super::approval::tests::{NOW, at, author, head, published};
use super::super::form::tests::notice;
use super::*;
use crate::notice::Stage;

fn grounds() -> Grounds {
    Grounds { published: published().into(), ..Grounds::default() }
}

fn take(step: &Step, before: Option<Sending>, by: &Actor) -> Result<Taken, NotTaken> {
    step.take(before, by, &grounds(), at(NOW))
}

fn stands(taken: Result<Taken, NotTaken>) -> Sending {
    match taken.unwrap() {
        Taken::Before(sending) | Taken::Now(sending, _) | Taken::Away(sending) => sending,
    }
}

fn propose() -> Step {
    Step::Propose(Box::new(notice()))
}

fn proposed() -> Sending {
    stands(take(&propose(), None, &author()))
}

fn approve() -> Step {
    Step::Approve(notice().id, proposed().standing(&head().person).digest)
}

fn recall(reason: RecallReason) -> Step {
    Step::Recall(notice().id, reason)
}

/// Every stage, with what is allowed of it: written from the 办法, apart from the code. `.` is refused as out of its turn.
#[test]
fn each_step_follows_from_its_own_stage_alone() {
    let sent = stands(take(&approve(), Some(proposed()), &head()));
    let returned = stands(take(&Step::Return(notice().id, "x".into()), Some(proposed()), &head()));
    let recalled = stands(take(&recall(RecallReason::SentTwice), Some(sent.clone()), &head()));
    let other = Actor { person: "third".parse().unwrap(), ..head() };
    let anew = Step::Propose(Box::new(Notice { until: notice().until.pred_opt().unwrap(), ..notice() }));
    let steps = [
        (anew, author()),
        (approve(), other.clone()),
        (Step::Return(notice().id, "x".into()), other.clone()),
        (recall(RecallReason::PolicyChanged), other),
        (Step::Withdraw(notice().id), author()),
    ];
    for (before, expected) in [(proposed(), "yyy.y"), (returned, "y...y"), (sent, "...y."), (recalled, ".....")] {
        for ((step, by), expected) in steps.iter().zip(expected.chars()) {
            let taken = take(step, Some(before.clone()), by);
            let out_of_turn = taken == Err(NotTaken::NotNow(before.stage()));
            assert_eq!(
                (taken.is_ok(), out_of_turn),
                (expected == 'y', expected == '.'),
                "{step:?} {:?}",
                before.stage()
            );
        }
    }
}

#[test]
fn what_was_done_is_done_once_and_answered_again_to_whoever_did_it() {
    assert_eq!(take(&propose(), Some(proposed()), &author()), Ok(Taken::Before(proposed())));
    let Taken::Now(sent, Some(record)) = take(&approve(), Some(proposed()), &head()).unwrap() else { panic!() };
    assert_eq!(serde_json::from_str::<Notice>(&record.1).unwrap(), notice());
    assert_eq!(take(&approve(), Some(sent.clone()), &head()), Ok(Taken::Before(sent.clone())));
    // Its author never comes to have approved it.
    assert_eq!(take(&approve(), Some(sent.clone()), &author()), Err(NotTaken::NotNow(Stage::Sent)));
    let wrong = recall(RecallReason::WrongContent);
    let Taken::Now(recalled, Some(_)) = take(&wrong, Some(sent), &head()).unwrap() else { panic!() };
    assert_eq!(take(&wrong, Some(recalled.clone()), &head()), Ok(Taken::Before(recalled.clone())));
    let other = take(&recall(RecallReason::SentTwice), Some(recalled), &head());
    assert_eq!(other, Err(NotTaken::NotNow(Stage::Recalled)));
}

#[test]
fn what_is_not_there_and_what_is_too_much_is_refused() {
    for step in [approve(), recall(RecallReason::SentTwice), Step::Withdraw(notice().id)] {
        assert_eq!(take(&step, None, &head()), Err(NotTaken::NotFound(notice().id)));
    }
    let taken = Grounds { name_taken: true, ..grounds() };
    assert_eq!(propose().take(None, &author(), &taken, at(NOW)), Err(NotTaken::NameTaken(notice().id)));
    let many = |open| propose().take(None, &author(), &Grounds { open, ..grounds() }, at(NOW));
    assert!(many(MOST_OPEN - 1).is_ok());
    assert_eq!(many(MOST_OPEN), Err(NotTaken::TooManyOpen));
    // One that waits already is written anew however many wait.
    let full = Grounds { open: MOST_OPEN, ..grounds() };
    assert!(propose().take(Some(proposed()), &author(), &full, at(NOW)).is_ok());
}
