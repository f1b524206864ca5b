//! The receipt of a dossier as a slip: what the applicant needs to come back, on a receipt printer's paper.

use super::slip::code;
use super::{Paper, Picture};

/// A receipt's slip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stub {
    /// The centre's name.
    pub centre: String,
    /// What it is.
    pub title: String,
    /// The dossier's code.
    pub code: String,
    /// What else stands on it, line by line.
    pub lines: Vec<String>,
    /// What is done with it.
    pub note: String,
}

/// Dots of a letter's dot: text, and the title.
const TEXT: usize = 2;
const TITLE: usize = 3;

impl Stub {
    /// The slip on paper of this width.
    pub fn draw(&self, paper: Paper) -> Picture {
        let mut picture = Picture::new(paper.dots());
        picture.write(&self.centre, TEXT);
        picture.space(16);
        picture.write(&self.title, TITLE);
        picture.space(8);
        picture.write(&self.code, TEXT);
        code(&mut picture, &self.code);
        for line in self.lines.iter().filter(|line| !line.is_empty()) {
            picture.write(line, TEXT);
            picture.space(4);
        }
        picture.space(8);
        picture.write(&self.note, TEXT);
        picture
    }
}
