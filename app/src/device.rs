//! Everything on this device, as signals: pages read them, and change them through the methods here.
//!
//! Facts never leave the device. What a person hands in goes through the outbox; what is public comes by public sync.

mod exchange;
pub mod lock;
mod mine;
pub mod notes;
pub mod notice_draft;
mod notices;
pub mod pack_draft;
mod passphrase;
pub mod profiles;
pub mod push;
pub mod put_away;
mod requests;
pub mod room;
mod running;
mod said;
mod seal;
pub mod store;

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use lock::turn;
use mingbai_shared::facts::Facts;
use mingbai_shared::names::PersonId;
use mingbai_shared::notice::Choices;
use mingbai_shared::request::{Draft, ListedCase, Reading};
use mingbai_shared::words::BilingualText;

use crate::parts::Personal;
use crate::pieces::next_turn;
pub use crate::public_sync::{Noticed, Published};
pub use crate::session::{SamplePerson, Service, Session, WaysToSignIn, Whom};
use crate::{json, session};
use profiles::Household;
pub use requests::{MyRequest, MyStanding};
use said::Said;
pub use store::StoreError;
use store::{Change, Durability, Shelf, Store};

/// How the public record on this device stands.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordState {
    /// Nothing has been read yet.
    Loading,
    /// As the district has it.
    Current {
        /// When that was checked, in milliseconds since 1970.
        checked_at_ms: f64,
    },
    /// The district could not be asked.
    Offline {
        /// When it last could.
        last_checked_ms: Option<f64>,
    },
    /// What the district offers does not follow from what was seen: it was not taken, and what was here stays.
    Refused {
        /// Why.
        why: BilingualText,
    },
    /// There is more than this device keeps.
    NotKept,
}

/// Who is signed in, as far as this device knows.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionState {
    /// Not read yet.
    Unknown,
    /// Nobody.
    SignedOut,
    /// Someone.
    SignedIn(Session),
}

/// What became of the last write.
#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// It is on the disk.
    Saved,
    /// Not yet.
    UnderWay,
    /// The device does not keep it.
    Failed,
}

/// The device. A copy is the same device.
#[derive(Clone, Copy)]
pub struct Device {
    /// The newest pack of each document, the newest first.
    pub record: RwSignal<Vec<Arc<Published>>>,
    /// The notices of the record, the newest first.
    pub notices: RwSignal<Vec<Arc<Noticed>>>,
    /// Which notices come up on this device.
    pub choices: RwSignal<Choices>,
    /// Counts how often the record was read from the store: when it is opened, and whenever entries came, also such as bring no document.
    pub record_read: RwSignal<usize>,
    /// How the record stands.
    pub record_state: RwSignal<RecordState>,
    /// What the person said about themselves, or about their firm: of the profile that is shown.
    pub facts: RwSignal<Facts>,
    /// Whose pages this device has, and how what they said stands.
    pub profiles: RwSignal<Household>,
    /// Their requests, the newest first.
    pub requests: RwSignal<Vec<MyRequest>>,
    /// For staff: the cases of their agency, the newest first.
    pub cases: RwSignal<Vec<ListedCase>>,
    /// Who read what they handed in, and what for, the newest first.
    pub readings: RwSignal<Vec<Reading>>,
    /// Who is signed in.
    pub session: RwSignal<SessionState>,
    /// The reminders that were put away, of the profile that is shown.
    pub put_away: RwSignal<Vec<String>>,
    /// Whether the browser believes that there is a network.
    pub online: RwSignal<bool>,
    /// What became of the last write.
    pub saving: RwSignal<Saving>,
    /// Whether what is kept here was read, and what is one's own with the agencies.
    pub read: RwSignal<bool>,
    pub read_mine: RwSignal<bool>,
    /// Another tab with an older version held the store when this one wanted to open it.
    pub blocked: RwSignal<bool>,
    store: StoredValue<Store, LocalStorage>,
    /// Whose sign-in ended here although they did not sign out: the form stays theirs.
    ended: StoredValue<Option<PersonId>>,
    /// Who is signing in at this moment, once what is typed is theirs.
    arriving: StoredValue<Option<PersonId>>,
    /// The draft that is not kept yet, and under which key it will be.
    pending_draft: StoredValue<Option<(String, Draft)>>,
    writing_draft: StoredValue<bool>,
    /// The draft as this tab last found or put it in the store: what may be sent takes the place of this and of nothing else.
    draft_here: StoredValue<Option<String>>,
    /// Counts how often another tab kept the form.
    pub draft_elsewhere: RwSignal<usize>,
    /// What was said or done with reminders, and is not kept yet.
    pending_facts: StoredValue<Vec<Said>>,
    writing_facts: StoredValue<bool>,
    /// How many strict writes are under way.
    writes: StoredValue<usize>,
    running: StoredValue<running::Running, LocalStorage>,
    /// Looks after what is one's own with the agencies, once there is something or its pages were opened.
    mine: StoredValue<Option<Personal>>,
}

