//! The field for an identity number, empty and wrong.

use std::rc::Rc;

use leptos::prelude::*;
use mingbai_shared::request::Field;

use super::{identity_number, in_groups};
use crate::components::field::{Around, Wrong, field};
use crate::components::say;
use crate::pages::patterns::State;
use crate::words::{request, t};

pub fn states() -> Vec<State> {
    // The example number of GB 11643-1999, with its last digit wrong.
    let typed = RwSignal::new("110105194912310021".to_owned());
    let control = identity_number(move || typed.get_untracked(), move |text| typed.set(text));
    let around = Around {
        label: t(Field::IdentityNumber.label()),
        hint: Some(t(request::IDENTITY_HINT)),
        below: in_groups(move || typed.get()).into(),
    };
    let wrong: Wrong = Rc::new(move || {
        typed
            .with(|typed| mingbai_shared::identity::check_resident_number(typed).is_err())
            .then(|| say!("校验码不对，请再核对一遍。" / "The check digit does not fit, please look again.").into())
    });
    vec![State::new(
        say!("边填边分组" / "In groups while typing"),
        vec![field("pattern-identity", around, &wrong, control)],
    )]
}
