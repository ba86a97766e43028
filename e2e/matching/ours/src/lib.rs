//! What `make matching` measures of this app: many policies for one person, called from a page (here) and natively (`examples/native.rs`).

mod policies;

use mingbai_shared::facts::Facts;
pub use policies::Policies;
use wasm_bindgen::prelude::*;

/// Policies that were loaded.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Matching(Policies);

/// What somebody has said.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Person(Facts);

#[wasm_bindgen]
impl Person {
    /// From their JSON.
    #[wasm_bindgen(constructor)]
    pub fn new(facts: &str) -> Result<Person, JsError> {
        Ok(Person(serde_json::from_str(facts)?))
    }
}

#[wasm_bindgen]
impl Matching {
    /// From their JSON, each rule checked.
    #[wasm_bindgen(constructor)]
    pub fn new(policies: &str, today: &str) -> Result<Matching, JsError> {
        Policies::load(policies, today).map(Matching).map_err(|wrong| JsError::new(&wrong))
    }

    /// One number for each policy, by the place of its verdict among [`mingbai_shared::audience::Verdict`].
    pub fn verdicts(&self, person: &Person) -> Vec<u8> {
        self.0.verdicts(&person.0).into_iter().map(|verdict| verdict as u8).collect()
    }

    /// The verdict of one policy with its reasons, as JSON.
    pub fn reasons(&self, policy: usize, person: &Person) -> Result<String, JsError> {
        self.0.reasons(policy, &person.0).map_err(|wrong| JsError::new(&wrong))
    }
}
