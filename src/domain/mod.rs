//! The pure core: what the centre is, what may be asked of it, what then happened.

pub mod calendar;
pub mod time;
