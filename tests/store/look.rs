//! A data directory that cannot be written is looked at: everything in the logs is there, and not one byte changes.
//! The tests may run as root, whom no permission stops; so the disk itself refuses here.

use crate::office::{Office, open, options};
use motcua::store::files::{DiskFiles, Files, Handle, Space};
use motcua::store::{Options, Store, StoreError, repair, verify};
use motcua::text::words::{Language, Words};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The disk of this computer, which takes nothing.
#[derive(Debug)]
struct Sealed;

fn refused<T>() -> io::Result<T> {
    Err(ErrorKind::ReadOnlyFilesystem.into())
}

impl Files for Sealed {
    fn create(&self, _path: &Path) -> io::Result<Box<dyn Handle>> {
        refused()
    }
    fn open(&self, _path: &Path) -> io::Result<Box<dyn Handle>> {
        refused()
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskFiles.read(path)
    }
    fn create_dir(&self, _path: &Path) -> io::Result<()> {
        refused()
    }
    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        DiskFiles.list(dir)
    }
    fn exists(&self, path: &Path) -> bool {
        DiskFiles.exists(path)
    }
    fn rename(&self, _from: &Path, _to: &Path) -> io::Result<()> {
        refused()
    }
    fn remove(&self, _path: &Path) -> io::Result<()> {
        refused()
    }
    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        refused()
    }
    fn space(&self, dir: &Path) -> io::Result<Space> {
        DiskFiles.space(dir)
    }
}

/// Every file under a directory with its bytes.
fn all(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(all(&entry.path()));
        } else {
            found.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn looking_finds_everything_in_the_logs_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let sealed = Options { files: Arc::new(Sealed), ..options() };
    let mut office = Office::new(91);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 120);
    let error = Store::look(dir.path(), &sealed, &mut |_| {}).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    drop(store);
    let before = all(dir.path());
    assert!(Store::open(dir.path(), &sealed, &mut |_| {}).unwrap_err().is_unwritable());
    // That wrote its note into the lock.
    for (path, bytes) in &before {
        fs::write(path, bytes).unwrap();
    }
    let (mut store, state) = Store::look(dir.path(), &sealed, &mut |_| {}).unwrap();
    assert!(state == office.state);
    let reader = store.reader();
    assert!(reader.is_read_only());
    for (id, person) in &office.people {
        assert_eq!(reader.person(*id).unwrap().as_ref(), Some(person));
    }
    let mut events = Vec::new();
    reader
        .events(1, |event, _| {
            events.push(event.clone());
            Ok(true)
        })
        .unwrap();
    assert!(events == office.events);
    let report = verify(&reader, &mut |_| {});
    assert!(report.ok() && report.events == state.seq, "{:?}", report.problems);
    let batch = office.next();
    let error = store.append(&batch.0, &batch.1).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }) && !error.is_damage(), "{error}");
    assert!(matches!(reader.find("dao", 5), Err(StoreError::ReadOnly { .. })));
    let said = Words::of(Language::Vi).say(&error);
    assert!(said.contains("chỉ xem được") && said.ends_with('.'), "{said}");
    store.close().unwrap();
    assert!(all(dir.path()) == before, "something was written");
}

#[test]
fn looking_says_what_is_damaged() {
    let dir = tempfile::tempdir().unwrap();
    let sealed = Options { files: Arc::new(Sealed), ..options() };
    let mut office = Office::new(92);
    let (mut store, _) = open(dir.path()).unwrap();
    office.work(&mut store, 120);
    store.close().unwrap();
    let vault = dir.path().join("people/00000000000000000001.log");
    let mut bytes = fs::read(&vault).unwrap();
    bytes[300] ^= 1;
    fs::write(&vault, bytes).unwrap();
    assert!(Store::look(dir.path(), &sealed, &mut |_| {}).unwrap_err().is_damage());
    repair(dir.path(), &options(), &mut |_| {}).unwrap();
    let (_, state) = Store::look(dir.path(), &sealed, &mut |_| {}).unwrap();
    assert!(state == office.state);
}
