//! The applicant of a form from her card, and from what is known of her.

use super::form::{Form, Stop};
use super::visitor::Visitor;
use crate::domain::card::Card;
use crate::domain::dossier::Channel;
use crate::domain::ids::PersonId;
use crate::domain::person::{Person, PersonField, bare};
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nearest::within;
use crate::text::nfc::clean;
use crate::tui::seen::Seen;

/// So many digits of a number that was typed may be wrong, left out or too many.
const SLIPS: usize = 2;

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
        let filled = Person {
            name: first(&card.name, &person.name),
            id_number: card.id_number.clone(),
            address: first(&person.address, &card.address),
            ..person.clone()
        };
        for field in PersonField::ALL {
            let (stop, text) = (Stop::from(field), filled.field(field));
            let is_on_card = matches!(field, PersonField::Name | PersonField::IdNumber) && !text.is_empty();
            if is_on_card || !self.is_typed_in(stop) {
                self.fill(stop, text);
            }
        }
        self.kind = ApplicantKind::Citizen;
        self.known = known.and_then(|(id, person)| Some((id?, person.clone())));
        self.card = Some(card);
        // What the card says is hers, though whoever was here before said the same.
        self.visitor = Visitor::default();
        !is_another
    }

    /// Puts the cursor where something is still to be said of whoever's card was scanned.
    pub fn go_on(&mut self, seen: Seen<'_>) {
        let empty = |stop: &Stop| self.text(*stop).is_empty();
        let wanted = [Stop::Name, Stop::Phone, Stop::Address].into_iter().find(empty);
        let papers = Some(Stop::Papers).filter(|_| !self.asked(seen).is_empty() && self.papers.is_empty());
        self.focus = match self.choice.picked {
            None => Stop::Procedure,
            Some(_) => wanted.or(papers).unwrap_or(Stop::Save),
        };
        if self.focus.is_typed() {
            let focus = self.focus;
            self.field_mut(focus).end();
        }
    }

    /// Whether a hand has written there.
    fn is_typed_in(&self, stop: Stop) -> bool {
        !self.text(stop).trim().is_empty() && !self.filled.contains(&stop)
    }

    /// Whose draft it is, as far as that is written.
    pub fn whose(&self) -> &str {
        let said = [Stop::Name, Stop::IdNumber, Stop::Phone].map(|stop| self.text(stop).trim());
        said.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// Whether it is the draft of somebody else than this card's, with something in it that no scan brings back. Before
    /// anybody is named it is nobody's.
    pub fn is_anothers(&self, card: &Card, seen: Seen<'_>) -> bool {
        let is_named = PersonField::ALL.into_iter().any(|field| !self.text(field.into()).trim().is_empty());
        is_named && !self.is_of(card, seen) && self.has_work()
    }

    /// The number that is written, as it would be kept.
    fn number(&self) -> String {
        bare(&clean(self.text(Stop::IdNumber))).to_uppercase()
    }

    /// Whether what is written of the person is this card's: by the number, and where none is written by the name.
    fn is_of(&self, card: &Card, seen: Seen<'_>) -> bool {
        let number = self.number();
        if !number.is_empty() && !self.is_slip_of(card) {
            return number == card.id_number || number == card.old_id_number;
        }
        let known = seen.published.people.values().find(|person| person.id_number == card.id_number);
        let known = known.map_or("", |person| person.name.as_str());
        let on_card = if card.name.is_empty() { known } else { &card.name };
        let written = fold(&clean(self.text(Stop::Name)));
        // A number alone, of nobody in sight, may be that of whoever is written there; a slip of hers needs no name.
        on_card.is_empty() || written == fold(&clean(on_card)) || written.is_empty() && !number.is_empty()
    }

    /// Whether the number that was typed is the card's but for a slip of the fingers: nobody else's is known to be it.
    fn is_slip_of(&self, card: &Card) -> bool {
        let is_typed = self.card.is_none() && self.known.is_none() && self.another.is_none();
        is_typed && within(&self.number(), [card.id_number.as_str()], SLIPS).is_some()
    }

    /// Whether it is the draft of this person: by her record, by her number, and where none is written by her name.
    pub fn is_whose(&self, id: PersonId, person: &Person) -> bool {
        let known = self.known.as_ref().is_some_and(|(known, _)| *known == id);
        let number = self.number();
        let on_card = self.card.as_ref().is_some_and(|card| card.id_number == person.id_number);
        let name = fold(&clean(self.text(Stop::Name)));
        let written = if number.is_empty() { name == fold(&person.name) } else { number == person.id_number };
        known || on_card || written
    }

    /// Whether anything stands in it that was typed, ticked or chosen for its person. A procedure alone may be chosen
    /// before it is known whose dossier it is, but not once her card was scanned.
    pub fn has_work(&self) -> bool {
        let chosen = self.choice.picked.is_some() || !self.choice.query.text().is_empty();
        let papers = !self.papers.is_empty() || self.papers.none;
        let typed = Stop::ALL.into_iter().any(|stop| self.is_typed_in(stop));
        typed || papers || self.channel != Channel::InPerson || chosen && self.card.is_some()
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
