//! The dossiers by due time: which are shown, in which order, and which one the bar is on.

use super::names::{Names, Narrowed, Needle};
use crate::domain::dossier::{Dossier, Holder, Timeliness};
use crate::domain::ids::{DossierCode, OfficerId, PersonId};
use crate::domain::time::Timestamp;
use crate::domain::worklist::{Ages, Look, OnLists, Viewer, Worklist, ageing};
use crate::tui::model::Seat;
use crate::tui::parts::field::Field;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use imbl::OrdMap;

/// Under which heading a dossier stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Group {
    ToTake,
    Overdue,
    Today,
    Later,
    Stands,
    NoDate,
    ToReturn,
    Over,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) struct Entry {
    pub group: Group,
    /// What it is sorted by within its group: the due time, or when it was done; without a date at the end.
    pub at: (bool, Option<Timestamp>),
    pub code: DossierCode,
}

/// What a list is narrowed to besides what is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) struct Only {
    /// One applicant's only.
    pub whose: Option<PersonId>,
    /// One holder's only.
    pub holder: Option<Holder>,
    /// One field's only.
    pub field: Option<String>,
    /// Those of one procedure only, by its name.
    pub procedure: Option<String>,
}

/// What a list was made of: the dossiers, the minute, whose eyes, the list, the filter, the narrowing.
type Of = (OrdMap<DossierCode, Dossier>, Timestamp, Option<OfficerId>, Worklist, String, Only);

/// What the lists are made of before anything is typed: the dossiers, the minute, whose eyes.
type Eyes = (OrdMap<DossierCode, Dossier>, Timestamp, Option<OfficerId>);

/// The list.
#[derive(Debug, Default)]
pub(in crate::tui) struct Listing {
    pub view: Worklist,
    /// What narrows the list.
    pub filter: Field,
    pub only: Only,
    /// The filter is being typed.
    pub typing: bool,
    pub list: List,
    /// How far it was scrolled, headings counted.
    pub lines: List,
    pub rows: Vec<Entry>,
    /// How many stand on each list, as narrowed.
    pub counts: [usize; Worklist::ALL.len()],
    /// The table of ages is shown instead of the list.
    pub aged: Option<Aged>,
    /// The dossier the person chose; the bar stays on it.
    picked: Option<DossierCode>,
    of: Option<Of>,
    /// On which lists each dossier stands, in their order, and of when and for whom that is.
    stand: Vec<OnLists>,
    stand_of: Option<Eyes>,
    /// Who fitted what was typed so far.
    narrowed: Narrowed,
}

/// The table of ages, and the bar in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Aged {
    pub rows: Vec<Ages>,
    pub sum: Ages,
    pub list: List,
}

impl Only {
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    fn fits(&self, dossier: &Dossier) -> bool {
        self.whose.is_none_or(|whose| dossier.applicant == whose)
            && self.holder.as_ref().is_none_or(|holder| dossier.holder == *holder)
            && self.field.as_ref().is_none_or(|field| dossier.field == *field)
            && self.procedure.as_ref().is_none_or(|name| dossier.procedure_name == *name)
    }
}

impl Group {
    pub fn of(dossier: &Dossier, now: Timestamp) -> Self {
        if dossier.status.is_over() {
            return Self::Over;
        }
        match dossier.timeliness(now) {
            Timeliness::Running if dossier.status.pauses() => Self::Stands,
            Timeliness::Overdue => Self::Overdue,
            Timeliness::DueToday => Self::Today,
            Timeliness::Running => Self::Later,
            Timeliness::Open => Self::NoDate,
            Timeliness::DoneOnTime | Timeliness::DoneLate => Self::ToReturn,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::ToTake => "worklist.group_to_take",
            Self::Stands => "worklist.group_stands",
            Self::Overdue => "dossiers.group_overdue",
            Self::Today => "dossiers.group_today",
            Self::Later => "dossiers.group_later",
            Self::NoDate => "dossiers.group_no_date",
            Self::ToReturn => "dossiers.group_to_return",
            Self::Over => "dossiers.group_over",
        }
    }
}

