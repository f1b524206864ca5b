//! What goes wrong around the engine: the clock, the disk, the end.

use crate::centre::{ask, at, centre, issue, opening, start, until};
use crate::reception::plain;

use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, CounterVerb, DossierVerb, Receive, SetOfficer, Verb};
use motcua::domain::dossier::{CaseRefusal, Means, Payment};
use motcua::domain::ids::Digest;
use motcua::domain::person::Person;
use motcua::domain::published::Trouble;
use motcua::domain::refusal::Refusal;
use motcua::engine::clock::Clock;
use motcua::engine::{Failure, Request};
use motcua::store::files::{DiskFiles, Files, Handle, Space};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[test]
fn a_clock_set_back_an_hour_never_turns_time_back() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let before = ask(&hub, issue('A')).unwrap().events;
    clock.set(opening().plus(-3600));
    let after = ask(&hub, issue('A')).unwrap();
    assert!(after.events[0].at >= before[0].at);
    assert_eq!(after.published.troubles, [Trouble::ClockBehind(3600)]);
    assert!(hub.now() >= before[0].at);
    clock.set(opening().plus(60));
    assert!(ask(&hub, issue('A')).unwrap().published.troubles.is_empty());
    hub.stop();
}

#[test]
fn no_text_about_a_dossier_names_its_applicant_whichever_way_it_comes() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let mut request = Request::new(Actor::Administrator, Verb::Receive(Box::new(plain("1.004873"))));
    request.person = Some(Person { name: "Nguyễn Văn An".to_owned(), ..Person::default() });
    let received = hub.submit_blocking(request).unwrap();
    let dossier = received.published.state.dossiers.keys().next().unwrap().clone();
    let asks = |item: &str, reason: &str| {
        let verb = DossierVerb::AskSupplement { items: vec![item.to_owned()], reason: reason.to_owned() };
        ask(&hub, Verb::About { dossier: dossier.clone(), counter: None, verb })
    };
    for (item, reason) in [("giấy ly hôn của nguyen van an", "thiếu"), ("giấy ly hôn", "Văn An quên")] {
        let refused = asks(item, reason).unwrap_err();
        assert!(matches!(refused, Failure::Refused(Refusal::ReasonPersonal)), "{refused:?}");
    }
    asks("giấy ly hôn", "thiếu").unwrap();
    hub.stop();
}

#[test]
fn no_number_of_a_paper_and_no_code_is_the_applicant_s_own() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let receive = |foreign: &str| {
        let wish = Receive { foreign: Some(foreign.to_owned()), ..plain("1.004873") };
        let mut request = Request::new(Actor::Administrator, Verb::Receive(Box::new(wish)));
        let (name, phone, id_number) = ("Nguyễn Văn An", "0912345678", "042199001234");
        let [name, phone, id_number] = [name, phone, id_number].map(str::to_owned);
        request.person = Some(Person { name, phone, id_number, ..Person::default() });
        hub.submit_blocking(request)
    };
    for foreign in ["CCCD-042199001234", "NguyenVanAn-1", "T-84912345678"] {
        let refused = receive(foreign).unwrap_err();
        let personal = Refusal::Dossier(CaseRefusal::NumberPersonal);
        assert!(matches!(&refused, Failure::Refused(why) if *why == personal), "{foreign}: {refused:?}");
    }
    let received = receive("000.00.00.H27-261123-0042").unwrap();
    let dossier = received.published.state.dossiers.keys().next().unwrap().clone();
    let pays = |number: &str| {
        let payment = Payment::Taken { amount: 1000, means: Means::Cash, number: number.to_owned() };
        ask(&hub, Verb::About { dossier: dossier.clone(), counter: None, verb: DossierVerb::Pay(payment) })
    };
    for number in ["0421-9900-1234", "091.234.5678", "NguyễnVănAn"] {
        let refused = pays(number).unwrap_err();
        let personal = Refusal::Dossier(CaseRefusal::NumberPersonal);
        assert!(matches!(&refused, Failure::Refused(why) if *why == personal), "{number}: {refused:?}");
    }
    pays("00123456").unwrap();
    hub.stop();
}

#[test]
fn the_day_ends_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    ask(&hub, issue('A')).unwrap();
    clock.set(opening().plus(86_400));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let answer = runtime.block_on(hub.tick()).unwrap();
    assert!(answer.published.state.tickets.is_empty());
    assert_eq!(hub.reader().tickets(opening().day()).unwrap().len(), 1, "yesterday's ticket is in the archive");
    hub.stop();
}

/// A disk whose free space the test sets.
#[derive(Debug)]
struct Filling {
    disk: DiskFiles,
    free: Arc<AtomicU64>,
}

impl Files for Filling {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.disk.create(path)
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.disk.open(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.disk.read(path)
    }
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.disk.create_dir(path)
    }
    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        self.disk.list(dir)
    }
    fn exists(&self, path: &Path) -> bool {
        self.disk.exists(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.disk.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.disk.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.disk.sync_dir(dir)
    }
    fn space(&self, _: &Path) -> io::Result<Space> {
        Ok(Space { free: self.free.load(Ordering::SeqCst), total: 1 << 40 })
    }
}

