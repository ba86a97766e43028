//! From a pack, published or sent back, to a draft of the next one.

use uuid::Uuid;

use super::super::{Amount, Numbered, Parts, Point, numbered};
use super::list::{Entry, List};
use super::word::word;
use super::{
    AmountDraft, BandDraft, Both, CaseDraft, CeilingDraft, ChangeDraft, ConditionDraft, ContactDraft, Draft,
    ExclusionDraft, Lines, OfferDraft, PointDraft, QuestionDraft, TermDraft,
};
use crate::audience::Rule;
use crate::facts::decimal;
use crate::law::ArticleNumber;
use crate::words::BilingualText;

impl Draft {
    /// The draft that says what a pack says, with the text that its document was read from. `next` makes an id that no other entry has.
    pub fn of(parts: Parts, text: String, mut next: impl FnMut() -> Uuid) -> Draft {
        let next = &mut next;
        let easy = parts.interpretation;
        Draft {
            id: parts.id.into(),
            title: both(parts.title),
            topic: both(parts.topic),
            document: Lines(text),
            points: points(easy.points, next),
            scope: points(easy.scope, next),
            standards: points(easy.standards, next),
            changes: list(easy.changes, |one| ChangeDraft {
                id: next(),
                before: both(one.before),
                after: both(one.after),
                articles: articles(one.article, &one.also),
                old_article: one.old_article.map(|article| article.to_string()).unwrap_or_default(),
            }),
            terms: list(with_numbers(easy.terms), |(number, one)| TermDraft {
                id: next(),
                number,
                term: one.term,
                meaning: both(one.meaning),
            }),
            questions: list(with_numbers(easy.questions), |(number, one)| QuestionDraft {
                id: next(),
                number,
                question: both(one.question),
                answer: both(one.answer),
                articles: articles(one.article, &one.also),
            }),
            cases: list(easy.cases, |one| CaseDraft {
                id: next(),
                title: both(one.title),
                text: both(one.text),
                articles: articles(one.article, &one.also),
                worked: one.worked.join("\n"),
            }),
            offer: parts.offer.map(|offer| offer_of(offer, next)).unwrap_or_default(),
            contact: ContactDraft {
                office: parts.contact.office,
                telephone: parts.contact.telephone,
                address: parts.contact.address,
            },
        }
    }
}

fn offer_of(offer: super::super::Offer, next: &mut impl FnMut() -> Uuid) -> OfferDraft {
    // Of several conditions that must all hold each is an entry; any other rule is one.
    let rules = match offer.audience {
        Rule::All(rules) if rules.len() > 1 => rules,
        rule => vec![rule],
    };
    let ceiling = offer.ceiling.map(|one| CeilingDraft {
        name: both(one.name),
        yuan: decimal(one.fen, 100),
        article: one.article.to_string(),
    });
    OfferDraft {
        subject: word(&offer.subject),
        audience: list(rules, |rule| ConditionDraft {
            id: next(),
            rule: serde_json::to_string(&rule).unwrap_or_default(),
        }),
        benefit: both(offer.benefit.text),
        articles: join(&offer.benefit.articles),
        amount: offer.benefit.amount.map(|amount| amount_of(amount, next)).unwrap_or_default(),
        route: word(&offer.route),
        from: offer.from.to_string(),
        until: offer.until.map(|day| day.to_string()).unwrap_or_default(),
        excludes: list(offer.excludes, |one| ExclusionDraft {
            id: next(),
            with: one.with.into(),
            article: one.article.to_string(),
        }),
        ceiling: ceiling.unwrap_or_default(),
        grants: offer.grants.map(|fact| word(&fact)).unwrap_or_default(),
    }
}

fn amount_of(amount: Amount, next: &mut impl FnMut() -> Uuid) -> AmountDraft {
    let per = word(&amount.period());
    match amount {
        Amount::Fixed { fen, .. } => {
            AmountDraft { kind: "fixed".into(), yuan: decimal(fen, 100), per, ..AmountDraft::default() }
        }
        Amount::ForEachUnder { fact, age, fen, .. } => AmountDraft {
            kind: "for_each_under".into(),
            fact: word(&fact),
            age: age.to_string(),
            yuan: decimal(fen, 100),
            per,
            ..AmountDraft::default()
        },
        Amount::ByAge { fact, bands, .. } => AmountDraft {
            kind: "by_age".into(),
            fact: word(&fact),
            per,
            bands: list(bands, |band| BandDraft {
                id: next(),
                age: band.age.to_string(),
                yuan: decimal(band.fen, 100),
            }),
            ..AmountDraft::default()
        },
    }
}

fn points(all: Vec<Point>, next: &mut impl FnMut() -> Uuid) -> List<PointDraft> {
    list(all, |one| PointDraft { id: next(), text: both(one.text), articles: articles(one.article, &one.also) })
}

fn with_numbers<T: Numbered>(all: Vec<T>) -> Vec<(String, T)> {
    let numbers: Vec<String> = numbered(&all).map(|(number, _)| number.to_string()).collect();
    numbers.into_iter().zip(all).collect()
}

fn list<A, B: Entry>(all: Vec<A>, draft: impl FnMut(A) -> B) -> List<B> {
    List::of(all.into_iter().map(draft).collect())
}

fn both(text: BilingualText) -> Both {
    Both { zh: text.zh, en: text.en }
}

fn articles(first: ArticleNumber, also: &[ArticleNumber]) -> String {
    join(&[&[first], also].concat())
}

fn join(articles: &[ArticleNumber]) -> String {
    articles.iter().map(ArticleNumber::to_string).collect::<Vec<_>>().join("、")
}
