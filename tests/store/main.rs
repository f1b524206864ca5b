//! The store: nothing acknowledged is ever lost, and nothing damaged passes for whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod disk;
mod log;
mod power;
mod random;
