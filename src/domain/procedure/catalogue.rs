//! The catalogue: every procedure in order of its code, found by code, label or parts of the name.

use super::Procedure;
use super::file::{self, Reading};
use crate::domain::fees::{self, FeeRule};
use crate::domain::time::Day;
use crate::text::fold::{Query, SearchKey, fold};
use crate::text::telex;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Which catalogue this is, and of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The one built into the program: 249 of its 301 rows are from the national portal as it stood on this day, the
    /// others from boards of other centres.
    BuiltIn(Day),
    /// The centre's own, as imported on this day, where that is known.
    Own(Option<Day>),
}

impl Default for Source {
    fn default() -> Self {
        Self::Own(None)
    }
}

/// All procedures of a centre. Made once, then shared and only read.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    procedures: Vec<Procedure>,
    /// What each procedure is searched by, at the same index.
    found_by: Vec<FoundBy>,
    by_code: BTreeMap<String, usize>,
    /// Folded names of the procedures without a code.
    by_name: BTreeMap<String, usize>,
    source: Source,
}

#[derive(Clone, Debug)]
struct FoundBy {
    label: SearchKey,
    name: SearchKey,
    /// Label, name and field together: words of a query may come from any of them.
    all: SearchKey,
}

impl Catalogue {
    /// The catalogue file built into the program.
    pub const BUILT_IN: &str = include_str!("../../../assets/procedures.tsv");

    /// The columns of a catalogue file by name, in the order of one whose first line does not name them.
    pub const COLUMNS: [&str; 10] = file::COLUMNS;

    /// A catalogue of these procedures, in order of their codes; those without a code follow, by name.
    pub fn new(mut procedures: Vec<Procedure>) -> Self {
        procedures.sort_by(|one, other| {
            let order = |procedure: &Procedure| (procedure.code.is_empty(), procedure.code.clone());
            order(one).cmp(&order(other)).then_with(|| fold(&one.name).cmp(&fold(&other.name)))
        });
        let found_by = procedures
            .iter()
            .map(|procedure| FoundBy {
                label: SearchKey::new(&procedure.label),
                name: SearchKey::new(&procedure.name),
                all: SearchKey::new(&format!("{} {} {}", procedure.label, procedure.name, procedure.field)),
            })
            .collect();
        let mut by_code = BTreeMap::new();
        let mut by_name = BTreeMap::new();
        for (index, procedure) in procedures.iter().enumerate() {
            if procedure.code.is_empty() {
                by_name.entry(fold(&procedure.name)).or_insert(index);
            } else {
                by_code.entry(procedure.code.clone()).or_insert(index);
            }
        }
        Self { procedures, found_by, by_code, by_name, source: Source::default() }
    }

    /// The same with what the centre's own rules say that things cost.
    #[must_use]
    pub fn priced(&self, rules: &[FeeRule]) -> Self {
        let procedures = self.procedures.iter().map(|procedure| fees::priced(procedure, rules)).collect();
        Self { procedures, ..self.clone() }
    }

    /// The catalogue built into the program, with its labels.
    pub fn built_in() -> Self {
        let catalogue = Self::read(Self::BUILT_IN).catalogue;
        let source = Day::from_ymd_opt(2026, 7, 20).map_or_else(Source::default, Source::BuiltIn);
        Self { source, ..catalogue }
    }

    /// The same as the centre's own of `day`.
    #[must_use]
    pub fn of_day(self, day: Option<Day>) -> Self {
        Self { source: Source::Own(day), ..self }
    }

    /// Which catalogue this is.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Reads a catalogue file (UTF-8, cells between tabs, a first line that names the columns). Broken rows are left
    /// out and named, mended cells are named, everything else is offered.
    pub fn read(text: &str) -> Reading {
        file::read(text)
    }

    /// How many procedures there are.
    pub fn len(&self) -> usize {
        self.procedures.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.procedures.is_empty()
    }

