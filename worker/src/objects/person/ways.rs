//! The ways by which a person is told that there is something new: push subscriptions of their devices, and channels of messages. When, `shared` decides.
//!
//! Everybody who has one is woken for every notice and every policy. Which of them concern somebody, only their devices know, and being woken says nothing:
//! no decision about a person is made here (个保法 art. 24).

mod telling;

pub use telling::{tell, wake};

use chrono::{DateTime, Utc};
use mingbai_shared::names::PersonId;
use mingbai_shared::notice::tickle::{Channel, Nights, Waking};
use mingbai_shared::words::Language;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue};

use crate::objects::register::Wanted;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::storage::{integer, row, rows, text};

/// The tables, as a migration. Times are in milliseconds since 1970; `due` is also in the state, and stands here to be looked for.
pub const TABLES: &str = "CREATE TABLE ways (name TEXT PRIMARY KEY, way TEXT NOT NULL, state TEXT NOT NULL, due INTEGER); \
     CREATE TABLE heard (person TEXT PRIMARY KEY, entry INTEGER NOT NULL)";

/// The most devices of one person; the oldest goes for the next.
const MOST: usize = 10;

/// A push subscription, as a browser gives it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Subscription {
    /// Where messages go.
    pub endpoint: String,
    /// How they are encrypted.
    pub keys: Keys,
    /// In which language the device is told.
    pub language: Language,
}

/// What a message to a device is encrypted with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Keys {
    /// The device's public key.
    pub p256dh: String,
    /// The secret that it shares with us.
    pub auth: String,
}

/// One way.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Push(Subscription),
    Channel(Channel),
}

/// What a person's object is asked about them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asking {
    /// How many there are.
    Look,
    /// Tell this device from now on.
    Subscribe(Box<Subscription>),
    /// No more.
    End(String),
    /// Use these channels and no others.
    Choose(Vec<Channel>),
}

/// What stands.
#[derive(Debug, Serialize, Deserialize)]
pub struct Found {
    /// How many devices are told.
    pub devices: u64,
    /// By which channels.
    pub chosen: Vec<Channel>,
}

/// The register's word that something new was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct Nudge {
    /// How many entries it has by now.
    pub entries: u64,
}

#[derive(Deserialize)]
struct Kept {
    name: String,
    way: String,
    state: String,
}

/// One way with how it stands.
struct Standing {
    name: String,
    way: Way,
    state: Waking,
}

impl Kept {
    fn read(self) -> Result<Standing, Problem> {
        Ok(Standing {
            way: serde_json::from_str(&self.way)?,
            state: serde_json::from_str(&self.state)?,
            name: self.name,
        })
    }
}

impl Way {
    fn name(&self) -> &str {
        match self {
            Way::Push(subscription) => &subscription.endpoint,
            Way::Channel(channel) => channel.name(),
        }
    }
}

/// Does what is asked; the answer is what stands then.
pub fn answer(sql: &SqlStorage, person: &PersonId, asking: Asking) -> Result<Found, Problem> {
    let before = all(sql)?.len();
    match asking {
        Asking::Look => {}
        Asking::Subscribe(subscription) => subscribe(sql, *subscription)?,
        Asking::End(endpoint) if Channel::ALL.iter().all(|channel| channel.name() != endpoint) => {
            remove(sql, &endpoint)?
        }
        Asking::End(_) => {}
        Asking::Choose(chosen) => {
            for channel in Channel::ALL {
                match chosen.contains(&channel) {
                    true => add(sql, &Way::Channel(channel))?,
                    false => remove(sql, channel.name())?,
                }
            }
        }
    }
    let all = all(sql)?;
    // What is published from here on is of interest, or is not any more.
    if all.is_empty() != (before == 0) {
        sql.exec("INSERT OR IGNORE INTO heard VALUES (?, 0)", vec![text(person)])?;
        let wanted = Wanted { person: person.clone(), wants: !all.is_empty() };
        outbox::put(sql, Target::Register, "/wanted", &wanted)?;
    }
    let devices = all.iter().filter(|one| matches!(one.way, Way::Push(_))).count();
    let channel = |one: &Standing| if let Way::Channel(channel) = one.way { Some(channel) } else { None };
    Ok(Found { devices: devices as u64, chosen: all.iter().filter_map(channel).collect() })
}

