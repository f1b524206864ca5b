//! What is said of a row of a catalogue file: what was mended in it, or why it is left out.

use crate::text::table::Place;
use crate::text::words::Sentence;

/// Cells longer than this many characters are taken for a file gone wrong.
pub(super) const CELL_MAX: usize = 10_000;

/// Something noticed in a catalogue file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where.
    pub place: Place,
    /// What.
    pub remark: Remark,
}

/// What was noticed in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Mended: letters taken apart, odd spaces or invisible marks.
    Characters,
    /// Mended: the code had lost its last zeros, had a comma, or carried a province's suffix.
    Code {
        /// As it stood.
        found: String,
        /// As it is.
        mended: String,
    },
    /// Read: a number without a unit is so many working days.
    UnitAssumed {
        /// As it stood.
        found: String,
        /// How many.
        many: u16,
    },
    /// Read: days of which nothing more is said count days off too.
    DaysOffCounted {
        /// As it stood.
        found: String,
        /// How many.
        many: u16,
    },
    /// Read: months are so many days, days off included.
    MonthsAsDays {
        /// As it stood.
        found: String,
        /// How many.
        days: u16,
    },
    /// Left out: a code of which too few digits are there to know the others.
    CodeShort(String),
    /// Left out: this is no code.
    CodeWrong(String),
    /// Left out: a row before has this code.
    CodeTwice {
        /// The code.
        found: String,
        /// The line that has it first.
        first: usize,
    },
    /// Left out: the procedure has no name.
    NameMissing,
    /// Left out: a row before has this name, and neither has a code.
    NameTwice {
        /// The name.
        found: String,
        /// The line that has it first.
        first: usize,
    },
    /// Left out: the limit says another unit than the column of units.
    LimitUnlikeUnit {
        /// The limit as it stood.
        found: String,
        /// The unit as it stood.
        unit: String,
    },
    /// Left out: the limit cannot be read, or is no number from 1 to 1000.
    LimitWrong(String),
    /// Left out: no such unit.
    UnitWrong(String),
    /// Left out: the fee is no amount.
    FeeWrong(String),
    /// Left out: a cell too many, most often a tab inside a text.
    Surplus(String),
    /// Left out: the line ends before the columns that a date or a fee rests on, most often at a line break in a text.
    TooFew {
        /// Cells there.
        found: usize,
        /// Cells wanted.
        least: usize,
    },
    /// Left out: more letters than any cell has, most often a quotation mark that was never closed.
    TooLong(usize),
    /// The file has no procedure that can be offered.
    Empty,
}

impl Remark {
    /// True when the row is not offered because of this.
    pub fn leaves_out(&self) -> bool {
        let is_kept =
            matches!(self, Self::UnitAssumed { .. } | Self::DaysOffCounted { .. } | Self::MonthsAsDays { .. });
        !is_kept && !matches!(self, Self::Characters | Self::Code { .. } | Self::Empty)
    }
}

impl Notice {
    /// What stood there and what it became, where that is a text.
    pub fn change(&self) -> Option<(String, String)> {
        match &self.remark {
            Remark::Code { found, mended } => Some((found.clone(), mended.clone())),
            _ => None,
        }
    }
}

impl Sentence for Notice {
    fn key(&self) -> &'static str {
        match self.remark {
            Remark::Characters => "procedures.file_characters",
            Remark::Code { .. } => "procedures.file_code",
            Remark::UnitAssumed { .. } => "procedures.file_unit_assumed",
            Remark::DaysOffCounted { .. } => "procedures.file_days_off",
            Remark::MonthsAsDays { .. } => "procedures.file_months",
            Remark::CodeShort(_) => "procedures.file_code_short",
            Remark::LimitUnlikeUnit { .. } => "procedures.file_limit_unlike",
            Remark::CodeWrong(_) => "procedures.file_code_wrong",
            Remark::CodeTwice { .. } => "procedures.file_code_twice",
            Remark::NameMissing => "procedures.file_name_missing",
            Remark::NameTwice { .. } => "procedures.file_name_twice",
            Remark::LimitWrong(_) => "procedures.file_limit",
            Remark::UnitWrong(_) => "procedures.file_unit",
            Remark::FeeWrong(_) => "procedures.file_fee",
            Remark::Surplus(_) => "procedures.file_surplus",
            Remark::TooFew { .. } => "procedures.file_too_few",
            Remark::TooLong(_) => "procedures.file_too_long",
            Remark::Empty => "procedures.file_empty",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        let mut gaps = self.place.gaps();
        match &self.remark {
            Remark::Characters | Remark::NameMissing | Remark::Empty => {}
            Remark::Code { found, mended } => {
                gaps.push(("found", found.clone()));
                gaps.push(("mended", mended.clone()));
            }
            Remark::UnitAssumed { found, many } | Remark::DaysOffCounted { found, many } => {
                gaps.push(("found", found.clone()));
                gaps.push(("n", many.to_string()));
            }
            Remark::MonthsAsDays { found, days } => {
                gaps.push(("found", found.clone()));
                gaps.push(("n", days.to_string()));
            }
            Remark::LimitUnlikeUnit { found, unit } => {
                gaps.push(("found", found.clone()));
                gaps.push(("unit", unit.clone()));
            }
            Remark::CodeTwice { found, first } | Remark::NameTwice { found, first } => {
                gaps.push(("found", found.clone()));
                gaps.push(("first", first.to_string()));
            }
            Remark::TooFew { found, least } => {
                gaps.push(("found", found.to_string()));
                gaps.push(("least", least.to_string()));
            }
            Remark::TooLong(letters) => {
                gaps.push(("n", letters.to_string()));
                gaps.push(("most", CELL_MAX.to_string()));
            }
            Remark::CodeWrong(found)
            | Remark::CodeShort(found)
            | Remark::LimitWrong(found)
            | Remark::UnitWrong(found)
            | Remark::FeeWrong(found)
            | Remark::Surplus(found) => gaps.push(("found", found.clone())),
        }
        gaps
    }
}
