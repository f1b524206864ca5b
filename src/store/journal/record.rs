//! One record of a log: its bytes, its checksum and its link in the chain.
//!
//! Little endian, nothing between the fields:
//!
//! | bytes | field | what it is |
//! |---|---|---|
//! | 0..4 | `len: u32` | length of the body |
//! | 4..8 | `crc: u32` | CRC-32C of bytes 0..4 and of everything after this field, the hash included |
//! | 8..16 | `first_seq: u64` | number of the first counted entry |
//! | 16..20 | `count: u32` | how many numbers the record takes (at least 1) |
//! | 20..28 | `at_ms: i64` | when, in milliseconds since 1970 UTC |
//! | 28..28+len | body | the entries, see [`super::entry`] |
//! | then 32 | `hash` | blake3 of: hash of the record before, bytes 0..4, bytes 8..28, body |

/// Bytes before the body.
pub const HEAD: usize = 28;
/// Bytes of the hash after the body.
pub const HASH: usize = 32;
/// The largest body: two such records fit into a segment.
pub const BODY_CAP: usize = 3 << 20;

/// A link of the chain: the hash of a record.
pub type Link = [u8; HASH];

/// A record as it lies in a segment, checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Number of its first counted entry.
    pub first_seq: u64,
    /// How many numbers it takes.
    pub count: u32,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// The entries.
    pub body: &'a [u8],
    /// Its link, as written.
    pub hash: Link,
    /// All its bytes.
    pub raw: &'a [u8],
}

/// Why bytes are not the record that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// They end too early, or the checksum differs: torn or damaged.
    Broken,
    /// A whole record, but of another place in the chain.
    Misplaced,
}

impl Record<'_> {
    /// The number that follows this record's last.
    pub fn end_seq(&self) -> u64 {
        self.first_seq.saturating_add(u64::from(self.count))
    }

    /// Whether this record follows one that ended at `seq` with link `prev`.
    pub fn follows(&self, seq: u64, prev: &Link) -> bool {
        self.first_seq == seq && self.count > 0 && self.hash == link(prev, &self.raw[..HEAD], self.body)
    }
}

/// The bytes of a record with this content, to be put after the one whose link is `prev`; and its own link.
pub fn encode(first_seq: u64, count: u32, at_ms: i64, body: &[u8], prev: &Link) -> (Vec<u8>, Link) {
    let len = u32::try_from(body.len()).unwrap_or(u32::MAX);
    let mut raw = Vec::with_capacity(HEAD + body.len() + HASH);
    raw.extend_from_slice(&len.to_le_bytes());
    raw.extend_from_slice(&[0; 4]);
    raw.extend_from_slice(&first_seq.to_le_bytes());
    raw.extend_from_slice(&count.to_le_bytes());
    raw.extend_from_slice(&at_ms.to_le_bytes());
    let hash = link(prev, &raw, body);
    raw.extend_from_slice(body);
    raw.extend_from_slice(&hash);
    let crc = checksum(&raw);
    raw[4..8].copy_from_slice(&crc.to_le_bytes());
    (raw, hash)
}

/// Reads the record at the start of `bytes` by its checksum alone; [`Record::follows`] checks its place.
///
/// # Errors
/// [`Flaw::Broken`] when no whole record starts here.
pub fn parse(bytes: &[u8]) -> Result<Record<'_>, Flaw> {
    let raw = bytes.get(..whole(bytes).ok_or(Flaw::Broken)?).ok_or(Flaw::Broken)?;
    let len = raw.len() - HEAD - HASH;
    let crc = number::<4>(raw, 4).map(u32::from_le_bytes).ok_or(Flaw::Broken)?;
    if crc != checksum(raw) {
        return Err(Flaw::Broken);
    }
    Ok(Record {
        first_seq: number(raw, 8).map(u64::from_le_bytes).ok_or(Flaw::Broken)?,
        count: number(raw, 16).map(u32::from_le_bytes).ok_or(Flaw::Broken)?,
        at_ms: number(raw, 20).map(i64::from_le_bytes).ok_or(Flaw::Broken)?,
        body: &raw[HEAD..HEAD + len],
        hash: number(raw, HEAD + len).ok_or(Flaw::Broken)?,
        raw,
    })
}

/// How many bytes the record has that begins `bytes`, by what it says of itself.
pub fn whole(bytes: &[u8]) -> Option<usize> {
    let len = number::<4>(bytes, 0).map(u32::from_le_bytes)? as usize;
    (len <= BODY_CAP).then_some(HEAD + len + HASH)
}

/// Where in `bytes` the first whole record starts that belongs at or after number `seq`.
///
/// One record at most is ever on its way to the disk, so a broken record with a whole one after it was not torn by a
/// power cut: it was damaged later, and what follows was acknowledged.
pub fn next_whole(bytes: &[u8], seq: u64) -> Option<usize> {
    /// No centre makes so many events in the records that its journal can hold; most other bytes are no such number.
    const NEAR: u64 = 1 << 32;
    (0..bytes.len().saturating_sub(HEAD + HASH - 1)).find(|at| {
        let place = number(bytes, at + 8).map_or(0, u64::from_le_bytes);
        place >= seq && place - seq < NEAR && parse(&bytes[*at..]).is_ok_and(|record| record.count > 0)
    })
}

fn link(prev: &Link, head: &[u8], body: &[u8]) -> Link {
    let mut hasher = blake3::Hasher::new();
    hasher.update(prev).update(&head[..4]).update(&head[8..HEAD]).update(body);
    *hasher.finalize().as_bytes()
}

fn checksum(raw: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&raw[..4]), &raw[8..])
}

/// The `N` bytes at `at`, when they are there.
pub fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}
