//! Money that is asked about before a step: what is owed, what must go back, and how it came.

use super::{Caution, Change, Delivery, Dossier, Means, Payment, Status};
use crate::domain::command::Actor;
use crate::domain::procedure::Procedure;
use crate::text::money::grouped;
use crate::text::words::Words;

impl Dossier {
    /// What there is to ask before its result is handed over.
    pub fn before_handing_over(&self) -> Option<Caution> {
        let dossier = self.code.clone();
        match (self.owed().unwrap_or(0), self.to_give_back()) {
            (0, 0) => None,
            (0, back) => Some(Caution::NotGivenBack { dossier, back }),
            (owed, _) => Some(Caution::Unpaid { dossier, owed, chosen: true }),
        }
    }

    /// What another fee leaves to be given back, or to be paid after the result went out.
    pub(super) fn by_fee(&self, right: Option<u64>) -> Option<Caution> {
        let (dossier, paid) = (self.code.clone(), self.paid());
        if let Some(ground) = self.exempt_for() {
            return Some(Caution::ExemptStays { dossier, ground: ground.to_owned() });
        }
        // Where there is no fee, nothing was to be paid.
        let right = right.unwrap_or(0);
        match paid.saturating_sub(right) {
            0 if paid < right && self.status == Status::Returned => {
                Some(Caution::OwedThen { dossier, owed: right - paid })
            }
            0 => None,
            back => Some(Caution::BackThen { dossier, back }),
        }
    }

    /// What is to be said of the fee where another procedure is the right one: the fee entered stays, and so does whoever
    /// is exempt. `None` where there is nothing to say.
    pub fn fee_note(&self, right: &Procedure, words: &Words) -> Option<String> {
        if self.is_exempt() {
            return Some(words.get("step.fee_exempt_stays").to_owned());
        }
        let fee = right.stated_fee().filter(|fee| Some(*fee) != self.fee)?;
        let was = self.fee.map_or_else(|| "-".to_owned(), grouped);
        Some(words.fill("step.fee_differs", &[("fee", &grouped(fee)), ("was", &was)]))
    }

    pub(super) fn posting(&self) -> Option<Caution> {
        let (dossier, chosen) = (self.code.clone(), self.delivery == Delivery::Post);
        match self.owed().filter(|owed| *owed > 0) {
            Some(owed) => Some(Caution::Unpaid { dossier, owed, chosen }),
            None => (!chosen).then_some(Caution::PostNotChosen { dossier, delivery: self.delivery }),
        }
    }

    /// Money that came by transfer goes back so, unless somebody means otherwise: the till does not have it.
    pub(super) fn other_means(&self, amount: u64, means: Means) -> Option<Caution> {
        let sums = self.changes().fold((0_u64, 0_u64), |(taken, back), (_, change)| match change {
            Change::Paid { payment: Payment::Taken { amount, means: by, .. }, .. } if *by == means => {
                (taken.saturating_add(*amount), back)
            }
            Change::Paid { payment: Payment::Refunded { amount, means: by, .. }, .. } if *by == means => {
                (taken, back.saturating_add(*amount))
            }
            _ => (taken, back),
        });
        let taken = sums.0.saturating_sub(sums.1);
        (amount > taken).then(|| Caution::OtherMeans { dossier: self.code.clone(), means, taken })
    }

    /// Who took the money, where that was not `by`.
    pub(super) fn other_till(&self, by: Actor) -> Option<Caution> {
        let takers = self.changes().filter_map(|(step, change)| match change {
            Change::Paid { payment: Payment::Taken { .. }, .. } => Some(step.by),
            _ => None,
        });
        let takers: Vec<Actor> = takers.collect();
        let last = *takers.last()?;
        (!takers.contains(&by)).then(|| Caution::OtherTill { dossier: self.code.clone(), whose: last })
    }
}
