//! What a proof flags: each flag follows from the steps, and each that follows is there.

use super::asked::{Asked, TO_ANSWER};
use super::count::Count;
use super::read::{Flag, FlagCode};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::Question;
use crate::deadline::rule::RuleId;

/// Working days in which a correction is asked for (条例 art. 30).
const TO_ASK: u32 = 7;

impl Count<'_> {
    /// Checks the flags: each is there as often as it follows. Events after the due day have no step, and what is flagged of them is believed.
    pub fn check_flags(&self) -> Result<(), Wrong> {
        let follow = self.flags();
        let last = self.laid.last().map_or(self.proof.start_day, |day| day.step.day);
        let times = |flags: &[Flag], flag: &Flag| flags.iter().filter(|other| *other == flag).count();
        for flag in &self.proof.flags {
            let believed = self.over.is_some() && flag.day > last && self.may_be_after_due(flag);
            if !believed && times(&self.proof.flags, flag) > times(&follow, flag) {
                return Err(Wrong::member("flags", Expected::NoFlag(flag.code.name(), flag.day)));
            }
        }
        match follow.iter().find(|flag| times(&self.proof.flags, flag) < times(&follow, flag)) {
            Some(flag) => Err(Wrong::member("flags", Expected::Flag(flag.code.name(), flag.day))),
            None => Ok(()),
        }
    }

    /// Whether it can be a flag of an event that came after the due day.
    fn may_be_after_due(&self, flag: &Flag) -> bool {
        let flagged = |code| self.proof.flags.iter().filter(move |other| other.code == code);
        let happens = self.proof.rule == RuleId::RequestAnswer;
        match flag.code {
            FlagCode::AskedAfterDue | FlagCode::SilenceEarly => happens,
            // A correction is asked for once (条例 art. 30).
            FlagCode::CorrectionLate => {
                let is_the_first = self.asked.iter().all(|asked| asked.question != Question::Correction);
                happens
                    && is_the_first
                    && flagged(FlagCode::CorrectionLate).count() == 1
                    && flagged(FlagCode::AskedAfterDue).any(|other| other.day == flag.day)
            }
            FlagCode::Lapsed => false,
        }
    }

    fn flags(&self) -> Vec<Flag> {
        let late = self.asked.iter().filter(|asked| self.is_late_correction(asked));
        let late = late.map(|asked| (FlagCode::CorrectionLate, asked.on));
        let early = self.asked.iter().filter(|asked| self.is_early_silence(asked)).filter_map(|asked| asked.ended);
        let early = early.map(|ended| (FlagCode::SilenceEarly, ended.on));
        let after_due = self.after_due.iter().map(|day| (FlagCode::AskedAfterDue, *day));
        let lapsed = self.lapsed.iter().map(|day| (FlagCode::Lapsed, *day));
        late.chain(early).chain(after_due).chain(lapsed).map(|(code, day)| Flag { code, day }).collect()
    }

    /// Whether a correction was asked for when the 7th working day was over, which a published day was.
    fn is_late_correction(&self, asked: &Asked) -> bool {
        let before = asked.on.pred_opt().filter(|_| asked.question == Question::Correction);
        before.is_some_and(|before| self.worked(self.proof.start_day, before).0 >= TO_ASK)
    }

    /// Whether silence was noted before the 15th working day, even if every unknown day is worked.
    fn is_early_silence(&self, asked: &Asked) -> bool {
        let noted = asked.ended.filter(|ended| ended.silent);
        noted.is_some_and(|noted| self.worked(asked.on, noted.on).1 < TO_ANSWER)
    }
}
