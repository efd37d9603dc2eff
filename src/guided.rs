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

    /// Returns the same with one more family, whose turn it is now. One without a name, or with the name of another, gets a
    /// number.
    pub fn with(&self, name: &str) -> Guided {
        let plain: String = name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_LIMIT).collect();
        let turn = self.names.len();
        let number = turn.saturating_add(1);
        let name = match plain.as_str() {
            "" => format!("Family {number}"),
            _ if self.names.contains(&plain) => format!("{plain} ({number})"),
            _ => plain,
        };
        Guided { turn, only_look: false, names: self.names.iter().cloned().chain([name]).collect() }
    }
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
    fn lines_that_are_none_of_ours_name_nobody() {
        for lines in ["", "\n", "7\nSam", "x look\n", "-1\n"] {
            assert_eq!(Guided::read(lines).name(), "", "{lines:?}");
        }
    }
}
