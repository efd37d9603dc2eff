//! The worked cases of `cases.txt`, for the native tests and for those in browsers.

use routemaps::calendar::Date;

/// One line of the file.
pub struct Case {
    pub name: String,
    pub rule: String,
    pub dates: Vec<(String, Date)>,
    pub closed: Vec<(Date, Date)>,
    pub expected: String,
}

/// Reads the worked cases.
pub fn cases() -> Vec<Case> {
    include_str!("cases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(case).collect()
}

fn case(line: &str) -> Case {
    let [name, rule, given, expected] = line.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
    let mut case = Case { name: name.into(), rule: rule.into(), dates: vec![], closed: vec![], expected: expected.into() };
    for (name, value) in given.split_whitespace().map(|pair| pair.split_once('=').unwrap()) {
        match value.split_once("..") {
            Some((first, last)) => case.closed.push((Date::from_iso(first).unwrap(), Date::from_iso(last).unwrap())),
            None => case.dates.push((name.to_owned(), Date::from_iso(value).unwrap())),
        }
    }
    case
}
