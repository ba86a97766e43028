//! What changed within a text, so that it can be read: few changes, each a whole, rather than the fewest characters.

mod align;
mod anchors;
mod tokens;

use super::{Op, Span};
use align::align;
use tokens::{Token, tokens};

/// What may still be spent on comparing each word with each, in comparisons.
#[derive(Debug)]
pub(super) struct Effort(usize);

impl Effort {
    /// Half a second at most. The longest law at hand takes a twentieth of it.
    pub(super) fn of_a_document() -> Self {
        Effort(60_000_000)
    }

    /// Whether a table of so many is still in it, and not larger than fits a phone.
    fn spend(&mut self, rows: usize, columns: usize) -> bool {
        const LARGEST_TABLE: usize = 4_000_000;
        let cells = rows.saturating_add(1).saturating_mul(columns.saturating_add(1));
        let left = self.0.checked_sub(cells).filter(|_| cells <= LARGEST_TABLE);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

/// What became of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// It stands in both.
    Keep,
    /// The next of the old text went.
    Remove,
    /// The next of the new text came.
    Add,
}

/// The spans by which `old` became `new`: neighbours have different fates, none is empty, and what was removed stands before what came in its place.
pub(super) fn spans(old: &str, new: &str, effort: &mut Effort) -> Vec<Span> {
    let mut spans = Spans::default();
    if old == new {
        spans.keep(old);
    } else if old.is_empty() || new.is_empty() {
        spans.change(old, new);
    } else {
        let (old, new) = tokens(old, new);
        let steps = steps(&old, &new, effort);
        let (mut old, mut new) = (old.iter(), new.iter());
        for step in steps {
            match step {
                Step::Keep => {
                    new.next();
                    spans.keep(old.next().map_or("", |token| token.text));
                }
                Step::Remove => spans.change(old.next().map_or("", |token| token.text), ""),
                Step::Add => spans.change("", new.next().map_or("", |token| token.text)),
            }
        }
    }
    spans.finish()
}

/// Around what is the same at both ends, so many tokens are compared all the same: where a change slides, the best place is looked for.
const SLACK: usize = 64;

fn steps(old: &[Token<'_>], new: &[Token<'_>], effort: &mut Effort) -> Vec<Step> {
    let same = |(one, other): &(&Token<'_>, &Token<'_>)| one.word == other.word;
    let shorter = old.len().min(new.len());
    let start = old.iter().zip(new).take_while(same).count();
    let end = old.iter().rev().zip(new.iter().rev()).take(shorter.saturating_sub(start)).take_while(same).count();
    let (start, end) = (start.saturating_sub(SLACK), end.saturating_sub(SLACK));
    let inner = |tokens: &[Token<'_>]| start..tokens.len().saturating_sub(end).max(start);
    let (old_inner, new_inner) = (old.get(inner(old)).unwrap_or_default(), new.get(inner(new)).unwrap_or_default());
    let mut steps = vec![Step::Keep; start];
    if effort.spend(old_inner.len(), new_inner.len()) {
        steps.extend(align(old_inner, new_inner));
    } else {
        steps.extend(anchors::steps(old_inner, new_inner, effort));
    }
    steps.extend(std::iter::repeat_n(Step::Keep, end));
    steps
}

/// Spans, being put together.
#[derive(Debug, Default)]
struct Spans {
    done: Vec<Span>,
    kept: String,
    removed: String,
    added: String,
}

impl Spans {
    fn keep(&mut self, text: &str) {
        if !text.is_empty() {
            self.end_change();
            self.kept.push_str(text);
        }
    }

    fn change(&mut self, old: &str, new: &str) {
        if !(old.is_empty() && new.is_empty()) {
            push(&mut self.done, Op::Kept, &mut self.kept);
            self.removed.push_str(old);
            self.added.push_str(new);
        }
    }

    fn end_change(&mut self) {
        push(&mut self.done, Op::Removed, &mut self.removed);
        push(&mut self.done, Op::Added, &mut self.added);
    }

    fn finish(mut self) -> Vec<Span> {
        push(&mut self.done, Op::Kept, &mut self.kept);
        self.end_change();
        self.done
    }
}

fn push(done: &mut Vec<Span>, op: Op, text: &mut String) {
    if !text.is_empty() {
        done.push(Span { op, text: std::mem::take(text) });
    }
}
