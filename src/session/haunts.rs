//! Where each officer came in from lately: wrong PINs typed elsewhere are no reason to keep her waiting there.

use crate::domain::ids::OfficerId;
use crate::domain::time::Timestamp;
use std::collections::HashMap;
use std::net::IpAddr;

/// An address where she came in is hers for so long after the last time. In seconds.
const KNOWN_S: i64 = 30 * 86_400;
/// Pairs of officer and address kept; the one that was longest ago goes first.
const HAUNTS_MAX: usize = 4096;

/// The addresses.
#[derive(Debug, Default)]
pub(super) struct Haunts(HashMap<(IpAddr, OfficerId), Timestamp>);

impl Haunts {
    /// Those that the lines of a log tell of.
    pub fn read(&mut self, log: &str) {
        for (at, officer, address) in log.lines().filter_map(came_in) {
            self.came(address, officer, at);
        }
    }

    /// She came in there.
    pub fn came(&mut self, address: IpAddr, officer: OfficerId, at: Timestamp) {
        self.0.insert((address, officer), at);
        if self.0.len() > HAUNTS_MAX {
            let oldest = self.0.iter().min_by_key(|(_, at)| **at).map(|(pair, _)| *pair);
            oldest.map(|oldest| self.0.remove(&oldest));
        }
    }

    /// Whether she came in there lately.
    pub fn has(&self, address: IpAddr, officer: OfficerId, now: Timestamp) -> bool {
        self.0.get(&(address, officer)).is_some_and(|at| now.since(*at) < KNOWN_S)
    }
}

/// What a line such as `2026-11-23T08:00:00 in counter3 officer 2 from 10.0.0.7` tells.
fn came_in(line: &str) -> Option<(Timestamp, OfficerId, IpAddr)> {
    let words: Vec<&str> = line.split(' ').collect();
    let [at, "in", _, "officer", officer, "from", address] = words[..] else { return None };
    Some((Timestamp::parse(at)?, OfficerId(officer.parse().ok()?), address.parse().ok()?))
}
