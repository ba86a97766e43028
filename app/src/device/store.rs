//! What is kept on this device, in `IndexedDB`: texts by key, in a few stores.
//!
//! A batch is written in one transaction or not at all. *Strict* batches are on the disk when the call returns: only then may a person be told that
//! something is saved. *Relaxed* ones may be lost with the power, and then they are fetched again.

mod memory;
mod transactions;

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use memory::Memory;
use thiserror::Error;
use transactions::{all, amend, get, keys, open, write, write_given};
use web_sys::IdbTransaction;

const NAME: &str = "mingbai";
/// The set of stores; the shape of what is in them is versioned in the records themselves. A tab of version 1 does not step aside for a later one.
const VERSION: u8 = 2;

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
        self.run(async |database| get(database, &self.passing, shelf, key).await, |memory| memory.get(shelf, key)).await
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        self.run(async |database| all(database, &self.passing, shelf).await, |memory| memory.all(shelf)).await
    }

    /// The keys of a store.
    pub async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let remembered = |memory: &mut Memory| memory.all(shelf).into_iter().map(|(key, _)| key).collect();
        self.run(async |database| keys(database, &self.passing, shelf).await, remembered).await
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
        self.write(&Shelf::ALL.map(Change::Clear), Durability::Strict).await
    }
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
    async fn a_batch_is_written_only_if_what_was_given_still_stands() {
        let store = Store::default();
        let given = |text: Option<&str>| Given { shelf: Shelf::Meta, key: "given".into(), text: text.map(Into::into) };
        let batch = [put(Shelf::Meta, "given", "二"), put(Shelf::Rows, "given", "行")];
        store.write(&[put(Shelf::Meta, "given", "一")], Durability::Strict).await.unwrap();
        for other in [None, Some("零")] {
            assert_eq!(store.write_given(&batch, Durability::Strict, &given(other)).await, Ok(false));
            assert_eq!(store.get(Shelf::Rows, "given").await.unwrap(), None);
        }
        assert_eq!(store.write_given(&batch, Durability::Strict, &given(Some("一"))).await, Ok(true));
        assert_eq!(store.get(Shelf::Meta, "given").await.unwrap().as_deref(), Some("二"));
        assert_eq!(store.get(Shelf::Rows, "given").await.unwrap().as_deref(), Some("行"));
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
