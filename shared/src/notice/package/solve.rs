//! The best set of a package: a search that leaves out only what cannot be better than what it has found (branch and bound).
//!
//! Policies that nothing ties are chosen apart. Within those that are tied the search takes and leaves one after the other, in their order, and asks at
//! each step how much could come at most: of policies that exclude each other the largest, under a ceiling no more than the ceiling.

use std::cmp::Reverse;
use std::rc::Rc;

use super::ties::{Bundle, Member, Set};
use super::time::Had;

/// How good a set is: what it brings, then how many it has, then how few have to be done by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worth {
    fen: i64,
    policies: u32,
    by_hand: Reverse<u32>,
}

/// The best set. Of two that are as good it is the one that has the first policy of the bundle's order in which they differ.
pub(super) fn best(bundle: &Bundle<'_>) -> Set {
    let times = bundle.times(Set::MAX);
    let has_time = |member: &&Member<'_>| member.among(&times).is_some();
    let mut rest = bundle.members.iter().filter(has_time).fold(0, |set, member| set | member.itself);
    let mut chosen = 0;
    while rest != 0 {
        let tied = tied_to(bundle, rest & rest.wrapping_neg(), rest);
        rest &= !tied;
        let times = Rc::new(bundle.times(tied));
        let may_fill = bundle.members.iter().any(|member| member.itself & tied != 0 && member.ceiling.is_some());
        let mut search = Search { bundle, may_fill, best: None };
        search.look(0, tied, times, Rc::new(bundle.times(0)));
        chosen |= search.best.map_or(0, |(_, set)| set);
    }
    chosen
}

/// All of `among` that are tied to `set`, over however many others.
fn tied_to(bundle: &Bundle<'_>, mut set: Set, among: Set) -> Set {
    loop {
        let mut larger = set;
        for member in bundle.members.iter().filter(|member| member.itself & among != 0) {
            let shares = |other: &Member<'_>| member.ceiling.is_some() && other.ceiling == member.ceiling;
            let sharing = bundle.members.iter().filter(|other| shares(other)).fold(0, |set, other| set | other.itself);
            let ties = (member.conflicts | member.helpers | sharing | member.itself) & among;
            if ties & larger != 0 {
                larger |= ties;
            }
        }
        if larger == set {
            return set;
        }
        set = larger;
    }
}

fn fen(times: &[Option<Had>], member: &Member<'_>) -> i64 {
    member.among(times).and_then(|had| had.fen).unwrap_or(0)
}

struct Search<'a> {
    bundle: &'a Bundle<'a>,
    /// Whether there is a ceiling, so that what one opens can make another idle.
    may_fill: bool,
    best: Option<(Worth, Set)>,
}

