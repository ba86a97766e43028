//! The marks that mean one thing everywhere: a shape, a colour class and a word, never the colour alone.

use crate::audience::Verdict;
use crate::words::Bilingual;

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// 可享受: filled circle, jade.
    Eligible,
    /// 不符合: ring, slate.
    NotEligible,
    /// 还差信息: half circle, amber.
    Unknown,
    /// Nothing to do: filled circle with a check.
    Automatic,
    /// 已存在本机: a small tray.
    OnDevice,
    /// 待发送: a tray with an arrow.
    Waiting,
    /// 已收到: a seal.
    Received,
    /// 已入公开记录: a seal with a ring.
    InRecord,
}

impl From<Verdict> for Mark {
    fn from(verdict: Verdict) -> Mark {
        match verdict {
            Verdict::Eligible => Mark::Eligible,
            Verdict::NotEligible => Mark::NotEligible,
            Verdict::Unknown => Mark::Unknown,
        }
    }
}

impl Mark {
    /// All of them.
    pub const ALL: [Mark; 8] = [
        Mark::Eligible,
        Mark::NotEligible,
        Mark::Unknown,
        Mark::Automatic,
        Mark::OnDevice,
        Mark::Waiting,
        Mark::Received,
        Mark::InRecord,
    ];

    /// The word beside the shape.
    pub fn word(self) -> Bilingual {
        let (zh, en) = match self {
            Mark::Eligible => ("可享受", "Applies to you"),
            Mark::NotEligible => ("不符合", "Does not apply"),
            Mark::Unknown => ("还差信息", "Not yet known"),
            Mark::Automatic => ("可享受，不用办", "Yours, nothing to do"),
            Mark::OnDevice => ("已存在本机", "Saved on this device"),
            Mark::Waiting => ("待发送", "Waiting to be sent"),
            Mark::Received => ("已收到", "Received"),
            Mark::InRecord => ("已入公开记录", "In the public record"),
        };
        Bilingual { zh, en }
    }

    /// The class beside `mark` that gives it its colour.
    pub fn class(self) -> &'static str {
        match self {
            Mark::Eligible | Mark::Automatic => "mark mark-yes",
            Mark::NotEligible => "mark mark-no",
            Mark::Unknown => "mark mark-unknown",
            Mark::OnDevice => "mark mark-device",
            Mark::Waiting => "mark mark-waiting",
            Mark::Received => "mark mark-received",
            Mark::InRecord => "mark mark-record",
        }
    }

    /// The shape, inside an `<svg viewBox="0 0 24 24">` whose lines take the colour of the text.
    pub fn shape(self) -> &'static str {
        match self {
            Mark::Eligible => r#"<circle cx="12" cy="12" r="9" fill="currentColor"/>"#,
            Mark::NotEligible => r#"<circle cx="12" cy="12" r="8"/>"#,
            Mark::Unknown => r#"<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 0 0 16z" fill="currentColor"/>"#,
            Mark::Automatic => {
                r#"<path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z" fill="currentColor"/><path class="knock" d="m8 12.3 2.8 2.8L16 9.6"/>"#
            }
            Mark::OnDevice => r#"<path d="M4 13v5a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-5h-5l-1 2.5h-4L9 13z"/>"#,
            Mark::Waiting => {
                r#"<path d="M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4"/><path d="M12 15V4m-4 4 4-4 4 4"/>"#
            }
            Mark::Received => {
                r#"<rect x="5" y="5" width="14" height="14" rx="2" fill="currentColor"/><path class="knock" d="m8.5 12.2 2.5 2.5 4.5-5"/>"#
            }
            Mark::InRecord => {
                r#"<circle cx="12" cy="12" r="9.5"/><rect x="7.5" y="7.5" width="9" height="9" rx="1" fill="currentColor"/>"#
            }
        }
    }

    /// The shape as a whole `<svg>` element, for pages rendered as text. It is hidden from screen readers: the word says it.
    pub fn svg(self) -> String {
        format!(r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>"#, self.shape())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_marks_share_a_word_or_a_shape() {
        for (index, mark) in Mark::ALL.iter().enumerate() {
            for other in Mark::ALL.iter().skip(index + 1) {
                assert_ne!(mark.word().zh, other.word().zh);
                assert_ne!(mark.shape(), other.shape());
            }
        }
    }
}
