//! The second copy of a log in the keyed copy: its records, byte for byte.
//!
//! Each record first stands alone, under its first number, in a room for such. When some have gathered they are packed:
//! put one after the other under the first one's number, because sled's memory and disk are counted in rows. Both are
//! read alike: a row is a run of whole records, cut into parts.

use super::error::StoreError;
use super::journal::record::{self, Link};
use super::keyed::{Keyed, PART, Room, Rows};

/// Bytes that are packed together.
const PACK: usize = PART;

/// Where the records of a room stand that are not packed yet.
fn alone(room: Room) -> Room {
    if room == Room::Vault { Room::VaultAlone } else { Room::JournalAlone }
}

/// The records of both logs that are not packed yet.
#[derive(Debug)]
pub struct Packs {
    /// Of the journal.
    pub journal: Pack,
    /// Of the vault.
    pub vault: Pack,
    /// The vault's link after the last record that was put: a vault that was written anew, without somebody, has
    /// another, and nothing of the old one may be packed into its copy.
    put_until: Link,
}

impl Default for Packs {
    fn default() -> Self {
        Self { journal: Pack::of(Room::Journal), vault: Pack::of(Room::Vault), put_until: [0; 32] }
    }
}

impl Packs {
    /// Those that go on where the vault's link is `vault_head`, or none.
    pub fn after(self, vault_head: &Link) -> Self {
        if self.put_until == *vault_head { self } else { Self::default() }
    }

    /// Puts what is not packed into rows of its own; the vault's link is `vault_head` now.
    pub fn put(&mut self, rows: &mut Rows, vault_head: Link) {
        self.journal.put(rows);
        self.vault.put(rows);
        self.put_until = vault_head;
    }
}

/// The records of one log that are not packed yet.
#[derive(Debug)]
pub struct Pack {
    room: Room,
    bytes: Vec<u8>,
    /// First number and length of each record in `bytes`.
    records: Vec<(u64, usize)>,
    /// How many of them stand in rows of their own.
    alone: usize,
}

impl Pack {
    fn of(room: Room) -> Self {
        Self { room, bytes: Vec::new(), records: Vec::new(), alone: 0 }
    }

    /// Takes a record that follows those before; `rows` gets it at the latest with [`Self::put`].
    pub fn add(&mut self, rows: &mut Rows, first_seq: u64, raw: &[u8]) {
        self.bytes.extend_from_slice(raw);
        self.records.push((first_seq, raw.len()));
        if self.bytes.len() < PACK {
            return;
        }
        for (seq, len) in &self.records[..self.alone] {
            for part in 0..parts(*len) {
                rows.unset(alone(self.room), &key(*seq, part));
            }
        }
        let base = self.records[0].0;
        set(rows, self.room, base, &self.bytes);
        *self = Self::of(self.room);
    }

    /// Puts what is not packed into rows of its own.
    pub fn put(&mut self, rows: &mut Rows) {
        let mut at = 0;
        for (place, (seq, len)) in self.records.iter().enumerate() {
            if place >= self.alone {
                set(rows, alone(self.room), *seq, &self.bytes[at..at + len]);
            }
            at += len;
        }
        self.alone = self.records.len();
    }
}

/// Puts whole records into `room`, under the first one's number.
fn set(rows: &mut Rows, room: Room, first_seq: u64, raw: &[u8]) {
    for (part, bytes) in (0_u16..).zip(raw.chunks(PART)) {
        rows.set(room, &key(first_seq, part), bytes);
    }
}

fn parts(len: usize) -> u16 {
    u16::try_from(len.div_ceil(PART)).unwrap_or(u16::MAX)
}

fn key(first_seq: u64, part: u16) -> Vec<u8> {
    let mut key = first_seq.to_be_bytes().to_vec();
    key.extend_from_slice(&part.to_be_bytes());
    key
}

/// Reads the second copy of one log, best from front to back.
#[derive(Debug)]
pub struct Second<'a> {
    keyed: &'a Keyed,
    room: Room,
    run: Vec<u8>,
    at: usize,
}

impl<'a> Second<'a> {
    /// Of the log whose copy is in `room`.
    pub fn new(keyed: &'a Keyed, room: Room) -> Self {
        Self { keyed, room, run: Vec::new(), at: 0 }
    }

    /// The bytes of the record that begins with `seq`, if it is there.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn record(&mut self, seq: u64) -> Result<Option<&[u8]>, StoreError> {
        if self.first_here() != Some(seq) {
            self.load(seq)?;
        }
        while let Ok(found) = record::parse(&self.run[self.at..]) {
            let (first, len) = (found.first_seq, found.raw.len());
            if first == seq {
                let from = self.at;
                self.at += len;
                return Ok(Some(&self.run[from..from + len]));
            }
            if first > seq {
                break;
            }
            self.at += len;
        }
        Ok(None)
    }

    /// As [`Self::record`], when it also follows the record whose link is `prev`.
    pub fn after(&mut self, seq: u64, prev: &Link) -> Option<Vec<u8>> {
        let raw = self.record(seq).ok().flatten()?;
        record::parse(raw).is_ok_and(|record| record.follows(seq, prev)).then(|| raw.to_vec())
    }

    fn first_here(&self) -> Option<u64> {
        record::number(&self.run, self.at + 8).map(u64::from_le_bytes)
    }

    /// Reads the run of records in which `seq` must be.
    fn load(&mut self, seq: u64) -> Result<(), StoreError> {
        (self.run, self.at) = (Vec::new(), 0);
        let base = |room| {
            let last = self.keyed.last_until(room, &key(seq, u16::MAX))?;
            Ok::<_, StoreError>(last.and_then(|key| key.first_chunk::<8>().copied()))
        };
        let (packed, single) = (base(self.room)?, base(alone(self.room))?);
        // What a failure left standing alone may be in a pack, too.
        let room = if packed >= single { self.room } else { alone(self.room) };
        let Some(base) = packed.max(single) else { return Ok(()) };
        let run = &mut self.run;
        self.keyed.scan(room, &base, |_, part| {
            run.extend_from_slice(part);
            true
        })
    }
}
