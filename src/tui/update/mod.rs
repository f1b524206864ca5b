//! What a person did, or what the world answered, to the next model and what is asked of the world.

mod bar;
mod cash;
mod citizen;
mod desk;
mod dossier_step;
mod dossiers;
mod floats;
mod leaving;
mod left;
mod overview;
mod pages;
mod papers;
mod procedures;
mod queues;
mod receive;
mod reply;
mod scan;
mod search;
mod settings;
mod sign_in;
mod staffing;
mod step_asked;
mod ticked;
mod unticked;

use super::action::{Action, NOT_WHERE_ONE_LOOKS};
use super::effect::{Effect, Reply};
use super::input::{Chord, Input, Key, Pointer};
use super::keymap::{self, Context};
use super::model::{Float, Model, Screen};
use super::parts::confirm::Decided;
use super::parts::field::Field;
use super::parts::finder::{Finder, Kind};
use super::parts::list::List;
use super::parts::note::Note;
use super::scene::Hit;
use super::seen::Seen;
use super::sight::look;
use super::tell::{Said, Tell};
use crate::domain::counter::{Counter, Station};
use crate::domain::decide::rights::may_sit;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::text::telex::Method;
use crate::text::words::{Language, Words};

/// What a person did.
///
/// `words` are those of [`Model::language`]; they stand in reasons that are chosen from a menu.
pub fn input(model: &mut Model, input: Input, published: &Published, words: &Words, now: Timestamp) -> Vec<Effect> {
    let seen = Seen { published, words, now };
    look(model, seen);
    let (before, floats, said) = (model.context(), model.floats.len(), model.toasts.times());
    let effects = match input {
        Input::Key(chord) => key(model, chord, seen),
        Input::Scan(text) => scan::take(model, &text, seen),
        Input::Paste(text) if scan::is_scan(model, &text) => scan::take(model, &text, seen),
        Input::Text(text) | Input::Paste(text) => typed(model, &text, seen),
        Input::PasteCut => {
            model.toasts.bad(Tell::key("desk.paste_cut"));
            Vec::new()
        }
        Input::Resize { .. } => Vec::new(),
        Input::Mouse { act, col, row } => pointer(model, act, col, row, seen),
    };
    // What was said before is not about what was opened just now.
    let written = model.context() != before && model.context().takes_text() && model.floats.len() == floats;
    if (written || model.floats.len() > floats) && model.toasts.times() == said {
        model.toasts.clear();
    }
    look(model, seen);
    effects
}

/// What came of an effect.
pub fn reply(model: &mut Model, reply: Reply, published: &Published, words: &Words, now: Timestamp) -> Vec<Effect> {
    let seen = Seen { published, words, now };
    let effects = reply::take(model, reply, seen);
    settings::demoted(model, seen);
    look(model, seen);
    effects
}

/// Something was published: whoever lost her seat, or sat down elsewhere, is told and leaves it. Answers whether she did.
pub fn news(model: &mut Model, published: &Published, words: &Words, now: Timestamp) -> bool {
    let seen = Seen { published, words, now };
    if model.seat.is_some() {
        receive::recognise(model, seen);
    }
    let Some(seat) = model.seat.filter(|_| model.pending.is_empty()) else { return false };
    let officer = published.state.officers.get(&seat.officer);
    if let Some(counter) = seat.counter.filter(|_| officer.is_none_or(|officer| !officer.active)) {
        model.lock();
        model.toasts.bad(Said::new("desk.seat_ended").with("counter", counter));
        return true;
    }
    if officer.is_none_or(|officer| !officer.active || officer.pin_given) {
        // She does not work here any more, or somebody has given her another PIN.
        model.lock();
        model.toasts.bad(Tell::key("desk.seat_lost"));
        return true;
    }
    if let Some((counter, officer)) = seat.counter.zip(officer).filter(|(_, officer)| !may_sit(officer.role)) {
        // Her number alone: there is no counter for her any more.
        model.lock();
        model.sign_in.counter.clear();
        let role = seen.get(super::reason::role_key(officer.role));
        model.toasts.bad(Said::new("desk.seat_not_hers").with("counter", counter).with("role", role));
        return true;
    }
    settings::demoted(model, seen);
    let hers = |counter: &&Counter| counter.officer == Some(seat.officer) && counter.station != Station::Closed;
    let moved = published.state.counters.values().find(hers).map(|counter| counter.id);
    if let (Some(was), Some(is)) = (seat.counter, moved.filter(|moved| seat.counter != Some(*moved))) {
        model.lock();
        model.toasts.bad(Said::new("desk.seat_moved").with("counter", is).with("was", was));
        return true;
    }
    let sits = seat.counter.and_then(|id| published.state.counters.get(&id)?.officer);
    let (Some(counter), Some(sits)) = (seat.counter, sits.filter(|sits| *sits != seat.officer)) else { return false };
    model.lock();
    let name = super::reason::officer(sits, seen);
    model.toasts.bad(Said::new("desk.seat_taken").with("counter", counter).with("name", name));
    true
}

