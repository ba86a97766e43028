//! The gate (办法 art. 26, 46, 47, 51): drafted, complete, reviewed for confidentiality, signed, published; by three different people.
//!
//! ```text
//! Draft ──check──▶ PackComplete ──reviewer──▶ ConfidentialityReviewed ──signatory──▶ Signed ──register──▶ Published
//!   │                  │      ▲                   │           │                                          │      ▲
//!   └────────▶ Returned ◀─────┼───────────────────┘           ▼                        drafter proposes  ▼      │ declined
//!                             └───────── looked at again ─── Kept                                    Withdrawing ──signatory──▶ Withdrawn
//! ```
//!
//! Each stage is a type that only the stage before it can make. A document is published with its pack in one step, since the pack holds it. What is not
//! to be published ends in [`Kept`], with its reason. Nothing takes several at once, nothing is forced, and nothing is deleted.
//!
//! There is no other way to [`Published`] than this one:
//!
//! ```
//! use chrono::{DateTime, Utc};
//! use mingbai_shared::pack::gate::{AttributeKind, Decided, Entered, Grounds, GateRefusal, PackComplete, Published, Signed};
//! use mingbai_shared::roles::Actor;
//!
//! fn way(complete: PackComplete, body: &str, [reviewer, signatory]: [&Actor; 2], grounds: &Grounds, now: DateTime<Utc>) -> Result<Decided, GateRefusal> {
//!     let reviewed = complete.review(reviewer, AttributeKind::Active, now)?;
//!     reviewed.sign(signatory, AttributeKind::Active, body, grounds, now)
//! }
//!
//! fn end(signed: Signed, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
//!     signed.enter(entered, now)
//! }
//! ```
//!
//! What is complete is not signed before it was reviewed:
//!
//! ```compile_fail,E0599
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{AttributeKind, Decided, Grounds, GateRefusal, PackComplete};
//! # use mingbai_shared::roles::Actor;
//! fn way(complete: PackComplete, body: &str, [_, signatory]: [&Actor; 2], grounds: &Grounds, now: DateTime<Utc>) -> Result<Decided, GateRefusal> {
//!     complete.sign(signatory, AttributeKind::Active, body, grounds, now)
//! }
//! ```
//!
//! A draft is not reviewed before it was found complete; so it is:
//!
//! ```
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{AttributeKind, ConfidentialityReviewed, Draft, Grounds, GateRefusal};
//! # use mingbai_shared::roles::Actor;
//! fn way(draft: Draft, grounds: &Grounds, reviewer: &Actor, now: DateTime<Utc>) -> Option<Result<ConfidentialityReviewed, GateRefusal>> {
//!     draft.complete(grounds).ok().map(|complete| complete.review(reviewer, AttributeKind::Active, now))
//! }
//! ```
//!
//! ```compile_fail,E0599
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{AttributeKind, ConfidentialityReviewed, Draft, Grounds, GateRefusal};
//! # use mingbai_shared::roles::Actor;
//! fn way(draft: Draft, grounds: &Grounds, reviewer: &Actor, now: DateTime<Utc>) -> Option<Result<ConfidentialityReviewed, GateRefusal>> {
//!     Some(draft).map(|complete| complete.review(reviewer, AttributeKind::Active, now))
//! }
//! ```
//!
//! What was reviewed is not entered into the record before it was signed, what is kept never is, and what was returned goes nowhere by itself:
//!
//! ```
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{Entered, GateRefusal, Published, Signed};
//! fn end(way: Signed, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
//!     way.enter(entered, now)
//! }
//! ```
//!
//! ```compile_fail,E0599
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{ConfidentialityReviewed, Entered, GateRefusal, Published};
//! fn end(way: ConfidentialityReviewed, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
//!     way.enter(entered, now)
//! }
//! ```
//!
//! ```compile_fail,E0599
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{Entered, GateRefusal, Kept, Published};
//! fn end(way: Kept, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
//!     way.enter(entered, now)
//! }
//! ```
//!
//! ```compile_fail,E0599
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{Entered, GateRefusal, Published, Returned};
//! fn end(way: Returned, entered: &Entered, now: DateTime<Utc>) -> Result<Published, GateRefusal> {
//!     way.enter(entered, now)
//! }
//! ```
//!
//! No stage is written down by hand, or read as it stands. A row of the store is read as [`Filed`], which takes its steps again:
//!
//! ```
//! # use mingbai_shared::pack::gate::{Filed, NotAsKept};
//! fn read(state: &str, body: String) -> Result<Filed, NotAsKept> {
//!     Filed::read(state, body)
//! }
//! ```
//!
//! ```compile_fail,E0277
//! # use mingbai_shared::pack::gate::Published;
//! fn read(state: &str) -> Result<Published, serde_json::Error> {
//!     serde_json::from_str(state)
//! }
//! ```
//!
//! ```compile_fail,E0277
//! # use mingbai_shared::pack::gate::Publication;
//! fn read(state: &str) -> Result<Publication, serde_json::Error> {
//!     serde_json::from_str(state)
//! }
//! ```
//!
//! ```compile_fail,E0451
//! # use mingbai_shared::pack::gate::{Published, Signed};
//! fn made(signed: Signed) -> Published {
//!     Published { signed, entered: todo!(), declined: Vec::new() }
//! }
//! ```
//!
//! And a step is taken once: what was reviewed is no longer there to be returned.
//!
//! ```
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{AttributeKind, GateRefusal, PackComplete, Remark, Returned};
//! # use mingbai_shared::roles::Actor;
//! fn one(complete: PackComplete, by: &Actor, why: Vec<Remark>, now: DateTime<Utc>) -> Result<Returned, GateRefusal> {
//!     complete.give_back(by, why, now)
//! }
//! ```
//!
//! ```compile_fail,E0382
//! # use chrono::{DateTime, Utc};
//! # use mingbai_shared::pack::gate::{AttributeKind, GateRefusal, PackComplete, Remark, Returned};
//! # use mingbai_shared::roles::Actor;
//! fn both(complete: PackComplete, by: &Actor, why: Vec<Remark>, now: DateTime<Utc>) -> Result<Returned, GateRefusal> {
//!     complete.review(by, AttributeKind::Active, now)?;
//!     complete.give_back(by, why, now)
//! }
//! ```

mod attribute;
mod draft;
mod filed;
mod plan;
mod publication;
mod refusal;
mod remark;
mod row;
mod stage;
mod standing;
mod step;
mod way;
mod withdrawal;

pub use attribute::{Attribute, AttributeKind, Ground, LONGEST_REASON};
pub use draft::{Draft, HandUp, LARGEST_HAND_UP, LONGEST_PUBLIC, Returned};
pub use filed::{Filed, NotAsKept};
pub use plan::{Form, LONGEST_BY, Plan};
pub use publication::Publication;
pub use refusal::{GateRefusal, missing};
pub use remark::{LARGEST_PLACE, LONGEST_REMARK, MOST_REMARKS, Remark};
pub use stage::Stage;
pub use standing::{Passed, Standing, StepName};
pub use step::{Grounds, Known, MOST_OPEN, Question, Record, Step, Taken};
pub use way::{ConfidentialityReviewed, Decided, Entered, Kept, PackComplete, Published, Signed};
pub use withdrawal::{Withdrawing, Withdrawn};

#[cfg(test)]
mod tests;
