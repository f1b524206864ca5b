//! Streets, schools and communes that are called after somebody: a name after such a word is no person's here.

use super::stranger::{self, is_famous};
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
/// Those of them that are communes, districts, provinces and towns: few have the whole name of a person.
const AREAS: [&str; 12] = ["phường", "phuong", "xã", "huyện", "quận", "tỉnh", "trấn", "tp", "tx", "tt", "p", "q"];
/// Communes and districts, of now and of before the mergers, that have the whole name of a person.
const NAMED: [&str; 35] = [
    "chu văn an",
    "đoàn thị điểm",
    "bùi thị xuân",
    "đặng thuỳ trâm",
    "hà huy tập",
    "hồ thị kỷ",
    "lê minh xuân",
    "lê ích mộc",
    "lê thanh nghị",
    "lương thế trân",
    "lương thế vinh",
    "lương văn tri",
    "lý thường kiệt",
    "lý văn lâm",
    "ngô văn sở",
    "nguyễn cư trinh",
    "nguyễn đại năng",
    "nguyễn hữu huân",
    "nguyễn lương bằng",
    "nguyễn thái bình",
    "nguyễn trung trực",
    "nguyễn trường tộ",
    "nguyễn văn thảnh",
    "nguyễn việt khái",
    "phạm ngũ lão",
    "phạm sư mạnh",
    "phạm văn cội",
    "phạm văn hai",
    "phan ngọc hiển",
    "phan văn trị",
    "tô hiến thành",
    "trần văn thời",
    "trần văn ơn",
    "triệu thị trinh",
    "trương hán siêu",
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

/// What is taken for the name of a commune or of what is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Areas {
    /// Whatever stands after its word, but what has the middle of a person's name and is no commune's.
    Said,
    /// Of three words or more, only what is known to be one: a person of just that name is asked for.
    Known,
}

impl Areas {
    fn takes(self, run: &[Word<'_>]) -> bool {
        let whole = run.iter().map(|word| word.small.as_str()).collect::<Vec<_>>().join(" ");
        let is_known = || is_famous(&whole) || NAMED.iter().any(|named| whole.starts_with(named));
        match self {
            Self::Said => !matches!(run, [family, middle, _, ..] if is_of_person(family, middle)) || is_known(),
            Self::Known => run.len() < 3 || is_known(),
        }
    }
}

fn is_of_person(family: &Word<'_>, middle: &Word<'_>) -> bool {
    stranger::may_be_family(&family.small) && middle.is(&["văn", "thị"])
}

/// The text without the names that come after «đường», «phường», «trường» and the like.
pub(super) fn without_places(text: &str, areas: Areas) -> String {
    let mut left = text.to_owned();
    for clause in clauses(text).into_iter().rev() {
        let mut at = 1;
        let mut places = Vec::new();
        while at < clause.len() {
            let run = clause[at..].iter().take(LONGEST).take_while(|word| word.is_name()).count();
            // The name of a person may follow that of her commune.
            let next = clause[at..at + run].iter().skip(2).position(|word| stranger::is_family(&word.small));
            let run = next.map_or(run, |next| next + 2);
            if run > 0 && is_place(&clause[..at], &clause[at..at + run], areas) {
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

/// Whether `run`, which comes after these words, is the name of a place.
fn is_place(before: &[Word<'_>], run: &[Word<'_>], areas: Areas) -> bool {
    let between = before.iter().rev().take_while(|word| word.is(&BETWEEN)).count();
    match &before[..before.len() - between] {
        [.., number, last] if last.is_number() => number.is(&NUMBERED),
        [.., staff, last] if last.is(&PLACES) && staff.is(&STAFF) => false,
        [.., last] if last.is(&AREAS) => areas.takes(run),
        [.., last] => last.is(&PLACES),
        [] => false,
    }
}
