//! The form of one step of a dossier's life: papers to tick, lines to type, values to choose from.

use super::correcting::{Hers, Whose, applicant_rows, right};
use super::dossier_act::{Act, receivers};
use super::step_left::label;
use super::wish::{date, fee, moment};
use crate::domain::command::{DossierVerb, Verb};
use crate::domain::dossier::{CaseRefusal, Channel, Correction, Delivery, Dossier, Holder, Means, Payment, Visit};
use crate::domain::ids::{CounterId, DossierCode, OfficerId, TicketNo};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::{ApplicantKind, Ticket};
use crate::text::money::grouped;
use crate::text::nfc::clean;
use crate::tui::model::Seat;
use crate::tui::parts::field::Field;
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;
use serde::{Deserialize, Serialize};

/// Free lines for papers the catalogue does not name, to begin with.
const FREE_LINES: usize = 2;

/// What numbers of receipts, letters and parcels are typed behind; a form has one of them.
pub(in crate::tui) const NUMBERS: [&str; 3] = ["step.receipt", "step.letter", "step.parcel"];

/// The form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::tui) struct StepForm {
    pub code: DossierCode,
    pub act: Act,
    pub rows: Vec<Row>,
    /// The row in focus; after the last one comes the button.
    pub at: usize,
    /// Asked and not answered: the tag of the wish.
    #[serde(skip)]
    pub asked: Option<u64>,
    /// The number of a receipt that was looked for among all of this year's since she last pressed save.
    #[serde(skip)]
    pub looked: Option<String>,
    /// Whose the ID number is that the applicant is to have, as far as that was asked for.
    #[serde(skip)]
    pub whose: Whose,
    /// What she has in the archive, as far as that was asked for.
    #[serde(skip)]
    pub hers: Hers,
}

/// Key of what stands before a row.
type Label = &'static str;

/// One row of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::tui) enum Row {
    /// A paper that is missing.
    Paper(String, bool),
    /// The applicant is in front with this number.
    Front(CounterId, TicketNo, bool),
    /// A line to type, under this label.
    Line(#[serde(deserialize_with = "label")] Label, Field),
    /// One of several values, under this label; what is shown is made for the language of the moment.
    Pick(#[serde(deserialize_with = "label")] Label, Vec<Value>, usize),
}

/// What may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::tui) enum Value {
    Holder(Holder),
    Means(Means),
    /// A text of the settings: an agency, a ground.
    Text(String),
    /// None of those: it is typed below.
    Other,
    What(What),
    Kind(ApplicantKind),
    Channel(Channel),
    Delivery(Delivery),
    /// Of the catalogue, by its code or name, and what it is called for short.
    Procedure(String, String),
}

/// What is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::tui) enum What {
    Sets,
    Fee,
    Kind,
    Channel,
    Delivery,
    Received,
}

impl What {
    const ALL: [Self; 6] = [Self::Sets, Self::Fee, Self::Kind, Self::Channel, Self::Delivery, Self::Received];
}

impl Value {
    pub fn text(&self, seen: Seen<'_>) -> String {
        let key = match self {
            Self::Holder(holder) => return reason::holder(holder, seen),
            Self::Text(text) | Self::Procedure(_, text) => return text.clone(),
            Self::Other => "step.other",
            Self::Means(means) => means.key(),
            Self::Kind(kind) => kind.key(),
            Self::Channel(channel) => channel.key(),
            Self::Delivery(delivery) => delivery.key(),
            Self::What(What::Sets) => "form.sets",
            Self::What(What::Fee) => "form.fee",
            Self::What(What::Kind) => "form.kind",
            Self::What(What::Channel) => "form.channel",
            Self::What(What::Delivery) => "life.delivery",
            Self::What(What::Received) => "dossiers.received",
        };
        seen.get(key).to_owned()
    }
}

pub(super) fn line(label: &'static str) -> Row {
    Row::Line(label, Field::default())
}

fn amount(amount: u64) -> Row {
    let field = if amount > 0 { Field::new(&grouped(amount)) } else { Field::default() };
    Row::Line("step.amount", field)
}

fn means() -> Row {
    Row::Pick("step.means", vec![Value::Means(Means::Cash), Value::Means(Means::Transfer)], 0)
}

