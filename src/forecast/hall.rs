//! The hall run forward: counters that call by the rule, people who come, wait and are served. The one piece that
//! forecasts, staffing and the tests of the rule share; the rule itself is [`crate::domain::queue::pull`].
//!
//! Events in order of time; at one moment counters look before people come. A counter that finds nobody is idle; who
//! comes is taken by the idle counter with the fewest skills, then the one longest idle, then the lowest.

use super::lines::Lines;
use super::scene::Standing;
use crate::domain::ids::ServiceId;
use crate::domain::queue::{InLine, Rule, Stand, pull};
use crate::domain::time::Timestamp;

/// What the hall does not decide itself: chance, and what is written down. Times are seconds from the start.
pub trait Course {
    /// The next one to come after the last, with the moment; `None`: nobody any more.
    fn next_arrival(&mut self) -> Option<(f64, Standing)>;

    /// `one` is called at `place`: for how long she takes the place, until it looks for the next one; zero for
    /// somebody who is not there.
    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64;

    /// Where whoever was called last goes on to: how she waits again, and since when ([`Standing::joined_s`]); `None` where
    /// her visit ends.
    fn goes_on(&mut self) -> Option<Standing> {
        None
    }

    /// `place` looks for the next one before it calls; `eligible` stand for those it may call, as [`Lines::gather`] has it.
    fn looks(&mut self, _place: usize, _eligible: &[Stand], _now_s: f64) {}

    /// When a place that would look now looks instead: later while it is shut, infinity when it has closed.
    fn looks_at(&mut self, _place: usize, now_s: f64) -> f64 {
        now_s
    }

    /// Whether nothing is asked any more.
    fn is_done(&self) -> bool {
        false
    }
}

/// A counter of the hall.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// What it serves, a bit for each letter.
    pub skills: u32,
    /// When it looks for the next one.
    pub looks_s: f64,
    idle_s: Option<f64>,
}

impl Desk {
    /// A counter that first looks at `looks_s`.
    pub fn new(skills: u32, looks_s: f64) -> Self {
        Self { skills, looks_s, idle_s: None }
    }
}

/// Whether `desk`, number `place`, may call `one`.
pub fn serves(desk: &Desk, place: usize, one: &Standing) -> bool {
    one.bound.map_or(desk.skills & bit(one.service) != 0, |bound| bound == place)
}

/// The bit of a service's letter.
pub fn bit(service: ServiceId) -> u32 {
    1 << letter(service)
}

/// The place of a service among the letters.
pub fn letter(service: ServiceId) -> usize {
    usize::try_from(u32::from(service.letter()) - u32::from('A')).unwrap_or(0)
}

/// The hall.
pub struct Hall<'a, C> {
    rule: &'a Rule,
    start: Timestamp,
    /// Who waits.
    pub lines: Lines,
    /// Who will wait again, and the place she leaves.
    joining: Vec<(usize, Standing)>,
    desks: Vec<Desk>,
    /// Chance and record.
    pub course: C,
    /// Of idle counters the one with the fewest skills takes who comes; otherwise the one longest idle.
    fewest_skills: bool,
}

impl<'a, C: Course> Hall<'a, C> {
    /// The hall at `start`: who waits, which counters there are.
    pub fn new(rule: &'a Rule, start: Timestamp, line: Vec<Standing>, desks: Vec<Desk>, course: C) -> Self {
        let mut lines = Lines::default();
        for one in line {
            lines.join(one);
        }
        Self { rule, start, lines, joining: Vec::new(), desks, course, fewest_skills: true }
    }

    /// The same with idle counters taken by the longest idle first, as textbooks have it.
    #[must_use]
    pub fn longest_idle_first(self) -> Self {
        Self { fewest_skills: false, ..self }
    }

    /// `one` leaves `place` and joins the line when she says.
    pub fn join(&mut self, place: usize, one: Standing) {
        self.joining.push((place, one));
    }

