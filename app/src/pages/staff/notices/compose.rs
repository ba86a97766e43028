//! Writing a notice: which policy, for whom, what it says, when; and beside it all that it will be, as it grows.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::audience::{Sketch, wording};
use mingbai_shared::iso;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::names::AgencyId;
use mingbai_shared::notice::{Basis, Draft, Notice, NoticeKind, Standing, fit};
use mingbai_shared::pack::{Finding, Level, Pack};
use mingbai_shared::words::{Bilingual, BilingualText, Language};

use super::preview::{self, Trying};
use crate::components::button::{Kind, actions, button};
use crate::components::choice;
use crate::components::field::{Around, Typed, field, nothing_wrong, text_control};
use crate::components::list::section;
use crate::components::toast::Toast;
use crate::device::notice_draft::{KeptDraft, Writing};
use crate::device::{Device, Published};
use crate::network::{self, Problem};
use crate::pages::failed::failed;
use crate::pages::staff::clauses::Editor;
use crate::view::{View, classed, el, link, live, many};
use crate::words::{fill, language, staff_notices as words, t};
use crate::{clock, focus, json};

/// How writing it ended.
pub enum Ended {
    /// It waits for a second person.
    Proposed(Box<Standing>),
    /// It is a draft no more.
    Discarded(Box<Draft>),
}

/// What came of submitting.
#[derive(Clone)]
enum Outcome {
    NotYet,
    UnderWay,
    Failed(Problem),
}

/// The page of a draft; `done` is told what became of it.
pub fn compose(device: Device, agency: AgencyId, kept: KeptDraft, done: impl Fn(Ended) + Clone + 'static) -> View {
    let writing = Writing::of(device, kept);
    let outcome = RwSignal::new_local(Outcome::NotYet);
    let audience = move || writing.draft.with_untracked(|draft| (draft.audience.clone(), draft.subject));
    let editor = Editor::of(audience, move |change| writing.change(|draft| change(&mut draft.audience)));
    // Counts when title and text are put in by the page and not by hand.
    let filled = RwSignal::new(0_usize);
    let published = Memo::new(move |_| {
        device.record.with(|record| record.iter().map(|published| Basis::from(&published.pack)).collect::<Vec<Basis>>())
    });
    let seen = Memo::new(move |_| {
        let notice = |draft: &Draft| published.with(|published| draft.notice(&agency, published, clock::today()));
        let (notice, findings) = writing.draft.with(notice);
        Seen { notice, findings }
    });
    // Whom it is for changes less often than what it says.
    let trying = Memo::new(move |_| seen.with(|seen| Trying::of(&seen.notice)));
    let tried = Memo::new(move |_| trying.with(Trying::tried));
    let form = classed("div", "compose-form").child(many([
        about(device, writing, editor, filled),
        whom(device, writing, editor, seen),
        what(writing, filled),
        when(writing),
        submit(device, writing, seen, outcome, done),
    ]));
    // What is typed while it is on its way would be lost with the draft.
    let form = form.live_attr("inert", move || outcome.with(|one| matches!(one, Outcome::UnderWay)).then(|| "".into()));
    let beside = classed("div", "compose-beside").child(many([
        live(move || tried.with(preview::kinds)),
        live(move || seen.with(|seen| tried.with(|tried| preview::phone(device, &seen.notice, tried)))),
        live(move || seen.with(|seen| preview::record(&seen.notice))),
    ]));
    many([elsewhere(writing), classed("div", "compose").child(form).child(beside).into()])
}

/// Another page has changed the draft: whoever writes says which one goes on.
fn elsewhere(writing: Writing) -> View {
    let theirs = || {
        // The page begins anew with what is kept.
        let _ = window().location().reload();
    };
    let said = move || {
        writing.elsewhere.get().then(|| {
            let mine = button(Kind::Quiet, t(words::KEEP_MINE), move || writing.keep_mine());
            let buttons = actions().child(button(Kind::Main, t(words::TAKE_THEIRS), theirs)).child(mine);
            many([classed("p", "field-error").child(t(words::ELSEWHERE)).into(), buttons.into()])
        })
    };
    el("div").attr("role", "alert").attr("data-testid", "elsewhere").child(live(said)).into()
}

