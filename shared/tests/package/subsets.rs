//! Packages of policies and all their subsets: when something can be had, what it brings and what may stand together, day by day and apart from the
//! crate. Days are counted from today.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Everything that is generated has come about by then.
const LOOKED_AT: i32 = 500;

/// A person: what was said of the three facts, and on which day from today something turns: one becomes 65, has been out of university for 24 months,
/// and each child becomes 3.
#[derive(Clone, Debug)]
pub struct Person {
    pub said: [Option<bool>; 3],
    pub turns_65: i32,
    pub last_as_graduate: i32,
    pub children_turn_3: Vec<i32>,
}

/// A policy: its window, whom it is for (each part that is there must hold), what it gives, and what it has to do with others.
#[derive(Clone, Debug)]
pub struct Spec {
    pub from: i32,
    pub until: Option<i32>,
    pub old: bool,
    /// One of the facts, or else being a graduate where that is enough.
    pub needs: Option<(usize, bool)>,
    pub refuses: Option<usize>,
    pub gives: Gives,
    pub by_hand: bool,
    pub excludes: Vec<usize>,
    pub ceiling: Option<(usize, i64)>,
    pub grants: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
pub enum Gives {
    Nothing,
    Sum(i64, &'static str),
    EachChild(i64, &'static str),
}

impl Spec {
    pub fn holds(&self, person: &Person, said: [Option<bool>; 3], day: i32) -> Option<bool> {
        if day < self.from || self.until.is_some_and(|until| day > until) || (self.old && day < person.turns_65) {
            return Some(false);
        }
        let needed = match self.needs {
            Some((_, true)) if day <= person.last_as_graduate => Some(true),
            Some((fact, _)) => said[fact],
            None => Some(true),
        };
        let refused = self.refuses.map_or(Some(false), |fact| said[fact]);
        match (needed, refused) {
            (Some(false), _) | (_, Some(true)) => Some(false),
            (Some(true), Some(false)) => Some(true),
            _ => None,
        }
    }

    /// In fen, on one day.
    fn sum(&self, person: &Person, day: i32) -> (i64, &'static str) {
        match self.gives {
            Gives::Nothing => (0, "year"),
            Gives::Sum(fen, per) => (fen, per),
            Gives::EachChild(fen, per) => {
                let young = person.children_turn_3.iter().filter(|turns| day < **turns).count();
                (fen * i64::try_from(young).unwrap(), per)
            }
        }
    }

    fn nothing_new(&self, person: &Person) -> bool {
        matches!(self.gives, Gives::Nothing) && self.grants.is_some_and(|fact| person.said[fact] == Some(true))
    }
}

/// What is so of each policy, day by day, where these are had.
#[derive(Clone, Debug)]
pub struct Course {
    /// The first day in 365.
    pub had: Vec<Option<i32>>,
    pub last: Vec<Option<i32>>,
    pub fen: Vec<i64>,
    pub unknown: Vec<bool>,
}

pub struct World<'a> {
    pub person: &'a Person,
    pub specs: &'a [Spec],
    pub clash: Vec<u32>,
    pub caps: [i64; 2],
    /// Those that make true what another asks for.
    opening: u32,
    pub courses: BTreeMap<u32, Course>,
}

pub fn has(set: u32, place: usize) -> bool {
    set >> place & 1 == 1
}

impl<'a> World<'a> {
    pub fn new(person: &'a Person, specs: &'a [Spec]) -> Self {
        let mut clash = vec![0; specs.len()];
        for (a, one) in specs.iter().enumerate() {
            for (b, other) in specs.iter().enumerate().filter(|(b, _)| *b != a) {
                let closes = other.grants.is_some() && other.grants == one.refuses;
                if one.excludes.contains(&b) || (closes && person.said[one.refuses.unwrap()] != Some(true)) {
                    clash[a] |= 1 << b;
                    clash[b] |= 1 << a;
                }
            }
        }
        let cap = |ceiling: usize| {
            specs.iter().filter_map(|spec| spec.ceiling).filter(|(of, _)| *of == ceiling).map(|(_, fen)| fen).min()
        };
        let caps = [cap(0).unwrap_or(0), cap(1).unwrap_or(0)];
        let asked = |by: usize| {
            let new = specs[by].grants.filter(|fact| person.said[*fact] != Some(true));
            let asks = |spec: &Spec| spec.needs.is_some_and(|(fact, _)| new == Some(fact));
            specs.iter().enumerate().any(|(place, spec)| place != by && asks(spec) && !has(clash[place], by))
        };
        let opening = (0..specs.len()).filter(|by| asked(*by)).map(|by| 1 << by).sum();
        World { person, specs, clash, caps, opening, courses: BTreeMap::new() }
    }

