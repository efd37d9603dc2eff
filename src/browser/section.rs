//! The static section of a step, and what the app changes in it: which one is seen, its ticks, its dates,
//! which choice is marked, and what is put in its slots.
//!
//! Every address of an element here is an attribute that the static page writes (`data-task` and so on).

use std::cell::RefCell;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, MouseEvent};

use super::page::{all, all_in, bring_fields, by_id, document, keep_as_it_came, one, one_in};

/// What a family did to the static page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// `step choice`
    Choice(String),
    Overview,
    /// A link to the map or out of it: the part of an address after `#`, with the `#`.
    Address(String),
    Tick {
        task: String,
        done: bool,
    },
    Date {
        date: String,
        fields: [String; 3],
    },
    /// "Add to my calendar", with the number of the deadline.
    Calendar(String),
}

/// Shows one part of the routemap, by its id, and hides the others. The word list is for pages without the app.
pub fn show_only(id: &str) {
    thread_local! {
        /// What was shown last: a part, and whether the map was open. Nothing before the first time.
        static BEFORE: RefCell<Option<(String, bool)>> = const { RefCell::new(None) };
    }
    let is_map = id == "map";
    // Beside the map stands the overview, where there is room for both.
    let id = if is_map { "overview" } else { id };
    let before = BEFORE.replace(Some((id.to_owned(), is_map)));
    if before.as_ref().is_none_or(|(_, was_map)| *was_map != is_map) {
        for part in all(".map") {
            let _ = part.class_list().toggle_with_force("open", is_map);
        }
    }
    let shown = by_id(id);
    if let Some(part) = &shown {
        if part.class_list().contains("step") {
            keep_as_it_came(part);
            bring_fields(part);
        }
        for word in all_in(part, "a.word:not([aria-expanded])") {
            let _ = word.set_attribute("aria-expanded", "false");
        }
    }
    // All of the page is looked through only once.
    let parts = match before {
        Some((before, _)) => by_id(&before).into_iter().chain(shown).collect(),
        None => all(".overview, .step, .words"),
    };
    for part in parts {
        let hide = part.id() != id;
        // Writing what stands there already would cost as much as a change.
        if part.has_attribute("hidden") != hide {
            let _ = part.toggle_attribute_with_force("hidden", hide);
        }
    }
}

/// Moves an element of ours into a slot of a section.
pub fn put_into(section: &str, slot: &str, element: &HtmlElement) {
    if let Some(slot) = within(section, &format!("[data-slot='{slot}']")) {
        let _ = slot.append_child(element);
    }
}

/// Ticks each task, by its id, or takes its tick away.
pub fn set_ticked(section: &str, is_ticked: impl Fn(&str) -> bool) {
    for task in by_id(section).map(|section| all_in(&section, "[data-task]")).unwrap_or_default() {
        let id = task.get_attribute("data-task").unwrap_or_default();
        if let Some(input) = task.dyn_ref::<HtmlInputElement>() {
            input.set_checked(is_ticked(&id));
        }
    }
}

/// Marks the choice that was made before, and no other.
pub fn mark_chosen(section: &str, choice: Option<&str>) {
    let wanted = choice.map(|choice| format!("{section} {choice}"));
    for link in by_id(section).map(|section| all_in(&section, ".chosen")).unwrap_or_default() {
        if link.get_attribute("data-choice") == wanted {
            return;
        }
        let _ = link.class_list().remove_1("chosen");
        if let Some(note) = one_in(&link, ".before") {
            note.remove();
        }
    }
    if let Some(link) = wanted.and_then(|wanted| within(section, &format!("[data-choice='{wanted}']"))) {
        let _ = link.class_list().add_1("chosen");
        append_note(&link);
    }
}

/// Brings the fields of their dates to the steps that the choices of a section lead to, so that no tap waits for them.
pub fn bring_ahead(section: &str) {
    for choice in by_id(section).map(|section| all_in(&section, "a[data-choice]")).unwrap_or_default() {
        let next = choice.get_attribute("href").and_then(|address| by_id(address.trim_start_matches('#')));
        if let Some(next) = next {
            bring_fields(&next);
        }
    }
}

