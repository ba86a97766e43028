//! `/clock`: works out a due date for whoever asks. All that was chosen is in the address, so that it can be kept and shared; the rules are in
//! `shared::deadline`, and nothing is sent anywhere.

use std::rc::Rc;

use chrono::{Datelike, Months, NaiveDate};
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;
use leptos::web_sys::{Event as Happening, UrlSearchParams};
use mingbai_shared::deadline::{
    About, Basis, District, Draft, Event, EventKind, Group, Point, Proof, Refusal, RuleId, number, prove,
};
use mingbai_shared::words::{Bilingual, date};

use crate::calendar::known;
use crate::clock::today;
use crate::components::button::{Kind, actions, button, submit};
use crate::components::date::date as date_control;
use crate::components::due::{headline, worked_out};
use crate::components::field::{Around, Typed, Wrong, field, nothing_wrong, text_control};
use crate::components::list::section;
use crate::components::print::on_paper;
use crate::components::shell::head::page_head;
use crate::components::toast::Toast;
use crate::focus;
use crate::view::{Element, View, classed, el, follow, link, live, many};
use crate::words::{clock, fill, home, language, t};

/// Worked out before, to be looked at: plain, paused and extended, provisional.
const EXAMPLES: [(Bilingual, Bilingual, &str); 3] = [
    (clock::EXAMPLE_PLAIN, clock::EXAMPLE_PLAIN_NOTE, "rule=request.answer&received=2026-02-02&basis=in_person"),
    (
        clock::EXAMPLE_PAUSED,
        clock::EXAMPLE_PAUSED_NOTE,
        "rule=request.answer&received=2026-01-05&basis=signed_mail&third_party_asked=2026-01-12&third_party_replied=2026-01-23&extended=2026-02-10,10",
    ),
    (
        clock::EXAMPLE_PROVISIONAL,
        clock::EXAMPLE_PROVISIONAL_NOTE,
        "rule=request.answer&received=2026-12-07&basis=online",
    ),
];

/// An event while it is typed.
#[derive(Clone, Default)]
struct Adding {
    kind: Option<EventKind>,
    on: Option<NaiveDate>,
    days: String,
    /// Why it was not added.
    wrong: Option<NotAdded>,
}

#[derive(Clone)]
enum NotAdded {
    NoKind,
    NoDay,
    Refused(Refusal),
}

type Worked = Option<Result<Proof, Refusal>>;

/// What the page holds, whatever of it is drawn anew.
#[derive(Clone, Copy)]
struct Desk {
    draft: RwSignal<Draft>,
    /// How much of the address was not understood.
    strange: RwSignal<usize>,
    /// Changes when the draft did not come from the fields, which then take it.
    filled: RwSignal<usize>,
    adding: RwSignal<Adding>,
    worked: Memo<Worked>,
    toast: Toast,
}

pub fn page() -> View {
    let draft = RwSignal::new(Draft::default());
    let desk = Desk {
        draft,
        strange: RwSignal::new(0),
        filled: RwSignal::new(0),
        adding: RwSignal::new(Adding::default()),
        worked: Memo::new(move |_| draft.with(work_out)),
        toast: expect_context::<Toast>(),
    };
    desk.read_address();
    // Back and forward between what was worked out.
    let back = window_event_listener(ev::popstate, move |_| {
        if is_here() {
            desk.read_address();
        }
    });
    on_cleanup(move || back.remove());
    follow(move || desk.write_address());
    let strange = move || {
        let strange = desk.strange.get();
        (strange > 0).then(|| classed("p", "aside").child(fill(t(clock::STRANGE), &[&strange.to_string()])))
    };
    let is_empty = Memo::new(move |_| draft.with(|draft| *draft == Draft::default()));
    many([
        live(|| page_head((), t(clock::TITLE)).child(classed("p", "lead").child(t(clock::LEAD)))),
        el("div").attr("role", "status").child(live(strange)).into(),
        classed("div", "clock")
            .child(classed("div", "clock-form").child(live(move || desk.fields())))
            .child(live(move || if is_empty.get() { desk.examples() } else { desk.result() }))
            .into(),
        on_paper(Box::new(move || draft.with(|draft| address(&draft.query())))),
    ])
}

