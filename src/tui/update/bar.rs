//! The bar that the arrows move: over which list it is, how long that is, and what it rests on.

use super::pages;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;

/// More lines than any page that is read from top to bottom.
const SCROLL_MAX: usize = 10_000;

/// The list under the arrows.
pub(super) fn list(model: &mut Model) -> Option<&mut List> {
    if model.floats.is_empty() && !model.screens.is_empty() {
        return pages::list(model);
    }
    match model.floats.last_mut() {
        Some(Float::Menu(menu)) => Some(&mut menu.list),
        Some(Float::Finder(finder)) => Some(&mut finder.list),
        Some(Float::Note(note)) => Some(&mut note.list),
        Some(Float::Ask(_) | Float::Confirm(_)) => None,
        None => Some(&mut model.queue),
    }
}

/// How many rows it has.
fn len(model: &Model, seen: Seen<'_>) -> usize {
    match model.floats.last() {
        Some(Float::Menu(menu)) => return menu.items.len(),
        Some(Float::Finder(finder)) => return finder.rows(seen).len(),
        Some(Float::Note(_)) => return SCROLL_MAX,
        Some(Float::Ask(_) | Float::Confirm(_)) => return 0,
        None => {}
    }
    match model.screens.last() {
        None => model.sight.queue.len(),
        Some(Screen::Counters(_)) => seen.state().counters.len(),
        Some(Screen::Queues) => model.pages.queues.rows.len(),
        Some(Screen::Settings) => model.pages.settings.len(seen),
        Some(_) => 0,
    }
}

/// Moves the bar.
pub(super) fn go(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    let len = len(model, seen);
    if let Some(list) = list(model) {
        list.go(action, len);
    }
    pick(model);
    Vec::new()
}

/// On the desk the bar now stays with the ticket it is on; at the top it stays at the top.
pub(super) fn pick(model: &mut Model) {
    match model.screens.last() {
        Some(Screen::Dossiers) if model.floats.is_empty() => model.pages.listing.pick(),
        Some(Screen::Queues) if model.floats.is_empty() => model.pages.queues.pick(),
        _ => {}
    }
    if model.floats.is_empty() && model.screens.is_empty() {
        model.picked = if model.queue.at == 0 { None } else { crate::tui::sight::selected(model) };
    }
}
