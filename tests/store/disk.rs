//! A disk worse than any real one: what was not synced is dropped, torn or reordered when the power goes, a failed sync
//! forgets what it did not write, and it can run out of room or fail at any write.

use crate::random::Random;
use motcua::store::files::{Files, Handle, Space};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

const SECTOR: usize = 512;

#[derive(Clone, Debug)]
pub struct SimDisk(Arc<Mutex<Disk>>);

#[derive(Debug)]
struct Disk {
    random: Random,
    inodes: Vec<Inode>,
    names: BTreeMap<PathBuf, usize>,
    dirs: Vec<PathBuf>,
    durable_names: BTreeMap<PathBuf, usize>,
    unsynced_names: Vec<Naming>,
    /// Operations until the power goes; `None` never.
    fuse: Option<usize>,
    /// Failures in a hundred writes and syncs.
    pub failing: usize,
    pub free: u64,
    off: bool,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    now: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Debug)]
enum Naming {
    Link(PathBuf, usize),
    Unlink(PathBuf),
    Rename(PathBuf, PathBuf, usize),
}

#[derive(Debug)]
struct SimFile {
    disk: SimDisk,
    inode: usize,
}

impl SimDisk {
    pub fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Disk {
            random: Random::new(seed),
            inodes: Vec::new(),
            names: BTreeMap::new(),
            dirs: vec![PathBuf::from("/")],
            durable_names: BTreeMap::new(),
            unsynced_names: Vec::new(),
            fuse: None,
            failing: 0,
            free: 1 << 40,
            off: false,
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap()
    }

    /// The power goes at the `operations`-th change from now.
    pub fn cut_after(&self, operations: usize) {
        self.lock().fuse = Some(operations);
    }

    pub fn fail(&self, percent: usize) {
        self.lock().failing = percent;
    }

    pub fn is_off(&self) -> bool {
        self.lock().off
    }

    /// What a disk holds after the power came back.
    pub fn after_power_cut(&self) -> Self {
        let mut disk = self.lock();
        let mut random = Random::new(disk.random.next());
        let mut names = disk.durable_names.clone();
        for naming in &disk.unsynced_names {
            if random.chance(50) {
                naming.apply(&mut names);
            }
        }
        let mut inodes = disk.inodes.clone();
        for inode in &mut inodes {
            let mut left = std::mem::take(&mut inode.unsynced);
            while !left.is_empty() {
                let index = random.below(left.len());
                let change = left.swap_remove(index);
                inode.keep_some(change, &mut random);
            }
            inode.now.clone_from(&inode.durable);
        }
        let dirs = disk.dirs.clone();
        Self(Arc::new(Mutex::new(Disk {
            random,
            inodes,
            durable_names: names.clone(),
            names,
            dirs,
            unsynced_names: Vec::new(),
            fuse: None,
            failing: 0,
            free: 1 << 40,
            off: false,
        })))
    }
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Link(path, inode) => {
                names.insert(path.clone(), *inode);
            }
            Self::Unlink(path) => {
                names.remove(path);
            }
            Self::Rename(from, to, inode) => {
                names.remove(from);
                names.insert(to.clone(), *inode);
            }
        }
    }

    fn is_in(&self, dir: &Path) -> bool {
        match self {
            Self::Link(path, _) | Self::Unlink(path) | Self::Rename(path, ..) => path.parent() == Some(dir),
        }
    }
}

