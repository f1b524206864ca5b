//! One file per screen.

pub mod counters;
pub mod desk;
pub mod figures;
pub mod front;
pub mod queue;
pub mod sign_in;
