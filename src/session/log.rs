//! Who came in and who was turned away: one line each, in a file that stays small.

use crate::domain::account::Account;
use crate::domain::ids::OfficerId;
use crate::engine::clock::Clock;
use crate::session::gate::Place;
use crate::session::haunts::Haunts;
use crate::session::pace::moment;
use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Name of the file in the data directory; the one before has `.old` behind.
pub const FILE: &str = "access.log";
/// Where the next file begins.
const BYTES_MAX: u64 = 1 << 20;

/// The same refusal at the same place is noted once in so long.
const SELDOM: Duration = Duration::from_mins(1);
/// Refusals kept for that; from more places at once no more are noted.
const PLACES_MAX: usize = 512;

/// Where, what, and to whom.
type Refused = (Place, &'static str, Option<OfficerId>);

/// The file. Lines that cannot be written are lost: nobody is kept out because a disk is full.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    clock: Clock,
    file: Mutex<Option<File>>,
    /// When what was refused where, and to whom, was noted last.
    lately: Mutex<HashMap<Refused, Instant>>,
    /// Where officers came in from, as the file tells at the start and the lines since.
    haunts: Mutex<Haunts>,
}

impl Log {
    /// The log in `path`, begun with its first line; each line has the time of `clock`.
    pub fn new(path: PathBuf, clock: Clock) -> Self {
        let mut haunts = Haunts::default();
        haunts.read(&lines(&path.with_extension("log.old")));
        haunts.read(&lines(&path));
        Self { path, clock, file: Mutex::new(None), lately: Mutex::default(), haunts: Mutex::new(haunts) }
    }

    /// Notes that `officer`, where it is known who it is, came in from `place` to what `account` leads to.
    pub fn came_in(&self, place: Place, account: Account, officer: Option<OfficerId>) {
        self.note(&format!("in {} from {}", who(account, officer), shown(place)));
        if let (Some(address), Some(officer)) = (place, officer) {
            let mut haunts = self.haunts.lock().unwrap_or_else(PoisonError::into_inner);
            haunts.came(address, officer, self.clock.now());
        }
    }

    /// Whether `officer` is at home at `place`: the hub's own computer, or an address from which she came in lately.
    pub(super) fn knows(&self, place: Place, officer: OfficerId) -> bool {
        let haunts = self.haunts.lock().unwrap_or_else(PoisonError::into_inner);
        place.is_none_or(|address| haunts.has(address, officer, self.clock.now()))
    }

    /// Notes that `who` ended a screen at `place` that is not everybody's to end.
    pub fn left(&self, place: Place, who: &str) {
        self.note(&format!("ended {who} from {}", shown(place)));
    }

    /// Notes that what let her in to what `account` leads to, or to her seat there, does so no longer. Where the screen
    /// and its connection both see it, once.
    pub(super) fn shut_out(&self, place: Place, account: Account, officer: Option<OfficerId>) {
        if officer.is_none() || self.is_fresh((place, "shut out", officer)) {
            self.note(&format!("shut out {} from {}", who(account, officer), shown(place)));
        }
    }

    /// Notes that `who` said rightly who she is at `place`, but did not come in.
    pub fn went_away(&self, place: Place, who: &str) {
        self.note(&format!("went away before coming in: {who}, from {}", shown(place)));
    }

    /// Notes that `who` was not let in from `place`.
    pub fn turned_away(&self, place: Place, who: &str) {
        self.note(&format!("turned away: {who}, from {}", shown(place)));
    }

    /// Notes that something was refused at `place`: at most once a minute for each place and kind, so that nobody can
    /// wash away what else is in the file.
    pub fn refused(&self, place: Place, what: &'static str) {
        self.refused_to(place, what, None);
    }

    /// The same, of what `officer` was said to want.
    pub(super) fn refused_to(&self, place: Place, what: &'static str, officer: Option<OfficerId>) {
        if !self.is_fresh((place, what, officer)) {
            return;
        }
        let officer = officer.map(|officer| format!(", officer {officer}")).unwrap_or_default();
        self.note(&format!("refused: {what}{officer}, from {}", shown(place)));
    }

    /// Whether this was not noted within the last minute; from now on it was.
    fn is_fresh(&self, of: Refused) -> bool {
        let now = moment();
        let mut lately = self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        lately.retain(|_, last| now.saturating_duration_since(*last) < SELDOM);
        if lately.contains_key(&of) || lately.len() >= PLACES_MAX {
            return false;
        }
        lately.insert(of, now);
        true
    }

    fn note(&self, what: &str) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.as_ref().and_then(|file| file.metadata().ok()).is_some_and(|data| data.len() >= BYTES_MAX) {
            *file = None;
            let _ = fs::rename(&self.path, self.path.with_extension("log.old"));
        }
        if file.is_none() {
            *file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.path).ok();
        }
        if let Some(file) = file.as_mut() {
            let _ = writeln!(file, "{} {what}", self.clock.now().local().format("%Y-%m-%dT%H:%M:%S"));
        }
    }
}

/// How the log says who somebody is.
pub(super) fn who(account: Account, officer: Option<OfficerId>) -> String {
    let officer = officer.map(|officer| format!(" officer {officer}")).unwrap_or_default();
    format!("{account}{officer}")
}

/// What stands in the file, as far as it can be read.
fn lines(path: &Path) -> String {
    let mut bytes = Vec::new();
    let _ = File::open(path).map(|file| file.take(2 * BYTES_MAX).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shown(place: Place) -> String {
    place.map_or_else(|| "this computer".to_owned(), |address| address.to_string())
}
