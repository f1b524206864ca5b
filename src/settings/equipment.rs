//! The sections about what stands in the waiting room: kiosks, their printer, the voice that calls.

use super::fault::Mistake;
use super::read::{PATH_MAX, section};
use super::section::{Faults, Section};
use super::write::{list, quoted};
use crate::announce::Voice;
use crate::domain::kiosk::Terms;
use crate::domain::soundness::WAIT;
use crate::print::{self, Paper, Target};

/// What stands in the waiting room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Equipment {
    /// How the kiosks work.
    pub kiosk: Terms,
    /// The printer of the slips.
    pub printer: print::Terms,
    /// What speaks the calls; nothing without.
    pub voice: Option<Voice>,
}

pub(super) fn read(root: Section<'_>, faults: &mut Faults<'_>) -> Equipment {
    Equipment { kiosk: kiosk(root, faults), printer: printer(root, faults), voice: voice(root, faults) }
}

fn kiosk(root: Section<'_>, faults: &mut Faults<'_>) -> Terms {
    let usual = Terms::default();
    let Some(kiosk) = section(root, "kiosk", &["visit_minutes", "ask_priority", "scan_cards"], faults) else {
        return usual;
    };
    let minutes = kiosk.number("visit_minutes", WAIT, faults);
    Terms {
        visit_s: minutes.map_or(usual.visit_s, |minutes| minutes * 60),
        asks_priority: kiosk.flag("ask_priority", faults).unwrap_or(usual.asks_priority),
        scans: kiosk.flag("scan_cards", faults).unwrap_or(usual.scans),
    }
}

/// The port on which network printers listen.
const PRINTER_PORT: u16 = 9100;

fn printer(root: Section<'_>, faults: &mut Faults<'_>) -> print::Terms {
    let usual = print::Terms::default();
    let Some(printer) = section(root, "printer", &["kind", "to", "paper_mm"], faults) else { return usual };
    let kind = printer.text("kind", 16, faults).unwrap_or_default();
    let to = printer.text("to", PATH_MAX, faults).unwrap_or_default();
    let target = match (kind.as_str(), to.is_empty()) {
        ("" | "none", _) => None,
        ("device", false) => Some(Target::Device(to.into())),
        ("file", false) => Some(Target::File(to.into())),
        ("network", false) => {
            let address = if to.contains(':') { to } else { format!("{to}:{PRINTER_PORT}") };
            let port = address.rsplit_once(':').and_then(|(host, port)| port.parse().ok().filter(|_| !host.is_empty()));
            if port.is_none_or(|port: u16| port == 0) {
                faults.at(printer.place("to"), Mistake::Address(address.clone()));
            }
            Some(Target::Network(address))
        }
        ("device" | "file" | "network", true) => {
            faults.at(printer.place("to"), Mistake::Empty("to"));
            None
        }
        _ => {
            faults.at(printer.place("kind"), Mistake::Printer(kind));
            None
        }
    };
    let paper = match printer.number("paper_mm", 1..=1000, faults) {
        None | Some(80) => Paper::Wide,
        Some(58) => Paper::Narrow,
        Some(other) => {
            faults.at(printer.place("paper_mm"), Mistake::Paper(other.to_string()));
            Paper::Wide
        }
    };
    print::Terms { target, paper }
}

/// The printer as the file says it: its kind, where it is, how wide its paper is.
pub(super) fn printer_text(printer: &print::Terms) -> [(&'static str, String); 3] {
    let path = |path: &std::path::Path| path.to_string_lossy().into_owned();
    let (kind, to) = match &printer.target {
        None => ("none", String::new()),
        Some(Target::Device(device)) => ("device", path(device)),
        Some(Target::Network(host)) => ("network", host.clone()),
        Some(Target::File(file)) => ("file", path(file)),
    };
    let wide = if printer.paper == Paper::Narrow { "58" } else { "80" };
    [("printer_kind", quoted(kind)), ("printer_to", quoted(&to)), ("paper_mm", wide.to_owned())]
}

fn voice(root: Section<'_>, faults: &mut Faults<'_>) -> Option<Voice> {
    let voice = section(root, "voice", &["command", "args"], faults)?;
    let command = voice.text("command", PATH_MAX, faults).unwrap_or_default();
    let args = voice.list("args", faults).unwrap_or_default().into_iter().map(|(arg, _)| arg).collect();
    (!command.is_empty()).then(|| Voice::new(command, args))
}

/// The voice as the file says it: its program and the arguments.
pub(super) fn voice_text(voice: Option<&Voice>) -> [(&'static str, String); 2] {
    let usual = ["-v", "vi", "{text}"].map(str::to_owned);
    let args = voice.map_or(&usual[..], |voice| &voice.args);
    let command = voice.map_or("", |voice| voice.command.as_str());
    [("voice_command", quoted(command)), ("voice_args", list(args.iter().map(String::as_str)))]
}
