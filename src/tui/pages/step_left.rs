//! The form of a step that was left unsaved, when it is opened again: what was typed stands in the rows there are now.

use super::correcting::label as of_person;
use super::dossier_step::{NUMBERS, Row, StepForm};
use super::receiving::Left;
use crate::domain::dossier::Dossier;
use crate::domain::person::PersonField;
use crate::tui::model::{Model, Screen};
use crate::tui::seen::Seen;
use serde::{Deserialize, Deserializer, de::Error};

/// What stands before the rows of all steps, besides the numbers and what is known of a person.
const LABELS: [&str; 17] = [
    "form.procedure",
    "step.agency",
    "step.amount",
    "step.ground",
    "step.means",
    "step.note",
    "step.or_other",
    "step.paper_other",
    "step.question",
    "step.reason",
    "step.reason_again",
    "step.right",
    "step.says",
    "step.to",
    "step.until",
    "step.what",
    "step.who",
];

/// The label of a row as it was kept in a file.
///
/// # Errors
/// There is none like it.
pub(super) fn label<'de, D: Deserializer<'de>>(kept: D) -> Result<&'static str, D::Error> {
    let kept = String::deserialize(kept)?;
    let all = LABELS.into_iter().chain(NUMBERS).chain(PersonField::ALL.map(of_person));
    all.into_iter().find(|label| *label == kept).ok_or_else(|| D::Error::custom("no such row"))
}

/// Whether a form that was left unsaved waits to be opened again.
pub(in crate::tui) fn waits(model: &Model, seen: Seen<'_>) -> bool {
    let front = model.seat.and_then(|seat| seat.front(seen.state())).map(|ticket| ticket.number);
    let receiving = model.pages.left_receiving == Some(Left(front));
    let is_open = matches!(model.screens.last(), Some(Screen::Receive));
    model.pages.left.is_some() || !is_open && receiving && model.pages.receiving.has_draft(front, seen)
}

impl StepForm {
    /// Whether anything was typed or ticked.
    pub fn is_touched(&self, fresh: &Self) -> bool {
        let state = |row: &Row| match row {
            Row::Paper(_, on) | Row::Front(_, _, on) => on.to_string(),
            Row::Line(_, field) => field.text().to_owned(),
            Row::Pick(_, _, at) => at.to_string(),
        };
        self.rows.iter().map(state).ne(fresh.rows.iter().map(state))
    }

    /// Takes over what was typed, ticked and chosen in `was`, as far as there are such rows now.
    pub fn adopt(&mut self, was: &Self, dossier: &Dossier) {
        let (mut at, mut taken) = (0, vec![false; was.rows.len()]);
        while at < self.rows.len() {
            let same = was.rows.iter().enumerate().position(|(place, row)| !taken[place] && self.rows[at].is_like(row));
            if let Some(place) = same {
                taken[place] = true;
                self.rows[at].adopt(&was.rows[place]);
            }
            self.at = at;
            // A free line makes room for the next, another thing to correct has another row.
            if matches!(self.rows[at], Row::Line("step.paper_other", _)) {
                self.grow();
            }
            self.follow(Some(dossier));
            at += 1;
        }
        self.at = was.at.min(self.rows.len());
    }
}

impl Row {
    /// Whether it asks for the same thing.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Paper(one, _), Self::Paper(other, _)) => one == other,
            (Self::Front(_, one, _), Self::Front(_, other, _)) => one == other,
            (Self::Line(one, _), Self::Line(other, _)) | (Self::Pick(one, ..), Self::Pick(other, ..)) => one == other,
            _ => false,
        }
    }

    fn adopt(&mut self, was: &Self) {
        match (self, was) {
            (Self::Paper(_, on) | Self::Front(_, _, on), Self::Paper(_, was) | Self::Front(_, _, was)) => *on = *was,
            (Self::Line(_, field), Self::Line(_, was)) => *field = was.clone(),
            (Self::Pick(_, values, at), Self::Pick(_, had, was)) => {
                let value = had.get(*was);
                *at = values.iter().position(|one| Some(one) == value).unwrap_or(*at);
            }
            _ => {}
        }
    }
}
