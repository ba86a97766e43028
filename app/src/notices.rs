//! Which notices reach this person or firm. It comes in a part of its own, loaded where the record has any (docs/decisions/0007).

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::audience::wording;
use mingbai_shared::facts::Subject;
use mingbai_shared::notice::{Notice, NoticeKind, Reach, Reader};

use crate::components::list::group;
use crate::components::tag::sample_tag;
use crate::device::{Device, Noticed};
use crate::view::{View, classed, el, link};
use crate::words::{fill, home, language, t};
use crate::{clock, json};

impl Noticed {
    /// What it says; none where it is of a form that this app does not know.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.get_or_init(|| json::parse(&self.text).ok()).as_ref()
    }
}

/// A notice that reaches somebody, or may.
#[derive(Clone)]
pub struct Reaching {
    pub noticed: Arc<Noticed>,
    pub reach: Reach,
}

impl Reaching {
    pub fn notice(&self) -> Option<&Notice> {
        self.noticed.notice()
    }

    /// Whether it was put away; followed.
    pub fn is_away(&self, device: Device) -> bool {
        device.put_away.with(|put_away| put_away.iter().any(|key| key == self.noticed.entry.document.as_str()))
    }
}

/// What `ask` finds out about whoever reads here; followed. Nothing where their facts cannot be read: nobody knows then what reaches them.
pub fn of_reader<T: Default>(device: Device, ask: impl FnOnce(Reader<'_>, &[Arc<Noticed>]) -> T) -> T {
    if device.facts_state().is_closed() {
        return T::default();
    }
    device.choices.with(|choices| {
        device.facts.with(|facts| {
            let reader = Reader { facts, choices, today: clock::today() };
            device.notices.with(|all| ask(reader, all))
        })
    })
}

/// The notices for `subject` that stand today and reach somebody of these facts, or may once more is said; newest first. Follows all of it.
pub fn reaching(device: Device, subject: Subject) -> Vec<Reaching> {
    of_reader(device, |reader, all| {
        let (known, notices): (Vec<_>, Vec<_>) = all.iter().filter_map(|one| Some((one, one.notice()?))).unzip();
        let reached = reader.reached_by(&notices, subject).into_iter();
        reached.filter_map(|reach| Some(Reaching { noticed: Arc::clone(known.get(reach.place)?), reach })).collect()
    })
}

/// Of the home page: the notices that come up, but for what was put away.
pub fn coming_up(device: Device, subject: Subject) -> View {
    let today = clock::today();
    let row = |one: Reaching| -> Option<View> {
        let notice = one.notice()?;
        let title = notice.title.in_language(language()).to_owned();
        let title = classed("span", "row-title").child(title).child(" ").child(sample_tag(notice.sample));
        let why = wording::because(&one.reach.judged, today, language());
        let why = match notice.kind {
            NoticeKind::Package => [fill(t(home::PACKAGE_OF), &[&notice.policies.len().to_string()]), why].concat(),
            _ => why,
        };
        let why = classed("span", "row-note").child(why);
        Some(el("li").child(link("", "/notices", title).child(why)).into())
    };
    let up = reaching(device, subject).into_iter().filter(|one| one.reach.comes_up && !one.is_away(device));
    let rows: Vec<View> = up.filter_map(row).collect();
    let off = device.choices.with(|choices| choices.off);
    let words = if off { home::NOTICES_OFF } else { home::ALL_NOTICES };
    let all = classed("p", "note").child(link("", "/notices", t(words)));
    // The way to the switch is there also where nothing comes up.
    if rows.is_empty() {
        return all.into();
    }
    group("g-notices", t(home::NOTICES), rows, "rows").child(all).into()
}
