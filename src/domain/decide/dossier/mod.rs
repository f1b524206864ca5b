//! Dossiers: receiving them, and who may do what to those that are there.

mod clock;
mod correct;
pub(super) mod ending;
mod holding;
pub mod reach;

use super::{Plan, reason};
use crate::domain::book::Book;
use crate::domain::centre::{Officer, Role};
use crate::domain::command::{Actor, Applicant, DossierVerb, Receive, Verb};
use crate::domain::dossier::CaseRefusal;
use crate::domain::dossier::{Change, Dossier, Holder, PaperThere, Papers, Pieces, Receipt, Status};
use crate::domain::event::{DossierChanged, Event};
use crate::domain::ids::{CounterId, Digest, DossierCode, OfficerId, PersonId};
use crate::domain::person::PersonField;
use crate::domain::procedure::Procedure;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use std::ops::RangeInclusive;

/// More sets of papers than anybody hands in.
const SETS_MAX: u16 = 999;
/// More đồng than any fee.
pub const FEE_MAX: u64 = 100_000_000_000;
/// The number of a day's last dossier: four digits.
const LAST_OF_DAY: u32 = 9999;
/// The number of a day's last dossier from another system: five digits.
const LAST_FOREIGN: u32 = 99_999;
/// Characters of a code in another system.
const FOREIGN: RangeInclusive<usize> = 4..=60;
/// How long ago papers may have been received that are entered now: ten years.
const ENTERED_LATE_S: i64 = 10 * 366 * 86_400;

pub(super) fn receive(plan: &mut Plan, book: &Book, wanted: &Receive) -> Result<(), Refusal> {
    if !plan.state.is_set_up() {
        return Err(Refusal::NoCentre);
    }
    let procedure =
        book.catalogue.get(&wanted.procedure).ok_or_else(|| Refusal::UnknownProcedure(wanted.procedure.clone()))?;
    if !(1..=SETS_MAX).contains(&wanted.sets) {
        return Err(Refusal::SetsWrong);
    }
    if wanted.fee.is_some_and(|fee| fee > FEE_MAX) {
        return Err(Refusal::FeeWrong);
    }
    let accepted = wanted.received.unwrap_or(plan.now);
    if accepted > plan.now || plan.now.since(accepted) > ENTERED_LATE_S {
        return Err(Refusal::ReceivedWrong);
    }
    let papers = papers(procedure, wanted)?;
    let first = wanted.linked.as_ref().map(|code| known(plan, code)).transpose()?;
    let linked = first.map(|first| first.linked.clone().unwrap_or_else(|| first.code.clone()));
    let elsewhere = wanted.elsewhere.as_ref();
    if elsewhere.is_some_and(|told| wanted.foreign.is_none() || !told.is_sound(accepted, plan.now)) {
        return Err(CaseRefusal::ElsewhereWrong.into());
    }
    let registered = elsewhere.map_or(wanted.registered, |told| told.status == Status::Registered);
    let promised = elsewhere.and_then(|told| told.due);
    let foreign = wanted.foreign.as_deref().map(|typed| foreign(plan, typed)).transpose()?;
    let counter = wanted.counter.map(|id| plan.open_counter(id)).transpose()?;
    let ticket = counter.and_then(|counter| counter.current);
    let officer = officer_of(plan.by).or_else(|| counter.and_then(|counter| counter.officer));
    let (applicant, digest) = match wanted.applicant {
        Applicant::Known(person) => (person, None),
        Applicant::New(digest) => (PersonId(plan.state.next_person), Some(digest)),
        Applicant::Renewed(person, digest) => (person, Some(digest)),
    };
    super::erasing::not_erased(&plan.state, applicant)?;
    let limit = procedure.limit.filter(|_| !registered && promised.is_none());
    let due = limit.map(|limit| book.calendar.due(accepted, limit));
    let fee = wanted.fee.or(procedure.stated_fee());
    let code = next_code(plan, foreign.is_some())?;
    plan.happen(Event::DossierReceived(Box::new(Receipt {
        code: code.clone(),
        procedure: procedure.code.clone(),
        procedure_name: procedure.name.clone(),
        field: procedure.field.clone(),
        applicant,
        digest,
        applicant_kind: wanted.kind,
        sets: wanted.sets,
        fee,
        channel: wanted.channel,
        ticket,
        counter: wanted.counter,
        officer,
        accepted,
        limit: procedure.limit,
        due: promised.or(due.as_ref().and_then(|due| due.due)),
        forecast: due.is_some_and(|due| due.unsure.is_some()),
        papers,
        registered,
        delivery: wanted.delivery,
        linked,
        foreign,
        elsewhere: wanted.elsewhere.clone(),
    })));
    // At a counter she says herself what is right; a table says it of her.
    if wanted.foreign.is_some() && matches!(wanted.applicant, Applicant::Renewed(..)) {
        renewed(plan, applicant, &[], Some(&code));
    }
    Ok(())
}

