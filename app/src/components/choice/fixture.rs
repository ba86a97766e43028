//! Every state of a choice.

use leptos::prelude::*;

use super::{choices, option};
use crate::components::say;
use crate::pages::patterns::State;

pub fn states() -> Vec<State> {
    let way = RwSignal::new(None::<usize>);
    let ways = [say!("当面领取" / "In person"), say!("邮寄" / "By post"), say!("在线下载" / "Online")];
    let options = ways
        .into_iter()
        .enumerate()
        .map(|(at, words)| option("pattern-way", words, move || way.get() == Some(at), move || way.set(Some(at))));
    vec![State::new(
        say!("还没有选" / "Nothing chosen"),
        vec![choices(say!("怎么领取" / "How to get it"), options.collect())],
    )]
}
