//! Private sync: what a person handed in goes up, what became of it comes down. The rules are `shared::sync`'s; this carries them out.
//!
//! Each of its writings is one transaction, made only if the identity is still the one that it was decided on.

use std::collections::BTreeSet;

use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Draft, PersonMutation};
use mingbai_shared::roles::Action;
use mingbai_shared::sync::device::{self, Effect, Load, Queued, Taken, Writing};
use mingbai_shared::sync::{Answer, Call, Identity, Refusal, Row, Scope, first_version};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::device::store::{Change, Durability, Given, Shelf, Store, StoreError};
use crate::json::{self, JsonError};
use crate::network::{self, Problem};
use crate::random;
use crate::session::Session;

/// A request that the server does not have yet, or could still lose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its id from the start.
    pub id: Uuid,
    /// The mutation's JSON, byte for byte as it is sent.
    pub body: String,
    /// When it was written, by the device's clock: shown, never counted with.
    pub at_ms: f64,
    /// The form of the body.
    #[serde(default = "first_version")]
    pub version: u16,
    /// Its number, once it was sent. This and the next are kept apart ([`Mark`]), so that what a person wrote is written once.
    #[serde(default, skip_serializing)]
    pub seq: Option<u64>,
    /// The server took it in when it had so many backups.
    #[serde(default, skip_serializing)]
    pub accepted: Option<u64>,
    /// Whose it is. What was written before anyone signed in belongs to the one who signs in next.
    #[serde(default)]
    pub person: Option<PersonId>,
}

/// What became of one of the outbox: its id, its number, and with how many backups the server took it in. All those of a person are one text: however
/// many are sent at once, that is one write.
type Mark = (Uuid, Option<u64>, Option<u64>);

const MARKS: &str = "sent/";

/// A request that the server refused, kept until it is taken back into the form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declined {
    /// As it was sent.
    pub sent: Waiting,
    /// Why not.
    pub refusal: Refusal,
}

impl Waiting {
    /// A request, ready to be sent.
    pub fn request(id: Uuid, draft: &Draft, at_ms: f64, person: Option<PersonId>) -> Result<Waiting, JsonError> {
        let body = json::write(&PersonMutation::FileRequest { draft: draft.clone() })?;
        Ok(Waiting { id, body, at_ms, version: PersonMutation::VERSION, seq: None, accepted: None, person })
    }

    /// Whether it is this person's to send and to see.
    pub fn belongs_to(&self, person: &PersonId) -> bool {
        self.person.as_ref().is_none_or(|owner| owner == person)
    }

    fn queued(&self) -> Queued<'_> {
        let Waiting { id, ref body, version, seq, accepted, .. } = *self;
        Queued { id, version, body, seq, accepted }
    }

    /// The form as it was sent.
    pub fn draft(&self) -> Draft {
        match json::parse(&self.body) {
            Ok(PersonMutation::FileRequest { draft }) => draft,
            Err(_) => Draft::default(),
        }
    }
}

/// How a run ended.
#[derive(Debug)]
pub enum Failure {
    /// The server did not take it; later.
    Server(Problem),
    /// The device did not keep it; later.
    Store,
    /// Another tab was sooner; in a moment.
    Crossed,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Failure {
        Failure::Server(problem)
    }
}

impl From<StoreError> for Failure {
    fn from(_: StoreError) -> Failure {
        Failure::Store
    }
}

impl From<JsonError> for Failure {
    fn from(_: JsonError) -> Failure {
        Failure::Store
    }
}

/// Whose rows are followed, under whose identity.
pub struct Party<'a> {
    /// Person or agency.
    pub scope: Scope,
    /// The signed-in person.
    pub person: &'a PersonId,
}

