//! A dossier that is being written down: what was typed, and everything that is still wrong with it.

use super::parts::field::Field;
use super::parts::list::List;
use super::seen::Seen;
use super::tell::{Said, Tell};
use crate::domain::command::{Applicant, Receive};
use crate::domain::dossier::Channel;
use crate::domain::ids::{CounterId, Digest, PersonId};
use crate::domain::person::{Flaw, Person};
use crate::domain::procedure::{Fee, Procedure};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::ApplicantKind;
use crate::text::money;
use std::collections::BTreeSet;

/// Places of the form, in the order of Tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Entry {
    #[default]
    Procedure,
    Name,
    Phone,
    IdNumber,
    Address,
    Hamlet,
    FormerCommune,
    Kind,
    Sets,
    Fee,
    Papers,
}

impl Entry {
    pub const ALL: [Self; 11] = [
        Self::Procedure,
        Self::Name,
        Self::Phone,
        Self::IdNumber,
        Self::Address,
        Self::Hamlet,
        Self::FormerCommune,
        Self::Kind,
        Self::Sets,
        Self::Fee,
        Self::Papers,
    ];

    /// Key of its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Procedure => "form.procedure",
            Self::Name => "form.name",
            Self::Phone => "form.phone",
            Self::IdNumber => "form.id_number",
            Self::Address => "form.address",
            Self::Hamlet => "form.hamlet",
            Self::FormerCommune => "form.former_commune",
            Self::Kind => "form.kind",
            Self::Sets => "form.sets",
            Self::Fee => "form.fee",
            Self::Papers => "form.papers",
        }
    }

    /// Whether something is typed there.
    pub fn is_typed(self) -> bool {
        !matches!(self, Self::Kind | Self::Papers)
    }
}

/// A dossier under writing. Stays as it is until it is saved or emptied, whatever screen is in front.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    fields: [Field; Entry::ALL.len()],
    /// The procedure that was chosen, by its key.
    pub procedure: Option<String>,
    /// The bar in the list of procedures that fit.
    pub offered: List,
    pub kind: ApplicantKind,
    /// Papers that were seen; an aid for the eyes, not kept.
    pub ticked: BTreeSet<usize>,
    pub papers: List,
    pub focus: Entry,
    /// Saving was tried: what is wrong is shown from then on.
    pub tried: bool,
    /// The applicant of the dossier saved before in this visit.
    pub known: Option<(PersonId, Person)>,
    /// The wish that is on its way.
    pub saving: Option<u64>,
}

impl Draft {
    pub fn new(kind: ApplicantKind) -> Self {
        let mut draft = Self {
            fields: std::array::from_fn(|_| Field::default()),
            procedure: None,
            offered: List::default(),
            kind,
            ticked: BTreeSet::new(),
            papers: List::default(),
            focus: Entry::Procedure,
            tried: false,
            known: None,
            saving: None,
        };
        draft.fields[Entry::Sets as usize] = Field::new("1");
        draft
    }

    pub fn field(&self, entry: Entry) -> &Field {
        &self.fields[entry as usize]
    }

    /// The field with the caret, where the focus is on one.
    pub fn focused(&mut self) -> Option<&mut Field> {
        self.focus.is_typed().then(|| &mut self.fields[self.focus as usize])
    }

