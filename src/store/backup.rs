//! One file that holds a whole store, and making a store from it.
//!
//! Little endian: magic `motcuaB\n`, format `u32` and the CRC-32C of these 12 bytes (formats 1 and 2 had none); then for each segment the length of its name `u16`, its name
//! (`journal/….log`, `people/….log`), its length `u64` and its bytes up to the last durable record; in the same way the
//! files beside the store (`centre.toml`, `forms/receipt.toml`, …), if there are any (format 1 had none, the templates
//! came with 4); then a name of length 0; then blake3 (32) of everything before. The keyed copy is not in it: it is made anew.

use super::beside::{self, Placed};
use super::error::{Damage, StoreError};
use super::files::{DiskFiles, Files, partial_name};
use super::journal::segment::{self, Kind};
use super::journal::{Log, view};
use super::reader::Reader;
use super::replay::Durable;
use super::shared::{JOURNAL, SLED};
use super::{people, version};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"motcuaB\n";
const FORMAT: u32 = 4;
/// From this format on the header has a checksum.
const CHECKED: u32 = 3;

/// Takes the name and the bytes of a file.
type Each<'a> = dyn FnMut(&str, &[u8]) -> Result<(), StoreError> + 'a;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Events in it.
    pub events: u64,
    /// Whether people are in it.
    pub people: bool,
    /// The files beside the store, and where a restore put them.
    pub beside: Vec<(&'static str, Placed)>,
}

/// Writes everything that is durable now to the file `to`, checking all of it on the way; the writer may go on
/// meanwhile. Reads the file back before it gets its name.
///
/// # Errors
/// Damage of a log, or the system's error; a file that was there before stays as it was.
pub fn backup(reader: &Reader, to: &Path, with_people: bool) -> Result<Kept, StoreError> {
    let partial = partial_name(to);
    write(reader, to, &partial, with_people).inspect_err(|_| {
        // Half a backup helps nobody, and takes the room that was too little.
        let _ = fs::remove_file(&partial);
    })
}

fn write(reader: &Reader, to: &Path, partial: &Path, with_people: bool) -> Result<Kept, StoreError> {
    let io = |error| StoreError::io(partial, error);
    let shared = &reader.0;
    // The vault second: it then has at least everyone whom the journal names.
    let journal = shared.journal();
    let vault = with_people.then(|| shared.vault());
    let mut out = Hashing::new(BufWriter::new(File::create(partial).map_err(io)?));
    let header = |out: &mut Hashing<_>| {
        out.put(MAGIC)?;
        out.put(&FORMAT.to_le_bytes())?;
        out.put(&head_sum(FORMAT).to_le_bytes())
    };
    header(&mut out).map_err(io)?;
    write_log(&mut out, partial, &journal, Kind::Journal, JOURNAL)?;
    if let Some(vault) = &vault {
        write_log(&mut out, partial, vault, Kind::People, people::DIR)?;
    }
    let beside = beside::present(&DiskFiles, &shared.root)?;
    for (name, bytes) in &beside {
        out.put_file(name, bytes).map_err(io)?;
    }
    let finish = |mut out: Hashing<BufWriter<File>>| {
        out.put(&0_u16.to_le_bytes())?;
        let hash = out.hasher.finalize();
        out.inner.write_all(hash.as_bytes())?;
        let file = out.inner.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    };
    finish(out).map_err(io)?;
    read(partial, &mut |_, _| Ok(()))?;
    fs::rename(partial, to).map_err(io)?;
    let above = to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    DiskFiles.sync_dir(above).map_err(|error| StoreError::io(above, error))?;
    let beside = beside.into_iter().map(|(name, _)| (name, Placed::There)).collect();
    Ok(Kept { events: journal.view.until() - 1, people: with_people, beside })
}

fn head_sum(format: u32) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(MAGIC), &format.to_le_bytes())
}

