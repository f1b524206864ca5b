//! Slips on receipt printers (ESC/POS), drawn as a picture: what a printer has of letters of its own is never
//! Vietnamese. The papers of a dossier are in [`forms`].
//!
//! ```text
//! Slip ─ draw ─▶ Picture ─ escpos ─▶ bytes ─ Target: a device file, a network printer, a file
//! ```
//!
//! A [`Printer`] does all of it on a thread of its own; nobody ever waits for paper.

mod escpos;
pub mod forms;
mod picture;
mod printer;
mod slip;
mod stub;
mod target;

pub use escpos::job;
pub use picture::Picture;
pub use printer::Printer;
pub use slip::Slip;
pub use stub::Stub;
pub use target::Target;

use std::path::PathBuf;

/// A printer as the settings name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Where slips go; nowhere without.
    pub target: Option<Target>,
    /// How wide the paper is.
    pub paper: Paper,
}

/// Widths of paper that receipt printers have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 58 mm: 384 dots.
    Narrow,
    /// 80 mm: 576 dots.
    #[default]
    Wide,
}

/// Why a slip was not printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The printer is not there, is switched off, or takes nothing.
    Gone,
    /// It is out of paper.
    NoPaper,
}

impl Paper {
    /// Dots across.
    pub fn dots(self) -> usize {
        match self {
            Self::Narrow => 384,
            Self::Wide => 576,
        }
    }
}

impl Terms {
    /// The same with a file's path taken from `place`, where it is not absolute.
    #[must_use]
    pub fn within(self, place: impl Fn(&std::path::Path) -> PathBuf) -> Self {
        let target = self.target.map(|target| match target {
            Target::File(path) => Target::File(place(&path)),
            other => other,
        });
        Self { target, ..self }
    }
}
