//! The engine over a real store: no double call, no duplicate number, repeats get the first answer, faults are said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod advice;
mod centre;
mod clock;
mod counters;
mod faults;
mod forecasts;
mod pins;
#[path = "../domain/reception.rs"]
mod reception;
