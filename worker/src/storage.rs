//! The store of an object: migrations, queries, and the one way to change anything.
//!
//! Writes made before an error would stay, and a panic would leave half of them. `transactionSync` rolls both back; the crate does not bind it, so it
//! is bound here. `SqlCursor::one` hangs a request where there is no row, so rows are read by [`rows`] and [`row`] alone.

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use worker::{Error, SqlStorage, SqlStorageValue, State};

#[wasm_bindgen]
extern "C" {
    type Transactional;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(this: &Transactional, change: &mut dyn FnMut() -> Result<(), JsValue>) -> Result<(), JsValue>;
}

/// Runs `change` in one transaction: all of it is durable when the answer goes out, or none of it happened.
pub fn txn<T, E: From<Error>>(state: &State, change: impl FnOnce(&SqlStorage) -> Result<T, E>) -> Result<T, E> {
    let storage = state.storage();
    let sql = storage.sql();
    let mut change = Some(change);
    let mut outcome = None;
    let transactional: &Transactional = storage.as_raw().unchecked_ref();
    let ran = transactional.transaction_sync(&mut || {
        let Some(change) = change.take() else {
            return Ok(());
        };
        let result = change(&sql);
        // Throwing is how a transaction is told to roll back.
        let end = if result.is_ok() { Ok(()) } else { Err(JsValue::from_str("rolled back")) };
        outcome = Some(result);
        end
    });
    match (outcome, ran) {
        (Some(Err(refused)), _) => Err(refused),
        (Some(Ok(value)), Ok(())) => Ok(value),
        (_, Err(thrown)) => Err(Error::from(thrown).into()),
        (None, Ok(())) => Err(Error::RustError("the transaction did not run".into()).into()),
    }
}

/// Brings the tables of an object up to date: each step runs once, in order, and is never changed afterwards.
pub fn migrate(state: &State, steps: &[&str]) -> worker::Result<()> {
    txn(state, |sql| {
        sql.exec("CREATE TABLE IF NOT EXISTS _migrations (step INTEGER PRIMARY KEY)", None)?;
        let done: Option<Count> = row(sql, "SELECT COUNT(*) AS n FROM _migrations", vec![])?;
        let done = done.map_or(0, |count| count.n);
        for (number, step) in (0u32..).zip(steps).skip(done as usize) {
            sql.exec(step, None)?;
            sql.exec("INSERT INTO _migrations VALUES (?)", vec![SqlStorageValue::Integer(number.into())])?;
        }
        Ok(())
    })
}

#[derive(serde::Deserialize)]
struct Count {
    n: u32,
}

/// All rows of a query.
pub fn rows<T: DeserializeOwned>(sql: &SqlStorage, query: &str, bound: Vec<SqlStorageValue>) -> worker::Result<Vec<T>> {
    sql.exec(query, bound)?.to_array()
}

/// The first row of a query, if there is one.
pub fn row<T: DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    bound: Vec<SqlStorageValue>,
) -> worker::Result<Option<T>> {
    Ok(rows(sql, query, bound)?.into_iter().next())
}

/// The largest integer that keeps its digits on the way to the store.
const LARGEST: u64 = (1 << 53) - 1;

/// An integer as the store takes it. Nothing here counts as far as [`LARGEST`]; what somebody asks for may lie beyond.
pub fn integer(value: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(value.min(LARGEST)).unwrap_or_default())
}

/// A text as the store takes it.
pub fn text(value: impl ToString) -> SqlStorageValue {
    SqlStorageValue::String(value.to_string())
}
