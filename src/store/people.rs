//! The vault: people's records, in a log of their own that is rewritten when somebody is erased.
//!
//! Same segments and records as the journal, other magic. Kinds of entries:
//!
//! | kind | bytes (little endian) |
//! |---|---|
//! | 1 person | id `u64`, salt (16), the [`Person`] as `MessagePack` with named fields |
//! | 2 erased | id `u64`, when `i64` (seconds), the digest (32) of each of the person's records |
//! | 3 rewritten | hash (32) of the last record of the vault that this one replaces |
//! | 4 left out | `u64`: digests in events before this number have no record here (a backup without people) |
//!
//! A digest is blake3 of salt and person. Events carry it; it tells nothing about the person, and shows that the record
//! in the vault is the one that was meant.

use super::error::{Damage, StoreError};
use super::files::Files;
use super::journal::Log;
use super::journal::entry::{self, Entry, MESSAGE_PACK};
use super::journal::record::{Link, number};
use super::journal::segment::{self, Kind};
use super::journal::view::View;
use crate::domain::ids::{Digest, PersonId};
use crate::domain::person::Person;
use crate::domain::time::Timestamp;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Name of the vault's directory.
pub const DIR: &str = "people";
const NEXT: &str = "people.next";
const OLD: &str = "people.old";

/// Kind of an entry that holds a person.
pub const PERSON: u16 = 1;
/// Kind of an entry that says somebody was erased.
pub const ERASED: u16 = 2;
/// Kind of the first entry of a rewritten vault.
pub const REWRITTEN: u16 = 3;
/// Kind of an entry that says people were left out of a backup.
pub const LEFT_OUT: u16 = 4;

const SALT: usize = 16;

/// A person's record ready for the vault, with the digest that an event will carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Seals `person` with a fresh salt.
    ///
    /// # Errors
    /// [`StoreError::Encode`] when the system gives no random bytes or the person cannot be encoded.
    pub fn new(person: &Person) -> Result<Self, StoreError> {
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt).map_err(|error| StoreError::Encode(error.to_string()))?;
        Self::with_salt(person, salt)
    }

    /// Seals `person` with this salt (tests; everyone else wants [`Self::new`]).
    ///
    /// # Errors
    /// [`StoreError::Encode`].
    pub fn with_salt(person: &Person, salt: [u8; SALT]) -> Result<Self, StoreError> {
        let mut bytes = salt.to_vec();
        let encoded = rmp_serde::to_vec_named(person).map_err(|error| StoreError::Encode(error.to_string()))?;
        bytes.extend_from_slice(&encoded);
        Ok(Self(bytes))
    }

    /// What the event carries in place of the person.
    pub fn digest(&self) -> Digest {
        Digest(*blake3::hash(&self.0).as_bytes())
    }

    /// The bytes of the vault's entry, under the person's id.
    pub fn entry(&self, id: PersonId) -> Vec<u8> {
        let mut bytes = id.0.to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.0);
        bytes
    }
}

