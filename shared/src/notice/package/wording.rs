//! A plan in plain words: 今后一年约 12,345 元，7 项，其中 3 项不用办.

use chrono::NaiveDate;

use super::{LeftOut, Open, Plan, Step, Why};
use crate::audience::wording::cite;
use crate::names::DocumentId;
use crate::notice::remind::wording::{BEGINS_APPLY, BEGINS_AUTOMATIC};
use crate::pack::wording::{ENDS, only_one};
use crate::words::date::{day, yuan};
use crate::words::{Bilingual, Language, fill};

crate::words! {
    NOTHING: "现在没有可以办的" / "Nothing to do for now";
    IN_A_YEAR: "今后一年约 {}" / "About {} in the coming year";
    ITEMS: "{} 项" / "{} policies";
    ONE_ITEM: "1 项" / "1 policy";
    SOME_OF_THEMSELVES: "其中 {} 项不用办" / "{} of them with nothing to do";
    ALL_OF_THEMSELVES: "都不用办" / "nothing to do";
    NOW_APPLY: "现在可以申请" / "You can apply now";
    NOW_AUTOMATIC: "现在就可享受，不用您办" / "Yours now, nothing to do";
    AFTER_APPLY: "办好{}就可以申请" / "You can apply once you have {}";
    AFTER_AUTOMATIC: "办好{}就可享受，不用您办" / "Yours once you have {}, nothing to do";
    LATER: "最早 {}" / "from {} at the earliest";
    AT_LATEST: "最晚 {}" / "by {} at the latest";
    CAPPED: "今后一年约 {}，已到上限" / "About {} in the coming year, up to the ceiling";
    EXCLUDED_BY_OTHER: "和《{}》只能选一样（那份文件{}）" / "Only one of this and “{}” ({} there)";
    FULL: "“{}”一年最多 {}，别的已经用满（{}）" / "“{}” gives at most {} in a year, and others reach that ({})";
    UNOPENED: "要先有{}，那一项没有选上" / "It needs {} first, which is left out";
    NO_MORE: "加上它也不会更多" / "With it there would be no more";
    OPEN: "要看您还没说的：{}" / "It depends on what you have not said: {}";
    OPEN_FROM: "{}起要看您还没说的：{}" / "From {} it depends on what you have not said: {}";
}

/// The titles of the policies of a package.
pub type Titles<'a> = dyn Fn(&DocumentId) -> String + 'a;

impl Plan {
    /// What it comes to.
    pub fn headline(&self, language: Language) -> String {
        let of_themselves = self.steps.iter().filter(|step| step.route.is_automatic()).count();
        let count = match self.steps.len() {
            0 => return NOTHING.in_language(language).to_owned(),
            1 => ONE_ITEM.in_language(language).to_owned(),
            many => fill(ITEMS.in_language(language), &[&many.to_string()]),
        };
        let money = about(self.total, IN_A_YEAR, language);
        let nothing_to_do = match of_themselves {
            0 => None,
            all if all == self.steps.len() => Some(ALL_OF_THEMSELVES.in_language(language).to_owned()),
            some => Some(fill(SOME_OF_THEMSELVES.in_language(language), &[&some.to_string()])),
        };
        let parts: Vec<String> = [money, Some(count), nothing_to_do].into_iter().flatten().collect();
        parts.join(if language == Language::Zh { "，" } else { ", " })
    }
}

