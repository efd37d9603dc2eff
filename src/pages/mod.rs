//! The static pages: every routemap complete and readable with no script.
//!
//! A page is the shell `index.html` with its places filled. The words of a routemap are written here and
//! nowhere else: the app shows these same elements one step at a time and fills the places (`data-slot`)
//! that hold what the family entered. So nothing jumps when it takes over, and all is there without it.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, PreEscaped, html};

use crate::{
    check::Suite,
    definition::{InfoPage, Place, Routemap, RoutemapId, Service, Target, Text, Voice, Word},
    layout::Map,
    page_data::{self, APP_ELEMENT, DATA_ELEMENT, DATES, HAND_OVER, HOME, Known, MY_DATA, NETWORK, PRINT, PageData, ROUTEMAP},
    poster::Paper,
};

mod chrome;
mod guide;
mod home;
mod info;
mod map;
mod network;
mod routemap;
mod services;
mod step;
mod text;

pub use chrome::icon;
pub use home::more_to_find;

/// One page: where it goes in the site, and its HTML.
pub struct Page {
    /// `index.html`, `ehcna/index.html`.
    pub path: String,
    pub html: String,
}

/// The built files that a page links to, relative to the root of the site, with their integrity.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub style: Asset,
    pub boot: Asset,
    /// What keeps the site for days with no signal.
    pub offline: Asset,
    /// The app of the routemaps.
    pub app: Module,
    /// The app of the home page and of the family's own pages.
    pub own_pages: Module,
    /// The app of the page that hands a journey over.
    pub hand_over: Module,
    /// Files with what can be found in a large suite, beside what the home page has in it.
    pub more_to_find: Vec<Asset>,
    /// The sign of the site as an address that holds all of it, so that no browser asks for it.
    pub icon: String,
}

/// A compiled app and the script that starts it.
#[derive(Clone, Debug, Default)]
pub struct Module {
    pub script: Asset,
    pub wasm: Asset,
}

/// A file with a content hash in its name.
#[derive(Clone, Debug, Default)]
pub struct Asset {
    pub path: String,
    /// `sha384-...`, for subresource integrity.
    pub integrity: String,
}

/// A routemap as it is drawn, for both its readers.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    pub map: Map,
    /// The paper on which its sheet can be read.
    pub readable_on: Vec<Paper>,
}

/// What every page is made from.
pub struct Site<'a> {
    suite: &'a Suite,
    place: &'a Place,
    shell: &'a str,
    assets: &'a Assets,
    drawings: &'a BTreeMap<RoutemapId, Drawing>,
    base: &'a str,
    /// The routemaps by topic, in the order of the place, and title.
    in_order: Vec<&'a Routemap>,
    /// For each routemap, those it leads into and those that lead into it.
    changes: BTreeMap<&'a RoutemapId, BTreeSet<&'a RoutemapId>>,
}

/// How many routemaps a page can name without becoming too large for a slow phone. In a larger suite the page of a routemap
/// knows those it shares a change with, the home page leads to a page for each topic, and what can be found comes in parts.
pub const NAMED: usize = 100;

/// The policy every page is under (design.md, section 5).
/// It stands behind the page's own style and script: a browser asks ahead only for what comes before a policy.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types routemaps";

/// Returns the pages of a routemap, in the words for its reader.
pub fn of_routemap(site: &Site, routemap: &Routemap) -> Vec<Page> {
    let folder = folder(&routemap.id, routemap.voice);
    let mut pages =
        vec![page_at(&folder, routemap::page(site, routemap)), page_at(&format!("{folder}/services"), services::page(site, routemap))];
    if routemap.voice == Voice::Parent {
        pages.push(page_at(&format!("{folder}/five-minute-guide"), guide::page(site, routemap)));
    }
    pages
}

/// Returns every page that is not one routemap's.
pub fn of_suite(site: &Site) -> Vec<Page> {
    let infos = site.suite.info_pages().map(|(name, info)| page_at(name, info::page(site, name, info)));
    let mut pages = vec![
        Page { path: "index.html".to_owned(), html: home::page(site) },
        page_at("dates", info::dates(site)),
        page_at("my-data", info::my_data(site)),
        page_at("hand-over", info::hand_over(site)),
        page_at("print", info::print(site)),
        Page { path: "offline.html".to_owned(), html: info::offline(site) },
        Page { path: "404.html".to_owned(), html: info::wrong_address(site) },
    ];
    pages.extend(network::pages(site).into_iter().map(|(folder, html)| page_at(&folder, html)));
    pages.extend(infos);
    pages
}

fn page_at(folder: &str, html: String) -> Page {
    Page { path: format!("{folder}/index.html"), html }
}

