//! The durable store: journal first, sled second, people apart.

pub mod error;
pub mod files;
pub mod journal;
