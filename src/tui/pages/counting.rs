//! The papers of a dossier as they are looked through: which are there, as what, and how many.

use crate::domain::dossier::{PaperKind, PaperThere, Pieces};
use crate::tui::input::{Chord, Key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was counted, and the paper under the bar.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct Counting {
    /// What is there, by its place in the catalogue's list.
    there: BTreeMap<usize, Pieces>,
    /// The paper under the bar.
    #[serde(skip)]
    pub at: usize,
    /// The kind that digits count there; without, the one that stands there.
    #[serde(skip)]
    kind: Option<PaperKind>,
    /// A digit was typed there: the next one is written behind it.
    #[serde(skip)]
    digits: bool,
    /// She has said that none was handed in.
    pub none: bool,
}

impl Counting {
    /// How many papers are there.
    pub fn len(&self) -> usize {
        self.there.len()
    }

    /// Whether none was ticked.
    pub fn is_empty(&self) -> bool {
        self.there.is_empty()
    }

    /// What there is of a paper; `None` for one that was not ticked.
    pub fn of(&self, paper: usize) -> Option<Pieces> {
        self.there.get(&paper).copied()
    }

    /// The bar on another paper.
    pub fn go(&mut self, to: usize) {
        (self.at, self.kind, self.digits) = (to, None, false);
    }

    /// The ticked ones of `names`, as they are asked for.
    pub fn papers(&self, names: &[String]) -> Vec<PaperThere> {
        let named =
            |(paper, pieces): (&usize, &Pieces)| Some(PaperThere { name: names.get(*paper)?.clone(), pieces: *pieces });
        self.there.iter().filter_map(named).collect()
    }

    /// A key on the list of these papers: Space ticks and goes on, digits count, arrows change the kind, `+` begins
    /// another kind of the same paper, `a` ticks what is left.
    pub fn key(&mut self, chord: Chord, names: &[String]) {
        match (chord.command_key().written(), chord.key) {
            (Some(' '), _) => self.toggle(names),
            (Some(letter), _) if letter.is_ascii_digit() => self.digit(letter, names),
            (Some('+' | '='), _) => self.add_kind(names),
            (Some('a'), _) => self.all(names),
            (None, Key::Right) => self.shift(1, names),
            (None, Key::Left) => self.shift(2, names),
            (None, Key::Backspace | Key::Delete) => {
                self.there.remove(&self.at);
                self.go(self.at);
            }
            _ => {}
        }
    }

    /// Ticks what is not ticked yet.
    pub fn all(&mut self, names: &[String]) {
        for (paper, name) in names.iter().enumerate() {
            self.there.entry(paper).or_insert_with(|| Pieces::usual(name));
        }
    }

    fn toggle(&mut self, names: &[String]) {
        if self.there.remove(&self.at).is_none() {
            self.there.insert(self.at, usual(self.at, names));
        }
        self.go((self.at + 1).min(names.len().saturating_sub(1)));
    }

    /// The kind that is being counted: the last one that stands there.
    fn kind(&self, names: &[String]) -> PaperKind {
        let pieces = self.of(self.at).unwrap_or_else(|| usual(self.at, names));
        let there = PaperKind::ALL.into_iter().rev().find(|kind| pieces.count(*kind) > 0);
        self.kind.or(there).unwrap_or(PaperKind::Original)
    }

    fn digit(&mut self, letter: char, names: &[String]) {
        let digit = letter.to_digit(10).and_then(|digit| u16::try_from(digit).ok()).unwrap_or(0);
        let kind = self.kind(names);
        let count = self.there.entry(self.at).or_default().at(kind);
        let longer = count.saturating_mul(10).saturating_add(digit);
        *count = if self.digits && longer <= Pieces::MOST { longer } else { digit };
        (self.kind, self.digits) = (Some(kind), true);
    }

    /// What is counted is of the kind `by` further; one that is there already is counted on instead.
    fn shift(&mut self, by: usize, names: &[String]) {
        let from = self.kind(names);
        let to = after(from, by);
        let pieces = self.there.entry(self.at).or_insert_with(|| usual(self.at, names));
        if pieces.count(to) == 0 {
            *pieces.at(to) = std::mem::take(pieces.at(from)).max(1);
        }
        (self.kind, self.digits) = (Some(to), false);
    }

    fn add_kind(&mut self, names: &[String]) {
        let from = self.kind(names);
        let pieces = self.there.entry(self.at).or_insert_with(|| usual(self.at, names));
        let free = [1, 2].map(|by| after(from, by)).into_iter().find(|kind| pieces.count(*kind) == 0);
        if let Some(to) = free {
            *pieces.at(to) = 1;
            (self.kind, self.digits) = (Some(to), false);
        }
    }
}

fn usual(paper: usize, names: &[String]) -> Pieces {
    names.get(paper).map(|name| Pieces::usual(name)).unwrap_or_default()
}

fn after(kind: PaperKind, by: usize) -> PaperKind {
    let all = PaperKind::ALL;
    let at = all.iter().position(|one| *one == kind).unwrap_or(0);
    all[(at + by) % all.len()]
}
