//! One connection: who it is, which terminal it has, and what it types.

use super::pulse::Pulse;
use super::sitting::{self, Opening, cell};
use super::{Admitted, Hall, closing, entrance};
use crate::domain::account::Account;
use crate::domain::ids::OfficerId;
use crate::session::End;
use crate::session::gate::Place;
use crate::session::pen::Depth;
use crate::session::pins::NoEntry;
use crate::session::seat::Arrival;
use crate::text::words::{Language, Words};
use russh::keys::HashAlg;
use russh::server::{Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, ChannelWriteHalf, Pty};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// Reads that may wait for the screens; a terminal that sends more is no person's.
const ARRIVALS_MAX: usize = 256;
/// PINs that may be tried over one connection.
const TRIES_MAX: u32 = 3;

/// Who is told that somebody has a terminal.
pub(super) type Known = oneshot::Sender<oneshot::Receiver<()>>;

/// What the log says of other channels.
const FORWARDING: &str = "forwarding";

/// One connection.
pub(super) struct Connection {
    hall: Arc<Hall>,
    place: Place,
    /// The hub's own user, over the socket file.
    own: bool,
    admitted: Option<Admitted>,
    /// The log says that she is in.
    noted: bool,
    /// Tells the listener that whoever came has a terminal, and through the other end when that is over.
    known: Option<Known>,
    tries: u32,
    out: Option<(ChannelId, ChannelWriteHalf<Msg>)>,
    terminal: Option<Opening>,
    plain: bool,
    language: Option<Language>,
    screen: Option<String>,
    arrivals: Option<mpsc::Sender<Arrival>>,
    pulse: Arc<Pulse>,
    stopping: watch::Receiver<bool>,
}

impl Connection {
    pub(super) fn new(
        hall: Arc<Hall>,
        place: Place,
        own: bool,
        known: Known,
        pulse: Pulse,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self {
            hall,
            place,
            own,
            admitted: None,
            noted: false,
            known: Some(known),
            tries: 0,
            out: None,
            terminal: None,
            plain: false,
            language: None,
            screen: None,
            arrivals: None,
            pulse: Arc::new(pulse),
            stopping,
        }
    }

    fn words(&self) -> Words {
        Words::of(self.language.unwrap_or(self.hall.hub.now_published().state.centre.language))
    }

    fn turned_away(&self, who: &str) {
        self.hall.pins.log().turned_away(self.place, who);
    }

    fn admit(&mut self, admitted: Admitted) -> Auth {
        self.admitted = Some(admitted);
        Auth::Accept
    }

    /// Notes that she is in, once: a client that asks for the screens has heard that it was let in.
    fn is_in(&mut self) {
        if let Some(admitted) = self.admitted.as_ref().filter(|_| !std::mem::replace(&mut self.noted, true)) {
            let officer = admitted.officer.as_ref().map(|officer| officer.id);
            self.hall.pins.log().came_in(self.place, admitted.account, officer);
        }
    }

    async fn answered(&mut self, account: Account, answers: Vec<String>) -> Auth {
        self.tries += 1;
        let (officer, pin) = match (account, &answers[..]) {
            (Account::Officer(officer), [pin]) => (Some(officer), pin),
            (_, [officer, pin]) => (officer.trim().parse().ok().map(OfficerId), pin),
            _ => return entrance::reject(),
        };
        let pin = pin.trim().to_owned();
        let came = match officer {
            Some(officer) => entrance::by_pin(&self.hall, account, officer, pin, self.place).await,
            None => Err(NoEntry::Wrong),
        };
        match came {
            Ok(admitted) => self.admit(admitted),
            Err(why) if self.tries < TRIES_MAX => entrance::questions(&self.words(), account, Some(why)),
            Err(why) => entrance::enough_after(&self.words(), why),
        }
    }

