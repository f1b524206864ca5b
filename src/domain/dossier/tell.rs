//! What happened to a dossier, in words.

use super::{Change, Channel, Correction, Delivery, DueAt, Holder, Inquiry, Means, Payment, ProcedureIs, Was};
use crate::domain::command::Actor;
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::words::Words;

impl Change {
    /// The word for what happened.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "life.accepted",
            Self::Refused { .. } => "life.refused",
            Self::SupplementAsked { .. } => "life.supplement_asked",
            Self::Supplemented { .. } => "life.supplemented",
            Self::PaymentAsked { .. } => "life.payment_asked",
            Self::Paid { payment: Payment::Taken { .. }, .. } => "life.paid",
            Self::Paid { payment: Payment::Exempt { .. }, .. } => "life.exempt",
            Self::Paid { payment: Payment::Refunded { .. }, .. } => "life.refunded",
            Self::Given { .. } => "life.given",
            Self::Taken { instead: Some(_), .. } => "life.taken_for",
            Self::Taken { .. } => "life.taken",
            Self::GivenBack { .. } => "life.given_back",
            Self::Asked(Inquiry { above: true, .. }) => "life.escalated",
            Self::Asked(_) => "life.asked",
            Self::Answered { number, whom, .. } if !whom.is_empty() && number.is_empty() => "life.answered_by_plain",
            Self::Answered { whom, .. } if !whom.is_empty() => "life.answered_by",
            Self::Answered { number, .. } if number.is_empty() => "life.answered_plain",
            Self::Answered { .. } => "life.answered",
            Self::ExtensionProposed { .. } => "life.extension_proposed",
            Self::Extended { alone: true, .. } => "life.extended_alone",
            Self::Extended { .. } => "life.extended",
            Self::ExtensionRejected { .. } => "life.extension_rejected",
            Self::Withdrawn { .. } => "life.withdrawn",
            Self::Stopped { .. } => "life.stopped",
            Self::Posted { .. } => "life.posted",
            Self::Corrected { .. } => "life.corrected",
            Self::ApplicantCorrected { alone: true, .. } => "life.applicant_alone",
            Self::ApplicantCorrected { person, was, .. } if person != was => "life.applicant_moved",
            Self::ApplicantCorrected { .. } => "life.applicant_corrected",
            Self::ApplicantRenewed { .. } => "life.applicant_renewed",
            Self::ProcedureCorrected { .. } => "life.procedure_corrected",
            Self::ConflictMarked { .. } => "life.conflict",
        }
    }

    /// What somebody wrote to it; empty where nobody did.
    pub fn words(&self) -> &str {
        match self {
            Self::Refused { reason }
            | Self::SupplementAsked { reason, .. }
            | Self::PaymentAsked { reason, .. }
            | Self::GivenBack { reason }
            | Self::ExtensionProposed { reason, .. }
            | Self::Extended { reason, .. }
            | Self::ExtensionRejected { reason }
            | Self::Withdrawn { reason }
            | Self::Stopped { reason }
            | Self::Corrected { reason, .. }
            | Self::ApplicantCorrected { reason, .. }
            | Self::ProcedureCorrected { reason, .. }
            | Self::ConflictMarked { reason, .. }
            | Self::Paid { payment: Payment::Exempt { ground: reason } | Payment::Refunded { reason, .. }, .. } => {
                reason
            }
            Self::Given { note, .. } => note,
            Self::Asked(inquiry) => &inquiry.question,
            Self::Answered { answer, .. } => answer,
            Self::Paid { payment: Payment::Taken { number, .. }, .. } | Self::Posted { number } => number,
            Self::Accepted { .. } | Self::Supplemented { .. } | Self::Taken { .. } | Self::ApplicantRenewed { .. } => {
                ""
            }
        }
    }
}

