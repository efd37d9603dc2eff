//! Handing over: one of the journeys kept here as a link, a QR code, a file or a printed sheet; taking in one that was
//! handed over; and guiding somebody whose routes this device does not keep.

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
    state::keeping::{self, Shelf},
};

mod give;
mod guide;
mod paper;
mod take;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    data: StoredValue<PageData>,
    shelf: RwSignal<Shelf>,
    shown: RwSignal<Shown>,
    along: RwSignal<Along>,
    said: RwSignal<Option<String>>,
}

/// What the page shows.
#[derive(Clone)]
enum Shown {
    /// The routes to hand over, one of them chosen or none.
    Give(Option<(Kept, Arc<Graph>)>),
    /// The sheet to print of one route.
    Paper(Kept, Arc<Graph>),
    /// The journey that was handed over.
    Taken(Shared, Arc<Graph>),
    /// A sentence for why there is none.
    NotTaken(String),
}

pub fn hand_over(mut data: PageData) -> AnyView {
    let shelf = keeping::load_all();
    data.reader = shelf.reader.clone().unwrap_or_default();
    let page = Page {
        data: StoredValue::new(data),
        shelf: RwSignal::new(shelf),
        shown: RwSignal::new(Shown::Give(None)),
        along: RwSignal::new(Along::default()),
        said: RwSignal::new(None),
    };
    begin(page);
    address::on_move(move || begin(page));
    let said = live(move || page.said.get().map_or_else(nothing, |sentence| words("p", sentence).class("notice").into()));
    together(vec![
        element("div").attribute("role", "status").class("notices").child(said).into(),
        live(move || match page.shown.get() {
            Shown::Give(chosen) => together(vec![give::giving(page, chosen), take::taking(page), guide::guiding(page)]),
            Shown::Paper(kept, graph) => paper::paper(page, kept, graph),
            Shown::Taken(shared, graph) => take::offer(page, shared, &graph),
            Shown::NotTaken(sentence) => take::refused(page, sentence),
        }),
    ])
}

/// Does what the address asks for: opens a journey that it carries, or shows the one it names.
fn begin(page: Page) {
    let hash = address::hash();
    if let Some(carried) = hash.strip_prefix("#j=") {
        let (id, text) = carried.split_once('.').unwrap_or((carried, ""));
        open(page, id.to_owned(), text.to_owned());
    } else if let Some(kept) = hash.strip_prefix("#kept=") {
        open_kept(page, &address::decoded(kept));
    } else if let Some(id) = hash.strip_prefix("#print=") {
        return show(page, id, Shown::Paper);
    } else if let Some(id) = hash.strip_prefix("#journey=") {
        return choose(page, id);
    } else {
        return page.shown.set(Shown::Give(None));
    }
    // What was handed over does not stay in the address, where the next person at this device would see it.
    address::replace("", "");
}

/// Reads a journey through a routemap that came as text.
fn open(page: Page, id: String, text: String) {
    spawn_local(async move {
        let read = graph_of(page, &id).await.map(|graph| (link::read(&graph, &text), graph));
        page.shown.try_set(match read {
            Some((Ok(shared), graph)) => Shown::Taken(shared, graph),
            Some((Err(fault), _)) => Shown::NotTaken(fault.sentence().to_owned()),
            None => Shown::NotTaken(NO_ROUTEMAP.to_owned()),
        });
    });
}

/// Reads a journey that came in the form in which devices keep it: out of a frame of another site.
fn open_kept(page: Page, text: &str) {
    let journey = match snapshot::read(text) {
        Ok(kept) => kept.journey,
        Err(Unread::Newer { .. }) => return page.shown.set(Shown::NotTaken(link::Fault::Newer.sentence().to_owned())),
        Err(Unread::Broken) => return page.shown.set(Shown::NotTaken(link::Fault::Damaged.sentence().to_owned())),
    };
    spawn_local(async move {
        let graph = graph_of(page, journey.routemap.as_str()).await;
        page.shown.try_set(match graph {
            Some(graph) => Shown::Taken(Shared { journey, lost: 0 }, graph),
            None => Shown::NotTaken(NO_ROUTEMAP.to_owned()),
        });
    });
}

const NO_ROUTEMAP: &str = "The routemap of this link could not be opened. You may be without a connection. Nothing on this device was changed. Open the link again.";

fn choose(page: Page, id: &str) {
    page.along.set(Along::default());
    show(page, id, |kept, graph| Shown::Give(Some((kept, graph))));
}

/// Shows a journey that is kept here, once its routemap is there.
fn show(page: Page, id: &str, shown: fn(Kept, Arc<Graph>) -> Shown) {
    let Some(kept) = page.shelf.with_untracked(|shelf| shelf.kept.iter().find(|kept| kept.journey.id == id).cloned()) else { return };
    spawn_local(async move {
        match graph_of(page, kept.journey.routemap.as_str()).await {
            Some(graph) => {
                page.shown.try_set(shown(kept, graph));
            }
            None => {
                let words = "This routemap could not be opened. You may be without a connection. Your route is safe. Try again.";
                page.said.try_set(Some(words.to_owned()));
            }
        }
    });
}

/// Returns a routemap of this site. `None` for one that is not there, or without a connection.
async fn graph_of(page: Page, id: &str) -> Option<Arc<Graph>> {
    let url = page.data.try_with_value(|data| data.name_of(id).map(|_| format!("{}outline.txt", data.way_to(id))))??;
    Some(Arc::new(Graph::new(wire::read(&files::fetch(&url).await?))))
}

/// The child's name, if there is one, and the routemap's.
fn name_of(page: Page, journey: &Journey) -> String {
    let routemap = page.data.with_value(|data| data.name_of(journey.routemap.as_str()).unwrap_or(journey.routemap.as_str()).to_owned());
    match journey.child.as_str() {
        "" => routemap,
        child => format!("{child} · {routemap}"),
    }
}

/// A box to tick.
fn tick(id: impl Into<String>, label: impl Into<String>, ticked: bool, set: impl Fn(bool) + 'static) -> super::element::Element {
    let id = id.into();
    let mut field = element("input").attribute("type", "checkbox").attribute("id", id.clone()).attribute("autocomplete", "off");
    if ticked {
        field = field.attribute("checked", "");
    }
    element("li").child(field.on("change", move |event| set(page::is_checked(&event)))).child(words("label", label).attribute("for", id))
}
