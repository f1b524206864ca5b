//! What is allowed with a dossier but asked about once more, because it is more often a slip than meant.

use super::agencies::unknown;
use super::{Change, Correction, Delivery, Dossier, DossierVerb, Means, Payment, Timeliness};
use crate::domain::book::Book;
use crate::domain::command::Actor;
use crate::domain::ids::DossierCode;
use crate::domain::state::State;
use crate::domain::time::{Day, Timestamp};
use crate::text::fold::fold;
use crate::text::nfc::clean;
use chrono::Datelike;

/// Why somebody is asked once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    /// The new due time is further from the old one than the whole limit of the procedure.
    LongSpan {
        /// Which.
        dossier: DossierCode,
        /// Until when.
        day: Day,
        /// It is proposed already, and agreed to now.
        agreed: bool,
    },
    /// The fee was not paid, and the result goes out.
    Unpaid {
        /// Which.
        dossier: DossierCode,
        /// What is still owed, in đồng.
        owed: u64,
        /// Whether the applicant has chosen this way of getting it.
        chosen: bool,
    },
    /// It is late, and would not be any more.
    NoLongerLate {
        /// Which.
        dossier: DossierCode,
        /// When it was due.
        due: Timestamp,
        /// When it would be due; `None` where it would have no appointed date.
        right: Option<Timestamp>,
    },
    /// It is over and was in time, and would have been late.
    LateThen {
        /// Which.
        dossier: DossierCode,
        /// When it was due.
        due: Option<Timestamp>,
        /// When it would be due.
        right: Timestamp,
    },
    /// By another time of receipt it was due before a later date was agreed to, or is past due.
    LateByThat {
        /// Which.
        dossier: DossierCode,
        /// When it was due by that.
        due: Timestamp,
    },
    /// By another procedure it was due earlier, and the later date that was agreed to stands.
    AgreedStands {
        /// Which.
        dossier: DossierCode,
        /// When it was due by that procedure.
        due: Timestamp,
        /// The date that stands.
        stands: Timestamp,
        /// That had passed when it was agreed to.
        late: bool,
    },
    /// Another procedure has another due time, another fee than is entered, or both.
    OtherProcedure {
        /// Of which dossier.
        dossier: DossierCode,
        /// When it is due, and when it would be; `None` where it is the same.
        due: Option<(Option<Timestamp>, Option<Timestamp>)>,
        /// What is entered, and what the procedure states, in đồng; `None` where it is the same, or nobody owes it.
        fee: Option<(Option<u64>, u64)>,
    },
    /// It is over, and what is wrong in it is made right.
    Over {
        /// Which.
        dossier: DossierCode,
    },
    /// It is over, and another due time changes nothing of how it stands to it.
    OverDue {
        /// Which.
        dossier: DossierCode,
        /// When it was due.
        due: Option<Timestamp>,
        /// When it would be due.
        right: Option<Timestamp>,
    },
    /// The result is out, and by the right fee so much is still owed.
    OwedThen {
        /// Which.
        dossier: DossierCode,
        /// In đồng.
        owed: u64,
    },
    /// More was taken than the right fee.
    BackThen {
        /// Which.
        dossier: DossierCode,
        /// What is to be given back then, in đồng.
        back: u64,
    },
    /// More was taken than is due, and not given back yet.
    NotGivenBack {
        /// Whose result.
        dossier: DossierCode,
        /// What is to be given back, in đồng.
        back: u64,
    },
    /// More is given back in cash, or by transfer, than was taken so.
    OtherMeans {
        /// For which dossier.
        dossier: DossierCode,
        /// How it is given back.
        means: Means,
        /// What was taken so and not given back, in đồng.
        taken: u64,
    },
    /// The centre is closed on the day of receipt.
    DayOff {
        /// That day.
        day: Day,
    },
    /// Papers were asked for before: everything that is missing is to be named at once.
    AskedBefore {
        /// Of which dossier.
        dossier: DossierCode,
        /// How often.
        times: usize,
    },
    /// It was put off before.
    ExtendedBefore {
        /// Which.
        dossier: DossierCode,
        /// How often.
        times: usize,
        /// It is proposed already, and agreed to now.
        agreed: bool,
    },
    /// It is past due, and ends without a result.
    EndsLate {
        /// Which.
        dossier: DossierCode,
        /// When it was due.
        due: Timestamp,
    },
    /// Nobody of the section can take it.
    NobodyTakes {
        /// Which.
        dossier: DossierCode,
        /// Of which section.
        section: String,
    },
    /// Its result leaves the return desk, which cannot hand it over until it is back.
    LeavesDesk {
        /// Whose result.
        dossier: DossierCode,
    },
    /// Whoever is exempt owes no fee, whatever it is.
    ExemptStays {
        /// Of which dossier.
        dossier: DossierCode,
        /// On what ground.
        ground: String,
    },
    /// Somebody else took the money that is given back.
    OtherTill {
        /// For which dossier.
        dossier: DossierCode,
        /// Who.
        whose: Actor,
    },
    /// It ended without a result: nothing is collected for it.
    FeeWithoutResult {
        /// Which.
        dossier: DossierCode,
        /// How much is taken, in đồng.
        amount: u64,
    },
    /// More is taken than is owed.
    AboveFee {
        /// How much, in đồng.
        amount: u64,
        /// What is still owed, in đồng.
        owed: u64,
    },
    /// More is given back than was taken above what is due.
    AboveBack {
        /// How much, in đồng.
        amount: u64,
        /// What is to be given back, in đồng.
        back: u64,
    },
    /// A question goes above the commune without the number of its letter.
    NoLetter {
        /// To whom.
        whom: String,
    },
    /// The applicant has not chosen to get the result by post.
    PostNotChosen {
        /// Whose result.
        dossier: DossierCode,
        /// How it is to go out.
        delivery: Delivery,
    },
    /// An agency of this name was not asked before.
    NewAgency {
        /// As it was typed.
        whom: String,
        /// The known one that was probably meant.
        near: Option<String>,
    },
    /// A receipt of this number was given for another payment.
    ReceiptTwice {
        /// The number.
        number: String,
        /// For which dossier.
        dossier: DossierCode,
    },
}

