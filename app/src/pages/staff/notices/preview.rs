//! What a notice will be: in words, on sample people, on a phone, and in the public record.

use mingbai_shared::audience::{Judgement, Verdict, judge, wording};
use mingbai_shared::facts::{FactKey, Facts, Subject};
use mingbai_shared::marks::Mark;
use mingbai_shared::notice::{Notice, NoticeKind, Sample, panel};
use wasm_bindgen::JsValue;

use crate::components::list::{review, section};
use crate::components::tag::mark_saying;
use crate::device::Device;
use crate::pages::notices::package::package;
use crate::pages::notices::{card, policies};
use crate::view::{View, classed, el, many};
use crate::words::{fill, language, staff_notices as words, t};
use crate::{clock, json};

/// The invented people or firms of a notice, each with whether it reaches them on its first day.
fn tried(notice: &Notice) -> Vec<(Sample, Judgement)> {
    let first = notice.from.max(clock::today());
    let samples = panel(notice.subject, |facts| json::parse::<Facts>(facts).ok());
    let judged = |sample: Sample| {
        let judged = judge(&notice.audience, &sample.facts, first);
        (sample, judged)
    };
    samples.into_iter().map(judged).collect()
}

/// Which kinds of people a rule reaches, and why: invented ones, never who they are.
pub fn kinds(notice: &Notice) -> View {
    let (judged, today) = (tried(notice), clock::today());
    let count = |verdict| judged.iter().filter(|(_, judged)| judged.verdict == verdict).count().to_string();
    let counts = [Verdict::Eligible, Verdict::NotEligible, Verdict::Unknown].map(count);
    let [reached, not, open] = &counts;
    let nobody = (reached == "0").then(|| classed("p", "field-error").child(t(words::TRIED_NOBODY)));
    let row = |(sample, judged): &(Sample, Judgement)| -> View {
        let said = match judged.verdict {
            Verdict::Eligible => words::RECEIVES,
            Verdict::NotEligible => words::DOES_NOT,
            Verdict::Unknown => words::DEPENDS,
        };
        let because = wording::because(judged, today, language());
        el("li")
            .attr("data-testid", "kind")
            .child(mark_saying(Mark::from(judged.verdict), t(said).into()))
            .child(" ")
            .child(t(sample.name))
            .child(classed("span", "row-note").child(because))
            .into()
    };
    let all = judged.len().to_string();
    section("g-kinds", t(words::TRIED), ())
        .child(classed("p", "note").child(t(words::TRIED_NOTE)))
        .child(
            classed("p", "because")
                .attr("data-testid", "reach")
                .child(fill(t(words::TRIED_COUNT), &[&all, reached, not, open])),
        )
        .child(nobody)
        .child(classed("ul", "rows plain").child(judged.iter().map(row).collect::<Vec<View>>()))
        .into()
}

/// The card in the width of a phone, as it reaches the first kind of people that it does.
pub fn phone(device: Device, notice: &Notice) -> View {
    let today = clock::today();
    let reached = tried(notice).into_iter().find(|(_, judged)| judged.verdict == Verdict::Eligible);
    let (because, facts) = reached
        .map(|(sample, judged)| (wording::because(&judged, today, language()), sample.facts))
        .unwrap_or_default();
    let inside = match notice.kind {
        NoticeKind::Package => package(device, notice, &facts),
        _ => policies(device, notice),
    };
    section("g-phone", t(words::PREVIEW), ())
        .child(classed("ul", "cards phone").child(card(device, notice, because, inside)))
        .into()
}

/// The public entry: in words, and exactly as it is written.
pub fn record(notice: &Notice) -> View {
    let whom = wording::rule(&notice.audience, language());
    let text = json::write(notice).map(|text| pretty(&text)).unwrap_or_default();
    let inside = many([
        classed("p", "note").child(t(words::RECORD_NOTE)).into(),
        review(vec![(t(words::PUBLISHED_RULE), whom)]),
        classed("pre", "plan-example").attr("tabindex", "0").attr("aria-label", t(words::RECORD)).child(text).into(),
    ]);
    classed("details", "group").child(el("summary").child(t(words::RECORD))).child(inside).into()
}

/// JSON with a line for each member.
fn pretty(text: &str) -> String {
    let spaced = js_sys::JSON::parse(text)
        .and_then(|value| js_sys::JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()));
    spaced.ok().and_then(|text| text.as_string()).unwrap_or_else(|| text.to_owned())
}

/// Whose facts a rule may ask about, in the order of the vocabulary.
pub fn facts_of(subject: Subject) -> impl Iterator<Item = FactKey> {
    FactKey::ALL.iter().copied().filter(move |fact| fact.subject() == subject)
}
