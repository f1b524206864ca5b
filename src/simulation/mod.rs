//! Virtual days: a scenario, the people of its days, and the real engine and store under them on a virtual clock.
//!
//! Everything is drawn from a seed: the same seed gives the same days, to the byte. Nothing is kept.

pub mod length;
mod read;
pub mod scenario;
pub mod workload;
