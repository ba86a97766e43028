use super::*;
use crate::calendar::{Calendar, Year};
use crate::deadline::{District, Event, EventKind, RuleId, Timeline, prove};

/// The year after the last published one, as a notice could have it.
const NEXT_YEAR: &str = include_str!("../../../tests/next_year.txt");

fn proofs() -> Vec<Proof> {
    let published = Calendar::published();
    let next = published.with(Year::read(NEXT_YEAR).unwrap()).unwrap();
    let district = District { intake_working_days: 1, ..District::default() };
    let mut proofs = Vec::new();
    for rule in RuleId::ALL {
        for start in ["2026-01-05", "2026-09-24", "2026-12-05", "2026-12-31"] {
            let received = Point::read(&format!("{start}T10:00:00+08:00")).unwrap();
            for first in EventKind::ALL {
                for second in EventKind::ALL {
                    let event = |(kind, days): (&EventKind, u64)| Event {
                        kind: *kind,
                        on: received.day().checked_add_days(chrono::Days::new(days)).unwrap(),
                        working_days: Some(1),
                    };
                    let events = [(first, 3), (second, 30)].map(event).into();
                    let timeline = Timeline::new(*rule, received, None, events);
                    proofs.extend(
                        [&published, &next]
                            .into_iter()
                            .filter_map(|calendar| prove(&timeline, calendar, &district).ok()),
                    );
                }
            }
            let plain = Timeline::new(*rule, received, None, Vec::new());
            proofs.extend([&published, &next].map(|calendar| prove(&plain, calendar, &district).unwrap()));
        }
    }
    proofs
}

#[test]
fn no_sentence_stumbles() {
    let (mut doubled, mut count) = (Vec::new(), 0);
    for proof in proofs() {
        for (language, end) in [(Language::Zh, '。'), (Language::En, '.')] {
            for sentence in sentences(&proof, language) {
                count += 1;
                assert!(sentence.ends_with(end) && !sentence.contains("{}"), "{sentence}");
                let wrong = [
                    "。。",
                    "。，",
                    "：：",
                    "（）",
                    "()",
                    "..",
                    ": .",
                    "; .",
                    ": ;",
                    "  ",
                    " 1 working days",
                    " 1 weekend days",
                    " .",
                    " ,",
                ];
                doubled.extend(
                    wrong
                        .iter()
                        .filter(|wrong| sentence.contains(**wrong))
                        .map(|wrong| format!("{wrong:?} in {sentence}")),
                );
                let mixed = language == Language::Zh && sentence.contains([',', ';', '(', ')']);
                doubled.extend(mixed.then(|| format!("half-width in {sentence}")));
            }
        }
    }
    assert!(count > 5_000, "{count}");
    assert!(doubled.is_empty(), "{doubled:#?}");
}

/// A question after the due day: it undoes nothing, whatever the period does then, and it is called what it was.
#[test]
fn what_was_asked_after_the_due_day_is_named() {
    let said = |events: &str, language| {
        let json = [r#"{"rule":"request.answer","received":"2026-01-05","basis":"in_person","events":["#, events, "]}"];
        let timeline = Timeline::read(json.concat().as_bytes()).unwrap();
        warnings(&prove(&timeline, &Calendar::published(), &District::default()).unwrap(), language).join("")
    };
    let asked = r#"{"kind":"correction_asked","on":"2026-02-10"}"#;
    let corrected = [asked, r#",{"kind":"corrected","on":"2026-02-12"}"#].concat();
    let zh = said(&corrected, Language::Zh);
    assert!(zh.contains("注意：2月10日才告知申请人补正，当时期限已经届满，此后重新计算也不改变这一点（"), "{zh}");
    assert!(zh.contains("注意：重新计算之前，原期限已于2月2日届满（") && !zh.contains("不影响截止日"), "{zh}");
    let en = said(&corrected, Language::En);
    assert!(
        en.contains("only on 10 February was a correction asked for, when the period had run out; that it begins anew"),
        "{en}"
    );
    assert!(!en.contains("does not change") && !en.contains("changes nothing"), "{en}");
    for (kind, zh, en) in [
        ("correction_asked", "告知申请人补正", "a correction"),
        ("fee_asked", "通知缴纳信息处理费", "a fee"),
        ("third_party_asked", "征求第三方意见", "a third party's answer"),
        ("organ_asked", "征求其他机关意见", "another organ's answer"),
        ("co_maker_asked", "征求共同制作机关意见", "a co-maker's answer"),
        ("reason_asked", "要求说明大量申请的理由", "the reason for very many applications"),
    ] {
        let open = format!(r#"{{"kind":"{kind}","on":"2026-02-10"}}"#);
        let text = said(&open, Language::Zh);
        assert!(text.contains(&format!("2月10日才{zh}，期限已经届满，不影响截止日（")), "{text}");
        let text = said(&open, Language::En);
        assert!(
            text.contains(&format!("was {en} asked for, when the period had run out; this does not change")),
            "{text}"
        );
        // Of a correction that is made, what else was asked between counts in the new period.
        if kind != "correction_asked" {
            let both = [open.as_str(), ",", &corrected].concat();
            assert!(!said(&both, Language::Zh).contains("不影响截止日"));
        }
    }
}

/// Two consultations with counted days between them are no one span.
#[test]
fn days_left_out_are_said_as_they_lie() {
    let json = r#"{"rule":"request.answer","received":"2026-03-02","events":[
        {"kind":"organ_asked","on":"2026-03-05"},{"kind":"organ_replied","on":"2026-03-09"},
        {"kind":"organ_asked","on":"2026-03-12"},{"kind":"organ_replied","on":"2026-03-13"}]}"#;
    let timeline = Timeline::read(json.as_bytes()).unwrap();
    let proof = prove(&timeline, &Calendar::published(), &District::default()).unwrap();
    let said = text(&proof, Language::Zh);
    assert!(said.contains("不计入：3月6日至3月9日、3月13日，共3个工作日（"), "{said}");
    assert!(text(&proof, Language::En).contains("is left out: 6 March to 9 March, 13 March, 3 working days in all ("));
}

/// The article of an early silence is that of whoever was silent: art. 32 of a third party, art. 34 of a co-maker.
#[test]
fn an_early_silence_cites_the_article_of_the_one_who_was_asked() {
    for (who, article) in [("third_party", "第三十二条"), ("co_maker", "第三十四条")] {
        let timeline = format!(
            r#"{{"rule":"request.answer","received":"2026-03-02","basis":"online","events":[
                {{"kind":"{who}_asked","on":"2026-03-03"}},{{"kind":"{who}_silent","on":"2026-03-05"}}]}}"#
        );
        let timeline = Timeline::read(timeline.as_bytes()).unwrap();
        let proof = prove(&timeline, &Calendar::published(), &District::default()).unwrap();
        let said = warnings(&proof, Language::Zh);
        assert!(said.iter().any(|words| words.contains("15个工作日") && words.contains(article)), "{said:?}");
    }
}
