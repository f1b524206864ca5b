//! Forecasts: the rule against closed forms and an independent simulator, ranges against a real log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod laws;
mod logs;
mod oracles;
mod stream;
