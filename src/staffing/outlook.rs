//! Courses told as figures: the mean of each with the span that nine in ten lie in, and how far they are from the targets.

use super::course::{LETTERS, Sum, Sums, all};
use crate::domain::ids::ServiceId;
use crate::domain::staffing::{Outlook, Outlooks, Spread};
use crate::forecast::ratio::Ratio;
use std::cmp::Ordering;

/// Of the courses, how many lie below the lower and above the upper end of what is told: together one in sixteen, since
/// the laws that they are drawn from are themselves only learnt. With one in twelve what came on two hundred virtual days
/// lay between the ends on 87 or 88 of a hundred.
const TAIL: f64 = 1.0 / 32.0;
/// A service for which fewer people come has no mean worth a counter.
const FEW: f64 = 1.0;
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

/// A figure of the people of each course: its sum over them, and how many they are. Its mean is of people and not of
/// courses: one in which nobody comes says nothing about waits.
#[derive(Clone, Debug)]
struct PerPerson(Vec<(f64, f64)>);

impl PerPerson {
    /// `None` where nobody comes in any course.
    fn mean(&self) -> Option<f64> {
        Ratio::of(&self.0).map(|ratio| ratio.mean)
    }

    /// Course by course, where anybody comes.
    fn courses(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        self.0.iter().map(|(sum, people)| (*people > 0.0).then(|| sum / people))
    }

    fn spread(&self, scale: f64) -> Spread {
        spread(self.mean().unwrap_or(0.0), self.courses().flatten().collect(), scale)
    }
}

/// `mean`, and what lies between the ends that most of `values` lie between.
fn spread(mean: f64, mut values: Vec<f64>, scale: f64) -> Spread {
    values.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let place = (share * count(values.len() - 1)).round() as usize;
        values[place.min(values.len() - 1)] * scale
    };
    if values.is_empty() {
        return Spread::default();
    }
    #[expect(clippy::cast_possible_truncation, reason = "seconds and people of a day")]
    let whole = |value: f64| value.round() as i64;
    #[expect(clippy::cast_possible_truncation, reason = "seconds and people of a day")]
    let (low, high) = (at(TAIL).floor() as i64, at(1.0 - TAIL).ceil() as i64);
    Spread { mean: whole(mean * scale), low, high }
}

/// How many people, course by course.
fn heads(sums: &[Sum], of: impl Fn(&Sum) -> f64) -> Spread {
    let values: Vec<f64> = sums.iter().map(of).collect();
    spread(values.iter().sum::<f64>() / count(values.len()), values, 1.0)
}

fn count(items: usize) -> f64 {
    u32::try_from(items).map_or(f64::MAX, f64::from).max(1.0)
}

fn waits(sums: &[Sum]) -> PerPerson {
    PerPerson(sums.iter().map(|sum| (sum.wait_s, sum.people)).collect())
}

fn shares(sums: &[Sum]) -> PerPerson {
    PerPerson(sums.iter().map(|sum| (sum.within, sum.people)).collect())
}

fn outlook(sums: &[Sum]) -> Outlook {
    Outlook {
        people: heads(sums, |sum| sum.came),
        wait_s: waits(sums).spread(1.0),
        within_percent: shares(sums).spread(100.0),
        served: heads(sums, |sum| sum.people - sum.left),
        left: heads(sums, |sum| sum.left),
    }
}

/// The sums of one service, or of everybody, course by course.
fn column(courses: &[Sums], letter: Option<usize>) -> Vec<Sum> {
    courses.iter().map(|sums| letter.map_or_else(|| all(sums), |letter| sums[letter])).collect()
}

/// By how much a target is missed, as a share of it; 0 where both hold. `errors`: so many standard errors of both means
/// must lie inside the targets too.
fn violation(sums: &[Sum], goal: Goal, errors: f64) -> f64 {
    let Some((wait, share)) = Ratio::of(&waits(sums).0).zip(Ratio::of(&shares(sums).0)) else { return 0.0 };
    let (wait_s, share) = (wait.mean + errors * wait.error, share.mean - errors * share.error);
    (wait_s / goal.wait_s - 1.0).max((goal.share - share) / goal.share).max(0.0)
}

