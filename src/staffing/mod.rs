//! Staffing: the coming hours run forward with the counters as they are and with changes, and the change that helps most.
//!
//! The rule, the laws and the people are those of [`crate::forecast`]; here everybody who comes until closing is counted.
pub mod advice;
pub mod change;
pub mod course;
pub mod outlook;
pub mod situation;
pub mod week;
