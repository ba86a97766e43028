//! Everything on this device, as signals: pages read them, and change them through the methods here.
//!
//! Facts never leave the device. What a person hands in goes through the outbox; what is public comes by public sync.

pub mod lock;
mod requests;
mod running;
mod said;
pub mod store;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use lock::turn;
use mingbai_shared::facts::Facts;
use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Case, Draft};
use mingbai_shared::words::BilingualText;
use uuid::Uuid;

use crate::network::Problem;
use crate::private_sync::{self, Waiting};
pub use crate::public_sync::Published;
pub use crate::session::{SamplePerson, Session};
use crate::{clock, json, session};
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
    Failed {
        /// What the browser said.
        why: String,
    },
}

/// The device. A copy is the same device.
#[derive(Clone, Copy)]
pub struct Device {
    /// The newest pack of each document, the newest first.
    pub record: RwSignal<Vec<Arc<Published>>>,
    /// How the record stands.
    pub record_state: RwSignal<RecordState>,
    /// What the person said about themselves, or about their firm.
    pub facts: RwSignal<Facts>,
    /// Their requests, the newest first.
    pub requests: RwSignal<Vec<MyRequest>>,
    /// For staff: the cases of their agency, the newest first.
    pub cases: RwSignal<Vec<Case>>,
    /// Who is signed in.
    pub session: RwSignal<SessionState>,
    /// Whether the browser believes that there is a network.
    pub online: RwSignal<bool>,
    /// What became of the last write.
    pub saving: RwSignal<Saving>,
    store: StoredValue<Store, LocalStorage>,
    /// The draft to be written next, while another is being written.
    pending_draft: StoredValue<Option<Draft>>,
    writing_draft: StoredValue<bool>,
    /// What was said and is not kept yet.
    pending_facts: StoredValue<Vec<Said>>,
    writing_facts: StoredValue<bool>,
    running: StoredValue<running::Running, LocalStorage>,
}

/// Only one tab fetches the public record at a time, only one exchanges or changes who is signed in.
const PUBLIC: &str = "mingbai-public";
const PRIVATE: &str = "mingbai-private";
const FACTS: &str = "facts";
const SESSION: &str = "session";
const DRAFT: &str = "request";

impl Device {
    /// Opens what is kept here, then looks for what is new.
    pub fn open() -> Device {
        let device = Device {
            record: RwSignal::new(Vec::new()),
            record_state: RwSignal::new(RecordState::Loading),
            facts: RwSignal::new(Facts::default()),
            requests: RwSignal::new(Vec::new()),
            cases: RwSignal::new(Vec::new()),
            session: RwSignal::new(SessionState::Unknown),
            online: RwSignal::new(window().navigator().on_line()),
            saving: RwSignal::new(Saving::Saved),
            store: StoredValue::new_local(Store::default()),
            pending_draft: StoredValue::new(None),
            writing_draft: StoredValue::new(false),
            pending_facts: StoredValue::new(Vec::new()),
            writing_facts: StoredValue::new(false),
            running: StoredValue::new_local(running::Running::default()),
        };
        spawn_local(async move {
            device.load().await;
            device.start();
        });
        device
    }

    fn store(self) -> Store {
        self.store.get_value()
    }

    /// Reads everything that is kept here.
    async fn load(self) {
        let store = self.store();
        if let Ok(facts) = store.get(Shelf::Meta, FACTS).await {
            let kept = facts.and_then(|text| json::parse(&text).ok()).unwrap_or_default();
            let facts = self.pending_facts.with_value(|said| said::with(kept, said));
            if self.facts.with_untracked(|known| *known != facts) {
                self.facts.set(facts);
            }
        }
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
        self.load_requests().await;
    }

    async fn load_record(self) {
        match crate::public_sync::documents(&self.store()).await {
            Ok(documents) => self.record.set(documents.into_iter().map(Arc::new).collect()),
            Err(error) => self.failed(&error),
        }
    }

    /// Who is signed in, as far as known.
    fn signed_in(self) -> Option<Session> {
        self.session.with_untracked(|known| match known {
            SessionState::SignedIn(session) => Some(session.clone()),
            _ => None,
        })
    }

    fn person(self) -> Option<PersonId> {
        self.signed_in().map(|session| session.person)
    }

    async fn load_requests(self) {
        let store = self.store();
        let (Ok(waiting), Ok(declined), Ok(rows)) =
            (private_sync::outbox(&store).await, private_sync::declined(&store).await, store.all(Shelf::Rows).await)
        else {
            return;
        };
        let of = |prefix: &str| -> Vec<Case> {
            rows.iter()
                .filter(|(key, _)| key.starts_with(prefix))
                .filter_map(|(_, text)| json::parse(text).ok())
                .collect()
        };
        let person = self.person();
        self.requests.set(requests::merge(person.as_ref(), &waiting, &declined, &of("request/")));
        let mut cases = of("case/");
        cases.sort_by_key(|case| std::cmp::Reverse(case.submitted_at));
        self.cases.set(cases);
    }

    fn failed(self, error: &StoreError) {
        self.saving.set(Saving::Failed { why: error.to_string() });
    }

    /// Writes strictly and says so while it does.
    async fn keep(self, changes: Vec<Change>) -> Result<(), StoreError> {
        self.saving.set(Saving::UnderWay);
        self.say_kept(self.store().write(&changes, Durability::Strict).await)
    }

    fn say_kept(self, kept: Result<(), StoreError>) -> Result<(), StoreError> {
        match &kept {
            Ok(()) => self.saving.set(Saving::Saved),
            Err(error) => self.failed(error),
        }
        kept
    }

    /// The document of this id, if it is here.
    pub fn find(self, document: &str) -> Option<Arc<Published>> {
        self.record
            .with(|record| record.iter().find(|published| published.entry.document.as_str() == document).cloned())
    }

