//! The lists of who works on dossiers and what they cost: one line each, typed as the settings file has it.

use crate::domain::centre::{Centre, Work};
use crate::domain::fees::FeeRule;
use crate::tui::tell::Tell;

/// One of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Roll {
    Sections,
    Agencies,
    Exempt,
    Fees,
}

impl Roll {
    /// In the order of the screen.
    pub const ALL: [Self; 4] = [Self::Sections, Self::Agencies, Self::Exempt, Self::Fees];

    /// What one line of it is called.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sections => "office.section",
            Self::Agencies => "office.agency",
            Self::Exempt => "office.exempt",
            Self::Fees => "office.fee",
        }
    }

    /// What the line is called in which another is typed.
    pub fn new_key(self) -> &'static str {
        match self {
            Self::Sections => "office.new_section",
            Self::Agencies => "office.new_agency",
            Self::Exempt => "office.new_exempt",
            Self::Fees => "office.new_fee",
        }
    }

    fn names(self, work: &mut Work) -> &mut Vec<String> {
        match self {
            Self::Agencies => &mut work.agencies,
            Self::Exempt => &mut work.exempt,
            // Fees are no names; nobody asks for theirs.
            Self::Sections | Self::Fees => &mut work.sections,
        }
    }

    /// Its lines.
    pub fn lines(self, work: &Work) -> Vec<String> {
        match self {
            Self::Sections => work.sections.clone(),
            Self::Agencies => work.agencies.clone(),
            Self::Exempt => work.exempt.clone(),
            Self::Fees => work.fees.iter().map(ToString::to_string).collect(),
        }
    }

    /// Puts `typed` in the place of line `at`, or behind the last.
    ///
    /// # Errors
    /// What was typed says no fee.
    pub fn write(self, centre: &mut Centre, at: Option<usize>, typed: &str) -> Result<(), Tell> {
        let work = &mut centre.work;
        if self == Self::Fees {
            let rule: FeeRule = typed.parse().map_err(|_| Tell::key("office.fee_wrong"))?;
            put(&mut work.fees, at, rule);
        } else {
            put(self.names(work), at, typed.to_owned());
        }
        Ok(())
    }

    /// Takes line `at` away.
    pub fn remove(self, centre: &mut Centre, at: usize) {
        let work = &mut centre.work;
        if self == Self::Fees {
            take(&mut work.fees, at);
        } else {
            take(self.names(work), at);
        }
    }
}

fn put<T>(list: &mut Vec<T>, at: Option<usize>, line: T) {
    match at.and_then(|at| list.get_mut(at)) {
        Some(place) => *place = line,
        None => list.push(line),
    }
}

fn take<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}
