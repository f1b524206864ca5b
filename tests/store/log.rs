//! The log on its own: torn tails are cut, damage is loud, a full disk harms nothing.

use crate::disk::SimDisk;
use motcua::store::error::{Damage, StoreError};
use motcua::store::files::{DiskFiles, Files};
use motcua::store::journal::segment::{self, Kind};
use motcua::store::journal::{Log, record};
use std::path::Path;
use std::sync::Arc;

fn open(dir: &Path, segment_bytes: u64) -> Result<Log, StoreError> {
    let mut log = Log::look(Arc::new(DiskFiles), dir, Kind::Journal, segment_bytes)?;
    log.ready()?;
    Ok(log)
}

fn written(dir: &Path, records: u64, segment_bytes: u64) -> Log {
    let mut log = open(dir, segment_bytes).unwrap();
    for seq in 1..=records {
        log.append(1, 0, format!("record {seq}").as_bytes()).unwrap();
    }
    log
}

fn count(log: &Log) -> usize {
    let mut found = 0;
    log.view()
        .visit(1, |_, _| {
            found += 1;
            Ok(true)
        })
        .unwrap();
    found
}

#[test]
fn a_log_comes_back_over_many_segments() {
    let dir = tempfile::tempdir().unwrap();
    let log = written(dir.path(), 100, 1000);
    let head = log.head();
    drop(log);
    let log = open(dir.path(), 1000).unwrap();
    assert_eq!((log.next_seq(), log.head(), count(&log)), (101, head, 100));
    assert!(DiskFiles.list(dir.path()).unwrap().len() > 5);
    assert_eq!(log.view().link_before(101).unwrap(), Some(head));
    assert_eq!(log.view().link_before(1).unwrap(), Some([0; 32]));
}

#[test]
fn a_torn_tail_is_cut_and_the_log_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let log = written(dir.path(), 5, 4096);
    let (raw, _) = record::encode(6, 1, 0, b"never acknowledged", &log.head());
    let at = segment::HEADER + 5 * (record::HEAD + "record 1".len() + record::HASH);
    let path = log.tail_path().to_owned();
    drop(log);
    DiskFiles.open(&path).unwrap().write_at(at as u64, &raw[..30]).unwrap();
    assert!(Log::look(Arc::new(DiskFiles), dir.path(), Kind::Journal, 4096).unwrap().torn());
    let mut log = open(dir.path(), 4096).unwrap();
    assert_eq!(log.next_seq(), 6);
    log.append(1, 0, b"acknowledged").unwrap();
    drop(log);
    assert_eq!(count(&open(dir.path(), 4096).unwrap()), 6);
}

#[test]
fn a_bad_record_before_a_good_one_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let path = written(dir.path(), 5, 4096).tail_path().to_owned();
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[segment::HEADER + record::HEAD + 2] ^= 4;
    std::fs::write(&path, bytes).unwrap();
    let error = open(dir.path(), 4096).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { why: Damage::Checksum, .. }), "{error}");
}

#[test]
fn a_whole_record_out_of_its_place_is_damage() {
    let dir = tempfile::tempdir().unwrap();
    let log = written(dir.path(), 2, 4096);
    let (foreign, _) = record::encode(3, 1, 0, b"from elsewhere", &[7; 32]);
    let at = segment::HEADER + 2 * (record::HEAD + "record 1".len() + record::HASH);
    let path = log.tail_path().to_owned();
    drop(log);
    DiskFiles.open(&path).unwrap().write_at(at as u64, &foreign).unwrap();
    let error = open(dir.path(), 4096).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { why: Damage::Chain, .. }), "{error}");
}

/// What both ways of looking at the segment say of `bytes`: in pieces, and whole.
fn both(path: &Path, bytes: &[u8]) -> [String; 2] {
    std::fs::write(path, bytes).unwrap();
    let pieces = segment::ends(Kind::Journal, path, &DiskFiles).map(|(_, end)| end);
    let whole = segment::walk(Kind::Journal, path, bytes, |_, _| Ok(true));
    [format!("{pieces:?}"), format!("{whole:?}")]
}

#[test]
fn the_end_is_found_in_pieces_as_in_the_whole() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open(dir.path(), 8 << 20).unwrap();
    let sizes = [1, 70_000, 65_536 - record::HEAD - record::HASH, 300, 2 << 20, 5, 1 << 20];
    for size in sizes {
        log.append(1, 0, &vec![7; size]).unwrap();
    }
    let (path, good) = (log.tail_path().to_owned(), log.head());
    let (next, _) = record::encode(8, 1, 0, &vec![9; 200_000], &good);
    drop(log);
    let bytes = std::fs::read(&path).unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap() + 1;
    let scratch = dir.path().join("segment");
    let [pieces, whole] = both(&scratch, &bytes);
    assert_eq!(pieces, whole);
    assert!(whole.contains("next_seq: 8") && whole.contains("torn: false"), "{whole}");
    for cut in [used, used - 1, used - (1 << 20), segment::HEADER, segment::HEADER + 3, 20, 0] {
        let [pieces, whole] = both(&scratch, &bytes[..cut]);
        assert_eq!(pieces, whole, "cut at {cut}");
    }
    for (at, written) in
        [(used, &next[..100_000]), (used, &next[..3]), (8 << 20, &next[..]), (used + 90_000, &next[..9])]
    {
        let mut torn = bytes.clone();
        torn.resize(torn.len().max(at + written.len()), 0);
        torn[at..at + written.len()].copy_from_slice(written);
        let [pieces, whole] = both(&scratch, &torn);
        assert_eq!(pieces, whole, "{} bytes at {at}", written.len());
    }
    for at in [segment::HEADER + 40, 100_000, 1 << 20, used - 1] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 4;
        let [pieces, whole] = both(&scratch, &flipped);
        assert_eq!(pieces, whole, "flipped at {at}");
    }
}

#[test]
fn a_failing_disk_refuses_and_then_goes_on() {
    for seed in 0..50 {
        let disk = SimDisk::new(seed);
        let mut log = Log::look(Arc::new(disk.clone()), Path::new("/j"), Kind::Journal, 2048).unwrap();
        log.ready().unwrap();
        let mut kept = 0;
        for _ in 0..60 {
            disk.fail(20);
            if log.append(1, 0, b"some event of the centre").is_ok() {
                kept += 1;
            }
        }
        disk.fail(0);
        let error = log.append(1, 0, b"when the disk works again").err();
        assert!(error.is_none() || matches!(error, Some(StoreError::Poisoned { .. })), "{error:?}");
        let log = Log::look(Arc::new(disk), Path::new("/j"), Kind::Journal, 2048).unwrap();
        assert!(count(&log) >= kept + usize::from(error.is_none()));
    }
}

#[test]
fn a_record_beyond_the_cap_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut log = open(dir.path(), 8 << 20).unwrap();
    assert!(matches!(log.append(1, 0, &vec![1; record::BODY_CAP + 1]), Err(StoreError::TooBig { .. })));
    assert_eq!(log.next_seq(), 1);
    log.append(1, 0, &vec![1; record::BODY_CAP]).unwrap();
    log.append(1, 0, &vec![2; record::BODY_CAP]).unwrap();
    log.append(1, 0, &vec![3; record::BODY_CAP]).unwrap();
    drop(log);
    assert_eq!(count(&open(dir.path(), 8 << 20).unwrap()), 3);
}
