//! `motcua desk` and the like: one more screen at this PC, through the stock ssh client to the hub's socket file.

use super::answer::{Objection, Said};
use super::doors::{ALIAS, KNOWN_HOSTS};
use super::home::Home;
use crate::session::backend::LEAVE;
use crate::session::ssh::listen::SOCKET;
use crate::text::words::Language;
use std::io::{self, IsTerminal, Read, Write};
use std::os::unix::net::UnixStream;
use std::process::Command;

/// Shows the screens of `account` until they are left.
///
/// # Errors
/// No terminal; no hub runs here; there is no ssh client.
pub(super) fn attach(account: &str, home: &Home, language: Option<Language>) -> Result<Said, Objection> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Objection::own("no_screen", &[]));
    }
    if UnixStream::connect(home.dir().join(SOCKET)).is_err() {
        return Err(Objection::own("no_hub", &[("path", &home.dir().display())]));
    }
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
    let status = ssh.args(["-l", account, ALIAS]).status();
    // A connection that was cut leaves the terminal as the screens had it.
    let _ = io::stdout().write_all(LEAVE).and_then(|()| io::stdout().flush());
    match status {
        Ok(status) if status.success() => Ok(Said::default()),
        Ok(_) => Err(Objection::own("screen_lost", &[])),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Objection::own("no_ssh", &[])),
        Err(error) => Err(Objection::own("stopped_by", &[("why", &error)])),
    }
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