    /// Every procedure, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Procedure> {
        self.procedures.iter()
    }

    /// Every field (lĩnh vực) that has a procedure, in order.
    pub fn fields(&self) -> BTreeSet<&str> {
        self.procedures.iter().map(|procedure| procedure.field.as_str()).filter(|field| !field.is_empty()).collect()
    }

    /// The procedure of this whole code, a province's suffix aside; or the one without a code that has this very name,
    /// accents and capitals aside. A code cut short gets nothing: it could be another's.
    pub fn get(&self, key: &str) -> Option<&Procedure> {
        let by_code = || file::whole_code(key.trim()).and_then(|code| self.by_code.get(&code));
        let index = by_code().or_else(|| self.by_name.get(&fold(key.trim())))?;
        self.procedures.get(*index)
    }

    /// The procedure whose code a table meant that lost the zeros at its end, its dot, or has a province's suffix behind
    /// it; `None` where no code, or more than one, can have been meant: `1.5` is too short to tell.
    pub fn mended(&self, found: &str) -> Option<&Procedure> {
        if let Some(whole) = self.get(found) {
            return Some(whole);
        }
        let bare = |text: &str| text.replace([',', '.'], "").trim_end_matches('0').to_owned();
        let by_code = file::mend_code(found).and_then(|code| self.by_code.get(&code)).copied();
        let without_dot = || {
            let is_bare = (5..=7).contains(&found.len()) && found.bytes().all(|byte| byte.is_ascii_digit());
            let mut meant = self.by_code.iter().filter(|(code, _)| is_bare && bare(code) == bare(found));
            meant.next().filter(|_| meant.next().is_none()).map(|(_, index)| *index)
        };
        self.procedures.get(by_code.or_else(without_dot)?)
    }

    /// At most `max` procedures that fit what a person typed, best first: codes, then labels, then names, then words
    /// found anywhere, the field included. Among equals, labelled (common) ones come first, then short ones, then by
    /// code. Nothing typed gives the first ones of the catalogue. Where nothing fits, what Telex or VNI make of it counts.
    pub fn search(&self, query: &str, max: usize) -> Vec<&Procedure> {
        let found = self.fitting(query, max);
        if !found.is_empty() {
            return found;
        }
        let read = telex::readings(query).into_iter().map(|reading| self.fitting(&reading, max));
        read.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn fitting(&self, query: &str, max: usize) -> Vec<&Procedure> {
        let typed = query.trim();
        let words = Query::new(typed);
        if words.is_empty() {
            return self.procedures.iter().take(max).collect();
        }
        let mut hits: Vec<_> = (self.procedures.iter().zip(&self.found_by).enumerate())
            .filter_map(|(index, (procedure, keys))| {
                let by_code = score_code(&procedure.code, typed).map(|score| (Reverse(score), false, 0, index));
                let by_words = || {
                    let score = keys.score(&words)?;
                    Some((Reverse(score), procedure.label.is_empty(), procedure.short().len(), index))
                };
                by_code.or_else(by_words)
            })
            .collect();
        hits.sort_unstable();
        hits.into_iter().take(max).filter_map(|(_, _, _, index)| self.procedures.get(index)).collect()
    }
}

impl FoundBy {
    fn score(&self, words: &Query) -> Option<u8> {
        let by_label = self.label.score(words).map(|score| score * 10 + 5);
        let by_name = self.name.score(words).map(|score| score * 10);
        by_label.max(by_name).max(self.all.score(words))
    }
}

/// Codes are typed from the left (`1.0011`), without the dot (`10011`), or from behind the dot (`001193`).
fn score_code(code: &str, typed: &str) -> Option<u8> {
    let digits = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.');
    if code.is_empty() || typed.is_empty() || !digits(typed) {
        return None;
    }
    if code.starts_with(typed) {
        return Some(100);
    }
    let (first, rest) = code.split_once('.')?;
    let without_dot = typed.strip_prefix(first).is_some_and(|tail| rest.starts_with(tail));
    (without_dot || rest.starts_with(typed)).then_some(90)
}
