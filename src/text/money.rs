//! Amounts of money as they are written in Vietnam.

/// Whole đồng with a dot before every three digits: `4.500.000`.
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut shown = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// Reads `4500000` or `4.500.000` (dots or commas before every three digits). `None` for anything else.
pub fn parse(text: &str) -> Option<u64> {
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    let whole = groups[0].len() <= 3 || groups.len() == 1;
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let digits: String = groups.concat();
    let plain = !groups[0].is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole && grouped && plain { digits.parse().ok() } else { None }
}
