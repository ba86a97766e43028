//! How often a notice may come, so that those that do are read: for each sender, and on each device.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::Notice;

/// An agency sends at most so many in seven days.
pub const MOST_SENT: usize = 3;
/// On a device at most so many come up by themselves in seven days; the others stand in the list.
pub const MOST_COMING_UP: usize = 3;

const WEEK_DAYS: u64 = 7;

/// When an agency that sent notices at these times may send the next, if not now.
pub fn next_free(sent: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let week = TimeDelta::days(WEEK_DAYS as i64);
    let mut recent: Vec<DateTime<Utc>> = sent.iter().copied().filter(|at| *at + week > now).collect();
    recent.sort_unstable();
    let first_to_pass = recent.len().checked_sub(MOST_SENT)?;
    recent.get(first_to_pass).map(|at| *at + week)
}

/// Which of the notices that reach somebody come up by themselves: each in the order of its first day, as long as fewer than
/// [`MOST_COMING_UP`] did in the seven days before. It is found anew each time and nothing about it is kept.
pub fn comes_up(reaching: &[&Notice]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..reaching.len()).collect();
    let from = |at: &usize| reaching.get(*at).map(|notice| (notice.from, notice.id.as_str()));
    order.sort_unstable_by_key(from);
    let mut came: Vec<NaiveDate> = Vec::new();
    let mut comes = vec![false; reaching.len()];
    for at in order {
        let Some((day, _)) = from(&at) else { continue };
        let begins = day.checked_sub_days(Days::new(WEEK_DAYS - 1)).unwrap_or(NaiveDate::MIN);
        if came.iter().filter(|other| **other >= begins).count() < MOST_COMING_UP {
            came.push(day);
            if let Some(comes) = comes.get_mut(at) {
                *comes = true;
            }
        }
    }
    comes
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::notice;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fourth_in_seven_days_waits_until_the_first_is_seven_days_old() {
        let at = |text: &str| crate::iso::instant(text).unwrap();
        let sent = [at("2026-11-22T08:00:00Z"), at("2026-11-20T08:00:00Z"), at("2026-11-28T08:00:00Z")];
        let free = at("2026-11-27T08:00:00Z");
        assert_eq!(next_free(&sent[..2], at("2026-11-26T00:00:00Z")), None);
        assert_eq!(next_free(&sent, at("2026-11-26T07:00:00Z")), Some(free));
        assert_eq!(next_free(&sent, free), None);
        // A clock that was put back lets no more through.
        assert_eq!(next_free(&[free; 5], at("2026-11-20T00:00:00Z")), Some(at("2026-12-04T08:00:00Z")));
    }

    proptest! {
        #[test]
        fn in_no_seven_days_more_come_up_and_none_waits_for_nothing(days in prop::collection::vec(0..30_u64, 0..12)) {
            let first = crate::iso::day("2026-12-01").unwrap();
            let notices: Vec<Notice> = days.iter().enumerate().map(|(number, day)| {
                let mut notice = notice();
                notice.id = format!("notice-{number}").parse().unwrap();
                notice.from = first + Days::new(*day);
                notice
            }).collect();
            let comes = comes_up(&notices.iter().collect::<Vec<_>>());
            let came = |from: u64, to: u64| days.iter().zip(&comes).filter(|(day, comes)| **comes && (from..=to).contains(day)).count();
            for begins in 0..30 {
                prop_assert!(came(begins, begins + 6) <= MOST_COMING_UP);
            }
            for (day, comes) in days.iter().zip(&comes) {
                prop_assert!(*comes || came(day.saturating_sub(6), *day) == MOST_COMING_UP);
            }
        }
    }
}
