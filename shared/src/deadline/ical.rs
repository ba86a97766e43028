//! Due dates for one's own calendar (iCalendar, RFC 5545). The file is made on the device and holds nothing of the applicant: a title, the proof, and
//! the address of the page.

mod words;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::proof::{Due, Outcome, Proof};
use super::walk::Days;
use super::years::each_year;
use super::{RuleId, Sense, wording};
use crate::calendar::Calendar;
use crate::ical::{Lines, MOST_SEQUENCE, date, is_address, morning, sequence, utc};
use crate::shanghai;
use crate::words::{Language, fill};

/// One matter with its clock.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Which matter: the same each time.
    pub id: Uuid,
    /// What it is, in plain words. No name, number or address of a person: calendars are shared and copied.
    pub title: &'a str,
    /// Its date.
    pub proof: &'a Proof,
    /// The address of its page; left out where it is none.
    pub page: Option<&'a str>,
    /// What was last written of it.
    pub shown: Option<Shown>,
    /// Whether it is over or withdrawn, so that nothing is due any more.
    pub over: bool,
}

/// What was written of a date. The device keeps the last, so that the next says that it is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The due instant, or the midnight in Shanghai that begins the due day.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub begins: DateTime<Utc>,
    /// How sure it is.
    pub status: Status,
    /// Its `SEQUENCE`, of which calendars take the highest: see [`next_sequence`].
    pub sequence: u32,
}

/// How sure a date is, as calendars know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It stands.
    Confirmed,
    /// Provisional, or as it is where no answer comes.
    Tentative,
    /// Nothing is due then.
    Cancelled,
}

/// A file for a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file. One without a date is none that every calendar takes: offer it where `shown` has something.
    pub text: String,
    /// What it says of each matter, for the next time.
    pub shown: Vec<(Uuid, RuleId, Shown)>,
    /// Matters that it says nothing of.
    pub left_out: Vec<LeftOut>,
}

/// A matter without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub id: Uuid,
    /// By which rule.
    pub rule: RuleId,
    /// Why.
    pub why: Why,
}

/// Why a matter is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody is waited for, and nothing is due before.
    Waiting,
    /// It is over, and no calendar was told of it.
    Over,
}

/// The `SEQUENCE` of what is written now. It stays while the date and how sure it is stay; else it is the seconds since the beginning of 2020, and more
/// than what was last written in any case. A device knows only what it wrote itself, and a second one that began at 0 would be taken for an older word:
/// by the time, whichever writes later is the newer.
pub fn next_sequence(shown: Option<Shown>, begins: DateTime<Utc>, status: Status, made_at: DateTime<Utc>) -> u32 {
    let since = sequence(made_at);
    let sequence = match shown {
        None => since,
        Some(shown) if (shown.begins, shown.status) == (begins, status) => shown.sequence,
        Some(shown) => since.max(shown.sequence.saturating_add(1)),
    };
    sequence.min(MOST_SEQUENCE)
}

/// The file. What is over is taken back where it was told before, and so is a date that is waited for again.
pub fn ical(entries: &[Entry<'_>], made_at: DateTime<Utc>, calendar: &Calendar, language: Language) -> Exported {
    let mut lines = Lines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", &format!("-//Mingbai//Due dates//{}", words::LANGUAGE.in_language(language)));
    // No METHOD: with one this is a message of RFC 5546, which names a person as its organizer.
    lines.line("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", words::NAME.in_language(language));
    let (mut shown, mut left_out) = (Vec::new(), Vec::new());
    for entry in entries {
        let (id, rule) = (entry.id, entry.proof.rule);
        match entry.says() {
            Ok((when, status)) => {
                let sequence = next_sequence(entry.shown, when.begins(), status, made_at);
                let now = Shown { begins: when.begins(), status, sequence };
                event(&mut lines, entry, when, now, made_at, calendar, language);
                shown.push((id, rule, now));
            }
            Err(why) => left_out.push(LeftOut { id, rule, why }),
        }
    }
    lines.line("END", "VCALENDAR");
    Exported { text: lines.into_string(), shown, left_out }
}

/// A whole day, or an instant.
#[derive(Clone, Copy)]
enum When {
    Day(NaiveDate),
    At(DateTime<Utc>),
}

impl When {
    fn begins(self) -> DateTime<Utc> {
        match self {
            When::Day(day) => shanghai::midnight(day),
            When::At(at) => at,
        }
    }
}

impl Entry<'_> {
    fn says(&self) -> Result<(When, Status), Why> {
        let outcome = self.proof.outcome;
        let due = outcome.due_at_latest().filter(|_| !self.over);
        let Some(due) = due else {
            let before = self.shown.ok_or(if self.over { Why::Over } else { Why::Waiting })?;
            let by_hours = matches!(outcome, Outcome::Due(Due::At(_)));
            let when = if by_hours { When::At(before.begins) } else { When::Day(shanghai::legal_day(before.begins)) };
            return Ok((when, Status::Cancelled));
        };
        let sure = matches!(outcome, Outcome::Due(Due::On(_) | Due::At(_)));
        let when = if let Due::At(at) = due { When::At(at) } else { When::Day(due.day()) };
        Ok((when, if sure { Status::Confirmed } else { Status::Tentative }))
    }

    /// What the title says of a date that is not sure: nobody knows the days yet, or it comes only where no answer does.
    fn unsure(&self) -> crate::words::Bilingual {
        match self.proof.outcome {
            Outcome::Waiting { if_silent: Some(due), .. } if due.is_provisional() => words::IF_SILENT_TENTATIVE,
            Outcome::Waiting { .. } => words::IF_SILENT,
            Outcome::Due(_) => words::TENTATIVE,
        }
    }
}

