//! What a notice will be: in words, on sample people, on a phone, and in the public record.

use chrono::NaiveDate;
use mingbai_shared::audience::{Judgement, Rule, Verdict, judge, wording};
use mingbai_shared::facts::{Facts, Subject};
use mingbai_shared::marks::Mark;
use mingbai_shared::notice::{Notice, NoticeKind, Sample, panel};
use mingbai_shared::words::{Bilingual, BilingualText, Language, date};
use wasm_bindgen::JsValue;

use crate::components::list::{review, section};
use crate::components::tag::mark_saying;
use crate::device::Device;
use crate::pages::notices::package::package;
use crate::pages::notices::{card, policies};
use crate::view::{View, classed, el, many};
use crate::words::{fill, language, notices as of_notices, staff_notices as words, t};
use crate::{clock, json};

/// On whom a notice is tried: all that this hangs on.
#[derive(Clone, PartialEq)]
pub struct Trying {
    audience: Rule,
    subject: Subject,
    /// Its first day.
    on: NaiveDate,
}

/// The invented people or firms, each with whether it reaches them.
#[derive(Clone, PartialEq)]
pub struct Tried {
    on: NaiveDate,
    all: Vec<(Sample, Judgement)>,
}

impl Trying {
    pub fn of(notice: &Notice) -> Trying {
        Trying { audience: notice.audience.clone(), subject: notice.subject, on: notice.begins(clock::today()) }
    }

    pub fn tried(&self) -> Tried {
        let samples = panel(self.subject, |facts| json::parse::<Facts>(facts).ok());
        let judged = |sample: Sample| {
            let judged = judge(&self.audience, &sample.facts, self.on);
            (sample, judged)
        };
        Tried { on: self.on, all: samples.into_iter().map(judged).collect() }
    }
}

/// Which kinds of people a rule reaches, and why: invented ones, never who they are.
pub fn kinds(Tried { on, all: judged }: &Tried) -> View {
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
        let because = wording::because(judged, *on, language());
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
pub fn phone(device: Device, notice: &Notice, Tried { on, all }: &Tried) -> View {
    let reached = all.iter().find(|(_, judged)| judged.verdict == Verdict::Eligible);
    let because = reached.map(|(_, judged)| wording::because(judged, *on, language())).unwrap_or_default();
    let facts = reached.map(|(sample, _)| sample.facts.clone()).unwrap_or_default();
    let inside = match notice.kind {
        NoticeKind::Package => package(device, notice, &facts),
        _ => policies(device, notice),
    };
    section("g-phone", t(words::PREVIEW), ())
        .child(classed("ul", "cards phone").child(card(device, notice, because, inside)))
        .into()
}

/// For whom it is and all that it says, so that whoever approves it has read it: what the phone shows is in one language.
pub fn whole(device: Device, notice: &Notice) -> View {
    let (here, today) = (language(), clock::today());
    let other = here.other();
    let (title, text) = match other {
        Language::Zh => (words::TITLE_ZH, words::TEXT_ZH),
        Language::En => (words::TITLE_EN, words::TEXT_EN),
    };
    let foreign = |text: &BilingualText| {
        View::from(el("span").attr("lang", other.tag()).child(text.in_language(other).to_owned()))
    };
    let day = |day| date::day(day, today, here).into();
    let line = |(name, said): (Bilingual, View)| -> View {
        el("div").child(el("dt").child(t(name))).child(el("dd").child(said)).into()
    };
    let lines = [
        (words::IN_AUDIENCE, wording::rule(&notice.audience, here).into()),
        (words::FROM, day(notice.from)),
        (words::UNTIL, day(notice.until)),
        (title, foreign(&notice.title)),
        (text, foreign(&notice.text)),
        (of_notices::POLICIES, policies(device, notice)),
    ];
    section("g-whole", t(words::WHOLE), ())
        .attr("data-testid", "whole")
        .child(classed("dl", "review").child(lines.map(line).into_iter().collect::<Vec<View>>()))
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