struct Hashing<W> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Hashing<W> {
    fn new(inner: W) -> Self {
        Self { inner, hasher: blake3::Hasher::new() }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.inner.write_all(bytes)
    }

    fn put_file(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.put(&u16::try_from(name.len()).unwrap_or(0).to_le_bytes())?;
        self.put(name.as_bytes())?;
        self.put(&(bytes.len() as u64).to_le_bytes())?;
        self.put(bytes)
    }
}

fn write_log<W: Write>(
    out: &mut Hashing<W>,
    to: &Path,
    log: &Durable,
    kind: Kind,
    name: &str,
) -> Result<(), StoreError> {
    let until = log.view.until();
    log.view.visit(1, |_, _| Ok(true))?;
    for first in view::segments(&DiskFiles, log.view.dir())?.into_iter().filter(|first| *first == 1 || *first < until) {
        let path = segment::path(log.view.dir(), first);
        let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, error))?;
        let end = segment::walk(kind, &path, &bytes, |record, _| Ok(record.first_seq < until))?;
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{name}/{file}");
        out.put_file(&name, &bytes[..end.good]).map_err(|error| StoreError::io(to, error))?;
    }
    Ok(())
}

/// Reads a backup to its end, calling `each` with the name and bytes of every file; only at the end is it certain
/// that all of them were right.
fn read(path: &Path, each: &mut Each<'_>) -> Result<(), StoreError> {
    let bad = |why| StoreError::NotABackup { path: path.to_owned(), why };
    let io = |error: io::Error| match error.kind() {
        io::ErrorKind::UnexpectedEof => bad(Damage::Short),
        _ => StoreError::io(path, error),
    };
    let mut input = BufReader::new(File::open(path).map_err(io)?);
    let mut hasher = blake3::Hasher::new();
    let mut take = |input: &mut BufReader<File>, len: usize| -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; len];
        input.read_exact(&mut bytes)?;
        hasher.update(&bytes);
        Ok(bytes)
    };
    if take(&mut input, 8).map_err(io)? != MAGIC {
        return Err(bad(Damage::Header));
    }
    let format = take(&mut input, 4).map_err(io)?.try_into().map_or(0, u32::from_le_bytes);
    // A flipped bit is not a later release.
    if !(1..CHECKED).contains(&format)
        && take(&mut input, 4).map_err(io)?.try_into().map(u32::from_le_bytes) != Ok(head_sum(format))
    {
        return Err(bad(Damage::Header));
    }
    if format > FORMAT {
        let (path, known) = (path.to_owned(), FORMAT.to_string());
        return Err(StoreError::Newer { path, found: format.to_string(), known });
    }
    loop {
        let len = take(&mut input, 2).map_err(io)?.try_into().map_or(0, u16::from_le_bytes);
        if len == 0 {
            break;
        }
        let name = String::from_utf8(take(&mut input, len.into()).map_err(io)?).map_err(|_| bad(Damage::Content))?;
        let len = take(&mut input, 8).map_err(io)?.try_into().map_or(u64::MAX, u64::from_le_bytes);
        // No segment is longer than a segment of twice the usual size; a damaged length must not fill the memory.
        let len = usize::try_from(len).ok().filter(|len| *len <= 64 << 20).ok_or_else(|| bad(Damage::Content))?;
        let bytes = take(&mut input, len).map_err(io)?;
        each(&name, &bytes)?;
    }
    let hash = hasher.finalize();
    let mut written = [0; 32];
    input.read_exact(&mut written).map_err(io)?;
    let mut more = [0];
    if *hash.as_bytes() != written || input.read(&mut more).map_err(io)? != 0 {
        return Err(bad(Damage::Checksum));
    }
    Ok(())
}

