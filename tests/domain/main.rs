//! The rules of the pure core.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod calendar;
mod due;
mod procedures;
mod text;
