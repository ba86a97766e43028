//! In which order the policies of a package are had: none before what opens it, and what closes first, first.

use chrono::NaiveDate;

use super::Step;
use super::ties::{Bundle, Member, Set};
use super::time::{Had, judged};
use crate::audience::Verdict;

/// The steps to a set that can be had together. A step comes after what opens it; then by the last day, by the first day, by the document's name.
pub(super) fn steps(bundle: &Bundle<'_>, set: Set, times: &[Option<Had>]) -> Vec<Step> {
    let sequence = bundle.sequence(set);
    let mut rest: Vec<(Set, Set, Step)> = Vec::new();
    for (at, (member, _)) in sequence.iter().enumerate() {
        let Some(had) = member.among(times) else { continue };
        let after = openers(bundle, member, sequence.get(..at).unwrap_or_default(), had.from);
        let documents = bundle.members.iter().filter(|one| one.itself & after != 0);
        let step = Step {
            document: member.policy.document.clone(),
            route: member.policy.offer.route,
            from: had.from,
            last: had.last,
            fen: had.fen,
            capped: false,
            after: documents.map(|one| one.policy.document.clone()).collect(),
        };
        rest.push((member.itself, after, step));
    }
    let mut steps = Vec::new();
    let mut done = 0;
    let mut left: Vec<i64> = bundle.ceilings.iter().map(|(_, fen)| *fen).collect();
    loop {
        let ready = rest.iter().enumerate().filter(|(_, (_, after, _))| after & !done == 0);
        let key = |step: &Step| (step.last.unwrap_or(NaiveDate::MAX), step.from);
        let next = ready.min_by(|(_, (.., one)), (_, (.., other))| {
            key(one).cmp(&key(other)).then_with(|| one.document.cmp(&other.document))
        });
        let Some((at, _)) = next else { return steps };
        let (itself, _, mut step) = rest.swap_remove(at);
        let ceiling = bundle.members.iter().find(|member| member.itself == itself).and_then(|member| member.ceiling);
        if let (Some(left), Some(fen)) = (ceiling.and_then(|ceiling| left.get_mut(ceiling)), step.fen) {
            let brings = fen.min((*left).max(0));
            *left -= brings;
            (step.fen, step.capped) = (Some(brings), brings < fen);
        }
        done |= itself;
        steps.push(step);
    }
}

/// Those before it without which it would not apply on its first day: as few as can be dropped one by one, the last first.
fn openers(bundle: &Bundle<'_>, member: &Member<'_>, before: &[(&Member<'_>, NaiveDate)], from: NaiveDate) -> Set {
    let helps = |(with, day): &&(&Member<'_>, NaiveDate)| with.itself & member.helpers != 0 && *day <= from;
    let mut needed: Vec<(&Member<'_>, NaiveDate)> = before.iter().filter(helps).copied().collect();
    for at in (0..needed.len()).rev() {
        let mut without = needed.clone();
        without.remove(at);
        let granted = bundle.granted(member, &without);
        if judged(member.policy.offer, bundle.facts, &granted, from).verdict == Verdict::Eligible {
            needed = without;
        }
    }
    needed.iter().fold(0, |set, (member, _)| set | member.itself)
}
