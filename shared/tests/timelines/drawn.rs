//! Timelines drawn by a number: the same number, the same timeline. Most are such as happen, many lie where dates go wrong (around 春节 and 国庆, at the
//! ends of years, at the end of what is published), and some are such as the law refuses.

use chrono::{Days, NaiveDate};
use mingbai_shared::deadline::{District, PauseBounds};
use serde::Serialize;

/// A timeline as a file has it, and the district that it happens in.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub timeline: Written,
    pub district: District,
}

/// What stands in the file. Texts, since what cannot be read is drawn too.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    pub rule: &'static str,
    pub received: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Happened>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    pub kind: &'static str,
    pub on: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
}

pub const RULES: [&str; 27] = [
    "decision.catalogue",
    "decision.comment_period",
    "decision.hearing_papers",
    "decision.legality_review",
    "consultation.result",
    "duty_list.update",
    "sanction.publication",
    "incident.first_release",
    "incident.press_conference",
    "message.reply",
    "message.reply_simple",
    "policy_comment.reply",
    "disclosure.usual",
    "disclosure.latest",
    "archive.delivery",
    "document.monthly_filing",
    "request.intake",
    "request.correction_notice",
    "request.answer",
    "request.third_party",
    "request.co_maker",
    "request.reversal_registration",
    "remedy.reconsideration",
    "remedy.litigation",
    "remedy.litigation_after_reconsideration",
    "report.unit",
    "report.district",
];

/// Each question with what answers it and what notes that nothing came.
const QUESTIONS: [(&str, &str, Option<&str>); 6] = [
    ("third_party_asked", "third_party_replied", Some("third_party_silent")),
    ("organ_asked", "organ_replied", None),
    ("co_maker_asked", "co_maker_replied", Some("co_maker_silent")),
    ("correction_asked", "corrected", None),
    ("fee_asked", "fee_paid", None),
    ("reason_asked", "reason_given", None),
];
const CORRECTION: usize = 3;

/// Numbers that look drawn (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// `from` to `to`, both among them.
    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.next() % (to - from + 1)
    }

    fn in_a_hundred(&mut self, share: u64) -> bool {
        self.next() % 100 < share
    }

    /// One of so many places: the same also where a `usize` has 32 bits.
    fn place(&mut self, of: usize) -> usize {
        (self.next() % of as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.place(of.len())]
    }
}

/// The timeline of this number.
pub fn drawn(number: u64) -> Drawn {
    let dice = &mut Dice(number);
    let rule = if dice.in_a_hundred(65) { "request.answer" } else { dice.one_of(&RULES) };
    let start = start(dice);
    // Nothing but an application comes by a channel.
    let comes = ["request.intake", "request.correction_notice", "request.answer"].contains(&rule);
    let basis = dice
        .in_a_hundred(if comes { 85 } else { 3 })
        .then(|| dice.one_of(&["in_person", "signed_mail", "ordinary_mail", "online", "fax"]));
    let by_hours = rule.starts_with("incident.");
    // A day for hours is refused, an instant for days is its day in Shanghai.
    let received =
        if dice.in_a_hundred(if by_hours { 90 } else { 5 }) { instant(dice, start) } else { start.to_string() };
    let events = match rule {
        "request.answer" => events(dice, start),
        // Nothing happens to the clock of another rule.
        _ if dice.in_a_hundred(5) => events(dice, start),
        _ => Vec::new(),
    };
    let mut timeline = Written { rule, received, basis, events };
    if dice.in_a_hundred(1) {
        make_unreadable(dice, &mut timeline);
    }
    let district = if dice.in_a_hundred(30) { district(dice) } else { District::default() };
    Drawn { timeline, district }
}

fn start(dice: &mut Dice) -> NaiveDate {
    if dice.between(0, 499) == 0 {
        // Before all that is known.
        return day((2006, 11, 1)) + Days::new(dice.between(0, 60));
    }
    let year = dice.between(2007, 2026) as i32;
    let (from, most) = match dice.between(0, 9) {
        0..=2 => ((2007, 1, 1), 7360),
        3 | 4 => ((year, 1, 5), 65),
        5 => ((year, 9, 5), 45),
        6 => ((year, 12, 1), 45),
        // The last days of months, for what is counted by months.
        7 => return day((year, dice.between(1, 11) as u32 + 1, 1)) - Days::new(dice.between(1, 4)),
        _ => ((2026, 8, 20), 190),
    };
    let last = day((2027, 2, 28));
    (day(from) + Days::new(dice.between(0, most))).min(last)
}

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An instant near this day, written in one of several zones.
fn instant(dice: &mut Dice, on: NaiveDate) -> String {
    let (hour, minute, second) = (dice.between(0, 23), dice.one_of(&[0, 30, 59]), dice.one_of(&[0, 59]));
    let zone = dice.one_of(&["+08:00", "+08:00", "Z", "-05:00", "+05:30"]);
    format!("{on}T{hour:02}:{minute:02}:{second:02}{zone}")
}

