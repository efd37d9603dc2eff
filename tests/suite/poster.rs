//! The sheets on paper: everything of a routemap is on one side, within its edges, as words, and its code can be read.

use routemaps::{
    definition::{Routemap, RoutemapId, Service},
    poster::Paper,
};
use scraper::{ElementRef, Html, Selector};

use crate::{pages::site, read, root, today};

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Calls `look` with every routemap, each size of paper, and the sheet as SVG.
fn with_sheets(look: impl Fn(&Routemap, &[Service], Paper, &Html)) {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    for routemap in suite.routemaps() {
        for paper in sheets(&routemap.id) {
            let svg = read(&site(0).join(format!("{}/poster-{}.svg", routemap.id, paper.name())));
            look(routemap, suite.services(), paper, &Html::parse_fragment(&svg));
        }
    }
}

/// Returns the paper on which a routemap can be read.
fn sheets(routemap: &RoutemapId) -> Vec<Paper> {
    let all = [Paper::A3, Paper::A4].into_iter();
    all.filter(|paper| site(0).join(format!("{routemap}/poster-{}.pdf", paper.name())).exists()).collect()
}

fn texts(sheet: &Html) -> Vec<ElementRef<'_>> {
    sheet.select(&Selector::parse("text").unwrap()).collect::<Vec<_>>()
}

fn number(element: &ElementRef, name: &str) -> f64 {
    element.value().attr(name).and_then(|value| value.parse().ok()).unwrap_or_default()
}

#[test]
fn every_step_choice_stage_time_limit_and_contact_is_on_each_sheet() {
    with_sheets(|routemap, services, paper, sheet| {
        let all = squeezed(&texts(sheet).iter().map(|text| text.text().collect::<String>() + " ").collect::<String>());
        let stages = routemap.stages.iter().map(|stage| stage.title.as_str());
        let steps = routemap.steps.iter().flat_map(|step| {
            // The only way on is a line to the next station; it needs no words.
            let is_only_way = step.choices.iter().all(|choice| choice.to == step.choices[0].to);
            let choices = step.choices.iter().filter(move |_| !is_only_way).map(|choice| choice.label.as_str());
            let limits = step.deadlines.iter().map(|deadline| deadline.title.as_str());
            [step.title.as_str()].into_iter().chain(choices).chain(limits)
        });
        let contacts = services.iter().filter(|service| routemap.steps.iter().any(|step| step.contacts.contains(&service.id)));
        for words in stages.chain(steps).chain(contacts.map(|service| service.name.as_str())) {
            assert!(all.contains(&squeezed(words)), "{} {paper:?} lacks “{words}”", routemap.id);
        }
    });
}

#[test]
fn no_words_leave_the_sheet_or_stand_on_other_words() {
    with_sheets(|routemap, _, paper, sheet| {
        let (width, height) = paper.size();
        let mut boxes: Vec<(f64, f64, f64, f64, String)> = Vec::new();
        for text in texts(sheet) {
            let words: String = text.text().collect();
            let (x, y, size) = (number(&text, "x"), number(&text, "y"), number(&text, "font-size"));
            let is_bold = text.value().attr("font-weight").is_some();
            let wide = routemaps::poster::width_of(&words, size as i32, is_bold);
            let left = if text.value().attr("text-anchor").is_some() || text.value().attr("x").is_none() { x - f64::from(wide) } else { x };
            let place = (left, y - size * 0.75, left + f64::from(wide), y, words);
            assert!(
                place.0 >= 0.0 && place.2 <= f64::from(width) && place.1 >= 0.0 && y <= f64::from(height),
                "{} {paper:?} {place:?}",
                routemap.id
            );
            let meets =
                |other: &&(f64, f64, f64, f64, String)| other.0 < place.2 && place.0 < other.2 && other.1 < place.3 && place.1 < other.3;
            let under = boxes.iter().find(meets).map(|other| &other.4);
            assert_eq!(under, None, "{} {paper:?}: “{}” stands on other words", routemap.id, place.4);
            boxes.push(place);
        }
    });
}

#[test]
fn the_words_of_a_pdf_can_be_read_on_one_page_and_it_is_small() {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    for routemap in suite.routemaps() {
        for paper in sheets(&routemap.id) {
            let path = site(0).join(format!("{}/poster-{}.pdf", routemap.id, paper.name()));
            let bytes = std::fs::read(&path).unwrap();
            assert!(bytes.len() < 300_000, "{} has {} bytes", path.display(), bytes.len());
            let pages = pdf_extract::extract_text_from_mem_by_pages(&bytes).unwrap();
            assert_eq!(pages.len(), 1, "{}", path.display());
            let text = squeezed(&pages[0]);
            for step in &routemap.steps {
                let first = step.title.split_whitespace().next().unwrap();
                assert!(text.contains(&squeezed(first)), "{} lacks “{}”", path.display(), step.title);
            }
            assert!(text.contains(&squeezed(&routemap.title)), "{} lacks its title", path.display());
        }
    }
}

#[test]
fn every_sheet_can_be_read_and_its_page_links_to_it() {
    let suite = routemaps::site::load(&root("routemaps"), today()).unwrap();
    let mut linked = 0;
    for routemap in suite.routemaps() {
        let page = std::fs::read_to_string(site(0).join(format!("{}/index.html", routemap.id))).unwrap();
        for paper in [Paper::A3, Paper::A4] {
            let name = format!("poster-{}", paper.name());
            let is_linked = page.contains(&format!("{name}.pdf"));
            assert_eq!(is_linked, site(0).join(format!("{}/{name}.pdf", routemap.id)).exists(), "{} {name}", routemap.id);
            if is_linked {
                let sheet = std::fs::read_to_string(site(0).join(format!("{}/{name}.svg", routemap.id))).unwrap();
                let sizes = sheet.split("font-size=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok());
                let smallest: i32 = sizes.min().unwrap();
                assert!(smallest >= routemaps::poster::READABLE, "{} {name}: {smallest}", routemap.id);
                linked += 1;
            }
        }
    }
    assert!(linked > 30, "only {linked} sheets are linked");
}

#[test]
fn the_code_on_each_sheet_leads_to_the_routemap() {
    with_sheets(|routemap, _, _, sheet| {
        let code = sheet.select(&Selector::parse("svg svg path").unwrap()).next().unwrap();
        let size = sheet.select(&Selector::parse("svg svg rect").unwrap()).next().unwrap();
        let side = number(&size, "width") as usize;
        let read = decode(code.value().attr("d").unwrap(), side);
        assert_eq!(read, format!("https://example.org/routemaps/{}/", routemap.id));
    });
}

/// Reads a drawn code as a camera sees it, eight dots to a square.
pub fn decode(path: &str, side: usize) -> String {
    const DOTS: usize = 8;
    let mut dark = vec![false; side * side];
    for piece in path.split('M').filter(|piece| !piece.is_empty()) {
        let (start, rest) = piece.split_once('h').unwrap();
        let (x, y) = start.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = rest.split('v').next().unwrap().parse().unwrap();
        dark[y * side + x..y * side + x + length].fill(true);
    }
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(
            side * DOTS,
            side * DOTS,
            |x, y| if dark[y / DOTS * side + x / DOTS] { 0 } else { 255 },
        );
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "a camera finds one code");
    grids[0].decode().unwrap().1
}
