//! A notice while it is being written.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Basis, Notice, NoticeKind};
use crate::audience::{Lacks, Sketch};
use crate::facts::Subject;
use crate::names::{AgencyId, DocumentId};
use crate::pack::{Finding, Pack, error};
use crate::words::BilingualText;

/// For how many days a notice is shown unless its author says otherwise.
const SHOWN_DAYS: u64 = 30;

/// What is written so far, as the author's device keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The name that the notice will have.
    pub id: DocumentId,
    /// What it is about.
    pub kind: NoticeKind,
    /// Of which policies; the first is the one whose articles it cites.
    pub policies: Vec<DocumentId>,
    /// The title.
    pub title: BilingualText,
    /// The text.
    pub text: BilingualText,
    /// Residents or firms.
    pub subject: Subject,
    /// For whom, as far as it is clicked together.
    pub audience: Sketch,
    /// The first day.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub from: NaiveDate,
    /// The last day.
    #[serde(deserialize_with = "crate::iso::of_day")]
    pub until: NaiveDate,
}

impl Draft {
    /// Nothing written yet, on the legal day `today`.
    pub fn new(id: DocumentId, today: NaiveDate) -> Draft {
        let nothing = || BilingualText { zh: String::new(), en: String::new() };
        Draft {
            id,
            kind: NoticeKind::News,
            policies: Vec::new(),
            title: nothing(),
            text: nothing(),
            subject: Subject::Resident,
            audience: Sketch::default(),
            from: today,
            until: today.checked_add_days(Days::new(SHOWN_DAYS)).unwrap_or(today),
        }
    }

    /// What was proposed, to be written anew.
    pub fn of(notice: &Notice) -> Draft {
        Draft {
            id: notice.id.clone(),
            kind: notice.kind,
            policies: notice.policies.clone(),
            title: notice.title.clone(),
            text: notice.text.clone(),
            subject: notice.subject,
            audience: Sketch::of(&notice.audience),
            from: notice.from,
            until: notice.until,
        }
    }

    /// Puts a policy in the first place. Its own conditions and the template's words stand there to begin with, wherever nobody has changed those of
    /// the policy `before`; of others than it is for, nothing stays.
    pub fn speak_of(&mut self, policy: &Pack, before: Option<&Pack>) {
        let own = |pack: &Pack| pack.offer.as_ref().map(|offer| Sketch::of(&offer.audience)).unwrap_or_default();
        let subject = policy.offer.as_ref().map_or(self.subject, |offer| offer.subject);
        let others = subject != self.subject;
        self.policies.retain(|other| *other != policy.id && !others);
        match self.policies.first_mut().filter(|_| before.is_some()) {
            Some(first) => *first = policy.id.clone(),
            None => self.policies.insert(0, policy.id.clone()),
        }
        if others || self.audience == Sketch::default() || before.is_some_and(|before| self.audience == own(before)) {
            self.audience = own(policy);
        }
        self.subject = subject;
        self.use_template(self.kind, Some(policy), before);
    }

    /// Says what it is about; the template's words change with it, each that nobody has changed.
    pub fn use_template(&mut self, kind: NoticeKind, policy: Option<&Pack>, before: Option<&Pack>) {
        let was = before.or(policy).map(|pack| self.kind.template(&pack.title));
        self.kind = kind;
        let Some(policy) = policy else { return };
        let (title, text) = kind.template(&policy.title);
        let (old_title, old_text) = was.unzip();
        let renew = |said: &mut String, new: String, old: Option<String>| {
            if said.is_empty() || old.is_some_and(|old| *said == old) {
                *said = new;
            }
        };
        let both = |said: &mut BilingualText, new: BilingualText, old: Option<BilingualText>| {
            let (zh, en) = old.map(|old| (old.zh, old.en)).unzip();
            renew(&mut said.zh, new.zh, zh);
            renew(&mut said.en, new.en, en);
        };
        both(&mut self.title, title, old_title);
        both(&mut self.text, text, old_text);
    }

