//! When something is due and how long that is from now, in words; a date beyond the published calendar is marked as provisional.
//!
//! It shows what the rules of deadlines decided and counts nothing itself.

#[cfg(feature = "patterns")]
pub mod fixture;

use chrono::NaiveDate;
use mingbai_shared::deadline::Left;
use mingbai_shared::words::date;

use crate::clock;
use crate::view::{Element, View, classed, el, many};
use crate::words::{clock as words, fill, language, t};

/// The due day with what is left.
pub fn countdown(due: NaiveDate, left: Left, provisional: bool) -> Element {
    line(day(due).into(), left, provisional)
}

/// A range of days, the first of which counts.
pub fn countdown_between(earliest: NaiveDate, latest: NaiveDate, left: Left) -> Element {
    line(many([day(earliest).into(), t(words::TO).into(), day(latest).into()]), left, true)
}

/// The day on which a period that lasts at least so long could end, once it is over.
pub fn may_have_ended(since: NaiveDate) -> View {
    let lasted = classed("span", "countdown-left").child(t(words::MAY_END));
    classed("p", "countdown").child(day(since)).child(" ").child(lasted).into()
}

fn line(days: View, left: Left, provisional: bool) -> Element {
    let class = match (left, provisional) {
        (Left::Over(_), _) => "countdown is-over",
        (_, true) => "countdown is-provisional",
        (_, false) => "countdown",
    };
    let provisional = provisional.then(|| classed("span", "tag").child(t(words::PROVISIONAL)));
    let left = classed("span", "countdown-left").child(what_is_left(left));
    classed("p", class).child(days).child(" ").child(left).child(" ").child(provisional)
}

fn day(day: NaiveDate) -> Element {
    el("time").attr("datetime", day.to_string()).child(date::day_of_week(day, clock::today(), language()))
}

fn what_is_left(left: Left) -> String {
    let (words, days) = match left {
        Left::Today => (words::DUE_TODAY, 0),
        Left::Days(0) => (words::NO_DAY_LEFT, 0),
        Left::Days(1) => (words::ONE_DAY_LEFT, 1),
        Left::Days(days) => (words::DAYS_LEFT, days),
        Left::AtLeast(days) => (words::DAYS_AT_LEAST, days),
        Left::Over(0) => (words::OVER, 0),
        Left::Over(1) => (words::ONE_DAY_OVER, 1),
        Left::Over(days) => (words::DAYS_OVER, days),
    };
    fill(t(words), &[&days.to_string()])
}
