//! What becomes of a desk at which nobody presses a key for long, and of the others when it is left.

use super::Desk;
use crate::domain::decide::rights::may_sit;
use crate::domain::time::Timestamp;
use crate::session::attached::Attached;
use crate::tui::model::Seat;

/// Nobody at the keys of another PC for so long: who sits there must say again who she is. In seconds.
const IDLE_MAX_S: i64 = 30 * 60;

/// What becomes of the screen when nobody presses a key for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alone {
    /// Nothing.
    Stays,
    /// Who sits there must say again who she is.
    Locks,
    /// What was opened closes. So it is with the wall under somebody's keys, which is only looked at.
    GoesHome,
}

impl Desk {
    /// From now on it locks itself when nobody presses a key for long.
    pub fn lock_when_idle(&mut self) {
        self.alone = Alone::Locks;
    }

    /// The hub runs in this process, and these screens stop with it.
    pub fn serves(&mut self, others: Attached) {
        self.others = Some(others);
    }

    /// Who else there is now is asked about when she leaves.
    pub(super) fn count_others(&mut self) {
        if let Some(others) = &self.others {
            self.model.serves(others.count());
        }
    }

    /// Whether it is the wall, left when she who came in to it leaves it.
    pub(super) fn looks(&self) -> bool {
        self.alone == Alone::GoesHome
    }

    /// She sat here, and does so no longer: the log says so where that is because she works here no more, or not at
    /// counters.
    pub(super) fn note_shut_out(&self, sat: Option<Seat>) {
        let Some(Seat { officer, counter, .. }) = sat else { return };
        let now = self.seen.state.officers.get(&officer).filter(|officer| officer.active);
        if now.is_none_or(|now| counter.is_some() && !may_sit(now.role)) {
            self.answers.pins.log().shut_out(self.answers.place, self.answers.account, Some(officer));
        }
    }

    /// When it locks itself, if it does; the wall goes back to itself then.
    pub(super) fn locks_at(&mut self, now: Timestamp) -> Option<Timestamp> {
        let at_stake = match self.alone {
            Alone::Stays => false,
            Alone::Locks => self.model.seat().is_some() || self.proven.is_some(),
            Alone::GoesHome => self.model.is_away() || self.is_past(),
        };
        if !at_stake {
            return None;
        }
        Some(self.idle_since.get_or_insert(now).plus(IDLE_MAX_S))
    }

    /// True when that time has come. Who has no PIN could not say here who she is, so her sitting ends.
    pub(super) fn lock(&mut self, now: Timestamp) -> bool {
        if self.locks_at(now).is_none_or(|at| now < at) {
            return false;
        }
        self.idle_since = None;
        self.settle.turned(self.elapsed_ms());
        self.leave_past();
        if self.looks() {
            self.model.go_home();
            return false;
        }
        let Some(seat) = self.model.seat() else {
            // She never sat down: the next one says who she is.
            (self.answers.by, self.proven) = (None, None);
            self.model.forget();
            return true;
        };
        let officer = self.seen.state.officers.get(&seat.officer);
        self.exit |= officer.is_none_or(|officer| !officer.has_pin);
        self.model.lock();
        self.answers.by = None;
        true
    }
}
