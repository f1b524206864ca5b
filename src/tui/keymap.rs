//! One record per key: it handles the key, fills the hint line, the help and the palette, and is what tests check.
//!
//! Letters follow the Vietnamese word of what they do (`g` gọi, `x` xong, `v` vắng). They are looked up without
//! accents and in either case, because an input method may be on. No key must be pressed twice in a row, and digits
//! are used in menus only. F-keys are the second way where a letter would be typed into a field.

use super::action::Action;
use super::input::{Chord, Key};
use super::keyplaces::{
    ABOVE_DESK, BEFORE_SETTINGS, HOMES, LISTS, NOT_COUNTERS, NOT_DOSSIERS, NOT_PROCEDURES, PAGED, READING, WORK,
};

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
    /// The line that narrows them.
    Narrow,
    /// One dossier.
    Dossier,
    /// A step of a dossier's life.
    Step,
    /// One ticket.
    Ticket,
    /// All counters.
    Counters,
    /// The queues of all services.
    Queues,
    /// Where one ticket stands.
    Place,
    /// The supervisors' wall.
    Wall,
    /// Which counters to open.
    Staffing,
    /// One counter.
    Counter,
    /// The tills of today.
    Cash,
    /// The settings.
    Settings,
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
    pub const ALL: [Self; 24] = [
        C::SignIn,
        C::Desk,
        C::Receive,
        C::Search,
        C::Procedures,
        C::Procedure,
        C::Dossiers,
        C::Narrow,
        C::Dossier,
        C::Step,
        C::Ticket,
        C::Counters,
        C::Queues,
        C::Place,
        C::Wall,
        C::Staffing,
        C::Counter,
        C::Cash,
        C::Settings,
        C::Menu,
        C::Ask,
        C::Confirm,
        C::Finder,
        C::Note,
    ];

    /// Whether plain characters are typed into a field here instead of being keys.
    pub fn takes_text(self) -> bool {
        matches!(self, C::SignIn | C::Receive | C::Step | C::Search | C::Procedures | C::Narrow | C::Ask | C::Finder)
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
    ($($hint:literal $help:literal $action:ident $rank:literal on $on:expr => [$($chord:expr),+];)+) => {
        &[$(Binding {
            chords: &[$($chord),+],
            action: Action::$action,
            on: $on,
            hint: $hint,
            help: $help,
            rank: $rank,
        }),+]
    };
}

