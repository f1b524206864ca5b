//! The track record: what came of each promise, when that stands, and the table of it.

use crate::day::{Day, at, service};
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::expected::Range;
use motcua::domain::ids::TicketNo;
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;
use motcua::domain::track::{Cells, Promises, Tally};
use motcua::forecast::learning::Learning;
use motcua::report::{Form, begin, promises};
use motcua::text::words::{Language, Words};
use serde_json::{Value, json};

const RANGE: Range = Range { from_s: 600, to_s: 1150 };

/// Told 10 to 20 minutes.
fn told(day: &mut Day, letter: char) -> TicketNo {
    let ticket = day.issue(letter, false);
    day.ask_by(Actor::Clock, Verb::Promise { ticket, range: RANGE }).unwrap();
    ticket
}

fn came(day: &Day) -> Cells {
    let (mut promises, mut cells) = (Promises::default(), Cells::default());
    day.log.iter().flat_map(|record| promises.take(record)).for_each(|came| cells.add(&came));
    cells
}

fn serve(day: &mut Day) {
    day.call(1);
    day.at(1, CounterVerb::Start).unwrap();
    day.pass(60);
    day.at(1, CounterVerb::Finish(Outcome::AdviceOnly)).unwrap();
}

/// One told at 8:59 is called after 5 minutes, one told at 9:04 after 25, one after 19.
fn morning() -> Day {
    let mut day = Day::new(&["AB"], Rule::fair());
    day.now = at("2026-11-23T08:59");
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    told(&mut day, 'A');
    day.now = at("2026-11-23T09:04");
    told(&mut day, 'B');
    serve(&mut day);
    day.now = at("2026-11-23T09:10");
    told(&mut day, 'B');
    day.now = at("2026-11-23T09:29");
    serve(&mut day);
    day.now = at("2026-11-23T09:29:30");
    serve(&mut day);
    day
}

#[test]
fn each_promise_is_kept_with_its_outcome_by_service_and_hour_of_the_number() {
    let mut day = morning();
    let cells = came(&day);
    let a = Tally { called: 1, held: 1, sooner: 1, by_middle: 1, by_upper: 1, error_s: 300, bias_s: 300, never: 0 };
    assert_eq!(cells.cell(service('A'), 8), a);
    let b = cells.cell(service('B'), 9);
    assert_eq!((b.called, b.held, b.later(), b.sooner, b.by_middle), (2, 1, 1, 0, 0), "{b:?}");
    assert_eq!((cells.services().len(), cells.hours().len(), cells.all().called), (2, 2, 3));
    assert_eq!(b.share(b.held), None, "of two nothing is told");
    assert_eq!(Tally { called: 10, held: 9, ..b }.share(9), Some(90));
    assert_eq!(a.tenths(), Some((50, 50)));
    assert_eq!(Tally { called: 2, error_s: 125, bias_s: -125, ..a }.tenths(), Some((10, -10)), "to the nearest");

    // Who is still waiting when the day ends was never called; who took a number without a promise is not in it.
    told(&mut day, 'A');
    day.issue('A', false);
    day.at(1, CounterVerb::Close).unwrap();
    day.now = at("2026-11-24T08:00");
    day.issue('A', false);
    let cells = came(&day);
    assert_eq!((cells.all().called, cells.all().never), (3, 1));
}

#[test]
fn an_outcome_stands_when_the_call_can_no_longer_be_taken_back() {
    let mut day = Day::new(&["A"], Rule::fair());
    day.at(1, CounterVerb::Open { officer: None }).unwrap();
    told(&mut day, 'A');
    day.pass(300);
    day.call(1);
    assert!(came(&day).is_empty());
    day.at(1, CounterVerb::Undo).unwrap();
    day.pass(1200);
    serve(&mut day);
    let all = came(&day).all();
    assert_eq!((all.called, all.held), (1, 0), "called once, after 25 minutes");
}

#[test]
fn what_is_learnt_of_a_journal_says_the_same_as_the_journal() {
    let mut day = morning();
    let mut learning = Learning::new(&day.state.centre, &day.state.counters, 600);
    let take =
        |learning: &mut Learning, from: usize, day: &Day| day.log[from..].iter().for_each(|one| learning.take(one));
    take(&mut learning, 0, &day);
    assert_eq!(learning.today.cells, came(&day));
    assert_eq!((learning.track().days, &learning.track().cells), (1, &learning.today.cells));
    let yesterday = learning.today.cells.clone();
    let from = day.log.len();
    day.now = at("2026-11-24T08:00");
    day.issue('A', false);
    take(&mut learning, from, &day);
    assert!(learning.today.cells.is_empty());
    assert_eq!((learning.before.cells.clone(), learning.track().cells), (yesterday.clone(), yesterday));
    assert_eq!(learning.track().days, 1);
}

#[test]
fn the_table_has_all_then_services_then_hours_then_both() {
    let day = morning();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("table");
    let written = |form: Form, language: Language| {
        let words = Words::of(language);
        let to = std::fs::File::create(&file).unwrap();
        let mut table = begin(form, "promises", promises::COLUMNS, &words, dir.path(), to).unwrap();
        let rows = promises::write(&came(&day), &day.state.centre, &words, table.as_mut()).unwrap();
        table.end().unwrap();
        assert_eq!(rows, 1 + 2 + 2 + 2);
        std::fs::read(&file).unwrap()
    };
    let table: Value = serde_json::from_slice(&written(Form::Json, Language::Vi)).unwrap();
    let rows = table["promises"].as_array().unwrap();
    let key = |row: &Value| (row["service"].clone(), row["hour"].clone());
    let keys: Vec<_> = rows.iter().map(key).collect();
    let none = Value::Null;
    assert_eq!(keys[..3], [(none.clone(), none.clone()), (json!("A"), none.clone()), (json!("B"), none.clone())]);
    assert_eq!(keys[3..], [(none.clone(), json!(8)), (none, json!(9)), (json!("A"), json!(8)), (json!("B"), json!(9))]);
    assert_eq!((&rows[1]["error_min"], &rows[1]["bias_min"]), (&json!(5.0), &json!(5.0)));
    assert!(rows[2]["bias_min"].as_f64().unwrap() < 0.0);
    assert_eq!(
        (&rows[0]["promised"], &rows[0]["held"], &rows[0]["held_percent"]),
        (&json!(3), &json!(2), &Value::Null)
    );
    let vi = String::from_utf8(written(Form::Csv, Language::Vi)).unwrap();
    assert!(vi.contains("\"5,0\"") && !vi.contains("5.0"), "{vi}");
    let en = String::from_utf8(written(Form::Text, Language::En)).unwrap();
    assert!(en.contains("A | Nhóm A |  | 1 | 1 | 1 |  | 1 | 0 | 0 | 5.0 | 5.0"), "{en}");
    assert!(written(Form::Xlsx, Language::Vi).starts_with(b"PK"));
}
