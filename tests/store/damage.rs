//! A flipped bit, a zeroed page and a cut-off file in every kind of file: nothing is lost, or the store refuses loudly
//! and `repair` mends it.

use crate::office::{Office, open, options};
use crate::random::Random;
use crate::whole::{check_all, copy_dir};
use motcua::store::{Options, Store, StoreError, repair, verify};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
enum Harm {
    Bit,
    Page,
    Cut,
}

/// The files of a data directory by kind: each must be met.
fn kinds(dir: &Path) -> Vec<(&'static str, Vec<PathBuf>)> {
    let in_dir = |name: &str| {
        let mut files: Vec<PathBuf> =
            fs::read_dir(dir.join(name)).unwrap().flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.is_file());
        files.sort();
        files
    };
    let split = |mut files: Vec<PathBuf>| {
        let last = files.pop().unwrap();
        (files, vec![last])
    };
    let (journal, journal_tail) = split(in_dir("journal"));
    let (people, people_tail) = split(in_dir("people"));
    let sled = in_dir("sled");
    let named = |name: &str| -> Vec<PathBuf> {
        sled.iter().filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(name)).cloned().collect()
    };
    vec![
        ("version", vec![dir.join("VERSION")]),
        ("lock", vec![dir.join("LOCK")]),
        ("sealed journal", journal),
        ("journal tail", journal_tail),
        ("sealed vault", people),
        ("vault tail", people_tail),
        ("sled db", named("db")),
        ("sled conf", named("conf")),
        ("sled snapshot", named("snap")),
    ]
}

fn harm(path: &Path, harm: Harm, random: &mut Random) {
    let mut bytes = fs::read(path).unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(1, |last| last + 1);
    match harm {
        Harm::Bit if bytes.is_empty() => bytes.push(1),
        Harm::Bit => {
            let at = random.below(used.min(bytes.len()));
            bytes[at] ^= 1 << random.below(8);
        }
        Harm::Page => {
            let at = random.below(used.div_ceil(4096)) * 4096;
            let end = bytes.len().min(at + 4096);
            bytes[at.min(end)..end].fill(0);
        }
        Harm::Cut => bytes.truncate(random.below(used)),
    }
    fs::write(path, bytes).unwrap();
}

/// Opens a harmed store; answers whether that needed a repair.
fn comes_back(dir: &Path, office: &Office, what: &str) -> bool {
    let opened = open(dir);
    let loud = match opened {
        Ok((store, state)) => {
            assert!(state == office.state, "{what}: another state, and no word of it");
            let report = verify(&store.reader(), &mut |_| {});
            if report.ok() {
                check_all(office, &store);
            }
            !report.ok()
        }
        Err(error) => {
            assert!(error.is_damage(), "{what}: {error}");
            true
        }
    };
    if loud {
        repair(dir, &options(), &mut |_| {}).unwrap_or_else(|error| panic!("{what}: not mended: {error}"));
        let (store, state) = open(dir).unwrap_or_else(|error| panic!("{what}: not opened after repair: {error}"));
        assert!(state == office.state, "{what}: another state after repair");
        check_all(office, &store);
    }
    loud
}

#[test]
fn no_damage_to_any_one_file_loses_anything_in_silence() {
    let base = tempfile::tempdir().unwrap();
    let mut office = Office::new(11);
    let (mut store, _) = open(base.path()).unwrap();
    office.work(&mut store, 160);
    store.close().unwrap();
    // Opened once more, so that sled has its own snapshot file, and stopped in the middle of a segment.
    let (mut store, _) = open(base.path()).unwrap();
    office.work(&mut store, 23);
    store.close().unwrap();
    let kinds = kinds(base.path());
    let mut trials = Vec::new();
    for round in 0..12 {
        for (name, files) in &kinds {
            assert!(!files.is_empty(), "no file of kind {name}");
            for how in [Harm::Bit, Harm::Page, Harm::Cut] {
                trials.push((*name, files, how, round, trials.len() as u64));
            }
        }
    }
    let next = AtomicUsize::new(0);
    let loud = AtomicUsize::new(0);
    let run = || {
        while let Some((name, files, how, round, seed)) = trials.get(next.fetch_add(1, Ordering::SeqCst)) {
            let mut random = Random::new(*seed);
            let dir = tempfile::tempdir().unwrap();
            copy_dir(base.path(), dir.path());
            let file = &files[random.below(files.len())];
            harm(&dir.path().join(file.strip_prefix(base.path()).unwrap()), *how, &mut random);
            if comes_back(dir.path(), &office, &format!("{name}, {how:?}, round {round}")) {
                loud.fetch_add(1, Ordering::SeqCst);
            }
        }
    };
    // Most of a trial is waiting for the disk.
    std::thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(run))));
    let (trials, loud) = (trials.len(), loud.into_inner());
    println!(
        "{trials} damaged stores: {loud} refused or reported and were mended, the others opened whole; nothing lost"
    );
    assert!(trials >= 300 && loud > 50, "{trials} trials, {loud} loud");
}

