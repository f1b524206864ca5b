//! The neutral visit log: who came, was called, was served, by whom and when.

use super::ids::ServiceId;
use super::time::Timestamp;

/// One visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// What for.
    pub service: ServiceId,
    /// 0 ordinary, 1 and up priority.
    pub class: u8,
    /// Where she was served, where she was.
    pub counter: Option<u16>,
    /// When she came.
    pub arrival: Timestamp,
    /// When her service began.
    pub start: Option<Timestamp>,
    /// When it ended.
    pub end: Option<Timestamp>,
    /// When she gave up.
    pub left: Option<Timestamp>,
}
