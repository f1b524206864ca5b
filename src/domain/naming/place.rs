//! Streets, schools and communes that are called after somebody: a name after such a word is no person's here.

use std::ops::Range;

/// What is called after people.
const PLACES: [&str; 36] = [
    "đường",
    "duong",
    "phố",
    "phường",
    "phuong",
    "xã",
    "huyện",
    "quận",
    "tỉnh",
    "trấn",
    "tp",
    "tx",
    "tt",
    "p",
    "q",
    "lộ",
    "ngõ",
    "hẻm",
    "ngách",
    "kiệt",
    "trường",
    "truong",
    "học",
    "non",
    "thpt",
    "thcs",
    "viện",
    "ty",
    "tnhh",
    "nghiệp",
    "htx",
    "chợ",
    "chùa",
    "sông",
    "khu",
    "cảng",
];
/// What comes between such a word and the name.
const BETWEEN: [&str; 8] = ["mtv", "cổ", "phần", "tư", "thục", "đa", "khoa", "chuyên"];
/// The last word of those who work for a commune: «công an xã», «cán bộ phường», then comes a person.
const STAFF: [&str; 7] = ["an", "bộ", "tịch", "thư", "trưởng", "viên", "chức"];
/// Before the number of a house, which may stand before the name of a street.
const NUMBERED: [&str; 5] = ["số", "nhà", "sn", "ngõ", "hẻm"];
/// Words of the longest name of a place.
const LONGEST: usize = 4;

/// A word and where it stands in its text.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// In small letters.
    pub small: String,
    at: Range<usize>,
}

impl Word<'_> {
    /// A word of letters alone that begins with a capital.
    pub fn is_name(&self) -> bool {
        self.text.starts_with(char::is_uppercase) && self.text.chars().all(char::is_alphabetic)
    }

    fn is_number(&self) -> bool {
        self.text.starts_with(|letter: char| letter.is_ascii_digit())
    }

    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.small.as_str())
    }
}

/// The words of a text, those that belong together in one row: a mark sets them apart, but for the point of an
/// abbreviation (`TP. Vinh`) and the stroke in a number (`12/3`).
pub(super) fn clauses(text: &str) -> Vec<Vec<Word<'_>>> {
    let (mut clauses, mut clause, mut start) = (Vec::new(), Vec::new(), None);
    let ends = text.char_indices().map(|(at, letter)| (at, Some(letter))).chain([(text.len(), None)]);
    for (at, letter) in ends {
        if letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '/') {
            start = start.or(Some(at));
            continue;
        }
        let mut is_short = false;
        if let Some(start) = start.take() {
            let word = &text[start..at];
            is_short = word.chars().count() <= 2;
            clause.push(Word { text: word, small: word.to_lowercase(), at: start..at });
        }
        if letter != Some(' ') && !(letter == Some('.') && is_short) {
            clauses.push(std::mem::take(&mut clause));
        }
    }
    clauses
}

/// The text without the names that come after «đường», «phường», «trường» and the like.
pub(super) fn without_places(text: &str) -> String {
    let mut left = text.to_owned();
    for clause in clauses(text).into_iter().rev() {
        let mut at = 1;
        let mut places = Vec::new();
        while at < clause.len() {
            let run = clause[at..].iter().take(LONGEST).take_while(|word| word.is_name()).count();
            if run > 0 && is_after_place(&clause[..at]) {
                // The name of a person may follow that of her commune.
                let next = clause[at..at + run].iter().skip(2).position(|word| super::stranger::is_family(&word.small));
                let run = next.map_or(run, |next| next + 2);
                places.push(clause[at].at.start..clause[at + run - 1].at.end);
                at += run;
            } else {
                at += 1;
            }
        }
        places.into_iter().rev().for_each(|place| left.replace_range(place, ";"));
    }
    left
}

/// Whether what comes after these words is the name of a place.
fn is_after_place(before: &[Word<'_>]) -> bool {
    let between = before.iter().rev().take_while(|word| word.is(&BETWEEN)).count();
    match &before[..before.len() - between] {
        [.., number, last] if last.is_number() => number.is(&NUMBERED),
        [.., staff, last] if last.is(&PLACES) => !staff.is(&STAFF),
        [.., last] => last.is(&PLACES),
        [] => false,
    }
}
