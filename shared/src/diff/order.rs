//! Where the differences stand: in the order of the new text, what was removed where it stood.

/// Where one difference stands in the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
    pub(super) moved: bool,
}

/// Every unit of both texts once. `pairs` are sorted by their first member, and no member stands twice.
pub(super) fn in_order(pairs: &[(usize, usize)], old_units: usize, new_units: usize) -> Vec<Place> {
    let mut paired = vec![false; old_units];
    let mut sources: Vec<Option<usize>> = vec![None; new_units];
    for &(old, new) in pairs {
        set(&mut paired, old, true);
        set(&mut sources, new, Some(old));
    }
    let mut stayed: Vec<Option<usize>> = vec![None; old_units];
    for (old, new) in longest_chain(pairs) {
        set(&mut stayed, old, Some(new));
    }
    // Before which unit of the new text each removed one stands.
    let mut removed: Vec<Vec<usize>> = vec![Vec::new(); new_units.saturating_add(1)];
    let mut place = 0;
    for (old, (stayed, paired)) in stayed.iter().zip(paired).enumerate() {
        place = stayed.map_or(place, |new| new.saturating_add(1));
        if !paired && let Some(removed) = removed.get_mut(place) {
            removed.push(old);
        }
    }
    let mut places = Vec::with_capacity(old_units.saturating_add(new_units));
    for (new, gone) in removed.into_iter().enumerate() {
        places.extend(gone.into_iter().map(|old| Place { old: Some(old), new: None, moved: false }));
        if let Some(&old) = sources.get(new) {
            let moved = old.is_some_and(|old| stayed.get(old).copied().flatten().is_none());
            places.push(Place { old, new: Some(new), moved });
        }
    }
    places
}

/// Puts `value` at a place that is there.
pub(super) fn set<T>(places: &mut [T], at: usize, value: T) {
    if let Some(place) = places.get_mut(at) {
        *place = value;
    }
}

/// What all that is sorted here is sorted by: each type of its own would bring a sort of its own into the app, five kilobytes each.
pub(super) fn sort(keyed: &mut [(u64, usize)]) {
    keyed.sort_unstable();
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