    /// The procedure that was chosen.
    pub fn chosen<'a>(&self, seen: Seen<'a>) -> Option<&'a Procedure> {
        seen.published.book.catalogue.get(self.procedure.as_deref()?)
    }

    /// Procedures that fit what was typed, best first; the common ones while nothing was.
    pub fn offers<'a>(&self, seen: Seen<'a>, max: usize) -> Vec<&'a Procedure> {
        let typed = self.field(Entry::Procedure).text();
        let catalogue = &seen.published.book.catalogue;
        if typed.trim().is_empty() {
            return catalogue.iter().filter(|procedure| !procedure.label.is_empty()).take(max).collect();
        }
        catalogue.search(typed, max)
    }

    /// Takes a procedure, its fee where one is known, and its papers.
    pub fn choose(&mut self, procedure: &Procedure) {
        self.procedure = Some(procedure.key().to_owned());
        self.fields[Entry::Procedure as usize].set(procedure.short());
        let fee = match procedure.fee {
            Fee::Free => "0".to_owned(),
            Fee::Vnd(fee) => money::grouped(fee),
            Fee::ProvinceSet | Fee::ByCircular | Fee::Unknown => String::new(),
        };
        self.fields[Entry::Fee as usize].set(&fee);
        self.ticked.clear();
        self.papers = List::default();
    }

    /// The name of the procedure was changed by hand, so it is not chosen any more.
    pub fn unchoose(&mut self) {
        self.procedure = None;
        self.offered = List::default();
    }

    /// Everything that is wrong, in the order of the form.
    pub fn flaws(&self) -> Vec<(Entry, Tell)> {
        let mut flaws = Vec::new();
        if self.procedure.is_none() {
            flaws.push((Entry::Procedure, Tell::Said(Said::new("form.procedure_missing"))));
        }
        for flaw in self.person().checked().err().unwrap_or_default() {
            let say = |flaw: &Flaw| Tell::Said(Said::new(crate::text::words::Sentence::key(flaw)));
            match flaw {
                Flaw::NameMissing | Flaw::NameWithoutLetters | Flaw::NameTooLong => {
                    flaws.push((Entry::Name, say(&flaw)));
                }
                Flaw::PhoneWrong => flaws.push((Entry::Phone, say(&flaw))),
                Flaw::IdNumberWrong => flaws.push((Entry::IdNumber, say(&flaw))),
                Flaw::AddressTooLong => {
                    let places = [Entry::Address, Entry::Hamlet, Entry::FormerCommune];
                    let long = places.into_iter().filter(|place| self.is_long(*place));
                    flaws.extend(long.map(|place| (place, say(&flaw))));
                }
            }
        }
        if self.sets().is_none() {
            flaws.push((Entry::Sets, Tell::Refusal(Refusal::SetsWrong)));
        }
        if !self.field(Entry::Fee).text().trim().is_empty() && self.fee().is_none() {
            flaws.push((Entry::Fee, Tell::Said(Said::new("form.fee_wrong"))));
        }
        flaws
    }

    fn is_long(&self, place: Entry) -> bool {
        crate::text::nfc::clean(self.field(place).text()).chars().count() > Person::PLACE_MAX
    }

    fn sets(&self) -> Option<u16> {
        self.field(Entry::Sets).text().trim().parse().ok().filter(|sets| (1..=999).contains(sets))
    }

    fn fee(&self) -> Option<u64> {
        money::parse(&self.field(Entry::Fee).text().replace(' ', ""))
    }

    /// The applicant as typed.
    pub fn person(&self) -> Person {
        let text = |entry| self.field(entry).text().to_owned();
        Person {
            name: text(Entry::Name),
            phone: text(Entry::Phone),
            id_number: text(Entry::IdNumber),
            address: text(Entry::Address),
            hamlet: text(Entry::Hamlet),
            former_commune: text(Entry::FormerCommune),
            pin: None,
        }
    }

    /// The wish, and who is new with it; `None` while something is wrong.
    pub fn wish(&self, counter: CounterId) -> Option<(Receive, Option<Person>)> {
        let person = self.person().checked().ok()?;
        let known = self.known.as_ref().filter(|(_, known)| *known == person).map(|(id, _)| *id);
        let receive = Receive {
            procedure: self.procedure.clone()?,
            // The session puts the digest of the stored record here; a form knows no salt.
            applicant: known.map_or(Applicant::New(Digest([0; 32])), Applicant::Known),
            kind: self.kind,
            sets: self.sets()?,
            fee: self.fee(),
            channel: Channel::InPerson,
            counter: Some(counter),
            received: None,
            holder: None,
        };
        Some((receive, known.is_none().then_some(person)))
    }

    /// After saving: ready for the next dossier of the same person.
    pub fn next_of(&mut self, applicant: PersonId) {
        if let Ok(person) = self.person().checked() {
            self.known = Some((applicant, person));
        }
        for entry in [Entry::Procedure, Entry::Fee] {
            self.fields[entry as usize].clear();
        }
        self.fields[Entry::Sets as usize].set("1");
        self.unchoose();
        self.ticked.clear();
        (self.focus, self.tried, self.saving) = (Entry::Procedure, false, None);
    }
}