/// The texts of the settings, or others that are known, then a line for another one; the line alone where there are none.
fn of_settings(rows: &mut Vec<Row>, label: &'static str, texts: &[String]) {
    if !texts.is_empty() {
        let values = texts.iter().cloned().map(Value::Text).chain([Value::Other]).collect();
        rows.push(Row::Pick(label, values, 0));
    }
    rows.push(line(if texts.is_empty() { label } else { "step.or_other" }));
}

/// Only grounds of the settings count where they name any.
fn ground(texts: &[String]) -> Row {
    let values: Vec<Value> = texts.iter().cloned().map(Value::Text).collect();
    if values.is_empty() { line("step.ground") } else { Row::Pick("step.ground", values, 0) }
}

impl StepForm {
    pub fn new(act: Act, dossier: &Dossier, seat: Seat, seen: Seen<'_>) -> Self {
        let rows = rows(act, dossier, seat, seen);
        let (whose, hers) = (Whose::default(), Hers::default());
        Self { code: dossier.code.clone(), act, rows, at: 0, asked: None, looked: None, whose, hers }
    }

    /// The field under typing.
    pub fn field(&mut self) -> Option<&mut Field> {
        match self.rows.get_mut(self.at) {
            Some(Row::Line(_, field)) if self.asked.is_none() => Some(field),
            _ => None,
        }
    }

    pub fn is_on_button(&self) -> bool {
        self.at >= self.rows.len()
    }

    /// Goes to the next value or tick of the row in focus.
    pub fn turn(&mut self, back: bool, dossier: Option<&Dossier>) {
        match self.rows.get_mut(self.at) {
            Some(Row::Paper(_, on) | Row::Front(_, _, on)) => *on = !*on,
            Some(Row::Pick(_, values, at)) => {
                let len = values.len().max(1);
                *at = (*at + if back { len - 1 } else { 1 }) % len;
            }
            _ => {}
        }
        self.follow(dossier);
    }

    /// Another thing to correct has another kind of row for its value.
    pub fn follow(&mut self, dossier: Option<&Dossier>) {
        if let (Some(Row::Pick("step.what", values, at)), Some(dossier), 0) = (self.rows.first(), dossier, self.at)
            && let Some(Value::What(what)) = values.get(*at)
        {
            self.rows[1] = right(*what, dossier);
        }
    }

    /// A filled free line makes room for one more.
    pub fn grow(&mut self) {
        let last = self.rows.iter().rposition(|row| matches!(row, Row::Line("step.paper_other", _)));
        if let Some(at) = last
            && let Row::Line(_, field) = &self.rows[at]
            && !field.is_empty()
        {
            self.rows.insert(at + 1, line("step.paper_other"));
        }
    }

    pub(super) fn text(&self, label: &str) -> String {
        let found = self.rows.iter().find_map(|row| match row {
            Row::Line(name, field) if *name == label => Some(clean(field.text())),
            _ => None,
        });
        found.unwrap_or_default()
    }

    pub(super) fn value(&self, label: &str) -> Option<&Value> {
        self.rows.iter().find_map(|row| match row {
            Row::Pick(name, values, at) if *name == label => values.get(*at),
            _ => None,
        })
    }

    /// A text of the settings, or the one that was typed instead.
    fn settled(&self, label: &'static str) -> String {
        let other = self.text("step.or_other");
        match self.value(label) {
            Some(Value::Text(text)) if other.is_empty() => text.clone(),
            Some(_) => other,
            None => self.text(label),
        }
    }

    fn items(&self) -> Vec<String> {
        let items = self.rows.iter().filter_map(|row| match row {
            Row::Paper(paper, true) => Some(paper.clone()),
            Row::Line("step.paper_other", field) => Some(clean(field.text())).filter(|text| !text.is_empty()),
            _ => None,
        });
        items.collect()
    }

    fn amount(&self) -> Result<u64, Tell> {
        fee(&self.text("step.amount")).ok().flatten().ok_or(Tell::Refusal(CaseRefusal::AmountWrong.into()))
    }

    fn means(&self) -> Means {
        if self.value("step.means") == Some(&Value::Means(Means::Transfer)) { Means::Transfer } else { Means::Cash }
    }