/// Every key of the program.
pub const BINDINGS: &[Binding] = bindings! {
    "keys.call_next" "help.call_next" CallNext 1 on &[C::Desk] => [c('g')];
    "keys.start" "help.start" Start 2 on &[C::Desk] => [k(Key::Enter)];
    "keys.finish" "help.finish" Finish 3 on &[C::Desk] => [c('x')];
    "keys.receive" "help.receive" Receive 4 on &[C::Desk, C::Procedure] => [c('t'), f(2)];
    "keys.recall" "help.recall" Recall 5 on &[C::Desk] => [c('l')];
    "keys.no_show" "help.no_show" NoShow 6 on &[C::Desk] => [c('v')];
    "keys.undo" "help.undo" Undo 7 on &[C::Desk] => [c('u')];
    "keys.transfer" "help.transfer" Transfer 8 on &[C::Desk, C::Queues] => [c('c')];
    "keys.restore" "help.restore" Restore 9 on &[C::Desk, C::Queues] => [c('k')];
    "keys.issue" "help.issue" Issue 10 on &[C::Desk, C::Queues] => [c('n')];
    "keys.pause" "help.pause" Pause 11 on &[C::Desk] => [c('p')];
    "keys.search" "help.search" Search 12 on READING => [c('/'), f(7)];
    "keys.search" "help.search" Search 12 on &[C::Receive, C::Procedures, C::Dossiers] => [f(7)];
    "keys.call_this" "help.call_this" CallThis 13 on &[C::Desk] => [c('m')];
    "keys.open" "help.open" OpenCounter 14 on &[C::Desk] => [c('o')];
    "keys.close" "help.close" CloseCounter 15 on &[C::Desk] => [c('z')];
    "keys.procedures" "help.procedures" Procedures 16 on NOT_PROCEDURES => [f(3)];
    "keys.dossiers" "help.dossiers" Dossiers 17 on NOT_DOSSIERS => [f(4)];
    "keys.counters" "help.counters" Counters 18 on NOT_COUNTERS => [f(6)];
    "keys.auto" "help.auto" Auto 19 on &[C::Desk] => [c('a')];
    "keys.prioritise" "help.prioritise" Prioritise 20 on &[C::Desk, C::Queues] => [c('d')];
    "keys.cancel" "help.cancel" Cancel 21 on &[C::Desk, C::Queues] => [c('b')];
    "keys.skills" "help.skills" Skills 33 on &[C::Desk] => [c('s')];
    "keys.place" "help.place" Place 2 on &[C::Queues, C::Place, C::Wall] => [c('v')];
    "keys.next_service" "help.next_service" NextField 22 on &[C::Queues] => [k(Key::Tab), k(Key::Right)];
    "keys.previous_service" "help.previous_service" PreviousField 0 on &[C::Queues] => [k(Key::BackTab), k(Key::Left)];
    "keys.settings" "help.settings" Settings 26 on &[C::Counters, C::Queues, C::Wall] => [c('s'), Chord::ctrl('k')];
    "keys.settings" "help.settings" Settings 0 on BEFORE_SETTINGS => [Chord::ctrl('k')];
    "keys.reload" "help.reload" Reload 5 on &[C::Settings] => [c('r')];
    "keys.add" "help.add" Add 2 on &[C::Settings] => [c('n')];
    "keys.officer_skills" "help.officer_skills" Skills 3 on &[C::Settings] => [c('s')];
    "keys.next_part" "help.next_part" NextField 4 on &[C::Settings] => [k(Key::Tab), k(Key::Right)];
    "keys.previous_part" "help.previous_part" PreviousField 0 on &[C::Settings] => [k(Key::BackTab), k(Key::Left)];
    "keys.next_page" "help.next_page" NextField 25 on &[C::Wall] => [k(Key::Tab), k(Key::Right)];
    "keys.previous_page" "help.previous_page" PreviousField 0 on &[C::Wall] => [k(Key::BackTab), k(Key::Left)];
    "keys.queues" "help.queues" Queues 23 on &[C::Counters, C::Wall, C::Settings] => [c('t')];
    "keys.wall" "help.wall" Wall 24 on &[C::Counters, C::Queues, C::Settings] => [c('o')];
    "keys.staffing" "help.staffing" Staffing 22 on &[C::Wall, C::Counters] => [c('b')];
    "keys.replay" "help.replay" Replay 25 on &[C::Wall, C::Counters] => [c('r')];
    "keys.try_counter" "help.try_counter" Choose 1 on &[C::Staffing] => [c(' '), k(Key::Enter)];
    "keys.try_skills" "help.try_skills" Skills 2 on &[C::Staffing] => [c('g')];
    "keys.follow_advice" "help.follow_advice" FollowAdvice 3 on &[C::Staffing] => [c('l')];
    "keys.try_nothing" "help.try_nothing" Clear 4 on &[C::Staffing] => [c('x'), f(8)];
    "keys.week" "help.week" Staffing 5 on &[C::Staffing] => [c('t')];
    "keys.weigh_again" "help.weigh_again" Redo 0 on &[C::Staffing] => [c('r')];
    "keys.later" "help.later" NextField 0 on &[C::Staffing] => [k(Key::Right), k(Key::Tab)];
    "keys.earlier" "help.earlier" PreviousField 0 on &[C::Staffing] => [k(Key::Left), k(Key::BackTab)];
    "keys.cash" "help.cash" Cash 0 on &[C::Desk, C::Counters, C::Queues, C::Wall] => [c('y')];
    "keys.close_till" "help.close_till" CloseTill 1 on &[C::Cash] => [c('z'), k(Key::Enter)];
    "keys.said" "help.said" Said 0 on WORK => [c('h'), Chord::ctrl('t')];
    "keys.choose" "help.choose" Choose 1 on &[C::SignIn, C::Search, C::Procedures, C::Dossiers, C::Queues, C::Wall, C::Settings, C::Narrow, C::Menu, C::Finder] => [k(Key::Enter)];
    "keys.choose" "help.answer" Choose 1 on &[C::Ask] => [k(Key::Enter), f(10)];
    "keys.save" "help.save" Save 1 on &[C::Receive, C::Step] => [f(10), Chord::ctrl('s')];
    "keys.next_field" "help.next_field" NextField 2 on &[C::SignIn] => [k(Key::Tab), k(Key::Down)];
    "keys.choose" "help.choose_in_form" Choose 2 on &[C::Receive, C::Step] => [k(Key::Enter)];
    "keys.next_field" "help.next_field" NextField 3 on &[C::Receive, C::Step] => [k(Key::Tab)];
    "keys.previous_field" "help.previous_field" PreviousField 3 on &[C::SignIn] => [k(Key::BackTab), k(Key::Up)];
    "keys.previous_field" "help.previous_field" PreviousField 6 on &[C::Receive, C::Step] => [k(Key::BackTab)];
    "keys.explain" "help.explain" Explain 4 on &[C::Receive, C::Dossier] => [f(5)];
    "keys.resume" "help.resume" Resume 1 on HOMES => [f(5)];
    "keys.clear" "help.clear" Clear 5 on &[C::Receive] => [f(8)];
    "keys.other_draft" "help.other_draft" OtherDraft 1 on &[C::Receive] => [f(2)];
    "keys.finish_dossier" "help.finish_dossier" FinishDossier 2 on &[C::Dossiers, C::Dossier] => [c('x')];
    "keys.return_dossier" "help.return_dossier" ReturnDossier 3 on &[C::Dossiers, C::Dossier] => [c('k')];
    "keys.print" "help.print" Print 7 on &[C::Dossiers, C::Dossier] => [c('i')];
    "keys.print" "help.print_receipt" Print 22 on &[C::Desk] => [c('i')];
    "keys.filter_key" "help.filter_key" Filter 4 on &[C::Dossiers] => [k(Key::Tab)];
    "keys.narrow" "help.narrow" Narrow 5 on &[C::Dossiers] => [c('/')];
    "keys.acts" "help.acts" Acts 2 on &[C::Dossiers, C::Dossier] => [c('v'), f(8)];
    "keys.take" "help.take" Take 4 on &[C::Dossiers, C::Dossier] => [c('n')];
    "keys.give" "help.give" Give 5 on &[C::Dossiers, C::Dossier] => [c('c')];
    "keys.supplement" "help.supplement" Supplement 6 on &[C::Dossiers, C::Dossier] => [c('b')];
    "keys.pay" "help.pay" Pay 8 on &[C::Dossiers, C::Dossier] => [c('t')];
    "keys.extend" "help.extend" Extend 9 on &[C::Dossiers, C::Dossier] => [c('e')];
    "keys.escalate" "help.escalate" Escalate 10 on &[C::Dossiers, C::Dossier] => [c('y')];
    "keys.lists" "help.lists" Lists 4 on &[C::Dossiers] => [c('d')];
    "keys.only" "help.only" Only 6 on &[C::Dossiers] => [c('l')];
    "keys.ages" "help.ages" Ages 7 on &[C::Dossiers] => [c('a')];
    "keys.previous_list" "help.previous_list" PreviousField 0 on &[C::Dossiers] => [k(Key::BackTab)];
    "keys.copy" "help.copy" Copy 11 on &[C::Dossiers, C::Dossier, C::Procedure, C::Ticket] => [c('s')];
    "keys.toggle" "help.toggle" Toggle 2 on &[C::Menu, C::Confirm] => [k(Key::Tab), k(Key::Left), k(Key::Right)];
    "keys.yes" "help.yes" Yes 1 on &[C::Confirm] => [c('y')];
    "keys.no" "help.no" No 2 on &[C::Confirm] => [c('n'), k(Key::Esc)];
    "keys.choose" "help.choose" Choose 3 on &[C::Confirm] => [k(Key::Enter)];
    "keys.back" "help.back" Back 5 on &[C::Receive, C::Step, C::Search, C::Procedures, C::Narrow, C::Menu, C::Ask, C::Finder] => [k(Key::Esc)];
    "keys.back" "help.back" Back 5 on &[C::Note] => [k(Key::Esc), k(Key::Enter), c('q')];
    "keys.back" "help.back" Back 5 on ABOVE_DESK => [k(Key::Esc), c('q')];
    "keys.dismiss" "help.dismiss" Back 0 on &[C::SignIn, C::Desk] => [k(Key::Esc)];
    "keys.up" "help.up" Up 0 on LISTS => [k(Key::Up)];
    "keys.down" "help.down" Down 0 on LISTS => [k(Key::Down)];
    "keys.page_up" "help.page_up" PageUp 0 on PAGED => [k(Key::PageUp)];
    "keys.page_down" "help.page_down" PageDown 0 on PAGED => [k(Key::PageDown)];
    "keys.page_up" "help.page_up" PageUp 0 on &[C::Staffing] => [k(Key::PageUp)];
    "keys.all_of_it" "help.all_of_it" PageDown 6 on &[C::Staffing] => [k(Key::PageDown)];
    "keys.first" "help.first" First 0 on &[C::Desk, C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters, C::Queues, C::Wall, C::Staffing, C::Counter, C::Cash, C::Settings, C::Note] => [k(Key::Home)];
    "keys.last" "help.last" Last 0 on &[C::Desk, C::Dossiers, C::Dossier, C::Procedure, C::Ticket, C::Counters, C::Queues, C::Wall, C::Staffing, C::Counter, C::Cash, C::Settings, C::Note] => [k(Key::End)];
    "keys.palette" "help.palette" Palette 30 on WORK => [Chord::ctrl('p'), c(':')];
    "keys.language" "help.language" Language 31 on ALL => [f(9)];
    "keys.sign_out" "help.sign_out" SignOut 0 on HOMES => [f(12)];
    "keys.mouse" "help.mouse" Mouse 0 on ALL => [f(11)];
    "keys.typing" "help.typing" Typing 0 on ALL => [Chord::ctrl('v')];
    "keys.redraw" "help.redraw" Redraw 0 on ALL => [Chord::ctrl('l')];
    "keys.quit" "help.quit" Quit 32 on &[C::Desk] => [c('q'), f(10)];
    "keys.quit" "help.quit" Quit 32 on &[C::SignIn, C::Wall, C::Queues] => [f(10)];
    "keys.help" "help.help" Help 0 on WORK => [c('?'), f(1)];
    "keys.help" "help.help" Help 0 on &[C::SignIn] => [f(1)];
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

/// What stands on the key for `action` in `context`; empty where it has none there.
pub fn cap_of(action: Action, context: Context, words: &crate::text::words::Words) -> String {
    let binding = here(context).find(|binding| binding.action == action);
    binding.and_then(|binding| binding.chords.first()).map(|chord| cap(*chord, words)).unwrap_or_default()
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
