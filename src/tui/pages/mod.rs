//! What the screens above the desk remember between two keys, and what they make of the published state.

pub mod browsing;
pub mod choice;
pub mod citizen;
pub mod form;
pub mod leaf;
pub mod listing;
pub mod names;
pub mod overview;
pub mod query;
pub mod queues;
pub mod searching;
pub mod settings;
pub mod wish;

use super::action::Action;
use super::model::{Model, Screen};
use super::seen::Seen;
use super::sight::dry_run;
use super::tell::{Said, Tell};
use crate::domain::command::Verb;
use crate::domain::ids::DossierCode;
use std::collections::BTreeMap;

/// One field for each screen; they outlive the screen, so that Esc loses nothing.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub receiving: form::Receiving,
    pub searching: searching::Searching,
    pub browsing: browsing::Browsing,
    pub listing: listing::Listing,
    pub queues: queues::Queues,
    pub overview: overview::Overview,
    pub settings: settings::Settings,
    pub names: names::Names,
    /// The code that was scanned last and is looked for in the archive.
    pub scanned: Option<DossierCode>,
    /// What may not be done with the dossier in front, and why.
    pub barred: BTreeMap<Action, Tell>,
}

/// Brings the screen in front up to what is published.
pub(super) fn look(model: &mut Model, seen: Seen<'_>) {
    let seat = model.seat;
    let pages = &mut model.pages;
    match model.screens.last() {
        Some(Screen::Receive) => pages.receiving.look(seat, seen),
        Some(Screen::Search) => {
            pages.names.follow(seen.published);
            pages.searching.look(&pages.names, seen);
        }
        Some(Screen::Procedures) => pages.browsing.look(seen),
        Some(Screen::Wall) => pages.overview.look(seen),
        Some(Screen::Dossiers) => {
            pages.names.follow(seen.published);
            pages.listing.look(&pages.names, seen);
        }
        _ => {}
    }
    model.pages.barred = barred(model, seen);
}

/// The dossier under the bar, or on the page in front.
pub(super) fn dossier_in_front(model: &Model) -> Option<DossierCode> {
    match model.screens.last() {
        Some(Screen::Dossiers) => model.pages.listing.selected().cloned(),
        Some(Screen::Dossier(page)) => Some(page.code.clone()),
        _ => None,
    }
}

fn barred(model: &Model, seen: Seen<'_>) -> BTreeMap<Action, Tell> {
    let mut barred = BTreeMap::new();
    let (Some(seat), Some(Screen::Dossiers | Screen::Dossier(_))) = (model.seat, model.screens.last()) else {
        return barred;
    };
    let Some(code) = dossier_in_front(model) else {
        for action in [Action::FinishDossier, Action::ReturnDossier, Action::Copy] {
            barred.insert(action, Tell::Said(Said::new("dossiers.none_selected")));
        }
        return barred;
    };
    let wishes = [
        (Action::FinishDossier, Verb::FinishDossier(code.clone())),
        (Action::ReturnDossier, Verb::ReturnDossier(code)),
    ];
    for (action, verb) in wishes {
        if let Err(refusal) = dry_run(seat, verb, seen) {
            barred.insert(action, Tell::Refusal(refusal));
        }
    }
    barred
}
