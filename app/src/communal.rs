//! A device that many use, such as one in a service hall: what one person leaves, the next must not find.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::device::Device;
use crate::{clock, parts, small_store};

const REMEMBERED_AS: &str = "mingbai-communal";
/// When somebody last touched it, in milliseconds since 1970, in any tab.
const TOUCHED_AT: &str = "mingbai-touched";
/// For how long nobody may touch it before it is cleared, and how often that is noted and looked at.
const UNTOUCHED_MS: f64 = 3.0 * 60.0 * 1000.0;
const NOTED_EVERY_MS: f64 = 5_000.0;
const BETWEEN_LOOKS_MS: u32 = 10_000;

/// Whether this is such a device. A copy is the same.
#[derive(Clone, Copy)]
pub struct Communal(RwSignal<bool>);

impl Communal {
    /// As was said on this device, and looks after it from now on.
    pub fn open(device: Device) -> Communal {
        let communal = Communal(RwSignal::new(small_store::get(REMEMBERED_AS).is_some()));
        let noted = StoredValue::new(0.0);
        let touch = move || {
            let now = clock::now_ms();
            if communal.0.get_untracked() && now - noted.get_value() > NOTED_EVERY_MS {
                noted.set_value(now);
                note_touch();
            }
        };
        // These follow the browser as long as the page.
        window_event_listener(ev::pointerdown, move |_| touch());
        window_event_listener(ev::keydown, move |_| touch());
        spawn_local(async move {
            // Also at the start: the last person may have closed the page.
            loop {
                if communal.0.get_untracked() && is_alone() && device.holds_something().await {
                    leave(device).await;
                }
                gloo_timers::future::TimeoutFuture::new(BETWEEN_LOOKS_MS).await;
            }
        });
        communal
    }

    /// Whether it is; followed.
    pub fn is_on(self) -> bool {
        self.0.get()
    }

    /// Says whether it is. Clearing the device does not change it.
    pub fn say(self, on: bool) {
        self.0.set(on);
        if on {
            small_store::put(REMEMBERED_AS, "on");
            note_touch();
        } else {
            small_store::remove(REMEMBERED_AS);
        }
    }
}

fn note_touch() {
    small_store::put(TOUCHED_AT, &(clock::now_ms() as u64).to_string());
}

/// Whether nobody has touched it for a while. A time that lies ahead is of a clock that was put back.
fn is_alone() -> bool {
    let touched: u64 = small_store::get(TOUCHED_AT).and_then(|at| at.parse().ok()).unwrap_or_default();
    (clock::now_ms() - touched as f64).abs() > UNTOUCHED_MS
}

/// Signs out, removes everything, and begins anew: what the page held in memory goes with the page.
pub async fn leave(device: Device) {
    // What could not be removed is seen by the next look, which tries again.
    let Ok(mine) = parts::personal().await else { return };
    let Ok(elsewhere) = (mine.wipe)(device).await else { return };
    note_touch();
    let _ = window().location().replace(elsewhere.as_deref().unwrap_or("/"));
}
