//! A journey as text behind the `#` of an address: what a family hands over by link, QR code or file.
//!
//! The text is base64url (RFC 4648, section 5) of a version, a checksum and the entries of the journey. Ids of the
//! routemap travel as 16 bits each, which the outline at the other end turns back; an id that it would not know, or could
//! take for another one, travels as it is. So a journey of 60 answers fits into a QR code, and any journey comes back.
//! The child's name and the notes go along only when that is asked for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    calendar::Date,
    definition::{ChoiceId, DateId, RoutemapId, StepId, TaskId, wire::checksum},
    graph::Graph,
    journey::{DateKey, Journey, Origin, Visit, letter_id},
};

/// The version this program writes.
pub const VERSION: u8 = 1;

/// The longest text that is read, in signs: more than a journey full of notes has.
pub const LIMIT: usize = 400_000;

/// The most entries of one kind that are read.
const MOST_ENTRIES: u64 = 5_000;

/// What goes along beside the way, the dates and the ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Along {
    pub name: bool,
    pub notes: bool,
}

/// A journey that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    pub journey: Journey,
    /// How many of its entries the routemap here does not know any more.
    pub lost: usize,
}

/// Why a text is no journey through this routemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It was cut short, changed, or is none of ours.
    Damaged,
    /// A newer program wrote it.
    Newer,
    /// It belongs to another routemap.
    OtherRoutemap,
}

impl Fault {
    /// Returns the sentence for the family: what is safe and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Fault::Damaged => {
                "This link is damaged. A part of it may be missing. Nothing on this device was changed. Ask for it again, as a link or as a file."
            }
            Fault::Newer => {
                "A newer version of this site made this link. Nothing on this device was changed. Load this page again when you are online, then open the link."
            }
            Fault::OtherRoutemap => "This link belongs to another routemap. Nothing on this device was changed. Ask for it again.",
        }
    }
}

/// Returns a journey as text.
pub fn write(graph: &Graph, journey: &Journey, along: Along) -> String {
    let names = Names::of(graph);
    let mut out = Writer::default();
    out.number(u64::from(hash(journey.routemap.as_str())));
    out.text(&journey.id);
    out.text(&journey.version);
    out.text(if along.name { &journey.child } else { "" });
    out.option(journey.came_from.as_ref(), |out, origin| {
        out.text(&origin.journey);
        out.text(origin.routemap.as_str());
    });
    out.option(journey.started_at.as_ref(), |out, step| out.id(&names.steps, step.as_str()));
    out.option(journey.here.as_ref(), |out, here| out.visit(&names, here));
    out.list(journey.answers.iter(), |out, (at, choice)| {
        out.visit(&names, at);
        out.id(&names.choices(at), choice.as_str());
    });
    out.list(journey.ticks.iter(), |out, ((at, task), ())| {
        out.visit(&names, at);
        out.id(&names.tasks(at), task.as_str());
    });
    out.list(journey.dates.iter(), |out, (key, day)| {
        out.id(&names.dates, key.date.as_str());
        out.number(u64::from(key.round));
        out.number(number_of(*day));
    });
    out.list(journey.returns.iter(), |out, (at, step)| {
        out.visit(&names, at);
        out.id(&names.steps, step.as_str());
    });
    let notes = journey.notes.iter().filter(|_| along.notes);
    out.list(notes, |out, (at, note)| {
        out.visit(&names, at);
        out.text(note);
    });
    sealed(&out.0)
}

/// Returns entries as text, with the version and the checksum of these bytes. Public so that the fuzzer can change what
/// stands behind the checksum.
pub fn sealed(entries: &[u8]) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend(checksum(entries).to_le_bytes());
    bytes.extend(entries);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Finds the address in a file that was handed over. Returns the id of the routemap and what stands behind `#j=`.
pub fn carried_by(file: &str) -> Option<(&str, &str)> {
    let (way, text) = file.split_whitespace().find_map(|word| word.split_once("#j="))?;
    let id = way.split('/').rev().find(|part| !part.is_empty() && !matches!(*part, "young-person" | "index.html"))?;
    Some((id, text))
}