/// Returns the day, month and year in the fields of a date. Nothing while somebody is typing there: that is not yet what they mean.
pub fn date_fields(section: &str, date: &str) -> Option<[String; 3]> {
    date_in(section, date).filter(|group| !is_typing_in(group)).map(|group| typed_in(&group))
}

/// Returns the day picked from the device's calendar, as it was left there.
pub fn picked_date(section: &str, date: &str) -> Option<String> {
    let picker = one_in(&date_in(section, date)?, ".picker")?;
    picker.dyn_ref().map(HtmlInputElement::value)
}

/// Fills the fields of a date.
pub fn set_date_fields(section: &str, date: &str, values: [String; 3]) {
    let Some(group) = date_in(section, date) else { return };
    for (input, value) in fields_of(&group).into_iter().zip(values) {
        if let Some(input) = input {
            input.set_value(&value);
        }
    }
}

/// Says something about a date under its fields, and whether it is wrong.
pub fn say_of_date(section: &str, date: &str, words: &str, is_wrong: bool) {
    let Some(group) = date_in(section, date) else { return };
    if let Some(said) = one_in(&group, ".said") {
        said.set_text_content(Some(words));
        let _ = said.class_list().toggle_with_force("wrong", is_wrong);
    }
    for input in fields_of(&group).into_iter().flatten() {
        let _ = if is_wrong { input.set_attribute("aria-invalid", "true") } else { input.remove_attribute("aria-invalid") };
    }
}

/// Says how a deadline of a section stands: a word for the look, and paragraphs each with its class. One that was
/// missed opens what to do about it, once; one that is missed no more closes it.
pub fn say_of_due(section: &str, deadline: usize, state: &str, can_be_added: bool, paragraphs: &[(&str, String)]) {
    let Some(card) = within(section, &format!("[data-due='{deadline}']")) else { return };
    let before = card.get_attribute("data-state").unwrap_or_default();
    let _ = card.set_attribute("data-state", state);
    if let Some(when) = one_in(&card, ".when") {
        when.set_text_content(None);
        for (class, words) in paragraphs {
            append(&when, "p", class, words);
        }
    }
    if let Some(actions) = one_in(&card, ".actions") {
        let _ = actions.toggle_attribute_with_force("hidden", !can_be_added);
    }
    if let Some(missed) = one_in(&card, ".missed")
        && (before == "overdue") != (state == "overdue")
    {
        let _ = missed.toggle_attribute_with_force("open", state == "overdue");
    }
}

/// Says what the dates of a reason mean; no words mean that they are not all known.
pub fn say_of_reason(section: &str, reason: &str, words: &str) {
    if let Some(outcome) = within(section, &format!("[data-reason='{reason}']")) {
        outcome.set_text_content(Some(words));
    }
}

/// Returns the tasks ticked in a section.
pub fn ticked(section: &str) -> Vec<String> {
    let ticked = by_id(section).map(|section| all_in(&section, "[data-task]:checked")).unwrap_or_default();
    ticked.iter().filter_map(|input| input.get_attribute("data-task")).collect()
}

/// Calls `on_done` for everything a family does to the static page. Its answer says whether the app has seen to it.
pub fn on_done(on_done: impl Fn(Done) -> bool + Clone + 'static) {
    let on_click = on_done.clone();
    listen("click", move |event| {
        let Some(target) = target(&event) else { return };
        let Ok(Some(found)) = target.closest(CLICKED) else { return };
        if found.class_list().contains("word") {
            event.prevent_default();
            toggle_meaning(&found);
        } else if let Some(number) = found.get_attribute("data-calendar") {
            on_click(Done::Calendar(number));
        } else if let Some(done) = link_done(&found).filter(|_| !wants_own_tab(&event))
            && on_click(done)
        {
            event.prevent_default();
        }
    });
    listen("change", move |event| {
        let Some(target) = target(&event) else { return };
        if let (Some(task), Some(input)) = (target.get_attribute("data-task"), target.dyn_ref::<HtmlInputElement>()) {
            on_done(Done::Tick { task, done: input.checked() });
        } else if let Ok(Some(group)) = target.closest("[data-date]") {
            let picked = target.dyn_ref::<HtmlInputElement>().filter(|input| input.type_() == "date").map(HtmlInputElement::value);
            let fields = match picked {
                Some(day) => [day, String::new(), String::new()],
                None => typed_in(&group),
            };
            let _ = on_done(Done::Date { date: group.get_attribute("data-date").unwrap_or_default(), fields });
        }
    });
}

