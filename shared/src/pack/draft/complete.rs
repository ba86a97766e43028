//! From what was typed to a pack, or to what is missing, in words.

use serde::Deserialize;
use uuid::Uuid;

use super::super::check::{Finding, error};
use super::super::{
    Amount, Band, Benefit, Case, Ceiling, Change, Contact, Exclusion, Interpretation, Offer, Pack, Period, Point,
    Question, Term,
};
use super::numbers::give_numbers;
use super::word::of_word;
use super::{AmountDraft, Both, CeilingDraft, Draft, OfferDraft, PointDraft};
use crate::audience::Rule;
use crate::document::{Document, import_text};
use crate::facts::{FactKey, number};
use crate::law::ArticleNumber;
use crate::names::{AgencyId, DocumentId};
use crate::words::{BilingualText, half_width};

impl Draft {
    /// The pack, where all that a pack needs was said. What is wrong with it then is for [`Pack::check`] to say.
    pub fn pack(&self, agency: AgencyId, sample: bool) -> Result<Pack, Vec<Finding>> {
        let read = self.read_through(agency, sample);
        match read.pack {
            Some(pack) if read.findings.is_empty() => Ok(pack),
            _ => Err(read.findings),
        }
    }

    /// What of the draft can be shown, as a phone will show it, and what is missing. A document that has no address yet is shown at one that
    /// stands for it.
    pub fn preview(&self, agency: AgencyId, sample: bool) -> (Option<Pack>, Vec<Finding>) {
        let read = self.read_through(agency, sample);
        (read.pack, read.findings)
    }

    /// Reads all that was typed.
    pub(super) fn read_through(&self, agency: AgencyId, sample: bool) -> ReadThrough {
        let mut read = Reader::default();
        let pack = read.pack(self, agency, sample);
        ReadThrough { pack, findings: read.findings, kept: read.kept }
    }
}

/// A document that has no address yet is shown at this one.
const UNNAMED: &str = "draft";

/// What became of a draft as a whole.
pub(super) struct ReadThrough {
    /// What could be read of it.
    pub(super) pack: Option<Pack>,
    /// What is missing.
    pub(super) findings: Vec<Finding>,
    /// The entries of lists that are in the pack, in its order.
    pub(super) kept: Vec<(&'static str, Uuid)>,
}

/// Reads what was typed, and keeps what it could not read.
#[derive(Default)]
struct Reader {
    findings: Vec<Finding>,
    kept: Vec<(&'static str, Uuid)>,
}

impl Reader {
    fn pack(&mut self, draft: &Draft, agency: AgencyId, sample: bool) -> Option<Pack> {
        let document = self.document(&draft.document.0);
        let interpretation = self.interpretation(draft);
        let offer = self.offer(&draft.offer);
        let id = draft.id.trim().parse::<DocumentId>().ok();
        if id.is_none() {
            self.missing(
                "id",
                "文件还没有地址，请写一个：小写字母、数字和连字符",
                "the document needs an address of small letters, digits and hyphens",
            );
        }
        let contact = Contact {
            office: draft.contact.office.clone(),
            telephone: draft.contact.telephone.clone(),
            address: draft.contact.address.clone(),
        };
        let (title, topic) = (both(&draft.title), both(&draft.topic));
        let id = id.or_else(|| UNNAMED.parse().ok())?;
        Some(Pack { format: 1, id, agency, sample, title, topic, document, interpretation, offer, contact })
    }

    fn missing(&mut self, place: &str, zh: &str, en: &str) {
        self.findings.push(error("incomplete", place, zh, en));
    }

    fn document(&mut self, text: &str) -> Document {
        if text.trim().is_empty() {
            self.missing("document", "文件正文还没有写", "the text of the document is missing");
            return Document::default();
        }
        import_text(text).unwrap_or_else(|wrong| {
            let said = wrong.sentence();
            self.missing("document", &said.zh, &said.en);
            Document::default()
        })
    }

