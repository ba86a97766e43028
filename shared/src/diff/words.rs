//! What changed within a text, so that it can be read: few changes, each a whole, rather than the fewest characters.

mod align;
mod anchors;
mod tokens;

use super::{Op, Span};
use align::align;
pub(super) use tokens::next;
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 甲[-乙-]{+丙+}丁: what was removed and what was added, within what stays.
    fn shown(old: &str, new: &str) -> String {
        let show = |span: Span| match span.op {
            Op::Kept => span.text,
            Op::Removed => format!("[-{}-]", span.text),
            Op::Added => format!("{{+{}+}}", span.text),
        };
        spans(old, new, &mut Effort::of_a_document()).into_iter().map(show).collect()
    }

    #[test]
    fn changes_read_as_a_person_would_mark_them() {
        for (old, new, expected) in [
            ("应当在三十日内提出。", "应当在六十日内提出。", "应当在[-三十日-]{+六十日+}内提出。"),
            ("处百分之五的罚款", "处百分之十五的罚款", "处[-百分之五-]{+百分之十五+}的罚款"),
            ("依照第三十二条办理", "依照第三十二条之一办理", "依照第三十二条{+之一+}办理"),
            // One or two characters that happen to stay are no reading aid.
            ("由市场监督部门负责。", "由数据管理部门负责。", "由[-市场监督-]{+数据管理+}部门负责。"),
            ("可以向法院起诉。", "应当先向机关反映。", "[-可以向法院起诉-]{+应当先向机关反映+}。"),
            // What was put into a list goes in with the mark before it, where others follow it.
            ("住房、教育。", "住房、医疗、教育。", "住房、{+医疗、+}教育。"),
            ("公布办法，说明理由。", "公布办法，听取意见，说明理由。", "公布办法，{+听取意见，+}说明理由。"),
            (
                "（一）甲项；\n（二）乙项。",
                "（一）甲项；\n（二）新项；\n（三）乙项。",
                "（一）甲项；\n（二）{+新项；\n（三）+}乙项。",
            ),
            ("第一句。", "第一句。第二句。", "第一句。{+第二句。+}"),
            ("第一款。", "第一款。\n第二款。", "第一款。{+\n第二款。+}"),
            ("一模一样", "一模一样", "一模一样"),
            ("", "新的", "{+新的+}"),
            ("旧的", "", "[-旧的-]"),
        ] {
            assert_eq!(shown(old, new), expected, "{old} → {new}");
        }
    }

    proptest! {
        /// With everything compared, with nothing left to spend, and in between.
        #[test]
        fn both_texts_come_back(old in "[甲乙丙，。三十日a\n]{0,30}", new in "[甲乙丙，。三十日a\n]{0,30}", effort in 0..400usize) {
            let spans = spans(&old, &new, &mut Effort(effort));
            let without = |op: Op| spans.iter().filter(|span| span.op != op).map(|span| span.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Op::Added), old);
            prop_assert_eq!(without(Op::Removed), new);
        }

        /// A stretch that stands in both is found by its runs where comparing all is too much.
        #[test]
        fn long_texts_are_held_together_by_what_stands_once(at in 0..180usize, length in 0..30usize, added in "[乙丙]{0,9}") {
            let old: Vec<char> = ('\u{4e00}'..).take(200).collect();
            let mut new = old.clone();
            new.splice(at..(at + length).min(200), added.chars());
            let (old, new): (String, String) = (old.into_iter().collect(), new.into_iter().collect());
            let spans = spans(&format!("甲{old}丁"), &format!("乙{new}丙"), &mut Effort(4_000));
            let kept: usize = spans.iter().filter(|span| span.op == Op::Kept).map(|span| span.text.chars().count()).sum();
            prop_assert!(kept + length + 16 >= 200, "{kept}");
        }
    }
}
