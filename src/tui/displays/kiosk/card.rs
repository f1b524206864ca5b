//! What a scanner reads off an ID card: twelve digits (nine on old cards), alone or as the first field of the card's QR
//! code, whose fields stand between `|`.
//!
//! Twelve digits are a personal ID number: the province of birth (001 to 096), one digit for the century and the sex
//! (0 and 1: born 1900 to 1999, 2 and 3: the century after, and so on), the last two digits of the year, and six more
//! (Decree 137/2015/ND-CP, article 13). Anything else was not read off a card.

/// Least fields of the QR code on a card.
const FIELDS_MIN: usize = 7;
/// The highest code of a province.
const PROVINCE_MAX: u32 = 96;

/// The ID number in what was scanned in the year `this_year`; `None` when it is none.
pub fn number(scanned: &str, this_year: i32) -> Option<&str> {
    let scanned = scanned.trim();
    let mut fields = scanned.split('|');
    let number = fields.next()?.trim();
    let others = fields.count();
    let alone = others == 0;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let fits = if number.len() == 12 { is_sound(number, this_year) } else { alone && number.len() == 9 };
    (is_number && fits && (alone || others + 1 >= FIELDS_MIN)).then_some(number)
}

/// Whether twelve digits can belong to somebody who is born.
fn is_sound(number: &str, this_year: i32) -> bool {
    let part = |range: std::ops::Range<usize>| number.get(range).and_then(|digits| digits.parse::<u32>().ok());
    let (Some(province), Some(century), Some(year)) = (part(0..3), part(3..4), part(4..6)) else { return false };
    let born = 1900 + century / 2 * 100 + year;
    (1..=PROVINCE_MAX).contains(&province) && i32::try_from(born).is_ok_and(|born| born <= this_year)
}
