//! One dossier, and one ticket, in full.

use crate::domain::calendar::show_moment;
use crate::domain::command::Actor;
use crate::domain::dossier::Dossier;
use crate::domain::person::Person;
use crate::domain::refusal::stage_key;
use crate::domain::ticket::{Stage, Ticket};
use crate::domain::time::Timestamp;
use crate::text::money::grouped;
use crate::text::width::wrap;
use crate::tui::parts::age::age;
use crate::tui::reason;
use crate::tui::screens::dossiers;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;

/// A line and how it looks.
type Line = (String, Role);

/// Code, applicant, procedure, due time, all that happened, and why it is due then.
pub(in crate::tui) fn dossier(dossier: &Dossier, person: Option<&Person>, seen: Seen<'_>, cols: u16) -> Vec<Line> {
    let mut lines = vec![(dossier.code.to_string(), Role::Number)];
    lines.extend(wrap(&dossier.procedure_name, usize::from(cols)).into_iter().map(|line| (line, Role::Title)));
    let mut say = |key: &str, value: String, role| {
        if !value.is_empty() {
            let text = format!("{}: {value}", seen.get(key));
            lines.extend(wrap(&text, usize::from(cols)).into_iter().map(|line| (line, role)));
        }
    };
    say("search.status", seen.get(reason::status_key(dossier.status)).to_owned(), Role::Text);
    let due = dossier.due.map_or(seen.get("search.no_due").to_owned(), |due| show_moment(due, seen.words));
    let late = dossier.timeliness(seen.minute()) == crate::domain::dossier::Timeliness::Overdue;
    say("search.due", format!("{due} · {}", dossiers::left(dossier, seen)), if late { Role::Bad } else { Role::Title });
    say("search.holder", reason::holder(&dossier.holder, seen), Role::Text);
    if let Some(person) = person {
        say("form.name", person.name.clone(), Role::Text);
        say("form.kind", seen.get(reason::kind_key(dossier.applicant_kind)).to_owned(), Role::Text);
        say("form.phone", person.phone.clone(), Role::Text);
        say("form.id_number", person.id_number.clone(), Role::Text);
        say("form.address", person.address.clone(), Role::Text);
        say("form.hamlet", person.hamlet.clone(), Role::Text);
        say("form.former_commune", person.former_commune.clone(), Role::Text);
    }
    say("form.sets", dossier.sets.to_string(), Role::Text);
    let fee = dossier.fee.map(|fee| seen.fill("procedures.fee_vnd", &[("amount", &grouped(fee))]));
    say("form.fee", fee.unwrap_or_default(), Role::Text);
    say("search.ticket", dossier.ticket.map(|no| no.to_string()).unwrap_or_default(), Role::Text);
    lines.push((String::new(), Role::Text));
    lines.push((seen.get("search.timeline").to_owned(), Role::Title));
    for step in &dossier.steps {
        let (at, status) = (show_moment(step.at, seen.words), seen.get(reason::status_key(step.status)));
        let text = format!("{at}  {status} · {} · {}", reason::holder(&step.holder, seen), actor(step.by, seen));
        lines.extend(wrap(&text, usize::from(cols)).into_iter().map(|line| (line, Role::Text)));
    }
    if let Some(limit) = dossier.limit {
        lines.push((String::new(), Role::Text));
        lines.push((seen.get("form.why_due").to_owned(), Role::Title));
        let due = seen.published.book.calendar.due(dossier.accepted, limit);
        let why = due.explain(seen.words).into_iter().flat_map(|line| wrap(&line, usize::from(cols)));
        lines.extend(why.map(|line| (line, Role::Dim)));
    }
    lines
}

fn actor(by: Actor, seen: Seen<'_>) -> String {
    match by {
        Actor::Officer(id) => reason::officer(id, seen),
        Actor::Administrator => seen.get("common.role_administrator").to_owned(),
        Actor::Clock => seen.get("search.by_itself").to_owned(),
    }
}

/// Number, service, where it stands, and when what happened.
pub(in crate::tui) fn ticket(ticket: &Ticket, seen: Seen<'_>, cols: u16) -> Vec<Line> {
    let mut lines = vec![(ticket.number.to_string(), Role::Number)];
    let mut say = |key: &str, value: String| {
        if !value.is_empty() {
            let text = format!("{}: {value}", seen.get(key));
            lines.extend(wrap(&text, usize::from(cols)).into_iter().map(|line| (line, Role::Text)));
        }
    };
    let moment = |at: Timestamp| show_moment(at, seen.words);
    say("search.service", reason::service(ticket.service, seen).to_owned());
    say("search.stage", stage(ticket, seen));
    say("form.kind", seen.get(reason::kind_key(ticket.applicant)).to_owned());
    if ticket.class > 0 {
        say("search.priority", reason::ground(ticket.ground.as_ref(), seen).to_owned());
    }
    say("search.issued", moment(ticket.issued));
    say("search.called", ticket.called.map(moment).unwrap_or_default());
    say("search.ended", ticket.ended.map(moment).unwrap_or_default());
    let waited = if ticket.is_over() { ticket.waited_s } else { ticket.waited_s + ticket.wait_s(seen.minute()) };
    say("search.waited", age(waited, seen.words));
    if ticket.served_s > 0 {
        say("search.served", age(ticket.served_s, seen.words));
    }
    if ticket.passed > 0 {
        say("search.passed", ticket.passed.to_string());
    }
    say("search.bound", ticket.bound.map(|id| id.to_string()).unwrap_or_default());
    say("search.counter", ticket.counter.map(|id| id.to_string()).unwrap_or_default());
    say("search.officer", ticket.officer.map(|id| reason::officer(id, seen)).unwrap_or_default());
    for dossier in seen.state().dossiers.values() {
        let first = dossier.steps.first().map(|step| step.at.day());
        if dossier.ticket == Some(ticket.number) && first == Some(ticket.issued.day()) {
            say("desk.dossiers", dossier.code.to_string());
        }
    }
    lines
}

fn stage(ticket: &Ticket, seen: Seen<'_>) -> String {
    let word = seen.get(stage_key(&ticket.stage));
    match &ticket.stage {
        Stage::Served { outcome } => format!("{word} · {}", seen.get(reason::outcome_key(*outcome))),
        Stage::Held { reason, .. } => format!("{word} · {reason}"),
        Stage::Closed(crate::domain::ticket::Closed::Cancelled(reason)) => {
            format!("{word} · {}: {reason}", seen.get("search.cancelled"))
        }
        Stage::Closed(crate::domain::ticket::Closed::Missed) => format!("{word} · {}", seen.get("common.stage_missed")),
        _ => word.to_owned(),
    }
}
