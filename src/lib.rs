//! motcua: the queue, the counters and the dossiers of a one-stop centre.
//!
//! The rooms, and what each one is for:
//!
//! * [`text`]: Vietnamese as bytes, columns and sentences. Knows nothing else.
//! * [`domain`]: the rules. No clock, no I/O, no randomness, no floats: `decide` turns a command into events,
//!   `apply` turns events into the state, and replaying the journal gives the same state to the byte.
//! * [`settings`]: the settings file, read whole with every fault at once.
//! * [`announce`]: spoken calls, one at a time.
//! * [`mod@print`]: slips as pictures, the printer's thread, and the papers of a dossier as PDF.
//! * [`report`]: the register and other tables, written as CSV, spreadsheet, JSON or text.
//! * [`forecast`]: how long things take, when a turn comes, and how good those answers were. Pure; floats live here.
//! * [`staffing`]: which counters to open, from the same forecast: what comes, what a change would do. Pure.
//! * [`store`]: the journal, which is the truth, and the keyed copy in sled that can always be rebuilt from it.
//! * [`engine`]: the single writer. Owns the clock; answers only what is on disk.
//! * [`simulation`]: virtual days from a scenario, through the engine and the store on a virtual clock. Nothing is kept unless asked for.
//! * [`tui`]: the screens, as pure functions of what is published. Never sees a file, a clock or the runtime.
//! * [`session`]: a person at a screen: bytes in, frames out.
//! * [`cli`]: one file per subcommand; ties everything together.
//!
//! Invariants of the house: an answer is given only after its event is on disk; nothing is deleted; personal
//! data never enters the journal; only the engine's clock asks what time it is. `tests/tidy.rs` keeps the
//! imports between the rooms.

pub mod announce;
pub mod cli;
pub mod domain;
pub mod engine;
pub mod forecast;
pub mod print;
pub mod report;
pub mod session;
pub mod settings;
pub mod simulation;
pub mod staffing;
pub mod store;
pub mod text;
pub mod tui;
