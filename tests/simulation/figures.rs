//! Means with their intervals.

use motcua::simulation::figures::Interval;

#[test]
fn an_interval_is_that_of_students_t() {
    assert!(Interval::of(&[]).is_none());
    let alone = Interval::of(&[7.0]).unwrap();
    assert_eq!((alone.mean, alone.lo, alone.hi), (7.0, None, None));
    // Mean 3, variance 2.5, t(4, 0.975) = 2.7764.
    let five = Interval::of(&[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
    let half = 2.776_445 * (2.5_f64 / 5.0).sqrt();
    assert!((five.mean - 3.0).abs() < 1e-4);
    assert!((five.lo.unwrap() - (3.0 - half)).abs() < 2e-4, "{five:?}");
    assert!((five.hi.unwrap() - (3.0 + half)).abs() < 2e-4, "{five:?}");
}
