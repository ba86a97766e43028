//! Where the differences stand: in the order of the new text, what was removed where it stood.

use std::collections::BTreeMap;

/// Where one difference stands in the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    pub(super) moved: bool,
}

/// Every unit of both texts once. `pairs` are sorted by their first member, and no member stands twice.
pub(super) fn in_order(pairs: &[(usize, usize)], old_units: usize, new_units: usize) -> Vec<Place> {
    let stayed: BTreeMap<usize, usize> = longest_chain(pairs).into_iter().collect();
    let paired: BTreeMap<usize, usize> = pairs.iter().copied().collect();
    // Before which unit of the new text each removed one stands.
    let mut removed: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut place = 0;
    for old in 0..old_units {
        if let Some(new) = stayed.get(&old) {
            place = new.saturating_add(1);
        }
        if !paired.contains_key(&old) {
            removed.entry(place).or_default().push(old);
        }
    }
    let sources: BTreeMap<usize, usize> = pairs.iter().map(|&(old, new)| (new, old)).collect();
    let mut places = Vec::with_capacity(old_units.saturating_add(new_units));
    for new in 0..=new_units {
        let gone = removed.remove(&new).unwrap_or_default();
        places.extend(gone.into_iter().map(|old| Place { old: Some(old), new: None, moved: false }));
        if new < new_units {
            let old = sources.get(&new).copied();
            let moved = old.is_some_and(|old| !stayed.contains_key(&old));
            places.push(Place { old, new: Some(new), moved });
        }
    }
    places
}

/// The longest part of `pairs` in which the second members rise as the first do: what kept its order. `pairs` are sorted by the first, none of which
/// stands twice.
pub(super) fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length the chain that ends lowest, as (its last second member, the place of its last pair).
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&(end, _)| end < second);
        let shorter = length.checked_sub(1).and_then(|shorter| ends.get(shorter));
        before.push(shorter.map(|&(_, at)| at));
        match ends.get_mut(length) {
            Some(end) => *end = (second, at),
            None => ends.push((second, at)),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().map(|&(_, at)| at);
    while let Some(at) = next {
        chain.extend(pairs.get(at));
        next = before.get(at).copied().flatten();
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_removed_stands_after_what_stayed_before_it() {
        // The fifth moved to the front; the third and fourth went; one came before the last.
        let places = in_order(&[(0, 1), (1, 2), (4, 0), (5, 4)], 6, 5);
        let said: Vec<_> = places.iter().map(|place| (place.old, place.new, place.moved)).collect();
        let stayed = |old, new| (Some(old), Some(new), false);
        let gone = |old| (Some(old), None, false);
        let came = (None, Some(3), false);
        assert_eq!(said, [(Some(4), Some(0), true), stayed(0, 1), stayed(1, 2), gone(2), gone(3), came, stayed(5, 4)]);
    }

    proptest! {
        /// Against all parts of a few pairs.
        #[test]
        fn no_chain_is_longer(seconds in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle(), n in 0..9usize) {
            let pairs: Vec<(usize, usize)> = seconds.into_iter().take(n).enumerate().collect();
            let rises = |part: &[(usize, usize)]| part.windows(2).all(|two| two[0].1 < two[1].1);
            let longest = (0..1u32 << n)
                .map(|mask| pairs.iter().copied().filter(|(at, _)| mask >> at & 1 == 1).collect::<Vec<_>>())
                .filter(|part| rises(part))
                .map(|part| part.len())
                .max();
            let chain = longest_chain(&pairs);
            prop_assert!(rises(&chain) && chain.iter().all(|pair| pairs.contains(pair)));
            prop_assert_eq!(Some(chain.len()), longest);
        }
    }
}