impl Search<'_> {
    /// All sets that have `taken` and some of `open`. `most` is how each is had where all of them open what they open, `least` where those taken do.
    fn look(&mut self, taken: Set, mut open: Set, most: Rc<Vec<Option<Had>>>, least: Rc<Vec<Option<Had>>>) {
        let members = &self.bundle.members;
        for member in self.of(taken | open) {
            if member.among(&most).is_none() {
                open &= !member.itself;
                if member.itself & taken != 0 {
                    return;
                }
            }
        }
        let Some(bound) = self.bound(taken, open, &most, &least) else { return };
        if self.best.is_some_and(|(best, _)| bound <= best) {
            return;
        }
        // The first one still open: so the first found of those that are as good is the one to keep.
        let Some(next) = members.iter().find(|member| member.itself & open != 0) else {
            // Nothing is open, so the bound is what it is.
            self.best = Some((bound, taken));
            return;
        };
        let rest = open & !next.itself;
        let beside = rest & !next.conflicts;
        let is_open = next.among(&least).is_some();
        let grants = self.bundle.granters & next.itself != 0;
        let with = if grants { Rc::new(self.bundle.times(taken | next.itself)) } else { Rc::clone(&least) };
        self.look(taken | next.itself, beside, self.without(rest & !beside, taken | next.itself | beside, &most), with);
        // What needs none of the others, shuts out nothing, fills nothing and makes nothing idle is not left.
        if !is_open || rest != beside || next.ceiling.is_some() || (grants && self.may_fill) {
            let without = self.without(next.itself, taken | rest, &most);
            self.look(taken, rest, without, least);
        }
    }

    /// How each of the `left` is had without those that are `gone`.
    fn without(&self, gone: Set, left: Set, most: &Rc<Vec<Option<Had>>>) -> Rc<Vec<Option<Had>>> {
        if gone & self.bundle.granters == 0 { Rc::clone(most) } else { Rc::new(self.bundle.times(left)) }
    }

    /// What no set with `taken` and some of `open` is better than; none where there is no such set. With nothing open it is the worth of `taken`.
    fn bound(&self, taken: Set, open: Set, most: &[Option<Had>], least: &[Option<Had>]) -> Option<Worth> {
        let (mut brought, mut policies) = (0_i64, 0);
        let ceilings = self.bundle.ceilings.iter().enumerate().map(|(place, (_, fen))| (Some(place), *fen));
        for (ceiling, cap) in ceilings.chain([(None, i64::MAX)]) {
            let group = self.set(|member| member.ceiling == ceiling);
            let have = self.of(taken & group).fold(0_i64, |sum, member| sum.saturating_add(fen(most, member)));
            let (more, mut others) = self.apart(open & group, most);
            brought = brought.saturating_add(have.saturating_add(more).min(cap));
            if ceiling.is_some() {
                others = others.min(self.room(taken & group, open & group, cap, least)?);
            }
            policies += (taken & group).count_ones() + others;
        }
        let by_hand = self.set(|member| member.by_hand);
        let of_themselves = (taken | open & !by_hand).count_ones();
        let by_hand = (taken & by_hand).count_ones() + policies.saturating_sub(of_themselves);
        Some(Worth { fen: brought, policies, by_hand: Reverse(by_hand) })
    }

    /// What comes at most, and how many, of policies some of which exclude each other: of each number that all do, one.
    fn apart(&self, mut open: Set, most: &[Option<Had>]) -> (i64, u32) {
        let (mut brought, mut policies) = (0_i64, 0);
        while let Some(largest) = self.of(open).max_by_key(|member| fen(most, member)) {
            brought = brought.saturating_add(fen(most, largest));
            policies += 1;
            open &= !largest.itself;
            let mut exclusive = open & largest.conflicts;
            while let Some(next) = self.of(exclusive).next() {
                open &= !next.itself;
                exclusive &= next.conflicts;
            }
        }
        (brought, policies)
    }

    /// How many more may come under a ceiling so that none is idle, which is one without which the others fill it, too. None where one of those taken
    /// is. One that opens others is never idle.
    fn room(&self, taken: Set, open: Set, cap: i64, least: &[Option<Had>]) -> Option<u32> {
        let opening = self.bundle.granters;
        let sum = self.of(taken).fold(0_i64, |sum, member| sum.saturating_add(fen(least, member)));
        // All but the smallest must leave room.
        let without_smallest = self.of(taken & !opening).map(|member| sum.saturating_sub(fen(least, member))).max();
        if without_smallest.is_some_and(|sum| sum >= cap) {
            return None;
        }
        let (mut rest, mut room) = (open & !opening, 0);
        let (mut but_last, mut all) = (sum, without_smallest);
        while let Some(smallest) = self.of(rest).min_by_key(|member| fen(least, member)) {
            let more = fen(least, smallest);
            all = all.map(|sum| sum.saturating_add(more));
            if but_last >= cap && all.is_none_or(|sum| sum >= cap) {
                break;
            }
            but_last = but_last.saturating_add(more);
            rest &= !smallest.itself;
            room += 1;
        }
        Some(room + (open & opening).count_ones())
    }

    fn of(&self, set: Set) -> impl Iterator<Item = &Member<'_>> {
        self.bundle.members.iter().filter(move |member| member.itself & set != 0)
    }

    fn set(&self, has: impl Fn(&Member<'_>) -> bool) -> Set {
        self.bundle.members.iter().filter(|member| has(member)).fold(0, |set, member| set | member.itself)
    }
}
