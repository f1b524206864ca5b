//! The forms that make right who the applicant is and what a dossier is about.

use super::dossier_step::{NUMBERS, Row, StepForm, Value, What, line};
use super::form::Stop;
use crate::domain::command::{Actor, Applicant, DossierVerb};
use crate::domain::decide::reach;
use crate::domain::dossier::{Channel, Delivery, Dossier};
use crate::domain::ids::{Digest, DossierCode};
use crate::domain::person::{Person, PersonField};
use crate::domain::procedure::Procedure;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::money::grouped;
use crate::tui::parts::field::Field;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Procedures to choose from at most.
const HITS_MAX: usize = 50;

/// Whose an ID number is.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) enum Whose {
    /// Nobody was asked.
    #[default]
    Unasked,
    /// Saving waits for the answer about this number.
    Asked(String),
    /// This number is known under this name, or not at all.
    Answered(String, Option<String>),
}

/// Which dossiers of the applicant are in the archive.
#[derive(Clone, Debug, Default)]
pub(in crate::tui) enum Hers {
    /// Nobody was asked.
    #[default]
    Unasked,
    /// Saving waits for the answer.
    Asked,
    /// These.
    Known(Vec<DossierCode>),
}

/// What a correction of the applicant comes to.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Correcting {
    /// As she is to be.
    pub person: Person,
    fields: Vec<PersonField>,
    /// Under whose name the number is known; it is neither hers who has the dossier, nor nobody's.
    known: Option<String>,
    /// Whether the dossier goes to another person.
    moves: bool,
}

/// What stands before this field of a person: the same as where she was received.
pub(super) fn label(field: PersonField) -> &'static str {
    Stop::from(field).label()
}

/// Whether words are typed behind this label, which are composed; numbers and dates are not.
pub(in crate::tui) fn is_words(label: &str) -> bool {
    let numbers = ["form.phone", "form.id_number", "step.amount", "step.until", "step.right"];
    !numbers.contains(&label) && !NUMBERS.contains(&label)
}

/// Whether what is typed behind this label is in one's own words and stays in the journal.
pub(in crate::tui) fn is_own_words(label: &str) -> bool {
    label.starts_with("step.") && is_words(label)
}

/// What is known of her, to be typed over.
pub(super) fn applicant_rows(dossier: &Dossier, seen: Seen<'_>) -> Vec<Row> {
    let person = seen.published.people.get(&dossier.applicant);
    let text = |field| person.map_or("", |person| person.field(field));
    let fields = PersonField::ALL.into_iter().map(|field| Row::Line(label(field), Field::new(text(field))));
    fields.chain([line("step.reason")]).collect()
}

/// The row for the right value.
pub(super) fn right(what: What, dossier: &Dossier) -> Row {
    let pick = |values: Vec<Value>, now: &Value| {
        let at = values.iter().position(|value| value == now).unwrap_or(0);
        Row::Pick("step.right", values, at)
    };
    let typed = |text: &str| Row::Line("step.right", Field::new(text));
    match what {
        What::Sets => typed(&dossier.sets.to_string()),
        What::Fee => typed(&dossier.fee.map(grouped).unwrap_or_default()),
        What::Received => typed(&dossier.accepted.local().format("%H:%M %d/%m/%Y").to_string()),
        What::Kind => {
            let all = [ApplicantKind::Citizen, ApplicantKind::Organisation, ApplicantKind::Enterprise];
            pick(all.map(Value::Kind).to_vec(), &Value::Kind(dossier.applicant_kind))
        }
        What::Channel => {
            let all = [Channel::InPerson, Channel::Post, Channel::Online];
            pick(all.map(Value::Channel).to_vec(), &Value::Channel(dossier.channel))
        }
        What::Delivery => {
            let all = [Delivery::Counter, Delivery::Post, Delivery::Online];
            pick(all.map(Value::Delivery).to_vec(), &Value::Delivery(dossier.delivery))
        }
    }
}

