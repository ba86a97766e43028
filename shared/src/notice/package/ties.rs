//! What ties the policies of a package for one person: which exclude each other, which opens which, and which share a ceiling.

use chrono::NaiveDate;

use super::Policy;
use super::time::{Granted, Had, had, open};
use crate::facts::{FactKey, FactValue, Facts};
use crate::law::ArticleNumber;
use crate::names::DocumentId;

/// Some of the policies, by their places: there are at most 30.
pub(super) type Set = u32;

/// A package with one person.
#[derive(Debug)]
pub(super) struct Bundle<'a> {
    pub(super) facts: &'a Facts,
    pub(super) today: NaiveDate,
    /// In the order in which one gives way to another that is as good.
    pub(super) members: Vec<Member<'a>>,
    /// The ceilings, each with the lowest sum that is said of it.
    pub(super) ceilings: Vec<(&'a str, i64)>,
    /// Those that open others.
    pub(super) granters: Set,
}

/// One policy among the others.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) policy: Policy<'a>,
    place: usize,
    /// The set of it alone.
    pub(super) itself: Set,
    /// With which it cannot be had.
    pub(super) conflicts: Set,
    /// Which make true what it asks for.
    pub(super) helpers: Set,
    /// The place of its ceiling.
    pub(super) ceiling: Option<usize>,
    /// There is something to do for it.
    pub(super) by_hand: bool,
    /// How it is had without the others.
    alone: Option<Had>,
}

impl Member<'_> {
    /// What stands in its place of a list that has something for each.
    pub(super) fn among<T: Copy>(&self, list: &[Option<T>]) -> Option<T> {
        list.get(self.place).copied().flatten()
    }
}

/// Why two policies cannot be had together: the document that says so, and its article.
pub(super) type Clash<'a> = (&'a DocumentId, ArticleNumber);

impl<'a> Bundle<'a> {
    /// `policies` in their order.
    pub(super) fn new(policies: &[Policy<'a>], facts: &'a Facts, today: NaiveDate) -> Self {
        let mut ceilings: Vec<(&str, i64)> = Vec::new();
        let mut members = Vec::new();
        let mut granters = 0;
        for (place, policy) in policies.iter().enumerate() {
            let ceiling = policy.offer.ceiling.as_ref().map(|ceiling| {
                let name = ceiling.name.zh.as_str();
                let known = ceilings.iter().position(|(of, _)| *of == name).unwrap_or(ceilings.len());
                match ceilings.get_mut(known) {
                    Some((_, fen)) => *fen = (*fen).min(ceiling.fen),
                    None => ceilings.push((name, ceiling.fen)),
                }
                known
            });
            let (mut conflicts, mut helpers) = (0, 0);
            for (other, with) in policies.iter().enumerate().filter(|(other, _)| *other != place) {
                if clash(*policy, *with, facts).is_some() {
                    conflicts |= 1 << other;
                } else if new_fact(*with, facts).is_some_and(|fact| policy.offer.audience.wants(fact, true)) {
                    helpers |= 1 << other;
                }
            }
            granters |= helpers;
            let alone = if is_had_already(*policy, facts) { None } else { had(policy.offer, facts, &[], today) };
            let by_hand = !policy.offer.route.is_automatic();
            members.push(Member {
                policy: *policy,
                place,
                itself: 1 << place,
                conflicts,
                helpers,
                ceiling,
                by_hand,
                alone,
            });
        }
        Bundle { facts, today, members, ceilings, granters }
    }

    /// How each is had where those of `granting` that can be had make true what they make true.
    pub(super) fn times(&self, granting: Set) -> Vec<Option<Had>> {
        let sequence = self.sequence(granting & self.granters);
        self.members.iter().map(|member| self.had(member, &sequence)).collect()
    }

    /// Those of a set that can be had, each as the first that can be had after those before it: nobody comes before what opens it.
    pub(super) fn sequence(&self, set: Set) -> Vec<(&Member<'a>, NaiveDate)> {
        let mut found: Vec<(&Member<'a>, NaiveDate)> = Vec::new();
        let mut rest = set;
        loop {
            let open = self.members.iter().filter(|member| member.itself & rest != 0);
            let had = open.filter_map(|member| Some((member, self.had(member, &found)?.from)));
            let Some((first, from)) = had.min_by_key(|(member, from)| (*from, member.itself)) else { return found };
            rest &= !first.itself;
            found.push((first, from));
        }
    }

    fn had(&self, member: &Member<'a>, before: &[(&Member<'a>, NaiveDate)]) -> Option<Had> {
        let granted = self.granted(member, before);
        if granted.is_empty() || is_had_already(member.policy, self.facts) {
            return member.alone;
        }
        had(member.policy.offer, self.facts, &granted, self.today)
    }

    /// The first day of the year on which one depends on what was not said, and on what; none of what one has already.
    pub(super) fn open(&self, member: &Member<'a>, granted: &[Granted]) -> Option<(NaiveDate, Vec<FactKey>)> {
        let member = Some(member).filter(|member| !is_had_already(member.policy, self.facts))?;
        open(member.policy.offer, self.facts, granted, self.today)
    }

    /// What becomes true for it by those before it.
    pub(super) fn granted(&self, member: &Member<'a>, before: &[(&Member<'a>, NaiveDate)]) -> Vec<Granted> {
        let helps = |(with, from): &(&Member<'a>, NaiveDate)| {
            let fact = with.policy.offer.grants.filter(|_| with.itself & member.helpers != 0)?;
            Some((fact, *from))
        };
        before.iter().filter_map(helps).collect()
    }
}

/// Why two policies cannot be had together: one says so; or one makes true what the other asks not to be so, as where each is given only to those who
/// have not had the other.
pub(super) fn clash<'a>(one: Policy<'a>, other: Policy<'a>, facts: &Facts) -> Option<Clash<'a>> {
    let says = |one: Policy<'a>, other: Policy<'a>| {
        let exclusion = one.offer.excludes.iter().find(|exclusion| exclusion.with == *other.document)?;
        Some((one.document, exclusion.article))
    };
    let is_closed = |one: Policy<'a>, by: Policy<'a>| {
        let fact = new_fact(by, facts).filter(|fact| one.offer.audience.wants(*fact, false))?;
        Some((one.document, one.offer.audience.conditions_on(fact).next()?.article))
    };
    says(one, other).or_else(|| says(other, one)).or_else(|| is_closed(one, other)).or_else(|| is_closed(other, one))
}

/// What a policy makes true that is not so already.
fn new_fact(policy: Policy<'_>, facts: &Facts) -> Option<FactKey> {
    policy.offer.grants.filter(|fact| facts.get(*fact) != Some(&FactValue::Bool(true)))
}

/// Whether all that it gives is a fact that is true already: who is recognised need not be recognised.
fn is_had_already(policy: Policy<'_>, facts: &Facts) -> bool {
    policy.offer.benefit.amount.is_none() && policy.offer.grants.is_some() && new_fact(policy, facts).is_none()
}
