//! When one policy can be had by one person, and what it brings in the year from today.

use chrono::{Days, NaiveDate};

use super::DAYS;
use crate::audience::{Judgement, Verdict};
use crate::facts::{FactKey, FactValue, Facts};
use crate::pack::{Offer, Period};

/// A fact that is made true on a day.
pub(super) type Granted = (FactKey, NaiveDate);

/// One policy as one person has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Had {
    /// The first day of the year from today on which it applies.
    pub(super) from: NaiveDate,
    /// The last day before it does not any more, or not for sure; none where no end is known.
    pub(super) last: Option<NaiveDate>,
    /// What it brings within the year, in fen, by the days on which it applies; none where it is not money, or a fact that decides the sum was not said.
    pub(super) fen: Option<i64>,
}

/// What is so from one day to the next on which something may change.
struct Stretch {
    from: NaiveDate,
    /// The first day after it; none where it has no end.
    end: Option<NaiveDate>,
    judged: Judgement,
}

/// How a person has a policy to whom these facts come true; none who does not have it within the year.
pub(super) fn had(offer: &Offer, facts: &Facts, granted: &[Granted], today: NaiveDate) -> Option<Had> {
    let horizon = horizon(today);
    let (mut found, mut brought): (Option<Had>, Option<i64>) = (None, None);
    let mut runs = true;
    for Stretch { from, end, judged } in stretches(offer, facts, granted, today) {
        if judged.verdict != Verdict::Eligible {
            // What comes again after a pause is counted, but the first time is the one to keep to.
            runs = found.is_none();
            continue;
        }
        if found.is_none() && from >= horizon {
            return None;
        }
        let had = found.get_or_insert(Had { from, last: None, fen: None });
        if runs {
            had.last = end.and_then(|end| end.pred_opt());
        }
        let Some(amount) = &offer.benefit.amount else { continue };
        let days = (end.map_or(horizon, |end| end.min(horizon)) - from).num_days();
        let Some(fen) = amount.for_person(facts, from).filter(|_| days > 0) else { continue };
        let (fen, so_far) = (fen.max(0), brought.unwrap_or(0));
        brought = Some(match amount.period() {
            Period::Month => so_far.saturating_add(fen.saturating_mul(days.saturating_mul(12))),
            Period::Year => so_far.saturating_add(fen.saturating_mul(days)),
            // Whole, and once: who has a choice of days takes the best.
            Period::Once => so_far.max(fen.saturating_mul(YEAR)),
        });
    }
    found.map(|had| Had { fen: brought.map(|fen| fen / YEAR), ..had })
}

/// The first day of the year on which it depends on what was not said, and on what.
pub(super) fn open(
    offer: &Offer,
    facts: &Facts,
    granted: &[Granted],
    today: NaiveDate,
) -> Option<(NaiveDate, Vec<FactKey>)> {
    let mut stretches = stretches(offer, facts, granted, today).into_iter();
    let open = stretches.find(|one| one.judged.verdict == Verdict::Unknown)?;
    (open.from < horizon(today)).then_some((open.from, open.judged.missing))
}

/// What is said of it on one day.
pub(super) fn judged(offer: &Offer, facts: &Facts, granted: &[Granted], day: NaiveDate) -> Judgement {
    let mut known = facts.clone();
    for (fact, from) in granted {
        if *from <= day {
            // Of another kind than yes or no it is nothing that can be granted, and stays as it was.
            let _ = known.say(*fact, FactValue::Bool(true));
        }
    }
    offer.judge(&known, day)
}

const YEAR: i64 = DAYS as i64;

/// The first day that is not within the year from today.
fn horizon(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(Days::new(DAYS)).unwrap_or(NaiveDate::MAX)
}

fn stretches(offer: &Offer, facts: &Facts, granted: &[Granted], today: NaiveDate) -> Vec<Stretch> {
    let mut days = offer.turning_days(facts, today);
    days.extend(granted.iter().map(|(_, day)| *day));
    days.push(horizon(today));
    let mut found = Vec::new();
    let mut next = Some(today);
    while let Some(from) = next {
        next = days.iter().copied().filter(|day| *day > from).min();
        found.push(Stretch { from, end: next, judged: judged(offer, facts, granted, from) });
    }
    found
}
