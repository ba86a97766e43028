//! Transactions of `IndexedDB`: one for each of what a store can do.

use std::cell::RefCell;
use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::{Event, IdbDatabase, IdbTransaction, IdbVersionChangeEvent};

use super::{Amendment, Change, Durability, Given, NAME, Passing, Shelf, StoreError, VERSION};

fn failed(error: indexed_db_futures::error::Error) -> StoreError {
    StoreError(error.to_string())
}

/// Opens the database, and makes what is missing of it. A page that is left halfway gives up the making.
pub(super) async fn open(passing: &Passing) -> Result<Database, StoreError> {
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
        .with_on_blocked(|_| {
            // Another tab holds an older version open, and does not let it go.
            tell("mingbai:blocked");
            Ok(())
        })
        .await;
    drop(made.take());
    let opened = opened.map_err(|error| StoreError(error.to_string()));
    if opened.as_ref().is_err_and(StoreError::is_of_later_version) {
        tell("mingbai:update");
    }
    let opened = opened?;
    step_aside(Database::as_sys(&opened));
    Ok(opened)
}

/// Removes the database. A browser that has none to give has nothing to remove.
pub(super) async fn remove() -> Result<(), StoreError> {
    if !window().indexed_db().is_ok_and(|factory| factory.is_some()) {
        return Ok(());
    }
    let removing = Database::delete_by_name(NAME).map_err(|error| StoreError(error.to_string()))?;
    removing.await.map_err(|error| StoreError(error.to_string()))
}

/// Lets go of the database where a later version of the app, in another tab, wants to change it, or the browser wants to remove it.
fn step_aside(database: &IdbDatabase) {
    let held = database.clone();
    let changing = Closure::<dyn FnMut(IdbVersionChangeEvent)>::new(move |event: IdbVersionChangeEvent| {
        held.close();
        if event.new_version().is_some() {
            tell("mingbai:update");
        }
    });
    database.set_onversionchange(Some(changing.as_ref().unchecked_ref()));
    // As long as the connection, of which a page has one or two.
    changing.forget();
}

/// The banners listen.
fn tell(name: &str) {
    if let Ok(event) = Event::new(name) {
        // Nothing cancels this event, so what dispatching answers says nothing.
        let _ = window().dispatch_event(&event);
    }
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
pub(super) async fn write(
    database: &Database,
    passing: &Passing,
    changes: &[Change],
    durability: Durability,
) -> Result<(), StoreError> {
    let changed = |shelf: &Shelf| changes.iter().any(|change| change.shelf() == *shelf);
    let shelves: Vec<&str> = Shelf::ALL.into_iter().filter(changed).map(Shelf::name).collect();
    let transaction = writing(database, shelves, durability)?;
    let _held = (durability != Durability::Strict).then(|| Held::new(passing, &transaction));
    queue(&transaction, changes)?;
    transaction.commit().await.map_err(failed)
}

/// As [`write`], if what was given still stands. What is dropped before it is committed never happened.
pub(super) async fn write_given(
    database: &Database,
    passing: &Passing,
    changes: &[Change],
    durability: Durability,
    given: &Given,
) -> Result<bool, StoreError> {
    let used = |shelf: &Shelf| *shelf == given.shelf || changes.iter().any(|change| change.shelf() == *shelf);
    let shelves = Shelf::ALL.into_iter().filter(used).map(Shelf::name).collect();
    let transaction = writing(database, shelves, durability)?;
    let _held = (durability != Durability::Strict).then(|| Held::new(passing, &transaction));
    let store = transaction.object_store(given.shelf.name()).map_err(failed)?;
    let found = store.get(given.key.as_str()).primitive().map_err(failed)?;
    // Asked for in one go: the answer comes before those to the writings, and while these are open nothing is committed.
    queue(&transaction, changes)?;
    let found: Option<String> = found.await.map_err(failed)?;
    if found != given.text {
        return Ok(false);
    }
    transaction.commit().await.map_err(failed)?;
    Ok(true)
}

fn queue(transaction: &Transaction<'_>, changes: &[Change]) -> Result<(), StoreError> {
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
            Change::Seal(of, key) => store
                .put(JsValue::from(key))
                .with_key(of.as_str())
                .without_key_type()
                .primitive()
                .map(drop)
                .map_err(failed)?,
            Change::Remove(_, key) => store.delete(key.as_str()).primitive().map(drop).map_err(failed)?,
            Change::Clear(_) => store.clear().map(drop).map_err(failed)?,
        }
    }
    Ok(())
}

fn writing<'a>(
    database: &'a Database,
    shelves: Vec<&str>,
    durability: Durability,
) -> Result<Transaction<'a>, StoreError> {
    let mut options = TransactionOptions::new();
    options.set_durability(match durability {
        Durability::Strict | Durability::Repeatable => TransactionDurability::Strict,
        Durability::Relaxed => TransactionDurability::Relaxed,
    });
    let transaction = database.transaction(shelves).with_mode(TransactionMode::Readwrite).with_options(options);
    transaction.build().map_err(failed)
}

pub(super) async fn amend(
    database: &Database,
    shelf: Shelf,
    key: &str,
    change: &Amendment<'_>,
) -> Result<(), StoreError> {
    let transaction = writing(database, vec![shelf.name()], Durability::Strict)?;
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    // The one thing waited for is the transaction's own.
    let kept: Option<String> = store.get(key).primitive().map_err(failed)?.await.map_err(failed)?;
    let text = change(kept)?;
    store.put(text.as_str()).with_key(key).without_key_type().primitive().map(drop).map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

pub(super) async fn get(
    database: &Database,
    passing: &Passing,
    wanted: &[(Shelf, &str)],
) -> Result<Vec<JsValue>, StoreError> {
    let used = |shelf: &Shelf| wanted.iter().any(|(of, _)| of == shelf);
    let shelves: Vec<&str> = Shelf::ALL.into_iter().filter(used).map(Shelf::name).collect();
    let transaction = database.transaction(shelves).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let mut found = Vec::new();
    for (shelf, key) in wanted {
        let store = transaction.object_store(shelf.name()).map_err(failed)?;
        // Nothing else is waited for, so the transaction goes on.
        let value: Option<JsValue> = store.get(*key).primitive().map_err(failed)?.await.map_err(failed)?;
        found.push(value.unwrap_or_default());
    }
    Ok(found)
}

pub(super) async fn keys(database: &Database, passing: &Passing, shelf: Shelf) -> Result<Vec<String>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
    keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)
}

pub(super) async fn all(
    database: &Database,
    passing: &Passing,
    shelf: Shelf,
) -> Result<Vec<(String, String)>, StoreError> {
    let transaction = database.transaction(shelf.name()).build().map_err(failed)?;
    let _held = Held::new(passing, &transaction);
    let store = transaction.object_store(shelf.name()).map_err(failed)?;
    let keys = store.get_all_keys::<String>().primitive().map_err(failed)?;
    let texts = store.get_all::<String>().primitive().map_err(failed)?;
    let keys: Vec<String> = keys.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    let texts: Vec<String> = texts.await.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    Ok(keys.into_iter().zip(texts).collect())
}