/// What an entry of the vault says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A person's record: id, and its salt and content.
    Person(PersonId, &'a [u8]),
    /// Somebody was erased: the digests that were hers.
    Erased(PersonId, &'a [u8]),
    /// This vault replaces another, which ended with this link.
    Rewritten(Link),
    /// Digests before this number are not here.
    LeftOut(u64),
}

/// Reads an entry of the vault; `None` when it means nothing.
pub fn read(entry: Entry<'_>) -> Option<Said<'_>> {
    let first = || number(entry.bytes, 0).map(u64::from_le_bytes);
    match entry.kind {
        PERSON if entry.codec == MESSAGE_PACK && entry.bytes.len() > 8 + SALT => {
            Some(Said::Person(PersonId(first()?), &entry.bytes[8..]))
        }
        ERASED => Some(Said::Erased(PersonId(first()?), entry.bytes.get(16..)?)),
        REWRITTEN => Some(Said::Rewritten(number(entry.bytes, 0)?)),
        LEFT_OUT => Some(Said::LeftOut(first()?)),
        _ => None,
    }
}

/// The person in a record's salt and content.
///
/// # Errors
/// [`StoreError::Keyed`] when they cannot be decoded: they come from the keyed copy.
pub fn decode(sealed: &[u8]) -> Result<Person, StoreError> {
    let bytes = sealed.get(SALT..).unwrap_or_default();
    rmp_serde::from_slice(bytes).map_err(|error| StoreError::Keyed(error.to_string()))
}

/// The digest of a record's salt and content.
pub fn digest(sealed: &[u8]) -> Digest {
    Digest(*blake3::hash(sealed).as_bytes())
}

/// Calls `each` with all that the vault says, in order, with the number of its record.
///
/// # Errors
/// Damage, or what `each` answers.
pub fn visit(
    view: &View,
    from: u64,
    mut each: impl FnMut(u64, Said<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    view.visit(from, |record, _| {
        for entry in entry::entries(record.body) {
            let said = entry.ok().and_then(read);
            let said = said.ok_or_else(|| view.damage(record.first_seq, Damage::Content))?;
            each(record.first_seq, said)?;
        }
        Ok(true)
    })
}

/// The link of the vault that this one replaced when somebody was erased, if it did.
///
/// # Errors
/// Damage in the first segment.
pub fn replaced(view: &View) -> Result<Option<Link>, StoreError> {
    let mut link = None;
    view.visit(1, |record, _| {
        if let Some(Ok(first)) = entry::entries(record.body).next()
            && let Some(Said::Rewritten(old)) = read(first)
        {
            link = Some(old);
        }
        Ok(false)
    })?;
    Ok(link)
}

/// Ends what a rewrite that was cut short began: afterwards there is one vault, the old or the new one.
///
/// # Errors
/// The system's error.
pub fn settle(files: &dyn Files, root: &Path) -> Result<(), StoreError> {
    let (now, next, old) = (root.join(DIR), root.join(NEXT), root.join(OLD));
    let settle = || {
        if !files.exists(&now) && files.exists(&next) {
            // The old vault was moved away only after the new one was whole.
            files.rename(&next, &now)?;
            files.sync_dir(root)?;
        }
        for gone in [&next, &old] {
            if files.exists(&now) && files.exists(gone) {
                files.remove(gone)?;
            }
        }
        files.sync_dir(root)
    };
    settle().map_err(|error| StoreError::io(root, error))
}

/// Writes the vault anew without the records of `person` and puts it in the old one's place; answers the new log, or
/// `None` when there was no record of hers.
///
/// # Errors
/// Damage in the old vault (nothing is changed then), or the system's error.
pub fn erase(
    files: &Arc<dyn Files>,
    root: &Path,
    vault: &Log,
    person: PersonId,
    at: Timestamp,
    segment_bytes: u64,
) -> Result<Option<Log>, StoreError> {
    settle(&**files, root)?;
    let mut digests = BTreeSet::new();
    visit(&vault.view(), 1, |_, said| {
        if let Said::Person(id, sealed) = said
            && id == person
        {
            digests.insert(digest(sealed));
        }
        Ok(())
    })?;
    if digests.is_empty() {
        return Ok(None);
    }
    let next = root.join(NEXT);
    let mut log = Log::look(Arc::clone(files), &next, Kind::People, segment_bytes)?;
    log.ready()?;
    let mut writer = Gathered { log: &mut log, body: Vec::new(), count: 0, at_ms: at.0.saturating_mul(1000) };
    writer.add(REWRITTEN, &vault.head())?;
    vault.view().visit(1, |record, _| {
        for entry in entry::entries(record.body).flatten() {
            let hers = matches!(read(entry), Some(Said::Person(id, _)) if id == person);
            if !hers && entry.kind != REWRITTEN {
                writer.add(entry.kind, entry.bytes)?;
            }
        }
        Ok(true)
    })?;
    let mut said = person.0.to_le_bytes().to_vec();
    said.extend_from_slice(&at.0.to_le_bytes());
    for digest in &digests {
        said.extend_from_slice(&digest.0);
    }
    writer.add(ERASED, &said)?;
    writer.write()?;
    log.sync()?;
    drop(log);
    swap(&**files, root)?;
    let mut log = Log::look(Arc::clone(files), &root.join(DIR), Kind::People, segment_bytes)?;
    log.ready()?;
    Ok(Some(log))
}

fn swap(files: &dyn Files, root: &Path) -> Result<(), StoreError> {
    let (now, next, old) = (root.join(DIR), root.join(NEXT), root.join(OLD));
    let swap = || {
        files.sync_dir(root)?;
        files.rename(&now, &old)?;
        files.sync_dir(root)?;
        files.rename(&next, &now)?;
        files.sync_dir(root)?;
        files.remove(&old)?;
        files.sync_dir(root)
    };
    swap().map_err(|error| StoreError::io(root, error))
}

/// Entries gathered into records of a good size.
struct Gathered<'a> {
    log: &'a mut Log,
    body: Vec<u8>,
    count: u32,
    at_ms: i64,
}

impl Gathered<'_> {
    fn add(&mut self, kind: u16, bytes: &[u8]) -> Result<(), StoreError> {
        entry::push(&mut self.body, kind, bytes);
        self.count += 1;
        if self.body.len() > 128 << 10 { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> Result<(), StoreError> {
        if self.count > 0 {
            self.log.append_unsynced(self.count, self.at_ms, &self.body)?;
            self.body.clear();
            self.count = 0;
        }
        Ok(())
    }
}

/// Begins the vault of a store that was restored without its people: their digests, up to `before`, are excused.
///
/// # Errors
/// The system's error.
pub fn begin_without_people(files: Arc<dyn Files>, dir: &Path, before: u64, at_ms: i64) -> Result<(), StoreError> {
    let mut log = Log::look(files, dir, Kind::People, segment::SMALL)?;
    log.ready()?;
    let mut body = Vec::new();
    entry::push(&mut body, LEFT_OUT, &before.to_le_bytes());
    log.append(1, at_ms, &body)?;
    Ok(())
}
