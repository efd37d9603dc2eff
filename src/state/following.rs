//! The journey being followed on a routemap's page: what is shown, and what a family can do.
//!
//! Commands are what a family does. Each turns into one event, is applied to the newest journey there is
//! (another tab may have written since), kept, and shown.

use super::{
    Watched,
    crossing::NOT_TAKEN_ALONG,
    dates::{calendar_entries, today},
    keeping::{self, Changed, Fault, Unkept},
    lasting,
};
use crate::{
    address::Address,
    browser::{address, clock, page},
    calendar::Date,
    deadlines::{DueDate, due_dates, words::odd_about},
    definition::{ChoiceId, DateId, Outline, StepId, TaskId},
    graph::Graph,
    journey::{DateKey, Event, Refusal, Route, Visit, resume, route, transition},
    page_data::PageData,
    shelf,
    snapshot::{self, Kept},
};

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Overview,
    /// The drawn map.
    Map,
    /// A stop of the family's route, where they stand.
    Step(Visit),
    /// A step that is not on their route: to read, or to say "I am here now".
    Preview(StepId),
}

/// The page of one routemap. It lives as long as the page.
pub struct Following {
    pub graph: Graph,
    pub data: &'static PageData,
    /// The journey; one without an id has not begun.
    pub kept: Watched<Kept>,
    pub shown: Watched<Shown>,
    /// A sentence about what just happened.
    pub notice: Watched<Option<String>>,
    /// A sentence while keeping does not work.
    pub not_kept: Watched<Option<String>>,
    /// Journeys with changes that could not be kept yet. They are looked at before what the device has.
    unkept: Watched<Vec<Unkept>>,
    /// Other journeys through this routemap, and the child's journeys through others.
    pub others: Watched<Vec<Kept>>,
}

