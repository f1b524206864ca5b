//! What citizens say of the service when they have their result, and how many of them said anything.
//!
//! Only the citizen's side rates: the display at the counter, the kiosk, or the code on the slip that goes with the
//! result. The code is made from the id of the very wish that handed the result over, which is random and secret, so
//! nobody reckons it from a dossier's number.

use super::ids::{CommandId, CounterId, DossierCode, OfficerId, ServiceId};
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How long after a result was handed over the display at the counter asks, in seconds.
pub const ASKED_S: i64 = 60;
/// How long a code may be used and is counted, in seconds: 31 days.
pub const KEPT_S: i64 = 31 * 86_400;
/// Fewer answers than this say nothing about one officer.
pub const LEAST: u32 = 10;

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of a code, in two groups.
pub const LENGTH: usize = 8;

/// How satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Rất hài lòng.
    Very,
    /// Hài lòng.
    Satisfied,
    /// Không hài lòng.
    NotSatisfied,
}

/// Why not satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Waited too long.
    Wait,
    /// The officer's manner.
    Manner,
    /// Told too little, or wrongly.
    Guidance,
    /// Had to come too often.
    Visits,
    /// The result was late.
    Late,
    /// Something else.
    Other,
}

impl Cause {
    /// All of them, in the order shown.
    pub const ALL: [Self; 6] = [Self::Wait, Self::Manner, Self::Guidance, Self::Visits, Self::Late, Self::Other];

    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Wait => "rating.cause_wait",
            Self::Manner => "rating.cause_manner",
            Self::Guidance => "rating.cause_guidance",
            Self::Visits => "rating.cause_visits",
            Self::Late => "rating.cause_late",
            Self::Other => "rating.cause_other",
        }
    }
}

impl Level {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Very, Self::Satisfied, Self::NotSatisfied];

    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Very => "rating.very",
            Self::Satisfied => "rating.satisfied",
            Self::NotSatisfied => "rating.not_satisfied",
        }
    }
}

/// By what it is known which service is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// The code that goes with the result.
    Code(String),
    /// The result that was handed over at this counter just now.
    Counter(CounterId),
}

/// What a citizen says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Of which service.
    pub slip: Slip,
    /// How satisfied.
    pub level: Level,
    /// Why not; for the lowest level only.
    #[serde(default)]
    pub cause: Option<Cause>,
}

/// What was said, as the journal has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    /// Of which dossier.
    pub dossier: DossierCode,
    /// How satisfied.
    pub level: Level,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Where the result was handed over.
    pub counter: Option<CounterId>,
    /// By whom.
    pub officer: Option<OfficerId>,
    /// Which service that was.
    pub service: Option<ServiceId>,
    /// Said later by the code, not at the counter.
    pub by_code: bool,
}

/// A result that was handed over, and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// Which dossier's.
    pub dossier: DossierCode,
    /// The code that goes with it, without its hyphen.
    pub code: String,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub counter: Option<CounterId>,
    /// By whom.
    pub officer: Option<OfficerId>,
    /// Which service that was.
    pub service: Option<ServiceId>,
    /// What was said, if anything.
    pub level: Option<Level>,
    /// An officer entered it from paper or by telephone.
    #[serde(default)]
    pub by_staff: bool,
    /// How often the slip with its code was printed.
    #[serde(default)]
    pub slips: u32,
}

impl Handed {
    /// The code as it stands on a slip: `K7QF-2M9P`.
    pub fn shown(&self) -> String {
        let (first, second) = self.code.split_at(self.code.len().min(LENGTH / 2));
        format!("{first}-{second}")
    }

    /// Whether the display at its counter asks at `now`.
    pub fn is_asked(&self, counter: CounterId, now: Timestamp) -> bool {
        self.counter == Some(counter) && self.level.is_none() && now.since(self.at) < ASKED_S
    }
}

/// The code that goes with the result of `dossier`, which this wish handed over.
pub fn code(command: CommandId, dossier: &DossierCode) -> String {
    let key = blake3::derive_key("motcua 2026 code of a rating", &command.0);
    let hash = blake3::keyed_hash(&key, dossier.0.as_bytes());
    hash.as_bytes().iter().take(LENGTH).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// A code as somebody typed it: capitals, no hyphen, and what looks alike read as what is used.
pub fn typed(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase());
    letters.collect()
}

/// Whether this is a letter of a code.
pub fn is_letter(letter: char) -> bool {
    u8::try_from(letter).is_ok_and(|letter| LETTERS.contains(&letter))
}

/// The letters of a code, in their order.
pub fn letters() -> impl ExactSizeIterator<Item = char> {
    LETTERS.iter().map(|letter| char::from(*letter))
}

/// The result that goes with a code as somebody typed it, where it may still be rated at `now` or was.
pub fn find<'a>(handed: impl IntoIterator<Item = &'a Handed>, text: &str, now: Timestamp) -> Option<&'a Handed> {
    let code = typed(text);
    handed.into_iter().find(|one| one.code == code && now.since(one.at) <= KEPT_S)
}

/// The result of `dossier` that was handed over and is not rated yet.
pub fn to_rate<'a>(
    handed: impl IntoIterator<Item = &'a Handed, IntoIter: DoubleEndedIterator>,
    dossier: &DossierCode,
) -> Option<&'a Handed> {
    handed.into_iter().rev().find(|one| one.dossier == *dossier).filter(|one| one.level.is_none())
}

/// How many were asked, and what they said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Results handed over.
    pub handed: u32,
    /// Of them, by level.
    pub levels: [u32; 3],
    /// Of those who said something, whose answer an officer entered.
    pub by_staff: u32,
    /// Slips printed beyond the first of each result.
    pub reprints: u32,
}

impl Tally {
    /// The tally of these results.
    pub fn of<'a>(handed: impl IntoIterator<Item = &'a Handed>) -> Self {
        handed.into_iter().fold(Self::default(), |mut tally, one| {
            tally.handed += 1;
            tally.reprints += one.slips.saturating_sub(1);
            if let Some(level) = one.level {
                tally.levels[level as usize] += 1;
                tally.by_staff += u32::from(one.by_staff);
            }
            tally
        })
    }

    /// How many said something.
    pub fn rated(&self) -> u32 {
        self.levels.iter().sum()
    }

    /// How many in a hundred of those asked said something; `None` when nobody was.
    pub fn response(&self) -> Option<u32> {
        (self.rated() * 100).checked_div(self.handed)
    }

    /// How many in a hundred of those who said something are satisfied; `None` when nobody said anything.
    pub fn score(&self) -> Option<u32> {
        ((self.levels[0] + self.levels[1]) * 100).checked_div(self.rated())
    }
}
