//! A full disk: nothing is saved and that is said, reading goes on, and with room again so does writing, by itself.

use crate::office::{Office, options};
use crate::whole::check_all;
use motcua::store::files::{DiskFiles, Files, Handle, Space};
use motcua::store::{Options, Store, StoreError, repair, verify};
use motcua::text::words::{Language, Words};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The disk of this computer, with as much room as the test says.
#[derive(Debug)]
struct Tight {
    free: AtomicU64,
    writes_fail: Arc<AtomicBool>,
}

#[derive(Debug)]
struct TightFile(Box<dyn Handle>, Arc<AtomicBool>);

impl Tight {
    fn gate(&self) -> io::Result<()> {
        if self.writes_fail.load(Ordering::SeqCst) { Err(ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

impl Files for Tight {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.gate()?;
        Ok(Box::new(TightFile(DiskFiles.create(path)?, Arc::clone(&self.writes_fail))))
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(TightFile(DiskFiles.open(path)?, Arc::clone(&self.writes_fail))))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskFiles.read(path)
    }
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        DiskFiles.create_dir(path)
    }
    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        DiskFiles.list(dir)
    }
    fn exists(&self, path: &Path) -> bool {
        DiskFiles.exists(path)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        DiskFiles.rename(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        DiskFiles.remove(path)
    }
    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        DiskFiles.sync_dir(dir)
    }
    fn space(&self, _dir: &Path) -> io::Result<Space> {
        Ok(Space { free: self.free.load(Ordering::SeqCst), total: 100 << 30 })
    }
}

impl Handle for TightFile {
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if self.1.load(Ordering::SeqCst) {
            self.0.write_at(offset, &bytes[..bytes.len() / 2])?;
            return Err(ErrorKind::StorageFull.into());
        }
        self.0.write_at(offset, bytes)
    }
    fn truncate(&self, len: u64) -> io::Result<()> {
        self.0.truncate(len)
    }
    fn reserve(&self, len: u64) -> io::Result<()> {
        if self.1.load(Ordering::SeqCst) { Err(ErrorKind::StorageFull.into()) } else { self.0.reserve(len) }
    }
    fn sync(&self) -> io::Result<()> {
        self.0.sync()
    }
}

#[test]
fn below_the_floor_nothing_is_written_and_with_room_it_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Arc::new(Tight { free: AtomicU64::new(50 << 30), writes_fail: Arc::default() });
    let options = Options { floor: None, files: Arc::clone(&disk) as Arc<dyn Files>, ..options() };
    let mut office = Office::new(21);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 60);
    // 5 % of 100 GiB, held to at most 1 GiB.
    disk.free.store((1 << 30) - 1, Ordering::SeqCst);
    let batch = office.next();
    let error = store.append(&batch.0, &batch.1).unwrap_err();
    assert!(error.is_full() && !error.is_damage());
    let said = Words::of(Language::Vi).say(&error);
    assert!(said.starts_with("Chưa lưu: ổ đĩa đầy") && said.contains("còn 1023 MB"), "{said}");
    check_all(&office, &store);
    disk.free.store(1 << 30, Ordering::SeqCst);
    store.append(&batch.0, &batch.1).unwrap();
    let people: Vec<_> = batch.1.iter().map(|(id, _)| crate::office::person(id.0)).collect();
    office.remember(&batch, &people);
    office.work(&mut store, 20);
    check_all(&office, &store);
}

#[test]
fn writes_that_fail_half_way_leave_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let fail = Arc::new(AtomicBool::new(false));
    let disk = Tight { free: AtomicU64::new(u64::MAX), writes_fail: Arc::clone(&fail) };
    let options = Options { files: Arc::new(disk), ..options() };
    let mut office = Office::new(22);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    for _ in 0..100 {
        office.work(&mut store, 3);
        let batch = office.clone().next();
        if batch.0.is_empty() {
            continue;
        }
        fail.store(true, Ordering::SeqCst);
        assert!(matches!(store.append(&batch.0, &batch.1), Err(StoreError::DiskFull { .. })));
        fail.store(false, Ordering::SeqCst);
    }
    check_all(&office, &store);
    drop(store);
    let (store, state) = crate::office::open(dir.path()).unwrap();
    assert!(state == office.state);
    check_all(&office, &store);
}

#[test]
fn on_a_full_disk_the_second_copy_stays_and_the_disk_is_blamed() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Arc::new(Tight { free: AtomicU64::new(50 << 30), writes_fail: Arc::default() });
    let options = Options { floor: None, files: Arc::clone(&disk) as Arc<dyn Files>, ..options() };
    let mut office = Office::new(23);
    let (mut store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    office.work(&mut store, 60);
    disk.free.store(1 << 20, Ordering::SeqCst);
    // A keyed copy that fails, and no room for another one.
    store.reader().distrust_keyed();
    store.close().unwrap();
    let sled = dir.path().join("sled");
    let names = |dir: &Path| DiskFiles.list(dir).unwrap();
    let kept = |dir: &Path| dir.join("sled").exists() && !names(dir).iter().any(|name| name.contains(".bad-"));
    assert!(kept(dir.path()), "{:?}", names(dir.path()));
    // One that must be made anew.
    std::fs::remove_dir_all(&sled).unwrap();
    std::fs::write(&sled, b"no directory").unwrap();
    let (store, state) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    assert!(state == office.state);
    let problems = verify(&store.reader(), &mut |_| {}).problems;
    assert!(!problems.is_empty() && problems.iter().all(StoreError::is_full), "{problems:?}");
    assert!(problems.iter().all(|problem| !problem.is_damage()));
    store.close().unwrap();
    assert!(kept(dir.path()), "{:?}", names(dir.path()));
    assert!(repair(dir.path(), &options, &mut |_| {}).unwrap_err().is_full());
    assert!(kept(dir.path()), "{:?}", names(dir.path()));
    disk.free.store(50 << 30, Ordering::SeqCst);
    let (store, _) = Store::open(dir.path(), &options, &mut |_| {}).unwrap();
    check_all(&office, &store);
}
