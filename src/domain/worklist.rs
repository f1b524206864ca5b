//! Work lists: which of the open dossiers wait for whom and for what, and how old they are with whom.

use super::calendar::{Calendar, Handover, Limit};
use super::centre::Role;
use super::dossier::{Dossier, Holder, Status, Timeliness};
use super::ids::OfficerId;
use super::state::State;
use super::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Nothing has happened for so many working days: it is stuck.
pub const STUCK_DAYS: usize = 5;

/// A list of dossiers. Its name for programs is what serde calls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Worklist {
    /// With the one who looks or her section, or on its way there.
    Mine,
    /// On its way to the one who looks or her section.
    #[serde(rename = "incoming")]
    ToTake,
    /// Not done yet.
    #[default]
    #[serde(rename = "todo")]
    ToDo,
    /// Past due.
    Overdue,
    /// Due before the end of the day.
    Today,
    /// Due on the next working day.
    Tomorrow,
    /// Its time runs and nothing has happened for [`STUCK_DAYS`] working days.
    Stuck,
    /// Papers are missing.
    Supplement,
    /// Money is owed, or is to be given back.
    Payment,
    /// Somebody outside was asked.
    Agency,
    /// A later date waits for the head of the centre.
    Approval,
    /// Received, and to go to its section by the rule of 15:00; before the head also what nobody has who works here.
    Handover,
    /// Registered online or elsewhere, not accepted.
    Online,
    /// Done, and the result is not collected.
    #[serde(rename = "return")]
    ToReturn,
    /// All in sight, those that ended today too.
    All,
}

/// Somebody's eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    officer: OfficerId,
    role: Role,
    section: String,
}

/// What the lists of one moment are judged by.
#[derive(Clone, Debug)]
pub struct Look {
    viewer: Option<Viewer>,
    now: Timestamp,
    tomorrow: Option<Day>,
    /// What was touched on this day or before is stuck.
    quiet: Option<Day>,
    /// Officers who receive; where nobody else works on dossiers nothing is handed over.
    reception: Option<Vec<OfficerId>>,
    /// Officers who do not work here any more; nobody where it is not hers to pass their dossiers on.
    left: Vec<OfficerId>,
}

/// The lists on which one dossier stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OnLists(u16);

/// How old the dossiers of one holder are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ages {
    /// Who has them; `None` for all together.
    pub holder: Option<Holder>,
    /// Without a due time.
    pub undated: u32,
    /// Not due before tomorrow, or with their time standing.
    pub on_time: u32,
    /// Due today.
    pub today: u32,
    /// Up to three working days late.
    pub late_3: u32,
    /// Four to ten.
    pub late_10: u32,
    /// More.
    pub late_more: u32,
}

/// How far one dossier is from its due time.
#[derive(Clone, Copy)]
enum Age {
    Undated,
    InTime,
    Today,
    /// So many working days.
    Late(usize),
}

impl Worklist {
    /// Every list, in the order shown.
    pub const ALL: [Self; 15] = [
        Self::Mine,
        Self::ToTake,
        Self::ToDo,
        Self::Overdue,
        Self::Today,
        Self::Tomorrow,
        Self::Stuck,
        Self::Supplement,
        Self::Payment,
        Self::Agency,
        Self::Approval,
        Self::Handover,
        Self::Online,
        Self::ToReturn,
        Self::All,
    ];

    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mine => "worklist.mine",
            Self::ToTake => "worklist.to_take",
            Self::ToDo => "worklist.to_do",
            Self::Overdue => "worklist.overdue",
            Self::Today => "worklist.today",
            Self::Tomorrow => "worklist.tomorrow",
            Self::Stuck => "worklist.stuck",
            Self::Supplement => "worklist.supplement",
            Self::Payment => "worklist.payment",
            Self::Agency => "worklist.agency",
            Self::Approval => "worklist.approval",
            Self::Handover => "worklist.handover",
            Self::Online => "worklist.online",
            Self::ToReturn => "worklist.to_return",
            Self::All => "worklist.all",
        }
    }
}

impl OnLists {
    fn put(&mut self, list: Worklist, on: bool) {
        self.0 |= u16::from(on) << list as u8;
    }

    /// Whether it stands on this one.
    pub fn has(self, list: Worklist) -> bool {
        self.0 >> list as u8 & 1 == 1
    }
}

