//! What stands between a notice and its approval, in words; on the drafter's screen and again at the server.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::package::MOST_POLICIES;
use super::personal::has_number_of_person;
use super::{Notice, NoticeKind};
use crate::audience::Rule;
use crate::facts::Subject;
use crate::law::ArticleNumber;
use crate::names::{AgencyId, DocumentId};
use crate::pack::{Finding, Level, Pack, audience_findings, error};
use crate::visible::{hides, is_blank};

/// How long a notice is shown at most, and how long ahead it can be written: what is older is no news.
const LONGEST_DAYS: u64 = 180;
const AHEAD_DAYS: u64 = 90;
/// The most characters of a title and of a text, 中文 and English: a title is read at a glance, a text on one screen.
const LONGEST_TITLE: (usize, usize) = (40, 120);
const LONGEST_TEXT: (usize, usize) = (300, 900);

/// A published policy, as far as a notice rests on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Which.
    pub document: DocumentId,
    /// Who published it.
    pub agency: AgencyId,
    /// Whether it is a sample.
    pub sample: bool,
    /// For whom it is, where it grants something.
    pub subject: Option<Subject>,
    /// Its articles.
    pub articles: Vec<ArticleNumber>,
}

impl From<&Pack> for Basis {
    fn from(pack: &Pack) -> Basis {
        Basis {
            document: pack.id.clone(),
            agency: pack.agency.clone(),
            sample: pack.sample,
            subject: pack.offer.as_ref().map(|offer| offer.subject),
            articles: pack.document.articles().map(|article| article.number).collect(),
        }
    }
}

/// Whether findings leave a notice fit for approval.
pub fn fit(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.level != Level::Error)
}

