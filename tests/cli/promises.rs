//! How far the waits that were told were true, as a table.

use crate::place::Place;
use serde_json::{Value, json};

#[test]
fn a_centre_without_promises_has_a_table_of_none_and_wrong_days_are_refused() {
    let place = Place::serving();
    let told = place.json(&["promises"]);
    let rows = told["promises"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "over all services and hours");
    assert_eq!((&rows[0]["called"], &rows[0]["held_percent"]), (&json!(0), &Value::Null));
    assert_eq!((&rows[0]["service"], &rows[0]["bias_min"]), (&Value::Null, &Value::Null));
    let said = place.run(&["promises"]).ok();
    assert!(said.lines().count() == 1 && said.contains("Chưa có ai được báo"), "{said}");
    let file = place.path("loi-bao.csv");
    let told = place.json(&["promises", "--format", "csv", "--out", file.to_str().unwrap()]);
    assert_eq!((&told["rows"], &told["called"], &told["days"]), (&json!(1), &json!(0), &json!(0)));
    assert!(std::fs::read_to_string(&file).unwrap().contains("Đúng (%)"));
    assert_eq!(place.run(&["promises", "--from", "2026-11-24", "--to", "2026-11-22"]).exit, 2);
}
