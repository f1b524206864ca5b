//! What keys do in the form of a dossier.

use super::{citizen, edit, show, unticked};
use crate::domain::dossier::{Channel, is_long_ago};
use crate::domain::ids::DossierCode;
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::input::{Chord, Key};
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::form::{Form, Stop, channel_key};
use crate::tui::pages::receiving::Left;
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::list::List;
use crate::tui::parts::note::Note;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

const KINDS: [ApplicantKind; 3] = [ApplicantKind::Citizen, ApplicantKind::Organisation, ApplicantKind::Enterprise];
const CHANNELS: [Channel; 3] = [Channel::InPerson, Channel::Post, Channel::Online];

/// Opens the form of the visit in front as it was left, with this procedure where one was chosen.
pub(super) fn open(model: &mut Model, procedure: Option<&str>, seen: Seen<'_>) -> Vec<Effect> {
    let form = model.pages.receiving.open(model.seat, seen);
    if let Some(key) = procedure {
        form.choose(key, seen);
        if form.focus == Stop::Procedure {
            after_procedure(form, seen);
        }
    }
    show(model, Screen::Receive)
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    if action == Action::Back {
        let form = model.pages.receiving.form_mut().filter(|form| form.saving.is_none());
        if form.is_some_and(|form| form.choice.restore()) {
            return Some(Vec::new());
        }
        return Some(leave(model, seen));
    }
    let form = model.pages.receiving.form_mut()?;
    let was = form.focus;
    match action {
        Action::Explain => return Some(explain(model, seen)),
        _ if form.saving.is_some() => {
            let changes = matches!(action, Action::Save | Action::Clear | Action::Choose | Action::NextField);
            return changes.then(Vec::new);
        }
        Action::OtherDraft => return Some(turn(model, seen)),
        Action::Save => {
            if form.focus == Stop::Procedure && form.choice.picked.is_none() && form.choice.is_meant() {
                return Some(pick_and_save(model, seen));
            }
            return Some(save(model, false, seen));
        }
        Action::Choose if form.focus == Stop::Save => return Some(save(model, false, seen)),
        Action::Choose | Action::NextField => {
            if let Some(why) = advance(form, action, seen) {
                model.toasts.bad(why);
            }
        }
        Action::PreviousField => form.step(true, seen),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown => walk(form, action, seen),
        Action::Clear if form.take_back() => model.toasts.good(Tell::key("form.restored"), seen.now),
        Action::Clear => {
            let key = if form.empty(seen) { "form.emptied" } else { "form.restored" };
            model.toasts.good(Tell::key(key), seen.now);
        }
        _ => return None,
    }
    let left = was == Stop::IdNumber && form.focus != was;
    let named = was == Stop::Name && form.focus != was;
    if named {
        meet(model, true, seen);
    }
    Some(if left { citizen::typed(model, true, seen) } else { Vec::new() })
}

/// Enter picks what is under the bar where she has said what she looks for: one that comes with a scan says nothing. Tab
/// does so only where something was typed, so that it can pass by. Answers why nothing was picked.
fn advance(form: &mut Form, action: Action, seen: Seen<'_>) -> Option<Said> {
    if form.focus == Stop::Procedure && form.choice.picked.is_none() {
        let typed = form.choice.query.text().trim().to_owned();
        if action == Action::Choose && !form.choice.is_meant() {
            return Some(Said::new("form.procedure_which"));
        }
        if (action == Action::Choose || !typed.is_empty()) && !form.pick(seen) && !typed.is_empty() {
            return Some(Said::new("form.procedure_none").with("text", typed));
        }
        if form.choice.picked.is_some() {
            after_procedure(form, seen);
            return None;
        }
    }
    form.step(false, seen);
    None
}

/// The procedure is chosen: what a card has filled in already is passed by.
fn after_procedure(form: &mut Form, seen: Seen<'_>) {
    if form.card.is_some() { form.go_on(seen) } else { form.step(false, seen) }
}

