//! What docs/deadlines.md says, as plainly as it can be done: every day is looked at in turn, every event each day, and nothing is remembered that can
//! be found again. It shares no line with what it checks, not even the limits.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use mingbai_shared::deadline::District;

use super::days::{Dark, Days, World, date, months_after};
use super::drawn::{Drawn, Happened, Written};
use super::questions::{Question, answers, article_of, asks, taken_out};

/// What a timeline comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Due(When),
    Waiting {
        on: &'static str,
        since: NaiveDate,
        reply_by: Option<NaiveDate>,
        if_silent: Option<When>,
    },
    /// The code, and the article where the page says that there is one.
    Refused(&'static str, Option<String>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    On(NaiveDate),
    At(DateTime<Utc>),
    Between(NaiveDate, NaiveDate),
}

#[derive(Clone, Copy)]
enum Limit {
    WorkingDays(u32),
    Days(i32),
    Months(u32),
    Hours(i64),
    Yearly(u32, u32),
    Monthly(u32),
    DaysBefore(i32),
}

/// The limits and their articles, as the laws have them.
fn limit_and_article(rule: &str) -> Option<(Limit, &'static str)> {
    use Limit::{Days, DaysBefore, Hours, Monthly, Months, WorkingDays, Yearly};
    Some(match rule {
        "decision.catalogue" => (Yearly(3, 31), "办法 4"),
        "decision.comment_period" => (Days(30), "决策条例 15"),
        "decision.hearing_papers" => (DaysBefore(7), "决策条例 16"),
        "decision.legality_review" => (WorkingDays(7), "决策条例 26"),
        "consultation.result" => (WorkingDays(10), "办法 5"),
        "duty_list.update" => (WorkingDays(10), "办法 16"),
        "sanction.publication" => (WorkingDays(7), "办法 18"),
        "incident.first_release" => (Hours(5), "办法 33"),
        "incident.press_conference" => (Hours(24), "办法 33"),
        "message.reply" => (WorkingDays(5), "办法 33"),
        "message.reply_simple" => (WorkingDays(1), "办法 33"),
        "policy_comment.reply" => (WorkingDays(5), "办法 36"),
        "disclosure.usual" => (WorkingDays(10), "办法 40"),
        "disclosure.latest" => (WorkingDays(20), "办法 40"),
        "archive.delivery" => (WorkingDays(20), "办法 44"),
        "document.monthly_filing" => (Monthly(25), "长府办〔2022〕8号"),
        "request.intake" => (WorkingDays(2), "办法 49"),
        "request.correction_notice" => (WorkingDays(7), "条例 30"),
        "request.answer" => (WorkingDays(20), "条例 33"),
        "request.third_party" => (WorkingDays(15), "条例 32"),
        "request.co_maker" => (WorkingDays(15), "条例 34"),
        "request.reversal_registration" => (Days(7), "办法 49"),
        "remedy.reconsideration" => (Days(60), "复议法 20"),
        "remedy.litigation" => (Months(6), "行诉法 46"),
        "remedy.litigation_after_reconsideration" => (Days(15), "行诉法 45"),
        "report.unit" => (Yearly(1, 31), "办法 52"),
        "report.district" => (Yearly(2, 28), "办法 52"),
        _ => return None,
    })
}

/// What this timeline comes to.
pub fn answer(drawn: &Drawn, days: &Days) -> Answer {
    match read(&drawn.timeline).and_then(|matter| matter.answer(&drawn.district, days)) {
        Ok(answer) => answer,
        Err((code, article)) => Answer::Refused(code, article),
    }
}

type Refused = (&'static str, Option<String>);

fn refused<T>(code: &'static str, article: &str) -> Result<T, Refused> {
    Err((code, Some(article.to_owned())))
}

enum Start {
    Day(i32),
    Instant(DateTime<Utc>),
}

fn read_point(text: &str) -> Result<Start, Refused> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.to_string() == text);
    if let Some(day) = day {
        return Ok(Start::Day(day.num_days_from_ce()));
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(Start::Instant(instant.to_utc()));
    }
    let without_zone =
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"].iter().any(|form| NaiveDateTime::parse_from_str(text, form).is_ok());
    Err((if without_zone { "zone_missing" } else { "not_a_day" }, None))
}

/// The day on the clocks of Shanghai.
fn day_of(point: &Start) -> i32 {
    match point {
        Start::Day(day) => *day,
        Start::Instant(instant) => (*instant + TimeDelta::hours(8)).date_naive().num_days_from_ce(),
    }
}

struct Event {
    kind: &'static str,
    on: i32,
    working_days: Option<u32>,
}

struct Matter<'a> {
    written: &'a Written,
    limit: Limit,
    article: &'static str,
    received: Start,
    events: Vec<Event>,
}

