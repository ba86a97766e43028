//! The field for a day.

use std::rc::Rc;

use chrono::{Months, NaiveDate};
use leptos::prelude::*;

use super::date;
use crate::clock;
use crate::components::field::{Around, Wrong, field};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{el, live};

pub fn states() -> Vec<State> {
    let today = clock::today();
    let from = today.checked_sub_months(Months::new(12)).unwrap_or(NaiveDate::MIN);
    let chosen = RwSignal::new(None::<NaiveDate>);
    let control = date(from, today, move |day| chosen.set(day));
    let around = Around {
        label: say!("文件的日期" / "The day of the document"),
        hint: Some(say!("一年以内。" / "Within the last year.")),
        below: el("output")
            .attr("data-testid", "day")
            .child(live(move || chosen.get().map(|day| day.to_string())))
            .into(),
    };
    let fine: Wrong = Rc::new(|| None);
    vec![State::new(say!("空着" / "Empty"), vec![field("pattern-day", around, &fine, control)])]
}