fn work_out(draft: &Draft) -> Worked {
    Some(prove(&draft.timeline()?, &known(), &District::default()))
}

fn is_here() -> bool {
    window().location().pathname().is_ok_and(|path| path.trim_end_matches('/') == "/clock")
}

/// The path with all that was chosen.
fn address(query: &str) -> String {
    if query.is_empty() { "/clock".to_owned() } else { ["/clock?", query].concat() }
}

impl Desk {
    fn read_address(self) {
        let asked = UrlSearchParams::new_with_str(&window().location().search().unwrap_or_default());
        let pairs: Vec<(String, String)> = asked
            .map(|asked| {
                let pairs = js_sys::Array::from(&asked).into_iter();
                pairs
                    .map(|pair| js_sys::Array::from(&pair))
                    .map(|pair| (text(&pair.get(0)), text(&pair.get(1))))
                    .collect()
            })
            .unwrap_or_default();
        let (draft, strange) = Draft::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.strange.set(strange);
        self.take(draft);
    }

    /// The address says what the page shows. What changes in the fields is no step of its own in the history.
    fn write_address(self) {
        let query = self.draft.with(Draft::query);
        let now = window().location().search().unwrap_or_default();
        if let Ok(history) = window().history()
            && is_here()
            && now.trim_start_matches('?') != query
        {
            let state = history.state().unwrap_or(JsValue::NULL);
            // Browsers refuse too many changes in a short time; the next one catches up.
            let _ = history.replace_state_with_url(&state, "", Some(&address(&query)));
        }
    }

    /// Shows what did not come from the fields.
    fn take(self, draft: Draft) {
        self.draft.set(draft);
        self.adding.set(Adding::default());
        self.filled.update(|filled| *filled = filled.wrapping_add(1));
    }