/// How many people come for this letter on average.
fn people(courses: &[Sums], letter: usize) -> f64 {
    courses.iter().map(|sums| sums[letter].people).sum::<f64>() / count(courses.len())
}

/// Whether somebody waits or comes for this letter, and nobody is served in any course.
fn is_unserved(courses: &[Sums], letter: usize) -> bool {
    let served = |sums: &Sums| sums[letter].left < sums[letter].people;
    people(courses, letter) >= FEW && !courses.iter().any(served)
}

/// Those letters for which enough people come to speak of a mean.
fn letters(courses: &[Sums]) -> impl Iterator<Item = usize> + '_ {
    (0..LETTERS).filter(|letter| people(courses, *letter) >= FEW)
}

/// The service by the place of its letter.
fn service(letter: usize) -> Option<ServiceId> {
    ServiceId::new(char::from(b'A' + u8::try_from(letter).ok()?))
}

/// How far it is to the targets; the nearer of two compares as less.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Distance {
    /// How many services nobody serves: each is further from the targets than anything that is served late.
    pub unserved: u32,
    /// What everybody or the service that is worst off misses them by, as a share of them, and a little of everybody's
    /// wait, so that of two changes that do nothing for the worst the better one is still told apart.
    pub missed: f64,
}

/// How far it is to the targets over `courses`.
pub fn distance(courses: &[Sums], goal: Goal) -> Distance {
    let everybody = column(courses, None);
    let mean_s = waits(&everybody).mean().unwrap_or(0.0);
    let of_services = letters(courses).map(|letter| violation(&column(courses, Some(letter)), goal, 0.0));
    let missed = of_services.fold(violation(&everybody, goal, 0.0), f64::max) + LITTLE * mean_s / goal.wait_s;
    let unserved = letters(courses).filter(|letter| is_unserved(courses, *letter)).count();
    Distance { unserved: u32::try_from(unserved).unwrap_or(u32::MAX), missed }
}

/// The service that is furthest from the targets, where one is: one that nobody serves before any other, of those the one
/// for which most people come.
pub fn worst(courses: &[Sums], goal: Goal) -> Option<ServiceId> {
    let far = |letter| {
        let sums = column(courses, Some(letter));
        let unserved = if is_unserved(courses, letter) { people(courses, letter) } else { 0.0 };
        (unserved, violation(&sums, goal, 0.0), violation(&sums, goal, SURE))
    };
    let missed = letters(courses).map(|letter| (far(letter), letter)).filter(|((_, _, surely), _)| *surely > 0.0);
    let (_, letter) = missed.max_by(|(one, _), (other, _)| one.partial_cmp(other).unwrap_or(Ordering::Equal))?;
    service(letter)
}

/// Whether the targets hold on average, for everybody and each service, as surely as so many courses can tell.
pub fn holds(courses: &[Sums], goal: Goal) -> bool {
    let sure = |letter: Option<usize>| violation(&column(courses, letter), goal, SURE) <= 0.0;
    sure(None) && letters(courses).all(|letter| sure(Some(letter)))
}

/// The courses as they are told.
pub fn outlooks(courses: &[Sums], goal: Goal) -> Outlooks {
    let anybody = |letter: &usize| courses.iter().any(|sums| sums[*letter].came > 0.0 || sums[*letter].people > 0.0);
    let of_service = |letter| Some((service(letter)?, outlook(&column(courses, Some(letter)))));
    Outlooks {
        all: outlook(&column(courses, None)),
        services: (0..LETTERS).filter(anybody).filter_map(of_service).collect(),
        holds: holds(courses, goal),
        worst: worst(courses, goal),
    }
}

/// What a change saves: seconds of everybody's mean wait, and of 100 how many more are within the target. The means are
/// over all people, the ends over the courses in which anybody comes.
pub fn saving(before: &[Sums], after: &[Sums]) -> (Spread, Spread) {
    let less = |one: &PerPerson, other: &PerPerson, scale: f64| {
        let mean = one.mean().zip(other.mean()).map_or(0.0, |(one, other)| one - other);
        let both = one.courses().zip(other.courses()).filter_map(|(one, other)| Some(one? - other?));
        spread(mean, both.collect(), scale)
    };
    let (before, after) = (column(before, None), column(after, None));
    (less(&waits(&before), &waits(&after), 1.0), less(&shares(&after), &shares(&before), 100.0))
}