    /// The request form as last typed.
    pub async fn draft(self) -> Draft {
        let kept = self.store().get(Shelf::Drafts, DRAFT).await.ok().flatten();
        kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default()
    }

    /// Keeps the request form, at each key. While one version is being written only the last of those after it waits.
    pub fn save_draft(self, draft: &Draft) {
        self.pending_draft.set_value(Some(draft.clone()));
        self.saving.set(Saving::UnderWay);
        if self.writing_draft.get_value() {
            return;
        }
        self.writing_draft.set_value(true);
        spawn_local(async move {
            while let Some(draft) = self.pending_draft.try_update_value(Option::take).flatten() {
                if let Ok(text) = json::write(&draft) {
                    // An error is shown by `saving`; the next key tries again.
                    let _ = self.keep(vec![Change::Put(Shelf::Drafts, DRAFT.into(), text)]).await;
                }
            }
            self.writing_draft.set_value(false);
        });
    }

    /// Puts a complete request into the outbox; when this returns it cannot be lost with the tab.
    pub async fn file(self, draft: &Draft) -> Result<Uuid, StoreError> {
        let now = clock::now_ms();
        let id = private_sync::new_id(now);
        let unwritable = |error: json::JsonError| StoreError(error.to_string());
        // Staff ask as the person that they are besides: whoever signs in as a resident or a firm sends it.
        let person = self.signed_in().filter(|session| !session.role.is_staff()).map(|session| session.person);
        let waiting = Waiting::request(id, draft, now, person).map_err(unwritable)?;
        let text = json::write(&waiting).map_err(unwritable)?;
        self.pending_draft.set_value(None);
        let changes =
            vec![Change::Put(Shelf::Outbox, id.to_string(), text), Change::Remove(Shelf::Drafts, DRAFT.into())];
        if let Err(error) = self.keep(changes).await {
            self.save_draft(draft);
            return Err(error);
        }
        self.load_requests().await;
        self.tell_other_tabs();
        self.sync_now();
        Ok(id)
    }

    /// Takes a refused request back into the form.
    pub async fn take_back(self, id: Uuid) -> Result<(), StoreError> {
        let declined = private_sync::declined(&self.store()).await?;
        let Some(found) = declined.into_iter().find(|one| one.sent.id == id) else { return Ok(()) };
        let text = json::write(&found.sent.draft()).map_err(|error| StoreError(error.to_string()))?;
        let changes =
            vec![Change::Put(Shelf::Drafts, DRAFT.into(), text), Change::Remove(Shelf::Refused, id.to_string())];
        self.keep(changes).await?;
        self.load_requests().await;
        self.tell_other_tabs();
        Ok(())
    }

    // While somebody signs in or out, no tab exchanges anything: what is sent goes with the cookie of whoever is signed in at that moment, and
    // what comes back is kept as theirs.

    /// Signs in as a sample person. What waits in the outbox is then sent as theirs.
    pub async fn sign_in(self, person: &str) -> Result<(), Problem> {
        {
            let _turn = turn(PRIVATE).await;
            let session = session::sign_in(person).await?;
            self.set_session(Some(session)).await;
        }
        self.sync_now();
        Ok(())
    }

    /// Signs out. What the server keeps leaves this device; what was never sent stays.
    pub async fn sign_out(self) -> Result<(), Problem> {
        let _turn = turn(PRIVATE).await;
        session::sign_out().await?;
        self.set_session(None).await;
        Ok(())
    }

    /// The sample people to sign in as.
    pub async fn sample_people(self) -> Vec<SamplePerson> {
        session::sample_people().await
    }

    /// Another person's rows never stay: they go in the same batch that says who is signed in now.
    async fn set_session(self, session: Option<Session>) {
        // Another tab may know better than this one who was signed in.
        let kept = kept_session(&self.store()).await.ok().flatten().map(|session| session.person);
        let before = kept.or_else(|| self.person());
        let mut changes = Vec::new();
        if let Some(before) = before.filter(|before| Some(before) != session.as_ref().map(|session| &session.person)) {
            changes =
                private_sync::leave(&self.store(), &before).await.unwrap_or_else(|_| vec![Change::Clear(Shelf::Rows)]);
        }
        changes.push(match session.as_ref().and_then(|session| json::write(session).ok()) {
            Some(text) => Change::Put(Shelf::Meta, SESSION.into(), text),
            None => Change::Remove(Shelf::Meta, SESSION.into()),
        });
        // Where the device does not keep it, the session still holds for this tab.
        let _ = self.store().write(&changes, Durability::Strict).await;
        self.session.set(session.map_or(SessionState::SignedOut, SessionState::SignedIn));
        self.load_requests().await;
        self.listen();
        self.tell_other_tabs();
    }

    /// Removes everything from this device, and signs out where the server can be reached.
    pub async fn wipe(self) -> Result<(), StoreError> {
        {
            // What is under way ends first: it would write back some of what is removed.
            let _turns = (turn(PUBLIC).await, turn(PRIVATE).await);
            // Offline the cookie stays until it ends by itself; the device holds nothing of the person any more.
            let _ = session::sign_out().await;
            self.pending_facts.set_value(Vec::new());
            self.pending_draft.set_value(None);
            self.store().wipe().await?;
        }
        self.session.set(SessionState::SignedOut);
        self.load().await;
        self.listen();
        self.tell_other_tabs();
        self.look();
        Ok(())
    }
}

/// Who was signed in last, in any tab.
async fn kept_session(store: &Store) -> Result<Option<Session>, StoreError> {
    Ok(store.get(Shelf::Meta, SESSION).await?.and_then(|text| json::parse(&text).ok()))
}
