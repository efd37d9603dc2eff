//! Whom somebody guides in one tab of a browser: families by first name or initials, and whose turn it is.
//!
//! The tab keeps it as lines: the number of the family whose turn it is, then each name. The boot script reads them too.

use crate::journey::NAME_LIMIT;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guided {
    /// The index of the family whose turn it is.
    pub turn: usize,
    /// A route that was handed over is only looked at; nobody is guided.
    pub only_look: bool,
    pub names: Vec<String>,
}

const LOOK: &str = "look";

impl Guided {
    /// Reads the lines that a tab keeps. Never fails: without a family there is nobody.
    pub fn read(lines: &str) -> Guided {
        let (first, names) = lines.split_once('\n').unwrap_or((lines, ""));
        let (turn, kind) = first.split_once(' ').unwrap_or((first, ""));
        Guided { turn: turn.parse().unwrap_or_default(), only_look: kind == LOOK, names: names.lines().map(str::to_owned).collect() }
    }

    /// Returns the lines for the tab to keep.
    pub fn write(&self) -> String {
        let kind = if self.only_look { " look" } else { "" };
        format!("{}{kind}\n{}", self.turn, self.names.join("\n"))
    }

    /// Returns the name of the family whose turn it is; empty if there is none.
    pub fn name(&self) -> &str {
        self.names.get(self.turn).map_or("", String::as_str)
    }

    /// Returns the name for a child of the family whose turn it is; empty if nobody gave one.
    pub fn name_of_child(&self) -> &str {
        Some(self.name()).filter(|name| *name != numbered(self.turn)).unwrap_or_default()
    }

    /// Returns the families without the one whose turn it is. Its number stays free, so that the others keep theirs.
    /// Nothing if it was the last.
    pub fn without(&self) -> Option<Guided> {
        let mut names = self.names.clone();
        names.get_mut(self.turn).into_iter().for_each(String::clear);
        let turn = names.iter().position(|name| !name.is_empty())?;
        Some(Guided { turn, only_look: false, names })
    }

    /// Returns the same with one more family, whose turn it is now. One without a name, or with the name of another, gets a
    /// number.
    pub fn with(&self, name: &str) -> Guided {
        let plain: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_LIMIT).collect();
        let turn = self.names.len();
        let name = match plain.as_str() {
            "" => numbered(turn),
            _ if self.names.contains(&plain) => format!("{plain} ({})", turn.saturating_add(1)),
            _ => plain,
        };
        Guided { turn, only_look: false, names: self.names.iter().cloned().chain([name]).collect() }
    }
}

fn numbered(turn: usize) -> String {
    format!("Family {}", turn.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let one = Guided::default().with("Sam");
        let two = one.with(" A \n B ");
        assert_eq!((two.turn, two.name()), (1, "A B"));
        for guided in [one.clone(), two, Guided { only_look: true, ..one }, Guided::default().with("")] {
            assert_eq!(Guided::read(&guided.write()), guided);
        }
    }

    #[test]
    fn a_family_without_a_name_gets_a_number() {
        assert_eq!(Guided::default().with("Sam").with("  ").name(), "Family 2");
        assert_eq!(Guided::default().with("Sam").with("Sam").names, ["Sam", "Sam (2)"]);
    }

    #[test]
    fn a_number_is_no_childs_name() {
        assert_eq!(Guided::default().with("Sam").name_of_child(), "Sam");
        assert_eq!(Guided::default().with("").name_of_child(), "");
    }

    #[test]
    fn a_family_that_is_finished_leaves_the_numbers_of_the_others_as_they_are() {
        let three = Guided::default().with("Sam").with("A B").with("Cy");
        let two = Guided { turn: 1, ..three }.without().unwrap();
        assert_eq!((two.turn, two.names.clone()), (0, vec!["Sam".to_owned(), String::new(), "Cy".to_owned()]));
        assert_eq!(Guided::read(&two.write()), two);
        assert_eq!(two.with("Di").turn, 3, "a number is not given twice");
        assert_eq!(Guided::default().with("Sam").without(), None);
    }

    #[test]
    fn lines_that_are_none_of_ours_name_nobody() {
        for lines in ["", "\n", "7\nSam", "x look\n", "-1\n"] {
            assert_eq!(Guided::read(lines).name(), "", "{lines:?}");
        }
    }
}