fn key(model: &mut Model, chord: Chord, seen: Seen<'_>) -> Vec<Effect> {
    let context = model.context();
    if let Some(binding) = keymap::find(context, chord) {
        return act(model, binding.action, seen);
    }
    if context == Context::Menu
        && let Some(character) = chord.command_key().written()
    {
        return floats::choose_by_key(model, character, seen);
    }
    if !context.takes_text() {
        return Vec::new();
    }
    if model.floats.is_empty() && model.seat.is_some() {
        return pages::key(model, chord, seen);
    }
    if let (Some(Float::Ask(ask)), Some(letter)) = (model.floats.last_mut(), chord.written())
        && ask.asked.is_words()
    {
        ask.field.compose(&mut model.typing, letter);
        return Vec::new();
    }
    if takes_digits(model) && chord.written().is_some_and(|letter| !letter.is_ascii_digit()) {
        return Vec::new();
    }
    let Some(field) = field(model) else { return Vec::new() };
    let before = field.clone();
    edit(field, chord);
    let changed = field.text() != before.text();
    if changed {
        after_typing(model);
    }
    Vec::new()
}

/// Text that is no key: an input method's, or pasted.
fn typed(model: &mut Model, text: &str, seen: Seen<'_>) -> Vec<Effect> {
    if model.floats.is_empty() && model.seat.is_some() {
        return pages::typed(model, text, seen);
    }
    let digits = || text.chars().filter(char::is_ascii_digit).collect();
    let text = if takes_digits(model) { digits() } else { text.to_owned() };
    let Some(field) = field(model) else { return Vec::new() };
    if !field.insert(&text) {
        model.toasts.bad(Tell::key("desk.paste_cut"));
    }
    after_typing(model);
    Vec::new()
}

fn edit(field: &mut Field, chord: Chord) {
    match (chord.written(), chord.key) {
        (Some(character), _) => {
            field.insert(character.encode_utf8(&mut [0; 4]));
        }
        (None, Key::Backspace) => field.backspace(),
        (None, Key::Delete) => field.delete(),
        (None, Key::Left) => field.left(),
        (None, Key::Right) => field.right(),
        (None, Key::Home) => field.home(),
        (None, Key::End) => field.end(),
        (None, Key::Char('u')) if chord.ctrl => field.clear(),
        _ => {}
    }
}

/// The field with the caret.
fn field(model: &mut Model) -> Option<&mut Field> {
    match model.floats.last_mut() {
        Some(Float::Ask(ask)) => return Some(&mut ask.field),
        Some(Float::Finder(finder)) => return Some(&mut finder.field),
        Some(_) => return None,
        None => {}
    }
    if model.seat.is_none() {
        return Some(model.sign_in.field());
    }
    None
}

/// Whether that field is a number or a PIN: keys that were meant for something else leave nothing in it.
fn takes_digits(model: &Model) -> bool {
    match model.floats.last() {
        Some(Float::Ask(ask)) => ask.asked.is_secret(),
        Some(_) => false,
        None => model.seat.is_none(),
    }
}

/// The text of the field with the caret has changed.
fn after_typing(model: &mut Model) {
    if let Some(Float::Finder(finder)) = model.floats.last_mut() {
        finder.list = List::default();
    } else if model.seat.is_none() && model.floats.is_empty() {
        sign_in::changed(model);
    }
}

fn pointer(model: &mut Model, act_: Pointer, col: u16, row: u16, seen: Seen<'_>) -> Vec<Effect> {
    match act_ {
        Pointer::WheelUp => act(model, Action::Up, seen),
        Pointer::WheelDown => act(model, Action::Down, seen),
        Pointer::Press => {
            let inside = |area: &ratatui::layout::Rect| area.contains(ratatui::layout::Position::new(col, row));
            let hit = model.hits.iter().rev().find(|(area, _)| inside(area)).map(|(_, hit)| *hit);
            match hit {
                Some(Hit::Act(action)) => act(model, action, seen),
                Some(Hit::Row(at)) => {
                    if let Some(list) = bar::list(model) {
                        list.at = at;
                    }
                    bar::pick(model);
                    if matches!(model.context(), Context::Menu) { floats::choose(model, at, seen) } else { Vec::new() }
                }
                None => Vec::new(),
            }
        }
        Pointer::Drag | Pointer::Release | Pointer::OtherPress => Vec::new(),
    }
}

