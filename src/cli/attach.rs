//! `motcua desk` and the like: one more screen at this PC, through the stock ssh client to the hub's socket file.

use super::answer::{Objection, Said};
use super::away::{Outage, Place, Whose};
use super::doors::{ALIAS, KNOWN_HOSTS};
use super::home::Home;
use super::prompt::PutBack;
use crate::engine::clock::Clock;
use crate::engine::fresh_id;
use crate::session::backend::LEAVE;
use crate::session::kiosk::shown::{self, Shown};
use crate::session::pace::moment;
use crate::session::ssh::listen::SOCKET;
use crate::session::ssh::{FAILED, STOPPED};
use crate::session::tongues::{self, Tongues};
use crate::text::words::{Language, Words};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// Exit status of an ssh client whose connection failed or was cut.
const CUT: i32 = 255;
/// How often it is looked whether the hub is back.
const LOOK: Duration = Duration::from_secs(1);
/// The same in tenths of a second, as terminals count.
const LOOK_TENTHS: u8 = 10;
/// A connection that is cut this soon while the hub runs was not taken; the next one waits longer.
const SOON: Duration = Duration::from_secs(10);
/// How many looks.
const LONGER: u32 = 5;
/// A hub that answers nothing for so many seconds is asked again,
const SILENT_S: i64 = 2;
/// and so often before it is out of touch.
const SILENT_MAX: i64 = 3;
/// How long the first words of a hub may take.
const FIRST_WORDS: Duration = Duration::from_secs(2);
/// What Ctrl-C sends.
const CTRL_C: u8 = 3;

/// Shows the screens of `account` until they are left, and again when the hub was away meanwhile. `clock` tells when
/// that was.
///
/// # Errors
/// No terminal; no hub runs here; there is no ssh client.
pub(super) fn attach(
    account: &str,
    home: &Home,
    clock: &Clock,
    language: Option<Language>,
    words: &Words,
) -> Result<Said, Objection> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Objection::own("no_screen", &[]));
    }
    if !hub_runs(home) {
        return Err(Objection::own("no_hub", &[("path", &home.dir().display())]));
    }
    let whose = Whose::of(account);
    let mut place = Place::take(whose);
    let screen = fresh_id().to_string();
    loop {
        let began = moment();
        // A client would wait for a hub that hangs, and say nothing.
        let hung = is_silent(home);
        let status = if hung { Some(CUT) } else { shown(client(account, home, language, &screen)?)? };
        if !hung && matches!(status, None | Some(CUT)) {
            // It leaves the terminal as the screens had it. Whoever was told goodbye has it back, and would lose that line.
            let _ = io::stdout().write_all(LEAVE).and_then(|()| io::stdout().flush());
        }
        match status {
            Some(0) => return Ok(Said::default()),
            Some(CUT | STOPPED | FAILED) => {}
            _ => return Err(Objection::own("screen_lost", &[])),
        }
        let words = &words_there(home, &screen, language, words);
        let soon = moment().saturating_duration_since(began) < SOON;
        let keyboard = Unseen::take();
        let silent = hung || (status == Some(CUT) && is_silent(home));
        let refused = !silent && soon && status == Some(CUT) && hub_runs(home);
        let why = match (silent, refused) {
            (true, _) => "cli.hub_silent",
            (_, true) => "cli.hub_takes_nobody",
            _ => "cli.waiting_for_hub",
        };
        let since = if silent && !hung { clock.now().plus(-SILENT_S * SILENT_MAX) } else { clock.now() };
        // Whoever took a number there has nothing else to remember it by.
        let kept = (whose == Whose::Kiosk).then(|| Shown::open(home.dir().join(shown::FILE)).at(&screen)).flatten();
        let mut looks = if refused { LONGER } else { 1 };
        while looks > 0 || !hub_talks(home) {
            looks = looks.saturating_sub(1);
            place.say(words, &Outage { why, since, kept });
            if keyboard.ends() && !place.is_kept() {
                return Ok(Said::default());
            }
        }
        drop(keyboard);
        place.back();
    }
}

/// Runs the client to its end; its exit status, where it has one.
///
/// # Errors
/// There is none, or it cannot be run.
fn shown(mut client: Command) -> Result<Option<i32>, Objection> {
    match client.status() {
        Ok(status) => Ok(status.code()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Objection::own("no_ssh", &[])),
        Err(error) => Err(Objection::own("stopped_by", &[("why", &error)])),
    }
}

/// In which language `screen` spoke last: as was chosen at it, or asked for, or as the centre speaks.
fn words_there(home: &Home, screen: &str, asked: Option<Language>, words: &Words) -> Words {
    let chosen = Tongues::open(home.dir().join(tongues::FILE)).of(Some(screen)).spoken();
    let centres = || home.settings().ok().map(|settings| settings.centre.language);
    Words::of(chosen.or(asked).or_else(centres).unwrap_or(words.language()))
}

