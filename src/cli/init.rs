//! A new centre: made by `motcua init --yes`, or asked for at the first run, where Enter takes every default.

use super::answer::{Objection, Shown};
use super::home::Home;
use super::prompt::Typed;
use super::{making, officer, open, pin, prompt};
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::person::{Person, PinHash};
use crate::engine::Request;
use crate::engine::clock::Clock;
use crate::settings::{COUNTERS_MAX, Settings, UNIT};
use crate::text::nfc::clean;
use crate::text::words::Words;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

/// Counters of a centre that did not say how many.
const COUNTERS: u16 = 3;
/// Letters of a centre's name, a commune's code and a unit's identifier, as the settings take them.
const CENTRE_MAX: usize = 120;
const CODE_MAX: usize = 16;
const UNIT_MAX: usize = 32;

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
    /// What dossier codes begin with.
    #[arg(long)]
    unit: Option<String>,
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
    if let Some(unit) = init.unit.as_deref().map(clean).filter(|unit| !unit.is_empty()) {
        settings.centre.unit = unit.to_uppercase();
    }
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

/// A question of the first run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Centre,
    Code,
    Unit,
    Counters,
    Officer,
    Pin,
}

/// Asks what was not said; Esc goes back to the question before.
fn ask_all(init: &mut Init, home: &Home, words: &Words) -> Result<(), Objection> {
    say(&words.fill("setup.welcome", &[("path", &home.dir().display().to_string())]));
    let mut questions = Vec::new();
    for (question, said) in [
        (Question::Centre, init.centre.is_some()),
        (Question::Code, init.code.is_some()),
        (Question::Unit, init.unit.is_some()),
        (Question::Counters, init.counters.is_some()),
        (Question::Officer, init.officer_name.is_some()),
        (Question::Pin, init.pin.is_some() || init.pin_stdin),
    ] {
        if !said {
            questions.push(question);
        }
    }
    let mut at = 0;
    while let Some(question) = questions.get(at) {
        let answered = match question {
            Question::Pin => ask_pin(init, words)?,
            _ => ask(init, *question, words)?,
        };
        at = if answered { at + 1 } else { at.saturating_sub(1) };
    }
    Ok(())
}

impl Question {
    /// Keys of the question, and of what is said to an answer that does not fit.
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Centre => ("setup.ask_centre", "setup.wrong_centre"),
            Self::Code => ("setup.ask_code", "setup.wrong_code"),
            Self::Unit => ("setup.ask_unit", "setup.wrong_unit"),
            Self::Counters => ("setup.ask_counters", "setup.wrong_counters"),
            Self::Officer => ("setup.ask_officer", "setup.wrong_officer"),
            Self::Pin => ("setup.ask_pin", "setup.go_back"),
        }
    }

    /// The most letters, or for the counters the most of them.
    fn most(self) -> usize {
        match self {
            Self::Centre => CENTRE_MAX,
            Self::Code => CODE_MAX,
            Self::Unit => UNIT_MAX,
            Self::Counters => usize::from(COUNTERS_MAX),
            Self::Officer => Person::NAME_MAX,
            Self::Pin => PinHash::DIGITS_MAX,
        }
    }

    /// What Enter takes: the answer that was given before, else what is usual.
    fn default(self, init: &Init, words: &Words) -> String {
        let usual = |said: &Option<String>, usual: &str| said.clone().unwrap_or_else(|| usual.to_owned());
        match self {
            Self::Centre => usual(&init.centre, words.get("setup.default_centre")),
            Self::Code => usual(&init.code, words.get("setup.nothing")),
            Self::Unit => usual(&init.unit, UNIT),
            Self::Counters => init.counters.unwrap_or(COUNTERS).to_string(),
            Self::Officer => usual(&init.officer_name, words.get("setup.default_officer")),
            Self::Pin => String::new(),
        }
    }

    /// Takes what was typed. False when it cannot be.
    fn take(self, init: &mut Init, typed: &str) -> bool {
        let short = typed.chars().count() <= self.most();
        let fits = match self {
            Self::Centre => short,
            Self::Code => short && typed.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Unit => short && typed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.'),
            Self::Counters => typed.parse::<u16>().is_ok_and(|number| (1..=COUNTERS_MAX).contains(&number)),
            Self::Officer => short && typed.chars().any(char::is_alphabetic),
            Self::Pin => false,
        };
        if fits {
            match self {
                Self::Centre => init.centre = Some(typed.to_owned()),
                Self::Code => init.code = Some(typed.to_owned()),
                Self::Unit => init.unit = Some(typed.to_owned()),
                Self::Counters => init.counters = typed.parse().ok(),
                Self::Officer => init.officer_name = Some(typed.to_owned()),
                Self::Pin => {}
            }
        }
        fits
    }
}

/// Asks until what is typed fits, or is nothing; false when the person goes back.
fn ask(init: &mut Init, question: Question, words: &Words) -> Result<bool, Objection> {
    let (key, wrong) = question.keys();
    let default = question.default(init, words);
    if question == Question::Unit {
        say(words.get("setup.unit_hint"));
    }
    loop {
        match prompt::line(&words.fill(key, &[("default", &default)]))? {
            Typed::Back => return Ok(false),
            Typed::Line(typed) if typed.is_empty() || question.take(init, &typed) => return Ok(true),
            Typed::Line(_) => {
                let range = words.fill(wrong, &[("most", &question.most().to_string())]);
                say(&format!("{range} {}", words.get("setup.go_back")));
            }
        }
    }
}

/// The same for the PIN of the first officer, which is not shown.
fn ask_pin(init: &mut Init, words: &Words) -> Result<bool, Objection> {
    say(words.get("setup.pin_hint"));
    loop {
        match pin::from_terminal(words) {
            Ok(pin) => {
                init.pin = pin;
                return Ok(true);
            }
            Err(Objection::Own { name: "went_back", .. }) => return Ok(false),
            Err(gave_up @ Objection::Own { name: "gave_up", .. }) => return Err(gave_up),
            Err(objection) => say(&format!("{} {}", objection.message(words), words.get("setup.go_back"))),
        }
    }
}

fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{}", prompt::wrapped(line));
}
