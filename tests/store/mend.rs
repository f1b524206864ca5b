//! Repair: files of another log are not taken for this one's, nothing is given up before the mended store is verified,
//! and where there is no second copy it says so.

use crate::office::{Office, open, options};
use crate::whole::{check_all, copy_dir};
use motcua::store::backup::{backup, restore};
use motcua::store::{Damage, StoreError, repair, verify};
use motcua::text::words::{Language, Words};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn made(seed: u64, steps: usize) -> (TempDir, Office) {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(seed);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, steps);
    store.close().unwrap();
    (dir, office)
}

/// Copies a directory to where there is none.
fn copy_new(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    copy_dir(from, to);
}

/// Copies the segments of one log over those of another, by name.
fn over(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn comes_back(dir: &Path, office: &Office, what: &str) {
    repair(dir, &options(), &mut |_| {}).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (store, state) = open(dir).unwrap();
    assert!(state == office.state, "{what}: another state");
    check_all(office, &store);
    let report = verify(&store.reader(), &mut |_| {});
    assert!(report.ok() && report.people > 0, "{what}: {:?}", report.problems);
}

/// What is done to a data directory.
type Harm = Box<dyn Fn(&Path)>;

#[test]
fn files_of_another_log_are_never_taken_for_this_ones() {
    let (base, office) = made(71, 120);
    let others = [made(72, 30).0, made(73, 300).0];
    let file = base.path().join("whole.backup");
    let (store, _) = open(base.path()).unwrap();
    backup(&store.reader(), &file, true).unwrap();
    store.close().unwrap();
    let first = "00000000000000000001.log";
    for log in ["journal", "people"] {
        let mut trials: Vec<(String, Harm)> = Vec::new();
        let wrong = if log == "journal" { "people" } else { "journal" };
        trials.push((
            format!("the first {wrong} file over {log}"),
            Box::new(move |dir| {
                fs::copy(dir.join(wrong).join(first), dir.join(log).join(first)).unwrap();
            }),
        ));
        trials
            .push((format!("all of {wrong} over {log}"), Box::new(move |dir| over(&dir.join(wrong), &dir.join(log)))));
        let backup = fs::read(&file).unwrap();
        trials.push((
            format!("a backup over {log}"),
            Box::new(move |dir| fs::write(dir.join(log).join(first), &backup).unwrap()),
        ));
        for other in &others {
            let from = other.path().join(log);
            let one = from.clone();
            trials.push((
                format!("the first file of another centre over {log}"),
                Box::new(move |dir| {
                    fs::copy(one.join(first), dir.join(log).join(first)).unwrap();
                }),
            ));
            trials.push((format!("another centre's {log}"), Box::new(move |dir| over(&from, &dir.join(log)))));
            let from = other.path().join(log);
            trials.push((
                format!("nothing but another centre's {log}"),
                Box::new(move |dir| {
                    fs::remove_dir_all(dir.join(log)).unwrap();
                    copy_new(&from, &dir.join(log));
                }),
            ));
        }
        for (what, harm) in trials {
            let dir = tempfile::tempdir().unwrap();
            copy_dir(base.path(), dir.path());
            harm(dir.path());
            comes_back(dir.path(), &office, &what);
        }
    }
}

#[test]
fn another_centres_log_over_this_one_is_refused_and_mended() {
    let (base, office) = made(79, 60);
    for (seed, steps) in [(80, 300), (81, 60)] {
        let (other, _) = made(seed, steps);
        for log in ["journal", "people"] {
            let dir = tempfile::tempdir().unwrap();
            copy_dir(base.path(), dir.path());
            fs::remove_dir_all(dir.path().join(log)).unwrap();
            copy_new(&other.path().join(log), &dir.path().join(log));
            for _ in 0..2 {
                let error = open(dir.path()).unwrap_err();
                let shorter = matches!(error, StoreError::Damaged { why: Damage::Behind, .. });
                assert!(matches!(error, StoreError::Another { .. }) || (steps == 60 && shorter), "{log}: {error}");
                assert!(error.is_damage());
                let said = Words::of(Language::Vi).say(&error);
                assert!(said.contains("motcua repair"), "{said}");
                assert!(!aside(dir.path()), "{log}: the second copy was given up");
            }
            comes_back(dir.path(), &office, &format!("{log} of {steps} steps"));
        }
    }
}

#[test]
fn files_that_are_changed_under_a_running_store_are_told() {
    let (base, mut office) = made(84, 60);
    let (other, _) = made(85, 200);
    let (mut store, _) = open(base.path()).unwrap();
    fs::rename(base.path().join("journal"), base.path().join("journal.away")).unwrap();
    copy_new(&other.path().join("journal"), &base.path().join("journal"));
    let problems = verify(&store.reader(), &mut |_| {}).problems;
    assert!(problems.iter().any(|problem| matches!(problem, StoreError::Another { .. })), "{problems:?}");
    office.work(&mut store, 20);
    assert!(!aside(base.path()), "the second copy was given up");
    store.close().unwrap();
    assert!(!aside(base.path()));
    comes_back(base.path(), &office, "files that were changed under a running store");
}

#[test]
fn a_second_copy_that_proves_nothing_is_made_anew_in_silence() {
    let (base, office) = made(82, 60);
    let (other, _) = made(83, 200);
    // Of another centre and longer than ours: behind what it has seen, so nobody knows which one is right.
    let dir = tempfile::tempdir().unwrap();
    copy_dir(base.path(), dir.path());
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    copy_new(&other.path().join("sled"), &dir.path().join("sled"));
    assert!(open(dir.path()).unwrap_err().is_damage());
    // Damaged: it is only a copy.
    let sled = dir.path().join("sled");
    for entry in fs::read_dir(&sled).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        let mut bytes = fs::read(entry.path()).unwrap();
        for byte in bytes.iter_mut().skip(20).step_by(97) {
            *byte ^= 0x55;
        }
        fs::write(entry.path(), bytes).unwrap();
    }
    let (store, state) = open(dir.path()).unwrap();
    assert!(state == office.state);
    check_all(&office, &store);
}