#[test]
fn a_full_disk_saves_nothing_reads_on_and_goes_on_by_itself() {
    let dir = tempfile::tempdir().unwrap();
    let free = Arc::new(AtomicU64::new(1 << 40));
    let files = Arc::new(Filling { disk: DiskFiles, free: Arc::clone(&free) });
    let hub = start(dir.path(), Clock::manual(opening()), |options| options.files = files);
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    ask(&hub, issue('A')).unwrap();
    at(&hub, 1, CounterVerb::Open { officer: None }).unwrap();
    free.store(1 << 20, Ordering::SeqCst);
    match at(&hub, 1, CounterVerb::CallNext) {
        Err(Failure::NotSaved(error)) => assert!(error.is_full()),
        other => panic!("{other:?}"),
    }
    let published = hub.now_published();
    assert_eq!(published.troubles, [Trouble::DiskFull]);
    assert_eq!(published.state.waiting().count(), 1, "what was not saved did not happen");
    free.store(1 << 40, Ordering::SeqCst);
    let answer = at(&hub, 1, CounterVerb::CallNext).unwrap();
    assert!(answer.published.troubles.is_empty());
    hub.stop();
}

#[test]
fn a_stopped_hub_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |_| {});
    hub.stop();
    assert!(matches!(ask(&hub, issue('A')), Err(Failure::Stopped)));
}

#[test]
fn old_damage_and_a_backup_that_fails_are_published_by_themselves() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |options| options.segment_bytes = 4 << 10);
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    for _ in 0..60 {
        ask(&hub, issue('A')).unwrap();
    }
    hub.stop();
    let segment = dir.path().join("journal/00000000000000000001.log");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[200] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let away = dir.path().join("stick");
    let hub = start(dir.path(), Clock::manual(opening()), |options| {
        options.second_place = Some(away.clone());
        options.patrol = Some(Duration::from_millis(1));
    });
    until(&hub, |published| published.troubles == [Trouble::Damaged, Trouble::NotCopied]);
    ask(&hub, issue('A')).unwrap();
    assert_eq!(
        hub.now_published().troubles,
        [Trouble::Damaged, Trouble::NotCopied],
        "saving goes on, and it stays told"
    );
    hub.stop();
}

#[test]
fn a_hub_starts_on_a_full_disk_even_without_the_keyed_copy() {
    let dir = tempfile::tempdir().unwrap();
    let hub = start(dir.path(), Clock::manual(opening()), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let person = Person { name: "Trần Thị Mỹ Lệ".into(), ..Person::default() };
    let wanted = SetOfficer {
        id: None,
        digest: Some(Digest([0; 32])),
        role: Role::Administrator,
        skills: [].into(),
        has_pin: false,
        active: true,
    };
    let wish = Request::new(Actor::Administrator, Verb::SetOfficer(wanted));
    hub.submit_blocking(wish.with_person(Some(person))).unwrap();
    hub.stop();
    std::fs::remove_dir_all(dir.path().join("sled")).unwrap();
    let free = Arc::new(AtomicU64::new(1 << 20));
    let files = Arc::new(Filling { disk: DiskFiles, free: Arc::clone(&free) });
    let hub = start(dir.path(), Clock::manual(opening()), |options| options.files = files);
    let published = hub.now_published();
    let officer = published.state.officers.values().next().unwrap();
    assert_eq!(published.name(officer.person), "Trần Thị Mỹ Lệ");
    assert!(matches!(ask(&hub, issue('A')), Err(Failure::NotSaved(_))));
    free.store(1 << 40, Ordering::SeqCst);
    ask(&hub, issue('A')).unwrap();
    hub.stop();
}

#[test]
fn whoever_was_to_be_erased_when_the_hub_was_cut_off_is_erased_at_the_next_start() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(opening());
    let hub = start(dir.path(), clock.clone(), |_| {});
    ask(&hub, Verb::Configure(Box::new(centre()))).unwrap();
    let known =
        Person { name: "Trần Thị Mỹ Lệ".to_owned(), id_number: "040199001234".to_owned(), ..Person::default() };
    let wish = Request::new(
        Actor::Administrator,
        Verb::SetApplicant { person: None, fields: Vec::new(), digest: Digest([0; 32]) },
    );
    hub.submit_blocking(wish.with_person(Some(known))).unwrap();
    let (person, _) = hub.reader().citizen("040199001234").unwrap().unwrap();
    // Decided, and the plug pulled before it was done.
    ask(&hub, Verb::ErasePerson { person, ended: None, reason: "Theo đề nghị".to_owned() }).unwrap();
    assert!(hub.reader().person(person).unwrap().is_some());
    hub.stop();
    let hub = start(dir.path(), clock, |_| {});
    assert_eq!(hub.reader().person(person).unwrap(), None);
    assert_eq!(hub.reader().citizen("040199001234").unwrap(), None);
    hub.stop();
}
