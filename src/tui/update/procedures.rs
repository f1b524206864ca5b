//! What keys do in the catalogue.

use super::show;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Screen};
use crate::tui::pages::leaf::ProcedurePage;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;

pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    model.pages.browsing.query.offer_again();
    show(model, Screen::Procedures)
}

/// The text has changed: the best hit is the first one.
pub(super) fn changed(model: &mut Model) -> Vec<Effect> {
    model.pages.browsing.list = List::default();
    Vec::new()
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let browsing = &mut model.pages.browsing;
    let len = browsing.hits.len();
    if browsing.list.go(action, len) {
        return Some(Vec::new());
    }
    if action != Action::Choose {
        return None;
    }
    let chosen = browsing.selected(seen).map(|procedure| procedure.key().to_owned());
    Some(match chosen {
        Some(key) => show(model, Screen::Procedure(ProcedurePage { key, scroll: List::default() })),
        None => Vec::new(),
    })
}
