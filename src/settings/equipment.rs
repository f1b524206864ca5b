//! The sections about what stands in the waiting room: kiosks, their printer, the voice that calls.

use super::read::{MINUTES_MAX, section};
use super::section::{Faults, Section};
use crate::domain::kiosk::Terms;

/// What stands in the waiting room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Equipment {
    /// How the kiosks work.
    pub kiosk: Terms,
}

pub(super) fn read(root: Section<'_>, faults: &mut Faults<'_>) -> Equipment {
    Equipment { kiosk: kiosk(root, faults) }
}

fn kiosk(root: Section<'_>, faults: &mut Faults<'_>) -> Terms {
    let usual = Terms::default();
    let Some(kiosk) = section(root, "kiosk", &["visit_minutes", "ask_priority", "scan_cards"], faults) else {
        return usual;
    };
    let minutes = kiosk.number("visit_minutes", 1..=MINUTES_MAX, faults);
    Terms {
        visit_s: minutes.map_or(usual.visit_s, |minutes| minutes * 60),
        asks_priority: kiosk.flag("ask_priority", faults).unwrap_or(usual.asks_priority),
        scans: kiosk.flag("scan_cards", faults).unwrap_or(usual.scans),
    }
}
