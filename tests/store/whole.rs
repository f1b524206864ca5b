//! The store as a whole: what goes in comes out, after a stop, after a kill, and without its keyed copy.

use crate::office::{Office, open, options, person, service};
use motcua::domain::event::Event;
use motcua::domain::ids::{DossierCode, PersonId, TicketNo};
use motcua::domain::person::Person;
use motcua::store::{Reader, Sealed, Store, StoreError, verify};
use std::fs;
use std::path::Path;

/// Everything the office was told is kept is there, in every way of asking.
pub fn check(office: &Office, reader: &Reader) {
    let mut events = Vec::new();
    reader
        .events(1, |event, _| {
            events.push(event.clone());
            Ok(true)
        })
        .unwrap();
    assert!(events == office.events, "{} events of {}", events.len(), office.events.len());
    for (id, person) in &office.people {
        assert_eq!(reader.person(*id).unwrap().as_ref(), Some(person));
    }
    for event in &office.events {
        match &event.event {
            Event::DossierReceived(receipt) => {
                let dossier = reader.dossier(&receipt.code).unwrap().expect("a dossier is gone");
                assert_eq!(dossier.applicant, receipt.applicant);
            }
            Event::DayEnded { day, .. } => assert!(!reader.tickets(*day).unwrap().is_empty()),
            _ => {}
        }
    }
}

pub fn check_all(office: &Office, store: &Store) {
    check(office, &store.reader());
    let report = verify(&store.reader(), &mut |_| {});
    assert!(report.ok(), "{:?}", report.problems);
    assert_eq!(report.events, office.state.seq);
}

fn made(dir: &Path, seed: u64, batches: usize) -> (Office, Store) {
    let mut office = Office::new(seed);
    let (mut store, _) = open(dir).unwrap();
    office.work(&mut store, batches);
    (office, store)
}

#[test]
fn a_clean_stop_brings_back_the_same_state() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, store) = made(dir.path(), 1, 300);
    check_all(&office, &store);
    store.close().unwrap();
    let (mut store, state) = open(dir.path()).unwrap();
    assert!(state == office.state);
    check_all(&office, &store);
    office.work(&mut store, 50);
    check_all(&office, &store);
}

#[test]
fn a_kill_brings_back_the_same_state() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, store) = made(dir.path(), 2, 200);
    for _ in 0..5 {
        // The files as they are while the process runs are what a kill leaves.
        let copy = tempfile::tempdir().unwrap();
        copy_dir(dir.path(), copy.path());
        let (mut store, state) = open(copy.path()).unwrap();
        assert!(state == office.state);
        let mut after = office.clone();
        after.work(&mut store, 20);
        check_all(&after, &store);
    }
    drop(store);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 10);
    check_all(&office, &store);
}

pub fn copy_dir(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_dir(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn without_the_keyed_copy_everything_is_made_anew_with_progress() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 3, 1500);
    store.close().unwrap();
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let mut told = Vec::new();
    let (store, state) = Store::open(dir.path(), &options(), &mut |progress| told.push(progress.done)).unwrap();
    assert!(state == office.state);
    check_all(&office, &store);
    assert!(!told.is_empty() && told.is_sorted(), "{told:?}");
}

#[test]
fn people_left_by_a_kill_between_vault_and_journal_do_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 4, 60);
    let batch = loop {
        let batch = office.next();
        if !batch.1.is_empty() {
            break batch;
        }
        store.append(&batch.0, &batch.1).unwrap();
        office.remember(&batch, &[]);
    };
    // The vault has its record, the journal has not: cut the journal back to before the batch.
    let journal = dir.path().join("journal");
    let copy = tempfile::tempdir().unwrap();
    copy_dir(&journal, copy.path());
    store.append(&batch.0, &batch.1).unwrap();
    drop(store);
    fs::remove_dir_all(&journal).unwrap();
    fs::create_dir(&journal).unwrap();
    copy_dir(copy.path(), &journal);
    fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let (mut store, state) = open(dir.path()).unwrap();
    assert!(state == office.state);
    office.work(&mut store, 40);
    check_all(&office, &store);
}

