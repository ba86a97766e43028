//! Questions and what ended them, and which days they take out of a count.

use chrono::NaiveDate;

use crate::deadline::district::{District, PauseBounds};
use crate::deadline::event::Question;

/// Working days that a third party and a co-maker have for their answer (条例 art. 32, 34).
pub(super) const TO_ANSWER: u32 = 15;

/// A question and what ended it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub question: Question,
    pub on: NaiveDate,
    pub ended: Option<Ended>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Ended {
    pub on: NaiveDate,
    /// Not by an answer: it was noted that none came.
    pub silent: bool,
}

/// Whether a question pauses a day. Of unknown days nobody knows which are the 15 of a silent one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pauses {
    pub surely: bool,
    pub perhaps: bool,
}

impl Asked {
    /// Whether it lets this day count for nothing.
    pub fn voids(&self, day: NaiveDate, parameters: &District) -> bool {
        begins_anew(self.question, parameters) && self.on < day && self.ended.is_none_or(|ended| day < ended.on)
    }

    /// Whether the clock does not run out on this day, since the applicant has something to do.
    pub fn is_with_the_applicant(&self, day: NaiveDate, parameters: &District) -> bool {
        let is_open = self.on <= day && self.ended.is_none_or(|ended| ended.on > day);
        is_open && begins_anew(self.question, parameters)
    }

    /// Whether it lets the period begin anew after this day.
    pub fn begins_anew_after(&self, day: NaiveDate, parameters: &District) -> bool {
        begins_anew(self.question, parameters) && self.ended.is_some_and(|ended| ended.on > day)
    }

    /// Whether its answer has not come, and it is one that has 15 working days for it.
    pub fn is_silent(&self) -> bool {
        self.ended.is_none() && has_days(self.question)
    }

    /// Whether it pauses this day, if that is a working day. `worked` says how many days after the question and up to this day are worked, at least and
    /// at most.
    pub fn pauses(&self, day: NaiveDate, parameters: &District, worked: impl FnOnce() -> (u32, u32)) -> Pauses {
        const NOT: Pauses = Pauses { surely: false, perhaps: false };
        let on_the_first = parameters.pause == PauseBounds::QuestionToReply;
        let on_the_last = parameters.pause != PauseBounds::Between;
        let has_begun = self.on < day || on_the_first && self.on == day;
        let has_ended = self.ended.is_some_and(|ended| ended.on < day || !on_the_last && ended.on == day);
        if !has_begun || has_ended {
            return NOT;
        }
        let limited = match (self.question, self.ended) {
            (Question::ThirdParty | Question::CoMaker, Some(ended)) => ended.silent && parameters.silence_is_limited,
            (Question::ThirdParty | Question::CoMaker, None) => true,
            (Question::Organ, _) => false,
            (Question::Correction | Question::Fee | Question::Reason, _) => return NOT,
        };
        if !limited {
            return Pauses { surely: true, perhaps: true };
        }
        // The days that a silent one has: to the last, as if the answer had come on it.
        let (surely, perhaps) = worked();
        let last = if on_the_last { TO_ANSWER } else { TO_ANSWER - 1 };
        Pauses { surely: perhaps <= last, perhaps: surely <= last }
    }
}

/// Whether the law says how long whoever is asked has for the answer.
pub(super) fn has_days(question: Question) -> bool {
    matches!(question, Question::ThirdParty | Question::CoMaker)
}

/// Whether its answer lets the period begin anew.
pub(super) fn begins_anew(question: Question, parameters: &District) -> bool {
    question == Question::Correction || question == Question::Fee && parameters.fee_restarts
}
