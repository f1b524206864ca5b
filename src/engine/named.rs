//! Whether a free text names a citizen who is known here, whoever the dossier is about: only the store can tell.

use super::Request;
use crate::domain::book::Book;
use crate::domain::naming::{codes, is_called, maybe_named};
use crate::domain::person::bare;
use crate::domain::state::State;
use crate::domain::ticket::ApplicantKind;
use crate::store::Reader;

/// So many dossiers are looked at for each possible name: those of whoever has it are among the newest.
const LOOKED_AT: usize = 20;

/// Characters of an ID number, a passport's or a telephone's.
const NUMBERS: std::ops::RangeInclusive<usize> = 8..=15;

impl Request {
    /// Whether its free texts may name somebody, or the number of a paper may be somebody's.
    pub fn may_name(&self, state: &State, book: &Book) -> bool {
        !maybe_named(&self.command.verb, state, book).is_empty() || !self.maybe_numbers().is_empty()
    }

    /// The numbers of papers and the codes in it that are as long as an ID number, or as a telephone's.
    fn maybe_numbers(&self) -> Vec<String> {
        let codes = codes(&self.command.verb).into_iter().map(|code| bare(code).to_uppercase());
        codes.filter(|code| NUMBERS.contains(&code.chars().count())).collect()
    }

    /// Whether the number of a paper, or a code, is the ID number or the telephone number of a citizen who ever applied
    /// here. What cannot be read is nobody's.
    pub fn numbers_somebody(&self, reader: &Reader) -> bool {
        let is_hers = |number: &String| {
            let by_id = || reader.citizen(number).is_ok_and(|found| found.is_some());
            let by_phone = || {
                let found = reader.find(number, LOOKED_AT).unwrap_or_default();
                let mut people =
                    found.into_iter().filter_map(|dossier| reader.person(dossier.applicant).ok().flatten());
                people.any(|person| person.phone == *number)
            };
            by_id() || by_phone()
        };
        self.maybe_numbers().iter().any(is_hers)
    }

    /// Whether its free texts have the whole name of a citizen who ever applied here. Waits for the keyed copy, and takes
    /// a few milliseconds for each possible name; what cannot be read names nobody.
    pub fn names_somebody(&self, reader: &Reader, state: &State, book: &Book) -> bool {
        let is_hers = |called: &str| {
            let found = reader.find(called, LOOKED_AT).unwrap_or_default();
            let citizens = found.into_iter().filter(|dossier| dossier.applicant_kind == ApplicantKind::Citizen);
            let mut people = citizens.filter_map(|dossier| reader.person(dossier.applicant).ok().flatten());
            people.any(|person| is_called(called, &person))
        };
        maybe_named(&self.command.verb, state, book).iter().any(|called| is_hers(called))
    }
}
