//! `motcua dossier` and `motcua dossiers`: receive, show, list, finish, hand over.

use super::answer::{Objection, Shown};
use super::dossier_life::Step;
use super::dossier_list::{Which, find, list};
use super::dossier_text::{json, sheet};
use super::office::Office;
use super::parse;
use crate::domain::command::{Applicant, Receive, Verb};
use crate::domain::dossier::{Channel, Delivery, Dossier};
use crate::domain::event::Event;
use crate::domain::ids::{CounterId, Digest, DossierCode};
use crate::domain::person::Person;
use crate::domain::procedure::{Catalogue, Procedure};
use crate::domain::published::Published;
use crate::domain::refusal::Refusal;
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::Timestamp;
use crate::print::forms::Form;
use crate::text::fold::fold;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

/// Procedures named when what was typed fits several.
const MATCHES_SHOWN: usize = 10;

/// What to do with dossiers.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Receive one.
    Receive(Box<Reception>),
    /// One dossier, with all that happened to it.
    Show {
        /// Its code.
        code: String,
        /// Which days its limit counts, and why not the others.
        #[arg(long)]
        explain: bool,
    },
    /// The open ones by due time.
    List(Box<Which>),
    /// The ones found by code, name, phone or ID number, over ones too.
    Find {
        /// Parts of what is looked for.
        #[arg(required = true)]
        search: Vec<String>,
        /// How many at most.
        #[arg(long, value_name = "N", value_parser = parse::rows, default_value = "50")]
        most: usize,
    },
    /// It is done.
    Finish {
        /// Its code.
        code: String,
    },
    /// The result is handed over.
    Return {
        /// Its code.
        code: String,
        /// Also when the fee is not paid.
        #[arg(long)]
        #[serde(default)]
        yes: bool,
    },
    /// Its receipt on paper.
    Receipt {
        /// Which dossier, and where it goes.
        #[command(flatten)]
        wish: super::paper::Wish,
        /// On the printer of the slips instead.
        #[arg(long, conflicts_with_all = ["out", "print"])]
        slip: bool,
        /// Also where the slip of a rating was printed before.
        #[arg(long, requires = "slip")]
        #[serde(default)]
        yes: bool,
    },
    /// Another of its papers.
    Paper {
        /// Which dossier, and where it goes.
        #[command(flatten)]
        wish: super::paper::Wish,
        /// Name or number of the form.
        form: String,
    },
    /// What is known of an applicant is erased.
    Erase(super::dossier_erase::Erase),
    /// What happens in between.
    #[command(flatten)]
    Step(Box<Step>),
}

