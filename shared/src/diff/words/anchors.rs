//! Texts too long to compare each word with each: held together by runs of words that stand once in each, and compared between them.

use super::super::order::longest_chain;
use super::align::align;
use super::tokens::Token;
use super::{Effort, Step};

/// How many tokens make a run.
const RUN: usize = 8;

/// Steps from `old` to `new`. What lies between two runs and is still too long is removed and added whole.
pub(super) fn steps(old: &[Token<'_>], new: &[Token<'_>], effort: &mut Effort) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut old_at, mut new_at) = (0_usize, 0_usize);
    for (old_run, new_run) in longest_chain(&common(old, new)) {
        // A run begins within the one before it where the whole stretch is the same; elsewhere only one of them can be kept.
        let overlap = old_at.saturating_sub(old_run).max(new_at.saturating_sub(new_run));
        let (old_from, new_from) = (old_run.saturating_add(overlap), new_run.saturating_add(overlap));
        let straight = old_from == old_at && new_from == new_at;
        if overlap >= RUN || (overlap > 0 && !straight) {
            continue;
        }
        between(old.get(old_at..old_from), new.get(new_at..new_from), effort, &mut steps);
        steps.extend(std::iter::repeat_n(Step::Keep, RUN.saturating_sub(overlap)));
        (old_at, new_at) = (old_run.saturating_add(RUN), new_run.saturating_add(RUN));
    }
    between(old.get(old_at..), new.get(new_at..), effort, &mut steps);
    steps
}

fn between(old: Option<&[Token<'_>]>, new: Option<&[Token<'_>]>, effort: &mut Effort, steps: &mut Vec<Step>) {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    if !old.is_empty() && !new.is_empty() && effort.spend(old.len(), new.len()) {
        steps.extend(align(old, new));
    } else {
        steps.extend(std::iter::repeat_n(Step::Remove, old.len()));
        steps.extend(std::iter::repeat_n(Step::Add, new.len()));
    }
}

/// Where the runs begin that stand once in each, sorted by their place in `old`.
fn common(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<(usize, usize)> {
    let (old, new) = (single_runs(old), single_runs(new));
    let place = |(run, at): &([usize; RUN], usize)| {
        let found = new.binary_search_by_key(&run, |(other, _)| other).ok()?;
        new.get(found).map(|&(_, new_at)| (*at, new_at))
    };
    let mut common: Vec<(usize, usize)> = old.iter().filter_map(place).collect();
    common.sort_unstable();
    common
}

fn single_runs(tokens: &[Token<'_>]) -> Vec<([usize; RUN], usize)> {
    let words: Vec<usize> = tokens.iter().map(|token| token.word).collect();
    let mut runs: Vec<([usize; RUN], usize)> =
        words.windows(RUN).enumerate().filter_map(|(at, run)| Some((run.try_into().ok()?, at))).collect();
    runs.sort_unstable();
    let single = |same: &[([usize; RUN], usize)]| if let [one] = same { Some(*one) } else { None };
    runs.chunk_by(|one, other| one.0 == other.0).filter_map(single).collect()
}
