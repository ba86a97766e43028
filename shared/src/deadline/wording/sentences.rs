//! The sentences of a proof, one after the other as a person would tell it.

mod days;

use chrono::NaiveDate;

use super::{Say, point, start_because};
use crate::deadline::event::{Does, EventKind, Question};
use crate::deadline::proof::{Due, Flag, Flagged, Outcome, Proof, Step, What};
use crate::deadline::{Limit, Sense};
use crate::law::Law;
use crate::words::{Language, date};

/// What is said, sentence by sentence: the limit, the start, what happened, what was left out, the date, what is amiss.
pub fn sentences(proof: &Proof, language: Language) -> Vec<String> {
    let say = Say { proof, language };
    let mut said = vec![say.limit(), say.start()];
    said.extend(proof.steps.iter().filter_map(|step| say.event(step)));
    said.extend(say.paused());
    said.extend(say.rest());
    said.extend(say.made_up());
    said.extend(say.moved());
    said.push(say.outcome());
    said.extend(warnings(proof, language));
    said
}

/// What is amiss, of the same sentences.
pub fn warnings(proof: &Proof, language: Language) -> Vec<String> {
    let say = Say { proof, language };
    proof.flags.iter().map(|flagged| say.flag(flagged)).collect()
}

impl Say<'_> {
    /// 1 working day, 2 working days.
    fn count(&self, n: u32, zh: &'static str, one: &'static str, more: &'static str) -> String {
        self.fill(zh, if n == 1 { one } else { more }, &[&n.to_string()])
    }

    fn working_days(&self, n: u32) -> String {
        self.count(n, "{}个工作日", "{} working day", "{} working days")
    }

    /// A day, with its year where that is not the year of the start, which is said first.
    fn day(&self, day: NaiveDate) -> String {
        date::day(day, self.proof.start.day(), self.language)
    }

    fn limit(&self) -> String {
        let rule = self.proof.rule.rule();
        let title = rule.title.in_language(self.language);
        let within = rule.sense == Sense::Latest;
        let limit = match self.proof.limit {
            Limit::WorkingDays(n) if within => self.fill("{}内", "within {}", &[&self.working_days(n)]),
            Limit::WorkingDays(n) => self.fill("不少于{}", "no fewer than {}", &[&self.working_days(n)]),
            Limit::Days(n) if within => self.fill("{}日内", "within {} days", &[&n.to_string()]),
            Limit::Days(n) => self.fill("不少于{}日", "no fewer than {} days", &[&n.to_string()]),
            Limit::Months(n) => self.fill("{}个月内", "within {} months", &[&n.to_string()]),
            Limit::Hours(n) => self.fill("{}小时内", "within {} hours", &[&n.to_string()]),
            Limit::Yearly { month, day } => {
                let at = NaiveDate::from_ymd_opt(2000, month, day).unwrap_or_default();
                let day = date::day(at, at, self.language);
                self.fill("每年{}前", "by {} of each year", &[&day])
            }
            Limit::Monthly { day } => self.fill("每月{}日前", "by day {} of each month", &[&day.to_string()]),
            Limit::DaysBefore(n) => self.fill("提前{}日", "{} days before", &[&n.to_string()]),
        };
        let cite = rule.cites.first().map(|cite| cite.in_language(self.language)).unwrap_or_default();
        self.fill("{}：{}（{}）。", "To {}: {} ({}).", &[title, &limit, &cite])
    }

    fn start(&self) -> String {
        let (start, because) = (point(self.proof.start, self.language), start_because(self.proof, self.language));
        let civil = Law::CivilCode.article(201).in_language(self.language);
        match self.proof.limit {
            Limit::DaysBefore(_) => self.fill("从{}倒推：{}。", "Counted back from {}: {}.", &[&start, &because]),
            Limit::Hours(_) => self.fill(
                "从{}起连续计算，节假日不停：{}。",
                "It runs from {} through holidays: {}.",
                &[&start, &because],
            ),
            Limit::Yearly { .. } | Limit::Monthly { .. } => {
                self.fill("从{}起：{}。", "From {}: {}.", &[&start, &because])
            }
            Limit::WorkingDays(_) => self.fill(
                "从{}的次日起数工作日：{}；当天不计入（{}）。",
                "Working days are counted from the day after {}: {}; that day itself is not counted ({}).",
                &[&start, &because, &civil],
            ),
            Limit::Days(_) | Limit::Months(_) => self.fill(
                "从{}的次日起连续计算，休息日也在内：{}；当天不计入（{}）。",
                "Every day is counted from the day after {}, rest days too: {}; that day itself is not counted ({}).",
                &[&start, &because, &civil],
            ),
        }
    }

    fn event(&self, step: &Step) -> Option<String> {
        let day = self.day(step.day);
        match &step.what {
            What::Event(EventKind::Extended, days) => Some(self.fill(
                "{}延长答复期限{}，只能延长一次，须经政府信息公开工作机构负责人同意并告知申请人（{}）。",
                "On {} the time was extended by {}: once only, with the approval of the head of the information office, and the applicant is told ({}).",
                &[&day, &self.working_days(days.unwrap_or_default()), &Law::Regulations.article(33).in_language(self.language)],
            )),
            What::Event(kind, _) => Some(match kind.does() {
                Does::Asks(Question::Reason) => self.fill(
                    "{}{}，不影响期限（{}）。",
                    "On {} {}; it does not stop the clock ({}).",
                    &[&day, self.happened(*kind), &Law::Regulations.article(35).in_language(self.language)],
                ),
                _ => self.fill("{}{}。", "On {} {}.", &[&day, self.happened(*kind)]),
            }),
            What::Restart(question, _) => Some(self.fill(
                "期限从{}的次日起重新计算（{}）。",
                "The period begins anew on the day after {} ({}).",
                &[&day, &question.cite().in_language(self.language)],
            )),
            _ => None,
        }
    }

    /// What happened, as it is told of a day that is over. In Chinese it is called as it is told.
    fn happened(&self, kind: EventKind) -> &'static str {
        let en = match kind {
            EventKind::CorrectionAsked => "the applicant was asked to correct the application",
            EventKind::Corrected => "the corrected application came in",
            EventKind::ThirdPartyAsked => "a third party was asked",
            EventKind::ThirdPartyReplied => "the third party answered",
            EventKind::ThirdPartySilent => "it was noted that the third party had not answered, and the agency decides",
            EventKind::OrganAsked => "another organ was asked",
            EventKind::OrganReplied => "the other organ answered",
            EventKind::CoMakerAsked => "a co-maker was asked",
            EventKind::CoMakerReplied => "the co-maker answered",
            EventKind::CoMakerSilent => "it was noted that the co-maker had not answered, which is consent",
            EventKind::FeeAsked => "a fee was asked for",
            EventKind::FeePaid => "the fee was paid",
            EventKind::ReasonAsked => "the reasons for very many applications were asked for",
            EventKind::ReasonGiven => "the reasons were given",
            EventKind::Extended => "the time for the answer was extended",
        };
        self.text(kind.title().zh, en)
    }

    fn outcome(&self) -> String {
        match self.proof.outcome {
            Outcome::Due(due) => self.due(due),
            Outcome::Waiting { question, since, reply_by, if_silent } => {
                let mut said = self.waiting(question, since);
                if let Some(by) = reply_by {
                    said.push_str(&self.fill("对方最晚{}答复。", " That answer is due by {}.", &[&self.day(by)]));
                }
                if let Some(due) = if_silent {
                    let day = self.due_day(due);
                    said.push_str(&self.fill(
                        "对方一直不答复的，截止日{}。",
                        " If none comes, the matter is due {}.",
                        &[&day],
                    ));
                    said.push_str(&self.why_provisional(due));
                }
                said
            }
        }
    }

    fn waiting(&self, question: Question, since: NaiveDate) -> String {
        let who = match question {
            Question::ThirdParty => self.text("第三方的意见", "the third party's answer"),
            Question::Organ => self.text("其他机关的意见", "the other organ's answer"),
            Question::CoMaker => self.text("共同制作机关的意见", "the co-maker's answer"),
            Question::Correction => self.text(
                "补正后的申请，收到后期限重新计算",
                "the corrected application, with which the period begins anew",
            ),
            Question::Fee => self.text("缴费，缴清后期限重新计算", "the fee, with which the period begins anew"),
            Question::Reason => self.text("申请人的理由", "the applicant's reasons"),
        };
        self.fill("从{}起等待{}。", "Since {} the clock waits for {}.", &[&self.day(since), who])
    }

    fn due(&self, due: Due) -> String {
        let day = self.due_day(due);
        let mut said = match self.proof.rule.rule().sense {
            _ if matches!(due, Due::At(_)) => self.fill("截止时间{}。", "Due {}.", &[&day]),
            Sense::Latest => self.fill("截止日{}。", "Due {}.", &[&day]),
            Sense::AtLeast => self.fill("最早结束的日子{}。", "It ends {}, at the earliest.", &[&day]),
        };
        said.push_str(&self.why_provisional(due));
        said
    }

    fn due_day(&self, due: Due) -> String {
        match due {
            Due::On(day) => {
                self.fill("是{}，到当天24:00为止（北京时间）", "on {}, until 24:00 in Shanghai", &[&self.weekday(day)])
            }
            Due::At(at) => {
                let at = point(super::Point::Instant(at), self.language);
                self.fill("是{}（北京时间）", "on {} in Shanghai", &[&at])
            }
            Due::Between { earliest, latest } if earliest == latest => {
                self.fill("暂定是{}", "provisionally on {}", &[&self.weekday(earliest)])
            }
            Due::Between { earliest, latest } => self.fill(
                "暂定在{}至{}之间",
                "provisionally between {} and {}",
                &[&self.weekday(earliest), &self.weekday(latest)],
            ),
        }
    }

    fn why_provisional(&self, due: Due) -> String {
        if !due.is_provisional() {
            return String::new();
        }
        let [from, to] = [self.proof.years.first(), self.proof.years.last()]
            .map(|stand_in| stand_in.map(|stand_in| stand_in.year).unwrap_or_default().to_string());
        self.fill(
            "这段时间的放假安排还没有公布，现在是把{}年至{}年已公布的安排逐年代入得出的，公布后重新计算。",
            " Which of those days are worked is not published yet. This is what the published years {} to {} give when each is put in their place; it is counted again once they are published.",
            &[&from, &to],
        )
    }

    fn weekday(&self, day: NaiveDate) -> String {
        date::full_day_of_week(day, self.language)
    }

    fn flag(&self, flagged: &Flagged) -> String {
        let (day, asked) = (self.day(flagged.day), self.asked_for(flagged.about));
        let (zh, en, cite) = match flagged.code {
            Flag::CorrectionLate => (
                "注意：{}才要求补正，已超过收到申请后的7个工作日",
                "Note: correction was asked for on {}, later than 7 working days after receipt",
                Law::Regulations.article(30),
            ),
            Flag::SilenceEarly => (
                "注意：{}就记为逾期未答复，对方的15个工作日还没有满",
                "Note: silence was noted on {}, before the 15 working days were over",
                flagged.about.asked_by(),
            ),
            // What was asked so late works on the new period; that the old one had run out stays (`lapsed` says when).
            Flag::AskedAfterDue if self.begins_anew_after(flagged.day) => (
                "注意：{}才{}，当时期限已经届满，此后重新计算也不改变这一点",
                "Note: only on {} was {} asked for, when the period had run out; that it begins anew later does not undo that",
                Law::Regulations.article(33),
            ),
            Flag::AskedAfterDue => (
                "注意：{}才{}，期限已经届满，不影响截止日",
                "Note: only on {} was {} asked for, when the period had run out; this does not change the due day",
                Law::Regulations.article(33),
            ),
            Flag::Lapsed => (
                "注意：重新计算之前，原期限已于{}届满",
                "Note: the answer had been due on {} before the period began anew",
                Law::Regulations.article(33),
            ),
        };
        let text = self.cited(&self.fill(zh, en, &[&day, asked]), cite);
        [&text, self.text("。", ".")].concat()
    }

    /// Whether the period begins anew on this day or later.
    fn begins_anew_after(&self, day: NaiveDate) -> bool {
        self.proof.steps.iter().any(|step| step.day >= day && matches!(step.what, What::Restart(..)))
    }

    /// What somebody did who asked; in English what they asked for.
    fn asked_for(&self, question: Question) -> &'static str {
        match question {
            Question::ThirdParty => self.text("征求第三方意见", "a third party's answer"),
            Question::Organ => self.text("征求其他机关意见", "another organ's answer"),
            Question::CoMaker => self.text("征求共同制作机关意见", "a co-maker's answer"),
            Question::Correction => self.text("告知申请人补正", "a correction"),
            Question::Fee => self.text("通知缴纳信息处理费", "a fee"),
            Question::Reason => self.text("要求说明大量申请的理由", "the reason for very many applications"),
        }
    }
}