/// The notice as it would be proposed, and what is wrong with it.
#[derive(Clone, PartialEq)]
struct Seen {
    notice: Notice,
    findings: Vec<Finding>,
}

/// The policies that the agency published, the newest first.
fn own(device: Device) -> Vec<Arc<Published>> {
    let agency = device.who().and_then(|session| session.agency);
    let is_own = |published: &&Arc<Published>| Some(&published.pack.agency) == agency.as_ref();
    device.record.with(|record| record.iter().filter(is_own).cloned().collect())
}

/// The pack of the first policy of a draft.
fn basis(device: Device, draft: &Draft) -> Option<Pack> {
    draft.policies.first().and_then(|first| device.find(first.as_str())).map(|found| found.pack.clone())
}

fn about(device: Device, writing: Writing, editor: Editor, filled: RwSignal<usize>) -> View {
    let title = |published: &Published| published.pack.title.in_language(language()).to_owned();
    let chosen = move || writing.draft.with_untracked(|draft| draft.policies.first().map(ToString::to_string));
    let options = move || {
        let chosen = chosen();
        let mut options: Vec<View> = vec![el("option").attr("value", "").child(t(words::CHOOSE)).into()];
        for published in own(device) {
            let id = published.pack.id.to_string();
            let is_chosen = chosen.as_ref() == Some(&id);
            let option = el("option").attr("value", id).switch("selected", move || is_chosen);
            options.push(option.child(title(&published)).into());
        }
        options
    };
    let choose = move |event| {
        let Some(found) = device.find(&event_target_value(&event)) else { return };
        let before = writing.draft.with_untracked(|draft| basis(device, draft));
        writing.change(|draft| draft.speak_of(&found.pack, before.as_ref()));
        editor.redraw(|_| {});
        filled.update(|filled| *filled += 1);
    };
    let policy = el("select").child(live(options)).on("change", choose);
    let around = Around { label: t(words::POLICY), hint: Some(t(words::POLICY_HINT)), below: View::Nothing };
    let kinds = NoticeKind::ALL.map(|kind| {
        let choose = move || {
            let policy = writing.draft.with_untracked(|draft| basis(device, draft));
            writing.change(|draft| draft.use_template(kind, policy.as_ref(), None));
            filled.update(|filled| *filled += 1);
        };
        choice::option("kind", t(kind.label()), move || writing.draft.with(|draft| draft.kind == kind), choose)
    });
    let is_package = Memo::new(move |_| writing.draft.with(|draft| draft.kind == NoticeKind::Package));
    section("g-about", t(words::ABOUT), ())
        .child(field("notice-policy", around, &nothing_wrong(), policy))
        .child(choice::choices(t(words::KIND), kinds.into()))
        .child(live(move || is_package.get().then(|| more_policies(device, writing))))
        .into()
}

/// The other policies of a package: of any agency, for the same residents or firms.
fn more_policies(device: Device, writing: Writing) -> View {
    let first = Memo::new(move |_| writing.draft.with(|draft| (draft.policies.first().cloned(), draft.subject)));
    let boxes = move || -> View {
        let (first, subject) = first.get();
        let fits = |published: &&Arc<Published>| {
            let pack = &published.pack;
            Some(&pack.id) != first.as_ref() && pack.offer.as_ref().is_some_and(|offer| offer.subject == subject)
        };
        let one = |published: &Arc<Published>| -> View {
            let (id, of) = (published.pack.id.clone(), published.pack.id.clone());
            let toggle = move |_| {
                writing.change(|draft| match draft.policies.iter().position(|other| *other == id) {
                    Some(at) => drop(draft.policies.remove(at)),
                    None => draft.policies.push(id.clone()),
                });
            };
            let is_in = move || writing.draft.with(|draft| draft.policies.contains(&of));
            let input = el("input").attr("type", "checkbox").switch("checked", is_in).on("change", toggle);
            let title = published.pack.title.in_language(language()).to_owned();
            classed("label", "option").child(input).child(el("span").child(title)).into()
        };
        device.record.with(|record| record.iter().filter(fits).map(one).collect::<Vec<View>>().into())
    };
    classed("fieldset", "field")
        .attr("data-testid", "more-policies")
        .child(el("legend").child(t(words::MORE_POLICIES)))
        .child(classed("div", "options").child(live(boxes)))
        .into()
}

