//! The preview link: for people who are not signed in, until it ends.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::words::date;
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use crate::components::button::{Kind, actions, button};
use crate::components::print::qr;
use crate::device::pack_draft::address;
use crate::network::{self, Problem};
use crate::view::{View, classed, el, live, many};
use crate::words::{drafting as words, fill, language, t};
use crate::{clipboard, clock, json};

const DAYS: [u8; 3] = [1, 7, 30];

#[derive(Serialize)]
struct Days {
    days: u8,
}

#[derive(Clone, Deserialize)]
struct Made {
    token: String,
    until: DateTime<Utc>,
}

/// What became of what was pressed last.
#[derive(Clone)]
enum Outcome {
    Nothing,
    Made(Made),
    Ended,
    Failed(Problem),
}

pub fn group(desk: Desk) -> View {
    let days = RwSignal::new(7_u8);
    let outcome = RwSignal::new_local(Outcome::Nothing);
    let inside = move || -> View {
        if !desk.writing.is_at_agency() {
            return classed("p", "note").child(t(words::LINK_WAITS)).into();
        }
        let option = |of: u8| {
            let said =
                if of == 1 { t(words::LINK_ONE_DAY).into() } else { fill(t(words::LINK_DAYS_OF), &[&of.to_string()]) };
            let is_chosen = days.get_untracked() == of;
            el("option").attr("value", of.to_string()).switch("selected", move || is_chosen).child(said).into()
        };
        let choose = move |event| days.set(event_target_value(&event).parse().unwrap_or(7));
        let select = el("select")
            .attr("id", "link-days")
            .child(DAYS.map(option).into_iter().collect::<Vec<View>>())
            .on("change", choose);
        let ask = move |what: &'static str, body: Result<String, json::JsonError>| {
            spawn_local(async move {
                let answer = match body {
                    Ok(body) => network::post(&[&address(&desk.writing.id), what].concat(), body).await,
                    Err(_) => Err(Problem::unexpected()),
                };
                let text = answer.and_then(network::Answer::text);
                let _ = outcome.try_set(match text {
                    Err(problem) => Outcome::Failed(problem),
                    Ok(_) if what.ends_with("end") => Outcome::Ended,
                    Ok(text) => match json::parse(&text) {
                        Ok(made) => Outcome::Made(made),
                        Err(_) => Outcome::Failed(Problem::unexpected()),
                    },
                });
            });
        };
        let make = move || ask("/preview", json::write(&Days { days: days.get_untracked() }));
        let end = move || ask("/preview/end", Ok("{}".into()));
        many([
            classed("div", "field")
                .child(el("label").attr("for", "link-days").child(t(words::LINK_DAYS)))
                .child(select)
                .into(),
            actions()
                .child(button(Kind::Quiet, t(words::LINK_MAKE), make).attr("data-testid", "make-link"))
                .child(button(Kind::Bare, t(words::LINK_END), end).attr("data-testid", "end-links"))
                .into(),
        ])
    };
    let said = move || match outcome.get() {
        Outcome::Nothing => View::Nothing,
        Outcome::Ended => classed("p", "note").child(t(words::LINK_ENDED)).into(),
        Outcome::Failed(problem) => classed("p", "field-error").child(problem.sentence(language()).to_owned()).into(),
        Outcome::Made(made) => shown(&made),
    };
    classed("details", "group")
        .attr("data-part", "link")
        .child(el("summary").child(live(|| t(words::LINK))))
        .child(classed("p", "note").child(live(|| t(words::LINK_HINT))))
        .child(live(inside))
        .child(el("div").attr("role", "status").child(live(said)))
        .into()
}

fn shown(made: &Made) -> View {
    let origin = window().location().origin().unwrap_or_default();
    let link = [&origin, "/preview#", &made.token].concat();
    let until = date::moment(made.until, clock::today(), language());
    let copied = RwSignal::new(false);
    let copy = {
        let link = link.clone();
        move || {
            let link = link.clone();
            spawn_local(async move {
                let _ = copied.try_set(clipboard::copy(&link).await.is_some());
            });
        }
    };
    let image = el("div").attr("role", "img").attr("aria-label", t(words::LINK_QR)).child(qr(&link));
    many([
        el("p").child(fill(t(words::LINK_UNTIL), &[&until])).into(),
        el("input")
            .attr("type", "text")
            .attr("readonly", "")
            .attr("data-testid", "preview-link")
            .attr("aria-label", t(words::LINK))
            .attr("value", link)
            .into(),
        actions()
            .child(button(
                Kind::Quiet,
                live(move || t(if copied.get() { words::LINK_COPIED } else { words::LINK_COPY })),
                copy,
            ))
            .into(),
        image.into(),
    ])
}
