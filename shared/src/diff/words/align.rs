//! The most readable way from one text to the other.
//!
//! Of all ways the one that costs a reader least: each removed and added character counts, and each change has a price of its own, since the eye must
//! find it. So what stays between two changes must be worth it: three characters at least. A change that begins and ends at a mark is cheaper than
//! one that cuts a sentence elsewhere.

use super::Step;
use super::tokens::Token;

/// A character removed or added.
const CHARACTER: u32 = 4;

/// A change, however short: as much as five characters.
const CHANGE: u32 = 20;

/// A change that begins after no mark, or ends before none.
const EDGE: u32 = 3;

/// One that ends with a mark instead. Less than one that begins with it: of what was put into a list, or between sentences, the mark after it counts.
const ENDS_WITH_MARK: u32 = 1;

/// One that begins with a mark instead.
const BEGINS_WITH_MARK: u32 = 2;

/// Bits of a cell's trace: the kept state came from a change; the change came by adding; the change began here.
const FROM_CHANGE: u8 = 1;
const BY_ADDING: u8 = 2;
const BEGAN: u8 = 4;

/// The costs of having come to a cell, by what was done last.
#[derive(Clone, Copy, Debug)]
struct Cost {
    kept: u32,
    changed: u32,
}

const UNREACHED: Cost = Cost { kept: u32::MAX, changed: u32::MAX };

/// The cheapest steps (Gotoh's alignment: a table of old by new tokens, with and without an open change).
pub(super) fn align(old: &[Token<'_>], new: &[Token<'_>]) -> Vec<Step> {
    let width = new.len().saturating_add(1);
    let mut trace: Vec<u8> = Vec::with_capacity(old.len().saturating_add(1).saturating_mul(width));
    let mut above: Vec<Cost> = Vec::new();
    for row in 0..=old.len() {
        let removed = row.checked_sub(1).and_then(|row| old.get(row));
        let old_next = old.get(row);
        let mut costs: Vec<Cost> = Vec::with_capacity(width);
        let mut left = UNREACHED;
        let mut corner = UNREACHED;
        let mut added: Option<&Token<'_>> = None;
        for column in 0..width {
            let up = above.get(column).copied().unwrap_or(UNREACHED);
            let next = new.get(column);
            let mut traced = 0;
            let mut cost = UNREACHED;
            if row == 0 && column == 0 {
                cost.kept = 0;
            }
            if let (Some(removed), Some(added)) = (removed, added)
                && removed.word == added.word
            {
                let after_change = corner.changed.saturating_add(end(row, column, old, new));
                cost.kept = corner.kept.min(after_change);
                if after_change < corner.kept {
                    traced |= FROM_CHANGE;
                }
            }
            if let Some(removed) = removed {
                let at = Corner {
                    before: row.checked_sub(2).and_then(|row| old.get(row)),
                    old: Some(removed),
                    new: next,
                    first: row == 1,
                };
                let (by, began) = one_more(up, removed, at);
                cost.changed = by;
                traced |= if began { BEGAN } else { 0 };
            }
            if let Some(added) = added {
                let at = Corner { before: removed, old: old_next, new: Some(added), first: row == 0 };
                let (by, began) = one_more(left, added, at);
                if by < cost.changed {
                    cost.changed = by;
                    traced = (traced & FROM_CHANGE) | BY_ADDING | if began { BEGAN } else { 0 };
                }
            }
            trace.push(traced);
            costs.push(cost);
            (left, corner, added) = (cost, up, next);
        }
        above = costs;
    }
    let ends_in_change = above.last().is_some_and(|cost| cost.changed < cost.kept);
    walk_back(&trace, old.len(), new.len(), ends_in_change)
}

/// Where a change can begin.
struct Corner<'a, 'b> {
    /// The token that stays before it.
    before: Option<&'a Token<'b>>,
    /// The next of each text.
    old: Option<&'a Token<'b>>,
    new: Option<&'a Token<'b>>,
    /// Whether the text begins here.
    first: bool,
}

/// What it costs to change one token more, and whether a new change is the cheaper way.
fn one_more(from: Cost, token: &Token<'_>, at: Corner<'_, '_>) -> (u32, bool) {
    let pause = |token: Option<&Token<'_>>| token.is_some_and(|token| token.pause);
    let edge = match () {
        () if at.first || pause(at.before) => 0,
        () if pause(at.old) || pause(at.new) => BEGINS_WITH_MARK,
        () => EDGE,
    };
    let begun = from.kept.saturating_add(CHANGE).saturating_add(edge);
    let cheaper = from.changed.min(begun);
    (cheaper.saturating_add(token.length.saturating_mul(CHARACTER)), begun < from.changed)
}

