//! Rows of dossiers that are here and stand otherwise than the row says, each with the command that goes on: an import
//! moves nothing that is worked on here.

use super::super::wording;
use crate::domain::calendar::show_moment;
use crate::domain::dossier::{Dossier, Status};
use crate::domain::ids::DossierCode;
use crate::domain::time::Timestamp;
use crate::report::harmless;
use crate::text::words::Words;
use serde_json::{Value, json};

/// What a row says of how its dossier stands there; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) status: Option<Status>,
    pub(super) due: Option<Timestamp>,
    pub(super) finished: Option<Timestamp>,
}

/// One thing that is otherwise here.
#[derive(Clone, Copy, Debug)]
pub(super) enum Otherwise {
    Status { there: Status, here: Status },
    Due { there: Timestamp, here: Option<Timestamp> },
    Finished { there: Timestamp, here: Option<Timestamp> },
}

/// A row, and what is otherwise.
#[derive(Clone, Debug)]
pub(super) struct Differing {
    pub(super) row: usize,
    /// Its code there.
    foreign: String,
    /// Its code here.
    pub(super) dossier: DossierCode,
    pub(super) what: Vec<Otherwise>,
    command: String,
}

impl Differing {
    /// `None` where all that the row says is so here.
    pub(super) fn of(row: usize, foreign: &str, said: Said, here: &Dossier) -> Option<Self> {
        let status = said.status.filter(|there| *there != here.status);
        // Tables have minutes, and the day of a result often alone.
        let minute = |at: Timestamp| at.local().format("%y%m%d%H%M").to_string();
        let due = said.due.filter(|there| here.due.map(minute) != Some(minute(*there)));
        let finished = said.finished.filter(|there| here.finished.map(Timestamp::day) != Some(there.day()));
        let what: Vec<Otherwise> = [
            status.map(|there| Otherwise::Status { there, here: here.status }),
            due.map(|there| Otherwise::Due { there, here: here.due }),
            finished.map(|there| Otherwise::Finished { there, here: here.finished }),
        ]
        .into_iter()
        .flatten()
        .collect();
        let later = due.filter(|there| here.due.is_none_or(|here| *there > here));
        let (command, dossier) = (onward(here, status, later), here.code.clone());
        (!what.is_empty()).then(|| Self { row, foreign: foreign.to_owned(), dossier, what, command })
    }

    /// For people.
    pub(super) fn line(&self, words: &Words) -> String {
        let what: Vec<String> = self.what.iter().map(|one| one.told(words)).collect();
        let gaps = [
            ("row", self.row.to_string()),
            ("dossier", self.dossier.to_string()),
            ("foreign", self.foreign.clone()),
            ("what", what.join("; ")),
            ("command", self.command.clone()),
        ];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        words.fill("import.differing", &gaps)
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let Self { row, foreign, dossier, what, command } = self;
        let what: Vec<Value> = what.iter().map(|one| one.json()).collect();
        json!({ "row": row, "foreign": foreign, "dossier": dossier, "what": what, "command": command })
    }
}

impl Otherwise {
    fn key(self) -> &'static str {
        match self {
            Self::Status { .. } => "import.differ_status",
            Self::Due { .. } => "import.differ_due",
            Self::Finished { .. } => "import.differ_finished",
        }
    }

    /// What the row says, and what is here.
    fn both(self, words: &Words) -> [String; 2] {
        let moment = |at: Option<Timestamp>| {
            at.map_or_else(|| words.get("import.differ_nothing").to_owned(), |at| show_moment(at, words))
        };
        match self {
            Self::Status { there, here } => [there, here].map(|status| wording::status(status, words)),
            Self::Due { there, here } | Self::Finished { there, here } => [moment(Some(there)), moment(here)],
        }
    }

    fn told(self, words: &Words) -> String {
        let [there, here] = self.both(words);
        let what = words.get(self.key());
        words.fill("import.differ_one", &[("what", what), ("there", &there), ("here", &here)])
    }

    fn json(self) -> Value {
        let at = |at: Timestamp| at.to_string();
        match self {
            Self::Status { there, here } => json!({ "what": "status", "there": there as u8, "here": here as u8 }),
            Self::Due { there, here } => json!({ "what": "due", "there": at(there), "here": here.map(at) }),
            Self::Finished { there, here } => json!({ "what": "finished", "there": at(there), "here": here.map(at) }),
        }
    }
}

/// The table of all of them for a spreadsheet: a line for each thing that is otherwise. It names nobody.
///
/// # Errors
/// None that memory does not make.
pub(super) fn table(rows: &[Differing], words: &Words) -> std::io::Result<Vec<u8>> {
    let headings = ["row", "differ_foreign", "differ_dossier", "differ_what", "differ_there", "differ_here"];
    let headings = headings.iter().chain(&["differ_command"]).map(|key| words.get(&format!("import.{key}")).to_owned());
    let mut lines: Vec<Vec<String>> = vec![headings.collect()];
    for row in rows {
        for one in &row.what {
            let [there, here] = one.both(words);
            let (number, what) = (row.row.to_string(), words.get(one.key()).to_owned());
            lines.push(
                [&number, &row.foreign, &row.dossier.0, &what, &there, &here, &row.command]
                    .map(|cell| harmless(cell).into_owned())
                    .to_vec(),
            );
        }
    }
    super::rejects::commas(&lines)
}

/// What to type next, so that it stands here as there; a look at it where that is not one step.
fn onward(here: &Dossier, there: Option<Status>, later: Option<Timestamp>) -> String {
    use Status::{
        Finished, InProcess, PaymentAsked, Received, Refused, Registered, Returned, Stopped, SupplementAsked, Withdrawn,
    };
    let code = &here.code;
    let step = |step: &str| format!("motcua dossier {step} {code}");
    // What must be filled in is refused as it stands here.
    let with_reason = |name: &str| format!("{} --reason '…'", step(name));
    let is_at_work = matches!(here.status, Received | InProcess);
    match (here.status, there) {
        _ if here.status.is_over() => step("show"),
        (_, None) => later.filter(|_| is_at_work).map_or_else(
            || step("show"),
            |at| format!("motcua dossier extend {code} --until {} --reason '…'", at.day()),
        ),
        (_, Some(Withdrawn)) => with_reason("withdraw"),
        (Registered, Some(Refused)) => with_reason("refuse"),
        (_, Some(Refused | Stopped)) => with_reason("stop"),
        (_, Some(Registered)) => step("show"),
        (Registered, _) => step("accept"),
        (SupplementAsked, _) => step("resume"),
        (PaymentAsked, _) => format!("{} --amount …", step("pay")),
        (_, Some(SupplementAsked)) if is_at_work => format!("{} --item '…' --reason '…'", step("supplement")),
        (_, Some(PaymentAsked)) if is_at_work => format!("{} --fee … --reason '…'", step("ask-payment")),
        (Received, Some(InProcess)) => step("take"),
        (_, Some(Finished | Returned)) if is_at_work => step("finish"),
        (Finished, Some(Returned)) => step("return"),
        _ => step("show"),
    }
}