impl Notice {
    /// Everything wrong with this notice on the legal day `today`, given what is published of the policies that it names; empty is fit for approval.
    pub fn check(&self, published: &[Basis], today: NaiveDate) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.format != 1 {
            findings.push(error("format", "format", "版本不识别，应为 1", "the form's version must be 1"));
        }
        if self.number().is_none() {
            let en = "the name of a notice is notice- and a UUID";
            findings.push(error("id", "id", "编号应是 notice- 加 UUID", en));
        }
        if self.recall.is_some() {
            findings.push(error("recalled", "recall", "撤回要另外办", "a recall is a step of its own"));
        }
        self.check_texts(&mut findings);
        self.check_policies(published, &mut findings);
        self.check_dates(today, &mut findings);
        findings.extend(audience_findings(&self.audience, self.subject, self.from, "audience"));
        if !self.audience.others().is_empty() {
            // What a notice is for must stand in it, as it was approved.
            let (zh, en) =
                ("通知的条件要写全，不能引用另一项政策", "a notice says its conditions itself, by no other policy");
            findings.push(error("audience_refers", "audience", zh, en));
        }
        findings.extend(self.too_narrow());
        if self.audience == Rule::All(Vec::new()) {
            let (zh, en) = ("没有条件：会发给所有人", "there are no conditions: it goes to everyone");
            findings.push(Finding { level: Level::Warning, ..error("audience_all", "audience", zh, en) });
        }
        findings
    }

    fn check_texts(&self, findings: &mut Vec<Finding>) {
        if [&self.title.zh, &self.title.en].into_iter().any(|title| title.contains('\n')) {
            findings.push(error("lines", "title", "标题只写一行", "a title is one line"));
        }
        for (place, text, (most_zh, most_en)) in
            [("title", &self.title, LONGEST_TITLE), ("text", &self.text, LONGEST_TEXT)]
        {
            if is_blank(&text.zh) || is_blank(&text.en) {
                findings.push(error(
                    "language_missing",
                    place,
                    "中文和英文都要写",
                    "Chinese and English are both needed",
                ));
            }
            for said in [&text.zh, &text.en] {
                findings.extend(telling(said).map(|(code, zh, en)| error(code, place, zh, en)));
            }
            let (zh, en) = (text.zh.chars().count(), text.en.chars().count());
            if zh > most_zh || en > most_en {
                findings.push(error(
                    "too_long",
                    place,
                    &format!("中文最多 {most_zh} 字（现在 {zh}），英文最多 {most_en} 个字符（现在 {en}）"),
                    &format!("at most {most_zh} characters in Chinese (now {zh}), {most_en} in English (now {en})"),
                ));
            }
        }
    }

    fn check_policies(&self, published: &[Basis], findings: &mut Vec<Finding>) {
        let place = "policies";
        let find = |document: &DocumentId| published.iter().find(|basis| basis.document == *document);
        let Some(first) = self.policies.first() else {
            findings.push(error(
                "no_policy",
                place,
                "请选这条通知讲的政策",
                "choose the policy that the notice is about",
            ));
            return;
        };
        if self.kind != NoticeKind::Package && self.policies.len() > 1 {
            let en = "only a package speaks of several policies";
            findings.push(error("policies", place, "只有礼包才讲几项政策", en));
        }
        let for_others = |basis: &&Basis| basis.subject.is_some_and(|subject| subject != self.subject);
        for basis in self.policies.iter().filter_map(find).filter(for_others) {
            let zh = format!("{}不是给这类对象的", basis.document);
            findings.push(error("other_subject", place, &zh, &format!("{} is for others", basis.document)));
        }
        let twice =
            (1..).zip(&self.policies).any(|(after, one)| self.policies.iter().skip(after).any(|other| other == one));
        if twice || self.policies.len() > MOST_POLICIES {
            let zh = format!("每项政策只放一次，最多 {MOST_POLICIES} 项");
            let en = format!("each policy once, and at most {MOST_POLICIES}");
            findings.push(error("policies", place, &zh, &en));
        }
        if self.kind == NoticeKind::Package && self.policies.len() < 2 {
            findings.push(error("package", place, "礼包至少要有两项政策", "a package has at least two policies"));
        }
        for document in self.policies.iter().filter(|document| find(document).is_none()) {
            let zh = format!("{}还没有公开，不能通知", document.as_str());
            findings.push(error("not_published", place, &zh, &format!("{} is not published", document.as_str())));
        }
        if self.policies.iter().filter_map(find).any(|basis| basis.sample) && !self.sample {
            findings.push(error(
                "sample",
                "sample",
                "讲示例政策的通知要标明示例",
                "a notice about a sample is a sample",
            ));
        }
        let Some(basis) = find(first) else { return };
        if basis.agency != self.agency {
            findings.push(error(
                "other_agency",
                place,
                "第一项政策要是本机关公开的（谁公开谁负责）",
                "the first policy must be one that this agency published",
            ));
        }
        for article in self.audience.articles().filter(|article| !basis.articles.contains(article)) {
            findings.push(error(
                "unknown_article",
                "audience",
                &format!("政策里没有{}", article.chinese()),
                &format!("the policy has no article {article}"),
            ));
        }
    }

    fn check_dates(&self, today: NaiveDate, findings: &mut Vec<Finding>) {
        let mut wrong = |code, place, zh: &str, en: &str| findings.push(error(code, place, zh, en));
        let within = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX);
        if self.from < today {
            wrong("from", "from", "开始日期已经过去", "the first day is past");
        } else if self.from > within(today, AHEAD_DAYS) {
            let zh = format!("最多提前 {AHEAD_DAYS} 天安排");
            wrong("from", "from", &zh, &format!("it can be scheduled at most {AHEAD_DAYS} days ahead"));
        }
        if self.until < self.from {
            wrong("until", "until", "结束日期早于开始日期", "it ends before it begins");
        } else if self.until > within(self.from, LONGEST_DAYS) {
            let zh = format!("最多显示 {LONGEST_DAYS} 天");
            wrong("until", "until", &zh, &format!("it is shown for at most {LONGEST_DAYS} days"));
        }
    }
}