/// In the order of the catalogue, each once; `None` where nobody said which are there.
fn papers(procedure: &Procedure, wish: &Receive) -> Result<Option<Papers>, Refusal> {
    let wanted = &wish.papers;
    if let Some(unknown) = wanted.iter().find(|paper| !procedure.papers.contains(&paper.name)) {
        return Err(Refusal::UnknownPaper(unknown.name.clone()));
    }
    let mut there: Vec<PaperThere> = Vec::new();
    for name in &procedure.papers {
        let counted = wanted.iter().filter(|paper| paper.name == *name).map(|paper| paper.pieces);
        if let Some(pieces) = counted.reduce(Pieces::and) {
            there.push(PaperThere { name: name.clone(), pieces });
        }
    }
    if let Some(many) = there.iter().find(|paper| paper.pieces.is_too_many()) {
        return Err(Refusal::PiecesWrong(many.name.clone()));
    }
    Ok((!there.is_empty() || wish.no_papers && !procedure.papers.is_empty())
        .then_some(Papers { there, asked: procedure.papers.len() }))
}

fn officer_of(by: Actor) -> Option<OfficerId> {
    match by {
        Actor::Officer(officer) => Some(officer),
        Actor::Administrator | Actor::Clock | Actor::Kiosk | Actor::Display => None,
    }
}

/// A citizen is known before she hands anything in.
pub(super) fn set_applicant(
    plan: &mut Plan,
    person: Option<PersonId>,
    fields: &[PersonField],
    digest: Digest,
) -> Result<(), Refusal> {
    if !plan.state.is_set_up() {
        return Err(Refusal::NoCentre);
    }
    let known = person.is_some();
    let person = person.unwrap_or(PersonId(plan.state.next_person));
    super::erasing::not_erased(&plan.state, person)?;
    plan.happen(Event::ApplicantSet { person, digest });
    if known {
        renewed(plan, person, fields, None);
    }
    Ok(())
}

/// Her open dossiers, but for `new`, say that a table brought other data of hers.
fn renewed(plan: &mut Plan, person: PersonId, fields: &[PersonField], new: Option<&DossierCode>) {
    let hers = |dossier: &&Dossier| dossier.applicant == person && !dossier.status.is_over();
    let open = plan.state.dossiers.values().filter(hers).map(|dossier| dossier.code.clone());
    let open: Vec<DossierCode> = open.filter(|code| Some(code) != new).collect();
    for dossier in open {
        let change = Change::ApplicantRenewed { fields: fields.to_vec() };
        plan.happen(Event::DossierChanged(Box::new(DossierChanged { dossier, change, ticket: None })));
    }
}

/// The code that a dossier has elsewhere: one word of letters, digits and marks, that no other dossier here has. Digits
/// alone could be somebody's telephone or ID number.
fn foreign(plan: &Plan, typed: &str) -> Result<String, Refusal> {
    let code = crate::text::nfc::clean(typed).to_uppercase();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '/' | '-' | '.' | '_');
    let is_code = FOREIGN.contains(&code.len())
        && code.chars().all(plain)
        && code.contains(|letter: char| letter.is_ascii_digit())
        && !code.chars().all(|letter| letter.is_ascii_digit());
    if !is_code {
        return Err(CaseRefusal::ForeignWrong.into());
    }
    let own = DossierCode(code.clone());
    let here = plan.state.foreign.get(&code).or_else(|| plan.state.dossiers.get(&own).map(|dossier| &dossier.code));
    match here.cloned() {
        Some(dossier) => Err(CaseRefusal::ForeignThere { foreign: code, dossier }.into()),
        None => Ok(code),
    }
}

/// `<unit>-<yyMMdd>-<NNNN>`, starting again every day (domain.md 1.5). Dossiers from another system come by the
/// thousand: they have five digits, so that the four are left to the people at the counters. What came in under a code of
/// this very form keeps it for itself: that number is passed over.
fn next_code(plan: &Plan, foreign: bool) -> Result<DossierCode, Refusal> {
    let (number, last) = if foreign {
        (DossierCode::FIRST_FOREIGN + plan.state.foreign_number, LAST_FOREIGN)
    } else {
        (u32::from(plan.state.dossier_number) + 1, LAST_OF_DAY)
    };
    let (unit, day) = (&plan.state.centre.unit, plan.now.day().format("%y%m%d"));
    let code = |number| DossierCode(format!("{unit}-{day}-{number:04}"));
    let is_free = |code: &DossierCode| !plan.state.foreign.contains_key(&code.0.to_uppercase());
    (number..=last).map(code).find(is_free).ok_or(Refusal::DossierNumbersUsedUp)
}

