//! People: what the vault knows of a citizen or an officer, and what is wrong with what was typed.
//!
//! Nothing here may enter an event; events carry a [`PersonId`](super::ids::PersonId) and a digest.

use super::card::may_be_number;
use crate::text::fold::fold;
use crate::text::words::Sentence;
use serde::{Deserialize, Serialize};

/// A citizen, or an officer of the centre.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name, in NFC.
    pub name: String,
    /// Telephone, digits with an optional leading `+`; empty when not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Citizen ID (12 digits), old ID (9 digits) or passport; empty when not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id_number: String,
    /// House, street or whatever else finds the door.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// Thôn, xóm, bản, khối, tổ dân phố.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hamlet: String,
    /// The commune of before the merger of July 2025.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub former_commune: String,
    /// An officer's PIN; citizens have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<PinHash>,
}

/// An Argon2id hash of a PIN; the parameters are fixed by the program's version of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinHash {
    /// Which parameters made it.
    pub version: u8,
    /// Random, 16 bytes.
    pub salt: Vec<u8>,
    /// 32 bytes.
    pub hash: Vec<u8>,
}

impl PinHash {
    /// The fewest digits of a PIN.
    pub const DIGITS_MIN: usize = 4;
    /// The most digits of a PIN.
    pub const DIGITS_MAX: usize = 12;

    /// Whether `pin` may be one: 4 to 12 digits, not all the same and not a run up or down, which are tried first.
    pub fn may_be_of(pin: &str) -> bool {
        let digits = pin.as_bytes();
        (Self::DIGITS_MIN..=Self::DIGITS_MAX).contains(&digits.len())
            && digits.iter().all(u8::is_ascii_digit)
            && ![0, 1, -1].into_iter().any(|step| is_run(digits, step))
    }
}

/// Whether each digit is `step` more than the one before it.
fn is_run(digits: &[u8], step: i16) -> bool {
    digits.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == step)
}

/// A field of a person's record: an event says by it what was corrected, never what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// Full name.
    Name,
    /// Telephone.
    Phone,
    /// Citizen ID, old ID or passport.
    IdNumber,
    /// House, street.
    Address,
    /// Thôn, xóm, bản, khối, tổ dân phố.
    Hamlet,
    /// The commune of before the merger.
    FormerCommune,
}

impl PersonField {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Phone, Self::IdNumber, Self::Address, Self::Hamlet, Self::FormerCommune];

    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "life.field_name",
            Self::Phone => "life.field_phone",
            Self::IdNumber => "life.field_id_number",
            Self::Address => "life.field_address",
            Self::Hamlet => "life.field_hamlet",
            Self::FormerCommune => "life.field_former_commune",
        }
    }
}

impl Person {
    /// What stands in this field.
    pub fn field(&self, field: PersonField) -> &str {
        match field {
            PersonField::Name => &self.name,
            PersonField::Phone => &self.phone,
            PersonField::IdNumber => &self.id_number,
            PersonField::Address => &self.address,
            PersonField::Hamlet => &self.hamlet,
            PersonField::FormerCommune => &self.former_commune,
        }
    }

    /// Writes this field.
    pub fn field_mut(&mut self, field: PersonField) -> &mut String {
        match field {
            PersonField::Name => &mut self.name,
            PersonField::Phone => &mut self.phone,
            PersonField::IdNumber => &mut self.id_number,
            PersonField::Address => &mut self.address,
            PersonField::Hamlet => &mut self.hamlet,
            PersonField::FormerCommune => &mut self.former_commune,
        }
    }

    /// The fields in which `other` says something else.
    pub fn differs(&self, other: &Self) -> Vec<PersonField> {
        PersonField::ALL.into_iter().filter(|field| self.field(*field) != other.field(*field)).collect()
    }

    /// Whether `right`, in place of this record, is somebody else: where both the name and the ID number are others, not one
    /// of them mistyped.
    pub fn is_another(&self, right: &Self) -> bool {
        let numbers = !self.id_number.is_empty() && !right.id_number.is_empty() && self.id_number != right.id_number;
        numbers && fold(&self.name) != fold(&right.name)
    }

    /// This person with these fields as `right` has them.
    #[must_use]
    pub fn corrected(mut self, fields: &[PersonField], right: &Self) -> Self {
        for field in fields {
            right.field(*field).clone_into(self.field_mut(*field));
        }
        self
    }
}

/// What is wrong with a field of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// No name.
    NameMissing,
    /// A name without any letter.
    NameWithoutLetters,
    /// Longer than [`Person::NAME_MAX`] letters.
    NameTooLong,
    /// A code of some system, scanned or typed where the name belongs.
    NameIsCode,
    /// A telephone or ID number stands in it.
    NameHasNumber,
    /// An emoji or another sign that is none of writing.
    NameHasPicture,
    /// Begins as what a spreadsheet would reckon: somebody's trick, or a file gone wrong.
    NameIsFormula,
    /// Begins with a control character; found where rows of a file are read, since typed names are cleaned first.
    NameWithControl,
    /// Not 8 to 15 digits.
    PhoneWrong,
    /// Neither 9 nor 12 digits nor a passport.
    IdNumberWrong,
    /// As long as one, and yet nobody's: see [`may_be_number`].
    IdNumberOfNobody,
    /// Longer than [`Person::PLACE_MAX`] letters.
    AddressTooLong,
}

