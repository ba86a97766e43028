//! One policy as a card: mark and title, what it gives, because, what comes next, until when.

use chrono::NaiveDate;
use leptos::prelude::*;
use mingbai_shared::audience::{Verdict, wording};
use mingbai_shared::facts::Facts;
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::wording::{benefit, next_band, until};
use mingbai_shared::pack::{Offer, Pack, Route};
use mingbai_shared::words::Language;

use super::mark::{mark, sample_tag};
use crate::matching::Match;
use crate::words::{fill, home, language, t};

/// The address of a document.
pub fn address(pack: &Pack) -> String {
    let mut address = String::from("/d/");
    address.push_str(pack.id.as_str());
    address
}

/// A card that says what applies and why.
pub fn card(found: &Match, facts: &Facts, today: NaiveDate) -> AnyView {
    let language = language();
    let because = wording::because(&found.judged, today, language);
    let automatic = found.judged.verdict == Verdict::Eligible && found.offer().route.is_automatic();
    let which = if automatic { Mark::Automatic } else { found.judged.verdict.into() };
    drawn(&found.published.pack, found.offer(), Some(which), because, facts, today, language)
}

/// A card for someone of whom nothing is known yet: what there is, and for whom.
pub fn example(found: &Match, today: NaiveDate) -> AnyView {
    let language = language();
    let who = fill(t(home::WHO), &[&wording::rule(&found.offer().audience, language)]);
    drawn(&found.published.pack, found.offer(), None, who, &Facts::default(), today, language)
}

fn drawn(
    pack: &Pack,
    offer: &Offer,
    which: Option<Mark>,
    because: String,
    facts: &Facts,
    today: NaiveDate,
    language: Language,
) -> AnyView {
    let amount = benefit(&offer.benefit, facts, today, language);
    let class = if offer.benefit.amount.is_some() { "amount" } else { "amount in-words" };
    let next = offer.benefit.amount.as_ref().and_then(|amount| {
        let next = amount.next_band(facts, today)?;
        Some(view! { <p class="next">{next_band(next, amount.period(), language)}</p> })
    });
    let until = until(offer, today, language).map(|until| view! { <p class="meta">{until}</p> });
    view! {
        <li class="card" data-testid="card">
            <div class="card-head">{which.map(mark)}{route_tag(offer.route)}{sample_tag(pack.sample)}</div>
            <h3><a href=address(pack)>{pack.title.in_language(language).to_owned()}</a></h3>
            <p class=class>{amount}</p>
            <p class="because">{because}</p>
            {next}
            {until}
        </li>
    }
    .into_any()
}

/// 免审即享 and 免申即享 are two things, and both are named.
pub fn route_tag(route: Route) -> AnyView {
    if route.is_automatic() {
        view! { <span class="tag tag-route">{t(route.label())}</span> }.into_any()
    } else {
        ().into_any()
    }
}

/// A document in one line, for lists.
pub fn row(pack: &Pack, note: String) -> AnyView {
    let title = pack.title.in_language(language()).to_owned();
    view! {
        <li><a href=address(pack)>
            <span class="row-title">{title}" "{sample_tag(pack.sample)}</span>
            <span class="row-note">{note}</span>
        </a></li>
    }
    .into_any()
}