impl Step {
    /// What to do for it and when, and what it brings.
    pub fn sentence(&self, titles: &Titles<'_>, today: NaiveDate, language: Language) -> String {
        let automatic = self.route.is_automatic();
        let from = day(self.from, today, language);
        let later = self.from > today;
        let (first, then) = if !self.after.is_empty() {
            let after = listed(&self.after, titles, language);
            let words = if automatic { AFTER_AUTOMATIC } else { AFTER_APPLY };
            let then = later.then(|| fill(LATER.in_language(language), &[&from]));
            (fill(words.in_language(language), &[&after]), then)
        } else if later {
            let words = if automatic { BEGINS_AUTOMATIC } else { BEGINS_APPLY };
            (fill(words.in_language(language), &[&from]), None)
        } else {
            let words = if automatic { NOW_AUTOMATIC } else { NOW_APPLY };
            (words.in_language(language).to_owned(), None)
        };
        let last = self.last.map(|last| {
            let words = if automatic { ENDS } else { AT_LATEST };
            fill(words.in_language(language), &[&day(last, today, language)])
        });
        let brings = about(self.fen.unwrap_or(0), if self.capped { CAPPED } else { IN_A_YEAR }, language);
        [Some(first), then, last, brings].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

impl LeftOut {
    /// Why it is left out.
    pub fn sentence(&self, titles: &Titles<'_>, language: Language) -> String {
        let title = |document: &DocumentId| quoted(&titles(document), language);
        match &self.why {
            Why::Excluded { by, said_by, article } if *said_by == self.document => {
                only_one(&titles(by), article, language)
            }
            Why::Excluded { by, article, .. } => {
                fill(EXCLUDED_BY_OTHER.in_language(language), &[&titles(by), &cite(article, language)])
            }
            Why::Full { ceiling, fen, article } => {
                let (name, most) = (ceiling.in_language(language), yuan(*fen, language));
                fill(FULL.in_language(language), &[name, &most, &cite(article, language)])
            }
            Why::Unopened(first) => fill(UNOPENED.in_language(language), &[&title(first)]),
            Why::NoMore => NO_MORE.in_language(language).to_owned(),
        }
    }
}

impl Open {
    /// What it depends on.
    pub fn sentence(&self, today: NaiveDate, language: Language) -> String {
        let missing: Vec<&str> = self.missing.iter().map(|fact| fact.label().in_language(language)).collect();
        let missing = missing.join(comma(language));
        if self.from > today {
            return fill(OPEN_FROM.in_language(language), &[&day(self.from, today, language), &missing]);
        }
        fill(OPEN.in_language(language), &[&missing])
    }
}

/// A sum that comes to so much by the days: what is less than a yuan is left out, and nothing is no sum.
fn about(fen: i64, words: Bilingual, language: Language) -> Option<String> {
    let whole = fen - fen % 100;
    (whole > 0).then(|| fill(words.in_language(language), &[&yuan(whole, language)]))
}

fn listed(documents: &[DocumentId], titles: &Titles<'_>, language: Language) -> String {
    let titles: Vec<String> = documents.iter().map(|document| quoted(&titles(document), language)).collect();
    titles.join(comma(language))
}

fn quoted(title: &str, language: Language) -> String {
    let (before, after) = match language {
        Language::Zh => ("《", "》"),
        Language::En => ("“", "”"),
    };
    [before, title, after].concat()
}

fn comma(language: Language) -> &'static str {
    match language {
        Language::Zh => "、",
        Language::En => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactKey;
    use crate::pack::Route;
    use crate::words::BilingualText;

    fn on(text: &str) -> NaiveDate {
        crate::iso::day(text).unwrap()
    }

    fn document(name: &str) -> DocumentId {
        name.parse().unwrap()
    }

    fn titles(document: &DocumentId) -> String {
        document.as_str().to_uppercase()
    }

    fn step() -> Step {
        Step {
            document: document("a"),
            route: Route::Apply,
            from: on("2026-11-28"),
            last: None,
            fen: None,
            capped: false,
            after: Vec::new(),
        }
    }

    fn said(step: &Step) -> [String; 2] {
        [Language::Zh, Language::En].map(|language| step.sentence(&titles, on("2026-11-28"), language))
    }

    #[test]
    fn a_step_says_what_to_do_when_and_for_how_much() {
        assert_eq!(said(&step()), ["现在可以申请", "You can apply now"]);
        let last = Some(on("2026-12-31"));
        let sum = Step { last, fen: Some(345_678), ..step() };
        assert_eq!(
            said(&sum),
            [
                "现在可以申请 · 最晚 12月31日 · 今后一年约 3,456 元",
                "You can apply now · by 31 December at the latest · About 3,456 yuan in the coming year"
            ]
        );
        let given = Step { route: Route::WithoutApplication, from: on("2027-03-01"), capped: true, ..sum };
        let given = Step { last: Some(on("2027-12-31")), ..given };
        assert_eq!(
            said(&given),
            [
                "2027年3月1日起可享受，不用您办 · 给到2027年12月31日为止 · 今后一年约 3,456 元，已到上限",
                "Yours from 1 March 2027, nothing to do · Given until 31 December 2027 · About 3,456 yuan in the coming year, up to the ceiling"
            ]
        );
    }

    #[test]
    fn a_step_names_those_that_it_comes_after() {
        let after = Step { after: vec![document("b"), document("c")], ..step() };
        assert_eq!(said(&after), ["办好《B》、《C》就可以申请", "You can apply once you have “B”, “C”"]);
        let later = Step { from: on("2026-12-05"), route: Route::WithoutReview, ..after };
        assert_eq!(
            said(&later),
            [
                "办好《B》、《C》就可享受，不用您办 · 最早 12月5日",
                "Yours once you have “B”, “C”, nothing to do · from 5 December at the earliest"
            ]
        );
    }

    #[test]
    fn the_headline_counts_what_there_is_to_do() {
        let headline = |routes: &[Route], total| {
            let steps = routes.iter().map(|route| Step { route: *route, ..step() }).collect();
            let plan = Plan { steps, left_out: Vec::new(), open: Vec::new(), not_applying: 0, total };
            [Language::Zh, Language::En].map(|language| plan.headline(language))
        };
        let (apply, given) = (Route::Apply, Route::WithoutReview);
        assert_eq!(
            headline(&[apply, given, apply], 1_234_599),
            [
                "今后一年约 12,345 元，3 项，其中 1 项不用办",
                "About 12,345 yuan in the coming year, 3 policies, 1 of them with nothing to do"
            ]
        );
        assert_eq!(headline(&[apply], 0), ["1 项", "1 policy"]);
        assert_eq!(headline(&[given, given], 99), ["2 项，都不用办", "2 policies, nothing to do"]);
        assert_eq!(headline(&[], 0), ["现在没有可以办的", "Nothing to do for now"]);
    }

    #[test]
    fn what_is_left_out_or_open_says_why() {
        let said = |why: Why| {
            let left = LeftOut { document: document("a"), why };
            [Language::Zh, Language::En].map(|language| left.sentence(&titles, language))
        };
        let excluded =
            |said_by| Why::Excluded { by: document("b"), said_by: document(said_by), article: "6-1".parse().unwrap() };
        assert_eq!(said(excluded("a")), ["和《B》只能选一样（第6条之1）", "Only one of this and “B” (art. 6-1)"]);
        assert_eq!(
            said(excluded("b")),
            ["和《B》只能选一样（那份文件第6条之1）", "Only one of this and “B” (art. 6-1 there)"]
        );
        let ceiling = BilingualText { zh: "培训补贴".into(), en: "Training".into() };
        assert_eq!(
            said(Why::Full { ceiling, fen: 600_000, article: "4".parse().unwrap() }),
            [
                "“培训补贴”一年最多 6,000 元，别的已经用满（第4条）",
                "“Training” gives at most 6,000 yuan in a year, and others reach that (art. 4)"
            ]
        );
        assert_eq!(
            said(Why::Unopened(document("b"))),
            ["要先有《B》，那一项没有选上", "It needs “B” first, which is left out"]
        );
        let open =
            Open { document: document("a"), from: on("2026-12-01"), missing: vec![FactKey::Hukou, FactKey::Disabled] };
        let open = |from| {
            let open = Open { from: on(from), ..open.clone() };
            [Language::Zh, Language::En].map(|language| open.sentence(on("2026-11-28"), language))
        };
        assert_eq!(open("2026-11-28")[0], "要看您还没说的：户籍、持残疾人证");
        assert_eq!(
            open("2026-12-01")[1],
            "From 1 December it depends on what you have not said: Household registration, Holds a disability certificate"
        );
    }
}
