//! The dossiers by due time: which are shown, in which order, and which one the bar is on.

use super::names::{Names, Needle};
use crate::domain::dossier::{Dossier, Holder, Timeliness};
use crate::domain::ids::{DossierCode, PersonId};
use crate::domain::time::Timestamp;
use crate::tui::parts::field::Field;
use crate::tui::parts::list::List;
use crate::tui::seen::Seen;
use imbl::OrdMap;

/// Which dossiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui) enum View {
    /// Not done yet.
    #[default]
    ToDo,
    /// Done, result not collected.
    ToReturn,
    /// All in sight, those that ended today too.
    All,
}

/// Under which heading a dossier stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) enum Group {
    Overdue,
    Today,
    Later,
    NoDate,
    ToReturn,
    Over,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::tui) struct Entry {
    pub group: Group,
    /// What it is sorted by within its group: the due time, or when it was done.
    pub at: Option<Timestamp>,
    pub code: DossierCode,
}

/// What a list was made of: dossiers, minute, view, filter, applicant, holder.
type Of = (OrdMap<DossierCode, Dossier>, Timestamp, View, String, Option<PersonId>, Option<Holder>);

/// The list.
#[derive(Debug, Default)]
pub(in crate::tui) struct Listing {
    pub view: View,
    /// What narrows the list.
    pub filter: Field,
    /// One applicant's only.
    pub whose: Option<PersonId>,
    /// One holder's only.
    pub holder: Option<Holder>,
    /// The filter is being typed.
    pub typing: bool,
    pub list: List,
    /// How far it was scrolled, headings counted.
    pub lines: List,
    pub rows: Vec<Entry>,
    /// The dossier the person chose; the bar stays on it.
    picked: Option<DossierCode>,
    of: Option<Of>,
}

impl View {
    pub const ALL: [Self; 3] = [Self::ToDo, Self::ToReturn, Self::All];

    pub fn next(self) -> Self {
        match self {
            Self::ToDo => Self::ToReturn,
            Self::ToReturn => Self::All,
            Self::All => Self::ToDo,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::ToDo => "dossiers.view_to_do",
            Self::ToReturn => "dossiers.view_to_return",
            Self::All => "dossiers.view_all",
        }
    }

    fn shows(self, group: Group) -> bool {
        match self {
            Self::ToDo => group < Group::ToReturn,
            Self::ToReturn => group == Group::ToReturn,
            Self::All => true,
        }
    }
}

impl Group {
    pub fn of(dossier: &Dossier, now: Timestamp) -> Self {
        if dossier.status.is_over() {
            return Self::Over;
        }
        match dossier.timeliness(now) {
            Timeliness::Overdue => Self::Overdue,
            Timeliness::DueToday => Self::Today,
            Timeliness::Running => Self::Later,
            Timeliness::Open => Self::NoDate,
            Timeliness::DoneOnTime | Timeliness::DoneLate => Self::ToReturn,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
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
    /// Makes the list anew when it may have changed: the dossiers, the minute, the view, the filter.
    pub fn look(&mut self, names: &Names, seen: Seen<'_>) {
        if self.is_up_to_date(seen) {
            return;
        }
        let needle = Needle::new(self.filter.text());
        let weighed = names.weigh(&needle);
        let (view, whose) = (self.view, self.whose);
        let rows = seen.state().dossiers.values().filter_map(|dossier| {
            let group = Group::of(dossier, seen.moment());
            let held = self.holder.as_ref().is_none_or(|holder| dossier.holder == *holder);
            let theirs = held && whose.is_none_or(|whose| dossier.applicant == whose);
            let fits = || needle.is_empty() || weighed.dossier(dossier).is_some();
            let at = if group >= Group::ToReturn { dossier.finished } else { dossier.due };
            (view.shows(group) && theirs && fits()).then(|| Entry { group, at, code: dossier.code.clone() })
        });
        self.rows = rows.collect();
        self.rows.sort_unstable();
        let filter = self.filter.text().to_owned();
        self.of = Some((seen.state().dossiers.clone(), seen.minute(), view, filter, whose, self.holder.clone()));
        self.follow_picked();
    }

    fn is_up_to_date(&self, seen: Seen<'_>) -> bool {
        self.of.as_ref().is_some_and(|(dossiers, minute, view, filter, whose, holder)| {
            dossiers.ptr_eq(&seen.state().dossiers)
                && (*minute, *view, *whose) == (seen.minute(), self.view, self.whose)
                && *holder == self.holder
                && filter == self.filter.text()
        })
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
    pub fn counts(&self) -> Vec<(Group, usize)> {
        self.rows.chunk_by(|one, other| one.group == other.group).map(|rows| (rows[0].group, rows.len())).collect()
    }
}
