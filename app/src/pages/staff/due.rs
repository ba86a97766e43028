//! 时限: what is due at an agency.

use leptos::prelude::*;
use mingbai_shared::roles::Action;

use super::not_staff;
use crate::components::empty::empty;
use crate::components::print::on_paper;
use crate::components::shell::head::page_head;
use crate::components::shell::side;
use crate::device::Device;
use crate::parts::with_clocks;
use crate::view::{View, live, many};
use crate::words::{outlook, t};

pub fn page() -> View {
    let device = expect_context::<Device>();
    let may = Memo::new(move |_| device.who().is_some_and(|session| session.role.carries(Action::ReadCases)));
    many([
        live(|| page_head((), t(outlook::TITLE))),
        live(move || match may.get() {
            true => many([
                side().into(),
                with_clocks(device, move |clocks| match clocks {
                    Some(clocks) => (clocks.outlook)(device),
                    None => empty(t(outlook::NO_CLOCKS)).into(),
                }),
                on_paper(Box::new(|| "/staff/due".to_owned())),
            ]),
            false => not_staff(device),
        }),
    ])
}
