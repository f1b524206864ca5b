//! One record per key: it handles the key, fills the hint line, the help and the palette, and is what tests check.
//!
//! Letters follow the Vietnamese word of what they do (`g` gọi, `x` xong, `v` vắng). They are looked up without
//! accents and in either case, because an input method may be on. No key must be pressed twice in a row, and digits
//! are used in menus only. F-keys are the second way where a letter would be typed into a field.

use super::action::Action::{self, *};
use super::input::{Chord, Key};

/// Where a key is pressed: the screen, or what floats above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Nobody sits here.
    SignIn,
    /// The counter's own screen.
    Desk,
    /// The form of a dossier to be received.
    Receive,
    /// Search of everything.
    Search,
    /// The catalogue.
    Procedures,
    /// One procedure.
    Procedure,
    /// The dossiers by due time.
    Dossiers,
    /// One dossier.
    Dossier,
    /// One ticket.
    Ticket,
    /// All counters.
    Counters,
    /// A list to choose from.
    Menu,
    /// A line to type.
    Ask,
    /// Yes or no.
    Confirm,
    /// Help or palette.
    Finder,
    /// Something to read.
    Note,
}

use Context as C;

impl Context {
    /// Every context.
    pub const ALL: [Self; 15] = [
        C::SignIn,
        C::Desk,
        C::Receive,
        C::Search,
        C::Procedures,
        C::Procedure,
        C::Dossiers,
        C::Dossier,
        C::Ticket,
        C::Counters,
        C::Menu,
        C::Ask,
        C::Confirm,
        C::Finder,
        C::Note,
    ];

    /// Whether plain characters are typed into a field here instead of being keys.
    pub fn takes_text(self) -> bool {
        matches!(self, C::SignIn | C::Receive | C::Search | C::Procedures | C::Ask | C::Finder)
    }
}

/// A key and what it does.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The keys, the first one is shown.
    pub chords: &'static [Chord],
    /// What they do.
    pub action: Action,
    /// Where they do it.
    pub on: &'static [Context],
    /// Key of the word on the hint line.
    pub hint: &'static str,
    /// Key of the sentence in the help.
    pub help: &'static str,
    /// Place on the hint line, from 1; 0 is not there. Lower ones stay when the line is short.
    pub rank: u8,
}

const WORK: &[Context] =
    &[C::Desk, C::Receive, C::Search, C::Procedures, C::Procedure, C::Dossiers, C::Dossier, C::Ticket, C::Counters];
const READING: &[Context] = &[C::Desk, C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters];
const ABOVE_DESK: &[Context] = &[C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters];
const LISTS: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossiers,
    C::Dossier,
    C::Ticket,
    C::Counters,
    C::Menu,
    C::Finder,
    C::Note,
];
const ALL: &[Context] = &Context::ALL;

const fn c(character: char) -> Chord {
    Chord::plain(Key::Char(character))
}

const fn k(key: Key) -> Chord {
    Chord::plain(key)
}

const fn f(number: u8) -> Chord {
    Chord::plain(Key::F(number))
}

macro_rules! bindings {
    ($($name:literal $action:ident $rank:literal on $on:expr => [$($chord:expr),+];)+) => {
        &[$(Binding {
            chords: &[$($chord),+],
            action: $action,
            on: $on,
            hint: concat!("keys.", $name),
            help: concat!("help.", $name),
            rank: $rank,
        }),+]
    };
}

