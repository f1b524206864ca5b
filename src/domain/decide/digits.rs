//! Digits in a reason: those of a law, a document, a day and a sum belong there, a telephone or ID number does not.

use crate::domain::ids::DossierCode;
use unicode_normalization::UnicodeNormalization;

/// As many digits as the shortest telephone number: a reason stays in the journal for ever and must not hold one.
const PERSONAL: usize = 8;
/// Digits of the longest number of a document.
const DOCUMENT_MAX: usize = 5;
/// Digits of the longest number of a receipt, a letter or a form, which a word before it says it is.
const PAPER_MAX: usize = 8;
/// Such words, in small letters.
const PAPERS: [&str; 14] =
    ["lai", "số", "so", "văn", "phiếu", "phieu", "đơn", "seri", "sê-ri", "serial", "hiệu", "no", "quyển", "receipt"];
/// Words that say that the number behind them is somebody's, so many words before it at most.
const SOMEBODYS: [&str; 17] = [
    "chiếu", "chieu", "passport", "cccd", "cmnd", "cước", "cuoc", "danh", "thoại", "thoai", "đt", "dt", "sđt", "sdt",
    "gọi", "goi", "zalo",
];
const SOMEBODYS_BACK: usize = 4;
/// Digits of a passport, behind its letter.
const PASSPORT: std::ops::RangeInclusive<usize> = 7..=8;
const CURRENCY: [&str; 4] = ["đồng", "đ", "vnđ", "vnd"];

/// Whether `text` may hold somebody's number or mail address: however its digits are written and set apart, they are
/// counted together, but for those of documents (60/2014/QH13), dossiers, receipts (biên lai 00123456), days
/// (30/11/2026) and sums (15.000.000 đồng). A passport's number is somebody's as well.
pub(super) fn are_personal(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    let words: Vec<&str> =
        plain.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let loose = |(at, word): (usize, &&str)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let of_paper = || is_plain(word) && is_of_paper(&words[..at]);
        let says = is_document(word) || is_dossier(word) || is_day(word) || is_sum(word, next) || of_paper();
        if says { 0 } else { word.chars().filter(|letter| letter.is_numeric()).count() }
    };
    let passport = |(at, word): (usize, &&str)| is_passport(word) && !is_of_paper(&words[..at]);
    words.iter().any(|word| is_mail(word))
        || words.iter().enumerate().any(passport)
        || words.iter().enumerate().map(loose).sum::<usize>() >= PERSONAL
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
}

fn is_number(part: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Number, perhaps year, and letters: 12/QĐ, 1234/QĐ-UBND, 123/2015/NĐ-CP.
fn is_document(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let (number, year, kind) = match parts.as_slice() {
        [number, kind] => (number, None, kind),
        [number, year, kind] => (number, Some(year), kind),
        _ => return false,
    };
    is_number(number, 1..=DOCUMENT_MAX)
        && year.is_none_or(|year| is_year(year))
        && kind.starts_with(char::is_alphabetic)
        && kind.chars().filter(|letter| letter.is_numeric()).count() <= 2
}

/// A dossier's code: its agency, the day and the number.
fn is_dossier(word: &str) -> bool {
    let agency = word.rsplitn(3, '-').nth(2).unwrap_or_default();
    let day = word.rsplit('-').nth(1).unwrap_or_default();
    let is_day = chrono::NaiveDate::parse_from_str(day, "%y%m%d").is_ok();
    // Without a letter it could be a number with its digits set apart.
    is_day && agency.contains(|letter: char| letter.is_ascii_alphabetic()) && DossierCode::scanned(word).is_some()
}

fn is_plain(word: &str) -> bool {
    is_number(word, 1..=PAPER_MAX)
}

/// Whether the words before a number say that it is a paper's, and none of them that it is somebody's.
fn is_of_paper(before: &[&str]) -> bool {
    let back = |many: usize| before.iter().rev().take(many).map(|word| word.to_lowercase());
    back(1).any(|word| PAPERS.contains(&word.as_str()))
        && !back(SOMEBODYS_BACK).any(|word| SOMEBODYS.contains(&word.as_str()))
}

/// A letter and seven digits, eight on the newest.
fn is_passport(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_alphabetic()) && is_number(letters.as_str(), PASSPORT)
}

fn is_year(part: &str) -> bool {
    is_number(part, 4..=4) && (part.starts_with("19") || part.starts_with("20"))
}

/// 30/11/2026, 30-11-2026, 30.11.2026, 2026-11-30.
fn is_day(word: &str) -> bool {
    let within =
        |part: &str, most: u8| is_number(part, 1..=2) && part.parse().is_ok_and(|n: u8| (1..=most).contains(&n));
    ['/', '-', '.'].into_iter().any(|mark| match word.split(mark).collect::<Vec<_>>().as_slice() {
        [day, month, year] if is_year(year) => within(day, 31) && within(month, 12),
        [year, month, day] if is_year(year) => within(day, 31) && within(month, 12),
        _ => false,
    })
}

/// Thousands set apart, and the currency: 15.000.000 đồng, 500.000đ.
fn is_sum(word: &str, next: &str) -> bool {
    let small = word.to_lowercase();
    let figure = small.trim_end_matches(char::is_alphabetic);
    let currency = if figure.len() < small.len() { small[figure.len()..].to_owned() } else { next.to_lowercase() };
    let mut groups = figure.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    CURRENCY.contains(&currency.as_str())
        && is_number(first, 1..=3)
        && !first.starts_with('0')
        && groups.all(|group| is_number(group, 3..=3))
}
