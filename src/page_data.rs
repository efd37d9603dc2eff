//! What a static page hands to the app: one JSON text in the page itself.
//!
//! It stands in the page rather than beside it because its words are in the page already, and
//! compression then pays for them once.

use serde::{Deserialize, Serialize};

use crate::definition::outline::{Named, Outline};

/// The data of one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageData {
    /// [`HOME`], [`ROUTEMAP`] or [`MY_DATA`].
    pub page: String,
    /// The way to the root of the site: empty or `../`.
    pub root: String,
    pub site_name: String,
    /// Every routemap of the site with its short title, in the order of the home page.
    pub index: Vec<Named>,
    /// On a routemap's page: its outline. Also the content of `<routemap>/outline.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outline: Option<Outline>,
}

/// The pages that have an app, as [`PageData::page`] names them.
pub const HOME: &str = "home";
pub const ROUTEMAP: &str = "routemap";
pub const MY_DATA: &str = "my-data";

/// The id of the element that holds the JSON.
pub const DATA_ELEMENT: &str = "page_data";
/// The id of the element that the app fills.
pub const APP_ELEMENT: &str = "app_";
