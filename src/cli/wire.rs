//! The hub's socket in the data directory: one JSON line with a question, one with the answer.
//!
//! The directory is its owner's alone, the socket too, and whoever connects must be the same user: she acts as
//! administrator.

use super::answer::{Objection, Said};
use super::args::Ask;
use super::home::Home;
use super::office;
use crate::engine::Hub;
use crate::text::words::Words;
use std::fs::{File, Permissions};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The longest question, in bytes. A name of 10,000 letters still gets its own refusal.
const ASK_MAX: u64 = 1 << 20;
/// How long a question may take to come in.
const ASK_WAIT: Duration = Duration::from_secs(10);
/// Questions answered at once.
const AT_ONCE: usize = 64;
/// The longest path a socket address holds on every system.
const PATH_MAX: usize = 100;

/// What came of asking a hub.
#[derive(Debug)]
pub(super) enum Reply {
    /// It answered.
    Said(Said),
    /// No hub runs here.
    Nobody,
    /// It went away before it answered: the same question may be asked again.
    Lost,
}

/// Asks the hub of `home`.
///
/// # Errors
/// A socket that belongs to somebody else, or does not work.
pub(super) fn ask(home: &Home, ask: &Ask) -> Result<Reply, Objection> {
    let broken = |error: &std::io::Error| Objection::file("unreadable", &home.socket_path(), error);
    let address = match Address::of(home) {
        Ok(address) => address,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Reply::Nobody),
        Err(error) => return Err(broken(&error)),
    };
    let mut stream = match UnixStream::connect(&address.path) {
        Ok(stream) => stream,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
            return Ok(Reply::Nobody);
        }
        Err(error) => return Err(broken(&error)),
    };
    let mut line = serde_json::to_vec(ask).map_err(|_| Objection::own("garbled", &[]))?;
    line.push(b'\n');
    if line.len() as u64 > ASK_MAX {
        return Err(Objection::own("too_long", &[]));
    }
    let mut answer = Vec::new();
    let talked = stream.write_all(&line).and_then(|()| stream.read_to_end(&mut answer));
    match talked.ok().and_then(|_| serde_json::from_slice(&answer).ok()) {
        Some(said) => Ok(Reply::Said(said)),
        None => Ok(Reply::Lost),
    }
}

/// The socket's path in a form that fits into a socket address, however deep the data directory lies.
struct Address {
    path: PathBuf,
    _dir: Option<File>,
}

impl Address {
    fn of(home: &Home) -> std::io::Result<Self> {
        let path = home.socket_path();
        if path.as_os_str().len() <= PATH_MAX {
            return Ok(Self { path, _dir: None });
        }
        let dir = File::open(home.dir())?;
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        Ok(Self { path: PathBuf::from(format!("/proc/self/fd/{}", dir.as_raw_fd())).join(name), _dir: Some(dir) })
    }
}

/// The open socket of a hub; gone with it.
#[derive(Debug)]
pub(super) struct Listening {
    path: PathBuf,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Answers at the socket of `home` from now on. Only the one who holds the store may call this: a socket that is
/// already there was left by a hub that was killed.
///
/// # Errors
/// The system's error.
pub(super) fn listen(home: &Home, hub: &Hub) -> Result<Listening, Objection> {
    let path = home.socket_path();
    let bind = || {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&Address::of(home)?.path)?;
        std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        let (hub, home) = (hub.clone(), home.clone());
        std::thread::Builder::new().name("socket".into()).spawn(move || accept(&listener, &hub, &home))?;
        Ok(Listening { path: path.clone() })
    };
    bind().map_err(|error| Objection::file("unwritable", &path, &error))
}

fn accept(listener: &UnixListener, hub: &Hub, home: &Home) {
    let busy = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming().flatten() {
        if !is_same_user(&stream) {
            continue;
        }
        let Some(turn) = Turn::take(&busy) else {
            refuse(&stream, hub, &Objection::own("busy", &[]));
            continue;
        };
        let (hub, home) = (hub.clone(), home.clone());
        // Without a thread the stream closes, and the one who asked asks again.
        let _ = std::thread::Builder::new().name("answer".into()).spawn(move || {
            let _turn = turn;
            answer(&stream, &hub, &home);
        });
    }
}

/// One of the questions that are answered at once.
struct Turn(Arc<AtomicUsize>);

impl Turn {
    fn take(busy: &Arc<AtomicUsize>) -> Option<Self> {
        let turn = Self(Arc::clone(busy));
        (busy.fetch_add(1, Ordering::SeqCst) < AT_ONCE).then_some(turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(target_os = "linux")]
fn is_same_user(stream: &UnixStream) -> bool {
    rustix::net::sockopt::socket_peercred(stream).is_ok_and(|peer| peer.uid == rustix::process::geteuid())
}

/// Elsewhere the directory's own permissions keep others out.
#[cfg(not(target_os = "linux"))]
fn is_same_user(_: &UnixStream) -> bool {
    true
}

fn answer(stream: &UnixStream, hub: &Hub, home: &Home) {
    let mut line = Vec::new();
    let read = stream
        .set_read_timeout(Some(ASK_WAIT))
        .and_then(|()| BufReader::new(stream).take(ASK_MAX + 1).read_until(b'\n', &mut line));
    if line.len() as u64 > ASK_MAX {
        return refuse(stream, hub, &Objection::own("too_long", &[]));
    }
    match read.ok().and_then(|_| serde_json::from_slice::<Ask>(&line).ok()) {
        Some(ask) => reply(stream, &office::serve(&ask, hub, home)),
        None => refuse(stream, hub, &Objection::own("garbled", &[])),
    }
}

fn refuse(stream: &UnixStream, hub: &Hub, objection: &Objection) {
    let words = Words::of(hub.now_published().state.centre.language);
    reply(stream, &objection.said(true, &words));
}

/// Whoever asked may have gone; then nobody is told.
fn reply(mut stream: &UnixStream, said: &Said) {
    if let Ok(line) = serde_json::to_vec(said) {
        let _ = stream.write_all(&line);
    }
}
