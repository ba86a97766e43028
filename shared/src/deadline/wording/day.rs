//! One day of a proof in words: what it was, and why, with its article.

use super::Say;
use crate::calendar::festival_en;
use crate::deadline::event::Question;
use crate::deadline::proof::{Idle, Proof};
use crate::deadline::strip::{Cell, Flag, Look};
use crate::deadline::{EventKind, Limit, Sense};
use crate::law::Law;
use crate::words::{Language, date};

/// What a day of the strip was. Its notice is not named: that is a link's to do.
pub fn day(proof: &Proof, cell: &Cell, language: Language) -> String {
    let say = Say { proof, language };
    let of = Day { say, cell };
    let day = date::day_of_week(cell.day, proof.start.day(), language);
    let mut said: Vec<String> = cell.events.iter().map(|(kind, days)| of.event(*kind, *days)).collect();
    said.extend(of.look());
    said.extend(cell.reply_by.map(|question| of.reply_by(question)));
    said.extend(cell.flag.map(|flag| of.flag(flag)));
    let said = said.join(say.text("；", "; "));
    say.fill("{}：{}。", "{}: {}.", &[&day, &said])
}

struct Day<'a> {
    say: Say<'a>,
    cell: &'a Cell,
}

impl Day<'_> {
    fn event(&self, kind: EventKind, days: Option<u32>) -> String {
        let title = kind.title().in_language(self.say.language);
        match days {
            Some(days) => self.say.fill("{}{}个工作日", "{} by {} working days", &[title, &days.to_string()]),
            None => title.to_owned(),
        }
    }

    fn look(&self) -> Option<String> {
        Some(match self.cell.look {
            Look::Start => self.start(),
            Look::Counted(n) if self.is_by_working_days() => {
                self.say.fill("第{}个工作日", "working day {}", &[&n.to_string()])
            }
            Look::Counted(n) => self.say.fill("第{}日，休息日也在内", "day {}; rest days count too", &[&n.to_string()]),
            Look::MakeUp(n) => self.say.fill(
                "{}调休上班，第{}个工作日",
                "worked{}: working day {}",
                &[&self.festival(" for the "), &n.to_string()],
            ),
            Look::Rest if self.cell.is_weekday_off() => {
                self.say.fill("{}放假，不计入", "off{}, not counted", &[&self.festival(" for the ")])
            }
            Look::Rest => self.say.text("周末，不计入", "a weekend, not counted").to_owned(),
            Look::Paused(question) => self.say.cited(self.paused(question), question.cite()),
            Look::Void(Idle::Correction) => self.say.cited(
                self.say.text(
                    "等待申请人补正，不计入，补正后重新计算",
                    "waiting for the applicant’s correction, not counted; the period begins anew with it",
                ),
                Question::Correction.cite(),
            ),
            Look::Void(Idle::Fee) => self.say.cited(
                self.say.text(
                    "等待申请人缴费，不计入，缴清后重新计算",
                    "waiting for the fee, not counted; the period begins anew with it",
                ),
                Question::Fee.cite(),
            ),
            Look::Void(Idle::Lapsed) => self.say.text("期限已经届满", "the period has run out").to_owned(),
            Look::Restart(question) => self.say.cited(
                self.say.text(
                    "期限从次日起重新计算，当天不计入",
                    "the period begins anew on the next day; this day is not counted",
                ),
                question.cite(),
            ),
            Look::Moved if self.cell.is.as_ref().is_some_and(|is| is.kind.works()) => self.say.cited(
                self.say.text(
                    "最后一日是休息日，顺延到这个工作日",
                    "the last day was a rest day, so the end moves to this working day",
                ),
                Law::CivilCode.article(203),
            ),
            Look::Moved => self
                .say
                .cited(self.say.text("休息日，继续顺延", "a rest day; the end moves on"), Law::CivilCode.article(203)),
            Look::Unknown => self
                .say
                .text("放假安排还没有公布，还不知道是不是工作日", "not published yet whether it is a working day")
                .to_owned(),
            Look::Between => {
                return (self.cell.flag.is_none())
                    .then(|| self.say.text("倒推经过的一日", "a day on the way back").to_owned());
            }
        })
    }

    fn start(&self) -> String {
        let start = self.say.proof.rule.rule().start.in_language(self.say.language);
        match self.say.proof.limit {
            Limit::DaysBefore(_) => {
                self.say.fill("{}，从这一天倒推", "{}, from which the days are counted back", &[start])
            }
            _ => self.say.cited(
                &self.say.fill("{}，当天不计入", "{}, not counted itself", &[start]),
                Law::CivilCode.article(201),
            ),
        }
    }

    fn paused(&self, question: Question) -> &'static str {
        match question {
            Question::ThirdParty => {
                self.say.text("等待第三方的意见，不计入", "waiting for the third party, not counted")
            }
            Question::CoMaker => {
                self.say.text("等待共同制作机关的意见，不计入", "waiting for the co-maker, not counted")
            }
            _ => self.say.text("等待其他机关的意见，不计入", "waiting for the other organ, not counted"),
        }
    }

    fn reply_by(&self, question: Question) -> String {
        let cite = question.asked_by();
        self.say.cited(self.say.text("对方最晚在这一天答复", "the last day for the answer that was asked for"), cite)
    }

    fn flag(&self, flag: Flag) -> String {
        let latest = self.say.proof.rule.rule().sense == Sense::Latest;
        match flag {
            Flag::Due if !latest => self.say.text("最早到这一天结束", "it ends on this day at the earliest"),
            Flag::Due => self.say.text("截止日，到24:00为止", "the due day, until 24:00"),
            Flag::Earliest => self.say.text("最早可能的截止日", "the earliest possible due day"),
            Flag::Latest => self.say.text("最晚可能的截止日", "the latest possible due day"),
            Flag::Likely => self.say.text("暂定的截止日", "the provisional due day"),
            Flag::IfSilent => self.say.text("对方一直不答复的话，这一天截止", "the due day where no answer comes"),
        }
        .to_owned()
    }

    /// The festival, if the notice names one that can be said in this language.
    fn festival(&self, before: &str) -> String {
        let named = self.cell.is.as_ref().and_then(|is| is.by.as_ref()).map(|(name, _)| name.as_str());
        match self.say.language {
            Language::Zh => named.unwrap_or("调休").to_owned(),
            Language::En => named.and_then(festival_en).map(|name| [before, &name].concat()).unwrap_or_default(),
        }
    }

    fn is_by_working_days(&self) -> bool {
        matches!(self.say.proof.limit, Limit::WorkingDays(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::deadline::{District, Strip, Timeline, prove};
    use crate::words::runs::has_chinese;
    use chrono::NaiveDate;

    fn proof(json: &str) -> Proof {
        prove(&Timeline::read(json.as_bytes()).unwrap(), &Calendar::published(), &District::default()).unwrap()
    }

    fn said(proof: &Proof, of: &str, language: Language) -> String {
        let of = crate::iso::day(of).unwrap();
        day(proof, Strip::of(proof, of).cell(of).unwrap(), language)
    }

    #[test]
    fn each_day_says_what_it_was_and_why() {
        let asked = proof(
            r#"{"rule":"request.answer","received":"2026-01-21","basis":"in_person","events":[
            {"kind":"third_party_asked","on":"2026-01-27"},{"kind":"third_party_replied","on":"2026-02-05"},
            {"kind":"extended","on":"2026-02-10","working_days":10}]}"#,
        );
        let zh = |of| said(&asked, of, Language::Zh);
        assert_eq!(zh("2026-01-21"), "1月21日（周三）：收到申请之日，当天不计入（《民法典》第二百零一条）。");
        assert_eq!(zh("2026-01-22"), "1月22日（周四）：第1个工作日。");
        assert_eq!(zh("2026-01-24"), "1月24日（周六）：周末，不计入。");
        assert_eq!(zh("2026-01-27"), "1月27日（周二）：书面征求第三方意见；第4个工作日。");
        assert_eq!(zh("2026-01-28"), "1月28日（周三）：等待第三方的意见，不计入（《政府信息公开条例》第三十三条）。");
        assert_eq!(zh("2026-02-10"), "2月10日（周二）：延长答复期限10个工作日；第7个工作日。");
        assert_eq!(zh("2026-02-14"), "2月14日（周六）：春节调休上班，第11个工作日。");
        assert_eq!(zh("2026-02-16"), "2月16日（周一）：春节放假，不计入。");
        let en = |of| said(&asked, of, Language::En);
        assert_eq!(en("2026-02-14"), "14 February (Sat): worked for the Spring Festival: working day 11.");
        assert_eq!(en("2026-02-16"), "16 February (Mon): off for the Spring Festival, not counted.");
    }

    #[test]
    fn the_last_day_says_how_sure_it_is() {
        let provisional = proof(r#"{"rule":"request.answer","received":"2026-12-07","basis":"online"}"#);
        let first = Strip::of(&provisional, NaiveDate::default()).cells().find(|cell| cell.flag.is_some()).unwrap().day;
        let text = said(&provisional, &first.to_string(), Language::Zh);
        assert!(text.ends_with("：放假安排还没有公布，还不知道是不是工作日；最早可能的截止日。"), "{text}");
        let sixty = proof(r#"{"rule":"remedy.reconsideration","received":"2026-08-03"}"#);
        assert_eq!(
            said(&sixty, "2026-10-08", Language::Zh),
            "10月8日（周四）：最后一日是休息日，顺延到这个工作日（《民法典》第二百零三条）；截止日，到24:00为止。"
        );
        let papers = proof(r#"{"rule":"decision.hearing_papers","received":"2026-06-17"}"#);
        assert_eq!(said(&papers, "2026-06-10", Language::Zh), "6月10日（周三）：截止日，到24:00为止。");
    }

    #[test]
    fn english_is_english_and_no_text_is_empty() {
        for json in [
            r#"{"rule":"request.answer","received":"2026-09-21","basis":"fax","events":[{"kind":"correction_asked","on":"2026-09-23"},
                {"kind":"corrected","on":"2026-10-13"},{"kind":"co_maker_asked","on":"2026-10-20"},{"kind":"extended","on":"2026-10-21","working_days":20}]}"#,
            r#"{"rule":"request.answer","received":"2026-02-09","events":[{"kind":"fee_asked","on":"2026-02-10"},{"kind":"fee_paid","on":"2026-03-10"},
                {"kind":"organ_asked","on":"2026-03-12"},{"kind":"organ_replied","on":"2026-03-20"}]}"#,
            r#"{"rule":"decision.hearing_papers","received":"2026-06-17"}"#,
            r#"{"rule":"decision.comment_period","received":"2026-08-31"}"#,
        ] {
            let proof = proof(json);
            for cell in Strip::of(&proof, NaiveDate::default()).cells() {
                let (zh, en) = (day(&proof, cell, Language::Zh), day(&proof, cell, Language::En));
                assert!(!has_chinese(&en), "{en}");
                assert!(
                    !zh.contains("：。") && !zh.contains("{}") && !en.contains(": .") && !en.contains("{}"),
                    "{zh} {en}"
                );
            }
        }
    }
}
