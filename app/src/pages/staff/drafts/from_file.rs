//! A text from a file: .docx, Markdown or plain text. What is no such file is said, and nothing changes.

use std::rc::Rc;

use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::document::{ImportError, LARGEST_INPUT, import_text, text_of};
use mingbai_shared::words::Bilingual;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlInputElement};

use crate::components::field::{Around, Wrong, field};
use crate::view::{View, el};
use crate::words::{drafting as words, fill, language, t};

/// What a file held.
#[derive(Clone, Debug)]
pub struct FileRead {
    pub text: String,
    /// The title of the regulation in it; empty where it is none.
    pub title: String,
}

/// The field for such a file.
pub fn from_file(
    id: &'static str,
    label: Bilingual,
    hint: Option<Bilingual>,
    read: impl Fn(FileRead) + Clone + 'static,
) -> View {
    let wrong = RwSignal::new(None::<ImportError>);
    let chosen = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let file = input.as_ref().and_then(|input| input.files()?.item(0));
        let Some(file) = file else { return };
        // The same file can be chosen again once it was mended.
        let forget = move || input.iter().for_each(|input| input.set_value(""));
        let read = read.clone();
        spawn_local(async move {
            let found = read_file(&file).await;
            forget();
            match found {
                Ok(found) => {
                    let _ = wrong.try_set(None);
                    read(found);
                }
                Err(why) => drop(wrong.try_set(Some(why))),
            }
        });
    };
    let said: Wrong = Rc::new(move || {
        wrong.with(|wrong| {
            wrong.as_ref().map(|why| fill(t(words::NOT_READ), &[why.sentence().in_language(language())]).into())
        })
    });
    let around = Around { label: t(label), hint: hint.map(t), below: View::Nothing };
    let input = el("input").attr("type", "file").attr("accept", ".docx,.md,.txt,text/plain,text/markdown");
    field(id, around, &said, input.on("change", chosen))
}

async fn read_file(file: &Blob) -> Result<FileRead, ImportError> {
    // A file that is too large is not even read.
    if file.size() > LARGEST_INPUT as f64 {
        return Err(ImportError::TooLarge { bytes: file.size() as usize });
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let bytes = buffer.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
    let text = text_of(&bytes)?.into_owned();
    let title = import_text(&text).map(|document| document.title).unwrap_or_default();
    Ok(FileRead { text, title })
}