#[test]
fn a_lost_segment_is_told_and_mended() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(12);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 300);
    store.close().unwrap();
    for log in ["journal", "people"] {
        let segments = fs::read_dir(dir.path().join(log)).unwrap().count();
        assert!(segments > 1, "{log} has one segment");
        for place in 0..segments {
            let mut files: Vec<PathBuf> =
                fs::read_dir(dir.path().join(log)).unwrap().flatten().map(|e| e.path()).collect();
            files.sort();
            fs::remove_file(&files[place]).unwrap();
            assert!(comes_back(dir.path(), &office, &format!("{log}, segment {place} removed")));
        }
    }
}

#[test]
fn damage_in_both_copies_that_nothing_mends_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(13);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 100);
    store.close().unwrap();
    let segment = fs::read_dir(dir.path().join("journal")).unwrap().flatten().map(|e| e.path()).min().unwrap();
    let mut bytes = fs::read(&segment).unwrap();
    bytes[200] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let error = repair(dir.path(), &options(), &mut |_| {}).unwrap_err();
    assert!(error.is_damage(), "{error}");
    assert!(fs::read(&segment).unwrap() == bytes);
    assert!(open(dir.path()).is_err());
    // A second place has what is missing.
    let other = tempfile::tempdir().unwrap();
    let mut good = bytes;
    good[200] ^= 1;
    fs::create_dir(other.path().join("journal")).unwrap();
    fs::write(other.path().join("journal").join(segment.file_name().unwrap()), good).unwrap();
    let with_place = Options { second_place: Some(other.path().to_owned()), ..options() };
    repair(dir.path(), &with_place, &mut |_| {}).unwrap();
    let (store, _) = open(dir.path()).unwrap();
    check_all(&office, &store);
}

#[test]
fn damage_in_an_old_segment_is_found_in_the_background() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(14);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 300);
    store.close().unwrap();
    let patrolled = Options { patrol: Some(Duration::from_millis(1)), ..options() };
    for log in ["journal", "people"] {
        let (store, _) = Store::open(dir.path(), &patrolled, &mut |_| {}).unwrap();
        wait_until(|| !store.is_checking());
        assert!(store.reader().health().damage.is_none(), "{log}");
        store.close().unwrap();
        let segment = fs::read_dir(dir.path().join(log)).unwrap().flatten().map(|e| e.path()).min().unwrap();
        let mut bytes = fs::read(&segment).unwrap();
        bytes[3000] ^= 1;
        fs::write(&segment, &bytes).unwrap();
        let (store, state) = Store::open(dir.path(), &patrolled, &mut |_| {}).unwrap();
        assert!(state == office.state, "opening reads the end only");
        wait_until(|| !store.is_checking());
        let damage = store.reader().health().damage.unwrap();
        assert!(matches!(&*damage, StoreError::Damaged { path, .. } if *path == segment), "{damage}");
        store.close().unwrap();
        repair(dir.path(), &options(), &mut |_| {}).unwrap();
    }
    let (store, _) = Store::open(dir.path(), &patrolled, &mut |_| {}).unwrap();
    check_all(&office, &store);
    wait_until(|| !store.is_checking());
    assert!(store.reader().health().damage.is_none());
    // One that is not asked for never begins, and one that waits keeps nobody from closing.
    store.close().unwrap();
    let (store, _) = open(dir.path()).unwrap();
    assert!(!store.is_checking());
    store.close().unwrap();
    let late = Options { patrol: Some(Duration::from_hours(1)), ..options() };
    let (store, _) = Store::open(dir.path(), &late, &mut |_| {}).unwrap();
    assert!(store.is_checking());
    store.close().unwrap();
}

fn wait_until(done: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !done() {
        assert!(Instant::now() < deadline, "it did not come to that");
        std::thread::sleep(Duration::from_millis(2));
    }
}