    /// Notes that something was asked for that no hub does.
    fn refused(&mut self, what: &'static str) {
        let officer = self.admitted.as_ref().and_then(|admitted| admitted.officer.as_ref()).map(|officer| officer.id);
        self.hall.pins.log().refused_to(self.place, what, officer);
    }

    /// Says on the error stream, in both languages, that there is nothing here but screens.
    fn screens_only(
        &mut self,
        channel: ChannelId,
        what: &'static str,
        session: &mut Session,
    ) -> Result<(), russh::Error> {
        self.refused(what);
        let Some((_, out)) = self.out.take_if(|(id, _)| *id == channel) else {
            return session.channel_failure(channel);
        };
        session.channel_success(channel)?;
        tokio::spawn(async move { closing::screens_only(&out).await });
        Ok(())
    }

    fn arrive(&mut self, arrival: Arrival) {
        let full = self.arrivals.as_ref().is_some_and(|arrivals| arrivals.try_send(arrival).is_err());
        if full {
            // A flood, or screens that are gone: the sitting ends with its channel.
            self.arrivals = None;
        }
    }
}

impl Drop for Connection {
    /// Who could have come in and did not is told too: her PIN or her key was right.
    fn drop(&mut self) {
        if let Some(admitted) = self.admitted.as_ref().filter(|_| !self.noted) {
            self.hall.pins.log().went_away(self.place, &admitted.told());
        }
    }
}

impl Handler for Connection {
    type Error = russh::Error;

    async fn auth_none(&mut self, user: &str) -> Result<Auth, Self::Error> {
        match user.parse::<Account>() {
            // An officer's own account is hers, also at this computer.
            Ok(account) if self.own && !matches!(account, Account::Officer(_)) => {
                Ok(self.admit(Admitted::here(account)))
            }
            _ => Ok(entrance::reject()),
        }
    }

