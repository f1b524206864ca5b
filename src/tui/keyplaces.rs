//! Sets of places in which the same keys hold.

use super::keymap::Context;
use Context as C;

/// Screens to work at.
pub(super) const WORK: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossiers,
    C::Dossier,
    C::Ticket,
    C::Counters,
    C::Queues,
    C::Place,
    C::Wall,
    C::Staffing,
    C::Counter,
    C::Cash,
    C::Settings,
];
pub(super) const NOT_PROCEDURES: &[Context] = &but::<{ WORK.len() - 1 }>(WORK, &[C::Procedures]);
pub(super) const NOT_DOSSIERS: &[Context] = &but::<{ WORK.len() - 1 }>(WORK, &[C::Dossiers]);
pub(super) const NOT_COUNTERS: &[Context] = &but::<{ WORK.len() - 1 }>(WORK, &[C::Counters]);
/// Where a letter is no part of a word that is typed.
pub(super) const READING: &[Context] =
    &but::<{ WORK.len() - 4 }>(WORK, &[C::Receive, C::Search, C::Procedures, C::Dossiers]);
pub(super) const ABOVE_DESK: &[Context] =
    &but::<{ WORK.len() - 4 }>(WORK, &[C::Desk, C::Receive, C::Search, C::Procedures]);
/// Where `s` is something else, or a letter that is typed.
pub(super) const BEFORE_SETTINGS: &[Context] =
    &but::<{ WORK.len() - 4 }>(WORK, &[C::Counters, C::Queues, C::Wall, C::Settings]);
/// Screens that some begin with.
pub(super) const HOMES: &[Context] = &[C::Desk, C::Dossiers, C::Queues, C::Wall, C::Settings];
/// Where a bar goes up and down.
pub(super) const LISTS: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossiers,
    C::Narrow,
    C::Dossier,
    C::Step,
    C::Ticket,
    C::Counters,
    C::Queues,
    C::Wall,
    C::Staffing,
    C::Counter,
    C::Cash,
    C::Settings,
    C::Menu,
    C::Finder,
    C::Note,
];
/// Where it goes page by page too.
pub(super) const PAGED: &[Context] = &but::<{ LISTS.len() - 2 }>(LISTS, &[C::Wall, C::Staffing]);

/// The `N` places of `all` that are not among `left_out`; any other number of them does not compile.
const fn but<const N: usize>(all: &[Context], left_out: &[Context]) -> [Context; N] {
    let mut places = [all[0]; N];
    let (mut from, mut to) = (0, 0);
    while from < all.len() {
        if !has(left_out, all[from]) {
            places[to] = all[from];
            to += 1;
        }
        from += 1;
    }
    assert!(to == N, "a place is left out that was not there");
    places
}

const fn has(places: &[Context], place: Context) -> bool {
    let mut at = 0;
    while at < places.len() {
        if places[at] as u8 == place as u8 {
            return true;
        }
        at += 1;
    }
    false
}
