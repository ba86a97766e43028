//! The count itself: day after day from the start, past rest days and pauses, anew after a restart, to the day on which it reaches the limit
//! (条例 art. 30, 33, 34).

use chrono::NaiveDate;

use super::Refusal;
use super::district::{District, PauseBounds};
use super::event::{Does, Event, Question};
use super::proof::{Flag, Flagged, Idle};
use crate::calendar::Kind;

/// What days are, published or put in place of days that are not published yet.
pub(super) trait Days {
    /// None where nobody knows.
    fn kind(&self, day: NaiveDate) -> Option<Kind>;

    /// The `n`-th working day after a day; none where an unknown day comes before it.
    fn nth_working_day(&self, after: NaiveDate, n: u32) -> Option<NaiveDate>;
}

/// Who is told of what is on the way: the recorder of a proof, who wants the flags alone, or nobody.
pub(super) trait Sink {
    /// Whether days need not be told one by one.
    const HEARS_NO_DAYS: bool = false;

    fn mark(&mut self, day: NaiveDate, mark: Mark);
    fn flag(&mut self, flag: Flag, day: NaiveDate, about: Question);
}

/// Nobody: only the date is wanted.
impl Sink for () {
    const HEARS_NO_DAYS: bool = true;

    fn mark(&mut self, _: NaiveDate, _: Mark) {}
    fn flag(&mut self, _: Flag, _: NaiveDate, _: Question) {}
}

/// Who wants the date and what is amiss, and no day.
impl Sink for Vec<Flagged> {
    const HEARS_NO_DAYS: bool = true;

    fn mark(&mut self, _: NaiveDate, _: Mark) {}

    fn flag(&mut self, code: Flag, day: NaiveDate, about: Question) {
        self.push(Flagged { code, day, about });
    }
}

/// What a day was to the count.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Start,
    Event(Event),
    Counted(u32),
    Rest,
    Paused(Question),
    Void(Idle),
    Restart(Question),
    Moved,
    Unknown,
    Due,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The count reached the limit. A question may still be open, whose time was taken as run out.
    Due(NaiveDate, Option<Open>),
    /// It came to a day that nobody knows and on which everything depends, from where it stood on the first unknown day.
    Unknown(NaiveDate, Progress),
    /// It waits, for nobody knows how long.
    Waiting(Open),
}

/// How far a walk has come, before it looks at a day. Until the first unknown day it is the same whatever is put in place of unknown days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    day: NaiveDate,
    /// The next event.
    next: usize,
    counted: u32,
    limit: u32,
    /// The day on which the count reached the limit.
    over: Option<NaiveDate>,
}

/// A question that is open at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub question: Question,
    pub since: NaiveDate,
    /// The last day that the asked one has.
    pub reply_by: Option<NaiveDate>,
}

/// A question with its answer.
#[derive(Clone, Copy, Debug)]
struct Span {
    question: Question,
    asked: NaiveDate,
    /// The day of the answer, or the last day that silence pauses. None: no end is known.
    until: Option<NaiveDate>,
    /// Whether an answer or a silence was noted.
    answered: bool,
    /// Whether `until` holds whatever unknown days turn out to be.
    certain: bool,
}

impl Span {
    /// The last day that the asked one has, where the law gives them a time and the calendar reaches so far.
    fn last_day(&self, days: &impl Days) -> Option<NaiveDate> {
        days.nth_working_day(self.asked, self.question.reply_working_days()?)
    }

    /// Whether the time of the asked one goes on after a day, even if every unknown day is worked.
    fn surely_goes_on(&self, day: NaiveDate, days: &impl Days) -> bool {
        let may_work = |day: &NaiveDate| days.kind(*day).is_none_or(Kind::works);
        let until = self.asked.iter_days().skip(1).take_while(|at| *at <= day).filter(may_work);
        self.question.reply_working_days().is_some_and(|most| until.zip(1..=most).count() < most as usize)
    }
}

/// Working days in which correction is to be asked for (art. 30).
const CORRECTION_WORKING_DAYS: u32 = 7;

/// A count with all that bears on it. Events are in the order of their days, and were looked at by `timeline_is_lawful`.
#[derive(Clone, Copy)]
pub(super) struct Count<'a> {
    pub start: NaiveDate,
    pub limit: u32,
    pub events: &'a [Event],
    pub district: &'a District,
}