fn event(
    lines: &mut Lines,
    entry: &Entry<'_>,
    when: When,
    now: Shown,
    made_at: DateTime<Utc>,
    calendar: &Calendar,
    language: Language,
) {
    let cancelled = now.status == Status::Cancelled;
    let (status, suffix) = match now.status {
        Status::Confirmed => ("CONFIRMED", None),
        Status::Tentative => ("TENTATIVE", Some(entry.unsure())),
        Status::Cancelled if entry.over => ("CANCELLED", Some(words::OVER)),
        Status::Cancelled => ("CANCELLED", Some(words::PAUSED)),
    };
    // Many calendars show no status, so the title says it too.
    let title = suffix.map_or(entry.title.to_owned(), |suffix| fill(suffix.in_language(language), &[entry.title]));
    let mut description = Vec::new();
    if entry.over {
        description.push(words::NOTHING_DUE.in_language(language).to_owned());
    } else {
        description.extend(wording::sentences(entry.proof, language));
    }
    let page = entry.page.filter(|page| is_address(page));
    description.extend(page.map(|page| fill(words::PAGE.in_language(language), &[page])));

    lines.line("BEGIN", "VEVENT");
    lines.text("UID", &format!("{}.{}@mingbai", entry.id, entry.proof.rule));
    lines.line("SEQUENCE", &now.sequence.to_string());
    lines.line("DTSTAMP", &utc(made_at));
    match when {
        When::Day(day) => {
            lines.line("DTSTART;VALUE=DATE", &date(day));
            // The day on which it has ended.
            lines.line("DTEND;VALUE=DATE", &date(day.succ_opt().unwrap_or(day)));
        }
        // Without an end it ends when it begins.
        When::At(at) => lines.line("DTSTART", &utc(at)),
    }
    lines.text("SUMMARY", &title);
    lines.text("DESCRIPTION", &description.join("\n"));
    if let Some(page) = page {
        lines.line("URL", page);
    }
    lines.line("STATUS", status);
    // One is not busy on that day, and others who see the calendar see no more than that.
    lines.line("TRANSP", "TRANSPARENT");
    lines.line("CLASS", "PRIVATE");
    if !cancelled {
        let lasts = entry.proof.rule.rule().sense == Sense::AtLeast;
        for (at, says) in alarms(when, lasts, calendar).into_iter().filter(|(at, _)| *at > made_at) {
            lines.line("BEGIN", "VALARM");
            lines.line("ACTION", "DISPLAY");
            lines.line("TRIGGER;VALUE=DATE-TIME", &utc(at));
            lines.text("DESCRIPTION", &fill(says.in_language(language), &[&title]));
            lines.line("END", "VALARM");
        }
    }
    lines.line("END", "VEVENT");
}

/// Working days before the due day on which one is reminded.
const DAYS_BEFORE: u32 = 2;

fn alarms(when: When, lasts: bool, calendar: &Calendar) -> Vec<(DateTime<Utc>, crate::words::Bilingual)> {
    match when {
        When::At(at) => {
            let before = at.checked_sub_signed(TimeDelta::hours(1)).unwrap_or(at);
            vec![(before, words::IN_AN_HOUR), (at, words::NOW)]
        }
        When::Day(day) => {
            let before = working_days_before(day, DAYS_BEFORE, calendar).map(|before| {
                // Where nobody knows yet which days are worked, nobody knows how many are left.
                let known = calendar.works(day).is_some();
                let soon = match (lasts, known) {
                    (false, true) => words::IN_TWO_DAYS,
                    (false, false) => words::SOON,
                    (true, true) => words::MAY_END_IN_TWO_DAYS,
                    (true, false) => words::MAY_END_SOON,
                };
                (morning(before), soon)
            });
            let today = if lasts { words::MAY_END_TODAY } else { words::TODAY };
            before.into_iter().chain([(morning(day), today)]).collect()
        }
    }
}

/// The working day after which so many are left up to a day, which is one of them where it is worked. Where days are unknown, the earliest that a
/// published year gives in their place.
fn working_days_before(day: NaiveDate, n: u32, calendar: &Calendar) -> Option<NaiveDate> {
    each_year(calendar).filter_map(|(_, days)| nth_before(day, n, &days)).min()
}

fn nth_before(day: NaiveDate, n: u32, days: &impl Days) -> Option<NaiveDate> {
    let (mut day, mut left) = (day, n);
    loop {
        if days.kind(day)?.works() {
            let Some(less) = left.checked_sub(1) else { return Some(day) };
            left = less;
        }
        day = day.pred_opt()?;
    }
}

#[cfg(test)]
mod tests;
