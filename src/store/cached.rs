//! How much of the keyed copy is in memory: one budget for what sled keeps of every page and for the pages themselves.
//!
//! sled keeps some 280 bytes for every page of up to sixteen rows as long as it is open, whatever its cache may take; so
//! those are taken off the cache. And it looks for pages to give up only when one of 256 shards, into which the pages
//! fall, was asked 64 times: asked once each, sixteen thousand pages stay, whatever they weigh. So a row that was not
//! read lately is asked for again, the more often the larger it is.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// For all pages, those that are read and those that are not.
const BUDGET: u64 = 12 << 20;
/// A cache below this would hold less than the answer to one letter.
const LEAST: u64 = 6 << 20;
/// Bytes that sled keeps for a page, for each byte that its own snapshot has for it.
const KEPT: u64 = 9;

/// Bytes written at once, and room for four pages at least: a page above a quarter of it becomes a file of its own that
/// sled never syncs.
const SEGMENT: usize = 2 << 20;

/// Bytes of cache for the keyed copy in `dir`, which is going to be opened.
pub fn cache_bytes(dir: &Path) -> u64 {
    let found = fs::read_dir(dir).into_iter().flatten().flatten();
    let snapshots = found.filter(|entry| entry.file_name().to_string_lossy().starts_with("snap."));
    let pages = snapshots.filter_map(|entry| Some(entry.metadata().ok()?.len())).max().unwrap_or(0) * KEPT;
    BUDGET.saturating_sub(pages).max(LEAST)
}

/// The segments that the keyed copy in `dir` was begun with: it cannot be opened with others.
pub fn segment_bytes(dir: &Path) -> usize {
    // A checksum of four bytes ends it.
    let begun = fs::read(dir.join("conf")).unwrap_or_default();
    let begun = String::from_utf8_lossy(&begun);
    let size = begun.lines().find_map(|line| line.strip_prefix("segment_size: ")?.trim().parse().ok());
    size.unwrap_or(SEGMENT)
}

/// Rows read lately that are remembered: those of the answers to a few letters.
const LATELY: usize = 1024;
/// A row is asked for once more for so many of its bytes.
const ASKED: usize = 128;
/// More do not help: a shard has then looked.
const MOST: usize = 63;

/// Which rows were read lately.
#[derive(Debug)]
pub struct Lately(Vec<AtomicU64>);

impl Default for Lately {
    fn default() -> Self {
        Self((0..LATELY).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Lately {
    /// How many times more sled is to be asked for a row of `bytes` with this key, which was just read.
    pub fn more(&self, key: &[u8], bytes: usize) -> usize {
        // FNV-1a: the same key mostly has the same place, and no other key much of the time.
        let hash = key
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        // Two share a place, so that few push each other out.
        let first = (usize::try_from(hash >> 32).unwrap_or_default() % LATELY) & !1;
        let (newer, older) = (&self.0[first], &self.0[first + 1]);
        let before = newer.load(Ordering::Relaxed);
        if before == hash || older.load(Ordering::Relaxed) == hash {
            return 0;
        }
        older.store(before, Ordering::Relaxed);
        newer.store(hash, Ordering::Relaxed);
        more(bytes)
    }
}

/// How many times sled is to be asked for a row of a page that is read once, of rows of so many `bytes`.
pub fn more(bytes: usize) -> usize {
    bytes.div_ceil(ASKED).min(MOST)
}
