//! The bar at the thumb while reading: listen, type, notes, find, and more. What was selected in the text brings up what can be done with it.

mod keep;
mod notes;
mod selected;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::notes::Notes;
use self::selected::Selected;
use crate::aloud::{Pace, Reading};
use crate::appearance::elder;
use crate::components::button::{Kind, actions, button};
use crate::components::choice::{choices, option};
use crate::components::dialog::dialog;
use crate::components::shell::{ReadingAloud, read_or_stop};
use crate::device::{Device, Published};
use crate::parts::with_finding_within;
use crate::typography::Setting;
use crate::view::{self, View, classed, el, live, many};
use crate::words::{t, tools as words};
use mingbai_shared::words::Bilingual;

/// The bar with its dialogs.
pub fn tools(device: Device, published: Arc<Published>) -> View {
    let [kind, marks, find, more] = std::array::from_fn(|_| RwSignal::new(false));
    let said = RwSignal::new(None::<String>);
    let notes = Notes::open(device, Arc::clone(&published), said);
    let selected = selected::follow_selection(Arc::clone(&published));
    let reading = expect_context::<ReadingAloud>().0;
    let open = move |sheet: RwSignal<bool>| {
        move || {
            // What was said of something else is over.
            said.set(None);
            sheet.set(true);
        }
    };
    let of_selection = {
        let (notes, published) = (notes.clone(), Arc::clone(&published));
        move |selected: Selected| of_selection(&notes, &published, selected, marks, said)
    };
    let usual = move || {
        let listen = elder().is_none().then(|| listen(reading));
        many([
            listen.into(),
            tool(words::TYPE, words::TYPE_TITLE, open(kind)),
            tool(words::MARK, words::MARK_TITLE, open(marks)),
            tool(words::FIND, words::FIND_TITLE, open(find)),
            tool(words::MORE, words::MORE_TITLE, open(more)),
        ])
    };
    let bar = classed("div", "tools")
        .attr("role", "group")
        .live_attr("aria-label", || Some(t(words::TOOLS).into()))
        .child(live(move || selected.get().map_or_else(&usual, &of_selection)));
    let (about, of_keep) = (Arc::clone(&published), Arc::clone(&published));
    let document = published.pack.id.to_string();
    let with_close = |sheet: RwSignal<bool>, inside: View| {
        many([inside, actions().child(button(Kind::Quiet, t(words::CLOSE), move || sheet.set(false))).into()])
    };
    many([
        bar.into(),
        classed("p", "tools-said").attr("role", "status").child(live(move || said.get())).into(),
        dialog("type", || t(words::TYPE_TITLE), kind, move || with_close(kind, settings())).into(),
        dialog("marks", || t(words::MARK_TITLE), marks, move || with_close(marks, notes.list(&about, marks))).into(),
        dialog(
            "find",
            || t(words::FIND_TITLE),
            find,
            move || with_close(find, with_finding_within(device, document.clone(), find)),
        )
        .into(),
        dialog("more", || t(words::MORE_TITLE), more, move || with_close(more, keep::ways(device, &of_keep, said)))
            .into(),
    ])
}

fn tool(word: Bilingual, name: Bilingual, press: impl Fn() + 'static) -> View {
    view::button("tool", t(word), press).attr("aria-label", named(word, name)).attr("title", t(name)).into()
}

/// The word that is seen stands in the name, so that a voice finds the button by it (WCAG 2.5.3).
fn named(word: Bilingual, name: Bilingual) -> String {
    [t(word), " · ", t(name)].concat()
}

fn listen(reading: RwSignal<Reading>) -> View {
    let aloud = move || reading.get() == Reading::Aloud;
    view::button("tool", live(move || t(if aloud() { words::STOP } else { words::LISTEN })), move || {
        read_or_stop(reading)
    })
    .live_attr("aria-label", move || {
        let (word, name) =
            if aloud() { (words::STOP, words::STOP_READING) } else { (words::LISTEN, words::LISTEN_HERE) };
        Some(named(word, name).into())
    })
    .attr("data-testid", "listen-here")
    .into()
}

/// What can be done with the words that were selected.
fn of_selection(
    notes: &Notes,
    published: &Arc<Published>,
    selected: Selected,
    marks: RwSignal<bool>,
    said: RwSignal<Option<String>>,
) -> View {
    let (mark, write, share) = (notes.clone(), notes.clone(), selected.clone());
    let (marked, noted, about) = (selected.clone(), selected, Arc::clone(published));
    many([
        view::button("tool", t(words::MARK_WORDS), move || mark.add(marked.anchor.clone())).into(),
        view::button("tool", t(words::WRITE_NOTE), move || {
            write.write_about(noted.anchor.clone());
            marks.set(true);
        })
        .into(),
        view::button("tool", t(if keep::can_share() { words::SHARE_WORDS } else { words::COPY_WORDS }), move || {
            let (quoted, address) = keep::quotation(&about, &share.anchor);
            spawn_local(async move {
                let sentence = keep::share(&quoted, &address).await;
                let _ = said.try_set(sentence);
            });
        })
        .into(),
    ])
}

/// Type, lines, colours, contrast, and the pace of the voice.
fn settings() -> View {
    let changed = RwSignal::new(0_usize);
    let of = move |setting: Setting| -> View {
        // 长者版 has its own sizes, in the bar above.
        if setting == Setting::Size && elder().is_some() {
            return View::Nothing;
        }
        let options = setting.values().iter().map(|(value, label)| {
            let chosen = move || {
                changed.track();
                setting.chosen() == *value
            };
            option(setting.name(), t(*label), chosen, move || {
                setting.choose(value);
                changed.update(|changed| *changed += 1);
            })
        });
        choices(t(setting.label()), options.collect())
    };
    let paces = Pace::ALL.into_iter().zip([words::PACE_0, words::PACE_1, words::PACE_2]).map(|(pace, label)| {
        let chosen = move || {
            changed.track();
            Pace::remembered() == pace
        };
        option("pace", t(label), chosen, move || {
            pace.remember();
            changed.update(|changed| *changed += 1);
        })
    });
    let pace = choices(t(words::PACE), paces.collect());
    el("div")
        .attr("class", "settings")
        .child(Setting::ALL.map(of).into_iter().collect::<Vec<View>>())
        .child(pace)
        .into()
}
