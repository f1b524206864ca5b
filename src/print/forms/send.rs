//! A paper to the system's printer, through whatever program the centre has for it. Ends in bounded time.

use rustix::process::{Pid, Signal, kill_process_group};
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread::sleep;
use std::time::Duration;

/// How often it is looked whether it has finished.
const LOOK: Duration = Duration::from_millis(20);
/// The longest that handing a paper over may take.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// Stands for the file in an argument.
const FILE: &str = "{file}";
/// How much of a program's complaint is told, in bytes.
const COMPLAINT_MAX: u64 = 400;
/// How long a complaint is waited for after the program has ended.
const COMPLAINT_WAIT: Duration = Duration::from_millis(500);

/// Why a paper was not printed. The file is kept in each case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// The settings name no program.
    NoProgram,
    /// There is no such program, or it cannot be run.
    Missing {
        /// Its name.
        program: String,
        /// What the system says.
        why: String,
    },
    /// It says that it failed.
    Failed {
        /// Its name.
        program: String,
        /// The last line of its complaint.
        why: String,
    },
    /// It did not end in time and was stopped.
    Hung {
        /// Its name.
        program: String,
    },
}

/// Hands `file` to the program `print`, which is stopped after `patience`.
///
/// # Errors
/// See [`NotSent`].
pub fn send(print: &[String], file: &Path, patience: Duration) -> Result<(), NotSent> {
    let (program, args) = print.split_first().filter(|(program, _)| !program.is_empty()).ok_or(NotSent::NoProgram)?;
    let path = file.to_string_lossy();
    let mut given: Vec<String> = args.iter().map(|arg| arg.replace(FILE, &path)).collect();
    if !args.iter().any(|arg| arg.contains(FILE)) {
        given.push(path.into_owned());
    }
    let mut command = Command::new(program);
    command.args(given).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    // A group of its own, so that whatever it starts ends with it.
    let started = command.process_group(0).spawn();
    let mut child = started.map_err(|why| NotSent::Missing { program: program.clone(), why: why.to_string() })?;
    let complaint = complaint(&mut child);
    for _ in 0..patience.as_millis() / LOOK.as_millis() {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                let said = complaint.recv_timeout(COMPLAINT_WAIT).unwrap_or_default();
                let why = if said.is_empty() { status.to_string() } else { said };
                return Err(NotSent::Failed { program: program.clone(), why });
            }
            Ok(None) => sleep(LOOK),
            Err(_) => break,
        }
    }
    let _ = kill_process_group(Pid::from_child(&child), Signal::KILL);
    let _ = child.wait();
    Err(NotSent::Hung { program: program.clone() })
}

/// The last line that comes on the error stream, once it is closed. Read on a thread of its own, to the end: a program
/// whose complaints nobody takes would wait for ever.
fn complaint(child: &mut Child) -> std::sync::mpsc::Receiver<String> {
    let (tell, told) = channel();
    if let Some(mut stream) = child.stderr.take() {
        let read = move || {
            let mut kept = Vec::new();
            let _ = stream.by_ref().take(COMPLAINT_MAX).read_to_end(&mut kept);
            let text = String::from_utf8_lossy(&kept).into_owned();
            let line = text.lines().rev().map(crate::text::nfc::clean).find(|line| !line.is_empty());
            let _ = tell.send(line.unwrap_or_default());
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        };
        let _ = std::thread::Builder::new().name("complaint".into()).spawn(read);
    }
    told
}
