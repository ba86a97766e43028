//! Private sync: mutations up, rows down; knows no subject (design: nothing acknowledged is lost, nothing is done twice).
//!
//! A device has an identity and numbers its mutations from 1. The server takes them in order, each once, and answers after its write is durable.

mod client;
mod message;
mod server;

pub use client::{Identity, Step, take};
pub use message::{Answer, Call, Outcome, Refusal, Row, Scope, Sent};
pub use server::{Admission, Known, admit};
