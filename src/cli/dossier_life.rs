//! `motcua dossier …`: everything between receiving a dossier and handing its result over.

use super::parse;
use crate::domain::command::{DossierVerb, Verb};
use crate::domain::dossier::{Channel, Correction, Delivery, Holder, Means, Payment};
use crate::domain::ids::{CounterId, DossierCode, OfficerId};
use crate::domain::person::PersonField;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::{Day, Timestamp};
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};

/// What happens to a dossier.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What was registered elsewhere is complete and correct.
    Accept(Which),
    /// It is not taken.
    Refuse(Why),
    /// Papers are missing.
    Supplement {
        /// Which dossier.
        #[command(flatten)]
        why: Why,
        /// A missing paper; once for each.
        #[arg(long = "item", value_name = "PAPER", required = true)]
        items: Vec<String>,
        /// Asked for again though papers were asked for before.
        #[arg(long)]
        yes: bool,
    },
    /// The missing papers are there.
    Resume(Which),
    /// Money is owed before the work goes on.
    AskPayment {
        /// Which dossier, and why.
        #[command(flatten)]
        why: Why,
        /// How much, in đồng.
        #[arg(long, value_name = "AMOUNT", value_parser = parse::fee)]
        fee: u64,
    },
    /// Money was taken.
    Pay {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// How much, in đồng.
        #[arg(long, value_name = "AMOUNT", value_parser = parse::fee)]
        amount: u64,
        /// By transfer, not in cash.
        #[arg(long)]
        transfer: bool,
        /// Number of the receipt.
        #[arg(long, value_name = "NUMBER", default_value = "")]
        number: String,
        /// Also when that is more than is owed, or the receipt has a number that was given before.
        #[arg(long)]
        yes: bool,
    },
    /// No fee is owed.
    Exempt(Why),
    /// Money was given back.
    Refund {
        /// Which dossier, and why.
        #[command(flatten)]
        why: Why,
        /// How much, in đồng.
        #[arg(long, value_name = "AMOUNT", value_parser = parse::fee)]
        amount: u64,
        /// By transfer, not in cash.
        #[arg(long)]
        transfer: bool,
        /// Also when somebody else took the money.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
    },
    /// Another is to have it.
    Forward {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// To whom.
        #[command(flatten)]
        to: Receiver,
        /// What is to be done.
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
    },
    /// Take what was given.
    Take(Which),
    /// Do not take it, or call it back.
    GiveBack {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
    },
    /// Ask an agency outside, or with `--above` the authority above.
    Ask {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// Whom.
        #[arg(long, value_name = "NAME")]
        agency: String,
        /// What.
        #[arg(long, value_name = "TEXT")]
        question: String,
        /// Number of the letter.
        #[arg(long, value_name = "NUMBER", default_value = "")]
        number: String,
        /// It is beyond the commune's authority.
        #[arg(long, requires = "number")]
        above: bool,
        /// Nobody of this name was asked before.
        #[arg(long)]
        new_agency: bool,
    },
    /// The answer is there.
    Answer {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// What it says.
        #[arg(long, value_name = "TEXT")]
        answer: String,
        /// Number of the letter.
        #[arg(long, value_name = "NUMBER", default_value = "")]
        number: String,
    },
    /// Propose a later date.
    Extend {
        /// Which dossier, and why.
        #[command(flatten)]
        why: Why,
        /// Until when.
        #[arg(long, value_name = "DATE", value_parser = parse::day)]
        until: Day,
        /// Also when that is longer than the procedure's own limit.
        #[arg(long)]
        yes: bool,
    },
    /// Agree to the later date.
    ApproveExtension {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// Also when that is longer than the procedure's own limit.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
    },
    /// Do not agree to it.
    RejectExtension(Why),
    /// The applicant takes it back.
    Withdraw(Why),
    /// The work ends without a result.
    Stop(Why),
    /// The result was posted.
    Post {
        /// Which dossier.
        #[command(flatten)]
        which: Which,
        /// Number of the parcel.
        #[arg(long, value_name = "NUMBER", default_value = "")]
        number: String,
        /// Also when the dossier says that the result is collected: the citizen has chosen the post since.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
    },
    /// Make a wrong entry right.
    Correct {
        /// Which dossier, and why.
        #[command(flatten)]
        why: Why,
        /// What is right.
        #[command(flatten)]
        right: Right,
    },
    /// An officer must not work on it.
    Conflict {
        /// Which dossier, and why.
        #[command(flatten)]
        why: Why,
        /// Who.
        #[arg(long, value_name = "N", value_parser = parse::officer)]
        who: OfficerId,
    },
}

