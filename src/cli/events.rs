//! What happened, one line for people.

use super::wording;
use crate::domain::event::Event;
use crate::domain::ids::{CounterId, OfficerId, ServiceId, TicketNo};
use crate::domain::published::Published;
use crate::text::money::grouped;
use crate::text::words::Words;

type Gaps = Vec<(&'static str, String)>;

/// One event as a sentence: `Quầy 1 gọi A013. Lý do: người cao tuổi.`
pub(super) fn line(event: &Event, published: &Published, words: &Words) -> String {
    let gaps = gaps(event, published, words);
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    let key = match event {
        Event::KeyRemoved { account: Some(_), .. } => "cli.event_account_closed".to_owned(),
        event => format!("cli.event_{}", event.kind().1),
    };
    words.fill(&key, &gaps)
}

fn gaps(event: &Event, published: &Published, words: &Words) -> Gaps {
    match event {
        Event::CentreConfigured(centre) => vec![("name", centre.name.clone())],
        Event::OfficerSet { officer, .. } => who(officer.id),
        Event::PinSet { officer, .. } => who(*officer),
        Event::KeyAdded { account, print, .. } => vec![("account", account.to_string()), ("print", print.clone())],
        Event::KeyRemoved { print, account } => {
            let account = account.map(|account| account.to_string());
            vec![("print", print.clone()), ("account", account.unwrap_or_default())]
        }
        Event::DaySet { day, own } => {
            let what = super::holidays::what(own.as_ref(), words);
            vec![("day", day.format("%d/%m/%Y").to_string()), ("what", what)]
        }
        Event::ClockConfirmed => Vec::new(),
        Event::DayStarted { day } | Event::DayEnded { day, .. } => vec![("day", day.format("%d/%m/%Y").to_string())],
        Event::TicketIssued(issued) => ticket(issued.ticket),
        Event::TicketPromised { ticket: no, range } => {
            let (from, to) = range.minutes();
            [ticket(*no), vec![("from", from.to_string()), ("to", to.to_string())]].concat()
        }
        Event::TicketCalled { ticket: no, counter, reason, .. } => {
            let reason = wording::reason(*no, reason, published, words);
            [at(*no, *counter), vec![("reason", reason)]].concat()
        }
        Event::TicketParked { ticket: no, counter, until, reason } => {
            let until = until.clock();
            [at(*no, *counter), vec![("until", until), ("reason", reason.clone())]].concat()
        }
        Event::TicketFinished { ticket: no, counter, outcome } => {
            [at(*no, *counter), vec![("outcome", wording::word_of("outcome", outcome, words))]].concat()
        }
        Event::TicketRecalled { ticket: no, counter }
        | Event::TicketStarted { ticket: no, counter, .. }
        | Event::TicketMissed { ticket: no, counter, .. }
        | Event::TicketResumed { ticket: no, counter } => at(*no, *counter),
        Event::TicketTransferred(moved) => {
            let place = place(moved.service, moved.bound, published, words);
            [ticket(moved.ticket), vec![("place", place)]].concat()
        }
        Event::TicketPrioritised { ticket: no, .. }
        | Event::TicketRestored { ticket: no }
        | Event::TicketLapsed { ticket: no }
        | Event::TicketBack { ticket: no }
        | Event::HoldLapsed { ticket: no } => ticket(*no),
        Event::TicketCancelled { ticket: no, reason } => [ticket(*no), vec![("reason", reason.clone())]].concat(),
        Event::CounterOpened { counter, .. } | Event::CounterClosed { counter } => at_counter(*counter),
        Event::CounterPaused { counter, reason } => [at_counter(*counter), vec![("reason", reason.clone())]].concat(),
        Event::CounterOfficerChanged { counter, officer } => [at_counter(*counter), who(*officer)].concat(),
        Event::CounterSkillsSet { counter, skills } => {
            let letters: Vec<String> = skills.iter().map(ToString::to_string).collect();
            [at_counter(*counter), vec![("services", letters.join(", "))]].concat()
        }
        Event::CounterAutoSet { counter, auto } => {
            let key = if *auto { "cli.on" } else { "cli.off" };
            [at_counter(*counter), vec![("switch", words.get(key).to_owned())]].concat()
        }
        Event::CounterActionUndone { counter, act, .. } => {
            let act = words.get(&format!("cli.act_{}", wording::name_of(act))).to_owned();
            [at_counter(*counter), vec![("act", act)]].concat()
        }
        event => of_dossier(event, published, words),
    }
}

/// The same of what happens to dossiers, and of the money and the opinions that go with them.
fn of_dossier(event: &Event, published: &Published, words: &Words) -> Gaps {
    match event {
        Event::DossierReceived(receipt) => vec![("dossier", receipt.code.to_string())],
        Event::DossierFinished { dossier, .. }
        | Event::DossierReturned { dossier }
        | Event::RatingSlipPrinted { dossier } => {
            vec![("dossier", dossier.to_string())]
        }
        Event::DossierBroughtBack(archived) => vec![("dossier", archived.code.to_string())],
        Event::DossierChanged(changed) => {
            let told = changed.change.tell(words, |holder| wording::holder(holder, published, words));
            vec![("dossier", changed.dossier.to_string()), ("told", told)]
        }
        Event::CashClosed(closing) => {
            vec![("counted", grouped(closing.counted)), ("count", closing.sums.count.to_string())]
        }
        Event::Rated(rated) => {
            vec![("dossier", rated.dossier.to_string()), ("level", words.get(rated.level.key()).to_owned())]
        }
        Event::ApplicantSet { person, .. } => vec![("person", person.0.to_string())],
        Event::PersonErased { person, reason } => {
            vec![("person", person.0.to_string()), ("reason", reason.clone())]
        }
        _ => Vec::new(),
    }
}

fn ticket(no: TicketNo) -> Gaps {
    vec![("ticket", no.to_string())]
}

fn at_counter(counter: CounterId) -> Gaps {
    vec![("counter", counter.to_string())]
}

fn at(no: TicketNo, counter: CounterId) -> Gaps {
    [ticket(no), at_counter(counter)].concat()
}

fn who(officer: OfficerId) -> Gaps {
    vec![("officer", officer.to_string())]
}

fn place(service: ServiceId, bound: Option<CounterId>, published: &Published, words: &Words) -> String {
    if let Some(counter) = bound {
        return words.fill("cli.place_counter", &[("counter", &counter.to_string())]);
    }
    let name = published.state.centre.service(service).map_or("", |service| service.name_in(words.language()));
    words.fill("cli.place_service", &[("service", &service.to_string()), ("name", name)])
}
