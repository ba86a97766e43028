//! What is one's own with the agencies: who is signed in, the form being filled in, the requests.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Case, Draft, ListedCase, Reading};
use uuid::Uuid;

use super::lock::turn;
use super::store::{Change, Durability, Given, Shelf, StoreError};
use super::{
    Device, ENDED, PRIVATE, SESSION, Saving, Session, SessionState, ended, kept_session, push, requests, room,
};
use crate::network::Problem;
use crate::pieces::until;
use crate::private_sync::{self, Waiting};
use crate::session::{self, WaysToSignIn};
use crate::{clock, json};

/// Who is signed in from now on.
enum Now {
    /// Somebody.
    SignedIn(Session),
    /// Nobody, because a sign-in ended: by time, by the service, on another device. Whose it was goes on with what they write.
    Ended,
    /// Nobody, because somebody signed out: whoever comes next begins with nothing of theirs.
    SignedOut,
}

/// Where the form is kept: each person's apart, and one for whoever is not signed in.
fn draft_key(person: Option<&PersonId>) -> String {
    match person {
        Some(person) => ["request/", person.as_str()].concat(),
        None => "request".into(),
    }
}

impl Device {
    /// Reads again what is kept here.
    pub fn reread_mine(self) {
        spawn_local(async move {
            self.load_requests().await;
            self.listen();
        });
    }

    /// Looks for what is new: asks who is signed in, sends what waits, fetches.
    pub fn look_for_mine(self) {
        spawn_local(async move {
            self.load_requests().await;
            self.check_session().await;
            self.sync_now();
        });
    }

    /// Asks who is signed in: by now it may be nobody, or somebody else.
    pub async fn check_session(self) {
        // Under the lock, so that an answer from before somebody signed in does not sign them out again.
        let turn = turn(PRIVATE).await;
        match session::current().await {
            Ok(found) => {
                let unknown = self.session.with_untracked(|known| *known == SessionState::Unknown);
                if unknown || found != self.signed_in() {
                    self.set_session(found.map_or(Now::Ended, Now::SignedIn)).await;
                }
            }
            // Whoever was signed in last is shown until the server can be asked.
            Err(_) => self.session.update(|known| {
                if *known == SessionState::Unknown {
                    *known = SessionState::SignedOut;
                }
            }),
        }
        drop(turn);
        self.listen();
    }

    /// What cannot be read stays as it was shown.
    pub(super) async fn load_requests(self) {
        let _ = self.read_requests().await;
    }

    /// Reads what was handed in, and what came back.
    pub async fn read_requests(self) -> Result<(), StoreError> {
        let store = self.store();
        let waiting = private_sync::outbox(&store).await?;
        let (declined, rows) = (private_sync::declined(&store).await?, store.all(Shelf::Rows).await?);
        let person = self.person();
        self.requests.set(requests::merge(person.as_ref(), &waiting, &declined, &of::<Case>(&rows, "request/")));
        let mut cases: Vec<ListedCase> = of(&rows, "case/");
        cases.sort_by_key(|case| std::cmp::Reverse(case.submitted_at));
        self.cases.set(cases);
        let mut readings: Vec<Reading> = of(&rows, "reading/");
        readings.sort_by_key(|reading| std::cmp::Reverse(reading.at));
        self.readings.set(readings);
        self.read_mine.set(true);
        Ok(())
    }

    /// The request form as last typed by whoever is signed in, also where it could not be kept.
    pub async fn draft(self) -> Result<Draft, StoreError> {
        let store = self.store();
        let person = match kept_session(&store).await? {
            Some(session) => Some(session.person),
            None => ended(&store).await,
        };
        let key = draft_key(person.as_ref());
        let kept = store.get(Shelf::Drafts, &key).await?;
        // A device without room does not keep who is signed in either.
        let unkept = self.pending_draft.with_value(|pending| {
            pending.as_ref().filter(|(of, _)| *of == key || *of == self.draft_key()).map(|(_, draft)| draft.clone())
        });
        let draft = unkept.or_else(|| kept.as_deref().and_then(|text| json::parse(text).ok())).unwrap_or_default();
        self.draft_here.set_value(kept);
        Ok(draft)
    }

    /// Whether the form is being written: what the store holds is older.
    pub fn draft_under_way(self) -> bool {
        self.writing_draft.get_value()
    }

    /// Keeps the request form, at each key. While one version is being written only the last of those after it waits.
    pub fn save_draft(self, draft: &Draft) {
        self.pending_draft.set_value(Some((self.draft_key(), draft.clone())));
        self.saving.set(Saving::UnderWay);
        self.write_draft();
    }

