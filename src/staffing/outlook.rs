//! Courses told as figures: the mean of each with the span that nine in ten lie in, and how far they are from the targets.

use super::course::{LETTERS, Sum, Sums, all};
use crate::domain::ids::ServiceId;
use crate::domain::staffing::{Outlook, Outlooks, Spread};

/// Of the courses, how many lie below the lower and above the upper end of what is told: together one in sixteen, since
/// the laws that they are drawn from are themselves only learnt. With one in twelve what came on two hundred virtual days
/// lay between the ends on 87 or 88 of a hundred.
const TAIL: f64 = 1.0 / 32.0;
/// A service for which fewer people come has no mean worth a counter.
const FEW: f64 = 3.0;
/// Unless nobody serves it: then one is enough.
const ONE: f64 = 1.0;
/// A service that nobody serves is further from the targets than any that somebody does.
const UNSERVED: f64 = 1000.0;
/// How many standard errors the mean must be inside the target: 95 % one-sided.
const SURE: f64 = 1.645;

/// What a share of the target counts for in everybody's mean wait, where it counts 1 in what a target is missed by.
const LITTLE: f64 = 0.2;

/// What the centre wants.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    /// The mean wait at most, in seconds; and the wait that most do not exceed.
    pub wait_s: f64,
    /// How many do not exceed it, from 0 to 1.
    pub share: f64,
}

/// A figure course by course.
#[derive(Clone, Debug)]
struct Figure(Vec<f64>);

impl Figure {
    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / count(self.0.len())
    }

    /// The standard error of the mean.
    fn error(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.0.iter().map(|value| (value - mean).powi(2)).sum();
        (squares / count(self.0.len().saturating_sub(1)) / count(self.0.len())).sqrt()
    }

    fn spread(&self, scale: f64) -> Spread {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
            let place = (share * count(sorted.len() - 1)).round() as usize;
            sorted[place] * scale
        };
        if sorted.is_empty() {
            return Spread::default();
        }
        #[expect(clippy::cast_possible_truncation, reason = "seconds and people of a day")]
        let whole = |value: f64| value.round() as i64;
        #[expect(clippy::cast_possible_truncation, reason = "seconds and people of a day")]
        let (low, high) = (at(TAIL).floor() as i64, at(1.0 - TAIL).ceil() as i64);
        Spread { mean: whole(self.mean() * scale), low, high }
    }
}

fn count(items: usize) -> f64 {
    u32::try_from(items).map_or(f64::MAX, f64::from).max(1.0)
}

fn per_person(sum: Sum, value: f64) -> f64 {
    if sum.people > 0.0 { value / sum.people } else { 0.0 }
}

fn waits(sums: &[Sum]) -> Figure {
    Figure(sums.iter().map(|sum| per_person(*sum, sum.wait_s)).collect())
}

fn shares(sums: &[Sum]) -> Figure {
    let share = |sum: &Sum| if sum.people > 0.0 { sum.within / sum.people } else { 1.0 };
    Figure(sums.iter().map(share).collect())
}

fn outlook(sums: &[Sum]) -> Outlook {
    Outlook {
        people: Figure(sums.iter().map(|sum| sum.people).collect()).spread(1.0),
        wait_s: waits(sums).spread(1.0),
        within_percent: shares(sums).spread(100.0),
        left: Figure(sums.iter().map(|sum| sum.left).collect()).spread(1.0),
    }
}

/// The sums of one service, or of everybody, course by course.
fn column(courses: &[Sums], letter: Option<usize>) -> Vec<Sum> {
    courses.iter().map(|sums| letter.map_or_else(|| all(sums), |letter| sums[letter])).collect()
}

/// By how much a target is missed, as a share of it; 0 where both hold. Weighed over all courses as one long day.
fn violation(sums: &[Sum], goal: Goal) -> f64 {
    let sum = sums.iter().fold(Sum::default(), |all, one| all.and(*one));
    let (wait_s, share) = (per_person(sum, sum.wait_s), if sum.people > 0.0 { sum.within / sum.people } else { 1.0 });
    (wait_s / goal.wait_s - 1.0).max((goal.share - share) / goal.share).max(0.0)
}