impl Flaw {
    /// The field in which this is wrong. [`Self::AddressTooLong`] may be about the hamlet or the former commune instead.
    pub fn field(self) -> PersonField {
        match self {
            Self::NameMissing
            | Self::NameWithoutLetters
            | Self::NameTooLong
            | Self::NameIsCode
            | Self::NameHasNumber
            | Self::NameHasPicture
            | Self::NameIsFormula
            | Self::NameWithControl => PersonField::Name,
            Self::PhoneWrong => PersonField::Phone,
            Self::IdNumberWrong | Self::IdNumberOfNobody => PersonField::IdNumber,
            Self::AddressTooLong => PersonField::Address,
        }
    }
}

/// Digits that no name has, as many as the shortest telephone number.
const NUMBER_MIN: usize = 8;

/// What a cell begins with that a spreadsheet takes for a formula.
pub const FORMULA: [char; 4] = ['=', '+', '-', '@'];

impl Person {
    /// The longest name taken, in characters.
    pub const NAME_MAX: usize = 120;
    /// The longest address, hamlet or former commune taken, in characters.
    pub const PLACE_MAX: usize = 200;

    /// Where she lives, in one line; what the address names already is not said twice. `former` is the former commune as
    /// it is to be told, or nothing.
    pub fn place(&self, former: &str) -> String {
        let address = fold(&self.address);
        let more = [self.hamlet.as_str(), former].into_iter().filter(|part| !address.contains(&fold(part)));
        let parts = std::iter::once(self.address.as_str()).chain(more).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// This person with every field cleaned (NFC, no control or invisible characters, single spaces) and checked.
    ///
    /// # Errors
    /// Every flaw at once, so that the form can name them all in one go.
    pub fn checked(self) -> Result<Self, Vec<Flaw>> {
        let clean = crate::text::nfc::clean;
        let person = Self {
            name: clean(&self.name),
            phone: bare(&clean(&self.phone)),
            id_number: bare(&clean(&self.id_number)).to_uppercase(),
            address: clean(&self.address),
            hamlet: clean(&self.hamlet),
            former_commune: clean(&self.former_commune),
            pin: self.pin,
        };
        let flaws = person.flaws();
        if flaws.is_empty() { Ok(person) } else { Err(flaws) }
    }

    fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        if self.name.is_empty() {
            flaws.push(Flaw::NameMissing);
        } else if !self.name.chars().any(char::is_alphabetic) {
            flaws.push(Flaw::NameWithoutLetters);
        } else if self.name.chars().count() > Self::NAME_MAX {
            flaws.push(Flaw::NameTooLong);
        } else if is_code(&self.name) {
            flaws.push(Flaw::NameIsCode);
        } else if self.name.chars().filter(char::is_ascii_digit).count() >= NUMBER_MIN {
            flaws.push(Flaw::NameHasNumber);
        } else if self.name.chars().any(is_picture) {
            flaws.push(Flaw::NameHasPicture);
        }
        if self.name.starts_with(FORMULA) {
            flaws.push(Flaw::NameIsFormula);
        }
        if !self.phone.is_empty() && !is_phone(&self.phone) {
            flaws.push(Flaw::PhoneWrong);
        }
        if !self.id_number.is_empty() && !is_id_number(&self.id_number) {
            flaws.push(Flaw::IdNumberWrong);
        } else if self.id_number.starts_with(|first: char| first.is_ascii_digit()) && !may_be_number(&self.id_number) {
            flaws.push(Flaw::IdNumberOfNobody);
        }
        if [&self.address, &self.hamlet, &self.former_commune].iter().any(|p| p.chars().count() > Self::PLACE_MAX) {
            flaws.push(Flaw::AddressTooLong);
        }
        flaws
    }
}

/// A number without the marks that people write into it: `(0912) 345.678`.
pub fn bare(text: &str) -> String {
    let is_mark = |letter: &char| matches!(letter, ' ' | '.' | '-' | '(' | ')' | '\u{2010}'..='\u{2014}' | '\u{2212}');
    text.chars().filter(|letter| !is_mark(letter)).collect()
}

/// One word of at least eight capitals, digits and marks, of which half are digits: nobody is called so.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".-/_".contains(&byte);
    text.len() >= 8 && digits * 2 >= text.len() && text.bytes().all(plain)
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A picture, or what is left of a letter that was lost on the way: no name has one.
fn is_picture(letter: char) -> bool {
    matches!(letter,
        '\u{2190}'..='\u{2BFF}'
        | '\u{20E3}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FFFD}'
        | '\u{1F000}'..='\u{1FBFF}')
}

fn is_id_number(text: &str) -> bool {
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let passport = || {
        (6..=9).contains(&text.len())
            && text.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    (all_digits && matches!(text.len(), 9 | 12)) || (!all_digits && passport())
}

impl Sentence for Flaw {
    fn key(&self) -> &'static str {
        match self {
            Self::NameMissing => "refusal.name_missing",
            Self::NameWithoutLetters => "refusal.name_without_letters",
            Self::NameTooLong => "refusal.name_too_long",
            Self::NameIsCode => "refusal.name_is_code",
            Self::NameHasNumber => "refusal.name_has_number",
            Self::NameHasPicture => "refusal.name_has_picture",
            Self::NameIsFormula => "refusal.name_is_formula",
            Self::NameWithControl => "refusal.name_with_control",
            Self::PhoneWrong => "refusal.phone_wrong",
            Self::IdNumberWrong => "refusal.id_number_wrong",
            Self::IdNumberOfNobody => "refusal.id_number_of_nobody",
            Self::AddressTooLong => "refusal.address_too_long",
        }
    }
}
