//! Reading aloud with the browser's own voices: what stands on the page, in its order, from what is in view on; the paragraph that is being read is marked,
//! and in it the very words where the browser can.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance};
use mingbai_shared::words::Language;
use mingbai_shared::words::runs::{Run, has_words, runs};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use crate::appearance::elder;
use crate::highlight::{Texts, highlight};
use crate::small_store;

/// What has a text of its own on a page.
const BLOCKS: &str = "h1, h2, h3, h4, h5, p, li, dt, dd, legend, label, summary, th, td, .mark";
const MARKED: &str = "spoken";
/// Voices on a network stop in the middle of what takes them longer than about a quarter of a minute.
const LONGEST: usize = 120;
/// How long a voice may take to its first word.
const FIRST_WORD_MS: u32 = 4_000;
/// What the bars above cover of the page, at most.
const COVERED: f64 = 110.0;
/// The name of the highlight, as the style knows it.
const SPOKEN: &str = "spoken";
const REMEMBERED_AS: &str = "mingbai-pace";

/// How fast it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Slow,
    Normal,
    Fast,
}

impl Pace {
    /// All, the slowest first.
    pub const ALL: [Pace; 3] = [Pace::Slow, Pace::Normal, Pace::Fast];

    fn name(self) -> &'static str {
        match self {
            Pace::Slow => "slow",
            Pace::Normal => "normal",
            Pace::Fast => "fast",
        }
    }

    /// As it was chosen on this device.
    pub fn remembered() -> Pace {
        let name = small_store::get(REMEMBERED_AS);
        Pace::ALL.into_iter().find(|pace| name.as_deref() == Some(pace.name())).unwrap_or(Pace::Normal)
    }

    /// For what is read from now on.
    pub fn remember(self) {
        small_store::put(REMEMBERED_AS, self.name());
    }

    /// Of a voice's own rate.
    fn rate(self) -> f32 {
        match self {
            Pace::Slow => 0.7,
            Pace::Normal => 0.9,
            Pace::Fast => 1.2,
        }
    }
}

/// How reading aloud stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing is read.
    Silent,
    /// Something is.
    Aloud,
    /// This browser has no voice.
    NoVoice,
}

/// A piece being read or waiting, with what is called at its beginning and end.
struct Piece {
    utterance: SpeechSynthesisUtterance,
    _begun: Closure<dyn FnMut()>,
    _ended: Closure<dyn FnMut()>,
}

impl Drop for Piece {
    fn drop(&mut self) {
        // A browser may still have an end to tell of, when nobody listens any more.
        self.utterance.set_onstart(None);
        self.utterance.set_onend(None);
        self.utterance.set_onerror(None);
    }
}

thread_local! {
    /// What a reading under way needs until its end, with the limit of its first word. The next one replaces it.
    static UNDER_WAY: RefCell<(Vec<Piece>, Option<Timeout>)> = const { RefCell::new((Vec::new(), None)) };
}

/// Reads what is in the element that `selector` finds, from the first part that is in view; ends what was read before.
pub fn read(selector: &str, state: RwSignal<Reading>) {
    stop(state);
    let Some(voices) = voices() else {
        state.set(Reading::NoVoice);
        return;
    };
    let Some(place) = document().query_selector(selector).ok().flatten() else { return };
    let is_above = |block: &HtmlElement| {
        window().scroll_y().is_ok_and(|down| down > 0.0) && block.get_bounding_client_rect().bottom() < COVERED
    };
    let parts: Vec<Part> = blocks(&place).into_iter().skip_while(is_above).flat_map(parts).collect();
    let rate = Pace::remembered().rate();
    let last = parts.len().saturating_sub(1);
    let heard = Rc::new(Cell::new(false));
    let mut pieces = Vec::new();
    for (number, Part { block, texts, bytes, words, language }) in parts.into_iter().enumerate() {
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&words) else { continue };
        utterance.set_lang(&language);
        utterance.set_rate(rate);
        let (first, any) = (Rc::clone(&heard), Rc::clone(&heard));
        let begun = Closure::wrap(Box::new(move || {
            first.set(true);
            mark(Some(&block));
            highlight(SPOKEN, texts.stretch(&bytes).into_iter().collect());
            bring_into_view(&block);
        }) as Box<dyn FnMut()>);
        let ended = Closure::wrap(Box::new(move || {
            mark(None);
            if number == last {
                state.set(if any.get() { Reading::Silent } else { Reading::NoVoice });
            }
        }) as Box<dyn FnMut()>);
        utterance.set_onstart(Some(begun.as_ref().unchecked_ref()));
        utterance.set_onend(Some(ended.as_ref().unchecked_ref()));
        utterance.set_onerror(Some(ended.as_ref().unchecked_ref()));
        voices.speak(&utterance);
        pieces.push(Piece { utterance, _begun: begun, _ended: ended });
        state.set(Reading::Aloud);
    }
    if pieces.is_empty() {
        return;
    }
    // A browser that lists no voice may take the words and never say one.
    let limit = Timeout::new(FIRST_WORD_MS, move || {
        if !heard.get() {
            voices.cancel();
            state.set(Reading::NoVoice);
        }
    });
    UNDER_WAY.set((pieces, Some(limit)));
}

