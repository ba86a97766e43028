//! What is said of days: which were left out, which were no working days, and by which notice.

use chrono::NaiveDate;

use super::Say;
use crate::calendar::{Kind, Notice, festival};
use crate::deadline::Limit;
use crate::deadline::event::Question;
use crate::deadline::proof::{DayIs, Idle, What};
use crate::law::{Citation, Law};
use crate::words::date;

impl Say<'_> {
    /// One sentence for each kind of question, and for the days that count for nothing.
    pub(super) fn paused(&self) -> Vec<String> {
        let mut said = Vec::new();
        for question in [Question::ThirdParty, Question::Organ, Question::CoMaker] {
            let why = self.text("征求意见所需时间不计入", "The time of asking is left out");
            said.extend(self.left_out(
                |what| matches!(what, What::Paused(by, _) if *by == question),
                why,
                question.cite(),
            ));
        }
        for (idle, question) in [(Idle::Correction, Question::Correction), (Idle::Fee, Question::Fee)] {
            let why = self.text("等待申请人期间不计入", "The time of waiting for the applicant is left out");
            said.extend(self.left_out(|what| matches!(what, What::Void(by, _) if *by == idle), why, question.cite()));
        }
        said
    }

    /// Working days that were left out, those with nothing but rest days between them as a range.
    fn left_out(&self, of: impl Fn(&What) -> bool, why: &str, cite: Citation) -> Option<String> {
        let mut ranges: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        let (mut count, mut goes_on) = (0, false);
        for step in &self.proof.steps {
            match &step.what {
                what if of(what) => {
                    match ranges.last_mut().filter(|_| goes_on) {
                        Some((_, last)) => *last = step.day,
                        None => ranges.push((step.day, step.day)),
                    }
                    (count, goes_on) = (count + 1, true);
                }
                What::Rest(_) | What::Event(..) => {}
                _ => goes_on = false,
            }
        }
        let ranges = date::ranges(&ranges, self.proof.start.day(), self.language);
        let days = self.working_days(count);
        let said = || {
            self.fill(
                "{}：{}，共{}（{}）。",
                "{}: {}, {} in all ({}).",
                &[why, &ranges, &days, &cite.in_language(self.language)],
            )
        };
        (count > 0).then(said)
    }

    /// Days that were no working days: weekends in one number, each festival with its notice.
    pub(super) fn rest(&self) -> Option<String> {
        let weekends = self.days_where(|what| matches!(what, What::Rest(is) if is.kind == Kind::Weekend)).len();
        let weekends = u32::try_from(weekends).ok().filter(|count| *count > 0);
        let weekends = weekends.map(|count| self.count(count, "周末{}天", "{} weekend day", "{} weekend days"));
        let all: Vec<String> =
            weekends.into_iter().chain(self.festivals(Kind::Holiday, |what| matches!(what, What::Rest(_)))).collect();
        let said =
            || self.fill("休息日不计入：{}。", "Rest days are not counted: {}.", &[&all.join(self.text("；", "; "))]);
        (!all.is_empty()).then(said)
    }

    pub(super) fn made_up(&self) -> Option<String> {
        if !matches!(self.proof.limit, Limit::WorkingDays(_)) {
            return None;
        }
        let made_up = self.festivals(Kind::Makeup, |what| matches!(what, What::Counted(..) | What::Paused(..)));
        let all = made_up.join(self.text("；", "; "));
        (!made_up.is_empty()).then(|| {
            self.fill(
                "周末调休上班，是工作日：{}。",
                "Weekend days that are worked, and so are working days: {}.",
                &[&all],
            )
        })
    }

    /// `春节2月16日至…（国办发明电〔2025〕7号）`, for each festival.
    fn festivals(&self, kind: Kind, of: impl Fn(&What) -> bool) -> Vec<String> {
        let mut found: Vec<(&str, usize, Vec<NaiveDate>)> = Vec::new();
        for step in self.proof.steps.iter().filter(|step| of(&step.what)) {
            let Some(DayIs { kind: is, by: Some((name, notice)) }) = step.day_is() else { continue };
            if *is != kind {
                continue;
            }
            match found.last_mut() {
                Some((last, by, days)) if *last == name && by == notice => days.push(step.day),
                _ => found.push((name, *notice, vec![step.day])),
            }
        }
        let say = |(name, notice, days): &(&str, usize, Vec<NaiveDate>)| {
            let notice = self.proof.notices.get(*notice).map(|notice| self.notice(notice)).unwrap_or_default();
            self.fill(
                "{}{}（{}）",
                "{} {} ({})",
                &[&festival(name, self.language), &date::days(days, self.proof.start.day(), self.language), &notice],
            )
        };
        found.iter().map(say).collect()
    }

    /// Its number, or where that is not known its day.
    fn notice(&self, notice: &Notice) -> String {
        let day = || date::full_day(notice.issued_on, self.language);
        notice.number.clone().unwrap_or_else(|| self.fill("{}的通知", "notice of {}", &[&day()]))
    }

    pub(super) fn moved(&self) -> Option<String> {
        // Where the next working day is not published yet, the end is not known.
        let moved = self.days_where(|what| matches!(what, What::Moved(is) if is.kind.works()));
        let to = moved.last()?;
        Some(self.fill(
            "最后一日是休息日，顺延到其后的第一个工作日{}（{}）。",
            "The last day is a rest day, so the end moves to the first working day after it, {} ({}).",
            &[&self.day(*to), &Law::CivilCode.article(203).in_language(self.language)],
        ))
    }

    fn days_where(&self, of: impl Fn(&What) -> bool) -> Vec<NaiveDate> {
        self.proof.steps.iter().filter(|step| of(&step.what)).map(|step| step.day).collect()
    }
}
