//! Backup, restore, the standing copy and the export.

use crate::office::{Office, open, options};
use crate::whole::check_all;
use motcua::store::backup::{backup, restore};
use motcua::store::beside::Placed;
use motcua::store::export::export;
use motcua::store::{Options, Store, StoreError, verify};
use std::fs;
use std::path::Path;

fn made(dir: &Path, seed: u64, batches: usize) -> (Office, Store) {
    let mut office = Office::new(seed);
    let (mut store, _) = open(dir).unwrap();
    office.work(&mut store, batches);
    (office, store)
}

#[test]
fn a_backup_restores_everything_while_the_store_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 31, 250);
    let file = dir.path().join("backup.motcua");
    let kept = backup(&store.reader(), &file, true).unwrap();
    assert_eq!((kept.events, kept.people), (office.state.seq, true));
    let then = office.clone();
    office.work(&mut store, 20);
    let new = tempfile::tempdir().unwrap();
    restore(&file, new.path()).unwrap();
    let (restored, state) = open(new.path()).unwrap();
    assert!(state == then.state);
    check_all(&then, &restored);
    check_all(&office, &store);
    assert!(matches!(restore(&file, new.path()), Err(StoreError::Occupied { .. })));
}

#[test]
fn people_can_be_left_out_of_a_backup() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 32, 200);
    let file = dir.path().join("backup.motcua");
    assert!(!backup(&store.reader(), &file, false).unwrap().people);
    let bytes = fs::read(&file).unwrap();
    for (_, person) in &office.people {
        assert!(!bytes.windows(person.phone.len()).any(|part| part == person.phone.as_bytes()));
    }
    let new = tempfile::tempdir().unwrap();
    assert!(!restore(&file, new.path()).unwrap().people);
    let mut without = office.clone();
    without.people.clear();
    let (mut restored, state) = open(new.path()).unwrap();
    assert!(state == office.state);
    let report = verify(&restored.reader(), &mut |_| {});
    assert!(report.ok(), "{:?}", report.problems);
    assert!(report.left_out > 5);
    without.work(&mut restored, 60);
    check_all(&without, &restored);
    assert!(!without.people.is_empty());
}

#[test]
fn the_files_beside_the_store_are_in_a_backup_and_come_back_over_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("forms")).unwrap();
    for (name, text) in [
        ("centre.toml", "# cài đặt"),
        ("holidays.tsv", "date\n"),
        ("forms/receipt.toml", "title = \"Giấy hẹn\""),
        ("notes.txt", "riêng"),
    ] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let options = Options { second_place: Some(place.path().to_owned()), ..options() };
    let mut office = Office::new(37);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 40);
    let file = dir.path().join("backup.motcua");
    let names: Vec<_> =
        backup(&store.reader(), &file, true).unwrap().beside.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["centre.toml", "holidays.tsv", "forms/receipt.toml"]);
    store.close().unwrap();
    for from in [&*file, place.path()] {
        let new = tempfile::tempdir().unwrap();
        restore(from, new.path()).unwrap();
        let read = |name: &str| fs::read_to_string(new.path().join(name)).unwrap_or_default();
        assert_eq!((read("centre.toml").as_str(), read("holidays.tsv").as_str()), ("# cài đặt", "date\n"));
        assert_eq!(read("forms/receipt.toml"), "title = \"Giấy hẹn\"");
        assert!(!new.path().join("notes.txt").exists() && !new.path().join("restoring").exists());
        let (restored, _) = open(new.path()).unwrap();
        check_all(&office, &restored);
        // What is there and differs stays, and that is said.
        let new = tempfile::tempdir().unwrap();
        let read = |name: &str| fs::read_to_string(new.path().join(name)).unwrap_or_default();
        fs::write(new.path().join("centre.toml"), "# của tôi").unwrap();
        fs::write(new.path().join("holidays.tsv"), "date\n").unwrap();
        fs::create_dir(new.path().join("forms")).unwrap();
        fs::write(new.path().join("forms/receipt.toml"), "title = \"Của tôi\"").unwrap();
        let [aside, form] =
            ["centre.toml", "forms/receipt.toml"].map(|name| new.path().join(format!("{name}.restored")));
        let beside = restore(from, new.path()).unwrap().beside;
        assert_eq!(
            beside,
            [
                ("centre.toml", Placed::Aside(aside)),
                ("holidays.tsv", Placed::There),
                ("forms/receipt.toml", Placed::Aside(form)),
            ]
        );
        assert_eq!((read("centre.toml").as_str(), read("centre.toml.restored").as_str()), ("# của tôi", "# cài đặt"));
    }
}

#[test]
fn a_backup_of_the_first_format_is_still_read() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 38, 30);
    let file = dir.path().join("backup.motcua");
    backup(&store.reader(), &file, true).unwrap();
    // The first format differs in its header only when nothing stands beside the store.
    let mut bytes = fs::read(&file).unwrap();
    bytes.drain(12..16);
    let end = bytes.len() - 32;
    bytes[8] = 1;
    let hash = *blake3::hash(&bytes[..end]).as_bytes();
    bytes[end..].copy_from_slice(&hash);
    fs::write(&file, bytes).unwrap();
    let new = tempfile::tempdir().unwrap();
    restore(&file, new.path()).unwrap();
    let (restored, _) = open(new.path()).unwrap();
    check_all(&office, &restored);
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (_, store) = made(dir.path(), 33, 60);
    let file = dir.path().join("backup.motcua");
    backup(&store.reader(), &file, true).unwrap();
    let good = fs::read(&file).unwrap();
    for at in [0, 9, 12, 20, 40, good.len() / 2, good.len() - 40, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 16;
        fs::write(&file, &bad).unwrap();
        let new = tempfile::tempdir().unwrap();
        assert!(restore(&file, new.path()).unwrap_err().is_damage(), "byte {at}");
        assert_eq!(fs::read_dir(new.path()).unwrap().count(), 0);
        fs::write(&file, &good[..at]).unwrap();
        assert!(restore(&file, new.path()).is_err(), "cut at {at}");
    }
}

