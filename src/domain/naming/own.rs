//! In what forms the name of a citizen stands in a text about her own dossier.

use super::ordinary::is_ordinary;
use super::place::{Areas, without_places};
use super::stranger::TITLES;
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use unicode_normalization::UnicodeNormalization;

/// Ways to address somebody as they are typed without accents.
const PLAIN_TITLES: [&str; 16] =
    ["ong", "ba", "anh", "chi", "co", "chu", "bac", "cu", "em", "chau", "vo", "chong", "con", "cha", "bo", "me"];
/// The letters that stand for a word of a name are so many at most.
const INITIAL_MAX: usize = 2;
/// A name in one word has so many letters: a shorter one may be a syllable, as «loan» of Lò An.
const JOINED_MIN: usize = 6;

/// Whether `text` names whoever is called `name`: by the whole name of three words or more, however it is written. A
/// citizen is also named by her name in one word, by its last two words, by a title before the last («bà Sương»), and by
/// the family's before the last with a capital each. A word with accents counts with those of the name, one without
/// counts for any. What are ordinary words together («thanh toán», «cơ quan») names somebody with capitals only. A single
/// word names nobody, nor does what is said to be a street, a school or a known commune.
pub fn names(text: &str, name: &str, kind: ApplicantKind) -> bool {
    let (typed, name) = (words(&without_places(&clean(text), Areas::Known)), words(name));
    let is_whole = || name.len() > 2 && occurs(&typed, &name, |typed, word| fold(typed) == fold(word));
    if kind != ApplicantKind::Citizen {
        return is_whole() || name.len() == 2 && occurs(&typed, &name, is_written);
    }
    is_whole()
        || is_turned(&typed, &name)
        || has_initials(&typed, &name)
        || has_first(&typed, &name)
        || is_joined(&typed, &name)
        || is_pair(&typed, &name)
        || is_addressed(&typed, &name)
}

/// Each a run of letters and digits.
fn words(text: &str) -> Vec<String> {
    let text = clean(text);
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn occurs(text: &[String], name: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    text.windows(name.len()).any(|window| window.iter().zip(name).all(|(typed, word)| same(typed, word)))
}

/// All of its words in another order, with a capital each: An Văn Nguyễn.
fn is_turned(typed: &[String], name: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words: Vec<String> = words.iter().map(|word| fold(word)).collect();
        words.sort_unstable();
        words
    };
    let own = sorted(name);
    name.len() > 2
        && typed
            .windows(name.len())
            .any(|window| window.iter().all(|word| word.starts_with(char::is_uppercase)) && sorted(window) == own)
}

/// Its last word behind the first letters of those before it: N.V.An, Ng. Văn An.
fn has_initials(typed: &[String], name: &[String]) -> bool {
    let Some((last, before)) = name.split_last() else { return false };
    let begins = |(typed, word): (&String, &String)| {
        let is_short = typed.chars().count() <= INITIAL_MAX && typed.starts_with(char::is_uppercase);
        alike(typed, word) || is_short && fold(word).starts_with(&fold(typed))
    };
    !before.is_empty()
        && typed.windows(name.len()).any(|window| {
            let Some((given, letters)) = window.split_last() else { return false };
            let is_cut = |(typed, word): (&String, &String)| typed.chars().count() < word.chars().count();
            let has_letter = letters.iter().zip(before).any(is_cut);
            given.starts_with(char::is_uppercase)
                && alike(given, last)
                && has_letter
                && letters.iter().zip(before).all(begins)
        })
}

/// The first two words of a name that begins with Y or H: among the Ê Đê, Gia Rai and others those say whose it is, and
/// the family's name stands last.
fn has_first(typed: &[String], name: &[String]) -> bool {
    let [mark, given, _, ..] = name else { return false };
    let is_mark = matches!(fold(mark).as_str(), "y" | "h");
    let same = |pair: &[String]| {
        alike(&pair[0], mark) && alike(&pair[1], given) && pair.iter().all(|word| word.starts_with(char::is_uppercase))
    };
    is_mark && typed.windows(2).any(same)
}

