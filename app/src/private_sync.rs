//! Private sync: what a person handed in goes up, what became of it comes down. The rules are `shared::sync`'s; this carries them out.
//!
//! What waits in the outbox has no number yet. The one who sends, under a lock for all tabs, gives it the device's next number, in a strict
//! transaction, before anything is sent.

use mingbai_shared::digest::Digest;
use mingbai_shared::names::PersonId;
use mingbai_shared::request::{Draft, PersonMutation};
use mingbai_shared::roles::Action;
use mingbai_shared::sync::{Answer, Call, Identity, Refusal, Scope, Sent, Step, take};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::device::store::{Change, Durability, Shelf, Store, StoreError};
use crate::json::{self, JsonError};
use crate::network::{self, Problem};
use crate::session::Session;

/// The most that is sent at once; the server takes 64 KiB in one call.
const BATCH: usize = 50;
const BATCH_BYTES: usize = 48 * 1024;
/// What a mutation's number, id and digest take, and more.
const ENVELOPE_BYTES: usize = 256;

/// A request that the server does not have yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its id from the start.
    pub id: Uuid,
    /// The mutation's JSON, byte for byte as it is sent.
    pub body: String,
    /// When it was written, by the device's clock: shown, never counted with.
    pub at_ms: f64,
    /// Its number, once it was sent.
    pub seq: Option<u64>,
    /// Whose it is. What was written before anyone signed in belongs to the one who signs in next.
    #[serde(default)]
    pub person: Option<PersonId>,
}

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
        Ok(Waiting { id, body, at_ms, seq: None, person })
    }

    /// Whether it is this person's to send and to see.
    pub fn belongs_to(&self, person: &PersonId) -> bool {
        self.person.as_ref().is_none_or(|owner| owner == person)
    }

    /// As it was before it got a number.
    fn unnumbered(&self) -> Waiting {
        Waiting { seq: None, ..self.clone() }
    }

    /// Its bytes in a call, where quotes and backslashes are written as two.
    fn bytes(&self) -> usize {
        let doubled = self.body.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count();
        self.body.len().saturating_add(doubled).saturating_add(ENVELOPE_BYTES)
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
    // Each round makes progress or ends; the bound is for a server that answers nonsense.
    for _ in 0..1000 {
        if !round(store, party).await? {
            return Ok(());
        }
    }
    Ok(())
}

/// One call. Whether there may be more, is the answer.
async fn round(store: &Store, party: &Party<'_>) -> Result<bool, Failure> {
    let mut identity = identity(store, party).await?;
    let waiting = match party.scope {
        Scope::Person => numbered(store, party, &mut identity).await?,
        Scope::Agency => Vec::new(),
    };
    let sending = beginning(&waiting);
    let call = Call {
        scope: party.scope,
        device: identity.device,
        epoch: identity.epoch,
        cursor: identity.cursor,
        mutations: sending.iter().filter_map(sent).collect(),
    };
    let answer = match network::post("/api/sync", json::write(&call)?).await {
        Ok(answer) => answer,
        Err(problem) if problem.code == "identity_fork" => {
            start_over(store, party, &waiting).await?;
            return Ok(true);
        }
        Err(problem) => return Err(problem.into()),
    };
    let answer: Answer = json::parse(&answer.text()?).map_err(|_| Problem::unexpected())?;
    match take(&identity, &answer) {
        Step::StartOver => {
            start_over(store, party, &waiting).await?;
            Ok(true)
        }
        Step::Ignore => Ok(false),
        Step::Advance(_) if gap(sending, &answer) => {
            start_over(store, party, &waiting).await?;
            Ok(true)
        }
        Step::Advance(next) => {
            let more = waiting.len() > sending.len() || !answer.rows.is_empty();
            accept(store, party, next, sending, answer).await?;
            Ok(more)
        }
    }
}