impl StepForm {
    /// What was typed, compared with what is known.
    pub fn correcting(&self, seen: Seen<'_>) -> Result<Correcting, Tell> {
        let dossier = seen.state().dossiers.get(&self.code).ok_or_else(|| Tell::key("dossiers.gone"))?;
        let known = seen.published.people.get(&dossier.applicant).ok_or_else(|| Tell::key("dossiers.gone"))?;
        let mut person = Person::default();
        for field in PersonField::ALL {
            *person.field_mut(field) = self.text(label(field));
        }
        let person = person.checked().map_err(|flaws| Tell::Refusal(Refusal::Person(flaws)))?;
        let fields = known.differs(&person);
        let number = &person.id_number;
        let new_number = fields.contains(&PersonField::IdNumber) && !number.is_empty();
        let others = seen.published.people.iter().filter(|(id, _)| **id != dossier.applicant);
        let mut others = others.map(|(_, other)| other).filter(|other| new_number && other.id_number == *number);
        let is_hers = |name: &str| fold(name) == fold(&person.name);
        let in_sight = others.clone().find(|other| is_hers(&other.name)).or_else(|| others.next());
        let answered = match &self.whose {
            Whose::Answered(asked, name) if new_number && asked == number => name.clone(),
            _ => None,
        };
        let name = in_sight.map(|other| other.name.clone()).or(answered);
        let moves = known.is_another(&person) || name.as_deref().is_some_and(is_hers);
        Ok(Correcting { person, fields, known: name, moves })
    }

    /// The number that nobody in sight has and that was not asked for.
    pub fn to_ask(&self, found: &Correcting) -> Option<String> {
        let number = &found.person.id_number;
        let answered = matches!(&self.whose, Whose::Answered(asked, _) if asked == number);
        let asks = found.fields.contains(&PersonField::IdNumber) && !number.is_empty();
        (asks && found.known.is_none() && !answered).then(|| number.clone())
    }

    pub(super) fn correct_applicant(&self, seen: Seen<'_>) -> Result<DossierVerb, Tell> {
        let Correcting { fields, moves, .. } = self.correcting(seen)?;
        let dossier = seen.state().dossiers.get(&self.code).ok_or_else(|| Tell::key("dossiers.gone"))?;
        // The hub puts the digest of her record here, and finds whoever is known under the number and the name.
        let digest = Digest([0; 32]);
        let to = if moves { Applicant::New(digest) } else { Applicant::Renewed(dossier.applicant, digest) };
        Ok(DossierVerb::CorrectApplicant { to, fields, archived: false, reason: self.text("step.reason") })
    }

    /// The procedure that was chosen, by its code or name.
    pub fn procedure(&self) -> Option<&str> {
        match self.value("step.right") {
            Some(Value::Procedure(key, _)) => Some(key),
            _ => None,
        }
    }

    /// Finds what fits what was typed.
    pub fn look(&mut self, seen: Seen<'_>) {
        let typed = self.text("form.procedure");
        let catalogue = &seen.published.book.catalogue;
        let hits = if typed.is_empty() { Vec::new() } else { catalogue.search(&typed, HITS_MAX) };
        let value = |hit: &Procedure| Value::Procedure(hit.key().to_owned(), hit.short().to_owned());
        if let Some(Row::Pick(_, values, at)) = self.rows.get_mut(1) {
            (*values, *at) = (hits.into_iter().map(value).collect(), 0);
        }
    }
}

impl Correcting {
    /// Whether the dossier goes to another person.
    pub fn moves(&self) -> bool {
        self.moves
    }

    /// What is going to happen, as a question; `archived` are her dossiers in the archive.
    pub fn question(&self, dossier: &Dossier, by: Actor, archived: &[DossierCode], seen: Seen<'_>) -> Said {
        let key = match (&self.known, self.moves) {
            (None, false) => "step.correct_hers",
            (Some(_), false) => "step.correct_number",
            (None, true) => "step.correct_new",
            (Some(known), true) if fold(known) == fold(&self.person.name) => "step.correct_known",
            (Some(_), true) => "step.correct_new_number",
        };
        let fields: Vec<&str> = self.fields.iter().map(|field| seen.get(field.key())).collect();
        let reach = reach(seen.state(), dossier, by).with(archived);
        let said = Said::new(key).with("name", seen.published.name(dossier.applicant));
        let said = said.with("reach", seen.words.say(&reach));
        let said = said.with("what", fields.join(", ")).with("right", &self.person.name).with("dossier", &dossier.code);
        said.with("known", self.known.as_deref().unwrap_or_default())
    }
}
