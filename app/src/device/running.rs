//! When the device looks for what is new: at the start, when the network or the tab comes back, when the server hints, and every five minutes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::facts::Profiles;
use mingbai_shared::names::PersonId;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, Event, MessageEvent, WebSocket};

use super::lock::turn;
use super::profiles::{FactsState, Kept};
use super::seal::Seal;
use super::store::{Change, Durability, Shelf};
use super::{Device, PUBLIC, RecordState};
use crate::parts::{self, Personal};
use crate::pieces::is_seen;
use crate::session::{is_announced, owes_sign_out};
use crate::{clock, public_sync};

const EVERY_MS: u32 = 5 * 60 * 1000;
const CHECKED: &str = "checked";
const DRAFT_CHANGED: &str = "draft";
const LOCKED: &str = "locked";

/// What is under way.
#[derive(Clone, Default)]
pub(super) struct Running {
    public: Rc<Cell<bool>>,
    pub(super) reading: Readings,
    /// Whether the facts are being read, and are to be read again.
    pub(super) facts: (Rc<Cell<bool>>, Rc<Cell<bool>>),
    /// What the store last held of the profiles, as far as this tab knows.
    pub(super) known: Rc<RefCell<Option<(Kept, Profiles)>>>,
    /// What passphrases unlocked in this tab.
    pub(super) unlocked: Rc<RefCell<Vec<Seal>>>,
    pub(super) private: Rc<Cell<bool>>,
    /// Asked for again while one was under way.
    pub(super) again: Rc<Cell<bool>>,
    pub(super) failures: Rc<Cell<u32>>,
    /// A next try is set.
    pub(super) retrying: Rc<Cell<bool>>,
    /// How often the number is still asked for.
    pub(super) moments: Rc<Cell<u32>>,
    /// Whose hints come, and by what.
    pub(super) hints: Rc<RefCell<Option<(PersonId, WebSocket)>>>,
    tabs: Rc<RefCell<Option<BroadcastChannel>>>,
}

/// Reads of the record, which takes pauses: one that began earlier may end later, and has seen less.
#[derive(Clone, Default)]
pub(super) struct Readings {
    begun: Rc<Cell<u32>>,
    shown: Rc<Cell<u32>>,
}

impl Readings {
    /// The number of one more.
    pub(super) fn begin(&self) -> u32 {
        self.begun.set(self.begun.get() + 1);
        self.begun.get()
    }

    /// Asks to show what was read; refused where a later one was shown already.
    pub(super) fn show(&self, number: u32) -> bool {
        let newer = number > self.shown.get();
        if newer {
            self.shown.set(number);
        }
        newer
    }
}

impl Device {
    /// Lets go of the store while the page is left: `WebKit` can leave a transaction of such a page neither done nor undone, and every later
    /// one behind it.
    pub(super) fn follow_leaving(self) {
        window_event_listener(ev::pagehide, move |_| self.store().leave());
        window_event_listener(ev::pageshow, move |_| self.store().back());
        window_event_listener(ev::Custom::<Event>::new("mingbai:blocked"), move |_| self.blocked.set(true));
    }

