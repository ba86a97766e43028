//! Amounts, routes and dates of an offer in words: 150 元/月, 2034年3月1日起每月 180 元, 截止 12月31日.

use chrono::NaiveDate;

use super::{Amount, Benefit, NextAmount, Offer, Period, Route};
use crate::audience::wording::cite;
use crate::facts::Facts;
use crate::law::ArticleNumber;
use crate::words::date::{day, full_day, yuan};
use crate::words::{Bilingual, Language, fill};

crate::words! {
    ENDS: "给到{}为止" / "Given until {}";
    UNTIL: "截止 {}" / "Until {}";
    UNTIL_SOON: "截止 {} · 还有 {} 天" / "Until {} · {} days left";
    ONLY_ONE: "和《{}》只能选一样（{}）" / "Only one of this and “{}” ({})";
}

impl Period {
    fn suffix(self) -> Bilingual {
        let (zh, en) = match self {
            Period::Month => ("/月", " a month"),
            Period::Year => ("/年", " a year"),
            Period::Once => ("（一次性）", ", once"),
        };
        Bilingual { zh, en }
    }

    fn every(self) -> Bilingual {
        let (zh, en) = match self {
            Period::Month => ("每月 ", "a month"),
            Period::Year => ("每年 ", "a year"),
            Period::Once => ("一次性 ", "once"),
        };
        Bilingual { zh, en }
    }
}

impl Route {
    /// The name that people know the route by.
    pub fn label(self) -> Bilingual {
        let (zh, en) = match self {
            Route::WithoutReview => ("免审即享", "No examination"),
            Route::WithoutApplication => ("免申即享", "No application"),
            Route::Apply => ("需要申请", "On application"),
        };
        Bilingual { zh, en }
    }

    /// What the person has to do, in one sentence.
    pub fn explained(self) -> Bilingual {
        let (zh, en) = match self {
            Route::WithoutReview => {
                ("符合条件即可享受，不经审批，无需办理。", "Yours without examination: there is nothing to do.")
            }
            Route::WithoutApplication => {
                ("由部门主动发放，不用您申请。", "The agency gives it of its own accord: no application is needed.")
            }
            Route::Apply => ("需要您提出申请。", "You have to apply for it."),
        };
        Bilingual { zh, en }
    }
}

/// A sum with its period: 150 元/月, 8,000 元（一次性）.
pub fn sum(fen: i64, per: Period, language: Language) -> String {
    format!("{}{}", yuan(fen, language), per.suffix().in_language(language))
}

/// What a person gets: the sum where it follows from the facts, else what the policy says of it.
pub fn benefit(benefit: &Benefit, facts: &Facts, today: NaiveDate, language: Language) -> String {
    let amount = benefit.amount.as_ref();
    match amount.and_then(|amount| Some((amount.for_person(facts, today)?, amount.period()))) {
        Some((fen, per)) if fen > 0 => sum(fen, per, language),
        _ => amount.map_or_else(|| benefit.text.in_language(language).to_owned(), |amount| range(amount, language)),
    }
}

/// What a policy gives, whoever asks: 75 至 600 元/月.
pub fn range(amount: &Amount, language: Language) -> String {
    match amount {
        Amount::Fixed { fen, per } => sum(*fen, *per, language),
        Amount::ForEachUnder { fen, per, .. } => {
            let each = sum(*fen, *per, language);
            match language {
                Language::Zh => format!("每人 {each}"),
                Language::En => format!("{each} each"),
            }
        }
        Amount::ByAge { bands, per, .. } => {
            let sums = || bands.iter().map(|band| band.fen);
            let (least, most) = (sums().min().unwrap_or_default(), sums().max().unwrap_or_default());
            if least == most {
                return sum(least, *per, language);
            }
            match language {
                Language::Zh => format!("{}至 {}", yuan(least, language), sum(most, *per, language)),
                Language::En => format!("{} to {}", yuan(least, language), sum(most, *per, language)),
            }
        }
    }
}

/// What changes with a birthday: 2034年3月1日起每月 180 元.
pub fn next_amount(next: NextAmount, per: Period, language: Language) -> String {
    let from = full_day(next.from, language);
    let every = per.every().in_language(language);
    match language {
        Language::Zh => format!("{from}起{every}{}", yuan(next.fen, language)),
        Language::En => format!("From {from}: {} {every}", yuan(next.fen, language)),
    }
}

/// That nobody has it together with another, by an article of its own document: 和《…》只能选一样（第6条）.
pub fn only_one(other: &str, article: &ArticleNumber, language: Language) -> String {
    fill(ONLY_ONE.in_language(language), &[other, &cite(article, language)])
}

/// Until when an offer stands, with the days that are left where they are few: 截止 12月31日 · 还有 38 天; of what comes by itself: 给到12月31日为止.
pub fn until(offer: &Offer, today: NaiveDate, language: Language) -> Option<String> {
    const FEW_DAYS: i64 = 90;
    let last = offer.until?;
    let left = (last - today).num_days();
    let date = day(last, today, language);
    // Where it comes by itself there is nothing to be done by then.
    let words = match (offer.route.is_automatic(), (0..=FEW_DAYS).contains(&left)) {
        (true, _) => ENDS,
        (false, true) => UNTIL_SOON,
        (false, false) => UNTIL,
    };
    Some(fill(words.in_language(language), &[&date, &left.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FactKey;
    use crate::pack::{Band, Parts};

    #[test]
    fn sums_carry_their_period() {
        assert_eq!(sum(15_000, Period::Month, Language::Zh), "150 元/月");
        assert_eq!(sum(800_000, Period::Once, Language::Zh), "8,000 元（一次性）");
        assert_eq!(sum(360_000, Period::Year, Language::En), "3,600 yuan a year");
    }

    #[test]
    fn what_comes_by_itself_has_no_deadline() {
        let parts: Parts = serde_json::from_str(include_str!("../../sample/loan-interest-subsidy/pack.json")).unwrap();
        let offer = parts.offer.unwrap();
        let said = |route, language| {
            until(&Offer { route, ..offer.clone() }, "2026-11-29".parse().unwrap(), language).unwrap()
        };
        assert_eq!(said(Route::Apply, Language::Zh), "截止 12月31日 · 还有 32 天");
        assert_eq!(said(Route::WithoutApplication, Language::Zh), "给到12月31日为止");
        assert_eq!(said(Route::WithoutReview, Language::En), "Given until 31 December");
    }

    #[test]
    fn without_facts_the_range_is_said() {
        let bands = vec![Band { age: 65, fen: 7_500 }, Band { age: 100, fen: 60_000 }];
        let amount = Amount::ByAge { fact: FactKey::BirthDate, bands, per: Period::Month };
        assert_eq!(range(&amount, Language::Zh), "75 元至 600 元/月");
        let next = NextAmount { from: "2034-03-01".parse().unwrap(), fen: 18_000 };
        assert_eq!(next_amount(next, Period::Month, Language::Zh), "2034年3月1日起每月 180 元");
        assert_eq!(next_amount(next, Period::Month, Language::En), "From 1 March 2034: 180 yuan a month");
    }
}