    /// Runs until `until_s`, or until nothing happens or nothing is asked any more.
    pub fn run(&mut self, until_s: f64) {
        let mut coming = self.course.next_arrival();
        while !self.course.is_done() {
            let place = (0..self.desks.len())
                .min_by(|one, other| self.desks[*one].looks_s.total_cmp(&self.desks[*other].looks_s));
            let looks_s = place.map_or(f64::INFINITY, |place| self.desks[place].looks_s);
            let comes_s = coming.as_ref().map_or(f64::INFINITY, |(at_s, _)| *at_s);
            let joins = (0..self.joining.len()).min_by(|one, other| {
                let ((from, one), (other_from, other)) = (&self.joining[*one], &self.joining[*other]);
                one.joined_s.total_cmp(&other.joined_s).then(from.cmp(other_from))
            });
            let (from, joins_s) =
                joins.map_or((0, f64::INFINITY), |at| (self.joining[at].0, self.joining[at].1.joined_s));
            if looks_s.min(comes_s).min(joins_s) >= until_s {
                return;
            }
            // Who leaves a counter waits again before that counter looks, and after those that come before it.
            let now_first = joins_s < looks_s || joins_s <= looks_s && place.is_none_or(|place| from <= place);
            if let Some(joins) = joins.filter(|_| now_first && joins_s <= comes_s) {
                let (_, one) = self.joining.swap_remove(joins);
                self.arrive(one, joins_s);
                continue;
            }
            match (place, coming.take()) {
                (_, Some((at_s, one))) if at_s < looks_s => {
                    self.arrive(one, at_s);
                    coming = self.course.next_arrival();
                }
                (Some(place), later) => {
                    coming = later;
                    self.look(place, looks_s);
                }
                (None, _) => return,
            }
        }
    }

    fn look(&mut self, place: usize, now_s: f64) {
        let looks_s = self.course.looks_at(place, now_s);
        if looks_s > now_s {
            self.desks[place].looks_s = looks_s;
            return;
        }
        let moment = self.moment(now_s);
        let eligible = self.lines.gather(place, &self.desks[place], self.rule, now_s);
        self.course.looks(place, eligible, now_s);
        let called = pull(eligible, self.rule, moment).map(|(called, _)| called);
        if let Some(one) = called.and_then(|called| self.lines.call(called)) {
            self.serve(place, &one, now_s);
        } else {
            self.desks[place].looks_s = f64::INFINITY;
            self.desks[place].idle_s = Some(now_s);
        }
    }

    /// The desk that takes `one`: of those idle, and of those that look at this moment where `looking`.
    fn taker(&self, one: &Standing, now_s: f64, looking: bool) -> Option<usize> {
        let may = |place: &usize| {
            let desk = &self.desks[*place];
            serves(desk, *place, one) && (desk.idle_s.is_some() || looking && desk.looks_s <= now_s)
        };
        let key = |place: &usize| {
            let desk = &self.desks[*place];
            let since_s = desk.idle_s.unwrap_or(now_s);
            (if self.fewest_skills { desk.skills.count_ones() } else { 0 }, since_s.to_bits(), *place)
        };
        (0..self.desks.len()).filter(may).min_by_key(key)
    }

    /// Whether `one` is left to a desk that looks at this moment and calls her.
    fn is_left(&mut self, one: &Standing, now_s: f64) -> bool {
        let Some(place) = self.taker(one, now_s, true).filter(|place| self.desks[*place].idle_s.is_none()) else {
            return false;
        };
        let moment = self.moment(now_s);
        let eligible = self.lines.gather_with(one, place, &self.desks[place], self.rule, now_s);
        let next = pull(eligible, self.rule, moment);
        next.is_some_and(|(called, _)| called + 1 == eligible.len())
    }

    fn arrive(&mut self, one: Standing, now_s: f64) {
        if self.is_left(&one, now_s) {
            self.lines.join(one);
            return;
        }
        while let Some(place) = self.taker(&one, now_s, false) {
            let looks_s = self.course.looks_at(place, now_s);
            if looks_s <= now_s {
                self.course.looks(place, &[one.stand()], now_s);
                self.serve(place, &one, now_s);
                return;
            }
            // Nobody was left when it shut, so nothing says yet that it looks again.
            self.desks[place].idle_s = None;
            self.desks[place].looks_s = looks_s;
        }
        self.lines.join(one);
    }

    fn serve(&mut self, place: usize, one: &Standing, now_s: f64) {
        let busy_s = self.course.called(place, one, now_s);
        self.desks[place].idle_s = None;
        self.desks[place].looks_s = now_s + busy_s;
        self.joining.extend(self.course.goes_on().map(|one| (place, one)));
    }

    fn moment(&self, now_s: f64) -> Timestamp {
        #[expect(clippy::cast_possible_truncation, reason = "a hall runs for days, not for ages")]
        let seconds = now_s as i64;
        self.start.plus(seconds)
    }
}
