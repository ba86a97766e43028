//! The ways by which a person is told that there is something new: push subscriptions of their devices, and channels of messages. When, `shared` decides.
//!
//! Everybody who has one is woken for every notice and every policy. Which of them concern somebody, only their devices know, and being woken says nothing:
//! no decision about a person is made here (个保法 art. 24).

use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use mingbai_shared::names::PersonId;
use mingbai_shared::notice::tickle::{Nights, Outcome, Waking, lasts};
use mingbai_shared::words::Language;
use serde::{Deserialize, Serialize};
use worker::{Date, Env, SqlStorage, SqlStorageValue, State};

use crate::messenger::{self, Channel};
use crate::objects::now;
use crate::objects::register::Wanted;
use crate::outbox::{self, Target};
use crate::problem::Problem;
use crate::push;
use crate::push::encrypt::Receiver;
use crate::push::endpoint::Endpoint;
use crate::push::send::{message, send};
use crate::push::vapid::Sender;
use crate::setting;
use crate::storage::{integer, row, rows, text, txn};

/// The tables, as a migration. Times are in milliseconds since 1970; `due` is also in the state, and stands here to be looked for.
pub const TABLES: &str = "CREATE TABLE ways (name TEXT PRIMARY KEY, way TEXT NOT NULL, state TEXT NOT NULL, due INTEGER); \
     CREATE TABLE heard (person TEXT PRIMARY KEY, entry INTEGER NOT NULL)";

/// The most devices of one person; the oldest goes for the next.
const MOST: u64 = 10;

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

/// One that is to be told now.
pub struct Due {
    name: String,
    way: Way,
    state: Waking,
}

impl Kept {
    fn read(self) -> Result<Due, Problem> {
        Ok(Due { way: serde_json::from_str(&self.way)?, state: serde_json::from_str(&self.state)?, name: self.name })
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
    let channel = |one: &Due| if let Way::Channel(channel) = one.way { Some(channel) } else { None };
    Ok(Found { devices: devices as u64, chosen: all.iter().filter_map(channel).collect() })
}

fn all(sql: &SqlStorage) -> Result<Vec<Due>, Problem> {
    let kept: Vec<Kept> = rows(sql, "SELECT name, way, state FROM ways ORDER BY rowid", vec![])?;
    kept.into_iter().map(Kept::read).collect()
}

/// Of a device that is known the keys may be new; that it was told lately stays.
fn subscribe(sql: &SqlStorage, subscription: Subscription) -> Result<(), Problem> {
    let way = Way::Push(subscription);
    add(sql, &way)?;
    sql.exec("UPDATE ways SET way = ? WHERE name = ?", vec![text(serde_json::to_string(&way)?), text(way.name())])?;
    let devices: Vec<Due> = all(sql)?.into_iter().filter(|one| matches!(one.way, Way::Push(_))).collect();
    let over = devices.len().saturating_sub(usize::try_from(MOST).unwrap_or_default());
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
        one.state.want(at, nights);
        keep(sql, &one.name, &one.state)?;
    }
    Ok(())
}

/// Something was published. The register says so once or more; whoever wants nothing any more says it again.
pub fn nudged(sql: &SqlStorage, nudges: &[Nudge], at: DateTime<Utc>, nights: Nights) -> Result<(), Problem> {
    let newest = nudges.iter().map(|nudge| nudge.entries).max().unwrap_or_default();
    let Some(heard) = heard(sql)? else { return Ok(()) };
    if all(sql)?.is_empty() {
        let wanted = Wanted { person: heard.name()?, wants: false };
        outbox::put(sql, Target::Register, "/wanted", &wanted)?;
    } else if newest > heard.entry {
        sql.exec("UPDATE heard SET entry = ?", vec![integer(newest)])?;
        want(sql, at, nights)?;
    }
    Ok(())
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

/// Tells those that are due, all at once: none waits for another's service. Whoever writes meanwhile is not held up, and nothing of theirs is lost.
pub async fn tell(state: &State, env: &Env) -> Result<(), Problem> {
    let nights = push::nights(env);
    let due = txn(state, |sql| due(sql, nights))?;
    let Some(heard) = heard(&state.storage().sql())?.filter(|_| !due.is_empty()) else { return Ok(()) };
    let (person, sender) = (heard.name()?, Sender::of(env));
    let outcomes = join_all(due.iter().map(|one| tell_one(env, sender.as_ref(), &person, one))).await;
    for (one, outcome) in due.iter().zip(outcomes) {
        txn(state, |sql| note(sql, &person, one, outcome, nights))?;
    }
    Ok(())
}

/// Those that are; of those whose time has passed it is kept when it comes again.
fn due(sql: &SqlStorage, nights: Nights) -> Result<Vec<Due>, Problem> {
    let mut due = Vec::new();
    for mut one in all(sql)? {
        let before = one.state.due();
        let is_due = one.state.is_due(now(), nights);
        if one.state.due() != before {
            keep(sql, &one.name, &one.state)?;
        }
        if is_due {
            due.push(one);
        }
    }
    Ok(due)
}

async fn tell_one(env: &Env, sender: Option<&Sender>, person: &PersonId, one: &Due) -> Outcome {
    match &one.way {
        Way::Push(to) => push_to(sender, to, env).await,
        Way::Channel(channel) if messenger::offered(env).contains(channel) => {
            messenger::hand_over(env, *channel, person, one.state.since().unwrap_or_default(), now()).await
        }
        Way::Channel(_) => Outcome::Gone,
    }
}

/// One whose address or keys are not what they have to be any more gets nothing.
async fn push_to(sender: Option<&Sender>, to: &Subscription, env: &Env) -> Outcome {
    let Some(sender) = sender else { return Outcome::Later(None) };
    let (endpoint, keys) = (Endpoint::read(&to.endpoint, env), Receiver::read(&to.keys.p256dh, &to.keys.auth));
    let (Some(endpoint), Some(keys)) = (endpoint, keys) else { return Outcome::Gone };
    let Some(origin) = setting::optional(env, "ORIGIN") else { return Outcome::Later(None) };
    let lasts = lasts(now(), push::nights(env));
    send(sender, &endpoint, &keys, &message(to.language, &origin), lasts, now()).await
}

fn note(sql: &SqlStorage, person: &PersonId, then: &Due, outcome: Outcome, nights: Nights) -> Result<(), Problem> {
    // It may have been taken back meanwhile.
    let Some(mut one) = all(sql)?.into_iter().find(|one| one.name == then.name) else { return Ok(()) };
    if one.state.told(&then.state, outcome, now(), nights) {
        return keep(sql, &one.name, &one.state);
    }
    remove(sql, &one.name)?;
    if all(sql)?.is_empty() {
        outbox::put(sql, Target::Register, "/wanted", &Wanted { person: person.clone(), wants: false })?;
    }
    Ok(())
}

/// Sets the alarm that tells, unless it comes sooner anyway.
pub async fn wake(state: &State) -> worker::Result<()> {
    #[derive(Deserialize)]
    struct Next {
        due: i64,
    }
    let next: Option<Next> =
        row(&state.storage().sql(), "SELECT due FROM ways WHERE due IS NOT NULL ORDER BY due LIMIT 1", vec![])?;
    let Some(Next { due }) = next else { return Ok(()) };
    let storage = state.storage();
    if storage.get_alarm().await?.is_none_or(|set| set > due) {
        let at = i64::try_from(Date::now().as_millis()).unwrap_or_default();
        storage.set_alarm(due.saturating_sub(at).max(0)).await?;
    }
    Ok(())
}