#[test]
fn dossiers_are_found_by_any_words_without_accents() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 5, 1200);
    let reader = store.reader();
    let receipt = office
        .events
        .iter()
        .rev()
        .find_map(|event| match &event.event {
            Event::DossierReceived(receipt) if receipt.digest.is_some() => Some(receipt.clone()),
            _ => None,
        })
        .unwrap();
    let person = person(receipt.applicant.0);
    let name: Vec<&str> = person.name.split(' ').collect();
    let by_name = reader.find(&format!("{} {}", name[2].to_lowercase(), name[0]), 1000).unwrap();
    let codes: Vec<&DossierCode> = by_name.iter().map(|dossier| &dossier.code).collect();
    assert!(codes.contains(&&receipt.code));
    assert!(codes.is_sorted_by(|a, b| a > b), "newest first");
    let only = |query: &str| reader.find(query, 10).unwrap().iter().map(|d| d.code.clone()).collect::<Vec<_>>();
    assert_eq!(only(&person.phone), std::slice::from_ref(&receipt.code));
    assert_eq!(only(&format!("+84{}", &person.phone[1..])), std::slice::from_ref(&receipt.code));
    assert_eq!(only(&person.id_number), std::slice::from_ref(&receipt.code));
    let grouped = format!("{} {} {}", &person.phone[..4], &person.phone[4..7], &person.phone[7..]);
    assert_eq!(only(&grouped), std::slice::from_ref(&receipt.code));
    let with = |words: &str| only(&format!("{words} {}", person.id_number));
    for words in ["thon dong", "Đăng ký khai sinh", "1.001193", "sinh Thôn", "khai si"] {
        assert_eq!(with(words), std::slice::from_ref(&receipt.code), "{words}");
    }
    assert_eq!(with("thon tay"), []);
    assert_eq!(only(&receipt.code.0), std::slice::from_ref(&receipt.code));
    assert_eq!(only("không ai tên vậy"), []);
    let telex = with(&format!("Nguyeenx {}", person.id_number));
    assert_eq!(telex, with("Nguyễn"), "the keys of an input method that is off");
    assert_eq!(only("  "), []);
    assert_eq!(reader.find("0", 3).unwrap().len(), 3);
    let newest = reader.find("0", 4).unwrap();
    let others = reader.find_among("0", 3, &|code| *code != newest[0].code).unwrap();
    assert_eq!(others, newest[1..], "what is not wanted takes nobody's place");
    let code = &receipt.code;
    assert_eq!(reader.find_among(&code.0, 3, &|found| found != code).unwrap(), []);
}

#[test]
fn the_dossier_whose_code_was_typed_comes_before_newer_ones_whose_codes_begin_so() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 5, 200);
    let mut receipts = office.events.iter().filter_map(|event| match &event.event {
        Event::DossierReceived(receipt) => Some(receipt.clone()),
        _ => None,
    });
    let last = receipts.next_back().unwrap();
    let old = last.code.clone();
    let longer: Vec<DossierCode> = (0..3).map(|digit| DossierCode(format!("{old}{digit}"))).collect();
    for code in &longer {
        let mut receipt = last.clone();
        (receipt.code, receipt.digest) = (code.clone(), None);
        let batch = (office.record(vec![Event::DossierReceived(receipt)]), Vec::new());
        store.append(&batch.0, &batch.1).unwrap();
        office.remember(&batch, &[]);
    }
    let found = |query: &str, limit| {
        let found = store.reader().find(query, limit).unwrap();
        found.into_iter().map(|dossier| dossier.code).collect::<Vec<_>>()
    };
    let newest_first: Vec<DossierCode> = longer.iter().rev().cloned().collect();
    let all = [vec![old.clone()], newest_first].concat();
    assert_eq!(found(&old.0, 10), all);
    assert_eq!(found(&old.0.to_lowercase(), 10), all, "as it is typed");
    assert_eq!(found(&old.0, 1), std::slice::from_ref(&old), "however few are asked for");
    assert_eq!(found(&old.0, 3), all[..3]);
}

