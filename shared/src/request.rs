//! 依申请公开: asking an agency for information (条例 art. 27-33; 办法 art. 49).
//!
//! A person writes a [`Draft`]; [`Form::read`] makes a [`Form`] of it or says what is missing. The form goes device → `Person` → `Agency`; the agency
//! gives it a number and keeps the authoritative [`Case`].

mod case;
mod form;
mod mutation;
mod wording;

pub use case::{Case, CaseNumber, Standing, legal_day};
pub use form::{Applicant, Delivery, Draft, Field, FieldProblem, Form, IdentityKind, Medium, Problem};
pub use mutation::PersonMutation;
