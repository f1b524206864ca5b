//! The papers of a dossier: which ones were there when it was looked through, as what, and how many of each.

use super::{Change, Dossier};
use crate::domain::time::Timestamp;
use crate::text::fold::fold;
use crate::text::words::Words;
use serde::{Deserialize, Serialize};

/// The papers of a dossier that were looked through when it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// Those that were there, as the catalogue named them then.
    pub there: Vec<PaperThere>,
    /// How many the catalogue asked for, the conditional ones counted.
    pub asked: usize,
}

/// A paper that was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct PaperThere {
    /// What it is.
    pub name: String,
    /// How many of it were handed in; none where it was only shown, and before they were counted.
    pub pieces: Pieces,
}

/// As what a paper is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaperKind {
    /// Bản chính.
    Original,
    /// Bản chứng thực.
    Certified,
    /// Bản photo.
    Copy,
}

/// How many of one paper there are of each kind, as the receipt has its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pieces {
    /// Originals.
    pub originals: u16,
    /// Certified copies.
    pub certified: u16,
    /// Plain copies.
    pub copies: u16,
}

/// A paper in a file: its name alone, as it was before there were counts, or with them.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Name(String),
    Counted { name: String, pieces: Pieces },
}

impl PaperKind {
    /// All of them, in the order of the receipt's columns.
    pub const ALL: [Self; 3] = [Self::Original, Self::Certified, Self::Copy];
}

impl Pieces {
    /// The most of one kind.
    pub const MOST: u16 = 99;

    /// `count` of one kind.
    pub fn of(kind: PaperKind, count: u16) -> Self {
        let mut pieces = Self::default();
        *pieces.at(kind) = count;
        pieces
    }

    /// What is likely of a paper by its name in the catalogue: nothing of one that is only shown, a copy of one that
    /// is asked for as a copy, else an original.
    pub fn usual(name: &str) -> Self {
        let name = fold(name);
        if name.starts_with("xuat trinh") {
            return Self::default();
        }
        Self::of(if name.starts_with("ban sao") { PaperKind::Copy } else { PaperKind::Original }, 1)
    }

    /// How many of a kind.
    pub fn count(&self, kind: PaperKind) -> u16 {
        match kind {
            PaperKind::Original => self.originals,
            PaperKind::Certified => self.certified,
            PaperKind::Copy => self.copies,
        }
    }

    /// The number of a kind, to be changed.
    pub fn at(&mut self, kind: PaperKind) -> &mut u16 {
        match kind {
            PaperKind::Original => &mut self.originals,
            PaperKind::Certified => &mut self.certified,
            PaperKind::Copy => &mut self.copies,
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            originals: self.originals.saturating_add(other.originals),
            certified: self.certified.saturating_add(other.certified),
            copies: self.copies.saturating_add(other.copies),
        }
    }

    /// Whether nothing was handed in.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether some kind has more than [`Self::MOST`].
    pub fn is_too_many(&self) -> bool {
        PaperKind::ALL.iter().any(|kind| self.count(*kind) > Self::MOST)
    }

    /// `1 bản chính, 2 bản photo`; empty for none.
    pub fn say(&self, words: &Words) -> String {
        let part = |kind: &PaperKind| {
            let key = match kind {
                PaperKind::Original => "common.originals",
                PaperKind::Certified => "common.certified",
                PaperKind::Copy => "common.copies",
            };
            let count = self.count(*kind);
            (count > 0).then(|| words.fill(key, &[("n", &count.to_string())]))
        };
        PaperKind::ALL.iter().filter_map(part).collect::<Vec<_>>().join(", ")
    }
}

impl PaperThere {
    /// `Giấy chứng sinh: 1 bản chính`; the name alone where nothing was handed in.
    pub fn say(&self, words: &Words) -> String {
        let pieces = self.pieces.say(words);
        if pieces.is_empty() { self.name.clone() } else { format!("{}: {pieces}", self.name) }
    }
}

impl From<Stored> for PaperThere {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Name(name) => Self { name, pieces: Pieces::default() },
            Stored::Counted { name, pieces } => Self { name, pieces },
        }
    }
}

impl From<PaperThere> for Stored {
    fn from(PaperThere { name, pieces }: PaperThere) -> Self {
        if pieces.is_none() { Self::Name(name) } else { Self::Counted { name, pieces } }
    }
}

impl Dossier {
    /// The papers of `catalogue` that were not there, nor handed in later.
    pub fn papers_missing<'a>(&self, catalogue: &'a [String]) -> Vec<&'a String> {
        let there = self.papers.as_ref().map_or(&[][..], |papers| papers.there.as_slice());
        let later = self.papers_later();
        let is_there = |name: &&String| {
            there.iter().any(|paper| paper.name == **name) || later.iter().any(|(paper, _)| *paper == name.as_str())
        };
        catalogue.iter().filter(|name| !is_there(name)).collect()
    }

    /// What was asked for and handed in later, each with when, oldest first. Nobody counted the pieces then.
    pub fn papers_later(&self) -> Vec<(&str, Timestamp)> {
        let mut asked: &[String] = &[];
        let mut later = Vec::new();
        for (step, change) in self.changes() {
            match change {
                Change::SupplementAsked { items, .. } => asked = items,
                Change::Supplemented { .. } => {
                    later.extend(std::mem::take(&mut asked).iter().map(|name| (name.as_str(), step.at)));
                }
                _ => {}
            }
        }
        later
    }

    /// How many papers are there by now; of those handed in later what `catalogue` names.
    pub fn papers_count(&self, catalogue: &[String]) -> usize {
        let there = self.papers.as_ref().map_or(&[][..], |papers| papers.there.as_slice());
        let missing = self.papers_missing(catalogue);
        let is_later = |name: &&String| !missing.contains(name) && !there.iter().any(|paper| paper.name == **name);
        there.len() + catalogue.iter().filter(is_later).count()
    }

    /// The same as lists and papers tell it: `Giấy khai sinh (bổ sung ngày 10/07/2026)`.
    pub fn papers_later_told(&self, words: &Words) -> Vec<String> {
        let told = |(name, at): (&str, Timestamp)| {
            let day = at.day().format("%d/%m/%Y").to_string();
            words.fill("papers.handed_in_later", &[("name", name), ("day", &day)])
        };
        self.papers_later().into_iter().map(told).collect()
    }
}
