//! `motcua ticket`: issue, show, cancel, bring back, send elsewhere, give priority.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{parse, wording};
use crate::domain::command::{Destination, Issue, Verb};
use crate::domain::event::Event;
use crate::domain::expected::Range;
use crate::domain::ids::{CounterId, GroundId, ServiceId, TicketNo};
use crate::domain::place;
use crate::domain::published::Published;
use crate::domain::refusal::{Refusal, stage_key};
use crate::domain::ticket::{ApplicantKind, Ticket};
use crate::domain::time::{Day, Timestamp};
use crate::text::words::Words;
use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What to do with tickets.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Give somebody a number.
    Issue {
        /// What for.
        #[arg(long, value_parser = parse::service)]
        service: ServiceId,
        /// Why it goes first.
        #[arg(long, value_name = "GROUND", value_parser = parse::ground)]
        priority: Option<GroundId>,
        /// Who stands behind it.
        #[arg(long, value_parser = parse::kind, default_value = "citizen")]
        kind: ApplicantKind,
        /// The time appointed.
        #[arg(long, value_name = "DATETIME", value_parser = parse::moment)]
        appointment: Option<Timestamp>,
        /// The number that was not served on the last day.
        #[arg(long, value_name = "TICKET", value_parser = parse::ticket)]
        voucher: Option<TicketNo>,
    },
    /// Where a ticket stands.
    Show {
        /// Which.
        #[arg(value_parser = parse::ticket)]
        ticket: TicketNo,
        /// The day it was given; today without.
        #[arg(long, value_name = "DATE", value_parser = parse::day)]
        date: Option<Day>,
    },
    /// End a ticket that will not be served.
    Cancel {
        /// Which.
        #[arg(value_parser = parse::ticket)]
        ticket: TicketNo,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Somebody who was absent, or fetched a paper, is back; or a ticket was cancelled by mistake.
    Restore {
        /// Which.
        #[arg(value_parser = parse::ticket)]
        ticket: TicketNo,
    },
    /// Send a waiting ticket elsewhere.
    Move {
        /// Which.
        #[arg(value_parser = parse::ticket)]
        ticket: TicketNo,
        /// Where to.
        #[command(flatten)]
        to: To,
    },
    /// Give a waiting ticket priority, or take it away.
    Priority {
        /// Which.
        #[arg(value_parser = parse::ticket)]
        ticket: TicketNo,
        /// Why it goes first; without, it is ordinary.
        #[arg(value_name = "GROUND", value_parser = parse::ground)]
        ground: Option<GroundId>,
    },
}

/// Where a ticket goes on to.
#[derive(Args, Clone, Copy, Debug, Serialize, Deserialize)]
#[group(required = true, multiple = false)]
pub struct To {
    /// Whatever counter serves this.
    #[arg(long, value_name = "SERVICE", value_parser = parse::service_to)]
    to: Option<ServiceId>,
    /// This counter and no other.
    #[arg(long, value_name = "N", value_parser = parse::counter)]
    counter: Option<CounterId>,
}

impl To {
    /// The place meant.
    pub(super) fn destination(self) -> Result<Destination, Objection> {
        let counter = self.counter.map(Destination::Counter);
        let to = self.to.map(Destination::Service).or(counter);
        to.ok_or_else(|| Objection::own("garbled", &[]).misused())
    }
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    let (verb, ticket) = match act {
        Act::Issue { service, priority, kind, appointment, voucher } => {
            let ground = priority.clone();
            let issue =
                Issue { service: *service, ground, applicant: *kind, appointment: *appointment, voucher: *voucher };
            return issued(office, issue);
        }
        Act::Show { ticket, date: Some(day) } => return archived(office, *ticket, *day),
        Act::Show { ticket, date: None } => return show(office, *ticket, &office.published()),
        Act::Cancel { ticket, reason } => {
            (Verb::Cancel { ticket: *ticket, reason: office.reason(reason.as_ref()) }, *ticket)
        }
        Act::Restore { ticket } => (Verb::Restore { ticket: *ticket }, *ticket),
        Act::Move { ticket, to } => (Verb::Move { ticket: *ticket, to: to.destination()? }, *ticket),
        Act::Priority { ticket, ground } => (Verb::Prioritise { ticket: *ticket, ground: ground.clone() }, *ticket),
    };
    let answer = office.submit(verb)?;
    show(office, ticket, &answer.published)
}

fn issued(office: &Office<'_>, issue: Issue) -> Result<Shown, Objection> {
    let answer = office.submit(Verb::Issue(issue))?;
    let given = answer.events.iter().find_map(|recorded| match &recorded.event {
        Event::TicketIssued(issued) => Some(issued.ticket),
        _ => None,
    });
    let number = given.ok_or_else(|| Objection::own("stopped", &[]))?;
    // Others took theirs since the last forecast: this answer is the only chance to tell her what to expect.
    let is_told = answer.published.state.tickets.get(&number).is_none_or(|ticket| ticket.promise.is_some());
    let published = if is_told { answer.published } else { office.hub.foresee()? };
    show(office, number, &published)
}