impl Viewer {
    /// The officer with this number, if she works here.
    pub fn of(state: &State, officer: OfficerId) -> Option<Self> {
        let known = state.officers.get(&officer)?;
        Some(Self { officer, role: known.role, section: known.section.clone() })
    }

    /// Whether what `holder` has is hers to work on.
    pub fn has(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Officer(id) => *id == self.officer,
            Holder::Section(section) => *section == self.section,
            Holder::Reception | Holder::ReturnDesk => matches!(self.role, Role::Operator | Role::ReturnDesk),
            Holder::Agency(_) | Holder::Applicant => false,
        }
    }

    /// Whether she is the head of the centre, or keeps the settings.
    fn rules(&self) -> bool {
        matches!(self.role, Role::Administrator | Role::Supervisor)
    }

    /// Whether she is to take it.
    pub fn takes(&self, dossier: &Dossier) -> bool {
        dossier.on_its_way.as_ref().is_some_and(|way| self.has(&way.to))
    }
}

impl Look {
    /// What is to be known once for all dossiers.
    pub fn new(state: &State, calendar: &Calendar, viewer: Option<Viewer>, now: Timestamp) -> Self {
        let today = now.day();
        let back = std::iter::successors(today.pred_opt(), Day::pred_opt).take(90);
        let quiet = back.into_iter().find(|day| calendar.working_days_between(*day, today) >= STUCK_DAYS);
        let active = || state.officers.values().filter(|officer| officer.active);
        let others = !state.centre.work.sections.is_empty() || active().any(|one| one.role == Role::Specialist);
        let receives = |role| matches!(role, Role::Operator | Role::ReturnDesk | Role::Receptionist);
        let reception = || active().filter(|officer| receives(officer.role)).map(|officer| officer.id).collect();
        let passes_on = viewer.as_ref().is_none_or(Viewer::rules);
        let left = state.officers.values().filter(|officer| passes_on && !officer.active);
        let left = left.map(|officer| officer.id).collect();
        Self { viewer, now, tomorrow: calendar.next_working(today), quiet, reception: others.then(reception), left }
    }

    /// The lists on which `dossier` stands.
    pub fn lists(&self, dossier: &Dossier) -> OnLists {
        let mut on = OnLists::default();
        on.put(Worklist::All, true);
        on.put(Worklist::Payment, dossier.status == Status::PaymentAsked || dossier.to_give_back() > 0);
        if dossier.status.is_over() {
            return on;
        }
        let takes = self.viewer.as_ref().is_some_and(|viewer| viewer.takes(dossier));
        on.put(Worklist::ToTake, takes);
        let left = matches!(with_whom(dossier), Holder::Officer(id) if self.left.contains(id));
        on.put(Worklist::Handover, left || self.is_to_hand_over(dossier));
        if dossier.status == Status::Finished {
            on.put(Worklist::ToReturn, true);
            on.put(Worklist::Mine, takes);
            return on;
        }
        let has = self.viewer.as_ref().is_some_and(|viewer| viewer.has(&dossier.holder));
        on.put(Worklist::Mine, takes || has && dossier.on_its_way.is_none());
        on.put(Worklist::ToDo, true);
        let stands = dossier.status.pauses();
        match dossier.timeliness(self.now) {
            Timeliness::Overdue => on.put(Worklist::Overdue, true),
            Timeliness::DueToday => on.put(Worklist::Today, true),
            Timeliness::Running if !stands => {
                on.put(Worklist::Tomorrow, dossier.due.map(Timestamp::day) == self.tomorrow);
            }
            _ => {}
        }
        let quiet = self.quiet.is_some_and(|quiet| dossier.last_touched().day() <= quiet);
        on.put(Worklist::Stuck, quiet && !stands);
        on.put(Worklist::Supplement, dossier.status == Status::SupplementAsked);
        on.put(Worklist::Agency, dossier.inquiry.is_some());
        on.put(Worklist::Approval, dossier.proposal.is_some());
        on.put(Worklist::Online, dossier.status == Status::Registered);
        on
    }

    fn is_to_hand_over(&self, dossier: &Dossier) -> bool {
        let Some(reception) = &self.reception else { return false };
        let there = match &dossier.holder {
            Holder::Reception => true,
            Holder::Officer(id) => reception.contains(id),
            _ => false,
        };
        // What is answered on the same day is done where it was received.
        let stays = matches!(dossier.limit, Some(Limit::SameDay | Limit::Hours(_)));
        there && !stays && dossier.status == Status::Received && dossier.on_its_way.is_none()
    }
}

