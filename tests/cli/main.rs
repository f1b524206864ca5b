//! The real program on its command line: contracts for programs, exit statuses, bad input, a morning.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod agencies;
mod asked;
mod away;
mod citizen;
mod clock;
mod contracts;
mod erasing;
mod exchange;
mod files;
mod forms;
mod guard;
mod holidays;
mod hub;
mod import;
mod import_again;
mod import_catalogue;
mod import_holidays;
mod import_register;
mod import_standing;
mod import_wrong;
mod input;
mod kept;
mod locked_up;
mod morning;
mod place;
mod promises;
mod replay;
mod settings;
mod simulate;
mod staffing;
mod usage;
mod visits;
mod voice;
mod worklists;