/// Only one tab fetches the public record at a time, only one exchanges or changes who is signed in.
const PUBLIC: &str = "mingbai-public";
const PRIVATE: &str = "mingbai-private";
const FACTS: &str = "facts";
const SESSION: &str = "session";
/// Whose sign-in ended here although they did not sign out.
const ENDED: &str = "ended";

impl Device {
    /// Before anything is read.
    fn new() -> Device {
        Device {
            record: RwSignal::new(Vec::new()),
            notices: RwSignal::new(Vec::new()),
            choices: RwSignal::new(Choices::default()),
            record_read: RwSignal::new(0),
            record_state: RwSignal::new(RecordState::Loading),
            facts: RwSignal::new(Facts::default()),
            profiles: RwSignal::new(Household::default()),
            requests: RwSignal::new(Vec::new()),
            cases: RwSignal::new(Vec::new()),
            readings: RwSignal::new(Vec::new()),
            session: RwSignal::new(SessionState::Unknown),
            put_away: RwSignal::new(Vec::new()),
            online: RwSignal::new(window().navigator().on_line()),
            saving: RwSignal::new(Saving::Saved),
            read: RwSignal::new(false),
            read_mine: RwSignal::new(false),
            blocked: RwSignal::new(false),
            store: StoredValue::new_local(Store::default()),
            ended: StoredValue::new(None),
            arriving: StoredValue::new(None),
            pending_draft: StoredValue::new(None),
            writing_draft: StoredValue::new(false),
            draft_here: StoredValue::new(None),
            draft_elsewhere: RwSignal::new(0),
            pending_facts: StoredValue::new(Vec::new()),
            writing_facts: StoredValue::new(false),
            writes: StoredValue::new(0),
            running: StoredValue::new_local(running::Running::default()),
            mine: StoredValue::new(None),
        }
    }

    /// Opens what is kept here, then looks for what is new.
    pub fn open() -> Device {
        let device = Device::new();
        device.follow_leaving();
        spawn_local(async move {
            next_turn().await;
            device.load().await;
            device.read.set(true);
            device.start();
        });
        device
    }

    pub fn store(self) -> Store {
        self.store.get_value()
    }

    /// Reads everything that is kept here.
    async fn load(self) {
        let store = self.store();
        self.load_facts().await;
        self.load_choices().await;
        self.ended.set_value(ended(&store).await);
        if let Ok(kept) = kept_session(&store).await {
            let known = self.session.get_untracked();
            match kept.map(SessionState::SignedIn) {
                Some(kept) if kept != known => self.session.set(kept),
                // Another tab signed out.
                None if known != SessionState::Unknown => self.session.set(SessionState::SignedOut),
                _ => {}
            }
        }
        self.load_record().await;
    }

    async fn load_record(self) {
        let reading = self.running.with_value(|running| running.reading.begin());
        match crate::public_sync::here(&self.store()).await {
            Ok(here) => {
                if !self.running.with_value(|running| running.reading.show(reading)) {
                    return;
                }
                self.record_read.update(|count| *count += 1);
                // What shows it is drawn anew, also under a finger: only for what is new.
                if self.record.with_untracked(|known| Published::differ(known, &here.documents)) {
                    self.record.set(here.documents.into_iter().map(Arc::new).collect());
                }
                self.take_notices(here.notices);
            }
            Err(_) => self.failed(),
        }
    }

