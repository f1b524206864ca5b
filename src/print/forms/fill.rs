//! From a dossier and what happened to it to the values of the papers about it.

use super::moves::moves;
use super::papers::{
    Agency, Apology, Applicant, ControlSheet, Handover, Notice, Paper, Punctuality, Receipt, Refusal, Stop,
    SupplementRequest,
};
use super::{Form, Values};
use crate::domain::centre::Role;
use crate::domain::command::Actor;
use crate::domain::dossier::{Change, Delivery, Dossier, Holder, PaperThere, Step};
use crate::domain::ids::{DossierCode, OfficerId};
use crate::domain::person::Person;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::domain::worklist::has_left;
use crate::text::words::Words;
use chrono::Datelike;

/// A dossier, and what else its papers say.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Whose it is, where she is still known.
    pub person: Option<&'a Person>,
    /// The centre as it is now.
    pub published: &'a Published,
    /// Who issues the papers.
    pub agency: &'a Agency,
    /// When they are made.
    pub now: Timestamp,
    /// The words of the papers.
    pub words: &'a Words,
}

impl<'a> Matter<'a> {
    /// What fills `form`; none where nothing happened that it tells of. The register is of many dossiers, not of one.
    pub fn values(&self, form: Form) -> Option<Values> {
        match form {
            Form::Receipt => Some(self.receipt().values(self.words)),
            Form::Supplement => self.supplement().map(|form| form.values(self.words)),
            Form::Refusal => self.refusal().map(|form| form.values(self.words)),
            Form::Extension => self.apology().map(|form| form.values(self.words)),
            Form::Stop => self.stop().map(|form| form.values(self.words)),
            Form::Control => Some(self.control().values(self.words)),
            Form::Register => None,
        }
    }

    /// The receipt, as far as the dossier knows it.
    pub fn receipt(&self) -> Receipt {
        let dossier = self.dossier;
        Receipt {
            agency: self.agency.clone(),
            code: dossier.code.0.clone(),
            foreign: dossier.foreign.clone().unwrap_or_default(),
            // What was received elsewhere has a receipt of that day already: this one is written here.
            issued: Some(if dossier.before_here().is_empty() { dossier.handed_in() } else { self.now }),
            applicant: self.applicant(),
            request: dossier.procedure_name.clone(),
            procedure: dossier.procedure.clone(),
            papers: self.papers(),
            sets: dossier.sets,
            limit: self.limit(),
            received: Some(dossier.accepted),
            due: dossier.due,
            unsure: dossier.unsure(&self.published.book.calendar),
            moved: moves(dossier, self.now, self.words),
            result_at: self.words.get(way(dossier.delivery)).to_owned(),
            fee: dossier.fee_due(),
            paid_by: dossier
                .exempt_for()
                .map(|ground| self.words.fill("papers.exempt_for", &[("ground", ground)]))
                .unwrap_or_default(),
            book: dossier.accepted.day().year().to_string(),
            entry: entry(&dossier.code),
            receiver: dossier.officer.map(|officer| self.officer(officer)).unwrap_or_default(),
            ..Receipt::default()
        }
    }

    /// The papers that were there when it was received, and those that came later with the day on which they did.
    fn papers(&self) -> Vec<Paper> {
        let there = self.dossier.papers.iter().flat_map(|papers| &papers.there);
        let paper = |paper: &PaperThere| Paper {
            name: paper.name.clone(),
            originals: paper.pieces.originals,
            certified: paper.pieces.certified,
            copies: paper.pieces.copies,
            note: String::new(),
        };
        let later = self.dossier.papers_later_told(self.words).into_iter();
        let later = later.map(|name| Paper { name, ..Paper::default() });
        let said: Vec<Paper> = there.map(paper).chain(later).collect();
        if said.is_empty() && self.dossier.papers.is_some() {
            let none = self.words.get("papers.none_handed_in").to_owned();
            return vec![Paper { name: none, ..Paper::default() }];
        }
        said
    }

    /// What it may take; a limit that rests on an assumption is not told as law.
    fn limit(&self) -> String {
        let limit = self.dossier.limit.map(|limit| self.words.say(&limit)).unwrap_or_default();
        let is_sure = self.dossier.limit_doubts(&self.published.book, self.words).is_empty();
        if is_sure { limit } else { self.words.fill("papers.limit_as_assumed", &[("limit", &limit)]) }
    }

    /// What stands on each notice that is issued at `at`.
    fn notice(&self, at: Timestamp, reason: &str) -> Notice {
        Notice {
            agency: self.agency.clone(),
            number: String::new(),
            issued: Some(at),
            code: self.dossier.code.0.clone(),
            applicant: self.applicant(),
            request: self.dossier.procedure_name.clone(),
            reason: reason.to_owned(),
        }
    }

