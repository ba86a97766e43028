//! The versions of a document by time, what changed between two of them, and one of another day.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::diff::{Difference, Kind, Op, Span, Unit, diff};
use mingbai_shared::digest::Digest;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::{Addressed, Pack};
use mingbai_shared::register::Entry;
use mingbai_shared::register::versions::{Version, applies_from, by_time, in_force};
use mingbai_shared::shanghai::legal_day;
use mingbai_shared::words::{Language, date};

use super::{point_at, text_of};
use crate::clock;
use crate::components::button::{self, actions, button, button_link};
use crate::components::card::address;
use crate::components::choice::{choices, option};
use crate::components::link::cite;
use crate::components::skeleton::skeleton;
use crate::device::store::{Change, Durability, Shelf};
use crate::device::{Device, Published};
use crate::network;
use crate::pieces::after_paint;
use crate::view::{Element, View, classed, el, follow, link, live, many};
use crate::words::{fill, language, reader, t, versions as words};
use crate::{focus, json};

/// One publication of the document, with what it published where that is on this device.
#[derive(Clone)]
struct One {
    entry: Entry,
    pack: Option<Arc<Pack>>,
}

impl One {
    /// The first day on which it applies; of one that is not here, the day of its publication.
    fn from(&self) -> NaiveDate {
        let document = self.pack.as_ref().map(|pack| &pack.document);
        document.map_or(legal_day(self.entry.at), |document| applies_from(document, self.entry.at))
    }
}

/// All publications, the earliest first, as far as they are here.
async fn all(device: Device, published: &Published) -> Vec<One> {
    let mut all = Vec::new();
    for entry in published.versions.iter().rev() {
        let text = device.store().get(Shelf::Packs, &entry.pack.to_string()).await.ok().flatten();
        let pack = text.and_then(|text| json::parse(&text).ok()).map(Arc::new);
        all.push(One { entry: entry.clone(), pack });
    }
    all
}

/// How two versions are shown.
#[derive(Clone, Copy)]
struct Showing {
    beside: RwSignal<bool>,
    only_changes: RwSignal<bool>,
}

/// What changed, and when which version is in force: below the points of a document that was published more than once.
pub fn section(device: Device, published: Arc<Published>) -> View {
    let versions = RwSignal::new_local(None::<Vec<One>>);
    // Which publication is compared with the one before it; the last at first.
    let chosen = RwSignal::new(published.versions.len().saturating_sub(1));
    let showing = Showing { beside: RwSignal::new(false), only_changes: RwSignal::new(true) };
    let about = Arc::clone(&published);
    spawn_local(async move {
        let read = all(device, &about).await;
        // The page may have been left meanwhile.
        let _ = versions.try_set(Some(read));
    });
    let compared = move || -> Option<View> {
        let at = chosen.get();
        let all = versions.get()?;
        let (old, new) = (all.get(at.checked_sub(1)?)?, all.get(at)?);
        Some(match (&old.pack, &new.pack) {
            (Some(before), Some(after)) => comparison(Arc::clone(before), Arc::clone(after), new.from(), showing),
            (None, _) => to_fetch(device, versions, at - 1),
            (_, None) => to_fetch(device, versions, at),
        })
    };
    many([live(compared), live(move || versions.get().map(|all| by_version(&published, &all, chosen)))])
}

/// A version that is not on this device: to be fetched by whoever wants it, as that tells the server which.
fn absent(device: Device, which: impl Fn() -> Option<Digest> + 'static, take: impl Fn(Pack) + Clone + 'static) -> View {
    let failed = RwSignal::new(false);
    let fetch = move || {
        let (Some(digest), take) = (which(), take.clone()) else { return };
        spawn_local(async move {
            match fetched(device, digest).await {
                Some(pack) => take(pack),
                None => {
                    // The page may have been left meanwhile.
                    let _ = failed.try_set(true);
                }
            }
        });
    };
    many([
        el("p").child(t(words::NOT_HERE)).into(),
        actions().child(button(button::Kind::Quiet, t(words::FETCH), fetch)).into(),
        el("div")
            .attr("role", "status")
            .child(live(move || failed.get().then(|| classed("p", "field-error").child(t(words::FETCH_FAILED)))))
            .into(),
    ])
}

