//! Every refusal in words, in both languages.

use super::*;
use crate::pack::error;
use crate::roles::Action;

/// One of each.
pub fn one_of_each() -> Vec<GateRefusal> {
    let digest = crate::digest::Digest::of(b"x");
    let document: crate::names::DocumentId = "a".parse().unwrap();
    let all = vec![
        GateRefusal::Forbidden(crate::roles::Forbidden { role: Role::Officer, action: Action::Sign }),
        GateRefusal::SamePerson("author".parse().unwrap()),
        GateRefusal::Incomplete(vec![error("no_points", "points", "缺要点", "no points")]),
        GateRefusal::Missing(vec![remark()]),
        GateRefusal::NotAPack("x".into()),
        GateRefusal::TooLarge(9),
        GateRefusal::OtherAgency("health".parse().unwrap()),
        GateRefusal::NameTaken(document.clone()),
        GateRefusal::Superseded(document),
        GateRefusal::NotNow(Stage::Published),
        GateRefusal::NotReviewed,
        GateRefusal::OtherAttribute(AttributeKind::Withheld),
        GateRefusal::PlanLater(crate::iso::day("2026-12-01").unwrap()),
        GateRefusal::NotReturned(digest),
        GateRefusal::Remarks,
        GateRefusal::Reason,
        GateRefusal::TooManyOpen,
        GateRefusal::NotFound(digest),
        GateRefusal::NotEntered,
        GateRefusal::Unwritable("x".into()),
    ];
    // Another one does not compile until it stands here.
    for refusal in &all {
        match refusal {
            GateRefusal::Forbidden(_)
            | GateRefusal::SamePerson(_)
            | GateRefusal::Incomplete(_)
            | GateRefusal::Missing(_)
            | GateRefusal::NotAPack(_)
            | GateRefusal::TooLarge(_)
            | GateRefusal::OtherAgency(_)
            | GateRefusal::NameTaken(_)
            | GateRefusal::Superseded(_)
            | GateRefusal::NotNow(_)
            | GateRefusal::NotReviewed
            | GateRefusal::OtherAttribute(_)
            | GateRefusal::PlanLater(_)
            | GateRefusal::NotReturned(_)
            | GateRefusal::Remarks
            | GateRefusal::Reason
            | GateRefusal::TooManyOpen
            | GateRefusal::NotFound(_)
            | GateRefusal::NotEntered
            | GateRefusal::Unwritable(_) => {}
        }
    }
    all
}

/// Whether a person can read it: a sentence of their language, and no person or text of the program in it.
pub fn is_said(BilingualText { zh, en }: &BilingualText) -> bool {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let plain = |text: &str| !["{", "}", "author", "Digest", "_"].iter().any(|code| text.contains(code));
    is_chinese(zh) && zh.ends_with('。') && plain(zh) && en.ends_with('.') && plain(en)
}

#[test]
fn each_is_said_in_both_languages() {
    let all = one_of_each();
    for refusal in &all {
        assert!(is_said(&refusal.message()), "{refusal:?}: {:?}", refusal.message());
    }
    let kinds: std::collections::HashSet<_> = all.iter().map(std::mem::discriminant).collect();
    assert_eq!(kinds.len(), all.len());
}

#[test]
fn what_stages_grounds_and_forms_are_called_is_said_once() {
    let mut names: Vec<&str> = Stage::ALL.iter().flat_map(|stage| [stage.label().zh, stage.label().en]).collect();
    names.extend(Ground::ALL.iter().flat_map(|ground| [ground.label().zh, ground.label().en]));
    names.extend(Form::ALL.iter().flat_map(|form| [form.label().zh, form.label().en]));
    let different: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len());
    assert!(Stage::ALL.iter().all(|stage| Stage::of(stage.name()) == Some(*stage)));
    assert!(AttributeKind::ALL.iter().all(|kind| !kind.label().zh.is_empty()));
    // The name in files is that of JSON.
    assert!(Stage::ALL.iter().all(|stage| serde_json::to_value(stage).unwrap() == stage.name()));
}

#[test]
fn a_remark_has_words_that_can_be_seen_and_a_place() {
    let longest = "长".repeat(LONGEST_REMARK);
    for (place, words) in [("points/0", &*longest), ("", " 前后有空格 ")] {
        let remark = Remark::of_a_person(place, words);
        assert!(remark.is_of_a_person() && remark.words == both(words.trim(), words.trim()));
        let found = Remark { code: Some("no_points".into()), ..remark };
        assert!(!found.is_of_a_person());
    }
    for (place, words) in [
        ("points/0", ""),
        ("points/0", "  "),
        ("points/0", "看\u{202e}不见"),
        ("points/0", &*"长".repeat(LONGEST_REMARK + 1)),
        ("第 一 条", "x"),
        (&*"a".repeat(LARGEST_PLACE + 1), "x"),
    ] {
        assert!(!Remark::of_a_person(place, words).is_of_a_person(), "{place} {words}");
    }
}