#[test]
fn a_flipped_bit_in_a_backups_header_is_damage_and_a_later_format_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let (_, store) = made(dir.path(), 39, 20);
    let file = dir.path().join("backup.motcua");
    backup(&store.reader(), &file, true).unwrap();
    let good = fs::read(&file).unwrap();
    let new = tempfile::tempdir().unwrap();
    for at in 0..16 {
        for bit in 0..8 {
            let mut bad = good.clone();
            bad[at] ^= 1 << bit;
            fs::write(&file, &bad).unwrap();
            let error = restore(&file, new.path()).unwrap_err();
            assert!(matches!(error, StoreError::NotABackup { .. }), "byte {at}, bit {bit}: {error}");
        }
    }
    let mut later = good;
    later[8] = 9;
    let sum = crc32c::crc32c(&later[..12]);
    later[12..16].copy_from_slice(&sum.to_le_bytes());
    fs::write(&file, &later).unwrap();
    assert!(matches!(restore(&file, new.path()), Err(StoreError::Newer { .. })));
}

#[test]
fn the_copy_of_another_centre_is_never_written_over() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let place = tempfile::tempdir().unwrap();
    let with = |place: &Path| Options { second_place: Some(place.to_owned()), ..options() };
    let mut theirs = Office::new(41);
    let (mut store, _) = Store::open(other.path(), &with(place.path()), &mut |_| {}).unwrap();
    theirs.work(&mut store, 40);
    store.close().unwrap();
    let mut office = Office::new(42);
    let (mut store, _) = Store::open(dir.path(), &with(place.path()), &mut |_| {}).unwrap();
    office.work(&mut store, 60);
    let error = store.copy_to_second_place().unwrap_err();
    assert!(matches!(&error, StoreError::Taken { path } if path == place.path()), "{error}");
    store.close().unwrap();
    let new = tempfile::tempdir().unwrap();
    restore(place.path(), new.path()).unwrap();
    let (restored, state) = open(new.path()).unwrap();
    assert!(state == theirs.state);
    check_all(&theirs, &restored);
    // Our own, older copy is gone on with.
    let own = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let (mut store, _) = Store::open(dir.path(), &with(own.path()), &mut |_| {}).unwrap();
        office.work(&mut store, 10);
        store.copy_to_second_place().unwrap();
        store.close().unwrap();
    }
}

#[test]
fn a_second_place_in_the_data_directory_or_a_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let inside = dir.path().join("copy");
    fs::create_dir(&inside).unwrap();
    fs::write(dir.path().join("file"), b"x").unwrap();
    let places = [dir.path().to_owned(), inside.clone(), dir.path().join("not yet"), dir.path().join("file")];
    for place in places {
        let options = Options { second_place: Some(place.clone()), ..options() };
        let (store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
        let error = store.copy_to_second_place().unwrap_err();
        assert!(matches!(&error, StoreError::BadPlace { path } if *path == place), "{error}");
        store.close().unwrap();
    }
    assert!(fs::read_dir(&inside).unwrap().next().is_none() && !dir.path().join("not yet").exists());
}

#[test]
fn the_second_place_gets_every_sealed_segment_and_all_at_a_stop() {
    let dir = tempfile::tempdir().unwrap();
    let place = tempfile::tempdir().unwrap();
    let options = Options { second_place: Some(place.path().to_owned()), ..options() };
    let mut office = Office::new(34);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 300);
    store.close().unwrap();
    let new = tempfile::tempdir().unwrap();
    restore(place.path(), new.path()).unwrap();
    let (restored, _) = open(new.path()).unwrap();
    check_all(&office, &restored);
    // Both copies at home are lost: the second place mends them.
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let first = fs::read_dir(dir.path().join("journal")).unwrap().flatten().map(|e| e.path()).min().unwrap();
    fs::write(&first, b"gone").unwrap();
    motcua::store::repair(dir.path(), &options, &mut |_| {}).unwrap();
    let (store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    check_all(&office, &store);
}

#[test]
fn a_second_place_that_is_gone_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("file-not-folder");
    fs::write(&place, b"x").unwrap();
    let options = Options { second_place: Some(place), ..options() };
    let mut office = Office::new(35);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 200);
    assert!(store.copy_to_second_place().is_err());
    check_all(&office, &store);
}

#[test]
fn the_export_has_one_line_for_each_event() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 36, 80);
    let mut text = Vec::new();
    let written = export(&store.reader(), 1, &mut text, Path::new("-")).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert_eq!(written, office.state.seq);
    for (line, event) in text.lines().zip(&office.events) {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["seq"], event.seq);
        assert_eq!(value["name"], event.event.kind().1);
        assert_eq!(value["hash"].as_str().unwrap().len(), 64);
        let back: motcua::domain::event::Recorded = serde_json::from_value(value["recorded"].clone()).unwrap();
        assert!(&back == event);
    }
    assert_eq!(text.lines().count(), office.events.len());
}
