//! Texts too long to compare each word with each: held together by runs of words that stand once in each, and compared between them.

use super::super::order::{longest_chain, sort};
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
    let (old_runs, new_runs) = (single_runs(old), single_runs(new));
    let words = |tokens: &[Token<'_>], at: usize| -> Vec<usize> {
        tokens.iter().skip(at).take(RUN).map(|token| token.word).collect()
    };
    let place = |&(run, at): &(u64, usize)| {
        let found = new_runs.binary_search_by_key(&run, |&(other, _)| other).ok()?;
        let new_at = new_runs.get(found)?.1;
        // Two runs may have one sum by chance.
        (words(old, at) == words(new, new_at)).then_some((u64::try_from(at).ok()?, new_at))
    };
    let mut common: Vec<(u64, usize)> = old_runs.iter().filter_map(place).collect();
    sort(&mut common);
    common.into_iter().filter_map(|(at, new_at)| Some((usize::try_from(at).ok()?, new_at))).collect()
}

/// The sums of the runs that stand once, sorted, each with its place.
fn single_runs(tokens: &[Token<'_>]) -> Vec<(u64, usize)> {
    // FNV-1a, by words instead of bytes.
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    const FACTOR: u64 = 0x0100_0000_01b3;
    let step = |sum: u64, token: &Token<'_>| (sum ^ u64::try_from(token.word).unwrap_or_default()).wrapping_mul(FACTOR);
    let mut runs: Vec<(u64, usize)> =
        tokens.windows(RUN).enumerate().map(|(at, run)| (run.iter().fold(START, step), at)).collect();
    sort(&mut runs);
    let single = |same: &[(u64, usize)]| if let [one] = same { Some(*one) } else { None };
    runs.chunk_by(|one, other| one.0 == other.0).filter_map(single).collect()
}