fn show(office: &Office<'_>, number: TicketNo, published: &Published) -> Result<Shown, Objection> {
    let ticket = published.state.tickets.get(&number).ok_or(Refusal::UnknownTicket(number))?;
    let (now, words) = (office.now(), &office.words);
    let mut json = json(ticket, published, now, words);
    let mut text = line(ticket, published, now, words);
    if ticket.is_waiting() {
        let ahead = place::ahead(&published.state, ticket, now);
        json["ahead"] = json!(ahead);
        let awaited = place::is_awaited(&published.state, ticket);
        json["served_now"] = json!(awaited);
        let key = match (awaited, ahead) {
            (true, _) => "cli.ticket_ahead",
            (false, 0) => "cli.ticket_first_unserved",
            (false, _) => "cli.ticket_ahead_unserved",
        };
        text.push_str(&words.fill(key, &[("n", &ahead.to_string())]));
        let told = published.expected.tickets.get(&number).copied().or(ticket.promise);
        if let Some((from, to)) = told.map(Range::minutes) {
            let (from, to) = (from.to_string(), to.to_string());
            text.push_str(&words.fill("cli.ticket_expected", &[("from", &from), ("to", &to)]));
        }
    }
    Ok(Shown::new(text, json))
}

fn archived(office: &Office<'_>, number: TicketNo, day: Day) -> Result<Shown, Objection> {
    let published = office.published();
    if published.state.day == Some(day) {
        return show(office, number, &published);
    }
    let ticket = office.hub.reader().ticket(day, number)?.ok_or(Refusal::UnknownTicket(number))?;
    let (now, words) = (office.now(), &office.words);
    Ok(Shown::new(line(&ticket, &published, now, words), json(&ticket, &published, now, words)))
}

/// A ticket for programs.
pub(super) fn json(ticket: &Ticket, published: &Published, now: Timestamp, words: &Words) -> Value {
    let centre = &published.state.centre;
    json!({
        "ticket": ticket.number,
        "service": ticket.service,
        "service_name": centre.service(ticket.service).map(|service| service.name_in(words.language())),
        "stage": wording::name_of(&ticket.stage),
        "priority": ticket.ground,
        "kind": ticket.applicant,
        "issued": wording::moment(ticket.issued),
        "appointment": ticket.appointment.map(wording::moment),
        "waited_s": ticket.wait_s(now),
        "passed": ticket.passed,
        "only_counter": ticket.bound,
        "counter": ticket.at_counter().or(ticket.counter),
        "officer": ticket.officer,
        "expected": published.expected.tickets.get(&ticket.number).map(|range| expected(*range, ticket.service, published)),
        "told_later": ticket.told.map(wording::moment),
        "promised": ticket.promise.map(|range| expected(range, ticket.service, published)),
    })
}

/// A range for programs: as it is told, in minutes, and as it was worked out; whether it rests on what was measured here.
pub(super) fn expected(range: Range, service: ServiceId, published: &Published) -> Value {
    let (from, to) = range.minutes();
    json!({
        "from_minutes": from,
        "to_minutes": to,
        "p50_s": range.from_s,
        "p90_s": range.to_s,
        "measured": !published.expected.guessed.contains(&service),
    })
}

/// A ticket in one line for people: `A012: Chứng thực, đang chờ 5 phút. Ưu tiên: người cao tuổi.`
pub(super) fn line(ticket: &Ticket, published: &Published, now: Timestamp, words: &Words) -> String {
    let centre = &published.state.centre;
    let service = centre.service(ticket.service).map_or("", |service| service.name_in(words.language()));
    let (number, minutes) = (ticket.number.to_string(), wording::minutes(ticket.wait_s(now), words));
    let stage = words.get(stage_key(&ticket.stage));
    let mut gaps = vec![("ticket", number.as_str()), ("service", service), ("stage", stage), ("wait", &minutes)];
    let counter = ticket.at_counter().map(|counter| counter.to_string());
    let key = match &counter {
        Some(counter) => {
            gaps.push(("counter", counter));
            "cli.ticket_at"
        }
        None if ticket.is_waiting() => "cli.ticket_waiting",
        None => "cli.ticket",
    };
    let mut line = words.fill(key, &gaps);
    if let Some(at) = ticket.appointment.filter(|_| !ticket.is_over()) {
        line.push_str(&words.fill("cli.ticket_appointment", &[("at", &at.clock())]));
    }
    if let Some(ground) = ticket.ground.as_ref().and_then(|id| centre.ground(id)) {
        line.push_str(&words.fill("cli.ticket_priority", &[("ground", ground.name_in(words.language()))]));
    }
    line
}
