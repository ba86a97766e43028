//! Proofs that are put together well, of a thing that is wrong.

use serde_json::Value;

use super::sketch::{ANSWER, CORRECTED, EXTENDED, LAPSED, MOVED, PAID, SILENT, Sketch};
use super::{checked, day};
use crate::deadline::check::{Expected, Wrong};

/// The steps of a proof, changed, and all numbers put right again: what remains wrong is the thing itself.
fn with_days(sketch: Sketch, days: &'static str, due: &'static str) -> Value {
    Sketch { days, due: Some(due), ..sketch }.proof()
}

fn wrong_at(proof: &Value) -> (usize, String, Expected) {
    match checked(proof) {
        Err(Wrong::Step { index, day, expected }) => (index, day.to_string(), expected),
        other => panic!("{other:?} for {proof}"),
    }
}

#[test]
fn the_first_wrong_step_is_named() {
    let told = [
        // A pause a day too long, and a day too short: the fifteenth working day is 2 February.
        (
            with_days(SILENT, "Sccccww cttttww tttttww tttttww ttcccww cccccmw hhhhhww hccccmw c.", "2026-03-02"),
            31,
            "2026-02-03",
            Expected::Counted,
        ),
        (
            with_days(SILENT, "Sccccww cttttww tttttww tttttww cccccww cccccmw hhhhhww hcccc.", "2026-02-27"),
            30,
            "2026-02-02",
            Expected::TakenOut,
        ),
        (
            with_days(SILENT, "Sccccww coootww tttttww tttttww tccccww cccccmw hhhhhww hccccm.", "2026-02-28"),
            9,
            "2026-01-13",
            Expected::TakenOutBy,
        ),
        // Days before the correction that count, and days after it that do not.
        (
            with_days(CORRECTED, "Shww hhcccmw ccccvww vvRccww cccccww cccccww cccccww ccc.", "2026-06-17"),
            15,
            "2026-05-14",
            Expected::TakenOut,
        ),
        (
            with_days(CORRECTED, "Shww hhcccmw cccvvww vvRvcww cccccww cccccww cccccww cccc.", "2026-06-18"),
            23,
            "2026-05-21",
            Expected::Counted,
        ),
        (
            with_days(CORRECTED, "Shww hhcccmw cccvvww vvcccww cccccww cc.", "2026-06-02"),
            22,
            "2026-05-20",
            Expected::Restart,
        ),
        // A day more than the limit, and one less.
        (
            with_days(
                EXTENDED,
                "Swm cccchww ccchhww hhhccmw cccccww cccccww cccccww cccccww cccccww ccccc.",
                "2026-11-20",
            ),
            64,
            "2026-11-20",
            Expected::DueOn(day("2026-11-19")),
        ),
        (
            with_days(
                EXTENDED,
                "Swm cccchww ccchhww hhhccmw cccccww cccccww cccccww cccccww cccccww ccc.",
                "2026-11-18",
            ),
            63,
            "2026-11-18",
            Expected::NotDue(39, 40),
        ),
        // Running out hides no day that was lost.
        (
            with_days(
                LAPSED,
                "Sccccww cccccww cccccww cccccww ccxxxww hxRccww cccccww cccccww cccchww hhcccm.",
                "2026-05-09",
            ),
            29,
            "2026-03-31",
            Expected::TakenOut,
        ),
        // Not taken out by what happened later, or by somebody else.
        (with_days(PAID, "Sooocww", "2026-04-13"), 2, "2026-03-03", Expected::Counted),
        (with_days(PAID, "Sckocww", "2026-04-13"), 3, "2026-03-04", Expected::TakenOutBy),
        // The law of the events.
        (
            Sketch { events: &[("2026-10-23", "extended", 20)], ..EXTENDED }.proof(),
            35,
            "2026-10-23",
            Expected::Lawful("late_extension"),
        ),
        (
            Sketch { events: &[("2026-10-22", "extended", 21)], ..EXTENDED }.proof(),
            34,
            "2026-10-22",
            Expected::Lawful("extension_too_long"),
        ),
        (
            Sketch { events: &[("2026-10-12", "extended", 10), ("2026-10-22", "extended", 10)], ..EXTENDED }.proof(),
            35,
            "2026-10-22",
            Expected::Lawful("second_extension"),
        ),
        (
            Sketch { events: &[("2026-02-02", "third_party_silent", 0)], ..SILENT }.proof(),
            28,
            "2026-02-02",
            Expected::Lawful("answer_before_question"),
        ),
        (
            Sketch {
                events: &[("2026-05-13", "correction_asked", 0), ("2026-05-14", "correction_asked", 0)],
                ..CORRECTED
            }
            .proof(),
            15,
            "2026-05-14",
            Expected::Lawful("second_correction"),
        ),
        (
            Sketch { rule: "disclosure.latest", ..SILENT }.proof(),
            7,
            "2026-01-12",
            Expected::Lawful("event_not_of_rule"),
        ),
        // Rest days: a Saturday that is none, a notice that is not there, a notice of another year.
        (
            with_days(SILENT, "Sccccww cttttww tttttww tttttww tccccww ccccccw", "2026-02-28"),
            42,
            "2026-02-14",
            Expected::KindOfItsWeek,
        ),
        (Sketch { notices: &[], ..SILENT }.proof(), 42, "2026-02-14", Expected::Notice),
        (Sketch { notices: &["2024-11-12"], ..SILENT }.proof(), 42, "2026-02-14", Expected::Notice),
        (Sketch { notices: &["2026-02-15"], ..SILENT }.proof(), 42, "2026-02-14", Expected::Notice),
        // What is published is published whole, and ends once.
        (
            Sketch { days: "Scww cccccww cccccww cucc uuuuuuuuuuu", ..provisional_sketch() }.proof(),
            19,
            "2026-12-29",
            Expected::NewYear,
        ),
        (
            Sketch { days: "Scww cccccww cccccww cccc uuuucuuuuuu", ..provisional_sketch() }.proof(),
            26,
            "2027-01-05",
            Expected::Unknown,
        ),
        // Natural days.
        (
            with_days(MOVED, "Scccee cccccee cccccee cccccee cccggem cccccee cccccee cccccee ccccce.", "2026-01-31"),
            61,
            "2026-01-31",
            Expected::KindOfItsStep,
        ),
        (
            with_days(
                MOVED,
                "Scccee cccccee cccccee cccccee cccggem cccccee cccccee cccccee ccccce yll.",
                "2026-02-03",
            ),
            63,
            "2026-02-03",
            Expected::DueOn(day("2026-02-02")),
        ),
        (
            with_days(MOVED, "Scccee cccccee cccccee cccccee cccggem cccccee cccccee cccccee cccccl.", "2026-01-31"),
            60,
            "2026-01-31",
            Expected::KindOfItsWeek,
        ),
    ];
    for (proof, index, on, expected) in told {
        assert_eq!(wrong_at(&proof), (index, on.to_owned(), expected), "{proof}");
    }
}

fn provisional_sketch() -> Sketch {
    Sketch { start: "2026-12-10", due: Some("2027-01-06"), notices: &[], ..ANSWER }
}
