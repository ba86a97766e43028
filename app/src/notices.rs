//! Which notices reach this person or firm. It comes in a part of its own, loaded where the record has any (docs/decisions/0007).

use std::rc::Rc;

use leptos::prelude::*;
use mingbai_shared::audience::{Judgement, Verdict, wording};
use mingbai_shared::facts::Subject;
use mingbai_shared::notice::{Notice, NoticeKind, comes_up};
use mingbai_shared::register::Entry;

use crate::components::list::group;
use crate::components::tag::sample_tag;
use crate::device::Device;
use crate::view::{View, classed, el, link};
use crate::words::{fill, home, language, t};
use crate::{clock, json};

/// A notice as it stands in the record now: recalled, where it was.
pub struct Noticed {
    /// The entry in the public record.
    pub entry: Entry,
    /// The notice.
    pub notice: Notice,
}

/// All that the record holds and this app can read, the newest first; followed.
pub fn read(device: Device) -> Vec<Rc<Noticed>> {
    device.notices.with(|all| {
        let read = all.iter().filter_map(|written| {
            let notice = json::parse(&written.text).ok()?;
            Some(Rc::new(Noticed { entry: written.entry.clone(), notice }))
        });
        read.collect()
    })
}

/// A notice that reaches somebody, or may.
#[derive(Clone)]
pub struct Reaching {
    pub noticed: Rc<Noticed>,
    pub judged: Judgement,
    /// Whether it comes up by itself; else it stands in the list.
    pub comes_up: bool,
}

impl Reaching {
    /// Whether it was put away; followed.
    pub fn is_away(&self, device: Device) -> bool {
        device.put_away.with(|put_away| put_away.iter().any(|key| key == self.noticed.notice.id.as_str()))
    }
}

/// The notices for `subject` that stand today and reach somebody of these facts, or may once more is said; newest first. Follows all of it.
pub fn reaching(device: Device, subject: Subject) -> Vec<Reaching> {
    let today = clock::today();
    let mut found = Vec::new();
    // Of whom nothing can be read, it is not known whom they reach.
    if device.facts_state().is_closed() {
        return found;
    }
    device.choices.with(|choices| {
        device.facts.with(|facts| {
            for noticed in read(device) {
                let notice = &noticed.notice;
                if notice.subject == subject && choices.let_through(&notice.agency) {
                    let judged = notice.judge(facts, today);
                    if judged.verdict != Verdict::NotEligible {
                        found.push(Reaching { noticed, judged, comes_up: false });
                    }
                }
            }
        });
    });
    let reach: Vec<usize> = (0..found.len()).filter(|at| found[*at].judged.verdict == Verdict::Eligible).collect();
    let up = comes_up(&reach.iter().map(|at| &found[*at].noticed.notice).collect::<Vec<_>>());
    for (at, up) in reach.into_iter().zip(up) {
        found[at].comes_up = up;
    }
    found
}

/// Of the home page: the notices that come up, but for what was put away.
pub fn coming_up(device: Device, subject: Subject) -> View {
    let today = clock::today();
    let row = |one: Reaching| -> View {
        let notice = &one.noticed.notice;
        let title = notice.title.in_language(language()).to_owned();
        let title = classed("span", "row-title").child(title).child(" ").child(sample_tag(notice.sample));
        let why = wording::because(&one.judged, today, language());
        let why = match notice.kind {
            NoticeKind::Package => [fill(t(home::PACKAGE_OF), &[&notice.policies.len().to_string()]), why].concat(),
            _ => why,
        };
        let why = classed("span", "row-note").child(why);
        el("li").child(link("", "/notices", title).child(why)).into()
    };
    let up = reaching(device, subject).into_iter().filter(|one| one.comes_up && !one.is_away(device));
    let rows: Vec<View> = up.map(row).collect();
    let all = classed("p", "note").child(link("", "/notices", t(home::ALL_NOTICES)));
    // The way to the switch is there also where nothing comes up.
    if rows.is_empty() {
        return all.into();
    }
    group("g-notices", t(home::NOTICES), rows, "rows").child(all).into()
}
