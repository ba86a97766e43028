//! Proofs written by hand: a letter for every day, a week at a time.

use chrono::NaiveDate;
use serde_json::{Value, json};

/// A proof in short.
#[derive(Clone, Copy)]
pub struct Sketch {
    pub rule: &'static str,
    pub unit: &'static str,
    pub limit: u32,
    pub start: &'static str,
    /// `S` start; `c` counted weekday, `m` counted make-up day, `e` counted weekend, `g` counted holiday, `i` counted and unknown; `w` weekend,
    /// `h` holiday; `t` `o` `k` paused by a third party, an organ, a co-maker; `v` void by correction, `f` by fee, `x` lapsed; `R` restart by
    /// correction on a weekday, `P` by payment; `y` moved weekend, `z` moved holiday, `l` moved weekday; `u` unknown; `.` the due day.
    pub days: &'static str,
    /// Day, event, working days.
    pub events: &'static [(&'static str, &'static str, u32)],
    pub due: Option<&'static str>,
    pub flags: &'static [(&'static str, &'static str)],
    /// Each law with its article.
    pub cites: &'static [(&'static str, &'static str)],
    /// When the notices were issued that its days need.
    pub notices: &'static [&'static str],
}

pub const ANSWER: Sketch = Sketch {
    rule: "request.answer",
    unit: "working_day",
    limit: 20,
    start: "",
    days: "",
    events: &[],
    due: None,
    flags: &[],
    cites: &[("条例", "33"), ("民法典", "201")],
    notices: &["2025-11-04"],
};

impl Sketch {
    pub fn proof(&self) -> Value {
        let cites: Vec<Value> = self
            .cites
            .iter()
            .map(|(law, article)| json!({"law": law, "article": if article.is_empty() { None } else { Some(article) }}))
            .collect();
        let flags: Vec<Value> = self.flags.iter().map(|(code, day)| json!({"code": code, "day": day})).collect();
        let notices: Vec<Value> = self.notices.iter().map(|issued| json!({"number": "国办发明电〔2025〕7号", "issued_on": issued, "source": "https://www.gov.cn/"})).collect();
        json!({
            "rule": self.rule, "unit": self.unit, "limit": self.limit, "start": self.start, "basis": null,
            "start_because": "收到申请之日", "start_because_en": "the day of receipt", "due": self.due,
            "provisional": false, "range": null, "waiting": null, "cites": cites, "flags": flags, "notices": notices,
            "parameters": {"pause": "after_question_to_reply", "silence_is_limited": true, "fee_restarts": true, "extension_survives_restart": true,
                "fixed_date_moves": false, "intake_working_days": 2},
            "steps": self.steps(), "text_zh": "示例", "text_en": "Sample",
        })
    }

    fn steps(&self) -> Vec<Value> {
        let mut steps = Vec::new();
        let mut day: NaiveDate = self.start.parse().unwrap();
        let mut n = 0;
        for letter in self.days.chars().filter(|letter| !letter.is_whitespace()) {
            if letter == '.' {
                steps.push(json!({"day": day.pred_opt().unwrap(), "step": "due"}));
                continue;
            }
            for (_, event, working_days) in self.events.iter().filter(|(on, ..)| *on == day.to_string()) {
                let mut event = json!({"day": day, "step": "event", "event": event});
                if *working_days > 0 {
                    event["working_days"] = json!(working_days);
                }
                steps.push(event);
            }
            // The newest notice issued before the day is the one that decides it.
            let notice = self.notices.iter().rposition(|issued| **issued < day.to_string()[..]).unwrap_or(0);
            let (step, kind, by) = match letter {
                'S' => ("start", "", ""),
                'c' => ("counted", "weekday", ""),
                'm' => ("counted", "makeup", ""),
                'e' => ("counted", "weekend", ""),
                'g' => ("counted", "holiday", ""),
                'i' => ("counted", "", ""),
                'w' => ("rest", "weekend", ""),
                'h' => ("rest", "holiday", ""),
                't' => ("paused", "weekday", "third_party"),
                'o' => ("paused", "weekday", "organ"),
                'k' => ("paused", "weekday", "co_maker"),
                'v' => ("void", "weekday", "correction"),
                'f' => ("void", "weekday", "fee"),
                'x' => ("void", "weekday", "lapsed"),
                'R' => ("restart", "weekday", "correction"),
                'P' => ("restart", "weekday", "fee"),
                'y' => ("moved", "weekend", ""),
                'z' => ("moved", "holiday", ""),
                'l' => ("moved", "weekday", ""),
                'u' => ("unknown", "", ""),
                letter => panic!("{letter}"),
            };
            let mut written = json!({"day": day, "step": step});
            if step == "restart" {
                n = 0;
            }
            if step == "counted" {
                n += 1;
                written["n"] = json!(n);
            }
            if !kind.is_empty() {
                written["kind"] = json!(kind);
            }
            if !by.is_empty() {
                written["by"] = json!(by);
            }
            if ["holiday", "makeup"].contains(&kind) {
                written["name"] = json!("春节");
                written["notice"] = json!(notice);
            }
            steps.push(written);
            day = day.succ_opt().unwrap();
        }
        steps
    }
}

