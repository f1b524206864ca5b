//! Dossiers in the order of their due times.

use super::parts::list::List;
use super::seen::Seen;
use crate::domain::dossier::{Dossier, Status};
use crate::domain::ids::{DossierCode, PersonId};
use imbl::OrdMap;

/// Which dossiers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Filter {
    /// Not done.
    #[default]
    ToDo,
    /// Done, the result waits.
    ToReturn,
    /// All that are published, returned ones of today among them.
    All,
}

impl Filter {
    pub fn next(self) -> Self {
        match self {
            Self::ToDo => Self::ToReturn,
            Self::ToReturn => Self::All,
            Self::All => Self::ToDo,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::ToDo => "search.filter_to_do",
            Self::ToReturn => "search.filter_to_return",
            Self::All => "search.filter_all",
        }
    }

    fn shows(self, dossier: &Dossier) -> bool {
        match self {
            Self::ToDo => dossier.finished.is_none() && !dossier.status.is_over(),
            Self::ToReturn => dossier.status == Status::Finished,
            Self::All => true,
        }
    }
}

/// The work list of a session.
#[derive(Debug, Default)]
pub(super) struct WorkList {
    pub list: List,
    pub filter: Filter,
    /// One applicant's only.
    pub of: Option<PersonId>,
    pub rows: Vec<DossierCode>,
    made_of: Option<(OrdMap<DossierCode, Dossier>, Filter, Option<PersonId>)>,
}

impl WorkList {
    /// Sorts anew where the dossiers or the choice have changed. The bar stays on its dossier.
    pub fn look(&mut self, seen: Seen<'_>) {
        let dossiers = &seen.state().dossiers;
        let (filter, of) = (self.filter, self.of);
        let same = |made: &(OrdMap<DossierCode, Dossier>, Filter, Option<PersonId>)| {
            made.0.ptr_eq(dossiers) && (made.1, made.2) == (filter, of)
        };
        if self.made_of.as_ref().is_some_and(same) {
            return;
        }
        let same_choice = self.made_of.as_ref().is_some_and(|made| (made.1, made.2) == (filter, of));
        let under_bar = self.rows.get(self.list.at).cloned();
        let shown = |dossier: &&Dossier| filter.shows(dossier) && of.is_none_or(|of| dossier.applicant == of);
        let mut rows: Vec<&Dossier> = dossiers.values().filter(shown).collect();
        rows.sort_by_key(|dossier| (dossier.due.is_none(), dossier.due));
        self.rows = rows.into_iter().map(|dossier| dossier.code.clone()).collect();
        let moved = under_bar.and_then(|code| self.rows.iter().position(|row| *row == code));
        self.list.at = match moved {
            Some(at) if same_choice => at,
            _ if same_choice => self.list.at.min(self.rows.len().saturating_sub(1)),
            _ => 0,
        };
        self.made_of = Some((dossiers.clone(), filter, of));
    }

    pub fn selected(&self) -> Option<&DossierCode> {
        self.rows.get(self.list.at)
    }
}
