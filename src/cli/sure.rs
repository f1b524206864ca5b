//! What a command line is asked about once more: it is allowed, but more often a slip than meant.

use super::answer::{Item, Objection};
use super::office::Office;
use crate::domain::command::{Actor, Command, DossierVerb, Verb};
use crate::domain::decide::{decide, decide_onto};
use crate::domain::dossier::{Asking, Caution, Dossier, Status, is_long_ago, known_agencies};
use crate::domain::ids::DossierCode;
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::state::State;
use crate::engine::Request;
use crate::engine::citizen::is_same;

/// A step of a dossier.
///
/// # Errors
/// What to say before it is asked for again with `--yes`.
pub(super) fn step(office: &Office<'_>, code: &DossierCode, verb: &DossierVerb) -> Result<(), Objection> {
    let published = office.published();
    let state = &with_archived(office, present(office, &published), code, verb)?;
    let dossier = state.dossiers.get(code);
    let (by, now, book) = (office.by(), office.now(), &published.book);
    let wish = Verb::About { dossier: code.clone(), counter: None, verb: verb.clone() };
    // What is refused in any case is not asked about.
    if decide(state, book, &Command { id: office.id(), by, verb: wish }, now).is_err() {
        return Ok(());
    }
    let caution = dossier.and_then(|dossier| dossier.caution(verb, Asking { by, now, book, state }));
    match caution.map_or_else(|| receipt(office, verb), |caution| Ok(Some(caution)))? {
        Some(caution @ Caution::NewAgency { .. }) => {
            let known = known_agencies(state).into_iter().map(Item::Line);
            Err(Objection::own("agency_not_known", &[("why", &office.words.say(&caution))]).listing(known))
        }
        Some(caution) => Err(Objection::own("not_sure", &[("why", &office.words.say(&caution))])),
        None => Ok(()),
    }
}

/// The state as time alone has made it: what was at hand yesterday may be in the archive.
fn present(office: &Office<'_>, published: &Published) -> State {
    let tick = Command { id: office.id(), by: Actor::Clock, verb: Verb::Tick };
    let passed = decide_onto(&published.state, &published.book, &tick, office.now());
    passed.map_or_else(|_| published.state.clone(), |passed| passed.state)
}

/// The state, with the dossier where it is in the archive and `verb` is for what is over.
fn with_archived(
    office: &Office<'_>,
    mut state: State,
    code: &DossierCode,
    verb: &DossierVerb,
) -> Result<State, Objection> {
    if verb.is_for_what_is_over()
        && !state.dossiers.contains_key(code)
        && let Some(archived) = office.hub.reader().dossier(code)?
    {
        state.dossiers.insert(code.clone(), archived);
    }
    Ok(state)
}

/// Lets the dossier of `wish` be at hand again where the archive has it and the rules allow what is wished.
///
/// # Errors
/// Why they do not.
pub(super) fn at_hand(office: &Office<'_>, code: &DossierCode, wish: &Verb) -> Result<(), Objection> {
    let published = office.published();
    let Verb::About { verb, .. } = wish else { return Ok(()) };
    let present = present(office, &published);
    if present.dossiers.contains_key(code) {
        return Ok(());
    }
    let state = with_archived(office, present, code, verb)?;
    if !state.dossiers.contains_key(code) {
        return Ok(());
    }
    let (by, now) = (office.by(), office.now());
    let bring = Verb::BringBack { dossier: code.clone(), archived: None };
    let command = |verb: &Verb| Command { id: office.id(), by, verb: verb.clone() };
    decide(&state, &published.book, &command(&bring), now)?;
    decide(&state, &published.book, &command(wish), now)?;
    office.hub.submit_blocking(Request::new(by, bring))?;
    office.has_recorded();
    Ok(())
}

/// Handing a result over.
///
/// # Errors
/// As [`step`].
pub(super) fn hand_over(office: &Office<'_>, code: &DossierCode) -> Result<(), Objection> {
    let published = office.published();
    let dossier = published.state.dossiers.get(code);
    match dossier.filter(|dossier| dossier.status == Status::Finished).and_then(Dossier::before_handing_over) {
        Some(caution) => Err(Objection::own("not_sure", &[("why", &office.words.say(&caution))])),
        None => Ok(()),
    }
}

/// A receipt whose number was given this year for a dossier that is over.
fn receipt(office: &Office<'_>, verb: &DossierVerb) -> Result<Option<Caution>, Objection> {
    let Some(number) = verb.receipt() else { return Ok(None) };
    let given = office.hub.reader().receipt(&number, office.now())?;
    Ok(given.map(|dossier| Caution::ReceiptTwice { number, dossier }))
}

/// A receipt that was long ago.
///
/// # Errors
/// As [`step`].
pub(super) fn received(office: &Office<'_>, wish: &Verb) -> Result<(), Objection> {
    let Verb::Receive(receive) = wish else { return Ok(()) };
    let (published, by, now) = (office.published(), office.by(), office.now());
    let Some(at) = receive.received.filter(|at| is_long_ago(*at, now)) else { return Ok(()) };
    // What is refused in any case is not asked about.
    let command = Command { id: office.id(), by, verb: wish.clone() };
    if decide(&published.state, &published.book, &command, now).is_err() {
        return Ok(());
    }
    let at = at.local().format("%H:%M %d/%m/%Y").to_string();
    let why = office.words.fill("form.confirm_long_ago", &[("at", &at)]);
    Err(Objection::own("not_sure", &[("why", &why)]))
}

/// An applicant whose ID number belongs to another name.
///
/// # Errors
/// As [`step`]; [`Objection::Store`] where the keyed copy cannot be read.
pub(super) fn applicant(office: &Office<'_>, person: &Person) -> Result<(), Objection> {
    if person.id_number.is_empty() {
        return Ok(());
    }
    match office.hub.reader().citizen(&person.id_number)? {
        Some((_, known)) if !is_same(&known, person) => {
            let why = office.words.fill("cli.number_of_another", &[("name", &known.name)]);
            Err(Objection::own("not_sure", &[("why", &why)]))
        }
        _ => Ok(()),
    }
}
