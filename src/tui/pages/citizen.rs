//! The applicant of a form from her card, and from what is known of her.

use super::form::{Form, Stop};
use crate::domain::card::Card;
use crate::domain::ids::PersonId;
use crate::domain::person::Person;
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nfc::clean;

impl Form {
    /// Fills in the applicant: as she was known before, and from her card what was not. A person who is in sight is
    /// taken as the very one, as long as nothing is changed.
    pub fn fill_card(&mut self, card: Card, known: Option<(Option<PersonId>, &Person)>) {
        let before = Person::default();
        let person = known.map_or(&before, |(_, person)| person);
        let first = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
        for (stop, text) in [
            (Stop::Name, first(&person.name, &card.name)),
            (Stop::IdNumber, card.id_number.clone()),
            (Stop::Phone, person.phone.clone()),
            (Stop::Address, first(&person.address, &card.address)),
            (Stop::Hamlet, person.hamlet.clone()),
            (Stop::FormerCommune, person.former_commune.clone()),
        ] {
            self.fill(stop, &text);
        }
        self.kind = ApplicantKind::Citizen;
        self.known = known.and_then(|(id, person)| Some((id?, person.clone())));
        self.card = Some(card);
        if self.focus != Stop::Procedure && self.choice.picked.is_none() {
            self.focus = Stop::Procedure;
        }
    }

    /// Fills in what is known of whoever has the number that was typed, but nothing that was typed. False where the name that
    /// was typed is another.
    pub fn fill_known(&mut self, id: Option<PersonId>, person: &Person) -> bool {
        let typed = |form: &Self, stop| !form.text(stop).trim().is_empty() && !form.filled.contains(&stop);
        if typed(self, Stop::Name) && fold(&clean(self.text(Stop::Name))) != fold(&person.name) {
            return false;
        }
        for (stop, text) in [
            (Stop::Name, &person.name),
            (Stop::Phone, &person.phone),
            (Stop::Address, &person.address),
            (Stop::Hamlet, &person.hamlet),
            (Stop::FormerCommune, &person.former_commune),
        ] {
            if !typed(self, stop) {
                self.fill(stop, text);
            }
        }
        self.known = id.map(|id| (id, person.clone()));
        true
    }

    /// Where the card says something else than the form, and what.
    pub fn differs_from_card(&self) -> Vec<(Stop, &str)> {
        let Some(card) = &self.card else { return Vec::new() };
        let said = [(Stop::Name, card.name.as_str()), (Stop::Address, card.address.as_str())];
        let differs = |(stop, on_card): &(Stop, &str)| !on_card.is_empty() && fold(on_card) != fold(self.text(*stop));
        said.into_iter().filter(differs).collect()
    }
}
