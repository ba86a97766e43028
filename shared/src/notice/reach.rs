//! Which notices reach somebody on their own device: by the rule, by what they chose to hear, and not too many at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Notice, comes_up};
use crate::audience::{Judgement, Verdict, judge};
use crate::facts::{Facts, Subject};
use crate::names::AgencyId;

/// Which notices somebody chose to hear.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// None come up.
    pub off: bool,
    /// Those of these agencies do not.
    pub muted: Vec<AgencyId>,
}

/// One choice.
#[derive(Clone, Debug)]
pub enum Choice {
    /// Notices come up, or none does.
    Off(bool),
    /// Those of an agency do not come up any more.
    Mute(AgencyId),
    /// They do again.
    Hear(AgencyId),
}

impl Choices {
    /// With one choice more.
    pub fn with(mut self, choice: &Choice) -> Choices {
        match choice {
            Choice::Off(off) => self.off = *off,
            Choice::Hear(agency) => self.muted.retain(|other| other != agency),
            Choice::Mute(agency) => {
                self.muted.retain(|other| other != agency);
                self.muted.push(agency.clone());
            }
        }
        self
    }

    fn let_through(&self, agency: &AgencyId) -> bool {
        !self.off && !self.muted.contains(agency)
    }
}

/// Somebody on a legal day (Asia/Shanghai): whom notices reach or not.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// What they said.
    pub facts: &'a Facts,
    /// What they chose to hear.
    pub choices: &'a Choices,
    /// On which day.
    pub today: NaiveDate,
}

/// How a notice reaches somebody, or may once more is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Where it stands among those that were given.
    pub place: usize,
    /// Whether it is for them, and why.
    pub judged: Judgement,
    /// Whether it comes up by itself; else it stands in the list.
    pub comes_up: bool,
}

impl Reader<'_> {
    /// Those of the notices for `subject` that reach them, or may; in their order. Who said something of themselves and nothing of a firm is taken to
    /// have none, and the other way round: what may be for anybody's firm would be no news to them.
    pub fn reached_by(&self, notices: &[&Notice], subject: Subject) -> Vec<Reach> {
        let is_of_another = self.facts.said_of(subject) == 0 && !self.facts.is_empty();
        let heard = notices.iter().enumerate().filter(|(_, notice)| notice.subject == subject && self.hears(notice));
        let judged = heard.map(|(place, notice)| (place, *notice, notice.judge(self.facts, self.today)));
        let is_reached = |judged: &Judgement| match judged.verdict {
            Verdict::Eligible => true,
            Verdict::Unknown => !is_of_another,
            Verdict::NotEligible => false,
        };
        let found: Vec<_> = judged.filter(|(.., judged)| is_reached(judged)).collect();
        let is_for_them = |judged: &Judgement| judged.verdict == Verdict::Eligible;
        let reaching: Vec<&Notice> =
            found.iter().filter(|(.., judged)| is_for_them(judged)).map(|(_, notice, _)| *notice).collect();
        let mut up = comes_up(&reaching).into_iter();
        let reach = |(place, _, judged): (usize, &Notice, Judgement)| {
            let comes_up = is_for_them(&judged) && up.next().unwrap_or_default();
            Reach { place, judged, comes_up }
        };
        found.into_iter().map(reach).collect()
    }

    /// Whether a notice was shown to them and recalled, as long as it would have been shown. One that was recalled before its first day nobody saw.
    pub fn lost(&self, notice: &Notice) -> bool {
        let was_shown = notice.recall.is_some_and(|recall| notice.from <= recall.on) && self.today <= notice.until;
        let is_for_them = || judge(&notice.audience, self.facts, self.today).verdict == Verdict::Eligible;
        was_shown && self.hears(notice) && is_for_them()
    }

    fn hears(&self, notice: &Notice) -> bool {
        self.choices.let_through(&notice.agency)
    }
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::notice;
    use super::*;
    use crate::notice::{Recall, RecallReason};

    fn day(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn facts(json: &str) -> Facts {
        serde_json::from_str(json).unwrap()
    }

    const OLD: &str = r#"{"birth_date":"1954-03-01","hukou":"shanghai"}"#;

    #[test]
    fn an_agency_is_not_heard_until_it_is_again_and_off_is_for_all() {
        let [one, other]: [AgencyId; 2] = ["taxation", "health"].map(|name| name.parse().unwrap());
        let muted = Choices::default().with(&Choice::Mute(one.clone())).with(&Choice::Mute(one.clone()));
        assert_eq!(muted.muted.len(), 1);
        assert!(!muted.let_through(&one) && muted.let_through(&other));
        let off = muted.clone().with(&Choice::Off(true));
        assert!(!off.let_through(&other));
        assert_eq!(off.with(&Choice::Off(false)), muted);
        assert_eq!(muted.with(&Choice::Hear(one)), Choices::default());
    }

    #[test]
    fn it_reaches_whom_it_is_for_of_its_kind_and_three_come_up() {
        let five: Vec<Notice> =
            (0..5).map(|number| Notice { id: format!("notice-{number}").parse().unwrap(), ..notice() }).collect();
        let all: Vec<&Notice> = five.iter().collect();
        let places = |facts: &Facts, subject, choices: &Choices| {
            let reader = Reader { facts, choices, today: day("2026-12-05") };
            reader.reached_by(&all, subject).iter().map(|one| (one.place, one.comes_up)).collect::<Vec<_>>()
        };
        let (old, none) = (facts(OLD), Choices::default());
        let three = [(0, true), (1, true), (2, true), (3, false), (4, false)];
        assert_eq!(places(&old, Subject::Resident, &none), three);
        assert_eq!(places(&old, Subject::Firm, &none), []);
        assert_eq!(places(&old, Subject::Resident, &none.clone().with(&Choice::Off(true))), []);
        // What may be for somebody does not come up, and takes nobody's place.
        assert_eq!(
            places(&facts(r#"{"hukou":"shanghai"}"#), Subject::Resident, &none),
            [0, 1, 2, 3, 4].map(|at| (at, false))
        );
        assert_eq!(places(&facts(r#"{"hukou":"elsewhere"}"#), Subject::Resident, &none), []);
        assert_eq!(places(&facts("{}"), Subject::Resident, &none).len(), 5);
        assert_eq!(places(&facts(r#"{"employees":3}"#), Subject::Resident, &none), []);
    }

    #[test]
    fn what_was_seen_and_recalled_is_told_while_it_would_have_been_shown() {
        let (old, young) = (facts(OLD), facts(r#"{"birth_date":"2001-03-01"}"#));
        let recalled = |on| notice().recalled(Recall { reason: RecallReason::SentTwice, on: day(on) });
        let lost = |facts, choices: &Choices, notice: &Notice, today| {
            Reader { facts, choices, today: day(today) }.lost(notice)
        };
        let none = Choices::default();
        assert!(lost(&old, &none, &recalled("2026-12-03"), "2026-12-04"));
        assert!(!lost(&young, &none, &recalled("2026-12-03"), "2026-12-04"));
        assert!(!lost(&old, &none, &recalled("2026-12-03"), "2027-01-01"));
        assert!(!lost(&old, &none, &notice(), "2026-12-04"));
        // Before its first day nobody saw it; and who hears none hears of none.
        assert!(!lost(&old, &none, &recalled("2026-11-30"), "2026-12-04"));
        assert!(!lost(&old, &none.with(&Choice::Off(true)), &recalled("2026-12-03"), "2026-12-04"));
    }
}
