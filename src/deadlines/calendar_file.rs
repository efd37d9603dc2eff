//! Due dates as a calendar file (RFC 5545), for the calendar a family has already.
//!
//! The same due date has the same UID each time, and a higher SEQUENCE, so a file that is brought in again changes the
//! entries and does not double them. The file names no child unless the family asks for it.

use super::DueDate;

/// What is the same for all entries of a file.
pub struct Source<'a> {
    /// The journey's id, which makes the UIDs its own.
    pub journey: &'a str,
    pub routemap: &'a str,
    /// The address of the routemap's page, for the entry to lead back to.
    pub address: &'a str,
    /// The child's name if the family wants it in the file; else empty.
    pub child: &'a str,
    /// Grows with every change of the journey.
    pub revision: u32,
    /// The moment the file is made, as RFC 5545 writes it in UTC: `20261122T101500Z`.
    pub now: &'a str,
}

/// Returns the head and the foot of a file, with entries between them.
pub fn file(entries: &str) -> String {
    let head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Routemaps//Due dates//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
    format!("{head}{entries}END:VCALENDAR\r\n")
}

/// Returns the entry of a due date: a whole day, with an alarm in the morning a week before and a day before. Nothing
/// for one that has no date.
pub fn entry(due: &DueDate, source: &Source) -> Option<String> {
    let day = due.last_day()?;
    let stamp = |day: crate::calendar::Date| day.to_string().replace('-', "");
    let deadline = due.deadline;
    let title = match (source.child, due.is_forecast) {
        ("", false) => deadline.title.clone(),
        ("", true) => format!("{} (if everybody keeps to time)", deadline.title),
        (child, _) => format!("{child}: {}", deadline.title),
    };
    let five = if due.by_rule.as_ref().is_ok_and(|outcome| outcome.by_5pm) { "\nIt must arrive by 5pm." } else { "" };
    let words = format!("{}: {}.{five}\n{}\n{}", deadline.whose_words, deadline.rule_words, source.routemap, source.address);
    let (journey, id, round, now, revision) = (source.journey, &deadline.id, due.at.round, source.now, source.revision);
    let (starts, ends, title, words) = (stamp(day), stamp(day.plus_days(1)?), escape(&title), escape(&words));
    // At 9 in the morning: a whole day starts at midnight, when nobody wants an alarm.
    let alarm = |before: &str| format!("BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:{before}\nDESCRIPTION:{title}\nEND:VALARM\n");
    let (week_before, day_before) = (alarm("-P6DT15H"), alarm("-PT15H"));
    let event = format!(
        "BEGIN:VEVENT\nUID:{journey}-{id}-{round}@routemaps\nDTSTAMP:{now}\nSEQUENCE:{revision}\n\
         DTSTART;VALUE=DATE:{starts}\nDTEND;VALUE=DATE:{ends}\nSUMMARY:{title}\nDESCRIPTION:{words}\n\
         TRANSP:TRANSPARENT\n{week_before}{day_before}END:VEVENT"
    );
    Some(event.split('\n').map(fold).collect())
}

/// Escapes a text (RFC 5545 section 3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Breaks a line so that no part is over 75 bytes, and no sign is broken (RFC 5545 section 3.1).
fn fold(line: &str) -> String {
    let mut folded = String::new();
    let mut length = 0_usize;
    for sign in line.chars() {
        if length.saturating_add(sign.len_utf8()) > 75 {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(sign);
        length = length.saturating_add(sign.len_utf8());
    }
    folded.push_str("\r\n");
    folded
}
