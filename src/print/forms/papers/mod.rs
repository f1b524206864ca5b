//! What stands on each form: plain texts, dates, sums and rows, which become the values of its gaps.

mod common;
mod control;
mod notices;
mod receipt;
mod register;

pub(super) use common::moment;
pub use common::{Agency, Applicant};
pub use control::{ControlSheet, Handover, Punctuality};
pub use notices::{Apology, Notice, Refusal, Stop, SupplementRequest};
pub use receipt::{Paper, Receipt};
pub use register::{Entry, Register};
