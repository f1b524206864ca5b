//! The laws of single things: services, what is left of them, moments that may come.

use motcua::forecast::hazard::Hazard;
use motcua::forecast::law::{Known, Law};
use motcua::forecast::paths::generator;

const DRAWS: usize = 40_000;

fn mean(draws: impl Iterator<Item = f64>) -> f64 {
    draws.sum::<f64>() / DRAWS as f64
}

#[test]
fn a_law_has_the_mean_it_was_made_for() {
    let law = Law::of_mean(600.0, 0.7);
    assert!((law.mean_s() - 600.0).abs() < 1e-6);
    let mut rng = generator(1);
    let drawn = mean((0..DRAWS).map(|_| law.draw(&mut rng)));
    assert!((drawn - 600.0).abs() < 8.0, "{drawn}");
}

/// What is left is drawn as if services that lasted long enough were picked out of many.
#[test]
fn what_is_left_of_a_service_is_the_tail_of_its_law() {
    let law = Law::of_mean(600.0, 0.7);
    for elapsed_s in [30.0, 400.0, 1500.0] {
        let mut rng = generator(2);
        let picked: Vec<f64> = (0..600_000)
            .map(|_| law.draw(&mut rng))
            .filter(|one| *one > elapsed_s)
            .map(|one| one - elapsed_s)
            .collect();
        let left = mean((0..DRAWS).map(|_| law.draw_rest(elapsed_s, &mut rng)));
        let expected = picked.iter().sum::<f64>() / picked.len() as f64;
        assert!((left / expected - 1.0).abs() < 0.05, "after {elapsed_s}: {left} for {expected}");
    }
}

#[test]
fn what_is_learnt_takes_over_from_the_prior_and_older_visits_weigh_less() {
    let mut known = Known::prior(Law::of_mean(600.0, 0.7));
    let (slow, fast) = (1200_f64.ln(), 300_f64.ln());
    (0..200).for_each(|_| known.learn(slow));
    assert!((known.law().mu - slow).abs() < 0.05, "{known:?}");
    known.forget(0.1);
    (0..60).for_each(|_| known.learn(fast));
    assert!((known.law().mu - fast).abs() < 0.5, "{known:?}");
    let weight = known.weight;
    known.forget(1e-9);
    assert!(known.weight >= 1.0 && known.weight <= weight, "{known:?}");
}

#[test]
fn a_steady_rate_is_learnt_from_what_happened_and_from_what_did_not() {
    let mut hazard = Hazard::steady(60.0, 1.0);
    // Twenty seconds on the mean: seen in waits of all lengths, one in three of them cut off.
    let mut rng = generator(3);
    let truth = Hazard::steady(20.0, 1000.0);
    for number in 0..20_000 {
        let comes_s = truth.draw_rest(0.0, &mut rng);
        let seen_s = if number % 3 == 0 { comes_s.min(10.0) } else { comes_s };
        hazard.wait(0.0, seen_s);
        if seen_s >= comes_s {
            hazard.happen(comes_s);
        }
    }
    let drawn = mean((0..DRAWS).map(|_| hazard.draw_rest(0.0, &mut rng)));
    assert!((drawn / 20.0 - 1.0).abs() < 0.05, "{drawn}");
    let later = mean((0..DRAWS).map(|_| hazard.draw_rest(15.0, &mut rng)));
    assert!((later / 20.0 - 1.0).abs() < 0.08, "{later}");
}