    /// Entries that were added and not yet written in are passed over.
    fn interpretation(&mut self, draft: &Draft) -> Interpretation {
        let mut changes = Vec::new();
        for one in draft.changes.iter() {
            if is_empty(&[&one.before, &one.after], &[&one.articles, &one.old_article]) {
                continue;
            }
            let place = format!("changes/{}", one.id);
            let old_article = self.maybe_article(&one.old_article, &place);
            if let Some((article, also)) = self.articles(&one.articles, &place) {
                self.kept.push(("changes", one.id));
                changes.push(Change { before: both(&one.before), after: both(&one.after), article, also, old_article });
            }
        }
        let mut questions = Vec::new();
        for one in draft.questions.iter() {
            if is_empty(&[&one.question, &one.answer], &[&one.articles]) {
                continue;
            }
            let place = format!("questions/{}", one.id);
            let number = self.number(&one.number, &place);
            if let Some((article, also)) = self.articles(&one.articles, &place) {
                let (question, answer) = (both(&one.question), both(&one.answer));
                self.kept.push(("questions", one.id));
                questions.push(Question { number, question, answer, article, also });
            }
        }
        give_numbers(&mut questions, draft.questions.iter().map(|one| one.number.as_str()));
        let mut cases = Vec::new();
        for one in draft.cases.iter() {
            if is_empty(&[&one.title, &one.text], &[&one.articles, &one.worked]) {
                continue;
            }
            if let Some((article, also)) = self.articles(&one.articles, &format!("cases/{}", one.id)) {
                let worked = one.worked.lines().filter(|line| !line.trim().is_empty()).map(Into::into).collect();
                self.kept.push(("cases", one.id));
                cases.push(Case { title: both(&one.title), text: both(&one.text), article, also, worked });
            }
        }
        let mut terms = Vec::new();
        for one in draft.terms.iter() {
            if is_empty(&[&one.meaning], &[&one.term]) {
                continue;
            }
            let place = format!("terms/{}", one.id);
            let number = self.number(&one.number, &place);
            if one.term.trim().is_empty() {
                self.missing(&place, "请写明解释的是哪个词", "say which term is explained");
                continue;
            }
            self.kept.push(("terms", one.id));
            terms.push(Term { number, term: one.term.clone(), meaning: both(&one.meaning) });
        }
        give_numbers(&mut terms, draft.terms.iter().map(|one| one.number.as_str()));
        Interpretation {
            points: self.points("points", draft.points.iter()),
            scope: self.points("scope", draft.scope.iter()),
            standards: self.points("standards", draft.standards.iter()),
            terms,
            questions,
            changes,
            cases,
        }
    }

    /// None for an entry that is new.
    fn number(&mut self, written: &str, place: &str) -> Option<ArticleNumber> {
        if written.is_empty() {
            return None;
        }
        let number = written.parse().ok();
        if number.is_none() {
            self.missing(place, "编号应是 3 或 5-1 这样", "its number is not one such as 3 or 5-1");
        }
        number
    }

    fn points<'a>(&mut self, list: &'static str, drafts: impl Iterator<Item = &'a PointDraft>) -> Vec<Point> {
        let mut points = Vec::new();
        for one in drafts {
            if is_empty(&[&one.text], &[&one.articles]) {
                continue;
            }
            if let Some((article, also)) = self.articles(&one.articles, &format!("{list}/{}", one.id)) {
                self.kept.push((list, one.id));
                points.push(Point { text: both(&one.text), article, also });
            }
        }
        points
    }

