//! The days off that the law itself fixes by the solar calendar (《全国年节及纪念日放假办法》 art. 2). The others go by the moon and the solar terms, and
//! only the notice says when they are.

use chrono::{Datelike, NaiveDate};

/// Month and day of each, in a year, by the revision that was in force: of 1999, of 2007 (from 2008 on), of 2024 (from 2025 on).
fn days(year: i32) -> &'static [(u32, u32)] {
    match year {
        ..2008 => &[(1, 1), (5, 1), (5, 2), (5, 3), (10, 1), (10, 2), (10, 3)],
        2008..2025 => &[(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)],
        2025.. => &[(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)],
    }
}

/// Whether nobody works on this day, whatever a notice says.
pub fn off(date: NaiveDate) -> bool {
    days(date.year()).contains(&(date.month(), date.day()))
}

/// All of them in a year.
pub(crate) fn all(year: i32) -> impl Iterator<Item = NaiveDate> {
    days(year).iter().filter_map(move |&(month, day)| NaiveDate::from_ymd_opt(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn may_has_three_then_one_then_two() {
        let may = |year| all(year).filter(|date| date.month() == 5).map(|date| date.day()).collect::<Vec<_>>();
        assert_eq!([2007, 2008, 2024, 2025].map(may), [vec![1, 2, 3], vec![1], vec![1], vec![1, 2]]);
        assert!((2000..2200).all(|year| all(year).count() == days(year).len() && all(year).all(off)));
    }
}