    /// Writes the form where it is not kept yet.
    pub(super) fn write_draft(self) {
        if self.writing_draft.get_value() || self.pending_draft.with_value(Option::is_none) {
            return;
        }
        self.writing_draft.set_value(true);
        spawn_local(async move {
            while let Some((key, draft)) = self.pending_draft.try_update_value(Option::take).flatten() {
                let Ok(text) = json::write(&draft) else { continue };
                let kept = self.keep(vec![Change::Put(Shelf::Drafts, key.clone(), text.clone())]).await;
                if kept.is_ok() {
                    self.draft_here.set_value(Some(text));
                    continue;
                }
                // The error is shown by `saving`. Nothing is lost with the page of the form: the next key tries again, or the next write that succeeds.
                self.pending_draft.update_value(|newer| {
                    newer.get_or_insert((key, draft));
                });
                break;
            }
            self.writing_draft.set_value(false);
            self.tell_other_tabs_of_draft();
        });
    }

    /// Puts a complete request into the outbox; when this returns it cannot be lost with the tab. None where another tab sent or changed the form
    /// meanwhile: one form is one request.
    pub async fn file(self, draft: &Draft) -> Result<Option<Uuid>, StoreError> {
        let now = clock::now_ms();
        let id = private_sync::new_id(now);
        let unwritable = |error: json::JsonError| StoreError(error.to_string());
        // Staff ask as the person that they are besides: whoever signs in as a resident or a firm sends it.
        let person = self.signed_in().filter(|session| !session.role.is_staff()).map(|session| session.person);
        let person = person.or_else(|| self.ended.get_value().filter(|_| self.person().is_none()));
        let waiting = Waiting::request(id, draft, now, person).map_err(unwritable)?;
        self.pending_draft.set_value(None);
        // What is being written is then what stands, or it is not.
        until(|| !self.writing_draft.get_value()).await;
        self.pending_draft.set_value(None);
        let form = Given { shelf: Shelf::Drafts, key: self.draft_key(), text: self.draft_here.get_value() };
        let mut stood = false;
        let writing = async {
            stood = private_sync::hand_in(&self.store(), &waiting, form).await?;
            Ok(())
        };
        if let Err(error) = self.say_while(writing).await {
            self.save_draft(draft);
            return Err(error);
        }
        self.tell_other_tabs_of_draft();
        // A browser may write and yet say that it could not; tried again, the form is gone because the request stands in its place.
        if !stood && self.store().get(Shelf::Outbox, &id.to_string()).await?.is_none() {
            return Ok(None);
        }
        self.draft_here.set_value(None);
        // Now there is something that must not be cleared away. The answer is shown where the person looks after the device.
        spawn_local(async {
            let _ = room::ask_to_keep().await;
        });
        self.load_requests().await;
        self.tell_other_tabs();
        self.sync_now();
        Ok(Some(id))
    }

    /// Takes a refused request back into the form.
    pub async fn take_back(self, id: Uuid) -> Result<(), StoreError> {
        let declined = private_sync::declined(&self.store()).await?;
        let Some(found) = declined.into_iter().find(|one| one.sent.id == id) else { return Ok(()) };
        let text = json::write(&found.sent.draft()).map_err(|error| StoreError(error.to_string()))?;
        let changes =
            vec![Change::Put(Shelf::Drafts, self.draft_key(), text), Change::Remove(Shelf::Refused, id.to_string())];
        self.keep(changes).await?;
        self.load_requests().await;
        self.tell_other_tabs();
        self.tell_other_tabs_of_draft();
        Ok(())
    }

    fn draft_key(self) -> String {
        let person = self.person().or_else(|| self.arriving.get_value()).or_else(|| self.ended.get_value());
        draft_key(person.as_ref())
    }

    /// What was typed before anybody signed in becomes the form of who signs in, unless they have one: also what is being typed at this moment.
    async fn take_over_draft(self, person: &PersonId) {
        let (store, nobodys, own) = (self.store(), draft_key(None), draft_key(Some(person)));
        if !matches!(store.get(Shelf::Drafts, &own).await, Ok(None)) {
            return;
        }
        // From here on what is typed goes to its new place, whole; what is on its way to the old one arrives first.
        self.arriving.set_value(Some(person.clone()));
        self.pending_draft.update_value(|pending| {
            if let Some((key, _)) = pending.as_mut().filter(|(key, _)| *key == nobodys) {
                key.clone_from(&own);
            }
        });
        until(|| !self.writing_draft.get_value()).await;
        let Ok(Some(typed)) = store.get(Shelf::Drafts, &nobodys).await else { return };
        let given = Given { shelf: Shelf::Drafts, key: own.clone(), text: None };
        let over = [Change::Put(Shelf::Drafts, own, typed), Change::Remove(Shelf::Drafts, nobodys.clone())];
        // Where the new place was written meanwhile, it holds all of the old one and more.
        if let Ok(false) = store.write_given(&over, Durability::Strict, &given).await {
            let _ = store.write(&[Change::Remove(Shelf::Drafts, nobodys)], Durability::Strict).await;
        }
    }