/// A dossier to be received.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Reception {
    /// Code of the procedure, or words of its name.
    #[arg(long)]
    procedure: String,
    /// The applicant's name.
    #[arg(long, value_name = "NAME")]
    applicant: String,
    /// Telephone.
    #[arg(long, default_value = "")]
    phone: String,
    /// Citizen ID.
    #[arg(long, value_name = "NUMBER", default_value = "")]
    id: String,
    /// House, street.
    #[arg(long, default_value = "")]
    address: String,
    /// Hamlet or quarter.
    #[arg(long, default_value = "")]
    hamlet: String,
    /// The commune of before the merger.
    #[arg(long, value_name = "COMMUNE", default_value = "")]
    former_commune: String,
    /// Who stands behind it.
    #[arg(long, value_parser = parse::kind, default_value = "citizen")]
    kind: ApplicantKind,
    /// Sets of papers.
    #[arg(long, value_name = "N", value_parser = parse::sets, default_value = "1")]
    sets: u16,
    /// Fee taken, in đồng; without, the catalogue's.
    #[arg(long, value_name = "AMOUNT", value_parser = parse::fee)]
    fee: Option<u64>,
    /// When it was complete and correct; without, now.
    #[arg(long, value_name = "DATETIME", value_parser = parse::moment)]
    received: Option<Timestamp>,
    /// The counter whose person in front it is.
    #[arg(long, value_name = "N", value_parser = parse::counter)]
    counter: Option<CounterId>,
    /// How it came in.
    #[arg(long, value_parser = parse::channel, default_value = "in_person")]
    channel: Channel,
    /// How the result goes out.
    #[arg(long, value_parser = parse::delivery, default_value = "counter")]
    delivery: Delivery,
    /// It is only registered; whether it is complete is still to be seen.
    #[arg(long)]
    registered: bool,
    /// The dossier of the same matter that was received first.
    #[arg(long, value_name = "CODE")]
    with: Option<String>,
    /// Its code in the system it comes from.
    #[arg(long, value_name = "CODE")]
    foreign: Option<String>,
    /// Also when the ID number is known to be somebody else's, or the receipt was long ago.
    #[arg(long)]
    yes: bool,
    /// A paper that is there, by its name or its place in the catalogue's list, and as what: `1=copy*2`; once for each.
    #[arg(long = "paper", value_name = "PAPER[=KIND*N]")]
    papers: Vec<String>,
    /// No paper is handed in; without, nothing is said of them.
    #[arg(long, conflicts_with = "papers")]
    no_papers: bool,
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    match act {
        Act::Receive(reception) => receive(office, reception),
        Act::Show { code, explain } => show(office, &code_of(code), *explain),
        Act::List(which) => list(office, which),
        Act::Find { search, most } => find(office, &search.join(" "), *most),
        Act::Finish { code } => {
            let code = meant(office, code);
            change(office, &code, Verb::FinishDossier(code.clone()))
        }
        Act::Receipt { wish, slip, yes } => {
            let (dossier, person) = with_person(office, &wish.code)?;
            if *slip {
                return super::paper::on_slip(office, &dossier, person.as_deref(), *yes);
            }
            super::paper::run(office, wish, Form::Receipt, &dossier, person.as_deref())
        }
        Act::Paper { wish, form } => {
            let (dossier, person) = with_person(office, &wish.code)?;
            super::paper::run(office, wish, super::form::form_of(form)?, &dossier, person.as_deref())
        }
        Act::Erase(erase) => super::dossier_erase::run(office, erase),
        Act::Step(step) => {
            if let Some((code, at, right, reason)) = step.correction() {
                return super::dossier_correct::run(office, &code, at, right, reason);
            }
            let (code, verb) = step.verb(|typed| meant(office, typed));
            if let (false, Verb::About { verb, .. }) = (step.is_sure(), &verb) {
                super::sure::step(office, &code, verb)?;
            }
            super::sure::at_hand(office, &code, &verb)?;
            change(office, &code, verb)
        }
        Act::Return { code, yes } => {
            let code = meant(office, code);
            if !yes {
                super::sure::hand_over(office, &code)?;
            }
            change(office, &code, Verb::ReturnDossier(code.clone()))
        }
    }
}

pub(super) fn code_of(typed: &str) -> DossierCode {
    DossierCode(crate::text::nfc::clean(typed).to_uppercase())
}

/// The code here of the dossier that is meant, also by its code elsewhere; where there is none, what was typed.
fn meant(office: &Office<'_>, typed: &str) -> DossierCode {
    let code = code_of(typed);
    dossier(office, &office.published(), &code).map_or(code, |found| found.code)
}

fn receive(office: &Office<'_>, reception: &Reception) -> Result<Shown, Objection> {
    let published = office.published();
    let procedure = procedure(&published.book.catalogue, &reception.procedure)?;
    let person = Person {
        name: reception.applicant.clone(),
        phone: reception.phone.clone(),
        id_number: reception.id.clone(),
        address: reception.address.clone(),
        hamlet: reception.hamlet.clone(),
        former_commune: reception.former_commune.clone(),
        pin: None,
    };
    let person = person.checked().map_err(Refusal::Person)?;
    if !reception.yes {
        super::sure::applicant(office, &person)?;
    }
    let verb = Verb::Receive(Box::new(Receive {
        registered: reception.registered,
        delivery: reception.delivery,
        linked: reception.with.as_deref().map(code_of),
        foreign: reception.foreign.clone(),
        elsewhere: None,
        no_papers: reception.no_papers,
        procedure: procedure.key().to_owned(),
        // The engine puts the digest of the sealed record here.
        applicant: Applicant::New(Digest([0; 32])),
        kind: reception.kind,
        sets: reception.sets,
        fee: reception.fee,
        channel: reception.channel,
        counter: reception.counter,
        received: reception.received,
        holder: None,
        papers: reception
            .papers
            .iter()
            .map(|typed| parse::paper_there(typed, &procedure.papers))
            .collect::<Result<_, _>>()?,
    }));
    if !reception.yes {
        super::sure::received(office, &verb)?;
    }
    let answer = office.submit_with(verb, Some(person))?;
    let code = answer.events.iter().find_map(|recorded| match &recorded.event {
        Event::DossierReceived(receipt) => Some(receipt.code.clone()),
        _ => None,
    });
    let code = code.ok_or_else(|| Objection::own("stopped", &[]))?;
    let mut shown = shown(office, &answer.published, &code, false)?;
    let doubts = procedure.limit_doubts(&office.words);
    if !doubts.is_empty() {
        shown.text = format!("{}\n{}", shown.text, doubts.join("\n"));
        shown.json["cautions"] = json!(doubts);
    }
    Ok(shown)
}