impl Inode {
    /// A write reaches the disk sector by sector: each whole, not at all, or its first bytes only.
    fn keep_some(&mut self, change: Change, random: &mut Random) {
        let (start, bytes) = match change {
            Change::Length(len) => {
                if random.chance(50) {
                    self.durable.resize(len, 0);
                }
                return;
            }
            Change::Write(start, bytes) => (start, bytes),
        };
        let all = random.below(4);
        let mut at = start;
        while at < start + bytes.len() {
            let end = ((at / SECTOR + 1) * SECTOR).min(start + bytes.len());
            let kept = match all {
                0 => end - at,
                1 => 0,
                _ if random.chance(45) => end - at,
                _ if random.chance(30) => random.below(end - at),
                _ => 0,
            };
            if kept > 0 {
                put(&mut self.durable, at, &bytes[at - start..at - start + kept]);
            }
            at = end;
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    if bytes.len() < at + new.len() {
        bytes.resize(at + new.len(), 0);
    }
    bytes[at..at + new.len()].copy_from_slice(new);
}

impl Disk {
    /// Every change to the disk passes here: the power may go, a fault may strike.
    fn step(&mut self) -> io::Result<()> {
        if self.off {
            return Err(io::Error::other("the power is off"));
        }
        if let Some(fuse) = &mut self.fuse {
            *fuse = fuse.saturating_sub(1);
            if *fuse == 0 {
                self.off = true;
                return Err(io::Error::other("the power went"));
            }
        }
        Ok(())
    }

    fn fault(&mut self) -> io::Result<()> {
        let failing = self.failing;
        if !self.random.chance(failing) {
            return Ok(());
        }
        Err(if self.random.chance(50) { ErrorKind::StorageFull.into() } else { io::Error::other("injected EIO") })
    }

    fn find(&self, path: &Path) -> io::Result<usize> {
        if self.off {
            return Err(io::Error::other("the power is off"));
        }
        self.names.get(path).copied().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

impl Files for SimDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut disk = self.lock();
        disk.step()?;
        disk.fault()?;
        if disk.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let inode = disk.inodes.len();
        disk.inodes.push(Inode::default());
        disk.names.insert(path.to_owned(), inode);
        disk.unsynced_names.push(Naming::Link(path.to_owned(), inode));
        Ok(Box::new(SimFile { disk: self.clone(), inode }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let inode = self.lock().find(path)?;
        Ok(Box::new(SimFile { disk: self.clone(), inode }))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let disk = self.lock();
        let inode = disk.find(path)?;
        Ok(disk.inodes[inode].now.clone())
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.lock();
        disk.step()?;
        if !disk.dirs.iter().any(|dir| dir == path) {
            disk.dirs.push(path.to_owned());
        }
        Ok(())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let disk = self.lock();
        let inside = disk.names.keys().filter(|path| path.parent() == Some(dir));
        Ok(inside.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect())
    }

    fn exists(&self, path: &Path) -> bool {
        let disk = self.lock();
        disk.names.keys().any(|name| name.starts_with(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut disk = self.lock();
        disk.step()?;
        disk.fault()?;
        let moved: Vec<(PathBuf, usize)> = disk
            .names
            .iter()
            .filter(|(path, _)| path.starts_with(from))
            .map(|(path, inode)| (path.clone(), *inode))
            .collect();
        if moved.is_empty() {
            return Err(ErrorKind::NotFound.into());
        }
        let directory = !disk.names.contains_key(from);
        for (old, inode) in moved {
            let rest = old.strip_prefix(from).unwrap();
            let new = if rest.as_os_str().is_empty() { to.to_owned() } else { to.join(rest) };
            let naming = Naming::Rename(old, new, inode);
            naming.apply(&mut disk.names);
            // The name of a directory is one entry: all of its files move at once, and the caller syncs above it.
            if directory { naming.apply(&mut disk.durable_names) } else { disk.unsynced_names.push(naming) }
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut disk = self.lock();
        disk.step()?;
        let gone: Vec<PathBuf> = disk.names.keys().filter(|name| name.starts_with(path)).cloned().collect();
        for name in gone {
            disk.names.remove(&name);
            disk.unsynced_names.push(Naming::Unlink(name));
        }
        Ok(())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut disk = self.lock();
        disk.step()?;
        disk.fault()?;
        let all = std::mem::take(&mut disk.unsynced_names);
        for naming in all {
            if naming.is_in(dir) {
                naming.apply(&mut disk.durable_names);
            } else {
                disk.unsynced_names.push(naming);
            }
        }
        Ok(())
    }

    fn space(&self, _dir: &Path) -> io::Result<Space> {
        let free = self.lock().free;
        Ok(Space { free, total: 1 << 40 })
    }
}

impl Handle for SimFile {
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut disk = self.disk.lock();
        let at = usize::try_from(offset).unwrap();
        let before = disk.step();
        let fault = disk.fault();
        // A write that fails, and one in flight when the power goes, may have done a part of its work.
        let done = if before.is_err() || fault.is_err() { disk.random.below(bytes.len() + 1) } else { bytes.len() };
        let inode = &mut disk.inodes[self.inode];
        put(&mut inode.now, at, &bytes[..done]);
        inode.unsynced.push(Change::Write(at, bytes[..done].to_vec()));
        before?;
        fault
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        let mut disk = self.disk.lock();
        disk.step()?;
        let len = usize::try_from(len).unwrap();
        let inode = &mut disk.inodes[self.inode];
        inode.now.resize(len, 0);
        inode.unsynced.push(Change::Length(len));
        Ok(())
    }

    fn reserve(&self, len: u64) -> io::Result<()> {
        let mut disk = self.disk.lock();
        disk.step()?;
        let len = usize::try_from(len).unwrap();
        let inode = &mut disk.inodes[self.inode];
        if inode.now.len() < len {
            inode.now.resize(len, 0);
            inode.unsynced.push(Change::Length(len));
        }
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut disk = self.disk.lock();
        disk.step()?;
        let fault = disk.fault();
        let mut random = Random::new(disk.random.next());
        let inode = &mut disk.inodes[self.inode];
        for change in std::mem::take(&mut inode.unsynced) {
            match change {
                // What a failed sync did not write is forgotten: the pages count as clean from then on.
                change if fault.is_err() => inode.keep_some(change, &mut random),
                Change::Write(at, bytes) => put(&mut inode.durable, at, &bytes),
                Change::Length(len) => inode.durable.resize(len, 0),
            }
        }
        fault
    }
}
