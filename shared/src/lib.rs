//! The rules of Mingbai, once: pure, without I/O, clock, randomness or globals. The browser decides with them at once; the worker decides with the
//! same code, and its word is final.
//!
//! Later modules may use earlier ones, never the other way round.
#![deny(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable
)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::unreachable)
)]

pub mod shanghai;

pub mod words;

pub mod visible;

pub mod digest;
mod ical;
pub mod iso;
pub mod law;
pub mod names;

pub mod calendar;

pub mod deadline;

pub mod limit;

pub mod agencies;

pub mod identity;

pub mod document;

pub mod quantity;

pub mod diff;

pub mod facts;

pub mod audience;

pub mod marks;

pub mod roles;

#[cfg(feature = "schema")]
pub mod schema;
pub mod session;

pub mod trail;

pub mod places;

pub mod register;

pub mod pack;

pub mod search;

pub mod notice;

pub mod request;

pub mod sync;

#[cfg(feature = "cli")]
pub mod cli;