    /// The notice as it would be proposed, and everything that is wrong with it on the legal day `today`.
    pub fn notice(&self, agency: &AgencyId, published: &[Basis], today: NaiveDate) -> (Notice, Vec<Finding>) {
        let (audience, lacking) = self.audience.rule();
        // What a package had besides stays written, and counts once it is one again.
        let spoken_of = if self.kind == NoticeKind::Package { self.policies.len() } else { 1 };
        let policies: Vec<DocumentId> = self.policies.iter().take(spoken_of).cloned().collect();
        let sample = published.iter().any(|basis| basis.sample && policies.contains(&basis.document));
        let notice = Notice {
            format: 1,
            id: self.id.clone(),
            agency: agency.clone(),
            sample,
            kind: self.kind,
            title: self.title.clone(),
            text: self.text.clone(),
            subject: self.subject,
            audience,
            policies,
            from: self.from,
            until: self.until,
            recall: None,
        };
        let mut findings = notice.check(published, today);
        if let Some((line, _, lacks)) = lacking {
            let number = line.saturating_add(1);
            let (zh, en) = match lacks {
                Lacks::Value => (format!("第 {number} 行条件还没填完"), format!("line {number} is not complete")),
                Lacks::Article => {
                    (format!("第 {number} 行条件还没选依据哪一条"), format!("line {number} cites no article"))
                }
            };
            findings.push(error("clause", "audience", &zh, &en));
        }
        (notice, findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audience::{Clause, Line};
    use crate::document::import;
    use crate::facts::FactKey;
    use crate::pack::Parts;

    fn pack(name: &str) -> Pack {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample").join(name);
        let parts: Parts = serde_json::from_str(&std::fs::read_to_string(folder.join("pack.json")).unwrap()).unwrap();
        parts.join(import(&std::fs::read(folder.join("text.md")).unwrap()).unwrap())
    }

    fn draft() -> Draft {
        Draft::new(
            "notice-0190f3c2-0000-7000-8000-000000000001".parse().unwrap(),
            crate::iso::day("2026-11-29").unwrap(),
        )
    }

    #[test]
    fn with_the_policy_chosen_and_nothing_else_it_can_be_proposed() {
        let policy = pack("elderly-allowance");
        let mut draft = draft();
        draft.speak_of(&policy, None);
        let (notice, findings) = draft.notice(&policy.agency, &[Basis::from(&policy)], draft.from);
        assert_eq!(findings, []);
        assert!(notice.sample && notice.title.zh.contains(&policy.title.zh));
        assert_eq!(Draft::of(&notice), draft);
    }

    #[test]
    fn another_policy_takes_along_what_nobody_changed_and_leaves_what_somebody_did() {
        let (first, second) = (pack("elderly-allowance"), pack("loan-interest-subsidy"));
        let mut draft = draft();
        draft.speak_of(&first, None);
        draft.text.zh = "自己写的".into();
        draft.speak_of(&second, Some(&first));
        assert_eq!((draft.subject, draft.policies.as_slice()), (Subject::Firm, &[second.id.clone()][..]));
        assert!(draft.title.zh.contains(&second.title.zh) && draft.text.zh == "自己写的");
        draft.use_template(NoticeKind::Closing, Some(&second), None);
        assert!(draft.title.zh.starts_with("快截止") && draft.text.zh == "自己写的");
        // Each language by itself: nobody has changed the English text.
        assert!(draft.text.en.contains("closes soon"), "{}", draft.text.en);
        draft.audience.lines.push(Line::AnyOf(vec![Clause::about(FactKey::HasLoan, None)]));
        let (kept, third) = (draft.audience.clone(), pack("hiring-subsidy"));
        draft.speak_of(&third, Some(&second));
        assert_eq!(draft.audience, kept);
        let codes = |draft: &Draft, pack: &Pack| -> Vec<&str> {
            draft.notice(&pack.agency, &[Basis::from(pack)], draft.from).1.iter().map(|one| one.code).collect()
        };
        assert!(codes(&draft, &third).contains(&"clause"));
        // Of firms nothing stays in a notice to residents.
        draft.policies.push(second.id.clone());
        draft.speak_of(&first, Some(&third));
        assert_eq!((draft.policies.as_slice(), codes(&draft, &first)), (&[first.id.clone()][..], vec![]));
    }

    #[test]
    fn what_else_a_package_had_is_no_part_of_another_kind() {
        let policy = pack("elderly-allowance");
        let mut draft = draft();
        draft.speak_of(&policy, None);
        draft.policies.push("elderly-support-deduction".parse().unwrap());
        let spoken_of = |draft: &Draft| draft.notice(&policy.agency, &[], draft.from).0.policies.len();
        assert_eq!(spoken_of(&draft), 1);
        draft.use_template(NoticeKind::Package, Some(&policy), None);
        assert_eq!(spoken_of(&draft), 2);
    }
}
