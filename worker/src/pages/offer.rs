//! What a policy offers, in the markup of the app's cards, for someone of whom the server knows nothing.

use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};
use mingbai_shared::audience::{judge, wording};
use mingbai_shared::facts::Facts;
use mingbai_shared::marks::Mark;
use mingbai_shared::pack::wording::{benefit, until};
use mingbai_shared::pack::{Offer, Pack, Route};
use mingbai_shared::words::{Language, fill, home, reader};

/// A reader of the page.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// In which language.
    pub language: Language,
    /// On which day.
    pub today: NaiveDate,
}

impl Reader {
    /// A card that says what there is, and for whom.
    pub fn example(self, pack: &Pack, offer: &Offer) -> Markup {
        html! {
            li.card {
                div.card-head { (self.route_tag(offer.route)) @if pack.sample { (self.sample_tag()) } }
                h3 { a href=(format!("/d/{}", pack.id)) { (pack.title.in_language(self.language)) } }
                (self.amount(offer))
                p.because { (self.who(offer)) }
                @if let Some(until) = until(offer, self.today, self.language) { p.meta { (until) } }
            }
        }
    }

    /// 与我有关, as it stands before anything was said.
    pub fn concerns(self, offer: Option<&Offer>) -> Markup {
        let say = |text: mingbai_shared::words::Bilingual| text.in_language(self.language);
        html! {
            section.concerns #me aria-labelledby="me-h" {
                h2 #me-h { (say(reader::CONCERNS)) }
                @if let Some(offer) = offer {
                    @let judged = judge(&offer.audience, &Facts::default(), self.today);
                    p.card-head { (mark(judged.verdict.into(), self.language)) (self.route_tag(offer.route)) }
                    p.because { (wording::because(&judged, self.today, self.language)) }
                    (self.amount(offer))
                    p.note { (say(offer.route.explained())) }
                    @if let Some(until) = until(offer, self.today, self.language) { p.meta { (until) } }
                    @if !offer.stands_on(self.today) { p.meta { (say(reader::NOT_NOW)) } }
                    p.note.who { (self.who(offer)) }
                    @if !judged.missing.is_empty() { p.actions { a.button.quiet href="/me" { (say(reader::ANSWER_IN)) } } }
                } @else {
                    p.because { (say(reader::NO_OFFER)) }
                }
            }
        }
    }

    /// 示例.
    pub fn sample_tag(self) -> Markup {
        html! { span.tag.tag-sample { (home::SAMPLE.in_language(self.language)) } }
    }

    fn who(self, offer: &Offer) -> String {
        fill(home::WHO.in_language(self.language), &[&wording::rule(&offer.audience, self.language)])
    }

    fn amount(self, offer: &Offer) -> Markup {
        let class = if offer.benefit.amount.is_some() { "amount" } else { "amount in-words" };
        html! { p class=(class) { (benefit(&offer.benefit, &Facts::default(), self.today, self.language)) } }
    }

    fn route_tag(self, route: Route) -> Markup {
        html! { @if route.is_automatic() { span.tag.tag-route { (route.label().in_language(self.language)) } } }
    }
}

/// A mark with its word.
pub fn mark(mark: Mark, language: Language) -> Markup {
    html! { span class=(mark.class()) { (PreEscaped(mark.svg())) span { (mark.word().in_language(language)) } } }
}
