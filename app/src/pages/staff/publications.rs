//! 审查 · 签发: what was handed up to the agency, and how far each is.

mod decide;
pub mod one;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::pack::gate::{Attribute, AttributeKind, Standing};
use mingbai_shared::roles::Action;
use mingbai_shared::words::{Bilingual, date};
use serde::Deserialize;

use super::for_those_who;
use crate::components::button::{Kind, actions, button};
use crate::components::empty::empty;
use crate::components::table::{Row, table};
use crate::device::Device;
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::view::{View, classed, link, live, many};
use crate::words::{fill, language, publications as words, t};
use crate::{clock, json};

/// Where the list is.
pub const HERE: &str = "/staff/publications";
const MAY: &[Action] = &[Action::ReadPublications];

#[derive(Deserialize)]
struct Listed {
    publications: Vec<Standing>,
    next: Option<u64>,
}

/// What was fetched so far.
#[derive(Clone)]
enum Fetched {
    NotYet,
    Here(Rc<Vec<Standing>>, Option<u64>),
    Failed(Problem),
}

pub fn page() -> View {
    let device = expect_context::<Device>();
    for_those_who(device, MAY, [words::NOT_YOURS, words::OFFLINE], words::TITLE, move |device| {
        let fetched = RwSignal::new_local(Fetched::NotYet);
        more(fetched);
        many([classed("p", "note").child(live(|| t(words::LEAD))).into(), live(move || list(device, fetched))])
    })
}

/// Fetches what follows what is here.
fn more(fetched: RwSignal<Fetched, LocalStorage>) {
    spawn_local(async move {
        let (mut all, before) = match fetched.get_untracked() {
            Fetched::Here(all, before) => (all.to_vec(), before),
            _ => (Vec::new(), None),
        };
        let address = match before {
            Some(before) => ["/api/publications?before=", &before.to_string()].concat(),
            None => "/api/publications".into(),
        };
        let answer = async {
            let answer = network::get_fresh(&address).await?;
            json::parse::<Listed>(&answer.text()?).map_err(|_| Problem::unexpected())
        };
        let next = match answer.await {
            Ok(listed) => {
                all.extend(listed.publications);
                Fetched::Here(Rc::new(all), listed.next)
            }
            Err(problem) => Fetched::Failed(problem),
        };
        // The page may have been left meanwhile.
        let _ = fetched.try_set(next);
    });
}

fn list(device: Device, fetched: RwSignal<Fetched, LocalStorage>) -> View {
    let (all, next) = match fetched.get() {
        Fetched::NotYet => return empty(t(words::LOADING)).into(),
        Fetched::Failed(problem) => return failed(device, HERE, &problem),
        Fetched::Here(all, next) => (all, next),
    };
    if all.is_empty() {
        return empty(t(words::EMPTY)).into();
    }
    let columns = [words::COLUMN_TITLE, words::COLUMN_STAGE, words::COLUMN_ATTRIBUTE, words::COLUMN_AT];
    let rows = all.iter().map(row).collect();
    let more = next.map(|_| actions().child(button(Kind::Quiet, t(words::MORE), move || more(fetched))));
    many([table(fill(t(words::COUNT), &[&all.len().to_string()]), &columns, rows).into(), more.into()])
}

fn row(standing: &Standing) -> Row {
    let last = standing.steps.last().map(|step| date::moment(step.at, clock::today(), language()));
    let title = if standing.title.is_empty() { t(words::UNTITLED).to_owned() } else { standing.title.clone() };
    let cells = [
        link("", [HERE, "/", &standing.id.to_string()].concat(), title).into(),
        t(standing.stage.label()).into(),
        t(attribute(standing.attribute.as_ref())).into(),
        last.into(),
    ];
    Row { testid: "publication-row", cells: cells.into() }
}

fn attribute(attribute: Option<&Attribute>) -> Bilingual {
    attribute.map_or(words::NONE, |attribute| attribute.kind().label())
}

/// What whoever reviews or signs says they looked at.
#[derive(serde::Serialize)]
struct Confirmed {
    attribute: AttributeKind,
}
