//! The store: nothing acknowledged is ever lost, and nothing damaged passes for whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod copies;
mod damage;
mod disk;
mod full;
mod golden;
mod keyed;
mod kill;
mod log;
mod look;
mod mend;
mod office;
mod power;
mod random;
mod whole;