fn all(sql: &SqlStorage) -> Result<Vec<Standing>, Problem> {
    let kept: Vec<Kept> = rows(sql, "SELECT name, way, state FROM ways ORDER BY rowid", vec![])?;
    kept.into_iter().map(Kept::read).collect()
}

/// Of a device that is known the keys may be new; that it was told lately stays.
fn subscribe(sql: &SqlStorage, subscription: Subscription) -> Result<(), Problem> {
    let way = Way::Push(subscription);
    add(sql, &way)?;
    sql.exec("UPDATE ways SET way = ? WHERE name = ?", vec![text(serde_json::to_string(&way)?), text(way.name())])?;
    let devices: Vec<Standing> = all(sql)?.into_iter().filter(|one| matches!(one.way, Way::Push(_))).collect();
    let over = devices.len().saturating_sub(MOST);
    devices.iter().take(over).try_for_each(|one| remove(sql, &one.name))
}

fn add(sql: &SqlStorage, way: &Way) -> Result<(), Problem> {
    let state = serde_json::to_string(&Waking::default())?;
    sql.exec(
        "INSERT OR IGNORE INTO ways VALUES (?, ?, ?, NULL)",
        vec![text(way.name()), text(serde_json::to_string(way)?), text(state)],
    )?;
    Ok(())
}

fn remove(sql: &SqlStorage, name: &str) -> Result<(), Problem> {
    sql.exec("DELETE FROM ways WHERE name = ?", vec![text(name)])?;
    Ok(())
}

fn keep(sql: &SqlStorage, name: &str, state: &Waking) -> Result<(), Problem> {
    let millis = |at: DateTime<Utc>| integer(u64::try_from(at.timestamp_millis()).unwrap_or_default());
    let due = state.due().map_or(SqlStorageValue::Null, millis);
    sql.exec(
        "UPDATE ways SET state = ?, due = ? WHERE name = ?",
        vec![text(serde_json::to_string(state)?), due, text(name)],
    )?;
    Ok(())
}

/// There is something new for this person.
pub fn want(sql: &SqlStorage, at: DateTime<Utc>, nights: Nights) -> Result<(), Problem> {
    for mut one in all(sql)? {
        one.state.want(at, nights.of(&one.name));
        keep(sql, &one.name, &one.state)?;
    }
    Ok(())
}

/// Something was published. The register says so once or more; whoever wants nothing any more says it again.
pub fn nudged(sql: &SqlStorage, nudges: &[Nudge], at: DateTime<Utc>, nights: Nights) -> Result<(), Problem> {
    let newest = nudges.iter().map(|nudge| nudge.entries).max().unwrap_or_default();
    let Some(heard) = heard(sql)? else { return Ok(()) };
    if all(sql)?.is_empty() {
        want_no_more(sql, heard.name()?)?;
    } else if newest > heard.entry {
        sql.exec("UPDATE heard SET entry = ?", vec![integer(newest)])?;
        want(sql, at, nights)?;
    }
    Ok(())
}

fn want_no_more(sql: &SqlStorage, person: PersonId) -> Result<(), Problem> {
    Ok(outbox::put(sql, Target::Register, "/wanted", &Wanted { person, wants: false })?)
}

/// Whose ways these are, and up to which entry of the record they were told.
#[derive(Deserialize)]
struct Heard {
    person: String,
    entry: u64,
}

impl Heard {
    fn name(&self) -> Result<PersonId, Problem> {
        self.person.parse().map_err(|_| Problem::internal())
    }
}

fn heard(sql: &SqlStorage) -> Result<Option<Heard>, Problem> {
    Ok(row(sql, "SELECT person, entry FROM heard", vec![])?)
}
