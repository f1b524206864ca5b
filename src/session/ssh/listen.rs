//! Listening: on the network where an administrator has said so, and on a socket file for the hub's own user.

use super::guard::Guarded;
use super::handler::Connection;
use super::pulse::Pulse;
use super::standstill::Standstill;
use super::{Hall, stopped};
use crate::session::gate::Place;
use russh::keys::PrivateKey;
use russh::server::{Config, run_stream};
use russh::{MethodKind, MethodSet};
use rustix::net::sockopt::set_socket_send_buffer_size;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinSet;

/// Name of the socket file in the data directory.
pub const SOCKET: &str = "screens.sock";
/// Connections at once.
const CONNECTIONS_MAX: usize = 96;
/// Of one address; a centre's PCs may all come through one router.
const PER_ADDRESS_MAX: usize = 80;
/// Connections from the network that have not said who they are; fewer than there is room for, so that nobody who says
/// nothing keeps others out.
const UNKNOWN_MAX: usize = 64;
/// Of those, from one address: all PCs of a centre, behind one router, may come again at the same moment.
const UNKNOWN_PER_ADDRESS_MAX: usize = 32;
/// How long the first words of the protocol may take: programs say them, not people.
const FIRST_WORDS: Duration = Duration::from_secs(10);
/// How long the goodbyes may take when the hub stops.
const GOODBYE: Duration = Duration::from_secs(3);
/// How long the last bytes may take after a sitting.
const FAREWELL: Duration = Duration::from_secs(2);
/// Bytes of a connection that the system keeps for its other end.
const SEND_BUFFER_BYTES: usize = 64 * 1024;
/// How long to wait after the system has refused a connection, for want of files for example.
const BREATH: Duration = Duration::from_millis(200);

/// The open doors of a hub; closed with it.
#[derive(Debug)]
pub struct Doors {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    socket: PathBuf,
    /// Where the network is listened to, if it is.
    pub address: Option<SocketAddr>,
}

/// Listens on the socket file in `dir`, and on `network` where one is given.
///
/// # Errors
/// The system's error, such as an address in use.
pub async fn open(hall: Arc<Hall>, key: PrivateKey, dir: &Path, network: Option<SocketAddr>) -> io::Result<Doors> {
    let (stop, stopping) = watch::channel(false);
    let config = Arc::new(config(key));
    let guests = Guests::default();
    let standstill = Arc::new(Standstill::default());
    let mut tasks = JoinSet::new();
    let socket = dir.join(SOCKET);
    match std::fs::remove_file(&socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let local = UnixListener::bind(&socket)?;
    std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o600))?;
    let mut address = None;
    if let Some(network) = network {
        let listener = TcpListener::bind(network).await?;
        address = Some(listener.local_addr()?);
        let (config, guests) = (Arc::clone(&config), guests.clone());
        let door = Door { hall: Arc::clone(&hall), config, guests, standstill: Arc::clone(&standstill) };
        tasks.spawn(door.run(Listener::Network(listener), stopping.clone()));
    }
    let door = Door { hall, config, guests, standstill: Arc::clone(&standstill) };
    let mut closing = stopping.clone();
    tasks.spawn(door.run(Listener::Own(local), stopping));
    tasks.spawn(async move {
        tokio::select! {
            () = stopped(&mut closing) => {}
            () = standstill.watch() => {}
        }
    });
    Ok(Doors { stop, tasks, socket, address })
}

impl Doors {
    /// Nobody comes in any more, and everybody is told; returns when they are, or after a few seconds.
    pub async fn close(mut self) {
        let _ = self.stop.send(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(GOODBYE, all).await;
        let _ = std::fs::remove_file(&self.socket);
    }
}

fn config(key: PrivateKey) -> Config {
    Config {
        methods: MethodSet::from(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..]),
        auth_rejection_time: Duration::from_secs(1),
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![key],
        window_size: 64 * 1024,
        // Offers of keys that do not fit count too, and an agent may hold many.
        max_auth_attempts: 12,
        inactivity_timeout: Some(Duration::from_secs(90)),
        // The library would ask whether anybody is there also before it is known who came, and OpenSSH ends a connection
        // over any request made that early, while she is still typing her PIN. Sittings ask for themselves.
        keepalive_interval: None,
        ..Config::default()
    }
}

/// Who is connected: how many in all, from each address, and not known yet.
#[derive(Clone, Debug, Default)]
struct Guests(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    all: usize,
    unknown: usize,
    from: HashMap<IpAddr, Near>,
}

/// The connections of one address.
#[derive(Clone, Copy, Debug, Default)]
struct Near {
    all: usize,
    unknown: usize,
}

/// One of them; counted until it is dropped.
#[derive(Debug)]
struct Guest {
    guests: Guests,
    place: Place,
    known: bool,
}