/// Whether anything was set aside.
fn aside(dir: &Path) -> bool {
    fs::read_dir(dir).unwrap().flatten().any(|entry| entry.file_name().to_string_lossy().contains(".bad-"))
}

#[test]
fn where_there_is_no_second_copy_repair_says_so_and_changes_nothing() {
    let (base, _) = made(74, 60);
    for log in ["journal", "people"] {
        let dir = tempfile::tempdir().unwrap();
        copy_dir(base.path(), dir.path());
        fs::remove_dir_all(dir.path().join(log)).unwrap();
        fs::remove_dir_all(dir.path().join("sled")).unwrap();
        for _ in 0..2 {
            let error = repair(dir.path(), &options(), &mut |_| {}).unwrap_err();
            assert!(matches!(error, StoreError::NoSecondCopy { .. }) && error.is_damage(), "{log}: {error}");
            assert!(!dir.path().join(log).exists() && !dir.path().join("sled").exists(), "{log}: made from nothing");
            assert!(open(dir.path()).is_err(), "{log}");
        }
    }
}

#[test]
fn what_opens_but_does_not_verify_is_put_back() {
    let (base, _) = made(75, 60);
    let (other, _) = made(76, 40);
    // Two whole logs that do not belong together, and no copy that knows which is right.
    let dir = tempfile::tempdir().unwrap();
    copy_dir(base.path(), dir.path());
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    fs::remove_dir_all(dir.path().join("people")).unwrap();
    copy_new(&other.path().join("people"), &dir.path().join("people"));
    let before = fs::read(dir.path().join("people/00000000000000000001.log")).unwrap();
    assert!(repair(dir.path(), &options(), &mut |_| {}).unwrap_err().is_damage());
    assert!(fs::read(dir.path().join("people/00000000000000000001.log")).unwrap() == before);
    assert!(!dir.path().join("sled").exists() && dir.path().join("journal").exists());
    assert!(!fs::read_dir(dir.path()).unwrap().flatten().any(|entry| {
        let name = entry.file_name().into_string().unwrap();
        name.contains(".bad-") || name.contains("mended")
    }));
}