/// Makes a store in `dir` from the backup file `from`, or from a second place (a folder); everything is checked before
/// anything gets its name. The keyed copy is made when the store is opened. A file beside the store goes over none that
/// is there and differs.
///
/// # Errors
/// [`StoreError::Occupied`] when `dir` has a store; [`StoreError::NotABackup`]; damage; the system's error.
pub fn restore(from: &Path, dir: &Path) -> Result<Kept, StoreError> {
    let occupied = [JOURNAL, people::DIR, SLED, version::FILE].iter().any(|name| dir.join(name).exists());
    if occupied {
        return Err(StoreError::Occupied { path: dir.to_owned() });
    }
    let place = dir.join("restoring");
    let io = |error| StoreError::io(&place, error);
    if place.exists() {
        fs::remove_dir_all(&place).map_err(io)?;
    }
    fs::create_dir_all(place.join(JOURNAL)).map_err(io)?;
    let mut write = |name: &str, bytes: &[u8]| {
        let to = target(&place, name)
            .ok_or_else(|| StoreError::NotABackup { path: from.to_owned(), why: Damage::Content })?;
        let above = to.parent().unwrap_or(&place);
        fs::create_dir_all(above).map_err(|error| StoreError::io(above, error))?;
        let put = || {
            let mut file = File::create(&to)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        put().map_err(|error| StoreError::io(&to, error))
    };
    let outcome = if from.is_dir() { read_folder(from, &mut write) } else { read(from, &mut write) };
    let kept = outcome.and_then(|()| check(&place)).and_then(|kept| version::write(&DiskFiles, &place).map(|()| kept));
    let kept = kept.inspect_err(|_| {
        // What cannot be removed now is removed before the next try.
        let _ = fs::remove_dir_all(&place);
    })?;
    let beside = beside::place(&DiskFiles, &place, dir)?;
    for name in [people::DIR, JOURNAL, version::FILE] {
        fs::rename(place.join(name), dir.join(name)).map_err(io)?;
    }
    fs::remove_dir_all(&place).map_err(io)?;
    DiskFiles.sync_dir(dir).map_err(io)?;
    Ok(Kept { beside, ..kept })
}

/// Where a file goes; `None` for a name that is neither a segment's nor of a file beside the store.
fn target(place: &Path, name: &str) -> Option<PathBuf> {
    if beside::FILES.contains(&name) {
        return Some(place.join(name));
    }
    let (log, file) = name.split_once('/')?;
    let known = log == JOURNAL || log == people::DIR;
    (known && segment::first_seq(file).is_some()).then(|| place.join(log).join(file))
}

fn read_folder(from: &Path, each: &mut Each<'_>) -> Result<(), StoreError> {
    version::read(&DiskFiles, from)?
        .ok_or_else(|| StoreError::NotABackup { path: from.to_owned(), why: Damage::Missing })?;
    for log in [JOURNAL, people::DIR] {
        for first in view::segments(&DiskFiles, &from.join(log))? {
            let path = segment::path(&from.join(log), first);
            let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, error))?;
            each(&format!("{log}/{}", path.file_name().unwrap_or_default().to_string_lossy()), &bytes)?;
        }
    }
    for (name, bytes) in beside::present(&DiskFiles, from)? {
        each(name, &bytes)?;
    }
    Ok(())
}

/// Checks both restored logs from their first byte, and begins an empty vault where people were left out.
fn check(place: &Path) -> Result<Kept, StoreError> {
    let files: Arc<dyn Files> = Arc::new(DiskFiles);
    let look = |name, kind| {
        let log = Log::look(Arc::clone(&files), &place.join(name), kind, segment::SMALL)?;
        log.view().visit(1, |_, _| Ok(true))?;
        Ok::<_, StoreError>(log)
    };
    let journal = look(JOURNAL, Kind::Journal)?;
    if !journal.exists() {
        return Err(StoreError::damaged(&place.join(JOURNAL), 0, Damage::Missing));
    }
    let people = look(people::DIR, Kind::People)?.exists();
    if !people {
        people::begin_without_people(files, &place.join(people::DIR), journal.next_seq(), 0)?;
    }
    Ok(Kept { events: journal.next_seq() - 1, people, beside: Vec::new() })
}