/// As much of the outbox's beginning as one call holds, and one at least.
fn beginning(waiting: &[Waiting]) -> &[Waiting] {
    let mut bytes = 0usize;
    let fits = waiting.iter().take(BATCH).take_while(|one| {
        bytes = bytes.saturating_add(one.bytes());
        bytes <= BATCH_BYTES
    });
    let count = fits.count().max(1);
    waiting.get(..count).unwrap_or(waiting)
}

/// The server misses what this device sent before: it will never take what comes after. Number 1 has nothing before it.
fn gap(sent: &[Waiting], answer: &Answer) -> bool {
    let first = sent.first().and_then(|one| one.seq);
    first.is_some_and(|first| first > 1 && answer.acknowledged < first - 1)
}

fn sent(waiting: &Waiting) -> Option<Sent> {
    let digest = Digest::of(waiting.body.as_bytes());
    Some(Sent { seq: waiting.seq?, id: waiting.id, digest, body: waiting.body.clone() })
}

fn identity_key(party: &Party<'_>) -> String {
    let scope = match party.scope {
        Scope::Person => "person",
        Scope::Agency => "agency",
    };
    ["identity/", scope, "/", party.person.as_str()].concat()
}

async fn identity(store: &Store, party: &Party<'_>) -> Result<Identity, Failure> {
    let kept = store.get(Shelf::Meta, &identity_key(party)).await?;
    if let Some(identity) = kept.and_then(|text| json::parse(&text).ok()) {
        return Ok(identity);
    }
    let identity = Identity::fresh(new_id(crate::clock::now_ms()));
    store.write(&[put_identity(party, &identity)?], Durability::Strict).await?;
    Ok(identity)
}

fn put_identity(party: &Party<'_>, identity: &Identity) -> Result<Change, JsonError> {
    Ok(Change::Put(Shelf::Meta, identity_key(party), json::write(identity)?))
}

/// A UUID of version 7: the time first, so that the outbox sorts by age.
pub fn new_id(now_ms: f64) -> Uuid {
    let mut random = [0; 10];
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        // Without randomness ids could clash; every browser that runs WASM has it.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    uuid::Builder::from_unix_timestamp_millis(now_ms as u64, &random).into_uuid()
}

/// The outbox in the order of its numbers; what has none gets the next one, durably, before it is sent.
async fn numbered(store: &Store, party: &Party<'_>, identity: &mut Identity) -> Result<Vec<Waiting>, Failure> {
    let mut waiting = outbox(store).await?;
    waiting.retain(|one| one.belongs_to(party.person));
    waiting.sort_by_key(|one| (one.seq.unwrap_or(u64::MAX), one.id));
    let mut changes = Vec::new();
    for one in waiting.iter_mut().filter(|one| one.seq.is_none()) {
        identity.seq += 1;
        one.seq = Some(identity.seq);
        one.person = Some(party.person.clone());
        changes.push(Change::Put(Shelf::Outbox, one.id.to_string(), json::write(one)?));
    }
    if !changes.is_empty() {
        changes.push(put_identity(party, identity)?);
        store.write(&changes, Durability::Strict).await?;
    }
    Ok(waiting)
}

/// Everything that waits.
pub async fn outbox(store: &Store) -> Result<Vec<Waiting>, StoreError> {
    Ok(store.all(Shelf::Outbox).await?.iter().filter_map(|(_, text)| json::parse(text).ok()).collect())
}

/// Everything that was refused.
pub async fn declined(store: &Store) -> Result<Vec<Declined>, StoreError> {
    Ok(store.all(Shelf::Refused).await?.iter().filter_map(|(_, text)| json::parse(text).ok()).collect())
}

