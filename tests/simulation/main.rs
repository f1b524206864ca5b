//! Virtual days: scenarios, the people of a day, the day through the engine, the figures of many days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]

mod day;
mod figures;
mod hall;
mod legs;
mod onward;
mod outlook;
mod replay;
mod scenario;
mod staffing;
mod workload;