    /// Shows it as a step of its own in the history.
    fn open(self, query: &str) {
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address(query)));
        }
        self.read_address();
    }

    fn examples(self) -> View {
        let example = |(title, note, query): (Bilingual, Bilingual, &'static str)| {
            let open = move |event: Happening| {
                event.prevent_default();
                self.open(query);
                focus::soon("#clock-result", true);
            };
            let row = link("", address(query), classed("span", "row-title").child(t(title)))
                .child(classed("span", "row-note").child(t(note)))
                .on("click", open);
            el("li").child(row).into()
        };
        let examples = EXAMPLES.into_iter().map(example).collect::<Vec<View>>();
        section("clock-examples", t(home::EXAMPLES), ()).child(classed("ul", "rows").child(examples)).into()
    }

    /// The date is a status: it is said when it changes, and what it rests on is not.
    fn result(self) -> View {
        let said = move || {
            self.worked.with(|worked| match worked {
                None => classed("p", "hint").child(t(clock::RESULT_LATER)),
                Some(Ok(proof)) => headline(proof, today()),
                Some(Err(refusal)) => classed("div", "due-head")
                    .child(classed("p", "due-waiting").child(t(clock::REFUSED)))
                    .child(el("p").child(sentence(refusal)))
                    .child(classed("p", "note").child(t(clock::KEPT))),
            })
        };
        let rest = move || {
            let proof = self.worked.with(|worked| worked.as_ref()?.as_ref().ok().cloned());
            proof.map(|proof| worked_out(Rc::new(proof), today()))
        };
        let over = button(Kind::Bare, t(clock::START_OVER), move || {
            self.open("");
            focus::soon("#clock-rule", true);
        });
        section("clock-result", t(clock::RESULT), ())
            .attr("tabindex", "-1")
            .child(classed("div", "due").child(el("div").attr("role", "status").child(live(said))).child(live(rest)))
            .child(actions().child(over))
            .into()
    }

    fn fields(self) -> View {
        let rule = Memo::new(move |_| self.draft.with(|draft| draft.rule));
        many([
            self.rule_field(),
            live(move || rule.get().map(|rule| self.start_field(rule))),
            live(move || rule.get().filter(|rule| rule.starts_with_receipt()).map(|_| self.basis_field())),
            live(move || rule.get().filter(|rule| rule.has_events()).map(|_| self.events_part())),
        ])
    }

    fn rule_field(self) -> View {
        let group = |group: Group| {
            let rules = group
                .rules()
                .map(|rule| el("option").attr("value", rule.name()).child(capitalised(rule.rule().title)).into());
            el("optgroup").attr("label", t(group.title())).child(rules.collect::<Vec<View>>()).into()
        };
        let select = el("select")
            .child(el("option").attr("value", "").child(t(clock::CHOOSE)))
            .child(Group::ALL.into_iter().map(group).collect::<Vec<View>>())
            .property("value", move || {
                self.filled.track();
                self.draft.with_untracked(|draft| draft.rule).map(RuleId::name).unwrap_or_default().into()
            })
            .on("change", move |event| {
                let rule = event_target_value(&event).parse().ok();
                self.draft.update(|draft| draft.rule = rule);
            });
        let fine = nothing_wrong();
        field("clock-rule", Around { label: t(clock::RULE), hint: None, below: View::Nothing }, &fine, select)
    }

    fn start_field(self, rule: RuleId) -> View {
        let by_hours = rule.is_by_hours();
        let control = if by_hours {
            el("input").attr("type", "datetime-local").on("change", move |event| {
                let start = Draft::point(&event_target_value(&event)).filter(|start| is_whole(start.day()));
                self.draft.update(|draft| draft.received = start);
            })
        } else {
            let on_change = move |day: Option<NaiveDate>| {
                let start = day.filter(|day| is_whole(*day)).map(Point::Day);
                self.draft.update(|draft| draft.received = start);
            };
            let (from, to) = reach();
            date_control(from, to, on_change)
        };
        let control = control.property("value", move || {
            self.filled.track();
            self.draft.with_untracked(Draft::received_text).unwrap_or_default().into()
        });
        let hint = by_hours.then(|| t(clock::TIME_HINT));
        let around = Around { label: rule.rule().start.in_language(language()), hint, below: View::Nothing };
        field("clock-start", around, &self.wrong_about(About::Start), control)
    }

    fn basis_field(self) -> View {
        let option = |basis: Basis| el("option").attr("value", basis.name()).child(t(channel(basis))).into();
        let select = el("select")
            .child(el("option").attr("value", "").child(t(clock::BASIS_NONE)))
            .child(Basis::ALL.into_iter().map(option).collect::<Vec<View>>())
            .property("value", move || {
                self.filled.track();
                self.draft.with_untracked(|draft| draft.basis).map(Basis::name).unwrap_or_default().into()
            })
            .on("change", move |event| {
                let chosen = event_target_value(&event);
                let basis = Basis::ALL.into_iter().find(|basis| basis.name() == chosen);
                self.draft.update(|draft| draft.basis = basis);
            });
        let around = Around { label: t(clock::BASIS), hint: Some(t(clock::BASIS_HINT)), below: View::Nothing };
        field("clock-basis", around, &self.wrong_about(About::Basis), select)
    }

    /// What is refused stands beside what it is about.
    fn wrong_about(self, what: About) -> Wrong {
        Rc::new(move || {
            let refusal = self.worked.with(|worked| worked.as_ref()?.as_ref().err().cloned())?;
            let about = self.draft.with(|draft| refusal.about(&draft.events));
            (about == what).then(|| sentence(&refusal).into())
        })
    }

    fn events_part(self) -> View {
        // What comes out stands below on a phone: closed, unless an event in it is refused.
        let is_open = RwSignal::new(false);
        let is_refused = Memo::new(move |_| {
            let refusal = self.worked.with(|worked| worked.as_ref()?.as_ref().err().cloned());
            self.draft
                .with(|draft| refusal.is_some_and(|refusal| matches!(refusal.about(&draft.events), About::Event(_))))
        });
        let mut before = None;
        follow(move || {
            let (filled, is_refused) = (self.filled.get(), is_refused.get());
            if is_refused || before != Some(filled) {
                is_open.set(is_refused);
            }
            before = Some(filled);
        });
        let count = move || Some(self.draft.with(|draft| draft.events.len())).filter(|count| *count > 0);
        let count = move || count().map(|count| classed("span", "count").child(count.to_string()));
        classed("details", "group clock-events")
            .switch("open", move || is_open.get())
            .child(el("summary").child(t(clock::EVENTS)).child(live(count)))
            .child(classed("p", "hint").child(t(clock::EVENTS_HINT)))
            .child(classed("ol", "rows").attr("tabindex", "-1").child(live(move || self.event_rows())))
            .child(self.adding_form())
            .into()
    }

    fn event_rows(self) -> Vec<View> {
        let events = self.draft.with(|draft| draft.events.clone());
        events.into_iter().enumerate().map(|(place, event)| self.event_row(place, event)).collect()
    }

    fn event_row(self, place: usize, event: Event) -> View {
        let words = in_words(&event);
        let removed = fill(t(clock::REMOVED), &[&words]);
        let remove = button(Kind::Bare, t(clock::REMOVE), move || {
            self.draft.update(|draft| *draft = draft.without(place));
            let undo = move || self.draft.update(|draft| *draft = draft.put_back(place, event));
            self.toast.say(removed.clone(), undo);
        });
        let remove = remove.attr("aria-label", fill(t(clock::REMOVE_THIS), &[&words]));
        let wrong = self.wrong_about(About::Event(place));
        let wrong = move || wrong().map(|words| classed("p", "field-error").child(words));
        let line = classed("div", "clock-event").child(el("span").child(words)).child(remove);
        el("li").child(line).child(live(wrong)).into()
    }

    fn adding_form(self) -> Element {
        let extends = Memo::new(move |_| self.adding.with(|adding| adding.kind == Some(EventKind::Extended)));
        // Emptied when the event was added, and never while one types.
        let emptied = Memo::new(move |_| self.adding.with(|adding| adding.kind.is_none() && adding.on.is_none()));
        let option = |kind: &EventKind| el("option").attr("value", kind.name()).child(capitalised(kind.title())).into();
        let select = el("select")
            .child(el("option").attr("value", "").child(t(clock::CHOOSE)))
            .child(EventKind::ALL.iter().map(option).collect::<Vec<View>>())
            .property("value", move || {
                emptied.get();
                self.adding.with_untracked(|adding| adding.kind).map(EventKind::name).unwrap_or_default().into()
            })
            .on("change", move |event| {
                let chosen = event_target_value(&event);
                let kind = EventKind::ALL.iter().copied().find(|kind| kind.name() == chosen);
                self.change(|adding| {
                    adding.kind = kind;
                    adding.days = kind.and_then(EventKind::usual_days).map(|days| days.to_string()).unwrap_or_default();
                });
            });
        let (from, to) = reach();
        let on = date_control(from, to, move |on| self.change(|adding| adding.on = on.filter(|day| is_whole(*day))));
        let on = on.property("value", move || {
            emptied.get();
            self.adding.with_untracked(|adding| adding.on).map(|on| on.to_string()).unwrap_or_default().into()
        });
        let around = |label: Bilingual| Around { label: t(label), hint: None, below: View::Nothing };
        let of_kind: Wrong = self.not_added(|wrong| matches!(wrong, NotAdded::NoKind | NotAdded::Refused(_)));
        let of_day: Wrong = self.not_added(|wrong| matches!(wrong, NotAdded::NoDay));
        let days = move || extends.get().then(|| self.days_field());
        classed("form", "clock-adding")
            .on("submit", move |event| {
                event.prevent_default();
                self.add();
            })
            .child(field("clock-event", around(clock::EVENT), &of_kind, select))
            .child(field("clock-event-on", around(clock::EVENT_ON), &of_day, on))
            .child(live(days))
            .child(actions().child(submit(Kind::Quiet, t(clock::ADD))))
    }

    fn days_field(self) -> View {
        let control = text_control(
            Typed::Line,
            "off",
            move || self.adding.with_untracked(|adding| adding.days.clone()),
            move |typed| self.change(|adding| adding.days = typed.clone()),
        );
        let around =
            Around { label: t(clock::EVENT_DAYS), hint: Some(t(clock::EVENT_DAYS_HINT)), below: View::Nothing };
        let fine = nothing_wrong();
        field("clock-event-days", around, &fine, control.attr("inputmode", "numeric"))
    }

    /// What was typed changes, and what was said against it is said no more.
    fn change(self, how: impl Fn(&mut Adding)) {
        self.adding.update(|adding| {
            how(adding);
            adding.wrong = None;
        });
    }

    fn not_added(self, which: fn(&NotAdded) -> bool) -> Wrong {
        Rc::new(move || {
            let wrong = self.adding.with(|adding| adding.wrong.clone()).filter(which)?;
            Some(match wrong {
                NotAdded::NoKind => t(clock::EVENT_MISSING).into(),
                NotAdded::NoDay => t(clock::EVENT_ON_MISSING).into(),
                NotAdded::Refused(refusal) => sentence(&refusal).into(),
            })
        })
    }

    /// Adds the event. One that the law does not allow is left in its fields, with the reason; what stood before still counts.
    fn add(self) {
        let Adding { kind, on, days, .. } = self.adding.get_untracked();
        let wrong = |wrong| self.adding.update(|adding| adding.wrong = Some(wrong));
        let Some(kind) = kind else { return wrong(NotAdded::NoKind) };
        let Some(on) = on else { return wrong(NotAdded::NoDay) };
        let working_days = number(&days).filter(|_| kind == EventKind::Extended);
        let longer = self.draft.with_untracked(|draft| draft.with(Event { kind, on, working_days }));
        let was_fine = self.worked.with_untracked(|worked| !matches!(worked, Some(Err(_))));
        if let Some(Err(refusal)) = work_out(&longer)
            && was_fine
        {
            return wrong(NotAdded::Refused(refusal));
        }
        self.adding.set(Adding::default());
        self.draft.set(longer);
    }
}

