//! What is left of a dossier's time while it stands: what was left when it began to.

use super::Dossier;
use crate::text::age::age;
use crate::text::words::Words;

/// What is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nobody here knows since when it stands, and what was promised had passed when it came.
    Unknown,
    /// Nothing: it was late already, by so many seconds.
    Late(i64),
    /// It began on the day on which it was due; so many seconds.
    Seconds(i64),
    /// So many days.
    Days(i64),
}

impl Dossier {
    /// What is left of its time, where that stands.
    pub fn left_standing(&self) -> Option<Left> {
        let (due, since) = self.due.zip(self.paused_since())?;
        let days = (due.day() - since.day()).num_days();
        Some(match days {
            _ if since > due && self.stands_since_unknown() => Left::Unknown,
            _ if since > due => Left::Late(since.since(due)),
            0 => Left::Seconds(due.since(since)),
            _ => Left::Days(days),
        })
    }
}

impl Left {
    /// `còn 3 ngày`.
    pub fn tell(self, words: &Words) -> String {
        match self {
            Self::Unknown => words.get("dossiers.left_unknown").to_owned(),
            Self::Late(seconds) => words.fill("dossiers.late_by", &[("age", &age(seconds, words))]),
            Self::Seconds(seconds) => words.fill("dossiers.left", &[("age", &age(seconds, words))]),
            Self::Days(days) => words.fill("dossiers.left_days", &[("n", &days.to_string())]),
        }
    }
}
