//! What a scanner reads off an ID card: twelve digits (nine on old cards), alone or as the first field of the card's QR
//! code, whose fields stand between `|`.

/// Least fields of the QR code on a card.
const FIELDS_MIN: usize = 7;

/// The ID number in what was scanned; `None` when it is none.
pub fn number(scanned: &str) -> Option<&str> {
    let scanned = scanned.trim();
    let mut fields = scanned.split('|');
    let number = fields.next()?.trim();
    let others = fields.count();
    let alone = others == 0;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let fits = number.len() == 12 || (alone && number.len() == 9);
    (is_number && fits && (alone || others + 1 >= FIELDS_MIN)).then_some(number)
}