/// A year that is typed digit by digit begins as one of long ago.
fn is_whole(day: NaiveDate) -> bool {
    day.year() >= 1000
}

/// The days that a field offers: those that are known, and two years that are not.
fn reach() -> (NaiveDate, NaiveDate) {
    let known = known();
    let last = known.known_through();
    (known.known_from(), last.checked_add_months(Months::new(24)).unwrap_or(last))
}

/// As it stands by itself.
fn capitalised(text: Bilingual) -> String {
    let mut letters = t(text).chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn channel(basis: Basis) -> Bilingual {
    match basis {
        Basis::InPerson => clock::IN_PERSON,
        Basis::SignedMail => clock::SIGNED_MAIL,
        Basis::OrdinaryMail => clock::ORDINARY_MAIL,
        Basis::Online => clock::ONLINE,
        Basis::Fax => clock::FAX,
    }
}

fn in_words(event: &Event) -> String {
    let day = date::day_of_week(event.on, today(), language());
    let title = event.kind.title().in_language(language());
    match event.working_days {
        Some(days) => fill(t(clock::EXTENDED), &[&day, title, &days.to_string()]),
        None => fill(t(clock::HAPPENED), &[&day, title]),
    }
}

fn sentence(refusal: &Refusal) -> String {
    refusal.message().in_language(language()).to_owned()
}

fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_default()
}
