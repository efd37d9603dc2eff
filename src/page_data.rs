//! What a static page hands to the app: lines of text in the page itself, as [`crate::definition::wire`] writes them.
//!
//! They stand in the page rather than beside it because their words are in the page already, and compression then
//! pays for them once.

use crate::{
    calendar::{Calendar, Proclaimed},
    definition::{
        Outline,
        wire::{self, line, lines},
    },
    search::Entry,
};

/// The data of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageData {
    /// [`HOME`], [`ROUTEMAP`], [`DATES`], [`MY_DATA`], [`NETWORK`], [`PRINT`] or [`HAND_OVER`].
    pub page: String,
    /// The way to the root of the site: empty, `../` or `../../`.
    pub root: String,
    pub site_name: String,
    /// Who reads, `parent` or `young-person`: whom a routemap's page is written for; elsewhere what the device keeps, if
    /// anything.
    pub reader: String,
    /// Every routemap of the site, in the order of the home page.
    pub index: Vec<Known>,
    pub calendar: Calendar,
    /// On the home page: what can be found.
    pub entries: Vec<Entry>,
    /// On the home page of a large suite: the addresses of the files with more that can be found, from the root of the site.
    pub more_to_find: Vec<String>,
    /// On a routemap's page: its outline. Also the content of `<routemap>/outline.txt`.
    pub outline: Option<Outline>,
}

/// A routemap of the site, as every page knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    pub id: String,
    /// Its short title.
    pub name: String,
    /// The other reader it has a page for, as [`PageData::reader`] and addresses name them; empty if there is none.
    pub other_reader: String,
}

/// The pages that have an app, as [`PageData::page`] names them.
pub const HOME: &str = "home";
pub const ROUTEMAP: &str = "routemap";
pub const DATES: &str = "dates";
pub const MY_DATA: &str = "my-data";
pub const NETWORK: &str = "network";
pub const PRINT: &str = "print";
pub const HAND_OVER: &str = "hand-over";

/// The id of the element that holds the lines.
pub const DATA_ELEMENT: &str = "page_data";
/// The id of the element that the app fills.
pub const APP_ELEMENT: &str = "app_";

/// The fields of the search on the home page, what is said of its result, and the place for that.
pub const FIND_WORDS: &str = "find_words_";
pub const FIND_AGES: &str = "find_ages_";
pub const FIND_TOPIC: &str = "find_topic_";
pub const FOUND_SAID: &str = "found_said_";
pub const FOUND: &str = "found_";

/// The first bank holidays that a family's dates can touch; earlier ones are not worth a phone's bytes.
const FIRST_YEAR: i32 = 2023;

impl PageData {
    /// Returns the short title of a routemap of this site.
    pub fn name_of(&self, routemap: &str) -> Option<&str> {
        self.known(routemap).map(|known| known.name.as_str())
    }

    /// Returns the way from this page to a routemap, in the words for who reads.
    pub fn way_to(&self, routemap: &str) -> String {
        let speaks_to_reader = self.known(routemap).is_some_and(|known| !self.reader.is_empty() && known.other_reader == self.reader);
        let own = if speaks_to_reader { format!("{}/", self.reader) } else { String::new() };
        format!("{}{routemap}/{own}", self.root)
    }

    /// Returns the way from this page to a journey.
    pub fn way_to_journey(&self, routemap: &str, journey: &str) -> String {
        format!("{}#journey={journey}", self.way_to(routemap))
    }

    fn known(&self, routemap: &str) -> Option<&Known> {
        self.index.iter().find(|known| known.id == routemap)
    }
}

/// Writes the data of a page.
pub fn write(data: &PageData) -> String {
    let Proclaimed { added, removed, known_until } = &data.calendar.holidays;
    let days = |days: &[crate::calendar::Date]| {
        let recent = days.iter().filter(|day| day.year() >= FIRST_YEAR).map(ToString::to_string);
        recent.collect::<Vec<_>>().join(" ")
    };
    let until = known_until.map(|day| day.to_string()).unwrap_or_default();
    let mut text = line("page", &[&data.page, &data.root, &data.site_name, &data.reader]);
    text.push_str(&line("holidays", &[&until, &days(added), &days(removed)]));
    for routemap in &data.index {
        text.push_str(&line("line", &[&routemap.id, &routemap.name, &routemap.other_reader]));
    }
    text.push_str(&write_entries(&data.entries));
    data.more_to_find.iter().for_each(|file| text.push_str(&line("more", &[file])));
    if let Some(outline) = &data.outline {
        text.push_str(&wire::write(outline));
    }
    text
}

