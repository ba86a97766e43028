//! Which of many possible pairs to take so that together they weigh most.

use std::collections::{BTreeMap, VecDeque};

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
    let mut matching = Matching { steps: MOST_STEPS, ..Matching::default() };
    for Candidate { old, new, weight } in candidates.iter().copied() {
        matching.partners.entry(old).or_default().push((new, weight));
    }
    let olds: Vec<usize> = matching.partners.keys().copied().collect();
    for old in olds {
        matching.take_in(old);
    }
    matching.of_old.into_iter().collect()
}

#[derive(Debug, Default)]
struct Matching {
    partners: BTreeMap<usize, Vec<(usize, i64)>>,
    of_old: BTreeMap<usize, usize>,
    of_new: BTreeMap<usize, usize>,
    steps: usize,
}

/// The best ways found to each of the new ones: what is gained by it, and from which old one.
type Ways = BTreeMap<usize, (i64, usize)>;

impl Matching {
    fn take_in(&mut self, old: usize) {
        let Some((ways, gains)) = self.ways(old) else { return self.take_free(old) };
        let free = ways.iter().filter(|(new, _)| !self.of_new.contains_key(new));
        let ends_free = free.map(|(&new, &(gain, _))| (gain, new)).max_by_key(|&(gain, new)| (gain, usize::MAX - new));
        let ends_without = gains.iter().map(|(&old, &gain)| (gain, old)).max_by_key(|&(gain, _)| gain);
        let last = match (ends_free, ends_without) {
            (Some((free, new)), Some((without, _))) if free >= without => Some(new),
            (_, Some((_, leaver))) => self.of_old.remove(&leaver),
            (free, None) => free.map(|(_, new)| new),
        };
        let mut end = last;
        while let Some(new) = end {
            let Some(&(_, from)) = ways.get(&new) else { return };
            end = self.of_old.insert(from, new);
            self.of_new.insert(new, from);
        }
    }

    /// The best ways from `start`, and what is gained where an old one on them goes without. None where there are no steps left.
    fn ways(&mut self, start: usize) -> Option<(Ways, BTreeMap<usize, i64>)> {
        let mut ways = Ways::new();
        let mut gains = BTreeMap::from([(start, 0_i64)]);
        let mut queue = VecDeque::from([start]);
        while let Some(old) = queue.pop_front() {
            let gain = gains.get(&old).copied().unwrap_or_default();
            for &(new, weight) in self.partners.get(&old).into_iter().flatten() {
                self.steps = self.steps.checked_sub(1)?;
                let holder = self.of_new.get(&new).copied();
                let total = gain.saturating_add(weight);
                if holder == Some(old) || ways.get(&new).is_some_and(|&(known, _)| known >= total) {
                    continue;
                }
                ways.insert(new, (total, old));
                let Some(holder) = holder else { continue };
                let left = total.saturating_sub(self.weight(holder, new));
                if gains.get(&holder).is_none_or(|&known| known < left) {
                    gains.insert(holder, left);
                    queue.push_back(holder);
                }
            }
        }
        Some((ways, gains))
    }

    fn weight(&self, old: usize, new: usize) -> i64 {
        let partners = self.partners.get(&old).into_iter().flatten();
        partners.filter(|(partner, _)| *partner == new).map(|&(_, weight)| weight).max().unwrap_or_default()
    }

    fn take_free(&mut self, old: usize) {
        let partners = self.partners.get(&old).into_iter().flatten();
        let free = partners.filter(|(new, _)| !self.of_new.contains_key(new));
        if let Some(&(new, _)) = free.max_by_key(|&&(new, weight)| (weight, usize::MAX - new)) {
            self.of_old.insert(old, new);
            self.of_new.insert(new, old);
        }
    }
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
