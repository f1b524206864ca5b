//! Who is named where nobody may be: the free texts of a dossier stay in the journal for ever, names do not belong there.

mod address;
mod place;
mod stranger;

pub use address::tells_address;
pub use stranger::names_a_person;

use super::book::Book;
use super::command::{DossierVerb, Verb};
use super::dossier::Payment;
use super::ids::PersonId;
use super::person::Person;
use super::refusal::Refusal;
use super::state::State;
use super::ticket::ApplicantKind;
use crate::text::fold::fold;
use crate::text::nfc::clean;
use place::without_places;
use std::ops::RangeInclusive;
use unicode_normalization::UnicodeNormalization;

/// Whether `text` names whoever is called `name`: the whole name of three words or more, however it is written, or, of a
/// citizen, its last two words. Two words alone are often others, without their accents above all («Thanh Toàn», thanh
/// toán, «Lê Phi», lệ phí): a word with accents counts with those of the name, one without counts with a capital letter.
/// A single word names nobody, nor does what is said to be a street, a school or a commune.
pub fn names(text: &str, name: &str, kind: ApplicantKind) -> bool {
    let (text, name) = (words(&without_places(&clean(text))), words(name));
    match name.as_slice() {
        [] | [_] => false,
        [_, _] => occurs(&text, &name, is_written),
        [.., given, last] => {
            let tail = [given.clone(), last.clone()];
            let called =
                kind == ApplicantKind::Citizen && tail.iter().all(|word| word.chars().all(char::is_alphabetic));
            occurs(&text, &name, |typed, word| fold(typed) == fold(word)) || called && occurs(&text, &tail, is_written)
        }
    }
}

/// Whether `text` says who `person` is: by name, or of a citizen where she lives.
pub fn tells_of(text: &str, person: &Person, kind: ApplicantKind) -> bool {
    names(text, &person.name, kind) || kind == ApplicantKind::Citizen && tells_address(text, person)
}

/// Each a run of letters and digits.
fn words(text: &str) -> Vec<String> {
    let text = clean(text);
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn occurs(text: &[String], name: &[String], same: impl Fn(&str, &str) -> bool) -> bool {
    text.windows(name.len()).any(|window| window.iter().zip(name).all(|(typed, word)| same(typed, word)))
}

/// The same letters with the same accents, wherever the tone is set (hoà, hòa); or typed without any, with a capital
/// before small letters: CHUA THANH TOAN names nobody.
fn is_written(typed: &str, word: &str) -> bool {
    let marks = |text: &str| {
        let mut marks: Vec<char> = text.nfd().collect();
        marks.sort_unstable();
        marks
    };
    let (small, plain) = (typed.to_lowercase(), fold(word));
    if small == fold(typed) {
        return small == plain && typed.starts_with(char::is_uppercase) && (is_plain(word) || !shouts(typed));
    }
    fold(typed) == plain && marks(&small) == marks(&word.to_lowercase())
}

/// All in capitals, which may be any word then.
fn shouts(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// Whole names have so many words; longer ones are an organisation's.
const NAME_WORDS: RangeInclusive<usize> = 3..=6;
/// So many possible names of a text are looked at: nobody writes a list of people.
const CALLED_MAX: usize = 24;

/// What may be somebody's whole name in a text: three words or more with a capital each, one after the other; where they
/// are all capitals, they have accents.
fn called(text: &str) -> Vec<String> {
    let text = without_places(&clean(text));
    let mut called = Vec::new();
    for part in text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ' ' | '-')) {
        let words: Vec<&str> = part.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        let is_name = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
        for run in words.split(|word| !is_name(word)) {
            let windows = NAME_WORDS.flat_map(|many| run.windows(many));
            let windows = windows.filter(|window| !window.iter().all(|word| shouts(word) && is_plain(word)));
            called.extend(windows.map(|window| window.join(" ")));
        }
    }
    called.truncate(CALLED_MAX);
    called
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

/// Without any accent.
fn is_plain(word: &str) -> bool {
    word.to_lowercase() == fold(word)
}

/// Whether this is somebody's whole name, with or without accents.
pub fn is_called(called: &str, person: &Person) -> bool {
    fold(called) == fold(&clean(&person.name))
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

/// No free text of `verb` may name whose dossier it is about, nor who is to be its applicant, nor say where she lives.
/// `known` finds a person, `right` is the record that comes with the verb.
///
/// # Errors
/// [`Refusal::ReasonPersonal`].
pub fn check<P: std::borrow::Borrow<Person>>(
    verb: &Verb,
    state: &State,
    book: &Book,
    known: impl Fn(PersonId) -> Option<P>,
    right: Option<&Person>,
) -> Result<(), Refusal> {
    let (texts, kind, applicant) = match verb {
        Verb::About { dossier, verb, .. } => match state.dossiers.get(dossier) {
            Some(dossier) => (verb.texts(), dossier.applicant_kind, dossier.applicant),
            None => return Ok(()),
        },
        Verb::ErasePerson { person, reason, .. } => (vec![reason.as_str()], ApplicantKind::Citizen, *person),
        _ => return Ok(()),
    };
    if texts.iter().all(|text| text.is_empty()) {
        return Ok(());
    }
    let known = known(applicant);
    let people = known.as_ref().map(std::borrow::Borrow::borrow).into_iter().chain(right);
    let named =
        |person: &Person| texts.iter().any(|text| tells_of(text, person, kind) && !is_offered(text, state, book));
    if people.into_iter().any(named) { Err(Refusal::ReasonPersonal) } else { Ok(()) }
}