fn whom(device: Device, writing: Writing, editor: Editor, seen: Memo<Seen>) -> View {
    let articles = move || -> Vec<ArticleNumber> {
        let basis = writing.draft.with_untracked(|draft| basis(device, draft));
        basis.map(|pack| Basis::from(&pack).articles).unwrap_or_default()
    };
    let toast = expect_context::<Toast>();
    let as_policy = move || {
        let own = writing.draft.with_untracked(|draft| basis(device, draft)).and_then(|pack| pack.offer);
        if let Some(offer) = own {
            let before = writing.draft.with_untracked(|draft| draft.audience.clone());
            editor.redraw(|sketch| *sketch = Sketch::of(&offer.audience));
            toast.say(t(words::AS_POLICY_DONE).into(), move || editor.redraw(|sketch| *sketch = before.clone()));
        }
    };
    let in_words =
        move || seen.with(|seen| fill(t(words::IN_WORDS), &[&wording::rule(&seen.notice.audience, language())]));
    section("g-whom", t(words::WHO), ())
        .child(classed("p", "note").child(t(words::WHO_NOTE)))
        .child(editor.lines(articles))
        .child(actions().child(button(Kind::Bare, t(words::AS_POLICY), as_policy)))
        .child(classed("p", "because").attr("data-testid", "in-words").attr("role", "status").child(live(in_words)))
        .into()
}

/// One of the four texts.
#[derive(Clone, Copy)]
struct Said {
    id: &'static str,
    label: Bilingual,
    of: fn(&mut Draft) -> &mut BilingualText,
    language: Language,
    typed: Typed,
}

const TEXTS: [Said; 4] = [
    Said {
        id: "title-zh",
        label: words::TITLE_ZH,
        of: |draft| &mut draft.title,
        language: Language::Zh,
        typed: Typed::Line,
    },
    Said {
        id: "text-zh",
        label: words::TEXT_ZH,
        of: |draft| &mut draft.text,
        language: Language::Zh,
        typed: Typed::Lines,
    },
    Said {
        id: "title-en",
        label: words::TITLE_EN,
        of: |draft| &mut draft.title,
        language: Language::En,
        typed: Typed::Line,
    },
    Said {
        id: "text-en",
        label: words::TEXT_EN,
        of: |draft| &mut draft.text,
        language: Language::En,
        typed: Typed::Lines,
    },
];

impl Said {
    fn within(self, draft: &mut Draft) -> &mut String {
        let text = (self.of)(draft);
        match self.language {
            Language::Zh => &mut text.zh,
            Language::En => &mut text.en,
        }
    }

    fn field(self, writing: Writing, filled: RwSignal<usize>) -> View {
        let fill_in = move || {
            filled.track();
            self.within(&mut writing.draft.get_untracked()).clone()
        };
        let control = text_control(self.typed, "off", fill_in, move |text| {
            writing.change(|draft| *self.within(draft) = text);
        });
        let around = Around { label: t(self.label), hint: None, below: View::Nothing };
        field(self.id, around, &nothing_wrong(), control.attr("lang", self.language.tag()))
    }
}

fn what(writing: Writing, filled: RwSignal<usize>) -> View {
    section("g-what", t(words::WHAT), ())
        .child(TEXTS.map(|text| text.field(writing, filled)).into_iter().collect::<Vec<View>>())
        .into()
}

fn when(writing: Writing) -> View {
    let today = clock::today();
    let day = |id, label, of: fn(&mut Draft) -> &mut NaiveDate| {
        // Counts what was no day: the field then shows again what counts.
        let again = RwSignal::new(0_usize);
        let value = move || {
            again.track();
            of(&mut writing.draft.get_untracked()).to_string().into()
        };
        let changed = move |event| match iso::day(&event_target_value(&event)) {
            Some(day) => writing.change(|draft| *of(draft) = day),
            None => again.update(|again| *again += 1),
        };
        let control = el("input").attr("type", "date").attr("min", today.to_string()).property("value", value);
        let around = Around { label: t(label), hint: None, below: View::Nothing };
        field(id, around, &nothing_wrong(), control.on("change", changed))
    };
    section("g-when", t(words::WHEN), ())
        .child(day("notice-from", words::FROM, |draft| &mut draft.from))
        .child(day("notice-until", words::UNTIL, |draft| &mut draft.until))
        .into()
}

