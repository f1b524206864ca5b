//! What an import will do, or did: how many rows are new, which are wrong and why, what was mended on the way.

use super::super::answer::Shown;
use super::alike;
use super::table::Head;
use super::told::Told;
use crate::domain::dossier::CaseRefusal;
use crate::domain::person::Flaw;
use crate::domain::refusal::Refusal;
use crate::text::money::grouped;
use crate::text::nfc::is_invisible;
use crate::text::words::{Sentence, Words};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Lines of one kind that people are shown; programs get all of them.
const LINES_MAX: usize = 200;

/// Changes that people are shown.
const CHANGES_MAX: usize = 20;

/// Why a row cannot be taken.
#[derive(Clone, Debug)]
pub(super) enum Why {
    /// Something about a cell: the sentence and its gaps.
    Cell(&'static str, Vec<(&'static str, String)>),
    /// Something about a person.
    Flaw(Flaw),
    /// The rules refuse it.
    Refused(Refusal),
    /// A whole sentence of this kind, with its place.
    Said(&'static str, String),
}

impl Why {
    fn sentence(&self, words: &Words) -> String {
        match self {
            Self::Cell(key, gaps) => {
                let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
                words.fill(key, &gaps)
            }
            Self::Flaw(flaw) => words.say(flaw),
            Self::Refused(refusal) => words.say(refusal),
            Self::Said(_, said) => said.clone(),
        }
    }

    /// By what it is like others.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Said(kind, _) | Self::Cell(kind, _) => kind,
            Self::Flaw(flaw) => flaw.key(),
            Self::Refused(refusal) => refusal.key(),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Cell(key, _) => key.trim_start_matches("import."),
            Self::Flaw(flaw) => flaw.key().trim_start_matches("refusal."),
            Self::Refused(refusal) => refusal.name(),
            Self::Said(..) => "catalogue",
        }
    }
}

/// The columns that a refusal may be about, the likeliest first.
fn columns(refusal: &Refusal) -> &'static [&'static str] {
    match refusal {
        Refusal::ReceivedWrong => &["received", "submitted"],
        Refusal::SetsWrong => &["sets"],
        Refusal::FeeWrong => &["fee"],
        Refusal::UnknownProcedure(_) => &["procedure", "procedure_name"],
        Refusal::Dossier(
            CaseRefusal::ForeignWrong | CaseRefusal::ForeignThere { .. } | CaseRefusal::NumberPersonal,
        ) => &["foreign"],
        Refusal::Dossier(CaseRefusal::ElsewhereWrong) => &["due", "status"],
        Refusal::Dossier(CaseRefusal::PersonErased) => &["id", "name"],
        _ => &[],
    }
}

/// What is wrong with a row, and in which cell.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) row: usize,
    /// From 1; 0 where it is about the whole row.
    pub(super) column: usize,
    /// What the column is called.
    pub(super) name: String,
    pub(super) why: Why,
}

impl Fault {
    /// In the cell that a refusal is about, or of the whole row.
    pub(super) fn of(head: &Head, row: usize, why: Why) -> Self {
        let columns = if let Why::Refused(refusal) = &why { columns(refusal) } else { &[] };
        let at = columns.iter().find_map(|column| head.at(column));
        let name = at.map_or_else(String::new, |index| head.heading(index).to_owned());
        Self { row, column: at.map_or(0, |index| index + 1), name, why }
    }

    /// With its place.
    pub(super) fn line(&self, words: &Words) -> String {
        if let Why::Said(_, said) = &self.why {
            return said.clone();
        }
        let (row, column, why) = (self.row.to_string(), self.column.to_string(), self.reason(words));
        let key = if self.column == 0 { "import.of_row" } else { "import.of_cell" };
        words.fill(key, &[("row", &row), ("column", &column), ("name", &self.name), ("why", &why)])
    }

    /// For the reason's column.
    pub(super) fn reason(&self, words: &Words) -> String {
        self.why.sentence(words)
    }