/// Returns the glossary's entries for the words some texts use, in the order of the glossary.
fn words_of<'a>(suite: &Suite, texts: impl Iterator<Item = &'a Text>) -> Vec<Word> {
    let used: std::collections::HashSet<&str> = texts.flat_map(Text::words).collect();
    suite.words().iter().filter(|word| used.contains(word.word.as_str())).cloned().collect()
}

/// Returns the folder of a routemap's page, in the words for a reader.
pub fn folder(routemap: &RoutemapId, voice: Voice) -> String {
    match voice {
        Voice::Parent => routemap.to_string(),
        Voice::YoungPerson => format!("{routemap}/{}", reader_name(voice)),
    }
}

/// The way from a routemap's page to the root of the site.
fn root(voice: Voice) -> &'static str {
    match voice {
        Voice::Parent => "../",
        Voice::YoungPerson => "../../",
    }
}

/// Returns the way from the page of a routemap to that of another one. The reader stays the same where the other speaks
/// to them.
fn way(from: Voice, to: &Routemap) -> String {
    let voice = if to.speaks_to(from) { from } else { Voice::Parent };
    format!("{}{}/", root(from), folder(&to.id, voice))
}

/// What a reader is called in addresses, and where a device keeps who follows.
fn reader_name(voice: Voice) -> &'static str {
    match voice {
        Voice::Parent => "parent",
        Voice::YoungPerson => "young-person",
    }
}

/// Whom a page speaks to, and the way to the same page in the words for the other reader.
struct Readers {
    this: &'static str,
    other: &'static str,
}

/// Returns the readers of a routemap that speaks to two.
fn readers(routemap: &Routemap) -> Option<Readers> {
    let other = match routemap.voice {
        Voice::Parent => "young-person/",
        Voice::YoungPerson => "../",
    };
    routemap.speaks_to(Voice::YoungPerson).then(|| Readers { this: reader_name(routemap.voice), other })
}

/// What one page puts into the shell.
struct Filling {
    title: String,
    description: String,
    /// The way to the root of the site: empty, `../`, or an absolute base.
    root: String,
    /// The class of the body: which line's colour the page has.
    class: String,
    body: Markup,
    /// The data for the app, on pages that have one.
    data: Option<PageData>,
    /// Whom it speaks to, on pages that are written for two.
    readers: Option<Readers>,
}

