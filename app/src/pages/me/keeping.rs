//! Whether what is on this device stays there, and what can be done about it: asking the browser, and a file with all that was not sent.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::clock;
use crate::components::button::{Kind, actions, button};
use crate::device::room::{ask_to_keep, room};
use crate::device::{Device, MyStanding};
use crate::download::hand_over;
use crate::pages::request::check::in_words;
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, me, t};

pub fn keeping(device: Device) -> View {
    let (found, said) = (RwSignal::new(None), RwSignal::new(None::<String>));
    let look = move || {
        spawn_local(async move {
            // The page may have been left meanwhile.
            let _ = found.try_set(room().await);
        });
    };
    look();
    let ask = move || {
        spawn_local(async move {
            if !ask_to_keep().await {
                let _ = said.try_set(Some(t(me::NOT_PROMISED).to_owned()));
            }
            look();
        });
    };
    let export = move || {
        spawn_local(async move {
            let _ = said.try_set(Some(export(device).await));
        });
    };
    let state = move || {
        let room = found.get();
        let sizes = room.and_then(|room| Some(fill(t(me::ROOM), &[&size(room.used?), &size(room.allowed?)])));
        let promised = room.is_some_and(|room| room.promised);
        let kept = match promised {
            _ if !device.is_kept() => me::NOT_KEPT,
            true => me::IS_KEPT,
            false => me::MAY_GO,
        };
        let ask = (room.is_some() && !promised).then(|| button(Kind::Quiet, t(me::ASK_TO_KEEP), ask));
        many([
            sizes.map(|sizes| classed("p", "note").child(sizes)).into(),
            classed("p", "note").child(t(kept)).into(),
            actions().child(button(Kind::Quiet, t(me::EXPORT), export)).child(ask).into(),
        ])
    };
    many([live(state), el("p").attr("role", "status").child(live(move || said.get())).into()])
}

/// Bytes as a person reads them.
fn size(bytes: f64) -> String {
    const MEGA: f64 = 1024.0 * 1024.0;
    match bytes {
        bytes if bytes < MEGA => [&((bytes / 1024.0).ceil() as u64).to_string(), " kB"].concat(),
        bytes if bytes < 1024.0 * MEGA => [&((bytes / MEGA).round() as u64).to_string(), " MB"].concat(),
        bytes => [&((bytes / (1024.0 * MEGA)).round() as u64).to_string(), " GB"].concat(),
    }
}

/// Hands the person a file with everything that no agency has yet. What came of it, in words.
async fn export(device: Device) -> String {
    let mut parts = Vec::new();
    let (Ok(draft), Ok(())) = (device.draft().await, device.read_requests().await) else {
        return t(me::UNREADABLE).to_owned();
    };
    if draft != Default::default() {
        parts.push((me::EXPORT_DRAFT, draft));
    }
    let unsent = device.requests.get_untracked().into_iter().filter_map(|one| match one.standing {
        MyStanding::Waiting => Some((me::EXPORT_WAITING, one.draft)),
        MyStanding::Refused(_) => Some((crate::words::request::REFUSED, one.draft)),
        MyStanding::Received | MyStanding::Registered(..) => None,
    });
    parts.extend(unsent);
    if parts.is_empty() {
        return t(if device.is_kept() { me::NOTHING_UNSENT } else { me::UNREADABLE }).to_owned();
    }
    let today = clock::today().to_string();
    let mut text = [t(me::EXPORT_TITLE), "  ", &today, "\r\n", t(me::EXPORT_USE), "\r\n"].concat();
    for (standing, draft) in &parts {
        text.push_str(&["\r\n== ", t(*standing), " ==\r\n", &in_words(device, draft)].concat());
    }
    let name = fill(t(me::EXPORT_FILE), &[&today]);
    // Old Windows editors need the mark at its beginning.
    match hand_over(&name, "text/plain;charset=utf-8", &["\u{feff}", &text].concat()) {
        Some(()) => fill(t(me::EXPORTED), &[&name]),
        None => fill(t(me::FAILED), &[&name]),
    }
}
