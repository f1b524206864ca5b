//! What a command says in the end: text or JSON, on which stream, with which exit status.

use crate::domain::person::Flaw;
use crate::domain::refusal::Refusal;
use crate::engine::Failure;
use crate::settings::Fault;
use crate::store::StoreError;
use crate::text::words::{Sentence, Words};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

/// Done.
pub const DONE: u8 = 0;
/// Refused; the reason is on the error stream.
pub const REFUSED: u8 = 1;
/// Wrong usage.
pub const USAGE: u8 = 2;
/// The store or a file is damaged.
pub const DAMAGED: u8 = 3;

/// What a command has to show.
#[derive(Clone, Debug)]
pub struct Shown {
    /// For people: plain lines.
    pub text: String,
    /// For programs.
    pub json: Value,
    /// Exit status.
    pub exit: u8,
}

/// What goes to the streams, and the exit status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Exit status.
    pub exit: u8,
    /// The answer.
    pub stdout: String,
    /// The reason why there is none, or a warning.
    pub stderr: String,
}

/// Why a command came to nothing.
#[derive(Clone, Debug)]
pub enum Objection {
    /// The rules refuse it.
    Refused(Refusal),
    /// The store cannot.
    Store(Arc<StoreError>),
    /// The command line itself objects: key of the sentence, its gaps, and lines that belong to it.
    Own {
        /// Key under `cli.no`; also the name for programs.
        name: &'static str,
        /// What fills the sentence's gaps.
        gaps: Vec<(&'static str, String)>,
        /// What is listed under it.
        list: Vec<Item>,
        /// Exit status.
        exit: u8,
    },
}

/// One line under an objection.
#[derive(Clone, Debug)]
pub enum Item {
    /// A line.
    Line(String),
    /// Something wrong in the settings file.
    Fault(Fault),
}

impl Shown {
    /// An answer that went well.
    pub fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, exit: DONE }
    }
}

impl Objection {
    /// An objection of the command line, exit status 1.
    pub fn own(name: &'static str, gaps: &[(&'static str, &dyn Display)]) -> Self {
        let gaps = gaps.iter().map(|(gap, value)| (*gap, value.to_string())).collect();
        Self::Own { name, gaps, list: Vec::new(), exit: REFUSED }
    }

    /// A file that cannot be read or written.
    pub fn file(name: &'static str, path: &Path, error: &std::io::Error) -> Self {
        Self::own(name, &[("path", &path.display()), ("why", error)])
    }

    /// The same with lines that belong to it.
    #[must_use]
    pub fn listing(self, items: impl IntoIterator<Item = Item>) -> Self {
        match self {
            Self::Own { name, gaps, exit, .. } => Self::Own { name, gaps, list: items.into_iter().collect(), exit },
            other => other,
        }
    }

    /// The same as wrong usage.
    #[must_use]
    pub fn misused(self) -> Self {
        match self {
            Self::Own { name, gaps, list, .. } => Self::Own { name, gaps, list, exit: USAGE },
            other => other,
        }
    }

    /// Its name for programs.
    pub fn name(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.name(),
            Self::Store(error) => error.key().trim_start_matches("store."),
            Self::Own { name, .. } => name,
        }
    }

    fn exit(&self) -> u8 {
        match self {
            Self::Store(error) if error.is_damage() => DAMAGED,
            Self::Refused(_) | Self::Store(_) => REFUSED,
            Self::Own { exit, .. } => *exit,
        }
    }

    fn list(&self) -> &[Item] {
        match self {
            Self::Own { list, .. } => list,
            _ => &[],
        }
    }

    /// The sentence, without the list.
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::Refused(Refusal::Person(flaws)) if !flaws.is_empty() => {
                flaws.iter().map(|flaw: &Flaw| words.say(flaw)).collect::<Vec<_>>().join(" ")
            }
            Self::Refused(refusal) => words.say(refusal),
            Self::Store(error) => words.say(&**error),
            Self::Own { name, gaps, .. } => {
                let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
                words.fill(&format!("cli.no.{name}"), &gaps)
            }
        }
    }

    /// The same as a warning beside an answer.
    pub fn warning(&self, json: bool, words: &Words) -> String {
        if json {
            return format!("{}\n", json!({ "warning": self.name(), "message": self.message(words) }));
        }
        self.said(false, words).stderr
    }

    /// What goes to the streams.
    pub fn said(&self, json: bool, words: &Words) -> Said {
        let message = self.message(words);
        let stderr = if json {
            let mut object = json!({ "refusal": self.name(), "message": message });
            if !self.list().is_empty() {
                object["list"] = self.list().iter().map(|item| item.json(words)).collect();
            }
            format!("{object}\n")
        } else {
            lines(std::iter::once(message).chain(self.list().iter().map(|item| item.text(words))))
        };
        Said { exit: self.exit(), stdout: String::new(), stderr }
    }
}

impl Said {
    /// An answer, or the reason why there is none.
    pub fn of(result: Result<Shown, Objection>, json: bool, words: &Words) -> Self {
        match result {
            Ok(shown) => {
                let stdout = if json { format!("{}\n", shown.json) } else { lines([shown.text]) };
                Self { exit: shown.exit, stdout, stderr: String::new() }
            }
            Err(objection) => objection.said(json, words),
        }
    }
}

/// Each text as one line or more, ended; nothing for an empty one.
fn lines(texts: impl IntoIterator<Item = String>) -> String {
    let ended = |text: String| if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" };
    texts.into_iter().map(ended).collect()
}

impl Item {
    fn text(&self, words: &Words) -> String {
        match self {
            Self::Line(line) => line.clone(),
            Self::Fault(fault) => fault.told(crate::settings::FILE, words),
        }
    }

    fn json(&self, words: &Words) -> Value {
        match self {
            Self::Line(line) => json!(line),
            Self::Fault(fault) => json!({ "line": fault.line, "message": fault.sentence(words) }),
        }
    }
}

impl From<Refusal> for Objection {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Objection {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl From<Failure> for Objection {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::Refused(refusal),
            Failure::NotSaved(error) => Self::Store(error),
            Failure::Busy => Self::own("busy", &[]),
            Failure::Stopped => Self::own("stopped", &[]),
        }
    }
}
