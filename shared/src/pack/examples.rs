//! What someone of whom nothing is known sees first: a few real examples.

use super::Offer;

/// How many.
const EXAMPLES: usize = 3;

/// Those of `found` that name a sum before the others, and otherwise as they came.
pub fn examples<T>(found: &[T], offer: impl Fn(&T) -> &Offer) -> Vec<&T> {
    let names_sum = |one: &&T| offer(one).benefit.amount.is_some();
    found.iter().filter(names_sum).chain(found.iter().filter(|one| !names_sum(one))).take(EXAMPLES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Parts;

    #[test]
    fn sums_come_first_and_each_kind_keeps_its_order() {
        let parts: Parts = serde_json::from_str(include_str!("../../sample/elderly-allowance/pack.json")).unwrap();
        let with_sum = parts.offer.unwrap();
        let mut without = with_sum.clone();
        without.benefit.amount = None;
        let found: Vec<(u8, &Offer)> = vec![(1, &without), (2, &with_sum), (3, &without), (4, &with_sum)];
        let chosen: Vec<u8> = examples(&found, |(_, offer)| offer).iter().map(|(number, _)| *number).collect();
        assert_eq!(chosen, [2, 4, 1]);
        assert!(examples(&found[..0], |(_, offer)| offer).is_empty());
    }
}
