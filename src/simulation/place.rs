//! Where the centre of virtual days stands: in a directory that is kept, or in one that is removed with it.
//!
//! A process that is killed cannot remove its own; the next one does.

use crate::engine;
use crate::store::lock::Lock;
use rustix::io::Errno;
use rustix::process::{Pid, geteuid, test_kill_process};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// How the name of a passing directory begins; the process and a number that nobody else has follow.
const BEGINS: &str = "motcua-virtual-";

/// Where a centre of virtual days stands.
#[derive(Debug)]
pub(super) struct Place {
    dir: PathBuf,
    passing: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.passing {
            // Nothing more can be done about one that cannot be removed; the system clears its place at times.
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

impl Place {
    /// A directory of this process that is removed when it goes.
    pub(super) fn passing() -> Self {
        let name = format!("{BEGINS}{}-{}", std::process::id(), engine::fresh_id());
        Self { dir: std::env::temp_dir().join(name), passing: true }
    }

    /// A directory that stays.
    pub(super) fn kept(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), passing: false }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }
}

/// Removes what processes of this user that were killed left in the system's place for passing things; answers how many
/// directories those were.
pub fn clear() -> usize {
    clear_in(&std::env::temp_dir())
}

/// The same in `dir`.
pub fn clear_in(dir: &Path) -> usize {
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    let left = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| is_left_over(path));
    left.filter(|path| fs::remove_dir_all(path).is_ok()).count()
}

/// Whether this was made for virtual days by a process of this user that is gone.
fn is_left_over(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let Some(pid) = name.and_then(|name| name.strip_prefix(BEGINS)?.split('-').next()) else { return false };
    let Some(pid) = pid.parse().ok().and_then(Pid::from_raw) else { return false };
    // A link is none of ours, wherever it leads.
    let ours = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir() && found.uid() == geteuid().as_raw());
    // A process that cannot be seen from here, such as one in another container, still holds its lock.
    ours && test_kill_process(pid) == Err(Errno::SRCH) && Lock::look(path).is_ok()
}
