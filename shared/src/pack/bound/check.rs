//! Findings: what no cited article says, what the languages say differently, and equations that do not come out.

use super::super::check::{Finding, Level};
use super::super::easy::Basis;
use super::super::{Amount, Case, Pack};
use super::offer::check_offer;
use super::{Articles, Source, equation, figures_of};
use crate::law::ArticleNumber;
use crate::quantity::{Quantity, Value, quantities};
use crate::words::BilingualText;

/// So many comparisons of figures at most: what no device could do at once, no person has written.
const MOST_COMPARED: usize = 20_000_000;

impl Pack {
    /// Each figure of the easy text and of the offer that no cited article has, and where the languages say different ones.
    pub(in crate::pack) fn check_bound(&self, findings: &mut Vec<Finding>) {
        let articles = Articles::of(&self.document, &[]);
        if self.comparisons(&articles) > MOST_COMPARED {
            let zh = "数太多了，没法逐个核对；请分成几份文件".to_owned();
            let en = "there are too many figures to be compared one by one: make several documents of it".to_owned();
            findings.push(error("too_many_figures", "document", zh, en));
            return;
        }
        for easy in self.easy_texts() {
            languages(&easy.place, easy.text, findings);
            let Basis::Articles(cited) = &easy.basis else { continue };
            // The text of a case has figures of its own besides.
            if !easy.place.starts_with("cases/") {
                unbound(&easy.place, easy.text, &articles.cited(cited), &[], findings);
            }
        }
        for (at, case) in self.interpretation.cases.iter().enumerate() {
            check_case(at, case, &articles, findings);
        }
        if let Some(offer) = &self.offer {
            check_offer(offer, &articles, findings);
        }
    }

    /// How often two figures are compared, at most.
    fn comparisons(&self, articles: &Articles) -> usize {
        let figures = |text: &BilingualText| quantities(&text.zh).len().saturating_add(quantities(&text.en).len());
        let mut all = 0usize;
        let mut add = |own: usize, others: usize| all = all.saturating_add(own.saturating_mul(others));
        for easy in self.easy_texts() {
            let own = figures(easy.text);
            add(own, own);
            if let Basis::Articles(cited) = &easy.basis {
                add(own, articles.cited(cited).len());
            }
        }
        for case in &self.interpretation.cases {
            let worked: usize = case.worked.iter().map(|line| quantities(line).len()).sum();
            let own = worked.saturating_add(figures(&case.title)).saturating_add(figures(&case.text));
            add(own, own.saturating_add(articles.cited(&case.articles()).len()));
        }
        if let Some(Amount::ByAge { bands, .. }) = self.offer.as_ref().and_then(|offer| offer.benefit.amount.as_ref()) {
            add(bands.len(), articles.cited(&[]).len());
        }
        all
    }
}

/// The equations of a case, and then its text.
fn check_case(at: usize, case: &Case, articles: &Articles, findings: &mut Vec<Finding>) {
    let source = articles.cited(&case.articles());
    let in_title = [&case.title.zh, &case.title.en].into_iter().flat_map(|title| quantities(title));
    let mut given: Vec<Value> = in_title.map(|quantity| quantity.value).collect();
    for (line, worked) in case.worked.iter().enumerate() {
        let place = format!("cases/{at}/worked/{line}");
        let equation = match equation::Equation::read(worked) {
            Ok(equation) => equation,
            Err(wrong) => {
                let (zh, en) = wrong.told(worked);
                findings.push(error("equation", &place, zh, en));
                continue;
            }
        };
        let free = |value: &Value| equation::is_of_the_calendar(value);
        for (said, value) in equation.operands() {
            let bound = source.says(value) || given.iter().any(|given| value.rests_on(given));
            if !bound && !free(value) && !source.is_absent() {
                findings.push(source.finding(&place, said, said));
            }
        }
        given.push(equation.result());
    }
    unbound(&format!("cases/{at}/text"), &case.text, &source, &given, findings);
}

/// The figures of a text that neither its articles nor `given` have. What both languages say is said once.
fn unbound(place: &str, text: &BilingualText, source: &Source<'_>, given: &[Value], findings: &mut Vec<Finding>) {
    if source.is_absent() {
        return;
    }
    let mut told: Vec<Value> = Vec::new();
    for (own, other) in [(&text.zh, &text.en), (&text.en, &text.zh)] {
        for figure in figures_of(own, other) {
            let bound = source.article_of(&figure).is_some() || given.iter().any(|given| figure.rests_on(given));
            if !bound && !told.iter().any(|told| told.is(&figure.value)) {
                let said = own.get(figure.range).unwrap_or_default();
                findings.push(source.finding(place, said, said));
                told.push(figure.value);
            }
        }
    }
}