impl Party<'_> {
    /// Who hands in requests follows their own, who may see an agency's follows those; for anyone else there is nothing to exchange.
    pub fn of(session: &Session) -> Option<Party<'_>> {
        let scope = match session.role {
            role if role.carries(Action::FileRequest) => Scope::Person,
            role if role.carries(Action::ReadCases) => Scope::Agency,
            _ => return None,
        };
        Some(Party { scope, person: &session.person })
    }
}

/// Sends and fetches until there is nothing more of either.
pub async fn run(store: &Store, party: &Party<'_>) -> Result<(), Failure> {
    let mut kept = Kept::read(store, party).await?;
    let mut load = Load::FIRST;
    // Each round makes progress or ends; the bound is for a server that answers nonsense.
    for _ in 0..1000 {
        match round(store, party, &mut kept, load).await {
            Ok(true) => load = load.grown(),
            Ok(false) => return Ok(()),
            // The line may be too slow for so much at once.
            Err(Failure::Server(problem)) if matches!(problem.status, 0 | 503) => {
                load = load.eased().ok_or(Failure::Server(problem))?;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// What the store holds of a party: all that the rules look at. Read once for a run, and from then on with all that the run writes: what another tab
/// writes meanwhile changes the identity, and then nothing more of this run is written.
struct Kept {
    identity: Option<Identity>,
    /// The identity as it is written.
    text: Option<String>,
    /// In the order of the ids.
    outbox: Vec<Waiting>,
}

impl Kept {
    async fn read(store: &Store, party: &Party<'_>) -> Result<Kept, Failure> {
        let text = store.get(Shelf::Meta, &identity_key(party)).await?;
        let identity = text.as_deref().and_then(|text| json::parse(text).ok());
        let mut outbox = match party.scope {
            Scope::Person => outbox(store).await?,
            Scope::Agency => Vec::new(),
        };
        outbox.retain(|one| one.belongs_to(party.person));
        Ok(Kept { identity, text, outbox })
    }

    fn queue(&self) -> Vec<Queued<'_>> {
        let mut queue: Vec<Queued<'_>> = self.outbox.iter().map(Waiting::queued).collect();
        queue.sort_by_key(device::in_order);
        queue
    }

    /// What became of the outbox, as it is kept.
    fn marks(&self, party: &Party<'_>) -> Result<Change, JsonError> {
        let marked = self.outbox.iter().filter(|one| one.seq.is_some() || one.accepted.is_some());
        let marks: Vec<Mark> = marked.map(|one| (one.id, one.seq, one.accepted)).collect();
        Ok(Change::Put(Shelf::Meta, marks_key(party.person), json::write(&marks)?))
    }

    /// Carries out a writing; false where another tab was sooner.
    async fn carry_out(&mut self, store: &Store, party: &Party<'_>, writing: Writing) -> Result<bool, Failure> {
        let outdating =
            self.identity.is_some_and(|identity| identity.anew) || writing.effects.contains(&Effect::Outdate);
        let mut outdated = if outdating { outdated(store, party).await? } else { BTreeSet::new() };
        let mut changes = Vec::new();
        let mut written = self.text.clone();
        let mut marked = false;
        for effect in writing.effects {
            match effect {
                Effect::Identity(identity) => {
                    let text = json::write(&identity)?;
                    written = Some(text.clone());
                    self.identity = Some(identity);
                    changes.push(Change::Put(Shelf::Meta, identity_key(party), text));
                }
                Effect::Number(id, seq) => {
                    let person = Some(party.person.clone());
                    marked |= self.mark(id, |one| (one.seq, one.person) = (Some(seq), person));
                }
                Effect::Unnumber(id) => marked |= self.mark(id, |one| (one.seq, one.accepted) = (None, None)),
                Effect::Accepted(id, backup) => marked |= self.mark(id, |one| one.accepted = Some(backup)),
                Effect::Refused(id, refusal) => {
                    if let Ok(at) = self.place(id) {
                        let sent = self.outbox.remove(at);
                        let declined = json::write(&Declined { sent, refusal })?;
                        changes.push(Change::Put(Shelf::Refused, id.to_string(), declined));
                    }
                    changes.push(Change::Remove(Shelf::Outbox, id.to_string()));
                    marked = true;
                }
                Effect::Forget(id) => {
                    self.outbox.retain(|one| one.id != id);
                    changes.push(Change::Remove(Shelf::Outbox, id.to_string()));
                    marked = true;
                }
                Effect::Row(Row { key, body, .. }) => {
                    outdated.remove(&key);
                    changes.push(match body {
                        Some(body) => Change::Put(Shelf::Rows, key, body),
                        None => Change::Remove(Shelf::Rows, key),
                    });
                }
                Effect::Outdate => outdated.extend(store.keys(Shelf::Rows).await?),
                Effect::DropOutdated => {
                    let gone = std::mem::take(&mut outdated);
                    changes.extend(gone.into_iter().map(|key| Change::Remove(Shelf::Rows, key)));
                }
            }
        }
        if marked {
            changes.push(self.marks(party)?);
        }
        if changes.is_empty() {
            return Ok(true);
        }
        if outdating {
            changes.push(Change::Put(Shelf::Meta, outdated_key(party), json::write(&outdated)?));
        }
        let durability = if writing.strict { Durability::Repeatable } else { Durability::Relaxed };
        let given = Given { shelf: Shelf::Meta, key: identity_key(party), text: self.text.take() };
        self.text = written;
        Ok(store.write_given(&changes, durability, &given).await?)
    }

    /// Notes what became of one of the outbox, if it is there.
    fn mark(&mut self, id: Uuid, change: impl FnOnce(&mut Waiting)) -> bool {
        let one = self.place(id).ok().and_then(|at| self.outbox.get_mut(at));
        one.map(change).is_some()
    }

    fn place(&self, id: Uuid) -> Result<usize, usize> {
        self.outbox.binary_search_by_key(&id, |one| one.id)
    }
}

/// One call. Whether there may be more, is the answer.
async fn round(store: &Store, party: &Party<'_>, kept: &mut Kept, load: Load) -> Result<bool, Failure> {
    let fresh = || new_id(crate::clock::now_ms());
    let (identity, numbers) = device::prepare(kept.identity, &kept.queue(), fresh());
    if !kept.carry_out(store, party, numbers).await? {
        return Err(Failure::Crossed);
    }
    let person = Some(party.person.clone());
    let call = Call { person, ..device::call(&identity, &kept.queue(), party.scope, load) };
    let answered = network::post("/api/sync", json::write(&call)?).await;
    let taken = match answered {
        Ok(answer) => {
            let answer: Answer = json::parse(&answer.text()?).map_err(|_| Problem::unexpected())?;
            device::take(&identity, &kept.queue(), &call, &answer, fresh())
        }
        Err(problem) if problem.code == "identity_fork" => {
            Taken::Write { writing: device::start_over(&identity, &kept.queue(), fresh()), more: true }
        }
        Err(problem) => return Err(problem.into()),
    };
    let Taken::Write { writing, more } = taken else { return Err(Failure::Crossed) };
    if kept.carry_out(store, party, writing).await? { Ok(more) } else { Err(Failure::Crossed) }
}

fn key_of(what: &str, party: &Party<'_>) -> String {
    let scope = match party.scope {
        Scope::Person => "person",
        Scope::Agency => "agency",
    };
    [what, "/", scope, "/", party.person.as_str()].concat()
}

fn identity_key(party: &Party<'_>) -> String {
    key_of("identity", party)
}

/// Where it is kept what became of a person's outbox.
fn marks_key(person: &PersonId) -> String {
    [MARKS, person.as_str()].concat()
}

/// Where the rows are named that are from before, while all come anew.
fn outdated_key(party: &Party<'_>) -> String {
    key_of("outdated", party)
}

async fn outdated(store: &Store, party: &Party<'_>) -> Result<BTreeSet<String>, StoreError> {
    let kept = store.get(Shelf::Meta, &outdated_key(party)).await?;
    Ok(kept.and_then(|text| json::parse(&text).ok()).unwrap_or_default())
}

/// Puts a request into the outbox in place of the form that it was, strictly. Whether that form still stood, is the answer: where not, another tab
/// sent or changed it, and nothing is written.
pub async fn hand_in(store: &Store, waiting: &Waiting, form: Given) -> Result<bool, StoreError> {
    let text = json::write(waiting).map_err(|error| StoreError(error.to_string()))?;
    let changes =
        [Change::Put(Shelf::Outbox, waiting.id.to_string(), text), Change::Remove(form.shelf, form.key.clone())];
    store.write_given(&changes, Durability::Strict, &form).await
}

/// A UUID of version 7: the time first, so that the outbox sorts by age.
pub fn new_id(now_ms: f64) -> Uuid {
    // Without randomness ids could clash.
    let random = random::bytes().unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(now_ms as u64, &random).into_uuid()
}

/// Everything that waits, and what the server could still lose.
pub async fn outbox(store: &Store) -> Result<Vec<Waiting>, StoreError> {
    let mut outbox: Vec<Waiting> =
        store.all(Shelf::Outbox).await?.iter().filter_map(|(_, text)| json::parse(text).ok()).collect();
    if outbox.is_empty() {
        return Ok(outbox);
    }
    for (key, text) in store.all(Shelf::Meta).await? {
        let Some(person) = key.strip_prefix(MARKS).and_then(|person| person.parse::<PersonId>().ok()) else { continue };
        let marks: Vec<Mark> = json::parse(&text).unwrap_or_default();
        for (id, seq, accepted) in marks {
            // In the order of their keys, which are the ids.
            if let Ok(at) = outbox.binary_search_by_key(&id, |one| one.id)
                && let Some(one) = outbox.get_mut(at)
            {
                (one.seq, one.accepted) = (seq, accepted);
                one.person.get_or_insert_with(|| person.clone());
            }
        }
    }
    Ok(outbox)
}

/// Everything that was refused.
pub async fn declined(store: &Store) -> Result<Vec<Declined>, StoreError> {
    Ok(store.all(Shelf::Refused).await?.iter().filter_map(|(_, text)| json::parse(text).ok()).collect())
}

/// What leaves this device when a person is not signed in any more: rows and identities. Without an identity everything begins anew with the next one.
pub fn leave(person: &PersonId) -> Vec<Change> {
    let mut changes = vec![Change::Clear(Shelf::Rows)];
    for scope in [Scope::Person, Scope::Agency] {
        let party = Party { scope, person };
        changes.push(Change::Remove(Shelf::Meta, identity_key(&party)));
        changes.push(Change::Remove(Shelf::Meta, outdated_key(&party)));
    }
    changes
}

/// Lets go of what the server has of everybody but `staying`: when somebody signs out, or somebody else signs in. A session that merely ended is no
/// reason: the server could still lose it. What it does not have stays its writer's.
pub async fn let_go(store: &Store, staying: Option<&PersonId>) -> Result<Vec<Change>, StoreError> {
    let goes = |one: &&Waiting| one.accepted.is_some() && one.person.as_ref() != staying;
    Ok(outbox(store).await?.iter().filter(goes).map(|one| Change::Remove(Shelf::Outbox, one.id.to_string())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_its_writers_alone() {
        let [me, other] = ["resident-a", "resident-b"].map(|id| id.parse::<PersonId>().unwrap());
        let (id, body, at_ms) = (Uuid::from_u128(1), String::new(), 0.0);
        let nobodys = Waiting { id, body, at_ms, version: 1, seq: None, accepted: None, person: None };
        let mine = Waiting { person: Some(me.clone()), ..nobodys.clone() };
        assert!(mine.belongs_to(&me) && !mine.belongs_to(&other));
        assert!(nobodys.belongs_to(&other));
    }
}