/// The third party that says nothing, of the facts.
pub const SILENT: Sketch = Sketch {
    start: "2026-01-05",
    days: "Sccccww cttttww tttttww tttttww tccccww cccccmw hhhhhww hccccm.",
    events: &[("2026-01-12", "third_party_asked", 0), ("2026-02-02", "third_party_silent", 0)],
    due: Some("2026-02-28"),
    cites: &[("条例", "33"), ("民法典", "201"), ("条例", "32")],
    ..ANSWER
};

/// The correction, of the facts.
pub const CORRECTED: Sketch = Sketch {
    start: "2026-04-30",
    days: "Shww hhcccmw cccvvww vvRccww cccccww cccccww cccccww ccc.",
    events: &[("2026-05-13", "correction_asked", 0), ("2026-05-20", "corrected", 0)],
    due: Some("2026-06-17"),
    cites: &[("条例", "33"), ("民法典", "201"), ("条例", "30")],
    ..ANSWER
};

/// Twenty days and twenty more, of the facts' table: extended on the very day.
pub const EXTENDED: Sketch = Sketch {
    start: "2026-09-18",
    days: "Swm cccchww ccchhww hhhccmw cccccww cccccww cccccww cccccww cccccww cccc.",
    events: &[("2026-10-22", "extended", 20)],
    due: Some("2026-11-19"),
    ..ANSWER
};

/// A correction that is asked for when the time was over.
pub const LAPSED: Sketch = Sketch {
    start: "2026-03-02",
    days: "Sccccww cccccww cccccww cccccww cxxxxww hxRccww cccccww cccccww cccchww hhcccm.",
    events: &[("2026-04-02", "correction_asked", 0), ("2026-04-08", "corrected", 0)],
    due: Some("2026-05-09"),
    flags: &[("correction_late", "2026-04-02"), ("asked_after_due", "2026-04-02"), ("lapsed", "2026-03-30")],
    cites: &[("条例", "33"), ("民法典", "201"), ("条例", "30")],
    ..ANSWER
};

/// Another organ, a fee and a co-maker, one after the other.
pub const PAID: Sketch = Sketch {
    start: "2026-03-02",
    days: "Scoocww ffPckww kccccww cccccww cccccww hccccww c.",
    events: &[
        ("2026-03-03", "organ_asked", 0),
        ("2026-03-05", "organ_replied", 0),
        ("2026-03-06", "fee_asked", 0),
        ("2026-03-11", "fee_paid", 0),
        ("2026-03-12", "co_maker_asked", 0),
        ("2026-03-16", "co_maker_replied", 0),
    ],
    due: Some("2026-04-13"),
    cites: &[("条例", "33"), ("民法典", "201"), ("109号", ""), ("条例", "34")],
    ..ANSWER
};

/// The third party is still silent: nobody knows yet.
pub fn open() -> Value {
    let mut proof = Sketch {
        events: &[("2026-01-12", "third_party_asked", 0)],
        days: SILENT.days.trim_end_matches('.'),
        due: None,
        ..SILENT
    }
    .proof();
    proof["waiting"] = json!({"for": "third_party", "since": "2026-01-12", "reply_by": "2026-02-02", "if_silent": {"due": "2026-02-28", "range": null}});
    proof
}

