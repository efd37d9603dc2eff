//! Who a routemap speaks to: a parent or carer, or the young person.
//!
//! From the end of compulsory school age the rights to ask and to appeal are the young person's own (Children and
//! Families Act 2014, section 83), so a routemap that goes past 16 is written for both. Authors write each place that
//! differs as `{for a parent|for the young person}`; every page then holds the words for one of them.

/// Who reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// A parent or carer, who reads about their child.
    #[default]
    Parent,
    /// The young person, who reads about themselves.
    YoungPerson,
}

/// The age after which a routemap speaks to the young person too, in years.
const OWN_RIGHTS_AT: u32 = 16;

/// The ages a routemap is for, in years, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    pub from: u32,
    pub until: u32,
}

impl Ages {
    /// Reads `0 to 25`.
    pub fn parse(text: &str) -> Option<Ages> {
        let (from, until) = text.split_once(" to ")?;
        let ages = Ages { from: from.parse().ok()?, until: until.parse().ok()? };
        Some(ages).filter(|ages| ages.from <= ages.until && ages.until <= 25)
    }

    /// Returns who such a routemap speaks to.
    pub fn voices(self) -> &'static [Voice] {
        match self.until > OWN_RIGHTS_AT {
            true => &[Voice::Parent, Voice::YoungPerson],
            false => &[Voice::Parent],
        }
    }
}

/// Returns a text as one reader meets it: of every `{one|other}` the side that is theirs.
///
/// # Errors
///
/// The first pair that is not whole, as it is written: without `|`, without an end, or with a pair inside.
pub fn spoken_to(voice: Voice, text: &str) -> Result<String, &str> {
    let mut spoken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            return Err(rest);
        }
        spoken.push_str(before);
        let fault = || rest.get(before.len()..).unwrap_or(rest);
        let (inside, behind) = after.split_once('}').ok_or_else(fault)?;
        let is_pair = |(_, other): &(&str, &str)| !other.contains('|') && !inside.contains('{');
        let (parent, young_person) = inside.split_once('|').filter(is_pair).ok_or_else(fault)?;
        spoken.push_str(if voice == Voice::Parent { parent } else { young_person });
        rest = behind;
    }
    if rest.contains('}') {
        return Err(rest);
    }
    spoken.push_str(rest);
    Ok(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reader_meets_their_own_words() {
        let text = "{Your child needs|You need} a plan{, carer|}.";
        assert_eq!(spoken_to(Voice::Parent, text).unwrap(), "Your child needs a plan, carer.");
        assert_eq!(spoken_to(Voice::YoungPerson, text).unwrap(), "You need a plan.");
    }

    #[test]
    fn a_pair_that_is_not_whole_is_named() {
        for (text, fault) in [
            ("a {b", "{b"),
            ("a {b} c", "{b} c"),
            ("{a {b|c}|d}", "{a {b|c}|d}"),
            ("a} b", "a} b"),
            ("a} {b|c}", "a} {b|c}"),
            ("x {a|b|c}", "{a|b|c}"),
        ] {
            assert_eq!(spoken_to(Voice::Parent, text), Err(fault));
        }
    }

    #[test]
    fn a_routemap_that_goes_past_16_speaks_to_both() {
        assert_eq!(Ages::parse("5 to 16").unwrap().voices(), [Voice::Parent]);
        assert_eq!(Ages::parse("14 to 18").unwrap().voices(), [Voice::Parent, Voice::YoungPerson]);
        for text in ["", "5", "5-16", "9 to 5", "0 to 26", "-1 to 5"] {
            assert_eq!(Ages::parse(text), None, "{text}");
        }
    }
}
