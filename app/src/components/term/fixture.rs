//! A term in a sentence.

use super::term;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::el;

pub fn states() -> Vec<State> {
    let word = say!("免审即享" / "granted without examination").to_owned();
    let meaning =
        say!("条件由机关核对，不用您提交材料。" / "The agency checks the conditions; you hand in nothing.").to_owned();
    let other = say!("累进" / "graduated").to_owned();
    let meaning_of_other =
        say!("按年龄分段，年龄越大，标准越高。" / "It rises by bands of age: the older, the more.").to_owned();
    let sentence = el("p")
        .child(say!("这一项" / "This one is "))
        .child(term(word, meaning))
        .child(say!("，到账后会通知您；" / "; you are told when it is paid; "))
        .child(say!("标准是" / "the amount is "))
        .child(term(other, meaning_of_other))
        .child(say!("的。" / "."));
    vec![State::new(say!("点词看意思" / "Press the word"), vec![sentence.into()])]
}