/// What the archive has is as it was when it went there, so the event carries it: no journal looks into an archive.
pub(super) fn bring_back(plan: &mut Plan, code: &DossierCode, archived: Option<&Dossier>) -> Result<(), Refusal> {
    if plan.state.dossiers.contains_key(code) {
        return Ok(());
    }
    let archived = archived.filter(|found| found.code == *code && found.status.is_over());
    let archived = archived.ok_or_else(|| Refusal::UnknownDossier(code.clone()))?;
    // Nobody but the head acts for who has it now.
    if !stands_for(&plan.state, plan.by, &Holder::Applicant) {
        return Err(CaseRefusal::OverByHead(code.clone()).into());
    }
    if let Some(officer) = officer_of(plan.by).filter(|officer| archived.is_barred_to(*officer)) {
        return Err(CaseRefusal::Conflicted { dossier: code.clone(), officer }.into());
    }
    plan.happen(Event::DossierBroughtBack(Box::new(archived.clone())));
    Ok(())
}

/// Whoever has an interest in a dossier does nothing to it, whatever her role; she may only pass it on to somebody who
/// has none.
pub(super) fn without_interest(plan: &Plan, verb: &Verb) -> Result<(), Refusal> {
    let (Verb::FinishDossier(code) | Verb::ReturnDossier(code) | Verb::About { dossier: code, .. }) = verb else {
        return Ok(());
    };
    if let Verb::About { verb: DossierVerb::Give { .. } | DossierVerb::GiveBack { .. }, .. } = verb {
        return Ok(());
    }
    let interested =
        officer_of(plan.by).filter(|officer| known(plan, code).is_ok_and(|one| one.is_barred_to(*officer)));
    interested.map_or(Ok(()), |officer| Err(CaseRefusal::Conflicted { dossier: code.clone(), officer }.into()))
}

/// Something about a dossier that is there already.
pub(super) fn about(
    plan: &mut Plan,
    book: &Book,
    code: &DossierCode,
    counter: Option<CounterId>,
    verb: &DossierVerb,
) -> Result<(), Refusal> {
    let ticket = counter.map(|id| plan.open_counter(id)).transpose()?.and_then(|counter| counter.current);
    let case = Case::of(plan, book, code)?;
    let change = match verb {
        DossierVerb::Accept => clock::accept(&case),
        DossierVerb::AskSupplement { items, reason } => clock::ask_supplement(&case, items, reason),
        DossierVerb::Supplemented => clock::supplemented(&case),
        DossierVerb::AskPayment { fee, reason } => clock::ask_payment(&case, *fee, reason),
        DossierVerb::Pay(payment) => clock::pay(&case, payment),
        DossierVerb::ProposeExtension { day, reason } => clock::propose(&case, *day, reason),
        DossierVerb::Extend => clock::extend(&case),
        DossierVerb::RejectExtension { reason } => clock::reject(&case, reason),
        DossierVerb::Give { to, note } => holding::give(&case, to, note),
        DossierVerb::Take => holding::take(&case),
        DossierVerb::GiveBack { reason } => holding::give_back(&case, reason),
        DossierVerb::AskAgency { whom, number, question } => holding::ask(&case, whom, false, number, question),
        DossierVerb::Escalate { whom, number, question } => holding::ask(&case, whom, true, number, question),
        DossierVerb::Answer { number, answer } => holding::answer(&case, number, answer),
        DossierVerb::MarkConflict { officer, reason } => holding::mark_conflict(&case, *officer, reason),
        DossierVerb::Refuse { reason } => ending::refuse(&case, reason),
        DossierVerb::Withdraw { reason } => ending::withdraw(&case, reason),
        DossierVerb::Stop { reason } => ending::stop(&case, reason),
        DossierVerb::Post { number } => ending::post(&case, number),
        DossierVerb::Correct { right, reason } => correct::correct(&case, right, reason),
        DossierVerb::CorrectApplicant { to, fields, archived, reason } => {
            correct::applicant(&case, *to, fields, *archived, reason)
        }
        DossierVerb::CorrectProcedure { procedure, reason } => correct::procedure(&case, procedure, reason),
    }?;
    let with_it = correct::with_it(&case, &change);
    let changed = DossierChanged { dossier: code.clone(), change, ticket };
    for changed in std::iter::once(changed).chain(with_it) {
        plan.happen(Event::DossierChanged(Box::new(changed)));
    }
    Ok(())
}

/// A dossier as it is, and who asks what of it when.
struct Case<'a> {
    dossier: Dossier,
    book: &'a Book,
    by: Actor,
    now: Timestamp,
    state: &'a State,
}