/// With whom it goes on: who is to take it, or gets it back with an agency's answer, or has it.
fn with_whom(dossier: &Dossier) -> &Holder {
    let asked = dossier.inquiry.as_ref().filter(|inquiry| !inquiry.above).map(|inquiry| &inquiry.holder);
    dossier.on_its_way.as_ref().map(|way| &way.to).or(asked).unwrap_or(&dossier.holder)
}

/// The dossiers that go on with this officer and with nobody else.
pub fn left_with(state: &State, officer: OfficerId) -> impl Iterator<Item = &Dossier> {
    let hers = move |dossier: &&Dossier| !dossier.status.is_over() && *with_whom(dossier) == Holder::Officer(officer);
    state.dossiers.values().filter(hers)
}

/// Whether a dossier waits for somebody who does not work here any more.
pub fn is_left_behind(state: &State, dossier: &Dossier) -> bool {
    matches!(with_whom(dossier), Holder::Officer(id) if has_left(state, *id))
}

/// Whether she does not work here any more.
pub fn has_left(state: &State, officer: OfficerId) -> bool {
    state.officers.get(&officer).is_some_and(|officer| !officer.active)
}

/// By when a dossier is to be with its section (domain.md 1.6: the same working day, or the start of the next one when it
/// was received after 15:00).
pub fn hand_over_by(dossier: &Dossier, calendar: &Calendar) -> Option<Timestamp> {
    calendar.handover(dossier.accepted).map(|by| match by {
        Handover::SameDay(at) | Handover::NextMorning(at) => at,
    })
}

/// How old the dossiers are that are not done, by holder in the order of most that are late, then all together.
pub fn ageing<'a>(
    dossiers: impl Iterator<Item = &'a Dossier>,
    calendar: &Calendar,
    now: Timestamp,
) -> (Vec<Ages>, Ages) {
    let mut all = Ages::new(None);
    let mut rows: Vec<Ages> = Vec::new();
    // Many are due on the same few days.
    let mut late_by: BTreeMap<Day, usize> = BTreeMap::new();
    let today = now.day();
    for dossier in dossiers.filter(|dossier| !dossier.status.is_over() && dossier.finished.is_none()) {
        let age = match (dossier.timeliness(now), dossier.due) {
            (_, None) => Age::Undated,
            (Timeliness::Overdue, Some(due)) if due.day() < today => {
                let usual = || calendar.working_days_between(due.day(), today);
                let days = if dossier.has_stood() {
                    dossier.days_late(due, now, calendar)
                } else {
                    *late_by.entry(due.day()).or_insert_with(usual)
                };
                Age::Late(days.max(1))
            }
            (Timeliness::Overdue | Timeliness::DueToday, _) => Age::Today,
            _ => Age::InTime,
        };
        let known = rows.iter().position(|row| row.holder.as_ref() == Some(&dossier.holder));
        let at = known.unwrap_or_else(|| {
            rows.push(Ages::new(Some(dossier.holder.clone())));
            rows.len() - 1
        });
        rows[at].count(age);
        all.count(age);
    }
    rows.sort_by_key(|row| {
        std::cmp::Reverse((row.late_more, row.late_10, row.late_3, row.today, row.on_time, row.undated))
    });
    (rows, all)
}

impl Ages {
    /// The words for the columns, and for the sum of them.
    pub const HEADS: [&str; 7] = [
        "worklist.ages_undated",
        "worklist.ages_on_time",
        "worklist.ages_today",
        "worklist.ages_late_3",
        "worklist.ages_late_10",
        "worklist.ages_late_more",
        "worklist.ages_sum",
    ];

    fn new(holder: Option<Holder>) -> Self {
        Self { holder, undated: 0, on_time: 0, today: 0, late_3: 0, late_10: 0, late_more: 0 }
    }

    fn count(&mut self, age: Age) {
        *match age {
            Age::Undated => &mut self.undated,
            Age::InTime => &mut self.on_time,
            Age::Today => &mut self.today,
            Age::Late(..=3) => &mut self.late_3,
            Age::Late(4..=10) => &mut self.late_10,
            Age::Late(_) => &mut self.late_more,
        } += 1;
    }

    /// In the order of the columns.
    pub fn columns(&self) -> [u32; 6] {
        [self.undated, self.on_time, self.today, self.late_3, self.late_10, self.late_more]
    }

    /// All of them.
    pub fn sum(&self) -> u32 {
        self.columns().iter().sum()
    }
}
