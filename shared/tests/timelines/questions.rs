//! Questions, their answers, and the days that they take out.

use mingbai_shared::deadline::{District, PauseBounds};

use super::days::{Dark, World};

pub struct Question {
    pub subject: &'static str,
    pub asked: i32,
    /// The day of the answer, or on which it was noted that none came, and whether none came.
    pub ended: Option<(i32, bool)>,
}

impl Question {
    pub fn lets_begin_anew(&self, district: &District) -> bool {
        self.subject == "correction" || self.subject == "fee" && district.fee_restarts
    }

    /// Whether it takes this day out of the count, if it is a working day.
    fn takes_out(&self, day: i32, district: &District, world: World<'_>, unanswered: bool) -> Result<bool, Dark> {
        if self.lets_begin_anew(district) {
            return Ok(self.asked < day && self.ended.is_none_or(|(ended, _)| day < ended));
        }
        if !["third_party", "organ", "co_maker"].contains(&self.subject) {
            return Ok(false);
        }
        let (first, to_last) = match district.pause {
            PauseBounds::AfterQuestionToReply => (self.asked + 1, 0),
            PauseBounds::QuestionToReply => (self.asked, 0),
            PauseBounds::Between => (self.asked + 1, -1),
        };
        if day < first || self.ended.is_some_and(|(ended, _)| day > ended + to_last) {
            return Ok(false);
        }
        let limited = match self.ended {
            Some((_, silent)) => silent && district.silence_is_limited,
            None => unanswered && self.subject != "organ",
        };
        if !limited {
            return Ok(true);
        }
        let mut working = 0;
        for day in self.asked + 1..=day {
            working += i32::from(world.works(day)?);
        }
        Ok(working <= 15 + to_last)
    }
}

pub fn taken_out(
    questions: &[Question],
    day: i32,
    district: &District,
    world: World<'_>,
    unanswered: bool,
) -> Result<bool, Dark> {
    for question in questions {
        if question.takes_out(day, district, world, unanswered)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub fn asks(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "third_party_asked" => "third_party",
        "organ_asked" => "organ",
        "co_maker_asked" => "co_maker",
        "correction_asked" => "correction",
        "fee_asked" => "fee",
        "reason_asked" => "reason",
        _ => return None,
    })
}

/// To what an event is an answer, and whether the answer is that none came.
pub fn answers(kind: &str) -> Option<(&'static str, bool)> {
    Some(match kind {
        "third_party_replied" => ("third_party", false),
        "third_party_silent" => ("third_party", true),
        "organ_replied" => ("organ", false),
        "co_maker_replied" => ("co_maker", false),
        "co_maker_silent" => ("co_maker", true),
        "corrected" => ("correction", false),
        "fee_paid" => ("fee", false),
        "reason_given" => ("reason", false),
        _ => return None,
    })
}

pub fn article_of(subject: &str) -> &'static str {
    match subject {
        "third_party" | "organ" => "条例 33",
        "co_maker" => "条例 34",
        "correction" => "条例 30",
        "fee" => "109号",
        _ => "条例 35",
    }
}