    /// What is asked of the engine.
    pub fn wish(&self, seen: Seen<'_>) -> Result<Verb, Tell> {
        let counter = self.rows.iter().find_map(|row| match row {
            Row::Front(counter, _, true) => Some(*counter),
            _ => None,
        });
        Ok(Verb::About { dossier: self.code.clone(), counter, verb: self.verb(seen)? })
    }

    fn verb(&self, seen: Seen<'_>) -> Result<DossierVerb, Tell> {
        let reason = self.text("step.reason");
        let number = NUMBERS.map(|label| self.text(label)).concat();
        Ok(match self.act {
            Act::Take => DossierVerb::Take,
            Act::Accept => DossierVerb::Accept,
            Act::Supplemented => DossierVerb::Supplemented,
            Act::Extend => DossierVerb::Extend,
            Act::GiveBack => DossierVerb::GiveBack { reason },
            Act::Give => match self.value("step.to") {
                Some(Value::Holder(to)) => DossierVerb::Give { to: to.clone(), note: self.text("step.note") },
                _ => return Err(Tell::key("step.nobody")),
            },
            Act::AskSupplement => {
                let again = self.text("step.reason_again");
                DossierVerb::AskSupplement {
                    items: self.items(),
                    reason: if again.is_empty() { reason } else { again },
                }
            }
            Act::Pay => {
                let (amount, means) = (self.amount()?, self.means());
                DossierVerb::Pay(Payment::Taken { amount, means, number })
            }
            Act::Refund => {
                let (amount, means) = (self.amount()?, self.means());
                DossierVerb::Pay(Payment::Refunded { amount, means, reason })
            }
            Act::Exempt => DossierVerb::Pay(Payment::Exempt { ground: self.settled("step.ground") }),
            Act::AskPayment => DossierVerb::AskPayment { fee: self.amount()?, reason },
            Act::AskAgency | Act::Escalate => {
                let (whom, question) = (self.settled("step.agency"), self.text("step.question"));
                if self.act == Act::AskAgency {
                    DossierVerb::AskAgency { whom, number, question }
                } else {
                    DossierVerb::Escalate { whom, number, question }
                }
            }
            Act::Answer => DossierVerb::Answer { number, answer: self.text("step.says") },
            Act::Propose => {
                let day = date(&self.text("step.until"), seen.now.day()).ok_or_else(|| Tell::key("step.date_wrong"))?;
                DossierVerb::ProposeExtension { day, reason }
            }
            Act::Reject => DossierVerb::RejectExtension { reason },
            Act::Refuse => DossierVerb::Refuse { reason },
            Act::Withdraw => DossierVerb::Withdraw { reason },
            Act::Stop => DossierVerb::Stop { reason },
            Act::Post => DossierVerb::Post { number },
            Act::Correct => DossierVerb::Correct { right: self.correction(seen)?, reason },
            Act::CorrectApplicant => return self.correct_applicant(seen),
            Act::CorrectProcedure => {
                let procedure = self.procedure().ok_or_else(|| Tell::key("form.procedure_missing"))?.to_owned();
                DossierVerb::CorrectProcedure { procedure, reason }
            }
            Act::Conflict => match self.value("step.who") {
                Some(Value::Holder(Holder::Officer(officer))) => {
                    DossierVerb::MarkConflict { officer: *officer, reason }
                }
                _ => return Err(Tell::key("step.nobody")),
            },
            Act::Finish | Act::Return => return Err(Tell::key("step.nobody")),
        })
    }

    fn correction(&self, seen: Seen<'_>) -> Result<Correction, Tell> {
        let typed = self.text("step.right");
        Ok(match (self.value("step.what"), self.value("step.right")) {
            (_, Some(Value::Kind(kind))) => Correction::Kind(*kind),
            (_, Some(Value::Channel(channel))) => Correction::Channel(*channel),
            (_, Some(Value::Delivery(delivery))) => Correction::Delivery(*delivery),
            (Some(Value::What(What::Fee)), _) => {
                Correction::Fee(fee(&typed).map_err(|()| Tell::key("form.fee_wrong"))?)
            }
            (Some(Value::What(What::Received)), _) => {
                let at = moment(&typed, seen.now.day()).ok_or(Tell::Refusal(Refusal::ReceivedWrong))?;
                Correction::Received(at)
            }
            _ => Correction::Sets(typed.parse().map_err(|_| Tell::Refusal(Refusal::SetsWrong))?),
        })
    }
}

