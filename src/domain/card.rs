//! What a scanner reads off a citizen's ID card: twelve digits (nine on old cards), alone or as the first field of the
//! card's QR code, whose fields stand between `|`: ID number, old ID number, name, birth, sex, address, date of issue.
//!
//! Twelve digits are a personal ID number: the province of birth (001 to 096) or the country where it was registered, one
//! digit for the century and the sex (0 and 1: born 1900 to 1999, 2 and 3: the century after), the last two digits of the
//! year, and six more (Decree 137/2015/ND-CP, article 13). Anything else was not read off a card.

use super::time::Day;
use crate::text::nfc::clean;
use serde::{Deserialize, Serialize};

/// Least fields of the QR code on a card.
const FIELDS_MIN: usize = 7;
/// Where the day of birth stands among the fields after the first.
const BORN: usize = 2;
/// The highest code of a province.
const PROVINCE_MAX: u32 = 96;
/// The highest digit of century and sex: nobody is born after 2099 yet.
const CENTURY_MAX: u32 = 3;

/// What the QR code of a card says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Twelve digits.
    pub id_number: String,
    /// Nine digits; empty for those who had no old card.
    pub old_id_number: String,
    /// Full name, NFC.
    pub name: String,
    /// Day of birth; `None` where the card does not say it as a day.
    pub born: Option<Day>,
    /// As the card words it.
    pub sex: String,
    /// Where she lives, in one line.
    pub address: String,
}

impl Card {
    /// The card whose QR code was scanned as `scanned`; `None` when it is no card's.
    pub fn read(scanned: &str) -> Option<Self> {
        let fields: Vec<String> = scanned.split('|').map(clean).collect();
        let [id_number, old_id_number, name, born, sex, address, ..] = &fields[..] else { return None };
        let is_card = number(scanned).is_some() && name.chars().any(char::is_alphabetic);
        is_card.then(|| Self {
            id_number: id_number.clone(),
            old_id_number: old_id_number.clone(),
            name: name.clone(),
            born: day(born),
            sex: sex.clone(),
            address: address.clone(),
        })
    }

    /// A card of which only the number was read.
    pub fn of_number(number: &str) -> Self {
        Self {
            id_number: number.to_owned(),
            old_id_number: String::new(),
            name: String::new(),
            born: None,
            sex: String::new(),
            address: String::new(),
        }
    }
}

/// `ddmmyyyy`.
fn day(text: &str) -> Option<Day> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(4, 8)?).ok()?;
    (text.len() == 8).then(|| Day::from_ymd_opt(year, number(2, 4)?, number(0, 2)?)).flatten()
}

/// The ID number in what was scanned; `None` when it is none.
pub fn number(scanned: &str) -> Option<&str> {
    let scanned = scanned.trim();
    let mut fields = scanned.split('|');
    let number = fields.next()?.trim();
    let others: Vec<&str> = fields.map(str::trim).collect();
    let alone = others.is_empty();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let fits = may_be_number(number) && if number.len() == 12 { !alone || is_of_a_province(number) } else { alone };
    let is_whole = others.len() + 1 >= FIELDS_MIN && others.get(BORN).is_some_and(|born| may_be_born(born));
    (is_number && fits && (alone || is_whole)).then_some(number)
}

/// Cards of old people may have a year alone; eight digits that are no day were read wrongly.
fn may_be_born(born: &str) -> bool {
    born.len() != 8 || !born.bytes().all(|byte| byte.is_ascii_digit()) || day(born).is_some()
}

/// Whether digits alone can be somebody's number: nine are an old card's and no zeros alone. Twelve do not begin with
/// 000, as places of birth do not (a province, or the country where a birth was registered abroad), are of a century in
/// which somebody was born, and are not one digit twelve times: that is what is typed to fill a field.
pub fn may_be_number(digits: &str) -> bool {
    let is_one_digit = digits.bytes().all(|digit| digits.as_bytes().first() == Some(&digit));
    match digits.len() {
        9 => digits.bytes().any(|digit| digit != b'0'),
        12 => !is_one_digit && !digits.starts_with("000") && part(digits, 3..4).is_some_and(|at| at <= CENTURY_MAX),
        _ => false,
    }
}

/// Whether it was a province that registered the birth: of numbers without a card around them no others are read, as
/// the codes of goods have twelve digits too.
fn is_of_a_province(number: &str) -> bool {
    part(number, 0..3).is_some_and(|province| (1..=PROVINCE_MAX).contains(&province))
}

fn part(number: &str, range: std::ops::Range<usize>) -> Option<u32> {
    number.get(range)?.parse().ok()
}