impl Following {
    /// Takes up the journey that the address, the history or the device names.
    pub fn begin(data: &'static PageData, outline: Outline) -> &'static Following {
        let this: &Following = lasting(Following {
            graph: Graph::new(outline),
            data,
            kept: Watched::default(),
            shown: Watched::default(),
            notice: Watched::default(),
            not_kept: Watched::default(),
            unkept: Watched::default(),
            others: Watched::default(),
        });
        this.open();
        this.replay_taps();
        this.listen();
        this
    }

    /// Returns the way the family has gone. Whatever shows it is shown anew when the journey changes.
    pub fn route(&self) -> Route {
        self.kept.with(|kept| route(&self.graph, &kept.journey))
    }

    fn route_now(&self) -> Route {
        self.kept.with_untracked(|kept| route(&self.graph, &kept.journey))
    }

    /// Returns the stop of the route at a step, of several the last.
    fn last_visit(&self, step: &StepId) -> Option<Visit> {
        self.route_now().stops.into_iter().rev().map(|stop| stop.visit).find(|visit| visit.step == *step)
    }

    /// Returns where the route stands. One that has not begun stands at the first step.
    pub fn place(&self) -> Option<Visit> {
        self.route_now().current().map(|stop| stop.visit.clone())
    }

    /// Returns the id of the journey; empty before it has begun.
    pub fn journey_id(&self) -> String {
        self.kept.with_untracked(|kept| kept.journey.id.clone())
    }

    /// Says something about what just happened.
    pub fn say(&self, sentence: &str) {
        self.notice.set(Some(sentence.to_owned()));
    }

    /// Says whether the family has begun a journey.
    pub fn has_begun(&self) -> bool {
        self.kept.with(|kept| !kept.journey.id.is_empty())
    }

    // ---- what a family does ---------------------------------------------------------------------

    /// Begins at the first step, or goes on with the journey there is.
    pub fn start(&self) {
        match self.has_begun() {
            true => self.carry_on(),
            false => self.start_at(&self.graph.outline().start),
        }
    }

    /// Goes to where the family stood.
    pub fn carry_on(&self) {
        if let Some(place) = self.place() {
            self.show(Shown::Step(place));
        }
    }

    /// "I am here now." A step on the route is gone to; any other begins the route there.
    pub fn start_at(&self, step: &StepId) {
        let had_gone = self.route_now().stops.len() > 1;
        let done = match self.last_visit(step) {
            Some(to) if self.has_begun() => self.apply(Event::GoTo { to }),
            _ => self.apply(Event::StartAt { step: step.clone() }),
        };
        if done {
            self.carry_on();
            if had_gone && self.route_now().stops.len() == 1 {
                self.say("Your route starts here now. What you entered before is kept. To have all of it back, go to the first station on the map and say again: I am here now.");
            }
        }
    }

    /// Makes a choice at a step, and goes where it leads.
    pub fn choose(&self, at: &Visit, choice: &ChoiceId) {
        self.choose_in(self.ours(), at, choice);
    }

    fn choose_in(&self, ours: Kept, at: &Visit, choice: &ChoiceId) {
        let was_warned = self.notice.with_untracked(|notice| notice.as_deref() == Some(NOT_TAKEN_ALONG));
        if self.apply_to(ours, Event::Choose { at: at.clone(), choice: choice.clone() }) && !self.cross(at, choice, was_warned) {
            self.carry_on();
        }
    }

    /// Follows a choice of a step that is only being read. With no route begun yet, the choice says "I was here".
    pub fn choose_from_preview(&self, step: &StepId, choice: &ChoiceId) {
        if !self.has_begun() {
            let ours = self.ours();
            // Kept together with the choice: a first tap need not wait for the storage twice.
            if let Ok(journey) = transition(&self.graph, &ours.journey, &Event::StartAt { step: step.clone() }) {
                self.choose_in(Kept { journey, ..ours }, &Visit::first(step), choice);
            }
            return;
        }
        match (self.graph.next(step.as_str(), choice.as_str()), self.graph.choice(step.as_str(), choice.as_str())) {
            (Some(next), _) => self.show_step(&next.id),
            // Reading on in another routemap takes nothing along, and leaves the route as it is.
            (None, Some(choice)) => address::go(&format!("{}#{}", self.data.way_to(&choice.routemap), choice.to)),
            (None, None) => {}
        }
    }

    /// Looks at a stop of the route again.
    pub fn go_to(&self, to: &Visit) {
        if self.apply(Event::GoTo { to: to.clone() }) {
            self.show(Shown::Step(to.clone()));
        }
    }

    pub fn tick(&self, at: &Visit, task: &TaskId, done: bool) {
        self.apply(Event::Tick { at: at.clone(), task: task.clone(), done });
    }

    pub fn set_date(&self, date: &DateId, day: Option<Date>) -> bool {
        self.apply(Event::SetDate { key: self.date_key(date), date: day })
    }

    /// Returns what the family said a date was, at this point of their way.
    pub fn date(&self, date: &DateId) -> Option<Date> {
        let key = self.date_key(date);
        self.kept.with(|kept| kept.journey.dates.get(&key).copied())
    }

    fn date_key(&self, date: &DateId) -> DateKey {
        self.route().date_key(&self.graph, date)
    }

    /// Says what is odd about a day that was just entered for a date, if anything is.
    pub fn odd_about(&self, date: &DateId, day: Date) -> Option<String> {
        let known = |other: &str| self.date(&DateId::from(other));
        odd_about(&self.graph, date.as_str(), day, today()?, known)
    }

    /// Returns the due dates of the journey as it is now, and today; nothing if the device's clock is far off. With a step that
    /// is only read, they are what they would be if the family stood there.
    pub fn due_dates(&self, read: Option<&StepId>) -> Option<(Vec<DueDate<'_>>, Date)> {
        let today = today()?;
        let dues = self.kept.with(|kept| {
            let there = read.and_then(|step| transition(&self.graph, &kept.journey, &Event::StartAt { step: step.clone() }).ok());
            due_dates(&self.graph, there.as_ref().unwrap_or(&kept.journey), &self.data.calendar, today)
        });
        Some((dues, today))
    }

    /// Returns the dues of the journey as entries of a calendar: all that are open, or the one of this name.
    pub fn calendar_entries(&self, deadline: Option<&str>) -> String {
        let kept = self.kept.get_untracked();
        calendar_entries(&self.graph, &kept, self.data, deadline, false)
    }

    pub fn note(&self, at: &Visit, text: String) {
        self.apply(Event::Note { at: at.clone(), text });
    }

    pub fn rename(&self, child: String) {
        self.apply(Event::Rename { child });
    }

    /// Returns the journey as an address can carry it to a page with a storage of its own; empty if none has begun.
    pub fn to_carry(&self) -> String {
        self.kept.with(|kept| match kept.journey.id.as_str() {
            "" => String::new(),
            _ => format!("kept={}", address::encoded(&snapshot::write(kept))),
        })
    }

    /// Shows a step: as a stop if it is on the route, to read if not.
    fn show_step(&self, step: &StepId) {
        match self.last_visit(step) {
            Some(to) => self.go_to(&to),
            None => self.show(Shown::Preview(step.clone())),
        }
    }

    /// Goes to the map, or to a step, by its address. Says whether it is one of these.
    pub fn go_to_address(&self, hash: &str) -> bool {
        match Address::parse(hash) {
            Address::Map => self.show(Shown::Map),
            Address::Step(visit) => self.show_step(&visit.step),
            _ => return false,
        }
        true
    }

    pub fn show_overview(&self) {
        self.show(Shown::Overview);
    }

    // ---- how it is done -------------------------------------------------------------------------

    /// Returns the journey that is followed, or one that begins.
    fn ours(&self) -> Kept {
        let ours = self.kept.get_untracked();
        match ours.journey.id.is_empty() {
            true => shelf::begun(&self.graph, clock::random_id(), keeping::name_for_new()),
            false => ours,
        }
    }

    /// Applies an event to the newest journey, keeps it, and says so if either cannot be done.
    fn apply(&self, event: Event) -> bool {
        self.apply_to(self.ours(), event)
    }

    fn apply_to(&self, ours: Kept, event: Event) -> bool {
        let had_begun = self.kept.with_untracked(|kept| !kept.journey.id.is_empty());
        let waiting = self.unkept.with_untracked(|unkept| unkept.iter().find(|one| one.kept.journey.id == ours.journey.id).cloned());
        let waiting = waiting.map(|unkept| unkept.waiting).unwrap_or_default();
        let Changed { kept, waiting, fault, refusal } = keeping::change(&self.graph, ours, waiting, event);
        if refusal.is_none() {
            self.unkept.change(|unkept| {
                unkept.retain(|one| one.kept.journey.id != kept.journey.id);
                unkept.extend(fault.map(|fault| Unkept { kept: kept.clone(), waiting, fault }));
            });
        }
        if refusal.is_some() || self.notice.with_untracked(Option::is_some) {
            self.notice.set(refusal.as_ref().map(Refusal::sentence));
        }
        if refusal.is_none() {
            self.say_of_keeping(fault);
        }
        // A refusal may come from what another tab did: its journey is shown, which nothing was taken from.
        let is_newer = had_begun && self.kept.with_untracked(|before| kept.revision > before.revision);
        if is_newer || refusal.is_none() {
            self.kept.set(kept);
        }
        refusal.is_none()
    }

    /// Keeps a journey as it is now. `before` is what was wrong with keeping already.
    pub(super) fn keep(&self, kept: Kept, before: Option<Fault>) {
        let (kept, fault) = keeping::keep(&self.graph, kept);
        if fault.is_none() {
            self.unkept.change(|unkept| unkept.retain(|one| one.kept.journey.id != kept.journey.id));
        }
        self.say_of_keeping(fault.or(before));
        self.kept.set(kept);
    }

    pub(super) fn say_of_keeping(&self, fault: Option<Fault>) {
        let said = fault.map(|fault| keeping::not_kept(fault).to_owned());
        // What is said already would be read out again.
        if self.not_kept.with_untracked(|before| *before != said) {
            self.not_kept.set(said);
        }
    }

    /// Moves to another view, as a new entry of the history.
    fn show(&self, shown: Shown) {
        let next = address_of(&shown);
        if Address::parse(&address::hash()) != next {
            address::push(&next.print(), &self.journey_id());
        }
        page::scroll_to_top();
        self.shown.set(shown);
    }

    /// Chooses the journey and the view when the page opens.
    fn open(&self) {
        let mut shelf = keeping::load_all();
        self.unkept.with_untracked(|unkept| {
            for one in unkept {
                keeping::put_in(&mut shelf, &self.graph, one);
                shelf.fault = shelf.fault.or(Some(one.fault));
            }
        });
        let shelf = &shelf;
        let asked = Address::parse(&address::hash());
        let ours = || shelf.kept.iter().filter(|kept| kept.journey.routemap == self.graph.outline().id);
        let by_id = |id: &str| ours().find(|kept| kept.journey.id == id);
        self.say_of_keeping(shelf.fault);
        if let Address::Step(visit) = &asked {
            match keeping::take_over(&self.graph.outline().id, &visit.step) {
                Ok(Some(crossing)) => return self.arrive(shelf, &crossing),
                Ok(None) => {}
                Err(fault) => self.say_of_keeping(shelf.fault.or(Some(fault))),
            }
        }
        let noted = address::note().filter(|id| !id.is_empty());
        let chosen = match &asked {
            Address::New => None,
            Address::Journey(id, _) => by_id(id),
            _ => noted.as_ref().and_then(|id| by_id(id)).or_else(|| ours().next()),
        };
        let is_of_another = matches!(asked, Address::Step(_)) && noted.as_ref().is_some_and(|id| by_id(id).is_none());
        self.set_others(shelf, chosen);
        match chosen {
            Some(chosen) => self.take_up(chosen, shelf.fault),
            None => self.kept.set(Kept::default()),
        }
        if !shelf.newer.is_empty() {
            self.say("A newer version of this site kept a route on this device. It is safe, and this page does not change it. Open the page again when you are online to go on with it. You can see it under My data.");
        } else if !shelf.set_aside.is_empty() && chosen.is_none() {
            self.say(
                "Something kept on this device could not be read. It was put aside, not deleted. You can save it as a file under My data.",
            );
        }
        match (&asked, chosen) {
            (Address::Journey(_, Some(stop)), Some(_)) => {
                self.replace(Shown::Step(stop.clone()));
                self.follow_address();
            }
            (Address::Journey(..), Some(_)) => {
                if let Some(place) = self.place() {
                    self.replace(Shown::Step(place));
                }
            }
            (Address::Journey(..), None) => {
                self.say("That route is not kept on this device any more. You can start here.");
                self.replace(Shown::Overview);
            }
            // The place in a route that is not here any more says nothing about this one.
            (Address::New, _) => self.replace(Shown::Overview),
            _ if is_of_another => self.replace(Shown::Overview),
            _ => self.follow_address(),
        }
    }

    fn take_up(&self, chosen: &Kept, fault: Option<Fault>) {
        let (journey, changed) = resume(&self.graph, &chosen.journey);
        let kept = Kept { journey, ..chosen.clone() };
        match changed {
            Some(notice) => {
                self.keep(kept, fault);
                self.say(&notice.sentence());
            }
            None => self.kept.set(kept),
        }
    }

    /// Shows what the address asks for.
    fn follow_address(&self) {
        let shown = match Address::parse(&address::hash()) {
            Address::Step(visit) => {
                let on_route = self.has_begun() && self.route_now().stops.iter().any(|stop| stop.visit == visit);
                let is_here = self.place().is_some_and(|place| place == visit);
                match (on_route, self.graph.step(visit.step.as_str())) {
                    (true, _) => {
                        if !is_here {
                            self.apply(Event::GoTo { to: visit.clone() });
                        }
                        Shown::Step(visit)
                    }
                    (false, Some(step)) => Shown::Preview(step.id.clone()),
                    (false, None) => self.unknown_address(),
                }
            }
            Address::Unknown => self.unknown_address(),
            Address::Map => Shown::Map,
            _ => Shown::Overview,
        };
        self.shown.set(shown);
    }

    pub(super) fn unknown_address(&self) -> Shown {
        self.say("We could not find that step. It may have been renamed. Everything you entered is safe. Go on from here.");
        Shown::Overview
    }

    pub(super) fn replace(&self, shown: Shown) {
        address::replace(&address_of(&shown).print(), &self.journey_id());
        self.shown.set(shown);
    }

    /// Follows the choices a family made on the static page before the app was ready.
    fn replay_taps(&self) {
        for tap in page::early_taps() {
            let Some((step, choice)) = tap.split_once(' ') else { continue };
            if self.graph.choice(step, choice).is_none() {
                continue;
            }
            let at = match self.place().filter(|place| place.step.as_str() == step) {
                Some(at) => at,
                None if self.has_begun() => continue,
                None => {
                    self.apply(Event::StartAt { step: step.into() });
                    Visit::first(&step.into())
                }
            };
            if self.apply(Event::Choose { at: at.clone(), choice: choice.into() }) && self.cross(&at, &choice.into(), false) {
                return;
            }
        }
        if !page::early_taps().is_empty() && self.has_begun() {
            self.follow_address();
        }
    }

    /// Follows Back and Forward, and what other tabs keep.
    fn listen(&'static self) {
        let this = self;
        address::on_move(move || {
            this.notice.set(None);
            let ours = this.journey_id();
            let is_another = address::note().is_some_and(|id| !id.is_empty() && id != ours);
            match Address::parse(&address::hash()) {
                Address::Journey(..) | Address::New => this.open(),
                // An entry of another child's route must not move this one.
                _ if is_another => this.open(),
                _ => {
                    this.follow_address();
                    // A plain link made this entry of the history: it belongs to the same journey.
                    if address::note().is_none() {
                        this.replace(this.shown.get_untracked());
                    }
                }
            }
        });
        // Whatever shows how long is left is shown anew.
        clock::on_new_day(move || this.kept.tell());
        keeping::on_change(move |key| {
            let ours = this.journey_id();
            if ours.is_empty() || !key.is_some_and(|key| keeping::is_journey(&key, &ours)) {
                return;
            }
            let newest = keeping::load(&ours).filter(|stored| stored.revision > this.kept.with_untracked(|kept| kept.revision));
            // What waits is done again over it at the next change.
            let waits = this.unkept.with_untracked(|unkept| unkept.iter().any(|one| one.kept.journey.id == ours));
            if let Some(newest) = newest.filter(|_| !waits) {
                let (journey, _) = resume(&this.graph, &newest.journey);
                this.kept.set(Kept { journey, ..newest });
                this.say("You went on with this route in another tab. This page shows it now.");
                this.carry_on_here();
            }
        });
    }

    /// Shows the family's place in this history entry, without adding one.
    fn carry_on_here(&self) {
        if let (Shown::Step(_), Some(place)) = (self.shown.get_untracked(), self.place()) {
            self.replace(Shown::Step(place));
        }
    }
}

fn address_of(shown: &Shown) -> Address {
    match shown {
        Shown::Overview => Address::Overview,
        Shown::Map => Address::Map,
        Shown::Step(visit) => Address::Step(visit.clone()),
        Shown::Preview(step) => Address::Step(Visit::first(step)),
    }
}
