//! Where the bytes of a slip go. Every way ends in bounded time.

use super::Fault;
use rustix::fs::OFlags;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How long a network printer may take to answer a call, to say how it is, and to take a slip.
const CONNECT: Duration = Duration::from_secs(3);
const STATUS: Duration = Duration::from_millis(500);
const WRITE: Duration = Duration::from_secs(5);
/// A device that takes nothing now is tried again this often, this many times: ten seconds.
const PAUSE: Duration = Duration::from_millis(50);
const TRIES: u32 = 200;
/// `DLE EOT 4`: how is the paper?
const PAPER_STATUS: &[u8] = b"\x10\x04\x04";

/// Where slips go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A printer's device file, such as `/dev/usb/lp0`.
    Device(PathBuf),
    /// A network printer: host and port.
    Network(String),
    /// A file that grows.
    File(PathBuf),
}

impl Target {
    /// Sends one job.
    ///
    /// # Errors
    /// See [`Fault`]; part of it may be on paper. A printer that says nothing about its paper is no fault: cheap ones
    /// never do.
    pub fn send(&self, job: &[u8]) -> Result<(), Fault> {
        let sent = match self {
            Self::Device(path) => device(path, job),
            Self::Network(host) => return network(host, job),
            Self::File(path) => {
                OpenOptions::new().append(true).create(true).open(path).and_then(|mut file| file.write_all(job))
            }
        };
        sent.map_err(|error| fault(&error))
    }

    /// Whether what a job failed for is over, without anything being printed: a file's folder is there, a device takes
    /// a question about its paper, a network printer answers a call, and where it was out of paper, has some.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn look(&self, was: Fault) -> Result<(), Fault> {
        match self {
            Self::Device(path) => device(path, PAPER_STATUS).map_err(|error| fault(&error)),
            Self::Network(host) => call(host).and_then(|mut stream| match was {
                Fault::NoPaper => has_paper(&mut stream),
                Fault::Gone => Ok(()),
            }),
            Self::File(path) => {
                OpenOptions::new().append(true).create(true).open(path).map(drop).map_err(|error| fault(&error))
            }
        }
    }
}

fn fault(error: &io::Error) -> Fault {
    match error.kind() {
        // What the USB printer driver answers without paper.
        ErrorKind::StorageFull => Fault::NoPaper,
        _ => Fault::Gone,
    }
}

/// A printer that is switched off may keep a writer for ever, so the device is never waited for.
fn device(path: &Path, mut job: &[u8]) -> io::Result<()> {
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let mut device = OpenOptions::new().write(true).custom_flags(flags).open(path)?;
    let mut tries = 0;
    while !job.is_empty() {
        match device.write(job) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(taken) => {
                job = &job[taken..];
                tries = 0;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock && tries < TRIES => {
                tries += 1;
                sleep(PAUSE);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn call(host: &str) -> Result<TcpStream, Fault> {
    let connect = || -> io::Result<TcpStream> {
        let address = host.to_socket_addrs()?.next().ok_or(ErrorKind::NotFound)?;
        let stream = TcpStream::connect_timeout(&address, CONNECT)?;
        stream.set_write_timeout(Some(WRITE))?;
        stream.set_read_timeout(Some(STATUS))?;
        Ok(stream)
    };
    connect().map_err(|_| Fault::Gone)
}

fn has_paper(stream: &mut TcpStream) -> Result<(), Fault> {
    let mut status = [0];
    stream.write_all(PAPER_STATUS).map_err(|_| Fault::Gone)?;
    // Bits 1 and 4 are always set and 0 and 7 never, 5 and 6 mean no paper. What answers nothing may still print.
    if !matches!(stream.read(&mut status), Ok(1)) {
        return Ok(());
    }
    if status[0] & 0x93 == 0x12 && status[0] & 0x60 != 0 { Err(Fault::NoPaper) } else { Ok(()) }
}

fn network(host: &str, job: &[u8]) -> Result<(), Fault> {
    let mut stream = call(host)?;
    has_paper(&mut stream)?;
    let sent = stream.write_all(job).and_then(|()| stream.shutdown(std::net::Shutdown::Write));
    sent.map_err(|_| Fault::Gone)
}
