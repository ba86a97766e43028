//! What only paper shows: where the page came from, as an address and as a QR code that leads back to it.

#[cfg(feature = "patterns")]
pub mod fixture;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::parts::{self, Once};
use crate::view::{Element, Text, View, classed, el, live};
use crate::words::{frame, t};

/// The foot of a page that follows its address. It comes after the page stands: nobody waits for it.
pub fn on_paper(path: Box<dyn Fn() -> String>) -> View {
    let here = Once::<fn(&str) -> Element>::here(parts::paper);
    live(move || here.get().map(|draw| draw(&path())))
}

/// The foot of a printed page; `path` is that of the page.
pub fn printed_foot(path: &str) -> Element {
    let origin = window().location().origin().unwrap_or_default();
    let address = [&origin, path].concat();
    let words = el("p").child(t(frame::PRINTED_FROM)).child(el("br")).child(address.clone());
    classed("footer", "print-only print-foot").attr("aria-hidden", "true").child(qr(&address)).child(words)
}

/// A QR code as an image; nothing where the address is too long for one.
pub fn qr(address: &str) -> View {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok();
    code.map(|code| {
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            for x in (0..size).filter(|x| code.get_module(*x, y)) {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
        let source: Text = format!(
            "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='-4 -4 {0} {0}'><path d='{path}'/></svg>",
            size + 8
        )
        .into();
        classed("img", "qr").attr("alt", "").attr("src", source)
    })
    .into()
}