    /// The last request for papers.
    fn supplement(&self) -> Option<SupplementRequest> {
        let (step, (items, reason)) = self.last(|change| match change {
            Change::SupplementAsked { items, reason } => Some((items, reason)),
            _ => None,
        })?;
        Some(SupplementRequest {
            notice: self.notice(step.at, reason),
            missing: items.iter().map(|name| Paper { name: name.clone(), ..Paper::default() }).collect(),
            again: u16::try_from(self.dossier.supplement_requests()).unwrap_or(u16::MAX),
            ask: self.ask(step),
            officer: self.who(step.by),
            ..SupplementRequest::default()
        })
    }

    fn refusal(&self) -> Option<Refusal> {
        let (step, reason) = self.last(|change| match change {
            Change::Refused { reason } => Some(reason),
            _ => None,
        })?;
        Some(Refusal { notice: self.notice(step.at, reason), ask: self.ask(step), officer: self.who(step.by) })
    }

    /// What is late has a letter without a new day; else the last putting off that the head agreed to. One that she has not
    /// answered yet has none: a promise is hers to make.
    fn apology(&self) -> Option<Apology> {
        let dossier = self.dossier;
        if dossier.is_late_letter_due(self.now) {
            let reason = self.words.get("papers.reason_blank");
            return Some(self.apology_of(self.now, None, dossier.due, reason, String::new()));
        }
        let agreed = self.last(|change| match change {
            Change::Extended { due, was, reason, .. } => Some((due.due, *was, reason)),
            _ => None,
        });
        let (step, (new_due, due, reason)) = agreed?;
        Some(self.apology_of(step.at, new_due, due, reason, self.who(step.by)))
    }

    fn apology_of(
        &self,
        issued: Timestamp,
        new_due: Option<Timestamp>,
        due: Option<Timestamp>,
        reason: &str,
        head: String,
    ) -> Apology {
        let dossier = self.dossier;
        // Before the due time nobody is late yet.
        let is_late = due.is_some_and(|due| issued > due);
        Apology {
            notice: self.notice(issued, reason),
            field: dossier.field.clone(),
            received: Some(dossier.accepted),
            due,
            late_unit: if is_late { self.unit(&dossier.holder) } else { String::new() },
            new_due,
            head_title: self.words.get("papers.head_title").to_owned(),
            head,
            ..Apology::default()
        }
    }

    fn stop(&self) -> Option<Stop> {
        let (step, reason) = self.last(|change| match change {
            Change::Stopped { reason } | Change::Withdrawn { reason } => Some(reason),
            _ => None,
        })?;
        Some(Stop {
            notice: self.notice(step.at, reason),
            received: Some(self.dossier.accepted),
            stopped: Some(step.at),
            ask: self.ask(step),
            head_title: self.words.get("papers.head_title").to_owned(),
            head: self.head(step.by),
            ..Stop::default()
        })
    }

    fn control(&self) -> ControlSheet {
        let dossier = self.dossier;
        let agencies = dossier.changes().filter_map(|(_, change)| match change {
            Change::Asked(inquiry) => Some(inquiry.whom.clone()),
            _ => None,
        });
        let mut coordinating: Vec<String> = agencies.collect();
        coordinating.dedup();
        ControlSheet {
            agency: self.agency.clone(),
            issued: Some(self.now),
            code: dossier.code.0.clone(),
            applicant: self.person.map(|person| person.name.clone()).unwrap_or_default(),
            request: dossier.procedure_name.clone(),
            received: Some(dossier.accepted),
            due: dossier.due,
            deciding: self.agency.parent.clone(),
            coordinating: coordinating.join(", "),
            papers: self.papers(),
            handovers: self.handovers(),
        }
    }

    /// From each holder to the next. How the one who gave stood to the limit is said where she had the last word.
    fn handovers(&self) -> Vec<Handover> {
        let dossier = self.dossier;
        let mut given: Option<&Step> = None;
        let mut handovers = Vec::new();
        for pair in dossier.steps.windows(2) {
            let (before, step) = (&pair[0], &pair[1]);
            if matches!(step.change.as_deref(), Some(Change::Given { .. })) {
                given = Some(step);
            }
            if before.holder == step.holder {
                continue;
            }
            let gave = given.take().unwrap_or(step);
            let note = gave.change.as_deref().map(|change| change.words().to_owned()).unwrap_or_default();
            handovers.push(Handover {
                from: self.holder(&before.holder),
                given_by: self.who(gave.by),
                given: Some(gave.at),
                to: self.holder(&step.holder),
                taken_by: self.who(step.by),
                taken: Some(step.at),
                punctuality: (dossier.finished == Some(step.at)).then(|| self.punctuality()).flatten(),
                note,
            });
        }
        handovers
    }