/// A dossier.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Which {
    /// Its code.
    code: String,
    /// The counter at which its applicant is in front.
    #[arg(long, value_name = "N", value_parser = parse::counter)]
    at: Option<CounterId>,
}

/// A dossier and a reason.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Why {
    /// Which.
    #[command(flatten)]
    which: Which,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Who is to have a dossier. `--officer` says who asks, in every command.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
#[group(required = true, multiple = false)]
pub struct Receiver {
    /// To an officer.
    #[arg(long, value_name = "OFFICER", value_parser = parse::officer)]
    to: Option<OfficerId>,
    /// To a section of the commune.
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// To the reception.
    #[arg(long)]
    reception: bool,
}

impl Receiver {
    fn holder(&self) -> Holder {
        let section = self.section.as_ref().map(|name| Holder::Section(crate::text::nfc::clean(name)));
        self.to.map(Holder::Officer).or(section).unwrap_or(Holder::Reception)
    }
}

/// One thing that is right, or the applicant's data.
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
#[group(id = "right", required = true, multiple = true)]
#[serde(default)]
pub struct Right {
    /// Sets of papers.
    #[arg(long, value_name = "N", value_parser = parse::sets, group = "one")]
    sets: Option<u16>,
    /// The fee, in đồng.
    #[arg(long, value_name = "AMOUNT", value_parser = parse::fee, group = "one")]
    fee: Option<u64>,
    /// Who stands behind it.
    #[arg(long, value_parser = parse::kind, group = "one")]
    kind: Option<ApplicantKind>,
    /// How it came in.
    #[arg(long, value_parser = parse::channel, group = "one")]
    channel: Option<Channel>,
    /// How the result goes out.
    #[arg(long, value_parser = parse::delivery, group = "one")]
    delivery: Option<Delivery>,
    /// When it was complete and correct.
    #[arg(long, value_name = "DATETIME", value_parser = parse::moment, group = "one")]
    received: Option<Timestamp>,
    /// Code of the procedure, or words of its name.
    #[arg(long, group = "one")]
    pub(super) procedure: Option<String>,
    /// The applicant's name.
    #[arg(long, conflicts_with = "one")]
    name: Option<String>,
    /// Telephone; empty for none.
    #[arg(long, conflicts_with = "one")]
    phone: Option<String>,
    /// Citizen ID; empty for none.
    #[arg(long, value_name = "NUMBER", conflicts_with = "one")]
    id: Option<String>,
    /// House, street; empty for none.
    #[arg(long, conflicts_with = "one")]
    address: Option<String>,
    /// Hamlet or quarter; empty for none.
    #[arg(long, conflicts_with = "one")]
    hamlet: Option<String>,
    /// The commune of before the merger; empty for none.
    #[arg(long, value_name = "COMMUNE", conflicts_with = "one")]
    former_commune: Option<String>,
    /// Also when the dossier is over, is late or on time only by the new due time, has money owed or to be given back by
    /// it, is received on a day off, or is moved to another applicant, when other dossiers of the applicant change with
    /// it or keep what was recorded, or the ID number is known to be somebody else's.
    #[arg(long)]
    pub(super) yes: bool,
}

impl Right {
    fn value(&self) -> Correction {
        let all = [
            self.sets.map(Correction::Sets),
            self.kind.map(Correction::Kind),
            self.channel.map(Correction::Channel),
            self.delivery.map(Correction::Delivery),
            self.received.map(Correction::Received),
        ];
        all.into_iter().flatten().next().unwrap_or(Correction::Fee(self.fee))
    }

    /// What was typed of the applicant.
    pub(super) fn of_applicant(&self) -> Vec<(PersonField, &str)> {
        let all = [
            (PersonField::Name, &self.name),
            (PersonField::Phone, &self.phone),
            (PersonField::IdNumber, &self.id),
            (PersonField::Address, &self.address),
            (PersonField::Hamlet, &self.hamlet),
            (PersonField::FormerCommune, &self.former_commune),
        ];
        all.into_iter().filter_map(|(field, typed)| Some((field, typed.as_deref()?))).collect()
    }
}

