//! Who sits before a screen, where, and with which screen she begins.

use super::model::Screen;
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::ids::{CounterId, OfficerId};
use crate::domain::state::State;
use crate::domain::ticket::Ticket;

/// Who sits where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub officer: OfficerId,
    /// Where; those whose work is at no counter sit at none.
    pub counter: Option<CounterId>,
    /// The screen is the wall's: whatever her role, she only looks here.
    pub looks: bool,
}

/// The screen below all others, which is left by signing out only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// The counter's own.
    #[default]
    Desk,
    /// The queues of all services.
    Queues,
    /// The dossiers by due time.
    Dossiers,
    /// The supervisors' wall.
    Wall,
    /// The settings.
    Settings,
}

impl Seat {
    /// As whom it asks for something.
    pub fn actor(self) -> Actor {
        if self.looks { Actor::Display } else { Actor::Officer(self.officer) }
    }

    /// The person in front of it.
    pub(super) fn front(self, state: &State) -> Option<&Ticket> {
        state.in_front(self.counter?)
    }
}

impl Home {
    /// What somebody of this role begins with.
    pub fn of(role: Role, counter: Option<CounterId>) -> Self {
        match (counter, role) {
            (Some(_), _) | (None, Role::Operator | Role::ReturnDesk) => Self::Desk,
            (None, Role::Receptionist) => Self::Queues,
            (None, Role::Specialist) => Self::Dossiers,
            (None, Role::Supervisor) => Self::Wall,
            (None, Role::Administrator) => Self::Settings,
        }
    }

    pub(super) fn screen(self) -> Option<Screen> {
        match self {
            Self::Desk => None,
            Self::Queues => Some(Screen::Queues),
            Self::Dossiers => Some(Screen::Dossiers),
            Self::Wall => Some(Screen::Wall),
            Self::Settings => Some(Screen::Settings),
        }
    }
}
