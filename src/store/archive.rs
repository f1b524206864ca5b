//! Reading every dossier there is, page by page, so that the writer is never kept waiting and memory does not grow.

use super::error::StoreError;
use super::grouped::walk;
use super::keyed::Room;
use super::reader::Reader;
use super::rows::dossier_key;
use crate::domain::dossier::Dossier;
use crate::domain::ids::DossierCode;

/// Dossiers in order of their codes (of codes of one length), and how far that is.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Those that were wanted.
    pub dossiers: Vec<Dossier>,
    /// The last code that was looked at; `None` when there was none left.
    pub last: Option<DossierCode>,
}

impl Reader {
    /// Of the next `look` dossiers after `after`, open and long over, those whose code is `wanted`.
    ///
    /// # Errors
    /// [`StoreError::Keyed`].
    pub fn dossiers_after(
        &self,
        after: Option<&DossierCode>,
        look: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Page, StoreError> {
        let (group, from) = after.map(dossier_key).unwrap_or_default();
        let (mut page, mut looked, mut odd) = (Page::default(), 0, None);
        self.0.with(|keyed| {
            keyed.scan_from(Room::Dossiers, &group, |key, row| {
                let is_begun = key == group;
                walk(row, |code, value| {
                    if looked == look || (is_begun && code <= from.as_slice()) {
                        return;
                    }
                    looked += 1;
                    let code = String::from_utf8_lossy(code).into_owned();
                    if wanted(&code) {
                        match rmp_serde::from_slice(value) {
                            Ok(dossier) => page.dossiers.push(dossier),
                            Err(error) => odd = Some(StoreError::Keyed(error.to_string())),
                        }
                    }
                    page.last = Some(DossierCode(code));
                });
                looked < look && odd.is_none()
            })
        })?;
        odd.map_or(Ok(page), Err)
    }
}
