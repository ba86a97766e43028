//! What a proof rests on: the channel, articles and notices.

use super::read::{FlagCode, Point, Proof, What};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::{Does, Question};
use crate::deadline::rule::{Limit, RuleId};
use crate::deadline::timeline::Basis;
use crate::law::{Citation, Law};

impl Proof {
    /// Whether the start is an instant where hours are counted, else a day; and only an application came by a channel (条例 art. 31), one that is to be
    /// entered not online (办法 art. 49).
    pub fn check_start(&self, limit: Limit) -> Result<(), Wrong> {
        let by_hours = matches!(limit, Limit::Hours(_));
        if by_hours != matches!(self.start, Point::Instant(_)) {
            let expected = if by_hours { "an instant" } else { "a day" };
            return Err(Wrong::member("start", Expected::Value(expected.to_owned())));
        }
        let fits = match self.rule {
            RuleId::RequestIntake => self.basis != Some(Basis::Online),
            RuleId::RequestCorrectionNotice | RuleId::RequestAnswer => true,
            _ => self.basis.is_none(),
        };
        if fits { Ok(()) } else { Err(Wrong::member("basis", Expected::Nothing)) }
    }

    /// Whether each article that was used is cited, once, and no other; and each notice decides a day.
    pub fn check_used(&self, limit: Limit) -> Result<(), Wrong> {
        let unused = (0..self.notices.len()).find(|notice| self.steps.iter().all(|step| step.notice != Some(*notice)));
        if let Some(notice) = unused {
            return Err(Wrong::member("notices", Expected::NoticeUsed(notice)));
        }
        let used = self.used(limit);
        if let Some(missing) = used.iter().find(|cite| !self.cites.contains(cite)) {
            return Err(Wrong::member("cites", Expected::Cite(missing.to_string())));
        }
        let times = |cite: &Citation| self.cites.iter().filter(|other| *other == cite).count();
        match self.cites.iter().find(|cite| !used.contains(cite) || times(cite) > 1) {
            Some(other) => Err(Wrong::member("cites", Expected::NoCite(other.to_string()))),
            None => Ok(()),
        }
    }

    fn used(&self, limit: Limit) -> Vec<Citation> {
        let mut used = self.rule.rule().cites.to_vec();
        if self.basis.is_some() {
            used.push(Law::Regulations.article(31));
        }
        if matches!(limit, Limit::WorkingDays(_) | Limit::Days(_) | Limit::Months(_) | Limit::Hours(_)) {
            used.push(Law::CivilCode.article(201));
        }
        if matches!(limit, Limit::Months(_)) {
            used.push(Law::CivilCode.article(202));
        }
        let may_move = self.range.is_some() && !matches!(limit, Limit::WorkingDays(_));
        if may_move || self.steps.iter().any(|step| step.what == What::Moved) {
            used.push(Law::CivilCode.article(203));
        }
        // A correction that was asked for after the due day has no step, but its flag.
        if self.flags.iter().any(|flag| flag.code == FlagCode::CorrectionLate) {
            used.push(Law::Regulations.article(30));
        }
        for step in &self.steps {
            if let What::Event { kind, .. } = step.what
                && let Does::Asks(question) = kind.does()
            {
                used.push(question.cite());
                // Where it may be asked, and what silence means.
                used.extend((question == Question::ThirdParty).then(|| Law::Regulations.article(32)));
            }
        }
        used
    }
}
