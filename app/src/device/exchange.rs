//! Sending what waits and fetching what is new, of one's own: at once, later when it fails, and when the server hints.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use web_sys::WebSocket;

use super::lock::turn;
use super::{Device, MyStanding, PRIVATE, Session, kept_session};
use crate::private_sync::{self, Party};

/// Waits before trying again, in milliseconds: they double from the first to the last.
const FIRST_WAIT_MS: u32 = 2_000;
const LONGEST_WAIT_MS: u32 = 5 * 60 * 1000;
/// While the agency gives a number, which takes it a moment.
const MOMENT_MS: u32 = 1_000;
const MOMENTS: u32 = 30;

impl Device {
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
        let Some(session) = self.signed_in() else { return };
        let outcome = self.exchange_as(session).await;
        self.load_requests().await;
        self.tell_other_tabs();
        match outcome {
            Ok(()) => {
                self.running.with_value(|running| running.failures.set(0));
                self.wait_for_number();
            }
            Err(private_sync::Failure::Server(problem)) if problem.status == 401 || problem.code == "somebody_else" => {
                // Asks who is signed in: by now it may be somebody else.
                self.check_session().await;
            }
            // What the server does not let this person see, it will not in a moment either.
            Err(private_sync::Failure::Server(problem)) if problem.status == 403 => {}
            _ => self.try_later(),
        }
    }

    async fn exchange_as(self, session: Session) -> Result<(), private_sync::Failure> {
        let Some(party) = Party::of(&session) else { return Ok(()) };
        let store = self.store();
        let _turn = turn(PRIVATE).await;
        // While this tab waited for its turn, another may have signed in somebody else.
        if kept_session(&store).await?.is_none_or(|kept| kept.person != session.person) {
            return Ok(());
        }
        private_sync::run(&store, &party).await
    }

    /// One next try at a time, however many fail meanwhile.
    fn try_later(self) {
        if self.running.with_value(|running| running.retrying.replace(true)) {
            return;
        }
        let failures = self.running.with_value(|running| {
            running.failures.set(running.failures.get().saturating_add(1));
            running.failures.get()
        });
        let wait = FIRST_WAIT_MS.checked_shl(failures.min(16) - 1).unwrap_or(LONGEST_WAIT_MS).min(LONGEST_WAIT_MS);
        // Spread out: a server that comes back is not met by everyone at once.
        let spread = (js_sys::Math::random() * f64::from(wait) / 4.0) as u32;
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(wait.saturating_add(spread)).await;
            self.running.with_value(|running| running.retrying.set(false));
            self.sync_now();
        });
    }

    /// The server has a request, the agency has not yet given its number: asks again in a moment, a few times. A hint comes sooner as a rule.
    fn wait_for_number(self) {
        let expected = move || {
            self.requests.with_untracked(|requests| requests.iter().any(|one| one.standing == MyStanding::Received))
        };
        if !expected() || self.running.with_value(|running| running.moments.replace(MOMENTS)) > 0 {
            return;
        }
        spawn_local(async move {
            let left = || self.running.with_value(|running| running.moments.get());
            while left() > 0 {
                gloo_timers::future::TimeoutFuture::new(MOMENT_MS).await;
                let next = if expected() { left().saturating_sub(1) } else { 0 };
                self.running.with_value(|running| running.moments.set(next));
                let busy = self.running.with_value(|running| running.private.get());
                if next > 0 && !busy {
                    self.sync_once().await;
                }
            }
        });
    }

    async fn sync_once(self) {
        let Some(session) = self.signed_in() else { return };
        if self.exchange_as(session).await.is_ok() {
            self.load_requests().await;
        }
    }

    /// Listens for "there is something new" while someone is signed in.
    pub(super) fn listen(self) {
        let person = self.person();
        let following = self.running.with_value(|running| {
            let hints = running.hints.borrow();
            hints
                .as_ref()
                .filter(|(_, socket)| socket.ready_state() <= WebSocket::OPEN)
                .map(|(person, _)| person.clone())
        });
        if person == following {
            return;
        }
        if let Some((_, socket)) = self.running.with_value(|running| running.hints.borrow_mut().take()) {
            // Closing what is closed already is no error.
            let _ = socket.close();
        }
        let Some(person) = person else { return };
        let location = window().location();
        let (Ok(protocol), Ok(host)) = (location.protocol(), location.host()) else { return };
        let scheme = if protocol == "https:" { "wss://" } else { "ws://" };
        let Ok(socket) = WebSocket::new(&[scheme, &host, "/api/hints"].concat()) else { return };
        let hinted = Closure::<dyn FnMut()>::new(move || self.sync_now());
        socket.set_onmessage(Some(hinted.as_ref().unchecked_ref()));
        // As long as the tab: there is one socket at a time, and few in a tab's life.
        hinted.forget();
        self.running.with_value(|running| running.hints.borrow_mut().replace((person, socket)));
    }
}
