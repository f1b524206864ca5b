//! Whether the number of a paper, or a code of another system, is the applicant's own: they stay in the journal too.

use super::own::names;
use crate::domain::command::{DossierVerb, Verb};
use crate::domain::dossier::Payment;
use crate::domain::person::Person;
use crate::domain::ticket::ApplicantKind;

/// The end of a telephone number that is the same with 0 and with 84 before it.
const PHONE_DIGITS: usize = 9;
/// An ID number or a passport has at least so many letters and digits: fewer stand in any code.
const ID_LEAST: usize = 8;

/// Whether `code` has `person`'s ID number, her telephone number or her name, whatever stands between.
pub fn is_hers(code: &str, person: &Person, kind: ApplicantKind) -> bool {
    has_number(code, person) || names(code, &person.name, kind)
}

/// Whether `text` has `person`'s ID number or her telephone number, whatever stands between.
pub fn has_number(text: &str, person: &Person) -> bool {
    let (written, digits) = (joined(text), digits(text));
    let id_number = joined(&person.id_number);
    let phone = self::digits(&person.phone);
    let has_phone = || {
        let end = phone.get(phone.len().saturating_sub(PHONE_DIGITS)..).filter(|end| end.len() >= ID_LEAST);
        end.is_some_and(|end| digits.contains(end))
    };
    id_number.len() >= ID_LEAST && written.contains(&id_number) || has_phone()
}

/// Letters and digits alone, as capitals.
fn joined(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The numbers of papers and codes that `verb` writes into the journal as they were typed.
pub fn codes(verb: &Verb) -> Vec<&str> {
    match verb {
        Verb::Receive(receive) => receive.foreign.iter().map(String::as_str).collect(),
        Verb::About {
            verb:
                DossierVerb::AskAgency { number, .. }
                | DossierVerb::Escalate { number, .. }
                | DossierVerb::Answer { number, .. }
                | DossierVerb::Post { number, .. }
                | DossierVerb::Pay(Payment::Taken { number, .. }),
            ..
        } => vec![number],
        _ => Vec::new(),
    }
}
