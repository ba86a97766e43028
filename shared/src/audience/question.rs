//! Which question helps most: the fact that most undecided policies wait for.

use super::{Judgement, Verdict};
use crate::facts::FactKey;

/// The next best question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextQuestion {
    /// What to ask.
    pub fact: FactKey,
    /// How many undecided policies ask for it.
    pub settles: usize,
    /// How many policies are undecided.
    pub of: usize,
}

/// The fact that the most undecided judgements miss, the first of the vocabulary among equals; never one of `put_off`.
pub fn next_question<'a>(judgements: impl Iterator<Item = &'a Judgement>, put_off: &[FactKey]) -> Option<NextQuestion> {
    let undecided: Vec<&Judgement> = judgements.filter(|judged| judged.verdict == Verdict::Unknown).collect();
    let mut best: Option<NextQuestion> = None;
    for fact in FactKey::ALL.iter().copied().filter(|fact| !put_off.contains(fact)) {
        let settles = undecided.iter().filter(|judged| judged.missing.contains(&fact)).count();
        if settles > best.map_or(0, |best| best.settles) {
            best = Some(NextQuestion { fact, settles, of: undecided.len() });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(facts: &[FactKey]) -> Judgement {
        Judgement { verdict: Verdict::Unknown, because: vec![], missing: facts.to_vec() }
    }

    #[test]
    fn the_fact_that_most_wait_for_is_asked_first() {
        let judged = [
            missing(&[FactKey::BirthDate, FactKey::Hukou]),
            missing(&[FactKey::Hukou]),
            missing(&[FactKey::OwnsHome]),
            Judgement { verdict: Verdict::NotEligible, because: vec![], missing: vec![] },
        ];
        let asked = next_question(judged.iter(), &[]).unwrap();
        assert_eq!(asked, NextQuestion { fact: FactKey::Hukou, settles: 2, of: 3 });
        let later = next_question(judged.iter(), &[FactKey::Hukou]).unwrap();
        assert_eq!(later, NextQuestion { fact: FactKey::BirthDate, settles: 1, of: 3 });
        let all = [FactKey::Hukou, FactKey::BirthDate, FactKey::OwnsHome];
        assert_eq!(next_question(judged.iter(), &all), None);
    }
}
