//! What a static page hands to the app: one JSON text in the page itself.
//!
//! It stands in the page rather than beside it because the same words are in the page already, and
//! compression then pays for them once.

use serde::{Deserialize, Serialize};

use crate::definition::{Routemap, RoutemapId, Service, Word};

/// The data of one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageData {
    pub page: PageKind,
    /// The way to the root of the site: empty or `../`.
    pub root: String,
    pub site_name: String,
    /// Where a family can say what was not clear; the step is added.
    pub feedback: String,
    /// Every routemap of the site, in the order of the home page.
    pub index: Vec<IndexEntry>,
    /// On a routemap's page: the routemap and what it uses of the shared files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<RoutemapData>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    #[default]
    Home,
    Routemap,
    MyData,
}

/// A routemap as lists of routemaps name it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IndexEntry {
    pub id: RoutemapId,
    pub title: String,
    pub short_title: String,
}

/// A routemap with the services and words it uses. Also the content of `<routemap>/routemap.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoutemapData {
    pub routemap: Routemap,
    pub services: Vec<Service>,
    pub words: Vec<Word>,
}

/// The id of the element that holds the JSON.
pub const DATA_ELEMENT: &str = "page_data";
/// The id of the element that the app fills.
pub const APP_ELEMENT: &str = "app_";
