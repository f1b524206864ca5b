//! A client with a terminal: what it sees is what a person would.

use motcua::tui::wedge::CODE_GAP_MS;
use russh::client::{self, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use std::net::SocketAddr;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};

/// Everything that is waited for comes within this, or not at all.
const PATIENCE: Duration = Duration::from_secs(20);

struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        Ok(true)
    }
}

/// A connection of a client that keeps hardly anything it does not read.
pub async fn connect_narrow(address: SocketAddr) -> Guest {
    let narrow = client::Config { window_size: 2048, channel_buffer_size: 1, ..client::Config::default() };
    Guest(client::connect(Arc::new(narrow), address, Trusting).await.unwrap())
}

/// A connection that has not said who it is.
pub struct Guest(Handle<Trusting>);

/// A terminal of an admitted one.
pub struct Screen {
    pub channel: Channel<client::Msg>,
    pub parser: vt100::Parser,
    pub exit: Option<u32>,
    pub bytes: usize,
    pub bells: usize,
    _connection: Handle<Trusting>,
}

pub async fn connect(address: SocketAddr) -> Guest {
    Guest(client::connect(Arc::default(), address, Trusting).await.unwrap())
}

pub async fn connect_here(socket: &Path) -> Guest {
    over(tokio::net::UnixStream::connect(socket).await.unwrap()).await
}

pub async fn over(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) -> Guest {
    Guest(client::connect_stream(Arc::default(), stream, Trusting).await.unwrap())
}

pub fn fresh_key() -> PrivateKey {
    use russh::keys::ssh_key::private::{Ed25519Keypair, KeypairData};
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).unwrap();
    PrivateKey::new(KeypairData::from(Ed25519Keypair::from_seed(&seed)), "Lan ở quầy 3").unwrap()
}

/// A terminal of this size, or of the largest that is drawn for.
pub fn parser(rows: u32, cols: u32) -> vt100::Parser {
    let cells = |cells: u32, most: u32| NonZero::new(u16::try_from(cells.clamp(2, most)).unwrap()).unwrap();
    vt100::Parser::new(cells(rows, 500), cells(cols, 1000), 0)
}

impl Guest {
    /// Answers the questions of the entrance, again for each of `tries`; whether it came in.
    pub async fn by_pin(&mut self, user: &str, tries: &[&[&str]]) -> bool {
        let mut tries = tries.iter();
        let mut state = self.0.authenticate_keyboard_interactive_start(user, None).await.unwrap();
        loop {
            match state {
                KeyboardInteractiveAuthResponse::Success => return true,
                KeyboardInteractiveAuthResponse::Failure { .. } => return false,
                KeyboardInteractiveAuthResponse::InfoRequest { .. } => {
                    let Some(answers) = tries.next() else { return false };
                    let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
                    match self.0.authenticate_keyboard_interactive_respond(answers).await {
                        Ok(next) => state = next,
                        Err(_) => return false,
                    }
                }
            }
        }
    }

    /// Comes to the questions of the entrance.
    pub async fn is_asked(&mut self, user: &str) {
        let state = self.0.authenticate_keyboard_interactive_start(user, None).await.unwrap();
        assert!(matches!(state, KeyboardInteractiveAuthResponse::InfoRequest { .. }));
    }

    /// Answers them, once; whether that lets it in.
    pub async fn answers(&mut self, answers: &[&str]) -> bool {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        let state = self.0.authenticate_keyboard_interactive_respond(answers).await;
        matches!(state, Ok(KeyboardInteractiveAuthResponse::Success))
    }