/// Writes what can be found. [`read_entries`] reads it.
pub fn write_entries(entries: &[Entry]) -> String {
    let entry = |Entry { id, names, also, summary, topic, ages: (from, until) }: &Entry| {
        line("find", &[id, &names.join("|"), &also.join("|"), summary, topic, &from.to_string(), &until.to_string()])
    };
    entries.iter().map(entry).collect()
}

/// Reads the data of a page, without what can be found.
pub fn read(text: &str) -> PageData {
    let mut data = PageData::default();
    let mut has_outline = false;
    for (kind, mut fields) in lines(text) {
        match kind {
            "page" => {
                data.page = fields.text();
                data.root = fields.text();
                data.site_name = fields.text();
                data.reader = fields.text();
            }
            "holidays" => {
                data.calendar.holidays = Proclaimed { known_until: fields.date(), added: fields.dates(), removed: fields.dates() };
            }
            "line" => data.index.push(Known { id: fields.text(), name: fields.text(), other_reader: fields.text() }),
            "more" => data.more_to_find.push(fields.text()),
            "routemap" => has_outline = true,
            _ => {}
        }
    }
    data.outline = has_outline.then(|| wire::read(text));
    data
}

/// Reads what can be found.
pub fn read_entries(text: &str) -> Vec<Entry> {
    let found = lines(text).filter(|(kind, _)| *kind == "find");
    found
        .map(|(_, mut fields)| Entry {
            id: fields.text(),
            names: fields.text().split('|').map(str::to_owned).collect(),
            also: fields.text().split('|').map(str::to_owned).collect(),
            summary: fields.text(),
            topic: fields.text(),
            ages: (fields.text().parse().unwrap_or_default(), fields.text().parse().unwrap_or(u32::MAX)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Date;

    #[test]
    fn the_data_of_a_page_comes_back_as_it_was() {
        let day = |text| Date::from_iso(text).unwrap();
        let holidays = Proclaimed { added: vec![day("2023-05-08")], removed: vec![], known_until: Some(day("2027-12-31")) };
        let data = PageData {
            page: ROUTEMAP.to_owned(),
            root: "../".to_owned(),
            site_name: "Routes & <ways>".to_owned(),
            reader: "young-person".to_owned(),
            index: vec![Known { id: "ehcna".to_owned(), name: "EHC needs assessment".to_owned(), other_reader: "young-person".to_owned() }],
            calendar: Calendar { holidays, school: None },
            entries: vec![Entry {
                id: "ehcna".to_owned(),
                names: vec!["EHCP".to_owned(), "plan".to_owned()],
                also: vec!["statement".to_owned()],
                ages: (0, 25),
                ..Entry::default()
            }],
            more_to_find: vec!["assets/find.1.txt".to_owned(), "assets/find.2.txt".to_owned()],
            outline: Some(Outline { id: "ehcna".into(), start: "a".into(), ..Outline::default() }),
        };
        let text = write(&data);
        assert_eq!(PageData { entries: read_entries(&text), ..read(&text) }, data);
        assert!(!write(&data).contains('<'));
        assert_eq!(read("no such line"), PageData::default());
    }

    #[test]
    fn a_way_leads_to_the_words_for_who_reads_where_there_are_any() {
        let known = |id: &str, other: &str| Known { id: id.into(), name: id.into(), other_reader: other.into() };
        let data = |reader: &str| PageData {
            root: "../".into(),
            reader: reader.into(),
            index: vec![known("both", "young-person"), known("parents", "")],
            ..PageData::default()
        };
        assert_eq!(data("young-person").way_to_journey("both", "a1"), "../both/young-person/#journey=a1");
        assert_eq!(data("young-person").way_to("parents"), "../parents/");
        for reader in ["", "parent"] {
            assert_eq!(data(reader).way_to("both"), "../both/");
        }
    }
}