/// What it costs that a change ends before the token that `row` and `column` have just passed.
fn end(row: usize, column: usize, old: &[Token<'_>], new: &[Token<'_>]) -> u32 {
    let pause = |tokens: &[Token<'_>], before: usize, passed: usize| {
        passed.checked_sub(before).and_then(|at| tokens.get(at)).is_some_and(|token| token.pause)
    };
    if pause(old, 1, row) {
        0
    } else if pause(old, 2, row) || pause(new, 2, column) {
        ENDS_WITH_MARK
    } else {
        EDGE
    }
}

fn walk_back(trace: &[u8], rows: usize, columns: usize, ends_in_change: bool) -> Vec<Step> {
    let width = columns.saturating_add(1);
    let (mut row, mut column, mut in_change) = (rows, columns, ends_in_change);
    let mut steps = Vec::with_capacity(rows.saturating_add(columns));
    while row > 0 || column > 0 {
        let traced = trace.get(row.saturating_mul(width).saturating_add(column)).copied().unwrap_or_default();
        if in_change {
            in_change = traced & BEGAN == 0;
            if traced & BY_ADDING == 0 {
                steps.push(Step::Remove);
                row = row.saturating_sub(1);
            } else {
                steps.push(Step::Add);
                column = column.saturating_sub(1);
            }
        } else {
            in_change = traced & FROM_CHANGE != 0;
            steps.push(Step::Keep);
            (row, column) = (row.saturating_sub(1), column.saturating_sub(1));
        }
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use proptest::prelude::*;

    /// What a change costs, from and to a place in both texts, said anew from the rule.
    fn change(old: &[Token<'_>], new: &[Token<'_>], from: (usize, usize), to: (usize, usize)) -> u32 {
        let pause =
            |tokens: &[Token<'_>], at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.pause);
        let begin = if from.0 == 0 || pause(old, from.0.checked_sub(1)) {
            0
        } else if pause(old, Some(from.0)) || pause(new, Some(from.1)) {
            BEGINS_WITH_MARK
        } else {
            EDGE
        };
        let end = if to == (old.len(), new.len()) || pause(old, Some(to.0)) {
            0
        } else if pause(old, to.0.checked_sub(1)) || pause(new, to.1.checked_sub(1)) {
            ENDS_WITH_MARK
        } else {
            EDGE
        };
        let length: u32 = old[from.0..to.0].iter().chain(&new[from.1..to.1]).map(|token| token.length).sum();
        CHANGE + begin + end + CHARACTER * length
    }

    /// The least that any way costs from here on, by trying every stretch kept and every change.
    fn least(old: &[Token<'_>], new: &[Token<'_>], at: (usize, usize)) -> Option<u32> {
        if at == (old.len(), new.len()) {
            return Some(0);
        }
        let keep = |at: (usize, usize)| {
            let same = old.get(at.0).zip(new.get(at.1)).is_some_and(|(one, other)| one.word == other.word);
            if same { least(old, new, (at.0 + 1, at.1 + 1)) } else { None }
        };
        let changed = (at.0..=old.len()).flat_map(|row| (at.1..=new.len()).map(move |column| (row, column)));
        let changed = changed.filter(|to| *to != at).filter_map(|to| {
            let rest = if to == (old.len(), new.len()) { Some(0) } else { keep(to) };
            Some(rest? + change(old, new, at, to))
        });
        keep(at).into_iter().chain(changed).min()
    }

    fn cost(old: &[Token<'_>], new: &[Token<'_>], steps: &[Step]) -> u32 {
        let mut total = 0;
        let mut at = (0, 0);
        for same in steps.chunk_by(|one, next| (*one == Step::Keep) == (*next == Step::Keep)) {
            let of = |step: Step| same.iter().filter(|one| **one == step).count();
            let to = (at.0 + of(Step::Keep) + of(Step::Remove), at.1 + of(Step::Keep) + of(Step::Add));
            if same[0] != Step::Keep {
                total += change(old, new, at, to);
            }
            at = to;
        }
        assert_eq!(at, (old.len(), new.len()));
        total
    }

    proptest! {
        #[test]
        fn no_way_is_cheaper(old in "[甲乙丙丁戊，]{1,7}", new in "[甲乙丙丁戊，]{1,7}") {
            let (old, new) = tokens(&old, &new);
            let steps = align(&old, &new);
            prop_assert_eq!(Some(cost(&old, &new, &steps)), least(&old, &new, (0, 0)));
        }

        /// Longer stretches, so that something is worth keeping between two changes.
        #[test]
        fn no_way_is_cheaper_around_what_stays(one in "[甲乙]{0,2}", other in "[丙，]{0,2}", third in "[甲丁]{0,2}") {
            let (old, new) = (format!("{one}示例办法{other}"), format!("{other}示例办法{third}"));
            let (old, new) = tokens(&old, &new);
            let steps = align(&old, &new);
            prop_assert_eq!(Some(cost(&old, &new, &steps)), least(&old, &new, (0, 0)));
        }
    }
}
