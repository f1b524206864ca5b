//! `motcua desk` and the like: one more screen at this PC, through the stock ssh client to the hub's socket file.

use super::answer::{Objection, Said};
use super::away::{Place, Whose};
use super::doors::{ALIAS, KNOWN_HOSTS};
use super::home::Home;
use crate::engine::clock::Clock;
use crate::session::backend::LEAVE;
use crate::session::pace::moment;
use crate::session::ssh::listen::SOCKET;
use crate::session::ssh::{FAILED, STOPPED};
use crate::text::words::{Language, Words};
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

/// Exit status of an ssh client whose connection failed or was cut.
const CUT: i32 = 255;
/// How often it is looked whether the hub is back.
const LOOK: Duration = Duration::from_secs(1);
/// Connections that may be cut this soon, one after the other, while the hub runs; then something else is wrong.
const SOON: (u32, Duration) = (3, Duration::from_secs(10));

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
    let mut place = Place::take(Whose::of(account));
    let mut cut = 0;
    loop {
        let began = moment();
        let status = match client(account, home, language)?.status() {
            Ok(status) => status.code(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Objection::own("no_ssh", &[])),
            Err(error) => return Err(Objection::own("stopped_by", &[("why", &error)])),
        };
        if matches!(status, None | Some(CUT)) {
            // It leaves the terminal as the screens had it. Whoever was told goodbye has it back, and would lose that line.
            let _ = io::stdout().write_all(LEAVE).and_then(|()| io::stdout().flush());
        }
        let soon = status == Some(CUT) && moment().saturating_duration_since(began) < SOON.1 && hub_runs(home);
        cut = if soon { cut + 1 } else { 0 };
        match status {
            Some(0) => return Ok(Said::default()),
            Some(CUT | STOPPED | FAILED) if cut < SOON.0 => {}
            _ => return Err(Objection::own("screen_lost", &[])),
        }
        let since = clock.now();
        place.say(words, since);
        sleep(LOOK);
        while !hub_runs(home) {
            place.say(words, since);
            sleep(LOOK);
        }
        place.back();
    }
}

fn hub_runs(home: &Home) -> bool {
    UnixStream::connect(home.dir().join(SOCKET)).is_ok()
}

/// The ssh client that shows them.
fn client(account: &str, home: &Home, language: Option<Language>) -> Result<Command, Objection> {
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
        .args(option("SendEnv", "NO_COLOR"));
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
