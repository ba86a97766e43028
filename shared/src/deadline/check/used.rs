//! What a proof rests on: articles and notices.

use chrono::{Datelike, NaiveDate};

use super::period::months_after;
use super::read::{Proof, What};
use super::wrong::{Expected, Wrong};
use crate::deadline::event::{Does, Question};
use crate::deadline::rule::Limit;
use crate::law::{Citation, Law};

impl Proof {
    /// Whether each article that was used is cited, and each notice decides a day.
    pub fn check_used(&self, limit: Limit) -> Result<(), Wrong> {
        let unused = (0..self.notices.len()).find(|notice| self.steps.iter().all(|step| step.notice != Some(*notice)));
        if let Some(notice) = unused {
            return Err(Wrong::member("notices", Expected::NoticeUsed(notice)));
        }
        match self.used(limit).into_iter().find(|cite| !self.cites.contains(cite)) {
            Some(missing) => Err(Wrong::member("cites", Expected::Cite(missing.to_string()))),
            None => Ok(()),
        }
    }

    fn used(&self, limit: Limit) -> Vec<Citation> {
        let mut used = self.rule.rule().cites.to_vec();
        if matches!(limit, Limit::WorkingDays(_) | Limit::Days(_) | Limit::Months(_)) {
            used.push(Law::CivilCode.article(201));
        }
        if let Limit::Months(months) = limit
            && months_after(self.start_day, months).is_some_and(|end: NaiveDate| end.day() != self.start_day.day())
        {
            used.push(Law::CivilCode.article(202));
        }
        used.extend(self.waiting.iter().map(|waiting| waiting.question.cite()));
        for step in &self.steps {
            used.extend(match step.what {
                What::Paused(by) | What::Void(Some(by)) | What::Restart(by) => Some(by.cite()),
                What::Event { kind, .. } if kind.does() == Does::Asks(Question::Reason) => {
                    Some(Question::Reason.cite())
                }
                What::Moved => Some(Law::CivilCode.article(203)),
                _ => None,
            });
        }
        used
    }
}
