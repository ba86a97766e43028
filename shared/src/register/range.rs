//! Ranges of packs: many in one answer, so that a first visit takes few requests, and each answer the same for everyone, so that it may be cached for ever.

use super::BUNDLE_ENTRIES;

/// The most bytes that a range has: what is lost at most when a connection breaks in it.
pub const LARGEST_RANGE: usize = 512 << 10;

/// A range of the highest level speaks of as many entries as a bundle.
pub const HIGHEST_LEVEL: u8 = BUNDLE_ENTRIES.ilog2() as u8;

/// What one more request costs, in bytes that could come instead: a slow line (1 Mbit/s, 400 ms there and back) with the six requests that a browser has under way at once.
const REQUEST_COST: usize = 8 << 10;

/// The packs of 2^level entries, from number × 2^level on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackRange {
    level: u8,
    number: u64,
}

/// What is known of an entry's pack before it is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Its length in bytes, by the entry.
    pub size: usize,
    /// Whether it is wanted.
    pub wanted: bool,
}

impl PackRange {
    /// None where the level is too high, or the entries beyond every log.
    pub fn new(level: u8, number: u64) -> Option<PackRange> {
        let end = number.checked_add(1)?.checked_mul(1u64.checked_shl(level.into())?)?;
        (level <= HIGHEST_LEVEL && end <= u64::MAX / 2).then_some(PackRange { level, number })
    }

    /// The first of its entries.
    pub fn first(self) -> u64 {
        self.number << self.level
    }

    /// How many entries it speaks of.
    pub fn entries(self) -> u64 {
        1 << self.level
    }

    /// Its address.
    pub fn path(self) -> String {
        format!("/packs/{}/{}", self.level, self.number)
    }
}

/// The ranges by which everything wanted comes at the least cost, in the order of the record. `packs` are those of all entries, from the first on.
///
/// A range whose packs are not all wanted is taken where that costs less than more requests do. It depends on the record and on what is here already, never on the person.
pub fn cheapest(packs: &[Needed]) -> Vec<PackRange> {
    let mut ranges = Vec::new();
    for (number, block) in (0..).zip(packs.chunks(BUNDLE_ENTRIES as usize)) {
        cover(block, PackRange { level: HIGHEST_LEVEL, number }, &mut ranges);
    }
    ranges
}

/// Adds the cheapest ranges for `packs`, which are those of `range` or as many of them as the log has. What they cost.
fn cover(packs: &[Needed], range: PackRange, ranges: &mut Vec<PackRange>) -> usize {
    if !packs.iter().any(|pack| pack.wanted) {
        return 0;
    }
    let bytes: usize = packs.iter().map(|pack| pack.size).sum();
    let (before, whole) = (ranges.len(), bytes.saturating_add(REQUEST_COST));
    let mut least = usize::MAX;
    if let Some(level) = range.level.checked_sub(1) {
        let (left, right) = packs.split_at(packs.len().min(1 << level));
        let half = |side| PackRange { level, number: range.number * 2 + side };
        least = cover(left, half(0), ranges).saturating_add(cover(right, half(1), ranges));
        let allowed = packs.len() as u64 == range.entries() && bytes <= LARGEST_RANGE;
        if !allowed || least < whole {
            return least;
        }
    }
    ranges.truncate(before);
    ranges.push(range);
    least.min(whole)
}

/// Writes a range: each pack after its length in four bytes, big endian. One that was taken down is empty.
pub fn range<'a>(packs: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for pack in packs {
        // No pack has four gigabytes: none would fit a row.
        bytes.extend((pack.len() as u32).to_be_bytes());
        bytes.extend(pack);
    }
    bytes
}

