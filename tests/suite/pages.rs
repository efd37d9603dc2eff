//! The built site, read as a browser reads it. One is built from another place, made up, with data alone.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use routemaps::{
    definition::{
        Target,
        text::{Block, plain},
    },
    pages::CONTENT_SECURITY_POLICY,
    search::{Query, find},
    site::{Build, build, load, sizes},
};
use scraper::{Html, Selector};

use crate::{read, root, today, walk};

/// The sites under test: our own, and one for another council.
static SITES: LazyLock<[tempfile::TempDir; 2]> = LazyLock::new(|| [built("routemaps"), built("tests/suite/check/context")]);

pub fn built(routemaps: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (project, routemaps) = (root(""), root(routemaps));
    let out = folder.path().join("site");
    build(&Build {
        project,
        routemaps,
        out,
        base: "/".to_owned(),
        address: Some("https://example.org/routemaps/".to_owned()),
        reloads: false,
        today: today(),
    })
    .unwrap();
    folder
}

pub fn site(number: usize) -> PathBuf {
    SITES[number].path().join("site")
}

fn pages(site: &Path) -> Vec<(PathBuf, Html)> {
    let html = walk(site).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    html.map(|path| (path.clone(), Html::parse_document(&read(&path)))).collect()
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn every_page_is_valid_and_has_one_main_heading_a_title_and_a_language() {
    for number in [0, 1] {
        for (path, page) in pages(&site(number)) {
            assert_eq!(page.errors.len(), 0, "{}: {:?}", path.display(), page.errors);
            assert_eq!(select(&page, "h1").len(), 1, "{}", path.display());
            assert_eq!(select(&page, "main").len(), 1, "{}", path.display());
            assert!(!select(&page, "title")[0].text().collect::<String>().is_empty());
            assert_eq!(select(&page, "html")[0].attr("lang"), Some("en-GB"));
            assert!(!page.html().contains("{{"), "{} has a place that was not filled", path.display());
        }
    }
}

// Browsers draw the icon anew after each tap, and a phone should not wait for that, nor fetch it.
#[test]
fn the_icon_in_every_page_is_a_small_picture_that_needs_no_request() {
    for (path, page) in pages(&site(0)) {
        let address = select(&page, "link[rel='icon']")[0].attr("href").unwrap();
        let picture = address.strip_prefix("data:image/png;base64,").unwrap_or_else(|| panic!("{}: {address}", path.display()));
        let decoder = png::Decoder::new(std::io::Cursor::new(STANDARD.decode(picture).unwrap()));
        assert_eq!(decoder.read_info().unwrap().info().size(), (32, 32));
        assert!(picture.len() < 400, "{} letters", picture.len());
    }
}

#[test]
fn every_id_is_used_once_and_every_link_inside_the_site_leads_somewhere() {
    for number in [0, 1] {
        let site = site(number);
        for (path, page) in pages(&site) {
            let ids: Vec<&str> = select(&page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
            let unique: BTreeSet<_> = ids.iter().collect();
            assert_eq!(ids.len(), unique.len(), "{} uses an id twice", path.display());
            for link in select(&page, "[href], [src]") {
                let target = link.attr("href").or(link.attr("src")).unwrap();
                if target.contains("://") || ["mailto:", "tel:", "data:"].iter().any(|kind| target.starts_with(kind)) {
                    continue;
                }
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                if file.is_empty() {
                    assert!(unique.contains(&anchor), "{}: nothing has the id `{anchor}`", path.display());
                    continue;
                }
                let from = if file.starts_with('/') { site.clone() } else { path.parent().unwrap().to_owned() };
                let to = from.join(file.trim_start_matches('/'));
                let to = if file.ends_with('/') { to.join("index.html") } else { to };
                assert!(to.exists(), "{}: `{target}` leads nowhere", path.display());
            }
        }
    }
}

#[test]
fn no_page_has_an_inline_script_or_style_and_every_page_has_the_policy() {
    for (path, page) in pages(&site(0)) {
        for script in select(&page, "script") {
            let is_data = script.attr("type") == Some("text/plain");
            assert!(
                is_data || script.attr("src").is_some() && script.attr("integrity").is_some(),
                "{}: a script of its own",
                path.display()
            );
        }
        assert!(select(&page, "style, [style], [onclick], [onload], base").is_empty(), "{}", path.display());
        let policy = select(&page, "head > meta[http-equiv='Content-Security-Policy']");
        assert_eq!(policy[0].attr("content"), Some(CONTENT_SECURITY_POLICY));
        assert!(select(&page, "head script").len() <= 1, "{}: the policy comes after no script but the first", path.display());
        for link in select(&page, "link[rel='stylesheet'], script[src]") {
            assert!(link.attr("integrity").is_some_and(|integrity| integrity.starts_with("sha384-")), "{}", path.display());
        }
    }
}

#[test]
fn the_static_page_of_a_routemap_has_all_of_its_words_for_each_reader() {
    let suite = load(&root("routemaps"), today()).unwrap();
    for routemap in suite.routemaps().chain(suite.routemaps_for_young_people()) {
        let folder = routemaps::pages::folder(&routemap.id, routemap.voice);
        let page = Html::parse_document(&read(&site(0).join(folder).join("index.html")));
        for step in &routemap.steps {
            let section = select(&page, &format!("section#{}", step.id))[0];
            let shown = section.text().collect::<String>();
            let mut words: Vec<String> = vec![step.title.clone(), step.question().to_owned()];
            words.retain(|_| !step.choices.is_empty());
            words.extend(step.choices.iter().flat_map(|choice| [choice.label.clone(), choice.hint.clone()]));
            words.extend(step.deadlines.iter().map(|deadline| deadline.rule.in_words(|date| routemap.event_words(date))));
            words.extend(step.texts().flat_map(|text| &text.0).flat_map(|block| match block {
                Block::Paragraph(line) => vec![plain(line)],
                Block::List(items) => items.iter().map(|item| plain(item)).collect(),
            }));
            for words in words {
                assert!(shown.contains(&words), "step `{}` does not show: {words}", step.id);
            }
            let links: Vec<_> = section.select(&Selector::parse(".choices a").unwrap()).filter_map(|link| link.attr("href")).collect();
            assert_eq!(links.len(), step.choices.len(), "step `{}`", step.id);
        }
    }
}

#[test]
fn a_routemap_that_goes_past_16_has_a_page_for_the_young_person_in_their_own_words() {
    let site = site(0);
    let suite = load(&root("routemaps"), today()).unwrap();
    let mut seen = 0;
    for routemap in suite.routemaps_for_young_people() {
        let page = Html::parse_document(&read(&site.join(routemap.id.as_str()).join("young-person/index.html")));
        let text = select(&page, "main")[0].text().collect::<String>().to_lowercase();
        assert!(!text.replace("your children", "").contains("your child"), "{} says \"your child\" to the young person", routemap.id);
        let to_parent = select(&page, "a[data-reader='parent'][href='../']");
        assert!(!to_parent.is_empty(), "{} has no way to the words for a parent", routemap.id);
        let parent = Html::parse_document(&read(&site.join(routemap.id.as_str()).join("index.html")));
        let ids = |page: &Html| select(page, ".step").iter().filter_map(|step| step.attr("id")).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(ids(&page), ids(&parent), "{}: a place kept on one page must fit the other", routemap.id);
        seen += 1;
    }
    assert!(seen > 10);
}

#[test]
fn every_stage_says_what_each_service_does_in_one_table() {
    let site = site(0);
    for routemap in load(&root("routemaps"), today()).unwrap().routemaps() {
        let page = Html::parse_document(&read(&site.join(routemap.id.as_str()).join("services/index.html")));
        assert_eq!(select(&page, "tbody tr").len(), routemap.stages.len(), "{}", routemap.id);
        assert_eq!(select(&page, "thead th").len(), 4);
        assert!(select(&page, "tbody td").iter().all(|cell| cell.text().collect::<String>().len() > 20), "{}", routemap.id);
    }
}

#[test]
fn the_network_map_has_every_line_with_its_stages_and_where_one_can_change() {
    let suite = load(&root("routemaps"), today()).unwrap();
    let page = Html::parse_document(&read(&site(0).join("network/index.html")));
    assert_eq!(select(&page, ".network > li").len(), suite.routemaps().count());
    for routemap in suite.routemaps() {
        let line = format!(".network [data-line='{}']", routemap.id);
        assert_eq!(select(&page, &format!("{line} > ol > li")).len(), routemap.stages.len(), "{}", routemap.id);
        let drawn: BTreeSet<String> = select(&page, &format!("{line} ol ul a"))
            .iter()
            .map(|link| link.attr("href").unwrap().trim_matches(['.', '/']).to_owned())
            .collect();
        let choices = routemap.steps.iter().flat_map(|step| &step.choices);
        let written: BTreeSet<String> = choices
            .filter_map(|choice| if let Target::Elsewhere { routemap, .. } = &choice.to { Some(routemap.to_string()) } else { None })
            .collect();
        assert_eq!(drawn, written, "{}", routemap.id);
    }
    for from in ["index.html", "send-system/index.html", "send-system/young-person/index.html"] {
        let page = Html::parse_document(&read(&site(0).join(from)));
        assert!(select(&page, "a[href$='network/']").len() == 1, "{from} leads to the network map");
    }
}

#[test]
fn from_the_home_page_three_taps_lead_to_every_routemap() {
    let suite = load(&root("routemaps"), today()).unwrap();
    let first = suite.place().unwrap().first_question.clone().unwrap();
    let Target::Elsewhere { routemap, step } = &first else { panic!("the first question is a step of a routemap") };
    let finder = suite.routemap(routemap.as_str()).unwrap();
    // The first tap is a choice of the first question, which stands on the home page.
    let mut near: BTreeSet<&str> = BTreeSet::from([step.as_str(), finder.start.as_str()]);
    let mut found: BTreeSet<String> = BTreeSet::from([routemap.to_string()]);
    for _tap in 1..=3 {
        let choices: Vec<_> = finder.steps.iter().filter(|step| near.contains(step.id.as_str())).flat_map(|step| &step.choices).collect();
        for choice in choices {
            match &choice.to {
                Target::Here(step) => _ = near.insert(finder.step(step.as_str()).unwrap().id.as_str()),
                Target::Elsewhere { routemap, .. } => _ = found.insert(routemap.to_string()),
            }
        }
    }
    let missing: Vec<_> = suite.routemaps().filter(|routemap| !found.contains(routemap.id.as_str())).map(|routemap| &routemap.id).collect();
    assert!(missing.is_empty(), "more than three taps away: {missing:?}");
}

#[test]
fn what_families_type_finds_the_routemap_they_mean() {
    let site = site(0);
    let page = Html::parse_document(&read(&site.join("index.html")));
    let data = select(&page, "#page_data")[0].text().collect::<String>();
    let entries = routemaps::page_data::read_entries(&data);
    let mut wrong = Vec::new();
    for line in read(&root("tests/suite/search.txt")).lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (words, expected) = line.split_once(" => ").unwrap();
        let query = Query { words: words.to_owned(), ..Query::default() };
        let found: Vec<&str> = find(&query, &entries).iter().map(|entry| entry.id.as_str()).take(3).collect();
        if !found.contains(&expected) {
            wrong.push(format!("`{words}` finds {found:?}, not `{expected}`"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn another_council_uses_the_engine_with_data_alone() {
    let suite = load(&root("routemaps"), today()).unwrap();
    let ours = suite.place().unwrap();
    let short = ours.area.split('-').next().unwrap();
    for (path, page) in pages(&site(1)) {
        let text = page.html();
        assert!(!text.contains(short), "{} names `{short}`", path.display());
    }
    let home = read(&site(1).join("index.html"));
    assert!(home.contains("Sandbank"), "the other place is named");
}

#[test]
fn hashed_files_are_compressed_and_the_sizes_are_measured() {
    let measured = sizes::measure(&site(0)).unwrap();
    assert!(measured.iter().all(|size| size.bytes > 0), "{measured:?}");
    let nothing = tempfile::tempdir().unwrap();
    assert!(sizes::measure(nothing.path()).unwrap_err().to_string().contains("build the site first"));
    for path in walk(&site(0).join("assets")).iter().filter(|path| path.extension().is_some_and(|ending| ending != "br" && ending != "gz"))
    {
        let small = path.with_file_name(format!("{}.br", path.file_name().unwrap().to_str().unwrap()));
        assert!(small.exists(), "there is no {}", small.display());
    }
}

#[test]
fn a_text_in_a_routemap_cannot_leave_its_place_in_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let routemaps = folder.path().join("routemaps");
    std::fs::create_dir(&routemaps).unwrap();
    let context = root("tests/suite/check/context");
    for path in walk(&context).iter().filter(|path| path.parent() == Some(&context)) {
        let text = read(path).replace("version = \"1", "version = \"1</script></dd><img src=x onerror=alert(1)>");
        std::fs::write(routemaps.join(path.file_name().unwrap()), text).unwrap();
    }
    let out = folder.path().join("site");
    build(&Build {
        project: root(""),
        routemaps,
        out: out.clone(),
        base: "/".to_owned(),
        address: Some("https://example.org/routemaps/".to_owned()),
        reloads: false,
        today: today(),
    })
    .unwrap();
    for (path, page) in pages(&out) {
        assert!(select(&page, "img, [onerror]").is_empty(), "{}", path.display());
        let shown = page.root_element().text().collect::<String>();
        let shows_the_version = ["other/index.html", "other/five-minute-guide/index.html"].iter().any(|page| path.ends_with(page));
        assert_eq!(shown.contains("<img src=x"), shows_the_version, "{}", path.display());
    }
}
