//! One ticket: whose turn it was, where it stands, what came of it.

use crate::domain::calendar::{show_day, show_moment};
use crate::domain::place;
use crate::domain::refusal::stage_key;
use crate::domain::ticket::{Closed, Stage, Ticket};
use crate::domain::time::{Day, Timestamp};
use crate::tui::pages::leaf::TicketPage;
use crate::tui::parts::age::age;
use crate::tui::parts::expect;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, page: &mut TicketPage) {
    let seen = scene.seen;
    let today = seen.state().tickets.get(&page.ticket.number).filter(|ticket| ticket.issued.day() == page.day);
    let lines = lines(today.unwrap_or(&page.ticket), page.day, seen);
    sheet::draw(scene, area, &lines, &mut page.scroll);
}

/// What is known of a ticket of `day`.
pub(in crate::tui) fn lines(ticket: &Ticket, day: Day, seen: Seen<'_>) -> Vec<Line> {
    let mut lines = vec![Line::Head(format!("{} · {}", ticket.number, show_day(day, seen.words)))];
    let mut fact = |key: &'static str, value: String, role: Role| {
        if !value.is_empty() {
            lines.push(Line::Fact(seen.words.get(key).to_owned(), value, role));
        }
    };
    let (stage, role) = stage(ticket, seen);
    fact("search.stage", stage, role);
    fact("search.service", reason::service(ticket.service, seen).to_owned(), Role::Text);
    fact("form.kind", seen.words.get(ticket.applicant.key()).to_owned(), Role::Text);
    if ticket.class > 0 {
        fact("queues.ground", reason::ground(ticket.ground.as_ref(), seen).to_owned(), Role::Accent);
    }
    fact("search.issued", show_moment(ticket.issued, seen.words), Role::Text);
    let moment = |at: Option<Timestamp>| at.map(|at| show_moment(at, seen.words)).unwrap_or_default();
    fact("search.called", moment(ticket.called), Role::Text);
    fact("search.ended", moment(ticket.ended), Role::Text);
    fact("search.waited", age(ticket.wait_s(seen.minute()), seen.words), Role::Text);
    // The archive's tickets stand nowhere any more.
    let stands = ticket.is_waiting() && seen.state().tickets.contains_key(&ticket.number);
    fact("search.stands", if stands { place(ticket, seen) } else { String::new() }, Role::Title);
    fact("expected.left", expect::of_ticket(ticket, seen).unwrap_or_default(), Role::Accent);
    let promise = ticket.promise.map(|range| expect::range(range, ticket.number.service, seen));
    match ticket.told {
        None => fact("expected.promised", promise.unwrap_or_default(), Role::Text),
        Some(at) => fact("expected.told", format!("{} ({})", promise.unwrap_or_default(), at.clock()), Role::Text),
    }
    let served = if ticket.served_s > 0 { age(ticket.served_s, seen.words) } else { String::new() };
    fact("search.served", served, Role::Text);
    let passed = if ticket.passed > 0 { ticket.passed.to_string() } else { String::new() };
    fact("search.passed", passed, Role::Text);
    let bound = ticket.bound.map(|counter| seen.fill("desk.counter", &[("counter", &counter.to_string())]));
    fact("search.bound", bound.unwrap_or_default(), Role::Text);
    let counter = ticket.counter.map(|counter| seen.fill("desk.counter", &[("counter", &counter.to_string())]));
    let officer = ticket.officer.map(|officer| reason::officer(officer, seen));
    let place: Vec<String> = counter.into_iter().chain(officer).collect();
    fact("search.place", place.join(", "), Role::Text);
    let dossiers = seen.state().dossiers.values().filter(|dossier| {
        dossier.ticket == Some(ticket.number) && dossier.steps.first().is_some_and(|first| first.at.day() == day)
    });
    for dossier in dossiers {
        lines.push(Line::Head(dossier.procedure_name.clone()));
        lines.push(Line::Fact(seen.get("dossiers.code").to_owned(), dossier.code.0.clone(), Role::Number));
        let name = seen.published.name(dossier.applicant);
        lines.push(Line::fact(seen.get("dossiers.applicant"), name));
    }
    lines
}

/// How many are before whoever waits.
pub(in crate::tui) fn place(ticket: &Ticket, seen: Seen<'_>) -> String {
    match place::ahead(seen.state(), ticket, seen.moment()) {
        0 if !place::is_awaited(seen.state(), ticket) => seen.get("queues.no_counter_yet").to_owned(),
        0 => seen.get("queues.next").to_owned(),
        n => seen.fill("queues.ahead", &[("n", &n.to_string())]),
    }
}

/// Where it stands, and what came of it.
pub(in crate::tui) fn stage(ticket: &Ticket, seen: Seen<'_>) -> (String, Role) {
    let word = seen.words.get(stage_key(&ticket.stage)).to_owned();
    match &ticket.stage {
        Stage::Served { outcome } => (format!("{word}: {}", seen.words.get(reason::outcome_key(*outcome))), Role::Good),
        Stage::Missed { .. } | Stage::Held { .. } => (word, Role::Warn),
        Stage::Called { .. } | Stage::Serving { .. } => (word, Role::Accent),
        Stage::Waiting { .. } => (word, Role::Text),
        Stage::Closed(Closed::Cancelled(reason)) => (format!("{word}: {reason}"), Role::Dim),
        Stage::Closed(_) => (word, Role::Dim),
    }
}
