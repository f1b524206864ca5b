//! Telex and VNI for terminals without an input method: what stands there once a letter more is typed.
//!
//! The rules of both methods are those of the `vi` crate, which turns the keys of one syllable into its letters. This
//! keeps the keys of the word under the caret, leaves alone what is no Vietnamese syllable, and takes a word that was
//! written otherwise (by an input method, or before the caret came) back into keys. A mark key typed twice gives back
//! the plain letters, as everywhere.

use unicode_normalization::UnicodeNormalization;

/// How Vietnamese letters are typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// As they come: the terminal has an input method, or none is wanted.
    #[default]
    Off,
    /// `Nguyeenx`.
    Telex,
    /// `Nguye6n4`.
    Vni,
}

/// The word being typed.
#[derive(Clone, Debug, Default)]
pub struct Typing {
    /// How.
    pub method: Method,
    /// The keys of the word, and what they made of it.
    keys: String,
    shown: String,
    /// The word as an input method wrote it, which is left to that.
    theirs: String,
}

impl Method {
    /// The one after this, for a key that switches.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }
}

impl Typing {
    /// `letter` is typed after `before`: how many bytes of the end of `before` go, and what is written there.
    pub fn push(&mut self, before: &str, letter: char) -> (usize, String) {
        let plain = (0, letter.to_string());
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let belongs = letter.is_ascii_alphabetic() || (letter.is_ascii_digit() && !word.is_empty());
        let is_theirs = !letter.is_ascii() || (!word.is_empty() && self.theirs == word);
        if self.method == Method::Off || !belongs || is_theirs {
            self.forget();
            if is_theirs && letter.is_alphanumeric() {
                self.theirs = format!("{word}{letter}");
            }
            return plain;
        }
        if self.shown != word {
            let keys = keys(word, self.method);
            if word.contains(|c: char| c.is_ascii_digit()) || self.composed(&keys) != word {
                self.forget();
                return plain;
            }
            self.keys = keys;
        }
        self.keys.push(letter);
        self.shown = self.composed(&self.keys);
        (word.len(), self.shown.clone())
    }

    fn forget(&mut self) {
        self.keys.clear();
        self.shown.clear();
        self.theirs.clear();
    }

    /// What these keys write; the keys themselves where that is no syllable.
    fn composed(&self, keys: &str) -> String {
        let method = match self.method {
            Method::Off => return keys.to_owned(),
            Method::Telex => &vi::TELEX,
            Method::Vni => &vi::VNI,
        };
        let mut out = String::new();
        // Of capitals the crate loses the place of the tone.
        let capitals = keys.len() > 1 && !keys.contains(|key: char| key.is_ascii_lowercase());
        let small = if capitals { keys.to_ascii_lowercase() } else { keys.to_owned() };
        vi::transform_buffer(method, small.chars(), &mut out);
        let out: String = if capitals { out.to_uppercase().nfc().collect() } else { out.nfc().collect() };
        let plain_w = out.is_ascii() && self.method == Method::Telex && keys.starts_with(['w', 'W']);
        let good = out.is_ascii() || is_syllable(&out);
        if good && !plain_w { out } else { keys.to_owned() }
    }
}

/// What Telex and VNI make of what was typed without either, word by word: what else somebody may have meant who looks
/// for something. None for what neither changes.
pub fn readings(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for method in [Method::Telex, Method::Vni] {
        let typing = Typing { method, ..Typing::default() };
        let words = typed.split(' ').map(|word| {
            let is_keys = word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.is_ascii();
            if is_keys { typing.composed(word) } else { word.to_owned() }
        });
        let read = words.collect::<Vec<_>>().join(" ");
        if read != typed && !found.contains(&read) {
            found.push(read);
        }
    }
    found
}

/// Whether a word with marks may be Vietnamese; its end may still be missing.
fn is_syllable(word: &str) -> bool {
    let last = word.chars().last().map(|letter| letter.to_ascii_lowercase());
    let stops = matches!(last, Some('c' | 'p' | 't')) || word.to_lowercase().ends_with("ch");
    let level = word.nfd().any(|part| matches!(part, '\u{300}' | '\u{303}' | '\u{309}'));
    vi::validation::is_valid_syllable(word) && !(stops && level)
}

/// The keys that write `word`: its letters, each with its own mark, and the tone at the end.
fn keys(word: &str, method: Method) -> String {
    let (mut keys, mut tone) = (String::new(), None);
    let telex = method == Method::Telex;
    for letter in word.chars() {
        let base = match letter {
            'đ' => 'd',
            'Đ' => 'D',
            other => other.nfd().next().unwrap_or(other),
        };
        keys.push(base);
        if base != letter && matches!(base, 'd' | 'D') {
            keys.push(if telex { base } else { '9' });
        }
        for mark in letter.nfd().skip(1) {
            match mark {
                '\u{302}' => keys.push(if telex { base } else { '6' }),
                '\u{306}' => keys.push(if telex { 'w' } else { '8' }),
                '\u{31b}' => keys.push(if telex { 'w' } else { '7' }),
                tone_mark => tone = Some(tone_mark),
            }
        }
    }
    let tones = [('\u{301}', 's', '1'), ('\u{300}', 'f', '2'), ('\u{309}', 'r', '3'), ('\u{303}', 'x', '4')];
    let tones = tones.into_iter().chain([('\u{323}', 'j', '5')]);
    keys.extend(tones.filter(|(mark, ..)| Some(*mark) == tone).map(|(_, t, v)| if telex { t } else { v }));
    keys
}
