//! What a command says beside its answer when the clock of the hub's PC cannot be believed.

use super::answer::Objection;
use crate::domain::published::{Published, Trouble};

/// The name for programs of a clock that is too far ahead, as a refusal and as a warning.
pub(super) const AHEAD: &str = "clock_ahead";

/// What is wrong with the clock, if anything.
pub(super) fn trouble(published: &Published) -> Option<Objection> {
    let last = published.state.at.local().format("%H:%M %d/%m/%Y");
    published.troubles.iter().find_map(|trouble| match trouble {
        Trouble::ClockBehind(_) => Some(Objection::own("clock_behind", &[("last", &last)])),
        Trouble::ClockAhead(_) => Some(Objection::own(AHEAD, &[("last", &last)])),
        Trouble::ClockJumped(seconds) => Some(Objection::own("clock_jumped", &[("minutes", &(seconds / 60))])),
        Trouble::DiskFull
        | Trouble::NotSaved
        | Trouble::Damaged
        | Trouble::NotCopied
        | Trouble::PrinterGone
        | Trouble::PrinterEmpty
        | Trouble::VoiceGone
        | Trouble::KioskGuessed
        | Trouble::LostTouch => None,
    })
}
