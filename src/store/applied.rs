//! How far both logs are in the keyed copy, and how its rows are made.

use super::error::StoreError;
use super::journal::record::{Link, number};
use super::keyed::{Keyed, Room, Rows};

/// How far both logs are in the keyed copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The journal's number after the last that is in.
    pub next: u64,
    /// The journal's link there.
    pub head: Link,
    /// The vault's number after the last that is in.
    pub vault_next: u64,
    /// The vault's link there.
    pub vault_head: Link,
}

const APPLIED: &[u8] = b"applied";

/// How the rows are made; a keyed copy whose rows were made otherwise is made anew from the logs. 2: dossiers are found
/// by block, and by hamlet, former commune and procedure too. 3: people are found by ID number, dossiers by the code they
/// have elsewhere; small rows are grouped. 4: dossiers are grouped too, and more people; records of the vault are packed;
/// dossiers are found by the numbers of their receipts. 5: rows are fewer and larger, and so are the blocks; what is not
/// packed stands apart.
const MADE: u8 = 5;
const MADE_KEY: &[u8] = b"made";

impl Applied {
    /// Nothing yet.
    pub const START: Self = Self { next: 1, head: [0; 32], vault_next: 1, vault_head: [0; 32] };

    /// What the keyed copy says of itself.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn of(keyed: &Keyed) -> Result<Self, StoreError> {
        let Some(bytes) = keyed.get(Room::Meta, APPLIED)? else { return Ok(Self::START) };
        Self::read(&bytes).ok_or_else(|| StoreError::Keyed("meta".to_owned()))
    }

    /// Whether the rows, if there are any, are made as this program makes them.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn is_made_so(keyed: &Keyed) -> Result<bool, StoreError> {
        let begun = keyed.get(Room::Meta, APPLIED)?.is_some();
        Ok(!begun || keyed.get(Room::Meta, MADE_KEY)?.as_deref() == Some(&[MADE]))
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            next: number(bytes, 0).map(u64::from_le_bytes)?,
            head: number(bytes, 8)?,
            vault_next: number(bytes, 40).map(u64::from_le_bytes)?,
            vault_head: number(bytes, 48)?,
        })
    }

    /// Puts this into `rows`, with how they are made.
    pub fn put(&self, rows: &mut Rows) {
        rows.set(Room::Meta, MADE_KEY, &[MADE]);
        rows.set(Room::Meta, APPLIED, &self.bytes());
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.next.to_le_bytes().to_vec();
        bytes.extend_from_slice(&self.head);
        bytes.extend_from_slice(&self.vault_next.to_le_bytes());
        bytes.extend_from_slice(&self.vault_head);
        bytes
    }
}
