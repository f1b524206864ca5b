//! The coming hours run forward, over and over: who waits how long until closing.
//!
//! Each person has her own chance, whatever is changed at the counters: with and without a change the same people come at
//! the same moments and need the same time. So a difference between two courses is the change's, and no luck (common
//! random numbers).

use crate::forecast::comers::Comers;
use crate::forecast::hall::{Course, Hall, letter};
use crate::forecast::model::Model;
use crate::forecast::paths::{Pace, desk, generator};
use crate::forecast::scene::{Habits, Scene, Standing};
use crate::forecast::walk::seconds;
use rand_distr::{Distribution, Gamma, StandardUniform};
use rand_pcg::Pcg64Mcg;

/// Letters that services may have.
pub const LETTERS: usize = 26;
/// After closing nothing is looked at, and where it does not close, no further than this, in seconds.
const END_S: f64 = 12.0 * 3600.0;

/// People of one service in one course.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// How many, whether they are there when they are called or not: the same with and without a change.
    pub came: f64,
    /// Those whose wait counts: who was served, or was left over.
    pub people: f64,
    /// Their waits, in seconds.
    pub wait_s: f64,
    /// Of them, who waited no longer than the target.
    pub within: f64,
    /// Of them, who was not served before closing.
    pub left: f64,
}

impl Sum {
    /// The two together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            came: self.came + other.came,
            people: self.people + other.people,
            wait_s: self.wait_s + other.wait_s,
            within: self.within + other.within,
            left: self.left + other.left,
        }
    }
}

/// One course: the sums of each service, by its letter.
pub type Sums = [Sum; LETTERS];

/// What is run forward.
#[derive(Clone, Copy)]
pub struct Hours<'a> {
    /// What is known.
    pub model: &'a Model,
    /// The wait meant for a citizen, in seconds.
    pub target_s: i64,
    /// People who come later than so many seconds from now are not counted.
    pub until_s: f64,
    /// When it closes, in seconds from now.
    pub close_s: f64,
    /// Whether anybody works now, be it after hours.
    pub works: bool,
    /// How many people the day's own share of visitors rests on.
    pub evidence: f64,
}

impl Hours<'_> {
    /// Runs course `number` from `scene`.
    pub fn run(&self, scene: &Scene, number: usize) -> Sums {
        let mut rng = generator(number);
        let pace = self.model.draw(&scene.places, &mut rng);
        let factor = Gamma::new(self.evidence, 1.0 / self.evidence).map_or(1.0, |law| law.sample(&mut rng));
        let over_s = self.overtime(scene, &mut rng);
        let habits = self.model.habits();
        let places = 0..scene.places.len();
        let (desks, going): (_, Vec<_>) =
            places.map(|at| desk(at, scene, &habits, &pace, &mut chance(number, PLACES + at))).unzip();
        let close_s = self.close_s.min(END_S);
        let day = Day {
            scene,
            habits,
            pace,
            number,
            comers: Comers::new(scene, factor),
            rng,
            came_s: scene.line.iter().map(|one| (one.comes >= 1.0).then_some(0.0)).collect(),
            onward: None,
            hours: *self,
            over_s,
            sums: [Sum::default(); LETTERS],
        };
        let line: Vec<Standing> = scene.line.iter().enumerate().filter_map(|(at, one)| day.comes(*one, at)).collect();
        let counted = line.iter().filter(|one| one.comes >= 1.0);
        let mut day = day;
        counted.for_each(|one| day.sums[letter(one.service)].came += 1.0);
        let mut hall = Hall::new(&scene.rule, scene.now, line, desks, day);
        for (place, one) in going.into_iter().enumerate().filter_map(|(place, one)| Some((place, one?))) {
            hall.course.came_s.push(None);
            hall.join(place, Standing { asked: Some(hall.course.came_s.len() - 1), ..one });
        }
        hall.run(close_s + over_s);
        for one in hall.lines.take_all() {
            hall.course.count(&one, close_s, true);
        }
        hall.course.sums
    }

    /// For how long after the end of their hours the counters go on calling in one course: as long as they already do,
    /// and longer.
    fn overtime(&self, scene: &Scene, rng: &mut Pcg64Mcg) -> f64 {
        let now = scene.shut.iter().find(|(from, until)| (*from..*until).contains(&0.0));
        let since_s = now.filter(|_| self.works).map_or(0.0, |(from, _)| -from);
        since_s + self.model.overtime.draw_rest(since_s, rng)
    }
}

/// Places have their chances apart from people.
const PLACES: usize = 1 << 32;
/// So has each visit of one person.
const LEG: usize = 1 << 33;

