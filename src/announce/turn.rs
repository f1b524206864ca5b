//! Whose turn it is to speak: whoever holds the lock of a file, which the program that speaks does by having it open as its
//! standard input. So the lock outlives a hub that is killed, for just as long as what it left speaking.

use super::program::LOOK;
use rustix::fs::{FlockOperation, flock};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{File, OpenOptions, remove_file};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

/// How long a call that was left may go on; it is ended then.
const LEFT: Duration = Duration::from_secs(5);
/// How long ending it may take.
const ENDING: Duration = Duration::from_secs(1);

/// The lock, held until this and the program are gone.
pub(super) struct Turn {
    path: PathBuf,
    /// None where it cannot be had: that is no reason for silence.
    file: Option<File>,
}

impl Turn {
    /// Waits until nobody speaks; whoever goes on too long is ended. `None` when that is of no use, or it is over.
    pub(super) fn take(path: &Path, is_over: impl Fn() -> bool) -> Option<Self> {
        let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path).ok();
        if let Some(file) = &file
            && !wait(file, LEFT, &is_over)
        {
            end_others(file);
            if !wait(file, ENDING, &is_over) {
                return None;
            }
        }
        Some(Self { path: path.to_owned(), file })
    }

    /// The lock as the standard input of a program, which is empty.
    pub(super) fn stdin(&self) -> Stdio {
        self.file.as_ref().and_then(|file| file.try_clone().ok()).map_or_else(Stdio::null, Stdio::from)
    }
}

impl Drop for Turn {
    /// The program has ended; whatever else it started that has the file open does not speak.
    fn drop(&mut self) {
        let _ = remove_file(&self.path);
    }
}

/// Whether the lock could be had in that time.
fn wait(file: &File, most: Duration, is_over: impl Fn() -> bool) -> bool {
    for _ in 0..most.as_millis() / LOOK.as_millis() {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Err(rustix::io::Errno::WOULDBLOCK) if !is_over() => sleep(LOOK),
            Err(rustix::io::Errno::WOULDBLOCK) => return false,
            // A file system without locks is no reason for silence.
            _ => return true,
        }
    }
    false
}

/// Ends every process whose standard input is this very file: nobody else opens it so.
fn end_others(file: &File) {
    let Ok(own) = file.metadata() else { return };
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    for pid in processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()) {
        let input = std::fs::metadata(format!("/proc/{pid}/fd/0"));
        if input.is_ok_and(|input| (input.dev(), input.ino()) == (own.dev(), own.ino()))
            && let Some(pid) = Pid::from_raw(pid)
        {
            let _ = kill_process(pid, Signal::KILL);
        }
    }
}