/// Ends what is being read.
pub fn stop(state: RwSignal<Reading>) {
    UNDER_WAY.take();
    if let Some(voices) = voices() {
        voices.cancel();
    }
    mark(None);
    state.set(Reading::Silent);
}

/// The browser's voices. Web views inside other apps often have none.
fn voices() -> Option<SpeechSynthesis> {
    let has = js_sys::Reflect::get(&window(), &"speechSynthesis".into()).is_ok_and(|it| it.is_object());
    has.then(|| window().speech_synthesis().ok()).flatten()
}

/// What is read below the screen comes into view; 长者版 has nothing that moves by itself.
fn bring_into_view(block: &HtmlElement) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if untrack(elder).is_none() && block.get_bounding_client_rect().top() > height * 0.8 {
        block.scroll_into_view();
    }
}

/// Marks what is being read, and nothing else.
fn mark(block: Option<&HtmlElement>) {
    if block.is_none() {
        highlight(SPOKEN, Vec::new());
    }
    if let Ok(Some(before)) = document().query_selector(".spoken") {
        // The class's name is a valid one, here and below.
        let _ = before.class_list().remove_1(MARKED);
    }
    if let Some(block) = block {
        let _ = block.class_list().add_1(MARKED);
    }
}

/// What is shown in `place` and has a text of its own: of one inside the other only the innermost.
fn blocks(place: &Element) -> Vec<HtmlElement> {
    let Ok(found) = place.query_selector_all(BLOCKS) else { return Vec::new() };
    let all = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    all.filter(|block| {
        let shown = block.get_client_rects().length() > 0;
        shown && !block.query_selector(BLOCKS).is_ok_and(|inner| inner.is_some())
    })
    .collect()
}

/// What is said in one breath and one language.
struct Part {
    block: HtmlElement,
    /// The texts of the block, and which bytes of them these words are.
    texts: Rc<Texts>,
    bytes: Range<usize>,
    words: String,
    language: String,
}

/// The text of a block in pieces that a voice reads to their end; names in an English text are for a Chinese voice.
fn parts(block: HtmlElement) -> Vec<Part> {
    let language = language_of(&block);
    let texts = Rc::new(Texts::of(&block));
    let mut all = Vec::new();
    let mut at = 0;
    for sentence in sentences(&texts.text()) {
        let whole = language == Language::Zh.tag();
        let divided = if whole { vec![Run::Other(sentence.as_str())] } else { runs(&sentence) };
        for run in divided {
            let (words, language) = match run {
                Run::Chinese(words) => (words, Language::Zh.tag()),
                Run::Other(words) => (words, language.as_str()),
            };
            let bytes = at..at + words.len();
            at = bytes.end;
            if has_words(words) {
                let (block, texts) = (block.clone(), Rc::clone(&texts));
                all.push(Part { block, texts, bytes, words: words.to_owned(), language: language.to_owned() });
            }
        }
    }
    all
}

fn sentences(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for part in text.split_inclusive(['。', '；', '！', '？', '，', '.', ';', '\n']) {
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || piece.chars().count() + part.chars().count() <= LONGEST => {
                piece.push_str(part);
            }
            _ => pieces.push(part.to_owned()),
        }
    }
    pieces
}

fn language_of(block: &HtmlElement) -> String {
    let said = block.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    said.unwrap_or_else(|| "zh-CN".into())
}
