//! Why a timeline is refused, with the article that says so.

use chrono::NaiveDate;

use super::event::{Does, EventKind};
use super::timeline::MOST_EVENTS;
use super::wording::cited;
use super::{MOST_EXTENSION, RuleId};
use crate::law::{Citation, Law};
use crate::words::{Bilingual, BilingualText, Language, date, fill};

/// Why there is no date: the timeline cannot be read, or the law does not allow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not the JSON of a timeline.
    NotATimeline(String),
    /// More events than are read.
    TooManyEvents(usize),
    /// No such rule.
    UnknownRule(String),
    /// No such event.
    UnknownEvent(String),
    /// No such channel.
    UnknownBasis(String),
    /// A channel where there is no application.
    BasisNotOfRule(RuleId),
    /// Not a day and no instant.
    NotADay(String),
    /// An instant that does not say where its clock stands.
    ZoneMissing(String),
    /// A rule by hours and a start that is only a day.
    InstantNeeded {
        /// Which rule.
        rule: RuleId,
        /// What was given.
        given: NaiveDate,
    },
    /// Before the calendar begins, or beyond what days can be counted to.
    OutOfReach(NaiveDate),
    /// An event that does nothing under this rule.
    EventNotOfRule {
        /// Which rule.
        rule: RuleId,
        /// Which event.
        event: EventKind,
    },
    /// An event before the start.
    BeforeReceipt {
        /// Which event.
        event: EventKind,
        /// When.
        on: NaiveDate,
        /// The receipt.
        received: NaiveDate,
    },
    /// An extension by no day or by too many.
    ExtensionTooLong(Option<u32>),
    /// A second extension.
    SecondExtension(NaiveDate),
    /// An extension when the time was over.
    LateExtension {
        /// When it was tried.
        on: NaiveDate,
        /// When the answer was due.
        due: NaiveDate,
    },
    /// A second demand for correction.
    SecondCorrection(NaiveDate),
    /// An answer to nothing.
    AnswerBeforeQuestion {
        /// Which event.
        event: EventKind,
        /// When.
        on: NaiveDate,
    },
    /// A duty to enter what came online anyway.
    CameOnline,
}