/// The draft of somebody else is in front, and this one is kept in its place.
fn turn(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    if !model.pages.receiving.turn(seen) {
        model.toasts.bad(Tell::key("form.no_other"));
        return Vec::new();
    }
    model.toasts.dismiss();
    let whose = model.pages.receiving.form().map(|form| form.whose().to_owned()).unwrap_or_default();
    model.toasts.good(Said::new("form.other_back").with("name", whose).into(), seen.now);
    Vec::new()
}

/// Arrows move in the list where there is one, and between the fields where there is none.
fn walk(form: &mut Form, action: Action, seen: Seen<'_>) {
    let back = matches!(action, Action::Up | Action::PageUp);
    match form.focus {
        Stop::Procedure if form.choice.picked.is_none() => {
            form.choice.list.go(action, form.choice.hits.len());
            form.choice.walked = true;
        }
        Stop::Papers => {
            let last = form.asked(seen).len().saturating_sub(1);
            match (back, form.papers.at) {
                (true, 0) => form.step(true, seen),
                (true, at) => form.papers.go(at - 1),
                (false, at) if at >= last => form.step(false, seen),
                (false, at) => form.papers.go(at + 1),
            }
        }
        _ => form.step(back, seen),
    }
}

pub(super) fn key(model: &mut Model, chord: Chord, seen: Seen<'_>) -> Vec<Effect> {
    let typing = &mut model.typing;
    let Some(form) = model.pages.receiving.form_mut().filter(|form| form.saving.is_none()) else { return Vec::new() };
    form.checking = false;
    let forward = match (chord.written(), chord.key) {
        (Some(' '), _) | (None, Key::Right) => Some(true),
        (None, Key::Left) => Some(false),
        _ => None,
    };
    match form.focus {
        Stop::Procedure => type_procedure(form, chord),
        Stop::Kind => {
            let words = KINDS.map(|kind| seen.get(kind.key()));
            form.kind = chosen(&KINDS, &words, form.kind, forward, chord);
        }
        Stop::Channel => {
            let words = CHANNELS.map(|channel| seen.get(channel_key(channel)));
            form.channel = chosen(&CHANNELS, &words, form.channel, forward, chord);
        }
        Stop::Papers => {
            let names = form.asked(seen).to_vec();
            form.papers.key(chord, &names);
        }
        Stop::Save => {}
        stop => {
            let replaces = chord.written().is_some() || matches!(chord.key, Key::Backspace | Key::Delete);
            let words = form.focus.is_words();
            match chord.written().filter(|_| words) {
                Some(letter) => {
                    form.touch(true).compose(typing, letter);
                }
                None => edit(form.touch(replaces), chord),
            }
            match stop {
                Stop::IdNumber => return citizen::typed(model, false, seen),
                Stop::Name => meet(model, false, seen),
                _ => {}
            }
        }
    }
    Vec::new()
}

/// Another name than that of whoever handed in the last dossier: what is known of her goes, and that is said.
fn meet(model: &mut Model, is_whole: bool, seen: Seen<'_>) {
    let emptied = model.pages.receiving.form_mut().is_some_and(|form| form.meet(is_whole));
    if emptied {
        model.toasts.dismiss();
        model.toasts.good(Tell::key("form.another_name"), seen.now);
    }
}

/// Typing over a procedure that was picked begins a new search; Backspace goes back to the one it was found by.
fn type_procedure(form: &mut Form, chord: Chord) {
    let choice = &mut form.choice;
    if chord.written().is_some() {
        edit(choice.touch(), chord);
    } else if choice.picked.is_some() {
        if matches!(chord.key, Key::Backspace | Key::Delete) {
            choice.look_again();
            choice.query.field.end();
        }
    } else {
        let before = choice.query.text().to_owned();
        edit(&mut choice.query.field, chord);
        if choice.query.text() != before {
            choice.list = List::default();
        }
    }
}

