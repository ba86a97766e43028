//! What the law does not allow whatever the calendar says: a second extension, an answer to nothing, an event before the receipt.

use super::event::{Does, EventKind, Question};
use super::timeline::{Basis, Timeline};
use super::{Refusal, RuleId};

/// The most working days by which the time for an answer is extended (条例 art. 33).
pub const MOST_EXTENSION: u32 = 20;

/// Looks at the events in their order; the first that the law does not allow refuses the timeline.
pub(super) fn timeline_is_lawful(timeline: &Timeline) -> Result<(), Refusal> {
    if timeline.rule == RuleId::RequestIntake && timeline.basis.is_some_and(Basis::is_online) {
        return Err(Refusal::CameOnline);
    }
    // The channel decides the day of receipt (条例 art. 31), and of nothing else is there a receipt.
    if timeline.basis.is_some() && !timeline.rule.starts_with_receipt() {
        return Err(Refusal::BasisNotOfRule(timeline.rule));
    }
    let received = timeline.received.day();
    let mut open: Vec<Question> = Vec::new();
    let (mut extended, mut corrected) = (false, false);
    for event in &timeline.events {
        let (kind, on) = (event.kind, event.on);
        if timeline.rule != RuleId::RequestAnswer {
            return Err(Refusal::EventNotOfRule { rule: timeline.rule, event: kind });
        }
        if on < received {
            return Err(Refusal::BeforeReceipt { event: kind, on, received });
        }
        match kind.does() {
            Does::Extends => {
                if event.working_days.is_none_or(|days| !(1..=MOST_EXTENSION).contains(&days)) {
                    return Err(Refusal::ExtensionTooLong(event.working_days));
                }
                if std::mem::replace(&mut extended, true) {
                    return Err(Refusal::SecondExtension(on));
                }
            }
            Does::Asks(question) => {
                if kind == EventKind::CorrectionAsked && std::mem::replace(&mut corrected, true) {
                    return Err(Refusal::SecondCorrection(on));
                }
                open.push(question);
            }
            Does::Answers(question) | Does::Silent(question) => {
                let asked = open.iter().position(|asked| *asked == question);
                let asked = asked.ok_or(Refusal::AnswerBeforeQuestion { event: kind, on })?;
                open.remove(asked);
            }
        }
    }
    Ok(())
}
