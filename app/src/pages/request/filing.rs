//! The form while it is being filled in: the draft, the step, and what is still wrong.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::request::{Draft, Field, FieldProblem, Form};
use mingbai_shared::words::Bilingual;
use uuid::Uuid;

use crate::components::choice::option;
use crate::components::field::{Around, Typed, Wrong, field, text_control};
use crate::components::identity_number::{identity_number, in_groups};
use crate::device::{Device, SessionState, StoreError};
use crate::pages::policies::Sought;
use crate::view::{View, follow};
use crate::words::t;

/// A form being filled in.
#[derive(Clone, Copy)]
pub struct Filing {
    pub device: Device,
    pub draft: RwSignal<Draft>,
    pub step: RwSignal<usize>,
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// Whether it is being sent.
    pub sending: StoredValue<bool>,
    /// Why it was not, until the person goes on.
    pub failed: RwSignal<Option<String>>,
    /// Changes when the draft came from the store: then, and only then, texts go into the fields.
    loaded: RwSignal<usize>,
    /// What was looked for among what is public, and not found.
    sought: RwSignal<String>,
}

/// What became of sending.
pub enum Sent {
    /// It is in the outbox.
    Queued(Uuid),
    /// Something is still wrong, which the form says.
    Incomplete,
    /// Another tab sent or changed the form; this one shows it as it is now.
    Elsewhere,
}

/// The id of a field's element.
pub fn id(field: Field) -> &'static str {
    match field {
        Field::Agency => "agency",
        Field::Wanted => "wanted",
        Field::Name => "name",
        Field::IdentityNumber => "identity-number",
        Field::ContactPerson => "contact-person",
        Field::Telephone => "telephone",
        Field::Address => "address",
    }
}

fn step_of(field: Field) -> usize {
    match field {
        Field::Agency | Field::Wanted => 0,
        Field::Address => 1,
        Field::Name | Field::IdentityNumber | Field::ContactPerson | Field::Telephone => 2,
    }
}

fn text_of(draft: &mut Draft, field: Field) -> &mut String {
    match field {
        Field::Agency => &mut draft.agency,
        Field::Wanted => &mut draft.wanted,
        Field::Name => &mut draft.name,
        Field::IdentityNumber => &mut draft.identity_number,
        Field::ContactPerson => &mut draft.contact_person,
        Field::Telephone => &mut draft.telephone,
        Field::Address => &mut draft.address,
    }
}

impl Filing {
    /// Opens the form with what was typed last, and follows it: every tab on this device shows the same form, and each person their own.
    pub fn open(device: Device) -> Filing {
        let filing = Filing {
            device,
            draft: RwSignal::new(Draft::default()),
            step: RwSignal::new(0),
            problems: RwSignal::new(Vec::new()),
            sending: StoredValue::new(false),
            failed: RwSignal::new(None),
            loaded: RwSignal::new(0),
            sought: expect_context::<Sought>().0,
        };
        let person = Memo::new(move |_| {
            device.session.with(|session| match session {
                SessionState::SignedIn(session) => Some(session.person.clone()),
                _ => None,
            })
        });
        follow(move || {
            device.draft_elsewhere.track();
            person.with(|_| ());
            spawn_local(filing.read());
        });
        filing
    }

    /// Puts what is kept into the fields. What was typed before the store answered stays.
    async fn read(self) {
        // The page may have been left before or meanwhile.
        let Some(before) = self.draft.try_get_untracked() else { return };
        // Where it cannot be read, the form stays as it is.
        let Ok(stored) = self.device.draft().await else { return };
        let untouched = self.draft.try_with_untracked(|draft| *draft == before) == Some(true);
        if untouched && stored != before && !self.device.draft_under_way() {
            // Another tab sent it.
            if stored == Draft::default() {
                self.go_to(0);
            }
            self.draft.set(stored);
            self.loaded.update(|count| *count += 1);
        }
        let sought = self.sought.try_update(std::mem::take).unwrap_or_default();
        if !sought.is_empty() && self.draft.try_with_untracked(|draft| draft.wanted.is_empty()) == Some(true) {
            self.typed(Field::Wanted, &sought);
            self.loaded.update(|count| *count += 1);
        }
    }

