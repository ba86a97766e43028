//! Facts are bound: every number in the articles of the samples is changed, one at a time, and exactly the texts, conditions, amounts and equations that
//! rest on it are flagged.
//!
//! Which those are is worked out here from the files alone, by their digits: the samples write every number in digits.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use mingbai_shared::document::import;
use mingbai_shared::pack::Parts;
use serde_json::Value;

/// Every sample that has its text beside it.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|folder| folder.join("text.md").is_file());
    found.sort();
    found
}

/// What the check says of a policy with this text: code and place.
fn flagged(parts: &str, text: &str) -> BTreeSet<(String, String)> {
    let pack = serde_json::from_str::<Parts>(parts).unwrap().join(import(text.as_bytes()).unwrap());
    pack.check().into_iter().map(|finding| (finding.code.to_owned(), finding.place)).collect()
}

/// A number in digits, as it stands in a text: bytes, and what it counts.
#[derive(Clone, Debug, PartialEq)]
struct Digits {
    start: usize,
    end: usize,
    thousandths: u64,
    kind: String,
    /// As `2026-12-31`, for a date and every part of it.
    date: Option<String>,
}

const UNITS: [&str; 17] = [
    "亿元",
    "万元",
    "元",
    "%",
    "周岁",
    "岁",
    "个月",
    "个工作日",
    "平方米",
    "人",
    "名",
    "年",
    "月",
    "日",
    "天",
    "小时",
    "户",
];

/// Every run of digits, with the unit behind it; the first of two has the unit of the second (16至24周岁).
fn digits(text: &str) -> Vec<Digits> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found: Vec<Digits> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || (matches!(bytes.get(at), Some(b',' | b'.')) && is_digit(at + 1)) {
            at += 1;
        }
        let written = text[start..at].replace(',', "");
        let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
        let mut thousandths = format!("{whole}{decimals:0<3}").parse::<u64>().unwrap();
        let kind = UNITS.iter().find(|unit| text[at..].trim_start().starts_with(**unit)).copied().unwrap_or_default();
        let kind = match kind {
            "亿元" => {
                thousandths *= 100_000_000;
                "元"
            }
            "万元" => {
                thousandths *= 10_000;
                "元"
            }
            "岁" => "周岁",
            "名" => "人",
            "天" => "日",
            // Two years are 24 months.
            "年" if whole.len() != 4 => {
                thousandths *= 12;
                "个月"
            }
            kind => kind,
        };
        found.push(Digits { start, end: at, thousandths, kind: kind.to_owned(), date: None });
    }
    // The unit of a range stands at its end.
    for at in (1..found.len()).rev() {
        let (first, second) = (found[at - 1].clone(), found[at].clone());
        if first.kind.is_empty() && ["至", "到"].contains(&&text[first.end..second.start]) {
            found[at - 1].kind = second.kind;
        }
    }
    // 2026年, 12月 and 31日 that stand together are one date.
    let mut at = 0;
    while at < found.len() {
        let joins = |first: usize, unit: &str| {
            found.get(first + 1).is_some_and(|next| found[first].end + "年".len() == next.start && next.kind == unit)
        };
        if found[at].kind == "年" {
            let mut parts = 1;
            if joins(at, "月") {
                parts += 1;
                if joins(at + 1, "日") {
                    parts += 1;
                }
            }
            let numbers: Vec<String> =
                found[at..at + parts].iter().map(|part| format!("{:02}", part.thousandths / 1000)).collect();
            for part in &mut found[at..at + parts] {
                part.date = Some(numbers.join("-"));
            }
            at += parts;
        } else {
            at += 1;
        }
    }
    found
}

/// Whether the text that is relied on says it.
fn says(source: &[Digits], one: &Digits) -> bool {
    source.iter().any(|there| match (&one.date, &there.date) {
        // 2025年 rests on 2025年1月1日.
        (Some(date), Some(whole)) => whole.starts_with(date.as_str()),
        (None, None) => one.thousandths == there.thousandths && (one.kind.is_empty() || one.kind == there.kind),
        _ => false,
    })
}

/// The lines of each article, by its number.
fn articles(text: &str) -> BTreeMap<String, String> {
    let mut articles: BTreeMap<String, String> = BTreeMap::new();
    let mut number = 0;
    for line in text.lines() {
        if line.starts_with('第') && line.contains("条（") {
            number += 1;
        }
        if number > 0 {
            articles.entry(number.to_string()).or_default().push_str(&format!("{line}\n"));
        }
    }
    articles
}

