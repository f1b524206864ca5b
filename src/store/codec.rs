//! Events to the entries of a journal record and back.

use super::error::{Damage, StoreError};
use super::journal::entry::{self, MESSAGE_PACK};
use super::journal::record::Record;
use super::journal::view::View;
use crate::domain::event::{Event, Recorded};

/// The body of a record that holds `events`: each as `MessagePack` with named fields, under its kind's number.
///
/// # Errors
/// [`StoreError::Encode`].
pub fn encode(events: &[Recorded]) -> Result<Vec<u8>, StoreError> {
    let mut body = Vec::with_capacity(events.len() * 256);
    for event in events {
        let bytes = rmp_serde::to_vec_named(event).map_err(|error| StoreError::Encode(error.to_string()))?;
        entry::push(&mut body, event.event.kind().0, &bytes);
    }
    Ok(body)
}

/// The events of a record.
///
/// # Errors
/// [`StoreError::Newer`] for a kind that this release does not know: it must not be skipped. Damage when the bytes mean
/// nothing, though their checksum holds.
pub fn decode(view: &View, record: &Record<'_>) -> Result<Vec<Recorded>, StoreError> {
    let damaged = || view.damage(record.first_seq, Damage::Content);
    let mut events = Vec::with_capacity(record.count as usize);
    for (seq, entry) in (record.first_seq..).zip(entry::entries(record.body)) {
        let entry = entry.map_err(|_| damaged())?;
        let known = Event::KINDS.iter().any(|(kind, _)| *kind == entry.kind);
        if !known || entry.codec != MESSAGE_PACK {
            let path = view.path_of(record.first_seq);
            let known = Event::KINDS.last().map_or(0, |(kind, _)| *kind).to_string();
            return Err(StoreError::Newer { path, found: entry.kind.to_string(), known });
        }
        let event = one(entry.bytes).ok_or_else(damaged)?;
        if event.seq != seq || event.event.kind().0 != entry.kind {
            return Err(damaged());
        }
        events.push(event);
    }
    if events.len() == record.count as usize { Ok(events) } else { Err(damaged()) }
}

/// One event from its bytes, all of which must be used.
pub fn one(bytes: &[u8]) -> Option<Recorded> {
    let mut rest = bytes;
    let event = rmp_serde::from_read(&mut rest).ok()?;
    rest.is_empty().then_some(event)
}
