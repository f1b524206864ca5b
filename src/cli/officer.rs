//! `motcua officer`: who works here, what for, with which PIN.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{parse, pin, wording};
use crate::domain::centre::{Officer, Role};
use crate::domain::command::{Command, SetOfficer, Verb};
use crate::domain::decide::decide;
use crate::domain::event::Event;
use crate::domain::ids::{Digest, OfficerId, ServiceId};
use crate::domain::lost::{self, LostSection};
use crate::domain::person::{Person, PinHash};
use crate::domain::published::Published;
use crate::domain::refusal::Refusal;
use crate::domain::worklist::left_with;
use crate::text::words::Words;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal};

/// What to do about officers.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Somebody new works here.
    Add {
        /// Her full name.
        name: String,
        /// What she is there for.
        #[arg(long, value_parser = parse::role, default_value = "operator")]
        role: Role,
        /// What she can serve; without, whatever her counter serves.
        #[arg(long, value_name = "SERVICE", value_parser = parse::service, value_delimiter = ',')]
        skills: Vec<ServiceId>,
        /// Her PIN.
        #[command(flatten)]
        pin: Pin,
    },
    /// A new PIN, or none.
    Pin {
        /// Whose.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
        /// Which.
        #[command(flatten)]
        pin: Pin,
    },
    /// What an officer is there for.
    Role {
        /// Who.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
        /// What for.
        #[arg(value_parser = parse::role)]
        role: Role,
    },
    /// Another name.
    Rename {
        /// Whose.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
        /// Her full name.
        name: String,
    },
    /// The section she belongs to, whose dossiers are hers to take.
    Section {
        /// Who.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
        /// One of the centre's; without, none.
        name: Option<String>,
    },
    /// She does not work here any more.
    Leave {
        /// Who.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
        /// Also while she has dossiers.
        #[arg(long)]
        yes: bool,
    },
    /// She works here again.
    Back {
        /// Who.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
    },
    /// Everyone who works here, or did.
    List,
}

/// How a PIN is given: never among the arguments, which every process of the PC can read.
#[derive(Args, Clone, Debug, Default, Serialize, Deserialize)]
#[group(id = "pin_given", multiple = false)]
pub struct Pin {
    /// The first line of the standard input is the PIN.
    #[arg(id = "pin_stdin", long = "pin-stdin")]
    from_stdin: bool,
    /// No PIN: she signs in at this PC's own terminal only.
    #[arg(id = "no_pin", long = "no-pin")]
    none: bool,
    /// Its hash, once it was entered.
    #[arg(skip)]
    hash: Option<PinHash>,
}

impl Act {
    /// Asks for the PIN where the command takes one; what goes on to the hub is its hash.
    ///
    /// # Errors
    /// What was entered is no PIN, or not twice the same.
    pub(super) fn enter_pin(&mut self, words: &Words) -> Result<(), Objection> {
        let (given, needed) = match self {
            // At a terminal Enter says that there is none; nothing else says it without `--no-pin`.
            Self::Add { pin, .. } => (pin, !io::stdin().is_terminal()),
            Self::Pin { pin, .. } => (pin, true),
            _ => return Ok(()),
        };
        if given.none {
            return Ok(());
        }
        given.hash = if given.from_stdin { pin::from_stdin()? } else { pin::from_terminal(words)? };
        let needed = needed || given.from_stdin;
        if needed && given.hash.is_none() { Err(Objection::own("pin_missing", &[])) } else { Ok(()) }
    }
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    let published = office.published();
    match act {
        Act::Add { name, role, skills, pin } => {
            let skills = skills.iter().copied().collect();
            let (verb, person) = newcomer(name, *role, skills, pin.hash.clone())?;
            changed(office, verb, Some(person))
        }
        Act::Pin { who, pin } => {
            let officer = known(&published, *who)?;
            let person = Person { pin: pin.hash.clone(), ..person(office, &published, officer)? };
            // The engine puts the digest of the sealed record here.
            let digest = Digest([0; 32]);
            let verb = match pin.hash {
                Some(_) => Verb::SetPin { officer: *who, digest },
                None => same(officer, |wanted| wanted.has_pin = false),
            };
            changed(office, verb, Some(person))
        }
        Act::Role { who, role } => changed(office, same(known(&published, *who)?, |wanted| wanted.role = *role), None),
        Act::Rename { who, name } => {
            let officer = known(&published, *who)?;
            let known = person(office, &published, officer)?;
            let person = Person { name: name.clone(), ..known.clone() }.checked().map_err(Refusal::Person)?;
            if person == known {
                return Ok(Shown::new(line(officer, &published, &office.words), json(officer, &published)));
            }
            // The engine puts the digest of the sealed record here.
            changed(office, same(officer, |wanted| wanted.digest = Some(Digest([0; 32]))), Some(person))
        }
        Act::Section { who, name } => {
            let section = crate::text::nfc::clean(name.as_deref().unwrap_or_default());
            changed(office, Verb::SetSection { officer: *who, section }, None)
        }
        Act::Leave { who, yes } => leave(office, &published, *who, *yes),
        Act::Back { who } => changed(office, same(known(&published, *who)?, |wanted| wanted.active = true), None),
        Act::List => Ok(list(&published, &office.words)),
    }
}

