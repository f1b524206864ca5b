//! What is wrong in a settings file, and where.

use crate::domain::calendar::HoursFault;
use crate::domain::display::DisplayFault;
use crate::text::words::{Sentence, Words};

/// One thing wrong in a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: Mistake,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Not TOML; with what the parser says.
    Syntax(String),
    /// The same, the last in its file: until it is mended no value was looked at.
    SyntaxLast(String),
    /// No such setting here.
    UnknownKey {
        /// As the file writes it.
        key: String,
        /// The known one that it resembles.
        nearest: Option<&'static str>,
    },
    /// A setting that must be there is not.
    Missing(&'static str),
    /// A value of another kind than the setting takes.
    WrongKind {
        /// Which setting.
        key: &'static str,
        /// What it takes.
        takes: Takes,
    },
    /// A number too small or too large.
    OutOfRange {
        /// Which setting.
        key: &'static str,
        /// Smallest number.
        least: i64,
        /// Largest number.
        most: i64,
    },
    /// Nothing but spaces.
    Empty(&'static str),
    /// A text longer than its setting takes.
    TooLong {
        /// Which setting.
        key: &'static str,
        /// Characters at most.
        most: usize,
    },
    /// The commune's code is not digits.
    Code(String),
    /// The unit's identifier is not letters, digits and dots.
    Unit(String),
    /// No such language.
    Language(String),
    /// A service's letter is not one of `A` to `Z`.
    Letter(String),
    /// Two services, counters or grounds of the same name.
    Twice(String),
    /// A line that says no fee.
    Fee(String),
    /// A counter serves something the centre does not offer.
    UnknownService(String),
    /// A ground's name for programs is not small letters.
    GroundName(String),
    /// Two services cover the same field.
    FieldTwice(String),
    /// Not an address of a PC with a port.
    Address(String),
    /// A printer of no known kind.
    Printer(String),
    /// No width that paper comes in.
    Paper(String),
    /// Opening hours that cannot be.
    Hours(HoursFault),
    /// Neither paper that stands nor paper that lies on its side.
    FormPaper(String),
    /// No way for lines to stand.
    Align(String),
    /// A form has no such block.
    BlockKind {
        /// As the file writes it.
        found: String,
        /// The known one that it resembles.
        nearest: Option<&'static str>,
    },
    /// This form has no such table.
    TableName {
        /// As the file writes it.
        found: String,
        /// The known one that it resembles.
        nearest: Option<&'static str>,
    },
    /// This form has no such gap.
    UnknownGap {
        /// As the file writes it.
        found: String,
        /// The known one that it resembles.
        nearest: Option<&'static str>,
    },
    /// A brace without its other half.
    Brace,
    /// Bold or slanted letters that never end.
    OpenMark(&'static str),
    /// Screens on walls that cannot be.
    Display(DisplayFault),
    /// Not one of the words that a setting takes.
    OneOf {
        /// Which setting.
        key: &'static str,
        /// As the file writes it.
        found: String,
        /// What it takes.
        takes: &'static str,
    },
    /// Shares that do not add up to 100.
    Shares {
        /// Which settings.
        key: &'static str,
        /// What they add up to.
        sum: String,
    },
    /// A list with more or fewer values than it takes.
    Count {
        /// Which setting.
        key: &'static str,
        /// Values at least.
        least: usize,
        /// Values at most.
        most: usize,
    },
    /// The least of two values stands behind the most.
    LeastFirst(&'static str),
    /// Nobody is there for this service.
    Unserved(String),
    /// By this setting nobody comes at all.
    Nobody(&'static str),
}

/// What a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A text in quotes.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    List,
    /// A section, `[name]`.
    Section,
    /// Repeated sections, `[[name]]`.
    Sections,
    /// A whole number or `"unlimited"`.
    NumberOrUnlimited,
    /// A number.
    Decimal,
    /// A list of numbers.
    Decimals,
}

impl Fault {
    /// The fault as one line: `centre.toml:12: ...`.
    pub fn told(&self, file: &str, words: &Words) -> String {
        format!("{file}:{}: {}", self.line, self.sentence(words))
    }

    /// The fault as a sentence, without its place.
    pub fn sentence(&self, words: &Words) -> String {
        match &self.what {
            Mistake::Hours(fault) => words.say(fault),
            Mistake::Display(fault) => words.say(fault),
            Mistake::WrongKind { key, takes } => {
                words.fill("settings.wrong_kind", &[("key", key), ("takes", words.get(takes.key()))])
            }
            what => words.say(what),
        }
    }
}

impl Takes {
    fn key(self) -> &'static str {
        match self {
            Self::Text => "settings.takes_text",
            Self::Number => "settings.takes_number",
            Self::Flag => "settings.takes_flag",
            Self::List => "settings.takes_list",
            Self::Section => "settings.takes_section",
            Self::Sections => "settings.takes_sections",
            Self::NumberOrUnlimited => "settings.takes_number_or_unlimited",
            Self::Decimal => "settings.takes_decimal",
            Self::Decimals => "settings.takes_decimals",
        }
    }
}

impl Sentence for Mistake {
    fn key(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "settings.syntax",
            Self::SyntaxLast(_) => "settings.syntax_last",
            Self::UnknownKey { nearest: None, .. } => "settings.unknown_key",
            Self::UnknownKey { nearest: Some(_), .. } => "settings.unknown_key_near",
            Self::Missing(_) => "settings.missing",
            Self::WrongKind { .. } => "settings.wrong_kind",
            Self::OutOfRange { least, most, .. } if least == most => "settings.only_one",
            Self::OutOfRange { .. } => "settings.out_of_range",
            Self::Empty(_) => "settings.empty",
            Self::Nobody(_) => "settings.nobody",
            Self::TooLong { .. } => "settings.too_long",
            Self::Code(_) => "settings.code_wrong",
            Self::Unit(_) => "settings.unit_wrong",
            Self::Address(_) => "settings.address_wrong",
            Self::Printer(_) => "settings.printer_wrong",
            Self::Paper(_) => "settings.paper_wrong",
            Self::Language(_) => "settings.language_wrong",
            Self::Letter(_) => "settings.letter_wrong",
            Self::Twice(_) => "settings.twice",
            Self::Fee(_) => "settings.fee_wrong",
            Self::UnknownService(_) => "settings.unknown_service",
            Self::GroundName(_) => "settings.ground_name_wrong",
            Self::FieldTwice(_) => "settings.field_twice",
            Self::Hours(fault) => fault.key(),
            Self::FormPaper(_) => "settings.form_paper_wrong",
            Self::Align(_) => "settings.align_wrong",
            Self::BlockKind { nearest: None, .. } => "settings.block_kind",
            Self::BlockKind { nearest: Some(_), .. } => "settings.block_kind_near",
            Self::TableName { nearest: None, .. } => "settings.table_name",
            Self::TableName { nearest: Some(_), .. } => "settings.table_name_near",
            Self::UnknownGap { nearest: None, .. } => "settings.unknown_gap",
            Self::UnknownGap { nearest: Some(_), .. } => "settings.unknown_gap_near",
            Self::Brace => "settings.brace",
            Self::OpenMark(_) => "settings.open_mark",
            Self::Display(fault) => fault.key(),
            Self::OneOf { .. } => "settings.one_of",
            Self::Shares { .. } => "settings.shares",
            Self::Count { .. } => "settings.count",
            Self::LeastFirst(_) => "settings.least_first",
            Self::Unserved(_) => "settings.unserved",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Syntax(why) | Self::SyntaxLast(why) => vec![("why", why.clone())],
            Self::UnknownKey { key, nearest } => {
                vec![("key", key.clone()), ("nearest", nearest.unwrap_or_default().to_owned())]
            }
            Self::Missing(key)
            | Self::Empty(key)
            | Self::Nobody(key)
            | Self::LeastFirst(key)
            | Self::WrongKind { key, .. } => {
                vec![("key", (*key).to_owned())]
            }
            Self::OutOfRange { key, least, most } => {
                vec![("key", (*key).to_owned()), ("least", least.to_string()), ("most", most.to_string())]
            }
            Self::TooLong { key, most } => vec![("key", (*key).to_owned()), ("most", most.to_string())],
            Self::Code(found)
            | Self::Unit(found)
            | Self::Address(found)
            | Self::Language(found)
            | Self::Printer(found)
            | Self::Paper(found)
            | Self::Letter(found)
            | Self::Twice(found)
            | Self::Fee(found)
            | Self::UnknownService(found)
            | Self::GroundName(found)
            | Self::FormPaper(found)
            | Self::Align(found)
            | Self::Unserved(found)
            | Self::FieldTwice(found) => vec![("found", found.clone())],
            Self::BlockKind { found, nearest }
            | Self::TableName { found, nearest }
            | Self::UnknownGap { found, nearest } => {
                vec![("found", found.clone()), ("nearest", nearest.unwrap_or_default().to_owned())]
            }
            Self::Brace => Vec::new(),
            Self::OpenMark(mark) => vec![("found", (*mark).to_owned())],
            Self::Hours(fault) => fault.gaps(),
            Self::Display(fault) => fault.gaps(),
            Self::OneOf { key, found, takes } => {
                vec![("key", (*key).to_owned()), ("found", found.clone()), ("takes", (*takes).to_owned())]
            }
            Self::Shares { key, sum } => vec![("key", (*key).to_owned()), ("sum", sum.clone())],
            Self::Count { key, least, most } => {
                vec![("key", (*key).to_owned()), ("least", least.to_string()), ("most", most.to_string())]
            }
        }
    }
}
