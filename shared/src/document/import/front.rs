//! What stands before the first article: title, issuer, number, dates, covering letter.

use chrono::NaiveDate;

use super::super::Document;
use super::super::heading::{bare, without_spaces, without_spaces_between_han};

/// Words with which the title of a regulation ends.
const KINDS: [&str; 18] = [
    "法", "条例", "规定", "办法", "决定", "决议", "细则", "规则", "意见", "通知", "方案", "标准", "措施", "制度",
    "章程", "规程", "指南", "公告",
];

/// Reads the lines before the body.
pub(super) fn read(lines: &[&str]) -> Document {
    let mut document = Document::default();
    let title_at = title_position(lines);
    for (position, line) in lines.iter().enumerate() {
        if Some(position) == title_at {
            document.title = without_spaces_between_han(bare(line.trim_start_matches('#')));
            continue;
        }
        let line = bare(line.trim_start_matches(['#', '>']));
        if let Some((label, value)) = line.split_once(['：', ':'])
            && read_label(&mut document, label, bare(value))
        {
            continue;
        }
        document.preamble.push(line.into());
    }
    document
}

fn read_label(document: &mut Document, label: &str, value: &str) -> bool {
    match without_spaces(label).as_str() {
        "文号" | "发文字号" => document.number = Some(value.into()),
        "发布机关" | "发文机构" | "制定机关" => document.issuer = Some(value.into()),
        "发布日期" | "印发日期" | "公布日期" => document.issued_on = whole_date(value),
        "施行日期" | "实施日期" => document.effective_on = whole_date(value),
        _ => return false,
    }
    true
}

/// A Markdown title; else the last line before the body that is named as regulations are; else the first line.
fn title_position(lines: &[&str]) -> Option<usize> {
    let heading = lines.iter().position(|line| line.starts_with('#'));
    let named = || {
        lines.iter().rposition(|line| {
            let plain = bare(line);
            let base = plain.split(['（', '(']).next().unwrap_or(plain);
            plain.chars().count() <= 80
                && !plain.contains(['。', '，', '：', ':', '；'])
                && KINDS.iter().any(|kind| bare(base).ends_with(kind))
        })
    };
    heading.or_else(named).or((!lines.is_empty()).then_some(0))
}

/// Fills in what labels did not say, from the history of versions, a covering letter, the signature and the last articles.
pub(super) fn complete(document: &mut Document) {
    let history: Vec<(NaiveDate, String)> = document
        .preamble
        .iter()
        .filter_map(|line| leading_date(line).map(|(date, rest)| (date, bare(rest).to_owned())))
        .filter(|(_, act)| is_enactment(act))
        .collect();
    let signed = signature(&document.closing).or_else(|| signature(&document.preamble));
    if document.issued_on.is_none() {
        document.issued_on = signed.as_ref().map(|(_, date)| *date).or(history.last().map(|(date, _)| *date));
    }
    if document.issuer.is_none() {
        let enacted = history.iter().rev().find_map(|(_, act)| issuer_of(act));
        document.issuer = signed.map(|(name, _)| name).or(enacted);
    }
    if document.number.is_none() {
        document.number = history.iter().rev().find_map(|(_, act)| order_number(act));
    }
    if document.effective_on.is_none() {
        let first = history.first().map(|(date, _)| *date).or(document.issued_on);
        document.effective_on = match stated_effect(document) {
            Some(Effect::From(date)) => Some(date),
            Some(Effect::FromPublication) => first,
            None => None,
        };
    }
}

/// When a regulation says that it applies. An amended one keeps the words of its first version.
enum Effect {
    From(NaiveDate),
    FromPublication,
}

fn stated_effect(document: &Document) -> Option<Effect> {
    let last_first: Vec<&str> = {
        let mut texts: Vec<&str> = document
            .articles()
            .flat_map(|article| article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()))
            .chain(document.closing.iter().map(String::as_str))
            .collect();
        texts.reverse();
        texts
    };
    for text in last_first.iter().take(12) {
        let text = without_spaces(text);
        let Some((before, _)) = text.split_once("起施行").or_else(|| text.split_once("起实施")) else { continue };
        let Some((_, start)) = before.rsplit_once('自') else { continue };
        if let Some(date) = whole_date(start) {
            return Some(Effect::From(date));
        }
        if ["印发之日", "公布之日", "发布之日"].contains(&start) {
            return Some(Effect::FromPublication);
        }
    }
    None
}

/// A name with a date below it.
fn signature(lines: &[String]) -> Option<(String, NaiveDate)> {
    lines.windows(2).rev().find_map(|pair| match pair {
        [name, date] if is_signature(name) => Some((bare(name).to_owned(), whole_date(date)?)),
        _ => None,
    })
}

/// Whether a line can be the name of who signs: short, and no sentence.
pub(super) fn is_signature(line: &str) -> bool {
    let line = bare(line);
    (2..=40).contains(&line.chars().count())
        && !line.contains(['。', '，', '；', '：', ':', ',', '、'])
        && leading_date(line).is_none()
}

fn is_enactment(act: &str) -> bool {
    ["通过", "公布", "发布", "修订", "修正", "批准"].iter().any(|word| act.contains(word))
}

/// 第十四届全国人民代表大会常务委员会第八次会议 → 全国人民代表大会常务委员会; 中华人民共和国国务院令第711号 → 国务院.
fn issuer_of(act: &str) -> Option<String> {
    if act.contains("国务院令") {
        return Some("国务院".into());
    }
    let before = act.split("会议").next().filter(|_| act.contains("会议"))?;
    let body = before.rsplit_once('第').map_or(before, |(body, _)| body);
    let session = body.find('第')?;
    let (place, session) = body.split_at_checked(session)?;
    let (_, assembly) = session.split_once('届')?;
    Some(format!("{}{}", bare(place), bare(assembly))).filter(|name| name.contains("代表大会"))
}

fn order_number(act: &str) -> Option<String> {
    let (before, after) = act.split_once("令第")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let name = before.trim_start_matches("中华人民共和国");
    (!digits.is_empty() && after.get(digits.len()..)?.starts_with('号') && name.chars().count() <= 12)
        .then(|| format!("{name}令第{digits}号"))
}

/// The date that a line is.
pub(super) fn whole_date(line: &str) -> Option<NaiveDate> {
    let text = without_spaces(line);
    leading_date(&text).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| date).or_else(|| text.parse().ok())
}

/// The date with which a line begins, and the rest of it.
fn leading_date(line: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = line.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    let number = |digits: &str| bare(digits).parse::<u32>().ok();
    let date = NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)?;
    Some((date, rest))
}