/// The value after (or before) `now`, or the one whose word begins with the letter that was typed.
fn chosen<T: Copy + PartialEq>(all: &[T], words: &[&str], now: T, forward: Option<bool>, chord: Chord) -> T {
    let at = all.iter().position(|value| *value == now).unwrap_or(0);
    let at = match forward {
        Some(true) => (at + 1) % all.len(),
        Some(false) => (at + all.len() - 1) % all.len(),
        None => {
            let letter = chord.command_key().written();
            let begins = |word: &&str| letter.is_some_and(|letter| fold(word).starts_with(letter));
            // From the next one on, so that the same letter goes through all that begin with it.
            (1..=all.len()).map(|by| (at + by) % all.len()).find(|at| begins(&words[*at])).unwrap_or(at)
        }
    };
    all[at]
}

/// False when the end of it did not fit.
pub(super) fn typed(model: &mut Model, text: &str, seen: Seen<'_>) -> bool {
    let Some(form) = model.pages.receiving.form_mut().filter(|form| form.saving.is_none()) else { return true };
    let whole = match form.focus {
        Stop::Procedure => form.choice.touch().insert_up_to(text, form.focus.longest()),
        stop if stop.is_typed() => form.touch(true).insert_up_to(text, stop.longest()),
        _ => true,
    };
    if form.focus == Stop::Name {
        meet(model, false, seen);
    }
    whole
}

/// Esc keeps what was typed, and says so where there is something to keep.
fn leave(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    model.screens.pop();
    if model.pages.receiving.form().is_some_and(|form| form.saving.is_none() && !form.is_fresh(seen)) {
        model.toasts.good(Tell::key("form.draft_kept"), seen.now);
    }
    Vec::new()
}

/// Save with the bar on a procedure means that one. Where nothing is asked before it is saved, it is shown first.
fn pick_and_save(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = model.pages.receiving.form_mut() else { return Vec::new() };
    if let Some(why) = advance(form, Action::Choose, seen) {
        model.toasts.bad(why);
        return Vec::new();
    }
    if !form.asked(seen).is_empty() {
        return save(model, false, seen);
    }
    form.focus = Stop::Save;
    let procedure = form.choice.procedure(seen).map(|procedure| procedure.short().to_owned()).unwrap_or_default();
    model.toasts.good(Said::new("form.picked").with("procedure", procedure).into(), seen.now);
    Vec::new()
}

/// A number that is known under another name is asked about once more, unless she is `sure`.
pub(super) fn save(model: &mut Model, sure: bool, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    let front = seat.front(seen.state()).map(|ticket| ticket.number);
    let Some(form) = model.pages.receiving.form_mut() else { return Vec::new() };
    if form.ticket != front {
        model.pages.receiving.follow_front(front);
        model.toasts.bad(match front {
            Some(ticket) => Said::new("form.front_changed").with("ticket", ticket),
            None => Said::new("form.front_gone"),
        });
        return Vec::new();
    }
    let _ = form.meet(true);
    match form.wish(seat, seen) {
        Ok((verb, person)) => {
            if let Some(question) = unticked::question(form, seen) {
                model.floats.push(question);
                return Vec::new();
            }
            let long_ago = form.received(seen).filter(|at| !form.long_ago_meant && is_long_ago(*at, seen.now));
            if let Some(at) = long_ago {
                let at = at.local().format("%H:%M %d/%m/%Y").to_string();
                let question = Said::new("form.confirm_long_ago").with("at", at);
                model.floats.push(Float::Confirm(Confirm::new(question, Decided::LongAgo)));
                return Vec::new();
            }
            if let (false, Some(person)) = (sure, &person) {
                if let Some(known) = form.number_of_another(person, seen) {
                    let question = Said::new("form.confirm_another").with("known", known).with("name", &person.name);
                    model.floats.push(Float::Confirm(Confirm::new(question, Decided::SureReceive)));
                    return Vec::new();
                }
                if let Some(number) = form.to_look_up(person, seen) {
                    form.looked_up = Some(number.clone());
                    form.checking = true;
                    return vec![Effect::WhoIs(number)];
                }
            }
            let effects = model.submit(verb, person);
            if let (Some(Effect::Submit { tag, .. }), Some(form)) = (effects.first(), model.pages.receiving.form_mut())
            {
                form.saving = Some(*tag);
            }
            effects
        }
        Err(flaws) => {
            form.tried = true;
            if let Some((stop, _)) = flaws.first() {
                form.focus = *stop;
            }
            // What is wrong with a field stands beside it; the rest has no other place.
            let rest = flaws.iter().find(|(stop, _)| *stop == Stop::Save).map(|(_, tell)| tell.clone());
            model.toasts.bad(rest.unwrap_or_else(|| Said::new("form.flaws").with("n", flaws.len()).into()));
            Vec::new()
        }
    }
}

