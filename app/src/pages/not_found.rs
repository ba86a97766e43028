//! An address that leads nowhere: what to do instead.

use crate::components::head::page_head;
use crate::view::{View, classed, link, many};
use crate::words::{frame, t};

pub fn page() -> View {
    many([
        page_head((), t(frame::NOT_FOUND_TITLE)).into(),
        classed("p", "lead").child(t(frame::NOT_FOUND)).into(),
        classed("p", "actions")
            .child(link("button", "/", t(frame::TO_HOME)))
            .child(link("button quiet", "/policies", t(frame::TO_POLICIES)))
            .into(),
    ])
}