/// Whether Chinese and English say the same figures.
fn languages(place: &str, text: &BilingualText, findings: &mut Vec<Finding>) {
    let (zh, en) = (quantities(&text.zh), quantities(&text.en));
    let missing = |from: &str, of: &[Quantity], other: &[Quantity]| -> Vec<String> {
        let alone = of.iter().filter(|one| !other.iter().any(|other| one.value.is(&other.value)));
        alone.filter_map(|one| from.get(one.range.clone())).map(str::to_owned).collect()
    };
    let (only_zh, only_en) = (missing(&text.zh, &zh, &en), missing(&text.en, &en, &zh));
    // A text without one of the languages is refused for that.
    if (only_zh.is_empty() && only_en.is_empty()) || text.zh.trim().is_empty() || text.en.trim().is_empty() {
        return;
    }
    let mut said_zh = Vec::new();
    let mut said_en = Vec::new();
    for (only, zh, en) in [(only_zh, "中文", "Chinese"), (only_en, "英文", "English")] {
        if !only.is_empty() {
            said_zh.push(format!("只有{zh}写了{}", only.join("、")));
            said_en.push(format!("only the {en} says {}", only.join(", ")));
        }
    }
    findings.push(error(
        "languages_differ",
        place,
        format!("中英文的数不一样：{}", said_zh.join("；")),
        format!("the languages say different figures: {}", said_en.join("; ")),
    ));
}

impl Source<'_> {
    /// That it does not say something.
    pub(super) fn finding(&self, place: &str, zh: &str, en: &str) -> Finding {
        let (zh, en) = if self.cited.is_empty() {
            (format!("“{zh}”在正文里找不到"), format!("“{en}” stands nowhere in the text"))
        } else {
            let names: Vec<String> = self.cited.iter().map(ArticleNumber::chinese).collect();
            let numbers: Vec<String> = self.cited.iter().map(ArticleNumber::to_string).collect();
            (
                format!("“{zh}”不在它引用的{}里", names.join("、")),
                format!("“{en}” is not in what it cites, article {}", numbers.join(", ")),
            )
        };
        error("unbound", place, zh, en)
    }
}

