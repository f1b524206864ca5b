//! The rule of the order run forward from the present moment, over and over: when does each one's turn come?
//!
//! One path is one way the next hours may go: the rest of each service, the services to come, absences, people who
//! give up, those of a higher class who still arrive. All tickets are answered by the same paths, and the paths are
//! the same for everybody who asks at the same moment.

use super::comers::Comers;
use super::hall::{Course, Desk, Hall, bit, letter};
use super::law::Law;
use super::scene::{Doing, Habits, Scene, Standing};
use crate::domain::ids::ServiceId;
use crate::domain::queue::Stand;
use rand_distr::{Distribution, StandardUniform};
use rand_pcg::Pcg64Mcg;
use std::ops::Range;

/// Nothing is looked at further ahead, in seconds.
pub const HORIZON_S: f64 = 12.0 * 3600.0;
/// From so many paths on two threads share them.
const SHARED: usize = 100;
/// How long a path's counters go on after hours is drawn apart from the rest of it, from generators numbered from here.
const OVERTIME: usize = 1 << 40;

/// One draw of everything that is learnt: the law of each service, the pace of each officer.
#[derive(Clone, Debug)]
pub struct Pace {
    /// The law of a service, by its letter.
    pub laws: Vec<Law>,
    /// What the officer of each place adds to the logarithm.
    pub officers: Vec<f64>,
}

impl Pace {
    /// The law of `service` at `place`.
    pub fn law(&self, service: ServiceId, place: usize) -> Law {
        let law = self.laws[letter(service)];
        Law { mu: law.mu + self.officers.get(place).copied().unwrap_or(0.0), sigma: law.sigma }
    }
}

/// Somebody who is not there yet, but asks: the next to come of a service and class. She takes nobody's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Newcomer {
    /// What for.
    pub service: ServiceId,
    /// Her class.
    pub class: u8,
}

/// When turns came, over all paths, in seconds from now, soonest first; [`HORIZON_S`] where none came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turns {
    /// Of each one asked about.
    pub asked: Vec<Vec<f32>>,
    /// Of each newcomer.
    pub newcomers: Vec<Vec<f32>>,
}

impl Turns {
    /// Takes the turns of other paths beside its own.
    fn extend(&mut self, other: Self) {
        let own = self.asked.iter_mut().chain(self.newcomers.iter_mut());
        own.zip(other.asked.into_iter().chain(other.newcomers)).for_each(|(own, other)| own.extend(other));
    }
}

/// The generator of path `number`; what is simulated twice is simulated alike.
pub fn generator(number: usize) -> Pcg64Mcg {
    Pcg64Mcg::new(((number as u128) << 64) | 0x6d6f_7463_7561)
}

/// Runs `paths` paths from `scene`; `pace` draws what one of them takes for true.
pub fn run(
    scene: &Scene,
    habits: &Habits,
    newcomers: &[Newcomer],
    paths: usize,
    pace: impl Fn(&mut Pcg64Mcg) -> Pace + Sync,
) -> Turns {
    let some = |numbers: Range<usize>| some(scene, habits, newcomers, numbers, &pace);
    let mut turns = if paths < SHARED {
        some(0..paths)
    } else {
        // Each path has its own generator: who runs it changes nothing.
        let half = paths / 2;
        std::thread::scope(|scope| {
            let second = scope.spawn(|| some(half..paths));
            let mut turns = some(0..half);
            // A thread that could not go on has nothing to add; its paths are run here.
            turns.extend(second.join().unwrap_or_else(|_| some(half..paths)));
            turns
        })
    };
    turns.asked.iter_mut().chain(turns.newcomers.iter_mut()).for_each(|all| all.sort_unstable_by(f32::total_cmp));
    turns
}

/// Runs the paths of these numbers.
fn some(
    scene: &Scene,
    habits: &Habits,
    newcomers: &[Newcomer],
    numbers: Range<usize>,
    pace: &impl Fn(&mut Pcg64Mcg) -> Pace,
) -> Turns {
    let asked = scene.line.iter().filter_map(|one| one.asked).max().map_or(0, |last| last + 1);
    let room = |count: usize| vec![Vec::with_capacity(numbers.len() * 2); count];
    let mut turns = Turns { asked: room(asked), newcomers: room(newcomers.len()) };
    for number in numbers {
        let mut rng = generator(number);
        let pace = pace(&mut rng);
        let mut path = Path {
            scene,
            habits,
            pace: &pace,
            kinds: newcomers,
            rng,
            comers: Comers::new(scene, 1.0),
            over_s: scene.goes_on(habits.overtime.as_ref(), &mut generator(OVERTIME + number)),
            open: 0,
            turns: Vec::new(),
            onward: None,
        };
        path.open = asked + newcomers.len();
        path.turns = vec![HORIZON_S; path.open];
        let places = 0..scene.places.len();
        let (desks, going): (_, Vec<_>) = places.map(|at| desk(at, scene, habits, &pace, &mut path.rng)).unzip();
        let line = scene.line.iter().filter_map(|one| path.comes(*one)).collect();
        let mut hall = Hall::new(&scene.rule, scene.now, line, desks, path);
        for (place, one) in going.into_iter().enumerate().filter_map(|(place, one)| Some((place, one?))) {
            hall.join(place, one);
        }
        hall.run(HORIZON_S);
        let all = turns.asked.iter_mut().chain(turns.newcomers.iter_mut());
        for (all, one) in all.zip(&hall.course.turns) {
            #[expect(clippy::cast_possible_truncation, reason = "seconds of half a day need no more")]
            all.push(*one as f32);
        }
    }
    turns
}