/// The applicant has not corrected.
pub fn uncorrected() -> Value {
    let events = &[("2026-03-04", "correction_asked", 0), ("2026-03-09", "organ_asked", 0)];
    let sketch = Sketch { start: "2026-03-02", days: "Sccvvwwv", events, notices: &[], ..CORRECTED };
    let mut proof = Sketch { due: None, ..sketch }.proof();
    proof["waiting"] = json!({"for": "correction", "since": "2026-03-04", "reply_by": null, "if_silent": null});
    proof
}

/// A range of the published years, in which the days are as usual but for some years. What stands in for a Friday is no day of 2007.
pub fn range(earliest: &str, latest: &str, usual: &str, other: &[(i32, &str)]) -> Value {
    let years: Vec<i32> = (2008..=2026).collect();
    let days = years.iter().map(|year| other.iter().find(|(other, _)| other == year).map_or(usual, |(_, days)| days));
    json!({"earliest": earliest, "latest": latest, "days": days.collect::<Vec<_>>(), "years": years})
}

/// Fifteen days are known, five are missing.
pub fn provisional() -> Value {
    let sketch = Sketch {
        start: "2026-12-10",
        days: "Scww cccccww cccccww cccc uuuuuuuuuuu",
        due: Some("2027-01-06"),
        notices: &[],
        ..ANSWER
    };
    let mut proof = sketch.proof();
    proof["provisional"] = json!(true);
    // 2027-01-01 is a Friday. A weekend that is worked makes it the earliest, a Monday off the latest.
    let days = [(2012, "011111"), (2019, "00001111001")];
    proof["range"] = range("2027-01-06", "2027-01-11", "00011111", &days);
    proof
}

/// Sixty natural days that end on a Saturday, of the facts.
pub const MOVED: Sketch = Sketch {
    rule: "remedy.reconsideration",
    unit: "day",
    limit: 60,
    start: "2025-12-02",
    days: "Scccee cccccee cccccee cccccee cccggem cccccee cccccee cccccee ccccce yl.",
    due: Some("2026-02-02"),
    cites: &[("复议法", "20"), ("民法典", "201"), ("民法典", "203")],
    ..ANSWER
};

/// Six months from the 31st, to the last day of a month that has none.
pub const MONTHS: Sketch = Sketch {
    rule: "remedy.litigation",
    unit: "month",
    limit: 6,
    start: "2026-03-31",
    days:
        "Scccee gccccee cccccee cccccee ccccgee ggcccme cccccee cccccee cccccee cccccee cccccee ccccgee cccccee cccccee
        cccccee cccccee cccccee cccccee cccccee cccccee cccccee cccccee cccccee cccccee cccccem ccccgee ccc.",
    due: Some("2026-09-30"),
    cites: &[("行诉法", "46"), ("民法典", "201"), ("民法典", "202")],
    ..ANSWER
};

/// Seven natural days that end in what is not published.
pub fn natural_provisional() -> Value {
    let sketch = Sketch {
        rule: "request.reversal_registration",
        limit: 7,
        start: "2026-12-28",
        days: "Sccciiii",
        due: Some("2027-01-04"),
        notices: &[],
        ..MOVED
    };
    let mut proof = Sketch { cites: &[("办法", "49"), ("民法典", "201"), ("民法典", "203")], ..sketch }.proof();
    proof["provisional"] = json!(true);
    proof["range"] = range("2027-01-04", "2027-01-05", "1", &[(2013, "01")]);
    proof
}

/// A rule without days between: its steps are a start and a due day.
pub fn bare(
    rule: &str,
    (unit, limit): (&str, Value),
    start: &str,
    due: &str,
    days: [&'static str; 2],
    cites: &'static [(&'static str, &'static str)],
) -> Value {
    let mut proof = Sketch { start: days[0], cites, notices: &[], ..ANSWER }.proof();
    proof["rule"] = json!(rule);
    proof["unit"] = json!(unit);
    proof["limit"] = limit;
    proof["start"] = json!(start);
    proof["due"] = json!(due);
    proof["steps"] = json!([{"day": days[0], "step": "start"}, {"day": days[1], "step": "due"}]);
    proof
}