impl<'a> Case<'a> {
    fn of(plan: &'a Plan, book: &'a Book, code: &DossierCode) -> Result<Self, Refusal> {
        Ok(Self { dossier: known(plan, code)?.clone(), book, by: plan.by, now: plan.now, state: &plan.state })
    }

    /// Its status must be one of these.
    fn is(&self, allowed: &[Status]) -> Result<(), Refusal> {
        let (dossier, status) = (self.dossier.code.clone(), self.dossier.status);
        if allowed.contains(&status) { Ok(()) } else { Err(CaseRefusal::NotInThisStatus { dossier, status }.into()) }
    }

    /// It must not be on its way to another, nor wait for an agency.
    fn is_at_rest(&self) -> Result<(), Refusal> {
        if let Some(way) = &self.dossier.on_its_way {
            return Err(CaseRefusal::OnItsWay { dossier: self.dossier.code.clone(), to: way.to.clone() }.into());
        }
        match &self.dossier.inquiry {
            Some(inquiry) if !inquiry.above => {
                Err(CaseRefusal::AnswerAwaited { dossier: self.dossier.code.clone(), whom: inquiry.whom.clone() }
                    .into())
            }
            _ => Ok(()),
        }
    }

    /// Only who has it may do this, or who rules over all.
    fn is_hers(&self) -> Result<(), Refusal> {
        let holder = &self.dossier.holder;
        if self.stands_for(holder) {
            Ok(())
        } else {
            let dossier = self.dossier.code.clone();
            let other = || CaseRefusal::NotTheHolder { dossier, holder: holder.clone() };
            Err(self.not_of_section(holder).unwrap_or_else(other).into())
        }
    }

    /// Where a section has it: that it is the section's, and who of it may.
    fn not_of_section(&self, holder: &Holder) -> Option<CaseRefusal> {
        let Holder::Section(section) = holder else { return None };
        let hers = |one: &&Officer| one.section == *section && self.dossier.may_be_taken_by(one);
        let members = self.state.officers.values().filter(hers).map(|officer| officer.id).collect();
        Some(CaseRefusal::NotOfSection { dossier: self.dossier.code.clone(), section: section.clone(), members })
    }

    /// Whether the one who asks is the head of the centre, or keeps the settings.
    fn rules(&self) -> bool {
        let role = officer_of(self.by).and_then(|id| self.state.officers.get(&id)).map(|officer| officer.role);
        self.by == Actor::Administrator || matches!(role, Some(Role::Administrator | Role::Supervisor))
    }

    /// Whether somebody else could agree in the head's place: four eyes see more than two.
    fn has_another_head(&self) -> bool {
        let is_head = |officer: &Officer| matches!(officer.role, Role::Administrator | Role::Supervisor);
        let may = |officer: &Officer| officer.active && is_head(officer) && !self.dossier.is_barred_to(officer.id);
        self.state.officers.values().any(|officer| may(officer) && self.by != Actor::Officer(officer.id))
    }

    /// Whether the one who asks acts for `holder`.
    fn stands_for(&self, holder: &Holder) -> bool {
        stands_for(self.state, self.by, holder)
    }
}

/// Whether `by` acts for `holder`.
fn stands_for(state: &State, by: Actor, holder: &Holder) -> bool {
    let Some(officer) = officer_of(by).and_then(|id| state.officers.get(&id)) else {
        return matches!(by, Actor::Administrator);
    };
    match officer.role {
        Role::Administrator | Role::Supervisor => true,
        role => match holder {
            Holder::Officer(id) => *id == officer.id,
            Holder::Section(section) => officer.section == *section,
            Holder::Reception | Holder::ReturnDesk => matches!(role, Role::Operator | Role::ReturnDesk),
            Holder::Agency(_) | Holder::Applicant => false,
        },
    }
}

/// A text that somebody wrote and that may be left out.
fn note(typed: &str) -> Result<String, Refusal> {
    if crate::text::nfc::clean(typed).is_empty() { Ok(String::new()) } else { reason(typed) }
}

/// The most characters of the number of a letter, a receipt or a parcel.
const NUMBER_MAX: usize = 40;

/// The number of a letter, a receipt or a parcel; may be empty. It is no free text: letters, digits and marks in one
/// word, so a long row of digits is no telephone number.
fn number(typed: &str) -> Result<String, Refusal> {
    let number = crate::text::nfc::clean(typed);
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '-' | '.' | '_');
    if number.chars().count() > NUMBER_MAX || !number.chars().all(plain) {
        return Err(CaseRefusal::NumberWrong.into());
    }
    Ok(number)
}

fn known<'a>(plan: &'a Plan, code: &DossierCode) -> Result<&'a Dossier, Refusal> {
    plan.state.dossiers.get(code).ok_or_else(|| Refusal::UnknownDossier(code.clone()))
}
