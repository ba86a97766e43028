//! 通知 (办法 art. 30): what agencies sent that reaches this person or firm, why, and how to have no more of it.

pub mod package;
pub mod waking;

use leptos::prelude::*;
use mingbai_shared::audience::{Verdict, wording};
use mingbai_shared::facts::Subject;
use mingbai_shared::names::AgencyId;
use mingbai_shared::notice::{Choice, Notice, NoticeKind};
use mingbai_shared::words::date;

use self::package::package;
use self::waking::Waking;
use crate::clock;
use crate::components::button::{Kind, actions, button, button_link};
use crate::components::empty::empty_with;
use crate::components::list::section;
use crate::components::shell::head::page_head;
use crate::components::tag::sample_tag;
use crate::components::toast::Toast;
use crate::device::Device;
use crate::device::put_away::Moved;
use crate::matching::agency_name;
use crate::notices::{Reaching, of_reader, reaching};
use crate::parts::household;
use crate::view::{Element, View, classed, el, link, live, many};
use crate::words::{fill, language, notices as words, t};

const SUBJECTS: [Subject; 2] = [Subject::Resident, Subject::Firm];

pub fn page() -> View {
    let device = expect_context::<Device>();
    let waking = Waking::open(device);
    many([
        live(|| page_head((), t(words::TITLE))),
        household(device),
        classed("p", "note").child(live(|| t(words::LEAD))).into(),
        live(move || if device.choices.with(|choices| choices.off) { View::Nothing } else { reached(device) }),
        live(move || recalled(device)),
        live(move || settings(device, waking)),
        waking::waking(waking),
    ])
}

/// What reaches one, as a resident and as a firm.
fn reached(device: Device) -> View {
    if device.facts_state().is_closed() {
        return View::Nothing;
    }
    let found = SUBJECTS.map(|subject| reaching(device, subject));
    let groups = [("g-for-me", words::RESIDENT), ("g-for-firm", words::FIRM)];
    if found.iter().all(Vec::is_empty) {
        return empty_with(t(words::NONE), button_link(Kind::Quiet, "/", t(words::ANSWER)));
    }
    let cards = |found: &[Reaching], of: Verdict| -> Vec<View> {
        found
            .iter()
            .filter(|one| one.reach.judged.verdict == of)
            .filter_map(|one| received(device, one))
            .map(View::from)
            .collect()
    };
    let group = |id, title, cards: Vec<View>| -> View {
        let count = cards.len().to_string();
        (count != "0").then(|| section(id, title, count).child(classed("ul", "cards").child(cards))).into()
    };
    let own = groups.iter().zip(found.iter());
    let own = own.map(|((id, title), found)| group(*id, t(*title), cards(found, Verdict::Eligible)));
    let maybe = found.iter().flat_map(|found| cards(found, Verdict::Unknown)).collect();
    own.chain([group("g-maybe", t(words::MAYBE), maybe)]).collect::<Vec<View>>().into()
}

/// A notice as whoever it reaches sees it, with what can be done about it.
fn received(device: Device, one: &Reaching) -> Option<Element> {
    let (entry, notice, judged) = (&one.noticed.entry, one.notice()?, &one.reach.judged);
    let reaches = judged.verdict == Verdict::Eligible;
    let waits = (reaches && !one.reach.comes_up).then(|| classed("p", "note").child(t(words::WAITING)));
    let proof = el("a").attr("href", entry.proof_path()).attr("download", "").child(t(words::PROOF));
    let because = wording::because(judged, clock::today(), language());
    let inside = match notice.kind {
        NoticeKind::Package if reaches => device.facts.with(|facts| package(device, notice, facts)),
        _ => policies(device, notice),
    };
    let acts = actions().child(reaches.then(|| put_away(device, one, notice))).child(mute(device, &notice.agency));
    let card = card(device, notice, because, inside).attr("id", notice.id.to_string());
    Some(card.child(waits).child(classed("p", "meta").child(proof)).child(acts))
}

/// What everybody whom it reaches reads: also what its author sees before it is sent.
pub fn card(device: Device, notice: &Notice, because: String, policies: View) -> Element {
    let today = clock::today();
    let day = |day| date::day(day, today, language());
    let agency = agency_name(device, notice.agency.as_str());
    let by = fill(t(words::SENT_BY), &[&agency, &day(notice.from), &day(notice.until)]);
    let kind = classed("span", "tag tag-route").child(t(notice.kind.label()));
    classed("li", "card")
        .attr("data-testid", "notice")
        .child(classed("div", "card-head").child(kind).child(sample_tag(notice.sample)))
        .child(el("h3").child(notice.title.in_language(language()).to_owned()))
        .child(el("p").child(notice.text.in_language(language()).to_owned()))
        .child(classed("p", "because").child(because))
        .child(policies)
        .child(classed("p", "meta").child(by))
}