    fn offer(&mut self, draft: &OfferDraft) -> Option<Offer> {
        if *draft == OfferDraft::default() {
            return None;
        }
        let before = self.findings.len();
        let subject = self.chosen(
            &draft.subject,
            "offer/subject",
            "请选给谁：市民还是企业",
            "choose for whom: residents or firms",
        );
        let audience = self.audience(draft);
        let (benefit, ceiling) = (self.benefit(draft), self.ceiling(&draft.ceiling));
        let route = self.chosen(
            &draft.route,
            "offer/route",
            "请选怎样办：免审即享、免申即享还是申请",
            "choose what must be done for it",
        );
        let from = crate::iso::day(draft.from.trim());
        if from.is_none() {
            self.missing("offer/from", "请写开始的日期，例如 2026-03-01", "write the first day, as 2026-03-01");
        }
        let until = crate::iso::day(draft.until.trim());
        if until.is_none() && !draft.until.trim().is_empty() {
            self.missing("offer/until", "截止日期应写成 2026-12-31 这样", "write the last day as 2026-12-31");
        }
        let mut excludes = Vec::new();
        for one in draft.excludes.iter() {
            let place = format!("offer/excludes/{}", one.id);
            if is_empty(&[], &[&one.with, &one.article]) {
                continue;
            }
            let with = one.with.trim().parse::<DocumentId>().ok();
            if with.is_none() {
                self.missing(&place, "请写明和哪项政策只能选一样", "say which policy excludes it");
            }
            let article = self.article(&one.article, &place);
            if let Some((with, article)) = with.zip(article) {
                self.kept.push(("offer/excludes", one.id));
                excludes.push(Exclusion { with, article });
            }
        }
        let grants: Option<FactKey> = if draft.grants.trim().is_empty() {
            None
        } else {
            self.chosen(&draft.grants, "offer/grants", "没有这一项", "there is no such fact")
        };
        let offer = Offer {
            subject: subject?,
            audience: audience?,
            benefit: benefit?,
            route: route?,
            from: from?,
            until,
            excludes,
            ceiling,
            grants,
        };
        (self.findings.len() == before).then_some(offer)
    }

    /// All conditions together. Whoever means everybody says so by a condition that holds for all, and does not leave it open.
    fn audience(&mut self, draft: &OfferDraft) -> Option<Rule> {
        let mut rules = Vec::new();
        for one in draft.audience.iter() {
            match serde_json::from_str::<Rule>(&one.rule) {
                Ok(rule) => {
                    self.kept.push(("offer/audience", one.id));
                    rules.push(rule);
                }
                Err(_) => {
                    self.missing(
                        &format!("offer/audience/{}", one.id),
                        "这个条件还没有写完",
                        "this condition is not complete",
                    );
                }
            }
        }
        match rules.len() {
            0 if draft.audience.is_empty() => {
                self.missing("offer/audience", "还没有写谁可以享受", "nothing says who gets it");
                None
            }
            1 => rules.pop(),
            _ => Some(Rule::All(rules)),
        }
    }

    fn benefit(&mut self, draft: &OfferDraft) -> Option<Benefit> {
        let articles = match draft.articles.trim() {
            "" => Vec::new(),
            typed => self.articles(typed, "offer/benefit").map(|(first, also)| [vec![first], also].concat())?,
        };
        let amount = match draft.amount.kind.trim() {
            "" => None,
            kind => Some(self.amount(kind, &draft.amount)?),
        };
        Some(Benefit { text: both(&draft.benefit), amount, articles })
    }

    fn amount(&mut self, kind: &str, draft: &AmountDraft) -> Option<Amount> {
        const PLACE: &str = "offer/amount";
        let per: Option<Period> =
            self.chosen(&draft.per, PLACE, "请选多久给一次：每月、每年还是一次性", "choose how often it is given");
        let fact: Option<FactKey> = match kind {
            "fixed" => None,
            _ => self.chosen(&draft.fact, PLACE, "请选按哪一项来算", "choose the fact that decides"),
        };
        Some(match kind {
            "fixed" => Amount::Fixed { fen: self.fen(&draft.yuan, PLACE)?, per: per? },
            "for_each_under" => {
                let (age, fen) = (self.age(&draft.age, PLACE), self.fen(&draft.yuan, PLACE));
                Amount::ForEachUnder { fact: fact?, age: age?, fen: fen?, per: per? }
            }
            "by_age" => {
                let mut bands = Vec::new();
                for band in draft.bands.iter() {
                    let place = format!("{PLACE}/bands/{}", band.id);
                    let (age, fen) = (self.age(&band.age, &place), self.fen(&band.yuan, &place));
                    bands.extend(age.zip(fen).map(|(age, fen)| Band { age, fen }));
                }
                Amount::ByAge { fact: fact?, bands, per: per? }
            }
            _ => {
                self.missing(PLACE, "请选金额怎样算", "choose how the amount is worked out");
                return None;
            }
        })
    }

