//! Power cuts at any moment: what was acknowledged is there, whole and in order, and the log goes on.

use crate::disk::SimDisk;
use crate::random::Random;
use motcua::store::error::StoreError;
use motcua::store::journal::Log;
use motcua::store::journal::segment::Kind;
use std::path::Path;
use std::sync::Arc;

const SEGMENT: u64 = 4096;

/// What each record must hold: recognisable, of many lengths.
fn content(seq: u64, count: u32) -> Vec<u8> {
    let len = usize::try_from(seq * 37 % 900).unwrap();
    let mut body = format!("{seq}+{count}:").into_bytes();
    let start = usize::try_from(seq).unwrap() * 7;
    body.extend((0..len).map(|i| u8::try_from((start + i) % 251).unwrap()));
    body
}

fn open(disk: &SimDisk, dir: &str, kind: Kind) -> Result<Log, StoreError> {
    let mut log = Log::look(Arc::new(disk.clone()), Path::new(dir), kind, SEGMENT)?;
    log.ready()?;
    Ok(log)
}

/// Every record of the log as (first number, count), each with the content it must have.
fn read(log: &Log) -> Vec<(u64, u32)> {
    let mut found = Vec::new();
    log.view()
        .visit(1, |record, _| {
            assert_eq!(record.body, content(record.first_seq, record.count), "a record with other content");
            found.push((record.first_seq, record.count));
            Ok(true)
        })
        .unwrap();
    found
}

struct Acknowledged {
    journal: Vec<(u64, u32)>,
    people: Vec<(u64, u32)>,
}

fn append(log: &mut Log, acknowledged: &mut Vec<(u64, u32)>, count: u32) -> bool {
    let seq = log.next_seq();
    let done = log.append(count, 0, &content(seq, count)).is_ok();
    if done {
        acknowledged.push((seq, count));
    }
    done
}

fn check(log: &Log, acknowledged: &mut Vec<(u64, u32)>) {
    let found = read(log);
    assert!(found.starts_with(acknowledged), "lost: {} acknowledged, {} found", acknowledged.len(), found.len());
    assert!(found.len() <= acknowledged.len() + 1, "more than the one record in flight appeared");
    *acknowledged = found;
}

/// Writes both logs as the store does, people first, until the power goes; answers the disk as it comes back.
fn until_the_power_goes(disk: &SimDisk, random: &mut Random, acknowledged: &mut Acknowledged) -> SimDisk {
    disk.cut_after(1 + random.below(120));
    'on: while !disk.is_off() {
        let (Ok(mut journal), Ok(mut people)) = (open(disk, "/j", Kind::Journal), open(disk, "/p", Kind::People))
        else {
            continue;
        };
        check(&journal, &mut acknowledged.journal);
        check(&people, &mut acknowledged.people);
        while !disk.is_off() {
            let count = 1 + u32::try_from(random.below(5)).unwrap();
            let vouched = !random.chance(40) || append(&mut people, &mut acknowledged.people, 1);
            let done = vouched && append(&mut journal, &mut acknowledged.journal, count);
            // As an operator would after "start the program again".
            if !done && (random.chance(30)) {
                continue 'on;
            }
        }
    }
    disk.after_power_cut()
}

#[test]
fn nothing_acknowledged_is_lost_in_600_power_cuts() {
    let (mut cuts, mut kept) = (0, 0);
    for seed in 0..120 {
        let mut random = Random::new(seed);
        let mut disk = SimDisk::new(seed);
        let mut acknowledged = Acknowledged { journal: Vec::new(), people: Vec::new() };
        for _ in 0..5 {
            disk.fail(if seed % 2 == 0 { 0 } else { 4 });
            disk = until_the_power_goes(&disk, &mut random, &mut acknowledged);
            cuts += 1;
            check(&open(&disk, "/j", Kind::Journal).unwrap(), &mut acknowledged.journal);
            check(&open(&disk, "/p", Kind::People).unwrap(), &mut acknowledged.people);
        }
        kept += acknowledged.journal.len();
    }
    println!("{cuts} power cuts, {kept} acknowledged records, 0 lost");
    assert!(cuts >= 500 && kept > 3000, "{cuts} cuts, {kept} records");
}
