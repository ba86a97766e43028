use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::pack::Parts;
use crate::pack::draft::{ConditionDraft, Lines, List};
use uuid::Uuid;

static SAMPLES: LazyLock<Vec<(Parts, String)>> = LazyLock::new(|| {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |folder: std::path::PathBuf| {
        let text = std::fs::read_to_string(folder.join("text.md")).ok()?;
        Some((serde_json::from_slice(&std::fs::read(folder.join("pack.json")).unwrap()).unwrap(), text))
    };
    folders.filter_map(read).collect()
});

fn draft_of(parts: Parts, text: String) -> Draft {
    let mut last = 0;
    Draft::of(parts, text, || {
        last += 1;
        Uuid::from_u128(last)
    })
}

#[test]
fn every_sample_becomes_a_draft_and_the_same_pack_again() {
    assert!(SAMPLES.len() > 20);
    for (parts, text) in SAMPLES.iter().cloned() {
        let pack = parts.clone().join(import_text(&text).unwrap());
        let draft = draft_of(parts, text);
        let kept = draft.bytes().unwrap();
        assert_eq!(Draft::read(&kept).unwrap(), draft);
        assert_eq!(draft.pack(pack.agency.clone(), pack.sample), Ok(pack.clone()), "{}", pack.id);
        assert_eq!(draft.preview(pack.agency.clone(), pack.sample), (Some(pack), vec![]));
    }
}

fn missing(change: impl Fn(&mut Draft)) -> Vec<(String, String)> {
    let (parts, text) = SAMPLES.iter().find(|(parts, _)| parts.id.as_str() == "elderly-allowance").unwrap().clone();
    let agency = parts.agency.clone();
    let mut draft = draft_of(parts, text);
    change(&mut draft);
    match draft.pack(agency, true) {
        Ok(_) => Vec::new(),
        Err(findings) => findings
            .into_iter()
            .map(|one| {
                assert_eq!(one.code, "incomplete");
                assert_ne!(one.message_zh, one.message_en);
                (one.place, one.message_zh)
            })
            .collect(),
    }
}

fn one(place: &str, zh: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), zh.to_owned())]
}

#[test]
fn what_is_missing_is_said_where_it_is_missing() {
    assert_eq!(missing(|_| {}), []);
    assert_eq!(
        missing(|draft| draft.id = "老年".into()),
        one("id", "文件还没有地址，请写一个：小写字母、数字和连字符")
    );
    assert_eq!(missing(|draft| draft.document = Lines("  ".into())), one("document", "文件正文还没有写"));
    let gap = missing(|draft| draft.document = Lines("示例办法\n第一条 一。\n第三条 三。".into()));
    assert_eq!(gap, one("document", "第一条之后是第三条，中间缺了条文，或者同一条出现了两次。"));
    assert_eq!(
        missing(|draft| draft.offer.from = "2026-2".into()),
        one("offer/from", "请写开始的日期，例如 2026-03-01")
    );
    assert_eq!(missing(|draft| draft.offer.subject = String::new()), one("offer/subject", "请选给谁：市民还是企业"));
    assert_eq!(missing(|draft| draft.offer.audience = List::default()), one("offer/audience", "还没有写谁可以享受"));
    let half = ConditionDraft { id: Uuid::from_u128(900), rule: "{\"condition\":".into() };
    let half = missing(|draft| draft.offer.audience = List::try_from(vec![half.clone()]).unwrap());
    assert_eq!(half, one(&format!("offer/audience/{}", Uuid::from_u128(900)), "这个条件还没有写完"));
    assert_eq!(missing(|draft| draft.offer = OfferDraft::default()), []);
}

#[test]
fn points_rest_on_articles_however_they_are_typed() {
    let typed = |articles: &str| {
        missing(|draft| {
            let id = Uuid::from_u128(901);
            let text = Both { zh: "一。".into(), en: "One.".into() };
            let point = PointDraft { id, text, articles: articles.into() };
            draft.points =
                List::try_from(vec![PointDraft { id: Uuid::from_u128(902), ..PointDraft::default() }, point]).unwrap();
        })
    };
    for good in ["3", "3、5-1", "第三条", "第三条、第五条之一", " ３， 5-1 "] {
        assert_eq!(typed(good), [], "{good}");
    }
    let place = format!("points/{}", Uuid::from_u128(901));
    // The first is empty: it was added and not yet written in.
    assert_eq!(typed(""), one(&place, "请写明依据哪一条"));
    for bad in ["0", "三", "3至5", "第三条第二款"] {
        assert_eq!(typed(bad), one(&place, "条文号应写成 3 或 5-1，几条之间用顿号"), "{bad}");
    }
}

#[test]
fn an_empty_draft_is_missing_its_address_and_its_text_and_nothing_panics() {
    let (pack, findings) = Draft::default().preview("civil-affairs".parse().unwrap(), true);
    assert_eq!(pack.map(|pack| pack.id.to_string()), Some("draft".into()));
    let places: Vec<&str> = findings.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["document", "id"]);
}

/// Every text of a draft, to be written over.
fn texts(value: &mut Value) -> Vec<&mut String> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(entries) => entries.iter_mut().flat_map(texts).collect(),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, value)| *name != "id" || value.is_object())
            .flat_map(|(_, one)| texts(one))
            .collect(),
        _ => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is typed into whichever field: a pack, which can be checked, or what is missing, at a place that is one of the draft's.
    #[test]
    fn anything_may_be_typed(sample in any::<prop::sample::Index>(), typed in proptest::collection::vec((any::<prop::sample::Index>(), ".{0,12}|[第条0-9、.-]{0,6}|\\{\"all\":\\[\\]\\}"), 1..5)) {
        let (parts, text) = SAMPLES[sample.index(SAMPLES.len())].clone();
        let agency = parts.agency.clone();
        let mut draft = serde_json::to_value(draft_of(parts, text)).unwrap();
        let mut fields = texts(&mut draft);
        for (at, typed) in typed {
            let at = at.index(fields.len());
            *fields[at] = typed;
        }
        let draft: Draft = serde_json::from_value(draft).unwrap();
        match draft.pack(agency.clone(), true) {
            Ok(pack) => drop(pack.check()),
            Err(findings) => {
                prop_assert!(!findings.is_empty());
                prop_assert!(findings.iter().all(|one| !draft.place(&one.place).zh.is_empty()));
                let (shown, again) = draft.preview(agency, true);
                prop_assert_eq!(findings, again);
                drop(shown.map(|pack| pack.check()));
            }
        }
    }
}
