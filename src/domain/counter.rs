//! A counter: its skills, its officer, the person in front, and the last action that can be undone.

use super::ids::{CounterId, OfficerId, ServiceId, TicketNo};
use super::ticket::Ticket;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Whether a counter takes people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Station {
    /// Nobody there.
    #[default]
    Closed,
    /// Taking people.
    Open,
    /// For a while not, and why.
    Paused {
        /// As the officer gave it.
        reason: String,
    },
}

/// A numbered place where people are served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Its number.
    pub id: CounterId,
    /// What stands over it; may be empty.
    pub name: String,
    /// Services it serves now.
    pub skills: BTreeSet<ServiceId>,
    /// Who sits there.
    pub officer: Option<OfficerId>,
    /// Whether it takes people.
    pub station: Station,
    /// Since when it is in that state.
    pub since: Timestamp,
    /// Who was called or is being served.
    pub current: Option<TicketNo>,
    /// Who is fetching a paper and comes back here.
    pub held: Option<TicketNo>,
    /// Since when it has nobody in front, while open.
    pub idle_since: Timestamp,
    /// Pulls the next person by itself when free.
    pub auto: bool,
    /// People served here today.
    pub served: u32,
    /// The last action here, while nothing has followed it.
    pub last: Option<Box<Undoable>>,
}

/// An action at a counter, with all that it changed as it was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoable {
    /// The action.
    pub act: Act,
    /// When.
    pub at: Timestamp,
    /// The event that did it.
    pub seq: u64,
    /// The counter before.
    pub counter: Counter,
    /// The ticket before, where one was touched.
    pub ticket: Option<Ticket>,
    /// Who was passed by it.
    pub passed: Vec<TicketNo>,
    /// Whether nobody asked for it: it is taken back together with what it was part of.
    #[serde(default)]
    pub implied: bool,
}

/// Actions at a counter that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Called somebody.
    Call,
    /// Began to serve.
    Start,
    /// Ended a service.
    Finish,
    /// Said somebody is absent.
    NoShow,
    /// Let somebody fetch a paper.
    Park,
    /// Sent somebody on.
    Transfer,
    /// Opened.
    Open,
    /// Paused.
    Pause,
    /// Closed.
    Close,
}

impl Counter {
    /// A closed counter.
    pub fn new(id: CounterId, name: String, skills: BTreeSet<ServiceId>, at: Timestamp) -> Self {
        Self {
            id,
            name,
            skills,
            officer: None,
            station: Station::Closed,
            since: at,
            current: None,
            held: None,
            idle_since: at,
            auto: false,
            served: 0,
            last: None,
        }
    }

    /// Open, with nobody in front.
    pub fn is_free(&self) -> bool {
        self.station == Station::Open && self.current.is_none()
    }
}
