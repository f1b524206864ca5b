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
    assert_eq!(place.json(&["import", "holidays", &good, "--yes"])["imported"], 1);
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
    let other = Place::bare();
    let said = other.run(&["restore", folder.to_str().unwrap()]).ok();
    assert!(said.contains("stick") && other.settings().exists(), "where the copies of the copy would go: {said}");
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

/// Runs `init` with files no larger than `blocks` half kilobytes, as on a disk that is full; the write that comes too
/// late is refused, or kills the program.
fn init_on_a_small_disk(place: &Place, blocks: usize, kills: bool) -> std::process::Output {
    let trap = if kills { "" } else { "trap '' XFSZ; " };
    let script = format!("ulimit -c 0; {trap}ulimit -f {blocks}; exec \"$0\" --data \"$1\" init --yes --json");
    let mut command = std::process::Command::new("sh");
    command.arg("-c").arg(script).arg(env!("CARGO_BIN_EXE_motcua")).arg(place.dir()).env_remove("MOTCUA_DATA");
    command.output().unwrap()
}

#[test]
fn a_centre_that_cannot_be_made_whole_is_not_made() {
    let (mut failed, mut killed) = (0, 0);
    for kills in [false, true] {
        for blocks in [0, 1, 8, 100, 1000, 10_000] {
            let place = Place::bare();
            let output = init_on_a_small_disk(&place, blocks, kills);
            if output.status.success() {
                continue;
            }
            if kills {
                killed += usize::from(output.status.code().is_none());
                assert_eq!(place.refused(&["queue"])["refusal"], "no_centre", "{blocks} blocks");
            } else {
                failed += 1;
                assert!(output.status.code().is_some(), "{output:?}");
                assert!(!place.dir().exists(), "{blocks} blocks: {output:?}");
            }
            place.run(&["init", "--yes"]).ok();
            assert_eq!(place.json(&["verify"])["ok"], true);
            assert_eq!(place.json(&["counters"])["counters"].as_array().unwrap().len(), 3);
        }
    }
    assert!(failed > 2 && killed > 2, "{failed} failed, {killed} killed");
}

#[test]
fn a_centre_that_only_had_to_be_moved_is_moved_by_whoever_comes_next() {
    let place = Place::made();
    let whole = place.dir().join("init.whole");
    std::fs::create_dir(&whole).unwrap();
    for name in ["centre.toml", "people", "journal"] {
        std::fs::rename(place.dir().join(name), whole.join(name)).unwrap();
    }
    assert_eq!(place.json(&["verify"])["ok"], true);
    assert!(place.settings().exists() && !whole.exists());
    assert_eq!(place.refused(&["init", "--yes"])["refusal"], "settings_there");
}

#[test]
fn a_new_centre_takes_the_place_of_nothing() {
    let place = Place::bare();
    std::fs::create_dir(place.dir()).unwrap();
    std::fs::write(place.dir().join("notes.txt"), "mine").unwrap();
    std::fs::write(place.dir().join("sled"), "mine").unwrap();
    assert_eq!(place.refused(&["init", "--yes"])["refusal"], "in_the_way");
    assert!(!place.settings().exists() && !place.dir().join("init.partial").exists());
    std::fs::remove_file(place.dir().join("sled")).unwrap();
    place.run(&["init", "--yes"]).ok();
    assert_eq!(std::fs::read(place.dir().join("notes.txt")).unwrap(), b"mine");
    assert_eq!(place.json(&["verify"])["ok"], true);
}

#[test]
fn a_backup_folder_in_the_data_directory_is_a_fault_of_the_settings() {
    let place = Place::made();
    place.change("folder = \"\"", "folder = \"copy\"");
    let refusal = place.refused(&["config", "check"]);
    assert_eq!(refusal["refusal"], "bad_place");
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    assert!(!place.dir().join("copy").exists(), "it was made");
}

#[test]
fn repair_blames_another_centres_second_copy_and_says_where_it_is() {
    let (place, other) = (Place::made(), Place::made());
    let sled = place.dir().join("sled");
    std::fs::remove_dir_all(&sled).unwrap();
    std::fs::rename(other.dir().join("sled"), &sled).unwrap();
    let said = place.run(&["verify", "--json"]);
    assert!(said.exit == 3 && said.err.contains("\"strange\""), "{}{}", said.out, said.err);
    let answer = place.json(&["repair"]);
    assert!(answer["second_copy_strange"] == true && answer["journal"] == false, "{answer}");
    let aside = answer["aside"][0].as_str().unwrap();
    assert!(std::path::Path::new(aside).is_dir() && aside.contains("sled.bad-"), "{answer}");
    assert_eq!(place.json(&["verify"])["ok"], true);
}
