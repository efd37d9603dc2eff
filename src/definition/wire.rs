//! How an outline travels to the phone: one line for each thing, its fields between tabs, lists between spaces.
//!
//! JSON with its derived readers cost the phone 2 KiB of code for each kind of list; this reader is one function.
//! A line belongs to the last line before it of the kind it stands under: a choice to its step.

use super::{
    DateId, Outline, Period, RoutemapId, Rule, SchoolBreak, StepId, Test,
    outline::{Named, OutlineChoice, OutlineDate, OutlineDeadline, OutlineReason, OutlineStep},
    rule,
};
use crate::calendar::Date;

/// Returns the FNV-1a sum of bytes, 32 bits. It tells any text from one that differs by a single byte.
pub fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Returns one line: a kind and its fields, with a line break at its end.
pub fn line(kind: &str, fields: &[&str]) -> String {
    let mut line = kind.to_owned();
    for field in fields {
        line.push('\t');
        for sign in field.chars() {
            // No field holds a tab or a line break, and no `<` that could end the element the lines stand in.
            match ESCAPES.iter().find(|(plain, _)| *plain == sign) {
                Some((_, letter)) => line.extend(['\\', *letter]),
                None => line.push(sign),
            }
        }
    }
    line.push('\n');
    line
}

/// The signs that a field cannot hold as they are, and the letters that stand for them behind a backslash.
const ESCAPES: [(char, char); 5] = [('\\', '\\'), ('<', 'l'), ('\t', 't'), ('\n', 'n'), ('\r', 'r')];

/// Reads lines: each a kind and its fields.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, Fields)> {
    text.split('\n').filter_map(|line| {
        let mut parts = line.split('\t');
        let kind = parts.next().filter(|kind| !kind.is_empty())?;
        let fields: Vec<String> = parts.map(unescape).collect();
        Some((kind, Fields(fields.into_iter())))
    })
}

/// The fields of a line, taken one after the other. One that is not there is empty.
pub struct Fields(std::vec::IntoIter<String>);

impl Fields {
    pub fn text(&mut self) -> String {
        self.0.next().unwrap_or_default()
    }

