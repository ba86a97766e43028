//! The articles that a proof rests on: each that was used, once, and no other.

use super::Limit;
use super::event::Does;
use super::proof::{Due, Flag, Outcome, Proof, What};
use crate::law::{Citation, Law};

impl Proof {
    /// Every article that was used, in the order in which a reader comes to them.
    pub(super) fn used(&self) -> Vec<Citation> {
        let mut cites = self.rule.rule().cites.to_vec();
        let mut add = |cite: Citation| {
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        };
        if self.basis.is_some() {
            add(Law::Regulations.article(31));
        }
        match self.limit {
            Limit::WorkingDays(_) | Limit::Days(_) | Limit::Hours(_) => add(Law::CivilCode.article(201)),
            Limit::Months(_) => {
                add(Law::CivilCode.article(201));
                add(Law::CivilCode.article(202));
            }
            Limit::Yearly { .. } | Limit::Monthly { .. } | Limit::DaysBefore(_) => {}
        }
        for step in &self.steps {
            // A silence has its question, and the article of an extension is the rule's own. What happened after the due day has no step and was not used.
            if let What::Event(kind, _) = step.what
                && let Does::Asks(question) = kind.does()
            {
                add(question.cite());
                add(question.asked_by());
            }
        }
        // But that a correction was asked for too late is said of it all the same.
        if self.flags.iter().any(|flagged| flagged.code == Flag::CorrectionLate) {
            add(Law::Regulations.article(30));
        }
        if self.moves() {
            add(Law::CivilCode.article(203));
        }
        cites
    }

    /// Whether the end of the period moves past rest days, or will once it is known what it moves past.
    fn moves(&self) -> bool {
        let is_open = matches!(self.outcome, Outcome::Due(Due::Between { .. }));
        is_open && !matches!(self.limit, Limit::WorkingDays(_))
            || self.steps.iter().any(|step| matches!(step.what, What::Moved(_)))
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Calendar;
    use crate::deadline::{District, Refusal, RuleId, Timeline, prove};

    fn cites(timeline: &str) -> Result<Vec<String>, Refusal> {
        let proof = prove(&Timeline::read(timeline.as_bytes())?, &Calendar::published(), &District::default())?;
        Ok(proof.cites.iter().map(|cite| serde_json::to_value(cite).unwrap()).map(short).collect())
    }

    fn short(cite: serde_json::Value) -> String {
        [cite["law"].as_str().unwrap(), cite["article"].as_str().unwrap_or_default()].concat()
    }

    #[test]
    fn what_was_used_is_cited_and_nothing_else() {
        let told = [
            (r#"{"rule":"message.reply","received":"2026-01-05"}"#, "办法33 民法典201"),
            (r#"{"rule":"request.answer","received":"2026-01-05"}"#, "条例33 民法典201"),
            (r#"{"rule":"request.answer","received":"2026-01-05","basis":"fax"}"#, "条例33 条例31 民法典201"),
            (
                r#"{"rule":"request.answer","received":"2026-01-05","events":[{"kind":"third_party_asked","on":"2026-01-12"}]}"#,
                "条例33 民法典201 条例32",
            ),
            // Asked after the due day, it changes nothing.
            (
                r#"{"rule":"request.answer","received":"2026-01-05","events":[{"kind":"co_maker_asked","on":"2026-02-12"}]}"#,
                "条例33 民法典201",
            ),
            (
                r#"{"rule":"request.answer","received":"2026-01-05","events":[{"kind":"correction_asked","on":"2026-02-12"}]}"#,
                "条例33 民法典201 条例30",
            ),
            (r#"{"rule":"remedy.litigation","received":"2026-01-06"}"#, "行诉法46 民法典201 民法典202"),
            (r#"{"rule":"remedy.litigation","received":"2026-09-30"}"#, "行诉法46 民法典201 民法典202 民法典203"),
        ];
        for (timeline, expected) in told {
            assert_eq!(cites(timeline).unwrap().join(" "), expected, "{timeline}");
        }
    }

    #[test]
    fn an_enquiry_has_no_channel() {
        let refused = cites(r#"{"rule":"message.reply","received":"2026-01-05","basis":"online"}"#).unwrap_err();
        assert_eq!(refused, Refusal::BasisNotOfRule(RuleId::MessageReply));
        assert_eq!(refused.code(), "basis_not_of_rule");
    }
}