struct Path<'a> {
    scene: &'a Scene,
    habits: &'a Habits,
    pace: &'a Pace,
    kinds: &'a [Newcomer],
    rng: Pcg64Mcg,
    comers: Comers<'a>,
    /// How long after the end of their hours counters go on.
    over_s: f64,
    /// How many have no turn yet.
    open: usize,
    /// Turns of those asked about, then of the newcomers.
    turns: Vec<f64>,
    /// How the one called last waits again.
    onward: Option<Standing>,
}

/// Place number `at` as it may go on, and who leaves it for another queue.
pub fn desk(at: usize, scene: &Scene, habits: &Habits, pace: &Pace, rng: &mut Pcg64Mcg) -> (Desk, Option<Standing>) {
    let place = &scene.places[at];
    let mut skills = 0;
    for (service, sure) in &place.skills {
        let share: f64 = if *sure >= 1.0 { 0.0 } else { StandardUniform.sample(rng) };
        skills |= if share < *sure { bit(*service) } else { 0 };
    }
    let mut onward = None;
    let looks_s = match &place.doing {
        Doing::Serving { service, since_s, who } => {
            let mut rest_s = pace.law(*service, at).draw_rest(*since_s, rng);
            if let Some(who) = who {
                (rest_s, onward) = scene.leads.after(who, (scene.now, 0.0), rest_s, rng);
            }
            rest_s + habits.between(since_s + rest_s, rng)
        }
        Doing::Between { since_s, idle: false } => habits.turnover.draw_rest(*since_s, rng),
        Doing::Between { since_s, idle: true } => habits.absence.draw_rest(*since_s, rng),
        Doing::Paused { since_s } => habits.pause.draw_rest(*since_s, rng),
        Doing::Opens { in_s } => {
            let share: f64 = StandardUniform.sample(rng);
            let count = f64::from(u32::try_from(in_s.len()).unwrap_or(u32::MAX));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
            in_s.get((share * count) as usize).copied().unwrap_or(f64::INFINITY)
        }
    };
    (Desk::new(skills, looks_s), onward)
}

impl Path<'_> {
    fn answer(&mut self, which: usize, now_s: f64) {
        if self.turns[which] >= HORIZON_S {
            self.turns[which] = now_s;
            self.open -= 1;
        }
    }

    /// `one` where she is there, or comes back, in this path.
    fn comes(&mut self, one: Standing) -> Option<Standing> {
        let share: f64 = if one.comes >= 1.0 { 0.0 } else { StandardUniform.sample(&mut self.rng) };
        (share < one.comes).then(|| self.advanced(one))
    }

    /// `one` where the house gives her a head start in this path.
    fn advanced(&mut self, one: Standing) -> Standing {
        let Some(head) = self.scene.head.filter(|_| one.class > 0) else { return one };
        let share: f64 = StandardUniform.sample(&mut self.rng);
        let start_s = if share < head.share { head.start_s } else { 0 };
        Standing { arrival: one.arrival.plus(-start_s), ..one }
    }
}

impl Course for Path<'_> {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        let (at_s, one) = self.comers.next(&mut self.rng)?;
        Some((at_s, self.advanced(one)))
    }

    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64 {
        if let Some(asked) = one.asked {
            self.answer(asked, now_s);
        }
        let rng = &mut self.rng;
        if self.habits.patience.as_ref().is_some_and(|patience| patience.draw_by(one.waited_s, now_s, rng)) {
            return 0.0;
        }
        let share: f64 = StandardUniform.sample(rng);
        if one.leg == 0 && share < self.habits.answering.absent(one.waited_s + (now_s - one.joined_s).max(0.0)) {
            self.onward = self.habits.comes_back(one, self.scene.kept_s, now_s, rng);
            return self.habits.absent_s;
        }
        let served_s = self.pace.law(one.service, place).draw(rng);
        let (served_s, onward) = self.scene.leads.after(one, (self.scene.now, now_s), served_s, rng);
        self.onward = onward;
        served_s + self.habits.between(served_s, rng)
    }

    fn goes_on(&mut self) -> Option<Standing> {
        self.onward.take()
    }

    /// A newcomer's turn comes where nobody of a higher class is left, and of those who came before her nobody of her own,
    /// and nobody who was passed as often as may be.
    fn looks(&mut self, place: usize, eligible: &[Stand], now_s: f64) {
        let spent = |one: &Stand| self.scene.rule.max_passed.is_some_and(|most| one.passed >= most);
        let first = self.turns.len() - self.kinds.len();
        for (at, kind) in self.kinds.iter().enumerate() {
            if self.turns[first + at] < HORIZON_S {
                continue;
            }
            let serves = self.scene.places[place].skills.iter().any(|(service, _)| *service == kind.service);
            let older = |one: &Stand| one.age.0 <= self.scene.now && (one.class == kind.class || spent(one));
            if serves && !eligible.iter().any(|one| one.class > kind.class || older(one)) {
                self.answer(first + at, now_s);
            }
        }
    }

    fn looks_at(&mut self, place: usize, now_s: f64) -> f64 {
        self.scene.looks_at(place, now_s, self.over_s)
    }

    fn is_done(&self) -> bool {
        self.open == 0
    }
}
