//! Private sync: mutations up, rows down; knows no subject (design: nothing acknowledged is lost, nothing is done twice).
//!
//! Two machines without I/O. A device has an identity and numbers its mutations from 1; [`device`] says what it writes, sends and makes of an answer.
//! The server takes them in order, each once, and answers after its write is durable; [`server`] says how, over whatever ledger it is given. The
//! app and the worker carry out what these say, and so does the [`simulation`], which breaks everything around them.

pub mod device;
mod message;
pub mod server;
#[cfg(any(test, feature = "cli"))]
pub mod simulation;

pub use device::Identity;
pub use message::{Answer, Call, Outcome, Refusal, Row, Scope, Sent, first_version};
