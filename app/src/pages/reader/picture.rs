//! 一图读懂: the picture of a pack, drawn from its own data (办法 art. 27), to be looked at, read out, and kept as a file of its own.

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::pack::picture::{Ink, Shape, WIDTH, picture};

use crate::components::button::{Kind, actions, button};
use crate::device::Published;
use crate::download::hand_over;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{language, t, tools as words};

/// The part of a document's page. The picture is drawn when it is opened.
pub fn section(published: Arc<Published>) -> View {
    let open = RwSignal::new(false);
    let drawn = move || open.get().then(|| shown(&published));
    classed("details", "part at-a-glance")
        .attr("id", "picture")
        .on("toggle", move |_| open.set(true))
        .child(el("summary").child(t(words::PICTURE)))
        .child(live(drawn))
        .into()
}

fn shown(published: &Published) -> View {
    let picture = picture(&published.pack, language());
    let name = [&published.pack.id.to_string(), ".svg"].concat();
    let keep = move || {
        let svg = document().query_selector("#app #picture svg").ok().flatten();
        // What cannot be kept is still to be seen, and to be printed.
        let _ = svg.and_then(|svg| hand_over(&name, "image/svg+xml", &svg.outer_html()));
    };
    let (width, height) = (WIDTH.to_string(), picture.height.to_string());
    let svg = el("svg")
        .attr("xmlns", "http://www.w3.org/2000/svg")
        .attr("viewBox", ["0 0 ", &width, " ", &height].concat())
        .attr("role", "img")
        .attr("aria-labelledby", "picture-title picture-said")
        .attr("font-family", "system-ui, sans-serif")
        .child(el("title").attr("id", "picture-title").child(picture.title))
        .child(el("desc").attr("id", "picture-said").child(picture.description))
        .child(rectangle(0, 0, WIDTH, picture.height).attr("class", "picture-paper").attr("fill", "#fff"))
        .child(picture.shapes.into_iter().map(|shape| drawn(shape).into()).collect::<Vec<View>>());
    let keep = button(Kind::Quiet, t(words::PICTURE_KEEP), keep).attr("data-testid", "keep-picture");
    many([svg.into(), actions().child(keep).into()])
}

fn drawn(shape: Shape) -> Element {
    match shape {
        Shape::Text { x, y, size, is_bold, from_right, ink, text } => {
            let element = inked(el("text"), ink)
                .attr("x", x.to_string())
                .attr("y", y.to_string())
                .attr("font-size", size.to_string())
                .child(text);
            let element = if is_bold { element.attr("font-weight", "700") } else { element };
            if from_right { element.attr("text-anchor", "end") } else { element }
        }
        Shape::Rectangle { x, y, width, height, ink } => inked(rectangle(x, y, width, height), ink),
        Shape::Line { x, to_x, y, ink } => inked(rectangle(x, y, to_x.saturating_sub(x), 1), ink),
        Shape::Circle { x, y, radius, ink } => {
            inked(el("circle"), ink).attr("cx", x.to_string()).attr("cy", y.to_string()).attr("r", radius.to_string())
        }
    }
}

fn rectangle(x: u32, y: u32, width: u32, height: u32) -> Element {
    el("rect")
        .attr("x", x.to_string())
        .attr("y", y.to_string())
        .attr("width", width.to_string())
        .attr("height", height.to_string())
}

/// In the colour of the page by its class; in a file, which has no style, by its own.
fn inked(element: Element, ink: Ink) -> Element {
    let (class, colour) = match ink {
        Ink::Ink => ("ink", "#211c16"),
        Ink::Muted => ("muted", "#5d5347"),
        Ink::Accent => ("accent", "#b1271b"),
        Ink::Jade => ("jade", "#1b6a4d"),
        Ink::Hairline => ("hairline", "#ddd3c2"),
    };
    element.attr("class", class).attr("fill", colour)
}
