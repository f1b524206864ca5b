//! `motcua counter`, and its frequent verbs without that word: everything that is done at a counter.

use super::answer::{Objection, Shown};
use super::office::Office;
use super::ticket::To;
use super::{counters, events, parse, wording};
use crate::domain::command::{CounterVerb, Verb};
use crate::domain::event::Event;
use crate::domain::ids::{CounterId, OfficerId, ServiceId, TicketNo};
use crate::domain::refusal::Refusal;
use crate::domain::ticket::Outcome;
use crate::engine::Answer;
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What to do with a counter.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Take people (again).
    Open {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// Take nobody for a while.
    Pause {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Leave.
    Close {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// Whoever sits here leaves; the person in front waits again in the same place.
    Leave {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// Serve people.
    #[command(flatten)]
    Serving(Serving),
    /// Somebody else sits here now.
    Officer {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// Who.
        #[arg(value_name = "ID", value_parser = parse::officer)]
        who: OfficerId,
    },
    /// Serve these services from now on.
    Skills {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// What.
        #[arg(value_name = "SERVICE", value_parser = parse::service, value_delimiter = ',', required = true)]
        services: Vec<ServiceId>,
    },
    /// Pull the next person by itself, or no longer.
    Auto {
        /// Which.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// Whether.
        #[arg(value_name = "on|off", value_parser = parse::on_off, action = clap::ArgAction::Set)]
        switch: bool,
    },
}

/// Serving people at a counter.
#[derive(Subcommand, Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Serving {
    /// Call whoever is next, or this one.
    Call {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// Whom.
        #[arg(value_parser = parse::ticket)]
        ticket: Option<TicketNo>,
    },
    /// Call the called one again.
    Recall {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// The called one is here.
    Start {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// The service is over.
    Finish {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// What came of it; without, a dossier if one was received in this visit, else advice.
        #[arg(long, value_parser = parse::outcome)]
        outcome: Option<Outcome>,
    },
    /// The called one is not here.
    NoShow {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
    /// The person in front fetches a paper and comes back here.
    Park {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// For how long; without, as long as the centre allows.
        #[arg(long, value_name = "N", value_parser = parse::minutes)]
        minutes: Option<u16>,
        /// What for.
        #[arg(long)]
        reason: Option<String>,
    },
    /// The person in front goes on to another queue.
    Transfer {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
        /// Where to.
        #[command(flatten)]
        to: To,
        /// A second matter, not a wrong queue.
        #[arg(long)]
        second: bool,
    },
    /// Take back the last action here.
    Undo {
        /// Where.
        #[arg(value_name = "N", value_parser = parse::counter)]
        at: CounterId,
    },
}

pub(super) fn run(office: &Office<'_>, act: &Act) -> Result<Shown, Objection> {
    let (at, verb) = match act {
        Act::Serving(act) => return serving(office, act),
        Act::Open { at } => (*at, CounterVerb::Open { officer: office.officer() }),
        Act::Pause { at, reason } => (*at, CounterVerb::Pause { reason: office.reason(reason.as_ref()) }),
        Act::Close { at } => (*at, CounterVerb::Close),
        Act::Leave { at } => (*at, CounterVerb::Vacate),
        Act::Officer { at, who } => (*at, CounterVerb::ChangeOfficer(*who)),
        Act::Skills { at, services } => (*at, CounterVerb::SetSkills(services.iter().copied().collect())),
        Act::Auto { at, switch } => (*at, CounterVerb::SetAuto(*switch)),
    };
    done(office, at, verb)
}

pub(super) fn serving(office: &Office<'_>, act: &Serving) -> Result<Shown, Objection> {
    let (at, verb) = match act {
        Serving::Call { at, ticket } => (*at, ticket.map_or(CounterVerb::CallNext, CounterVerb::CallThis)),
        Serving::Recall { at } => (*at, CounterVerb::Recall),
        Serving::Start { at } => (*at, CounterVerb::Start),
        Serving::Finish { at, outcome } => (*at, CounterVerb::Finish(outcome.unwrap_or_else(|| likely(office, *at)))),
        Serving::NoShow { at } => (*at, CounterVerb::NoShow),
        Serving::Park { at, minutes, reason } => {
            let most = office.published().state.centre.periods.hold_s / 60;
            let minutes = minutes.unwrap_or_else(|| u16::try_from(most).unwrap_or(u16::MAX));
            (*at, CounterVerb::Park { reason: office.reason(reason.as_ref()), minutes })
        }
        Serving::Transfer { at, to, second } => (*at, CounterVerb::Transfer { to: to.destination()?, second: *second }),
        Serving::Undo { at } => (*at, CounterVerb::Undo),
    };
    done(office, at, verb)
}

/// What most likely came of the service: a dossier if one was received in this visit, else advice.
fn likely(office: &Office<'_>, at: CounterId) -> Outcome {
    let published = office.published();
    let state = &published.state;
    let ticket = state.in_front(at).map(|ticket| ticket.number);
    let today = |dossier: &crate::domain::dossier::Dossier| {
        dossier.steps.first().is_some_and(|step| Some(step.at.day()) == state.day)
    };
    let received = state.dossiers.values().any(|d| d.ticket.is_some() && d.ticket == ticket && today(d));
    if received { Outcome::DossierReceived } else { Outcome::AdviceOnly }
}

fn done(office: &Office<'_>, at: CounterId, verb: CounterVerb) -> Result<Shown, Objection> {
    let before = office.published().state.in_front(at).map(|ticket| ticket.number);
    let answer = office.submit(Verb::At(at, verb))?;
    shown(office, at, before, &answer)
}

/// What happened at counter `at`, which had `before` in front: the counter, the ticket concerned, and, where somebody
/// was called, the reason.
fn shown(office: &Office<'_>, at: CounterId, before: Option<TicketNo>, answer: &Answer) -> Result<Shown, Objection> {
    let (published, words) = (&answer.published, &office.words);
    let counter = published.state.counters.get(&at).ok_or(Refusal::UnknownCounter(at))?;
    let mut json = json!({
        "ticket": counter.current.or(before),
        "counter": at,
        "events": answer.events.iter().map(|recorded| recorded.event.kind().1).collect::<Vec<_>>(),
    });
    let here = |event: &&Event| matches!(event, Event::TicketCalled { counter, .. } if *counter == at);
    let called = answer.events.iter().map(|recorded| &recorded.event).find(here);
    if let Some(Event::TicketCalled { ticket, reason, passed, .. }) = called {
        json["ticket"] = json!(ticket);
        json["reason"] = json!(wording::reason(*ticket, reason, published, words));
        json["why"] = json!(wording::name_of(&reason.why));
        json["priority"] = json!(reason.ground);
        json["passed"] = json!(passed);
        json["service"] = json!(published.state.tickets.get(ticket).map(|ticket| ticket.service));
    }
    json["state"] = counters::json(counter, published, office.now());
    let mut lines: Vec<String> =
        answer.events.iter().map(|recorded| events::line(&recorded.event, published, words)).collect();
    if lines.is_empty() {
        lines.push(counters::line(counter, published, words));
    }
    Ok(Shown::new(lines.join("\n"), json))
}
