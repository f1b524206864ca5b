//! Money between an officer's hands and the day's closing: what she took and gave back since she last closed.

pub mod past;
pub mod tell;

use super::command::Actor;
use super::dossier::{Means, Payment};
use super::ids::DossierCode;
use super::time::{Day, Timestamp};
use imbl::Vector;
use serde::{Deserialize, Serialize};

/// Sums in đồng.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Taken in cash.
    pub cash_in: u64,
    /// Given back in cash.
    pub cash_out: u64,
    /// Taken by transfer.
    pub transfer_in: u64,
    /// Given back by transfer.
    pub transfer_out: u64,
    /// How many times money changed hands.
    pub count: u32,
}

/// Money that changed hands once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// For which dossier.
    pub dossier: DossierCode,
    /// In đồng.
    pub amount: u64,
    /// How.
    pub means: Means,
    /// Given back, not taken.
    pub back: bool,
    /// Number of the receipt; may be empty.
    pub number: String,
}

/// The most days whose sums a till keeps apart.
const DAYS_MAX: usize = 31;

/// What a day left in a till that was not closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclosed {
    /// Which day.
    pub day: Day,
    /// What was taken and given back on it.
    pub sums: Sums,
}

/// What somebody has taken since her last closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Till {
    /// Whose.
    pub whose: Actor,
    /// When the first of it was taken.
    pub since: Timestamp,
    /// What days before today left unclosed.
    pub carried: Sums,
    /// The latest of these days, each by itself.
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub unclosed: Vector<Unclosed>,
    /// Today's, oldest first.
    pub entries: Vector<Entry>,
}

/// A till that was counted and closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Whose.
    pub whose: Actor,
    /// When the first of it was taken.
    pub since: Timestamp,
    /// What was taken and given back by the books.
    pub sums: Sums,
    /// Cash that was counted, in đồng.
    pub counted: u64,
    /// Why there is more or less than there should be; empty where there is not.
    pub reason: String,
}

/// A closing of today, and when it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// When.
    pub at: Timestamp,
    /// What.
    pub closing: Closing,
}

impl Sums {
    /// The cash that should be there, in đồng: what was taken and not given back.
    pub fn expected(&self) -> u64 {
        self.cash_in.saturating_sub(self.cash_out)
    }

    /// What was given back beyond all that was taken, in đồng: somebody put it in from elsewhere.
    pub fn put_in(&self) -> u64 {
        self.cash_out.saturating_sub(self.cash_in)
    }

    fn add(&mut self, entry: &Entry) {
        let sum = match (entry.means, entry.back) {
            (Means::Cash, false) => &mut self.cash_in,
            (Means::Cash, true) => &mut self.cash_out,
            (Means::Transfer, false) => &mut self.transfer_in,
            (Means::Transfer, true) => &mut self.transfer_out,
        };
        *sum = sum.saturating_add(entry.amount);
        self.count = self.count.saturating_add(1);
    }
}

impl Closing {
    /// How much more cash there was than there should be, in đồng; below zero where some is missing.
    pub fn difference(&self) -> i64 {
        signed(self.counted).saturating_sub(signed(self.sums.expected()))
    }
}

impl Till {
    /// A till that was empty until `at`.
    pub fn new(whose: Actor, at: Timestamp) -> Self {
        Self { whose, since: at, carried: Sums::default(), unclosed: Vector::new(), entries: Vector::new() }
    }

    /// All that is in it by the books.
    pub fn sums(&self) -> Sums {
        let mut sums = self.carried;
        self.entries.iter().for_each(|entry| sums.add(entry));
        sums
    }

    /// Today's by the books.
    pub fn today(&self) -> Sums {
        let mut sums = Sums::default();
        self.entries.iter().for_each(|entry| sums.add(entry));
        sums
    }

    /// Money of a day before.
    fn carry_in(&mut self, entry: &Entry) {
        self.carried.add(entry);
        let day = entry.at.day();
        if self.unclosed.last().is_none_or(|last| last.day != day) {
            self.unclosed.push_back(Unclosed { day, sums: Sums::default() });
        }
        if let Some(last) = self.unclosed.back_mut() {
            last.sums.add(entry);
        }
        if self.unclosed.len() > DAYS_MAX {
            self.unclosed.pop_front();
        }
    }

    /// The day is over: only the sums are carried on, so that a till nobody closes does not grow.
    pub fn carry(&mut self) {
        self.carried = self.sums();
        if let Some(last) = self.entries.last() {
            self.unclosed.push_back(Unclosed { day: last.at.day(), sums: self.today() });
        }
        if self.unclosed.len() > DAYS_MAX {
            self.unclosed.pop_front();
        }
        self.entries = Vector::new();
    }
}

impl Entry {
    /// The money of a payment; `None` where none changed hands.
    pub fn of(payment: &Payment, dossier: &DossierCode, at: Timestamp) -> Option<Self> {
        let dossier = dossier.clone();
        match payment {
            Payment::Taken { amount, means, number } => {
                Some(Self { at, dossier, amount: *amount, means: *means, back: false, number: number.clone() })
            }
            Payment::Refunded { amount, means, .. } => {
                Some(Self { at, dossier, amount: *amount, means: *means, back: true, number: String::new() })
            }
            Payment::Exempt { .. } => None,
        }
    }
}

/// No sum of a day comes near the most that this holds.
fn signed(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
