//! When the device looks for what is new: at the start, when the network or the tab comes back, when the server hints, and every five minutes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::sync::Scope;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent, WebSocket};

use super::lock::alone;
use super::{Device, MyStanding, RecordState, Session, SessionState};
use crate::private_sync::{self, Party};
use crate::{clock, public_sync, session};

const EVERY_MS: u32 = 5 * 60 * 1000;
/// Waits before trying again, in milliseconds: they double from the first to the last.
const FIRST_WAIT_MS: u32 = 2_000;
const LONGEST_WAIT_MS: u32 = EVERY_MS;
/// While the agency gives a number, which takes it a moment.
const MOMENT_MS: u32 = 1_000;
const MOMENTS: u32 = 30;

/// What is under way.
#[derive(Clone, Default)]
pub(super) struct Running {
    public: Rc<Cell<bool>>,
    private: Rc<Cell<bool>>,
    /// Asked for again while one was under way.
    again: Rc<Cell<bool>>,
    failures: Rc<Cell<u32>>,
    hints: Rc<RefCell<Option<WebSocket>>>,
    tabs: Rc<RefCell<Option<BroadcastChannel>>>,
}

impl Device {
    /// Follows network, tab and clock from now on.
    pub(super) fn start(self) {
        let back_online = window_event_listener(ev::online, move |_| {
            self.online.set(true);
            self.running.with_value(|running| running.failures.set(0));
            self.look();
        });
        let gone = window_event_listener(ev::offline, move |_| self.online.set(false));
        let shown = window_event_listener(ev::visibilitychange, move |_| {
            if document().visibility_state() == web_sys::VisibilityState::Visible {
                self.look();
            }
        });
        on_cleanup(move || {
            back_online.remove();
            gone.remove();
            shown.remove();
        });
        self.follow_other_tabs();
        self.look();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(EVERY_MS).await;
                self.look();
            }
        });
    }

    /// Looks for everything that may be new.
    fn look(self) {
        spawn_local(async move {
            self.check_session().await;
            self.sync_now();
        });
        self.refresh_record();
    }

    async fn check_session(self) {
        match session::current().await {
            Ok(found) => {
                let known = self.session.with_untracked(|known| match known {
                    SessionState::SignedIn(session) => Some(session.clone()),
                    _ => None,
                });
                if found != known || self.session.with_untracked(|known| *known == SessionState::Unknown) {
                    self.set_session(found).await;
                } else {
                    self.listen();
                }
            }
            // Whoever was signed in last is shown until the server can be asked.
            Err(_) => self.session.update(|known| {
                if *known == SessionState::Unknown {
                    *known = SessionState::SignedOut;
                }
            }),
        }
    }

    fn refresh_record(self) {
        let busy = self.running.with_value(|running| running.public.replace(true));
        if busy {
            return;
        }
        spawn_local(async move {
            let store = self.store();
            let outcome = alone("mingbai-public", async move { public_sync::run(&store).await }).await;
            // What was fetched before a failure counts too.
            if !matches!(outcome, Some(Ok(false)))
                || self.record_state.with_untracked(|state| *state == RecordState::Loading)
            {
                self.load_record().await;
            }
            self.record_state.update(|state| {
                let checked = match state {
                    RecordState::Current { checked_at_ms } => Some(*checked_at_ms),
                    RecordState::Offline { last_checked_ms } => *last_checked_ms,
                    _ => None,
                };
                *state = match outcome {
                    Some(Ok(_)) => RecordState::Current { checked_at_ms: clock::now_ms() },
                    Some(Err(public_sync::Failure::Refused(why))) => RecordState::Refused { why },
                    Some(Err(public_sync::Failure::Unreachable)) | None => {
                        RecordState::Offline { last_checked_ms: checked }
                    }
                };
            });
            self.running.with_value(|running| running.public.set(false));
        });
    }

    /// Sends what waits and fetches what is new, now.
    pub fn sync_now(self) {
        let busy = self.running.with_value(|running| {
            running.again.set(true);
            running.private.replace(true)
        });
        if busy {
            return;
        }
        spawn_local(async move {
            while self.running.with_value(|running| running.again.replace(false)) {
                self.exchange().await;
            }
            self.running.with_value(|running| running.private.set(false));
        });
    }

    async fn exchange(self) {
        let signed_in = self.session.with_untracked(|known| match known {
            SessionState::SignedIn(session) => Some(session.clone()),
            _ => None,
        });
        let Some(session) = signed_in else { return };
        let store = self.store();
        let outcome = alone("mingbai-private", async move {
            let party = Party { scope: scope(&session), person: session.person.as_str() };
            private_sync::run(&store, &party).await
        })
        .await;
        self.load_requests().await;
        self.tell_other_tabs();
        match outcome {
            Some(Ok(())) => {
                self.running.with_value(|running| running.failures.set(0));
                self.wait_for_number();
            }
            Some(Err(private_sync::Failure::Server(problem))) if problem.status == 401 => self.set_session(None).await,
            // A member of staff who keeps no cases has nothing to fetch.
            Some(Err(private_sync::Failure::Server(problem))) if problem.status == 403 => {}
            _ => self.try_later(),
        }
    }

    fn try_later(self) {
        let failures = self.running.with_value(|running| {
            running.failures.set(running.failures.get().saturating_add(1));
            running.failures.get()
        });
        let wait = FIRST_WAIT_MS.checked_shl(failures.min(16) - 1).unwrap_or(LONGEST_WAIT_MS).min(LONGEST_WAIT_MS);
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(wait).await;
            self.sync_now();
        });
    }

    /// The server has a request, the agency has not yet given its number: asks again in a moment, a few times. A hint comes sooner as a rule.
    fn wait_for_number(self) {
        let expected = move || {
            self.requests.with_untracked(|requests| requests.iter().any(|one| one.standing == MyStanding::Received))
        };
        let asked = self.running.with_value(|running| running.failures.get());
        if !expected() || asked > 0 {
            return;
        }
        spawn_local(async move {
            for _ in 0..MOMENTS {
                gloo_timers::future::TimeoutFuture::new(MOMENT_MS).await;
                if !expected() {
                    return;
                }
                let busy = self.running.with_value(|running| running.private.get());
                if !busy {
                    self.sync_once().await;
                }
            }
        });
    }

    async fn sync_once(self) {
        let SessionState::SignedIn(session) = self.session.get_untracked() else { return };
        let store = self.store();
        let outcome = alone("mingbai-private", async move {
            let party = Party { scope: scope(&session), person: session.person.as_str() };
            private_sync::run(&store, &party).await
        })
        .await;
        if matches!(outcome, Some(Ok(()))) {
            self.load_requests().await;
        }
    }

    /// Listens for "there is something new" while someone is signed in.
    pub(super) fn listen(self) {
        let signed_in = self.session.with_untracked(|known| matches!(known, SessionState::SignedIn(_)));
        let open = self.running.with_value(|running| {
            running.hints.borrow().as_ref().is_some_and(|socket| socket.ready_state() <= WebSocket::OPEN)
        });
        if signed_in == open {
            return;
        }
        if let Some(socket) = self.running.with_value(|running| running.hints.borrow_mut().take()) {
            // Closing what is closed already is no error.
            let _ = socket.close();
        }
        if !signed_in {
            return;
        }
        let location = window().location();
        let (Ok(protocol), Ok(host)) = (location.protocol(), location.host()) else { return };
        let scheme = if protocol == "https:" { "wss://" } else { "ws://" };
        let Ok(socket) = WebSocket::new(&[scheme, &host, "/api/hints"].concat()) else { return };
        let hinted = Closure::<dyn FnMut()>::new(move || self.sync_now());
        socket.set_onmessage(Some(hinted.as_ref().unchecked_ref()));
        // As long as the tab: there is one socket at a time, and few in a tab's life.
        hinted.forget();
        self.running.with_value(|running| running.hints.borrow_mut().replace(socket));
    }

    fn follow_other_tabs(self) {
        let Ok(channel) = BroadcastChannel::new("mingbai") else { return };
        let changed = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            spawn_local(async move { self.load().await });
        });
        channel.set_onmessage(Some(changed.as_ref().unchecked_ref()));
        // As long as the tab.
        changed.forget();
        self.running.with_value(|running| running.tabs.borrow_mut().replace(channel));
    }

    /// What this tab changed, others on the same device read again.
    pub(super) fn tell_other_tabs(self) {
        self.running.with_value(|running| {
            if let Some(channel) = running.tabs.borrow().as_ref() {
                // A tab that is closing hears nothing, and need not.
                let _ = channel.post_message(&JsValue::NULL);
            }
        });
    }
}

fn scope(session: &Session) -> Scope {
    if session.role.is_staff() { Scope::Agency } else { Scope::Person }
}