    async fn auth_publickey_offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Self::Error> {
        let print = offer.public_key.fingerprint(HashAlg::Sha256).to_string();
        let seen = self.hall.hub.now_published();
        let opens = |account| entrance::by_key(&seen, account, &print, self.place).is_some();
        if user.parse().is_ok_and(opens) {
            return Ok(Auth::Accept);
        }
        if let Ok(account) = user.parse::<Account>() {
            self.turned_away(&format!("{account} by the key {print}"));
        }
        Ok(entrance::reject())
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Self::Error> {
        let print = key.public_key.fingerprint(HashAlg::Sha256).to_string();
        let seen = self.hall.hub.now_published();
        let account = user.parse().ok();
        match account.and_then(|account| entrance::by_key(&seen, account, &print, self.place)) {
            Some(admitted) => Ok(self.admit(admitted)),
            None => Ok(entrance::reject()),
        }
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _submethods: &str,
        response: Option<Response<'a>>,
    ) -> Result<Auth, Self::Error> {
        let Ok(account) = user.parse::<Account>() else {
            self.refused("an unknown account");
            return Ok(entrance::reject());
        };
        let seen = self.hall.hub.now_published();
        if matches!(account, Account::Counter(counter) | Account::Rate(counter) if !seen.state.counters.contains_key(&counter))
        {
            self.turned_away(&format!("{account}, which is not there"));
            return Ok(entrance::reject());
        }
        if self.tries >= TRIES_MAX {
            return Ok(entrance::enough());
        }
        let Some(response) = response else { return Ok(entrance::questions(&self.words(), account, None)) };
        let answers: Vec<String> = response.take(2).map(|answer| entrance::readable(&answer)).collect();
        Ok(self.answered(account, answers).await)
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Self::Error> {
        if self.out.is_some() || self.arrivals.is_some() {
            // One terminal for each connection; dropped without an answer it is refused.
            return Ok(());
        }
        reply.accept().await;
        // What is typed comes through the handler; a half that nobody reads would stop the connection.
        let (_, out) = channel.split();
        self.out = Some((out.id(), out));
        Ok(())
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        match name {
            "NO_COLOR" => self.plain |= !value.is_empty(),
            "MOTCUA_SCREEN" => self.screen = Some(value.to_owned()),
            "MOTCUA_LANG" => self.language = Language::of_code(value),
            _ => return session.channel_failure(channel),
        }
        session.channel_success(channel)
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        cols: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _modes: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        let depth = Depth::of(None, Some(term));
        self.terminal = (term != "dumb").then_some(Opening { size: (cell(cols), cell(rows)), depth });
        session.channel_success(channel)
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Self::Error> {
        let Some((_, out)) = self.out.take_if(|(id, _)| *id == channel) else { return Ok(()) };
        session.channel_success(channel)?;
        let Some(opening) = self.terminal else {
            self.refused("no terminal");
            let why = self.words().get("session.no_terminal_there").to_owned();
            tokio::spawn(async move { closing::decline(&out, &why).await });
            return Ok(());
        };
        let Some(who) = self.admitted.clone() else { return Ok(()) };
        self.is_in();
        let who = Admitted { language: self.language, screen: self.screen.clone(), ..who };
        // Clients say so after they have asked for the terminal.
        let opening = if self.plain { Opening { depth: Depth::None, ..opening } } else { opening };
        let (arrivals, arriving) = mpsc::channel(ARRIVALS_MAX);
        let weak = arrivals.downgrade();
        self.arrivals = Some(arrivals);
        let (over, ended) = oneshot::channel();
        if let Some(known) = self.known.take() {
            let _ = known.send(ended);
        }
        let (hall, stopping, connection) = (Arc::clone(&self.hall), self.stopping.clone(), session.handle());
        let seat =
            sitting::Seat { hall, who, opening, stopping, connection, pulse: Arc::clone(&self.pulse), arrivals: weak };
        tokio::spawn(sitting::run(seat, arriving, out, over));
        Ok(())
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        _command: &[u8],
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.screens_only(channel, "a command", session)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _name: &str,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.screens_only(channel, "a subsystem such as sftp", session)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _single: bool,
        _protocol: &str,
        _cookie: &str,
        _screen: u32,
        session: &mut Session,
    ) -> Result<(), Self::Error> {
        session.channel_failure(channel)
    }

    async fn channel_open_direct_tcpip(
        &mut self,
        _channel: Channel<Msg>,
        _host: &str,
        _port: u32,
        _from: &str,
        _from_port: u32,
        _reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Self::Error> {
        // Dropped without an answer it is refused.
        self.refused(FORWARDING);
        Ok(())
    }

    async fn channel_open_direct_streamlocal(
        &mut self,
        _channel: Channel<Msg>,
        _path: &str,
        _reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.refused(FORWARDING);
        Ok(())
    }

    async fn tcpip_forward(
        &mut self,
        _address: &str,
        _port: &mut u32,
        _session: &mut Session,
    ) -> Result<bool, Self::Error> {
        self.refused(FORWARDING);
        Ok(false)
    }

    async fn streamlocal_forward(&mut self, _path: &str, _session: &mut Session) -> Result<bool, Self::Error> {
        self.refused(FORWARDING);
        Ok(false)
    }

    async fn window_change_request(
        &mut self,
        _channel: ChannelId,
        cols: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _session: &mut Session,
    ) -> Result<(), Self::Error> {
        self.arrive(Arrival::Resize { cols: cell(cols), rows: cell(rows) });
        Ok(())
    }

    async fn data(&mut self, _channel: ChannelId, bytes: &[u8], _session: &mut Session) -> Result<(), Self::Error> {
        if self.pulse.takes() {
            self.arrive(Arrival::Bytes(bytes.to_vec()));
        }
        Ok(())
    }

    async fn channel_close(&mut self, _channel: ChannelId, _session: &mut Session) -> Result<(), Self::Error> {
        self.arrive(Arrival::End(End::Gone));
        self.arrivals = None;
        Ok(())
    }
}