#[test]
fn numbers_are_found_by_each_of_their_beginnings_and_lead_to_whose_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 8, 900);
    let all = |office: &Office| -> Vec<(PersonId, DossierCode)> {
        let received = office.events.iter().filter_map(|event| match &event.event {
            Event::DossierReceived(receipt) => Some((receipt.applicant, receipt.code.clone())),
            _ => None,
        });
        received.collect()
    };
    let dossiers = all(&office);
    let reader = store.reader();
    for (id, person) in office.people.iter().skip(1).step_by(7) {
        for number in [&person.phone, &person.id_number] {
            for end in 1..=number.len() {
                let begins = |id: PersonId| {
                    let other = &office.people.iter().find(|(known, _)| *known == id).unwrap().1;
                    let words = [&other.phone, &other.id_number];
                    words.into_iter().any(|word| word.starts_with(&number[..end]))
                };
                let mut wanted: Vec<_> = dossiers.iter().filter(|(id, _)| begins(*id)).map(|(_, code)| code).collect();
                let found = reader.find(&number[..end], 100_000).unwrap();
                let mut found: Vec<_> = found.iter().filter(|d| begins(d.applicant)).map(|d| &d.code).collect();
                wanted.sort();
                found.sort();
                assert_eq!(found, wanted, "{}", &number[..end]);
            }
        }
        assert_eq!(reader.citizen(&person.id_number).unwrap().map(|(id, _)| id), Some(*id));
    }
    // Known better, in the same moment as one more dossier of hers: both are found by what she says now.
    let (id, before) = office.people[2].clone();
    let now = Person { phone: "0399999999".to_owned(), id_number: "079300000001".to_owned(), ..before.clone() };
    let sealed = Sealed::new(&now).unwrap();
    let batch = (office.record(vec![Event::ApplicantSet { person: id, digest: sealed.digest() }]), vec![(id, sealed)]);
    store.append(&batch.0, &batch.1).unwrap();
    office.remember(&batch, &[]);
    let theirs = dossiers.iter().filter(|(of, _)| *of == id).count();
    assert!(theirs > 0);
    assert_eq!(reader.find("0399999999", 100_000).unwrap().len(), theirs);
    assert_eq!(reader.find(&before.phone, 100_000).unwrap(), []);
    // A number entered for somebody of another name stays that of who had it first.
    let (first, hers) = office.people[4].clone();
    let (second, his) = office.people[3].clone();
    assert_ne!(hers.name, his.name);
    let sealed = Sealed::new(&Person { id_number: hers.id_number.clone(), ..his }).unwrap();
    let event = Event::ApplicantSet { person: second, digest: sealed.digest() };
    let batch = (office.record(vec![event]), vec![(second, sealed)]);
    store.append(&batch.0, &batch.1).unwrap();
    office.remember(&batch, &[]);
    assert_eq!(reader.citizen(&hers.id_number).unwrap().map(|(id, _)| id), Some(first));
    assert_eq!(reader.citizen("079300000001").unwrap(), Some((id, now)));
    assert_eq!(reader.citizen(&before.id_number).unwrap(), None);
}

#[test]
fn days_that_ended_are_in_the_archive() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 6, 600);
    let reader = store.reader();
    let ended: Vec<_> = office
        .events
        .iter()
        .filter_map(|event| if let Event::DayEnded { day, .. } = event.event { Some(day) } else { None })
        .collect();
    assert!(ended.len() > 3);
    assert_eq!(reader.days(ended[0], 100).unwrap(), ended);
    assert_eq!(reader.days(ended[1], 2).unwrap(), ended[1..3]);
    let tickets = reader.tickets(ended[0]).unwrap();
    assert!(tickets.iter().all(motcua::domain::ticket::Ticket::is_over));
    let first = TicketNo { service: service(), number: 1 };
    assert_eq!(reader.ticket(ended[0], first).unwrap().as_ref(), tickets.first());
}

#[test]
fn a_second_process_is_told_who_holds_the_store() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path()).unwrap();
    store.describe("Trung tâm xã Cẩm Trung").unwrap();
    match open(dir.path()) {
        Err(StoreError::Locked { pid, name, since, host }) => {
            assert_eq!(pid, std::process::id().to_string());
            assert_eq!(name, "Trung tâm xã Cẩm Trung");
            assert!(!host.is_empty() && since.starts_with("2026-11"));
        }
        other => panic!("{other:?}"),
    }
    store.close().unwrap();
    open(dir.path()).unwrap();
}

#[test]
fn a_batch_out_of_order_or_without_its_people_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 7, 10);
    let old = office.events[0].clone();
    assert!(matches!(store.append(&[old], &[]), Err(StoreError::OutOfOrder { .. })));
    let batch = loop {
        let batch = office.next();
        if !batch.1.is_empty() {
            break batch;
        }
        store.append(&batch.0, &batch.1).unwrap();
        office.remember(&batch, &[]);
    };
    assert!(matches!(store.append(&batch.0, &[]), Err(StoreError::Encode(_))));
    check_all(&office, &store);
}

