//! What the count comes to: a due day, a wait, a range of days.

use chrono::NaiveDate;

use super::asked::{Asked, TO_ANSWER, begins_anew, has_days};
use super::count::Count;
use super::read::{IfSilent, Point, Range, Waiting};
use super::wrong::{Expected, Wrong};
use super::{ComesTo, When};
use crate::deadline::event::Question;

impl Count<'_> {
    /// What this proof comes to, where its members say the same.
    pub fn comes_to(&self) -> Result<ComesTo, Wrong> {
        let proof = self.proof;
        if let Some(waiting) = &proof.waiting {
            return self.waiting(waiting);
        }
        let Some(Point::Day(due)) = proof.due else { return Err(Wrong::member("due", Expected::Something)) };
        if let Some(range) = &proof.range {
            self.nothing_is_due()?;
            if self.check_range(range, due)?.is_some() {
                return Err(Wrong::member("waiting", Expected::Something));
            }
            return Ok(ComesTo::Due(When::Between { earliest: range.earliest, latest: range.latest }));
        }
        let Some(over) = self.over else {
            let (count, limit) = self.missing();
            return Err(proof.wrong(self.laid.due.unwrap_or(proof.steps.len()), Expected::NotDue(count, limit)));
        };
        if self.laid.due.is_none() {
            return Err(proof.wrong(proof.steps.len(), Expected::DueOn(over)));
        }
        if due != over {
            return Err(Wrong::member("due", Expected::DueOn(over)));
        }
        self.proof.check_provisional(false)?;
        Ok(ComesTo::Due(When::On(due)))
    }

    fn nothing_is_due(&self) -> Result<(), Wrong> {
        match (self.laid.due, self.over) {
            (Some(due), _) => Err(self.proof.wrong(due, Expected::Nothing)),
            (None, Some(over)) => Err(self.proof.wrong(self.proof.steps.len(), Expected::DueOn(over))),
            (None, None) => Ok(()),
        }
    }

    /// Whether a range is what its years come to; the question that is open comes back, which is that of the first year in which it is. The steps go on to
    /// the latest day, or to the last event where that comes later.
    fn check_range(&self, range: &Range, due: NaiveDate) -> Result<Option<&Asked>, Wrong> {
        self.proof.check_provisional(true)?;
        if due != range.earliest {
            return Err(Wrong::member("due", Expected::DueOn(range.earliest)));
        }
        let years = self.due_in_each(range)?;
        range.is_of(&years.iter().map(|(due, _)| *due).collect::<Vec<_>>())?;
        let ends_with_it = self
            .laid
            .last()
            .is_some_and(|day| day.step.day == range.latest || day.step.day > range.latest && !day.events.is_empty());
        if !ends_with_it {
            return Err(Wrong::member("range", Expected::Range));
        }
        Ok(years.into_iter().find_map(|(_, open)| open))
    }

    fn waiting(&self, waiting: &Waiting) -> Result<ComesTo, Wrong> {
        let proof = self.proof;
        let Waiting { question, since, reply_by, ref if_silent } = *waiting;
        if proof.due.is_some() || proof.range.is_some() {
            return Err(Wrong::member(if proof.due.is_some() { "due" } else { "range" }, Expected::Nothing));
        }
        if let Some(due) = self.laid.due {
            return Err(proof.wrong(due, Expected::Nothing));
        }
        let if_silent = match if_silent {
            Some(if_silent) if has_days(question) => Some(self.if_silent(if_silent, waiting)?),
            None if has_days(question) => return Err(Wrong::member("if_silent", Expected::Something)),
            Some(_) => return Err(Wrong::member("if_silent", Expected::Nothing)),
            None => {
                self.nothing_is_due()?;
                self.proof.check_provisional(false)?;
                // Nothing more is known than what happened: the last day is the one of the last event.
                if self.laid.last().is_some_and(|day| day.events.is_empty()) {
                    return Err(proof.wrong(proof.steps.len(), Expected::Something));
                }
                self.is_named(self.only_an_answer_ends(), waiting)?;
                // What is asked after the due day is not waited for.
                if self.had_run_out(since) {
                    return Err(Wrong::member("waiting", Expected::Nothing));
                }
                None
            }
        };
        self.check_reply_by(waiting)?;
        Ok(ComesTo::Waiting { question, since, reply_by, if_silent })
    }

    /// The steps of a wait for somebody who has 15 working days go on as if they said nothing.
    fn if_silent(&self, if_silent: &IfSilent, waiting: &Waiting) -> Result<When, Wrong> {
        if let Some(range) = &if_silent.range {
            self.nothing_is_due()?;
            self.is_named(self.check_range(range, if_silent.due)?, waiting)?;
            return Ok(When::Between { earliest: range.earliest, latest: range.latest });
        }
        let last = self.laid.last().map(|day| day.step.day);
        let Some(over) = self.over.filter(|over| last == Some(*over)) else {
            let (count, limit) = self.missing();
            let expected = self.over.map_or(Expected::NotDue(count, limit), Expected::DueOn);
            return Err(self.proof.wrong(self.proof.steps.len(), expected));
        };
        if over != if_silent.due {
            return Err(Wrong::member("if_silent", Expected::DueOn(over)));
        }
        self.proof.check_provisional(false)?;
        // Another that was asked later may have answered after the due day, of which there is no step.
        let open = self.asked.iter().find(|asked| asked.is_silent() && asked.on < over && asked.is_of(waiting));
        self.is_named(open, waiting)?;
        Ok(When::On(over))
    }

    /// The open question that only its answer ends: a correction, else a fee, else another organ's; of several the one that was asked last.
    fn only_an_answer_ends(&self) -> Option<&Asked> {
        let open = |question| self.asked.iter().rfind(|asked| asked.ended.is_none() && asked.question == question);
        let fee = || open(Question::Fee).filter(|_| begins_anew(Question::Fee, &self.proof.parameters));
        open(Question::Correction).or_else(fee).or_else(|| open(Question::Organ))
    }

    fn is_named(&self, open: Option<&Asked>, waiting: &Waiting) -> Result<(), Wrong> {
        if open.is_some_and(|open| open.is_of(waiting)) {
            Ok(())
        } else {
            Err(Wrong::member("waiting", Expected::OpenQuestion))
        }
    }

    /// The last day for an answer is the 15th working day, where that is published.
    fn check_reply_by(&self, waiting: &Waiting) -> Result<(), Wrong> {
        let day = self.working_day_after(waiting.since, TO_ANSWER).filter(|_| has_days(waiting.question));
        if waiting.reply_by == day {
            Ok(())
        } else {
            Err(Wrong::member("reply_by", day.map_or(Expected::Nothing, Expected::Day)))
        }
    }
}

impl Asked {
    fn is_of(&self, waiting: &Waiting) -> bool {
        (self.question, self.on) == (waiting.question, waiting.since)
    }
}