/// Reads a journey. No text makes it panic.
///
/// # Errors
///
/// A [`Fault`] if the text is no journey through this routemap, or not all of one.
pub fn read(graph: &Graph, text: &str) -> Result<Shared, Fault> {
    // A message puts a full stop or a bracket behind an address.
    let text = text.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_');
    let bytes = Some(text).filter(|text| text.len() <= LIMIT).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).ok_or(Fault::Damaged)?;
    let (version, rest) = bytes.split_first().ok_or(Fault::Damaged)?;
    // The checksum is that of every version, so that a damaged link is not taken for a newer one.
    let (sum, payload) = rest.split_first_chunk::<4>().ok_or(Fault::Damaged)?;
    if *version == 0 || u32::from_le_bytes(*sum) != checksum(payload) {
        return Err(Fault::Damaged);
    }
    if *version > VERSION {
        return Err(Fault::Newer);
    }
    if Reader(payload).number() != Some(u64::from(hash(graph.outline().id.as_str()))) {
        return Err(Fault::OtherRoutemap);
    }
    entries(graph, payload).ok_or(Fault::Damaged)
}

/// Reads what stands behind the checksum.
fn entries(graph: &Graph, payload: &[u8]) -> Option<Shared> {
    let names = Names::of(graph);
    let mut from = Reader(payload);
    let mut lost = 0_usize;
    from.number()?;
    let mut journey = Journey {
        routemap: graph.outline().id.clone(),
        id: from.text()?,
        version: from.text()?,
        child: from.text()?,
        ..Journey::default()
    };
    if from.number()? == 1 {
        journey.came_from = Some(Origin { journey: from.text()?, routemap: RoutemapId(from.text()?) });
    }
    // An entry that cannot be named here is lost, and counted; the rest stays.
    let mut keep = |known: Option<()>| lost = lost.saturating_add(usize::from(known.is_none()));
    if from.number()? == 1 {
        let step = from.id(&names.steps)?;
        keep(step.ok().map(|step| journey.started_at = Some(StepId(step))));
    }
    if from.number()? == 1 {
        let here = from.visit(&names)?;
        keep(here.ok().map(|here| journey.here = Some(here)));
    }
    for _ in 0..from.count()? {
        let at = from.visit(&names)?;
        let choice = from.id(&at.as_ref().map(|at| names.choices(at)).unwrap_or_default())?;
        keep(at.ok().zip(choice.ok()).map(|(at, choice)| journey.answers.insert(at, ChoiceId(choice))));
    }
    for _ in 0..from.count()? {
        let at = from.visit(&names)?;
        let task = from.id(&at.as_ref().map(|at| names.tasks(at)).unwrap_or_default())?;
        keep(at.ok().zip(task.ok()).map(|(at, task)| journey.ticks.insert((at, TaskId(task)), ())));
    }
    for _ in 0..from.count()? {
        let date = from.id(&names.dates)?;
        let round = u32::try_from(from.number()?).ok()?;
        let day = day_of(from.number()?);
        keep(date.ok().zip(day).map(|(date, day)| journey.dates.insert(DateKey { date: DateId(date), round }, day)));
    }
    for _ in 0..from.count()? {
        let (at, step) = (from.visit(&names)?, from.id(&names.steps)?);
        keep(at.ok().zip(step.ok()).map(|(at, step)| journey.returns.insert(at, StepId(step))));
    }
    for _ in 0..from.count()? {
        let (at, note) = (from.visit(&names)?, from.text()?);
        // A family's own words stay, also those about a step that is gone.
        let gone = |(step, round): (u16, u32)| Visit { step: StepId(format!("gone-{step}")), round };
        journey.notes.insert(at.unwrap_or_else(gone), note);
    }
    let id_is_ours = !journey.id.is_empty() && journey.id.len() <= 40 && journey.id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (from.0.is_empty() && id_is_ours && journey.is_of_our_size()).then_some(Shared { journey, lost })
}

/// A day as one number: years of twelve months of 31 days.
fn number_of(day: Date) -> u64 {
    let years = u64::try_from(day.year()).unwrap_or_default();
    let months = years.saturating_mul(12).saturating_add(u64::from(day.month()).saturating_sub(1));
    months.saturating_mul(31).saturating_add(u64::from(day.day()).saturating_sub(1))
}

