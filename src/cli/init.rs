//! A new centre: made by `motcua init --yes`, or asked for at the first run, where Enter takes every default.

use super::answer::{Objection, Shown};
use super::home::Home;
use super::{making, officer, open, pin};
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::person::PinHash;
use crate::engine::Request;
use crate::engine::clock::Clock;
use crate::settings::{COUNTERS_MAX, Settings};
use crate::text::nfc::clean;
use crate::text::words::Words;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, BufRead, IsTerminal, Read, Write};

/// Counters of a centre that did not say how many.
const COUNTERS: u16 = 3;
/// The longest answer read at a prompt, in bytes.
const ANSWER_MAX: u64 = 4096;

/// What a new centre is like; what is not said is as usual.
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
pub struct Init {
    /// Without asking.
    #[arg(long)]
    yes: bool,
    /// The centre's full name.
    #[arg(long, value_name = "NAME")]
    centre: Option<String>,
    /// Official code of the commune.
    #[arg(long)]
    code: Option<String>,
    /// How many counters.
    #[arg(long, value_name = "N", value_parser = super::parse::counters)]
    counters: Option<u16>,
    /// The first officer's name.
    #[arg(long, value_name = "NAME")]
    officer_name: Option<String>,
    /// The first line of the standard input is her PIN.
    #[arg(long)]
    pin_stdin: bool,
    /// The hash of her PIN, once it was entered.
    #[arg(skip)]
    pin: Option<PinHash>,
}

/// Makes a centre, asking what was not said unless told not to.
///
/// # Errors
/// There is one already; there is nobody to ask; something said cannot be.
pub(super) fn run(init: &Init, home: &Home, clock: &Clock, words: &Words) -> Result<Shown, Objection> {
    let mut init = init.clone();
    let path = home.settings_path();
    if path.exists() {
        return Err(Objection::own("settings_there", &[("path", &path.display())]));
    }
    if home.has_store() {
        return Err(Objection::own("settings_missing", &[("path", &path.display())]));
    }
    if init.pin_stdin {
        init.pin = pin::from_stdin()?;
    }
    if !init.yes {
        if !io::stdin().is_terminal() {
            return Err(Objection::own("no_centre", &[("path", &home.dir().display())]));
        }
        ask_all(&mut init, home, words)?;
    }
    make(&init, home, clock, words)
}

fn make(init: &Init, home: &Home, clock: &Clock, words: &Words) -> Result<Shown, Objection> {
    let name = init.centre.as_deref().map_or_else(|| words.get("setup.default_centre").to_owned(), clean);
    let code = init.code.as_deref().map(clean).unwrap_or_default();
    let mut settings = Settings::usual(&name, &code, init.counters.unwrap_or(COUNTERS));
    settings.centre.language = words.language();
    Settings::read(&settings.text()).map_err(|faults| {
        let item = |fault: &crate::settings::Fault| super::answer::Item::Line(fault.sentence(words));
        Objection::own("centre_wrong", &[]).listing(faults.iter().map(item).collect::<Vec<_>>())
    })?;
    let officer_name = init.officer_name.as_deref().unwrap_or_else(|| words.get("setup.default_officer"));
    let (verb, person) = officer::newcomer(officer_name, Role::Administrator, BTreeSet::new(), init.pin.clone())?;
    making::make(home, clock.now(), |home| {
        home.make()?;
        home.write_settings(&settings)?;
        let opened = open::open(home, clock, words, open::Stay::Short)?;
        let made = opened.hub.submit_blocking(Request::new(Actor::Administrator, verb).with_person(Some(person)));
        opened.hub.stop();
        // A hub that could not take the settings over has made no centre.
        made?;
        opened.troubles.into_iter().next().map_or(Ok(()), Err)
    })?;
    let (path, dir) = (home.settings_path().display().to_string(), home.dir().display().to_string());
    let counters = settings.centre.counters.len();
    let said = words.fill("setup.made", &[("name", &name), ("counters", &counters.to_string()), ("path", &path)]);
    let json = json!({
        "centre": name,
        "code": code,
        "counters": counters,
        "officer": 1,
        "data": dir,
        "settings": path,
    });
    Ok(Shown::new(said, json))
}

fn ask_all(init: &mut Init, home: &Home, words: &Words) -> Result<(), Objection> {
    say(&words.fill("setup.welcome", &[("path", &home.dir().display().to_string())]));
    if init.centre.is_none() {
        init.centre = ask(words, "setup.ask_centre", words.get("setup.default_centre"), |_| true)?;
    }
    if init.code.is_none() {
        init.code = ask(words, "setup.ask_code", "", |code| code.bytes().all(|byte| byte.is_ascii_digit()))?;
    }
    if init.counters.is_none() {
        let fits = |typed: &str| typed.parse::<u16>().is_ok_and(|number| (1..=COUNTERS_MAX).contains(&number));
        let typed = ask(words, "setup.ask_counters", &COUNTERS.to_string(), fits)?;
        init.counters = typed.and_then(|typed| typed.parse().ok());
    }
    if init.officer_name.is_none() {
        let fits = |typed: &str| typed.chars().any(char::is_alphabetic);
        init.officer_name = ask(words, "setup.ask_officer", words.get("setup.default_officer"), fits)?;
    }
    if init.pin.is_none() && !init.pin_stdin {
        say(words.get("setup.pin_hint"));
        init.pin = loop {
            match pin::from_terminal(words) {
                Err(Objection::Own { name: "gave_up", .. }) => return Err(Objection::own("gave_up", &[])),
                Err(objection) => say(&objection.message(words)),
                Ok(pin) => break pin,
            }
        };
    }
    Ok(())
}

/// Asks until what is typed fits; `None` for Enter.
fn ask(words: &Words, key: &str, default: &str, fits: impl Fn(&str) -> bool) -> Result<Option<String>, Objection> {
    loop {
        let mut err = io::stderr();
        let _ = write!(err, "{} ", words.fill(key, &[("default", default)]));
        let _ = err.flush();
        let mut line = Vec::new();
        let read = io::stdin().lock().take(ANSWER_MAX).read_until(b'\n', &mut line);
        if read.is_err() || line.is_empty() {
            return Err(Objection::own("gave_up", &[]));
        }
        let typed = clean(&String::from_utf8_lossy(&line));
        if typed.is_empty() {
            return Ok(None);
        }
        if fits(&typed) {
            return Ok(Some(typed));
        }
        say(words.get("setup.again"));
    }
}

fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