/// Every key of the program.
pub const BINDINGS: &[Binding] = bindings! {
    "call_next" CallNext 1 on &[C::Desk] => [c('g')];
    "start" Start 2 on &[C::Desk] => [k(Key::Enter)];
    "finish" Finish 3 on &[C::Desk] => [c('x')];
    "receive" Receive 4 on &[C::Desk, C::Procedure] => [c('t'), f(2)];
    "recall" Recall 5 on &[C::Desk] => [c('l')];
    "no_show" NoShow 6 on &[C::Desk] => [c('v')];
    "undo" Undo 7 on &[C::Desk] => [c('u')];
    "transfer" Transfer 8 on &[C::Desk] => [c('c')];
    "restore" Restore 9 on &[C::Desk] => [c('k')];
    "issue" Issue 10 on &[C::Desk] => [c('n')];
    "pause" Pause 11 on &[C::Desk] => [c('p')];
    "search" Search 12 on READING => [c('/')];
    "call_this" CallThis 13 on &[C::Desk] => [c('m')];
    "open" OpenCounter 14 on &[C::Desk] => [c('o')];
    "close" CloseCounter 15 on &[C::Desk] => [c('z')];
    "procedures" Procedures 16 on WORK => [f(3)];
    "dossiers" Dossiers 17 on WORK => [f(4)];
    "counters" Counters 18 on WORK => [f(6)];
    "auto" Auto 19 on &[C::Desk] => [c('a')];
    "prioritise" Prioritise 20 on &[C::Desk] => [c('d')];
    "cancel" Cancel 21 on &[C::Desk] => [c('b')];
    "choose" Choose 1 on &[C::SignIn, C::Search, C::Procedures, C::Dossiers, C::Menu, C::Ask, C::Finder] => [k(Key::Enter)];
    "save" Save 1 on &[C::Receive] => [f(10), Chord::ctrl('s')];
    "next_field" NextField 2 on &[C::SignIn] => [k(Key::Tab), k(Key::Down)];
    "next_field" NextField 2 on &[C::Receive] => [k(Key::Tab), k(Key::Enter)];
    "previous_field" PreviousField 3 on &[C::SignIn] => [k(Key::BackTab), k(Key::Up)];
    "previous_field" PreviousField 3 on &[C::Receive] => [k(Key::BackTab)];
    "explain" Explain 4 on &[C::Receive] => [f(5)];
    "clear" Clear 5 on &[C::Receive] => [f(8)];
    "finish_dossier" FinishDossier 2 on &[C::Dossiers, C::Dossier] => [c('x')];
    "return_dossier" ReturnDossier 3 on &[C::Dossiers, C::Dossier] => [c('k')];
    "filter_key" Filter 4 on &[C::Dossiers] => [k(Key::Tab)];
    "copy" Copy 6 on &[C::Dossiers, C::Dossier, C::Procedure, C::Ticket] => [c('c')];
    "toggle" Toggle 2 on &[C::Menu, C::Confirm] => [k(Key::Tab), k(Key::Left), k(Key::Right)];
    "yes" Yes 1 on &[C::Confirm] => [c('y'), c('c')];
    "no" No 2 on &[C::Confirm] => [c('n'), c('k'), k(Key::Esc)];
    "choose" Choose 3 on &[C::Confirm] => [k(Key::Enter)];
    "back" Back 5 on &[C::Receive, C::Search, C::Procedures, C::Menu, C::Ask, C::Finder] => [k(Key::Esc)];
    "back" Back 5 on &[C::Note] => [k(Key::Esc), k(Key::Enter), c('q')];
    "back" Back 5 on ABOVE_DESK => [k(Key::Esc), c('q')];
    "dismiss" Back 0 on &[C::SignIn, C::Desk] => [k(Key::Esc)];
    "up" Up 0 on LISTS => [k(Key::Up)];
    "down" Down 0 on LISTS => [k(Key::Down)];
    "page_up" PageUp 0 on LISTS => [k(Key::PageUp)];
    "page_down" PageDown 0 on LISTS => [k(Key::PageDown)];
    "first" First 0 on &[C::Desk, C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters, C::Note] => [k(Key::Home)];
    "last" Last 0 on &[C::Desk, C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters, C::Note] => [k(Key::End)];
    "palette" Palette 30 on WORK => [Chord::ctrl('p'), c(':')];
    "language" Language 31 on ALL => [f(9)];
    "sign_out" SignOut 0 on &[C::Desk] => [f(12)];
    "redraw" Redraw 0 on ALL => [Chord::ctrl('l')];
    "quit" Quit 32 on &[C::Desk] => [c('q'), f(10)];
    "quit" Quit 32 on &[C::SignIn, C::Search, C::Procedures, C::Procedure, C::Dossiers, C::Dossier, C::Ticket, C::Counters] => [f(10)];
    "help" Help 0 on WORK => [c('?'), f(1)];
    "help" Help 0 on &[C::SignIn] => [f(1)];
};

/// The binding of a key pressed in `context`, if it has one there.
pub fn find(context: Context, chord: Chord) -> Option<&'static Binding> {
    if context.takes_text() && chord.written().is_some() {
        return None;
    }
    let pressed = chord.command_key();
    here(context).find(|binding| binding.chords.contains(&pressed))
}

/// All bindings of `context`.
pub fn here(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.on.contains(&context))
}

/// The key of `binding` that is shown in `context`: the first one that works there.
pub fn shown(binding: &Binding, context: Context) -> Option<Chord> {
    binding.chords.iter().copied().find(|chord| !(context.takes_text() && chord.written().is_some()))
}

/// What stands on the key, such as `g`, `F2`, `Ctrl-P`. Keys with names take them from the words files.
pub fn cap(chord: Chord, words: &crate::text::words::Words) -> String {
    let name = match chord.key {
        Key::Char(' ') => words.get("keys.cap_space").to_owned(),
        Key::Char(character) if chord.ctrl => character.to_uppercase().collect(),
        Key::Char(character) => character.to_string(),
        Key::F(number) => format!("F{number}"),
        Key::Enter => "Enter".to_owned(),
        Key::Esc => "Esc".to_owned(),
        Key::Tab => "Tab".to_owned(),
        Key::BackTab => "Shift-Tab".to_owned(),
        Key::Backspace => "Backspace".to_owned(),
        Key::Delete => "Delete".to_owned(),
        Key::Insert => "Insert".to_owned(),
        Key::Up => "↑".to_owned(),
        Key::Down => "↓".to_owned(),
        Key::Left => "←".to_owned(),
        Key::Right => "→".to_owned(),
        Key::Home => "Home".to_owned(),
        Key::End => "End".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
    };
    if chord.ctrl { format!("Ctrl-{name}") } else { name }
}
