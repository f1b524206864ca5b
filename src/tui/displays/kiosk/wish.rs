//! What somebody at the kiosk wants of the hub, and what comes of it.

use crate::domain::command::Issue;
use crate::domain::ids::{OfficerId, ServiceId, TicketNo};
use crate::domain::rating::Rate;

/// What somebody at the kiosk wants of the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A number.
    Take(Issue),
    /// To say how the result was.
    Rate(Rate),
    /// To leave the kiosk: who, and her PIN.
    Leave(OfficerId, String),
}

/// Why no number was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// All numbers of the service are given today.
    UsedUp(ServiceId),
    /// The same card has this number for the service, and it still counts.
    HasOne(TicketNo),
    /// What was chosen is not there any more.
    Changed,
    /// No such number is left over from the last day, or not any more.
    UnknownVoucher(TicketNo),
    /// There is no such code of a rating, or not any more.
    UnknownCode,
    /// That result was rated before.
    RatedAlready,
    /// Anything that a citizen can do nothing about.
    AskStaff,
}

/// How the slip of the number that is shown comes along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slip {
    /// There is no printer.
    #[default]
    None,
    /// On its way.
    Printing,
    /// In the tray.
    Printed,
    /// Not printed.
    Failed,
}
