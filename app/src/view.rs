//! What pages are made of: elements as data, drawn by one piece of code.
//!
//! Signals, effects and contexts are Leptos's. Its own views give every element a type of its own and with it code of its own, which for these
//! pages came to 118 kB; here all elements have one type (docs/decisions/0006). A part that depends on signals is [`live`]: it is drawn anew when
//! they change, and nothing around it moves.

mod attention;
mod drawn;

use std::borrow::Cow;

pub use drawn::mount;
use leptos::prelude::Effect;
use leptos::web_sys::Event;

/// A text, fixed or put together.
pub type Text = Cow<'static, str>;

/// Something to be shown.
pub enum View {
    /// Nothing.
    Nothing,
    /// A text; it is never read as HTML.
    Text(Text),
    /// An element.
    Element(Box<Parts>),
    /// Several things, one after the other.
    Many(Vec<View>),
    /// What the closure says, again whenever a signal changes that it read.
    Live(Box<dyn Fn() -> View>),
}

/// An element while it is being described.
pub struct Element(Box<Parts>);

/// What an element consists of.
pub struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Value)>,
    listeners: Vec<(&'static str, Listener)>,
    children: Vec<View>,
}

type Listener = Box<dyn FnMut(Event)>;

enum Value {
    /// An attribute.
    Fixed(Text),
    /// An attribute that follows signals; none takes it away.
    Live(Box<dyn Fn() -> Option<Text>>),
    /// A property of the element, such as the text in an input, which is not its attribute.
    Property(Box<dyn Fn() -> Text>),
    /// A property that is on or off.
    Switch(Box<dyn Fn() -> bool>),
    /// Markup of this program's own, for the shapes of icons; never a text from elsewhere.
    Markup(&'static str),
}

/// An element of this tag.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts { tag, attributes: Vec::new(), listeners: Vec::new(), children: Vec::new() }))
}

/// An element with a class.
pub fn classed(tag: &'static str, class: &'static str) -> Element {
    el(tag).attr("class", class)
}

/// A part that follows signals.
pub fn live<V: Into<View>>(part: impl Fn() -> V + 'static) -> View {
    View::Live(Box::new(move || part().into()))
}

/// Does something, and again whenever a signal changes that it read; as long as the part in which it was begun. All are one piece of code.
pub fn follow(what: impl FnMut() + 'static) {
    follow_boxed(Box::new(what));
}

#[inline(never)]
fn follow_boxed(mut what: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| what());
}

/// Several things, one after the other.
pub fn many<const N: usize>(views: [View; N]) -> View {
    View::Many(views.into())
}

impl Element {
    #[inline(never)]
    fn with(mut self, name: &'static str, value: Value) -> Element {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn holding(mut self, child: View) -> Element {
        self.0.children.push(child);
        self
    }

    /// With an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Element {
        self.with(name, Value::Fixed(value.into()))
    }

    /// With an attribute that follows signals; none takes it away.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<Text> + 'static) -> Element {
        self.with(name, Value::Live(Box::new(value)))
    }

    /// With a property that follows signals.
    pub fn property(self, name: &'static str, value: impl Fn() -> Text + 'static) -> Element {
        self.with(name, Value::Property(Box::new(value)))
    }

    /// With a property that is on or off.
    pub fn switch(self, name: &'static str, value: impl Fn() -> bool + 'static) -> Element {
        self.with(name, Value::Switch(Box::new(value)))
    }

    /// With markup of this program's own inside.
    pub fn markup(self, markup: &'static str) -> Element {
        self.with("innerHTML", Value::Markup(markup))
    }

    /// Calling `handler` on an event.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Element {
        self.listening(event, Box::new(handler))
    }

    #[inline(never)]
    fn listening(mut self, event: &'static str, handler: Listener) -> Element {
        self.0.listeners.push((event, handler));
        self
    }

    /// With something inside, after what is there already.
    pub fn child(self, child: impl Into<View>) -> Element {
        self.holding(child.into())
    }
}

impl From<Element> for View {
    fn from(element: Element) -> View {
        View::Element(element.0)
    }
}

impl From<()> for View {
    fn from((): ()) -> View {
        View::Nothing
    }
}

impl From<&'static str> for View {
    fn from(text: &'static str) -> View {
        View::Text(Cow::Borrowed(text))
    }
}

impl From<String> for View {
    fn from(text: String) -> View {
        View::Text(Cow::Owned(text))
    }
}

impl<V: Into<View>> From<Option<V>> for View {
    fn from(view: Option<V>) -> View {
        view.map_or(View::Nothing, Into::into)
    }
}

impl From<Text> for View {
    fn from(text: Text) -> View {
        View::Text(text)
    }
}

impl From<Vec<View>> for View {
    fn from(views: Vec<View>) -> View {
        View::Many(views)
    }
}

/// A button that does something.
pub fn button(class: &'static str, words: impl Into<View>, press: impl Fn() + 'static) -> Element {
    classed("button", class).attr("type", "button").child(words).on("click", move |_| press())
}

/// A link to a page of the app or elsewhere; the app itself follows those of its own.
pub fn link(class: &'static str, address: impl Into<Text>, words: impl Into<View>) -> Element {
    classed("a", class).attr("href", address).child(words)
}