fn day_of(number: u64) -> Option<Date> {
    let (months, day) = (number.checked_div(31)?, number.checked_rem(31)?.checked_add(1)?);
    let (year, month) = (months.checked_div(12)?, months.checked_rem(12)?.checked_add(1)?);
    Date::new(i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?).ok()
}

/// The ids of a routemap, under the names they have now and those they had.
struct Names<'a> {
    graph: &'a Graph,
    steps: Known,
    dates: Known,
}

/// Ids of one kind: what an id is called now, and a name that it has or had.
#[derive(Default)]
struct Known(Vec<(String, String)>);

impl<'a> Names<'a> {
    fn of(graph: &'a Graph) -> Names<'a> {
        let outline = graph.outline();
        let (mut steps, mut dates) = (Known::default(), Known::default());
        outline.steps.iter().for_each(|step| steps.add(step.id.as_str(), &step.was));
        outline.dates.iter().for_each(|date| dates.add(date.id.as_str(), &[]));
        let deadlines = outline.steps.iter().flat_map(|step| &step.deadlines);
        deadlines.for_each(|deadline| dates.add(letter_id(&deadline.id).as_str(), &[]));
        Names { graph, steps, dates }
    }

    fn choices(&self, at: &Visit) -> Known {
        let mut known = Known::default();
        let step = self.graph.step(at.step.as_str());
        step.iter().flat_map(|step| &step.choices).for_each(|choice| known.add(choice.id.as_str(), &choice.was));
        known
    }

    fn tasks(&self, at: &Visit) -> Known {
        let mut known = Known::default();
        let step = self.graph.step(at.step.as_str());
        step.iter().flat_map(|step| &step.tasks).for_each(|task| known.add(&task.id, &[]));
        known
    }
}

impl Known {
    fn add(&mut self, id: &str, was: &[String]) {
        for name in std::iter::once(id).chain(was.iter().map(String::as_str)) {
            if !self.0.iter().any(|(known, other)| known == id && other == name) {
                self.0.push((id.to_owned(), name.to_owned()));
            }
        }
    }

    /// Returns the id that a number stands for; nothing if none or more than one does.
    fn find(&self, number: u16) -> Option<&str> {
        let mut found = self.0.iter().filter(|(_, name)| hash(name) == number).map(|(id, _)| id.as_str());
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }
}

/// Says in front of an id that it travels as it is.
const AS_IT_IS: u16 = 0;

/// Returns 16 bits for an id: the two halves of its FNV-1a sum, one over the other. Never [`AS_IT_IS`].
fn hash(id: &str) -> u16 {
    let sum = checksum(id.as_bytes());
    let folded = (sum >> 16) ^ (sum & 0xffff);
    u16::try_from(folded).unwrap_or_default().max(1)
}

/// Writes numbers and texts: seven bits to a byte, the lowest first; a text after its length.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
            number >>= 7;
        }
        self.0.push(u8::try_from(number).unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        self.number(u64::try_from(text.len()).unwrap_or_default());
        self.0.extend(text.as_bytes());
    }

    fn id(&mut self, known: &Known, id: &str) {
        let number = hash(id);
        match known.find(number) == Some(id) {
            true => self.0.extend(number.to_le_bytes()),
            false => {
                self.0.extend(AS_IT_IS.to_le_bytes());
                self.text(id);
            }
        }
    }

    fn visit(&mut self, names: &Names, visit: &Visit) {
        self.id(&names.steps, visit.step.as_str());
        self.number(u64::from(visit.round));
    }

    fn option<T>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Writer, &T)) {
        self.number(u64::from(value.is_some()));
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn list<'a, T: 'a>(&mut self, values: impl Iterator<Item = &'a T>, mut write: impl FnMut(&mut Writer, &T)) {
        let values: Vec<&T> = values.collect();
        self.number(u64::try_from(values.len()).unwrap_or_default());
        values.into_iter().for_each(|value| write(self, value));
    }
}

