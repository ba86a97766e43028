//! Where one is signed in, with an end for each: what can be done about a phone that was lost or borrowed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::iso;
use mingbai_shared::words::date;
use serde::Deserialize;

use crate::components::button::{Kind, actions, button};
use crate::components::list::section;
use crate::device::Device;
use crate::network::{self, Problem};
use crate::session::From;
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, language, me, sign_in, t};
use crate::{clock, json};

#[derive(Clone, Deserialize)]
struct Listed {
    devices: Vec<SignedInOn>,
}

#[derive(Clone, Deserialize)]
struct SignedInOn {
    id: String,
    current: bool,
    since: String,
    seen: String,
    label: String,
}

pub fn devices(device: Device) -> View {
    let (found, said) = (RwSignal::new(None::<Result<Vec<SignedInOn>, Problem>>), RwSignal::new(None::<String>));
    let look = move || {
        spawn_local(async move {
            // The page may have been left meanwhile.
            let _ = found.try_set(Some(list().await));
        });
    };
    look();
    let say = move |failed: Option<&Problem>| {
        let words = match failed {
            None => t(sign_in::ENDED).to_owned(),
            Some(problem) => fill(t(me::FAILED), &[problem.sentence(language())]),
        };
        let _ = said.try_set(Some(words));
    };
    let end = move |path: String| {
        spawn_local(async move {
            let ended = network::post(&path, "{}".into()).await;
            say(ended.as_ref().err());
            look();
        });
    };
    let end_all = move || {
        spawn_local(async move {
            match device.sign_out(From::Everywhere).await {
                Ok(Some(elsewhere)) => {
                    let _ = window().location().assign(&elsewhere);
                }
                Ok(None) => say(None),
                Err(problem) => say(Some(&problem)),
            }
        });
    };
    let rows = move || {
        found.with(|found| match found {
            None => View::Nothing,
            Some(Err(problem)) => classed("p", "note").child(problem.sentence(language()).to_owned()).into(),
            Some(Ok(devices)) => {
                let rows: Vec<View> = devices.iter().map(|one| row(one, end)).collect();
                let all = button(Kind::Quiet, t(sign_in::END_ALL), end_all);
                many([
                    classed("ul", "rows").child(rows).into(),
                    actions().child(all.attr("data-testid", "end-all")).into(),
                ])
            }
        })
    };
    section("g-devices", t(sign_in::DEVICES), ())
        .child(classed("p", "note").child(t(sign_in::DEVICES_NOTE)))
        .child(live(rows))
        .child(el("p").attr("role", "status").child(live(move || said.get())))
        .into()
}

fn row(one: &SignedInOn, end: impl Fn(String) + Copy + 'static) -> View {
    let moment =
        |text: &str| iso::instant(text).map(|at| date::moment(at, clock::today(), language())).unwrap_or_default();
    let this = one.current.then(|| [" · ", t(sign_in::THIS_DEVICE)].concat());
    let name = classed("span", "row-title").child([one.label.as_str(), this.as_deref().unwrap_or_default()].concat());
    let line = fill(t(sign_in::DEVICE_LINE), &[&moment(&one.since), &moment(&one.seen)]);
    let path = ["/api/devices/", &one.id, "/sign-out"].concat();
    let ends = (!one.current).then(|| {
        button(Kind::Quiet, t(sign_in::END_DEVICE), move || end(path.clone()))
            .attr("data-testid", "end-device")
            .attr("aria-label", fill(t(sign_in::END_DEVICE_OF), &[&one.label]))
    });
    el("li")
        .attr("data-testid", "device")
        .child(name)
        .child(classed("span", "row-note").child(line))
        .child(actions().child(ends))
        .into()
}

async fn list() -> Result<Vec<SignedInOn>, Problem> {
    let text = network::get("/api/devices").await?.text()?;
    let Listed { devices } = json::parse(&text).map_err(|_| Problem::unexpected())?;
    Ok(devices)
}
