//! What a person did at a screen: keys, text, paste, pointer, size. Plain values that no terminal library leaks into.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One thing that came from a person, in the order it came.
///
/// A text field takes `Key` with a plain character, `Text` and `Paste` as text, and Backspace as "take the last
/// letter (grapheme) away"; then every Vietnamese input method comes out right. A screen that listens for
/// single-key commands takes only `Key`: what an input method rewrites behind itself arrives as `Text` and must
/// not be obeyed a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed. Releases are never told.
    Key(Chord),
    /// Text that no single key made: an input method put it there, often right after Backspaces of its own. NFC.
    Text(String),
    /// Text from the clipboard; never to be read as keys. NFC, lines ended by `\n`, no other control characters
    /// but tabs.
    Paste(String),
    /// Something that a scanner typed, without its ending; never to be read as keys.
    Scan(String),
    /// The paste just before was too long, and its end was dropped. To be said to the person.
    PasteCut,
    /// The screen has a new size, in cells.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// The pointer did something.
    Mouse {
        /// What it did.
        act: Pointer,
        /// Column, from 0 at the left.
        col: u16,
        /// Row, from 0 at the top.
        row: u16,
    },
}

/// What the pointer did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pointer {
    /// The first button went down.
    Press,
    /// The first button is down and the pointer moved.
    Drag,
    /// The first button came up.
    Release,
    /// Another button went down.
    OtherPress,
    /// The wheel turned towards earlier rows.
    WheelUp,
    /// The wheel turned towards later rows.
    WheelDown,
}

/// A key with the modifiers that were held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held. Esc followed at once by a key looks the same.
    pub alt: bool,
    /// Shift was held. Never set for a character, whose case says it; Shift+Tab is [`Key::BackTab`].
    pub shift: bool,
}

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character, as it would be written.
    Char(char),
    /// Enter, of either side of the keyboard.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

impl Chord {
    /// `key` with nothing held.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// `character` with Ctrl held.
    pub const fn ctrl(character: char) -> Self {
        Self { key: Key::Char(character), ctrl: true, alt: false, shift: false }
    }

    /// The key a single-key command should be looked up by: without accents, `đ` as `d`, in lower case.
    ///
    /// With Telex on, `w` arrives as `ư` and `d` after `d` as `đ`; with Caps Lock on, `g` arrives as `G`. The clerk
    /// pressed the same key each time. Keys that are no character stay as they are.
    #[must_use]
    pub fn command_key(self) -> Self {
        let Key::Char(character) = self.key else { return self };
        Self { key: Key::Char(bare(character)), ..self }
    }

    /// The character this chord writes into a field, if it writes one.
    pub fn written(self) -> Option<char> {
        match self.key {
            Key::Char(character) if !self.ctrl && !self.alt => Some(character),
            _ => None,
        }
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self::plain(key)
    }
}

/// The key cap under a Vietnamese letter: Telex writes `ư` for a lone `w`, so `ư` is `w`; `ơ` and the others are
/// the letter they grew from.
fn bare(character: char) -> char {
    match character {
        'ư' | 'Ư' => 'w',
        'đ' | 'Đ' => 'd',
        other => {
            let letter = other.nfd().find(|part| !is_combining_mark(*part)).unwrap_or(other);
            letter.to_lowercase().next().unwrap_or(letter)
        }
    }
}