/// Who asks, when, and what is known.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// Who.
    pub by: Actor,
    /// When.
    pub now: Timestamp,
    /// The procedures and days of the centre.
    pub book: &'a Book,
    /// As it is.
    pub state: &'a State,
}

impl Dossier {
    /// What there is to ask before `verb`; `None` for what is usual.
    ///
    /// Numbers of receipts are looked for among the dossiers of the state, those that are not in the archive yet; whoever
    /// can read the store asks for [`DossierVerb::receipt`] there too.
    pub fn caution(&self, verb: &DossierVerb, asking: Asking<'_>) -> Option<Caution> {
        let Asking { now, book, state, .. } = asking;
        match verb {
            DossierVerb::AskSupplement { .. } => {
                let times = Some(self.supplement_requests()).filter(|times| *times > 0)?;
                Some(Caution::AskedBefore { dossier: self.code.clone(), times })
            }
            DossierVerb::ProposeExtension { day, .. } => {
                self.extended_before(false).or_else(|| self.long_span(*day, false, &book.calendar))
            }
            DossierVerb::Extend => {
                let day = self.proposal.as_ref()?.due.day();
                self.extended_before(true).or_else(|| self.long_span(day, true, &book.calendar))
            }
            DossierVerb::Refuse { .. } | DossierVerb::Withdraw { .. } | DossierVerb::Stop { .. } => {
                let due =
                    self.due.filter(|_| self.timeliness(now) == Timeliness::Overdue && !self.lateness_unknown())?;
                Some(Caution::EndsLate { dossier: self.code.clone(), due })
            }
            DossierVerb::Give { to, .. } => self.given(to, state),
            DossierVerb::Pay(Payment::Taken { amount, .. }) if self.ended_without_result() => {
                Some(Caution::FeeWithoutResult { dossier: self.code.clone(), amount: *amount })
            }
            DossierVerb::Pay(Payment::Taken { amount, number, .. }) => {
                let owed = self.owed();
                if owed.is_some_and(|owed| *amount > owed) {
                    return Some(Caution::AboveFee { amount: *amount, owed: owed? });
                }
                let (number, year) = (clean(number), state.at.day().year());
                let given = |dossier: &&Dossier| !number.is_empty() && dossier.has_receipt(&number, year);
                let dossier = state.dossiers.values().find(given)?.code.clone();
                Some(Caution::ReceiptTwice { number, dossier })
            }
            DossierVerb::Pay(Payment::Refunded { amount, means, .. }) => {
                let back = self.to_give_back();
                let is_above = *amount > back && self.fee_due().is_some();
                let above = is_above.then_some(Caution::AboveBack { amount: *amount, back });
                self.other_till(asking.by).or_else(|| self.other_means(*amount, *means)).or(above)
            }
            DossierVerb::Post { .. } => self.posting(),
            DossierVerb::AskAgency { whom, .. } => unknown(state, whom),
            DossierVerb::Escalate { whom, number, .. } => {
                let no_letter = || clean(number).is_empty().then(|| Caution::NoLetter { whom: clean(whom) });
                unknown(state, whom).or_else(no_letter)
            }
            DossierVerb::Correct { right: Correction::Received(at), .. } => self.by_receipt(*at, now, book),
            DossierVerb::Correct { right: Correction::Fee(fee), .. } => {
                self.by_fee(*fee).or_else(|| self.over(self.due))
            }
            DossierVerb::Correct { .. } => self.over(self.due),
            DossierVerb::CorrectProcedure { procedure, .. } => {
                let right = book.catalogue.get(procedure)?;
                let due = self.due_by(right.limit, &book.calendar).due;
                self.no_longer_late(due, now)
                    .or_else(|| self.late_then(due))
                    .or_else(|| self.agreed_stands(right.limit, &book.calendar))
                    .or_else(|| self.over(due))
                    .or_else(|| self.other_procedure(due, right.stated_fee()))
            }
            _ => None,
        }
    }

    /// Books of receipts begin anew every year; capital and small letters are one.
    fn has_receipt(&self, wanted: &str, year: i32) -> bool {
        let wanted = fold(wanted);
        self.changes().any(|(step, change)| {
            let taken = matches!(
                change,
                Change::Paid { payment: Payment::Taken { number, .. }, .. } if fold(number) == wanted
            );
            taken && step.at.day().year() == year
        })
    }
}

impl DossierVerb {
    /// The number of the receipt that this would give, if it has one.
    pub fn receipt(&self) -> Option<String> {
        match self {
            Self::Pay(Payment::Taken { number, .. }) => Some(clean(number)).filter(|number| !number.is_empty()),
            _ => None,
        }
    }
}
