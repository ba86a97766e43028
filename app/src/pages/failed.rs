//! What went wrong with something that staff do; and where it is that they are signed in no more, or too long ago for it, the way to sign in and back.

use crate::components::button::{Kind, actions, button_link};
use crate::device::Device;
use crate::network::Problem;
use crate::view::{View, classed, many};
use crate::words::{fill, frame, language, me, sign_in, t};

/// In words, with the way back to `here`.
pub fn failed(device: Device, here: &str, problem: &Problem) -> View {
    let again = device.who().filter(|_| problem.code == "prove_again");
    let again = again.map(|session| actions().child(button_link(Kind::Main, session.again(here), t(sign_in::AGAIN))));
    let in_first =
        (problem.code == "signed_out").then(|| actions().child(button_link(Kind::Main, "/sign-in", t(frame::SIGN_IN))));
    let why = fill(t(me::FAILED), &[problem.sentence(language())]);
    many([classed("p", "field-error").child(why).into(), again.into(), in_first.into()])
}
