//! The agencies outside that are known by name: those of the settings and those that were asked. A slip of typing is no
//! new one.

use super::{Caution, Change, Dossier};
use crate::domain::state::State;
use crate::text::fold::fold;
use crate::text::nearest::within;
use crate::text::nfc::clean;
use std::collections::BTreeSet;

/// So many letters of a name for each that may be wrong in it.
const LETTERS_A_SLIP: usize = 6;

/// Those of the settings in their order, then the others that were asked, by name; each once. Those of dossiers at hand too:
/// a snapshot of before they were kept has none.
pub fn known_agencies(state: &State) -> Vec<String> {
    let mut known = state.centre.work.agencies.clone();
    let changes = state.dossiers.values().flat_map(Dossier::changes);
    let at_hand = changes.filter_map(|(_, change)| match change {
        Change::Asked(inquiry) => Some(&inquiry.whom),
        _ => None,
    });
    let asked: BTreeSet<&String> = at_hand.chain(&state.asked).collect();
    for whom in asked {
        if !known.iter().any(|one| is_same(one, whom)) {
            known.push(whom.clone());
        }
    }
    known
}

/// Whether both are one name, whatever letters are capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The name as it is known, where it is; else as it was typed.
pub fn as_known(state: &State, typed: &str) -> String {
    let typed = clean(typed);
    known_agencies(state).into_iter().find(|one| is_same(one, &typed)).unwrap_or(typed)
}

/// What there is to ask about somebody of this name who was not asked before; nothing where nobody is known at all.
pub(super) fn unknown(state: &State, typed: &str) -> Option<Caution> {
    let (whom, known) = (clean(typed), known_agencies(state));
    if whom.is_empty() || known.is_empty() || known.iter().any(|one| is_same(one, &whom)) {
        return None;
    }
    // Marks over letters are what is left out most often.
    let (plain, folded) = (fold(&whom), known.iter().map(|one| fold(one)).collect::<Vec<_>>());
    let near = within(&plain, folded.iter().map(String::as_str), plain.chars().count() / LETTERS_A_SLIP);
    let near = near.and_then(|near| folded.iter().position(|one| one == near));
    Some(Caution::NewAgency { whom, near: near.map(|at| known[at].clone()) })
}
