//! One document: first what it has to do with me, then in one scroll the points, the text, questions and terms (办法 art. 26-28).
//!
//! An article's number is its link: `/d/{document}/art/{number}` is this page, scrolled to that article; so are a question and a term, at `/q/{number}` and
//! `/term/{number}`. A version is named by a day on which it was in force: `/d/{document}@{day}`.

mod easy;
pub mod picture;
mod text;
pub mod tools;
pub mod versions;
pub mod withdrawn;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use mingbai_shared::audience::{judge, wording};
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::wording::until;
use mingbai_shared::pack::{Addressed, Offer, Pack};
use mingbai_shared::register::versions::Named;
use mingbai_shared::words::date;

use crate::clock;
use crate::components::button::{Kind, actions, button_link};
use crate::components::card::{address, amount, next, route_tag};
use crate::components::print::on_paper;
use crate::components::shell::head::name_page;
use crate::components::skeleton::skeleton;
use crate::components::tag::{mark, mark_saying, sample_tag};
use crate::device::{Device, Published, RecordState};
use crate::focus;
use crate::pages::{not_found, not_here};
use crate::parts::{self, Once, Reading};
use crate::router::Place;
use crate::view::{Element, View, classed, el, follow, link, live, many};
use crate::words::{fill, home, language, reader, t};

/// What is shown of a document: the version in force, or another. A copy shows the same.
#[derive(Clone)]
struct Shown {
    published: Arc<Published>,
    /// Where it is shown.
    address: String,
    /// Whether it is in the public record, or on its way there.
    in_record: bool,
    /// What is loaded after the text.
    reading: Once<Reading>,
}

impl Shown {
    fn at(published: &Arc<Published>, address: String) -> Shown {
        Shown { published: Arc::clone(published), address, in_record: true, reading: Once::here(parts::reading) }
    }

    fn pack(&self) -> &Pack {
        &self.published.pack
    }

    /// The address of a part of it.
    fn address_of(&self, part: Addressed) -> String {
        [&*self.address, &part.path()].concat()
    }

    /// Draws with what is loaded after the text, once it is here.
    fn with_reading(&self, draw: impl Fn(Reading) -> View + 'static) -> View {
        let reading = self.reading;
        live(move || reading.get().map(&draw))
    }
}

const MARKED: &str = "#app .reader .is-marked";

/// The page of a document; `named` is its id, perhaps with `@` and a day, `below` what the address names in it, as `art/3`, or nothing.
pub fn page(named: Memo<String>, below: Memo<String>) -> View {
    let device = expect_context::<Device>();
    // Of what names no version nothing is found.
    let document =
        Memo::new(move |_| named.with(|named| Named::read(named).map_or(String::new(), |it| it.document.into())));
    let day = Memo::new(move |_| named.with(|named| Named::read(named)?.day));
    // The text is drawn again when another pack comes, not whenever the record grows.
    let digest =
        Memo::new(move |_| document.with(|document| device.find(document)).map(|published| published.entry.pack));
    let place = expect_context::<Place>();
    let mut drawn = None;
    follow(move || {
        place.follow_again();
        let (below, spoken) = (below.get(), language());
        if digest.get().is_some() {
            // In another language the page is drawn anew, and the focus is on what was pressed.
            let only_language = drawn.replace(spoken).is_some_and(|drawn| drawn != spoken);
            let scroll = !place.is_returned_to();
            request_animation_frame(move || {
                if mark_part(&below) && !only_language {
                    show_marked(scroll);
                }
            });
        }
    });
    let loading = move || device.record_state.with(|state| matches!(state, RecordState::Loading));
    let lacking =
        move || device.record_state.with(|state| matches!(state, RecordState::Offline { .. } | RecordState::NotKept));
    live(move || match digest.get() {
        Some(_) => {
            let found = document.with_untracked(|document| untrack(|| device.find(document)));
            match (found, day.get()) {
                (None, _) => View::Nothing,
                (Some(published), None) => many([no_part(&published, below), read(device, published)]),
                (Some(published), Some(day)) => of_day(device, published, day, below),
            }
        }
        None if loading() => skeleton(8).into(),
        // It may be among what has not come yet.
        None if lacking() => not_here::page(device, || ()),
        // It may have been withdrawn, which the record says.
        None => gone(device, document.get()),
    })
}

/// The version of another day.
fn of_day(device: Device, published: Arc<Published>, day: NaiveDate, below: Memo<String>) -> View {
    let here = Once::here(parts::reading);
    live(move || here.get().map(|reading| (reading.of_day)(device, Arc::clone(&published), day, below)))
}

