//! The forms of dossiers that a session has under way: one for each visit, known again where an answer was not heard.

use super::form::{Form, Stop};
use crate::domain::card::Card;
use crate::domain::event::Event;
use crate::domain::ids::{CommandId, DossierCode, PersonId, TicketNo};
use crate::domain::person::Person;
use crate::domain::state::State;
use crate::tui::model::Seat;
use crate::tui::seen::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The visit whose form was left unsaved; with nobody in front, that of no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) struct Left(pub Option<TicketNo>);

/// A draft that was kept while another's card was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) struct GaveWay {
    /// Whose it is.
    pub whose: String,
    /// Whether the one who came has a draft already, which is open again.
    pub to_her_draft: bool,
}

/// The forms of a session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::tui) struct Receiving {
    forms: BTreeMap<Option<TicketNo>, Form>,
    /// Drafts of other people, left for one whose card was scanned; the last one left is the first to come back.
    #[serde(default)]
    kept: Vec<Form>,
    /// The visit whose form is open.
    open: Option<TicketNo>,
}

impl Receiving {
    /// Opens the form of the visit in front, as it was left.
    pub fn open(&mut self, seat: Option<Seat>, seen: Seen<'_>) -> &mut Form {
        let today = seen.now.day();
        self.forms.retain(|_, form| form.day == today);
        self.kept.retain(|form| form.day == today);
        let front = seat.and_then(|seat| seat.front(seen.state())).map(|ticket| ticket.number);
        self.open = front;
        let officer = seat.map(|seat| seat.officer);
        if !self.forms.contains_key(&front) {
            self.come_back(front);
        }
        self.forms.entry(front).or_insert_with(|| Form::new(front, officer, seen))
    }

    /// Opens the draft of whoever's card it is, or a new form for her, where the open one is somebody else's; that one is
    /// kept.
    pub fn give_way(&mut self, card: &Card, seen: Seen<'_>) -> Option<GaveWay> {
        let is_hers = |form: &Form| form.ticket == self.open && form.text(Stop::IdNumber) == card.id_number;
        let hers = self.kept.iter().rposition(is_hers);
        let form = self.forms.get_mut(&self.open)?;
        if !form.is_anothers(card, seen) {
            // There is nothing in it that a scan does not bring back: her own draft takes its place.
            if let Some(at) = hers.filter(|_| !form.has_work()) {
                *form = self.kept.remove(at);
            }
            return None;
        }
        let next = match hers {
            Some(at) => self.kept.remove(at),
            None => Form::new(form.ticket, form.officer, seen),
        };
        let draft = std::mem::replace(form, next);
        let whose = draft.whose().to_owned();
        self.kept.push(draft);
        Some(GaveWay { whose, to_her_draft: hers.is_some() })
    }

    /// Brings back the draft that was kept last, and keeps the open one as the first of them, where something was typed in
    /// it. False where none is kept.
    pub fn turn(&mut self, seen: Seen<'_>) -> bool {
        let Some(at) = self.place_of_other() else { return false };
        let other = self.kept.remove(at);
        let open = self.forms.insert(self.open, other).filter(|form| !form.is_blank() && !form.is_fresh(seen));
        self.kept.splice(0..0, open);
        true
    }

    /// The kept draft of this visit that comes back first.
    pub fn other(&self) -> Option<&Form> {
        self.kept.get(self.place_of_other()?)
    }

    /// How many drafts of this visit are kept besides the open one.
    pub fn others(&self) -> usize {
        self.kept.iter().filter(|form| form.ticket == self.open).count()
    }

    fn place_of_other(&self) -> Option<usize> {
        self.kept.iter().rposition(|form| form.ticket == self.open)
    }

    /// The draft that was kept last for this visit is its form again.
    fn come_back(&mut self, ticket: Option<TicketNo>) {
        if let Some(at) = self.kept.iter().rposition(|form| form.ticket == ticket) {
            self.forms.insert(ticket, self.kept.remove(at));
        }
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
            self.kept.extend(self.forms.insert(front, form));
            self.open = front;
        }
    }

    /// Whether something was typed for this visit that is not saved.
    pub fn has_draft(&self, ticket: Option<TicketNo>, seen: Seen<'_>) -> bool {
        let form = self.forms.get(&ticket).into_iter().chain(self.kept.iter().filter(|form| form.ticket == ticket));
        form.filter(|form| form.day == seen.now.day() && form.saving.is_none())
            .any(|form| !form.is_blank() && !form.is_fresh(seen))
    }

    /// Whether nobody has typed anything.
    pub fn is_empty(&self) -> bool {
        self.forms.values().chain(&self.kept).all(Form::is_blank)
    }

    /// Whoever asked for what is being saved hears no answer any more: what was saved meanwhile goes, the rest is there to
    /// be saved again. Answers the dossiers that were.
    pub fn resume(&mut self, state: &State) -> Vec<DossierCode> {
        for form in self.forms.values_mut().chain(&mut self.kept) {
            form.saving = None;
        }
        self.drop_erased(state);
        self.recognise(state)
    }

    /// Drops the forms that were filled in with somebody who was erased since; true where there were such.
    pub fn drop_erased(&mut self, state: &State) -> bool {
        let stays = |form: &Form| {
            let is_erased = form.known.as_ref().is_some_and(|(person, _)| state.erased.contains(person));
            !is_erased || form.saving.is_some()
        };
        let before = self.forms.len() + self.kept.len();
        self.forms.retain(|_, form| stays(form));
        self.kept.retain(stays);
        self.forms.len() + self.kept.len() < before
    }

    /// Drops the forms whose dossier exists though nobody heard so, and answers the dossiers.
    pub fn recognise(&mut self, state: &State) -> Vec<DossierCode> {
        let mut saved = Vec::new();
        let mut is_open = |form: &Form| {
            let code = form.wish.filter(|_| form.saving.is_none()).and_then(|wish| received(state, wish));
            saved.extend(code.cloned());
            code.is_none()
        };
        self.forms.retain(|_, form| is_open(form));
        self.kept.retain(|form| is_open(form));
        saved
    }

    /// What the session asks for under `tag` goes by this id.
    pub fn sent(&mut self, tag: u64, wish: CommandId) {
        if let Some(form) = self.waiting_for(tag) {
            form.wish = Some(wish);
        }
    }

    /// Drops what was typed of this person.
    pub fn forget(&mut self, id: PersonId, person: &Person) {
        self.forms.retain(|_, form| !form.is_whose(id, person));
        self.kept.retain(|form| !form.is_whose(id, person));
        for form in self.forms.values_mut().chain(&mut self.kept) {
            form.visitor.forget(person);
        }
    }

    /// Whether an answer is still to come.
    pub fn is_saving(&self) -> bool {
        self.forms.values().any(|form| form.saving.is_some())
    }

    /// Only the forms whose answer is still to come.
    pub fn only_saving(mut self) -> Self {
        self.forms.retain(|_, form| form.saving.is_some());
        self.kept.clear();
        self
    }

    /// The form that waits for this answer.
    pub fn waiting_for(&mut self, tag: u64) -> Option<&mut Form> {
        self.forms.values_mut().find(|form| form.saving == Some(tag))
    }

    /// The form that was asked for under `tag` is saved, and a draft that gave way to it is the visit's again. True when it
    /// was the open one.
    pub fn saved(&mut self, tag: u64) -> bool {
        let saved = self.forms.iter().find(|(_, form)| form.saving == Some(tag)).map(|(ticket, _)| *ticket);
        let Some(ticket) = saved else { return false };
        self.forms.remove(&ticket);
        self.come_back(ticket);
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