    pub fn list(&mut self) -> Vec<String> {
        self.text().split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    pub fn date(&mut self) -> Option<Date> {
        Date::from_iso(&self.text())
    }

    pub fn dates(&mut self) -> Vec<Date> {
        self.list().iter().filter_map(|day| Date::from_iso(day)).collect()
    }

    fn rule(&mut self) -> Rule {
        rule::parse(&self.text()).unwrap_or_default()
    }
}

fn unescape(field: &str) -> String {
    let mut signs = field.chars();
    let mut plain = String::new();
    while let Some(sign) = signs.next() {
        let escaped = if sign == '\\' { signs.next() } else { None };
        let known = ESCAPES.iter().find(|(_, letter)| Some(*letter) == escaped);
        plain.push(known.map_or(sign, |(plain, _)| *plain));
    }
    plain
}

/// Writes an outline.
pub fn write(outline: &Outline) -> String {
    let Outline { id, title, short_title, version, draft, start, dates, school_breaks, steps } = outline;
    let draft = if *draft { "draft" } else { "" };
    let mut text = line("routemap", &[id.as_str(), title, short_title, version, start.as_str(), draft]);
    for OutlineDate { id, ask, event, planned, after, renewed_by } in dates {
        let planned = if *planned { "planned" } else { "" };
        let after = after.as_ref().map_or("", DateId::as_str);
        text.push_str(&line("date", &[id.as_str(), ask, event, planned, after, &renewed_by.join(" ")]));
    }
    for SchoolBreak { closes, opens } in school_breaks {
        text.push_str(&line("break", &[closes.as_str(), opens.as_str()]));
    }
    for step in steps {
        text.push_str(&line("step", &[step.id.as_str(), &step.title, &step.was.join(" "), &step.dates.join(" ")]));
        for task in &step.tasks {
            text.push_str(&line("task", &[&task.id, &task.words]));
        }
        for deadline in &step.deadlines {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let OutlineDeadline { id, title, whose, whose_words, rule, rule_words, sources, met_by, period } = deadline;
            let (rule, met_by, from, until) = (rule.to_string(), met_by.join(" "), day(period.from), day(period.until));
            text.push_str(&line("deadline", &[id, title, whose, whose_words, &rule, rule_words, sources, &met_by, &from, &until]));
        }
        for reason in &step.reasons {
            text.push_str(&line("reason", &[&reason.id, &reason.test.to_string(), &reason.fits, &reason.fails]));
        }
        for OutlineChoice { id, was, label, to, routemap, meets, excuses, carries } in &step.choices {
            let carries: Vec<String> = carries.iter().map(|(here, there)| format!("{here}={there}")).collect();
            let lists = [was.join(" "), meets.join(" "), excuses.join(" "), carries.join(" ")];
            let [was, meets, excuses, carries] = &lists;
            text.push_str(&line("choice", &[id.as_str(), label, to.as_str(), routemap, was, meets, excuses, carries]));
        }
    }
    text
}

/// Reads an outline. Lines of kinds it does not know are left alone; no text makes it panic.
pub fn read(text: &str) -> Outline {
    let mut outline = Outline::default();
    for (kind, mut fields) in lines(text) {
        let mut next = || fields.text();
        match (kind, outline.steps.last_mut()) {
            ("routemap", _) => {
                outline.id = RoutemapId(next());
                outline.title = next();
                outline.short_title = next();
                outline.version = next();
                outline.start = StepId(next());
                outline.draft = !next().is_empty();
            }
            ("date", _) => outline.dates.push(OutlineDate {
                id: DateId(next()),
                ask: next(),
                event: next(),
                planned: !next().is_empty(),
                after: Some(next()).filter(|id| !id.is_empty()).map(DateId),
                renewed_by: fields.list(),
            }),
            ("break", _) => outline.school_breaks.push(SchoolBreak { closes: DateId(next()), opens: DateId(next()) }),
            ("step", _) => outline.steps.push(OutlineStep {
                id: StepId(next()),
                title: next(),
                was: fields.list(),
                dates: fields.list(),
                ..OutlineStep::default()
            }),
            ("task", Some(step)) => step.tasks.push(Named { id: next(), words: next() }),
            ("deadline", Some(step)) => step.deadlines.push(OutlineDeadline {
                id: next(),
                title: next(),
                whose: next(),
                whose_words: next(),
                rule: fields.rule(),
                rule_words: fields.text(),
                sources: fields.text(),
                met_by: fields.list(),
                period: Period { from: fields.date(), until: fields.date() },
            }),
            ("reason", Some(step)) => {
                step.reasons.push(OutlineReason { id: next(), test: Test::parse(&next()).unwrap_or_default(), fits: next(), fails: next() })
            }
            ("choice", Some(step)) => step.choices.push(OutlineChoice {
                id: next().as_str().into(),
                label: next(),
                to: StepId(next()),
                routemap: next(),
                was: fields.list(),
                meets: fields.list(),
                excuses: fields.list(),
                carries: fields
                    .list()
                    .iter()
                    .filter_map(|both| both.split_once('='))
                    .map(|(here, there)| (here.into(), there.into()))
                    .collect(),
            }),
            _ => {}
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_mean_something_here_come_through() {
        let text = line("x", &["a\\lb <c> \\", "two\nlines\tand more", ""]);
        assert!(!text.contains('<'));
        let (kind, mut fields) = lines(&text).next().unwrap();
        assert_eq!((kind, fields.text(), fields.text()), ("x", "a\\lb <c> \\".to_owned(), "two\nlines\tand more".to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "((routemap|step|choice|deadline|date|reason|x)\t?[a-z <\\\\\t]{0,20}\n){0,12}") {
            let _ = read(&text);
        }

        #[test]
        fn a_field_comes_back_as_it_was(field in "(?s).{0,40}") {
            let text = line("x", &[&field, "end"]);
            let (_, mut fields) = lines(&text).next().unwrap();
            proptest::prop_assert_eq!((fields.text(), fields.text()), (field, "end".to_owned()));
        }
    }
}