fn read(written: &Written) -> Result<Matter<'_>, Refused> {
    let (limit, article) = limit_and_article(written.rule).ok_or(("unknown_rule", None))?;
    let received = read_point(&written.received)?;
    let mut events = Vec::new();
    for Happened { kind, on, working_days } in &written.events {
        events.push(Event { kind, on: day_of(&read_point(on)?), working_days: *working_days });
    }
    events.sort_by_key(|event| event.on);
    Ok(Matter { written, limit, article, received, events })
}

impl Matter<'_> {
    fn answer(&self, district: &District, days: &Days) -> Result<Answer, Refused> {
        if self.written.rule == "request.intake" && self.written.basis == Some("online") {
            return refused("came_online", "办法 49");
        }
        if let (Limit::Hours(_), Start::Day(_)) = (self.limit, &self.received) {
            return Err(("instant_needed", None));
        }
        let comes = ["request.intake", "request.correction_notice", "request.answer"].contains(&self.written.rule);
        if self.written.basis.is_some() && !comes {
            return refused("basis_not_of_rule", "条例 31");
        }
        self.lawful()?;
        let received = day_of(&self.received);
        if received < days.known_from {
            return Err(("out_of_reach", None));
        }
        if let (Limit::Hours(hours), Start::Instant(at)) = (self.limit, &self.received) {
            return Ok(Answer::Due(When::At(*at + TimeDelta::hours(hours))));
        }
        let certain = World { days, instead: None };
        let due = match self.limit {
            Limit::Hours(_) => unreachable!("answered above"),
            Limit::DaysBefore(n) => return Ok(Answer::Due(When::On(date(received - n)))),
            Limit::Yearly(..) | Limit::Monthly(_) => {
                let on = self.first_such_date(received);
                if !district.fixed_date_moves {
                    return Ok(Answer::Due(When::On(date(on))));
                }
                self.in_every_year(certain, |world| world.first_working_day_from(on).map(Came::Due))
            }
            Limit::Days(n) => {
                self.in_every_year(certain, |world| world.first_working_day_from(received + n).map(Came::Due))
            }
            Limit::Months(n) => {
                let end = months_after(date(received), n);
                self.in_every_year(certain, |world| world.first_working_day_from(end).map(Came::Due))
            }
            Limit::WorkingDays(_) if self.written.rule == "request.answer" => {
                self.in_every_year(certain, |world| self.walk(district, world, false))
            }
            Limit::WorkingDays(n) => {
                let n = if self.written.rule == "request.intake" { n.min(district.intake_working_days) } else { n };
                self.in_every_year(certain, |world| world.working_day_after(received, n).map(Came::Due))
            }
        };
        match due? {
            Some(due) => Ok(Answer::Due(due)),
            None => self.waiting(district, certain),
        }
    }

    /// The due day, where it is known or by what each published year would make of it; none where an answer is waited for.
    fn in_every_year(
        &self,
        certain: World<'_>,
        come_to: impl Fn(World<'_>) -> Result<Came, Dark>,
    ) -> Result<Option<When>, Refused> {
        match come_to(certain) {
            Ok(Came::Due(day)) => return Ok(Some(When::On(date(day)))),
            Ok(Came::Waiting) => return Ok(None),
            Ok(Came::TooLate) => return refused("late_extension", "条例 33"),
            Err(Dark::BeforeAll | Dark::NothingPublished) => return Err(("out_of_reach", None)),
            Err(Dark::Unknown) => {}
        }
        let years =
            certain.days.new_years.iter().map(|new_year| come_to(World { instead: Some(*new_year), ..certain }));
        let years: Vec<_> = years.collect();
        let due: Vec<i32> =
            years.iter().filter_map(|came| if let Ok(Came::Due(day)) = came { Some(*day) } else { None }).collect();
        if years.contains(&Ok(Came::Waiting)) {
            return Ok(None);
        }
        match (due.iter().min(), due.iter().max()) {
            (Some(earliest), Some(latest)) => Ok(Some(When::Between(date(*earliest), date(*latest)))),
            _ if years.contains(&Ok(Came::TooLate)) => refused("late_extension", "条例 33"),
            _ => Err(("out_of_reach", None)),
        }
    }

    fn first_such_date(&self, from: i32) -> i32 {
        let mut day = from;
        loop {
            let is = date(day);
            match self.limit {
                Limit::Yearly(month, of) if (is.month(), is.day()) == (month, of) => return day,
                Limit::Monthly(of) if is.day() == of => return day,
                _ => day += 1,
            }
        }
    }

    /// What the law does not allow, but for an extension that comes too late.
    fn lawful(&self) -> Result<(), Refused> {
        let received = day_of(&self.received);
        let (mut extended, mut corrections) = (false, 0);
        for (nth, event) in self.events.iter().enumerate() {
            if self.written.rule != "request.answer" {
                return refused("event_not_of_rule", self.article);
            }
            if event.on < received {
                return refused("before_receipt", "条例 31");
            }
            if event.kind == "extended" {
                if !event.working_days.is_some_and(|days| (1..=20).contains(&days)) {
                    return refused("extension_too_long", "条例 33");
                }
                if std::mem::replace(&mut extended, true) {
                    return refused("second_extension", "条例 33");
                }
            }
            if event.kind == "correction_asked" {
                corrections += 1;
                if corrections > 1 {
                    return refused("second_correction", "条例 30");
                }
            }
            if let Some((subject, _)) = answers(event.kind) {
                // What is open before this event: as many questions as were asked, less as many answers as came.
                let before = &self.events[..nth];
                let asked = before.iter().filter(|earlier| asks(earlier.kind) == Some(subject)).count();
                let answered =
                    before.iter().filter(|earlier| answers(earlier.kind).is_some_and(|(of, _)| of == subject)).count();
                if asked <= answered {
                    return refused("answer_before_question", article_of(subject));
                }
            }
        }
        Ok(())
    }

    /// Every question with the day and the kind of its answer: the first answer to a subject is to the first question.
    fn questions(&self) -> Vec<Question> {
        let mut questions = Vec::new();
        for event in &self.events {
            let Some(subject) = asks(event.kind) else { continue };
            let nth = questions.iter().filter(|earlier: &&Question| earlier.subject == subject).count();
            let mut ends = self.events.iter().filter_map(|event| {
                answers(event.kind).filter(|(of, _)| *of == subject).map(|(_, silent)| (event.on, silent))
            });
            questions.push(Question { subject, asked: event.on, ended: ends.nth(nth) });
        }
        questions
    }

    /// Goes through the days of an application's answer. Where `unanswered` is set, those who have 15 working days for theirs let them pass.
    fn walk(&self, district: &District, world: World<'_>, unanswered: bool) -> Result<Came, Dark> {
        let questions = self.questions();
        let last_event = self.events.last().map_or(i32::MIN, |event| event.on);
        let received = day_of(&self.received);
        let (mut day, mut count, mut limit) = (received, 0, 20);
        let mut over: Option<i32> = None;
        loop {
            let mut begins = day == received;
            for event in self.events.iter().filter(|event| event.on == day) {
                if event.kind == "extended" {
                    if over.is_some() {
                        return Ok(Came::TooLate);
                    }
                    limit += event.working_days.unwrap_or(0);
                }
                if event.kind == "corrected" || event.kind == "fee_paid" && district.fee_restarts {
                    (begins, count, over) = (true, 0, None);
                    if !district.extension_survives_restart {
                        limit = 20;
                    }
                }
            }
            if !begins
                && over.is_none()
                && !taken_out(&questions, day, district, world, unanswered)?
                && world.works(day)?
            {
                count += 1;
            }
            let applicant_is_asked = questions.iter().any(|question| {
                question.lets_begin_anew(district)
                    && question.asked <= day
                    && question.ended.is_none_or(|(ended, _)| ended > day)
            });
            if count >= limit && over.is_none() && !applicant_is_asked {
                over = Some(day);
            }
            if day >= last_event {
                if let Some(over) = over {
                    return Ok(Came::Due(over));
                }
                let for_ever = |question: &Question| match question.subject {
                    "third_party" | "co_maker" => !unanswered,
                    "organ" => true,
                    _ => question.lets_begin_anew(district),
                };
                if questions.iter().any(|question| question.ended.is_none() && for_ever(question)) {
                    return Ok(Came::Waiting);
                }
            }
            day += 1;
        }
    }

    fn waiting(&self, district: &District, certain: World<'_>) -> Result<Answer, Refused> {
        let if_silent = self.in_every_year(certain, |world| self.walk(district, world, true))?;
        let questions = self.questions();
        let open = |subjects: &[&str], before: i32| {
            let mut open = questions.iter().filter(|question| question.ended.is_none() && question.asked < before);
            open.rfind(|question| subjects.contains(&question.subject))
        };
        let named = match if_silent {
            Some(_) => {
                let worlds =
                    certain.days.new_years.iter().map(|new_year| World { instead: Some(*new_year), ..certain });
                let mut named =
                    std::iter::once(certain).chain(worlds).filter_map(|world| match self.walk(district, world, true) {
                        Ok(Came::Due(due)) => open(&["third_party", "co_maker"], due),
                        _ => None,
                    });
                named.next()
            }
            None => {
                let fee = open(&["fee"], i32::MAX).filter(|_| district.fee_restarts);
                open(&["correction"], i32::MAX).or(fee).or(open(&["organ"], i32::MAX))
            }
        };
        let named = named.unwrap();
        let reply_by = certain.working_day_after(named.asked, 15).ok().map(date).filter(|_| if_silent.is_some());
        Ok(Answer::Waiting { on: named.subject, since: date(named.asked), reply_by, if_silent })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Due(i32),
    Waiting,
    TooLate,
}
