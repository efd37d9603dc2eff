//! The drawn map in the static page: which stations were visited, what is said of each, and the way that was gone.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::page::{all, document, keep_as_it_came, one, one_in, when_changed};

/// Marks a station: `at` is `here`, `seen` or nothing; the words below its name come each with a class.
pub fn mark_station(step: &str, at: &str, said: &[(&str, String)]) {
    let Some(row) = station(step) else { return };
    let _ = if at.is_empty() { row.remove_attribute("data-at") } else { row.set_attribute("data-at", at) };
    while let Some(old) = one_in(&row, "small") {
        old.remove();
    }
    let mut ids = Vec::new();
    for (index, (class, words)) in said.iter().enumerate() {
        if let Some(small) = document().and_then(|document| document.create_element("small").ok()) {
            let id = format!("map_{step}_{index}");
            small.set_class_name(class);
            small.set_text_content(Some(words));
            small.set_id(&id);
            let _ = row.append_child(&small);
            ids.push(id);
        }
    }
    // Who goes from link to link hears them too.
    if let Some(link) = one_in(&row, "a") {
        let _ = link.set_attribute("aria-describedby", &ids.join(" "));
        let _ = link.set_attribute("aria-current", if at == "here" { "step" } else { "false" });
    }
}

/// Keeps a copy of each map as it came, before it is marked.
pub fn keep_maps() {
    for map in all(".map") {
        keep_as_it_came(&map);
    }
}

/// Takes the marks off all lines.
pub fn clear_lines() {
    for path in all(".map .gone") {
        let _ = path.class_list().remove_1("gone");
    }
}

/// Marks the line that was gone from a station to another by a choice: down to the row of the choice, into the lane it
/// takes, and on to the other station.
pub fn mark_line(from: &str, choice: &str, to: &str) {
    let rows = all(".map svg");
    let place = |row: &Element| one_in(row, "svg").and_then(|svg| rows.iter().position(|other| *other == svg));
    let Some((from, to)) = station(from).zip(station(to)) else { return };
    let way = from.parent_element().and_then(|station| one_in(&station, &format!("[data-way~='{choice}']")));
    let Some((start, end)) = place(&from).zip(place(&to)) else { return };
    let turn = way.as_ref().and_then(place).unwrap_or(start);
    let own = from.get_attribute("data-lane").unwrap_or_default();
    // A way that is named has no lane: no line goes along it.
    let lane = match way {
        Some(way) => way.get_attribute("data-lane"),
        None => Some(own.clone()),
    };
    let Some(lane) = lane else { return };
    let is_aside = lane != own;
    for (row, svg) in rows.iter().enumerate() {
        let wanted = match row {
            _ if row == start => format!("[d^='M{own} 10V']"),
            // Into a station: from above, or from below or aside.
            _ if row == end => format!("[d^='M{lane} ']:not([d^='M{lane} 10'])"),
            _ if row == turn && is_aside => format!("[d^='M{own} 0Q']:not(.stub)"),
            _ if start < row && row < turn => format!("[d^='M{own} 0V']"),
            _ if turn.min(end) < row && row < turn.max(end) || row == turn => format!("[d^='M{lane} 0V']"),
            _ => continue,
        };
        if let Some(path) = one_in(svg, &wanted) {
            let _ = path.class_list().add_1("gone");
        }
    }
}

/// Marks a line of the network map: the station that holds a step, with words for who is there, and a link to the journey.
pub fn mark_line_of_network(line: &str, step: &str, who: &str, label: &str, href: &str) {
    let Some(document) = document() else { return };
    let Some(line) = one(&format!("[data-line='{line}']")) else { return };
    if let Some(station) = one_in(&line, &format!("[data-steps~='{step}']")) {
        let _ = station.set_attribute("data-at", "here");
        if let Ok(here) = document.create_element("small") {
            here.set_text_content(Some(who));
            let _ = station.insert_before(&here, one_in(&station, "ul").as_deref());
        }
    }
    if let (Some(place), Ok(link)) = (one_in(&line, ".yours"), document.create_element("a")) {
        let _ = link.set_attribute("href", href);
        link.set_text_content(Some(label));
        let _ = place.append_child(&link);
    }
}

/// Brings the station where the family stands into view in a map beside the step.
pub fn show_here() {
    let Some(here) = here() else { return };
    let Some(map) = here.closest(".map").ok().flatten() else { return };
    // A row of dots more is no map that scrolls.
    if map.scroll_height() > map.client_height().saturating_add(9) {
        let below = here.get_bounding_client_rect().top() - map.get_bounding_client_rect().top();
        let middle = below - f64::from(map.client_height()) / 2.0;
        map.set_scroll_top(map.scroll_top().saturating_add(middle as i32));
    }
}

/// Puts the focus on a station, or, if there is none of this name, on the one where the family stands.
pub fn show_station(step: &str) {
    let link = station(step).or_else(here).and_then(|row| one_in(&row, "a"));
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        when_changed(Box::new(move || {
            let _ = link.focus();
        }));
    }
}

fn station(step: &str) -> Option<Element> {
    one(&format!(".map p > [href='#{step}']"))?.parent_element()
}

fn here() -> Option<Element> {
    one(".map [data-at='here']")
}