impl Change {
    /// What happened as a sentence of its own; `holder` says who somebody is.
    pub fn tell(&self, words: &Words, holder: impl Fn(&Holder) -> String) -> String {
        let day = |at: &Timestamp| at.local().format("%d/%m/%Y").to_string();
        let mut gaps: Vec<(&str, String)> = vec![("said", self.words().to_owned())];
        match self {
            Self::SupplementAsked { items, .. } => gaps.push(("items", items.join("; "))),
            Self::PaymentAsked { fee, .. } => gaps.push(("fee", grouped(*fee))),
            Self::Paid {
                payment: Payment::Taken { amount, means, .. } | Payment::Refunded { amount, means, .. },
                ..
            } => {
                gaps.push(("fee", grouped(*amount)));
                gaps.push(("means", words.get(means.key()).to_owned()));
            }
            Self::Given { to, .. } => gaps.push(("holder", holder(to))),
            Self::Taken { holder: to, instead } => {
                let by = match instead {
                    Some(Actor::Officer(officer)) => holder(&Holder::Officer(*officer)),
                    Some(_) => words.get("life.by_administrator").to_owned(),
                    None => String::new(),
                };
                gaps.extend([("holder", holder(to)), ("by", by)]);
            }
            Self::Asked(inquiry) => {
                gaps.extend([("holder", inquiry.whom.clone()), ("number", inquiry.number.clone())]);
            }
            Self::Answered { number, whom, .. } => {
                gaps.extend([("number", number.clone()), ("holder", whom.clone())]);
            }
            Self::ExtensionProposed { due, .. } | Self::Extended { due: DueAt { due: Some(due), .. }, .. } => {
                gaps.push(("day", day(due)));
            }
            Self::Corrected { right, was, due, .. } => {
                gaps.push(("what", corrected(*right, *was, due.and_then(|due| due.due), words)));
            }
            Self::ApplicantCorrected { fields, .. } | Self::ApplicantRenewed { fields } => {
                let fields: Vec<&str> = fields.iter().map(|field| words.get(field.key())).collect();
                gaps.push(("what", fields.join(", ")));
            }
            Self::ProcedureCorrected { right, was, due, due_was, .. } => {
                gaps.push(("what", procedure(right, was, due.due, *due_was, words)));
            }
            Self::ConflictMarked { officer, .. } => gaps.push(("holder", holder(&Holder::Officer(*officer)))),
            _ => {}
        }
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        let told = words.fill(self.key(), &gaps);
        // What was left out leaves its mark out too.
        told.trim_end_matches([' ', ':', ',']).to_owned()
    }
}

impl Means {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cash => "life.cash",
            Self::Transfer => "life.transfer",
        }
    }
}

impl Delivery {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Counter => "life.delivery_counter",
            Self::Post => "life.delivery_post",
            Self::Online => "life.delivery_online",
        }
    }
}

impl Channel {
    /// The word for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::InPerson => "life.channel_in_person",
            Self::Post => "life.channel_post",
            Self::Online => "life.channel_online",
        }
    }
}

/// What was made right, with what it was before, and with the due time where that moved.
fn corrected(right: Correction, was: Option<Was>, due: Option<Timestamp>, words: &Words) -> String {
    let moved = was.and_then(|was| Some((was.due?, due?)));
    let moved = moved.and_then(|(was, due)| moved_due(Some(was), Some(due), words));
    let what = match was {
        Some(was) => right.tell(&format!("{} → {}", was.value.value(words), right.value(words)), words),
        None => right.tell(&right.value(words), words),
    };
    std::iter::once(what).chain(moved).collect::<Vec<_>>().join("; ")
}

/// Both procedures, and the due time where that moved.
fn procedure(
    right: &ProcedureIs,
    was: &ProcedureIs,
    due: Option<Timestamp>,
    due_was: Option<Timestamp>,
    words: &Words,
) -> String {
    let what = format!("{} → {}", was.name, right.name);
    std::iter::once(what).chain(moved_due(due_was, due, words)).collect::<Vec<_>>().join("; ")
}

/// `ngày hẹn trả: 17:00 26/11/2026 → 17:00 25/11/2026`; `None` where it did not move.
fn moved_due(was: Option<Timestamp>, due: Option<Timestamp>, words: &Words) -> Option<String> {
    let shown = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), minute_of);
    let value = format!("{} → {}", shown(was), shown(due));
    (was != due).then(|| words.fill("life.right_due", &[("value", &value)]))
}

/// `08:00 23/11/2026`.
fn minute_of(at: Timestamp) -> String {
    at.local().format("%H:%M %d/%m/%Y").to_string()
}

impl Correction {
    /// `số bộ: 2`.
    fn tell(&self, value: &str, words: &Words) -> String {
        let key = match self {
            Self::Sets(_) => "life.right_sets",
            Self::Fee(_) => "life.right_fee",
            Self::Kind(_) => "life.right_kind",
            Self::Channel(_) => "life.right_channel",
            Self::Delivery(_) => "life.right_delivery",
            Self::Received(_) => "life.right_received",
        };
        words.fill(key, &[("value", value)])
    }

    /// The value alone.
    fn value(&self, words: &Words) -> String {
        match self {
            Self::Sets(sets) => sets.to_string(),
            Self::Fee(fee) => fee.map_or_else(|| "-".to_owned(), grouped),
            Self::Kind(kind) => words.get(kind.key()).to_owned(),
            Self::Channel(channel) => words.get(channel.key()).to_owned(),
            Self::Delivery(delivery) => words.get(delivery.key()).to_owned(),
            Self::Received(at) => minute_of(*at),
        }
    }
}