/// Gives the link out of another site's frame, if the page stands in one, its part behind the `#`.
pub fn send_along(hash: impl FnOnce() -> String) {
    if let Some(link) = one("[data-framed] [data-leave]").and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_hash(&hash());
    }
}

fn typed_in(group: &Element) -> [String; 3] {
    fields_of(group).map(|input| input.map(|input| input.value()).unwrap_or_default())
}

/// Says whether the family stands in one of these fields. In a tab that is not seen nobody does: there another tab's word counts.
fn is_typing_in(group: &Element) -> bool {
    let seen = document().filter(|document| !document.hidden());
    seen.and_then(|document| document.active_element()).is_some_and(|field| group.contains(Some(&field)))
}

/// What a click is for. None of these stands in another.
const CLICKED: &str = "a.word, [data-calendar], [data-choice], [data-overview], .map [href^='#'], [href='#map']";

fn wants_own_tab(event: &Event) -> bool {
    let mouse = event.dyn_ref::<MouseEvent>();
    mouse.is_some_and(|mouse| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.button() != 0)
}

fn link_done(link: &Element) -> Option<Done> {
    let is_overview = link.has_attribute("data-overview");
    let address = || if is_overview { Some(Done::Overview) } else { link.get_attribute("href").map(Done::Address) };
    link.get_attribute("data-choice").map(Done::Choice).or_else(address)
}

/// Opens the meaning of a glossary word behind it, or closes it.
fn toggle_meaning(word: &Element) {
    let open = word.next_element_sibling().filter(|next| next.class_list().contains("meaning"));
    if let Some(open) = open {
        open.remove();
        let _ = word.set_attribute("aria-expanded", "false");
        return;
    }
    let anchor = word.get_attribute("href").unwrap_or_default();
    let id = anchor.trim_start_matches('#');
    let meaning = within(id, "dd").and_then(|meaning| meaning.text_content());
    if let (Some(meaning), Some(span)) = (meaning, new_element("span", "meaning")) {
        span.set_text_content(Some(&format!(" ({meaning}) ")));
        let _ = word.after_with_node_1(&span);
        let _ = word.set_attribute("aria-expanded", "true");
    }
}

fn append_note(link: &Element) {
    let inside = link.first_element_child();
    append(inside.as_ref().unwrap_or(link), "small", "before", "You chose this before");
}

fn append(place: &Element, tag: &str, class: &str, words: &str) {
    if let Some(element) = new_element(tag, class) {
        element.set_text_content(Some(words));
        let _ = place.append_child(&element);
    }
}

fn new_element(tag: &str, class: &str) -> Option<Element> {
    let element = document()?.create_element(tag).ok()?;
    element.set_class_name(class);
    Some(element)
}

fn fields_of(group: &Element) -> [Option<HtmlInputElement>; 3] {
    [".day", ".month", ".year"].map(|field| one_in(group, field).and_then(|input| input.dyn_into().ok()))
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn listen(name: &str, on_event: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(on_event);
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    }
    listener.forget();
}

/// Returns the first element that fits in a section.
fn within(section: &str, selector: &str) -> Option<Element> {
    one_in(&by_id(section)?, selector)
}

fn date_in(section: &str, date: &str) -> Option<Element> {
    within(section, &format!("[data-date='{date}']"))
}