/// With dossiers in her hands that is asked about first, and told again afterwards.
fn leave(office: &Office<'_>, published: &Published, who: OfficerId, sure: bool) -> Result<Shown, Objection> {
    let officer = known(published, who)?;
    let verb = same(officer, |wanted| wanted.active = false);
    let told = |published: &Published, key| {
        let left = || left_with(&published.state, who);
        // One that can be forwarded at once, if there is any.
        let first = left().min_by_key(|one| one.on_its_way.is_some() || one.inquiry.is_some())?;
        let n = left().count().to_string();
        let gaps = [("officer", who.to_string()), ("n", n), ("dossier", first.code.to_string())];
        Some(office.words.fill(key, &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()))))
    };
    // What is refused in any case is not asked about.
    let wish = Command { id: office.id(), by: office.by(), verb: verb.clone() };
    let may = || decide(&published.state, &published.book, &wish, office.now()).is_ok();
    if let Some(why) = told(published, "cli.officer_leaves_with").filter(|_| !sure && officer.active && may()) {
        return Err(Objection::own("not_sure", &[("why", &why)]));
    }
    let mut shown = changed(office, verb, None)?;
    let after = office.published();
    shown.json["dossiers"] = json!(left_with(&after.state, who).map(|dossier| &dossier.code).collect::<Vec<_>>());
    if let Some(left) = told(&after, "cli.officer_left_with") {
        shown.text = format!("{}\n{left}", shown.text);
    }
    Ok(shown)
}

/// The wish that makes somebody an officer, with her record.
pub(super) fn newcomer(
    name: &str,
    role: Role,
    skills: BTreeSet<ServiceId>,
    pin: Option<PinHash>,
) -> Result<(Verb, Person), Objection> {
    let has_pin = pin.is_some();
    let person = Person { name: name.to_owned(), pin, ..Person::default() }.checked().map_err(Refusal::Person)?;
    let wanted = SetOfficer { id: None, digest: Some(Digest([0; 32])), role, skills, has_pin, active: true };
    Ok((Verb::SetOfficer(wanted), person))
}

fn known(published: &Published, who: OfficerId) -> Result<&Officer, Objection> {
    published.state.officers.get(&who).ok_or_else(|| Refusal::UnknownOfficer(who).into())
}

fn person(office: &Office<'_>, published: &Published, officer: &Officer) -> Result<Person, Objection> {
    if let Some(person) = published.people.get(&officer.person) {
        return Ok((**person).clone());
    }
    Ok(office.hub.reader().person(officer.person)?.ok_or(Refusal::UnknownOfficer(officer.id))?)
}

