//! The program that speaks, such as espeak-ng: run once for each call, never twice at a time.

use super::turn::Turn;
use rustix::process::{Pid, Signal, kill_process_group};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// How often it is looked whether it has finished.
pub(super) const LOOK: Duration = Duration::from_millis(20);
/// The longest that a call may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest for a program that was stopped at the last call.
const LITTLE_PATIENCE: Duration = Duration::from_secs(5);
/// Stands for the sentence in an argument.
const TEXT: &str = "{text}";

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It was spoken.
    Heard,
    /// The program is not there, or says that it failed.
    Failed,
    /// It did not end, and was stopped.
    Hung,
}

/// A program that speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Its name or path.
    pub command: String,
    /// Its arguments; `{text}` in one of them is the sentence, which comes last when none has it.
    pub args: Vec<String>,
    /// After so long it is stopped.
    pub patience: Duration,
    /// A file that whoever speaks has locked, where two hubs may follow each other.
    pub turn: Option<PathBuf>,
}

impl Voice {
    /// This program with these arguments; it is stopped after 20 seconds.
    pub fn new(command: String, args: Vec<String>) -> Self {
        Self { command, args, patience: PATIENCE, turn: None }
    }

    /// The same, never over what a hub before this one left speaking when it was killed: `turn` is locked by whoever
    /// speaks.
    #[must_use]
    pub fn in_turn(self, turn: PathBuf) -> Self {
        Self { turn: Some(turn), ..self }
    }

    /// The same for one that has just hung: a room behind it must not wait so long again.
    #[must_use]
    pub(super) fn doubted(&self) -> Self {
        Self { patience: self.patience.min(LITTLE_PATIENCE), ..self.clone() }
    }

    /// Says `text` and waits until it is said. `is_over` is asked every [`LOOK`]; when it is, that is the end.
    pub(super) fn say(&self, text: &str, is_over: impl Fn() -> bool) -> Came {
        let mut args: Vec<String> = self.args.iter().map(|arg| arg.replace(TEXT, text)).collect();
        if !self.args.iter().any(|arg| arg.contains(TEXT)) {
            args.push(text.to_owned());
        }
        let Some(turn) = self.turn.as_ref().map_or(Some(None), |turn| Turn::take(turn, &is_over).map(Some)) else {
            return Came::Hung;
        };
        let stdin = turn.as_ref().map_or_else(Stdio::null, Turn::stdin);
        let mut command = Command::new(&self.command);
        command.args(args).stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own, so that whatever it starts ends with it.
        let Ok(mut child) = command.process_group(0).spawn() else { return Came::Failed };
        let looks = self.patience.as_millis() / LOOK.as_millis();
        for _ in 0..looks {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Came::Heard,
                Ok(Some(_)) => return Came::Failed,
                Ok(None) if !is_over() => sleep(LOOK),
                _ => break,
            }
        }
        stop(&mut child);
        Came::Hung
    }
}

fn stop(child: &mut Child) {
    let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    let _ = child.wait();
}
