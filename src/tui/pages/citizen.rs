//! The applicant of a form from her card, and from what is known of her.

use super::form::{Form, Stop};
use crate::domain::card::Card;
use crate::domain::ids::PersonId;
use crate::domain::person::{Person, PersonField};
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use crate::tui::seen::Seen;

impl Form {
    /// Fills in everything that is known of this person.
    pub(super) fn fill_person(&mut self, person: &Person) {
        for field in PersonField::ALL {
            self.fill(field.into(), person.field(field));
        }
    }

    /// Fills in the applicant: by the name on her card, else as she was known before, and from her card what was not. A
    /// person who is in sight is taken as the very one, as long as nothing is changed. False where the number is known
    /// under another name: nothing of that record is hers.
    pub fn fill_card(&mut self, card: Card, known: Option<(Option<PersonId>, &Person)>) -> bool {
        let before = Person::default();
        let is_hers = |person: &Person| card.name.is_empty() || fold(&clean(&card.name)) == fold(&person.name);
        let is_another = known.is_some_and(|(_, person)| !is_hers(person));
        self.another = known.filter(|_| is_another).map(|(_, person)| (card.id_number.clone(), person.name.clone()));
        let known = known.filter(|_| !is_another);
        let person = known.map_or(&before, |(_, person)| person);
        let first = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
        self.fill_person(&Person {
            name: first(&card.name, &person.name),
            id_number: card.id_number.clone(),
            address: first(&person.address, &card.address),
            ..person.clone()
        });
        self.kind = ApplicantKind::Citizen;
        self.known = known.and_then(|(id, person)| Some((id?, person.clone())));
        self.card = Some(card);
        if self.focus != Stop::Procedure && self.choice.picked.is_none() {
            self.focus = Stop::Procedure;
        }
        !is_another
    }

    /// Fills in what is known of whoever has the number that was typed, but nothing that was typed. False where the name that
    /// was typed is another.
    pub fn fill_known(&mut self, id: Option<PersonId>, person: &Person) -> bool {
        let typed = |form: &Self, stop| !form.text(stop).trim().is_empty() && !form.filled.contains(&stop);
        if typed(self, Stop::Name) && fold(&clean(self.text(Stop::Name))) != fold(&person.name) {
            self.another = Some((person.id_number.clone(), person.name.clone()));
            return false;
        }
        for field in PersonField::ALL.into_iter().filter(|field| *field != PersonField::IdNumber) {
            if !typed(self, field.into()) {
                self.fill(field.into(), person.field(field));
            }
        }
        self.known = id.map(|id| (id, person.clone()));
        true
    }

    /// Under which other name the ID number of `person` is known, if it is.
    pub fn number_of_another(&self, person: &Person, seen: Seen<'_>) -> Option<String> {
        let number = &person.id_number;
        let is_hers = |name: &str| fold(name) == fold(&person.name);
        let has_it = |known: &&Person| !number.is_empty() && known.id_number == *number;
        let in_sight: Vec<&Person> = seen.published.people.values().map(AsRef::as_ref).filter(has_it).collect();
        if in_sight.iter().any(|known| is_hers(&known.name)) {
            return None;
        }
        let in_archive = self.another.as_ref().filter(|(known, name)| known == number && !is_hers(name));
        in_sight.first().map(|known| known.name.clone()).or_else(|| in_archive.map(|(_, name)| name.clone()))
    }

    /// The ID number of `person`, where nobody was asked whose it is.
    pub fn to_look_up(&self, person: &Person, seen: Seen<'_>) -> Option<String> {
        let number = &person.id_number;
        let on_card = self.card.as_ref().is_some_and(|card| card.id_number == *number);
        let asked = on_card || self.looked_up.as_ref() == Some(number);
        let in_sight = || seen.published.people.values().any(|known| known.id_number == *number);
        (!number.is_empty() && !asked && !in_sight()).then(|| number.clone())
    }

    /// Where the card says something else than the form, and what.
    pub fn differs_from_card(&self) -> Vec<(Stop, &str)> {
        let Some(card) = &self.card else { return Vec::new() };
        let said = [(Stop::Name, card.name.as_str()), (Stop::Address, card.address.as_str())];
        let differs = |(stop, on_card): &(Stop, &str)| !on_card.is_empty() && fold(on_card) != fold(self.text(*stop));
        said.into_iter().filter(differs).collect()
    }
}
