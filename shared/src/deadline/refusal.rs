//! Why a timeline is refused, with the article that says so.

use chrono::NaiveDate;
use thiserror::Error;

use super::event::{Does, EventKind};
use super::timeline::MOST_EVENTS;
use super::{MOST_EXTENSION, RuleId};
use crate::law::{Citation, Law};
use crate::words::BilingualText;

/// Why there is no date: the timeline cannot be read, or the law does not allow it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Not the JSON of a timeline.
    #[error("this is no timeline: {0}")]
    NotATimeline(String),
    /// More events than are read.
    #[error("at most {MOST_EVENTS} events are read, these are {0}")]
    TooManyEvents(usize),
    /// No such rule.
    #[error("{0:?} is no rule; `mingbai deadline --list` prints them")]
    UnknownRule(String),
    /// No such event.
    #[error("{0:?} is no event that the law knows")]
    UnknownEvent(String),
    /// No such channel.
    #[error("{0:?} is no channel; in_person, signed_mail, ordinary_mail, online or fax was expected")]
    UnknownBasis(String),
    /// Not a day and no instant.
    #[error("{0:?} is no day such as 2026-01-05 and no instant such as 2026-01-05T10:00:00+08:00")]
    NotADay(String),
    /// An instant that does not say where its clock stands.
    #[error("{0:?} does not say its zone; in Shanghai it is +08:00")]
    ZoneMissing(String),
    /// A rule by hours and a start that is only a day.
    #[error("{rule} counts hours, so its start is an instant; {given} is a day")]
    InstantNeeded {
        /// Which rule.
        rule: RuleId,
        /// What was given.
        given: NaiveDate,
    },
    /// Before the calendar begins, or beyond what days can be counted to.
    #[error("{0} lies outside of the years that can be counted")]
    OutOfReach(NaiveDate),
    /// An event that does nothing under this rule.
    #[error("{} is no event of {rule}", .event.name())]
    EventNotOfRule {
        /// Which rule.
        rule: RuleId,
        /// Which event.
        event: EventKind,
    },
    /// An event before the start.
    #[error("{} on {on} comes before the receipt on {received}", .event.name())]
    BeforeReceipt {
        /// Which event.
        event: EventKind,
        /// When.
        on: NaiveDate,
        /// The receipt.
        received: NaiveDate,
    },
    /// An extension by no day or by too many.
    #[error("an extension is by 1 to {MOST_EXTENSION} working days, this one by {}", .0.map_or("none that is said".to_owned(), |days| days.to_string()))]
    ExtensionTooLong(Option<u32>),
    /// A second extension.
    #[error("the time was extended before; it can be extended once, and not again on {0}")]
    SecondExtension(NaiveDate),
    /// An extension when the time was over.
    #[error("the answer was due on {due}; the time cannot be extended on {on}")]
    LateExtension {
        /// When it was tried.
        on: NaiveDate,
        /// When the answer was due.
        due: NaiveDate,
    },
    /// A second demand for correction.
    #[error("a correction was asked for before; it is asked for once, and not again on {0}")]
    SecondCorrection(NaiveDate),
    /// An answer to nothing.
    #[error("{} on {on} answers no question that was open", .event.name())]
    AnswerBeforeQuestion {
        /// Which event.
        event: EventKind,
        /// When.
        on: NaiveDate,
    },
    /// A duty to enter what came online anyway.
    #[error("an application that came online is in the platform; nothing is to be entered")]
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
            Refusal::UnknownBasis(_) | Refusal::BeforeReceipt { .. } => regulations(31),
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

    /// What a person reads, with the article.
    pub fn message(&self) -> BilingualText {
        let zh = match self {
            Refusal::NotATimeline(_) => "这不是一份经过记录，请检查格式".to_owned(),
            Refusal::TooManyEvents(count) => format!("最多读取{MOST_EVENTS}个事项，这里有{count}个"),
            Refusal::UnknownRule(text) => format!("没有“{text}”这条期限规则"),
            Refusal::UnknownEvent(text) => format!("没有“{text}”这种事项"),
            Refusal::UnknownBasis(text) => format!("没有“{text}”这种提交方式"),
            Refusal::NotADay(text) => format!("“{text}”不是日期，请写成2026-01-05这样"),
            Refusal::ZoneMissing(text) => format!("“{text}”没有写明时区，上海时间请写+08:00"),
            Refusal::InstantNeeded { given, .. } => format!("这项期限按小时计算，请写明几点几分；{given}只有日期"),
            Refusal::OutOfReach(day) => format!("{day}不在能计算的年份内"),
            Refusal::EventNotOfRule { rule, event } => {
                format!("“{}”与“{}”的期限无关", event.title().zh, rule.rule().title.zh)
            }
            Refusal::BeforeReceipt { event, on, received } => {
                format!("“{}”记在{on}，早于收到申请的{received}", event.title().zh)
            }
            Refusal::ExtensionTooLong(Some(days)) => format!("延长1至{MOST_EXTENSION}个工作日，不能延长{days}个"),
            Refusal::ExtensionTooLong(None) => "请写明延长几个工作日".to_owned(),
            Refusal::SecondExtension(on) => format!("已经延长过一次，{on}不能再延长"),
            Refusal::LateExtension { on, due } => format!("答复期限已于{due}届满，{on}不能再延长"),
            Refusal::SecondCorrection(on) => format!("补正只能一次性告知，{on}不能再要求补正"),
            Refusal::AnswerBeforeQuestion { event, on } => {
                format!("{on}记了“{}”，但之前没有相应的征询或通知", event.title().zh)
            }
            Refusal::CameOnline => "网络申请已在平台上，不需要录入".to_owned(),
        };
        let (mut zh, mut en) = (zh, self.to_string());
        if let Some(cite) = self.cite() {
            zh.push_str(&format!("（{}）", cite.in_language(crate::words::Language::Zh)));
            en.push_str(&format!(" ({cite})"));
        }
        BilingualText { zh, en }
    }
}
