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
    /// A journey kept on this device: `#journey=a1b2c3`.
    Journey(String),
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
            let ours = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return if ours { Address::Journey(id.to_owned()) } else { Address::Unknown };
        }
        match hash {
            "" | "overview" => return Address::Overview,
            "new" => return Address::New,
            _ => {}
        }
        let (step, round) = hash.split_once('/').unwrap_or((hash, "1"));
        let plain = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        match round.parse() {
            Ok(round) if plain && round > 0 => Address::Step(Visit { step: StepId(step.to_owned()), round }),
            _ => Address::Unknown,
        }
    }

    /// Returns the part after `#`, with the `#`; empty for the overview.
    pub fn print(&self) -> String {
        match self {
            Address::Overview | Address::Unknown => String::new(),
            Address::Step(Visit { step, round: 1 }) => format!("#{step}"),
            Address::Step(Visit { step, round }) => format!("#{step}/{round}"),
            Address::Journey(id) => format!("#journey={id}"),
            Address::New => "#new".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_and_parsing_is_the_identity() {
        for hash in ["", "#ask-the-council", "#wait/2", "#journey=a1b2", "#new"] {
            assert_eq!(Address::parse(hash).print(), hash);
        }
    }

    #[test]
    fn what_we_do_not_write_is_unknown() {
        for hash in ["#a/0", "#a/b", "#a/1/2", "#<b>", "#journey=../x", "#journey=", "#a%20b", "#a/99999999999"] {
            assert_eq!(Address::parse(hash), Address::Unknown, "{hash}");
        }
    }
}
