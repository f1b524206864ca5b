//! The people of a day: shares, hours and means as the scenario says, the same for the same seed, and little changed
//! by a change.

use motcua::simulation::length::{Law, Shape};
use motcua::simulation::scenario::{Absence, Families, Scenario};
use motcua::simulation::workload::{Visitor, Workload, paces};
use rand_pcg::Pcg64Mcg;

const DAYS: u32 = 200;

fn ward() -> Scenario {
    Scenario::read(Scenario::built_in("ward").unwrap()).unwrap()
}

fn people(scenario: &Scenario) -> Vec<Visitor> {
    (0..DAYS).flat_map(|day| Workload::draw(scenario, 7, day, 2).visitors).collect()
}

fn near(found: f64, wanted: f64, within: f64, what: &str) {
    assert!((found - wanted).abs() <= within, "{what}: {found} where {wanted} is wanted");
}

#[test]
fn as_many_come_when_and_for_what_the_scenario_says() {
    let ward = ward();
    let all = people(&ward);
    let count = all.len() as f64;
    near(count / f64::from(DAYS), 300.0 * 0.95, 10.0, "people a day");
    let share = |of: &dyn Fn(&&Visitor) -> bool| all.iter().filter(of).count() as f64 / count;
    near(share(&|one| one.priority), 0.12, 0.005, "priority");
    near(share(&|one| (7 * 3600..7 * 3600 + 1800).contains(&one.comes_s)), 0.07, 0.005, "before the door opens");
    near(share(&|one| (8 * 3600..8 * 3600 + 1800).contains(&one.comes_s)), 0.12, 0.005, "from eight to half past");
    near(share(&|one| one.comes_s >= 13 * 3600), 0.30, 0.01, "in the afternoon");
    for service in &ward.services {
        near(share(&|one| one.service == service.id), service.share, 0.006, "service");
        let lengths: Vec<f64> = all.iter().filter(|one| one.service == service.id).map(|one| one.length_s).collect();
        let mean_s = lengths.iter().sum::<f64>() / lengths.len() as f64;
        near(mean_s, service.law.mean_s, service.law.mean_s * 0.03, "mean of a service");
    }
}

#[test]
fn every_law_has_its_mean_and_its_spread() {
    for (word, shape) in Shape::WORDS {
        let law = Law { shape, mean_s: 600.0, cv: 0.6 };
        let mut rng = Pcg64Mcg::new(0x5eed);
        let drawn: Vec<f64> = (0..40_000).map(|_| law.draw(&mut rng)).collect();
        let mean_s = drawn.iter().sum::<f64>() / 40_000.0;
        let spread = (drawn.iter().map(|one| (one - mean_s).powi(2)).sum::<f64>() / 40_000.0).sqrt() / mean_s;
        let cv = match shape {
            Shape::Exponential => 1.0,
            Shape::Fixed => 0.0,
            _ => 0.6,
        };
        near(mean_s, 600.0, 15.0, word);
        near(spread, cv, 0.03, word);
    }
}

#[test]
fn the_same_seed_gives_the_same_day_and_another_one_another() {
    let ward = ward();
    assert_eq!(Workload::draw(&ward, 3, 5, 0), Workload::draw(&ward, 3, 5, 0));
    assert_ne!(Workload::draw(&ward, 3, 5, 0), Workload::draw(&ward, 4, 5, 0));
    assert_ne!(Workload::draw(&ward, 3, 5, 0), Workload::draw(&ward, 3, 6, 0));
    assert_eq!(paces(&ward, 3), paces(&ward, 3));
}

#[test]
fn changing_one_thing_changes_nothing_else() {
    let ward = ward();
    let before = Workload::draw(&ward, 3, 5, 0);
    let more_priority = Workload::draw(&Scenario { priority: 0.5, ..ward.clone() }, 3, 5, 0);
    assert_eq!(more_priority.breaks, before.breaks);
    let alike = |one: &Visitor| Visitor { priority: false, ..one.clone() };
    assert!(before.visitors.iter().map(alike).eq(more_priority.visitors.iter().map(alike)));
    assert!(more_priority.visitors.iter().filter(|one| one.priority).count() > before.visitors.len() / 3);
    let mut fewer = ward.clone();
    fewer.counters.truncate(5);
    let fewer = Workload::draw(&fewer, 3, 5, 0);
    assert_eq!(fewer.visitors, before.visitors);
    assert!(fewer.breaks.iter().all(|one| before.breaks.contains(one)));
    let mut longer = ward;
    longer.services[0].law.mean_s *= 2.0;
    let longer = Workload::draw(&longer, 3, 5, 0);
    assert_eq!(longer.visitors.len(), before.visitors.len());
    assert!(longer.visitors.iter().zip(&before.visitors).all(|(one, other)| one.comes_s == other.comes_s));
}