/// The officer as she is, with one change.
fn same(officer: &Officer, change: impl FnOnce(&mut SetOfficer)) -> Verb {
    let mut wanted = SetOfficer::of(officer);
    change(&mut wanted);
    Verb::SetOfficer(wanted)
}

fn changed(office: &Office<'_>, verb: Verb, person: Option<Person>) -> Result<Shown, Objection> {
    let meant = match &verb {
        Verb::SetOfficer(wanted) => wanted.id,
        Verb::SetPin { officer, .. } | Verb::SetSection { officer, .. } => Some(*officer),
        _ => None,
    };
    let answer = office.submit_with(verb, person)?;
    let set = answer.events.iter().find_map(|recorded| match &recorded.event {
        Event::OfficerSet { officer, .. } => Some(officer.id),
        _ => None,
    });
    let who = set.or(meant).ok_or_else(|| Objection::own("stopped", &[]))?;
    let officer = known(&answer.published, who)?;
    let (published, words) = (&answer.published, &office.words);
    Ok(Shown::new(line(officer, published, words), json(officer, published)))
}

fn list(published: &Published, words: &Words) -> Shown {
    let officers = || published.state.officers.values();
    let lines: Vec<String> = officers().map(|officer| line(officer, published, words)).collect();
    let text = if lines.is_empty() { words.get("cli.officers_none").to_owned() } else { lines.join("\n") };
    Shown::new(text, json!({ "officers": officers().map(|officer| json(officer, published)).collect::<Vec<_>>() }))
}

/// The sections that officers belong to though these, the centre's, have them no more: who, and what to do.
pub(super) fn lost_sections(published: &Published, sections: &[String], words: &Words) -> Vec<String> {
    let known = if sections.is_empty() { "-".to_owned() } else { sections.join(", ") };
    let told = |lost: LostSection<'_>| {
        let first = lost.officers.first().map(ToString::to_string).unwrap_or_default();
        let (all, n) = (lost.numbers(), lost.dossiers.to_string());
        let gaps = [("section", lost.name), ("officers", &all), ("first", &first), ("known", &known), ("n", &n)];
        words.fill("cli.section_lost", &gaps)
    };
    lost::lost_sections(&published.state, sections).into_iter().map(told).collect()
}

fn json(officer: &Officer, published: &Published) -> Value {
    let seat = published.state.counters.values().find(|counter| counter.officer == Some(officer.id));
    json!({
        "officer": officer.id,
        "name": published.name(officer.person),
        "role": officer.role,
        "section": Some(&officer.section).filter(|section| !section.is_empty()),
        "section_lost": !officer.section.is_empty() && !published.state.centre.work.sections.contains(&officer.section),
        "skills": officer.skills,
        "has_pin": officer.has_pin,
        "pin_to_change": officer.pin_given,
        "active": officer.active,
        "counter": seat.map(|counter| counter.id),
    })
}

fn line(officer: &Officer, published: &Published, words: &Words) -> String {
    let role = wording::word_of("role", &officer.role, words);
    // A store restored without its people knows the office, but not the names.
    let name = match published.name(officer.person) {
        "" => words.get("cli.officer_no_name"),
        name => name,
    };
    let gaps = [("officer", officer.id.to_string()), ("name", name.to_owned()), ("role", role)];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    let mut line = words.fill("cli.officer", &gaps);
    let pin = if officer.pin_given {
        "cli.officer_pin_given"
    } else if officer.has_pin {
        "cli.officer_pin"
    } else {
        "cli.officer_no_pin"
    };
    line.push_str(words.get(pin));
    if !officer.section.is_empty() {
        line.push_str(&words.fill("cli.officer_section", &[("section", &officer.section)]));
        if !published.state.centre.work.sections.contains(&officer.section) {
            line.push_str(words.get("cli.officer_section_lost"));
        }
        if officer.role == Role::Receptionist {
            line.push_str(words.get("cli.officer_section_guides"));
        }
    }
    if !officer.active {
        line.push_str(words.get("cli.officer_left"));
    }
    line
}
