//! Half a year in which nothing happens: weeks that say nothing by themselves are put together.

use super::{Cell, Look, Row, Week};

/// From how many weeks on those in which nothing happens are put together.
const MANY_WEEKS: usize = 16;

/// How many of them in a row are worth it.
const DULL_WEEKS: usize = 4;

/// The weeks as rows; where there are many, dull ones that follow each other are put together, but for the first and the last of them.
pub(super) fn folded(weeks: Vec<Week>) -> Vec<Row> {
    if weeks.len() <= MANY_WEEKS {
        return weeks.into_iter().map(|week| Row::Week(Box::new(week))).collect();
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut dull: Vec<Week> = Vec::new();
    for week in weeks {
        if dull.last().is_some_and(|before| look(before) != look(&week)) {
            put_together(std::mem::take(&mut dull), &mut rows);
        }
        if look(&week).is_some() {
            dull.push(week);
        } else {
            put_together(std::mem::take(&mut dull), &mut rows);
            rows.push(Row::Week(Box::new(week)));
        }
    }
    put_together(dull, &mut rows);
    rows
}

fn put_together(dull: Vec<Week>, rows: &mut Vec<Row>) {
    let days = |week: &Week| {
        let mut days = week.iter().flatten().map(|cell| cell.day);
        let first = days.next()?;
        Some((first, days.next_back().unwrap_or(first)))
    };
    let inner = dull.get(1..dull.len().saturating_sub(1)).unwrap_or_default();
    let ends = (inner.first().and_then(days), inner.last().and_then(days), inner.first().and_then(look));
    match ends {
        (Some((first, _)), Some((_, last)), Some(look)) if dull.len() > DULL_WEEKS => {
            let mut ends = dull.into_iter();
            rows.extend(ends.next().map(|week| Row::Week(Box::new(week))));
            rows.push(Row::Folded { first, last, look });
            rows.extend(ends.next_back().map(|week| Row::Week(Box::new(naming_month(week)))));
        }
        _ => rows.extend(dull.into_iter().map(|week| Row::Week(Box::new(week)))),
    }
}

/// After what was put together one wants to know where one is.
fn naming_month(mut week: Week) -> Week {
    let begins_at_once = week.get(1).is_some_and(|second| second.as_ref().is_some_and(|second| second.names_month));
    if let Some(Some(first)) = week.first_mut().filter(|_| !begins_at_once) {
        first.names_month = true;
    }
    week
}

/// What all days of a whole dull week are, rest days apart; none of a week in which something happens. Numbers make no difference.
fn look(week: &Week) -> Option<Look> {
    let mut of_all = None;
    for cell in week {
        let cell = cell.as_ref().filter(|cell| cell.is_dull())?;
        let look = match cell.look {
            Look::Rest => continue,
            Look::Counted(_) => Look::Counted(0),
            look => look,
        };
        if *of_all.get_or_insert(look) != look {
            return None;
        }
    }
    Some(of_all.unwrap_or(Look::Rest))
}

impl Cell {
    /// Whether nothing happens on it but what is on many days.
    fn is_dull(&self) -> bool {
        let many = matches!(self.look, Look::Counted(_) | Look::Rest | Look::Paused(_) | Look::Void(_) | Look::Unknown);
        many && self.events.is_empty() && self.reply_by.is_none() && self.flag.is_none() && !self.is_today
    }
}
