//! What a document grants: to whom, what, how, until when.

use leptos::prelude::*;
use mingbai_shared::audience::wording;
use mingbai_shared::facts::{FactKey, Subject};
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::words::Bilingual;

use super::desk::Desk;
use super::form::{Control, Field, line};
use crate::clock;
use crate::pages::staff::clauses::Editor;
use crate::private_sync::new_id;
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{drafting as words, fill, language, t};

const SUBJECT: Control =
    Control::Choice(&[("", words::SUBJECT_NONE), ("resident", words::RESIDENT), ("firm", words::FIRM)]);
const ROUTE: Control = Control::Choice(&[
    ("", words::SUBJECT_NONE),
    ("without_review", words::ROUTE_WITHOUT_REVIEW),
    ("without_application", words::ROUTE_WITHOUT_APPLICATION),
    ("apply", words::ROUTE_APPLY),
]);
const KIND: Control = Control::Choice(&[
    ("", words::KIND_NONE),
    ("fixed", words::KIND_FIXED),
    ("for_each_under", words::KIND_EACH),
    ("by_age", words::KIND_BY_AGE),
]);
const PER: Control = Control::Choice(&[
    ("", words::SUBJECT_NONE),
    ("month", words::PER_MONTH),
    ("year", words::PER_YEAR),
    ("once", words::PER_ONCE),
]);

const fn with(part: &'static str, control: Control) -> Field {
    Field { part, control, hint: None }
}

const FIRST: &[Field] = &[with("subject", SUBJECT), with("route", ROUTE)];
const BENEFIT: &[Field] = &[
    with("benefit/zh", Control::Lines),
    with("benefit/en", Control::Lines),
    Field { part: "articles", control: Control::Line, hint: Some(words::ARTICLES_HINT) },
];
const WHEN: &[Field] = &[with("from", Control::Day), with("until", Control::Day)];
const BAND: &[Field] = &[line("age"), line("yuan")];
const EXCLUDED: &[Field] =
    &[Field { part: "with", control: Control::Line, hint: Some(words::POLICY_HINT) }, line("article")];
const CEILING: &[Field] = &[line("name/zh"), line("name/en"), line("yuan"), line("article")];

pub fn offer(desk: Desk) -> View {
    many([
        classed("p", "note").child(live(|| t(words::OFFER_HINT))).into(),
        findings(desk, &["offer/subject", "offer/route"]),
        desk.fields("offer", FIRST),
        audience(desk),
        findings(desk, &["offer/benefit"]),
        desk.fields("offer", BENEFIT),
        part(words::AMOUNT, amount(desk)),
        findings(desk, &["offer/from", "offer/until"]),
        desk.fields("offer", WHEN),
        part(words::CEILING, many([desk.findings_at("offer/ceiling".into()), desk.fields("offer/ceiling", CEILING)])),
        part(words::EXCLUDES, desk.entries("offer/excludes", EXCLUDED)),
    ])
}

fn findings(desk: Desk, places: &[&str]) -> View {
    places.iter().map(|place| desk.findings_at((*place).into())).collect::<Vec<View>>().into()
}

fn part(title: Bilingual, inside: View) -> View {
    classed("fieldset", "field").child(el("legend").child(live(move || t(title)))).child(inside).into()
}

/// The amount; only the fields that its kind needs.
fn amount(desk: Desk) -> View {
    let kind = Memo::new(move |_| desk.writing.draft.with(|draft| draft.offer.amount.kind.clone()));
    let place = "offer/amount";
    let of_kind = move || -> View {
        let fact = || fact(desk);
        match kind.get().as_str() {
            "fixed" => desk.fields(place, &[line("yuan"), with("per", PER)]),
            "for_each_under" => many([fact(), desk.fields(place, &[line("age"), line("yuan"), with("per", PER)])]),
            "by_age" => many([
                fact(),
                desk.fields(place, &[with("per", PER)]),
                part(words::BANDS, desk.entries("offer/amount/bands", BAND)),
            ]),
            _ => View::Nothing,
        }
    };
    many([desk.findings_at(place.into()), desk.fields(place, &[with("kind", KIND)]), live(of_kind)])
}

/// The fact that decides, by its name among those of the subject.
fn fact(desk: Desk) -> View {
    let writing = desk.writing;
    let id = "offer-amount-fact";
    let select = move || {
        writing.filled.track();
        let (subject, chosen) =
            writing.draft.with_untracked(|draft| (subject_of(&draft.offer.subject), draft.offer.amount.fact.clone()));
        let none = el("option").attr("value", "").child(t(words::FACT_NONE)).into();
        let option = |fact: FactKey| {
            let is_chosen = fact.name() == chosen;
            el("option").attr("value", fact.name()).switch("selected", move || is_chosen).child(t(fact.label())).into()
        };
        let options: Vec<View> = [none].into_iter().chain(FactKey::of(subject).map(option)).collect();
        let chosen = move |event| writing.change(|draft| draft.offer.amount.fact = event_target_value(&event));
        el("select").attr("id", id).attr("data-place", "offer/amount/fact").child(options).on("change", chosen)
    };
    let label = || t(mingbai_shared::pack::draft::name("fact"));
    classed("div", "field").child(el("label").attr("for", id).child(live(label))).child(live(select)).into()
}

fn subject_of(word: &str) -> Subject {
    if word == "firm" { Subject::Firm } else { Subject::Resident }
}

/// Who gets it, clicked together, and in words as it grows.
fn audience(desk: Desk) -> View {
    let writing = desk.writing;
    // What is half typed stands here as it was typed; the draft holds each line as the rule that it is by then.
    let sketch = StoredValue::new(writing.draft.with_untracked(|draft| draft.sketch()));
    let read = move || (sketch.get_value(), writing.draft.with_untracked(|draft| subject_of(&draft.offer.subject)));
    let editor = Editor::of(read, move |change| {
        let mut changed = sketch.get_value();
        change(&mut changed);
        writing.change(|draft| draft.set_audience(&changed, || new_id(clock::now_ms())));
        sketch.set_value(changed);
    });
    let kept = Memo::new(move |_| {
        writing.filled.track();
        writing.draft.with_untracked(|draft| draft.sketch())
    });
    let subject = Memo::new(move |_| writing.draft.with(|draft| draft.offer.subject.clone()));
    let mut asked_of = None;
    follow(move || {
        let (kept, subject) = (kept.get(), subject.get());
        // Somebody else changed it, or it was taken back.
        let is_other = sketch.with_value(|sketch| *sketch != kept);
        if is_other {
            sketch.set_value(kept);
        }
        if is_other || asked_of.replace(subject.clone()).is_none_or(|before| before != subject) {
            editor.again();
        }
    });
    // Followed: conditions cite what the document has by then.
    let articles = Memo::new(move |_| {
        desk.checked.with(|checked| {
            let articles = checked.pack.iter().flat_map(|pack| pack.document.articles());
            articles.map(|article| article.number).collect::<Vec<ArticleNumber>>()
        })
    });
    let in_words = move || {
        desk.checked.with(|checked| {
            let offer = checked.pack.as_ref()?.offer.as_ref()?;
            Some(fill(t(words::IN_WORDS), &[&wording::rule(&offer.audience, language())]))
        })
    };
    part(
        words::WHO,
        many([
            desk.findings_at("offer/audience".into()),
            el("div")
                .attr("data-place", "offer/audience")
                .attr("tabindex", "-1")
                .child(editor.lines(move || articles.get()))
                .into(),
            classed("p", "because").attr("role", "status").child(live(in_words)).into(),
        ]),
    )
}