/// What stands in a policy's own file and needs an article: its place, its numbers, the articles that it cites, and the numbers of its own.
struct Claim {
    place: String,
    numbers: Vec<Digits>,
    cited: Vec<String>,
    own: Vec<Digits>,
}

fn cited(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let also = value["also"].as_array().into_iter().flatten().map(text);
    std::iter::once(text(&value["article"])).chain(also).collect()
}

fn number(number: u64, kind: &str) -> Digits {
    Digits { start: 0, end: 0, thousandths: number * 1000, kind: kind.into(), date: None }
}

fn claims(parts: &Value) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut claim = |place: String, numbers, cited, own| claims.push(Claim { place, numbers, cited, own });
    let easy = &parts["interpretation"];
    let list = |name: &str| easy[name].as_array().cloned().unwrap_or_default().into_iter().enumerate();
    let zh = |text: &Value| digits(text["zh"].as_str().unwrap());
    for name in ["points", "scope", "standards"] {
        for (at, point) in list(name) {
            claim(format!("{name}/{at}"), zh(&point["text"]), cited(&point), vec![]);
        }
    }
    for (at, question) in list("questions") {
        claim(format!("questions/{at}/answer"), zh(&question["answer"]), cited(&question), vec![]);
    }
    for (at, change) in list("changes") {
        claim(format!("changes/{at}/after"), zh(&change["after"]), cited(&change), vec![]);
    }
    for (at, case) in list("cases") {
        let mut own = zh(&case["title"]);
        own.extend([2, 3, 4, 12].map(|free| number(free, "")));
        own.push(number(12, "个月"));
        for (line, worked) in case["worked"].as_array().unwrap().iter().enumerate() {
            let (operands, result) = worked.as_str().unwrap().split_once('=').unwrap();
            claim(format!("cases/{at}/worked/{line}"), digits(operands), cited(&case), own.clone());
            own.extend(digits(result));
        }
        claim(format!("cases/{at}/text"), zh(&case["text"]), cited(&case), own);
    }
    let offer = &parts["offer"];
    let benefit = &offer["benefit"];
    let set_by: Vec<String> =
        benefit["articles"].as_array().unwrap().iter().map(|article| article.as_str().unwrap().to_owned()).collect();
    let yuan = |fen: &Value| Digits { thousandths: fen.as_u64().unwrap() * 10, ..number(0, "元") };
    let mut given = zh(&benefit["text"]);
    let amount = &benefit["amount"];
    for one in [&amount["fixed"], &amount["for_each_under"]] {
        given.extend(one["fen"].is_u64().then(|| yuan(&one["fen"])));
        given.extend(one["age"].as_u64().map(|age| number(age, "周岁")));
    }
    for band in amount["by_age"]["bands"].as_array().into_iter().flatten() {
        given.extend([yuan(&band["fen"]), number(band["age"].as_u64().unwrap(), "周岁")]);
    }
    claim("offer/benefit".into(), given, set_by, vec![]);
    if let Some(until) = offer["until"].as_str() {
        let date = Digits { date: Some(until.into()), ..number(0, "年") };
        claim("offer/until".into(), vec![date], vec![], vec![]);
    }
    if offer["ceiling"].is_object() {
        claim("offer/ceiling".into(), vec![yuan(&offer["ceiling"]["fen"])], cited(&offer["ceiling"]), vec![]);
    }
    conditions(&offer["audience"], "offer/audience", &mut claim);
    claims
}

