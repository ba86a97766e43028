//! 依申请公开: asking an agency for information (条例 art. 27-33; 办法 art. 49).
//!
//! A person writes a [`Draft`]; [`Form::read`] makes a [`Form`] of it or says what is missing. The form goes device → `Person` → `Agency`; the agency
//! gives it a number and keeps the authoritative [`Case`]. Its staff see a [`ListedCase`]; who asks they read for a [`Purpose`], and each [`Reading`] is told.

mod case;
mod clock;
mod form;
mod listed;
mod mutation;
mod reading;
mod wording;

pub use case::{Case, CaseNumber, Standing};
pub use clock::{CaseClock, Happened, Happening, Moved, NotAllowed, Noted, Stated};
pub use form::{Applicant, Delivery, Draft, Field, FieldProblem, Form, IdentityKind, Medium, Problem};
pub use listed::{ListedCase, by_due_day};
pub use mutation::PersonMutation;
pub use reading::{Purpose, Reading};
