//! What is handed up beside a pack, as it is typed (办法 art. 26, 46).

use super::HandUpDraft;
use super::word::{of_word, word};
use crate::digest::Digest;
use crate::pack::gate::{Attribute, AttributeKind, Form, HandUp, Plan};
use crate::words::BilingualText;

impl HandUpDraft {
    /// 公开属性; none while it is not chosen, or a ground that it needs is not.
    pub fn attribute(&self) -> Option<Attribute> {
        let reason = self.reason.clone();
        Some(match of_word(&self.attribute)? {
            AttributeKind::Active => Attribute::Active {},
            AttributeKind::OnRequest => Attribute::OnRequest { reason },
            AttributeKind::Withheld => Attribute::Withheld { ground: of_word(&self.ground)?, reason },
        })
    }

    /// Whether it is explained in this form too; in writing it always is.
    pub fn has_form(&self, form: Form) -> bool {
        form == Form::Text || self.forms.split_whitespace().any(|one| one == word(&form))
    }

    /// Chooses a form, or does not any more.
    pub fn toggle_form(&mut self, form: Form) {
        let is_in = |one: &Form| *one != Form::Text && (self.has_form(*one) != (*one == form));
        self.forms = Form::ALL.iter().filter(|one| is_in(one)).map(word).collect::<Vec<_>>().join(" ");
    }

    /// 解读方案. Whoever drafts explains it (谁起草、谁解读): where nobody is named, `office`, which answers questions.
    pub fn plan(&self, office: &str) -> Plan {
        let by = if self.by.trim().is_empty() { office } else { &self.by };
        let forms = Form::ALL.into_iter().filter(|form| self.has_form(*form)).collect();
        Plan { forms, by: by.to_owned(), on: crate::iso::day(self.on.trim()) }
    }

    /// What is sent with a pack, whose JSON this is, of a document that `office` answers for; `replaces` is the one that was returned.
    pub fn hand_up(&self, pack: String, office: &str, replaces: Option<Digest>) -> HandUp {
        let reason = BilingualText { zh: self.why.zh.clone(), en: self.why.en.clone() };
        let reason = (!reason.zh.trim().is_empty() || !reason.en.trim().is_empty()).then_some(reason);
        HandUp { pack, attribute: self.attribute(), plan: Some(self.plan(office)), replaces, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::draft::Both;
    use crate::pack::gate::Ground;

    #[test]
    fn what_is_chosen_by_its_word_is_the_attribute() {
        let typed = |attribute: &str, ground: &str| {
            let reason = "示例".to_owned();
            HandUpDraft { attribute: attribute.into(), ground: ground.into(), reason, ..HandUpDraft::default() }
                .attribute()
        };
        assert_eq!(typed("active", ""), Some(Attribute::Active {}));
        assert_eq!(typed("on_request", ""), Some(Attribute::OnRequest { reason: "示例".into() }));
        let withheld = |ground| Attribute::Withheld { ground, reason: "示例".into() };
        for ground in Ground::ALL {
            assert_eq!(typed("withheld", &word(&ground)), Some(withheld(ground)));
        }
        for nothing in [("", ""), ("withheld", ""), ("withheld", "because"), ("Active", "")] {
            assert_eq!(typed(nothing.0, nothing.1), None, "{nothing:?}");
        }
    }

    #[test]
    fn the_plan_is_in_writing_and_in_what_was_chosen_by_the_office_or_whoever_is_named() {
        let mut typed = HandUpDraft::default();
        assert_eq!(typed.plan("示例窗口"), Plan::in_writing("示例窗口"));
        typed.toggle_form(Form::Lecture);
        typed.toggle_form(Form::Video);
        typed.toggle_form(Form::Text);
        assert_eq!(typed.plan("示例窗口").forms, [Form::Text, Form::Video, Form::Lecture]);
        typed.toggle_form(Form::Lecture);
        typed.by = "示例科".into();
        typed.on = "2026-12-01".into();
        let plan = typed.plan("示例窗口");
        assert_eq!(
            (plan.forms, plan.by.as_str(), plan.on),
            (vec![Form::Text, Form::Video], "示例科", crate::iso::day("2026-12-01"))
        );
    }

    #[test]
    fn a_reason_is_sent_where_one_was_written() {
        let nothing = HandUpDraft::default().hand_up("{}".into(), "示例窗口", None);
        assert_eq!((nothing.reason, nothing.attribute), (None, None));
        let why = Both { zh: "示例：提高".into(), en: String::new() };
        let half = HandUpDraft { why, ..HandUpDraft::default() }.hand_up("{}".into(), "示例窗口", None);
        // The gate says that the other language is missing.
        assert_eq!(half.reason, Some(BilingualText { zh: "示例：提高".into(), en: String::new() }));
    }
}