impl Listing {
    /// Makes the lists anew when they may have changed: the dossiers, the minute, the list, what narrows it.
    pub fn look(&mut self, names: &Names, seat: Option<Seat>, seen: Seen<'_>) {
        let officer = seat.map(|seat| seat.officer);
        if self.is_up_to_date(officer, seen) {
            return;
        }
        let needle = Needle::new(self.filter.text());
        // Weighing everybody is for who asks for somebody.
        let weighed = (!needle.is_empty()).then(|| names.weigh(&needle, &mut self.narrowed));
        let (view, now) = (self.view, seen.moment());
        let viewer = officer.and_then(|officer| Viewer::of(seen.state(), officer));
        let calendar = &seen.published.book.calendar;
        let look = Look::new(seen.state(), calendar, viewer.clone(), now);
        let takes = |dossier: &Dossier| viewer.as_ref().is_some_and(|viewer| viewer.takes(dossier));
        let dossiers = &seen.state().dossiers;
        // On which lists each stands changes with the minute, not with what is typed.
        let of = (dossiers.clone(), seen.minute(), officer);
        let stood = |(before, minute, eyes): &Eyes| before.ptr_eq(&of.0) && (*minute, *eyes) == (of.1, of.2);
        if !self.stand_of.as_ref().is_some_and(stood) {
            self.stand = dossiers.values().map(|dossier| look.lists(dossier)).collect();
            self.stand_of = Some(of);
        }
        self.counts = [0; Worklist::ALL.len()];
        self.rows.clear();
        for (dossier, on) in dossiers.values().zip(&self.stand) {
            let fits = weighed.as_ref().is_none_or(|weighed| weighed.dossier(dossier).is_some());
            if !fits || !self.only.fits(dossier) {
                continue;
            }
            for (count, list) in self.counts.iter_mut().zip(Worklist::ALL) {
                *count += usize::from(on.has(list));
            }
            if on.has(view) {
                let to_take = matches!(view, Worklist::Mine | Worklist::ToTake) && takes(dossier);
                let group = if to_take { Group::ToTake } else { Group::of(dossier, now) };
                let at = if group >= Group::ToReturn { dossier.finished } else { dossier.due };
                // What has no date comes after what has one.
                let dated = (at.is_none(), at);
                self.rows.push(Entry { group, at: dated, code: dossier.code.clone() });
            }
        }
        self.rows.sort_unstable();
        if let Some(aged) = &mut self.aged {
            let shown = seen.state().dossiers.values().filter(|dossier| self.only.fits(dossier));
            (aged.rows, aged.sum) = ageing(shown, calendar, now);
        }
        let filter = self.filter.text().to_owned();
        self.of = Some((dossiers.clone(), seen.minute(), officer, view, filter, self.only.clone()));
        self.follow_picked();
    }

    fn is_up_to_date(&self, officer: Option<OfficerId>, seen: Seen<'_>) -> bool {
        self.of.as_ref().is_some_and(|(dossiers, minute, eyes, view, filter, only)| {
            dossiers.ptr_eq(&seen.state().dossiers)
                && (*minute, *eyes, *view) == (seen.minute(), officer, self.view)
                && *only == self.only
                && filter == self.filter.text()
        })
    }

    /// Shows this list, narrowed to this and nothing else.
    pub fn show(&mut self, view: Worklist, only: Only) {
        (self.view, self.only, self.typing, self.aged) = (view, only, false, None);
        self.filter.clear();
        self.restart();
    }

    /// How many stand on `list`, as narrowed.
    pub fn count(&self, list: Worklist) -> usize {
        self.counts[list as usize]
    }

    /// Goes on to the next list that has anything on it.
    pub fn turn(&mut self, back: bool) {
        let len = Worklist::ALL.len();
        let step = if back { len - 1 } else { 1 };
        let here = self.view as usize;
        let next = (1..len).map(|by| Worklist::ALL[(here + by * step) % len]);
        let stays = |list: &Worklist| matches!(list, Worklist::ToDo | Worklist::All) || self.count(*list) > 0;
        if let Some(next) = next.into_iter().find(stays) {
            self.view = next;
        }
        self.restart();
    }

    /// Shows the table of ages, or the list again.
    pub fn age(&mut self, seen: Seen<'_>) {
        if self.aged.take().is_none() {
            let shown = seen.state().dossiers.values().filter(|dossier| self.only.fits(dossier));
            let (rows, sum) = ageing(shown, &seen.published.book.calendar, seen.moment());
            self.aged = Some(Aged { rows, sum, list: List::default() });
        }
    }

    fn follow_picked(&mut self) {
        let picked = self.picked.as_ref();
        if let Some(at) = picked.and_then(|code| self.rows.iter().position(|row| row.code == *code)) {
            self.list.at = at;
        }
        self.list.at = self.list.at.min(self.rows.len().saturating_sub(1));
    }

    /// The dossier under the bar.
    pub fn selected(&self) -> Option<&DossierCode> {
        if self.aged.is_some() {
            return None;
        }
        self.rows.get(self.list.at).map(|row| &row.code)
    }

    /// The bar was moved: it stays on this dossier, wherever that moves to.
    pub fn pick(&mut self) {
        self.picked = self.selected().cloned();
    }

    /// The view or the filter has changed: the bar starts at the top.
    pub fn restart(&mut self) {
        self.list = List::default();
        self.picked = None;
    }

    /// How many rows stand under each heading that has any, in order.
    pub fn sections(&self) -> Vec<(Group, usize)> {
        self.rows.chunk_by(|one, other| one.group == other.group).map(|rows| (rows[0].group, rows.len())).collect()
    }
}
