//! The whole centre as one value: today's queue, the counters, the officers, the open dossiers.
//!
//! History is not here; it is in the store. Maps share their parts, so a copy costs almost nothing.

use super::account::AccountKey;
use super::calendar::OwnDays;
use super::cash::{Closed, Till};
use super::centre::{Centre, Officer, Periods, Targets, Work};
use super::changes::{Change, Part};
use super::counter::Counter;
use super::display::Display;
use super::dossier::Dossier;
use super::event::{Event, Recorded};
use super::ids::{CommandId, CounterId, DossierCode, OfficerId, PersonId, ServiceId, TicketNo};
use super::queue::Rule;
use super::rating::Handed;
use super::ticket::{Stage, Ticket};
use super::time::{Day, Timestamp};
use imbl::{OrdMap, OrdSet, Vector};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many commands are remembered for their repeats.
pub const ANSWERS_MAX: usize = 1024;

/// Everything that is so now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The last event in it; 0 before the first.
    pub seq: u64,
    /// When that was.
    pub at: Timestamp,
    /// The day that has begun and not ended.
    pub day: Option<Day>,
    /// The settings.
    pub centre: Arc<Centre>,
    /// Who works here, and who did.
    pub officers: OrdMap<OfficerId, Officer>,
    /// The public keys that open accounts, by fingerprint.
    #[serde(default)]
    pub keys: OrdMap<String, AccountKey>,
    /// The days that the centre set itself.
    #[serde(default)]
    pub own_days: OwnDays,
    /// The letters of services that the centre no longer has: citizens may still know them.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub old_letters: OrdSet<ServiceId>,
    /// When each part of the settings was changed last, and by whom.
    #[serde(default)]
    pub changes: OrdMap<Part, Change>,
    /// The counters.
    pub counters: OrdMap<CounterId, Counter>,
    /// Today's tickets.
    pub tickets: OrdMap<TicketNo, Ticket>,
    /// Those of them that change by themselves in time: absent, held, or appointed and waiting.
    #[serde(default)]
    pub timed: OrdSet<TicketNo>,
    /// Last number given today, by service.
    pub numbers: OrdMap<ServiceId, u16>,
    /// Calls made today, by service.
    pub calls: OrdMap<ServiceId, u32>,
    /// The next ticket's turn; never starts again.
    pub next_turn: u64,
    /// Numbers of the last day that were not served.
    pub vouchers: OrdMap<TicketNo, Ticket>,
    /// The last calls, newest first.
    pub last_calls: Vector<(TicketNo, CounterId, Timestamp)>,
    /// Dossiers that are not over, and those that ended today.
    pub dossiers: OrdMap<DossierCode, Dossier>,
    /// Last dossier number given today.
    pub dossier_number: u16,
    /// How many dossiers came from another system today.
    #[serde(default)]
    pub foreign_number: u32,
    /// The dossiers here by their codes in the systems they come from.
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub foreign: OrdMap<String, DossierCode>,
    /// Whoever was asked outside, as they were called then: dossiers go into the archive, agencies are asked again.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub asked: OrdSet<String>,
    /// The next person's id.
    pub next_person: u64,
    /// The people who were erased.
    #[serde(default, skip_serializing_if = "OrdSet::is_empty")]
    pub erased: OrdSet<PersonId>,
    /// What each of those who take money has taken since she last closed.
    #[serde(default)]
    pub tills: Vector<Till>,
    /// What was closed today, oldest first.
    #[serde(default)]
    pub closings: Vector<Closed>,
    /// The results handed over of late, oldest first, and what was said of them.
    #[serde(default)]
    pub handed: Vector<Handed>,
    /// What came of recent commands, for their repeats.
    pub answers: OrdMap<CommandId, Vector<Recorded>>,
    /// Those commands, oldest first.
    pub answered: Vector<CommandId>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            seq: 0,
            at: Timestamp::default(),
            day: None,
            centre: Arc::new(Centre::unset()),
            officers: OrdMap::new(),
            keys: OrdMap::new(),
            own_days: OwnDays::new(),
            old_letters: OrdSet::new(),
            changes: OrdMap::new(),
            counters: OrdMap::new(),
            tickets: OrdMap::new(),
            timed: OrdSet::new(),
            numbers: OrdMap::new(),
            calls: OrdMap::new(),
            next_turn: 1,
            vouchers: OrdMap::new(),
            last_calls: Vector::new(),
            dossiers: OrdMap::new(),
            dossier_number: 0,
            foreign_number: 0,
            foreign: OrdMap::new(),
            asked: OrdSet::new(),
            next_person: 1,
            erased: OrdSet::new(),
            tills: Vector::new(),
            closings: Vector::new(),
            handed: Vector::new(),
            answers: OrdMap::new(),
            answered: Vector::new(),
        }
    }
}