impl Step {
    /// Whether what is asked about once more was said already.
    pub(super) fn is_sure(&self) -> bool {
        match self {
            Self::Supplement { yes, .. }
            | Self::Extend { yes, .. }
            | Self::ApproveExtension { yes, .. }
            | Self::Pay { yes, .. }
            | Self::Refund { yes, .. }
            | Self::Post { yes, .. }
            | Self::Ask { new_agency: yes, .. } => *yes,
            Self::Correct { right, .. } => right.yes,
            _ => false,
        }
    }

    /// The correction that is more than one value of the dossier itself: which dossier, at which counter, what, and why.
    pub(super) fn correction(&self) -> Option<(DossierCode, Option<CounterId>, &Right, &str)> {
        let Self::Correct { why, right } = self else { return None };
        let wide = right.procedure.is_some() || !right.of_applicant().is_empty();
        let code = super::dossier::code_of(&why.which.code);
        wide.then_some((code, why.which.at, right, why.reason.as_str()))
    }

    /// The dossier that `find` finds by the code that was typed, and what is asked of it.
    pub(super) fn verb(&self, find: impl Fn(&str) -> DossierCode) -> (DossierCode, Verb) {
        let (which, verb) = self.asked();
        let dossier = find(&which.code);
        (dossier.clone(), Verb::About { dossier, counter: which.at, verb })
    }

    fn asked(&self) -> (&Which, DossierVerb) {
        let means = |transfer: bool| if transfer { Means::Transfer } else { Means::Cash };
        let (why, verb) = match self {
            Self::Accept(which) => return (which, DossierVerb::Accept),
            Self::Resume(which) => return (which, DossierVerb::Supplemented),
            Self::Take(which) => return (which, DossierVerb::Take),
            Self::ApproveExtension { which, .. } => return (which, DossierVerb::Extend),
            Self::GiveBack { which, reason } => return (which, DossierVerb::GiveBack { reason: reason.clone() }),
            Self::Post { which, number, .. } => return (which, DossierVerb::Post { number: number.clone() }),
            Self::Pay { which, amount, transfer, number, .. } => {
                let payment = Payment::Taken { amount: *amount, means: means(*transfer), number: number.clone() };
                return (which, DossierVerb::Pay(payment));
            }
            Self::Forward { which, to, note } => {
                return (which, DossierVerb::Give { to: to.holder(), note: note.clone() });
            }
            Self::Ask { which, agency, question, number, above, .. } => {
                let (whom, number, question) = (agency.clone(), number.clone(), question.clone());
                if *above {
                    return (which, DossierVerb::Escalate { whom, number, question });
                }
                return (which, DossierVerb::AskAgency { whom, number, question });
            }
            Self::Answer { which, answer, number } => {
                return (which, DossierVerb::Answer { number: number.clone(), answer: answer.clone() });
            }
            Self::Refuse(why) => (why, DossierVerb::Refuse { reason: why.reason.clone() }),
            Self::Supplement { why, items, .. } => {
                (why, DossierVerb::AskSupplement { items: items.clone(), reason: why.reason.clone() })
            }
            Self::AskPayment { why, fee } => (why, DossierVerb::AskPayment { fee: *fee, reason: why.reason.clone() }),
            Self::Exempt(why) => (why, DossierVerb::Pay(Payment::Exempt { ground: why.reason.clone() })),
            Self::Refund { why, amount, transfer, .. } => {
                let reason = why.reason.clone();
                (why, DossierVerb::Pay(Payment::Refunded { amount: *amount, means: means(*transfer), reason }))
            }
            Self::Extend { why, until, .. } => {
                (why, DossierVerb::ProposeExtension { day: *until, reason: why.reason.clone() })
            }
            Self::RejectExtension(why) => (why, DossierVerb::RejectExtension { reason: why.reason.clone() }),
            Self::Withdraw(why) => (why, DossierVerb::Withdraw { reason: why.reason.clone() }),
            Self::Stop(why) => (why, DossierVerb::Stop { reason: why.reason.clone() }),
            Self::Correct { why, right } => {
                (why, DossierVerb::Correct { right: right.value(), reason: why.reason.clone() })
            }
            Self::Conflict { why, who } => {
                (why, DossierVerb::MarkConflict { officer: *who, reason: why.reason.clone() })
            }
        };
        (&why.which, verb)
    }
}