/// What must not stand in a record that keeps for ever what it has: numbers of persons, and what nobody sees.
fn telling(text: &str) -> Option<(&'static str, &'static str, &'static str)> {
    if hides(text) {
        return Some((
            "hidden",
            "有看不见的字符，或者叠在一起的音符，请重新输入",
            "there are characters that nobody sees, or marks on top of each other; type it anew",
        ));
    }
    has_number_of_person(text).then_some((
        "person",
        "像有身份证号、手机号或银行卡号，公开记录里不能有个人信息",
        "this looks like an identity, mobile or bank card number; the public record holds nothing personal",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::form::tests::notice;
    use super::*;
    use crate::audience::{Condition, OtherPolicy, Test};
    use crate::facts::FactKey;
    use crate::pack::Parts;

    fn basis(articles: &[&str]) -> Basis {
        let parts: Parts = serde_json::from_str(include_str!("../../sample/elderly-allowance/pack.json")).unwrap();
        let articles = articles.iter().map(|number| number.parse().unwrap()).collect();
        let subject = parts.offer.map(|offer| offer.subject);
        Basis { document: parts.id, agency: parts.agency, sample: parts.sample, subject, articles }
    }

    fn codes(notice: &Notice, published: &[Basis]) -> Vec<&'static str> {
        let findings = notice.check(published, crate::iso::day("2026-11-29").unwrap());
        findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn a_sound_notice_is_fit() {
        assert_eq!(codes(&notice(), &[basis(&["3"])]), [""; 0]);
    }

    #[test]
    fn each_defect_is_found() {
        let known = [basis(&["3"])];
        let day = |text: &str| crate::iso::day(text).unwrap();
        let with = |change: &dyn Fn(&mut Notice)| {
            let mut notice = notice();
            change(&mut notice);
            codes(&notice, &known)
        };
        assert_eq!(with(&|n| n.format = 2), ["format"]);
        for other in ["elderly-allowance", "notice-1", "notice-notice-0190f3c2-0000-7000-8000-000000000001"] {
            assert_eq!(with(&|n| n.id = other.parse().unwrap()), ["id"], "{other}");
        }
        for person in
            ["电话13800000000", "138 0000 0000", "11010519491231002X", "看\u{200b}不见", "１３８００００００００"]
        {
            let found = with(&|n| n.text.zh = person.into());
            assert!(found == ["person"] || found == ["hidden"], "{person} {found:?}");
        }
        assert_eq!(
            with(&|n| n.text.zh = "打电话 021-12345678 或 12345，2026年12月1日前。\n不用申请。".into()),
            [""; 0]
        );
        assert_eq!(with(&|n| n.subject = Subject::Firm), ["other_subject", "audience"]);
        assert_eq!(with(&|n| n.title.en.clear()), ["language_missing"]);
        for blank in ["\u{2060}", "\u{3164}", "\u{ad}\u{200b}", "\u{301}\u{301}\u{301}"] {
            assert_eq!(with(&|n| n.title.zh = blank.into()), ["language_missing", "hidden"], "{blank:?}");
        }
        for hidden in ["\u{e0041}", "\u{2028}", "\u{2029}", "\u{202e}", "\u{2066}", &"\u{301}".repeat(298)] {
            assert_eq!(with(&|n| n.text.en = format!("seen{hidden}")), ["hidden"], "{hidden:?}");
        }
        assert_eq!(with(&|n| n.title.en = "Two\nlines".into()), ["lines"]);
        assert_eq!(with(&|n| n.text.zh = "长".repeat(301)), ["too_long"]);
        assert_eq!(with(&|n| n.policies.clear()), ["no_policy"]);
        assert_eq!(with(&|n| n.kind = NoticeKind::Package), ["package"]);
        assert_eq!(with(&|n| n.policies.push("elderly-allowance".parse().unwrap())), ["policies"; 2]);
        assert_eq!(with(&|n| n.policies.push("unknown".parse().unwrap())), ["policies", "not_published"]);
        assert_eq!(with(&|n| n.sample = false), ["sample"]);
        assert_eq!(with(&|n| n.agency = "taxation".parse().unwrap()), ["other_agency"]);
        assert_eq!(with(&|n| n.from = day("2026-11-28")), ["from"]);
        assert_eq!(with(&|n| n.until = day("2026-11-30")), ["until"]);
        assert_eq!(with(&|n| n.until = day("2027-05-31")), ["until"]);
        assert_eq!(with(&|n| n.audience = Rule::All(vec![])), ["audience_all"]);
        let another = Rule::Meets(OtherPolicy::new("elderly-allowance".parse().unwrap(), "3".parse().unwrap()));
        assert_eq!(with(&|n| n.audience = another.clone()), ["audience_refers"]);
        assert_eq!(codes(&notice(), &[basis(&["2"])]), ["unknown_article"; 2]);
        let born = |test| {
            let condition = Condition { fact: FactKey::BirthDate, test, article: "3".parse().unwrap() };
            Rule::Condition(condition)
        };
        let one_day = Rule::All(vec![born(Test::Since(day("1961-03-04"))), born(Test::Before(day("1961-03-05")))]);
        assert_eq!(with(&|n| n.audience = one_day.clone()), ["audience_narrow"]);
        let deep = (0..20).fold(notice().audience, |rule, _| Rule::Not(Box::new(rule)));
        assert_eq!(with(&|n| n.audience = deep.clone()), ["audience"]);
    }
}
