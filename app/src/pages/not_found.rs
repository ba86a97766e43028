//! An address that leads nowhere: what to do instead.

use crate::components::button::{Kind, actions, button_link};
use crate::components::shell::head::page_head;
use crate::view::{View, classed, many};
use crate::words::{frame, reader, t};

pub fn page() -> View {
    many([
        page_head((), t(frame::NOT_FOUND_TITLE)).into(),
        classed("p", "lead").child(t(frame::NOT_FOUND)).into(),
        actions()
            .child(button_link(Kind::Main, "/", t(frame::TO_HOME)))
            .child(button_link(Kind::Quiet, "/policies", t(reader::TO_POLICIES)))
            .into(),
    ])
}