/// How many people come for this letter on average.
fn people(courses: &[Sums], letter: usize) -> f64 {
    courses.iter().map(|sums| sums[letter].people).sum::<f64>() / count(courses.len())
}

/// Whether somebody waits or comes for this letter, and nobody is served in any course.
fn is_unserved(courses: &[Sums], letter: usize) -> bool {
    let served = |sums: &Sums| sums[letter].left < sums[letter].people;
    people(courses, letter) >= ONE && !courses.iter().any(served)
}

/// Those letters for which enough people come to speak of a mean, and those that nobody serves.
fn letters(courses: &[Sums]) -> impl Iterator<Item = usize> + '_ {
    (0..LETTERS).filter(|letter| people(courses, *letter) >= FEW || is_unserved(courses, *letter))
}

/// The service by the place of its letter.
fn service(letter: usize) -> Option<ServiceId> {
    ServiceId::new(char::from(b'A' + u8::try_from(letter).ok()?))
}

/// How far from the targets: of everybody or the service that is worst off, and a little of everybody's wait, so that of
/// two changes that do nothing for the worst the better one is still told apart. Each service that nobody serves counts
/// for more than all that.
pub fn distance(courses: &[Sums], goal: Goal) -> f64 {
    let everybody = column(courses, None);
    let mean_s = waits(&everybody).mean();
    let of_services = letters(courses).map(|letter| violation(&column(courses, Some(letter)), goal));
    let unserved = (0..LETTERS).filter(|letter| is_unserved(courses, *letter)).count();
    let unserved = if unserved > 0 { UNSERVED * count(unserved) } else { 0.0 };
    of_services.fold(violation(&everybody, goal), f64::max) + LITTLE * mean_s / goal.wait_s + unserved
}

/// The service that is furthest from the targets, where one is: one that nobody serves before any other, of those the one
/// for which most people come.
pub fn worst(courses: &[Sums], goal: Goal) -> Option<ServiceId> {
    let far = |letter| {
        let missed = violation(&column(courses, Some(letter)), goal).min(UNSERVED);
        if is_unserved(courses, letter) { UNSERVED + people(courses, letter) } else { missed }
    };
    let far = letters(courses).map(|letter| (far(letter), letter));
    let (_, letter) = far.filter(|(far, _)| *far > 0.0).max_by(|one, other| one.0.total_cmp(&other.0))?;
    service(letter)
}

/// The courses as they are told.
pub fn outlooks(courses: &[Sums], goal: Goal) -> Outlooks {
    let sure = |letter: Option<usize>| {
        let sums = column(courses, letter);
        let (waits, shares) = (waits(&sums), shares(&sums));
        waits.mean() + SURE * waits.error() <= goal.wait_s && shares.mean() - SURE * shares.error() >= goal.share
    };
    let anybody = |letter: &usize| courses.iter().any(|sums| sums[*letter].people > 0.0);
    let of_service = |letter| Some((service(letter)?, outlook(&column(courses, Some(letter)))));
    Outlooks {
        all: outlook(&column(courses, None)),
        services: (0..LETTERS).filter(anybody).filter_map(of_service).collect(),
        holds: sure(None) && letters(courses).all(|letter| sure(Some(letter))),
        worst: worst(courses, goal),
    }
}

/// What a change saves, course by course: seconds of everybody's mean wait, and of 100 how many more are within the
/// target.
pub fn saving(before: &[Sums], after: &[Sums]) -> (Spread, Spread) {
    let difference =
        |one: Figure, other: Figure| Figure(one.0.iter().zip(other.0).map(|(one, other)| one - other).collect());
    let (before, after) = (column(before, None), column(after, None));
    let saved = difference(waits(&before), waits(&after));
    let more = difference(shares(&after), shares(&before));
    (saved.spread(1.0), more.spread(100.0))
}