/// The procedure of this code, or the only one that what was typed can mean.
pub(super) fn procedure<'a>(catalogue: &'a Catalogue, typed: &str) -> Result<&'a Procedure, Objection> {
    if let Some(procedure) = catalogue.get(typed) {
        return Ok(procedure);
    }
    let found = catalogue.search(typed, MATCHES_SHOWN + 1);
    let folded = fold(&crate::text::nfc::clean(typed));
    let exact = |procedure: &&&Procedure| fold(&procedure.label) == folded || fold(&procedure.name) == folded;
    let mut exactly = found.iter().filter(exact);
    match (exactly.next(), exactly.next(), found.as_slice()) {
        (Some(only), None, _) | (_, _, [only]) => Ok(only),
        (_, _, []) => Err(Refusal::UnknownProcedure(short(typed)).into()),
        _ if folded.is_empty() => Err(Refusal::UnknownProcedure(String::new()).into()),
        (_, _, several) => {
            let item = |procedure: &&Procedure| {
                super::answer::Item::Line(format!("{}: {}", procedure.key(), procedure.short()))
            };
            let gaps: [(&str, &dyn std::fmt::Display); 1] = [("procedure", &short(typed))];
            Err(Objection::own("procedure_unclear", &gaps).listing(several.iter().take(MATCHES_SHOWN).map(item)))
        }
    }
}

/// What was typed, short enough to be said back.
pub(super) fn short(typed: &str) -> String {
    crate::text::width::cut(&crate::text::nfc::clean(typed), 60).into_owned()
}

fn change(office: &Office<'_>, code: &DossierCode, verb: Verb) -> Result<Shown, Objection> {
    let answer = office.submit(verb)?;
    shown(office, &answer.published, code, false)
}

fn show(office: &Office<'_>, code: &DossierCode, explain: bool) -> Result<Shown, Objection> {
    shown(office, &office.published(), code, explain)
}

pub(super) fn shown(
    office: &Office<'_>,
    published: &Published,
    code: &DossierCode,
    explain: bool,
) -> Result<Shown, Objection> {
    let dossier = dossier(office, published, code)?;
    let person = person(office, published, &dossier)?;
    let (now, words) = ((office.now(), published), &office.words);
    let mut object = json(&dossier, person.as_deref(), now, words);
    let steps = dossier.steps.iter().map(|step| super::dossier_text::step_json(step, published, words));
    object["timeline"] = steps.collect();
    let before = dossier.before_here();
    let before = before.iter().map(|(at, key)| json!({ "at": at.to_string(), "told": words.get(key) }));
    object["elsewhere"] = before.collect();
    let mut text = sheet(&dossier, person.as_deref(), now, words);
    if explain {
        let lines = dossier.reasoning(&published.book, words);
        text.push('\n');
        text.push_str(&lines.join("\n"));
        object["explanation"] = json!(lines);
    }
    Ok(Shown::new(text, object))
}

/// A dossier, also one that is over, by its code here, without the unit or all of it before it, or elsewhere.
pub(super) fn dossier(office: &Office<'_>, published: &Published, code: &DossierCode) -> Result<Dossier, Objection> {
    if let Some(dossier) = published.state.dossiers.get(code) {
        return Ok(dossier.clone());
    }
    let reader = office.hub.reader();
    let archived = match reader.dossier(code)? {
        None => reader.foreign(&code.0)?,
        ours => ours,
    };
    if let (None, Some(long)) = (&archived, code.completed(&published.state.centre.unit)) {
        return dossier(office, published, &long);
    }
    Ok(archived.ok_or_else(|| Refusal::UnknownDossier(DossierCode(short(&code.0))))?)
}

/// A dossier, open or archived, and whose it is.
fn with_person(office: &Office<'_>, code: &str) -> Result<(Dossier, Option<Arc<Person>>), Objection> {
    let published = office.published();
    let dossier = dossier(office, &published, &code_of(code))?;
    let person = person(office, &published, &dossier)?;
    Ok((dossier, person))
}

pub(super) fn person(
    office: &Office<'_>,
    published: &Published,
    dossier: &Dossier,
) -> Result<Option<Arc<Person>>, Objection> {
    match published.people.get(&dossier.applicant) {
        Some(person) => Ok(Some(Arc::clone(person))),
        None => Ok(office.hub.reader().person(dossier.applicant)?.map(Arc::new)),
    }
}