/// Fetches a pack and keeps it, if it is what the record says.
async fn fetched(device: Device, digest: Digest) -> Option<Pack> {
    let name = digest.to_string();
    let bytes = network::get(&["/pack/", &name].concat()).await.ok()?.bytes();
    let text = String::from_utf8(bytes).ok().filter(|text| Digest::of(text.as_bytes()) == digest)?;
    let pack = json::parse(&text).ok()?;
    // What is not kept is fetched again.
    let _ = device.store().write(&[Change::Put(Shelf::Packs, name, text)], Durability::Relaxed).await;
    Some(pack)
}

/// Every version with its days, the latest first.
fn by_version(published: &Published, all: &[One], chosen: RwSignal<usize>) -> View {
    let (today, language) = (clock::today(), language());
    let from: Vec<NaiveDate> = all.iter().map(One::from).collect();
    let (applying, now) = (by_time(&from), in_force(&from, today));
    let row = |(number, one): (usize, &One)| -> View {
        let applies = applying.iter().find(|version| version.number == number);
        let state = match applies {
            Some(_) if Some(number) == now => Some(t(words::NOW)),
            Some(version) if version.from > today => Some(t(words::LATER)),
            _ => None,
        };
        let day = date::day(legal_day(one.entry.at), today, language);
        let read = applies.map(|version| {
            let address = [&address(&published.pack), "@", &version.from.to_string()].concat();
            link("", address, t(words::READ_IT))
        });
        let compare = (number > 0).then(|| {
            let press = move || {
                chosen.set(number);
                focus::soon("#changes", true);
            };
            button(button::Kind::Quiet, t(words::COMPARE), press)
                .live_attr("aria-pressed", move || Some((chosen.get() == number).to_string().into()))
        });
        el("li")
            .child(
                el("p")
                    .child(days(applies, language))
                    .child(" ")
                    .child(state.map(|state| classed("span", "tag").child(state))),
            )
            .child(classed("p", "meta").child(fill(t(words::PUBLISHED), &[&day])))
            .child(actions().child(compare).child(read))
            .into()
    };
    let rows: Vec<View> = all.iter().enumerate().rev().map(row).collect();
    el("details")
        .child(
            el("summary")
                .child(t(words::VERSIONS))
                .child(" ")
                .child(classed("span", "count").child(all.len().to_string())),
        )
        .child(classed("ul", "versions").child(rows))
        .into()
}

fn days(version: Option<&Version>, language: Language) -> String {
    version.map_or_else(|| t(words::NEVER).to_owned(), |version| version.days(language))
}

/// What one version changed. Long laws take a moment: the page says so first.
fn comparison(old: Arc<Pack>, new: Arc<Pack>, from: NaiveDate, showing: Showing) -> View {
    let found = RwSignal::new_local(None::<Vec<Difference>>);
    let (before, after) = (Arc::clone(&old), Arc::clone(&new));
    after_paint(move || {
        // The page may have been left meanwhile.
        let _ = found.try_set(Some(diff(&before.document, &after.document)));
    });
    let title = fill(t(words::COMPARED), &[&date::full_day(from, language())]);
    let address = [&address(&new), "@", &from.to_string()].concat();
    let shown = move || match &*found.read() {
        None => classed("p", "note").attr("role", "status").child(t(words::COMPARING)).into(),
        Some(all) => differences(all, &address, showing),
    };
    many([el("h3").child(title).into(), live(shown)])
}