    /// Who is signed in, as far as known.
    fn signed_in(self) -> Option<Session> {
        self.session.with_untracked(|known| match known {
            SessionState::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    /// The same, followed.
    pub fn who(self) -> Option<Session> {
        self.session.with(|known| match known {
            SessionState::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    fn person(self) -> Option<PersonId> {
        self.signed_in().map(|session| session.person)
    }

    fn failed(self) {
        self.saving.set(Saving::Failed);
    }

    /// Writes strictly and says so while it does.
    async fn keep(self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.say_while(async move { self.store().write(&changes, Durability::Strict).await }).await
    }

    /// Says what becomes of a write. Several can be under way, and more may wait: only when all are on the disk is everything saved.
    async fn say_while(self, write: impl Future<Output = Result<(), StoreError>>) -> Result<(), StoreError> {
        if self.writes.get_value() == 0 || !self.has_failed() {
            self.saving.set(Saving::UnderWay);
        }
        self.writes.update_value(|writes| *writes += 1);
        let kept = write.await;
        self.writes.update_value(|writes| *writes -= 1);
        match &kept {
            // The browser gives no place to keep anything.
            Ok(()) if !self.store().is_kept() => self.failed(),
            Ok(()) => {
                // What could not be written goes with this, now that the device takes writes again.
                self.write_facts();
                self.write_draft();
                if !self.more_to_write() && !self.has_failed() {
                    self.saving.set(Saving::Saved);
                }
            }
            Err(_) => self.failed(),
        }
        kept
    }

    /// Whether something that was typed is not kept, for whoever shows it.
    pub fn fails_to_save(self) -> bool {
        self.saving.with(|saving| *saving == Saving::Failed)
    }

    fn has_failed(self) -> bool {
        self.saving.with_untracked(|saving| *saving == Saving::Failed)
    }

    fn more_to_write(self) -> bool {
        let facts = self.pending_facts.with_value(|said| !said.is_empty());
        facts || self.writes.get_value() > 0 || self.pending_draft.with_value(Option::is_some)
    }

    /// The document of this id, if it is here.
    pub fn find(self, document: &str) -> Option<Arc<Published>> {
        self.record
            .with(|record| record.iter().find(|published| published.entry.document.as_str() == document).cloned())
    }

    /// Whether what is written here outlives the page.
    pub fn is_kept(self) -> bool {
        self.store().is_kept()
    }

    /// Removes everything from this device, and signs out where the server can be reached. Where the service that one signed in at has to be told by the
    /// browser, the answer is where.
    pub async fn wipe(self) -> Result<Option<String>, StoreError> {
        let elsewhere = {
            // What is under way ends first: it would write back some of what is removed.
            let _turns = (turn(PUBLIC).await, turn(PRIVATE).await);
            push::switch_off().await;
            // Offline the ticket stays in the browser: the sign-out is owed, and comes before anything else.
            let elsewhere = match session::sign_out(session::From::Here).await {
                Ok(elsewhere) => elsewhere,
                Err(_) => {
                    session::owe_sign_out();
                    None
                }
            };
            self.pending_facts.set_value(Vec::new());
            self.forget_keys();
            self.pending_draft.set_value(None);
            self.store().wipe().await?;
            elsewhere
        };
        self.session.set(SessionState::SignedOut);
        self.load().await;
        self.reread_mine();
        self.tell_other_tabs();
        self.tell_other_tabs_of_draft();
        self.look();
        Ok(elsewhere)
    }

    /// Whether there is something on this device that is somebody's own.
    pub async fn holds_something(self) -> bool {
        let facts = self.store().get(Shelf::Meta, FACTS).await;
        facts.is_ok_and(|facts| facts.is_some())
            || self.more_to_write()
            || session::is_announced()
            || self.keeps_any(Shelf::Drafts).await
            || self.keeps_notes().await
            || ended(&self.store()).await.is_some()
            || self.keeps_mine().await
    }

    async fn keeps_any(self, shelf: Shelf) -> bool {
        self.store().keys(shelf).await.is_ok_and(|keys| !keys.is_empty())
    }

    /// Whether somebody was signed in, or something waits to be sent or taken back.
    async fn keeps_mine(self) -> bool {
        let session = self.store().get(Shelf::Meta, SESSION).await;
        session.is_ok_and(|session| session.is_some())
            || self.keeps_any(Shelf::Outbox).await
            || self.keeps_any(Shelf::Refused).await
    }
}

/// Whose sign-in ended without a sign-out, as long as nobody else signed in.
async fn ended(store: &Store) -> Option<PersonId> {
    store.get(Shelf::Meta, ENDED).await.ok().flatten()?.parse().ok()
}

/// Who was signed in last, in any tab.
async fn kept_session(store: &Store) -> Result<Option<Session>, StoreError> {
    Ok(store.get(Shelf::Meta, SESSION).await?.and_then(|text| json::parse(&text).ok()))
}
