//! Search without accents: what a clerk types on any keyboard finds what the portal wrote.

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The search form of a text: lower case, every Vietnamese letter as one plain ASCII letter (`Đặng` gives `dang`).
/// Characters of other scripts stay, in lower case and without marks. Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let bare = lower.nfd().filter(|letter| !is_combining_mark(*letter));
    bare.map(|letter| if letter == 'đ' { 'd' } else { letter }).nfc().collect()
}

/// True when every word of `query` begins some word of `haystack_folded`, in any order, or the whole query occurs in
/// it. `haystack_folded` comes from [`fold`]; the query is folded here. An empty query matches everything.
///
/// For many texts and one query, [`SearchKey`] and [`Query`] do the same with the work done once.
pub fn matches(haystack_folded: &str, query: &str) -> bool {
    SearchKey::of_folded(haystack_folded).score(&Query::new(query)).is_some()
}

/// A text made ready to be searched: folded, its words separated by single spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchKey {
    /// The words with one space before each, so that `" sin"` finds the beginning of a word.
    words: String,
}

/// What a person typed, made ready to be looked for in thousands of texts.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The whole query, as in [`SearchKey::words`].
    phrase: String,
    /// The same, ready to be found; then each word with one space before it. Nothing when nothing was typed.
    finders: Vec<Finder<'static>>,
    /// The query without the space before it, when it may stand inside a word: it is part of a number.
    inside: Option<Finder<'static>>,
}

impl SearchKey {
    /// The search key of `text`.
    pub fn new(text: &str) -> Self {
        Self::of_folded(&fold(text))
    }

    fn of_folded(folded: &str) -> Self {
        Self { words: spaced(folded) }
    }

    /// How well `query` fits, higher is better, or `None` when it does not fit.
    ///
    /// From best to worst: the whole text (6), its beginning (5), whole words in the same order (4), words of which
    /// the last is cut short (3), beginnings of words in any order (2), digits somewhere inside a number (1): letters
    /// inside a word are another syllable, `hong` is not in `thông`. An empty query fits everything (0).
    pub fn score(&self, query: &Query) -> Option<u8> {
        let Some((phrase, words)) = query.finders.split_first() else { return Some(0) };
        let text = self.words.as_bytes();
        if let Some(rest) = self.words.strip_prefix(query.phrase.as_str()) {
            return Some(if rest.is_empty() { 6 } else { 5 });
        }
        if let Some(at) = phrase.find(text) {
            let after = &text[at + query.phrase.len()..];
            return Some(if matches!(after.first(), None | Some(b' ')) { 4 } else { 3 });
        }
        if words.len() > 1 && words.iter().all(|word| word.find(text).is_some()) {
            return Some(2);
        }
        query.inside.as_ref().is_some_and(|digits| digits.find(text).is_some()).then_some(1)
    }
}

impl Query {
    /// The query a person typed as `text`.
    pub fn new(text: &str) -> Self {
        let phrase = spaced(&fold(text));
        let finder = |text: &str| Finder::new(text).into_owned();
        let words = phrase.split_whitespace().map(|word| finder(&format!(" {word}")));
        let whole = (!phrase.is_empty()).then(|| finder(&phrase));
        let inside = phrase.trim_start();
        let is_digits = !inside.is_empty() && inside.bytes().all(|letter| letter.is_ascii_digit());
        let inside = is_digits.then(|| finder(inside));
        let finders = whole.into_iter().chain(words).collect();
        Self { phrase, finders, inside }
    }

    /// True when nothing but spaces and signs was typed.
    pub fn is_empty(&self) -> bool {
        self.finders.is_empty()
    }
}

/// The letters and digits of `folded`, with one space before each word and none after the last.
fn spaced(folded: &str) -> String {
    let mut words = String::with_capacity(folded.len() + 1);
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push(' ');
        words.push_str(word);
    }
    words
}
