//! The count of working days, gone through once more with the events that the proof itself has.

use chrono::NaiveDate;

use super::asked::{Asked, Ended, Pauses, begins_anew};
use super::days::{Day, Event, Laid};
use super::read::{Kind, Proof, What};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::{Does, Question};
use crate::deadline::rule::RuleId;
use crate::deadline::timeline::MOST_EVENTS;

/// The longest extension in working days (art. 33).
const MOST_EXTENSION: u32 = 20;

/// The proof's count.
#[derive(Debug)]
pub(super) struct Count<'a> {
    pub proof: &'a Proof,
    pub laid: &'a Laid<'a>,
    pub asked: Vec<Asked>,
    /// Of each day, how many days from the start to it are surely worked, and how many can be.
    worked: Vec<(u32, u32)>,
    /// The limit as the rule has it.
    pub rule_limit: u32,
    /// The limit with its extension.
    limit: u32,
    /// How many known days count.
    count: u32,
    /// The day on which the count reached the limit.
    pub over: Option<NaiveDate>,
    /// Each day on which a period was over that began anew later.
    pub lapsed: Vec<NaiveDate>,
    /// Of each question that was asked after the day on which the count had reached the limit, the day.
    pub after_due: Vec<NaiveDate>,
}

impl<'a> Count<'a> {
    /// Goes through the days of a proof; an error names the first step that does not follow.
    pub fn of(proof: &'a Proof, laid: &'a Laid<'a>, limit: u32) -> Result<Count<'a>, Wrong> {
        let mut count = Count {
            proof,
            laid,
            asked: Vec::new(),
            worked: Vec::new(),
            rule_limit: limit,
            limit,
            count: 0,
            over: None,
            lapsed: Vec::new(),
            after_due: Vec::new(),
        };
        count.ask()?;
        count.note_working_days();
        for day in &laid.days {
            let restarts = count.happens(day)?;
            count.day(day, &restarts)?;
        }
        Ok(count)
    }

    /// Puts the questions together with their answers, and refuses what the law does not allow.
    fn ask(&mut self) -> Result<(), Wrong> {
        let mut extended = false;
        for day in &self.laid.days {
            for event in &day.events {
                let unlawful = |why| Err(self.proof.wrong(event.index, Expected::Lawful(why)));
                if self.proof.rule != RuleId::RequestAnswer {
                    return unlawful("event_not_of_rule");
                }
                let on = day.step.day;
                match event.kind.does() {
                    Does::Extends if !event.working_days.is_some_and(|days| (1..=MOST_EXTENSION).contains(&days)) => {
                        return unlawful("extension_too_long");
                    }
                    Does::Extends if std::mem::replace(&mut extended, true) => return unlawful("second_extension"),
                    Does::Extends => {}
                    Does::Asks(Question::Correction)
                        if self.asked.iter().any(|asked| asked.question == Question::Correction) =>
                    {
                        return unlawful("second_correction");
                    }
                    Does::Asks(_) if self.asked.len() >= MOST_EVENTS => {
                        return Err(self.proof.wrong(event.index, Expected::Nothing));
                    }
                    Does::Asks(question) => self.asked.push(Asked { question, on, ended: None }),
                    Does::Answers(question) | Does::Silent(question) => {
                        let silent = matches!(event.kind.does(), Does::Silent(_));
                        match self.asked.iter_mut().find(|asked| asked.question == question && asked.ended.is_none()) {
                            Some(oldest) => oldest.ended = Some(Ended { on, silent }),
                            None => return unlawful("answer_before_question"),
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn note_working_days(&mut self) {
        let (mut surely, mut perhaps) = (0, 0);
        for day in self.laid.days.iter().skip(1) {
            surely += u32::from(day.step.kind.is_some_and(Kind::works));
            perhaps += u32::from(day.step.kind.is_none_or(Kind::works));
            self.worked.push((surely, perhaps));
        }
    }

    /// How many of the days after `from` and up to `to` are worked, at least and at most. Days after the last step are none.
    pub fn worked(&self, from: NaiveDate, to: NaiveDate) -> (u32, u32) {
        let until = |day: NaiveDate| {
            let days = usize::try_from(day.signed_duration_since(self.proof.start_day).num_days()).unwrap_or(0);
            days.checked_sub(1)
                .and_then(|index| self.worked.get(index.min(self.worked.len().saturating_sub(1))))
                .copied()
                .unwrap_or((0, 0))
        };
        let (before, then) = (until(from), until(to));
        (then.0.saturating_sub(before.0), then.1.saturating_sub(before.1))
    }

    /// The `n`-th working day after `from`, where the steps show it without a doubt.
    pub fn working_day_after(&self, from: NaiveDate, n: u32) -> Option<NaiveDate> {
        let mut days = self.laid.days.iter().map(|day| day.step.day).filter(|day| *day > from);
        days.find(|day| self.worked(from, *day).1 >= n).filter(|day| self.worked(from, *day).0 == n)
    }

    /// What the events of a day do: from which questions the period begins anew today.
    fn happens(&mut self, day: &Day<'_>) -> Result<Vec<Question>, Wrong> {
        let mut restarts = Vec::new();
        for Event { index, kind, working_days } in day.events.iter().copied() {
            match kind.does() {
                Does::Extends if self.over.is_some() => {
                    return Err(self.proof.wrong(index, Expected::Lawful("late_extension")));
                }
                Does::Extends => self.limit = self.limit.saturating_add(working_days.unwrap_or(0)),
                Does::Asks(_) if self.over.is_some() => self.after_due.push(day.step.day),
                Does::Answers(question) if begins_anew(question, &self.proof.parameters) => {
                    self.lapsed.extend(self.over.take());
                    self.count = 0;
                    if !self.proof.parameters.extension_survives_restart {
                        self.limit = self.rule_limit;
                    }
                    restarts.push(question);
                }
                Does::Asks(_) | Does::Answers(_) | Does::Silent(_) => {}
            }
        }
        Ok(restarts)
    }

    fn day(&mut self, day: &Day<'_>, restarts: &[Question]) -> Result<(), Wrong> {
        let (index, step) = (day.index, day.step);
        let wrong = |expected| Err(self.proof.wrong(index, expected));
        let restarted = !restarts.is_empty();
        let says_so = match step.what {
            What::Restart(by) => restarts.contains(&by),
            What::Start => true,
            _ => !restarted,
        };
        if !says_so {
            return wrong(Expected::Restart);
        }
        let parameters = &self.proof.parameters;
        if let Some(over) = self.over
            && !self.asked.iter().any(|asked| asked.begins_anew_after(step.day, parameters))
        {
            return wrong(Expected::DueOn(over));
        }
        let taken_out = self.is_taken_out(step.day);
        match step.what {
            // What comes of unknown days each published year says.
            What::Start | What::Rest | What::Restart(_) | What::Unknown => {}
            What::Event { .. } | What::Due | What::Moved => return wrong(Expected::StepOfRule),
            What::Void(None) if self.over.is_some() => {}
            What::Void(None) => return wrong(if taken_out { Expected::TakenOutBy } else { Expected::Counted }),
            What::Void(Some(by)) => {
                if !self.asked.iter().any(|asked| asked.question == by && asked.voids(step.day, parameters)) {
                    return wrong(if taken_out || self.over.is_some() {
                        Expected::TakenOutBy
                    } else {
                        Expected::Counted
                    });
                }
            }
            What::Paused(_) if self.over.is_some() => return wrong(Expected::TakenOutBy),
            What::Paused(by) => {
                if !self.asked.iter().any(|asked| asked.question == by && self.pauses(asked, step.day).perhaps) {
                    return wrong(if taken_out { Expected::TakenOutBy } else { Expected::Counted });
                }
            }
            What::Counted(_) if taken_out || self.over.is_some() => return wrong(Expected::TakenOut),
            What::Counted(_) if !step.kind.is_some_and(Kind::works) => return wrong(Expected::KindOfItsStep),
            What::Counted(n) if n != self.count.saturating_add(1) => {
                return wrong(Expected::Number(self.count.saturating_add(1)));
            }
            What::Counted(n) => self.count = n,
        }
        let is_asked = || self.asked.iter().any(|asked| asked.is_with_the_applicant(step.day, parameters));
        if self.over.is_none() && self.count >= self.limit && !is_asked() {
            self.over = Some(step.day);
        }
        Ok(())
    }

    /// Whether a question surely takes this day out, if it is a working day.
    fn is_taken_out(&self, day: NaiveDate) -> bool {
        let parameters = &self.proof.parameters;
        self.asked.iter().any(|asked| asked.voids(day, parameters) || self.pauses(asked, day).surely)
    }

    fn pauses(&self, asked: &Asked, day: NaiveDate) -> Pauses {
        asked.pauses(day, &self.proof.parameters, || self.worked(asked.on, day))
    }

    /// How many days are missing to the limit.
    pub fn missing(&self) -> (u32, u32) {
        (self.count, self.limit)
    }
}
