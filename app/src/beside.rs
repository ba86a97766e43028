//! What `make beside` measures of this app: its own store, public sync and private sync, called from a page instead of by the app.

use mingbai_shared::names::PersonId;
use mingbai_shared::request::Draft;
use mingbai_shared::sync::Scope;
use wasm_bindgen::prelude::*;

use crate::device::store::{Given, Shelf, Store};
use crate::private_sync::{self, Party, Waiting};
use crate::{clock, json, public_sync};

/// A device of one person, without anything that is shown.
#[wasm_bindgen]
#[expect(missing_debug_implementations, reason = "only JavaScript holds it")]
pub struct Beside {
    store: Store,
    person: PersonId,
}

#[wasm_bindgen]
impl Beside {
    /// A device of the person who is signed in.
    #[wasm_bindgen(constructor)]
    pub fn new(person: &str) -> Result<Beside, JsError> {
        Ok(Beside { store: Store::default(), person: person.parse()? })
    }

    /// Brings the public record up to date, each hash verified. How many packs are in the store then, is the answer.
    pub async fn public(&self) -> Result<usize, JsError> {
        public_sync::run(&self.store).await.map_err(told)?;
        Ok(self.store.keys(Shelf::Packs).await?.len())
    }

    /// Sends what waits and fetches what is new.
    pub async fn private(&self) -> Result<(), JsError> {
        let party = Party { scope: Scope::Person, person: &self.person };
        private_sync::run(&self.store, &party).await.map_err(told)
    }

    /// Files a request, given as the JSON of its form. When this returns, it cannot be lost with the tab.
    pub async fn file(&self, draft: &str) -> Result<(), JsError> {
        let draft: Draft = json::parse(draft)?;
        let now = clock::now_ms();
        let waiting = Waiting::request(private_sync::new_id(now), &draft, now, Some(self.person.clone()))?;
        let form = Given { shelf: Shelf::Drafts, key: "request".into(), text: None };
        private_sync::hand_in(&self.store, &waiting, form).await?;
        Ok(())
    }

    /// What was asked for in each request that the server does not have yet, or could still lose.
    pub async fn outbox(&self) -> Result<Vec<String>, JsError> {
        Ok(private_sync::outbox(&self.store).await?.iter().map(|one| one.draft().wanted).collect())
    }
}

fn told(failure: impl std::fmt::Debug) -> JsError {
    JsError::new(&format!("{failure:?}"))
}
