//! The page itself: what it hands to the app, its title, its focus, and where it is scrolled to.

use js_sys::{Array, Function, Map, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, Event, FocusOptions, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, window};

/// Returns the text of an element.
pub fn text_of(id: &str) -> Option<String> {
    by_id(id)?.text_content()
}

/// Empties an element and returns it.
pub fn emptied(id: &str) -> Option<HtmlElement> {
    let element = by_id(id)?;
    keep_as_it_came(&element);
    element.set_text_content(None);
    element.dyn_into().ok()
}

/// Keeps a copy of a part of the static page before the app changes it, once. If the app dies, the boot script puts it back.
/// A part that is kept stands in no other one that is.
pub(super) fn keep_as_it_came(part: &Element) {
    let Some(still) = of_boot("routemapsStill").and_then(|still| still.dyn_into::<Map>().ok()) else { return };
    if !still.has(part)
        && let Ok(copy) = part.clone_node_with_deep(true)
    {
        still.set(part, &copy);
    }
}

/// Has the boot script bring the fields of its dates to a step.
pub(super) fn bring_fields(step: &Element) {
    if let Some(bring) = of_boot("routemapsFields").and_then(|bring| bring.dyn_into::<Function>().ok()) {
        let _ = bring.call1(&JsValue::NULL, step);
    }
}

/// Writes words into an element.
pub fn say(id: &str, words: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(words));
    }
}

/// Returns what stands in the field that an event came from.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    let input = target.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    input.or_else(|| target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)).unwrap_or_default()
}

/// Returns what stands in a field, by its id.
pub fn value(id: &str) -> String {
    let Some(field) = by_id(id) else { return String::new() };
    let input = field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    input.or_else(|| field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value)).unwrap_or_default()
}

/// Says whether the box that an event came from is ticked.
pub fn is_checked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Calls `on_input` whenever something else stands in a field.
pub fn on_input(id: &str, on_input: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(on_input);
    if let Some(field) = by_id(id) {
        let _ = field.add_event_listener_with_callback("input", listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Hides or shows every element that fits.
pub fn set_hidden(selector: &str, hidden: bool) {
    for element in all(selector) {
        let _ = element.toggle_attribute_with_force("hidden", hidden);
    }
}

/// Returns a new element that stands nowhere yet.
pub fn new_element() -> Option<HtmlElement> {
    document()?.create_element("div").ok()?.dyn_into().ok()
}

/// Returns what a family tapped before the app was ready; the boot script keeps it. Each is `step choice`.
pub fn early_taps() -> Vec<String> {
    of_boot("routemapsTaps").map(|taps| Array::from(&taps).iter().filter_map(|tap| tap.as_string()).collect()).unwrap_or_default()
}

/// Returns what the boot script holds under a name.
fn of_boot(name: &str) -> Option<JsValue> {
    let window = window()?;
    Reflect::get(&window, &JsValue::from_str(name)).ok()
}

/// Tells the boot script, and whoever looks at the page, that the app has taken over.
pub fn say_ready() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-app", "ready");
    }
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Calls `act` when what was just changed is all in the page. What asks for its layout waits for that, so that it is laid out once.
///
/// In a box, here and below: there is code for one such task then, and not for each.
pub(super) fn when_changed(act: Box<dyn FnOnce()>) {
    // Views change in tasks that stand in one queue; the first of these two stands among them, the second behind them.
    spawn_local(async { spawn_local(async { act() }) });
}

/// Calls `act` when the browser has painted what it is about to paint. What nobody waits for is done then.
pub fn after_paint(act: Box<dyn FnOnce()>) {
    let later = move || {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback(Closure::once_into_js(act).unchecked_ref());
        }
    };
    if let Some(window) = window() {
        let _ = window.request_animation_frame(Closure::once_into_js(later).unchecked_ref());
    }
}

/// Moves the focus to the title of a part of the page that is shown next, without scrolling.
pub fn focus_title(part: &str) {
    let part = by_id(part);
    when_changed(Box::new(move || focus_on(part.and_then(|part| one_in(&part, ".title")))));
}

/// Moves the focus to the first element that fits in what is shown next, without scrolling.
pub fn focus(selector: &'static str) {
    when_changed(Box::new(move || focus_on(one(selector))));
}

fn focus_on(element: Option<Element>) {
    if let Some(element) = element.and_then(|element: Element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Opens the browser's own view for printing.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Scrolls to the top of what is shown next.
pub fn scroll_to_top() {
    when_changed(Box::new(|| {
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
    }));
}

pub(super) fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Returns the first element that fits.
pub(super) fn one(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// Returns the first element that fits in another one. A page has thousands of elements, and a part of it few.
pub(super) fn one_in(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok()?
}

/// Returns every element that fits.
pub(super) fn all(selector: &str) -> Vec<Element> {
    document().and_then(|document| document.document_element()).map(|root| all_in(&root, selector)).unwrap_or_default()
}

/// Returns every element that fits in another one.
pub(super) fn all_in(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.item(index)?.dyn_into().ok()).collect()
}

/// Returns the page; nothing once the app has died, which must not go on in the page that the boot script has put back.
pub(super) fn document() -> Option<Document> {
    thread_local! {
        static PAGE: Option<(Document, Element)> = window().and_then(|window| {
            let document = window.document()?;
            let root = document.document_element()?;
            Some((document, root))
        });
    }
    // Asked for dozens of times at a tap.
    PAGE.with(|page| page.as_ref().filter(|(_, root)| !root.has_attribute("data-died")).map(|(document, _)| document.clone()))
}
