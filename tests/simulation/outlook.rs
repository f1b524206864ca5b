//! Which service is worst off: one that nobody serves before any other, be it for one person.

use motcua::domain::ids::ServiceId;
use motcua::staffing::course::{LETTERS, Sum, Sums};
use motcua::staffing::outlook::{Goal, distance, outlooks, worst};

const GOAL: Goal = Goal { wait_s: 900.0, share: 0.8 };

/// So many people with this mean wait, and how many of them are not served before closing.
fn sum(people: f64, wait_s: f64, left: f64) -> Sum {
    let within = if wait_s <= GOAL.wait_s { people - left } else { 0.0 };
    Sum { came: people, people, wait_s: people * wait_s, within, left }
}

/// Twenty courses, all alike.
fn courses(a: Sum, b: Sum, c: Sum) -> Vec<Sums> {
    let mut sums = [Sum::default(); LETTERS];
    (sums[0], sums[1], sums[2]) = (a, b, c);
    vec![sums; 20]
}

fn letter(letter: char) -> Option<ServiceId> {
    ServiceId::new(letter)
}

#[test]
fn one_person_whom_nobody_serves_is_worst_off() {
    let crowd = sum(40.0, 7200.0, 10.0);
    let without = courses(crowd, sum(1.0, 3600.0, 1.0), Sum::default());
    assert_eq!(worst(&without, GOAL), letter('B'));
    let served = courses(crowd, sum(1.0, 3600.0, 0.0), Sum::default());
    assert_eq!(worst(&served, GOAL), letter('A'), "the crowd waits longer than the one");
    assert!(distance(&served, GOAL).unserved < distance(&without, GOAL).unserved);
    let both = courses(crowd, sum(1.0, 3600.0, 1.0), sum(2.0, 60.0, 2.0));
    assert_eq!(worst(&both, GOAL), letter('C'), "of two the one for which more wait");
    assert!(distance(&without, GOAL) < distance(&both, GOAL));
}

#[test]
fn the_targets_do_not_hold_while_nobody_serves_somebody() {
    let fine = sum(40.0, 300.0, 0.0);
    assert!(outlooks(&courses(fine, Sum::default(), Sum::default()), GOAL).holds);
    let told = outlooks(&courses(fine, sum(1.0, 3600.0, 1.0), Sum::default()), GOAL);
    assert!(!told.holds && told.worst == letter('B') && told.services[&letter('B').unwrap()].is_unserved());
    // Half a person is a person on every other day.
    let told = outlooks(&courses(fine, sum(0.5, 3600.0, 0.5), Sum::default()), GOAL);
    assert!(told.holds && told.worst.is_none());
}

#[test]
fn a_service_with_one_person_is_told_as_the_worst_off() {
    // A holds by itself; who is missed is the one person of C.
    let (held, missed) = (sum(40.0, 540.0, 0.0), sum(1.0, 1380.0, 0.0));
    let told = outlooks(&courses(held, Sum::default(), missed), GOAL);
    assert!(!told.holds && told.worst == letter('C'), "{told:?}");
}

#[test]
fn means_are_of_people_and_not_of_courses() {
    // In one course of two nobody comes; in the other all who come are left over.
    let mut all = courses(Sum::default(), sum(40.0, 60.0, 0.0), Sum::default());
    for sums in all.iter_mut().step_by(2) {
        sums[0] = sum(4.0, 3000.0, 4.0);
    }
    let told = outlooks(&all, GOAL).services[&letter('A').unwrap()];
    assert_eq!((told.within_percent.mean, told.within_percent.high), (0, 0));
    assert_eq!((told.wait_s.mean, told.wait_s.low), (3000, 3000));
    assert_eq!((told.people.mean, told.people.low, told.served.high), (2, 0, 0));
}
