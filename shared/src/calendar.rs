//! Which days are worked in mainland China. 《全国年节及纪念日放假办法》 names the days off (art. 2) and lets whole weekends be moved to them (art. 6, 7).
//! The State Council does that by notice, mostly one for each year: weekdays off, weekend days worked. So this is data, and a day that no notice
//! has reached yet is unknown, never guessed from its weekday.
//!
//! Days off for some citizens only (art. 3) and those of an ethnic minority's area (art. 4) change no agency's working days here.

mod festival;
mod read;
pub(crate) mod statute;
mod wording;
mod wrong;
mod year;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use self::festival::{festival, festival_en};
pub use self::wrong::{NotAYear, Wrong};
pub use self::year::{Festival, LONGEST_YEAR, Notice, Year};

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Monday to Friday, worked.
    Weekday,
    /// Saturday or Sunday, not worked.
    Weekend,
    /// Monday to Friday, off by a notice.
    Holiday,
    /// Saturday or Sunday, worked by a notice (调休).
    Makeup,
}

impl Kind {
    /// Whether such a day is a working day.
    pub const fn works(self) -> bool {
        matches!(self, Kind::Weekday | Kind::Makeup)
    }

    /// What the week alone has on a day. No answer to whether it is worked: that a notice decides.
    pub fn by_week(date: NaiveDate) -> Kind {
        match date.weekday() {
            Weekday::Sat | Weekday::Sun => Kind::Weekend,
            _ => Kind::Weekday,
        }
    }
}

/// A day whose kind is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Day<'a> {
    /// Which.
    pub date: NaiveDate,
    /// What it is.
    pub kind: Kind,
    /// The festival for which it is off or worked, as the notice names it: 国庆节、中秋节. Of [`Kind::Holiday`] and [`Kind::Makeup`] alone.
    pub name: Option<&'a str>,
    /// The notice that says so, of the same two alone.
    pub notice: Option<&'a Notice>,
}

/// The years whose working days are known, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    first: i32,
    years: Vec<Year>,
}

/// A year that can neither follow the last known one nor correct a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{year} would leave a gap: known are {from} to {through}; the next is {}", .through.saturating_add(1))]
pub struct Gap {
    /// Which year.
    pub year: i32,
    /// The first known one.
    pub from: i32,
    /// The last known one.
    pub through: i32,
}

/// The notices so far. `scripts/agree.sh` compares each day with two other collections.
const PUBLISHED: &str = include_str!("../data/calendar.txt");

impl Calendar {
    /// What has been published. Reads a text of some kilobytes: ask once, and keep the answer.
    pub fn published() -> Calendar {
        // The text is read whole, which a test holds. Were it not, no day would be known, and none guessed.
        read::years(PUBLISHED).ok().and_then(Calendar::of).unwrap_or(Calendar { first: Year::FIRST, years: Vec::new() })
    }

    /// Years that follow each other.
    fn of(years: Vec<Year>) -> Option<Calendar> {
        let first = years.first()?.number();
        years.into_iter().try_fold(Calendar { first, years: Vec::new() }, |known, year| known.with(year).ok())
    }

    /// The same with another year: the one after the last, or a known one, which it replaces. A notice that corrects a year, or that moves days of the
    /// December before its own, comes as that year's whole text with the notice at its end.
    pub fn with(&self, year: Year) -> Result<Calendar, Gap> {
        let mut known = self.clone();
        let place = self.place(year.number());
        match place.and_then(|place| known.years.get_mut(place)) {
            Some(before) => *before = year,
            None if place == Some(self.years.len()) => known.years.push(year),
            None => return Err(Gap { year: year.number(), from: self.first, through: self.last() }),
        }
        Ok(known)
    }

