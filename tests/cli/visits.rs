//! The centre's own visits as a log: what is over, of all days, that the reader of such logs takes back.

use crate::place::Place;
use motcua::report::visits::Log;

#[test]
fn the_visits_of_two_days_come_out_as_a_log_that_is_read_back() {
    let place = Place::made();
    let monday = |time: &str, args: &[&str]| place.run_at(Some(&format!("2026-11-23T{time}")), args).ok();
    for args in
        [&["ticket", "issue", "--service", "A"][..], &["ticket", "issue", "--service", "B"], &["counter", "open", "1"]]
    {
        monday("08:00", args);
    }
    monday("08:10", &["call", "1"]);
    monday("08:11", &["start", "1"]);
    monday("08:25", &["finish", "1"]);
    monday("08:30", &["ticket", "cancel", "B001"]);
    // The next day's first command ends the day before.
    let tuesday = |args: &[&str]| place.run_at(Some("2026-11-24T08:00"), args).ok();
    tuesday(&["ticket", "issue", "--service", "C"]);
    tuesday(&["ticket", "issue", "--service", "A"]);
    tuesday(&["ticket", "cancel", "A001"]);
    let text = tuesday(&["export", "visits"]);
    let mut log = Log::default();
    log.read(text.as_bytes()).unwrap();
    assert_eq!(log.left_out, Vec::new(), "{text}");
    let moments = text.lines().skip(1).flat_map(|line| line.split(',').filter(|cell| cell.contains('T')));
    assert!(moments.clone().count() >= 6 && moments.clone().all(|at| at.len() == 19), "to the second: {text}");
    // A command takes its part of a second; minutes are what is looked at.
    let to_minute = |cell: &str| cell.get(..16).unwrap_or(cell).to_owned();
    let row = |line: &str| line.split(',').map(to_minute).collect::<Vec<_>>().join(",");
    let rows: Vec<String> = text.lines().skip(1).map(row).collect();
    assert_eq!(rows[0], "A001,A,0,1,2026-11-23T08:00,2026-11-23T08:10,2026-11-23T08:25,,advice_only", "{text}");
    assert_eq!(rows[1], "B001,B,0,,2026-11-23T08:00,,,2026-11-23T08:30,cancelled", "{text}");
    assert!(rows[2].starts_with("A001,A,0,,2026-11-24T08:00"), "who still waits is not over: {text}");
    assert_eq!(rows.len(), 3, "{text}");
    assert_eq!(tuesday(&["export", "visits", "--to", "2026-11-23"]).lines().count(), 3);
    assert_eq!(tuesday(&["export", "visits", "--from", "2026-11-24"]).lines().count(), 2);
    tuesday(&["export", "visits", "--out", "visits.csv"]);
    assert_eq!(std::fs::read_to_string(place.path("visits.csv")).unwrap(), text);
    let again = place.run_at(Some("2026-11-24T08:00"), &["export", "visits", "--out", "visits.csv"]);
    assert_eq!(again.exit, 1, "nothing is overwritten: {}", again.err);
}

#[test]
fn logs_that_do_not_fit_together_are_told_what_is_wrong_with_them() {
    let place = Place::bare();
    let heading = "ticket,service,counter,arrival,start,end";
    let log = |name: &str, rows: &[&str]| place.write(name, format!("{heading}\n{}\n", rows.join("\n")));
    let early = "1,A,1,2026-11-20T07:30,2026-11-20T07:40,2026-11-20T07:50";
    let late = "2,A,1,2026-11-23T07:30,2026-11-23T07:40,2026-11-23T07:50";
    let (before, after) = (log("a.csv", &[early]), log("b.csv", &[late]));
    let both = log("both.csv", &[early, late]);
    let other = log("other.csv", &[&early.replace(",A,", ",C,")]);
    let none = log("none.csv", &["3,A,1,x,,", "\"4,A,1,y,,", "5,A,1,z,,"]);
    let empty = place.write("empty.csv", "");
    let said = |fit: &str, score: &str| {
        place.run(&["--lang=en", "forecast", "evaluate", "--fit", fit, "--score", score, "--paths", "20"])
    };
    let faults = [
        (&after, &before, "Swap"),
        (&both, &both, "are the same"),
        (&both, &after, "has 1 visit from 2026-11-23T07:30:00 on"),
        (&empty, &after, "empty.csv is no visit log"),
        (&before, &none, "line 2: “x” is no date"),
        (&none, &after, "line 3: the quote that opens here does not close on this line: all rows up to line 4"),
    ];
    for (fit, score, says) in faults {
        let said = said(fit, score);
        assert_eq!((said.exit, said.out.as_str()), (1, ""), "{says}");
        assert!(said.err.contains(says), "{says}: {}", said.err);
    }
    assert!(said(&other, &after).ok().contains("no service in common"));
    assert!(!said(&before, &after).ok().contains("no service in common"));
    let odd = log("odd.csv", &[late, late, &late.replace("07:30", "07:35")]);
    let told = said(&before, &odd).ok();
    assert!(told.contains("odd.csv: 1 row was left out") && told.contains("odd.csv: 1 ticket comes twice"), "{told}");
}

#[test]
fn a_ticket_that_no_open_counter_serves_says_so() {
    let place = Place::made();
    let issue = || place.run(&["--lang=en", "ticket", "issue", "--service", "A"]).ok();
    let first = issue();
    assert!(first.contains("No counter is open for it now.") && !first.contains("ahead"), "{first}");
    assert!(issue().contains("No counter is open for it now; people ahead: 1."));
    place.run(&["counter", "open", "1"]).ok();
    assert!(issue().contains(" People ahead: 2."));
    assert_eq!(place.json(&["ticket", "show", "A001"])["served_now"], true);
}
