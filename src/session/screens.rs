//! Which screens an account shows.

use super::App;
use super::desk::Desk;
use super::display::Viewer;
use super::pins::Pins;
use super::ssh::{Admitted, Screens};
use crate::domain::account::Account;
use crate::engine::Hub;
use crate::tui::displays::Kind;
use crate::tui::theme::Theme;
use std::sync::Arc;

/// The screens of every account over `hub`.
pub fn all(hub: &Hub, pins: &Pins) -> Arc<Screens> {
    let (hub, pins) = (hub.clone(), pins.clone());
    Arc::new(move |who: &Admitted, wake| -> Box<dyn App + Send> {
        let language = who.language.unwrap_or(hub.now_published().state.centre.language);
        let display = match who.account {
            Account::Wall => Some(Kind::Wall),
            Account::Board => Some(Kind::Board),
            _ => None,
        };
        if let Some(kind) = display {
            return Box::new(Viewer::new(kind, hub.clone(), language, Theme::ansi(), wake));
        }
        let mut desk = Desk::new(hub.clone(), language, Theme::ansi(), wake, pins.clone(), who.place);
        let officer = who.officer.as_ref().map(|officer| officer.id);
        match who.account {
            Account::Counter(counter) => desk.begin(Some(counter), officer),
            _ => desk.begin(None, officer),
        }
        Box::new(desk)
    })
}
