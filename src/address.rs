//! The part of an address after `#`, on a routemap's page: which step, or which journey.
//!
//! The rest of an address is a page of its own and the browser's business.

use crate::{definition::StepId, journey::Visit};

/// What the part after `#` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Nothing: the routemap's overview.
    Overview,
    /// A step: `#ask-the-council`, or `#ask-the-council/2` the second time round.
    Step(Visit),
    /// A journey kept on this device: `#journey=a1b2c3`, or one of its stops: `#journey=a1b2c3/wait/2`.
    Journey(String, Option<Visit>),
    /// The drawn map: `#map`.
    Map,
    /// Begin a new journey: `#new`.
    New,
    /// Nothing that we write.
    Unknown,
}

impl Address {
    /// Reads the part after `#`, with or without the `#`. Never fails: what it cannot read is `Unknown`.
    pub fn parse(hash: &str) -> Address {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if let Some(id) = hash.strip_prefix("journey=") {
            let (id, stop) = id.split_once('/').map_or((id, None), |(id, stop)| (id, Some(stop)));
            let ours = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return match stop.map(visit) {
                None if ours => Address::Journey(id.to_owned(), None),
                Some(Some(stop)) if ours => Address::Journey(id.to_owned(), Some(stop)),
                _ => Address::Unknown,
            };
        }
        match hash {
            "" | "overview" => return Address::Overview,
            "map" => return Address::Map,
            "new" => return Address::New,
            _ => {}
        }
        visit(hash).map_or(Address::Unknown, Address::Step)
    }

    /// Returns the part after `#`, with the `#`; empty for the overview.
    pub fn print(&self) -> String {
        match self {
            Address::Overview | Address::Unknown => String::new(),
            Address::Step(stop) => format!("#{}", print_visit(stop)),
            Address::Journey(id, None) => format!("#journey={id}"),
            Address::Journey(id, Some(stop)) => format!("#journey={id}/{}", print_visit(stop)),
            Address::Map => "#map".to_owned(),
            Address::New => "#new".to_owned(),
        }
    }
}

fn visit(text: &str) -> Option<Visit> {
    let (step, round) = text.split_once('/').unwrap_or((text, "1"));
    // No step is called as one of the words above.
    let plain = !matches!(step, "" | "overview" | "map" | "new") && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let round = round.parse().ok().filter(|round| plain && *round > 0)?;
    Some(Visit { step: StepId(step.to_owned()), round })
}

fn print_visit(Visit { step, round }: &Visit) -> String {
    if *round == 1 { step.to_string() } else { format!("{step}/{round}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_and_parsing_is_the_identity() {
        for hash in ["", "#ask-the-council", "#wait/2", "#journey=a1b2", "#journey=a1b2/wait", "#journey=a1b2/wait/2", "#map", "#new"] {
            assert_eq!(Address::parse(hash).print(), hash);
        }
    }

    #[test]
    fn what_we_do_not_write_is_unknown() {
        for hash in [
            "#a/0",
            "#a/b",
            "#a/1/2",
            "#<b>",
            "#journey=../x",
            "#journey=",
            "#journey=a1/",
            "#journey=/wait",
            "#journey=a1/wait/0",
            "#a%20b",
            "#a/99999999999",
            "#map/1",
            "#new/2",
        ] {
            assert_eq!(Address::parse(hash), Address::Unknown, "{hash}");
        }
    }
}