impl Refusal {
    /// A stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotATimeline(_) => "not_a_timeline",
            Refusal::TooManyEvents(_) => "too_many_events",
            Refusal::UnknownRule(_) => "unknown_rule",
            Refusal::UnknownEvent(_) => "unknown_event",
            Refusal::UnknownBasis(_) => "unknown_basis",
            Refusal::BasisNotOfRule(_) => "basis_not_of_rule",
            Refusal::NotADay(_) => "not_a_day",
            Refusal::ZoneMissing(_) => "zone_missing",
            Refusal::InstantNeeded { .. } => "instant_needed",
            Refusal::OutOfReach(_) => "out_of_reach",
            Refusal::EventNotOfRule { .. } => "event_not_of_rule",
            Refusal::BeforeReceipt { .. } => "before_receipt",
            Refusal::ExtensionTooLong(_) => "extension_too_long",
            Refusal::SecondExtension(_) => "second_extension",
            Refusal::LateExtension { .. } => "late_extension",
            Refusal::SecondCorrection(_) => "second_correction",
            Refusal::AnswerBeforeQuestion { .. } => "answer_before_question",
            Refusal::CameOnline => "came_online",
        }
    }

    /// The article that does not allow it; none where a text just cannot be read.
    pub fn cite(&self) -> Option<Citation> {
        let regulations = |article| Some(Law::Regulations.article(article));
        match self {
            Refusal::NotATimeline(_)
            | Refusal::TooManyEvents(_)
            | Refusal::UnknownRule(_)
            | Refusal::UnknownEvent(_) => None,
            Refusal::NotADay(_) | Refusal::OutOfReach(_) => None,
            Refusal::UnknownBasis(_) | Refusal::BasisNotOfRule(_) | Refusal::BeforeReceipt { .. } => regulations(31),
            Refusal::ZoneMissing(_) | Refusal::InstantNeeded { .. } => Some(Law::CivilCode.article(201)),
            Refusal::EventNotOfRule { rule, .. } => rule.rule().cites.first().copied(),
            Refusal::ExtensionTooLong(_) | Refusal::SecondExtension(_) | Refusal::LateExtension { .. } => {
                regulations(33)
            }
            Refusal::SecondCorrection(_) => regulations(30),
            Refusal::AnswerBeforeQuestion { event, .. } => match event.does() {
                Does::Answers(question) | Does::Silent(question) => Some(question.cite()),
                _ => None,
            },
            Refusal::CameOnline => Some(Law::Measures.article(49)),
        }
    }

    /// What a person reads, with the article: one sentence with its stop.
    pub fn message(&self) -> BilingualText {
        let in_language = |language| {
            let said = self.said(language);
            let said = self.cite().map_or_else(|| said.clone(), |cite| cited(&said, cite, language));
            [&said, Bilingual { zh: "。", en: "." }.in_language(language)].concat()
        };
        BilingualText { zh: in_language(Language::Zh), en: in_language(Language::En) }
    }

    fn said(&self, language: Language) -> String {
        let day = |day: &NaiveDate| date::full_day(*day, language);
        let event = |event: &EventKind| event.title().in_language(language);
        let rule = |rule: &RuleId| rule.rule().title.in_language(language);
        let say = |zh, en, values: &[&str]| fill(Bilingual { zh, en }.in_language(language), values);
        let most = MOST_EVENTS.to_string();
        match self {
            Refusal::NotATimeline(why) => match language {
                Language::Zh => "这不是一份经过记录，请检查格式".to_owned(),
                Language::En => format!("This is no timeline: {why}"),
            },
            Refusal::TooManyEvents(count) => say(
                "最多读取{}个事项，这里有{}个",
                "At most {} events are read, and these are {}",
                &[&most, &count.to_string()],
            ),
            Refusal::UnknownRule(text) => {
                say("没有“{}”这条期限规则", "“{}” is no rule; `mingbai deadline --list` prints them", &[text])
            }
            Refusal::UnknownEvent(text) => say("没有“{}”这种事项", "“{}” is no event that the law knows", &[text]),
            Refusal::UnknownBasis(text) => say(
                "没有“{}”这种提交方式",
                "“{}” is no channel; in_person, signed_mail, ordinary_mail, online or fax was expected",
                &[text],
            ),
            Refusal::BasisNotOfRule(of) => say(
                "只有申请才有提交方式，“{}”没有",
                "Only an application comes by a channel, and this limit has none: {}",
                &[rule(of)],
            ),
            Refusal::NotADay(text) => say(
                "“{}”不是日期，请写成2026-01-05这样",
                "“{}” is no day such as 2026-01-05 and no instant such as 2026-01-05T10:00:00+08:00",
                &[text],
            ),
            Refusal::ZoneMissing(text) => say(
                "“{}”没有写明时区，上海时间请写+08:00",
                "“{}” does not say its zone; in Shanghai it is +08:00",
                &[text],
            ),
            Refusal::InstantNeeded { rule: of, given } => say(
                "“{}”的期限按小时计算，请写明几点几分；{}只有日期",
                "The time to {} is counted in hours, so its start needs the time of day; {} is only a day",
                &[rule(of), &day(given)],
            ),
            Refusal::OutOfReach(on) => {
                say("{}不在能计算的年份内", "{} lies outside of the years that can be counted", &[&day(on)])
            }
            Refusal::EventNotOfRule { rule: of, event: kind } => match language {
                Language::Zh => format!("“{}”与“{}”的期限无关", event(kind), rule(of)),
                Language::En => format!("The time to {} has no such event as “{}”", rule(of), event(kind)),
            },
            Refusal::BeforeReceipt { event: kind, on, received } => say(
                "“{}”记在{}，早于收到申请的{}",
                "“{}” is noted on {}, before the receipt on {}",
                &[event(kind), &day(on), &day(received)],
            ),
            Refusal::ExtensionTooLong(Some(days)) => say(
                "延长1至{}个工作日，不能延长{}个",
                "The time is extended by 1 to {} working days, not by {}",
                &[&MOST_EXTENSION.to_string(), &days.to_string()],
            ),
            Refusal::ExtensionTooLong(None) => {
                say("请写明延长几个工作日", "By how many working days the time is extended is not said", &[])
            }
            Refusal::SecondExtension(on) => say(
                "已经延长过一次，{}不能再延长",
                "The time was extended before; it can be extended once, and not again on {}",
                &[&day(on)],
            ),
            Refusal::LateExtension { on, due } => say(
                "答复期限已于{}届满，{}不能再延长",
                "The answer was due on {}; the time cannot be extended on {}",
                &[&day(due), &day(on)],
            ),
            Refusal::SecondCorrection(on) => say(
                "补正只能一次性告知，{}不能再要求补正",
                "A correction was asked for before; it is asked for once, and not again on {}",
                &[&day(on)],
            ),
            Refusal::AnswerBeforeQuestion { event: kind, on } => match language {
                Language::Zh => format!("{}记了“{}”，但之前没有相应的征询或通知", day(on), event(kind)),
                Language::En => format!("“{}” on {} answers no question that was open", event(kind), day(on)),
            },
            Refusal::CameOnline => say(
                "网络申请已在平台上，不需要录入",
                "An application that came online is in the platform, and nothing is to be entered",
                &[],
            ),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message().en)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusals() -> Vec<Refusal> {
        let (on, text) = (NaiveDate::from_ymd_opt(2026, 1, 21).unwrap(), || "x".to_owned());
        let mut all = vec![
            Refusal::NotATimeline("expected value at line 1 column 1".into()),
            Refusal::TooManyEvents(101),
            Refusal::UnknownRule(text()),
            Refusal::UnknownEvent(text()),
            Refusal::UnknownBasis(text()),
            Refusal::NotADay(text()),
            Refusal::ZoneMissing(text()),
            Refusal::OutOfReach(on),
            Refusal::ExtensionTooLong(Some(21)),
            Refusal::ExtensionTooLong(None),
            Refusal::SecondExtension(on),
            Refusal::LateExtension { on, due: on },
            Refusal::SecondCorrection(on),
            Refusal::CameOnline,
        ];
        for rule in RuleId::ALL {
            all.extend([Refusal::InstantNeeded { rule: *rule, given: on }, Refusal::BasisNotOfRule(*rule)]);
            all.extend(EventKind::ALL.iter().map(|event| Refusal::EventNotOfRule { rule: *rule, event: *event }));
        }
        for event in EventKind::ALL {
            all.push(Refusal::BeforeReceipt { event: *event, on, received: on });
            all.push(Refusal::AnswerBeforeQuestion { event: *event, on });
        }
        all
    }

    #[test]
    fn each_is_one_sentence_as_people_write_it() {
        for refusal in refusals() {
            let BilingualText { zh, en } = refusal.message();
            assert!(zh.ends_with('。') && zh.matches('。').count() == 1, "{zh}");
            assert!(en.ends_with('.') && !en.ends_with(".."), "{en}");
            assert!(
                en.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit() || first == '“'),
                "{en}"
            );
            for text in [zh, en] {
                assert!(!text.contains("{}") && !text.contains("2026-01-21"), "{text}");
                assert!(RuleId::ALL.iter().all(|rule| !text.contains(rule.name())), "{text}");
                assert!(
                    EventKind::ALL.iter().all(|kind| !kind.name().contains('_') || !text.contains(kind.name())),
                    "{text}"
                );
            }
        }
        let rule = RuleId::IncidentFirstRelease;
        let hours = Refusal::InstantNeeded { rule, given: NaiveDate::from_ymd_opt(2026, 1, 21).unwrap() }.message();
        assert_eq!(
            hours.zh,
            "“重特大事件首次发布信息”的期限按小时计算，请写明几点几分；2026年1月21日只有日期（《民法典》第二百零一条）。"
        );
        assert!(
            hours.en.starts_with("The time to make the first release on a grave incident is counted in hours, so"),
            "{}",
            hours.en
        );
        assert!(hours.en.contains("; 21 January 2026 is only a day ("), "{}", hours.en);
    }
}
