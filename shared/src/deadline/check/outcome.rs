//! What the count comes to: a due day, a wait, a range of days.

use chrono::{Datelike, NaiveDate};

use super::count::{Asked, Count, TO_ANSWER, begins_anew};
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
            self.check_range(range, due)?;
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
        if proof.provisional {
            Err(Wrong::member("provisional", Expected::Value("false".to_owned())))
        } else {
            Ok(ComesTo::Due(When::On(due)))
        }
    }

    fn nothing_is_due(&self) -> Result<(), Wrong> {
        match (self.laid.due, self.over) {
            (Some(due), _) => Err(self.proof.wrong(due, Expected::Nothing)),
            (None, Some(over)) => Err(self.proof.wrong(self.proof.steps.len(), Expected::DueOn(over))),
            (None, None) => Ok(()),
        }
    }

    /// Whether the days of a range can be those on which the count reaches the limit: nobody knows which of them are worked. The steps go on to the
    /// latest, or to the last event where that comes later.
    fn check_range(&self, range: &Range, due: NaiveDate) -> Result<(), Wrong> {
        let last = self.laid.last();
        let ends_with_it = last
            .is_some_and(|day| day.step.day == range.latest || day.step.day > range.latest && !day.events.is_empty());
        let fits = due == range.earliest
            && range.earliest <= range.latest
            && self.soonest.is_some_and(|soonest| soonest <= range.earliest)
            && ends_with_it
            && self.laid.unknown_from().is_some_and(|unknown| range.rests_on_years_before(unknown));
        if !self.proof.provisional {
            return Err(Wrong::member("provisional", Expected::Value("true".to_owned())));
        }
        if fits { Ok(()) } else { Err(Wrong::member("range", Expected::Range)) }
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
        let open = |asked: &&Asked| asked.ended.is_none();
        if !self.asked.iter().filter(open).any(|asked| asked.question == question && asked.on == since) {
            return Err(Wrong::member("waiting", Expected::OpenQuestion));
        }
        let has_days = matches!(question, Question::ThirdParty | Question::CoMaker);
        let if_silent = match if_silent {
            Some(if_silent) if has_days => Some(self.if_silent(if_silent)?),
            None if has_days => return Err(Wrong::member("if_silent", Expected::Something)),
            Some(_) => return Err(Wrong::member("if_silent", Expected::Nothing)),
            None => {
                self.nothing_is_due()?;
                // Nothing more is known than what happened: the last day is the one of the last event.
                if self.laid.last().is_some_and(|day| day.events.is_empty()) {
                    return Err(proof.wrong(proof.steps.len(), Expected::Something));
                }
                if question == Question::Reason
                    || question == Question::Fee && !begins_anew(question, &proof.parameters)
                {
                    return Err(Wrong::member("waiting", Expected::OpenQuestion));
                }
                None
            }
        };
        self.check_named(waiting, if_silent)?;
        self.check_reply_by(waiting, has_days)?;
        Ok(ComesTo::Waiting { question, since, reply_by, if_silent })
    }

    /// The steps of a wait for somebody who has 15 working days go on as if they said nothing.
    fn if_silent(&self, if_silent: &IfSilent) -> Result<When, Wrong> {
        let last = self.laid.last().map(|day| day.step.day);
        match &if_silent.range {
            Some(range) => {
                self.nothing_is_due()?;
                self.check_range(range, if_silent.due)?;
                Ok(When::Between { earliest: range.earliest, latest: range.latest })
            }
            None => match self.over {
                Some(over) if over != if_silent.due => Err(Wrong::member("if_silent", Expected::DueOn(over))),
                Some(over) if last == Some(over) => Ok(When::On(over)),
                over => {
                    let (count, limit) = self.missing();
                    Err(self
                        .proof
                        .wrong(self.proof.steps.len(), over.map_or(Expected::NotDue(count, limit), Expected::DueOn)))
                }
            },
        }
    }

    /// Of several open questions one is named: a correction, else a fee, else another organ, else one of the others that was asked before the due day.
    fn check_named(&self, waiting: &Waiting, if_silent: Option<When>) -> Result<(), Wrong> {
        let rank = |question| match question {
            Question::Correction => 3,
            Question::Fee if begins_anew(question, &self.proof.parameters) => 2,
            Question::Organ => 1,
            Question::ThirdParty | Question::CoMaker | Question::Fee | Question::Reason => 0,
        };
        let after_due = |day: NaiveDate| matches!(if_silent, Some(When::On(due)) if day >= due);
        let named_too_late = after_due(waiting.since);
        let open = self.asked.iter().filter(|asked| asked.ended.is_none() && !after_due(asked.on));
        let first = open.map(|asked| rank(asked.question)).max();
        // In a range an organ may have been asked after the due day; nobody knows.
        let another_is_first = !matches!(if_silent, Some(When::Between { .. }))
            && first.is_some_and(|first| first > rank(waiting.question));
        if named_too_late || another_is_first { Err(Wrong::member("waiting", Expected::OpenQuestion)) } else { Ok(()) }
    }

    fn check_reply_by(&self, waiting: &Waiting, has_days: bool) -> Result<(), Wrong> {
        let day = self.working_day_after(waiting.since, TO_ANSWER);
        let unknown_from = self.laid.unknown_from();
        let expected = match (waiting.reply_by, day) {
            (by, _) if !has_days => by.map(|_| Expected::Nothing),
            (by, Some(day)) => (by != Some(day)).then_some(Expected::Day(day)),
            // Among unknown days there is none. Only a day of beginning anew, whose kind a proof need not say, leaves it open.
            (None, None) => unknown_from.is_none().then_some(Expected::Something),
            (Some(by), None) => {
                let (surely, perhaps) = self.worked(waiting.since, by);
                let can_be = unknown_from.is_none_or(|unknown| by < unknown) && (surely..=perhaps).contains(&TO_ANSWER);
                (!can_be).then_some(Expected::Nothing)
            }
        };
        expected.map_or(Ok(()), |expected| Err(Wrong::member("reply_by", expected)))
    }
}

impl Range {
    /// Whether it names published years, each once and in order.
    pub fn rests_on_years_before(&self, unknown: NaiveDate) -> bool {
        let in_order = self.years.windows(2).all(|pair| matches!(pair, [one, next] if one < next));
        in_order && self.years.last().is_some_and(|last| *last < unknown.year())
    }
}