    /// Changes the draft and saves it. What was wrong and now is right is no longer said to be wrong.
    pub fn change(self, change: &dyn Fn(&mut Draft)) {
        self.draft.update(|draft| change(draft));
        self.draft.with_untracked(|draft| self.device.save_draft(draft));
        if self.problems.with_untracked(|problems| !problems.is_empty()) {
            let still = self.wrong();
            self.problems.update(|problems| problems.retain(|problem| still.contains(problem)));
        }
    }

    fn wrong(self) -> Vec<FieldProblem> {
        self.draft.with_untracked(|draft| Form::read(draft).err().unwrap_or_default())
    }

    /// What is wrong up to a step; shows it, at the first step that has something to correct.
    fn stopped_before(self, step: usize) -> bool {
        let mut problems = self.wrong();
        problems.retain(|problem| step_of(problem.field) < step);
        let first = problems.first().map(|problem| step_of(problem.field));
        self.problems.set(problems);
        self.failed.set(None);
        self.step.set(first.unwrap_or(step));
        super::focus_step();
        first.is_some()
    }

    /// Goes on, where nothing up to here is wrong.
    pub fn next(self) {
        self.stopped_before(self.step.get_untracked() + 1);
    }

    /// Goes back one step; nothing is checked and nothing lost.
    pub fn back(self) {
        self.go_to(self.step.get_untracked().saturating_sub(1));
    }

    /// Goes to a step.
    pub fn go_to(self, step: usize) {
        self.problems.set(Vec::new());
        self.failed.set(None);
        self.step.set(step);
        super::focus_step();
    }

    /// Writes the request to the outbox.
    pub async fn send(self) -> Result<Sent, StoreError> {
        if self.stopped_before(super::LAST) {
            return Ok(Sent::Incomplete);
        }
        let draft = self.draft.get_untracked();
        let queued = self.device.file(&draft).await?;
        if queued.is_none() {
            self.read().await;
        }
        Ok(queued.map_or(Sent::Elsewhere, Sent::Queued))
    }

    /// What is wrong with a field, in the language of the interface.
    pub fn problem(self, field: Field) -> Wrong {
        Rc::new(move || {
            let found = self.problems.with(|problems| problems.iter().find(|one| one.field == field).copied());
            found.map(|one| t(one.sentence()).into())
        })
    }

    /// The text of a field, when it is to be put into its element.
    pub fn fill_in(self, field: Field) -> String {
        self.loaded.track();
        self.draft.with_untracked(|draft| text_of(&mut draft.clone(), field).clone())
    }

    /// Takes what was typed into a field.
    pub fn typed(self, field: Field, typed: &str) {
        self.change(&|draft| typed.clone_into(text_of(draft, field)));
    }

    /// A field of this form.
    pub fn text_field(
        self,
        which: Field,
        label: Bilingual,
        hint: Option<Bilingual>,
        kind: Typed,
        autocomplete: &'static str,
    ) -> View {
        let control =
            text_control(kind, autocomplete, move || self.fill_in(which), move |typed| self.typed(which, &typed));
        let around = Around { label: t(label), hint: hint.map(t), below: View::Nothing };
        field(id(which), around, &self.problem(which), control)
    }

    /// The field for the number of an identity document, or of an organisation.
    pub fn identity_field(self, label: Bilingual, hint: Bilingual) -> View {
        let which = Field::IdentityNumber;
        let control = identity_number(move || self.fill_in(which), move |typed| self.typed(which, &typed));
        let below = in_groups(move || self.draft.with(|draft| draft.identity_number.clone())).into();
        field(id(which), Around { label: t(label), hint: Some(t(hint)), below }, &self.problem(which), control)
    }

    /// One option of a choice.
    pub fn option(
        self,
        name: &'static str,
        label: Bilingual,
        chosen: impl Fn(&Draft) -> bool + 'static,
        choose: impl Fn(&mut Draft) + 'static,
    ) -> View {
        option(name, t(label), move || self.draft.with(|draft| chosen(draft)), move || self.change(&choose))
    }
}
