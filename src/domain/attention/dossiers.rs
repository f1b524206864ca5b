//! Dossiers that need a person now.

use super::{Add, Urgency, What};
use crate::domain::calendar::Calendar;
use crate::domain::dossier::{Holder, Lateness, Timeliness};
use crate::domain::ids::DossierCode;
use crate::domain::state::State;
use crate::domain::time::Timestamp;

/// A dossier due within this is urgent, in seconds.
const DUE_SOON_S: i64 = 3600;

pub(super) fn needs(state: &State, calendar: &Calendar, now: Timestamp, add: &mut Add<'_>) {
    for dossier in state.dossiers.values().filter(|dossier| !dossier.status.is_over()) {
        let Some(due) = dossier.due.filter(|due| due.since(now) <= DUE_SOON_S) else { continue };
        if dossier.timeliness(now) == Timeliness::DueToday {
            let what = What::DueSoon { dossier: dossier.code.clone(), holder: dossier.holder.clone(), due };
            add(Urgency::Soon, DUE_SOON_S - due.since(now), what);
        }
    }
    for dossier in state.dossiers.values() {
        let Some(proposal) = &dossier.proposal else { continue };
        // The apology goes out before the old date is over.
        let left = dossier.due.map_or(0, |due| due.since(now));
        let urgency = if left <= DUE_SOON_S { Urgency::Soon } else { Urgency::Today };
        let what = What::ToApprove { dossier: dossier.code.clone(), until: proposal.due, due: dossier.due };
        add(urgency, -left, what);
    }
    for Late { holder, count, dossier, by_s, by } in late(state, calendar, now) {
        add(Urgency::Today, by_s, What::Overdue { holder, count, dossier, by });
    }
}

/// Dossiers past due with one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Who has them.
    pub holder: Holder,
    /// How many.
    pub count: u32,
    /// The one longest past due.
    pub dossier: DossierCode,
    /// By how much, in seconds of the clock.
    pub by_s: i64,
    /// By how much, as it is told.
    pub by: Lateness,
}

/// Who has dossiers past due at `now`, in the order of their first dossier's code.
pub fn late(state: &State, calendar: &Calendar, now: Timestamp) -> Vec<Late> {
    let mut holders: Vec<Late> = Vec::new();
    for dossier in state.dossiers.values().filter(|dossier| dossier.timeliness(now) == Timeliness::Overdue) {
        let Some(due) = dossier.due else { continue };
        let by_s = now.since(due);
        let index = holders.iter().position(|late| late.holder == dossier.holder).unwrap_or_else(|| {
            let (holder, dossier) = (dossier.holder.clone(), dossier.code.clone());
            holders.push(Late { holder, count: 0, dossier, by_s, by: Lateness::UnderADay });
            holders.len() - 1
        });
        let late = &mut holders[index];
        late.count += 1;
        if by_s > late.by_s {
            (late.dossier, late.by_s) = (dossier.code.clone(), by_s);
        }
    }
    // Days are counted for one dossier of each, however many are late.
    for late in &mut holders {
        let longest = state.dossiers.get(&late.dossier).and_then(|dossier| dossier.lateness(now, calendar));
        late.by = longest.unwrap_or(late.by);
    }
    holders
}
