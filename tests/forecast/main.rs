//! Forecasts: the rule against closed forms and an independent simulator, ranges against a real log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

#[path = "../domain/day.rs"]
#[allow(dead_code, reason = "the tests of the rules use more of it")]
mod day;
mod laws;
mod live;
mod logs;
mod onward;
mod oracles;
mod stream;
mod synthetic;
mod track;
