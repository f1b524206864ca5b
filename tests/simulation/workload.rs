//! The people of a day: shares, hours and means as the scenario says, the same for the same seed, and little changed
//! by a change.

use motcua::simulation::length::{Law, Shape};
use motcua::simulation::scenario::Scenario;
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
    near(share(&|one| one.comes_s == 7 * 3600 + 1800), 0.07, 0.005, "at the door");
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
