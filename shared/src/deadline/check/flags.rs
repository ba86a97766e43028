//! What a proof flags: each flag follows from the steps, and each that follows is there.

use chrono::NaiveDate;

use super::count::{Asked, Count, TO_ANSWER};
use super::read::{Flag, FlagCode};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::Question;

/// Working days in which a correction is asked for (条例 art. 30).
const TO_ASK: u32 = 7;

/// Whether a flag follows, where the steps tell.
struct Follows {
    flag: Flag,
    surely: bool,
}

impl Count<'_> {
    /// Checks the flags. Events after the last step are not in a proof, so of those days every flag is believed.
    pub fn check_flags(&self) -> Result<(), Wrong> {
        let follow = self.flags();
        let last = self.laid.last().map_or(self.proof.start_day, |day| day.step.day);
        for flag in &self.proof.flags {
            let believed = flag.day > last && flag.code != FlagCode::Lapsed;
            if !believed && !follow.iter().any(|follows| follows.flag == *flag) {
                return Err(Wrong::member("flags", Expected::NoFlag(flag.code.name(), flag.day)));
            }
        }
        for Follows { flag, surely } in &follow {
            let times = |flags: &mut dyn Iterator<Item = Flag>| flags.filter(|other| other == flag).count();
            let written = times(&mut self.proof.flags.iter().copied());
            let following = times(&mut follow.iter().filter(|follows| follows.surely).map(|follows| follows.flag));
            if *surely && written < following {
                return Err(Wrong::member("flags", Expected::Flag(flag.code.name(), flag.day)));
            }
        }
        Ok(())
    }

    fn flags(&self) -> Vec<Follows> {
        let mut flags = Vec::new();
        let mut flag = |code, day, surely| flags.push(Follows { flag: Flag { code, day }, surely });
        for asked in &self.asked {
            if let Some(surely) = self.is_late_correction(asked) {
                flag(FlagCode::CorrectionLate, asked.on, surely);
            }
            if let (Some(surely), Some(ended)) = (self.is_early_silence(asked), asked.ended) {
                flag(FlagCode::SilenceEarly, ended.on, surely);
            }
        }
        for (day, surely) in &self.after_due {
            flag(FlagCode::AskedAfterDue, *day, *surely);
        }
        for day in &self.lapsed {
            flag(FlagCode::Lapsed, *day, true);
        }
        // A period may have run out among the unknown days too.
        for day in self.laid.days.iter().filter(|day| day.step.is_unknown()) {
            flag(FlagCode::Lapsed, day.step.day, false);
        }
        flags
    }

    /// Whether a correction was asked for after the 7th working day; none where it surely was not.
    fn is_late_correction(&self, asked: &Asked) -> Option<bool> {
        let before = asked.on.pred_opt().filter(|_| asked.question == Question::Correction)?;
        let (least, most) = self.worked(self.proof.start_day, before);
        (most >= TO_ASK).then_some(least >= TO_ASK)
    }

    /// Whether silence was noted before the 15th working day; none where it surely was not.
    fn is_early_silence(&self, asked: &Asked) -> Option<bool> {
        let noted: NaiveDate = asked.ended.filter(|ended| ended.silent)?.on;
        let (least, most) = self.worked(asked.on, noted);
        (least < TO_ANSWER).then_some(most < TO_ANSWER)
    }
}