/// Reads what [`Writer`] wrote. Nothing means that the bytes end too early or mean nothing.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Returns how many entries follow. More than anybody makes would keep a phone busy for long.
    fn count(&mut self) -> Option<u64> {
        self.number().filter(|count| *count <= MOST_ENTRIES)
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    /// Returns an id by the name it has now; its number if it is not known here.
    fn id(&mut self, known: &Known) -> Option<Result<String, u16>> {
        let (number, rest) = self.0.split_first_chunk::<2>()?;
        self.0 = rest;
        match u16::from_le_bytes(*number) {
            AS_IT_IS => self.text().map(Ok),
            number => Some(known.find(number).map(str::to_owned).ok_or(number)),
        }
    }

    /// Returns a visit; the number of its step and its round if the step is not known here.
    fn visit(&mut self, names: &Names) -> Option<Result<Visit, (u16, u32)>> {
        let step = self.id(&names.steps)?;
        let round = u32::try_from(self.number()?).ok()?;
        Some(step.map(|step| Visit { step: StepId(step), round }).map_err(|number| (number, round)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::definition::wire;

    fn graph(steps: &str) -> Graph {
        Graph::new(wire::read(&format!("routemap\tr\tTitle\tR\t1\ta\ndate\tgot\tWhen?\tit came\n{steps}")))
    }

    const STEPS: &str = "step\ta\tA\t\tgot\ntask\task\tAsk\nchoice\tyes\tYes\tb\nchoice\tno\tNo\tc\nstep\tb\tB\ndeadline\tlimit\tL\tcouncil\tIts\t6 weeks after got\twords\tLaw\nstep\tc\tC\n";

    /// Any journey at all, through steps that exist and steps that do not.
    fn journeys() -> impl Strategy<Value = Journey> {
        let id = prop_oneof!["[abc]", "(yes|no|ask|got|letter:limit)", "[a-z][a-z-]{0,12}"];
        let visit = (id.clone(), 1_u32..4).prop_map(|(step, round)| Visit { step: StepId(step), round });
        let day = (1900_i32..2200, 1_u32..13, 1_u32..29).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap());
        let answers = prop::collection::vec((visit.clone(), id.clone()), 0..6);
        let ticks = prop::collection::vec((visit.clone(), id.clone()), 0..4);
        let dates = prop::collection::vec((id.clone(), 1_u32..4, day), 0..4);
        let notes = prop::collection::vec((visit.clone(), "(?s).{0,30}"), 0..3);
        let head =
            ("[a-z0-9]{1,12}", "[0-9.]{0,3}", ".{0,10}", prop::option::of(("[a-z0-9]{0,12}", id.clone())), prop::option::of(id.clone()));
        (head, prop::option::of(visit.clone()), answers, ticks, dates, notes, prop::collection::vec((visit, id), 0..2)).prop_map(
            |((id, version, child, from, started), here, answers, ticks, dates, notes, returns)| {
                let mut journey = Journey { id, version, child, here, routemap: "r".into(), ..Journey::default() };
                journey.came_from = from.map(|(journey, routemap)| Origin { journey, routemap: RoutemapId(routemap) });
                journey.started_at = started.map(StepId);
                answers.into_iter().for_each(|(at, choice)| journey.answers.insert(at, ChoiceId(choice)));
                ticks.into_iter().for_each(|(at, task)| journey.ticks.insert((at, TaskId(task)), ()));
                dates.into_iter().for_each(|(date, round, day)| journey.dates.insert(DateKey { date: DateId(date), round }, day));
                notes.into_iter().for_each(|(at, note)| journey.notes.insert(at, note));
                returns.into_iter().for_each(|(at, step)| journey.returns.insert(at, StepId(step)));
                journey
            },
        )
    }

    proptest! {
        #[test]
        fn any_journey_comes_back_as_it_was(journey in journeys()) {
            let graph = graph(STEPS);
            let text = write(&graph, &journey, Along { name: true, notes: true });
            prop_assert!(text.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_'));
            prop_assert_eq!(read(&graph, &text), Ok(Shared { journey, lost: 0 }));
        }

        #[test]
        fn name_and_notes_stay_at_home_unless_asked_for(journey in journeys()) {
            let graph = graph(STEPS);
            let shared = read(&graph, &write(&graph, &journey, Along::default())).unwrap();
            let bare = Journey { child: String::new(), notes: Default::default(), ..journey };
            prop_assert_eq!(shared.journey, bare);
        }

        #[test]
        fn a_text_that_is_changed_anywhere_is_refused(journey in journeys(), place in any::<prop::sample::Index>(), sign in "[A-Za-z0-9_-]") {
            let graph = graph(STEPS);
            let text = write(&graph, &journey, Along { name: true, notes: true });
            let mut signs: Vec<char> = text.chars().collect();
            let place = place.index(signs.len());
            signs[place] = sign.chars().next().unwrap();
            let changed: String = signs.into_iter().collect();
            // Spare bits at the end of base64 must be zero, so no other text stands for the same bytes.
            prop_assert!(changed == text || read(&graph, &changed).is_err());
            prop_assert!(read(&graph, &text[..place]).is_err(), "cut short");
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let graph = graph(STEPS);
            let _ = read(&graph, &text);
            // With a right checksum every byte of the inside is reached.
            let mut whole = vec![VERSION];
            let mut payload = Writer::default();
            payload.number(u64::from(hash("r")));
            payload.0.extend(&bytes);
            whole.extend(checksum(&payload.0).to_le_bytes());
            whole.extend(&payload.0);
            let _ = read(&graph, &URL_SAFE_NO_PAD.encode(whole));
        }
    }

    #[test]
    fn a_renamed_step_and_choice_are_found_and_one_that_is_gone_is_counted() {
        let before = graph(STEPS);
        let mut journey = Journey { id: "j1".into(), routemap: "r".into(), ..Journey::default() };
        journey.answers.insert(Visit::first(&"a".into()), "yes".into());
        journey.answers.insert(Visit::first(&"c".into()), "yes".into());
        journey.notes.insert(Visit::first(&"c".into()), "Rang on Monday".into());
        let at_c = graph("step\ta\tA\nchoice\tyes\tYes\tb\nstep\tc\tC\nchoice\tyes\tYes\tb\nstep\tb\tB\n");
        let text = write(&at_c, &journey, Along { name: false, notes: true });
        let renamed = graph("step\tfirst\tA\ta\nchoice\tagreed\tYes\tb\t\tyes\nstep\tb\tB\n");
        let shared = read(&renamed, &text).unwrap();
        assert_eq!(shared.journey.answers.get(&Visit::first(&"first".into())), Some(&"agreed".into()));
        assert_eq!((shared.journey.answers.len(), shared.lost), (1, 1));
        assert!(shared.journey.notes.iter().any(|(_, note)| note == "Rang on Monday"), "a family's own words stay");
        assert!(read(&before, &text).is_ok());
    }

    #[test]
    fn a_journey_that_is_larger_than_a_family_makes_it_is_refused() {
        let graph = graph(STEPS);
        let all = Along { name: true, notes: true };
        let sized = |name: usize, note: usize, answers: u32| {
            let mut journey = Journey { id: "j1".into(), routemap: "r".into(), child: "é".repeat(name), ..Journey::default() };
            journey.notes.insert(Visit::first(&"a".into()), "é".repeat(note));
            (1..=answers).for_each(|round| journey.answers.insert(Visit { step: "a".into(), round }, "yes".into()));
            read(&graph, &write(&graph, &journey, all)).is_ok()
        };
        assert!(sized(60, 4000, 5000));
        for (name, note, answers) in [(61, 1, 1), (1, 4001, 1), (1, 1, 5001)] {
            assert!(!sized(name, note, answers), "{name} {note} {answers}");
        }
    }

    #[test]
    fn a_newer_link_and_one_of_another_routemap_say_so() {
        let graph = graph(STEPS);
        let journey = Journey { id: "j1".into(), routemap: "other".into(), ..Journey::default() };
        assert_eq!(read(&graph, &write(&graph, &journey, Along::default())), Err(Fault::OtherRoutemap));
        let mut newer = vec![VERSION + 1];
        newer.extend(checksum(&[9, 9]).to_le_bytes());
        newer.extend([9, 9]);
        assert_eq!(read(&graph, &URL_SAFE_NO_PAD.encode(newer)), Err(Fault::Newer));
        let ours = Journey { id: "j1".into(), routemap: "r".into(), ..Journey::default() };
        for end in [".", ")", "\u{201d},"] {
            assert!(read(&graph, &format!("{}{end}", write(&graph, &ours, Along::default()))).is_ok(), "a message goes on with {end}");
        }
        for text in ["", "AA", "%%%", "AAAAAAAA", "BQAAAAAA"] {
            assert_eq!(read(&graph, text), Err(Fault::Damaged), "{text}");
        }
    }
}
