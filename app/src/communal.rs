//! A device that many use, such as one in a service hall: what one person leaves, the next must not find.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::device::Device;
use crate::{clock, parts, small_store};

const REMEMBERED_AS: &str = "mingbai-communal";
/// When somebody last touched it, in milliseconds since 1970, in any tab.
const TOUCHED_AT: &str = "mingbai-touched";
/// For how long nobody may touch it before it is cleared, and before that is said.
const UNTOUCHED_MS: f64 = 180_000.0;
const WARNED_MS: f64 = 150_000.0;
/// How often it is noted that somebody does, and looked at.
const NOTED_EVERY_MS: f64 = 5_000.0;
const BETWEEN_LOOKS_MS: u32 = 5_000;

/// Whether this is such a device. A copy is the same.
#[derive(Clone, Copy)]
pub struct Communal {
    device: Device,
    on: RwSignal<bool>,
    /// It is about to be cleared.
    soon: RwSignal<bool>,
    /// It could not be.
    failed: RwSignal<bool>,
}

impl Communal {
    /// As was said on this device.
    pub fn open(device: Device) -> Communal {
        let on = RwSignal::new(small_store::get(REMEMBERED_AS).is_some());
        let communal = Communal { device, on, soon: RwSignal::new(false), failed: RwSignal::new(false) };
        if on.get_untracked() {
            communal.look_after();
        }
        communal
    }

    /// Whether it is; followed, as the next two.
    pub fn is_on(self) -> bool {
        self.on.get()
    }

    /// Whether it is about to be cleared, unless somebody touches it.
    pub fn is_left_alone(self) -> bool {
        self.soon.get()
    }

    /// Whether it could not be cleared.
    pub fn has_failed(self) -> bool {
        self.failed.get()
    }

    /// Says whether it is. Clearing the device does not change it.
    pub fn say(self, on: bool) {
        self.on.set(on);
        if on {
            small_store::put(REMEMBERED_AS, "on");
            note_touch();
            self.look_after();
        } else {
            small_store::remove(REMEMBERED_AS);
        }
    }

    /// Clears it where nobody touches it, as long as it is such a device.
    fn look_after(self) {
        let noted = StoredValue::new(0.0);
        let touch = move || {
            let now = clock::now_ms();
            if now - noted.get_value() > NOTED_EVERY_MS {
                noted.set_value(now);
                note_touch();
            }
            if self.soon.get_untracked() {
                self.soon.set(false);
            }
        };
        // Whoever only reads scrolls, and a screen reader moves the focus.
        let seen = [
            window_event_listener(ev::pointerdown, move |_| touch()),
            window_event_listener(ev::keydown, move |_| touch()),
            window_event_listener(ev::wheel, move |_| touch()),
            window_event_listener(ev::scroll, move |_| touch()),
            window_event_listener(ev::focusin, move |_| touch()),
        ];
        spawn_local(async move {
            // At the start too: the last person may have closed the page.
            while self.on.get_untracked() {
                let alone = untouched_ms();
                let soon = alone > WARNED_MS && self.device.holds_something().await;
                self.soon.set(soon);
                if soon && alone > UNTOUCHED_MS {
                    self.leave().await;
                }
                gloo_timers::future::TimeoutFuture::new(BETWEEN_LOOKS_MS).await;
            }
            seen.into_iter().for_each(WindowListenerHandle::remove);
        });
    }

    /// Signs out, removes everything, and begins anew: what the page held in memory goes with the page.
    pub async fn leave(self) {
        let wiped = match parts::personal().await {
            Ok(mine) => (mine.wipe)(self.device).await.ok(),
            Err(_) => None,
        };
        self.failed.set(wiped.is_none());
        if let Some(elsewhere) = wiped {
            note_touch();
            let _ = window().location().replace(elsewhere.as_deref().unwrap_or("/"));
        }
    }
}

fn note_touch() {
    small_store::put(TOUCHED_AT, &(clock::now_ms() as u64).to_string());
}

/// For how long nobody has touched it, in any tab. A time that lies ahead is of a clock that was put back.
fn untouched_ms() -> f64 {
    let touched: u64 = small_store::get(TOUCHED_AT).and_then(|at| at.parse().ok()).unwrap_or_default();
    (clock::now_ms() - touched as f64).abs()
}