/// The policies that it speaks of.
pub fn policies(device: Device, notice: &Notice) -> View {
    let policies = notice.policies.iter().map(|id| {
        let title = device.find(id.as_str()).map(|found| found.pack.title.in_language(language()).to_owned());
        el("li").child(link("", ["/d/", id.as_str()].concat(), title.unwrap_or_else(|| id.to_string()))).into()
    });
    classed("ul", "meta").attr("aria-label", t(words::POLICIES)).child(policies.collect::<Vec<View>>()).into()
}

/// Takes it off the home page, or back onto it.
fn put_away(device: Device, one: &Reaching, notice: &Notice) -> Element {
    let away = one.is_away(device);
    let (name, of_this) = if away { (words::BACK, words::BACK_THIS) } else { (words::SEEN, words::SEEN_THIS) };
    let (id, title) = (notice.id.to_string(), notice.title.in_language(language()).to_owned());
    let (toast, said) = (expect_context::<Toast>(), fill(t(words::PUT_AWAY), &[&title]));
    let (of, answer) = (device.shown(), ["away-", &id].concat());
    let press = move || {
        if away {
            return device.move_reminder(of, Moved::Back(id.clone()));
        }
        device.move_reminder(of, Moved::Away(id.clone()));
        let id = id.clone();
        toast.say(said.clone(), move || device.move_reminder(of, Moved::Back(id.clone())));
    };
    button(Kind::Quiet, t(name), press).attr("aria-label", fill(t(of_this), &[&title])).attr("data-answer", answer)
}

/// No more of this agency.
fn mute(device: Device, agency: &AgencyId) -> Element {
    let (name, agency) = (agency_name(device, agency.as_str()), agency.clone());
    let (toast, said) = (expect_context::<Toast>(), fill(t(words::MUTED), &[&name]));
    let press = move || {
        device.choose(Choice::Mute(agency.clone()));
        let agency = agency.clone();
        toast.say(said.clone(), move || device.choose(Choice::Hear(agency.clone())));
    };
    button(Kind::Bare, fill(t(words::MUTE), &[&name]), press)
}

/// What was recalled, for whom it was, as long as it would have been shown.
fn recalled(device: Device) -> View {
    let today = clock::today();
    let line = |notice: &Notice| -> View {
        let why = notice.recall.map(|recall| {
            let day = date::day(recall.on, today, language());
            fill(t(words::RECALLED_FOR), &[&day, t(recall.reason.label())])
        });
        let title = classed("span", "row-title").child(notice.title.in_language(language()).to_owned());
        el("li").child(title).child(" ").child(classed("span", "row-note").child(why)).into()
    };
    let rows: Vec<View> = of_reader(device, |reader, all| {
        all.iter().filter_map(|one| one.notice()).filter(|notice| reader.lost(notice)).map(line).collect()
    });
    if rows.is_empty() {
        return View::Nothing;
    }
    section("g-recalled", t(words::RECALLED), rows.len().to_string())
        .child(classed("ul", "rows plain").child(rows))
        .into()
}

/// The switch for all of them, and the agencies of which none come up. Nobody is told, but for what wakes: it ends with the switch, and does not come back
/// by itself.
fn settings(device: Device, waking: Waking) -> View {
    let choices = device.choices.get();
    let toast = expect_context::<Toast>();
    let switch = match choices.off {
        true => button(Kind::Main, t(words::SWITCH_ON), move || device.choose(Choice::Off(false))),
        false => button(Kind::Quiet, t(words::SWITCH_OFF), move || {
            device.choose(Choice::Off(true));
            waking.end();
            toast.say(t(words::SWITCHED_OFF).into(), move || device.choose(Choice::Off(false)));
        }),
    };
    let hear = choices.muted.iter().map(|agency| {
        let (name, agency) = (agency_name(device, agency.as_str()), agency.clone());
        let press = move || device.choose(Choice::Hear(agency.clone()));
        button(Kind::Quiet, fill(t(words::HEAR), &[&name]), press).into()
    });
    let off = choices.off.then(|| classed("p", "lead").child(t(words::OFF)));
    classed("section", "group")
        .child(off)
        .child(actions().child(switch.attr("data-answer", "switch")).child(hear.collect::<Vec<View>>()))
        .into()
}