    fn ceiling(&mut self, draft: &CeilingDraft) -> Option<Ceiling> {
        if *draft == CeilingDraft::default() {
            return None;
        }
        let (fen, article) = (self.fen(&draft.yuan, "offer/ceiling"), self.article(&draft.article, "offer/ceiling"));
        Some(Ceiling { name: both(&draft.name), fen: fen?, article: article? })
    }

    /// The first article and the others: 3、5-1 or 第三条.
    fn articles(&mut self, typed: &str, place: &str) -> Option<(ArticleNumber, Vec<ArticleNumber>)> {
        let typed = half_width(typed);
        let parts = typed.split([' ', '、', ',', '，', ';', '；', '\n']).filter(|part| !part.is_empty());
        let numbers: Option<Vec<ArticleNumber>> = parts.map(one_article).collect();
        match numbers.as_deref() {
            Some([first, also @ ..]) => Some((*first, also.to_vec())),
            Some([]) => {
                self.missing(place, "请写明依据哪一条", "say which article it rests on");
                None
            }
            None => {
                self.missing(
                    place,
                    "条文号应写成 3 或 5-1，几条之间用顿号",
                    "write articles as 3 or 5-1, with commas between",
                );
                None
            }
        }
    }

    fn article(&mut self, typed: &str, place: &str) -> Option<ArticleNumber> {
        match self.articles(typed, place)? {
            (article, also) if also.is_empty() => Some(article),
            _ => {
                self.missing(place, "这里只写一条", "only one article belongs here");
                None
            }
        }
    }

    fn maybe_article(&mut self, typed: &str, place: &str) -> Option<ArticleNumber> {
        if typed.trim().is_empty() { None } else { self.article(typed, place) }
    }

    fn fen(&mut self, typed: &str, place: &str) -> Option<i64> {
        let typed = half_width(typed);
        let fen = number(typed.trim().trim_end_matches('元').trim_end(), 100).ok();
        if fen.is_none() {
            self.missing(place, "请写金额，以元为单位，例如 150 或 75.50", "write the sum in yuan, as 150 or 75.50");
        }
        fen
    }

    fn age(&mut self, typed: &str, place: &str) -> Option<u16> {
        let typed = half_width(typed);
        let age = typed.trim().trim_end_matches("周岁").trim_end_matches('岁').parse().ok();
        if age.is_none() {
            self.missing(place, "请写年龄，例如 65", "write the age, as 65");
        }
        age
    }

    /// A word of the pack's own form.
    fn chosen<T: for<'a> Deserialize<'a>>(&mut self, word: &str, place: &str, zh: &str, en: &str) -> Option<T> {
        let chosen = of_word(word);
        if chosen.is_none() {
            self.missing(place, zh, en);
        }
        chosen
    }
}

fn one_article(typed: &str) -> Option<ArticleNumber> {
    match ArticleNumber::read_chinese(typed) {
        Some((number, "")) => Some(number),
        _ => typed.parse().ok(),
    }
}

fn both(text: &Both) -> BilingualText {
    BilingualText { zh: text.zh.clone(), en: text.en.clone() }
}

fn is_empty(texts: &[&Both], others: &[&str]) -> bool {
    let is_blank = |text: &str| text.trim().is_empty();
    texts.iter().all(|text| is_blank(&text.zh) && is_blank(&text.en)) && others.iter().all(|text| is_blank(text))
}

#[cfg(test)]
mod tests;
