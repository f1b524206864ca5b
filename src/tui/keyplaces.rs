//! Sets of places in which the same keys hold.

use super::keymap::Context;
use Context as C;

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
    C::Counter,
    C::Settings,
];
pub(super) const NOT_PROCEDURES: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedure,
    C::Dossiers,
    C::Dossier,
    C::Ticket,
    C::Counters,
    C::Queues,
    C::Place,
    C::Wall,
    C::Counter,
    C::Settings,
];
pub(super) const NOT_DOSSIERS: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossier,
    C::Ticket,
    C::Counters,
    C::Queues,
    C::Place,
    C::Wall,
    C::Counter,
    C::Settings,
];
pub(super) const NOT_COUNTERS: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossiers,
    C::Dossier,
    C::Ticket,
    C::Queues,
    C::Place,
    C::Wall,
    C::Counter,
    C::Settings,
];
pub(super) const READING: &[Context] =
    &[C::Desk, C::Dossier, C::Procedure, C::Ticket, C::Counters, C::Queues, C::Place, C::Wall, C::Counter, C::Settings];
pub(super) const ABOVE_DESK: &[Context] = &[
    C::Dossiers,
    C::Dossier,
    C::Procedure,
    C::Ticket,
    C::Counters,
    C::Queues,
    C::Place,
    C::Wall,
    C::Counter,
    C::Settings,
];
/// Where `s` is something else, or a letter that is typed.
pub(super) const BEFORE_SETTINGS: &[Context] = &[
    C::Desk,
    C::Receive,
    C::Search,
    C::Procedures,
    C::Procedure,
    C::Dossiers,
    C::Dossier,
    C::Ticket,
    C::Place,
    C::Counter,
];
/// Screens that some begin with.
pub(super) const HOMES: &[Context] = &[C::Desk, C::Dossiers, C::Queues, C::Wall, C::Settings];
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
    C::Counter,
    C::Settings,
    C::Menu,
    C::Finder,
    C::Note,
];
pub(super) const PAGED: &[Context] = &[
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
    C::Counter,
    C::Settings,
    C::Menu,
    C::Finder,
    C::Note,
];
