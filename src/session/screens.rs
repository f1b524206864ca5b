//! Which screens an account shows.

use super::App;
use super::attached::Attached;
use super::desk::Desk;
use super::display::Viewer;
use super::drafts::Unsaved;
use super::keeper::Keeper;
use super::kiosk::Stand;
use super::kiosk::once::Once;
use super::kiosk::shown::Shown;
use super::papers::Papers;
use super::pins::Pins;
use super::rating::Rater;
use super::replay::Telling;
use super::ssh::{Admitted, Screens};
use super::tongues::Tongues;
use crate::announce::Announcer;
use crate::domain::account::Account;
use crate::domain::kiosk::Terms;
use crate::engine::Hub;
use crate::print::Printer;
use crate::tui::displays::Kind;
use crate::tui::model::Home;
use crate::tui::theme::Theme;
use std::sync::Arc;

/// What the screens of a hub share besides the hub itself.
#[derive(Clone, Default)]
pub struct Fittings {
    /// The screens that are open.
    pub attached: Attached,
    /// How the kiosks work.
    pub kiosk: Terms,
    /// The cards that have a number today.
    pub once: Once,
    /// The printer of the slips.
    pub printer: Printer,
    /// Whoever calls aloud.
    pub announcer: Announcer,
    /// Whoever keeps the settings besides the journal.
    pub keeper: Option<Arc<dyn Keeper>>,
    /// Whoever makes papers of dossiers.
    pub papers: Option<Arc<dyn Papers>>,
    /// How the events of a past day are told.
    pub telling: Option<Telling>,
    /// What was typed and not saved.
    pub drafts: Unsaved,
    /// The languages that were chosen at screens which come back by themselves.
    pub tongues: Tongues,
    /// The numbers that stand at kiosks.
    pub shown: Shown,
}

/// The screens of every account over `hub`, with nothing fitted but what every hub has.
pub fn all(hub: &Hub, pins: &Pins) -> Arc<Screens> {
    fitted(hub, pins, &Fittings::default())
}

/// The screens of every account over `hub`.
pub fn fitted(hub: &Hub, pins: &Pins, fittings: &Fittings) -> Arc<Screens> {
    let (hub, pins, fittings) = (hub.clone(), pins.clone(), fittings.clone());
    Arc::new(move |who: &Admitted, wake| -> Box<dyn App + Send> {
        fittings.attached.came(wake);
        let tongue = fittings.tongues.of(who.screen.as_deref());
        // What was asked for when the screen was opened is older than what was chosen at it.
        let language = tongue.spoken().or(who.language).unwrap_or(hub.now_published().state.centre.language);
        let display = match who.account {
            // A supervisor who says who she is can open its lines, and do no more there; a display cannot.
            Account::Wall if who.officer.is_none() => Some(Kind::Wall),
            Account::Board => Some(Kind::Board),
            _ => None,
        };
        if let Some(kind) = display {
            return Box::new(
                Viewer::new(kind, hub.clone(), language, Theme::ansi(), wake)
                    .hearing(&fittings.announcer)
                    .speaking(tongue)
                    .staying(who.key.is_some()),
            );
        }
        if let Account::Rate(counter) = who.account {
            let rater = Rater::new(counter, hub.clone(), language, wake, who.key.is_some());
            return Box::new(rater.speaking(tongue));
        }
        if who.account == Account::Kiosk {
            let stand = Stand::new(hub.clone(), language, wake, pins.clone(), who.place, &fittings);
            return Box::new(stand.showing(fittings.shown.of(who.screen.as_deref())));
        }
        let mut desk = Desk::new(hub.clone(), language, Theme::ansi(), wake, pins.clone(), who.place);
        desk.opened_as(who.account);
        desk.speak(tongue);
        desk.keep_drafts_in(&fittings.drafts);
        if let Some(keeper) = &fittings.keeper {
            desk.keep_settings(keeper);
        }
        if let Some(papers) = &fittings.papers {
            desk.make_papers(papers);
        }
        if let Some(telling) = fittings.telling {
            desk.look_back(telling);
        }
        let officer = who.officer.as_ref().map(|officer| officer.id);
        if who.place.is_some() {
            desk.lock_when_idle();
        }
        match who.account {
            Account::Counter(counter) => desk.begin(Some(counter), officer, None),
            Account::Wall => desk.begin(None, officer, Some(Home::Wall)),
            _ => desk.begin(None, officer, None),
        }
        Box::new(desk)
    })
}
