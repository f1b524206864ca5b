//! The disk of this computer without the syncs: for what nobody keeps, such as days that are only played.

use super::files::{DiskFiles, Files, Handle, Space};
use std::io;
use std::path::Path;

/// [`DiskFiles`], but nothing is certain to survive a power cut.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnsyncedFiles(DiskFiles);

#[derive(Debug)]
struct Unsynced(Box<dyn Handle>);

impl Files for UnsyncedFiles {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(Unsynced(self.0.create(path)?)))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(Unsynced(self.0.open(path)?)))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.read(path)
    }

    fn read_part(&self, path: &Path, from: u64, most: usize) -> io::Result<Vec<u8>> {
        self.0.read_part(path, from, most)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.0.create_dir(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        self.0.list(dir)
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.exists(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.0.remove(path)
    }

    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn space(&self, dir: &Path) -> io::Result<Space> {
        self.0.space(dir)
    }
}

impl Handle for Unsynced {
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.0.write_at(offset, bytes)
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        self.0.truncate(len)
    }

    fn reserve(&self, len: u64) -> io::Result<()> {
        self.0.reserve(len)
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}
