//! Numbers of the receipts of fees, so that one that was given before is known however long that dossier is over.
//!
//! Books of receipts begin anew every year, so a number counts within the year of its payment. Capital and small
//! letters are one.

use super::error::StoreError;
use super::keyed::{Keyed, Room, Rows};
use crate::domain::dossier::{Change, Payment};
use crate::domain::ids::DossierCode;
use crate::domain::time::Timestamp;
use crate::text::fold::fold;
use chrono::Datelike;

/// Keeps the number of a receipt, if this change gave one.
pub fn keep(rows: &mut Rows, dossier: &DossierCode, change: &Change, at: Timestamp) {
    if let Change::Paid { payment: Payment::Taken { number, .. }, .. } = change
        && !number.is_empty()
    {
        rows.set(Room::Receipts, &key(at.day().year(), &fold(number)), dossier.0.as_bytes());
    }
}

/// The dossier for which a receipt of this number was last given in that year.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn given(keyed: &Keyed, year: i32, number: &str) -> Result<Option<DossierCode>, StoreError> {
    let folded = keyed.get(Room::Receipts, &key(year, &fold(number)))?;
    // Rows of before this was so have the number as it was typed.
    let code = folded.map_or_else(|| keyed.get(Room::Receipts, &key(year, number)), |code| Ok(Some(code)))?;
    Ok(code.map(|code| DossierCode(String::from_utf8_lossy(&code).into_owned())))
}

fn key(year: i32, number: &str) -> Vec<u8> {
    let mut key = year.to_be_bytes().to_vec();
    key.extend_from_slice(number.as_bytes());
    key
}
