//! The calendar as this device knows it: what was published with the app, and the years that the district loaded into the public record since.

#[cfg(all(test, target_arch = "wasm32"))]
mod same_bytes;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::calendar::Calendar;
use mingbai_shared::register::year::{YearEntry, with_years};

use crate::device::Device;
use crate::device::store::{Shelf, Store};
use crate::json;
use crate::view::follow;

/// Reading the text of twenty years takes a moment: it is read once.
static PUBLISHED: LazyLock<Arc<Calendar>> = LazyLock::new(|| Arc::new(Calendar::published()));

static KNOWN: LazyLock<ArcRwSignal<Arc<Calendar>>> = LazyLock::new(|| ArcRwSignal::new(Arc::clone(&PUBLISHED)));

/// Every year that is known here; whoever reads it is drawn again when the record brings one.
pub fn known() -> Arc<Calendar> {
    KNOWN.get()
}

/// Whether somebody looks for years already: once is enough for all who show a date.
static KEEPING_UP: AtomicBool = AtomicBool::new(false);

/// Looks for years in the record, now and whenever it grew.
pub fn keep_up(device: Device) {
    if KEEPING_UP.swap(true, Ordering::Relaxed) {
        return;
    }
    // Called where nobody owns it, so it goes on as long as the page: whoever asked first may be left long before.
    follow(move || {
        device.record_read.track();
        spawn_local(async move {
            let plans = plans(&device.store()).await;
            let with = with_years((**PUBLISHED).clone(), plans.iter().map(String::as_str));
            if KNOWN.with_untracked(|known| **known != with) {
                KNOWN.set(Arc::new(with));
            }
        });
    });
}

/// The years in the record, in its order.
async fn plans(store: &Store) -> Vec<String> {
    let entries = store.all(Shelf::Entries).await.unwrap_or_default();
    // Most entries are publications: a look at how an entry of a year begins saves reading them.
    let of_year = entries.iter().filter(|(_, text)| text.starts_with(YearEntry::BEGINNING));
    of_year.filter_map(|(_, text)| json::parse(text).ok()).map(|entry: YearEntry| entry.plan).collect()
}
