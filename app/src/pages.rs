//! One module for each page; each opens with what stands first on it.

pub mod calendar;
pub mod case_clock;
pub mod clock;
pub mod failed;
pub mod home;
pub mod me;
pub mod not_found;
pub mod not_here;
pub mod notices;
#[cfg(feature = "patterns")]
pub mod patterns;
pub mod policies;
pub mod preview;
pub mod reader;
pub mod reminders;
pub mod request;
pub mod requests;
pub mod sign_in;
pub mod staff;
