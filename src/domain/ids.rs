//! The names things go by: each its own type, so that none is taken for another.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// One letter, `A` to `Z`: a service, as citizens pick it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceId(char);

/// Number of a counter, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CounterId(pub u16);

/// Number of an officer, from 1; what she types to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficerId(pub u16);

/// A person in the vault. Says nothing about who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u64);

/// A ground of priority, such as `elderly`; the centre's settings say what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroundId(pub String);

/// A dossier's code: unit, day, number of the day (`000.00.00.H27-261122-0001`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DossierCode(pub String);

/// A ticket of the day: letter of the service that issued it, and its number: `A012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNo {
    /// Service under which it was issued; a transfer does not change it.
    pub service: ServiceId,
    /// Number of the day, from 1 to [`TicketNo::LAST`].
    pub number: u16,
}

/// Made by the one who asks, once per wish: a repeat is answered like the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommandId(pub [u8; 16]);

/// Salted BLAKE3 of a person's record: what the journal holds in place of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl DossierCode {
    /// The number of a day's first dossier from another system.
    pub const FIRST_FOREIGN: u32 = 10_001;

    /// With the whole unit before it, where what was typed is a day in six digits and a number, alone or after the last
    /// parts of the unit's code: `261204-0007`, `H27-261204-0007`.
    pub fn completed(&self, unit: &str) -> Option<Self> {
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let mut pieces = self.0.rsplitn(3, '-');
        let (number, day, part) = (pieces.next()?, pieces.next()?, pieces.next());
        let is_short = day.len() == 6 && (4..=5).contains(&number.len()) && digits(day) && digits(number);
        let ends_unit = part.is_none_or(|part| {
            let before = unit.len().checked_sub(part.len()).and_then(|at| unit.split_at_checked(at));
            before.is_some_and(|(first, last)| {
                last.eq_ignore_ascii_case(part) && first.ends_with(|mark: char| !mark.is_alphanumeric())
            })
        });
        (is_short && ends_unit).then(|| Self(format!("{unit}-{day}-{number}")))
    }

    /// The code as part of a file's name: letters, digits, `-` and `.` stay, whatever else is typed into a unit's code
    /// becomes `_`.
    pub fn in_file_name(&self) -> String {
        let safe = |letter: char| if letter.is_alphanumeric() || "-.".contains(letter) { letter } else { '_' };
        self.0.chars().map(safe).collect()
    }
}

impl ServiceId {
    /// The service of a letter, in either case; `None` for anything but `A` to `Z`.
    pub fn new(letter: char) -> Option<Self> {
        let letter = letter.to_ascii_uppercase();
        letter.is_ascii_uppercase().then_some(Self(letter))
    }

    /// Its letter, in upper case.
    pub fn letter(self) -> char {
        self.0
    }
}

impl TicketNo {
    /// The highest number a service gives on one day.
    pub const LAST: u16 = 999;
}

impl fmt::Display for ServiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for CounterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for GroundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl DossierCode {
    /// The code in what was scanned off a receipt: an agency, a day in six digits, and at least four more;
    /// `None` when it is none.
    pub fn scanned(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        let mut parts = code.rsplitn(3, '-');
        let (number, day, agency) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_code = digits(number) && (4..=8).contains(&number.len()) && digits(day) && day.len() == 6;
        let is_agency = agency.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        (is_code && is_agency && !agency.is_empty()).then(|| Self(code.clone()))
    }

    /// The number at its end.
    pub fn number(&self) -> Option<u32> {
        self.0.rsplit('-').next()?.parse().ok()
    }

    /// Whether the agency called `unit` gave it.
    pub fn is_of(&self, unit: &str) -> bool {
        let agency = self.0.rsplitn(3, '-').nth(2).unwrap_or_default();
        agency.eq_ignore_ascii_case(unit)
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for TicketNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.service, self.number)
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl FromStr for ServiceId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut letters = text.trim().chars();
        match (letters.next().and_then(Self::new), letters.next()) {
            (Some(service), None) => Ok(service),
            _ => Err(()),
        }
    }
}

/// Reads `A012` as people type it: `a12`, `A-12`, ` A012 `.
impl FromStr for TicketNo {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let letter = text.chars().next().and_then(ServiceId::new).ok_or(())?;
        let digits = text[1..].trim_start_matches(['-', ' ']);
        if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        let number = digits.parse().map_err(|_| ())?;
        if number == 0 { Err(()) } else { Ok(Self { service: letter, number }) }
    }
}

impl FromStr for CommandId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        unhex(text).map(Self).ok_or(())
    }
}

impl FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        unhex(text).map(Self).ok_or(())
    }
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

/// Ids that are written as their text, in the journal and for programs alike.
macro_rules! as_text {
    ($($id:ty),+) => {$(
        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|()| de::Error::custom(concat!("not a ", stringify!($id))))
            }
        }
    )+};
}

as_text!(ServiceId, TicketNo, CommandId, Digest);
