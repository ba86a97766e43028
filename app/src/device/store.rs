//! What is kept on this device, in `IndexedDB`: texts by key, in a few stores.
//!
//! A batch is written in one transaction or not at all. *Strict* batches are on the disk when the call returns: only then may a person be told that
//! something is saved. *Relaxed* ones may be lost with the power, and then they are fetched again.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use thiserror::Error;
use web_sys::IdbTransaction;

const NAME: &str = "mingbai";
/// The set of stores; the shape of what is in them is versioned in the records themselves.
const VERSION: u8 = 1;

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
}

impl Shelf {
    const ALL: [Shelf; 7] =
        [Shelf::Meta, Shelf::Entries, Shelf::Packs, Shelf::Outbox, Shelf::Refused, Shelf::Rows, Shelf::Drafts];

    fn name(self) -> &'static str {
        match self {
            Shelf::Meta => "meta",
            Shelf::Entries => "entries",
            Shelf::Packs => "packs",
            Shelf::Outbox => "outbox",
            Shelf::Refused => "refused",
            Shelf::Rows => "rows",
            Shelf::Drafts => "drafts",
        }
    }
}

/// One change of a batch.
#[derive(Clone, Debug)]
pub enum Change {
    /// Write a text under a key.
    Put(Shelf, String, String),
    /// Remove a key.
    Remove(Shelf, String),
    /// Remove all keys.
    Clear(Shelf),
}

impl Change {
    fn shelf(&self) -> Shelf {
        match self {
            Change::Put(shelf, ..) | Change::Remove(shelf, _) | Change::Clear(shelf) => *shelf,
        }
    }
}

/// When a batch counts as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// When it is on the disk.
    Strict,
    /// When the browser has taken it.
    Relaxed,
}

/// The device does not keep what it was given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct StoreError(pub String);

/// What a text is to become, given what it is.
pub type Amendment<'a> = dyn Fn(Option<String>) -> Result<String, StoreError> + 'a;

/// The open database. Browsers drop connections, Safari above all; a dead one is opened again, once, and the whole batch run again.
#[derive(Clone, Default)]
pub struct Store {
    database: Rc<RefCell<Option<Rc<Database>>>>,
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

/// Transactions under way whose loss costs nothing: reads, and writes of what can be fetched again.
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
                Ok(opened) if needed => *self.database.borrow_mut() = Some(Rc::new(opened)),
                // The page was left meanwhile, or somebody else was sooner.
                Ok(opened) => Database::as_sys(&opened).close(),
                Err(error) if needed => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// Runs on the open connection, and where that fails once more on another.
    async fn run<T>(&self, work: impl AsyncFn(&Database) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let database = self.database().await?;
        match work(&database).await {
            Ok(done) => Ok(done),
            Err(_) => {
                self.give_up(&database);
                work(&*self.database().await?).await
            }
        }
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
        self.run(async |database| write(database, &self.passing, changes, durability).await).await
    }

    /// Writes what `change` makes of the text under a key, strictly and in one transaction: another tab's writing comes before or after it.
    pub async fn amend(&self, shelf: Shelf, key: &str, change: &Amendment<'_>) -> Result<(), StoreError> {
        self.run(async |database| amend(database, shelf, key, change).await).await
    }

    /// The text under a key.
    pub async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        self.run(async |database| get(database, &self.passing, shelf, key).await).await
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        self.run(async |database| all(database, &self.passing, shelf).await).await
    }

    /// The keys of a store.
    pub async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        self.run(async |database| keys(database, &self.passing, shelf).await).await
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

    /// Removes everything.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        self.write(&Shelf::ALL.map(Change::Clear), Durability::Strict).await
    }
}

fn failed(error: indexed_db_futures::error::Error) -> StoreError {
    StoreError(error.to_string())
}