    /// Follows network, tab and clock from now on.
    pub(super) fn start(self) {
        // These follow the browser as long as the page.
        window_event_listener(ev::online, move |_| {
            self.online.set(true);
            self.running.with_value(|running| running.failures.set(0));
            self.look();
        });
        window_event_listener(ev::offline, move |_| self.online.set(false));
        window_event_listener(ev::visibilitychange, move |_| {
            if is_seen() {
                self.look();
            }
        });
        self.follow_other_tabs();
        self.look();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(EVERY_MS).await;
                // One that nobody sees looks when it is seen again.
                if is_seen() {
                    self.look();
                }
            }
        });
    }

    /// Looks for everything that may be new.
    pub fn look(self) {
        self.refresh_record();
        // Where the store could not be read at the start.
        if self.profiles.with_untracked(|household| household.state) == FactsState::Unread {
            spawn_local(self.load_facts());
        }
        if let Some(mine) = self.mine.get_value() {
            return (mine.look)(self);
        }
        spawn_local(async move {
            // Where the part cannot be loaded, the next look tries again.
            if self.has_mine().await
                && let Ok(mine) = parts::personal().await
            {
                self.open_mine(mine);
            }
        });
    }

    /// Keeps when the record was last as the district has it: now, in milliseconds since 1970.
    async fn note_check(self) -> f64 {
        let now = clock::now_ms();
        let note = Change::Put(Shelf::Meta, CHECKED.into(), (now as u64).to_string());
        // Where it is not kept, a later start does not know how old the record is, and says so.
        let _ = self.store().write(&[note], Durability::Relaxed).await;
        now
    }

    async fn last_check(self) -> Option<f64> {
        let kept: u64 = self.store().get(Shelf::Meta, CHECKED).await.ok().flatten()?.parse().ok()?;
        Some(kept as f64)
    }

    /// From now on what is one's own with the agencies is looked after too.
    pub fn open_mine(self, mine: Personal) {
        if self.mine.with_value(Option::is_none) {
            self.mine.set_value(Some(mine));
            // Before that, the first look is still to come.
            if self.read.get_untracked() {
                (mine.look)(self);
            }
        }
    }

    /// Whether there is anything of one's own to look for. Most devices only read.
    async fn has_mine(self) -> bool {
        is_announced() || owes_sign_out() || self.keeps_mine().await
    }

    fn refresh_record(self) {
        let busy = self.running.with_value(|running| running.public.replace(true));
        if busy {
            return;
        }
        spawn_local(async move {
            let store = self.store();
            let turn = turn(PUBLIC).await;
            let outcome = match parts::record().await {
                Ok(bring_up_to_date) => bring_up_to_date(store).await,
                Err(not_here) => Err(not_here.into()),
            };
            drop(turn);
            // What was fetched before a failure counts too.
            if !matches!(outcome, Ok(false)) || self.record_state.with_untracked(|state| *state == RecordState::Loading)
            {
                self.load_record().await;
            }
            let state = match outcome {
                Ok(_) => RecordState::Current { checked_at_ms: self.note_check().await },
                Err(public_sync::Failure::Refused(why)) => RecordState::Refused { why },
                Err(public_sync::Failure::NotKept) => RecordState::NotKept,
                Err(public_sync::Failure::Unreachable) => {
                    RecordState::Offline { last_checked_ms: self.last_check().await }
                }
            };
            self.record_state.set(state);
            self.running.with_value(|running| running.public.set(false));
        });
    }

    fn follow_other_tabs(self) {
        let Ok(channel) = BroadcastChannel::new("mingbai") else { return };
        let changed = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let told = message.data().as_string();
            if told.as_deref() == Some(DRAFT_CHANGED) {
                return self.draft_elsewhere.update(|count| *count += 1);
            }
            spawn_local(async move {
                if told.as_deref() == Some(LOCKED) {
                    self.forget_keys();
                }
                self.load().await;
                match self.mine.get_value() {
                    Some(mine) => (mine.reread)(self),
                    // What the other tab did may be this device's first.
                    None => self.look(),
                }
            });
        });
        channel.set_onmessage(Some(changed.as_ref().unchecked_ref()));
        // As long as the tab.
        changed.forget();
        self.running.with_value(|running| running.tabs.borrow_mut().replace(channel));
    }

    /// What this tab changed, others on the same device read again.
    pub(super) fn tell_other_tabs(self) {
        self.tell(&JsValue::NULL);
    }

    /// The form was typed into: nothing else has to be read again.
    pub(super) fn tell_other_tabs_of_draft(self) {
        self.tell(&DRAFT_CHANGED.into());
    }

    /// What was unlocked is locked again, everywhere.
    pub(super) fn tell_other_tabs_to_lock(self) {
        self.tell(&LOCKED.into());
    }

    fn tell(self, message: &JsValue) {
        self.running.with_value(|running| {
            if let Some(channel) = running.tabs.borrow().as_ref() {
                // A tab that is closing hears nothing, and need not.
                let _ = channel.post_message(message);
            }
        });
    }
}
