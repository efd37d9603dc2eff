//! What stands round every page: the band at the top, the links at the foot.

use maud::{Markup, html};

use super::{Site, info_title};

/// The line with one ringed station: the sign of the site.
pub fn sign() -> Markup {
    html! {
        svg class="sign" viewBox="0 0 46 22" width="46" height="22" aria-hidden="true" focusable="false" {
            path d="M3 11h40" {}
            circle cx="23" cy="11" r="8" {}
        }
    }
}

/// Returns the sign of the site as SVG: a line with one ringed station. A phone cuts at most a fifth of the width off one that
/// fills its square.
pub fn icon(colour: &str, fills: bool) -> String {
    let (ground, ink, corner) = if fills { (colour, "#fff", 0) } else { ("#fff", colour, 10) };
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="{corner}" fill="{ground}"/><path d="M{}h{}" stroke="{ink}" stroke-width="{}"/><circle cx="24" cy="24" r="{}" fill="{ground}" stroke="{ink}" stroke-width="{}"/></svg>"#,
        if fills { "0 24" } else { "4 24" },
        if fills { 48 } else { 40 },
        if fills { 6 } else { 7 },
        if fills { 9 } else { 11 },
        if fills { 6 } else { 7 },
    )
}

/// The way past the band for those who go by keyboard.
pub fn skip_link() -> Markup {
    html! { a class="skip" href="#main_" { "Skip to the main part" } }
}

/// Who is guided in this tab, or that a route is only looked at. The boot script says which, and puts the families in; until
/// then the style hides it.
pub fn guided(root: &str) -> Markup {
    html! {
        aside class="guided" aria-label="Kept in this tab only" {
            p class="looks" { "You are only looking: nothing of this is kept. Your own routes are safe. You see them again when you finish." }
            p class="guides" { "You are guiding " b { "somebody" } ". Nothing of this is kept on this device. Hand over and finish before you close this tab." }
            ul id="families_" aria-label="Families" {}
            p { a href={ (root) "hand-over/" } { "Hand over or finish" } }
        }
    }
}

/// The way out of another site's frame, which the boot script finds out about. Pages in a frame have a storage of their own, so
/// the app sends the family's place along.
pub fn full_page(root: &str) -> Markup {
    html! {
        p class="framed" { a href={ (root) "hand-over/" } target="_blank" rel="noopener" data-leave="" { "Open the full page and carry my place" } }
    }
}

/// The band of a page that is no routemap.
pub fn site_band(site: &Site, root: &str) -> Markup {
    html! {
        header class="site-band" {
            a href=(home(root)) { (sign()) span { (site.place.site_name) } }
        }
    }
}

/// The links to the family's own pages.
pub fn own_pages(root: &str) -> Markup {
    html! {
        span class="own" {
            a href={ (root) "dates/" } { "My dates" } " "
            a href={ (root) "my-data/" } { "My data" }
        }
    }
}

/// The links at the foot of every page.
pub fn footer(site: &Site, root: &str) -> Markup {
    html! {
        footer class="foot" {
            nav aria-label="About this site" {
                ul {
                    li { a href=(home(root)) { "All routemaps" } }
                    li { a href={ (root) "dates/" } { "My dates" } }
                    li { a href={ (root) "my-data/" } { "My data" } }
                    li { a href={ (root) "hand-over/" } { "Hand over" } }
                    @for (name, info) in site.suite.info_pages() {
                        li { a href={ (root) (name) "/" } { (info_title(name, info)) } }
                    }
                }
            }
            p { (site.place.council) }
        }
    }
}

/// The address of the home page.
pub fn home(root: &str) -> &str {
    if root.is_empty() { "./" } else { root }
}
