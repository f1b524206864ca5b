//! The file layer: the few things the logs ask of a disk, so that tests can put a worse one underneath.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Room on the disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Free for this user.
    pub free: u64,
    /// Of the whole disk.
    pub total: u64,
}

/// A disk. Nothing is certain to survive a power cut until it was synced: a file's bytes by [`Handle::sync`], its
/// name by [`Files::sync_dir`] of the directory it stands in.
pub trait Files: Send + Sync + fmt::Debug {
    /// Makes a file that must not exist yet.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// Opens a file that exists, for reading and writing.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// All bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The bytes of a file from `from` on, at most `most` of them; none after its end.
    fn read_part(&self, path: &Path, from: u64, most: usize) -> io::Result<Vec<u8>> {
        let bytes = self.read(path)?;
        let from = usize::try_from(from).map_or(bytes.len(), |from| from.min(bytes.len()));
        Ok(bytes[from..from.saturating_add(most).min(bytes.len())].to_vec())
    }
    /// Makes a directory; one that exists is fine.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// The names in a directory, in order; none when it does not exist.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// Whether there is a file or directory of that name.
    fn exists(&self, path: &Path) -> bool;
    /// Gives a file or directory another name in place of whatever file had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a directory with all its files.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a directory survive a power cut.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Room where `dir` lives.
    fn space(&self, dir: &Path) -> io::Result<Space>;
}

/// An open file.
pub trait Handle: Send + Sync + fmt::Debug {
    /// Writes all of `bytes` at `offset`.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts or lengthens (with zeros) the file to `len` bytes.
    fn truncate(&self, len: u64) -> io::Result<()>;
    /// Takes the blocks for `len` bytes and makes the file that long; new bytes read as zeros.
    fn reserve(&self, len: u64) -> io::Result<()>;
    /// Makes everything written so far survive a power cut (`fdatasync`).
    fn sync(&self) -> io::Result<()>;
}

/// The disk of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFiles;

#[derive(Debug)]
struct DiskFile(File);

impl Files for DiskFiles {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        Ok(Box::new(DiskFile(file)))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(DiskFile(OpenOptions::new().read(true).write(true).open(path)?)))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn read_part(&self, path: &Path, from: u64, most: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::with_capacity(most);
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(dir) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    fn space(&self, dir: &Path) -> io::Result<Space> {
        let room = rustix::fs::statvfs(dir)?;
        Ok(Space {
            free: room.f_bavail.saturating_mul(room.f_frsize),
            total: room.f_blocks.saturating_mul(room.f_frsize),
        })
    }
}

impl Handle for DiskFile {
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all_at(bytes, offset)
    }

    fn truncate(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn reserve(&self, len: u64) -> io::Result<()> {
        if self.0.metadata()?.len() > len {
            return Ok(());
        }
        #[cfg(target_os = "linux")]
        match rustix::fs::fallocate(&self.0, rustix::fs::FallocateFlags::empty(), 0, len) {
            Ok(()) => return Ok(()),
            // Some file systems (and network folders) cannot reserve; the write itself then says when there is no room.
            Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => {}
            Err(error) => return Err(error.into()),
        }
        self.0.set_len(len)
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// Copies `from` to `to` through a temporary name, reads the copy back, and only then gives it its name.
///
/// # Errors
/// The system's error, or `InvalidData` when what was read back differs.
pub fn copy_whole(files: &dyn Files, bytes: &[u8], to: &Path) -> io::Result<()> {
    let partial = partial_name(to);
    if files.exists(&partial) {
        files.remove(&partial)?;
    }
    let handle = files.create(&partial)?;
    handle.write_at(0, bytes)?;
    handle.sync()?;
    drop(handle);
    if blake3::hash(&files.read(&partial)?) != blake3::hash(bytes) {
        return Err(io::Error::new(ErrorKind::InvalidData, "the copy reads back differently"));
    }
    files.rename(&partial, to)?;
    to.parent().map_or(Ok(()), |dir| files.sync_dir(dir))
}

/// The name a file has until it is whole.
pub fn partial_name(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    path.with_file_name(name)
}
