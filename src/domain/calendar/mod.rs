//! Working time: opening hours, holidays, the lunar calendar and due times.

pub mod lunar;
