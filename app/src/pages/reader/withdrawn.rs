//! A document that stands in the record no more: that it was withdrawn, when and why; or that there is none of this name.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::marks::Mark;
use mingbai_shared::register::{Entry, EntryKind, Withdrawal};
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::date;

use crate::components::button::{Kind, actions, button_link};
use crate::components::shell::head::name_page;
use crate::components::tag::mark_saying;
use crate::device::Device;
use crate::device::store::Shelf;
use crate::json;
use crate::pages::not_found;
use crate::view::{View, classed, el, live, many};
use crate::words::{fill, language, reader, t};

/// What the record says of a document that is not in it any more.
#[derive(Clone)]
struct Gone {
    entry: Entry,
    /// None where it has not come to this device.
    withdrawal: Option<Withdrawal>,
}

/// The page of `document`, which is not among those that stand.
pub fn page(device: Device, document: String) -> View {
    let found = RwSignal::new_local(None::<Option<Gone>>);
    spawn_local(async move {
        let gone = gone(device, &document).await;
        // The page may have been left meanwhile.
        let _ = found.try_set(Some(gone));
    });
    live(move || match &*found.read() {
        None => View::Nothing,
        Some(None) => not_found::page(),
        Some(Some(gone)) => said(gone),
    })
}

async fn gone(device: Device, document: &str) -> Option<Gone> {
    let entries = device.store().all(Shelf::Entries).await.ok()?;
    let mut read = entries.iter().rev().filter_map(|(_, text)| json::parse::<Entry>(text).ok());
    let entry = read.find(|entry| entry.document.as_str() == document)?;
    if entry.kind != EntryKind::Withdrawal {
        return None;
    }
    let text = device.store().get(Shelf::Packs, &entry.pack.to_string()).await.ok().flatten();
    Some(Gone { entry, withdrawal: text.and_then(|text| json::parse(&text).ok()) })
}

fn said(Gone { entry, withdrawal }: &Gone) -> View {
    name_page(&entry.title);
    let when = date::full_day(legal_day(entry.at), language());
    let why = withdrawal.as_ref().map(|withdrawal| {
        classed("p", "lead").child(fill(t(reader::WITHDRAWN_WHY), &[withdrawal.reason.in_language(language())]))
    });
    many([
        classed("header", "page-head").child(el("h1").attr("tabindex", "-1").child(entry.title.clone())).into(),
        classed("p", "aside").attr("role", "status").child(fill(t(reader::WITHDRAWN), &[&when])).into(),
        why.into(),
        el("p").child(mark_saying(Mark::InRecord, t(Mark::InRecord.word()).to_owned())).into(),
        classed("p", "note").child(t(reader::WITHDRAWN_NOTE)).into(),
        actions().child(button_link(Kind::Quiet, "/policies", t(reader::TO_POLICIES))).into(),
    ])
}