/// Does what a key, a hint or the palette asks for.
fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    if matches!(action, Action::Back | Action::No) {
        model.toasts.dismiss();
    }
    if model.floats.is_empty() {
        if let Some(why) = model.refused_now(action).cloned() {
            model.toasts.bad(why);
            return Vec::new();
        }
        if model.seat.is_some()
            && let Some(effects) = pages::act(model, action, seen)
        {
            return effects;
        }
    }
    match action {
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            bar::go(model, action, seen)
        }
        Action::Back if model.seat.is_none() && model.floats.is_empty() => sign_in::give_up(model),
        Action::Back | Action::No => back(model),
        Action::Choose if model.seat.is_none() && model.floats.is_empty() => sign_in::choose(model, seen),
        Action::Choose | Action::Yes | Action::Toggle if !model.floats.is_empty() => floats::act(model, action, seen),
        Action::NextField | Action::PreviousField if model.seat.is_none() => sign_in::step(model, action),
        Action::Help => finder(model, Kind::Help),
        Action::Palette => finder(model, Kind::Palette),
        Action::Said => said(model, seen),
        Action::Staffing => staffing::open(model, seen),
        Action::Language => {
            model.language = if model.language == Language::Vi { Language::En } else { Language::Vi };
            Vec::new()
        }
        Action::Mouse => {
            model.mouse = !model.mouse;
            model.toasts.good(Tell::key(if model.mouse { "desk.mouse_on" } else { "desk.mouse_off" }), seen.moment());
            Vec::new()
        }
        Action::Typing => {
            model.typing.method = model.typing.method.next();
            model.toasts.good(Tell::key(typing_key(model.typing.method)), seen.moment());
            Vec::new()
        }
        Action::Redraw => vec![Effect::Redraw],
        Action::Quit => leaving::leave(model, Decided::Quit, seen),
        Action::SignOut => leaving::leave(model, Decided::SignOut, seen),
        Action::Resume => left::open(model, seen),
        Action::Counters => show(model, Screen::Counters(List::default())),
        Action::Queues => show(model, Screen::Queues),
        Action::Settings => show(model, Screen::Settings),
        Action::Wall => show(model, Screen::Wall),
        Action::Cash => show(model, Screen::Cash(List::default())),
        Action::Place => queues::ask_place(model),
        Action::Replay => overview::ask_past(model, seen),
        action => desk::act(model, action, seen),
    }
}

fn typing_key(method: Method) -> &'static str {
    match method {
        Method::Off => "desk.typing_off",
        Method::Telex => "desk.typing_telex",
        Method::Vni => "desk.typing_vni",
    }
}

/// One level up; what was typed stays where it was.
fn back(model: &mut Model) -> Vec<Effect> {
    if model.floats.pop().is_none() && !model.is_at_home() {
        model.screens.pop();
    }
    Vec::new()
}

fn show(model: &mut Model, screen: Screen) -> Vec<Effect> {
    model.floats.clear();
    model.toasts.dismiss();
    let is_it = |shown: &Screen| std::mem::discriminant(shown) == std::mem::discriminant(&screen);
    let base = model.base();
    if model.screens[..base].iter().any(is_it) {
        model.screens.truncate(base);
        return Vec::new();
    }
    let mut place = 0;
    model.screens.retain(|shown| {
        place += 1;
        place <= base || !is_it(shown)
    });
    model.screens.push(screen);
    Vec::new()
}

fn finder(model: &mut Model, kind: Kind) -> Vec<Effect> {
    let context = model.screen_context();
    let looks = model.seat.is_some_and(|seat| seat.looks);
    let mut never = if looks { NOT_WHERE_ONE_LOOKS.to_vec() } else { Vec::new() };
    // Her role keeps it from her, whatever happens.
    never.extend(model.blocked(Action::Wall).map(|_| Action::Wall));
    model.floats.push(Float::Finder(Finder::new(kind, context, never)));
    Vec::new()
}

/// What was said in this session, to be read again.
fn said(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let mut lines = model.toasts.said(seen);
    if lines.is_empty() {
        lines.push(seen.get("desk.said_nothing").to_owned());
    }
    model.floats.push(Float::Note(Note { title: "desk.said_title", lines, list: List::default() }));
    Vec::new()
}