/// The keyboard while nobody is asked anything: what is typed, a PIN perhaps, is neither shown nor handed to whatever
/// reads next.
struct Unseen(Option<PutBack>);

impl Unseen {
    fn take() -> Self {
        let Ok(before) = tcgetattr(io::stdin()) else { return Self(None) };
        let mut quiet = before.clone();
        quiet.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
        quiet.special_codes[SpecialCodeIndex::VMIN] = 0;
        quiet.special_codes[SpecialCodeIndex::VTIME] = LOOK_TENTHS;
        let taken = tcsetattr(io::stdin(), OptionalActions::Flush, &quiet).is_ok();
        Self(taken.then_some(PutBack(before)))
    }

    /// Waits for a look's length and throws away what is typed; whether that ends the program.
    fn ends(&self) -> bool {
        let mut typed = [0; 256];
        match rustix::io::read(io::stdin(), &mut typed) {
            Ok(0) if self.0.is_some() => false,
            Ok(count) if count > 0 => typed[..count].contains(&CTRL_C),
            // No terminal any more.
            _ => {
                sleep(LOOK);
                false
            }
        }
    }
}

fn hub_runs(home: &Home) -> bool {
    UnixStream::connect(home.dir().join(SOCKET)).is_ok()
}

/// Whether a hub that runs says anything: one that hangs lets everybody connect all the same.
fn hub_talks(home: &Home) -> bool {
    let Ok(mut stream) = UnixStream::connect(home.dir().join(SOCKET)) else { return false };
    let said = stream.set_read_timeout(Some(FIRST_WORDS)).and_then(|()| stream.read(&mut [0; 1]));
    said.is_ok_and(|bytes| bytes > 0)
}

fn is_silent(home: &Home) -> bool {
    hub_runs(home) && !hub_talks(home)
}

/// The ssh client that shows them; `screen` is by what the hub knows this one again.
fn client(account: &str, home: &Home, language: Option<Language>, screen: &str) -> Result<Command, Objection> {
    let program = std::env::current_exe().map_err(|error| Objection::own("stopped_by", &[("why", &error)]))?;
    let proxy = [quoted(&program.display()), "--data".into(), quoted(&home.dir().display()), "door".into()].join(" ");
    let option = |name: &str, value: &str| ["-o".to_owned(), format!("{name}={value}")];
    let known = home.dir().join(KNOWN_HOSTS);
    let mut ssh = Command::new("ssh");
    ssh.args(["-F", "none", "-t", "-q"])
        .args(option("ProxyCommand", &proxy))
        .args(option("HostKeyAlias", ALIAS))
        .args(option("UserKnownHostsFile", &quoted(&known.display())))
        .args(option("GlobalKnownHostsFile", "none"))
        .args(option("StrictHostKeyChecking", "yes"))
        .args(option("PreferredAuthentications", "none"))
        .args(option("EscapeChar", "none"))
        // A hub that hangs says no goodbye.
        .args(option("ServerAliveInterval", &SILENT_S.to_string()))
        .args(option("ServerAliveCountMax", &SILENT_MAX.to_string()))
        .args(option("ConnectTimeout", "10"))
        .args(option("SendEnv", "NO_COLOR MOTCUA_SCREEN"))
        .env("MOTCUA_SCREEN", screen);
    if let Some(language) = language {
        ssh.args(option("SetEnv", &format!("MOTCUA_LANG={}", language.code())));
    }
    ssh.args(["-l", account, ALIAS]);
    Ok(ssh)
}

/// As one word of a command line that ssh hands to a shell; a percent sign is ssh's own.
fn quoted(text: &impl std::fmt::Display) -> String {
    format!("'{}'", text.to_string().replace('\'', r"'\''").replace('%', "%%"))
}

/// Carries bytes between this process's own streams and the hub's socket file, for an ssh client.
///
/// # Errors
/// No hub runs here.
pub(super) fn door(home: &Home) -> Result<Said, Objection> {
    let lost = |_| Objection::own("no_hub", &[("path", &home.dir().display())]);
    let stream = UnixStream::connect(home.dir().join(SOCKET)).map_err(lost)?;
    let from_hub = stream.try_clone().map_err(lost)?;
    std::thread::spawn(move || {
        carry(io::stdin(), &stream);
        // The hub hears that nothing more comes.
        let _ = stream.shutdown(std::net::Shutdown::Write);
    });
    carry(&from_hub, io::stdout());
    Ok(Said::default())
}

fn carry(mut from: impl Read, mut to: impl Write) {
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count) = from.read(&mut bytes)
        && count > 0
    {
        if to.write_all(&bytes[..count]).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}
