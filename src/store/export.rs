//! The journal as JSON Lines: one event a line, with its number and the hash of its record.

use super::error::StoreError;
use super::reader::Reader;
use super::verify::hex;
use serde_json::json;
use std::io::Write;
use std::path::Path;

/// Writes every event from number `from` on to `to`; `path` is what an error names. Answers how many there were.
///
/// # Errors
/// Damage of the journal, or the system's error.
pub fn export(reader: &Reader, from: u64, to: &mut dyn Write, path: &Path) -> Result<u64, StoreError> {
    let mut written = 0;
    reader.events(from, |event, hash| {
        let (kind, name) = event.event.kind();
        let line = json!({
            "seq": event.seq,
            "at": event.at.to_string(),
            "kind": kind,
            "name": name,
            "hash": hex(hash),
            "recorded": event,
        });
        writeln!(to, "{line}").map_err(|error| StoreError::io(path, error))?;
        written += 1;
        Ok(true)
    })?;
    to.flush().map_err(|error| StoreError::io(path, error))?;
    Ok(written)
}