impl<'a> Site<'a> {
    /// Returns what the pages of a suite are made from. `shell` is `index.html` at the root of the project, and `base` where the
    /// site stands on its host, for the one page that is served at any depth: `/` or `/routemaps/`.
    pub fn new(
        suite: &'a Suite,
        place: &'a Place,
        shell: &'a str,
        assets: &'a Assets,
        drawings: &'a BTreeMap<RoutemapId, Drawing>,
        base: &'a str,
    ) -> Site<'a> {
        let in_order = in_order(suite, place);
        let mut changes: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for routemap in &in_order {
            for choice in routemap.steps.iter().flat_map(|step| &step.choices) {
                if let Target::Elsewhere { routemap: other, .. } = &choice.to {
                    changes.entry(&routemap.id).or_default().insert(other);
                    changes.entry(other).or_default().insert(&routemap.id);
                }
            }
        }
        Site { suite, place, shell, assets, drawings, base, in_order, changes }
    }

    /// Says whether there are more routemaps than a page can name.
    fn is_large(&self) -> bool {
        self.in_order.len() > NAMED
    }

    /// Returns the topics, each with its routemaps.
    fn topics(&self) -> impl Iterator<Item = (&str, &[&'a Routemap])> {
        self.in_order.chunk_by(|one, other| one.topic == other.topic).filter_map(|all| Some((all.first()?.topic.as_str(), all)))
    }

    /// Fills the shell.
    fn fill(&self, filling: Filling) -> String {
        let Filling { title, description, root, class, body, data, readers } = filling;
        let style = &self.assets.style;
        let module = data.as_ref().map(|data| self.module(&data.page));
        let head = html! {
            link rel="stylesheet" href={ (root) (style.path) } integrity=(style.integrity);
            (self.boot(&root, module, readers.as_ref()))
        };
        let body = html! {
            (body)
            @if let Some(data) = &data {
                // The lines hold no `<`, so no text in them can close the element.
                script type="text/plain" id=(DATA_ELEMENT) { (PreEscaped(page_data::write(data))) }
            }
            @if let Some(module) = module { (Self::app_script(&root, module)) }
        };
        let title = if title == self.place.site_name { title } else { format!("{title} – {}", self.place.site_name) };
        let text = |text: &str| html! { (text) }.into_string();
        self.shell
            .replace("{{policy}}", &text(CONTENT_SECURITY_POLICY))
            .replace("{{title}}", &text(&title))
            .replace("{{icon}}", &text(&self.assets.icon))
            .replace("{{description}}", &text(&description))
            .replace("{{root}}", &root)
            .replace("{{head}}", &head.into_string())
            .replace("{{class}}", &class)
            .replace("{{body}}", &body.into_string())
    }

    /// The boot script runs before the first paint, so that a page with a kept journey leaves room for it, and the page is read
    /// while it is fetched. Browsers that do not know `blocking` (Safari before 18.2, Firefox) may paint before it. A page without an app has it too: it says who is guided.
    fn boot(&self, root: &str, module: Option<&Module>, readers: Option<&Readers>) -> Markup {
        let Assets { boot, offline, .. } = self.assets;
        html! {
            script id="boot_" src={ (root) (boot.path) } integrity=(boot.integrity) async blocking="render"
                data-offline={ (root) (offline.path) } data-offline-integrity=(offline.integrity)
                data-app=[module.map(|module| format!("{root}{}", module.script.path))]
                data-wasm=[module.map(|module| format!("{root}{}", module.wasm.path))]
                data-wasm-integrity=[module.map(|module| &module.wasm.integrity)]
                data-reader=[readers.map(|readers| readers.this)] data-other=[readers.map(|readers| readers.other)] {}
        }
    }

    /// The script of the app. It does nothing by itself: the boot script starts it. As a script of the page it keeps browsers from
    /// laying all of the page out, for an address with a step, before the boot script has said which part is shown. It stands at
    /// the end, so that on a slow network the page comes first.
    fn app_script(root: &str, Module { script, .. }: &Module) -> Markup {
        html! {
            script type="module" src={ (root) (script.path) } integrity=(script.integrity) fetchpriority="low" {}
        }
    }

    /// Returns the module that a page needs.
    fn module(&self, page: &str) -> &Module {
        let Assets { app, own_pages, hand_over, .. } = self.assets;
        match page {
            HOME | DATES | MY_DATA | NETWORK | PRINT => own_pages,
            HAND_OVER => hand_over,
            _ => app,
        }
    }

    /// Returns the data of a page that names every routemap.
    fn data(&self, page: &str, root: &str) -> PageData {
        self.data_naming(page, root, |_| true)
    }

    /// Returns the data of a page of a routemap.
    fn data_of(&self, routemap: &Routemap, root: &str) -> PageData {
        let shares = self.changes.get(&routemap.id);
        let is_near = |other: &Routemap| other.id == routemap.id || shares.is_some_and(|shares| shares.contains(&other.id));
        self.data_naming(ROUTEMAP, root, |other| !self.is_large() || is_near(other))
    }

    fn data_naming(&self, page: &str, root: &str, is_named: impl Fn(&Routemap) -> bool) -> PageData {
        let known = |routemap: &Routemap| Known {
            id: routemap.id.to_string(),
            name: routemap.short_title.clone(),
            other_reader: if routemap.speaks_to(Voice::YoungPerson) { reader_name(Voice::YoungPerson).to_owned() } else { String::new() },
        };
        PageData {
            page: page.to_owned(),
            root: root.to_owned(),
            site_name: self.place.site_name.clone(),
            index: self.in_order.iter().copied().filter(|routemap| is_named(routemap)).map(known).collect(),
            calendar: self.suite.calendar(),
            ..PageData::default()
        }
    }

    fn link(&self, id: &str) -> &str {
        self.place.links.iter().find(|link| link.id == id).map_or("", |link| &link.url)
    }

    fn services(&self) -> &[Service] {
        self.suite.services()
    }
}

/// Returns the routemaps by topic, in the order of the place, and title.
fn in_order<'a>(suite: &'a Suite, place: &Place) -> Vec<&'a Routemap> {
    let topic = |routemap: &Routemap| place.topics.iter().take_while(|topic| **topic != routemap.topic).count();
    let mut routemaps: Vec<_> = suite.routemaps().collect();
    routemaps.sort_by_key(|routemap| (topic(routemap), &routemap.topic, &routemap.title));
    routemaps
}

/// Returns the class that gives a page or a tile its line's colour.
fn line_class(routemap: &RoutemapId) -> String {
    format!("line-{routemap}")
}

/// Wraps what the app fills when it takes over.
fn app(content: Markup) -> Markup {
    html! { div id=(APP_ELEMENT) { (content) } }
}

/// Says that a routemap is not approved yet.
fn draft_notice(routemap: &Routemap) -> Markup {
    html! {
        @if routemap.status == crate::definition::Status::Draft {
            p class="draft" { strong { "Draft." } " The council has not approved this routemap yet. Check dates and rights with somebody who can help." }
        }
    }
}

/// Says what an info page is called in a list of links.
fn info_title<'a>(name: &'a str, info: &'a InfoPage) -> &'a str {
    if info.title.is_empty() { name } else { &info.title }
}
