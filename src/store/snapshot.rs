//! The state at a moment, kept in the keyed copy so that opening does not replay history.
//!
//! A snapshot is the state as `MessagePack`, cut into parts under its number, and a closing part (number
//! `u32::MAX`) that says how long it is, its blake3, the journal's link at that place and which release made it. It
//! counts only when all of that holds; otherwise an older one, or the whole journal, is replayed. Three are kept.

use super::error::StoreError;
use super::journal::record::Link;
use super::keyed::{Keyed, PART, Room, Rows};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};

const KEPT: usize = 3;
/// Another release may work out its state differently from the same events, so it makes its own.
const MADE_BY: &str = env!("CARGO_PKG_VERSION");

#[derive(Serialize, Deserialize)]
struct Closing {
    len: usize,
    blake3: [u8; 32],
    head: Link,
    made_by: String,
}

/// Keeps `state`, whose last event is the one that `head` links.
///
/// # Errors
/// [`StoreError::Keyed`], [`StoreError::Encode`].
pub fn keep(keyed: &Keyed, state: &State, head: Link) -> Result<(), StoreError> {
    let encode_error = |error: rmp_serde::encode::Error| StoreError::Encode(error.to_string());
    let bytes = rmp_serde::to_vec_named(state).map_err(encode_error)?;
    let closing =
        Closing { len: bytes.len(), blake3: *blake3::hash(&bytes).as_bytes(), head, made_by: MADE_BY.to_owned() };
    for (part, chunk) in (0_u32..).zip(bytes.chunks(PART)) {
        let mut rows = Rows::default();
        rows.set(Room::Snapshots, &key(state.seq, part), chunk);
        keyed.put(rows)?;
    }
    let mut rows = Rows::default();
    let closing = rmp_serde::to_vec_named(&closing).map_err(encode_error)?;
    rows.set(Room::Snapshots, &key(state.seq, u32::MAX), &closing);
    keyed.put(rows)?;
    forget_old(keyed)
}

/// The newest good snapshot that ends before number `until`, and the journal's link there.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn newest(keyed: &Keyed, until: u64) -> Result<Option<(State, Link)>, StoreError> {
    for seq in numbers(keyed)?.into_iter().rev().filter(|seq| *seq < until) {
        if let Some(found) = load(keyed, seq)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The newest good snapshot whose last event is earlier than `moment`, and the journal's link there.
///
/// # Errors
/// [`StoreError::Keyed`].
pub fn before(keyed: &Keyed, moment: Timestamp) -> Result<Option<(State, Link)>, StoreError> {
    for seq in numbers(keyed)?.into_iter().rev() {
        if let Some(found) = load(keyed, seq)?.filter(|(state, _)| state.at < moment) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn load(keyed: &Keyed, seq: u64) -> Result<Option<(State, Link)>, StoreError> {
    let Some(closing) = keyed.get(Room::Snapshots, &key(seq, u32::MAX))? else { return Ok(None) };
    let Ok(closing) = rmp_serde::from_slice::<Closing>(&closing) else { return Ok(None) };
    if closing.made_by != MADE_BY {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(closing.len);
    let last = key(seq, u32::MAX);
    keyed.scan(Room::Snapshots, &seq.to_be_bytes(), |key, part| {
        if key != last {
            bytes.extend_from_slice(part);
        }
        true
    })?;
    if bytes.len() != closing.len || *blake3::hash(&bytes).as_bytes() != closing.blake3 {
        return Ok(None);
    }
    let state: Option<State> = rmp_serde::from_slice(&bytes).ok();
    Ok(state.filter(|state| state.seq == seq).map(|state| (state, closing.head)))
}

fn forget_old(keyed: &Keyed) -> Result<(), StoreError> {
    let all = numbers(keyed)?;
    for seq in &all[..all.len().saturating_sub(KEPT)] {
        let mut rows = Rows::default();
        keyed.scan(Room::Snapshots, &seq.to_be_bytes(), |key, _| {
            rows.unset(Room::Snapshots, key);
            true
        })?;
        keyed.put(rows)?;
    }
    Ok(())
}

fn numbers(keyed: &Keyed) -> Result<Vec<u64>, StoreError> {
    let mut all: Vec<u64> = Vec::new();
    keyed.scan(Room::Snapshots, &[], |key, _| {
        if let Some(seq) = key.first_chunk().map(|seq| u64::from_be_bytes(*seq))
            && all.last() != Some(&seq)
        {
            all.push(seq);
        }
        true
    })?;
    Ok(all)
}

fn key(seq: u64, part: u32) -> Vec<u8> {
    let mut key = seq.to_be_bytes().to_vec();
    key.extend_from_slice(&part.to_be_bytes());
    key
}
