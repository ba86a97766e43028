//! Which of many possible pairs to take so that together they weigh most.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::super::order::set;

/// A pair that could be, and how much speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) old: usize,
    pub(super) new: usize,
    /// Above zero.
    pub(super) weight: i64,
}

/// Steps of the search before the rest is taken as it comes: half a second at most. The laws at hand take a thousandth of it.
const MOST_STEPS: usize = 4_000_000;

/// The pairs of the heaviest matching, sorted: every `old` and `new` at most once, and the sum of weights as large as it can be.
///
/// One `old` after the other finds the best way in, for which others may change partners or go without (successive best augmenting paths, found by
/// Bellman-Ford; each keeps the matching of those so far the heaviest). Where that takes too long, the rest take the best partner that is still free.
pub(super) fn heaviest(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let count = |of: fn(&Candidate) -> usize| candidates.iter().map(of).max().map_or(0, |last| last.saturating_add(1));
    let (olds, news) = (count(|one| one.old), count(|one| one.new));
    let mut matching = Matching {
        partners: vec![Vec::new(); olds],
        of_old: vec![None; olds],
        of_new: vec![None; news],
        ways: vec![None; news],
        gains: vec![None; olds],
        steps: MOST_STEPS,
    };
    for &Candidate { old, new, weight } in candidates {
        if let Some(partners) = matching.partners.get_mut(old) {
            partners.push((new, weight));
        }
    }
    (0..olds).for_each(|old| matching.take_in(old));
    matching.of_old.into_iter().enumerate().filter_map(|(old, new)| Some((old, new?))).collect()
}

#[derive(Debug)]
struct Matching {
    /// Whom each old one could have, and how much speaks for it.
    partners: Vec<Vec<(usize, i64)>>,
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
    /// The best way found to each of the new ones: what is gained by it, and from which old one. None between two searches.
    ways: Vec<Option<(i64, usize)>>,
    /// What is gained where an old one goes without. None between two searches.
    gains: Vec<Option<i64>>,
    steps: usize,
}

fn at<T: Copy>(places: &[Option<T>], at: usize) -> Option<T> {
    places.get(at).copied().flatten()
}

impl Matching {
    fn take_in(&mut self, old: usize) {
        let (mut olds, mut news) = (vec![old], Vec::new());
        if self.search(&mut olds, &mut news).is_none() {
            self.take_free(old);
        } else {
            self.change_partners(&olds, &news);
        }
        news.into_iter().for_each(|new| set(&mut self.ways, new, None));
        olds.into_iter().for_each(|old| set(&mut self.gains, old, None));
    }

    /// Finds the best ways from the one of `olds`; adds whom they reach. None where there are no steps left.
    fn search(&mut self, olds: &mut Vec<usize>, news: &mut Vec<usize>) -> Option<()> {
        let mut queue: VecDeque<usize> = olds.iter().copied().collect();
        queue.iter().for_each(|&start| set(&mut self.gains, start, Some(0)));
        while let Some(old) = queue.pop_front() {
            let gain = at(&self.gains, old).unwrap_or_default();
            for &(new, weight) in self.partners.get(old).into_iter().flatten() {
                self.steps = self.steps.checked_sub(1)?;
                let holder = at(&self.of_new, new);
                let total = gain.saturating_add(weight);
                let known = at(&self.ways, new);
                if holder == Some(old) || known.is_some_and(|(known, _)| known >= total) {
                    continue;
                }
                if known.is_none() {
                    news.push(new);
                }
                set(&mut self.ways, new, Some((total, old)));
                let Some(holder) = holder else { continue };
                let left = total.saturating_sub(weight_of(&self.partners, holder, new));
                let known = at(&self.gains, holder);
                if known.is_none_or(|known| known < left) {
                    if known.is_none() {
                        olds.push(holder);
                    }
                    set(&mut self.gains, holder, Some(left));
                    queue.push_back(holder);
                }
            }
        }
        Some(())
    }

    /// Goes the best way, which ends at a new one that is free, or at an old one that goes without.
    fn change_partners(&mut self, olds: &[usize], news: &[usize]) {
        let free = news.iter().filter(|new| at(&self.of_new, **new).is_none());
        let free = free.filter_map(|&new| Some((at(&self.ways, new)?.0, new)));
        let free = free.max_by_key(|&(gain, new)| (gain, Reverse(new)));
        let without = olds.iter().filter_map(|&old| Some((at(&self.gains, old)?, old))).max_by_key(|&(gain, _)| gain);
        let mut end = match (free, without) {
            (Some((free, new)), Some((without, _))) if free >= without => Some(new),
            (_, Some((_, leaver))) => self.of_old.get_mut(leaver).and_then(Option::take),
            (free, None) => free.map(|(_, new)| new),
        };
        while let Some(new) = end {
            let Some((_, from)) = at(&self.ways, new) else { return };
            end = self.of_old.get_mut(from).and_then(|partner| partner.replace(new));
            set(&mut self.of_new, new, Some(from));
        }
    }

    fn take_free(&mut self, old: usize) {
        let partners = self.partners.get(old).into_iter().flatten();
        let free = partners.filter(|(new, _)| at(&self.of_new, *new).is_none());
        if let Some(&(new, _)) = free.max_by_key(|&&(new, weight)| (weight, Reverse(new))) {
            set(&mut self.of_old, old, Some(new));
            set(&mut self.of_new, new, Some(old));
        }
    }
}

fn weight_of(partners: &[Vec<(usize, i64)>], old: usize, new: usize) -> i64 {
    let partners = partners.get(old).into_iter().flatten();
    partners.filter(|(partner, _)| *partner == new).map(|&(_, weight)| weight).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The most that any matching weighs, by trying them all.
    fn most(candidates: &[Candidate], taken: &[Candidate]) -> i64 {
        let Some((first, rest)) = candidates.split_first() else {
            return taken.iter().map(|one| one.weight).sum();
        };
        let without = most(rest, taken);
        if taken.iter().any(|one| one.old == first.old || one.new == first.new) {
            return without;
        }
        without.max(most(rest, &[taken, &[*first]].concat()))
    }

    fn weight(pairs: &[(usize, usize)], candidates: &[Candidate]) -> i64 {
        let of = |pair: &(usize, usize)| candidates.iter().find(|one| (one.old, one.new) == *pair).unwrap().weight;
        pairs.iter().map(of).sum()
    }

    proptest! {
        #[test]
        fn no_matching_is_heavier(edges in proptest::collection::btree_map((0..6usize, 0..6usize), 1..40i64, 0..16)) {
            let candidates: Vec<Candidate> =
                edges.into_iter().map(|((old, new), weight)| Candidate { old, new, weight }).collect();
            let pairs = heaviest(&candidates);
            for (at, one) in pairs.iter().enumerate() {
                prop_assert!(pairs[at + 1..].iter().all(|other| other.0 != one.0 && other.1 != one.1));
            }
            prop_assert_eq!(weight(&pairs, &candidates), most(&candidates, &[]));
        }
    }

    #[test]
    fn without_steps_everyone_still_finds_a_partner() {
        let each_with_each = (0..2_500).flat_map(|old| (0..4).map(move |new| (old, (old + new) % 2_500)));
        let candidates: Vec<Candidate> = each_with_each
            .map(|(old, new)| Candidate { old, new, weight: 1_000 + ((old * 7 + new * 13) % 17) as i64 })
            .collect();
        assert!(heaviest(&candidates).len() > 2_000);
    }
}
