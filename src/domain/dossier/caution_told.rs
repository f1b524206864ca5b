//! What is asked once more before a step, in words.

use super::{Caution, Delivery, Means};
use crate::domain::command::Actor;
use crate::domain::ids::DossierCode;
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::words::Sentence;

impl Sentence for Caution {
    fn key(&self) -> &'static str {
        match self {
            Self::LongSpan { agreed: false, .. } => "step.sure_long_span",
            Self::LongSpan { agreed: true, .. } => "step.sure_long_agreed",
            Self::Unpaid { chosen: true, .. } => "step.sure_unpaid",
            Self::Unpaid { chosen: false, .. } => "step.sure_unpaid_post",
            Self::NoLongerLate { right: Some(_), .. } => "step.sure_no_longer_late",
            Self::NoLongerLate { .. } => "step.sure_no_longer_due",
            Self::LateThen { .. } => "step.sure_late_then",
            Self::LateByThat { .. } => "step.sure_late_by_that",
            Self::AgreedStands { late: true, .. } => "step.sure_agreed_late",
            Self::AgreedStands { .. } => "step.sure_agreed_stands",
            Self::OtherProcedure { due: Some(_), fee: Some(_), .. } => "step.sure_procedure_both",
            Self::OtherProcedure { due: Some(_), .. } => "step.sure_procedure_due",
            Self::OtherProcedure { .. } => "step.sure_procedure_fee",
            Self::AskedBefore { .. } => "step.sure_asked_before",
            Self::ExtendedBefore { agreed: false, .. } => "step.sure_extended_before",
            Self::ExtendedBefore { .. } => "step.sure_agreed_before",
            Self::EndsLate { .. } => "step.sure_ends_late",
            Self::NobodyTakes { .. } => "step.sure_nobody_takes",
            Self::LeavesDesk { .. } => "step.sure_leaves_desk",
            Self::ExemptStays { .. } => "step.sure_exempt_stays",
            Self::Over { .. } => "step.sure_over",
            Self::OverDue { .. } => "step.sure_over_due",
            Self::OwedThen { .. } => "step.sure_owed_then",
            Self::BackThen { .. } => "step.sure_back_then",
            Self::NotGivenBack { .. } => "step.sure_not_given_back",
            Self::OtherMeans { means: Means::Cash, .. } => "step.sure_back_in_cash",
            Self::OtherMeans { .. } => "step.sure_back_by_transfer",
            Self::DayOff { .. } => "step.sure_day_off",
            Self::OtherTill { whose: Actor::Officer(_), .. } => "step.sure_other_till",
            Self::OtherTill { .. } => "step.sure_other_till_administrator",
            Self::AboveFee { .. } => "step.sure_above_fee",
            Self::AboveBack { .. } => "step.sure_above_back",
            Self::NoLetter { .. } => "step.sure_no_letter",
            Self::FeeWithoutResult { .. } => "step.sure_fee_without_result",
            Self::PostNotChosen { delivery: Delivery::Online, .. } => "step.sure_post_not_online",
            Self::PostNotChosen { .. } => "step.sure_post_not_counter",
            Self::NewAgency { near: Some(_), .. } => "step.sure_agency_near",
            Self::NewAgency { .. } => "step.sure_agency_new",
            Self::ReceiptTwice { .. } => "step.sure_receipt_twice",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::LongSpan { dossier, day, .. } => {
                vec![("dossier", dossier.to_string()), ("day", day.format("%d/%m/%Y").to_string())]
            }
            Self::Unpaid { dossier, owed, .. } | Self::OwedThen { dossier, owed } => {
                vec![("dossier", dossier.to_string()), ("owed", grouped(*owed))]
            }
            Self::LateByThat { dossier, due } | Self::EndsLate { dossier, due } => {
                vec![("dossier", dossier.to_string()), ("due", shown(Some(*due)))]
            }
            Self::AgreedStands { dossier, due, stands, .. } => moved(dossier, Some(*due), Some(*stands)),
            Self::OtherProcedure { dossier, due, fee } => {
                let (was, right) = due.unwrap_or_default();
                let (entered, stated) = fee.unwrap_or_default();
                let entered = entered.map_or_else(|| "-".to_owned(), grouped);
                let mut gaps = moved(dossier, was, right);
                gaps.extend([("was", entered), ("fee", grouped(stated))]);
                gaps
            }
            Self::NoLongerLate { dossier, due, right } => moved(dossier, Some(*due), *right),
            Self::LateThen { dossier, due, right } => moved(dossier, *due, Some(*right)),
            Self::OverDue { dossier, due, right } => moved(dossier, *due, *right),
            Self::OtherMeans { dossier, taken, .. } => {
                vec![("dossier", dossier.to_string()), ("taken", grouped(*taken))]
            }
            Self::NotGivenBack { dossier, back } | Self::BackThen { dossier, back } => {
                vec![("dossier", dossier.to_string()), ("back", grouped(*back))]
            }
            Self::AskedBefore { dossier, times } | Self::ExtendedBefore { dossier, times, .. } => {
                vec![("dossier", dossier.to_string()), ("n", times.to_string()), ("next", (times + 1).to_string())]
            }
            Self::DayOff { day } => vec![("day", day.format("%d/%m/%Y").to_string())],
            Self::OtherTill { dossier, whose } => {
                let officer = match whose {
                    Actor::Officer(officer) => officer.to_string(),
                    _ => String::new(),
                };
                vec![("dossier", dossier.to_string()), ("officer", officer)]
            }
            Self::PostNotChosen { dossier, .. } | Self::Over { dossier } | Self::LeavesDesk { dossier } => {
                vec![("dossier", dossier.to_string())]
            }
            Self::NobodyTakes { dossier, section } => {
                vec![("dossier", dossier.to_string()), ("section", section.clone())]
            }
            Self::ExemptStays { dossier, ground } => vec![("dossier", dossier.to_string()), ("ground", ground.clone())],
            Self::FeeWithoutResult { dossier, amount } => {
                vec![("dossier", dossier.to_string()), ("amount", grouped(*amount))]
            }
            Self::AboveFee { amount, owed } => vec![("amount", grouped(*amount)), ("owed", grouped(*owed))],
            Self::AboveBack { amount, back } => vec![("amount", grouped(*amount)), ("back", grouped(*back))],
            Self::NoLetter { whom } => vec![("whom", whom.clone())],
            Self::NewAgency { whom, near } => {
                vec![("whom", whom.clone()), ("near", near.clone().unwrap_or_default())]
            }
            Self::ReceiptTwice { number, dossier } => {
                vec![("number", number.clone()), ("dossier", dossier.to_string())]
            }
        }
    }
}

/// `17:00 26/11/2026`; a mark where there is no appointed date.
fn shown(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| at.local().format("%H:%M %d/%m/%Y").to_string())
}

fn moved(dossier: &DossierCode, due: Option<Timestamp>, right: Option<Timestamp>) -> Vec<(&'static str, String)> {
    vec![("dossier", dossier.to_string()), ("due", shown(due)), ("right", shown(right))]
}