impl Count<'_> {
    /// Walks to the due day. The only refusal is that of an extension that came too late.
    pub(super) fn walk(&self, days: &impl Days, sink: &mut impl Sink) -> Result<End, Refusal> {
        sink.mark(self.start, Mark::Start);
        self.walk_on(Progress { day: self.start, next: 0, counted: 0, limit: self.limit, over: None }, days, sink)
    }

    /// Walks on from where another walk stood.
    pub(super) fn walk_on<S: Sink>(&self, from: Progress, days: &impl Days, sink: &mut S) -> Result<End, Refusal> {
        let spans = self.spans(days, sink);
        let last_restart = self.events.iter().rposition(|event| self.restarts(event).is_some());
        let Progress { mut day, mut next, mut counted, mut limit, mut over } = from;
        let mut at_first_unknown = None;
        let mut may_leap = S::HEARS_NO_DAYS;
        loop {
            let kind = days.kind(day);
            if kind.is_none() {
                at_first_unknown.get_or_insert(Progress { day, next, counted, limit, over });
            }
            let mut restart = None;
            while let Some(event) = self.events.get(next).filter(|event| event.on <= day) {
                sink.mark(day, Mark::Event(*event));
                limit = self.take(event, over, limit, days, sink)?;
                next += 1;
                if let Some(question) = self.restarts(event) {
                    // What comes after it on the same day belongs to the new period.
                    restart = Some(question);
                    counted = 0;
                    if let Some(due) = over.take() {
                        sink.flag(Flag::Lapsed, due, question);
                    }
                    if !self.district.extension_survives_restart {
                        limit = self.limit;
                    }
                }
            }
            if let Some(question) = restart.filter(|_| day != self.start) {
                sink.mark(day, Mark::Restart(question));
            } else if restart.is_none() && day != self.start {
                let mark = match (kind, at_first_unknown) {
                    (None, _) if self.is_settled(day, &spans, over) && next < self.events.len() => Mark::Unknown,
                    (None, Some(progress)) => {
                        for event in self.events.get(next..).unwrap_or_default() {
                            self.take(event, None, limit, days, sink)?;
                        }
                        return Ok(End::Unknown(day, progress));
                    }
                    (None, None) => return Err(Refusal::OutOfReach(day)),
                    (Some(kind), _) if !kind.works() => Mark::Rest,
                    (Some(_), _) if over.is_some() => Mark::Void(Idle::Lapsed),
                    (Some(_), _) => match (self.void(day, &spans), self.paused(day, &spans)) {
                        (Some(idle), _) => Mark::Void(idle),
                        (None, Some(question)) => Mark::Paused(question),
                        (None, None) => {
                            counted += 1;
                            Mark::Counted(counted)
                        }
                    },
                };
                sink.mark(day, mark);
            }
            if over.is_none() && counted >= limit && !self.is_void_open(day, &spans) {
                over = Some(day);
            }
            match over {
                Some(due) if last_restart.is_none_or(|last| last < next) => {
                    for event in self.events.get(next..).unwrap_or_default() {
                        self.take(event, over, limit, days, sink)?;
                    }
                    return Ok(End::Due(due, self.projected(&spans, due)));
                }
                None if next == self.events.len() => {
                    if let Some(open) = self.waited_for(&spans) {
                        return Ok(End::Waiting(open));
                    }
                    // Nothing but the calendar has a say from here on. Where it ends too early, the walk finds out where.
                    if may_leap && self.is_free_after(day, &spans) {
                        if let Some(due) = days.nth_working_day(day, limit.saturating_sub(counted)) {
                            return Ok(End::Due(due, self.projected(&spans, due)));
                        }
                        may_leap = false;
                    }
                }
                _ => {}
            }
            day = day.succ_opt().ok_or(Refusal::OutOfReach(day))?;
        }
    }

    /// Takes one event; the limit comes back, longer by an extension.
    fn take(
        &self,
        event: &Event,
        over: Option<NaiveDate>,
        limit: u32,
        days: &impl Days,
        sink: &mut impl Sink,
    ) -> Result<u32, Refusal> {
        match (event.kind.does(), over) {
            (Does::Extends, Some(due)) => return Err(Refusal::LateExtension { on: event.on, due }),
            (Does::Extends, None) => return Ok(limit.saturating_add(event.working_days.unwrap_or_default())),
            (Does::Asks(Question::Correction), _) => {
                let by = days.nth_working_day(self.start, CORRECTION_WORKING_DAYS);
                if by.is_some_and(|by| event.on > by) {
                    sink.flag(Flag::CorrectionLate, event.on, Question::Correction);
                }
            }
            (Does::Asks(_) | Does::Answers(_) | Does::Silent(_), _) => {}
        }
        if let (Some(_), Does::Asks(question)) = (over, event.kind.does()) {
            sink.flag(Flag::AskedAfterDue, event.on, question);
        }
        Ok(limit)
    }

    /// Questions with their answers, each answer closing the oldest open question of its kind.
    fn spans(&self, days: &impl Days, sink: &mut impl Sink) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for event in self.events {
            let (question, silent) = match event.kind.does() {
                Does::Asks(question) => {
                    spans.push(Span { question, asked: event.on, until: None, answered: false, certain: true });
                    continue;
                }
                Does::Answers(question) => (question, false),
                Does::Silent(question) => (question, true),
                Does::Extends => continue,
            };
            let Some(span) = spans.iter_mut().find(|span| span.question == question && !span.answered) else {
                continue;
            };
            span.answered = true;
            span.until = Some(event.on);
            if !silent {
                continue;
            }
            let last = span.last_day(days);
            if last.map_or_else(|| span.surely_goes_on(event.on, days), |last| event.on < last) {
                sink.flag(Flag::SilenceEarly, event.on, question);
            } else if self.district.silence_is_limited {
                span.until = last.or(span.until);
                span.certain = last.is_some();
            }
        }
        for span in spans.iter_mut().filter(|span| !span.answered) {
            span.until = span.last_day(days);
            span.certain = span.until.is_some() || span.question.reply_working_days().is_none();
        }
        spans
    }

    /// Which question it answers, so that the period begins anew.
    pub(super) fn restarts(&self, event: &Event) -> Option<Question> {
        match event.kind.does() {
            Does::Answers(question) if self.idles(question).is_some() => Some(question),
            _ => None,
        }
    }

    /// Whether working days count for nothing until it is answered.
    fn idles(&self, question: Question) -> Option<Idle> {
        match question {
            Question::Correction => Some(Idle::Correction),
            Question::Fee if self.district.fee_restarts => Some(Idle::Fee),
            _ => None,
        }
    }

    fn void(&self, day: NaiveDate, spans: &[Span]) -> Option<Idle> {
        let idle = |span: &Span| span.asked < day && span.until.is_none_or(|until| day < until);
        spans.iter().filter(|span| idle(span)).find_map(|span| self.idles(span.question))
    }

    fn is_void_open(&self, day: NaiveDate, spans: &[Span]) -> bool {
        let open = |span: &Span| span.asked <= day && span.until.is_none_or(|until| day < until);
        spans.iter().any(|span| self.idles(span.question).is_some() && open(span))
    }

    fn paused(&self, day: NaiveDate, spans: &[Span]) -> Option<Question> {
        spans.iter().find(|span| self.pauses(span, day)).map(|span| span.question)
    }

    fn pauses(&self, span: &Span, day: NaiveDate) -> bool {
        let (from, to) = match self.district.pause {
            PauseBounds::AfterQuestionToReply => (span.asked < day, span.until.is_none_or(|until| day <= until)),
            PauseBounds::QuestionToReply => (span.asked <= day, span.until.is_none_or(|until| day <= until)),
            PauseBounds::Between => (span.asked < day, span.until.is_none_or(|until| day < until)),
        };
        from && to && span.question.pauses()
    }

    /// Whether no question that was asked takes anything out of the days after this one.
    fn is_free_after(&self, day: NaiveDate, spans: &[Span]) -> bool {
        let free = |span: &Span| {
            let counts = span.question.pauses() || self.idles(span.question).is_some();
            !counts || span.until.is_some_and(|until| until <= day)
        };
        spans.iter().all(free)
    }

    /// Whether the day counts for nothing whatever it is.
    fn is_settled(&self, day: NaiveDate, spans: &[Span], over: Option<NaiveDate>) -> bool {
        let paused = || spans.iter().any(|span| span.certain && self.pauses(span, day));
        over.is_some() || self.void(day, spans).is_some() || paused()
    }

    /// The open question that only its answer ends: correction, fee, another organ.
    fn waited_for(&self, spans: &[Span]) -> Option<Open> {
        let open = |wanted: Question| {
            let found = spans.iter().rfind(|span| !span.answered && span.question == wanted)?;
            Some(Open { question: wanted, since: found.asked, reply_by: None })
        };
        let idle = |question| self.idles(question).and_then(|_| open(question));
        idle(Question::Correction).or_else(|| idle(Question::Fee)).or_else(|| open(Question::Organ))
    }

    /// The open question whose time is taken as run out, asked before `due`: the one asked last.
    fn projected(&self, spans: &[Span], due: NaiveDate) -> Option<Open> {
        let open = |span: &&Span| !span.answered && span.question.reply_working_days().is_some() && span.asked < due;
        let span = spans.iter().rfind(open)?;
        Some(Open { question: span.question, since: span.asked, reply_by: span.until })
    }
}
