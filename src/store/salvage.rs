//! What can be saved out of a log's files: every whole record in them, unless the file is of another log.

use super::error::StoreError;
use super::files::DiskFiles;
use super::journal::entry;
use super::journal::record::{self, Link};
use super::journal::segment::{self, Kind};
use super::journal::view;
use super::people::{self, Said};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Where a whole record lies.
#[derive(Clone, Copy, Debug)]
struct Place {
    file: usize,
    at: usize,
    len: usize,
    hash: Link,
}

#[derive(Debug)]
struct Source {
    path: PathBuf,
    /// The link before its first record, when its header says so.
    prev: Option<Link>,
}

/// Where whole records lie in a log's files, by their first number.
#[derive(Debug, Default)]
pub struct Salvage {
    files: Vec<Source>,
    places: BTreeMap<u64, Vec<Place>>,
    /// The file read last, because records mostly follow one another.
    cached: Option<(usize, Vec<u8>)>,
}

impl Salvage {
    /// Finds every whole record in the segments of `dir`, however damaged what lies between. A file that is whole by its
    /// header but of another kind was copied there by mistake: its records chain too, and are not this log's.
    ///
    /// # Errors
    /// The system's error.
    pub fn add(&mut self, kind: Kind, dir: &Path) -> Result<(), StoreError> {
        for first in view::segments(&DiskFiles, dir)? {
            let path = segment::path(dir, first);
            let bytes = fs::read(&path).map_err(|error| StoreError::io(&path, error))?;
            if segment::is_of_another_kind(kind, &bytes) {
                continue;
            }
            let mut at = 0;
            while let Some(found) = record::next_whole(&bytes[at..], 1) {
                at += found;
                let Ok(record) = record::parse(&bytes[at..]) else { break };
                let place = Place { file: self.files.len(), at, len: record.raw.len(), hash: record.hash };
                self.places.entry(record.first_seq).or_default().push(place);
                at += record.raw.len();
            }
            let prev = segment::read_header(kind, &path, &bytes).ok().map(|start| start.prev);
            self.files.push(Source { path, prev });
        }
        Ok(())
    }

    /// Whether any whole record was found, and whether one of them is in `chain`.
    pub fn meets(&self, chain: &BTreeSet<Link>) -> (bool, bool) {
        let mut places = self.places.values().flatten();
        (!self.places.is_empty(), places.any(|place| chain.contains(&place.hash)))
    }

    /// The record that follows `seq` and `prev`, if any file has it.
    pub fn after(&mut self, seq: u64, prev: &Link) -> Option<Vec<u8>> {
        let places = self.places.get(&seq)?.clone();
        places.into_iter().find_map(|Place { file, at, len, .. }| {
            if self.cached.as_ref().is_none_or(|(cached, _)| *cached != file) {
                self.cached = Some((file, fs::read(&self.files[file].path).ok()?));
            }
            let raw = self.cached.as_ref()?.1.get(at..at + len)?;
            follows(raw, seq, prev).then(|| raw.to_vec())
        })
    }

    /// The last link of the vault that the one in these files was written in place of, if it was.
    pub fn rewritten(&mut self) -> Option<Link> {
        let raw = self.after(1, &[0; 32])?;
        let record = record::parse(&raw).ok()?;
        match people::read(entry::entries(record.body).next()?.ok()?)? {
            Said::Rewritten(old) => Some(old),
            _ => None,
        }
    }

    /// Whether a file of this log has whole records from `end` on that could not be joined to `chain`, the links of all
    /// records before. A file that overlaps the chain and shares nothing with it is of another centre, and so is one
    /// that continues such a file.
    pub fn is_left(&self, end: u64, chain: &BTreeSet<Link>) -> bool {
        let mut own_of: Vec<Vec<(u64, Link)>> = vec![Vec::new(); self.files.len()];
        for (seq, places) in &self.places {
            for place in places {
                own_of[place.file].push((*seq, place.hash));
            }
        }
        let mut foreign: BTreeSet<Link> = BTreeSet::new();
        for (source, own) in self.files.iter().zip(own_of) {
            let shared = own.iter().any(|(_, hash)| chain.contains(hash));
            let overlaps = own.iter().any(|(seq, _)| *seq < end);
            if !shared && (overlaps || source.prev.is_some_and(|prev| foreign.contains(&prev))) {
                foreign.extend(own.iter().map(|(_, hash)| *hash));
            } else if own.iter().any(|(seq, _)| *seq >= end) {
                return true;
            }
        }
        false
    }
}

fn follows(raw: &[u8], seq: u64, prev: &Link) -> bool {
    record::parse(raw).is_ok_and(|record| record.raw.len() == raw.len() && record.follows(seq, prev))
}
