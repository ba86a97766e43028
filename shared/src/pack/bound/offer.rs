//! What an offer asks and gives in numbers stands in the articles that it cites: the rule that devices run is the rule that people read.

use super::super::check::Finding;
use super::super::{Amount, Offer};
use super::{Articles, Source};
use crate::audience::{Condition, Test};
use crate::facts::{self, FactKind};
use crate::quantity::{Decimal, Unit, Value};
use crate::words::Language;

pub(super) fn check_offer(offer: &Offer, articles: &Articles, findings: &mut Vec<Finding>) {
    let mut look = |place: &str, source: &Source<'_>, value: Value| {
        if !source.is_absent() && !source.says(&value) {
            let finding = source.finding(place, &value.said(Language::Zh), &value.said(Language::En));
            // The words of a benefit say what its amounts do.
            if !findings.iter().any(|one| one.place == place && one.message_zh == finding.message_zh) {
                findings.push(finding);
            }
        }
    };
    for condition in offer.audience.written_conditions() {
        let Some(value) = asked(condition) else { continue };
        let way = offer.audience.way_to(&|other| std::ptr::eq(other, condition)).unwrap_or_default();
        look(&["offer/audience/", &way].concat(), &articles.cited(&[condition.article]), value);
    }
    let source = articles.cited(&offer.benefit.articles);
    for value in offer.benefit.amount.iter().flat_map(given) {
        look("offer/benefit", &source, value);
    }
    if let Some(ceiling) = offer.ceiling.as_ref().filter(|ceiling| ceiling.fen > 0) {
        look("offer/ceiling", &articles.cited(&[ceiling.article]), money(ceiling.fen));
    }
    if let Some(until) = offer.until {
        look("offer/until", &articles.cited(&[]), Value::Date(until.into()));
    }
}

/// The number that a condition asks for; none where it asks for none, or for one person, which is anyone. How many of a list there must be is said in
/// words (两名以上) that the reading of quantities passes over.
fn asked(condition: &Condition) -> Option<Value> {
    let months = |months: u16| Some(Value::Amount(Decimal::from(u64::from(months)), Unit::Month));
    match condition.test.of_each() {
        Test::AtLeast(number) | Test::AtMost(number) => {
            let number = u64::try_from(*number).ok()?;
            let FactKind::Number(unit) = condition.fact.kind() else { return None };
            let (power, unit) = match unit {
                facts::Unit::People if number <= 1 => return None,
                facts::Unit::People => (0, Unit::Person),
                facts::Unit::Months => (0, Unit::Month),
                facts::Unit::Fen => (-2, Unit::Yuan),
                facts::Unit::PerMille => (-1, Unit::Percent),
                facts::Unit::SquareMetres => (0, Unit::SquareMetre),
            };
            Some(Value::Amount(Decimal::new(number, power), unit))
        }
        Test::AgeAtLeast(age) | Test::AgeUnder(age) => Some(years(*age)),
        Test::Since(day) | Test::Before(day) => Some(Value::Date((*day).into())),
        Test::WithinMonths(number) | Test::MonthsAgoAtLeast(number) => months(*number),
        Test::Is(_)
        | Test::OneOf(_)
        | Test::LevelAtLeast(_)
        | Test::LevelAtMost(_)
        | Test::Some { .. }
        | Test::NotPassed
        | Test::CodeIn(_)
        | Test::CodeNotIn(_) => None,
    }
}

/// The numbers of an amount.
fn given(amount: &Amount) -> Vec<Value> {
    match amount {
        Amount::Fixed { fen, .. } => vec![money(*fen)],
        Amount::ForEachUnder { age, fen, .. } => vec![years(*age), money(*fen)],
        Amount::ByAge { bands, .. } => bands.iter().flat_map(|band| [years(band.age), money(band.fen)]).collect(),
    }
}

fn years(age: u16) -> Value {
    Value::Amount(Decimal::from(u64::from(age)), Unit::Age)
}

fn money(fen: i64) -> Value {
    Value::money(fen.unsigned_abs())
}
