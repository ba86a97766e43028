//! What is kept on this device, in `IndexedDB`: texts by key, in a few stores.
//!
//! A batch is written in one transaction or not at all. *Strict* batches are on the disk when the call returns: only then may a person be told that
//! something is saved. *Relaxed* ones may be lost with the power, and then they are fetched again.

mod memory;
mod transactions;
mod without_room;

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use memory::Memory;
use thiserror::Error;
use transactions::{all, amend, get, keys, open, write, write_given};
use wasm_bindgen::JsValue;
use web_sys::{CryptoKey, IdbTransaction};
use without_room::WithoutRoom;

const NAME: &str = "mingbai";
/// The set of stores; the shape of what is in them is versioned in the records themselves. A tab of version 1 does not step aside for a later one;
/// one of version 2 would take sealed facts for none, and write over them.
const VERSION: u8 = 3;

/// A store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Single values: facts, session, identities, the frontier of the public log.
    Meta,
    /// The public log's entries, by their number.
    Entries,
    /// Packs, by their digest.
    Packs,
    /// Requests that the server does not have yet, by their id.
    Outbox,
    /// Requests that the server refused, by their id.
    Refused,
    /// What the server keeps for whoever is signed in, by its key.
    Rows,
    /// Forms being filled in.
    Drafts,
    /// Keys that no script can read out, by the key of what they seal in [`Shelf::Meta`].
    Seals,
}

impl Shelf {
    const ALL: [Shelf; 8] = [
        Shelf::Meta,
        Shelf::Entries,
        Shelf::Packs,
        Shelf::Outbox,
        Shelf::Refused,
        Shelf::Rows,
        Shelf::Drafts,
        Shelf::Seals,
    ];

    fn name(self) -> &'static str {
        match self {
            Shelf::Meta => "meta",
            Shelf::Entries => "entries",
            Shelf::Packs => "packs",
            Shelf::Outbox => "outbox",
            Shelf::Refused => "refused",
            Shelf::Rows => "rows",
            Shelf::Drafts => "drafts",
            Shelf::Seals => "seals",
        }
    }
}

/// One change of a batch.
#[derive(Clone, Debug)]
pub enum Change {
    /// Write a text under a key.
    Put(Shelf, String, String),
    /// Keep what seals the text under a key, in [`Shelf::Seals`].
    Seal(String, CryptoKey),
    /// Remove a key.
    Remove(Shelf, String),
    /// Remove all keys.
    Clear(Shelf),
}

impl Change {
    fn shelf(&self) -> Shelf {
        match self {
            Change::Put(shelf, ..) | Change::Remove(shelf, _) | Change::Clear(shelf) => *shelf,
            Change::Seal(..) => Shelf::Seals,
        }
    }
}

/// When a batch counts as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// When it is on the disk.
    Strict,
    /// When it is on the disk; but what made it makes it again, so that a page that is left gives it up ([`Store::leave`]).
    Repeatable,
    /// When the browser has taken it.
    Relaxed,
}

/// What must still stand under a key for a batch to be written.
#[derive(Clone, Debug)]
pub struct Given {
    /// Where.
    pub shelf: Shelf,
    /// Under which key.
    pub key: String,
    /// The text, or that there is none.
    pub text: Option<String>,
}

/// The device does not keep what it was given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct StoreError(pub String);

impl StoreError {
    /// Whether the database is that of a later version of the app, as another tab may run it already.
    fn is_of_later_version(&self) -> bool {
        self.0.contains("VersionError")
    }

    /// Whether the browser keeps texts, but no keys.
    pub fn is_of_key(&self) -> bool {
        self.0.contains("DataCloneError")
    }
}

/// What a text is to become, given what it is.
pub type Amendment<'a> = dyn Fn(Option<String>) -> Result<String, StoreError> + 'a;

/// The open database. Browsers drop connections, Safari above all; a dead one is opened again, once, and the whole batch run again. Where none was ever
/// opened, this page remembers by itself.
#[derive(Clone, Default)]
pub struct Store {
    database: Rc<RefCell<Option<Rc<Database>>>>,
    /// Whether there was a database since the page was opened.
    opened: Rc<Cell<bool>>,
    memory: Rc<RefCell<Option<Memory>>>,
    without_room: Rc<WithoutRoom>,
    passing: Passing,
    away: Rc<Away>,
}

