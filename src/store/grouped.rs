//! Many small values in few rows. sled keeps some two hundred bytes in memory for every page of at most sixteen rows, so
//! with a row for each person, number and rare word the memory would grow with the archive.
//!
//! A group is one row: its values one after another, each with the rest of its key. Both are as long as they say:
//! key's length `u8`, value's length in three bytes LE, key, value; in order of their keys.

use super::error::StoreError;
use super::keyed::{Keyed, Room, Rows};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The values of a group by the rest of their keys.
pub type Group = BTreeMap<Vec<u8>, Vec<u8>>;

/// About how many bytes a value adds to what is gathered.
const EACH: usize = 64;

/// Groups that changed and gather until they are put.
#[derive(Debug, Default)]
pub struct Groups {
    changed: BTreeMap<(u8, Vec<u8>), (Room, Group)>,
    touched: usize,
    /// Bytes of values that were set one by one.
    large: usize,
}

impl Groups {
    /// A group as it is with all that was gathered, to be changed.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn of(&mut self, keyed: &Keyed, room: Room, key: Vec<u8>) -> Result<&mut Group, StoreError> {
        self.touched += 1;
        match self.changed.entry((room as u8, key)) {
            Entry::Occupied(there) => Ok(&mut there.into_mut().1),
            Entry::Vacant(free) => {
                let mut group = Group::new();
                visit(keyed, room, &free.key().1, |rest, value| {
                    group.insert(rest.to_vec(), value.to_vec());
                })?;
                Ok(&mut free.insert((room, group)).1)
            }
        }
    }

    /// Sets one value of a group.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn set(&mut self, keyed: &Keyed, room: Room, at: (Vec<u8>, Vec<u8>), value: Vec<u8>) -> Result<(), StoreError> {
        self.large += value.len();
        self.of(keyed, room, at.0)?.insert(at.1, value);
        Ok(())
    }

    /// About how many bytes will be written.
    pub fn bytes(&self) -> usize {
        self.touched * EACH + self.large
    }

    /// Moves everything into `rows`.
    pub fn put(&mut self, rows: &mut Rows) {
        (self.touched, self.large) = (0, 0);
        for ((_, key), (room, group)) in std::mem::take(&mut self.changed) {
            if group.is_empty() {
                rows.unset(room, &key);
            } else {
                rows.set(room, &key, &bytes(&group));
            }
        }
    }
}

fn bytes(group: &Group) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (rest, value) in group {
        // Keys are words and codes, values people, dossiers and marks of a block: none is longer than its length says.
        let (Ok(short), Ok(long)) = (u8::try_from(rest.len()), u32::try_from(value.len())) else { continue };
        bytes.extend_from_slice(&((long << 8) | u32::from(short)).to_le_bytes());
        bytes.extend_from_slice(rest);
        bytes.extend_from_slice(value);
    }
    bytes
}

/// Calls `each` with every value of a group's row.
pub fn walk(mut row: &[u8], mut each: impl FnMut(&[u8], &[u8])) {
    while let Some((lengths, after)) = row.split_first_chunk::<4>() {
        let [short, long @ ..] = lengths.map(usize::from);
        let long = long[0] | (long[1] << 8) | (long[2] << 16);
        let Some((rest, after)) = after.split_at_checked(short) else { return };
        let Some((value, after)) = after.split_at_checked(long) else { return };
        each(rest, value);
        row = after;
    }
}

/// Calls `each` with every value of a group that was put.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn visit(keyed: &Keyed, room: Room, key: &[u8], each: impl FnMut(&[u8], &[u8])) -> Result<(), StoreError> {
    if let Some(row) = keyed.get(room, key)? {
        walk(&row, each);
    }
    Ok(())
}

/// One value of a group that was put.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn get(keyed: &Keyed, room: Room, key: &[u8], rest: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
    let mut found = None;
    visit(keyed, room, key, |at, value| {
        if at == rest {
            found = Some(value.to_vec());
        }
    })?;
    Ok(found)
}