/// Reads a range back into its packs. None where the bytes end inside one.
pub fn read_range(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut packs = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (pack, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        packs.push(pack);
        bytes = rest;
    }
    Some(packs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(count: usize, size: usize) -> Vec<Needed> {
        vec![Needed { size, wanted: true }; count]
    }

    fn paths(packs: &[Needed]) -> Vec<String> {
        cheapest(packs).into_iter().map(PackRange::path).collect()
    }

    #[test]
    fn a_first_visit_takes_few_requests_and_a_catch_up_two() {
        // 128 packs of 2,400 bytes fit into a range, 256 do not.
        let first = paths(&all(1000, 2400));
        assert_eq!(first.len(), 10);
        assert_eq!((first.first().unwrap().as_str(), first.last().unwrap().as_str()), ("/packs/7/0", "/packs/3/124"));
        let mut more = all(1010, 2400);
        more[..1000].iter_mut().for_each(|pack| pack.wanted = false);
        assert_eq!(paths(&more), ["/packs/3/125", "/packs/1/504"]);
    }

    #[test]
    fn a_few_versions_that_nobody_needs_come_along_and_many_do_not() {
        let mut packs = all(8, 2400);
        packs[3].wanted = false;
        assert_eq!(paths(&packs), ["/packs/3/0"]);
        let mut packs = all(8, 60_000);
        packs[3].wanted = false;
        assert_eq!(paths(&packs), ["/packs/1/0", "/packs/0/2", "/packs/2/1"]);
    }

    /// Every way to cover a block of four by ranges, by trying all sets of its seven ranges.
    fn cheapest_by_trying(packs: &[Needed]) -> usize {
        let ranges =
            [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 0)].map(|(l, n)| PackRange::new(l, n).unwrap());
        let mut least = usize::MAX;
        for set in 0u32..1 << ranges.len() {
            let chosen = || (0..ranges.len()).filter(|bit| set >> bit & 1 == 1).map(|bit| ranges[bit]);
            let covers = |index: usize| {
                chosen().any(|range| (range.first()..range.first() + range.entries()).contains(&(index as u64)))
            };
            let bytes = |range: PackRange| -> usize {
                packs.iter().skip(range.first() as usize).take(range.entries() as usize).map(|pack| pack.size).sum()
            };
            let allowed = chosen().all(|range| {
                range.first() + range.entries() <= packs.len() as u64
                    && (range.entries() == 1 || bytes(range) <= LARGEST_RANGE)
            });
            if allowed && (0..packs.len()).all(|index| !packs[index].wanted || covers(index)) {
                least = least.min(chosen().map(|range| bytes(range) + REQUEST_COST).sum());
            }
        }
        least
    }

    proptest! {
        #[test]
        fn no_other_ranges_cost_less(packs in proptest::collection::vec((0usize..400_000, any::<bool>()), 0..5)) {
            let packs: Vec<Needed> = packs.into_iter().map(|(size, wanted)| Needed { size, wanted }).collect();
            let cost: usize = cheapest(&packs).iter().map(|range| {
                let first = range.first() as usize;
                packs[first..first + range.entries() as usize].iter().map(|pack| pack.size).sum::<usize>() + REQUEST_COST
            }).sum();
            prop_assert_eq!(cost, cheapest_by_trying(&packs));
        }

        #[test]
        fn all_that_is_wanted_comes_once(wanted in proptest::collection::vec(any::<bool>(), 0..700), size in 0usize..9000) {
            let packs: Vec<Needed> = wanted.iter().map(|wanted| Needed { size, wanted: *wanted }).collect();
            let mut came = vec![0; packs.len()];
            for range in cheapest(&packs) {
                prop_assert_eq!(PackRange::new(range.level, range.number), Some(range));
                (range.first()..range.first() + range.entries()).for_each(|index| came[index as usize] += 1);
            }
            for (pack, times) in packs.iter().zip(came) {
                prop_assert!(times == 1 || (times == 0 && !pack.wanted));
            }
        }

        #[test]
        fn ranges_hold_any_packs(packs in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..20)) {
            let bytes = range(packs.iter().map(Vec::as_slice));
            prop_assert_eq!(read_range(&bytes), Some(packs.iter().map(Vec::as_slice).collect()));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Some(packs) = read_range(&bytes) {
                prop_assert_eq!(range(packs), bytes);
            }
        }
    }
}
