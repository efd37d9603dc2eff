//! A suite many times as large as ours: its pages, its home page and its search stay small. How long it takes to build is a figure
//! of `make bench`.

use std::{collections::BTreeMap, sync::LazyLock};

use routemaps::{
    check::{Suite, as_text, check, has_errors},
    layout::{WIDEST, layout},
    page_data,
    pages::{self, Asset, Assets, Drawing, NAMED, Page, Site},
    search::{Query, find},
};
use scraper::{Html, Selector};

use crate::{grown, root, today};

/// How many routemaps there are beside ours: more than one page can name.
const MANY: usize = 240;

static SUITE: LazyLock<Suite> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let all = grown::write_suite(&root("routemaps"), folder.path(), MANY, 6).unwrap();
    let suite = routemaps::site::load(folder.path(), today()).unwrap();
    assert_eq!(suite.routemaps().count(), all);
    suite
});

/// Calls `look` with the pages of the suite and those of one of its routemaps.
fn with_pages(look: impl Fn(&[Page], &[Page], &[String])) {
    let place = SUITE.place().unwrap();
    let parts = pages::more_to_find(&SUITE, place);
    let more_to_find = (0..parts.len()).map(|number| Asset { path: format!("assets/find.{number}.txt"), ..Asset::default() });
    let assets = Assets { more_to_find: more_to_find.collect(), ..Assets::default() };
    let drawing = |routemap| Drawing { map: layout(routemap, WIDEST), readable_on: Vec::new() };
    let drawings: BTreeMap<_, _> = SUITE.routemaps().map(|routemap| (routemap.id.clone(), drawing(routemap))).collect();
    let site = Site::new(&SUITE, place, "{{body}}", &assets, &drawings, "/");
    look(&pages::of_suite(&site), &pages::of_routemap(&site, SUITE.routemap("grown-7").unwrap()), &parts);
}

fn links(page: &Page) -> Vec<String> {
    let links = Html::parse_document(&page.html);
    links.select(&Selector::parse("main a[href]").unwrap()).map(|link| link.attr("href").unwrap().to_owned()).collect()
}

fn data(page: &Page) -> page_data::PageData {
    let html = Html::parse_document(&page.html);
    let lines = html.select(&Selector::parse("#page_data").unwrap()).next().unwrap().text().collect::<String>();
    page_data::PageData { entries: page_data::read_entries(&lines), ..page_data::read(&lines) }
}

#[test]
fn it_has_no_errors() {
    let found = check(&SUITE);
    assert!(!has_errors(&found), "{}", as_text(&found, &SUITE));
}

#[test]
fn the_home_page_leads_to_a_page_for_each_topic_and_these_to_every_routemap() {
    with_pages(|pages, _, _| {
        let page = |path: &str| pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("no {path}"));
        let home = page("index.html");
        assert!(home.html.len() < 100_000, "the home page has {} bytes", home.html.len());
        let topics: Vec<String> = links(home).into_iter().filter(|link| link.starts_with("network/")).collect();
        assert_eq!(topics.len(), SUITE.place().unwrap().topics.len());
        let of_topics: Vec<String> = topics.iter().flat_map(|topic| links(page(&format!("{topic}index.html")))).collect();
        for routemap in SUITE.routemaps() {
            assert!(of_topics.contains(&format!("../../{}/", routemap.id)), "no way to {}", routemap.id);
        }
        assert_eq!(links(page("network/index.html")).len(), topics.len());
    });
}

#[test]
fn the_page_of_a_routemap_knows_those_it_shares_a_change_with_and_the_familys_own_pages_know_all() {
    with_pages(|pages, of_routemap, _| {
        let known: Vec<String> = data(&of_routemap[0]).index.into_iter().map(|known| known.id).collect();
        assert_eq!(known.len(), 3, "{known:?}");
        for near in ["grown-6", "grown-7", "grown-8"] {
            assert!(known.iter().any(|known| known == near), "{near} is not in {known:?}");
        }
        let dates = pages.iter().find(|page| page.path == "dates/index.html").unwrap();
        assert_eq!(data(dates).index.len(), SUITE.routemaps().count());
    });
}

#[test]
fn what_can_be_found_is_in_the_home_page_and_the_parts_together_once() {
    with_pages(|pages, _, parts| {
        let home = data(pages.iter().find(|page| page.path == "index.html").unwrap());
        assert_eq!(home.entries.len(), NAMED);
        assert_eq!(home.more_to_find.len(), parts.len());
        let mut entries = home.entries;
        for part in parts {
            assert!(part.len() < 30_000, "a part has {} bytes", part.len());
            entries.extend(page_data::read_entries(part));
        }
        assert_eq!(entries.len(), SUITE.routemaps().count());
        for routemap in SUITE.routemaps() {
            let query = Query { words: routemap.title.clone(), ..Query::default() };
            assert_eq!(find(&query, &entries)[0].id, routemap.id.as_str(), "{}", routemap.title);
        }
    });
}
