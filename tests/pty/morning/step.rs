//! What happens on a morning, one thing at a time, whoever does it and by whatever means.

/// One thing that somebody does.
#[derive(Clone, Debug)]
pub enum Step {
    /// An officer opens a closed counter.
    Open { at: u16, officer: u16 },
    /// Somebody comes and gets a number.
    Issue { service: char, ground: Option<Ground>, kind: Kind },
    /// The next one is called.
    Call { at: u16 },
    /// The one who fetched a paper is back at the busy counter: the next key takes them on again.
    TakeOn { at: u16 },
    /// Called again.
    Recall { at: u16 },
    /// The called one is here.
    Start { at: u16 },
    /// Over.
    Finish { at: u16, outcome: Outcome },
    /// The called one is not here.
    NoShow { at: u16 },
    /// The one in front fetches a paper.
    Park { at: u16, errand: Errand },
    /// The one who was absent, or fetched a paper, is back.
    Back { at: u16, to: BackTo },
    /// The one in front goes on to another queue.
    Transfer { at: u16, to: To, second: bool },
    /// The last action at a counter is taken back.
    Undo { at: u16, what: Undone },
    /// A waiting ticket is cancelled.
    Cancel { ticket: String },
    /// A waiting ticket gets priority.
    Prioritise { ticket: String, ground: Ground },
    /// Nobody is taken for a while.
    Pause { at: u16 },
    /// And on again.
    Reopen { at: u16 },
    /// The officer leaves the counter.
    Close { at: u16 },
    /// A dossier of the one in front is received: which of the cast's cases.
    Receive { at: u16, case: usize },
    /// A case is done.
    Done { case: usize },
    /// Its result is handed over.
    HandOver { case: usize },
}

/// A ground of priority, by its place in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Elderly = 1,
    Disability,
    Pregnant,
    SmallChild,
    Merit,
}

/// Who stands behind a ticket, by the presses of Tab that choose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Citizen,
    Organisation,
    Enterprise,
}

/// What came of a service, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Dossier = 1,
    Result,
    Advice,
    Fix,
    Other,
}

/// What the one in front is sent for, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    Copy = 1,
    Fee,
}

/// Where somebody who was away is then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackTo {
    /// In the waiting room, at the old place.
    Queue,
    /// In front of the counter, which was free.
    Counter,
    /// Next at the counter, which is busy.
    Next,
}

/// Where a ticket is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// The first one, or the second where it waited for the first already.
    Service([char; 2]),
    Counter(u16),
}

/// What is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    Call,
    Finish,
}

impl Ground {
    /// As the command line names it.
    pub fn name(self) -> &'static str {
        ["elderly", "disability", "pregnant", "small_child", "merit"][self as usize - 1]
    }
}

impl Kind {
    /// As the command line names it.
    pub fn name(self) -> &'static str {
        ["citizen", "organisation", "enterprise"][self as usize]
    }
}

impl Outcome {
    /// As the command line names it.
    pub fn name(self) -> &'static str {
        ["dossier", "result", "advice", "fix", "other"][self as usize - 1]
    }

    /// Key of its word.
    pub fn word(self) -> &'static str {
        [
            "common.outcome_dossier_received",
            "common.outcome_result_returned",
            "common.outcome_advice_only",
            "common.outcome_sent_to_fix_papers",
            "common.outcome_other",
        ][self as usize - 1]
    }
}

impl Errand {
    /// Key of its words.
    pub fn word(self) -> &'static str {
        ["desk.park_copy", "desk.park_fee"][self as usize - 1]
    }
}

impl Step {
    /// The counter it happens at.
    pub fn at(&self) -> Option<u16> {
        match *self {
            Self::Open { at, .. }
            | Self::Call { at }
            | Self::TakeOn { at }
            | Self::Recall { at }
            | Self::Start { at }
            | Self::Finish { at, .. }
            | Self::NoShow { at }
            | Self::Park { at, .. }
            | Self::Back { at, .. }
            | Self::Transfer { at, .. }
            | Self::Undo { at, .. }
            | Self::Pause { at }
            | Self::Reopen { at }
            | Self::Close { at }
            | Self::Receive { at, .. } => Some(at),
            Self::Issue { .. }
            | Self::Cancel { .. }
            | Self::Prioritise { .. }
            | Self::Done { .. }
            | Self::HandOver { .. } => None,
        }
    }

    /// The name of the event it is for.
    pub fn event(&self) -> &'static str {
        match self {
            Self::Open { .. } | Self::Reopen { .. } => "counter_opened",
            Self::Issue { .. } => "ticket_issued",
            Self::Call { .. } => "ticket_called",
            Self::TakeOn { .. } | Self::Back { to: BackTo::Counter, .. } => "ticket_resumed",
            Self::Recall { .. } => "ticket_recalled",
            Self::Start { .. } => "ticket_started",
            Self::Finish { .. } => "ticket_finished",
            Self::NoShow { .. } => "ticket_missed",
            Self::Park { .. } => "ticket_parked",
            Self::Back { to: BackTo::Queue, .. } => "ticket_restored",
            Self::Back { to: BackTo::Next, .. } => "ticket_back",
            Self::Transfer { .. } => "ticket_transferred",
            Self::Undo { .. } => "counter_action_undone",
            Self::Cancel { .. } => "ticket_cancelled",
            Self::Prioritise { .. } => "ticket_prioritised",
            Self::Pause { .. } => "counter_paused",
            Self::Close { .. } => "counter_closed",
            Self::Receive { .. } => "dossier_received",
            Self::Done { .. } => "dossier_finished",
            Self::HandOver { .. } => "dossier_returned",
        }
    }
}
