//! What can happen to an application: questions and their answers, silence, an extension; and what the law lets each do to the clock.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::law::{Citation, Law};
use crate::words::Bilingual;

/// Whom or what a clock waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// A third party whose rights the information may harm. Its silence is no consent: the agency decides (条例 art. 32).
    ThirdParty,
    /// Another organ (art. 33).
    Organ,
    /// An organ that made the information too. Its silence is consent (art. 34).
    CoMaker,
    /// The applicant, to correct the application (art. 30).
    Correction,
    /// The applicant, to pay (art. 42).
    Fee,
    /// The applicant, for the reasons of very many applications (art. 35).
    Reason,
}

impl Question {
    /// Where the law says what it does to the clock.
    pub fn cite(self) -> Citation {
        let article = match self {
            Question::ThirdParty | Question::Organ => 33,
            Question::CoMaker => 34,
            Question::Correction => 30,
            Question::Fee => return Citation::whole(Law::ProcessingFee),
            Question::Reason => 35,
        };
        Law::Regulations.article(article)
    }

    /// Where the law lets it be asked, and says what an answer that does not come means.
    pub fn asked_by(self) -> Citation {
        match self {
            Question::ThirdParty => Law::Regulations.article(32),
            _ => self.cite(),
        }
    }

    /// Whether the working days until it is answered are left out of the count (art. 33, 34).
    pub fn pauses(self) -> bool {
        matches!(self, Question::ThirdParty | Question::Organ | Question::CoMaker)
    }

    /// How many working days the asked one has, where the law says it: after them silence means something (art. 32, 34).
    pub fn reply_working_days(self) -> Option<u32> {
        matches!(self, Question::ThirdParty | Question::CoMaker).then_some(15)
    }
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Asks.
    Asks(Question),
    /// Answers the oldest open question of its kind.
    Answers(Question),
    /// Notes that no answer came.
    Silent(Question),
    /// Extends.
    Extends,
}

macro_rules! event_kinds {
    ($( $kind:ident $name:literal $zh:literal / $en:literal => $does:expr; )*) => {
        /// What can happen to an application.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum EventKind { $( #[doc = $en] #[serde(rename = $name)] $kind, )* }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [EventKind] = &[$(EventKind::$kind),*];

            /// As records write it.
            pub fn name(self) -> &'static str {
                match self { $(EventKind::$kind => $name),* }
            }

            /// In words.
            pub fn title(self) -> Bilingual {
                match self { $(EventKind::$kind => Bilingual { zh: $zh, en: $en }),* }
            }

            /// What it does.
            pub fn does(self) -> Does {
                match self { $(EventKind::$kind => $does),* }
            }
        }
    };
}

event_kinds! {
    CorrectionAsked "correction_asked" "告知申请人补正" / "the applicant is asked to correct" => Does::Asks(Question::Correction);
    Corrected "corrected" "收到补正后的申请" / "the corrected application is in" => Does::Answers(Question::Correction);
    ThirdPartyAsked "third_party_asked" "书面征求第三方意见" / "a third party is asked" => Does::Asks(Question::ThirdParty);
    ThirdPartyReplied "third_party_replied" "收到第三方意见" / "the third party answers" => Does::Answers(Question::ThirdParty);
    ThirdPartySilent "third_party_silent" "第三方逾期未提出意见，由行政机关决定是否公开" / "the third party has not answered, and the agency decides" => Does::Silent(Question::ThirdParty);
    OrganAsked "organ_asked" "征求其他机关意见" / "another organ is asked" => Does::Asks(Question::Organ);
    OrganReplied "organ_replied" "收到其他机关意见" / "the other organ answers" => Does::Answers(Question::Organ);
    CoMakerAsked "co_maker_asked" "征求共同制作机关意见" / "a co-maker is asked" => Does::Asks(Question::CoMaker);
    CoMakerReplied "co_maker_replied" "收到共同制作机关意见" / "the co-maker answers" => Does::Answers(Question::CoMaker);
    CoMakerSilent "co_maker_silent" "共同制作机关逾期未答复，视为同意公开" / "the co-maker has not answered, which is consent" => Does::Silent(Question::CoMaker);
    FeeAsked "fee_asked" "通知缴纳信息处理费" / "a fee is asked for" => Does::Asks(Question::Fee);
    FeePaid "fee_paid" "收到信息处理费" / "the fee is paid" => Does::Answers(Question::Fee);
    ReasonAsked "reason_asked" "要求说明大量申请的理由" / "reasons for very many applications are asked for" => Does::Asks(Question::Reason);
    ReasonGiven "reason_given" "收到申请人的理由" / "the reasons are given" => Does::Answers(Question::Reason);
    Extended "extended" "延长答复期限" / "the time for the answer is extended" => Does::Extends;
}

/// One event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// On which legal day.
    pub on: NaiveDate,
    /// Of an extension alone: by how many working days.
    pub working_days: Option<u32>,
}

impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut event = to.serialize_struct("Event", 3)?;
        event.serialize_field("kind", &self.kind)?;
        event.serialize_field("on", &self.on)?;
        match self.working_days {
            Some(days) => event.serialize_field("working_days", &days)?,
            None => event.skip_field("working_days")?,
        }
        event.end()
    }
}
