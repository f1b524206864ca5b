//! What somebody tries out at the counters of the rest of the day: which to open from when until when, with which
//! services; nothing of it happens.

use crate::domain::counter::{Counter, Station};
use crate::domain::ids::{CounterId, ServiceId};
use crate::domain::staffing::{Advice, Change};
use crate::domain::time::Timestamp;
use crate::tui::action::Action;
use crate::tui::seen::Seen;
use std::collections::{BTreeMap, BTreeSet};

/// Seconds of a step of the table.
pub(in crate::tui) const HALF_HOUR_S: i64 = 1800;

/// What is tried at one counter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Trial {
    /// From when until when a closed one is open.
    open: Option<(Timestamp, Timestamp)>,
    /// What it serves besides.
    more: BTreeSet<ServiceId>,
    /// Whether its pause ends.
    resumes: bool,
    /// From when on an open one is closed.
    closes: Option<Timestamp>,
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Outcome {
    /// What comes without it and with it.
    Told(Box<Advice>),
    /// The centre does not open any more today.
    Closed,
}

/// All that is tried, what came of it, and where the bar is.
#[derive(Debug, Default)]
pub(in crate::tui) struct Planning {
    trials: BTreeMap<CounterId, Trial>,
    /// The counter under the bar, by its place among all.
    pub row: usize,
    /// The half hour under the bar, by its place among those that are left.
    pub column: usize,
    /// Which page of what comes and what is advised: the first is the most important of all of it, the others are all.
    pub page: usize,
    /// What came of the question that was answered last, and whether anything was tried in it.
    outcome: Option<(Outcome, bool)>,
    /// Which trial was asked about last.
    generation: u64,
    /// Whether that is not answered yet.
    pub waits: bool,
    /// What was asked about last.
    asked: Vec<Change>,
}

/// How a counter is at a half hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Cell {
    /// The centre is closed then.
    Shut,
    Closed,
    Open,
    Paused,
    /// Open by the trial.
    Tried,
    /// Closed by the trial.
    TriedClosed,
}

/// The half hours that are left of the day, the one it is among them; none where the centre is closed for the day.
pub(in crate::tui) fn half_hours(seen: Seen<'_>) -> Vec<Timestamp> {
    let calendar = &seen.published.book.calendar;
    let now = seen.moment();
    let (Some(open), Some(close)) = (calendar.open_of(now.day()), calendar.close_of(now.day())) else {
        return Vec::new();
    };
    let first = now.plus(-now.0.rem_euclid(HALF_HOUR_S)).max(open);
    std::iter::successors(Some(first), |at| Some(at.plus(HALF_HOUR_S))).take_while(|at| *at < close).collect()
}

impl Planning {
    /// Moves the bar. False when `action` moves none.
    pub fn go(&mut self, action: Action, seen: Seen<'_>) -> bool {
        let rows = seen.state().counters.len().saturating_sub(1);
        let columns = half_hours(seen).len().saturating_sub(1);
        match action {
            Action::Up => self.row = self.row.saturating_sub(1),
            Action::Down => self.row = (self.row + 1).min(rows),
            Action::First => self.row = 0,
            Action::Last => self.row = rows,
            Action::PageUp => self.page = self.page.saturating_sub(1),
            Action::PageDown => self.page += 1,
            Action::PreviousField => self.column = self.column.saturating_sub(1),
            Action::NextField => self.column = (self.column + 1).min(columns),
            _ => return false,
        }
        true
    }

    /// The half hour under the bar, as long as there is one.
    pub fn half_hour(&self, seen: Seen<'_>) -> Option<Timestamp> {
        let left = half_hours(seen);
        left.get(self.column.min(left.len().saturating_sub(1))).copied()
    }

