//! What comes to people of itself (办法 art. 30): targeted notices and 办事提醒. Whom a notice is for, each device finds by itself.

mod approval;
mod breadth;
mod ceiling;
mod check;
mod draft;
mod form;
pub mod package;
mod panel;
mod personal;
mod reach;
pub mod remind;
mod step;
pub mod tickle;
pub mod wording;

pub use approval::{Approved, MOST_OPEN, NotTaken, Proposed, Recalled, Returned, Sending, Stage, Standing};
pub use ceiling::{MOST_COMING_UP, MOST_SENT, comes_up, next_free};
pub use check::{Basis, fit};
pub use draft::Draft;
pub use form::{LARGEST_NOTICE, Notice, NoticeKind, Recall, RecallReason};
pub use panel::{Sample, panel};
pub use reach::{Choice, Choices, Reach, Reader};
pub use step::{Grounds, Step, Taken};
