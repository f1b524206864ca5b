//! Which screens an account shows.

use super::App;
use super::desk::Desk;
use super::display::Viewer;
use super::pins::Pins;
use super::ssh::{Admitted, Screens};
use crate::domain::account::Account;
use crate::engine::Hub;
use crate::tui::displays::Kind;
use crate::tui::model::Home;
use crate::tui::theme::Theme;
use std::sync::Arc;

/// The screens of every account over `hub`.
pub fn all(hub: &Hub, pins: &Pins) -> Arc<Screens> {
    let (hub, pins) = (hub.clone(), pins.clone());
    Arc::new(move |who: &Admitted, wake| -> Box<dyn App + Send> {
        let language = hub.now_published().state.centre.language;
        let display = match who.account {
            // A supervisor who says who she is can open its lines; a display cannot.
            Account::Wall if who.officer.is_none() => Some(Kind::Wall),
            Account::Board => Some(Kind::Board),
            _ => None,
        };
        if let Some(kind) = display {
            return Box::new(Viewer::new(kind, hub.clone(), language, Theme::ansi(), wake));
        }
        let mut desk = Desk::new(hub.clone(), language, Theme::ansi(), wake, pins.clone(), who.place);
        let officer = who.officer.as_ref().map(|officer| officer.id);
        if who.place.is_some() && who.account != Account::Wall {
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