/// The receipt was as long ago as it is written.
pub(super) fn long_ago(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    if let Some(form) = model.pages.receiving.form_mut() {
        form.long_ago_meant = true;
    }
    save(model, false, seen)
}

/// The archive has said whose the number is that saving waits for.
pub(super) fn answered(model: &mut Model, id_number: &str, seen: Seen<'_>) -> Vec<Effect> {
    let in_front = matches!(model.screens.last(), Some(Screen::Receive)) && model.floats.is_empty();
    let form = model.pages.receiving.form_mut().filter(|form| in_front && form.looked_up.as_deref() == Some(id_number));
    if form.is_some_and(|form| std::mem::take(&mut form.checking)) { save(model, false, seen) } else { Vec::new() }
}

/// The form is on disk: back to the desk, which shows the dossier with the visit.
pub(super) fn done(model: &mut Model, tag: u64) {
    let in_front = matches!(model.screens.last(), Some(Screen::Receive));
    if model.pages.receiving.saved(tag) && in_front {
        model.screens.truncate(model.base());
        // A draft that gave way to this one is named on the desk again.
        model.pages.left_receiving = model.pages.receiving.form().map(|form| Left(form.ticket));
    }
}

/// Looks whether a form that was left being saved has been, and whether it is of somebody who was erased since.
pub(super) fn recognise(model: &mut Model, seen: Seen<'_>) {
    let was_open = model.pages.receiving.form().is_some();
    let saved = model.pages.receiving.recognise(seen.state());
    if model.pages.receiving.drop_erased(seen.state()) {
        model.toasts.bad(Tell::key("form.erased_meanwhile"));
    }
    let gone = was_open && model.pages.receiving.form().is_none();
    if gone && matches!(model.screens.last(), Some(Screen::Receive)) {
        model.screens.truncate(model.base());
    }
    tell_saved(model, saved, seen);
}

/// These were saved though nobody heard so.
pub(super) fn tell_saved(model: &mut Model, saved: Vec<DossierCode>, seen: Seen<'_>) {
    for code in saved {
        model.toasts.good(Said::new("form.saved_unheard").with("code", code).into(), seen.now);
    }
}

/// The form was not taken: it can be changed and saved again.
pub(super) fn not_done(model: &mut Model, tag: u64) {
    if let Some(form) = model.pages.receiving.waiting_for(tag) {
        form.saving = None;
        form.tried = true;
    }
}

fn explain(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let form = model.pages.receiving.form();
    let known = form.and_then(|form| Some((form.choice.procedure(seen)?, form.received(seen)?)));
    let Some((procedure, received)) = known else {
        model.toasts.bad(Tell::key("form.explain_what"));
        return Vec::new();
    };
    let lines = match procedure.limit {
        Some(limit) => seen.published.book.calendar.due(received, limit).explain(seen.words),
        None => vec![seen.get("form.no_limit_known").to_owned()],
    };
    model.floats.push(Float::Note(Note { title: "form.why_title", lines, list: List::default() }));
    Vec::new()
}