impl Guests {
    /// This computer's own user is always let in: what others do on the network must not shut her out.
    ///
    /// # Errors
    /// Which limit is reached.
    fn enter(&self, place: Place) -> Result<Guest, &'static str> {
        let guest = || Guest { guests: self.clone(), place, known: false };
        let Some(address) = place else { return Ok(guest()) };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let near = counts.from.get(&address).copied().unwrap_or_default();
        if counts.all >= CONNECTIONS_MAX {
            return Err("too many connections");
        }
        if near.all >= PER_ADDRESS_MAX {
            return Err("too many connections of one address");
        }
        if counts.unknown >= UNKNOWN_MAX || near.unknown >= UNKNOWN_PER_ADDRESS_MAX {
            return Err("too many connections that have not said who they are");
        }
        counts.all += 1;
        counts.unknown += 1;
        counts.from.insert(address, Near { all: near.all + 1, unknown: near.unknown + 1 });
        Ok(guest())
    }
}

impl Guest {
    fn is_known(&mut self) {
        if !std::mem::replace(&mut self.known, true)
            && let Some(address) = self.place
        {
            let mut counts = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
            counts.unknown -= 1;
            if let Some(near) = counts.from.get_mut(&address) {
                near.unknown -= 1;
            }
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.is_known();
        let Some(address) = self.place else { return };
        let mut counts = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.all -= 1;
        if let Some(near) = counts.from.get_mut(&address) {
            near.all -= 1;
            if near.all == 0 {
                counts.from.remove(&address);
            }
        }
    }
}

/// Where connections come in.
#[derive(Clone)]
struct Door {
    hall: Arc<Hall>,
    config: Arc<Config>,
    guests: Guests,
    standstill: Arc<Standstill>,
}

/// What is listened to.
enum Listener {
    Network(TcpListener),
    Own(UnixListener),
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// Somebody at a door.
struct Caller {
    stream: Box<dyn Stream>,
    place: Place,
    /// The hub's own user at this computer.
    own: bool,
}

impl Listener {
    /// The next caller; none when it is one who may not even knock.
    async fn accept(&self) -> io::Result<Option<Caller>> {
        match self {
            Self::Network(listener) => {
                let (stream, from) = listener.accept().await?;
                // Frames are small and are to be seen at once.
                stream.set_nodelay(true)?;
                // What waits in the system for one who takes nothing is old when she takes it.
                let _ = set_socket_send_buffer_size(&stream, SEND_BUFFER_BYTES);
                let place = Some(from.ip().to_canonical());
                Ok(Some(Caller { stream: Box::new(stream), place, own: false }))
            }
            Self::Own(listener) => {
                let (stream, _) = listener.accept().await?;
                let own = stream.peer_cred()?.uid() == rustix::process::geteuid().as_raw();
                Ok(own.then(|| Caller { stream: Box::new(stream), place: None, own }))
            }
        }
    }
}

impl Door {
    async fn run(self, listener: Listener, stopping: watch::Receiver<bool>) {
        let mut connections = JoinSet::new();
        let mut closing = stopping.clone();
        loop {
            tokio::select! {
                () = stopped(&mut closing) => break,
                Some(ended) = connections.join_next(), if !connections.is_empty() => {
                    // It ends no other, but must not go unseen.
                    if ended.is_err_and(|error| error.is_panic()) {
                        self.hall.pins.log().refused(None, "a fault of the program in a connection");
                    }
                }
                accepted = listener.accept() => match accepted {
                    Ok(None) => {}
                    Ok(Some(caller)) => match self.guests.enter(caller.place) {
                        Ok(guest) => drop(connections.spawn(self.clone().serve(caller, guest, stopping.clone()))),
                        Err(limit) => self.hall.pins.log().refused(caller.place, limit),
                    },
                    // One connection that fails, or no more files, is no reason to close the door.
                    Err(_) => tokio::time::sleep(BREATH).await,
                },
            }
        }
        while connections.join_next().await.is_some() {}
    }

    /// One connection from its first byte to its last.
    async fn serve(self, caller: Caller, mut guest: Guest, mut stopping: watch::Receiver<bool>) {
        let Caller { stream, place, own } = caller;
        let patience = self.hall.patience.entrance;
        let (stream, cut) = Guarded::new(stream, self.hall.patience.write);
        let (known, who) = oneshot::channel();
        let pulse = Pulse::new(Arc::clone(&self.standstill));
        let handler = Connection::new(Arc::clone(&self.hall), place, own, known, pulse, stopping.clone());
        let running = tokio::time::timeout(FIRST_WORDS.min(patience), run_stream(self.config, stream, handler));
        let Ok(Ok(mut running)) = running.await else { return };
        let came_in = tokio::select! {
            _ = &mut running => return,
            known = tokio::time::timeout(patience, who) => known.ok().and_then(Result::ok),
            () = stopped(&mut stopping) => None,
        };
        if let Some(sitting) = came_in {
            guest.is_known();
            // A sitting hears of the stop itself, and says goodbye; an error is its end.
            tokio::select! {
                _ = &mut running => return,
                _ = sitting => {}
            }
            // Whoever takes a byte now and then is not waited for until she has taken all of them.
            if tokio::time::timeout(FAREWELL, &mut running).await.is_ok() {
                return;
            }
        }
        drop(cut);
        let _ = running.await;
    }
}