#[test]
fn someone_erased_is_gone_everywhere_and_the_chain_still_holds() {
    let dir = tempfile::tempdir().unwrap();
    let place = tempfile::tempdir().unwrap();
    let options = motcua::store::Options { second_place: Some(place.path().to_owned()), ..options() };
    let mut office = Office::new(8);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 300);
    store.copy_to_second_place().unwrap();
    let gone = PersonId(3);
    let phone = person(3).phone;
    assert!(holds(dir.path(), phone.as_bytes()) && holds(place.path(), phone.as_bytes()));
    let dossiers = store.reader().dossiers_of(gone, 100).unwrap();
    assert!(!dossiers.is_empty());
    let papers = dir.path().join("papers");
    fs::create_dir(&papers).unwrap();
    for dossier in &dossiers {
        for name in ["receipt", "control"] {
            fs::write(papers.join(format!("{name}-{}.pdf", dossier.code)), &phone).unwrap();
        }
    }
    fs::write(papers.join(format!("receipt-{}.pdf.part", dossiers[0].code)), &phone).unwrap();
    fs::write(papers.join("receipt-000.00.00.H00-000000-0000.pdf"), "another").unwrap();
    fs::write(papers.join("notes.txt"), "of the centre").unwrap();
    assert!(store.erase(gone, options.now, &mut |_| {}).unwrap());
    assert_eq!(fs::read_dir(&papers).unwrap().count(), 2, "the papers of others stay");
    assert!(!store.erase(gone, options.now, &mut |_| {}).unwrap());
    let reader = store.reader();
    assert_eq!(reader.person(gone).unwrap(), None);
    assert_eq!(reader.find(&phone, 10).unwrap(), []);
    let report = verify(&reader, &mut |_| {});
    assert!(report.ok(), "{:?}", report.problems);
    assert_eq!(report.erased, 1);
    office.people.retain(|(id, _)| *id != gone);
    office.work(&mut store, 30);
    check_all(&office, &store);
    store.close().unwrap();
    assert!(!holds(dir.path(), phone.as_bytes()), "the phone number is still on the disk");
    assert!(!holds(place.path(), phone.as_bytes()), "the phone number is still in the second place");
    let (store, state) = open(dir.path()).unwrap();
    assert!(state == office.state);
    check_all(&office, &store);
}

#[test]
fn whoever_was_entered_last_and_erased_is_not_written_again_with_those_after_her() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 12, 60);
    let (gone, Person { phone, .. }) = office.people.last().unwrap().clone();
    // The keyed copy has her, and waits for more to pack her with.
    assert!(store.reader().person(gone).unwrap().is_some());
    assert!(store.erase(gone, options().now, &mut |_| {}).unwrap());
    office.people.retain(|(id, _)| *id != gone);
    office.work(&mut store, 600);
    check_all(&office, &store);
    let report = verify(&store.reader(), &mut |_| {});
    assert!(report.ok(), "{:?}", report.problems);
    store.close().unwrap();
    assert!(!holds(dir.path(), phone.as_bytes()));
}

fn holds(dir: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(dir).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            holds(&path, bytes)
        } else {
            fs::read(path).unwrap().windows(bytes.len()).any(|part| part == bytes)
        }
    })
}

#[test]
fn no_personal_data_enters_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (office, store) = made(dir.path(), 9, 200);
    drop(store);
    for (_, person) in &office.people {
        for field in [&person.name, &person.phone, &person.id_number] {
            assert!(!holds(&dir.path().join("journal"), field.as_bytes()));
        }
    }
}

#[test]
fn a_keyed_copy_that_fails_is_made_anew_while_saving_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, mut store) = made(dir.path(), 14, 300);
    let reader = store.reader();
    reader.distrust_keyed();
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    while reader.health().keyed.is_some() {
        office.work(&mut store, 1);
        assert!(std::time::Instant::now() < deadline, "not made anew: {:?}", reader.health());
    }
    office.work(&mut store, 20);
    check_all(&office, &store);
    assert!(
        fs::read_dir(dir.path()).unwrap().flatten().any(|e| e.file_name().to_string_lossy().starts_with("sled.bad-"))
    );
}
