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

/// With errors to learn from a single figure has a range; without any its score is its error.
#[test]
fn known_estimators_are_scored_as_what_they_say() {
    let mut log = Log::default();
    log.read(JANUARY.lines().take(4000).collect::<Vec<_>>().join("\n").as_bytes()).unwrap();
    let told = told(&log.visits, 20);
    let alone = score(&told, &log.visits, Timestamp(i64::MIN));
    assert_eq!(alone.errors, 0);
    for classic in &alone.classic {
        // Waits are drawn as single numbers of 32 bits.
        assert!((classic.crps_s - classic.mae_s).abs() < 0.01 && classic.crps_s > 0.0, "{classic:?}");
        assert!((classic.cover_p90 - classic.cover_p50).abs() < 1e-9, "{classic:?}");
    }
    let later = log.visits[log.visits.len() / 2].arrival;
    let learnt = score(&told, &log.visits, later);
    assert!(learnt.errors > 300, "{}", learnt.errors);
    for classic in &learnt.classic {
        assert!(classic.crps_s < 0.95 * classic.mae_s, "a range says more than its middle: {classic:?}");
        assert!(learnt.ours.crps_s < classic.crps_s, "{:?} {classic:?}", learnt.ours);
    }
}

/// Rows of the same second, and all others, in whatever order: the same figures to the bit.
#[test]
fn the_order_of_the_rows_changes_nothing() {
    let mut lines = JANUARY.lines();
    let heading = lines.next().unwrap();
    // Whole minutes, so that many come and are called at once, and no ticket that says who came first.
    let to_minutes = |line: &str| {
        let minute = |cell: &str| if cell.len() == 19 { format!("{}:00", &cell[..16]) } else { cell.to_owned() };
        std::iter::once(String::new()).chain(line.split(',').skip(1).map(minute)).collect::<Vec<_>>().join(",")
    };
    let rows: Vec<String> = lines.take(1500).map(to_minutes).collect();
    let evaluated = |rows: &[String]| {
        let mut log = Log::default();
        log.read(format!("{heading}\n{}\n", rows.join("\n")).as_bytes()).unwrap();
        assert!(log.services.len() > 3 && log.left_out.len() < 50, "{:?}", log.left_out);
        let told = told(&log.visits, 20);
        (log.services.clone(), log.visits.clone(), format!("{:?}", score(&told, &log.visits, Timestamp(i64::MIN))))
    };
    let first = evaluated(&rows);
    let seconds: std::collections::BTreeSet<_> = first.1.iter().map(|visit| visit.arrival).collect();
    assert!(seconds.len() < first.1.len(), "nobody comes at once");
    let mut turned = rows.clone();
    turned.reverse();
    assert_eq!(evaluated(&turned), first);
    // 7 has no part in 1500.
    let dealt: Vec<String> = (0..rows.len()).map(|at| rows[at * 7 % rows.len()].clone()).collect();
    assert_eq!(evaluated(&dealt), first);
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

fn row(service: &str, class: u8, counter: u16, arrival: &str, start: &str, end: &str) -> String {
    format!("{service},{class},{counter},2026-11-{arrival},2026-11-{start},2026-11-{end}\n")
}

fn of_rows(rows: &[String]) -> Vec<Visit> {
    let mut log = Log::default();
    log.read(format!("service,class,counter,arrival,start,end\n{}", rows.concat()).as_bytes()).unwrap();
    assert_eq!(log.left_out, Vec::new());
    log.visits
}

/// A counter is first seen when it calls: who comes before that is told a wait to reckon with, and counted.
#[test]
fn who_comes_before_any_counter_was_seen_is_not_told_half_a_day() {
    let visits = of_rows(&[
        row("A", 0, 1, "23T07:20", "23T07:40", "23T07:50"),
        row("A", 0, 1, "23T07:30", "23T07:50", "23T08:00"),
        row("A", 0, 1, "23T07:55", "23T08:00", "23T08:10"),
        // Nobody was seen to serve B.
        row("B", 0, 1, "23T08:05", "23T08:10", "23T08:20"),
        row("B", 0, 1, "23T08:15", "23T08:20", "23T08:30"),
        // It is late, against the day before.
        row("A", 0, 1, "24T07:45", "24T08:00", "24T08:10"),
    ]);
    let told = told(&visits, 200);
    assert_eq!(told.iter().map(|one| one.guessed).collect::<Vec<_>>(), [true, true, false, true, false, true]);
    for one in &told {
        assert!(one.upper_s > 60.0 && one.upper_s < 2.0 * 3600.0, "visit {}: {}", one.visit, one.upper_s);
    }
    let evaluation = score(&told, &visits, Timestamp(i64::MIN));
    assert_eq!((evaluation.ours.scored, evaluation.guessed), (6, 4));
}

/// The only counter calls those who have priority first: that is no sign that it does not serve the others.
#[test]
fn the_only_counter_that_served_somebody_serves_her_service() {
    let mut rows = vec![row("B", 0, 1, "23T07:30", "23T07:30", "23T07:35")];
    let minute = |minute: u32| format!("23T{:02}:{:02}", 8 + minute / 60, minute % 60);
    // Until noon one B waits, and A after A is called before her.
    rows.extend((0..20).map(|n| row("A", 1, 1, &minute(n * 5), &minute(n * 5 + 5), &minute(n * 5 + 10))));
    rows.push(row("B", 0, 1, "23T08:01", "23T10:00", "23T10:10"));
    rows.push(row("B", 0, 1, "23T09:01", "23T10:10", "23T10:20"));
    let visits = of_rows(&rows);
    let told = told(&visits, 200);
    let nine = of_rows(&[row("B", 0, 1, "23T09:01", "23T10:10", "23T10:20")])[0];
    let place = visits.iter().position(|visit| visit.arrival == nine.arrival && visit.class == 0).unwrap();
    let last = told.iter().find(|one| one.visit == place).unwrap();
    assert!(!last.guessed && last.upper_s < 4.0 * 3600.0, "{}", last.upper_s);
}

#[test]
fn a_quote_that_does_not_close_is_told_with_the_rows_it_swallows() {
    let good =
        |ticket: u32| format!("{ticket},PS,1,2026-11-23T08:{ticket:02},2026-11-23T09:{ticket:02},2026-11-23T10:00");
    let read = |rows: &[String], end: &str| {
        let mut log = Log::default();
        let outcome =
            log.read(format!("ticket,service,counter,arrival,start,end{end}{}{end}", rows.join(end)).as_bytes());
        (outcome, log.visits.len(), log.left_out)
    };
    let opened = good(2).replace("PS", "\"PS");
    for end in ["\n", "\r\n", "\n\n"] {
        let line = |row: u64| if end == "\n\n" { 2 * row - 1 } else { row };
        // To the end of the file, and until another one opens.
        let rows = [good(1), opened.clone(), good(3), good(4)];
        assert_eq!(read(&rows, end), (Ok(()), 1, vec![(line(3), Fault::OpenQuote(line(5)))]), "{end:?}");
        let rows = [good(1), opened.clone(), good(3), opened.replace('2', "4"), good(5)];
        assert_eq!(read(&rows, end).2, vec![(line(3), Fault::OpenQuote(line(5)))], "{end:?}");
        assert_eq!(
            read(std::slice::from_ref(&opened), end),
            (Err(Fault::NoVisits), 0, vec![(line(2), Fault::OpenQuote(line(2)))])
        );
    }
    // The row is whole, and the quote opens after its cells.
    let rows = [good(1), format!("{},\"far", good(2)), good(3)];
    assert_eq!(read(&rows, "\n").2, vec![(3, Fault::OpenQuote(4))]);
    // A remark of two lines is no fault.
    let rows = [good(1), format!("{},\"far\naway\"", good(2)), good(3)];
    assert_eq!(read(&rows, "\n"), (Ok(()), 3, Vec::new()));
}

/// Which of two rows that contradict each other is right nobody knows: neither is used, whichever comes first.
#[test]
fn two_rows_of_one_ticket_and_arrival_that_differ_are_both_left_out() {
    let rows = [
        "A001,A,1,2026-11-23T08:00,2026-11-23T08:05,2026-11-23T08:10",
        "A002,A,1,2026-11-23T08:00,2026-11-23T08:10,2026-11-23T08:15",
        "A001,A,2,2026-11-23T08:00,2026-11-23T08:25,2026-11-23T08:40",
    ];
    let read = |order: [usize; 3]| {
        let rows = order.map(|at| rows[at]).join("\n");
        let mut log = Log::default();
        log.read(format!("ticket,service,counter,arrival,start,end\n{rows}\n").as_bytes()).unwrap();
        (log.visits, log.left_out)
    };
    let (visits, left_out) = read([0, 1, 2]);
    assert_eq!(visits.len(), 1);
    assert_eq!(left_out, [(2, Fault::Differs(4)), (4, Fault::Differs(2))]);
    for order in [[2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        assert_eq!(read(order).0, visits, "{order:?}");
    }
    // A leg that took no time stands with the next one, in whichever order they are written.
    let legs = [
        "A001,A,1,2026-11-23T08:00,,,2026-11-23T08:00,missed",
        "A001,A,1,2026-11-23T08:00,2026-11-23T08:05,2026-11-23T08:10,,other",
    ];
    for order in [[0, 1], [1, 0]] {
        let rows = order.map(|at: usize| legs[at]).join("\n");
        let mut log = Log::default();
        log.read(format!("ticket,service,counter,arrival,start,end,left,outcome\n{rows}\n").as_bytes()).unwrap();
        assert_eq!((log.visits.len(), &log.left_out[..]), (2, &[][..]), "{order:?}");
    }
}

#[test]
fn a_visit_that_stands_twice_is_taken_once_and_a_ticket_with_two_times_is_told() {
    let text = "ticket,service,counter,arrival,start,end\n\
        A001,A,1,2026-11-23T08:00,2026-11-23T08:05,2026-11-23T08:10\n\
        A002,A,1,2026-11-23T08:00,2026-11-23T08:10,2026-11-23T08:15\n\
        A001,A,1,2026-11-23T08:00,2026-11-23T08:05,2026-11-23T08:10\n\
        A001,A,1,2026-11-24T08:00,2026-11-24T08:05,2026-11-24T08:10\n\
        A002,B,2,2026-11-23T08:15,2026-11-23T08:20,2026-11-23T08:25\n";
    let mut log = Log::default();
    log.read(text.as_bytes()).unwrap();
    assert_eq!((log.visits.len(), &log.left_out[..]), (4, &[(4, Fault::Twice(2))][..]));
    let again: Vec<(u64, u64, &str)> = log.again.iter().map(|one| (one.line, one.first, one.ticket.as_str())).collect();
    assert_eq!(again, [(6, 3, "A002")]);
}

/// Spreadsheets here write semicolons.
#[test]
fn a_log_with_semicolons_or_tabs_is_the_same_log() {
    let rows = [
        row("A", 0, 1, "02T08:00:00", "02T08:05:00", "02T08:20:00"),
        row("B", 1, 2, "02T08:01:00", "02T08:06:00", "02T08:09:00"),
    ];
    let commas = of_rows(&rows);
    for mark in [";", "\t"] {
        let text = format!("service,class,counter,arrival,start,end\n{}", rows.concat()).replace(',', mark);
        let mut log = Log::default();
        log.read(text.as_bytes()).unwrap();
        assert_eq!(log.visits, commas, "{mark:?}");
    }
}
