//! Leptos' builder, kept to one element type, one attribute type and one reactive function.
//!
//! The `view!` macro makes a type of its own for every piece of markup, and the phone fetches code for each
//! of them: 25 KiB more for the same components, measured. Components here are functions that return an
//! [`AnyView`].

use std::sync::{Arc, Mutex};

use leptos::{
    ev,
    html::custom,
    prelude::*,
    tachys::html::{
        attribute::{any_attribute::AnyAttribute, any_attribute::IntoAnyAttribute, custom::custom_attribute},
        event::on,
        property::prop,
    },
};
use web_sys::Event;

/// An element being built.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Starts an element.
pub fn element(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), children: Vec::new() }
}

/// Starts an element with words in it.
pub fn words(tag: &'static str, words: impl Into<String>) -> Element {
    element(tag).text(words)
}

/// Starts a link.
pub fn link(href: impl Into<String>, label: impl Into<String>) -> Element {
    words("a", label).attribute("href", href)
}

/// Starts a button.
pub fn button(label: impl Into<String>, on_click: impl Fn() + 'static) -> Element {
    words("button", label).attribute("type", "button").on("click", move |_| on_click())
}

/// A box to tick.
pub fn tick(id: impl Into<String>, label: impl Into<String>, ticked: bool, set: impl Fn(bool) + 'static) -> Element {
    let id = id.into();
    let mut field = element("input").attribute("type", "checkbox").attribute("id", id.clone()).attribute("autocomplete", "off");
    if ticked {
        field = field.attribute("checked", "");
    }
    element("li")
        .child(field.on("change", move |event| set(crate::browser::page::is_checked(&event))))
        .child(words("label", label).attribute("for", id))
}

/// Shows what a function gives, and shows it anew whenever a signal it read has changed.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let view: Arc<Mutex<dyn FnMut() -> AnyView + Send>> = Arc::new(Mutex::new(view));
    view.into_any()
}

/// Shows what a function gives, and shows it anew whenever it is `asked` to, whatever it read.
pub fn live_when(asked: &'static ArcTrigger, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live(move || {
        asked.track();
        untrack(&view)
    })
}

impl Element {
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.push(custom_attribute(name, value.into()).into_any_attr());
        self
    }

    pub fn class(self, class: impl Into<String>) -> Element {
        self.attribute("class", class)
    }

    /// Sets a property of the element, such as the value of a field.
    pub fn property(mut self, name: &'static str, value: String) -> Element {
        self.attributes.push(prop(name, value).into_any_attr());
        self
    }

    pub fn on(mut self, event: &'static str, handle: impl Fn(Event) + 'static) -> Element {
        let handle: Box<dyn FnMut(Event)> = Box::new(handle);
        self.attributes.push(on(ev::Custom::<Event>::new(event), handle).into_any_attr());
        self
    }

    /// Calls `follow` instead of following the link.
    pub fn on_follow(self, follow: impl Fn() + 'static) -> Element {
        self.on("click", move |event| {
            event.prevent_default();
            follow();
        })
    }

    pub fn text(mut self, words: impl Into<String>) -> Element {
        self.children.push(words.into().into_any());
        self
    }

    pub fn child(mut self, child: impl Into<AnyView>) -> Element {
        self.children.push(child.into());
        self
    }

    pub fn children(mut self, children: impl IntoIterator<Item = impl Into<AnyView>>) -> Element {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }
}

impl From<Element> for AnyView {
    fn from(element: Element) -> AnyView {
        let Element { tag, attributes, children } = element;
        custom(tag).add_any_attr(attributes).child(children).into_any()
    }
}

/// Returns a view of nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Returns several views as one.
pub fn together(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}