fn differences(all: &[Difference], address: &str, showing: Showing) -> View {
    let of = |kind: Kind| all.iter().filter(|one| one.kind == kind).count();
    let renumbered = all.iter().filter(|one| is_renumbered(one)).count();
    if of(Kind::Same) == all.len() && renumbered == 0 {
        return el("p").child(t(words::NO_CHANGE)).into();
    }
    let counted = [
        (of(Kind::Changed), words::COUNT_CHANGED),
        (of(Kind::Added), words::COUNT_ADDED),
        (of(Kind::Removed), words::COUNT_REMOVED),
        (of(Kind::Same), words::COUNT_SAME),
        (renumbered, words::COUNT_RENUMBERED),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let counted: Vec<String> = counted.map(|(count, words)| fill(t(words), &[&count.to_string()])).collect();
    let summary = [&*counted.join(t(words::COUNT_BETWEEN)), t(words::COUNT_END)].concat();
    let only = showing.only_changes.get();
    let shown = all.iter().filter(|one| !only || one.kind != Kind::Same || one.moved);
    let beside = showing.beside.get();
    let list: Vec<View> = shown.map(|one| difference(one, address, beside)).collect();
    many([
        el("p").child(summary).into(),
        ways(showing),
        el("div")
            .attr("class", if beside { "differences is-beside" } else { "differences" })
            .attr("lang", Language::Zh.tag())
            .child(list)
            .into(),
    ])
}

fn is_renumbered(one: &Difference) -> bool {
    one.kind == Kind::Same && one.old != one.new
}

/// Merged or side by side, which only a wide screen has room for; and whether what stays is shown.
fn ways(Showing { beside, only_changes }: Showing) -> View {
    let ways = vec![
        option("showing", t(words::MERGED), move || !beside.get(), move || beside.set(false)),
        option("showing", t(words::BESIDE), move || beside.get(), move || beside.set(true)),
    ];
    let only = el("input")
        .attr("type", "checkbox")
        .attr("id", "only-changes")
        .switch("checked", move || only_changes.get())
        .on("change", move |event| {
            only_changes.set(event_target_checked(&event));
            focus::soon("#only-changes", false);
        });
    many([
        classed("div", "ways").child(choices(t(words::SHOW), ways)).into(),
        classed("label", "option").child(only).child(el("span").child(t(words::ONLY_CHANGES))).into(),
    ])
}

fn difference(one: &Difference, address: &str, beside: bool) -> View {
    let tag = match one.kind {
        Kind::Added => Some(words::ADDED),
        Kind::Removed => Some(words::REMOVED),
        Kind::Changed => Some(words::CHANGED),
        Kind::Same if is_renumbered(one) => Some(words::RENUMBERED),
        Kind::Same => None,
    };
    let tags = [tag, one.moved.then_some(words::MOVED)];
    let tags: Vec<View> = tags.into_iter().flatten().map(|tag| classed("span", "tag").child(t(tag)).into()).collect();
    let name = classed("p", "difference-name").child(name(one, address)).child(" ").child(tags);
    let text = if beside && one.kind != Kind::Same {
        let side = |title, leaves_out: Op| {
            let spans: Vec<&Span> = one.spans.iter().filter(|span| span.op != leaves_out).collect();
            let text = if spans.is_empty() { el("p").child("—") } else { spans_of(spans.into_iter()) };
            el("div").child(classed("p", "meta").child(t(title))).child(text)
        };
        many([side(words::OLD, Op::Added).into(), side(words::NEW, Op::Removed).into()])
    } else {
        spans_of(one.spans.iter()).into()
    };
    classed("section", "difference").child(name).child(classed("div", "difference-text").child(text)).into()
}

fn spans_of<'a>(spans: impl Iterator<Item = &'a Span>) -> Element {
    let span = |span: &Span| {
        let text = span.text.clone();
        match span.op {
            Op::Kept => text.into(),
            Op::Added => el("ins").child(text).into(),
            Op::Removed => el("del").child(text).into(),
        }
    };
    classed("p", "spans").child(spans.map(span).collect::<Vec<View>>())
}

