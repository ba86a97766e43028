//! The thread that searches (`app/search`): it is told of every pack on this device, and answers what is typed. Only the last question waits.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::search::{Found, Wanted};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

use crate::device::store::Shelf;
use crate::device::{Device, RecordState};
use crate::json;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// As it was typed.
    pub words: String,
    /// Where to look, and how many to show.
    pub wanted: Wanted,
}

/// How the thread stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// It is being told of the packs.
    Preparing,
    /// It answers.
    Ready,
    /// This browser has no such thread, or it broke.
    Without,
}

/// What comes of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// What was found, be it nothing.
    Found(Found),
    /// Nothing was asked for: spaces, empty quotation marks.
    Nothing,
    /// Too much was.
    TooLong,
}

#[derive(Deserialize)]
struct Said {
    found: Option<Found>,
    refused: Option<String>,
}

impl From<Said> for Answer {
    fn from(said: Said) -> Answer {
        match said {
            Said { found: Some(found), .. } => Answer::Found(found),
            Said { refused, .. } if refused.as_deref() == Some("empty") => Answer::Nothing,
            _ => Answer::TooLong,
        }
    }
}

/// The thread. A copy is the same thread.
#[derive(Clone)]
pub struct Thread(Rc<Inner>);

struct Inner {
    worker: Option<Worker>,
    standing: ArcRwSignal<Standing>,
    /// The last answer, with the question as it was written.
    answer: ArcRwSignal<Option<(String, Answer)>>,
    /// The pack of each document that it was told of.
    told: RefCell<BTreeMap<String, String>>,
    telling: RefCell<bool>,
    asking: RefCell<Asking>,
    /// Kept for as long as it may say something.
    heard: RefCell<Option<Heard>>,
}

type Heard = Closure<dyn FnMut(MessageEvent)>;

/// One question is on its way at most, and one waits.
#[derive(Default)]
struct Asking {
    under_way: Option<String>,
    next: Option<String>,
}

thread_local! {
    static HERE: RefCell<Option<Thread>> = const { RefCell::new(None) };
}

impl Thread {
    /// The thread of this page, started when it is first wanted.
    pub fn open() -> Thread {
        HERE.with_borrow_mut(|here| here.get_or_insert_with(Thread::start).clone())
    }

    fn start() -> Thread {
        let worker = started();
        let standing = if worker.is_some() { Standing::Preparing } else { Standing::Without };
        let thread = Thread(Rc::new(Inner {
            worker,
            standing: ArcRwSignal::new(standing),
            answer: ArcRwSignal::new(None),
            told: RefCell::default(),
            telling: RefCell::new(false),
            asking: RefCell::default(),
            heard: RefCell::new(None),
        }));
        if let Some(worker) = &thread.0.worker {
            let listening = thread.clone();
            let heard = Heard::new(move |event: MessageEvent| listening.hear(&event.data()));
            worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            let broken = thread.clone();
            // A script that cannot be loaded: as without one.
            let error = Closure::once_into_js(move || broken.0.standing.set(Standing::Without));
            worker.set_onerror(Some(error.unchecked_ref()));
            thread.0.heard.replace(Some(heard));
        }
        thread
    }

    /// How it stands; followed.
    pub fn standing(&self) -> Standing {
        self.0.standing.get()
    }

    /// The last answer; followed. Whether it is to what is asked now, [`Thread::has_answered`] says.
    pub fn answer(&self) -> Option<Answer> {
        self.0.answer.with(|answer| answer.as_ref().map(|(_, answer)| answer.clone()))
    }

    /// Whether the last answer is to this question; followed.
    pub fn has_answered(&self, asked: &Asked) -> bool {
        self.0.answer.with(|answer| match answer {
            Some((answered, _)) => json::write(asked).is_ok_and(|asked| asked == *answered),
            None => false,
        })
    }

    /// Tells it what the record on this device is; what it knows already is not said again. Follows the record. Until it knows all it is not ready: it
    /// would say of what it does not know that it is not there.
    pub fn keep_up(&self, device: Device) {
        device.record.track();
        device.record_state.track();
        if self.0.worker.is_none() || self.0.standing.get_untracked() == Standing::Without {
            return;
        }
        if is_loading(device) || self.news(device).is_some() {
            self.0.standing.set(Standing::Preparing);
        }
        if self.0.telling.replace(true) {
            return;
        }
        let thread = self.clone();
        spawn_local(async move {
            while let Some(record) = thread.news(device) {
                thread.tell(device, record).await;
            }
            thread.0.telling.replace(false);
            if thread.0.standing.get_untracked() == Standing::Preparing && !is_loading(device) {
                thread.0.standing.set(Standing::Ready);
            }
        });
    }

    /// The pack of each document of the record, where the thread knows others.
    fn news(&self, device: Device) -> Option<BTreeMap<String, String>> {
        let record: BTreeMap<String, String> = device.record.with_untracked(|record| {
            record.iter().map(|one| (one.pack.id.to_string(), one.entry.pack.to_string())).collect()
        });
        (record != *self.0.told.borrow()).then_some(record)
    }

    async fn tell(&self, device: Device, record: BTreeMap<String, String>) {
        let told = self.0.told.borrow().clone();
        for gone in told.keys().filter(|document| !record.contains_key(*document)) {
            self.post("remove", gone);
            self.0.told.borrow_mut().remove(gone);
        }
        for (document, pack) in record {
            if told.get(&document) == Some(&pack) {
                continue;
            }
            // What cannot be read is not searched, and not tried for ever.
            if let Ok(Some(text)) = device.store().get(Shelf::Packs, &pack).await {
                self.post("put", &text);
            }
            self.0.told.borrow_mut().insert(document, pack);
        }
    }

    /// Asks. What waited is not asked any more.
    pub fn ask(&self, asked: &Asked) {
        let Ok(asked) = json::write(asked) else { return };
        let mut asking = self.0.asking.borrow_mut();
        if asking.under_way.is_some() {
            asking.next = Some(asked);
        } else {
            self.post("ask", &asked);
            asking.under_way = Some(asked);
        }
    }

    fn hear(&self, said: &JsValue) {
        let text = |name: &str| Reflect::get(said, &name.into()).ok().and_then(|value| value.as_string());
        if text("failed").is_some() {
            self.0.standing.set(Standing::Without);
            return;
        }
        let Some(asked) = text("asked") else { return };
        let next = {
            let mut asking = self.0.asking.borrow_mut();
            asking.under_way = asking.next.take();
            asking.under_way.clone()
        };
        if let Some(next) = next {
            self.post("ask", &next);
        }
        let said = text("answer").and_then(|answer| json::parse::<Said>(&answer).ok());
        self.0.answer.set(said.map(|said| (asked, said.into())));
    }

    fn post(&self, what: &str, text: &str) {
        let message = Object::new();
        // A plain object takes any member, and a text is always cloned.
        let _ = Reflect::set(&message, &what.into(), &text.into());
        if let Some(worker) = &self.0.worker {
            let _ = worker.post_message(&message);
        }
    }
}

fn is_loading(device: Device) -> bool {
    device.record_state.with_untracked(|state| matches!(state, RecordState::Loading))
}

/// Starts it as the page's script allows it to be started; a page without that script, as under Trunk, has none.
fn started() -> Option<Worker> {
    let start: Function = Reflect::get(&window(), &"mingbaiSearch".into()).ok()?.dyn_into().ok()?;
    start.call0(&JsValue::NULL).ok()?.dyn_into().ok()
}
