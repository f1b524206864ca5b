//! One file of a log: its header, its name, and walking over the records in it.
//!
//! A segment is named after the number of its first record (`00000000000000000001.log`). Its first 64 bytes, little
//! endian: magic (8), version `u32`, zero `u32`, `first_seq: u64`, hash of the record before (32), zero `u32`,
//! CRC-32C of bytes 0..60 `u32`. Records follow without gaps. The last segment is reserved on the disk to its full
//! size and ends in zeros; the others are sealed: they end with their last record and never change again.

use super::record::{self, Link, Record, number};
use crate::store::error::{Damage, StoreError};
use crate::store::files::Files;
use std::path::{Path, PathBuf};

/// Bytes before the first record.
pub const HEADER: usize = 64;
/// Size of a segment that will hold next to nothing.
pub const SMALL: u64 = 64 << 10;
/// The layout this program writes.
pub const VERSION: u32 = 1;
/// How a segment's name ends.
const SUFFIX: &str = ".log";

/// Bytes that are looked at together.
const PIECE: usize = 64 << 10;

/// Which log a segment belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The journal: what happened.
    Journal,
    /// The vault: people.
    People,
}

impl Kind {
    fn magic(self) -> [u8; 8] {
        match self {
            Self::Journal => *b"motcuaJ\n",
            Self::People => *b"motcuaP\n",
        }
    }
}

/// Where in the chain a segment begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Number of its first record.
    pub first_seq: u64,
    /// Link of the record before.
    pub prev: Link,
}

/// The file of the segment that begins with `first_seq`.
pub fn path(dir: &Path, first_seq: u64) -> PathBuf {
    dir.join(format!("{first_seq:020}{SUFFIX}"))
}

/// The first number of the segment called `name`, if it is one.
pub fn first_seq(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(SUFFIX)?;
    (digits.len() == 20).then(|| digits.parse().ok())?
}

/// The header of a segment that begins at `start`.
pub fn header(kind: Kind, start: &Start) -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..8].copy_from_slice(&kind.magic());
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[16..24].copy_from_slice(&start.first_seq.to_le_bytes());
    bytes[24..56].copy_from_slice(&start.prev);
    let crc = crc32c::crc32c(&bytes[..60]);
    bytes[60..].copy_from_slice(&crc.to_le_bytes());
    bytes
}

/// Reads the header of the segment `path`, of which `bytes` are the content.
///
/// # Errors
/// Damage when it is not such a header, [`StoreError::Newer`] when a later release wrote it.
pub fn read_header(kind: Kind, path: &Path, bytes: &[u8]) -> Result<Start, StoreError> {
    let damaged = || StoreError::damaged(path, 0, Damage::Header);
    let head: [u8; HEADER] = number(bytes, 0).ok_or_else(damaged)?;
    let crc = number(&head, 60).map(u32::from_le_bytes).ok_or_else(damaged)?;
    if head[..8] != kind.magic() || crc != crc32c::crc32c(&head[..60]) {
        return Err(damaged());
    }
    let version = number(&head, 8).map(u32::from_le_bytes).ok_or_else(damaged)?;
    if version > VERSION {
        let known = VERSION.to_string();
        return Err(StoreError::Newer { path: path.to_owned(), found: version.to_string(), known });
    }
    let first_seq = number(&head, 16).map(u64::from_le_bytes).ok_or_else(damaged)?;
    let prev = number(&head, 24).ok_or_else(damaged)?;
    Ok(Start { first_seq, prev })
}

/// Whether `bytes` are a whole file of another kind: a segment of the other log, or a backup.
pub fn is_of_another_kind(kind: Kind, bytes: &[u8]) -> bool {
    let other = match kind {
        Kind::Journal => Kind::People,
        Kind::People => Kind::Journal,
    };
    let backup = bytes.starts_with(b"motcuaB\n")
        && [14, 18].iter().any(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"journal/")));
    backup || !matches!(read_header(other, Path::new(""), bytes), Err(StoreError::Damaged { .. }))
}

/// How a walk over a segment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The number that comes next.
    pub next_seq: u64,
    /// Link of the last good record.
    pub head: Link,
    /// Where the last good record ends, in bytes from the start of the file.
    pub good: usize,
    /// Whether bytes that are not zero follow.
    pub torn: bool,
}

impl End {
    /// Before the first record.
    fn before(start: &Start) -> Self {
        Self { next_seq: start.first_seq, head: start.prev, good: HEADER, torn: false }
    }
}

/// Walks the records of one segment from its header on, for as long as they are whole and in place.
///
/// # Errors
/// Damage: a bad header, a record out of place, or a broken record with a whole one after it. What `each` answers.
pub fn walk(
    kind: Kind,
    path: &Path,
    bytes: &[u8],
    mut each: impl FnMut(&Record<'_>, &Link) -> Result<bool, StoreError>,
) -> Result<End, StoreError> {
    let start = read_header(kind, path, bytes)?;
    let mut end = End::before(&start);
    if !follow(path, bytes, 0, &mut end, &mut each)? {
        return Ok(end);
    }
    let rest = &bytes[end.good..];
    let used = rest.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    end.torn = used > 0;
    if end.torn && record::next_whole(&rest[..used], end.next_seq).is_some() {
        return Err(StoreError::damaged(path, end.good, Damage::Checksum));
    }
    Ok(end)
}

/// Goes on from `end` over the whole records in `bytes`, which begin at `from` in the file; whether `each` wants more.
fn follow(
    path: &Path,
    bytes: &[u8],
    from: usize,
    end: &mut End,
    each: &mut impl FnMut(&Record<'_>, &Link) -> Result<bool, StoreError>,
) -> Result<bool, StoreError> {
    while let Ok(record) = record::parse(&bytes[end.good - from..]) {
        if !record.follows(end.next_seq, &end.head) {
            return Err(StoreError::damaged(path, end.good, Damage::Chain));
        }
        if !each(&record, &end.head)? {
            return Ok(false);
        }
        end.next_seq = record.end_seq();
        end.head = record.hash;
        end.good += record.raw.len();
    }
    Ok(true)
}

/// Where a segment begins and ends, as [`walk`] says it, without taking memory for all of it: opening would otherwise
/// need most of its memory for that.
///
/// # Errors
/// As [`walk`], or the system's error.
pub fn ends(kind: Kind, path: &Path, files: &dyn Files) -> Result<(Start, End), StoreError> {
    let read = |from: usize, most: usize| {
        files.read_part(path, from as u64, most).map_err(|error| StoreError::io(path, error))
    };
    let start = read_header(kind, path, &read(0, HEADER)?)?;
    let mut end = End::before(&start);
    let mut piece = read(end.good, PIECE)?;
    loop {
        let from = end.good;
        follow(path, &piece, from, &mut end, &mut |_, _| Ok(true))?;
        let wanted = record::whole(&piece[end.good - from..]).map_or(PIECE, |len| len.max(PIECE));
        if end.good == from && wanted <= piece.len() {
            break;
        }
        let next = read(end.good, wanted)?;
        if end.good == from && next.len() <= piece.len() {
            break;
        }
        piece = next;
    }
    let mut from = end.good;
    loop {
        if piece.iter().any(|byte| *byte != 0) {
            let bytes = files.read(path).map_err(|error| StoreError::io(path, error))?;
            return Ok((start, walk(kind, path, &bytes, |_, _| Ok(true))?));
        }
        if piece.is_empty() {
            return Ok((start, end));
        }
        from += piece.len();
        piece = read(from, PIECE)?;
    }
}