impl Centre {
    /// A centre before its first settings: nothing to serve and nowhere to serve it.
    pub fn unset() -> Self {
        Self {
            name: String::new(),
            code: String::new(),
            unit: String::new(),
            services: Vec::new(),
            counters: Vec::new(),
            grounds: Vec::new(),
            hours: super::calendar::hours::Hours::default(),
            policy_days: false,
            rule: Rule::budget(),
            periods: Periods::default(),
            targets: Targets::default(),
            work: Work::default(),
            language: crate::text::words::Language::Vi,
            display: Display::default(),
        }
    }
}

impl State {
    /// A letter for a new service: one that no service has; while there are such, one that no service had, and of which
    /// nobody has a number.
    pub fn free_letter(&self) -> Option<ServiceId> {
        let free = || ('A'..='Z').filter_map(ServiceId::new).filter(|id| self.centre.service(*id).is_none());
        let numbers = || self.tickets.keys().chain(self.vouchers.keys());
        let known = |id: &ServiceId| self.old_letters.contains(id) || numbers().any(|number| number.service == *id);
        free().find(|id| !known(id)).or_else(|| free().next())
    }

    /// Whether the centre has had its first settings.
    pub fn is_set_up(&self) -> bool {
        !self.centre.name.is_empty()
    }

    /// The state after `recorded`; see [`apply`](super::apply).
    pub fn apply(&mut self, recorded: &Recorded) {
        super::apply::apply(self, recorded);
    }

    /// What came of a command that was done before.
    pub fn answer(&self, command: CommandId) -> Option<&Vector<Recorded>> {
        self.answers.get(&command)
    }

    /// The officer signed in at `counter`.
    pub fn officer_at(&self, counter: CounterId) -> Option<&Officer> {
        self.officers.get(&self.counters.get(&counter)?.officer?)
    }

    /// The person in front at `counter`.
    pub fn in_front(&self, counter: CounterId) -> Option<&Ticket> {
        self.tickets.get(&self.counters.get(&counter)?.current?)
    }

    /// Everyone in the waiting room, by number.
    pub fn waiting(&self) -> impl Iterator<Item = &Ticket> {
        self.tickets.values().filter(|ticket| ticket.is_waiting())
    }

    /// The tickets that change by themselves in time.
    pub fn timed(&self) -> impl Iterator<Item = &Ticket> {
        self.timed.iter().filter_map(|no| self.tickets.get(no))
    }

    /// Whether time alone has changed something by `now`: a miss, a hold or the day is over, or a counter that pulls
    /// by itself is free and an appointment's time has come.
    pub fn has_elapsed(&self, now: Timestamp) -> bool {
        let early = self.centre.periods.appointment_early_s;
        let pulls = || self.counters.values().any(|counter| counter.auto && counter.is_free());
        let over = |ticket: &Ticket| match ticket.stage {
            Stage::Missed { until, .. } | Stage::Held { until, back: false, .. } => now > until,
            Stage::Waiting { .. } => ticket.appointment.is_some_and(|at| now >= at.plus(-early)) && pulls(),
            _ => false,
        };
        self.day.is_some_and(|day| day != now.day()) || self.timed().any(over)
    }

    /// Puts a ticket in place, and among those that change in time if it is one.
    pub(super) fn put(&mut self, ticket: Ticket) {
        let waits_for_its_time = ticket.is_waiting() && ticket.appointment.is_some();
        if waits_for_its_time || matches!(ticket.stage, Stage::Missed { .. } | Stage::Held { .. }) {
            self.timed.insert(ticket.number);
        } else {
            self.timed.remove(&ticket.number);
        }
        self.tickets.insert(ticket.number, ticket);
    }

    /// The people the screens need by name now: officers, and applicants of the dossiers held here.
    pub fn people_in_sight(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.officers.values().map(|officer| officer.person).chain(self.dossiers.values().map(|d| d.applicant))
    }

    /// The next moment after `now` at which something ends, or may begin, by itself: a miss, a hold, an appointment's
    /// earliest call, the day.
    pub fn deadline(&self, now: Timestamp) -> Option<Timestamp> {
        let early = self.centre.periods.appointment_early_s;
        let changes = self.timed().filter_map(|ticket| match ticket.stage {
            Stage::Missed { until, .. } | Stage::Held { until, back: false, .. } => Some(until.plus(1)),
            Stage::Waiting { .. } => ticket.appointment.map(|at| at.plus(-early)),
            _ => None,
        });
        let midnight = self.day.map(|day| Timestamp::midnight(super::time::tomorrow(day)));
        changes.chain(midnight).filter(|at| *at > now).min()
    }

    /// Remembers what came of a command; forgets the oldest beyond [`ANSWERS_MAX`].
    pub(super) fn remember(&mut self, recorded: &Recorded) {
        if let Some(events) = self.answers.get_mut(&recorded.command) {
            events.push_back(recorded.clone());
            return;
        }
        // Settings are large and asked for by files, never repeated over a link.
        if matches!(recorded.event, Event::CentreConfigured(_)) {
            return;
        }
        self.answers.insert(recorded.command, Vector::unit(recorded.clone()));
        self.answered.push_back(recorded.command);
        if self.answered.len() > ANSWERS_MAX
            && let Some(oldest) = self.answered.pop_front()
        {
            self.answers.remove(&oldest);
        }
    }
}
