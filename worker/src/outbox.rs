//! What one object must tell another: written in the transaction of the change itself, delivered by an alarm until the other says yes.
//!
//! The other takes each message once, by the ids in it, so delivering twice does nothing twice.

use serde::{Deserialize, Serialize};
use worker::{Date, Env, Method, Request, RequestInit, SqlStorage, State};

use crate::storage::{integer, row, rows, text, txn};

/// The table, as a migration.
pub const TABLE: &str = "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, binding TEXT NOT NULL, name TEXT NOT NULL, path TEXT NOT NULL, \
     body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, refused INTEGER)";

/// To whom a message goes.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The district's register.
    Register,
    /// An agency.
    Agency(&'a str),
    /// A person.
    Person(&'a str),
}

impl Target<'_> {
    /// The binding and the object's name.
    pub fn address(&self) -> (&'static str, &str) {
        match self {
            Target::Register => ("REGISTER", "district"),
            Target::Agency(id) => ("AGENCY", id),
            Target::Person(id) => ("PERSON", id),
        }
    }
}

#[derive(Deserialize)]
struct Message {
    id: u64,
    binding: String,
    name: String,
    path: String,
    body: String,
    tries: u32,
}

#[derive(Deserialize)]
struct Waiting {
    tries: u32,
}

/// Puts a message down, inside the transaction of what it tells.
pub fn put(sql: &SqlStorage, target: Target<'_>, path: &str, body: &impl Serialize) -> worker::Result<()> {
    let (binding, name) = target.address();
    let body = serde_json::to_string(body)?;
    sql.exec(
        "INSERT INTO outbox (binding, name, path, body) VALUES (?, ?, ?, ?)",
        vec![text(binding), text(name), text(path), text(body)],
    )?;
    Ok(())
}

/// Sets the alarm that delivers, unless it comes sooner anyway: whoever keeps asking must not put it off. Called after the transaction; should the process
/// end in between, `wake` at the next start does it.
pub async fn wake(state: &State) -> worker::Result<()> {
    let waiting: Option<Waiting> = row(
        &state.storage().sql(),
        "SELECT MIN(tries) AS tries FROM outbox WHERE refused IS NULL HAVING COUNT(*) > 0",
        vec![],
    )?;
    if let Some(Waiting { tries }) = waiting {
        let (storage, delay) = (state.storage(), delay(tries));
        let at = i64::try_from(Date::now().as_millis()).unwrap_or_default().saturating_add(delay);
        if storage.get_alarm().await?.is_none_or(|set| set > at) {
            storage.set_alarm(delay).await?;
        }
    }
    Ok(())
}

/// At once, then after 1 s, 2 s, 4 s … at most five minutes, for ever.
fn delay(tries: u32) -> i64 {
    const LONGEST: i64 = 300_000;
    match tries {
        0 => 0,
        tries => 1000i64.checked_shl(tries.min(20) - 1).unwrap_or(LONGEST).min(LONGEST),
    }
}

/// Delivers what waits, oldest first. One that fails does not hold up those for other objects.
pub async fn deliver(state: &State, env: &Env) -> worker::Result<()> {
    let sql = state.storage().sql();
    let waiting: Vec<Message> = rows(
        &sql,
        "SELECT id, binding, name, path, body, tries FROM outbox WHERE refused IS NULL ORDER BY id LIMIT 50",
        vec![],
    )?;
    let mut failed: Vec<(String, String)> = Vec::new();
    for message in waiting {
        let to = (message.binding.clone(), message.name.clone());
        // Order holds for each object told.
        if failed.contains(&to) {
            continue;
        }
        match send(env, &message).await {
            Ok(status) if status < 300 => txn(state, |sql| -> worker::Result<()> {
                sql.exec("DELETE FROM outbox WHERE id = ?", vec![integer(message.id)])?;
                Ok(())
            })?,
            // A refusal will not become a yes by repetition. The row stays, for whoever looks after the district.
            Ok(status) if (400..500).contains(&status) && status != 429 => txn(state, |sql| -> worker::Result<()> {
                worker::console_error!("{} refused {} with {status}", message.binding, message.path);
                sql.exec(
                    "UPDATE outbox SET refused = ? WHERE id = ?",
                    vec![integer(status.into()), integer(message.id)],
                )?;
                Ok(())
            })?,
            _ => {
                failed.push(to);
                txn(state, |sql| -> worker::Result<()> {
                    let tries = message.tries.saturating_add(1);
                    sql.exec(
                        "UPDATE outbox SET tries = ? WHERE id = ?",
                        vec![integer(tries.into()), integer(message.id)],
                    )?;
                    Ok(())
                })?;
            }
        }
    }
    wake(state).await
}

async fn send(env: &Env, message: &Message) -> worker::Result<u16> {
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(message.body.as_str().into()));
    let request = Request::new_with_init(&format!("http://object{}", message.path), &init)?;
    let stub = env.durable_object(&message.binding)?.get_by_name(&message.name)?;
    Ok(stub.fetch_with_request(request).await?.status_code())
}

#[cfg(test)]
mod tests {
    use super::delay;

    #[test]
    fn the_first_try_is_at_once_and_later_ones_are_never_rarer_than_five_minutes() {
        assert_eq!([delay(0), delay(1), delay(2), delay(3)], [0, 1000, 2000, 4000]);
        assert!((0..10_000).all(|tries| delay(tries) <= 300_000 && delay(tries) >= 0));
    }
}
