//! What the drafting desk says of a pack on a day: dates that are over, and what the list of 办法 art. 27 names and the pack lacks. Publication does
//! not wait for it.

use chrono::{Months, NaiveDate};

use super::easy::Basis;
use super::{EasyText, Finding, Level, Pack};
use crate::document::Article;
use crate::quantity::{DateParts, Value, quantities};
use crate::words::Language;

impl Pack {
    /// What to look at again on `today`, in warnings; what must be mended is in [`check`](Pack::check).
    pub fn check_on(&self, today: NaiveDate) -> Vec<Finding> {
        let mut findings = Vec::new();
        self.check_dates(today, &mut findings);
        self.check_list(&mut findings);
        findings
    }

    fn check_dates(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        let past = |place: &str, date: Value| {
            let (zh, en) = (date.said(Language::Zh), date.said(Language::En));
            warning("date_past", place, format!("“{zh}”已经过了"), format!("“{en}” has passed"))
        };
        let until = self.offer.as_ref().and_then(|offer| offer.until);
        if let Some(until) = until.filter(|until| *until < today) {
            findings.push(past("offer/until", Value::Date(until.into())));
        }
        for EasyText { place, text, basis } in self.easy_texts() {
            // Questions, and what held before, may well ask about days that are over.
            if basis == Basis::Nothing {
                continue;
            }
            for quantity in quantities(&text.zh) {
                let Value::Date(date) = quantity.value else { continue };
                let before = text.zh.get(..quantity.range.start).unwrap_or_default();
                let after = text.zh.get(quantity.range.end..).unwrap_or_default();
                let is_last = is_last_day(before, after) || until.is_some_and(|until| date.whole() == Some(until));
                if is_last && last_day(date).is_some_and(|last| last < today) {
                    findings.push(past(&place, quantity.value));
                }
            }
        }
    }

    /// 核心概念、新旧政策差异、影响范围、执行标准及注意事项、案例, and the questions that are put.
    fn check_list(&self, findings: &mut Vec<Finding>) {
        let easy = &self.interpretation;
        let replaces = self.document.articles().any(replaces_another);
        let lists = [
            ("terms", easy.terms.is_empty(), "核心概念", "terms and what they mean"),
            ("changes", easy.changes.is_empty() && replaces, "新旧政策差异", "what is different from before"),
            ("scope", easy.scope.is_empty(), "影响范围", "whom and what it touches"),
            ("standards", easy.standards.is_empty(), "执行标准及注意事项", "how it is carried out and what to mind"),
            ("cases", easy.cases.is_empty(), "案例", "cases"),
            ("questions", easy.questions.is_empty(), "问答", "questions and answers"),
        ];
        for (place, _, zh, en) in lists.into_iter().filter(|(_, is_missing, ..)| *is_missing) {
            let (zh, en) = (format!("还没有写{zh}（办法第27条）"), format!("not written: {en} (办法 art. 27)"));
            findings.push(warning("incomplete_list", place, zh, en));
        }
    }
}

fn warning(code: &'static str, place: &str, message_zh: String, message_en: String) -> Finding {
    Finding { level: Level::Warning, code, place: place.to_owned(), message_zh, message_en }
}

/// Whether an article ends another document: 同时废止.
fn replaces_another(article: &Article) -> bool {
    let mut lines = article
        .paragraphs
        .iter()
        .flat_map(|paragraph| [&paragraph.text].into_iter().chain(paragraph.items.iter().map(|item| &item.text)));
    lines.any(|line| ["同时废止", "予以废止", "代替"].iter().any(|words| line.contains(words)))
}

/// Whether a date between these words is the last one for something: 截止, 以前, 为止; but not a day before which somebody was born.
fn is_last_day(before: &str, after: &str) -> bool {
    let ends = ["截止", "截至", "最晚", "不晚于", "到", "至"].iter().any(|word| before.ends_with(word));
    let mut words = ["为止", "以前", "之前", "前", "止", "截止"].iter();
    match words.find_map(|word| after.trim_start().strip_prefix(word)) {
        None => ends,
        Some(rest) => {
            !["出生", "注册", "登记", "成立", "毕业", "参加", "设立"].iter().any(|verb| rest.starts_with(verb))
        }
    }
}

