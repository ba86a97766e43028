//! What pages are made of. A folder holds one component whole: what it is (Rust), how it looks (CSS), every state it has (`fixture.rs`, drawn on the
//! pattern page `/patterns`) and what a keyboard and a screen reader find there (`*.spec.ts`). Native elements first.

use leptos::web_sys::{Event, KeyboardEvent};
use wasm_bindgen::JsCast;

#[path = "components/banner/banner.rs"]
pub mod banner;
#[path = "components/button/button.rs"]
pub mod button;
#[path = "components/card/card.rs"]
pub mod card;
#[path = "components/choice/choice.rs"]
pub mod choice;
#[path = "components/countdown/countdown.rs"]
pub mod countdown;
#[path = "components/date/date.rs"]
pub mod date;
#[path = "components/day_strip/day_strip.rs"]
pub mod day_strip;
#[path = "components/dialog/dialog.rs"]
pub mod dialog;
#[path = "components/due/due.rs"]
pub mod due;
#[path = "components/empty/empty.rs"]
pub mod empty;
#[path = "components/field/field.rs"]
pub mod field;
#[path = "components/identity_number/identity_number.rs"]
pub mod identity_number;
#[path = "components/link/link.rs"]
pub mod link;
#[path = "components/list/list.rs"]
pub mod list;
#[path = "components/palette/palette.rs"]
pub mod palette;
#[path = "components/print/print.rs"]
pub mod print;
#[path = "components/question/question.rs"]
pub mod question;
#[path = "components/shell/shell.rs"]
pub mod shell;
#[path = "components/skeleton/skeleton.rs"]
pub mod skeleton;
#[path = "components/stepper/stepper.rs"]
pub mod stepper;
#[path = "components/table/table.rs"]
pub mod table;
#[path = "components/tabs/tabs.rs"]
pub mod tabs;
#[path = "components/tag/tag.rs"]
pub mod tag;
#[path = "components/term/term.rs"]
pub mod term;
#[path = "components/timeline/timeline.rs"]
pub mod timeline;
#[path = "components/toast/toast.rs"]
pub mod toast;

// No page has one of these yet: they stand on the pattern page until one does.
#[cfg(feature = "patterns")]
#[path = "components/file/file.rs"]
pub mod file;
#[cfg(feature = "patterns")]
#[path = "components/progress/progress.rs"]
pub mod progress;
#[cfg(feature = "patterns")]
#[path = "components/tooltip/tooltip.rs"]
pub mod tooltip;

/// Whether an event is the press of a key, by the name that browsers give it.
fn pressed(event: &Event, key: &str) -> bool {
    // While a word is put together (an input method for Chinese), the keys are its own.
    event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == key && !event.is_composing())
}

/// A text of the pattern page, in the language of the interface.
#[cfg(feature = "patterns")]
macro_rules! say {
    ($zh:literal / $en:literal) => {
        $crate::words::t(mingbai_shared::words::Bilingual { zh: $zh, en: $en })
    };
}
#[cfg(feature = "patterns")]
pub(crate) use say;
