//! Members that do not fit the steps.

use serde_json::{Value, json};

use super::sketch::{
    CORRECTED, LAPSED, MONTHS, MOVED, PAID, SILENT, natural_provisional, open, provisional, uncorrected,
};
use super::{before, checked, date, date_moved, hours, monthly, set};

type Made = fn() -> Value;
type Change = fn(&mut Value);

#[test]
fn no_member_can_be_another() {
    let changes: &[(Made, &[Change])] = &[
        (
            || SILENT.proof(),
            &[
                |p| set(p, "/due", json!("2026-03-02")),
                |p| set(p, "/due", json!(null)),
                |p| set(p, "/start", json!("2026-01-06")),
                |p| set(p, "/start", json!("2026-01-05T17:00:00Z")),
                |p| set(p, "/limit", json!(21)),
                |p| set(p, "/limit", json!("20")),
                |p| set(p, "/unit", json!("day")),
                |p| set(p, "/rule", json!("request.third_party")),
                |p| set(p, "/rule", json!("request.anwser")),
                |p| set(p, "/provisional", json!(true)),
                |p| set(p, "/range", json!({"earliest": "2026-02-28", "latest": "2026-02-28", "years": [2025]})),
                |p| {
                    set(
                        p,
                        "/waiting",
                        json!({"for": "third_party", "since": "2026-01-12", "reply_by": null, "if_silent": null}),
                    )
                },
                |p| set(p, "/cites", json!([{"law": "条例", "article": "33"}])),
                |p| set(p, "/cites", json!([{"law": "民法典", "article": "201"}])),
                |p| set(p, "/flags", json!([{"code": "silence_early", "day": "2026-02-02"}])),
                |p| set(p, "/flags", json!([{"code": "lapsed", "day": "2026-02-02"}])),
                |p| set(p, "/flags", json!([{"code": "asked_after_due", "day": "2026-01-12"}])),
                |p| set(p, "/flags", json!([{"code": "late", "day": "2026-01-12"}])),
                |p| set(p, "/parameters/pause", json!("question_to_reply")),
                |p| set(p, "/parameters/pause", json!("between")),
                |p| set(p, "/notices", json!([])),
                |p| {
                    p["notices"]
                        .as_array_mut()
                        .unwrap()
                        .push(json!({"number": null, "issued_on": "2025-12-01", "source": ""}))
                },
                |p| set(p, "/start_because", json!(" ")),
                |p| set(p, "/text_zh", json!("")),
                |p| set(p, "/text_en", json!("")),
            ],
        ),
        (
            || CORRECTED.proof(),
            &[
                |p| set(p, "/cites", json!([{"law": "条例", "article": "33"}, {"law": "民法典", "article": "201"}])),
                |p| set(p, "/flags", json!([{"code": "correction_late", "day": "2026-05-13"}])),
            ],
        ),
        (
            || LAPSED.proof(),
            &[
                |p| p["flags"].as_array_mut().unwrap().truncate(2),
                |p| drop(p["flags"].as_array_mut().unwrap().remove(0)),
                |p| drop(p["flags"].as_array_mut().unwrap().remove(1)),
                |p| set(p, "/flags/2/day", json!("2026-03-31")),
            ],
        ),
        (
            || PAID.proof(),
            &[
                |p| set(p, "/parameters/fee_restarts", json!(false)),
                |p| drop(p["cites"].as_array_mut().unwrap().pop()),
                |p| drop(p["cites"].as_array_mut().unwrap().remove(2)),
            ],
        ),
        (
            open,
            &[
                |p| set(p, "/due", json!("2026-02-28")),
                |p| set(p, "/waiting", json!(null)),
                |p| set(p, "/waiting/for", json!("co_maker")),
                |p| set(p, "/waiting/for", json!("correction")),
                |p| set(p, "/waiting/since", json!("2026-01-13")),
                |p| set(p, "/waiting/reply_by", json!("2026-02-03")),
                |p| set(p, "/waiting/reply_by", json!(null)),
                |p| set(p, "/waiting/if_silent", json!(null)),
                |p| set(p, "/waiting/if_silent/due", json!("2026-03-02")),
                |p| p["steps"].as_array_mut().unwrap().push(json!({"day": "2026-02-28", "step": "due"})),
            ],
        ),
        (
            uncorrected,
            &[
                |p| set(p, "/waiting/for", json!("fee")),
                |p| set(p, "/waiting/since", json!("2026-03-03")),
                |p| set(p, "/waiting/reply_by", json!("2026-03-25")),
                |p| set(p, "/waiting/if_silent", json!({"due": "2026-03-25", "range": null})),
                |p| set(p, "/due", json!("2026-03-30")),
            ],
        ),
        (
            provisional,
            &[
                |p| set(p, "/provisional", json!(false)),
                |p| set(p, "/due", json!("2027-01-07")),
                |p| set(p, "/range", json!(null)),
                |p| set(p, "/range/latest", json!("2027-01-12")),
                |p| set(p, "/range/latest", json!("2027-01-05")),
                |p| set(p, "/range/years", json!([])),
                |p| set(p, "/range/years", json!([2026, 2027])),
                |p| set(p, "/range/years", json!([2026, 2026])),
                // Five days are missing, and these are four.
                |p| {
                    set(p, "/due", json!("2027-01-04"));
                    set(p, "/range/earliest", json!("2027-01-04"));
                },
            ],
        ),
        (
            natural_provisional,
            &[
                |p| set(p, "/range/earliest", json!("2027-01-03")),
                |p| set(p, "/range/latest", json!("2027-03-03")),
                |p| set(p, "/range/years", json!([2027])),
                |p| set(p, "/provisional", json!(false)),
                |p| set(p, "/due", json!("2027-01-05")),
            ],
        ),
        (
            || MOVED.proof(),
            &[
                |p| drop(p["cites"].as_array_mut().unwrap().pop()),
                |p| set(p, "/flags", json!([{"code": "lapsed", "day": "2026-01-01"}])),
            ],
        ),
        (
            || MONTHS.proof(),
            &[|p| drop(p["cites"].as_array_mut().unwrap().pop()), |p| set(p, "/start", json!("2026-03-30"))],
        ),
        (
            hours,
            &[
                |p| set(p, "/due", json!("2026-10-01T04:00:00+08:00")),
                |p| set(p, "/due", json!("2026-10-01")),
                |p| set(p, "/start", json!("2026-09-30")),
                |p| set(p, "/start", json!("2026-09-30T22:00:00")),
                |p| set(p, "/limit", json!(24)),
                |p| set(p, "/provisional", json!(true)),
            ],
        ),
        (
            date,
            &[
                |p| set(p, "/due", json!("2026-02-02")),
                |p| set(p, "/limit", json!("03-31")),
                |p| set(p, "/start", json!("2026-02-01")),
            ],
        ),
        (
            date_moved,
            &[
                |p| set(p, "/due", json!("2026-01-31")),
                |p| set(p, "/parameters/fixed_date_moves", json!(false)),
                |p| drop(p["cites"].as_array_mut().unwrap().pop()),
            ],
        ),
        (monthly, &[|p| set(p, "/due", json!("2025-12-25")), |p| set(p, "/cites", json!([]))]),
        (before, &[|p| set(p, "/due", json!("2026-03-04")), |p| set(p, "/steps/1/day", json!("2026-03-04"))]),
    ];
    for (proof, changes) in changes {
        for (nth, change) in changes.iter().enumerate() {
            let mut changed = proof();
            change(&mut changed);
            assert_ne!(changed, proof(), "change {nth}");
            assert!(checked(&changed).is_err(), "change {nth} of {changed}");
        }
    }
}
