//! Keys and text for the screens above the desk: to the one in front.

use super::{cash, dossier_step, dossiers, edit, overview, procedures, queues, receive, search, settings, staffing};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::input::{Chord, Key};
use crate::tui::model::{Model, Screen};
use crate::tui::pages::query::QueryLine;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Lines of a page that scrolls; the page itself knows its end when it is drawn.
const PAGE_LINES: usize = 100_000;

/// A key that is typed into the screen in front, if that takes any.
pub(super) fn key(model: &mut Model, chord: Chord, seen: Seen<'_>) -> Vec<Effect> {
    match model.screens.last() {
        Some(Screen::Receive) => receive::key(model, chord, seen),
        Some(Screen::Step) => dossier_step::key(model, chord, seen),
        Some(Screen::Search) if edit_query(&mut model.pages.searching.query, chord) => search::changed(model),
        Some(Screen::Procedures) if edit_query(&mut model.pages.browsing.query, chord) => procedures::changed(model),
        Some(Screen::Dossiers) if model.pages.listing.typing => {
            let filter = &mut model.pages.listing.filter;
            let before = filter.text().to_owned();
            edit(filter, chord);
            if *filter.text() != before {
                model.pages.listing.restart();
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Text that is no key: an input method's, or pasted.
pub(super) fn typed(model: &mut Model, text: &str, seen: Seen<'_>) -> Vec<Effect> {
    let whole = match model.screens.last() {
        Some(Screen::Receive) => receive::typed(model, text, seen),
        Some(Screen::Step) => dossier_step::typed(model, text, seen),
        Some(Screen::Search) => model.pages.searching.query.touch().insert(text),
        Some(Screen::Procedures) => model.pages.browsing.query.touch().insert(text),
        Some(Screen::Dossiers) if model.pages.listing.typing => model.pages.listing.filter.insert(text),
        _ => return Vec::new(),
    };
    if !whole {
        model.toasts.bad(Tell::key("desk.paste_cut"));
    }
    match model.screens.last() {
        Some(Screen::Search) => search::changed(model),
        Some(Screen::Procedures) => procedures::changed(model),
        Some(Screen::Dossiers) => {
            model.pages.listing.restart();
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Changes the line as the key says; what stood there from last time goes with the first letter. True when the text
/// is another one now.
fn edit_query(query: &mut QueryLine, chord: Chord) -> bool {
    let before = query.text().to_owned();
    let replaces = chord.written().is_some() || matches!(chord.key, Key::Backspace | Key::Delete);
    if replaces {
        query.touch();
    }
    query.stale = false;
    edit(&mut query.field, chord);
    query.text() != before
}

/// Does `action` on the screen in front; `None` when it is nothing special there.
pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    match action {
        Action::Receive => {
            let chosen = match model.screens.last() {
                Some(Screen::Procedure(page)) => Some(page.key.clone()),
                _ => None,
            };
            return Some(receive::open(model, chosen.as_deref(), seen));
        }
        Action::Search => return Some(search::open(model)),
        Action::Procedures => return Some(procedures::open(model)),
        Action::Dossiers => return Some(dossiers::open(model)),
        _ => {}
    }
    match model.screens.last_mut()? {
        Screen::Receive => receive::act(model, action, seen),
        Screen::Step => dossier_step::act(model, action, seen),
        Screen::Search => search::act(model, action, seen),
        Screen::Procedures => procedures::act(model, action, seen),
        Screen::Dossiers => dossiers::act(model, action, seen),
        Screen::Procedure(page) => {
            if page.scroll.go(action, PAGE_LINES) {
                return Some(Vec::new());
            }
            let code = page.key.clone();
            (action == Action::Copy).then(|| copy(model, code, seen))
        }
        Screen::Ticket(page) => {
            if page.scroll.go(action, PAGE_LINES) {
                return Some(Vec::new());
            }
            let number = page.ticket.number.to_string();
            (action == Action::Copy).then(|| copy(model, number, seen))
        }
        Screen::Dossier(page) => {
            if page.scroll.go(action, PAGE_LINES) {
                return Some(Vec::new());
            }
            dossiers::act_on_one(model, action, seen)
        }
        Screen::Queues => queues::act(model, action, seen),
        Screen::Settings => settings::act(model, action, seen),
        Screen::Wall => overview::act(model, action, seen),
        Screen::Staffing => staffing::act(model, action, seen),
        Screen::Cash(list) => {
            if list.go(action, PAGE_LINES) {
                return Some(Vec::new());
            }
            (action == Action::CloseTill).then(|| cash::close(model, seen))
        }
        Screen::Counter(page) => page.scroll.go(action, PAGE_LINES).then(Vec::new),
        Screen::Counters(_) | Screen::Place(_) => None,
    }
}

/// Puts a code on the clipboard of the person's terminal, and says so.
pub(super) fn copy(model: &mut Model, text: String, seen: Seen<'_>) -> Vec<Effect> {
    model.toasts.good(Said::new("dossiers.copied").with("code", &text).into(), seen.now);
    vec![Effect::Copy(text)]
}

/// The list under the pointer.
pub(super) fn list(model: &mut Model) -> Option<&mut List> {
    let pages = &mut model.pages;
    match model.screens.last_mut()? {
        Screen::Receive => pages.receiving.form_mut().map(|form| &mut form.choice.list),
        Screen::Search => Some(&mut pages.searching.list),
        Screen::Procedures => Some(&mut pages.browsing.list),
        Screen::Dossiers => match &mut pages.listing.aged {
            Some(aged) => Some(&mut aged.list),
            None => Some(&mut pages.listing.list),
        },
        Screen::Counters(list) => Some(list),
        Screen::Queues => Some(&mut pages.queues.list),
        Screen::Settings => Some(&mut pages.settings.list),
        Screen::Place(_)
        | Screen::Step
        | Screen::Wall
        | Screen::Staffing
        | Screen::Counter(_)
        | Screen::Cash(_)
        | Screen::Procedure(_)
        | Screen::Dossier(_)
        | Screen::Ticket(_) => None,
    }
}