/// Rows, refusals, the emptied outbox and the new cursor: all of it or nothing.
async fn accept(
    store: &Store,
    party: &Party<'_>,
    next: Identity,
    sent: &[Waiting],
    answer: Answer,
) -> Result<(), Failure> {
    let mut changes = vec![put_identity(party, &next)?];
    for row in answer.rows {
        changes.push(Change::Put(Shelf::Rows, row.key, row.body));
    }
    for one in sent.iter().filter(|one| one.seq.is_some_and(|seq| seq <= answer.acknowledged)) {
        changes.push(Change::Remove(Shelf::Outbox, one.id.to_string()));
    }
    for outcome in answer.outcomes {
        let refused = sent.iter().find(|one| one.seq == Some(outcome.seq)).cloned().zip(outcome.refused);
        if let Some((sent, refusal)) = refused {
            let id = sent.id.to_string();
            changes.push(Change::Put(Shelf::Refused, id, json::write(&Declined { sent, refusal })?));
        }
    }
    store.write(&changes, Durability::Strict).await?;
    Ok(())
}

/// A new identity, from the server's first row on. The outbox stays; it is numbered anew.
async fn start_over(store: &Store, party: &Party<'_>, waiting: &[Waiting]) -> Result<(), Failure> {
    let identity = Identity::fresh(new_id(crate::clock::now_ms()));
    let mut changes = vec![put_identity(party, &identity)?, Change::Clear(Shelf::Rows)];
    for one in waiting {
        changes.push(Change::Put(Shelf::Outbox, one.id.to_string(), json::write(&one.unnumbered())?));
    }
    store.write(&changes, Durability::Strict).await?;
    Ok(())
}

/// What leaves this device with a person: rows and identities. What they have not sent stays theirs; its numbers were those of the identity.
pub async fn leave(store: &Store, person: &PersonId) -> Result<Vec<Change>, Failure> {
    let mut changes = vec![Change::Clear(Shelf::Rows)];
    for scope in [Scope::Person, Scope::Agency] {
        changes.push(Change::Remove(Shelf::Meta, identity_key(&Party { scope, person })));
    }
    for one in outbox(store).await?.iter().filter(|one| one.person.as_ref() == Some(person)) {
        changes.push(Change::Put(Shelf::Outbox, one.id.to_string(), json::write(&one.unnumbered())?));
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(seq: u64, length: usize) -> Waiting {
        Waiting { id: Uuid::from_u128(seq.into()), body: "x".repeat(length), at_ms: 0.0, seq: Some(seq), person: None }
    }

    #[test]
    fn a_call_stays_below_what_the_server_takes() {
        let long: Vec<Waiting> = (1..=40).map(|seq| waiting(seq, 8_000)).collect();
        let call: usize = beginning(&long).iter().map(|one| one.body.len()).sum();
        assert!(call > 30_000 && call < 65_536, "{call}");
        assert_eq!(beginning(&(1..=80).map(|seq| waiting(seq, 10)).collect::<Vec<_>>()).len(), BATCH);
        assert_eq!(beginning(&[waiting(1, 100_000), waiting(2, 1)]).len(), 1);
        assert!(beginning(&[]).is_empty());
        let quoted = Waiting { body: r#""\""#.into(), ..waiting(1, 0) };
        // Three characters, each of them written as two.
        assert_eq!(quoted.bytes() - ENVELOPE_BYTES, 6);
    }

    #[test]
    fn numbers_that_the_server_misses_are_given_anew() {
        let answer = |acknowledged| Answer {
            epoch: Uuid::nil(),
            acknowledged,
            outcomes: vec![],
            from: 0,
            cursor: 0,
            rows: vec![],
        };
        assert!(gap(&[waiting(3, 1)], &answer(0)));
        assert!(gap(&[waiting(3, 1)], &answer(1)));
        assert!(!gap(&[waiting(3, 1)], &answer(2)));
        assert!(!gap(&[waiting(3, 1)], &answer(3)));
        assert!(!gap(&[waiting(1, 1)], &answer(0)));
        assert!(!gap(&[], &answer(0)));
    }

    #[test]
    fn a_request_is_its_writers_alone() {
        let [me, other] = ["resident-a", "resident-b"].map(|id| id.parse::<PersonId>().unwrap());
        let mine = Waiting { person: Some(me.clone()), ..waiting(1, 1) };
        assert!(mine.belongs_to(&me) && !mine.belongs_to(&other));
        assert!(waiting(1, 1).belongs_to(&other));
    }
}