/// The chance of one person, or one place, in one course: the same whatever else happens in it.
fn chance(course: usize, whose: usize) -> Pcg64Mcg {
    let seed = ((course as u64) << 40) ^ whose as u64;
    // Neighbouring seeds are spread by a multiplication with an odd constant (Knuth's golden ratio).
    Pcg64Mcg::new(u128::from(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 32 | 0x6d6f_7463)
}

struct Day<'a> {
    scene: &'a Scene,
    habits: Habits,
    pace: Pace,
    number: usize,
    comers: Comers<'a>,
    rng: Pcg64Mcg,
    /// When each person came, in seconds from now; 0 for those who are there, `None` for those whose wait is over.
    came_s: Vec<Option<f64>>,
    /// How the one called last waits again.
    onward: Option<Standing>,
    hours: Hours<'a>,
    /// How long after the end of their hours counters go on.
    over_s: f64,
    sums: Sums,
}

impl Day<'_> {
    /// `one`, number `at`, where she is there or comes back.
    fn comes(&self, one: Standing, at: usize) -> Option<Standing> {
        let share: f64 = StandardUniform.sample(&mut chance(self.number, at));
        (share < one.comes).then_some(Standing { asked: Some(at), ..one })
    }

    /// Counts `one`, once, where she was called last: with all that she waited, as the centre's own figures do.
    fn count(&mut self, one: &Standing, now_s: f64, left: bool) {
        let came_s = one.asked.and_then(|who| self.came_s.get(who).copied().flatten());
        if came_s.is_none_or(|came_s| came_s > self.hours.until_s) {
            return;
        }
        let wait_s = one.waited_until(now_s);
        let sum = &mut self.sums[letter(one.service)];
        sum.people += 1.0;
        sum.wait_s += wait_s;
        sum.within += f64::from(u8::from(!left && wait_s <= seconds(self.hours.target_s)));
        sum.left += f64::from(u8::from(left));
    }
}

impl Course for Day<'_> {
    fn next_arrival(&mut self) -> Option<(f64, Standing)> {
        let (at_s, one) = self.comers.next(&mut self.rng)?;
        self.came_s.push(Some(at_s));
        if at_s <= self.hours.until_s {
            self.sums[letter(one.service)].came += 1.0;
        }
        Some((at_s, Standing { asked: Some(self.came_s.len() - 1), ..one }))
    }

    fn called(&mut self, place: usize, one: &Standing, now_s: f64) -> f64 {
        let mut rng = chance(self.number, one.asked.unwrap_or(0) + usize::from(one.leg) * LEG);
        // What told whether she is there at all.
        let _: f64 = StandardUniform.sample(&mut rng);
        let waits_s = now_s - one.joined_s;
        if self.habits.patience.as_ref().is_some_and(|patience| patience.draw_by(one.waited_s, waits_s, &mut rng)) {
            return 0.0;
        }
        let there: f64 = StandardUniform.sample(&mut rng);
        if one.leg == 0 && there < self.habits.answering.absent(one.waited_s + waits_s) {
            self.onward = self.habits.comes_back(one, self.scene.kept_s, now_s, &mut rng);
            return self.habits.absent_s;
        }
        let served_s = self.pace.law(one.service, place).draw(&mut rng);
        let (served_s, onward) = self.scene.leads.after(one, (self.scene.now, now_s), served_s, &mut rng);
        if onward.is_none() {
            self.count(one, now_s, false);
        }
        self.onward = onward;
        served_s + self.habits.between(served_s, &mut rng)
    }

    fn goes_on(&mut self) -> Option<Standing> {
        self.onward.take()
    }

    fn looks_at(&mut self, place: usize, now_s: f64) -> f64 {
        let hours = self.hours;
        // One that is to close earlier than the others does so.
        let closes_s = self.scene.places[place].closes_s;
        if now_s >= if closes_s < hours.close_s { closes_s } else { hours.close_s + self.over_s } {
            return f64::INFINITY;
        }
        // Where nobody works after hours now, nobody comes back for that.
        let over_s = |from_s: f64| if from_s <= 0.0 && !hours.works { 0.0 } else { self.over_s };
        let mut shut = self.scene.shut.iter();
        let now_shut = shut.find(|(from, until)| (from + over_s(*from)..*until).contains(&now_s));
        now_shut.map_or(now_s, |(_, until)| *until)
    }
}

/// The sums of everybody.
pub fn all(sums: &Sums) -> Sum {
    sums.iter().fold(Sum::default(), |all, one| all.and(*one))
}