/// A document that is not among those that stand.
fn gone(device: Device, document: String) -> View {
    let here = Once::here(parts::reading);
    live(move || match here.get() {
        Some(reading) => (reading.withdrawn)(device, document.clone()),
        None => here.is_missing().then(not_found::page).into(),
    })
}

/// Marks the part that the address names; whether there is one.
fn mark_part(below: &str) -> bool {
    if let Ok(Some(marked)) = document().query_selector(MARKED) {
        // Taking away a class that is there cannot fail.
        let _ = marked.class_list().remove_1("is-marked");
    }
    let Ok(Some(part)) = Addressed::read(below) else { return false };
    let part = document().query_selector(&["#app [id=\"", &part.id(), "\"]"].concat());
    part.ok().flatten().is_some_and(|part| part.class_list().add_1("is-marked").is_ok())
}

/// Marks a part and goes there.
fn point_at(below: &str, scroll: bool) {
    if mark_part(below) {
        show_marked(scroll);
    }
}

/// Focuses the marked part, and scrolls to it unless the page stands where it was left.
fn show_marked(scroll: bool) {
    if scroll && let Ok(Some(part)) = document().query_selector(MARKED) {
        part.scroll_into_view();
    }
    focus::now(MARKED, false);
}

fn read(device: Device, published: Arc<Published>) -> View {
    let concerns = concerning(device, &published);
    let shown = Shown::at(&published, address(&published.pack));
    let force = published.pack.document.force(clock::today(), language());
    let above = many([concerns, coming(&published), contents(&published)]);
    let changes = changes(device, &shown);
    let tools = shown.with_reading(move |reading| (reading.tools)(device, Arc::clone(&published)));
    drawn(&shown, force, above, changes, tools)
}

/// What it has to do with whoever reads it.
fn concerning(device: Device, published: &Arc<Published>) -> View {
    let about = Arc::clone(published);
    classed("section", "concerns")
        .attr("id", "me")
        .attr("aria-labelledby", "me-h")
        .child(el("h2").attr("id", "me-h").child(t(reader::CONCERNS)))
        .child(live(move || concerns(device, &about.pack)))
        .into()
}

/// The text of a version with its interpretation, without what it has to do with whoever reads it today. `force` says when it applies.
fn text_of(published: &Arc<Published>, address: String, force: String) -> View {
    drawn(&Shown::at(published, address), force, View::Nothing, View::Nothing, View::Nothing)
}

/// A pack that is not published yet, as it will be shown.
pub fn preview(device: Device, published: &Arc<Published>) -> View {
    let force = published.pack.document.force(clock::today(), language());
    let shown = Shown { in_record: false, ..Shown::at(published, address(&published.pack)) };
    body(&shown, force, concerning(device, published), changes(device, &shown), View::Nothing)
}

fn drawn(shown: &Shown, force: String, above: View, changes: View, tools: View) -> View {
    name_page(shown.pack().title.in_language(language()));
    body(shown, force, above, changes, tools)
}

fn body(shown: &Shown, force: String, above: View, changes: View, tools: View) -> View {
    let path = shown.address.clone();
    // Drawn again once the numbers in it can be asked where they come from.
    let easy = |part: fn(&Shown) -> View| {
        let shown = shown.clone();
        live(move || part(&shown))
    };
    let of_picture = Arc::clone(&shown.published);
    let at_a_glance = shown.with_reading(move |reading| (reading.picture)(Arc::clone(&of_picture)));
    classed("article", "reader")
        .child(head(shown, force))
        .child(above)
        .child(easy(easy::points))
        .child(at_a_glance)
        .child(easy(easy::scope))
        .child(changes)
        .child(easy(easy::standards))
        .child(easy(easy::cases))
        .child(text::text(shown))
        .child(easy(easy::questions))
        .child(easy::terms(shown))
        .child(easy::contact(shown))
        .child(on_paper(Box::new(move || path.clone())))
        .child(tools)
        .into()
}

/// That another version is coming, and from when.
fn coming(published: &Published) -> View {
    let said = |coming: &Arc<Published>| {
        let day = date::full_day(coming.applies_from(), language());
        classed("p", "aside").child(fill(t(reader::COMING), &[&day])).child(" ").child(link(
            "",
            "#changes",
            t(reader::SEE_CHANGES),
        ))
    };
    published.coming.as_ref().map(said).into()
}

