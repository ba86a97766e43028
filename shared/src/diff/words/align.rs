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

/// One that begins with a mark, or ends with one, instead.
const INNER_EDGE: u32 = 1;

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
                let at = Corner { before: row.checked_sub(2).and_then(|row| old.get(row)), old: Some(removed), new: next, first: row == 1 };
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
        () if pause(at.old) || pause(at.new) => INNER_EDGE,
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
        INNER_EDGE
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
