//! The form while it is being filled in: the draft, the step, and what is still wrong.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::request::{Draft, Field, FieldProblem, Form};
use mingbai_shared::words::Bilingual;
use uuid::Uuid;

use crate::components::field::{TextField, Typed};
use crate::device::{Device, StoreError};
use crate::words::t;

/// A form being filled in.
#[derive(Clone, Copy)]
pub struct Filing {
    pub device: Device,
    pub draft: RwSignal<Draft>,
    pub step: RwSignal<usize>,
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// Changes when the draft came from the store: then, and only then, texts go into the fields.
    loaded: RwSignal<u32>,
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
    /// Opens the form with what was typed last.
    pub fn open(device: Device) -> Filing {
        let filing = Filing {
            device,
            draft: RwSignal::new(Draft::default()),
            step: RwSignal::new(0),
            problems: RwSignal::new(Vec::new()),
            loaded: RwSignal::new(0),
        };
        spawn_local(async move {
            let stored = device.draft().await;
            // Whoever typed before the store answered keeps what they typed.
            if filing.draft.try_with_untracked(|draft| *draft == Draft::default()) == Some(true) {
                filing.draft.set(stored);
                filing.loaded.update(|count| *count += 1);
            }
        });
        filing
    }

    /// Changes the draft and saves it.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        self.draft.with_untracked(|draft| self.device.save_draft(draft));
    }

    fn problems_of(self, until: usize) -> Vec<FieldProblem> {
        let all = self.draft.with_untracked(|draft| Form::read(draft).err().unwrap_or_default());
        all.into_iter().filter(|problem| step_of(problem.field) <= until).collect()
    }

    /// Goes on, where nothing up to here is wrong; otherwise to the first step that has something to correct.
    pub fn next(self) {
        let problems = self.problems_of(self.step.get_untracked());
        match problems.first() {
            Some(first) => self.step.set(step_of(first.field)),
            None => self.step.update(|step| *step += 1),
        }
        self.problems.set(problems);
        super::focus_step();
    }

    /// Goes back one step; nothing is checked and nothing lost.
    pub fn back(self) {
        self.go_to(self.step.get_untracked().saturating_sub(1));
    }

    /// Goes to a step.
    pub fn go_to(self, step: usize) {
        self.problems.set(Vec::new());
        self.step.set(step);
        super::focus_step();
    }

    /// Writes the request to the outbox; none where something is still wrong.
    pub async fn send(self) -> Result<Option<Uuid>, StoreError> {
        let problems = self.problems_of(super::LAST);
        if let Some(first) = problems.first() {
            self.step.set(step_of(first.field));
            self.problems.set(problems);
            super::focus_step();
            return Ok(None);
        }
        let draft = self.draft.get_untracked();
        self.device.file(&draft).await.map(Some)
    }

    /// What is wrong with a field, in the language of the interface.
    pub fn problem(self, field: Field) -> Signal<Option<&'static str>> {
        Signal::derive(move || {
            self.problems.with(|problems| problems.iter().find(|one| one.field == field).map(|one| t(one.sentence())))
        })
    }

    /// The text of a field, when it is to be put into its element.
    pub fn fill_in(self, field: Field) -> Signal<String> {
        Signal::derive(move || {
            self.loaded.track();
            self.draft.with_untracked(|draft| text_of(&mut draft.clone(), field).clone())
        })
    }

    /// Takes what was typed into a field.
    pub fn on_input(self, field: Field) -> Callback<String> {
        Callback::new(move |typed| self.change(|draft| *text_of(draft, field) = typed))
    }

    /// A field of this form.
    pub fn text_field(
        self,
        field: Field,
        label: Bilingual,
        hint: Option<Bilingual>,
        typed: Typed,
        autocomplete: &'static str,
    ) -> AnyView {
        TextField {
            id: id(field),
            label: t(label),
            hint: hint.map(t),
            typed,
            autocomplete,
            fill_in: self.fill_in(field),
            on_input: self.on_input(field),
            problem: self.problem(field),
        }
        .view()
    }
}
