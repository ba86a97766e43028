//! A page whose part of the app cannot be loaded: there is no network, or the server has a newer version than this tab. What to do.

use leptos::prelude::*;

use crate::components::button::{Kind, actions, button, button_link};
use crate::components::shell::head::page_head;
use crate::device::Device;
use crate::view::{View, classed, many};
use crate::words::{frame, t};

/// `again` tries to load the part once more.
pub fn page(device: Device, again: impl Fn() + 'static) -> View {
    let online = device.online.get();
    let lead = if online { frame::NOT_HERE_ONLINE } else { frame::NOT_HERE };
    let press = move || {
        if device.online.get_untracked() {
            // A tab of an older version finds its parts no longer: opened anew it is of one version again.
            // A browser that refuses leaves the page as it is.
            let _ = window().location().reload();
        } else {
            again();
        }
    };
    many([
        page_head((), t(frame::NOT_HERE_TITLE)).into(),
        classed("p", "lead").child(t(lead)).into(),
        actions()
            .child(button(Kind::Main, t(frame::TRY_AGAIN), press))
            .child(button_link(Kind::Quiet, "/", t(frame::TO_HOME)))
            .into(),
    ])
}
