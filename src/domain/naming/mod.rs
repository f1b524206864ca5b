//! Who is named where nobody may be: the free texts of a dossier stay in the journal for ever, names do not belong there.

mod address;
mod coded;
mod ordinary;
mod own;
mod place;
mod stranger;

pub use address::tells_address;
pub use coded::codes;
use coded::{has_number, is_hers};
pub use own::names;
pub use stranger::names_a_person;

use super::book::Book;
use super::command::{Applicant, DossierVerb, Verb};
use super::dossier::{CaseRefusal, Payment};
use super::ids::PersonId;
use super::person::Person;
use super::refusal::Refusal;
use super::state::State;
use super::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use own::{alike, is_plain, shouts};
use place::{Areas, clauses, without_places};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use stranger::{in_small_letters, may_be_plain_family};

/// Whether `text` says who `person` is: by name, or of a citizen where she lives.
pub fn tells_of(text: &str, person: &Person, kind: ApplicantKind) -> bool {
    names(text, &person.name, kind) || kind == ApplicantKind::Citizen && tells_address(text, person)
}

/// Whole names have so many words; longer ones are an organisation's.
const NAME_WORDS: RangeInclusive<usize> = 3..=6;
/// So many possible names of a text are looked at: nobody writes a list of people.
const CALLED_MAX: usize = 24;

/// What may be somebody's whole name in a text: three words or more with a capital each, one after the other; where they
/// are all capitals, they have accents. Or in small letters what begins with the name of a family.
fn called(text: &str) -> Vec<String> {
    let text = without_places(&clean(text), Areas::Said);
    let mut called = Vec::new();
    for part in text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ' ' | '-')) {
        let words: Vec<&str> = part.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        let is_name = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        for run in words.split(|word| !is_name(word)) {
            let windows = NAME_WORDS.flat_map(|many| run.windows(many));
            // In capitals without accents anything may be written; but what begins with a family's name may be hers.
            let is_loud = |window: &&[&str]| window.iter().all(|word| shouts(word) && is_plain(word));
            let windows = windows.filter(|window| !is_loud(window) || may_be_plain_family(window[0]));
            called.extend(windows.flat_map(orders));
        }
    }
    called.extend(clauses(&text).iter().flat_map(|clause| in_small_letters(clause)));
    let mut seen = BTreeSet::new();
    called.retain(|name| seen.insert(name.clone()));
    called.truncate(CALLED_MAX);
    called
}

/// A name as it is written, and where a family's name stands last, as it would be with that first.
fn orders(window: &[&str]) -> Vec<String> {
    let mut orders = vec![window.join(" ")];
    if let [others @ .., last] = window
        && may_be_plain_family(last)
        && !may_be_plain_family(window[0])
    {
        orders.push([&[*last], others].concat().join(" "));
        orders.push(window.iter().rev().copied().collect::<Vec<_>>().join(" "));
    }
    orders
}

/// What may be whole names in the free texts of `verb`; [`is_called`] says of whoever is found by one whether it is hers.
pub fn maybe_named(verb: &Verb, state: &State, book: &Book) -> Vec<String> {
    let texts = match verb {
        Verb::About { verb, .. } => verb.texts(),
        Verb::ErasePerson { reason, .. } => vec![reason.as_str()],
        _ => Vec::new(),
    };
    texts.into_iter().filter(|text| !is_offered(text, state, book)).flat_map(called).collect()
}

/// Whether this is somebody's whole name: with a capital each, with or without accents; in small letters, with her
/// accents or without any.
pub fn is_called(called: &str, person: &Person) -> bool {
    let name = clean(&person.name);
    let (typed, own): (Vec<&str>, Vec<&str>) = (called.split(' ').collect(), name.split(' ').collect());
    let has_capitals = typed.iter().all(|word| word.starts_with(char::is_uppercase));
    let is_hers = |(typed, word): (&&str, &&str)| alike(typed, word);
    fold(called) == fold(&name) && (has_capitals || typed.iter().zip(&own).all(is_hers))
}

impl DossierVerb {
    /// What was written in one's own words.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::AskSupplement { items, reason } => items.iter().chain([reason]).map(String::as_str).collect(),
            Self::AskAgency { whom, question, .. } | Self::Escalate { whom, question, .. } => vec![whom, question],
            Self::Pay(Payment::Exempt { ground: text } | Payment::Refunded { reason: text, .. })
            | Self::Give { note: text, .. }
            | Self::Answer { answer: text, .. }
            | Self::Refuse { reason: text }
            | Self::AskPayment { reason: text, .. }
            | Self::GiveBack { reason: text }
            | Self::ProposeExtension { reason: text, .. }
            | Self::RejectExtension { reason: text }
            | Self::Withdraw { reason: text }
            | Self::Stop { reason: text }
            | Self::Correct { reason: text, .. }
            | Self::CorrectApplicant { reason: text, .. }
            | Self::CorrectProcedure { reason: text, .. }
            | Self::MarkConflict { reason: text, .. } => vec![text],
            Self::Pay(Payment::Taken { .. })
            | Self::Accept
            | Self::Supplemented
            | Self::Take
            | Self::Extend
            | Self::Post { .. } => Vec::new(),
        }
    }
}

/// Whether `text` is one that the centre's settings or the catalogue offer: nobody typed it.
fn is_offered(text: &str, state: &State, book: &Book) -> bool {
    let work = &state.centre.work;
    let settled = || work.agencies.iter().chain(&work.exempt).any(|known| known == text);
    settled() || book.catalogue.iter().any(|procedure| procedure.papers.iter().any(|paper| paper == text))
}

/// No free text of `verb` may name whose dossier it is about, nor who is to be its applicant, nor say where she lives; no
/// number of a paper and no code may be hers. `known` finds a person, `right` is the record that comes with the verb.
///
/// # Errors
/// [`Refusal::ReasonPersonal`], [`CaseRefusal::NumberPersonal`].
pub fn check<P: std::borrow::Borrow<Person>>(
    verb: &Verb,
    state: &State,
    book: &Book,
    known: impl Fn(PersonId) -> Option<P>,
    right: Option<&Person>,
) -> Result<(), Refusal> {
    let (texts, kind, applicant) = match verb {
        Verb::About { dossier, verb, .. } => match state.dossiers.get(dossier) {
            Some(dossier) => (verb.texts(), dossier.applicant_kind, Some(dossier.applicant)),
            None => return Ok(()),
        },
        Verb::ErasePerson { person, reason, .. } => (vec![reason.as_str()], ApplicantKind::Citizen, Some(*person)),
        Verb::Receive(receive) => match receive.applicant {
            Applicant::Known(person) | Applicant::Renewed(person, _) => (Vec::new(), receive.kind, Some(person)),
            Applicant::New(_) => (Vec::new(), receive.kind, None),
        },
        _ => return Ok(()),
    };
    let codes = codes(verb);
    if texts.iter().chain(&codes).all(|text| text.is_empty()) {
        return Ok(());
    }
    let known = applicant.and_then(known);
    let people: Vec<&Person> = known.as_ref().map(std::borrow::Borrow::borrow).into_iter().chain(right).collect();
    let tells = |text: &str, person: &Person| tells_of(text, person, kind) || has_number(text, person);
    let named = |person: &Person| texts.iter().any(|text| tells(text, person) && !is_offered(text, state, book));
    if people.iter().any(|person| named(person)) {
        return Err(Refusal::ReasonPersonal);
    }
    let is_coded = |person: &&Person| codes.iter().any(|code| is_hers(code, person, kind));
    if people.iter().any(is_coded) { Err(CaseRefusal::NumberPersonal.into()) } else { Ok(()) }
}