    /// For programs.
    pub(super) fn json(&self, words: &Words) -> Value {
        let (why, message) = (self.why.name(), self.reason(words));
        json!({ "row": self.row, "column": self.column, "name": self.name, "why": why, "message": message })
    }
}

/// What was mended in a cell.
#[derive(Clone, Debug)]
pub(super) struct Mended {
    pub(super) row: usize,
    column: usize,
    name: String,
    /// The sentence and its gaps, or a whole one.
    why: Why,
    /// What stood there and what is read, letter by letter; `None` where the sentence alone tells of it.
    change: Option<(String, String)>,
}

impl Mended {
    /// `was` became `is`, and `key` says why.
    pub(super) fn changed(row: usize, column: usize, name: &str, key: &'static str, was: &str, is: &str) -> Self {
        let why = Why::Cell(key, vec![("was", visible(was)), ("is", visible(is))]);
        Self { row, column, name: name.to_owned(), why, change: Some((was.to_owned(), is.to_owned())) }
    }

    /// As the catalogue's reader says it.
    pub(super) fn told(
        row: usize,
        column: usize,
        name: String,
        (kind, said): (&'static str, String),
        change: Option<(String, String)>,
    ) -> Self {
        Self { row, column, name, why: Why::Said(kind, said), change }
    }

    fn json(&self, words: &Words) -> Value {
        let mut told = self.as_fault().json(words);
        if let Some((was, is)) = &self.change {
            (told["was"], told["is"]) = (json!(was), json!(is));
        }
        told
    }

    fn as_fault(&self) -> Fault {
        Fault { row: self.row, column: self.column, name: self.name.clone(), why: self.why.clone() }
    }
}

/// What an import will do, or did.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) rows: usize,
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) same: usize,
    /// Rows that cannot be taken.
    pub(super) wrong: usize,
    /// Over in the system they come from: nothing is left to do.
    pub(super) over: usize,
    /// Here already, and otherwise than the row says.
    pub(super) differ: usize,
    /// What is to be said of dossiers.
    pub(super) told: Told,
    /// What is there and will be no more.
    pub(super) gone: usize,
    pub(super) faults: Vec<Fault>,
    pub(super) mended: Vec<Mended>,
    /// Headings that nothing is read from.
    pub(super) unused: Vec<String>,
    /// The table tells of nobody.
    pub(super) without_people: bool,
    /// Where the wrong rows stand.
    pub(super) rejects: Option<String>,
    /// Where all stand that are otherwise here.
    pub(super) differ_file: Option<String>,
    /// What becomes otherwise of what is known, for people.
    pub(super) changes: Vec<String>,
    /// The same for programs.
    pub(super) changes_json: Vec<Value>,
    /// Whatever else is to be said.
    pub(super) notes: Vec<String>,
    /// How many rows were taken; `None` while nothing was.
    pub(super) taken: Option<usize>,
}