/// Each condition of a rule that asks for a number.
fn conditions(rule: &Value, place: &str, claim: &mut impl FnMut(String, Vec<Digits>, Vec<String>, Vec<Digits>)) {
    match rule {
        Value::Object(members) => {
            for (name, part) in members {
                let place = format!("{place}/{name}");
                if name == "condition" {
                    let fact = part["fact"].as_str().unwrap();
                    let mut test = &part["test"];
                    if test["some"].is_object() {
                        test = &test["some"]["are"];
                    }
                    let months = |of: &Value| of.as_u64().map(|months| number(months, "个月"));
                    let years = |of: &Value| of.as_u64().map(|years| number(years, "周岁"));
                    let counted = |of: &Value| {
                        let of = of.as_u64()?;
                        match fact {
                            "insured_months"
                            | "contract_months"
                            | "unemployment_insurance_months"
                            | "hires_contract_months"
                            | "hires_insured_months" => Some(number(of, "个月")),
                            "taxable_income" | "assets" | "monthly_sales" | "revenue" => {
                                Some(Digits { thousandths: of * 10, ..number(0, "元") })
                            }
                            "layoff_rate" => Some(Digits { thousandths: of * 100, ..number(0, "%") }),
                            "home_area" => Some(number(of, "平方米")),
                            "employees" | "insured_employees" => Some(number(of, "人")),
                            // At least one is anyone.
                            "graduates_hired" | "unemployed_youth_hired" if of == 1 => None,
                            other => panic!("what does {other} count?"),
                        }
                    };
                    let asked = months(&test["within_months"])
                        .or_else(|| months(&test["months_ago_at_least"]))
                        .or_else(|| years(&test["age_at_least"]))
                        .or_else(|| years(&test["age_under"]))
                        .or_else(|| counted(&test["at_least"]))
                        .or_else(|| counted(&test["at_most"]));
                    claim(place, asked.into_iter().collect(), cited(part), vec![]);
                } else {
                    conditions(part, &place, claim);
                }
            }
        }
        Value::Array(parts) => {
            parts.iter().enumerate().for_each(|(at, part)| conditions(part, &format!("{place}/{at}"), claim));
        }
        _ => {}
    }
}

/// The claims of which some number is not said where they cite.
fn stale(claims: &[Claim], text: &str) -> BTreeSet<(String, String)> {
    let articles: BTreeMap<String, Vec<Digits>> =
        articles(text).into_iter().map(|(number, lines)| (number, digits(&lines))).collect();
    let is_stale = |claim: &&Claim| {
        let source: Vec<Digits> = articles
            .iter()
            .filter(|(number, _)| claim.cited.is_empty() || claim.cited.contains(number))
            .flat_map(|(_, said)| said.clone())
            .collect();
        claim.numbers.iter().any(|one| !says(&source, one) && !says(&claim.own, one))
    };
    claims.iter().filter(is_stale).map(|claim| ("unbound".to_owned(), claim.place.clone())).collect()
}

/// The text with another number in the place of this one, written the same way.
fn changed(text: &str, one: &Digits) -> String {
    let written = &text[one.start..one.end];
    let other = match (written, one.kind.as_str()) {
        ("12", "月") | ("31" | "30" | "29" | "28", "日") => (written.parse::<u32>().unwrap() - 1).to_string(),
        _ => {
            // Its last digit becomes the next one: 75 is 76, 69 is 60 and 5.5 is 5.6.
            let (most, last) = written.split_at(written.len() - 1);
            let next = (last.parse::<u8>().unwrap() + 1) % 10;
            if most.is_empty() && next == 0 { "8".into() } else { format!("{most}{next}") }
        }
    };
    format!("{}{other}{}", &text[..one.start], &text[one.end..])
}

#[test]
fn each_number_that_changes_flags_exactly_what_rests_on_it() {
    let (mut numbers, mut with_dependents, mut flags) = (0, 0, 0);
    for folder in samples() {
        let parts = fs::read_to_string(folder.join("pack.json")).unwrap();
        let text = fs::read_to_string(folder.join("text.md")).unwrap();
        let claims = claims(&serde_json::from_str(&parts).unwrap());
        assert_eq!(stale(&claims, &text), BTreeSet::new(), "{}", folder.display());
        assert_eq!(flagged(&parts, &text), BTreeSet::new(), "{}", folder.display());
        let first = text.find("第一条").unwrap();
        for one in digits(&text).into_iter().filter(|one| one.start > first) {
            let changed = changed(&text, &one);
            let expected = stale(&claims, &changed);
            assert_eq!(
                flagged(&parts, &changed),
                expected,
                "{}: {} in {:?}",
                folder.display(),
                &text[one.start..one.end],
                text[..one.end].lines().last()
            );
            numbers += 1;
            with_dependents += usize::from(!expected.is_empty());
            flags += expected.len();
        }
    }
    eprintln!("{numbers} numbers changed, {with_dependents} of them with dependents, {flags} flags");
    assert!(numbers > 150 && with_dependents > 90 && flags > 180, "{numbers} {with_dependents} {flags}");
}