/// 第四条（原第三条）, a link where the new text has it.
fn name(one: &Difference, address: &str) -> View {
    let unit = |number: Option<ArticleNumber>| match (one.unit, number) {
        (_, Some(number)) => number.chinese(),
        (Unit::Title, _) => t(words::UNIT_TITLE).into(),
        (Unit::Preamble, _) => t(words::UNIT_PREAMBLE).into(),
        (Unit::Closing, _) => t(words::UNIT_CLOSING).into(),
        (_, None) => t(words::UNIT_HEADING).into(),
    };
    match (one.old, one.new) {
        (old, Some(new)) => {
            let number = unit(Some(new));
            let words = match old {
                Some(old) if old != new => fill(t(words::WAS), &[&number, &old.chinese()]),
                _ => number,
            };
            cite([address, &*Addressed::Article(new).path()].concat(), words).into()
        }
        (old, None) => unit(old).into(),
    }
}

/// The version that is in force on `day`, to be read.
pub fn of_day(device: Device, published: Arc<Published>, day: NaiveDate, below: Memo<String>) -> View {
    let versions = RwSignal::new_local(None::<Vec<One>>);
    let about = Arc::clone(&published);
    spawn_local(async move {
        let all = all(device, &about).await;
        // The page may have been left meanwhile.
        let _ = versions.try_set(Some(all));
    });
    follow(move || {
        let below = below.get();
        if versions.with(Option::is_some) {
            request_animation_frame(move || point_at(&below, true));
        }
    });
    live(move || {
        let Some(all) = versions.get() else { return skeleton(8).into() };
        let from: Vec<NaiveDate> = all.iter().map(One::from).collect();
        let found = in_force(&from, day).and_then(|at| Some((at, all.get(at)?)));
        match found {
            None => {
                let sentence = fill(t(words::NONE_ON_DAY), &[&date::full_day(day, language())]);
                many([classed("p", "aside").child(sentence).into(), to_current(&published)])
            }
            Some((at, one)) => {
                let applying = by_time(&from);
                let version = applying.iter().find(|version| version.number == at);
                one.pack
                    .as_ref()
                    .map_or_else(|| to_fetch(device, versions, at), |pack| read(&published, one, pack, version, day))
            }
        }
    })
}

fn to_fetch(device: Device, versions: RwSignal<Option<Vec<One>>, LocalStorage>, at: usize) -> View {
    absent(
        device,
        move || versions.with_untracked(|all| Some(all.as_ref()?.get(at)?.entry.pack)),
        move |pack| {
            let _ = versions.try_update(|all| {
                if let Some(one) = all.as_mut().and_then(|all| all.get_mut(at)) {
                    one.pack = Some(Arc::new(pack));
                }
            });
        },
    )
}

fn read(published: &Arc<Published>, one: &One, pack: &Arc<Pack>, version: Option<&Version>, day: NaiveDate) -> View {
    let force = days(version, language());
    if one.entry == published.entry {
        return text_of(published, address(pack), pack.document.force(clock::today(), language()));
    }
    let from = one.from();
    let banner = if from > clock::today() {
        fill(t(reader::COMING_VERSION), &[&date::full_day(from, language())])
    } else {
        fill(t(reader::OLD_VERSION), &[&date::full_day(day, language())])
    };
    let other = Published { entry: one.entry.clone(), pack: (**pack).clone(), coming: None, versions: Vec::new() };
    let at = [&address(pack), "@", &day.to_string()].concat();
    many([
        classed("p", "aside").attr("role", "status").child(banner).into(),
        to_current(published),
        text_of(&Arc::new(other), at, force),
    ])
}

fn to_current(published: &Published) -> View {
    actions().child(button_link(button::Kind::Quiet, address(&published.pack), t(reader::TO_CURRENT))).into()
}