#[test]
fn appointments_are_kept_more_or_less() {
    let mut ward = ward();
    ward.appointments.share = 0.4;
    ward.appointments.absent = 0.08;
    (ward.appointments.early_s, ward.appointments.spread_s) = (300.0, 480.0);
    let all = people(&ward);
    let appointed: Vec<&Visitor> = all.iter().filter(|one| one.appointment_s.is_some()).collect();
    let count = all.len() as f64;
    near(appointed.len() as f64 / count, 0.4 * 0.92 / (1.0 - 0.4 * 0.08), 0.01, "appointed");
    let early: f64 = appointed.iter().map(|one| (one.appointment_s.unwrap() - one.comes_s) as f64).sum();
    near(early / appointed.len() as f64, 300.0, 60.0, "early on average");
}

#[test]
fn of_those_who_miss_their_call_so_many_come_back_and_some_need_two_calls() {
    let mut ward = ward();
    ward.recalls = 0.1;
    (ward.absence.back, ward.absence.back_s) = (0.4, (120.0, 600.0));
    let all = people(&ward);
    let count = all.len() as f64;
    let share = |of: &dyn Fn(&&Visitor) -> bool| all.iter().filter(of).count() as f64 / count;
    near(share(&|one| one.slow), 0.1, 0.005, "at the second call");
    near(share(&|one| one.back_s.is_some()), 0.4, 0.01, "come back");
    assert!(all.iter().filter_map(|one| one.back_s).all(|back_s| (120..=600).contains(&back_s)));
    let none = people(&Scenario { recalls: 0.0, absence: Absence { back: 0.0, ..ward.absence }, ..ward });
    assert!(none.iter().all(|one| !one.slow && one.back_s.is_none()));
}

#[test]
fn a_family_has_one_number_for_all_its_matters_or_one_for_each_and_as_many_numbers_are_taken() {
    let usual = Scenario { families: Families::NONE, ..ward() };
    let of = |each| people(&Scenario { families: Families { share: 0.5, people: (3, 3), each }, ..usual.clone() });
    let (alone, one, each) = (people(&usual), of(false), of(true));
    let mean_s = |all: &[Visitor]| all.iter().map(|one| one.length_s).sum::<f64>() / all.len() as f64;
    assert_eq!(one.len(), alone.len());
    near(mean_s(&one), mean_s(&alone), 15.0, "a visit");
    // Half of the numbers stand for one person, half for three: those take half as long as usual, on average.
    let longer = one.iter().zip(&alone).filter(|(one, alone)| one.length_s > alone.length_s / 2.0 + 1.0).count();
    near(longer as f64 / one.len() as f64, 0.5, 0.02, "families");
    near(each.len() as f64 / alone.len() as f64, 1.0, 0.02, "numbers");
    let together = each.windows(2).filter(|pair| pair[0].comes_s == pair[1].comes_s).count();
    assert!(together as f64 > 0.45 * each.len() as f64, "{together} of {} came with the one before", each.len());
}

#[test]
fn on_a_saturday_only_those_of_its_hours_come() {
    let mut ward = ward();
    ward.weekdays = [1.0; 6];
    let saturday = ward.with_hours(&["08:00-10:00".parse().unwrap()]);
    let of = |scenario: &Scenario| (0..DAYS).flat_map(|day| Workload::draw(scenario, 7, day, 5).visitors).collect();
    let (usual, some): (Vec<Visitor>, Vec<Visitor>) = (of(&ward), of(&saturday));
    near(some.len() as f64 / usual.len() as f64, 0.07 + 0.11 + 0.12 + 0.11 + 0.10, 0.01, "of a usual day");
    assert!(some.iter().all(|one| (7 * 3600 + 1800..=10 * 3600).contains(&one.comes_s)));
}
