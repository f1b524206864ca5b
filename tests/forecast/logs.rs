//! A real log of two months (the anonymous bank of I. Guedj and A. Mandelbaum, Technion): learnt in January, scored in
//! February, and never with what came later.

use motcua::domain::ids::ServiceId;
use motcua::domain::queue::Rule;
use motcua::domain::time::Timestamp;
use motcua::domain::visit::Visit;
use motcua::forecast::evaluate::{Told, score, tell};
use motcua::forecast::law::Law;
use motcua::forecast::model::Model;
use motcua::forecast::walk::Walk;
use motcua::report::visits::{Fault, Log};
use std::collections::BTreeMap;

const JANUARY: &str = include_str!("logs/bank-1999-01.csv");
const FEBRUARY: &str = include_str!("logs/bank-1999-02.csv");

fn told(visits: &[Visit], paths: usize) -> Vec<Told> {
    let model = Model::new(BTreeMap::new(), Law::of_mean(600.0, 1.0)).with_shortest(5);
    tell(Walk::new(visits, model, Rule::fair(), BTreeMap::new()), visits, Timestamp(i64::MIN), paths)
}

#[test]
fn our_ranges_beat_the_known_estimators_on_a_real_log_and_hold_what_they_say() {
    let mut log = Log::default();
    log.read(JANUARY.as_bytes()).unwrap();
    let fitted = log.visits.len();
    log.read(FEBRUARY.as_bytes()).unwrap();
    let from = log.visits[fitted].arrival;
    let evaluation = score(&told(&log.visits, 40), &log.visits, from);
    let ours = evaluation.ours;
    let best = evaluation.classic.iter().map(|score| score.mae_s).fold(f64::INFINITY, f64::min);
    assert!(ours.scored > 13_900, "{}", ours.scored);
    assert!(ours.mae_s <= 0.85 * best, "{} for {best}", ours.mae_s);
    assert!((0.88..=0.92).contains(&ours.cover_p90), "{ours:?}");
    assert!((0.46..=0.54).contains(&ours.cover_p50), "{ours:?}");
    for (class, score) in &evaluation.by_class {
        assert!((score.cover_p90 - 0.9).abs() <= 0.06, "class {class}: {score:?}");
        assert!((score.cover_p50 - 0.5).abs() <= 0.08, "class {class}: {score:?}");
        assert!((score.cover_p90 - ours.cover_p90).abs() <= 0.04, "class {class}: {score:?}");
    }
}

/// Everything after a moment is made another: others come, services last otherwise, counters swap. What was told
/// before is the same to the bit.
#[test]
fn no_forecast_knows_what_came_later() {
    let mut log = Log::default();
    log.read(JANUARY.lines().take(3000).collect::<Vec<_>>().join("\n").as_bytes()).unwrap();
    let cut = log.visits[2200].arrival;
    let mut changed: Vec<Visit> =
        log.visits.iter().filter(|visit| visit.arrival <= cut).map(|visit| mutilated(visit, cut)).collect();
    let last = log.visits[2200].arrival;
    changed.extend((1_i64..400).map(|number| Visit {
        service: ServiceId::new(['A', 'B', 'Z'][number as usize % 3]).unwrap(),
        class: 1,
        counter: Some(99),
        arrival: last.plus(number),
        start: Some(last.plus(2 * number)),
        end: Some(last.plus(3 * number + 7)),
        left: None,
    }));
    let before = |told: Vec<Told>, visits: &[Visit]| -> Vec<Told> {
        told.into_iter().filter(|one| visits[one.visit].arrival < cut).collect()
    };
    let (one, other) = (before(told(&log.visits, 40), &log.visits), before(told(&changed, 40), &changed));
    assert!(one.len() > 500, "{}", one.len());
    let bits = |told: &Told| {
        let classic: Vec<u64> = told.classic_s.iter().map(|figure| figure.to_bits()).collect();
        (told.visit, told.middle_s.to_bits(), told.upper_s.to_bits(), classic, told.turns.clone())
    };
    assert_eq!(one.iter().map(bits).collect::<Vec<_>>(), other.iter().map(bits).collect::<Vec<_>>());
}

/// What had not happened by `cut` happens another way.
fn mutilated(visit: &Visit, cut: Timestamp) -> Visit {
    let known = |at: Option<Timestamp>| at.filter(|at| *at <= cut);
    let (start, end, left) = (known(visit.start), known(visit.end), known(visit.left));
    let is_open = end.is_none() && left.is_none();
    Visit {
        counter: if start.is_some() { visit.counter } else { Some(98) },
        start: start.or(is_open.then(|| cut.plus(500))),
        end: end.or(is_open.then(|| cut.plus(900))),
        left,
        ..*visit
    }
}

#[test]
fn rows_that_cannot_have_happened_are_left_out_and_told_with_their_line() {
    let text = "ticket,service,class,counter,arrival,start,end,left,outcome\n\
        1,PS,0,1,1999-01-04T23:50:00,1999-01-05T00:01:00,1999-01-05T00:09:00,,served\n\
        2,PS,0,1,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-04T08:01:00,,served\n\
        3,PS,0,1,1999-01-04T08:00:00,1999-01-04T07:59:00,1999-01-04T08:01:00,,served\n\
        4,PS,0,1,1999-01-04T08:00:00,,,,\n\
        5,PS,0,x,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-04T08:06:00,,served\n\
        6,PS,0,,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-04T08:06:00,,served\n\
        7,PS,0,1,4 Jan,1999-01-04T08:05:00,1999-01-04T08:06:00,,served\n\
        8,,0,1,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-04T08:06:00,,served\n\
        9,PS,high,1,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-04T08:06:00,,served\n\
        10,PS,0,1,1999-01-04T08:00:00,1999-01-04T08:05:00,1999-01-06T08:06:00,,served\n\
        11,NE,1,,1999-01-04T08:00:00,,,1999-01-04T08:06:00,left\n";
    let mut log = Log::default();
    log.read(text.as_bytes()).unwrap();
    assert_eq!(log.visits.len(), 2);
    let told: Vec<(u64, &Fault)> = log.left_out.iter().map(|(line, fault)| (*line, fault)).collect();
    let expected = [
        (3, Fault::Backwards),
        (4, Fault::Backwards),
        (5, Fault::Unfinished),
        (6, Fault::NotACounter("x".to_owned())),
        (7, Fault::NoCounter),
        (8, Fault::NotATime("4 Jan".to_owned())),
        (9, Fault::NoService),
        (10, Fault::NotAClass("high".to_owned())),
        (11, Fault::TooLong),
    ];
    assert_eq!(told, expected.iter().map(|(line, fault)| (*line, fault)).collect::<Vec<_>>());
    assert_eq!(Log::default().read("a,b\n1,2\n".as_bytes()), Err(Fault::NoColumn("service")));
    assert_eq!(Log::default().read("service,arrival,start,end\n".as_bytes()), Err(Fault::NoVisits));
}
