//! Slips of the hand that must not cost anything: wrong names, empty files, a stick that is not plugged in.

use crate::place::Place;
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

#[test]
fn what_goes_out_overwrites_nothing_and_is_private() {
    let place = Place::made();
    let there = place.write("there", "mine");
    let inside = place.dir().join("journal/00000000000000000001.log");
    let new = place.dir().join("new");
    for command in ["backup", "export"] {
        assert_eq!(place.refused(&[command, &there])["refusal"], "file_there");
        for path in [&inside, &new, &place.dir().join("../data/x")] {
            assert_eq!(place.refused(&[command, path.to_str().unwrap()])["refusal"], "inside_data");
        }
        place.run(&[command, command]).ok();
        let mode = std::fs::metadata(place.path(command)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{command}");
    }
    assert_eq!(std::fs::read(&there).unwrap(), b"mine");
    assert_eq!(place.json(&["verify"])["ok"], true);
    assert!(place.run(&["export"]).ok().lines().count() > 0);
}

#[test]
fn holidays_without_a_row_are_refused_and_the_head_is_not_counted() {
    let place = Place::made();
    for text in ["", "\n\n", "# x\n", "date\tweekday\tname\tkind\n"] {
        let file = place.write("empty.tsv", text);
        assert_eq!(place.refused(&["import", "holidays", &file])["refusal"], "holidays_none");
    }
    let good = place.write("good.tsv", "date\tweekday\tname\tkind\n2026-11-24\tT3\tLễ hội\tstatutory\n");
    assert_eq!(place.json(&["import", "holidays", &good])["imported"], 1);
}

#[test]
fn a_backup_folder_that_is_not_there_is_told_and_never_made() {
    let mut place = Place::made();
    let folder = place.path("stick");
    place.change("folder = \"\"", &format!("folder = {folder:?}"));
    let said = place.run(&["queue"]);
    assert!(said.exit == 0 && said.err.contains("stick"), "{said:?}");
    assert_eq!(place.json(&["config", "check"])["warnings"].as_array().unwrap().len(), 1);
    assert!(!folder.exists());
    place.start();
    let told = place.json(&["verify"]);
    assert_eq!(told["ok"], true);
    assert!(told["second_place"].as_str().unwrap().contains("stick"), "{told}");
    assert!(place.run(&["verify"]).ok().contains("stick"));
    place.stop();
    std::fs::create_dir(&folder).unwrap();
    let said = place.run(&["queue"]);
    assert!(said.exit == 0 && said.err.is_empty(), "{said:?}");
    assert!(folder.join("journal").exists());
    assert_eq!(place.json(&["config", "check"])["warnings"], json!([]));
    assert_eq!(place.json(&["verify"])["second_place"], json!(null));
}

#[test]
fn repair_without_a_second_copy_points_to_restore() {
    let place = Place::made();
    for gone in ["journal", "sled"] {
        std::fs::remove_dir_all(place.dir().join(gone)).unwrap();
    }
    let said = place.run(&["repair"]);
    assert_eq!(said.exit, 3, "{said:?}");
    assert!(said.err.contains("motcua restore") && !said.err.contains("motcua repair"), "{said:?}");
}
