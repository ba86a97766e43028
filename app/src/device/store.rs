//! What is kept on this device, in `IndexedDB`: texts by key, in a few stores.
//!
//! A batch is written in one transaction or not at all. *Strict* batches are on the disk when the call returns: only then may a person be told that
//! something is saved. *Relaxed* ones may be lost with the power, and then they are fetched again.

use std::cell::RefCell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{TransactionDurability, TransactionMode, TransactionOptions};
use thiserror::Error;

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

/// The open database. Browsers drop connections, Safari above all; a dead one is opened again, once, and the whole batch run again.
#[derive(Clone, Default)]
pub struct Store {
    database: Rc<RefCell<Option<Rc<Database>>>>,
}

impl Store {
    async fn database(&self) -> Result<Rc<Database>, StoreError> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(Rc::clone(database));
        }
        let opened = Database::open(NAME)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                for shelf in Shelf::ALL {
                    if !database.object_store_names().any(|name| name == shelf.name()) {
                        database.create_object_store(shelf.name()).build()?;
                    }
                }
                Ok(())
            })
            .await
            .map_err(|error| StoreError(error.to_string()))?;
        let opened = Rc::new(opened);
        *self.database.borrow_mut() = Some(Rc::clone(&opened));
        Ok(opened)
    }

    /// Writes a batch, all of it or nothing.
    pub async fn write(&self, changes: &[Change], durability: Durability) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        match write(&*self.database().await?, changes, durability).await {
            Ok(()) => Ok(()),
            Err(_) => {
                self.database.borrow_mut().take();
                write(&*self.database().await?, changes, durability).await
            }
        }
    }

    /// The text under a key.
    pub async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        match get(&*self.database().await?, shelf, key).await {
            Ok(found) => Ok(found),
            Err(_) => {
                self.database.borrow_mut().take();
                get(&*self.database().await?, shelf, key).await
            }
        }
    }

    /// All keys and texts of a store, by key.
    pub async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        match all(&*self.database().await?, shelf).await {
            Ok(found) => Ok(found),
            Err(_) => {
                self.database.borrow_mut().take();
                all(&*self.database().await?, shelf).await
            }
        }
    }

    /// Removes everything.
    pub async fn wipe(&self) -> Result<(), StoreError> {
        self.write(&Shelf::ALL.map(Change::Clear), Durability::Strict).await
    }
}

fn failed(error: indexed_db_futures::error::Error) -> StoreError {
    StoreError(error.to_string())
}

/// Requests are queued without waiting in between: a transaction that is waited for outside itself ends by itself.
async fn write(database: &Database, changes: &[Change], durability: Durability) -> Result<(), StoreError> {
    let mut shelves: Vec<&str> = changes.iter().map(|change| change.shelf().name()).collect();
    shelves.sort_unstable();
    shelves.dedup();
    let mut options = TransactionOptions::new();
    options.set_durability(match durability {
        Durability::Strict => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    });
    let transaction = database
        .transaction(shelves)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
        .map_err(failed)?;
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

async fn get(database: &Database, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    store.get(key).primitive().map_err(failed)?.await.map_err(failed)
}

async fn all(database: &Database, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?;
    let keys: Vec<String> = keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    let texts: Vec<String> = texts.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    Ok(keys.into_iter().zip(texts).collect())
}