    fn punctuality(&self) -> Option<Punctuality> {
        let (due, finished) = (self.dossier.due?, self.dossier.finished?);
        Some(match finished.day().cmp(&due.day()) {
            _ if finished > due => Punctuality::Late,
            std::cmp::Ordering::Less => Punctuality::Early,
            _ => Punctuality::OnTime,
        })
    }

    /// The last change of a kind, and the step it was.
    fn last<T>(&self, of: impl Fn(&'a Change) -> Option<T>) -> Option<(&'a Step, T)> {
        self.dossier.changes().filter_map(|(step, change)| Some((step, of(change)?))).last()
    }

    fn applicant(&self) -> Applicant {
        let unknown = Person::default();
        let known = self.person.unwrap_or(&unknown);
        let former = self.words.fill("papers.former", &[("name", without_old(&known.former_commune))]);
        let former = if known.former_commune.is_empty() { String::new() } else { former };
        Applicant {
            name: known.name.clone(),
            address: known.place(&former),
            phone: known.phone.clone(),
            email: String::new(),
            id_number: known.id_number.clone(),
        }
    }

    /// Whom the applicant may ask: the officer, and where she is reached.
    fn ask(&self, step: &Step) -> String {
        let parts = [self.who(step.by), self.agency.contact.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The name of who did it, where she signs as the head.
    fn head(&self, by: Actor) -> String {
        let Actor::Officer(id) = by else { return String::new() };
        let heads = self.published.state.officers.get(&id).is_some_and(|officer| officer.role == Role::Supervisor);
        if heads { self.officer(id) } else { String::new() }
    }

    fn who(&self, by: Actor) -> String {
        if let Actor::Officer(id) = by { self.officer(id) } else { String::new() }
    }

    fn officer(&self, id: OfficerId) -> String {
        let officer = self.published.state.officers.get(&id);
        let person = officer.and_then(|officer| self.published.people.get(&officer.person));
        person.map(|person| person.name.clone()).unwrap_or_default()
    }

    /// Who has it has a number at least.
    fn officer_or_number(&self, id: OfficerId) -> String {
        let name = self.officer(id);
        let number = || self.words.fill("common.holder_officer", &[("officer", &id.to_string())]);
        if name.is_empty() { number() } else { name }
    }

    /// The section or the agency that has it; the centre where the result or the papers lie there, or somebody of no
    /// section has it. A letter to a citizen names no officer for being late.
    fn unit(&self, holder: &Holder) -> String {
        let section = match holder {
            Holder::Section(name) | Holder::Agency(name) => name.as_str(),
            Holder::Officer(id) => self.published.state.officers.get(id).map_or("", |officer| &officer.section),
            Holder::Reception | Holder::ReturnDesk | Holder::Applicant => "",
        };
        if section.is_empty() { self.agency.name.clone() } else { section.to_owned() }
    }

    fn holder(&self, holder: &Holder) -> String {
        match holder {
            Holder::Reception => self.words.get("common.holder_reception").to_owned(),
            Holder::Officer(id) if has_left(&self.published.state, *id) => {
                self.words.fill("common.holder_left", &[("holder", &self.officer_or_number(*id))])
            }
            Holder::Officer(id) => self.officer_or_number(*id),
            Holder::Section(name) | Holder::Agency(name) => name.clone(),
            Holder::ReturnDesk => self.words.get("common.holder_return_desk").to_owned(),
            Holder::Applicant => self.words.get("common.holder_applicant").to_owned(),
        }
    }
}

/// Its number in the register of the year: the day and the number of that day, as its code has them.
fn entry(code: &DossierCode) -> String {
    let mut parts = code.0.rsplitn(3, '-');
    match (parts.next(), parts.next()) {
        (Some(number), Some(day)) => format!("{day}-{number}"),
        _ => code.0.clone(),
    }
}

/// How the result is handed over.
fn way(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Counter => "papers.at_counter",
        Delivery::Post => "papers.by_post",
        Delivery::Online => "papers.online",
    }
}

/// The name of a former commune without the word that says so, which the paper writes itself: `Cẩm Mỹ (cũ)`.
fn without_old(name: &str) -> &str {
    let trimmed = name.trim();
    let bare = ["(cũ)", "(Cũ)", "(CŨ)", " cũ", " Cũ", " CŨ"].into_iter().find_map(|old| trimmed.strip_suffix(old));
    bare.map(str::trim_end).filter(|bare| !bare.is_empty()).unwrap_or(trimmed)
}
