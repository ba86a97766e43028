//! Where somebody types, kept through a text that is put in anew.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// The caret of the field that has the focus.
pub struct Caret {
    place: String,
    before: String,
    start: u32,
    end: u32,
}

/// A field in which one types.
enum Field {
    Line(HtmlInputElement),
    Lines(HtmlTextAreaElement),
}

impl Field {
    fn of(element: web_sys::Element) -> Option<Field> {
        match element.dyn_into() {
            Ok(line) => Some(Field::Line(line)),
            Err(element) => element.dyn_into().ok().map(Field::Lines),
        }
    }

    fn text(&self) -> String {
        match self {
            Field::Line(field) => field.value(),
            Field::Lines(field) => field.value(),
        }
    }

    /// None of a field that has no caret, as one of a day.
    fn selection(&self) -> Option<(u32, u32)> {
        let (start, end) = match self {
            Field::Line(field) => (field.selection_start(), field.selection_end()),
            Field::Lines(field) => (field.selection_start(), field.selection_end()),
        };
        Some((start.ok()??, end.ok()??))
    }

    fn select(&self, start: u32, end: u32) {
        // A field that had a caret has one.
        let _ = match self {
            Field::Line(field) => field.focus().and_then(|()| field.set_selection_range(start, end)),
            Field::Lines(field) => field.focus().and_then(|()| field.set_selection_range(start, end)),
        };
    }
}

impl Caret {
    /// Where it is, if it is in a text that has a place.
    pub fn here() -> Option<Caret> {
        let element = document().active_element()?;
        let place = element.get_attribute("data-place")?;
        let field = Field::of(element)?;
        let (start, end) = field.selection()?;
        Some(Caret { place, before: field.text(), start, end })
    }

    /// Puts it where it was among the words around it.
    pub fn restore(self) {
        let selector = ["[data-place=\"", &self.place, "\"]"].concat();
        let found = document().query_selector(&selector).ok().flatten().and_then(Field::of);
        if let Some(field) = found {
            let after = field.text();
            field.select(moved(&self.before, &after, self.start), moved(&self.before, &after, self.end));
        }
    }
}

/// Where a place in a text is after the text was changed elsewhere, in units of UTF-16 as browsers count.
fn moved(before: &str, after: &str, at: u32) -> u32 {
    let (before, after): (Vec<u16>, Vec<u16>) = (before.encode_utf16().collect(), after.encode_utf16().collect());
    let head = before.iter().zip(&after).take_while(|(one, other)| one == other).count();
    let at_or_end = (at as usize).min(before.len());
    if at_or_end <= head {
        return u32::try_from(at_or_end).unwrap_or(u32::MAX);
    }
    // What stands behind it still does.
    let behind = before.len() - at_or_end;
    u32::try_from(after.len().saturating_sub(behind)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stays_among_its_words() {
        assert_eq!(moved("第一条", "第一条", 2), 2);
        assert_eq!(moved("第一条", "前言\n第一条", 2), 5);
        assert_eq!(moved("第一条", "第一条\n第二条", 2), 2);
        assert_eq!(moved("𠀀一二", "𠀀𠀀一二", 3), 5);
        assert_eq!(moved("一二三", "", 3), 0);
    }
}
