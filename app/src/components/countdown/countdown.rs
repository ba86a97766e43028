//! When something is due and how long that is from now, in words; a date beyond the published calendar is marked as provisional.
//!
//! It shows what the rules of deadlines decided and counts nothing itself.

pub mod fixture;

use chrono::NaiveDate;
use mingbai_shared::words::date;

use crate::clock;
use crate::view::{Element, classed, el};
use crate::words::{fill, language, patterns, t};

/// How many working days are left, as the rules counted them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// This many; 0 is today.
    Days(u32),
    /// It was due this many working days ago.
    Over(u32),
}

/// The due day with what is left.
pub fn countdown(due: NaiveDate, left: Left, provisional: bool) -> Element {
    let words = match left {
        Left::Days(0) => t(patterns::DUE_TODAY).to_owned(),
        Left::Days(days) => fill(t(patterns::DAYS_LEFT), &[&days.to_string()]),
        Left::Over(days) => fill(t(patterns::DAYS_OVER), &[&days.to_string()]),
    };
    let class = match (left, provisional) {
        (Left::Over(_), _) => "countdown is-over",
        (_, true) => "countdown is-provisional",
        (_, false) => "countdown",
    };
    let day = el("time").attr("datetime", due.to_string()).child(date::day_of_week(due, clock::today(), language()));
    let provisional = provisional.then(|| classed("span", "tag").child(t(patterns::PROVISIONAL)));
    classed("p", class).child(day).child(" · ").child(words).child(" ").child(provisional)
}
