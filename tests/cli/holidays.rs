//! `motcua holidays`: the days of a year, and the centre's own.

use crate::place::Place;
use serde_json::Value;

#[test]
fn a_year_is_listed_with_where_each_day_comes_from() {
    let place = Place::made();
    let year = place.json(&["holidays", "2026"]);
    let days = year["days"].as_array().unwrap();
    let day = |date: &str| days.iter().find(|day| day["date"] == date).unwrap_or_else(|| panic!("{date}: {year}"));
    assert_eq!((&day("2026-09-02")["source"], &day("2026-09-02")["off"]), (&"law".into(), &true.into()));
    assert_eq!((&day("2026-11-24")["source"], &day("2026-11-24")["off"]), (&"policy".into(), &false.into()));
    assert!(place.run(&["holidays"]).ok().contains("02/09/2026"), "this year");
    assert_eq!(place.run(&["holidays", "nay"]).exit, 2);
}

#[test]
fn a_year_that_is_over_and_not_listed_is_told_as_that_wherever_a_due_time_rests_on_it() {
    let place = Place::made();
    let year = place.run(&["holidays", "2019"]).ok();
    assert!(year.contains("không có lịch nghỉ năm 2019") && !year.contains("chưa được công bố"), "{year}");
    assert_eq!(place.json(&["holidays", "2019"])["unsure"]["why"], "past");
    assert_eq!(place.json(&["holidays", "2028"])["unsure"]["why"], "not_yet");
    assert_eq!(place.json(&["holidays", "2026"])["unsure"], Value::Null);
    let asked = ["due", "--received", "2019-02-01T10:00", "--limit", "3"];
    let due = place.run(&asked).ok();
    assert!(due.starts_with("2019-02-06T17:00") && due.contains("không có lịch nghỉ năm 2019"), "{due}");
    let due = place.json(&asked);
    assert_eq!((&due["forecast"], &due["unsure"]["year"]), (&true.into(), &2019.into()));
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"];
    let received = place.run(&[&receive[..], &["--received", "2019-02-01T10:00", "--yes"]].concat()).ok();
    assert!(received.contains("không có lịch nghỉ năm 2019"), "{received}");
    let known = place.run(&[&receive[..], &["--received", "2020-02-03T10:00", "--yes"]].concat()).ok();
    assert!(!known.contains("lịch nghỉ năm"), "{known}");
    // A day of it is not enough, its own list is what makes it known.
    let one = "date\tweekday\tname\tkind\n2019-02-05\tT3\tMùng một Tết\tstatutory\n";
    place.run(&["import", "holidays", &place.write("day.tsv", one), "--yes"]).ok();
    assert_eq!(place.json(&asked)["forecast"], true);
    let own = format!(
        "{one}2019-01-01\tT3\tTết Dương lịch\tstatutory\n2019-04-30\tT3\tNgày Chiến thắng\tstatutory\n\
         2019-05-01\tT4\tNgày Quốc tế lao động\tstatutory\n2019-09-02\tT2\tQuốc khánh\tstatutory\n"
    );
    place.run(&["import", "holidays", &place.write("2019.tsv", own), "--yes"]).ok();
    let due = place.json(&asked);
    assert_eq!((&due["due"], &due["forecast"]), (&"2019-02-07T17:00".into(), &false.into()), "{due}");
}

#[test]
fn a_day_is_set_for_the_centre_and_counts_with_a_hub_and_without() {
    let mut place = Place::made();
    let due = |place: &Place| place.json(&["due", "--received", "2026-11-23T08:00", "--limit", "1"])["due"].clone();
    assert_eq!(due(&place), "2026-11-24T17:00");
    place.run(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]).ok();
    let promised = |place: &Place| place.json(&["dossiers"])["dossiers"][0]["due"].clone();
    let before = promised(&place);
    let set = place.json(&["holidays", "set", "24/11/2026", "off", "--name", "Ngày thành lập xã"]);
    assert_eq!((&set["changed"], &set["dossiers_otherwise"]), (&true.into(), &1.into()), "{set}");
    assert_eq!(promised(&place), before, "what was promised stays");
    assert_eq!(due(&place), "2026-11-25T17:00");
    place.start();
    assert_eq!(due(&place), "2026-11-25T17:00");
    let listed = place.run(&["holidays", "2026"]).ok();
    assert!(listed.contains("Ngày thành lập xã (trung tâm đặt)"), "{listed}");
    let same = place.json(&["holidays", "set", "2026-11-24", "off", "--name", "Ngày thành lập xã"]);
    assert_eq!(same["changed"], false);
    place.json(&["config", "reload"]);
    assert_eq!(due(&place), "2026-11-25T17:00", "a reload keeps the centre's own days");
    place.run(&["holidays", "set", "2026-11-28", "working"]).ok();
    let back = place.json(&["holidays", "set", "2026-11-24", "usual"]);
    assert_eq!(back["dossiers_otherwise"], 0, "as it was promised");
    assert_eq!(due(&place), "2026-11-24T17:00");
    assert!(place.run(&["due", "--received", "2026-11-27T08:00", "--limit", "1"]).ok().starts_with("2026-11-28"));
    assert_eq!(place.refused(&["holidays", "set", "2026-11-20", "off"])["refusal"], "day_wrong");
    place.run(&["officer", "add", "Lê An", "--no-pin"]).ok();
    let refused = place.refused(&["--officer", "2", "holidays", "set", "2026-12-24", "off"]);
    assert_eq!(refused["refusal"], "administrator_only");
}

#[test]
fn a_day_off_is_called_after_nobody() {
    let place = Place::made();
    let set = |name: &str| place.run(&["holidays", "set", "2026-12-16", "off", "--name", name, "--json"]);
    assert_eq!(set("ông Nguyễn Văn Bình mất").refusal()["refusal"], "reason_names");
    assert_eq!(set("Nghỉ bão số 9").exit, 0);
}