    /// What was said, and what those make true that were had by then and can be had together with this one.
    fn said(&self, place: usize, had: &[Option<i32>], set: u32, day: i32) -> [Option<bool>; 3] {
        let mut said = self.person.said;
        for (other, spec) in self.specs.iter().enumerate() {
            let counts = other != place && has(set, other) && !has(self.clash[place], other);
            if counts && had[other].is_some_and(|from| from <= day) {
                said[spec.grants.unwrap()] = Some(true);
            }
        }
        said
    }

    pub fn course(&mut self, set: u32) -> &Course {
        let granting = self.specs.iter().enumerate().filter(|(_, spec)| spec.grants.is_some());
        let set = granting.fold(0, |all, (place, _)| all | 1 << place) & set;
        if !self.courses.contains_key(&set) {
            let course = self.made(set);
            self.courses.insert(set, course);
        }
        &self.courses[&set]
    }

    fn made(&self, set: u32) -> Course {
        let n = self.specs.len();
        let mut course = Course { had: vec![None; n], last: vec![None; n], fen: vec![0; n], unknown: vec![false; n] };
        let mut days = vec![0_i64; n];
        let mut over = vec![false; n];
        for day in 0..LOOKED_AT {
            // On one day one thing can open another.
            loop {
                let before = course.had.clone();
                for (place, spec) in self.specs.iter().enumerate() {
                    let so = spec.holds(self.person, self.said(place, &before, set, day), day);
                    if before[place].is_none() && day < 365 && so == Some(true) && !spec.nothing_new(self.person) {
                        course.had[place] = Some(day);
                    }
                }
                if before == course.had {
                    break;
                }
            }
            for (place, spec) in self.specs.iter().enumerate() {
                let so = spec.holds(self.person, self.said(place, &course.had, set, day), day);
                course.unknown[place] |= so.is_none() && day < 365 && !spec.nothing_new(self.person);
                if course.had[place].is_none() {
                    continue;
                }
                if so == Some(true) && !over[place] {
                    course.last[place] = Some(day);
                }
                over[place] |= so != Some(true);
                if so == Some(true) && day < 365 {
                    match spec.sum(self.person, day) {
                        (fen, "month") => days[place] += fen * 12,
                        (fen, "year") => days[place] += fen,
                        (fen, _) => days[place] = days[place].max(fen * 365),
                    }
                }
            }
        }
        for place in 0..n {
            course.fen[place] = days[place] / 365;
            if !over[place] {
                course.last[place] = None;
            }
        }
        course
    }

    /// Total, number and by hand, where the set may be had.
    pub fn worth(&mut self, set: u32) -> Option<(i64, u32, Reverse<u32>)> {
        let places = || (0..self.specs.len()).filter(|place| has(set, *place));
        if places().any(|place| self.clash[place] & set != 0) {
            return None;
        }
        let (specs, caps, opening) = (self.specs, self.caps, self.opening);
        let course = self.course(set);
        let places = || (0..specs.len()).filter(|place| has(set, *place));
        if places().any(|place| course.had[place].is_none()) {
            return None;
        }
        let mut total: i64 =
            places().filter(|place| specs[*place].ceiling.is_none()).map(|place| course.fen[place]).sum();
        for (ceiling, cap) in caps.into_iter().enumerate() {
            let under = || places().filter(|place| specs[*place].ceiling.is_some_and(|(of, _)| of == ceiling));
            let sum: i64 = under().map(|place| course.fen[place]).sum();
            if under().any(|place| !has(opening, place) && sum - course.fen[place] >= cap) {
                return None;
            }
            total += sum.min(cap);
        }
        let by_hand = places().filter(|place| specs[*place].by_hand).count();
        Some((total, set.count_ones(), Reverse(u32::try_from(by_hand).unwrap())))
    }

    /// The best of all subsets.
    pub fn best(&mut self) -> (u32, i64) {
        let mut order: Vec<usize> = (0..self.specs.len()).collect();
        order.sort_by_key(|place| (self.specs[*place].until.unwrap_or(i32::MAX), *place));
        let first = |set: u32| order.iter().map(|place| has(set, *place)).collect::<Vec<bool>>();
        let mut best = (0, self.worth(0).unwrap());
        for set in 1..1_u32 << self.specs.len() {
            let Some(worth) = self.worth(set) else { continue };
            if worth > best.1 || (worth == best.1 && first(set) > first(best.0)) {
                best = (set, worth);
            }
        }
        (best.0, best.1.0)
    }
}