/// What changed, where the document says so or was published more than once.
fn changes(device: Device, shown: &Shown) -> View {
    let published = Arc::clone(&shown.published);
    if !published.says_what_changed() {
        return View::Nothing;
    }
    let compared = (published.versions.len() > 1)
        .then(|| shown.with_reading(move |reading| (reading.changes)(device, Arc::clone(&published))));
    let said = shown.clone();
    classed("section", "part")
        .attr("id", "changes")
        .attr("tabindex", "-1")
        .child(el("h2").child(t(reader::CHANGES)))
        .child(live(move || easy::differences(&said)))
        .child(compared)
        .into()
}

/// Says so where the address names a part that the document does not have.
fn no_part(published: &Arc<Published>, below: Memo<String>) -> View {
    let published = Arc::clone(published);
    live(move || {
        let missing = match below.with(|below| Addressed::read(below)) {
            Ok(part) => part.is_some_and(|part| !part.is_in(&published.pack)),
            Err(_) => true,
        };
        missing.then(|| classed("p", "aside").attr("role", "status").child(t(reader::NO_PART)))
    })
}

fn head(shown: &Shown, force: String) -> Element {
    let published = &*shown.published;
    let pack = &published.pack;
    let document = &pack.document;
    let today = clock::today();
    let meta = [
        (reader::NUMBER, document.number.clone()),
        (reader::ISSUER, document.issuer.clone()),
        (reader::FORCE, Some(force)),
    ]
    .map(|(name, value)| {
        value.map(|value| el("div").child(el("dt").child(t(name))).child(el("dd").child(value))).into()
    });
    let recorded = [t(Mark::InRecord.word()), " · ", &date::moment(published.entry.at, today, language())].concat();
    let topic = pack.topic.in_language(language()).to_owned();
    classed("header", "doc-head")
        .child(classed("p", "doc-topic").child(topic).child(sample_tag(pack.sample)))
        .child(el("h1").attr("tabindex", "-1").child(pack.title.in_language(language()).to_owned()))
        .child(classed("dl", "doc-meta").child(many(meta)))
        .child(shown.in_record.then(|| el("p").child(mark_saying(Mark::InRecord, recorded))))
        .child(shown.in_record.then(|| {
            let proof = link("", published.entry.proof_path(), t(reader::PROOF)).attr("download", "");
            classed("p", "meta").child(proof)
        }))
}

/// The first line: whether it applies, and why. It follows the facts.
fn concerns(device: Device, pack: &Pack) -> View {
    let Some(offer) = &pack.offer else {
        return classed("p", "because").child(t(reader::NO_OFFER)).into();
    };
    let (today, language) = (clock::today(), language());
    device.facts.with(|facts| {
        let judged = judge(&offer.audience, facts, today);
        let answer = (!judged.missing.is_empty())
            .then(|| actions().child(button_link(Kind::Quiet, "/me", t(reader::ANSWER_IN))));
        let who = fill(t(home::WHO), &[&wording::rule(&offer.audience, language)]);
        many([
            classed("p", "card-head").child(mark(judged.verdict.into())).child(route_tag(offer.route)).into(),
            classed("p", "because").child(wording::because(&judged, today, language)).into(),
            amount(offer, facts, today),
            next(offer, facts, today),
            classed("p", "note").child(t(offer.route.explained())).into(),
            dates(offer),
            classed("p", "note who").child(who).into(),
            answer.into(),
        ])
    })
}

fn dates(offer: &Offer) -> View {
    let today = clock::today();
    let until = until(offer, today, language()).map(|until| classed("p", "meta").child(until));
    let closed = (!offer.stands_on(today)).then(|| classed("p", "meta").child(t(reader::NOT_NOW)));
    many([until.into(), closed.into()])
}

/// The row that stays in sight: only what this document has.
fn contents(published: &Published) -> View {
    let easy = &published.pack.interpretation;
    let links = [
        ("#me", reader::CONCERNS, true),
        ("#points", reader::POINTS, !easy.points.is_empty()),
        ("#changes", reader::CHANGES, published.says_what_changed()),
        ("#text", reader::TEXT, true),
        ("#questions", reader::QUESTIONS, !easy.questions.is_empty()),
        ("#terms", reader::TERMS, !easy.terms.is_empty()),
    ]
    .map(|(address, name, there)| there.then(|| link("", address, t(name))).into());
    classed("nav", "jump").attr("aria-label", t(reader::CONTENTS)).child(many(links)).into()
}