/// Whether the page was left. It may come back from the browser's memory; until then nothing new is begun, and who would waits.
#[derive(Default)]
struct Away {
    left: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Away {
    async fn over(&self) {
        poll_fn(|context| {
            if !self.left.get() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Transactions under way whose loss costs nothing: reads, and writes of what can be fetched or decided again.
type Passing = Rc<RefCell<Vec<IdbTransaction>>>;

impl Store {
    async fn database(&self) -> Result<Rc<Database>, StoreError> {
        loop {
            self.away.over().await;
            if let Some(database) = self.database.borrow().as_ref() {
                return Ok(Rc::clone(database));
            }
            let opened = open(&self.passing).await;
            let needed = !self.away.left.get() && self.database.borrow().is_none();
            match opened {
                Ok(opened) if needed => {
                    self.opened.set(true);
                    *self.database.borrow_mut() = Some(Rc::new(opened));
                }
                // The page was left meanwhile, or somebody else was sooner.
                Ok(opened) => Database::as_sys(&opened).close(),
                Err(error) if needed => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// Runs on the open connection, and where that fails once more on another; `remembering` is done instead where the browser opens none.
    async fn run<T>(
        &self,
        work: impl AsyncFn(&Database) -> Result<T, StoreError>,
        remembering: impl FnOnce(&mut Memory) -> T,
    ) -> Result<T, StoreError> {
        if self.is_kept() {
            let opened = match self.database().await {
                // One refusal says little, a second that there is none.
                Err(_) if !self.opened.get() => self.database().await,
                opened => opened,
            };
            match opened {
                Ok(database) => match work(&database).await {
                    Err(_) => {
                        self.give_up(&database);
                        return work(&*self.database().await?).await;
                    }
                    done => return done,
                },
                // It will open again: what it holds must not be forgotten meanwhile. One that a later version of the app changed is there too.
                Err(error) if self.opened.get() || error.is_of_later_version() => return Err(error),
                Err(_) => {}
            }
        }
        Ok(remembering(self.memory.borrow_mut().get_or_insert_default()))
    }

    /// Whether what is written outlives the page.
    pub fn is_kept(&self) -> bool {
        self.memory.borrow().is_none()
    }

    /// Another connection may be open by now: that one stays.
    fn give_up(&self, failed: &Rc<Database>) {
        Database::as_sys(failed).close();
        self.database.borrow_mut().take_if(|open| Rc::ptr_eq(open, failed));
    }

    /// Writes a batch, all of it or nothing.
    pub async fn write(&self, changes: &[Change], durability: Durability) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.run(
            async |database| write(database, &self.passing, changes, durability).await,
            |memory| memory.write(changes),
        )
        .await
    }

    /// Writes a batch if what was given still stands, in the same transaction. Whether it did, is the answer.
    pub async fn write_given(
        &self,
        changes: &[Change],
        durability: Durability,
        given: &Given,
    ) -> Result<bool, StoreError> {
        self.run(
            async |database| write_given(database, &self.passing, changes, durability, given).await,
            |memory| memory.write_given(changes, given),
        )
        .await
    }

    /// Writes what `change` makes of the text under a key, strictly and in one transaction: another tab's writing comes before or after it.
    pub async fn amend(&self, shelf: Shelf, key: &str, change: &Amendment<'_>) -> Result<(), StoreError> {
        let remember = |memory: &mut Memory| {
            let text = change(memory.get(shelf, key))?;
            memory.write(&[Change::Put(shelf, key.into(), text)]);
            Ok(())
        };
        self.run(async |database| amend(database, shelf, key, change).await.map(Ok), remember).await?
    }

    /// The text under a key.
    pub async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        if let Some(text) = self.without_room.text(shelf, key) {
            return Ok(Some(text));
        }
        let found = self.values(&[(shelf, key)]).await?;
        Ok(found.into_iter().next().and_then(|text| text.as_string()))
    }

    /// What stands under each of some keys, all as of one moment; undefined where nothing does.
    pub async fn values(&self, wanted: &[(Shelf, &str)]) -> Result<Vec<JsValue>, StoreError> {
        let remembered = |memory: &mut Memory| {
            let of = |(shelf, key): &(Shelf, &str)| memory.get(*shelf, key).map(JsValue::from).unwrap_or_default();
            wanted.iter().map(of).collect()
        };
        self.run(async |database| get(database, &self.passing, wanted).await, remembered).await
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let remembered = |memory: &mut Memory| memory.all(shelf);
        let mut read = self.run(async |database| all(database, &self.passing, shelf).await, remembered).await?;
        self.without_room.over(shelf, &mut read);
        Ok(read)
    }

    /// The keys of a store, in order.
    pub async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let remembered = |memory: &mut Memory| memory.all(shelf).into_iter().map(|(key, _)| key).collect();
        let mut read = self.run(async |database| keys(database, &self.passing, shelf).await, remembered).await?;
        self.without_room.keys_over(shelf, &mut read);
        Ok(read)
    }

    /// The page is left: the connection closes once what must not be lost is written, the rest is given up, and whoever needs one waits until
    /// [`Store::back`].
    pub fn leave(&self) {
        self.away.left.set(true);
        for transaction in self.passing.take() {
            // One that is done refuses, which is all the same.
            let _ = transaction.abort();
            transaction.db().close();
        }
        if let Some(database) = self.database.borrow_mut().take() {
            Database::as_sys(&database).close();
        }
    }

    /// The page is back.
    pub fn back(&self) {
        self.away.left.set(false);
        self.away.waiting.take().into_iter().for_each(Waker::wake);
    }

    /// Removes everything. Where this page only remembers, an earlier one may have kept something.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        if !self.is_kept() {
            transactions::remove().await?;
        }
        self.without_room.clear();
        self.write(&Shelf::ALL.map(Change::Clear), Durability::Strict).await
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