#[test]
fn people_whom_no_event_names_are_noticed() {
    let (base, _) = made(77, 60);
    let file = base.path().join("bare.backup");
    let (store, _) = open(base.path()).unwrap();
    backup(&store.reader(), &file, false).unwrap();
    store.close().unwrap();
    let (empty, _) = made(78, 0);
    let dir = tempfile::tempdir().unwrap();
    copy_dir(empty.path(), dir.path());
    fs::remove_dir_all(dir.path().join("people")).unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    copy_new(&base.path().join("people"), &dir.path().join("people"));
    let (store, _) = open(dir.path()).unwrap();
    let report = verify(&store.reader(), &mut |_| {});
    assert!(report.problems.iter().any(StoreError::is_damage), "people without events");
    let new = tempfile::tempdir().unwrap();
    restore(&file, new.path()).unwrap();
    let (store, _) = open(new.path()).unwrap();
    assert!(verify(&store.reader(), &mut |_| {}).ok());
    fs::remove_dir_all(new.path().join("people")).unwrap();
    assert!(!verify(&store.reader(), &mut |_| {}).ok(), "the vault is gone under a running store");
}

/// Puts another centre's keyed copy in place of ours.
fn swap_copy(dir: &Path, other: &Path) {
    fs::remove_dir_all(dir.join("sled")).unwrap();
    copy_new(&other.join("sled"), &dir.join("sled"));
}

#[test]
fn another_centres_keyed_copy_never_wins_over_logs_that_belong_together() {
    let (base, office) = made(86, 60);
    for (seed, steps) in [(87, 30), (88, 200)] {
        let (other, _) = made(seed, steps);
        let dir = tempfile::tempdir().unwrap();
        copy_dir(base.path(), dir.path());
        swap_copy(dir.path(), other.path());
        // The second opening keeps what the first one left in doubt in `sled.before`.
        for _ in 0..2 {
            let error = open(dir.path()).unwrap_err();
            assert!(matches!(&error, StoreError::Strange { path } if path.ends_with("sled")), "{error}");
            assert!(error.is_damage() && !aside(dir.path()));
        }
        let repaired = repair(dir.path(), &options(), &mut |_| {}).unwrap();
        assert!(repaired.strange && !repaired.journal && !repaired.people, "{repaired:?}");
        assert!(repaired.aside.len() == 2 && repaired.aside.iter().all(|path| path.is_dir()), "{repaired:?}");
        let (store, state) = open(dir.path()).unwrap();
        assert!(state == office.state);
        check_all(&office, &store);
    }
}

#[test]
fn where_nothing_belongs_together_repair_does_not_choose() {
    let (base, _) = made(89, 60);
    let (other, _) = made(90, 40);
    let (third, _) = made(91, 50);
    let dir = tempfile::tempdir().unwrap();
    copy_dir(base.path(), dir.path());
    swap_copy(dir.path(), other.path());
    fs::remove_dir_all(dir.path().join("people")).unwrap();
    copy_new(&third.path().join("people"), &dir.path().join("people"));
    let error = repair(dir.path(), &options(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, StoreError::Undecided { .. }) && error.is_damage(), "{error}");
    let said = Words::of(Language::Vi).say(&error);
    assert!(said.contains("journal") && said.contains("sled"), "{said}");
    assert!(!aside(dir.path()));
    // Nor where a log is lost and the other one is not the copy's.
    fs::remove_dir_all(dir.path().join("people")).unwrap();
    assert!(matches!(repair(dir.path(), &options(), &mut |_| {}), Err(StoreError::Undecided { .. })));
}

#[test]
fn a_copy_that_was_set_aside_mends_where_there_is_no_other() {
    let (base, office) = made(92, 60);
    for log in ["journal", "people"] {
        let dir = tempfile::tempdir().unwrap();
        copy_dir(base.path(), dir.path());
        fs::rename(dir.path().join("sled"), dir.path().join("sled.bad-20261120T080000")).unwrap();
        fs::remove_dir_all(dir.path().join(log)).unwrap();
        comes_back(dir.path(), &office, log);
    }
}
