//! The forms of dossiers that a session has under way: one for each visit, known again where an answer was not heard.

use super::form::Form;
use crate::domain::event::Event;
use crate::domain::ids::{CommandId, DossierCode, TicketNo};
use crate::domain::state::State;
use crate::tui::model::Seat;
use crate::tui::seen::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The visit whose form was left unsaved; with nobody in front, that of no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Left(pub Option<TicketNo>);

/// The forms of a session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct Receiving {
    forms: BTreeMap<Option<TicketNo>, Form>,
    /// The visit whose form is open.
    open: Option<TicketNo>,
}

impl Receiving {
    /// Opens the form of the visit in front, as it was left.
    pub fn open(&mut self, seat: Option<Seat>, seen: Seen<'_>) -> &mut Form {
        let today = seen.now.day();
        self.forms.retain(|_, form| form.day == today);
        let front = seat.and_then(|seat| seat.front(seen.state())).map(|ticket| ticket.number);
        self.open = front;
        let officer = seat.map(|seat| seat.officer);
        self.forms.entry(front).or_insert_with(|| Form::new(front, officer, seen))
    }

    pub fn form(&self) -> Option<&Form> {
        self.forms.get(&self.open)
    }

    pub fn form_mut(&mut self) -> Option<&mut Form> {
        self.forms.get_mut(&self.open)
    }

    /// Moves the open form to the visit that is in front now.
    pub fn follow_front(&mut self, front: Option<TicketNo>) {
        if let Some(mut form) = self.forms.remove(&self.open) {
            form.ticket = front;
            self.forms.insert(front, form);
            self.open = front;
        }
    }

    /// Whether something was typed for this visit that is not saved.
    pub fn has_draft(&self, ticket: Option<TicketNo>, seen: Seen<'_>) -> bool {
        let form = self.forms.get(&ticket).filter(|form| form.day == seen.now.day() && form.saving.is_none());
        form.is_some_and(|form| !form.is_blank() && !form.is_fresh(seen))
    }

    /// Whether nobody has typed anything.
    pub fn is_empty(&self) -> bool {
        self.forms.values().all(Form::is_blank)
    }

    /// Whoever asked for what is being saved hears no answer any more: what was saved meanwhile goes, the rest is there to
    /// be saved again. Answers the dossiers that were.
    pub fn resume(&mut self, state: &State) -> Vec<DossierCode> {
        for form in self.forms.values_mut() {
            form.saving = None;
            // Whoever was erased meanwhile is nobody's earlier record.
            form.known.take_if(|(person, _)| state.erased.contains(person));
        }
        self.recognise(state)
    }

    /// Drops the forms whose dossier exists though nobody heard so, and answers the dossiers.
    pub fn recognise(&mut self, state: &State) -> Vec<DossierCode> {
        let mut saved = Vec::new();
        self.forms.retain(|_, form| {
            let code = form.wish.filter(|_| form.saving.is_none()).and_then(|wish| received(state, wish));
            saved.extend(code.cloned());
            code.is_none()
        });
        saved
    }

    /// What the session asks for under `tag` goes by this id.
    pub fn sent(&mut self, tag: u64, wish: CommandId) {
        if let Some(form) = self.waiting_for(tag) {
            form.wish = Some(wish);
        }
    }

    /// Whether an answer is still to come.
    pub fn is_saving(&self) -> bool {
        self.forms.values().any(|form| form.saving.is_some())
    }

    /// Only the forms whose answer is still to come.
    pub fn only_saving(mut self) -> Self {
        self.forms.retain(|_, form| form.saving.is_some());
        self
    }

    /// The form that waits for this answer.
    pub fn waiting_for(&mut self, tag: u64) -> Option<&mut Form> {
        self.forms.values_mut().find(|form| form.saving == Some(tag))
    }

    /// The form that was asked for under `tag` is saved. True when it was the open one.
    pub fn saved(&mut self, tag: u64) -> bool {
        let saved = self.forms.iter().find(|(_, form)| form.saving == Some(tag)).map(|(ticket, _)| *ticket);
        let Some(ticket) = saved else { return false };
        self.forms.remove(&ticket);
        ticket == self.open
    }

    pub fn look(&mut self, seat: Option<Seat>, seen: Seen<'_>) {
        if !self.forms.contains_key(&self.open) {
            self.open(seat, seen);
        }
        let ticket = self.open.and_then(|no| seen.state().tickets.get(&no));
        if let Some(form) = self.form_mut() {
            form.choice.look(ticket, seat.and_then(|seat| seat.counter), seen);
        }
    }
}

/// The dossier that came of this wish.
fn received(state: &State, wish: CommandId) -> Option<&DossierCode> {
    state.answer(wish)?.iter().find_map(|recorded| match &recorded.event {
        Event::DossierReceived(receipt) => Some(&receipt.code),
        _ => None,
    })
}
