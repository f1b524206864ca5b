//! One entry of a record's body: `ver: u8 | codec: u8 | kind: u16 | len: u32 | bytes`, little endian.
//! Each takes one number of the log.

use super::record::number;

/// The version of the entry's own layout.
pub const VERSION: u8 = 1;
/// `MessagePack` with named fields, so that a type may grow.
pub const MESSAGE_PACK: u8 = 1;

const HEAD: usize = 8;

/// An entry as it lies in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it is.
    pub kind: u16,
    /// How `bytes` are to be read.
    pub codec: u8,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Adds an entry to `body`.
pub fn push(body: &mut Vec<u8>, kind: u16, bytes: &[u8]) {
    body.extend_from_slice(&[VERSION, MESSAGE_PACK]);
    body.extend_from_slice(&kind.to_le_bytes());
    body.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend_from_slice(bytes);
}

/// The entries of `body` in order; an `Err` (and then nothing) where the bytes are no entry of a known version.
pub fn entries(body: &[u8]) -> impl Iterator<Item = Result<Entry<'_>, Unreadable>> {
    let mut rest = body;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let entry = split(rest);
        rest = entry.as_ref().map_or(&[], |(_, rest)| *rest);
        Some(entry.map(|(entry, _)| entry))
    })
}

/// The bytes are no entry that this program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

fn split(body: &[u8]) -> Result<(Entry<'_>, &[u8]), Unreadable> {
    let head: [u8; HEAD] = number(body, 0).ok_or(Unreadable)?;
    if head[0] != VERSION {
        return Err(Unreadable);
    }
    let kind = u16::from_le_bytes([head[2], head[3]]);
    let len = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
    let end = HEAD.checked_add(len).ok_or(Unreadable)?;
    let bytes = body.get(HEAD..end).ok_or(Unreadable)?;
    Ok((Entry { kind, codec: head[1], bytes }, &body[end..]))
}