/// The whole name without its spaces, or with others than its own; its last two words as one.
fn is_joined(typed: &[String], name: &[String]) -> bool {
    let typed_folded: Vec<String> = typed.iter().map(|word| fold(word)).collect();
    let whole = fold(&name.concat());
    let begins = |at: usize| typed_folded[at..].concat().starts_with(&whole);
    let is_whole = name.len() > 2
        && whole.len() >= JOINED_MIN
        && (typed_folded.iter().any(|word| word.contains(&whole)) || (0..typed.len()).any(begins));
    is_whole
        || tail(name).is_some_and(|[given, last]| {
            let joined = fold(&format!("{given}{last}"));
            let is_tail = |(typed, folded): (&String, &String)| {
                let has_inner = typed.chars().skip(1).any(char::is_uppercase) && !shouts(typed);
                let may_be_word = folded.len() < JOINED_MIN || is_ordinary(&fold(given), &fold(last));
                *folded == joined && (has_inner || !may_be_word)
            };
            typed.iter().zip(&typed_folded).any(is_tail)
        })
}

/// Its last two words, where both have letters alone.
fn tail(name: &[String]) -> Option<[&str; 2]> {
    let [.., given, last] = name else { return None };
    [given, last].iter().all(|word| word.chars().all(char::is_alphabetic)).then_some([given, last])
}

/// The last two words; with capitals, the first and the last.
fn is_pair(typed: &[String], name: &[String]) -> bool {
    let Some([given, last]) = tail(name) else { return false };
    typed.windows(2).any(|pair| {
        let is_tail = alike(&pair[0], given) && alike(&pair[1], last);
        let has_capitals = |first: &str| {
            let same = is_written(&pair[0], first) && is_written(&pair[1], last);
            same && pair.iter().all(|word| word.starts_with(char::is_uppercase))
        };
        is_tail && !is_ordinary(&pair[0], &pair[1]) || has_capitals(given) || has_capitals(&name[0])
    })
}

/// The last word after a title. A title without its accents is one where the whole text has none, or before a capital.
fn is_addressed(typed: &[String], name: &[String]) -> bool {
    let Some(last) = name.last().filter(|word| word.chars().all(char::is_alphabetic)) else { return false };
    let text_is_plain = typed.iter().all(|word| is_plain(word));
    typed.windows(2).any(|pair| {
        let (title, word) = (pair[0].to_lowercase(), &pair[1]);
        let has_capital = word.starts_with(char::is_uppercase) && !shouts(word);
        let is_title = TITLES.contains(&title.as_str())
            || PLAIN_TITLES.contains(&title.as_str()) && (text_is_plain || has_capital);
        is_title && alike(word, last) && (!is_ordinary(&title, word) || has_capital && is_written(word, last))
    })
}

/// Whether a word may be this one of a name: with the same accents, or typed without any.
pub(super) fn alike(typed: &str, word: &str) -> bool {
    fold(typed) == fold(word) && (is_plain(typed) || marks(typed) == marks(word))
}

/// The letters and accents of a word in small letters, wherever the tone is set (hoà, hòa).
fn marks(word: &str) -> Vec<char> {
    let mut marks: Vec<char> = word.to_lowercase().nfd().collect();
    marks.sort_unstable();
    marks
}

/// The same letters with the same accents; or typed without any, with a capital before small letters: CHUA THANH TOAN
/// names nobody.
fn is_written(typed: &str, word: &str) -> bool {
    let may_be = !is_plain(typed) || typed.starts_with(char::is_uppercase) && (is_plain(word) || !shouts(typed));
    may_be && alike(typed, word)
}

/// All in capitals, which may be any word then.
pub(super) fn shouts(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Without any accent.
pub(super) fn is_plain(word: &str) -> bool {
    word.to_lowercase() == fold(word)
}