impl Outcome {
    /// For people and for programs.
    pub(super) fn shown(&self, path: &str, again: &str, words: &Words) -> Shown {
        let mut lines = vec![self.first_line(path, words)];
        let counts = [
            ("import.count_new", self.new),
            ("import.count_changed", self.changed),
            ("import.count_same", self.same),
            ("import.count_differ", self.differ),
            ("import.count_wrong", self.wrong),
            ("import.count_over", self.over),
            ("import.count_gone", self.gone),
        ];
        let rare = ["import.count_gone", "import.count_over", "import.count_differ"];
        let told = counts.iter().filter(|(key, n)| *n > 0 || !rare.contains(key));
        lines.extend(told.map(|(key, n)| words.fill(key, &[("n", &format!("{:>9}", grouped(*n as u64)))])));
        lines.extend(self.changes.iter().take(CHANGES_MAX).cloned());
        if let Some(left @ 1..) = self.changes.len().checked_sub(CHANGES_MAX) {
            lines.push(words.fill("import.rows_more", &[("n", &grouped(left as u64))]));
        }
        let mended: Vec<Fault> = self.mended.iter().map(Mended::as_fault).collect();
        let (shown, left) = alike::sampled(&mended);
        lines.extend(shown.first().map(|_| words.get("import.mended_head").to_owned()));
        lines.extend(shown.iter().take(LINES_MAX).map(|fault| fault.line(words)));
        lines.extend(left.into_iter().map(|(like, n)| alike::like_it(like, n, words)));
        if let Some(left @ 1..) = shown.len().checked_sub(LINES_MAX) {
            lines.push(words.fill("import.mended_more", &[("n", &grouped(left as u64))]));
        }
        lines.extend(self.faults.first().map(|_| words.get("import.wrong_head").to_owned()));
        lines.extend(alike::told(&self.faults, words));
        if !self.unused.is_empty() {
            lines.push(words.fill("import.unused", &[("names", &self.unused.join(", "))]));
        }
        lines.extend(self.notes.iter().cloned());
        if let Some(path) = &self.differ_file {
            lines.push(words.fill("import.differ_file", &[("path", path)]));
        }
        if let Some(rejects) = &self.rejects {
            let key = if self.without_people { "import.rejects_plain" } else { "import.rejects" };
            lines.push(words.fill(key, &[("n", &grouped(self.wrong as u64)), ("path", rejects)]));
        }
        let to_do = self.new + self.changed;
        if self.taken.is_none() && to_do + self.gone > 0 {
            // What only takes something away is taken with the rows that are as they were.
            let good = if to_do > 0 { to_do } else { self.rows.saturating_sub(self.wrong) };
            lines.push(words.fill("import.again", &[("n", &grouped(good as u64)), ("command", again)]));
        } else if self.taken.is_none() {
            lines.push(words.get("import.nothing_to_do").to_owned());
        }
        Shown::new(lines.join("\n"), self.json(&mended, words))
    }

    fn first_line(&self, path: &str, words: &Words) -> String {
        let rows = grouped(self.rows as u64);
        match self.taken {
            None => words.fill("import.will", &[("path", path), ("rows", &rows)]),
            Some(n) => words.fill("import.did", &[("path", path), ("rows", &rows), ("n", &grouped(n as u64))]),
        }
    }

    fn json(&self, mended: &[Fault], words: &Words) -> Value {
        let mended_json: Vec<Value> = self.mended.iter().map(|mended| mended.json(words)).collect();
        let faults: Vec<Value> = self.faults.iter().map(|fault| fault.json(words)).collect();
        let mut all: Vec<&Fault> = mended.iter().chain(&self.faults).collect();
        all.sort_by_key(|fault| fault.row);
        let notices = all.into_iter().map(|fault| fault.line(words));
        let notices: Vec<String> = notices.chain(self.notes.iter().cloned()).collect();
        let mut json = json!({
            "dry_run": self.taken.is_none(),
            "rows": self.rows,
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "wrong": self.wrong,
            "gone": self.gone,
            "over": self.over,
            "differ": self.differ,
            "imported": self.taken.unwrap_or(0),
            "left_out": self.wrong,
            "mended": mended_json,
            "faults": faults,
            "changes": self.changes_json,
            "unused": self.unused,
            "rejects": self.rejects,
            "differ_file": self.differ_file,
            "notices": notices,
        });
        if let Value::Object(json) = &mut json {
            json.extend(self.told.json(words));
        }
        json
    }
}

/// The most characters of a cell that a sentence shows.
const VISIBLE_MAX: usize = 80;

/// As a reader can see it: control characters as their pictures (␛), other invisible ones by their numbers.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for (at, letter) in text.chars().enumerate() {
        match letter {
            _ if at == VISIBLE_MAX => {
                shown.push('…');
                break;
            }
            '\u{0}'..='\u{1F}' => shown.extend(char::from_u32(0x2400 + u32::from(letter))),
            '\u{7F}' => shown.push('\u{2421}'),
            _ if is_invisible(letter) || (letter.is_whitespace() && letter != ' ') => {
                let _ = write!(shown, "<U+{:04X}>", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    shown
}