    /// What it is asked after these answers; nothing when it is asked no more.
    pub async fn is_told(&mut self, answers: &[&str]) -> String {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        match self.0.authenticate_keyboard_interactive_respond(answers).await {
            Ok(KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. }) => {
                prompts.into_iter().map(|prompt| prompt.prompt).collect()
            }
            _ => String::new(),
        }
    }

    pub async fn by_key(&mut self, user: &str, key: &PrivateKey) -> bool {
        let key = PrivateKeyWithHashAlg::new(Arc::new(key.clone()), None);
        self.0.authenticate_publickey(user, key).await.unwrap().success()
    }

    /// Waits until the other side has hung up.
    pub async fn until_hung_up(&self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.0.is_closed() {
            assert!(Instant::now() < deadline, "it is never hung up");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub async fn by_nothing(&mut self, user: &str) -> bool {
        self.0.authenticate_none(user).await.unwrap().success()
    }

    /// Whether the other side opens a way to another address, or listens for one.
    pub async fn forwards(&mut self) -> bool {
        self.0.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1).await.is_ok()
            || self.0.tcpip_forward("127.0.0.1", 0).await.is_ok()
    }

    pub async fn channel(&mut self) -> Result<Channel<client::Msg>, russh::Error> {
        self.0.channel_open_session().await
    }

    /// Opens a terminal and asks for the screens.
    pub async fn sit(self, cols: u32, rows: u32) -> Screen {
        self.sit_with(cols, rows, &[]).await
    }

    /// The same with this environment, in a usual window.
    pub async fn sit_as(self, environment: &[(&str, &str)]) -> Screen {
        self.sit_with(120, 40, environment).await
    }

    async fn sit_with(self, cols: u32, rows: u32, environment: &[(&str, &str)]) -> Screen {
        let channel = self.0.channel_open_session().await.unwrap();
        for (name, value) in environment {
            channel.set_env(true, *name, *value).await.unwrap();
        }
        channel.request_pty(true, "xterm-256color", cols, rows, 0, 0, &[]).await.unwrap();
        channel.request_shell(true).await.unwrap();
        let parser = parser(rows, cols);
        Screen { channel, parser, exit: None, bytes: 0, bells: 0, _connection: self.0 }
    }
}

impl Screen {
    pub fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Reads until `text` is on the screen.
    pub async fn until(&mut self, text: &str) {
        self.until_it(text, |screen| screen.text().contains(text)).await;
    }

    pub async fn until_it(&mut self, what: &str, mut done: impl FnMut(&Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !done(self) {
            match timeout_at(deadline, self.channel.wait()).await {
                Ok(Some(message)) => self.take(message),
                Ok(None) => panic!("the channel closed before {what:?}:\n{}", self.text()),
                Err(late) => panic!("no {what:?} on:\n{} ({late})", self.text()),
            }
        }
    }

    /// Presses `key` again and again until `text` is on the screen: a screen that changed by itself hears nothing at first.
    /// Not faster than a person does: digits that follow each other as a scanner's do are waited for.
    pub async fn until_heard(&mut self, key: &str, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.text().contains(text) {
            assert!(Instant::now() < deadline, "no {text:?} after {key:?} on:\n{}", self.text());
            self.keys(key).await;
            self.until_quiet(Duration::from_millis(CODE_GAP_MS + 40)).await;
        }
    }

    fn take(&mut self, message: ChannelMsg) {
        match message {
            ChannelMsg::Data { data } => {
                self.bytes += data.len();
                self.bells += data.split(|byte| *byte == 0x07).count() - 1;
                self.parser.process(&data);
            }
            ChannelMsg::ExitStatus { exit_status } => self.exit = Some(exit_status),
            _ => {}
        }
    }

    /// Reads until the other side has closed the channel.
    pub async fn until_closed(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while let Some(message) = timeout_at(deadline, self.channel.wait()).await.expect("it closes") {
            self.take(message);
        }
    }

    /// Takes what comes for so long.
    pub async fn during(&mut self, span: Duration) {
        let deadline = Instant::now() + span;
        while let Ok(message) = timeout_at(deadline, self.channel.wait()).await {
            self.take(message.expect("the channel is open"));
        }
    }

    /// Takes what comes until nothing has come for `span`.
    pub async fn until_quiet(&mut self, span: Duration) {
        while let Ok(message) = tokio::time::timeout(span, self.channel.wait()).await {
            self.take(message.expect("the channel is open"));
        }
    }

    pub async fn keys(&self, bytes: &str) {
        self.channel.data(bytes.as_bytes()).await.unwrap();
    }
}
