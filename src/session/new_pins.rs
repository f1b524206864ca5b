//! A typed PIN becomes the wish to set it: its hash in the officer's record. Takes long; not for a screen's own path.

use crate::domain::command::{Actor, Verb};
use crate::domain::ids::{Digest, OfficerId};
use crate::domain::person::{Person, PinHash};
use crate::domain::published::Published;
use crate::engine::{Request, pin};

/// Whether the PIN that she has now will do again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    May,
    MayNot,
}

/// The wish of `by` that `typed` be the PIN of officer `id`.
///
/// # Errors
/// The key of the sentence that says why it is not taken.
pub(super) fn wish(seen: &Published, by: Actor, id: OfficerId, typed: &str, old: Old) -> Result<Request, &'static str> {
    let officer = seen.state.officers.get(&id).filter(|officer| officer.active);
    let person = officer.and_then(|officer| seen.people.get(&officer.person)).ok_or("form.officer_unknown")?;
    if !PinHash::may_be_of(typed) {
        return Err("office.pin_unfit");
    }
    if old == Old::MayNot && person.pin.as_ref().is_some_and(|kept| pin::verify(kept, typed)) {
        return Err("form.pin_same");
    }
    let hash = pin::hash(typed).ok_or("office.pin_not_made")?;
    let person = Person { pin: Some(hash), ..Person::clone(person) };
    // The engine puts the digest of the sealed record here.
    let wish = Request::new(by, Verb::SetPin { officer: id, digest: Digest([0; 32]) });
    Ok(wish.with_person(Some(person)))
}
