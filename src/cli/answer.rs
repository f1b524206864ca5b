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
    /// The reason why there is none.
    pub stderr: String,
    /// What was done and stays done, in a line for people, whatever becomes of the answer.
    #[serde(default)]
    pub recorded: Option<String>,
    /// What is not as it should be, though the command was answered or refused for another reason.
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

/// Something that is told beside an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// For people: lines, ended.
    text: String,
    /// For programs.
    json: Value,
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

    /// A file that cannot be written; "no room" is told as such.
    pub fn disk(path: &Path, error: std::io::Error) -> Self {
        match StoreError::io(path, error) {
            StoreError::Io { source, .. } => Self::file("unwritable", path, &source),
            StoreError::DiskFull { free, .. } => {
                Self::own("disk_full", &[("path", &path.display()), ("free", &(free >> 20))])
            }
            other => other.into(),
        }
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
    pub fn warning(&self, words: &Words) -> Warning {
        Warning { text: self.said(false, words).stderr, json: self.object("warning", words) }
    }

    fn object(&self, what: &str, words: &Words) -> Value {
        let mut object = json!({ what: self.name(), "message": self.message(words) });
        if !self.list().is_empty() {
            object["list"] = self.list().iter().map(|item| item.json(words)).collect();
        }
        object
    }

    /// What goes to the streams.
    pub fn said(&self, json: bool, words: &Words) -> Said {
        let stderr = if json {
            format!("{}\n", self.object("refusal", words))
        } else {
            lines(std::iter::once(self.message(words)).chain(self.list().iter().map(|item| item.text(words))))
        };
        Said { exit: self.exit(), stderr, ..Said::default() }
    }
}

impl Said {
    /// An answer, or the reason why there is none.
    pub fn of(result: Result<Shown, Objection>, json: bool, words: &Words) -> Self {
        match result {
            Ok(shown) => {
                let stdout = if json { format!("{}\n", shown.json) } else { lines([shown.text]) };
                Self { exit: shown.exit, stdout, ..Self::default() }
            }
            Err(objection) => objection.said(json, words),
        }
    }

    /// The same with warnings; what was said already is not said again.
    #[must_use]
    pub fn warning<'a>(mut self, troubles: impl IntoIterator<Item = &'a Objection>, words: &Words) -> Self {
        for warning in troubles.into_iter().map(|trouble| trouble.warning(words)) {
            if !self.warnings.contains(&warning) && !self.refuses_with(&warning) {
                self.warnings.push(warning);
            }
        }
        self
    }

    fn refuses_with(&self, warning: &Warning) -> bool {
        let refusal = || serde_json::from_str::<Value>(&self.stderr).unwrap_or_default();
        let same = |refusal: &Value| ["message", "list"].iter().all(|part| refusal[part] == warning.json[part]);
        !self.stderr.is_empty() && (self.stderr == warning.text || same(&refusal()))
    }

    /// The error stream: warnings before the reason of a refusal; for programs one document that holds both.
    pub fn complaint(&self, json: bool) -> String {
        if self.warnings.is_empty() {
            return self.stderr.clone();
        }
        if !json {
            return self.warnings.iter().map(|warning| warning.text.as_str()).chain([self.stderr.as_str()]).collect();
        }
        let mut object = serde_json::from_str(&self.stderr).unwrap_or_else(|_| json!({}));
        object["warnings"] = self.warnings.iter().map(|warning| warning.json.clone()).collect();
        format!("{object}\n")
    }
}

/// Each text as one line or more, ended; nothing for an empty one.
fn lines(texts: impl IntoIterator<Item = String>) -> String {
    let ended = |text: String| if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" };
    texts.into_iter().map(ended).collect()
}

impl Warning {
    /// For people.
    pub fn text(&self) -> &str {
        &self.text
    }
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