/// Opens the database, and makes what is missing of it. A page that is left halfway gives up the making.
async fn open(passing: &Passing) -> Result<Database, StoreError> {
    let (making, passing) = (Rc::new(RefCell::new(None)), Rc::clone(passing));
    let made = Rc::clone(&making);
    let opened = Database::open(NAME)
        .with_version(VERSION)
        .with_on_upgrade_needed(move |_, database| {
            for shelf in Shelf::ALL {
                if !database.object_store_names().any(|name| name == shelf.name()) {
                    let store = database.create_object_store(shelf.name()).build()?;
                    // All are made in the same transaction.
                    let mut making = making.borrow_mut();
                    making.get_or_insert_with(|| Held::of(&passing, ObjectStore::as_sys(&store).transaction()));
                }
            }
            Ok(())
        })
        .await;
    drop(made.take());
    opened.map_err(|error| StoreError(error.to_string()))
}

/// Holds a transaction among those passing while it is under way.
struct Held(Passing, IdbTransaction);

impl Held {
    fn new(passing: &Passing, transaction: &Transaction<'_>) -> Held {
        let transaction: &IdbTransaction = Transaction::as_sys(transaction).as_ref();
        Held::of(passing, transaction.clone())
    }

    fn of(passing: &Passing, transaction: IdbTransaction) -> Held {
        passing.borrow_mut().push(transaction.clone());
        Held(Rc::clone(passing), transaction)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.borrow_mut().retain(|other| *other != self.1);
    }
}

/// Requests are queued without waiting in between: a transaction that is waited for outside itself ends by itself.
async fn write(
    database: &Database,
    passing: &Passing,
    changes: &[Change],
    durability: Durability,
) -> Result<(), StoreError> {
    let changed = |shelf: &Shelf| changes.iter().any(|change| change.shelf() == *shelf);
    let shelves: Vec<&str> = Shelf::ALL.into_iter().filter(changed).map(Shelf::name).collect();
    let transaction = writing(database, shelves, durability)?;
    let _held = (durability == Durability::Relaxed).then(|| Held::new(passing, &transaction));
    for change in changes {
        let store = transaction.object_store(change.shelf().name()).map_err(failed)?;
        match change {
            Change::Put(_, key, text) => store
                .put(text.as_str())
                .with_key(key.as_str())
                .without_key_type()
                .primitive()
                .map(drop)
                .map_err(failed)?,
            Change::Remove(_, key) => store.delete(key.as_str()).primitive().map(drop).map_err(failed)?,
            Change::Clear(_) => store.clear().map(drop).map_err(failed)?,
        }
    }
    transaction.commit().await.map_err(failed)
}

fn writing<'a>(
    database: &'a Database,
    shelves: Vec<&str>,
    durability: Durability,
) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(match durability {
        Durability::Strict => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    });
    let transaction = database.transaction(shelves).with_mode(TransactionMode::Readwrite).with_options(options);
    transaction.build().map_err(failed)
}

async fn amend(database: &Database, shelf: Shelf, key: &str, change: &Amendment<'_>) -> Result<(), StoreError> {
    let transaction = writing(database, vec![shelf.name()], Durability::Strict)?;
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    // The one thing waited for is the transaction's own.
    let kept: Option<String> = store.get(key).primitive().map_err(failed)?.await.map_err(failed)?;
    let text = change(kept)?;
    store.put(text.as_str()).with_key(key).without_key_type().primitive().map(drop).map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

async fn get(database: &Database, passing: &Passing, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    store.get(key).primitive().map_err(failed)?.await.map_err(failed)
}

async fn keys(database: &Database, passing: &Passing, shelf: Shelf) -> Result<Vec<String>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
    keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
}

