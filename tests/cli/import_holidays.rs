//! A file of days off: told day by day first, in the place of the one in use or added to it, never against itself.

use crate::place::Place;
use serde_json::Value;

const HEAD: &str = "date\tweekday\tname\tkind\n";
const FIRST: &str = "2026-12-24\tT5\tNgày hội xã\tstatutory\n2026-12-25\tT6\tNgày hội xã\tstatutory\n";

fn import(place: &Place, rows: &str, more: &[&str]) -> Value {
    let file = place.write("nghi.tsv", format!("{HEAD}{rows}"));
    place.json(&[&["import", "holidays", &file], more].concat())
}

fn count(told: &Value) -> [u64; 4] {
    ["new", "changed", "gone", "imported"].map(|key| told[key].as_u64().unwrap())
}

fn due(place: &Place) -> Value {
    place.json(&["due", "--received", "2026-12-23T08:00", "--limit", "1"])["due"].clone()
}

#[test]
fn days_off_are_told_before_they_are_taken() {
    let place = Place::serving();
    assert_eq!(count(&import(&place, FIRST, &[])), [2, 0, 0, 0]);
    assert_eq!(due(&place), "2026-12-24T17:00", "it was told, nothing more");
    assert!(!place.dir().join("holidays.tsv").exists());
    assert_eq!(count(&import(&place, FIRST, &["--yes"])), [2, 0, 0, 2]);
    assert_eq!(due(&place), "2026-12-28T17:00");
    let same = place.path("nghi.tsv").display().to_string();
    let said = place.run(&["import", "holidays", &same]).ok();
    assert!(said.contains("Không có gì để nhập") && !said.contains("→"), "{said}");
    assert_eq!(count(&import(&place, FIRST, &[])), [0, 0, 0, 0]);
    // One day more, one otherwise, one of before not there any more.
    let next = "2026-12-22\tT3\tHội làng\tstatutory\n2026-12-24\tT5\tNgày hội xã\tobserved\n";
    let file = place.write("moi.tsv", format!("{HEAD}{next}"));
    let said = place.run(&["import", "holidays", &file]).ok();
    for line in ["Thêm", "Hội làng", "Đổi", "(theo luật) → nghỉ, Ngày hội xã (nghỉ bù)", "Bỏ", "25/12/2026", "--add"]
    {
        assert!(said.contains(line), "{line}: {said}");
    }
    let added = import(&place, next, &["--add"]);
    assert_eq!((count(&added), added["rows"].as_u64()), ([1, 1, 0, 0], Some(2)), "{added}");
    let replaced = import(&place, next, &["--yes"]);
    assert_eq!(count(&replaced), [1, 1, 1, 2], "{replaced}");
    assert_eq!(due(&place), "2026-12-25T17:00");
    assert_eq!(replaced["changes"][2]["what"], "gone");
    assert_eq!(replaced["changes"][2]["before"]["name"], "Ngày hội xã");
}

#[test]
fn days_are_added_to_those_of_the_file_in_use() {
    let place = Place::serving();
    import(&place, &format!("# Quyết định 12\n{FIRST}"), &["--yes"]);
    let taken = import(
        &place,
        "2026-12-25\tT6\tHội làng\tworking\n2026-12-26\tT7\tLàm bù\tmakeup_workday\n",
        &["--add", "--yes"],
    );
    assert_eq!(count(&taken), [1, 1, 0, 2], "{taken}");
    assert_eq!(due(&place), "2026-12-25T17:00", "24 December is off still, 25 December is not");
    let kept = std::fs::read_to_string(place.dir().join("holidays.tsv")).unwrap();
    assert!(kept.contains("# Quyết định 12") && kept.matches("2026-12-25").count() == 1, "{kept}");
    assert_eq!(kept.matches("date\t").count(), 1, "{kept}");
    // What is added again changes nothing.
    assert_eq!(count(&import(&place, "2026-12-26\tT7\tLàm bù\tmakeup_workday\n", &["--add"])), [0, 0, 0, 0]);
}

#[test]
fn a_file_that_contradicts_itself_is_refused_with_both_rows() {
    let place = Place::serving();
    import(&place, FIRST, &["--yes"]);
    let rows =
        "2026-12-22\tT3\tHội làng\tstatutory\n2026-12-23\tT4\tHội làng\tstatutory\n2026-12-22\tT3\tLàm\tworking\n";
    let file = place.write("trai.tsv", format!("{HEAD}{rows}"));
    for more in [&[][..], &["--yes"], &["--add", "--yes"]] {
        let refused = place.refused(&[&["import", "holidays", &file], more].concat());
        let told = refused["list"][0].as_str().unwrap();
        assert!(told.starts_with("Dòng 2 và dòng 4") && told.contains("2026-12-22"), "{refused}");
    }
    assert_eq!(due(&place), "2026-12-28T17:00", "what was in use is in use");
    // Twice the same is no contradiction.
    let twice = "2026-12-22\tT3\tHội làng\tstatutory\n2026-12-22\tT3\tHội làng\tobserved\n";
    assert_eq!(count(&import(&place, twice, &["--add"])), [1, 0, 0, 0]);
}

#[test]
fn dossiers_that_would_be_due_otherwise_are_counted_and_keep_what_was_promised() {
    let place = Place::serving();
    place.run(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]).ok();
    let promised = place.json(&["dossiers"])["dossiers"][0]["due"].clone();
    let rows = "2026-11-24\tT3\tLễ hội của xã\tstatutory\n";
    for more in [&[][..], &["--yes"]] {
        let told = import(&place, rows, more);
        assert!(told["notices"].to_string().contains("1 hồ sơ đang mở sẽ có hạn khác"), "{told}");
    }
    assert_eq!(place.json(&["dossiers"])["dossiers"][0]["due"], promised);
}

#[test]
fn a_year_that_is_said_to_be_published_without_its_days_is_told() {
    let place = Place::serving();
    let said = |rows: &str| {
        let file = place.write("nghi.tsv", format!("{HEAD}{rows}"));
        place.run(&["--lang", "en", "import", "holidays", &file]).ok()
    };
    let bare = said("2027-12-31\tT6\tĐã công bố\tannounced\n");
    assert!(bare.contains("31/12/2027") && bare.contains("says that 2027 is published, but has no day off"), "{bare}");
    let own = said("2027-01-01\tT6\tTết Dương lịch\tstatutory\n2027-12-31\tT6\tĐã công bố\tannounced\n");
    assert!(!own.contains("has no day off"), "{own}");
}
