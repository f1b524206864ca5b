//! What a form has of whoever handed in the last dossier of the visit: it goes when another name is typed.

use super::form::{Form, Stop};
use crate::domain::command::Actor;
use crate::domain::person::{Person, PersonField};
use crate::text::fold::fold;
use crate::text::nfc::clean;
use crate::tui::seen::Seen;
use serde::{Deserialize, Serialize};

/// The one with whom a form was filled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct Visitor {
    person: Option<Person>,
    /// The fields that were emptied for another name.
    aside: Vec<(Stop, String)>,
    /// They were taken back: another name empties nothing more.
    is_kept: bool,
}

impl Visitor {
    /// Drops her, where it is this person.
    pub fn forget(&mut self, person: &Person) {
        let is_hers = |one: &Person| one.id_number == person.id_number && fold(&one.name) == fold(&person.name);
        if self.person.as_ref().is_some_and(is_hers) {
            *self = Self::default();
        }
    }
}

impl Form {
    /// Fills in the applicant of the last dossier that the officer of this form received in the visit.
    pub(super) fn fill_visitor(&mut self, seen: Seen<'_>) {
        let by = self.officer.map(Actor::Officer);
        let of_visit = seen.state().dossiers.values().filter_map(|dossier| {
            let first = dossier.steps.first()?;
            let here = self.ticket.is_some() && dossier.ticket == self.ticket && first.at.day() == self.day;
            (here && Some(first.by) == by).then_some((first.at, dossier))
        });
        let Some((_, last)) = of_visit.max_by_key(|(at, dossier)| (*at, &dossier.code)) else { return };
        let Some(person) = seen.published.people.get(&last.applicant) else { return };
        self.kind = last.applicant_kind;
        self.fill_person(person);
        self.known = Some((last.applicant, Person::clone(person)));
        self.visitor.person = Some(Person::clone(person));
    }

    /// What was filled in goes as soon as the name that is typed cannot become the one it was filled in with, or is not when
    /// it `is_whole`; typed as it was, it brings that back. True when something was emptied.
    pub fn meet(&mut self, is_whole: bool) -> bool {
        let Some(person) = self.visitor.person.clone().filter(|_| !self.visitor.is_kept) else { return false };
        let (typed, name) = (fold(&clean(self.text(Stop::Name))), fold(&person.name));
        if typed == name {
            self.put_back();
            return false;
        }
        let becomes = name.starts_with(&typed) && !is_whole;
        if typed.is_empty() || becomes || !self.visitor.aside.is_empty() {
            return false;
        }
        for field in PersonField::ALL.into_iter().filter(|field| *field != PersonField::Name) {
            let (stop, text) = (Stop::from(field), person.field(field));
            if self.filled.contains(&stop) && self.text(stop) == text {
                self.visitor.aside.push((stop, text.to_owned()));
                self.fill(stop, "");
            }
        }
        !self.visitor.aside.is_empty()
    }

    /// Fills in again what another name had emptied. False where that was nothing.
    pub fn take_back(&mut self) -> bool {
        let was_aside = self.put_back();
        self.visitor.is_kept |= was_aside;
        was_aside
    }

    fn put_back(&mut self) -> bool {
        let aside = std::mem::take(&mut self.visitor.aside);
        let was_aside = !aside.is_empty();
        for (stop, text) in aside {
            if self.text(stop).is_empty() {
                self.fill(stop, &text);
            }
        }
        was_aside
    }
}