fn submit(
    device: Device,
    writing: Writing,
    seen: Memo<Seen>,
    outcome: RwSignal<Outcome, LocalStorage>,
    done: impl Fn(Ended) + Clone + 'static,
) -> View {
    let (proposed, discarded) = (done.clone(), done);
    let propose = move || {
        let Seen { notice, findings } = seen.get_untracked();
        if !fit(&findings) || matches!(outcome.get_untracked(), Outcome::UnderWay) {
            return;
        }
        outcome.set(Outcome::UnderWay);
        let done = proposed.clone();
        spawn_local(async move {
            match send(&notice).await {
                Ok(standing) => {
                    // It is with the agency: a draft that stays behind is shown as one, and nothing is lost.
                    let _ = writing.discard().await;
                    done(Ended::Proposed(Box::new(standing)));
                }
                Err(problem) => drop(outcome.try_set(Outcome::Failed(problem))),
            }
        });
    };
    let discard = move || {
        let (done, draft) = (discarded.clone(), writing.draft.get_untracked());
        spawn_local(async move {
            if writing.discard().await.is_ok() {
                done(Ended::Discarded(Box::new(draft)));
            }
        });
    };
    let findings = move || seen.with(|seen| found(&seen.findings));
    let disabled = move || (!seen.with(|seen| fit(&seen.findings))).then(|| "true".into());
    let here = move || writing.draft.with_untracked(|draft| super::address(&draft.id));
    let said = move || match outcome.get() {
        Outcome::Failed(problem) => failed(device, &here(), &problem),
        Outcome::NotYet | Outcome::UnderWay => View::Nothing,
    };
    let main = button(Kind::Main, t(words::SUBMIT), propose).attr("data-testid", "propose");
    section("g-submit", t(words::FINDINGS), ())
        .child(el("div").attr("role", "status").attr("data-testid", "findings").child(live(findings)))
        .child(actions().child(main.live_attr("aria-disabled", disabled)).child(button(
            Kind::Quiet,
            t(words::DISCARD),
            discard,
        )))
        .child(el("div").attr("role", "status").child(live(said)))
        .into()
}

/// Where a finding is to be mended: what that part is called, and its field or group.
fn place_of(place: &str) -> Option<(Bilingual, &'static str)> {
    Some(match place {
        "policies" => (words::POLICY, "#notice-policy"),
        "audience" => (words::IN_AUDIENCE, "#g-whom"),
        "title" => (words::COLUMN_TITLE, "#title-zh"),
        "text" => (words::IN_TEXT, "#text-zh"),
        "from" => (words::FROM, "#notice-from"),
        "until" => (words::UNTIL, "#notice-until"),
        _ => return None,
    })
}

fn found(findings: &[Finding]) -> View {
    if findings.is_empty() {
        return classed("p", "note").child(t(words::READY)).into();
    }
    let one = |finding: &Finding| -> View {
        let said = match language() {
            Language::Zh => finding.message_zh.clone(),
            Language::En => finding.message_en.clone(),
        };
        let class = if finding.level == Level::Error { "field-error" } else { "note" };
        let Some((part, field)) = place_of(&finding.place) else {
            return classed("li", class).child(said).into();
        };
        let go = move |event: web_sys::Event| {
            event.prevent_default();
            focus::now(field, true);
        };
        let link = link("", field, fill(t(words::FINDING), &[t(part), &said])).on("click", go);
        classed("li", class).child(link).into()
    };
    el("ul").child(findings.iter().map(one).collect::<Vec<View>>()).into()
}

async fn send(notice: &Notice) -> Result<Standing, Problem> {
    let body = json::write(notice).map_err(|_| Problem::unexpected())?;
    let answer = network::post("/api/notices", body).await?;
    json::parse(&answer.text()?).map_err(|_| Problem::unexpected())
}