async fn all(database: &Database, passing: &Passing, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?;
    let keys: Vec<String> = keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    let texts: Vec<String> = texts.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    Ok(keys.into_iter().zip(texts).collect())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    fn put(shelf: Shelf, key: &str, text: &str) -> Change {
        Change::Put(shelf, key.into(), text.into())
    }

    #[wasm_bindgen_test]
    async fn what_was_written_is_there_after_a_reopen() {
        let store = Store::default();
        store.wipe().await.unwrap();
        let batch = [put(Shelf::Outbox, "b", "二"), put(Shelf::Outbox, "a", "一"), put(Shelf::Meta, "facts", "{}")];
        store.write(&batch, Durability::Strict).await.unwrap();
        let reopened = Store::default();
        assert_eq!(reopened.all(Shelf::Outbox).await.unwrap(), [("a".into(), "一".into()), ("b".into(), "二".into())]);
        assert_eq!(reopened.keys(Shelf::Outbox).await.unwrap(), ["a", "b"]);
        let moved = [Change::Remove(Shelf::Outbox, "a".into()), put(Shelf::Rows, "request/a", "一")];
        reopened.write(&moved, Durability::Relaxed).await.unwrap();
        assert_eq!(store.get(Shelf::Outbox, "a").await.unwrap(), None);
        assert_eq!(store.get(Shelf::Rows, "request/a").await.unwrap().as_deref(), Some("一"));
        store.wipe().await.unwrap();
        assert_eq!(reopened.get(Shelf::Meta, "facts").await.unwrap(), None);
    }

    #[wasm_bindgen_test]
    async fn amendments_from_two_tabs_lose_nothing() {
        let (one, other) = (Store::default(), Store::default());
        one.write(&[Change::Remove(Shelf::Meta, "count".into())], Durability::Strict).await.unwrap();
        let longer = |kept: Option<String>| Ok(kept.unwrap_or_default() + "x");
        let amend = |store: &Store| {
            let store = store.clone();
            async move { store.amend(Shelf::Meta, "count", &longer).await.unwrap() }
        };
        futures_util::future::join_all((0..40).map(|n| amend(if n % 2 == 0 { &one } else { &other }))).await;
        assert_eq!(one.get(Shelf::Meta, "count").await.unwrap(), Some("x".repeat(40)));
        let refusing = |_: Option<String>| Err(StoreError("no".into()));
        assert!(one.amend(Shelf::Meta, "count", &refusing).await.is_err());
        assert_eq!(other.get(Shelf::Meta, "count").await.unwrap(), Some("x".repeat(40)));
    }

    #[wasm_bindgen_test]
    async fn a_dead_connection_is_opened_again_and_the_batch_run_again() {
        let store = Store::default();
        store.database().await.unwrap().as_ref().clone().close();
        store.write(&[put(Shelf::Drafts, "dead", "还在")], Durability::Strict).await.unwrap();
        store.database().await.unwrap().as_ref().clone().close();
        assert_eq!(store.get(Shelf::Drafts, "dead").await.unwrap().as_deref(), Some("还在"));
        store.database().await.unwrap().as_ref().clone().close();
        assert!(store.keys(Shelf::Drafts).await.unwrap().contains(&"dead".to_owned()));
    }

    #[wasm_bindgen_test]
    async fn who_asks_while_the_page_is_away_waits_until_it_is_back() {
        let store = Store::default();
        store.write(&[put(Shelf::Drafts, "left", "之前")], Durability::Strict).await.unwrap();
        let strict = [put(Shelf::Drafts, "left", "离开时")];
        let writing = store.write(&strict, Durability::Strict);
        futures_util::pin_mut!(writing);
        // Begun before the page is left, so it is written.
        assert!(futures_util::poll!(&mut writing).is_pending());
        store.leave();
        writing.await.unwrap();
        let reading = store.get(Shelf::Drafts, "left");
        futures_util::pin_mut!(reading);
        gloo_timers::future::TimeoutFuture::new(50).await;
        assert!(futures_util::poll!(&mut reading).is_pending());
        store.back();
        assert_eq!(reading.await.unwrap().as_deref(), Some("离开时"));
    }
}
