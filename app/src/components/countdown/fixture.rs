//! Days left, today, over, provisional, a range.

use chrono::{Days, NaiveDate};
use mingbai_shared::deadline::Left;

use super::{countdown, countdown_between};
use crate::clock;
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    let today = clock::today();
    let later = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
    let range = countdown_between(later(60), later(63), Left::AtLeast(40));
    vec![
        State::new(say!("还有几天" / "Days left"), vec![countdown(later(8), Left::Days(6), false).into()]),
        State::new(say!("今天" / "Today"), vec![countdown(today, Left::Today, false).into()]),
        State::new(say!("已过" / "Over"), vec![countdown(today, Left::Over(3), false).into()]),
        State::new(say!("暂定" / "Provisional"), vec![countdown(later(60), Left::Days(40), true).into()]),
        State::new(say!("一个范围" / "A range"), vec![range.into()]),
    ]
}
