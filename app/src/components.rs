//! The parts that pages are made of: native elements first, each with its label, its keyboard behaviour and its words.

pub mod banners;
pub mod card;
pub mod fact_field;
pub mod field;
pub mod focus;
pub mod group;
pub mod head;
pub mod mark;
pub mod question;
pub mod shell;
