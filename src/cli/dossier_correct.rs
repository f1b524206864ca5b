//! `motcua dossier correct` of the applicant's data and of the procedure.

use super::answer::{Item, Objection, Shown};
use super::dossier;
use super::dossier_life::Right;
use super::office::Office;
use crate::domain::command::{Applicant, DossierVerb, Verb};
use crate::domain::decide::reach;
use crate::domain::dossier::Dossier;
use crate::domain::ids::{CounterId, Digest, DossierCode};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::engine::citizen::{in_archive, is_same};
use serde_json::json;

pub(super) fn run(
    office: &Office<'_>,
    code: &DossierCode,
    counter: Option<CounterId>,
    right: &Right,
    reason: &str,
) -> Result<Shown, Objection> {
    let found = dossier::dossier(office, &office.published(), code)?;
    let about = |verb| Verb::About { dossier: found.code.clone(), counter, verb };
    match &right.procedure {
        Some(typed) => procedure(office, &found, typed, right.yes, reason, about),
        None => applicant(office, &found, right, reason, about),
    }
}

/// It is about the procedure that was `typed`. The fee stays; where that of the procedure is another one, it is said.
fn procedure(
    office: &Office<'_>,
    found: &Dossier,
    typed: &str,
    sure: bool,
    reason: &str,
    about: impl FnOnce(DossierVerb) -> Verb,
) -> Result<Shown, Objection> {
    let published = office.published();
    let procedure = dossier::procedure(&published.book.catalogue, typed)?;
    let verb = DossierVerb::CorrectProcedure { procedure: procedure.key().to_owned(), reason: reason.to_owned() };
    let fee = found.fee_note(procedure, &office.words);
    if !sure {
        let told = fee.clone().map(Item::Line);
        super::sure::step(office, &found.code, &verb).map_err(|why| why.listing(told))?;
    }
    let wish = about(verb);
    super::sure::at_hand(office, &found.code, &wish)?;
    let answer = office.submit(wish)?;
    let mut shown = dossier::shown(office, &answer.published, &found.code, false)?;
    if let Some(line) = fee {
        shown.text = format!("{}\n{line}", shown.text);
        shown.json["procedure_fee"] = json!(procedure.stated_fee());
    }
    Ok(shown)
}

/// What was typed of the applicant is right.
fn applicant(
    office: &Office<'_>,
    found: &Dossier,
    right: &Right,
    reason: &str,
    about: impl FnOnce(DossierVerb) -> Verb,
) -> Result<Shown, Objection> {
    let known = dossier::person(office, &office.published(), found)?;
    let known = known.ok_or_else(|| Objection::own("person_gone", &[("dossier", &found.code)]))?;
    let known = Person { pin: None, ..Person::clone(&known) };
    let mut person = known.clone();
    for (field, typed) in right.of_applicant() {
        typed.clone_into(person.field_mut(field));
    }
    let person = person.checked().map_err(Refusal::Person)?;
    let fields = known.differs(&person);
    let to = whose(office, found, &known, &person, right.yes)?;
    let verb = DossierVerb::CorrectApplicant { to, fields, archived: false, reason: reason.to_owned() };
    let wish = about(verb);
    super::sure::at_hand(office, &found.code, &wish)?;
    let answer = office.submit_with(wish, Some(person))?;
    dossier::shown(office, &answer.published, &found.code, false)
}

/// Whether the same person is meant, or the dossier is another's.
fn whose(
    office: &Office<'_>,
    dossier: &Dossier,
    was: &Person,
    right: &Person,
    sure: bool,
) -> Result<Applicant, Objection> {
    let hers = Applicant::Renewed(dossier.applicant, Digest([0; 32]));
    let another = Applicant::New(Digest([0; 32]));
    let fields: Vec<&str> = was.differs(right).iter().map(|field| office.words.get(field.key())).collect();
    let fields = fields.join(", ");
    let published = office.published();
    let mut archived = in_archive(office.hub.reader(), &published.state, dossier.applicant)?;
    archived.retain(|code| *code != dossier.code);
    let reach = reach(&published.state, dossier, office.by()).with(&archived);
    let reached = office.words.say(&reach);
    let ask = |key: &str, known: &str| {
        let gaps = [
            ("dossier", dossier.code.0.as_str()),
            ("name", &was.name),
            ("right", &right.name),
            ("known", known),
            ("reach", &reached),
            ("what", &fields),
        ];
        let why = office.words.fill(key, &gaps);
        if sure { Ok(()) } else { Err(Objection::own("not_sure", &[("why", &why)])) }
    };
    let known = match right.id_number.as_str() {
        "" => None,
        number if number == was.id_number => None,
        number => office.hub.reader().citizen(number)?.filter(|(id, _)| *id != dossier.applicant),
    };
    let moves = was.is_another(right);
    match known {
        Some((_, known)) if is_same(&known, right) => ask("step.correct_known", &known.name).map(|()| another),
        Some((_, known)) if moves => ask("step.correct_new_number", &known.name).map(|()| another),
        Some((_, known)) => ask("step.correct_number", &known.name).map(|()| hers),
        None if moves => ask("step.correct_new", "").map(|()| another),
        None if reach.others.is_empty() && !dossier.status.is_over() => Ok(hers),
        None => ask("step.correct_hers", "").map(|()| hers),
    }
}
