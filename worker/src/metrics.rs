//! Counts for whoever watches the district, in the form of `OpenMetrics`: what was asked for and how it ended, and nothing of who asked.
//! The front server does not pass this address on (docs/operations.md).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;

use worker::{Response, ResponseBuilder};

use crate::problem::Problem;

/// The kind of address, the class of the status, and the stable code of a refusal.
type Kind = (&'static str, u16, &'static str);

thread_local! {
    static COUNTED: RefCell<BTreeMap<Kind, u64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Counts an answer.
pub fn count(address: &'static str, status: u16, code: &'static str) {
    COUNTED.with_borrow_mut(|counted| *counted.entry((address, status / 100, code)).or_default() += 1);
}

/// What was counted since this worker began.
pub fn answer() -> Result<Response, Problem> {
    let text = COUNTED.with_borrow(written);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let builder = ResponseBuilder::new().with_header("Cache-Control", "no-store")?.with_header("Content-Type", kind)?;
    Ok(builder.fixed(text.into_bytes()))
}

fn written(counted: &BTreeMap<Kind, u64>) -> String {
    let mut text = String::from(
        "# TYPE mingbai_answers counter\n# HELP mingbai_answers Answers by kind of address, class of status and code of refusal.\n",
    );
    for ((address, class, code), count) in counted {
        // Writing into a text does not fail.
        let _ = writeln!(
            text,
            "mingbai_answers_total{{address=\"{address}\",status=\"{class}xx\",code=\"{code}\"}} {count}"
        );
    }
    text.push_str("# EOF\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_the_form_wants_them() {
        let counted = BTreeMap::from([(("sync", 2, ""), 7), (("sync", 4, "signed_out"), 1)]);
        let text = written(&counted);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.first(), Some(&"# TYPE mingbai_answers counter"));
        assert_eq!(lines.get(2), Some(&r#"mingbai_answers_total{address="sync",status="2xx",code=""} 7"#));
        assert_eq!(lines.last(), Some(&"# EOF"));
        assert!(text.ends_with('\n'));
    }
}