/// Whether it is known that whoever is in front came about this dossier: something was done about it in this visit, or
/// a citizen has another dossier of the same applicant in it. Somebody of an organisation comes for many.
fn is_hers(dossier: &Dossier, front: &Ticket, seen: Seen<'_>) -> bool {
    let today = seen.moment().day();
    let here = |one: &Dossier| {
        let received = one.steps.first().is_some_and(|step| step.at.day() == today);
        received && one.ticket == Some(front.number) || one.visits.contains(&Visit { day: today, ticket: front.number })
    };
    let others = || seen.state().dossiers.values().filter(|other| other.applicant == dossier.applicant);
    here(dossier) || front.applicant == ApplicantKind::Citizen && others().any(here)
}

fn rows(act: Act, dossier: &Dossier, seat: Seat, seen: Seen<'_>) -> Vec<Row> {
    let work = &seen.state().centre.work;
    let mut rows = Vec::new();
    match act {
        Act::Give => {
            let to = receivers(dossier, seat, seen).into_iter().map(Value::Holder).collect();
            rows.extend([Row::Pick("step.to", to, 0), line("step.note")]);
        }
        Act::AskSupplement => {
            let there = dossier.papers.as_ref().map(|papers| papers.there.as_slice()).unwrap_or_default();
            let asked = seen.published.book.catalogue.get(&dossier.procedure);
            let is_there = |paper: &&String| there.iter().any(|known| known.name == **paper);
            let missing = asked.iter().flat_map(|known| &known.papers).filter(|paper| !is_there(paper));
            rows.extend(missing.map(|paper| Row::Paper(paper.clone(), false)));
            rows.extend((0..FREE_LINES).map(|_| line("step.paper_other")));
            let again = dossier.supplement_requests() > 0;
            rows.push(line(if again { "step.reason_again" } else { "step.reason" }));
        }
        Act::Pay => {
            rows.extend([amount(dossier.owed().unwrap_or(0)), means(), line("step.receipt")]);
        }
        Act::Refund => {
            let back = Some(dossier.to_give_back()).filter(|back| *back > 0).unwrap_or(dossier.paid());
            rows.extend([amount(back), means(), line("step.reason")]);
        }
        Act::AskPayment => rows.extend([amount(dossier.fee.unwrap_or(0)), line("step.reason")]),
        Act::Exempt => rows.push(ground(&work.exempt)),
        Act::AskAgency | Act::Escalate => {
            of_settings(&mut rows, "step.agency", &crate::domain::dossier::known_agencies(seen.state()));
            rows.extend([line("step.letter"), line("step.question")]);
        }
        Act::Answer => rows.extend([line("step.letter"), line("step.says")]),
        Act::Propose => rows.extend([line("step.until"), line("step.reason")]),
        Act::Post => rows.push(line("step.parcel")),
        Act::Correct => {
            let all = What::ALL.map(Value::What).to_vec();
            rows.extend([Row::Pick("step.what", all, 0), right(What::Sets, dossier), line("step.reason")]);
        }
        Act::CorrectApplicant => rows.extend(applicant_rows(dossier, seen)),
        Act::CorrectProcedure => {
            rows.extend([line("form.procedure"), Row::Pick("step.right", Vec::new(), 0), line("step.reason")]);
        }
        Act::Conflict => {
            let officers: Vec<OfficerId> = seen.state().officers.keys().copied().collect();
            let at = officers.iter().position(|officer| *officer == seat.officer).unwrap_or(0);
            let officers = officers.into_iter().map(|id| Value::Holder(Holder::Officer(id))).collect();
            rows.extend([Row::Pick("step.who", officers, at), line("step.reason")]);
        }
        Act::GiveBack | Act::Reject | Act::Refuse | Act::Withdraw | Act::Stop => rows.push(line("step.reason")),
        Act::Take | Act::Accept | Act::Supplemented | Act::Extend | Act::Finish | Act::Return => {}
    }
    if let (Some(counter), Some(front)) = (seat.counter, seat.front(seen.state()))
        && act.is_visited()
    {
        rows.push(Row::Front(counter, front.number, is_hers(dossier, front, seen)));
    }
    rows
}
