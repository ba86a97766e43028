//! What one object must tell another: written in the transaction of the change itself, delivered by an alarm until the other says yes.
//!
//! The other takes each message once, by the ids in it, so delivering twice does nothing twice. Those for one object go in their order, many together.

use serde::{Deserialize, Serialize};
use worker::{Date, Env, Method, Request, RequestInit, SqlStorage, State};

use crate::log;
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

/// The most messages in one delivery, and the bytes of their bodies.
const MOST: usize = 100;
const MOST_BYTES: usize = 512 * 1024;
/// The most objects told at one alarm; the others come with the next, at once.
const MOST_TARGETS: u64 = 50;

/// Whom something waits for.
#[derive(Deserialize)]
struct Addressee {
    binding: String,
    name: String,
}

#[derive(Deserialize)]
struct Message {
    id: u64,
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
        // Of each object that waits for something the oldest message, which counts the tries for all of that object's.
        "SELECT MIN(tries) AS tries FROM (SELECT tries, MIN(id) FROM outbox WHERE refused IS NULL GROUP BY binding, name) \
         HAVING COUNT(*) > 0",
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

/// Delivers what waits. One object that fails does not hold up the others.
pub async fn deliver(state: &State, env: &Env) -> worker::Result<()> {
    let addressees: Vec<Addressee> = rows(
        &state.storage().sql(),
        "SELECT binding, name FROM (SELECT binding, name, tries, MIN(id) AS id FROM outbox WHERE refused IS NULL GROUP BY binding, name) \
         ORDER BY tries, id LIMIT ?",
        vec![integer(MOST_TARGETS)],
    )?;
    for addressee in addressees {
        tell(state, env, &addressee).await?;
    }
    wake(state).await
}

/// Tells one object what waits for it, the oldest first, as much as one delivery holds.
async fn tell(state: &State, env: &Env, to: &Addressee) -> worker::Result<()> {
    let waiting: Vec<Message> = rows(
        &state.storage().sql(),
        "SELECT id, path, body, tries FROM outbox WHERE refused IS NULL AND binding = ? AND name = ? ORDER BY id LIMIT ?",
        vec![text(&to.binding), text(&to.name), integer(u64::try_from(MOST).unwrap_or_default())],
    )?;
    let together = waiting.get(..together(&waiting)).unwrap_or_default();
    let status = send(env, to, together).await;
    if !is_refused(&status) || together.len() == 1 {
        return note(state, to, together, status);
    }
    // One of them is refused, which must not hold up the rest.
    for one in together.chunks(1) {
        let status = send(env, to, one).await;
        let goes_on = is_done(&status) || is_refused(&status);
        note(state, to, one, status)?;
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// How many of the first go in one delivery.
fn together(waiting: &[Message]) -> usize {
    let mut bytes = 0usize;
    let path = waiting.first().map(|message| &message.path);
    let fitting = waiting.iter().take_while(|message| {
        let first = bytes == 0;
        bytes = bytes.saturating_add(message.body.len());
        Some(&message.path) == path && (first || bytes <= MOST_BYTES)
    });
    fitting.count()
}

fn is_done(status: &worker::Result<u16>) -> bool {
    matches!(status, Ok(..300))
}

/// A refusal will not become a yes by repetition.
fn is_refused(status: &worker::Result<u16>) -> bool {
    matches!(status, Ok(400..=428 | 430..=499))
}

/// Notes what became of a delivery.
fn note(state: &State, to: &Addressee, messages: &[Message], status: worker::Result<u16>) -> worker::Result<()> {
    let (Some(first), Some(last)) = (messages.first(), messages.last()) else { return Ok(()) };
    txn(state, |sql| -> worker::Result<()> {
        if is_done(&status) {
            // Those of one object stand between the two without a gap.
            sql.exec(
                "DELETE FROM outbox WHERE id BETWEEN ? AND ? AND binding = ? AND name = ? AND refused IS NULL",
                vec![integer(first.id), integer(last.id), text(&to.binding), text(&to.name)],
            )?;
        } else if is_refused(&status) {
            // The row stays, for whoever looks after the district.
            let status = status.unwrap_or_default();
            log::fault("a message between objects was refused", format_args!("{} {} {status}", to.binding, first.path));
            sql.exec("UPDATE outbox SET refused = ? WHERE id = ?", vec![integer(status.into()), integer(first.id)])?;
        } else {
            let tries = first.tries.saturating_add(1);
            sql.exec("UPDATE outbox SET tries = ? WHERE id = ?", vec![integer(tries.into()), integer(first.id)])?;
        }
        Ok(())
    })
}

/// All in one call, as a JSON array: the other takes them in one transaction.
async fn send(env: &Env, to: &Addressee, messages: &[Message]) -> worker::Result<u16> {
    let Some(Message { path, .. }) = messages.first() else { return Ok(204) };
    let bodies: Vec<&str> = messages.iter().map(|message| message.body.as_str()).collect();
    let body = ["[", &bodies.join(","), "]"].concat();
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("http://object{path}"), &init)?;
    let stub = env.durable_object(&to.binding)?.get_by_name(&to.name)?;
    Ok(stub.fetch_with_request(request).await?.status_code())
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, Message, delay, is_refused, together};

    #[test]
    fn the_first_try_is_at_once_and_later_ones_are_never_rarer_than_five_minutes() {
        assert_eq!([delay(0), delay(1), delay(2), delay(3)], [0, 1000, 2000, 4000]);
        assert!((0..10_000).all(|tries| delay(tries) <= 300_000 && delay(tries) >= 0));
    }

    #[test]
    fn one_delivery_is_of_one_kind_and_not_too_large() {
        let message = |id, path: &str, bytes| Message { id, path: path.into(), body: "x".repeat(bytes), tries: 0 };
        assert_eq!(together(&[]), 0);
        assert_eq!(together(&[message(1, "/a", 1), message(2, "/a", 1), message(3, "/b", 1), message(4, "/a", 1)]), 2);
        let half = MOST_BYTES / 2;
        assert_eq!(together(&[message(1, "/a", half), message(2, "/a", half), message(3, "/a", 1)]), 2);
        assert_eq!(together(&[message(1, "/a", 2 * MOST_BYTES), message(2, "/a", 1)]), 1);
    }

    #[test]
    fn asked_to_wait_is_not_refused() {
        let refused = |status| is_refused(&Ok(status));
        assert!(refused(400) && refused(422) && refused(499));
        assert!(!refused(200) && !refused(429) && !refused(500) && !refused(503));
    }
}
