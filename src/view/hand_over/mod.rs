//! Handing over: one of the journeys kept here as a link, a QR code or a file; taking in one that was handed over;
//! and guiding somebody whose routes this device does not keep.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::element::{element, live, nothing, together, words};
use crate::{
    browser::{address, files, page},
    definition::wire,
    graph::Graph,
    journey::Journey,
    link::{self, Along, Shared},
    page_data::PageData,
    snapshot::{self, Kept, Unread},
    state::{
        Watched,
        keeping::{self, Shelf},
        lasting,
    },
};

mod give;
mod guide;
mod take;

/// What the parts of the page share.
struct Page {
    data: PageData,
    shelf: Watched<Shelf>,
    shown: Watched<Shown>,
    /// The journey to hand over, with its routemap.
    chosen: Watched<Option<(Kept, Arc<Graph>)>>,
    along: Watched<Along>,
    said: Watched<Option<String>>,
}

/// What the page shows.
#[derive(Clone)]
enum Shown {
    /// The routes to hand over.
    Give,
    /// The journey that was handed over.
    Taken(Shared, Arc<Graph>),
    /// A sentence for why there is none.
    NotTaken(String),
}

impl Shown {
    fn title(&self) -> &'static str {
        match self {
            Shown::Give => "Hand over",
            Shown::Taken(..) => "A route was handed to you",
            Shown::NotTaken(_) => "This could not be opened",
        }
    }
}

/// Fills the page.
pub fn hand_over(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let page: &Page = lasting(Page {
        data,
        shelf: Watched::new(shelf),
        shown: Watched::new(Shown::Give),
        chosen: Watched::default(),
        along: Watched::default(),
        said: Watched::default(),
    });
    begin(page);
    address::on_move(move || begin(page));
    keeping::on_change(move |_| page.shelf.set(keeping::load_all()));
    // What is shown instead is read from its heading on.
    lasting(RenderEffect::new(move |before: Option<()>| {
        let title = page.shown.with(Shown::title);
        if before.is_some() {
            page::scroll_to_top();
            page::focus("#app_ h2");
        }
        page::set_title(&format!("{title} – {}", page.data.site_name));
    }));
    let said = live(move || page.said.get().map_or_else(nothing, |sentence| words("p", sentence).class("notice").into()));
    together(vec![
        element("div").attribute("role", "status").class("notices").child(said).into(),
        live(move || match page.shown.get() {
            Shown::Give => together(vec![give::giving(page), take::taking(page), guide::guiding(page)]),
            Shown::Taken(shared, graph) => take::offer(page, &shared, &graph),
            Shown::NotTaken(sentence) => take::refused(page, sentence),
        }),
    ])
}

/// Does what the address asks for: opens a journey that it carries, or shows the one it names.
fn begin(page: &'static Page) {
    let shown = address::hash();
    page.said.set(None);
    // A page that is loaded again still offers what it was given.
    let noted = address::note().filter(|note| shown.is_empty() && !note.is_empty());
    let hash = noted.unwrap_or(shown);
    if let Some(carried) = hash.strip_prefix("#j=") {
        let (id, text) = carried.split_once('.').unwrap_or((carried, ""));
        open(page, id.to_owned(), text.to_owned());
    } else if let Some(kept) = hash.strip_prefix("#kept=") {
        open_kept(page, &address::decoded(kept));
    } else {
        let only = page.shelf.with_untracked(|shelf| match shelf.kept.as_slice() {
            [only] => Some(format!("#journey={}", only.journey.id)),
            _ => None,
        });
        if let Some(only) = only.filter(|_| hash.is_empty()) {
            address::replace(&only, "");
        }
        if !matches!(page.shown.get_untracked(), Shown::Give) {
            page.shown.set(Shown::Give);
        }
        return choose(page);
    }
    // What was handed over does not stay in the address, where the next person at this device would see it.
    address::replace("", &hash);
}

/// Reads a journey through a routemap that came as text.
fn open(page: &'static Page, id: String, text: String) {
    page.said.set(None);
    spawn_local(async move {
        let read = graph_of(page, &id).await.map(|graph| (link::read(&graph, &text), graph));
        page.shown.set(match read {
            Some((Ok(shared), graph)) => Shown::Taken(shared, graph),
            Some((Err(fault), _)) => Shown::NotTaken(fault.sentence().to_owned()),
            None => Shown::NotTaken(NO_ROUTEMAP.to_owned()),
        });
    });
}

/// Reads a journey that came in the form in which devices keep it: out of a frame of another site.
fn open_kept(page: &'static Page, text: &str) {
    let read = Some(text).filter(|text| text.len() <= link::LIMIT).map_or(Err(Unread::Broken), snapshot::read);
    let journey = match read {
        Ok(kept) if kept.journey.is_of_our_size() => kept.journey,
        Err(Unread::Newer { .. }) => return page.shown.set(Shown::NotTaken(link::Fault::Newer.sentence().to_owned())),
        _ => return page.shown.set(Shown::NotTaken(link::Fault::Damaged.sentence().to_owned())),
    };
    spawn_local(async move {
        let graph = graph_of(page, journey.routemap.as_str()).await;
        page.shown.set(match graph {
            Some(graph) => Shown::Taken(Shared { journey, lost: 0 }, graph),
            None => Shown::NotTaken(NO_ROUTEMAP.to_owned()),
        });
    });
}

const NO_ROUTEMAP: &str = "The routemap of this link could not be opened. You may be without a connection. Nothing on this device was changed. Open the link again.";

/// Chooses the journey that the address names, or none. What was ticked for it before stays.
fn choose(page: &'static Page) {
    let hash = address::hash();
    let id = hash.strip_prefix("#journey=").unwrap_or_default();
    let was_chosen = page.chosen.with_untracked(|chosen| chosen.as_ref().is_some_and(|(kept, _)| kept.journey.id == id));
    if !was_chosen {
        page.along.set(Along::default());
        page.chosen.set(None);
    }
    if !id.is_empty() {
        find(page, id, move |kept, graph| {
            page.chosen.set(Some((kept, graph)));
        });
    }
}

/// Calls `then` with a journey that is kept here, once its routemap is there, if the address is still the same.
fn find(page: &'static Page, id: &str, then: impl FnOnce(Kept, Arc<Graph>) + 'static) {
    let Some(kept) = page.shelf.with_untracked(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == id).cloned()) else { return };
    let asked = address::hash();
    // What was chosen first must not come after what was chosen last.
    spawn_local(async move {
        let graph = graph_of(page, kept.journey.routemap.as_str()).await;
        match graph {
            _ if address::hash() != asked => {}
            Some(graph) => then(kept, graph),
            None => {
                let words = "This routemap could not be opened. You may be without a connection. Your route is safe. Try again.";
                page.said.set(Some(words.to_owned()));
            }
        }
    });
}

/// Returns a routemap of this site. `None` for one that is not there, or without a connection.
async fn graph_of(page: &'static Page, id: &str) -> Option<Arc<Graph>> {
    let url = page.data.name_of(id).map(|_| format!("{}outline.txt", page.data.way_to(id)))?;
    Some(Arc::new(Graph::new(wire::read(&files::fetch(&url).await?))))
}

/// The child's name, if there is one, and the routemap's.
fn name_of(page: &'static Page, journey: &Journey) -> String {
    let routemap = page.data.name_of(journey.routemap.as_str()).unwrap_or(journey.routemap.as_str()).to_owned();
    match journey.child.as_str() {
        "" => routemap,
        child => format!("{child} · {routemap}"),
    }
}