    // While somebody signs in or out, no tab exchanges anything: what is sent goes with the cookie of whoever is signed in at that moment, and
    // what comes back is kept as theirs.

    /// Signs in as a sample person. What waits in the outbox is then sent as theirs.
    pub async fn sign_in(self, person: &str) -> Result<(), Problem> {
        {
            let _turn = turn(PRIVATE).await;
            let session = session::sign_in(person).await?;
            self.set_session(Now::SignedIn(session)).await;
        }
        self.sync_now();
        Ok(())
    }

    /// How one can sign in here. A sign-out that is owed comes first: afterwards it would be the next person's sign-in that ends.
    pub async fn ways_to_sign_in(self) -> Result<WaysToSignIn, Problem> {
        let _turn = turn(PRIVATE).await;
        session::ways_to_sign_in().await
    }

    /// Signs out. What the server keeps leaves this device; what was never sent stays. Where the service that one signed in at has to be told by the
    /// browser, the answer is where.
    pub async fn sign_out(self, from: session::From) -> Result<Option<String>, Problem> {
        let _turn = turn(PRIVATE).await;
        // Whoever comes next is not woken for who was here.
        push::switch_off().await;
        let elsewhere = session::sign_out(from).await?;
        let mut gone = private_sync::let_go(&self.store(), None).await.unwrap_or_default();
        gone.extend(self.packs_that_the_agency_has().await);
        // Where the device does not change, what is left belongs to who wrote it, and nobody else sees it.
        let _ = self.store().write(&gone, Durability::Strict).await;
        self.set_session(Now::SignedOut).await;
        Ok(elsewhere)
    }

    /// Another person's rows never stay: they go in the same batch that says who is signed in now.
    async fn set_session(self, now: Now) {
        // Another tab may know better than this one who was signed in.
        let kept = kept_session(&self.store()).await.ok().flatten();
        let before = kept.or_else(|| self.signed_in());
        let (session, ended) = match now {
            Now::SignedIn(session) => (Some(session), None),
            // Staff ask as the person that they are besides, whom nobody knows here.
            Now::Ended => match &before {
                Some(before) => (None, (!before.role.is_staff()).then(|| before.person.clone())),
                None => (None, self.ended.get_value()),
            },
            Now::SignedOut => (None, None),
        };
        let before = before.map(|before| before.person);
        let mut changes = Vec::new();
        if let Some(before) = before.filter(|before| Some(before) != session.as_ref().map(|session| &session.person)) {
            changes = private_sync::leave(&before);
            if session.is_some() {
                push::switch_off().await;
            }
        }
        if let Some(session) = &session {
            changes.extend(private_sync::let_go(&self.store(), Some(&session.person)).await.unwrap_or_default());
        }
        if let Some(session) = session.as_ref().filter(|_| self.person().is_none()) {
            self.take_over_draft(&session.person).await;
        }
        changes.push(match session.as_ref().and_then(|session| json::write(session).ok()) {
            Some(text) => Change::Put(Shelf::Meta, SESSION.into(), text),
            None => Change::Remove(Shelf::Meta, SESSION.into()),
        });
        changes.push(match &ended {
            Some(person) => Change::Put(Shelf::Meta, ENDED.into(), person.to_string()),
            None => Change::Remove(Shelf::Meta, ENDED.into()),
        });
        // Where the device does not keep it, the session still holds for this tab.
        let _ = self.store().write(&changes, Durability::Repeatable).await;
        self.session.set(session.map_or(SessionState::SignedOut, SessionState::SignedIn));
        self.ended.set_value(ended);
        self.arriving.set_value(None);
        self.load_requests().await;
        self.listen();
        self.tell_other_tabs();
    }
}

/// The rows of one kind. What this version cannot read it does not show.
fn of<T: serde::de::DeserializeOwned>(rows: &[(String, String)], kind: &str) -> Vec<T> {
    rows.iter().filter(|(key, _)| key.starts_with(kind)).filter_map(|(_, text)| json::parse(text).ok()).collect()
}