    /// The first day that is known.
    pub fn known_from(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.first, 1, 1).unwrap_or(NaiveDate::MAX)
    }

    /// The last day that is known. It and the two days before it may still change: where 元旦 makes a longer break with them, it is the next year's
    /// notice that moves them, as for the ends of 2007, 2011 and 2018.
    pub fn known_through(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.last(), 12, 31).unwrap_or(NaiveDate::MIN)
    }

    /// Everything about a day; none where it is unknown.
    pub fn day(&self, date: NaiveDate) -> Option<Day<'_>> {
        self.year(date)?.day(date)
    }

    /// What a day is; none where that is unknown.
    pub fn kind(&self, date: NaiveDate) -> Option<Kind> {
        self.year(date)?.kind(date)
    }

    /// Whether a day is a working day; none where that is unknown.
    pub fn works(&self, date: NaiveDate) -> Option<bool> {
        self.kind(date).map(Kind::works)
    }

    /// How many days after one and up to another are known to be worked, and whether all of them are known.
    pub fn worked(&self, after: NaiveDate, through: NaiveDate) -> (u32, bool) {
        let days = after.iter_days().skip(1).take_while(|day| *day <= through);
        days.fold((0, true), |(worked, known), day| match self.works(day) {
            Some(works) => (worked + u32::from(works), known),
            None => (worked, false),
        })
    }

    /// The `n`-th working day after a day, the day itself for none; none where an unknown day comes before it.
    pub fn nth_working_day(&self, after: NaiveDate, n: u32) -> Option<NaiveDate> {
        let mut left = usize::try_from(n).ok()?;
        let mut from = after;
        while left > 0 {
            let next = from.succ_opt()?;
            match self.year(next)?.nth_working_day(next, left) {
                Ok(day) => return Some(day),
                Err(fewer) => left = left.saturating_sub(fewer),
            }
            from = NaiveDate::from_ymd_opt(next.year(), 12, 31)?;
        }
        Some(from)
    }

    /// The known years, in order.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// What was known when no year after this one was published, for tests that look back.
    #[cfg(test)]
    pub(crate) fn until(&self, last: i32) -> Calendar {
        let years = self.years.iter().filter(|year| year.number() <= last).cloned();
        Calendar { first: self.first, years: years.collect() }
    }

    fn year(&self, date: NaiveDate) -> Option<&Year> {
        self.years.get(self.place(date.year())?)
    }

    fn place(&self, year: i32) -> Option<usize> {
        usize::try_from(year.checked_sub(self.first)?).ok()
    }

    /// The last known year; the one before the first where none is known.
    fn last(&self) -> i32 {
        i32::try_from(self.years.len()).unwrap_or(i32::MAX).saturating_add(self.first).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    #[test]
    fn what_is_published_is_read_whole() {
        let calendar = Calendar::published();
        assert_eq!((calendar.known_from(), calendar.known_through()), (date("2007-01-01"), date("2026-12-31")));
        let written: String = calendar.years().iter().map(Year::to_string).collect();
        let content = |line: &&str| !line.is_empty() && !line.starts_with('#');
        assert_eq!(written.lines().collect::<Vec<_>>(), PUBLISHED.lines().filter(content).collect::<Vec<_>>());
    }

    #[test]
    fn a_festival_has_the_weekends_of_its_break() {
        let calendar = Calendar::published();
        let of = |year: i32, name: &str| {
            let year = calendar.years().iter().find(|known| known.number() == year).unwrap();
            let found = year.festivals().into_iter().find(|festival| festival.name == name).unwrap();
            (found.off.iter().map(NaiveDate::to_string).collect::<Vec<_>>(), found.worked)
        };
        let (off, worked) = of(2026, "国庆节");
        assert_eq!((off.len(), off[0].as_str(), off[6].as_str()), (7, "2026-10-01", "2026-10-07"));
        assert_eq!(worked, [date("2026-09-20"), date("2026-10-10")]);
        // Extended by a second notice, to the 2nd of February.
        let (off, _) = of(2020, "春节");
        assert_eq!((off[0].as_str(), off.last().unwrap().as_str()), ("2020-01-24", "2020-02-02"));
        for year in calendar.years() {
            let moved = year.days().filter(|day| day.name.is_some()).map(|day| day.date);
            let festivals = year.festivals();
            let mut named: Vec<_> = festivals.iter().flat_map(|one| one.off.iter().chain(&one.worked)).collect();
            named.sort_unstable();
            assert!(named.windows(2).all(|pair| pair[0] < pair[1]), "{}", year.number());
            assert!(moved.into_iter().all(|day| named.contains(&&day)), "{}", year.number());
        }
    }

    #[test]
    fn before_and_after_nothing_is_known() {
        let calendar = Calendar::published();
        // The notice for 2007 says of both that they are worked, but the year before is not known whole.
        for unknown in ["2006-12-30", "2006-12-31", "2027-01-01", "2027-01-04", "0001-01-01", "9999-12-31"].map(date) {
            assert_eq!((calendar.day(unknown), calendar.kind(unknown), calendar.works(unknown)), (None, None, None));
        }
        for far in [NaiveDate::MIN, NaiveDate::MAX] {
            assert_eq!(calendar.works(far), None);
        }
        assert!(calendar.known_from().iter_days().take(7305).all(|day| calendar.works(day).is_some()));
    }

    #[test]
    fn a_day_says_by_which_notice() {
        let calendar = Calendar::published();
        let told = |text: &str| {
            let day = calendar.day(date(text)).unwrap();
            assert_eq!((day.date, Some(day.kind)), (date(text), calendar.kind(day.date)));
            (day.kind, day.name, day.notice.and_then(|notice| notice.number.as_deref()))
        };
        assert_eq!(told("2026-02-14"), (Kind::Makeup, Some("春节"), Some("国办发明电〔2025〕7号")));
        assert_eq!(told("2025-10-06"), (Kind::Holiday, Some("国庆节、中秋节"), Some("国办发明电〔2024〕12号")));
        assert_eq!(told("2026-02-15"), (Kind::Weekend, None, None));
        assert_eq!(told("2026-02-24"), (Kind::Weekday, None, None));
        // 除夕 of 2024 was worked.
        assert_eq!(told("2024-02-09").0, Kind::Weekday);
        let anniversary = Some("中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日");
        assert_eq!(told("2015-09-04"), (Kind::Holiday, anniversary, Some("国发明电〔2015〕1号")));
        // What the next year's notice fixed.
        assert_eq!(told("2018-12-31"), (Kind::Holiday, Some("元旦"), Some("国办发明电〔2018〕15号")));
        assert_eq!(told("2011-12-31"), (Kind::Makeup, Some("元旦"), Some("国办发明电〔2011〕45号")));
        // What a later notice changed: one day off became four; a Saturday that was to be worked was not.
        assert_eq!(told("2019-05-01"), (Kind::Holiday, Some("劳动节"), Some("国办发明电〔2019〕3号")));
        assert_eq!(told("2020-01-30"), (Kind::Holiday, Some("春节"), Some("国办发明电〔2019〕16号")));
        assert_eq!(told("2020-01-31"), (Kind::Holiday, Some("春节"), Some("国办发明电〔2020〕1号")));
        assert_eq!(told("2020-02-01"), (Kind::Weekend, None, None));
    }

    #[test]
    fn working_days_are_found_as_one_by_one() {
        let calendar = Calendar::published();
        let start = date("2024-11-20");
        for after in start.iter_days().take(90) {
            assert_eq!(calendar.nth_working_day(after, 0), Some(after));
            let works = after.iter_days().skip(1).filter(|day| calendar.works(*day) == Some(true));
            for (n, day) in (1..).zip(works.take(60)) {
                assert_eq!(calendar.nth_working_day(after, n), Some(day), "{n} after {after}");
            }
        }
        // 2026 ends with two working days, and begins after a day that nobody knows.
        assert_eq!(calendar.nth_working_day(date("2026-12-29"), 2), Some(date("2026-12-31")));
        assert_eq!(calendar.nth_working_day(date("2026-12-29"), 3), None);
        assert_eq!(calendar.nth_working_day(date("2006-12-31"), 1), Some(date("2007-01-04")));
        assert_eq!(calendar.nth_working_day(date("2006-12-30"), 1), None);
        assert_eq!(calendar.nth_working_day(date("2020-01-01"), u32::MAX), None);
    }

    #[test]
    fn the_working_days_of_each_year() {
        let calendar = Calendar::published();
        let counted = |year: i32| {
            let days = calendar.known_from().iter_days().take_while(|day| *day <= calendar.known_through());
            days.filter(|day| day.year() == year && calendar.works(*day) == Some(true)).count()
        };
        for (year, days) in [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)] {
            assert_eq!(counted(year), days, "{year}");
        }
        assert!(calendar.years().iter().all(|year| year.working_days() == counted(year.number())));
    }

    #[test]
    fn a_year_follows_or_replaces_and_leaves_no_gap() {
        let text = |year: i32| {
            let rows = "元旦 off 01-01..01-03\n劳动节 off 05-01..05-05\n国庆节 off 10-01..10-07\n春节 off 02-05..02-11";
            let before = year - 1;
            format!("{year}\nnotice 国办发明电〔{before}〕1号 {before}-11-11 https://example.org/\n{rows}")
        };
        let year = |number: i32| Year::read(&text(number)).unwrap();
        let published = Calendar::published();
        let longer = published.with(year(2027)).unwrap();
        assert_eq!(longer.known_through(), date("2027-12-31"));
        assert_eq!(longer.works(date("2027-01-01")), Some(false));
        assert_eq!(longer.works(date("2027-01-04")), Some(true));
        assert_eq!(longer.years().len(), published.years().len() + 1);
        assert_eq!(published.works(date("2027-01-01")), None, "the calendar that it was added to is as it was");

        let corrected = longer.with(year(2026)).unwrap();
        assert_eq!(corrected.works(date("2026-01-04")), Some(false));
        assert_eq!(longer.works(date("2026-01-04")), Some(true));
        assert_eq!(corrected.years().len(), longer.years().len());

        assert_eq!(published.with(year(2028)), Err(Gap { year: 2028, from: 2007, through: 2026 }));
        let before = published.with(year(2006)).unwrap_err();
        assert_eq!(before.to_string(), "2006 would leave a gap: known are 2007 to 2026; the next is 2027");
        assert_eq!(Calendar::of(vec![year(2027), year(2029)]), None);
    }

    #[test]
    fn where_nothing_is_known_nothing_is_guessed() {
        let none = Calendar { first: Year::FIRST, years: Vec::new() };
        assert!(none.known_through() < none.known_from());
        assert_eq!(none.works(none.known_from()), None);
    }
}
