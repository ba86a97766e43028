//! Reminders for one's own calendar (iCalendar, RFC 5545). The file is made on the device and names no fact of the person. Whoever reads it may still
//! conclude an age from a policy and a date, which the page says beside it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Reminder;
use crate::ical::{Lines, date, is_address, morning, sequence, utc};
use crate::names::DocumentId;
use crate::pack::Offer;
use crate::shanghai::legal_day;
use crate::words::{Language, fill};

crate::words! {
    NAME: "明白：办事提醒" / "Mingbai: reminders";
    LANGUAGE: "ZH" / "EN";
    TITLE: "{}：{}" / "{}: {}";
    MAY_CHANGE: "按您在“明白”里说的情况算出，情况有变时请再看一看。" / "Worked out from what you said in Mingbai: look again when that changes.";
    PAGE: "查看：{}" / "See {}";
}

/// One reminder with the policy that it is about.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The policy's document.
    pub document: &'a DocumentId,
    /// Its title.
    pub title: &'a str,
    /// What it offers.
    pub offer: &'a Offer,
    /// The reminder.
    pub reminder: Reminder,
    /// The address of the policy's page; left out where it is none.
    pub page: Option<&'a str>,
}

/// The file. An event of the same policy and kind takes the place of the one that the same device handed over before; `device` is a random name that it
/// keeps for this alone, so that two people who share a calendar do not move each other's events.
pub fn ical(entries: &[Entry<'_>], device: Uuid, made_at: DateTime<Utc>, language: Language) -> String {
    let mut lines = Lines::default();
    lines.line("BEGIN", "VCALENDAR");
    lines.line("VERSION", "2.0");
    lines.line("PRODID", &["-//Mingbai//Reminders//", LANGUAGE.in_language(language)].concat());
    lines.line("CALSCALE", "GREGORIAN");
    lines.text("X-WR-CALNAME", NAME.in_language(language));
    entries.iter().for_each(|entry| event(&mut lines, entry, device, made_at, language));
    lines.line("END", "VCALENDAR");
    lines.into_string()
}

fn event(lines: &mut Lines, entry: &Entry<'_>, device: Uuid, made_at: DateTime<Utc>, language: Language) {
    let Entry { document, reminder, .. } = entry;
    let short = reminder.in_short(entry.offer, legal_day(made_at), language);
    let title = fill(TITLE.in_language(language), &[entry.title, &short]);
    let page = entry.page.filter(|page| is_address(page));
    let see = page.map(|page| fill(PAGE.in_language(language), &[page]));
    let description: Vec<String> = [MAY_CHANGE.in_language(language).to_owned()].into_iter().chain(see).collect();

    lines.line("BEGIN", "VEVENT");
    lines.text("UID", &format!("{document}.{}.{device}@mingbai", reminder.what.name()));
    lines.line("SEQUENCE", &sequence(made_at).to_string());
    lines.line("DTSTAMP", &utc(made_at));
    lines.line("DTSTART;VALUE=DATE", &date(reminder.day));
    lines.line("DTEND;VALUE=DATE", &date(reminder.day.succ_opt().unwrap_or(reminder.day)));
    lines.text("SUMMARY", &title);
    lines.text("DESCRIPTION", &description.join("\n"));
    if let Some(page) = page {
        lines.line("URL", page);
    }
    lines.line("TRANSP", "TRANSPARENT");
    lines.line("CLASS", "PRIVATE");
    for day in reminder.told_on(entry.offer.route) {
        let at = morning(day);
        if at > made_at {
            lines.line("BEGIN", "VALARM");
            lines.line("ACTION", "DISPLAY");
            lines.line("TRIGGER;VALUE=DATE-TIME", &utc(at));
            lines.text("DESCRIPTION", &title);
            lines.line("END", "VALARM");
        }
    }
    lines.line("END", "VEVENT");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::ical::tests::{unescaped, unfolded};
    use crate::notice::remind::reminders;
    use crate::pack::Parts;

    fn made(pack: &str, facts: &str, title: &str) -> Vec<(String, String)> {
        let offer = serde_json::from_str::<Parts>(pack).unwrap().offer.unwrap();
        let facts: Facts = serde_json::from_str(facts).unwrap();
        let made_at = crate::iso::instant("2026-12-20T02:00:00Z").unwrap();
        let document = "some-policy".parse().unwrap();
        let page = Some("https://example.org/d/some-policy");
        let told = reminders(&offer, &facts, legal_day(made_at));
        let entry =
            |reminder: &Reminder| Entry { document: &document, title, offer: &offer, reminder: *reminder, page };
        unfolded(&ical(&told.iter().map(entry).collect::<Vec<_>>(), Uuid::nil(), made_at, Language::Zh))
    }

    fn values(lines: &[(String, String)], name: &str) -> Vec<String> {
        lines.iter().filter(|(of, _)| of == name).map(|(_, value)| unescaped(value)).collect()
    }

    #[test]
    fn a_window_that_closes_is_said_while_there_is_time() {
        let firm = r#"{"registered_district":"changning","tax_district":"changning","has_loan":true,"employees":24,"revenue":800000000,"industry_code":"6510"}"#;
        let file = made(include_str!("../../../sample/loan-interest-subsidy/pack.json"), firm, "贷款贴息，示例");
        assert_eq!(values(&file, "SUMMARY"), ["贷款贴息，示例：12月31日截止申请"]);
        assert_eq!(values(&file, "UID"), ["some-policy.closes.00000000-0000-0000-0000-000000000000@mingbai"]);
        assert_eq!(values(&file, "DTSTART;VALUE=DATE"), ["20261231"]);
        assert_eq!(values(&file, "DTEND;VALUE=DATE"), ["20270101"]);
        // 14 days before is past; 9 o'clock in Shanghai is 1 o'clock UTC.
        assert_eq!(values(&file, "TRIGGER;VALUE=DATE-TIME"), ["20261228T010000Z", "20261231T010000Z"]);
        assert_eq!(values(&file, "URL"), ["https://example.org/d/some-policy"]);
    }

    #[test]
    fn no_fact_of_the_person_is_in_it() {
        let born = r#"{"birth_date":"1962-03-01","hukou":"shanghai"}"#;
        let file = made(include_str!("../../../sample/elderly-allowance/pack.json"), born, "老年综合津贴");
        assert_eq!(values(&file, "SUMMARY"), ["老年综合津贴：2027年3月1日起可享受，不用您办"]);
        let all: String = file.iter().map(|(_, value)| value.as_str()).collect();
        assert!(!all.contains("65") && !all.contains("户籍"), "{all}");
    }
}