    /// The counter under the bar.
    pub fn counter<'s>(&self, seen: Seen<'s>) -> Option<&'s Counter> {
        let counters = &seen.state().counters;
        counters.values().nth(self.row.min(counters.len().saturating_sub(1)))
    }

    /// Opens the closed counter under the bar from there on, or closes it from there on; an open one closes from there on;
    /// a paused one goes on. False where there is no counter or no half hour any more.
    pub fn turn(&mut self, seen: Seen<'_>) -> bool {
        let (Some(counter), Some(at)) = (self.counter(seen), self.half_hour(seen)) else { return false };
        let Some(close) = seen.published.book.calendar.close_of(at.day()) else { return false };
        let trial = self.trials.entry(counter.id).or_default();
        match counter.station {
            Station::Open => trial.closes = Some(at).filter(|at| trial.closes != Some(*at)),
            Station::Paused { .. } => trial.resumes = !trial.resumes,
            Station::Closed => {
                let after = at.plus(HALF_HOUR_S).min(close);
                trial.open = match trial.open {
                    None => Some((at, close)),
                    Some((from, _)) if from == at => None,
                    Some((from, until)) if at < from => Some((at, until)),
                    Some((from, until)) if at < until => Some((from, at)),
                    Some((from, _)) => Some((from, after)),
                };
            }
        }
        true
    }

    /// What a counter serves with the trial.
    pub fn skills(&self, counter: &Counter) -> BTreeSet<ServiceId> {
        let more = self.trials.get(&counter.id).map(|trial| trial.more.iter().copied());
        counter.skills.iter().copied().chain(more.into_iter().flatten()).collect()
    }

    /// It is to serve these; what it serves already it goes on serving.
    pub fn teach(&mut self, counter: &Counter, services: &BTreeSet<ServiceId>) {
        let more = services.difference(&counter.skills.iter().copied().collect()).copied().collect();
        self.trials.entry(counter.id).or_default().more = more;
    }

    /// Tries what is advised.
    pub fn follow(&mut self, advice: &Advice, seen: Seen<'_>) {
        self.trials.clear();
        for step in &advice.steps {
            let trial = self.trials.entry(step.change.counter()).or_default();
            match &step.change {
                Change::Open { counter, skills, hours } => {
                    let counter = seen.state().counters.get(counter);
                    let is_new = |skill: &&ServiceId| counter.is_none_or(|counter| !counter.skills.contains(skill));
                    trial.more.extend(skills.iter().filter(is_new));
                    trial.open = hours.first().zip(hours.last()).map(|((from, _), (_, until))| (*from, *until));
                }
                Change::Teach { service, .. } => {
                    trial.more.insert(*service);
                }
                Change::Resume { .. } => trial.resumes = true,
                Change::Close { from, .. } => trial.closes = Some(*from),
            }
        }
    }

    /// Nothing is tried any more.
    pub fn clear(&mut self) {
        self.trials.clear();
    }

    /// Whether what is shown is what comes of something that is tried.
    pub fn is_tried(&self) -> bool {
        matches!(self.outcome, Some((Outcome::Told(_), true)))
    }

    /// Whether it was answered that the centre does not open any more today.
    pub fn is_closed(&self) -> bool {
        matches!(self.outcome, Some((Outcome::Closed, _)))
    }

    /// What is advised: what was worked out last, here or unasked.
    pub fn advised<'p>(&'p self, seen: Seen<'p>) -> Option<&'p Advice> {
        let unasked = seen.published.staffing.day.as_ref();
        match &self.outcome {
            Some((Outcome::Told(advice), false)) => Some(unasked.filter(|of| of.from >= advice.from).unwrap_or(advice)),
            _ => unasked,
        }
    }

    /// What is shown, figures and sentences of one moment: what is tried, or else what is advised.
    pub fn advice<'p>(&'p self, seen: Seen<'p>) -> Option<&'p Advice> {
        match &self.outcome {
            Some((Outcome::Told(advice), true)) => Some(advice),
            _ => self.advised(seen),
        }
    }

    /// What is tried, as it can still be done.
    fn changes(&self, seen: Seen<'_>) -> Vec<Change> {
        let now = seen.moment();
        let calendar = &seen.published.book.calendar;
        let mut changes = Vec::new();
        for (id, trial) in &self.trials {
            let Some(counter) = seen.state().counters.get(id) else { continue };
            match (&counter.station, trial.open) {
                (Station::Closed, Some((from, until))) => {
                    let skills = self.skills(counter).into_iter().collect();
                    let hours = calendar.hours_between(from.max(now), until);
                    changes.extend((!hours.is_empty()).then_some(Change::Open { counter: *id, skills, hours }));
                }
                (Station::Paused { .. }, _) if trial.resumes => changes.push(Change::Resume { counter: *id }),
                (Station::Open, _) => {
                    let is_left = |from: &Timestamp| calendar.close_of(now.day()).is_some_and(|close| *from < close);
                    let from = trial.closes.map(|from| from.max(now)).filter(is_left);
                    changes.extend(from.map(|from| Change::Close { counter: *id, from }));
                }
                _ => {}
            }
            if counter.station != Station::Closed {
                let new = trial.more.iter().filter(|service| !counter.skills.contains(service));
                changes.extend(new.map(|service| Change::Teach { counter: *id, service: *service }));
            }
        }
        changes
    }

    /// What is to be asked, and under which number.
    pub fn ask(&mut self, seen: Seen<'_>) -> (u64, Vec<Change>) {
        self.generation += 1;
        self.waits = true;
        self.asked = self.changes(seen);
        (self.generation, self.asked.clone())
    }

    /// Takes the answer to the question asked last; older ones are about something else.
    pub fn take(&mut self, generation: u64, outcome: Outcome) {
        if generation == self.generation {
            self.waits = false;
            self.outcome = Some((outcome, !self.asked.is_empty()));
        }
    }

    /// How a counter is at the half hour that begins at `from`.
    pub fn cell(&self, counter: &Counter, from: Timestamp, seen: Seen<'_>) -> Cell {
        let calendar = &seen.published.book.calendar;
        if calendar.hours_between(from, from.plus(HALF_HOUR_S)).is_empty() {
            return Cell::Shut;
        }
        let trial = self.trials.get(&counter.id);
        let opens = trial.and_then(|trial| trial.open);
        let is_in = |(open, until): (Timestamp, Timestamp)| open < from.plus(HALF_HOUR_S) && until > from;
        match counter.station {
            Station::Closed if opens.is_some_and(is_in) => Cell::Tried,
            Station::Closed => Cell::Closed,
            Station::Open if trial.and_then(|trial| trial.closes).is_some_and(|closes| from >= closes) => {
                Cell::TriedClosed
            }
            Station::Open => Cell::Open,
            Station::Paused { .. } if trial.is_some_and(|trial| trial.resumes) => Cell::Tried,
            Station::Paused { .. } => Cell::Paused,
        }
    }
}
