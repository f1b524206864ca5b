//! What the screens above the desk remember between two keys, and what they make of the published state.

pub mod browsing;
pub mod choice;
pub mod citizen;
pub mod correcting;
pub mod counting;
pub mod dossier_act;
pub mod dossier_step;
pub mod form;
pub mod leaf;
pub mod listing;
pub mod names;
pub mod overview;
pub mod planning;
pub mod query;
pub mod queues;
pub mod receiving;
pub mod searching;
pub mod settings;
pub(super) mod step_fault;
pub(super) mod step_left;
pub(super) mod visitor;
pub mod wish;

use self::dossier_act::Act;
use super::action::Action;
use super::model::{Model, Screen, Seat};
use super::seen::Seen;
use super::sight::dry_run;
use super::tell::{Said, Tell};
use crate::domain::command::Verb;
use crate::domain::dossier::Status;
use crate::domain::ids::DossierCode;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;

type BarredOf = (u64, Timestamp, Option<Seat>, Option<DossierCode>, bool);

/// One field for each screen; they outlive the screen, so that Esc loses nothing.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub receiving: receiving::Receiving,
    pub searching: searching::Searching,
    pub browsing: browsing::Browsing,
    pub listing: listing::Listing,
    pub queues: queues::Queues,
    /// A step of a dossier that is being written.
    pub step: Option<dossier_step::StepForm>,
    /// Such a form as it was left when the screen was locked or cut off, until it is opened again.
    pub left: Option<dossier_step::StepForm>,
    /// The visit of which a dossier to be received was being written then.
    pub left_receiving: Option<receiving::Left>,
    pub overview: overview::Overview,
    pub planning: planning::Planning,
    pub settings: settings::Settings,
    pub names: names::Names,
    /// How many other screens stop with this one, where the hub runs in its process.
    pub serves: Option<usize>,
    /// The code that was scanned last and is looked for in the archive.
    pub scanned: Option<DossierCode>,
    /// What may not be done with the dossier in front, and why.
    pub barred: BTreeMap<Action, Tell>,
    /// What that was asked of: the last event, the minute, who sits here, the dossier in front.
    barred_of: Option<BarredOf>,
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
            pages.listing.look(&pages.names, seat, seen);
        }
        _ => {}
    }
    for screen in &mut model.screens {
        if let Screen::Dossier(page) = screen {
            page.follow(seen);
        }
    }
    let on = matches!(model.screens.last(), Some(Screen::Dossiers | Screen::Dossier(_)));
    let of = (seen.state().seq, seen.minute(), seat, dossier_in_front(model), on);
    if model.pages.barred_of.as_ref() != Some(&of) {
        model.pages.barred = barred(model, seen);
        model.pages.barred_of = Some(of);
    }
}

/// What has a key of its own.
const ACTS: [(Action, Act); 6] = [
    (Action::Take, Act::Take),
    (Action::Give, Act::Give),
    (Action::Supplement, Act::AskSupplement),
    (Action::Extend, Act::Propose),
    (Action::Escalate, Act::Escalate),
    (Action::Pay, Act::Pay),
];

/// The dossier under the bar, or on the page in front.
pub(super) fn dossier_in_front(model: &Model) -> Option<DossierCode> {
    match model.screens.last() {
        Some(Screen::Dossiers) => model.pages.listing.selected().cloned(),
        Some(Screen::Dossier(page)) => Some(page.code.clone()),
        _ => None,
    }
}

/// What brings the dossier of the page in front back from the archive, where the archive has it.
pub(super) fn bring_back(model: &Model) -> Option<Verb> {
    let Some(Screen::Dossier(page)) = model.screens.last() else { return None };
    let archived = page.archived.as_ref().map(|found| Box::new(found.0.clone()))?;
    Some(Verb::BringBack { dossier: page.code.clone(), archived: Some(archived) })
}

fn barred(model: &Model, seen: Seen<'_>) -> BTreeMap<Action, Tell> {
    let mut barred = BTreeMap::new();
    let (Some(seat), Some(Screen::Dossiers | Screen::Dossier(_))) = (model.seat, model.screens.last()) else {
        return barred;
    };
    let Some(code) = dossier_in_front(model) else {
        for action in [Action::FinishDossier, Action::ReturnDossier, Action::Copy, Action::Acts] {
            barred.insert(action, Tell::Said(Said::new("dossiers.none_selected")));
        }
        for (action, _) in ACTS {
            barred.insert(action, Tell::Said(Said::new("dossiers.none_selected")));
        }
        return barred;
    };
    let Some(dossier) = seen.state().dossiers.get(&code) else {
        // What is in the archive only lives no more, unless it is brought back.
        for (action, _) in ACTS {
            barred.insert(action, Tell::Said(Said::new("dossiers.gone")));
        }
        match bring_back(model).map(|verb| dry_run(seat, verb, seen)) {
            Some(Ok(())) => {}
            Some(Err(refusal)) => {
                barred.insert(Action::Acts, Tell::Refusal(refusal));
            }
            None => {
                barred.insert(Action::Acts, Tell::Said(Said::new("dossiers.gone")));
            }
        }
        return barred;
    };
    for (action, act) in ACTS {
        let act = if action == Action::Supplement && dossier.status == Status::SupplementAsked {
            Act::Supplemented
        } else {
            act
        };
        if let Err(refusal) = act.may(dossier, seat, seen) {
            barred.insert(action, Tell::Refusal(refusal));
        }
    }
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
