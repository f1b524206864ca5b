//! Bytes that receipt printers understand (ESC/POS): a picture in bands, and the cut.

use super::Picture;

/// `ESC @`: forget whatever the job before left.
const RESET: &[u8] = b"\x1b@";
/// `GS v 0`, in its own size.
const RASTER: &[u8] = b"\x1dv0\0";
/// `GS V 66 0`: past the knife, then cut; printers without one only move the paper.
const CUT: &[u8] = b"\x1dVB\0";
/// Rows of dots of one band: small printers keep no more at a time.
const BAND_ROWS: usize = 128;

/// The bytes that print `picture` and cut the paper.
pub fn job(picture: &Picture) -> Vec<u8> {
    let mut bytes = RESET.to_vec();
    for band in picture.bytes().chunks(picture.row_bytes() * BAND_ROWS) {
        bytes.extend_from_slice(RASTER);
        for size in [picture.row_bytes(), band.len() / picture.row_bytes()] {
            bytes.extend_from_slice(&u16::try_from(size).unwrap_or(u16::MAX).to_le_bytes());
        }
        bytes.extend_from_slice(band);
    }
    bytes.extend_from_slice(CUT);
    bytes
}
