//! The banners, each saying something.

use super::banner;
use crate::components::button::{Kind, button};
use crate::components::say;
use crate::pages::patterns::State;
use crate::words::{frame, t};

pub fn states() -> Vec<State> {
    let update =
        banner("banner banner-update", t(frame::UPDATE)).child(button(Kind::Quiet, t(frame::UPDATE_NOW), || ()));
    vec![
        State::new(say!("离线" / "Offline"), vec![banner("banner banner-offline", t(frame::OFFLINE)).into()]),
        State::new(say!("新版本" / "A new version"), vec![update.into()]),
        State::new(
            say!("记录没有通过核对" / "The record failed its check"),
            vec![banner("banner banner-refused", t(frame::REFUSED)).into()],
        ),
        State::new(
            say!("存不下" / "Not saved"),
            vec![banner("banner banner-storage", t(frame::STORAGE_FAILED)).into()],
        ),
    ]
}