/// The last day of a date; none for a year alone, and without a year.
fn last_day(date: DateParts) -> Option<NaiveDate> {
    date.month?;
    match date.day {
        Some(_) => date.whole(),
        None => DateParts { day: Some(1), ..date }.whole()?.checked_add_months(Months::new(1))?.pred_opt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::sampled;

    fn pack() -> Pack {
        sampled::pack("public-rental-housing")
    }

    fn found(change: impl Fn(&mut Pack), today: &str) -> Vec<(&'static str, String, String)> {
        let mut pack = pack();
        change(&mut pack);
        let found = pack.check_on(crate::iso::day(today).unwrap());
        assert!(found.iter().all(|one| one.level == Level::Warning));
        found.into_iter().map(|one| (one.code, one.place, one.message_zh)).collect()
    }

    #[test]
    fn a_last_day_that_is_over_is_found_from_the_day_after() {
        let past = |place: &str, said: &str| vec![("date_past", place.to_owned(), format!("“{said}”已经过了"))];
        let until = |pack: &mut Pack| pack.offer.as_mut().unwrap().until = crate::iso::day("2026-12-31");
        assert_eq!(found(until, "2026-12-31"), []);
        assert_eq!(found(until, "2027-01-01"), past("offer/until", "2026年12月31日"));
        // Its last day is over wherever it is named.
        let named = |pack: &mut Pack| {
            until(pack);
            pack.interpretation.questions[0].answer.zh = "2026年12月31日，当天还可以申请。".into();
        };
        let over = [past("offer/until", "2026年12月31日"), past("questions/0/answer", "2026年12月31日")];
        assert_eq!(found(named, "2027-01-01"), over.concat());
        for (text, last, over) in [
            ("2026年12月31日以前申请。", "2026-12-31", "2027-01-01"),
            ("申请到2026年12月31日。", "2026-12-31", "2027-01-01"),
            ("申请到2026年12月31日为止。", "2026-12-31", "2027-01-01"),
            ("二〇二六年十二月三十一日截止。", "2026-12-31", "2027-01-01"),
            ("2026年2月止。", "2026-02-28", "2026-03-01"),
        ] {
            let said = |pack: &mut Pack| pack.interpretation.points[1].text.zh = text.into();
            assert_eq!(found(said, last), [], "{text}");
            let over = found(said, over);
            assert!(matches!(over.as_slice(), [("date_past", place, _)] if place == "points/1"), "{text}: {over:?}");
        }
        for text in ["自2020年4月1日起施行。", "2020年1月1日以前出生的孩子。", "2020年以前的，不算。", "12月31日截止。"]
        {
            assert_eq!(found(|pack| pack.interpretation.points[1].text.zh = text.into(), "2027-01-01"), [], "{text}");
        }
    }

    #[test]
    fn what_the_list_names_and_the_pack_lacks_is_named() {
        let places = |change: &dyn Fn(&mut Pack)| -> Vec<String> {
            found(change, "2026-11-29").into_iter().map(|(_, place, _)| place).collect()
        };
        assert_eq!(places(&|_| {}), [""; 0]);
        let emptied = places(&|pack| {
            pack.interpretation = crate::pack::Interpretation {
                points: pack.interpretation.points.clone(),
                ..crate::pack::Interpretation::default()
            };
        });
        assert_eq!(emptied, ["terms", "changes", "scope", "standards", "cases", "questions"]);
        let one = found(|pack| pack.interpretation.scope.clear(), "2026-11-29");
        assert_eq!(one, [("incomplete_list", "scope".to_owned(), "还没有写影响范围（办法第27条）".to_owned())]);
        // Where nothing is replaced there is nothing to compare with.
        let nothing_replaced = places(&|pack| {
            pack.interpretation.changes.clear();
            pack.document.chapters[0].articles.pop();
        });
        assert_eq!(nothing_replaced, [""; 0]);
    }
}
