//! Virtual days: scenarios, the people of a day, the day through the engine, the figures of many days.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod day;
mod figures;
mod hall;
mod scenario;
mod workload;