fn error(code: &'static str, place: &str, message_zh: String, message_en: String) -> Finding {
    Finding { level: Level::Error, code, place: place.to_owned(), message_zh, message_en }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::sampled;
    use crate::pack::{Offer, Point};

    fn allowance() -> Pack {
        sampled::pack("elderly-allowance")
    }

    fn article(number: &str) -> ArticleNumber {
        number.parse().unwrap()
    }

    fn both(zh: &str, en: &str) -> BilingualText {
        BilingualText { zh: zh.into(), en: en.into() }
    }

    /// What is found in a point of its own that rests on these articles.
    fn found(zh: &str, en: &str, articles: &[&str]) -> Vec<(&'static str, String)> {
        let mut pack = allowance();
        let also = articles[1..].iter().map(|number| article(number)).collect();
        pack.interpretation.points = vec![Point { text: both(zh, en), article: article(articles[0]), also }];
        pack.check().into_iter().map(|finding| (finding.code, finding.message_zh)).collect()
    }

    #[test]
    fn a_figure_that_no_cited_article_has_is_found_once_for_both_languages() {
        assert_eq!(found("满七十周岁，每月一百五十元。", "From 70 on, 150 yuan a month.", &["4"]), []);
        let unbound = |said: &str, whose: &str| ("unbound", format!("“{said}”不在它引用的{whose}里"));
        assert_eq!(found("每月151元。", "151 yuan a month.", &["4"]), [unbound("151元", "第四条")]);
        assert_eq!(found("满65周岁，每月75元。", "Aged 65: 75 yuan.", &["3"]), [unbound("75元", "第三条")]);
        assert_eq!(found("满65周岁，自2026年2月1日起。", "Aged 65, from 1 February 2026.", &["3", "9"]), []);
        assert_eq!(
            found("每月151元，自3月起。", "151 yuan from March on.", &["4", "9"]),
            [unbound("151元", "第四条、第九条"), unbound("3月", "第四条、第九条")]
        );
        // 150 months are not 150 yuan.
        assert_eq!(found("150个月", "150 months", &["4"]), [unbound("150个月", "第四条")]);
    }

    /// Ten thousand figures in a text and in its article would be compared a hundred million times.
    #[test]
    fn what_cannot_be_compared_is_not_begun() {
        let many = "70周岁，150元。".repeat(10_000);
        let mut pack = allowance();
        pack.document.chapters[0].articles[3].paragraphs[0].text.push_str(&many);
        let articles = pack.document.articles().count();
        assert_eq!((pack.check().len(), articles), (0, 9));
        pack.interpretation.points[1].text.zh.push_str(&many);
        let found = pack.check();
        assert!(matches!(found.as_slice(), [Finding { code: "too_many_figures", .. }]), "{found:?}");
    }

    #[test]
    fn the_languages_say_the_same_figures() {
        let differ = |zh: &str, en: &str| found(zh, en, &["4"]).into_iter().map(|(_, said)| said).collect::<Vec<_>>();
        assert_eq!(differ("每月75元到600元", "75 to 600 yuan a month"), [""; 0]);
        assert_eq!(differ("每月75元到600元", "up to 600 yuan a month"), ["中英文的数不一样：只有中文写了75元"]);
        assert_eq!(
            differ("每月75元", "600 yuan a month"),
            ["中英文的数不一样：只有中文写了75元；只有英文写了600 yuan"]
        );
    }

    #[test]
    fn a_case_has_figures_of_its_title_and_of_its_equations() {
        let checked = |change: &dyn Fn(&mut Case)| {
            let mut pack = allowance();
            change(&mut pack.interpretation.cases[0]);
            let found = pack.check();
            assert!(found.iter().all(|one| one.level == Level::Error && one.place.starts_with("cases/0/")));
            found.into_iter().map(|one| (one.code, one.place, one.message_en)).collect::<Vec<_>>()
        };
        assert_eq!(checked(&|_| {}), []);
        let at = |code, place: &str, said: &str| vec![(code, place.to_owned(), said.to_owned())];
        assert_eq!(
            checked(&|case| case.worked = vec!["150元 × 12 = 1,900元".into(), "1,900元 − 100元 = 1,800元".into()]),
            [
                at("equation", "cases/0/worked/0", "“150元 × 12 = 1,900元” is wrong: it comes to 1,800 yuan"),
                at("unbound", "cases/0/worked/1", "“1,900元” is not in what it cites, article 4"),
                at("unbound", "cases/0/worked/1", "“100元” is not in what it cites, article 4"),
            ]
            .concat()
        );
        assert_eq!(
            checked(&|case| case.worked = vec!["150元 × 7 = 1,050元".into(), "1,050元 + 75元 × 10 = 1,800元".into()]),
            [
                at("unbound", "cases/0/worked/0", "“7” is not in what it cites, article 4"),
                at("unbound", "cases/0/worked/1", "“10” is not in what it cites, article 4"),
            ]
            .concat()
        );
        // What is not worked out is not known.
        assert_eq!(
            checked(&|case| case.worked.clear()),
            at("unbound", "cases/0/text", "“1,800元” is not in what it cites, article 4")
        );
        assert_eq!(
            checked(&|case| case.worked.push("一年是多少".into())),
            at("equation", "cases/0/worked/1", "“一年是多少” cannot be read: write it as 150元 × 12 = 1,800元")
        );
    }

    #[test]
    fn what_an_offer_asks_and_gives_stands_in_its_articles() {
        let checked = |change: &dyn Fn(&mut Offer)| {
            let mut pack = allowance();
            change(pack.offer.as_mut().unwrap());
            let found = pack.check();
            found.into_iter().map(|one| (one.code, one.place, one.message_en)).collect::<Vec<_>>()
        };
        let at = |place: &str, said: &str| vec![("unbound", place.to_owned(), said.to_owned())];
        let rule = |age: u16, article: &str| {
            let condition = r#"{"condition":{"fact":"birth_date","test":{"age_at_least":AGE},"article":"NUMBER"}}"#;
            serde_json::from_str(&condition.replace("AGE", &age.to_string()).replace("NUMBER", article)).unwrap()
        };
        assert_eq!(checked(&|offer| offer.audience = rule(65, "3")), []);
        assert_eq!(
            checked(&|offer| offer.audience = rule(60, "3")),
            at("offer/audience/condition", "“60 years of age” is not in what it cites, article 3")
        );
        assert_eq!(
            checked(&|offer| offer.benefit.articles = vec![article("9")])[..4],
            [
                at("offer/benefit", "“75元” is not in what it cites, article 9"),
                at("offer/benefit", "“600元” is not in what it cites, article 9"),
                at("offer/benefit", "“65 years of age” is not in what it cites, article 9"),
                at("offer/benefit", "“70 years of age” is not in what it cites, article 9"),
            ]
            .concat()
        );
        // Without articles of its own it rests on the whole text.
        assert_eq!(checked(&|offer| offer.benefit.articles.clear()), []);
        assert_eq!(
            checked(&|offer| offer.until = crate::iso::day("2027-12-31")),
            at("offer/until", "“31 December 2027” stands nowhere in the text")
        );
    }
}
