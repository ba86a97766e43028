//! 时限: what is due at an agency.

use super::for_staff;
use crate::components::empty::empty;
use crate::components::print::on_paper;
use crate::parts::with_clocks;
use crate::view::{View, many};
use crate::words::{outlook, t};

pub fn page() -> View {
    for_staff(outlook::TITLE, |device| {
        many([
            with_clocks(device, move |clocks| match clocks {
                Some(clocks) => (clocks.outlook)(device),
                None => empty(t(outlook::NO_CLOCKS)).into(),
            }),
            on_paper(Box::new(|| "/staff/due".to_owned())),
        ])
    })
}
