//! One policy as a card: mark and title, what it gives, because, what comes next, until when.

#[cfg(feature = "patterns")]
pub mod fixture;

use chrono::NaiveDate;
use mingbai_shared::audience::{Verdict, wording};
use mingbai_shared::facts::Facts;
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::wording::{benefit, next_amount, only_one, until};
use mingbai_shared::pack::{Contact, Offer, Pack, Route};
use mingbai_shared::words::date;

use super::button::{Kind, button_link};
use super::tag::{mark, sample_tag};
use crate::appearance::elder;
use crate::clock;
use crate::device::Published;
use crate::matching::Match;
use crate::view::{Element, View, classed, el, link};
use crate::words::{fill, home, language, t};

/// The address of a document.
pub fn address(pack: &Pack) -> String {
    ["/d/", pack.id.as_str()].concat()
}

/// A card that says what applies and why, among others that may.
pub fn card(found: &Match, others: &[Match], facts: &Facts, today: NaiveDate) -> View {
    let because = wording::because(&found.judged, today, language());
    let automatic = found.judged.verdict == Verdict::Eligible && found.offer().route.is_automatic();
    let which = if automatic { Mark::Automatic } else { found.judged.verdict.into() };
    drawn(&found.published.pack, found.offer(), Some(which), because, excluded(found, others), facts, today)
}

/// A card for someone of whom nothing is known yet: what there is, and for whom.
pub fn example(found: &Match, today: NaiveDate) -> View {
    let who = fill(t(home::WHO), &[&wording::rule(&found.offer().audience, language())]);
    drawn(&found.published.pack, found.offer(), None, who, View::Nothing, &Facts::default(), today)
}

/// What applies too and cannot be had together with it. One card of the two says it: that whose document does.
fn excluded(found: &Match, others: &[Match]) -> View {
    let mut said: Vec<View> = Vec::new();
    for one in &found.offer().excludes {
        for other in others {
            if other.published.pack.id == one.with && other.judged.verdict == Verdict::Eligible {
                let title = other.published.pack.title.in_language(language());
                said.push(classed("p", "meta").child(only_one(title, &one.article, language())).into());
            }
        }
    }
    said.into()
}

fn drawn(
    pack: &Pack,
    offer: &Offer,
    which: Option<Mark>,
    because: String,
    excluded: View,
    facts: &Facts,
    today: NaiveDate,
) -> View {
    let head =
        classed("div", "card-head").child(which.map(mark)).child(route_tag(offer.route)).child(sample_tag(pack.sample));
    let title = link("", address(pack), pack.title.in_language(language()).to_owned());
    classed("li", "card")
        .attr("data-testid", "card")
        .child(head)
        .child(el("h3").child(title))
        .child(amount(offer, facts, today))
        .child(classed("p", "because").child(because))
        .child(excluded)
        .child(next(offer, facts, today))
        .child(no_longer(offer, facts, today))
        .child(until(offer, today, language()).map(|until| classed("p", "meta").child(until)))
        .child(elder().map(|_| call(&pack.contact)))
        .into()
}

/// From when it applies no more: the last birthday, the last month.
fn no_longer(offer: &Offer, facts: &Facts, today: NaiveDate) -> View {
    let said = |day| fill(t(home::NO_LONGER), &[&date::day(day, today, language())]);
    offer.lapses_on(facts, today).map(|day| classed("p", "meta").child(said(day))).into()
}

/// In 长者版 whom to call, on each card.
fn call(contact: &Contact) -> Element {
    let words = [t(home::CALL), &contact.telephone].concat();
    classed("p", "call").child(button_link(Kind::Quiet, contact.dial(), words))
}

/// What this person gets, large where it is a sum.
pub fn amount(offer: &Offer, facts: &Facts, today: NaiveDate) -> View {
    let class = if offer.benefit.amount.is_some() { "amount" } else { "amount in-words" };
    classed("p", class).child(benefit(&offer.benefit, facts, today, language())).into()
}

/// What a birthday will change.
pub fn next(offer: &Offer, facts: &Facts, today: NaiveDate) -> View {
    let next = offer.benefit.amount.as_ref().and_then(|amount| {
        let next = amount.next_amount(facts, today)?;
        Some(classed("p", "next").child(next_amount(next, amount.period(), language())))
    });
    next.into()
}

/// 免审即享 and 免申即享 are two things, and both are named.
pub fn route_tag(route: Route) -> View {
    route.is_automatic().then(|| classed("span", "tag tag-route").child(t(route.label()))).into()
}

/// A document in one line, for lists.
pub fn row(pack: &Pack, note: String) -> View {
    let title = classed("span", "row-title")
        .child(pack.title.in_language(language()).to_owned())
        .child(" ")
        .child(sample_tag(pack.sample));
    let note = classed("span", "row-note").child(note);
    el("li").child(link("", address(pack), title).child(note)).into()
}

/// A document in one line with who published it and when.
pub fn published_row(published: &Published) -> View {
    let day = date::day(mingbai_shared::shanghai::legal_day(published.entry.at), clock::today(), language());
    row(&published.pack, [published.pack.issuer(), " · ", &day].concat())
}
