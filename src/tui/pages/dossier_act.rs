//! What may be done with a dossier: its key, its word, and what the rules say to it now.

use crate::domain::command::{Applicant, DossierVerb, Verb};
use crate::domain::dossier::{Correction, Dossier, Holder, Means, Payment, Status};
use crate::domain::ids::{Digest, DossierCode};
use crate::domain::person::PersonField;
use crate::domain::procedure::Procedure;
use crate::domain::refusal::Refusal;
use crate::tui::model::Seat;
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use serde::{Deserialize, Serialize};

/// Something that may be done with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::tui) enum Act {
    Take,
    GiveBack,
    Accept,
    Give,
    AskSupplement,
    Supplemented,
    Pay,
    Exempt,
    AskPayment,
    Refund,
    AskAgency,
    Escalate,
    Answer,
    Propose,
    Extend,
    Reject,
    Finish,
    Return,
    Post,
    Refuse,
    Withdraw,
    Stop,
    Correct,
    CorrectApplicant,
    CorrectProcedure,
    Conflict,
}

impl Act {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 26] = [
        Self::Take,
        Self::GiveBack,
        Self::Accept,
        Self::Give,
        Self::AskSupplement,
        Self::Supplemented,
        Self::Pay,
        Self::Exempt,
        Self::AskPayment,
        Self::Refund,
        Self::AskAgency,
        Self::Escalate,
        Self::Answer,
        Self::Propose,
        Self::Extend,
        Self::Reject,
        Self::Finish,
        Self::Return,
        Self::Post,
        Self::Refuse,
        Self::Withdraw,
        Self::Stop,
        Self::Correct,
        Self::CorrectApplicant,
        Self::CorrectProcedure,
        Self::Conflict,
    ];

    /// Its key in the menu, and its word.
    pub fn key(self) -> (char, &'static str) {
        match self {
            Self::Take => ('n', "step.take"),
            Self::GiveBack => ('l', "step.give_back"),
            Self::Accept => ('t', "step.accept"),
            Self::Give => ('c', "step.give"),
            Self::AskSupplement => ('b', "step.ask_supplement"),
            Self::Supplemented => ('d', "step.supplemented"),
            Self::Pay => ('p', "step.pay"),
            Self::Exempt => ('m', "step.exempt"),
            Self::AskPayment => ('f', "step.ask_payment"),
            Self::Refund => ('o', "step.refund"),
            Self::AskAgency => ('h', "step.ask_agency"),
            Self::Escalate => ('y', "step.escalate"),
            Self::Answer => ('a', "step.answer"),
            Self::Propose => ('e', "step.propose"),
            Self::Extend => ('g', "step.extend"),
            Self::Reject => ('z', "step.reject"),
            Self::Finish => ('x', "step.finish"),
            Self::Return => ('k', "step.return"),
            Self::Post => ('u', "step.post"),
            Self::Refuse => ('r', "step.refuse"),
            Self::Withdraw => ('v', "step.withdraw"),
            Self::Stop => ('s', "step.stop"),
            Self::Correct => ('i', "step.correct"),
            Self::CorrectApplicant => ('j', "step.correct_applicant"),
            Self::CorrectProcedure => ('w', "step.correct_procedure"),
            Self::Conflict => ('q', "step.conflict"),
        }
    }

    /// Whether the applicant usually stands in front when it is done, so that it counts as a visit.
    pub fn is_visited(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::AskSupplement
                | Self::Supplemented
                | Self::Pay
                | Self::Exempt
                | Self::Refund
                | Self::Refuse
                | Self::Withdraw
        )
    }

    /// What the rules say to it now, whatever is going to be typed.
    pub fn may(self, dossier: &Dossier, seat: Seat, seen: Seen<'_>) -> Result<(), Refusal> {
        let wishes = self.wishes(dossier, seat, seen);
        let mut refused = None;
        for verb in wishes {
            match dry_run(seat, verb, seen) {
                Ok(()) => return Ok(()),
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        Err(refused.unwrap_or(Refusal::UnknownDossier(dossier.code.clone())))
    }

    /// Wishes that stand for it: it may be done when one of them may.
    fn wishes(self, dossier: &Dossier, seat: Seat, seen: Seen<'_>) -> Vec<Verb> {
        let code = &dossier.code;
        let word = || "x".to_owned();
        let verb = match self {
            Self::Finish => return vec![Verb::FinishDossier(code.clone())],
            Self::Return => return vec![Verb::ReturnDossier(code.clone())],
            Self::Give => {
                // What the rules say to the dossier they say whoever is to have it.
                let to = receivers(dossier, seat, seen).into_iter().take(2);
                return to.map(|to| about(code, DossierVerb::Give { to, note: String::new() })).collect();
            }
            Self::Take => DossierVerb::Take,
            Self::GiveBack => DossierVerb::GiveBack { reason: word() },
            Self::Accept => DossierVerb::Accept,
            Self::AskSupplement => DossierVerb::AskSupplement { items: vec![word()], reason: word() },
            Self::Supplemented => DossierVerb::Supplemented,
            Self::Pay => DossierVerb::Pay(Payment::Taken { amount: 1, means: Means::Cash, number: String::new() }),
            Self::Exempt => {
                let ground = seen.state().centre.work.exempt.first().cloned().unwrap_or_else(word);
                DossierVerb::Pay(Payment::Exempt { ground })
            }
            Self::AskPayment => DossierVerb::AskPayment { fee: 1, reason: word() },
            Self::Refund => DossierVerb::Pay(Payment::Refunded { amount: 1, means: Means::Cash, reason: word() }),
            Self::AskAgency => DossierVerb::AskAgency { whom: word(), number: String::new(), question: word() },
            Self::Escalate => DossierVerb::Escalate { whom: word(), number: String::new(), question: word() },
            Self::Answer => DossierVerb::Answer { number: String::new(), answer: word() },
            Self::Propose => {
                let after = dossier.due.map_or(seen.moment(), |due| due.max(seen.moment())).day();
                let day = seen.published.book.calendar.next_working(after).unwrap_or(after);
                DossierVerb::ProposeExtension { day, reason: word() }
            }
            Self::Extend => DossierVerb::Extend,
            Self::Reject => DossierVerb::RejectExtension { reason: word() },
            Self::Post => DossierVerb::Post { number: String::new() },
            Self::Refuse => DossierVerb::Refuse { reason: word() },
            Self::Withdraw => DossierVerb::Withdraw { reason: word() },
            Self::Stop => DossierVerb::Stop { reason: word() },
            Self::Correct => {
                let right = Correction::Sets(if dossier.sets == 1 { 2 } else { 1 });
                DossierVerb::Correct { right, reason: word() }
            }
            Self::CorrectApplicant => {
                let to = Applicant::Renewed(dossier.applicant, Digest([0; 32]));
                DossierVerb::CorrectApplicant { to, fields: PersonField::ALL.to_vec(), archived: false, reason: word() }
            }
            Self::CorrectProcedure => {
                // The shortest: one that makes it due later is for the head alone.
                let due = |procedure: &&Procedure| {
                    let due = dossier.due_by(procedure.limit, &seen.published.book.calendar).due;
                    (due.is_none(), due)
                };
                let others = seen.published.book.catalogue.iter().filter(|one| one.code != dossier.procedure);
                let procedure = others.min_by_key(due).map(|one| one.key().to_owned()).unwrap_or_default();
                DossierVerb::CorrectProcedure { procedure, reason: word() }
            }
            Self::Conflict => DossierVerb::MarkConflict { officer: seat.officer, reason: word() },
        };
        vec![about(code, verb)]
    }
}

fn about(code: &DossierCode, verb: DossierVerb) -> Verb {
    Verb::About { dossier: code.clone(), counter: None, verb }
}

/// To whom a dossier may be handed over: sections, others who work here and have no interest in it, the desks.
pub(in crate::tui) fn receivers(dossier: &Dossier, seat: Seat, seen: Seen<'_>) -> Vec<Holder> {
    let state = seen.state();
    let sections = state.centre.work.sections.iter().cloned().map(Holder::Section);
    let others = state.officers.values().filter(|officer| officer.id != seat.officer);
    let officers = others.filter(|officer| dossier.may_be_taken_by(officer));
    let desk = if dossier.status == Status::Finished { Holder::ReturnDesk } else { Holder::Reception };
    let all = sections.chain(officers.map(|officer| Holder::Officer(officer.id))).chain([desk]);
    all.filter(|holder| *holder != dossier.holder).collect()
}