fn district(dice: &mut Dice) -> District {
    District {
        pause: dice.one_of(&[PauseBounds::AfterQuestionToReply, PauseBounds::QuestionToReply, PauseBounds::Between]),
        silence_is_limited: dice.in_a_hundred(60),
        fee_restarts: dice.in_a_hundred(60),
        extension_survives_restart: dice.in_a_hundred(60),
        fixed_date_moves: dice.in_a_hundred(50),
        intake_working_days: dice.between(1, 2) as u32,
    }
}

/// What happens to an application, mostly in a lawful order.
fn events(dice: &mut Dice, start: NaiveDate) -> Vec<Happened> {
    let mut events = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut corrected, mut extended) = (false, false);
    let mut on = start;
    let lawless = dice.in_a_hundred(12);
    for _ in 0..dice.one_of(&[0, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 7]) {
        let mut ahead = match dice.between(0, 19) {
            0..=3 => 0,
            4..=9 => dice.between(1, 6),
            10..=14 => dice.between(5, 20),
            15 | 16 => dice.between(20, 32),
            // About as long as an answer has, so that some things happen on the very day.
            17 => (start + Days::new(dice.between(26, 34))).signed_duration_since(on).num_days().max(0) as u64,
            18 => dice.between(25, 60),
            _ => dice.one_of(&[70, 150, 300]),
        };
        let mut working_days = None;
        let kind = if lawless && dice.in_a_hundred(30) {
            unlawful(dice, &mut on, &mut working_days)
        } else if !open.is_empty() && dice.in_a_hundred(60) {
            let (_, answered, silent) = QUESTIONS[open.remove(dice.place(open.len()))];
            match silent {
                Some(silent) if dice.in_a_hundred(45) => {
                    ahead = dice.between(12, 30);
                    silent
                }
                _ => answered,
            }
        } else if !extended && dice.in_a_hundred(35) {
            extended = true;
            working_days = Some(dice.one_of(&[1, 5, 10, 15, 19, 20, 20, 20]));
            ahead = ahead.min(dice.between(0, 30));
            "extended"
        } else {
            let mut asked = dice.place(QUESTIONS.len());
            if asked == CORRECTION && std::mem::replace(&mut corrected, true) {
                asked = 0;
            }
            open.push(asked);
            QUESTIONS[asked].0
        };
        on = on + Days::new(ahead);
        let on = if dice.in_a_hundred(1) { instant(dice, on) } else { on.to_string() };
        events.push(Happened { kind, on, working_days });
    }
    // A file may have them in any order.
    if dice.in_a_hundred(10) && events.len() > 1 {
        let with = dice.place(events.len());
        events.swap(0, with);
    }
    events
}

/// Something that is often not allowed where it stands.
fn unlawful(dice: &mut Dice, on: &mut NaiveDate, working_days: &mut Option<u32>) -> &'static str {
    match dice.between(0, 5) {
        0 => {
            *working_days = dice.one_of(&[None, Some(0), Some(21), Some(u32::MAX)]);
            "extended"
        }
        1 => {
            *working_days = Some(20);
            "extended"
        }
        2 => "correction_asked",
        3 => {
            *on = *on - Days::new(dice.between(1, 40));
            "organ_asked"
        }
        _ => {
            let (_, answered, silent) = dice.one_of(&QUESTIONS);
            silent.filter(|_| dice.in_a_hundred(50)).unwrap_or(answered)
        }
    }
}

fn make_unreadable(dice: &mut Dice, timeline: &mut Written) {
    let text = match dice.between(0, 4) {
        0 => {
            timeline.rule = "request.anwser";
            return;
        }
        1 => "2026-02-30",
        2 => "2026-1-5",
        3 => "2026-01-05T10:00:00",
        _ => "2026-01-05T10:00",
    };
    match timeline.events.last_mut() {
        Some(event) if dice.in_a_hundred(50) => event.on = text.to_owned(),
        _ => timeline.received = text.to_owned(),
    }
}
