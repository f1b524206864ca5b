//! A day at a small centre, driven command by command; every rule that must always hold is checked after each.

use motcua::domain::book::Book;
use motcua::domain::calendar::holidays::Holidays;
use motcua::domain::centre::{Centre, CounterPlan, Ground, Service};
use motcua::domain::command::{Actor, Command, CounterVerb, Issue, Verb};
use motcua::domain::decide::decide;
use motcua::domain::event::{Event, Recorded};
use motcua::domain::ids::{CommandId, CounterId, GroundId, ServiceId, TicketNo};
use motcua::domain::procedure::Catalogue;
use motcua::domain::queue::{self, InLine, Rule, Why};
use motcua::domain::refusal::Refusal;
use motcua::domain::state::State;
use motcua::domain::ticket::{ApplicantKind, Stage, Ticket};
use motcua::domain::time::Timestamp;
use std::sync::{Arc, OnceLock};

pub struct Day {
    pub state: State,
    pub book: Book,
    pub now: Timestamp,
    pub log: Vec<Recorded>,
    next_id: u64,
}

/// Read once for all days: the catalogue is the same in each.
static LOOKUPS: OnceLock<(Arc<Holidays>, Arc<Catalogue>)> = OnceLock::new();

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn service(letter: char) -> ServiceId {
    ServiceId::new(letter).unwrap()
}

pub fn no(text: &str) -> TicketNo {
    text.parse().unwrap()
}

pub fn elderly() -> GroundId {
    GroundId("elderly".into())
}

/// A centre with these counters, by the letters they serve, and services A to D.
pub fn centre(counters: &[&str], rule: Rule) -> Centre {
    let name = |letter: char| format!("Nhóm {letter}");
    Centre {
        name: "Trung tâm thử".into(),
        code: "18742".into(),
        unit: "000.00.00.H27".into(),
        services: "ABCD"
            .chars()
            .map(|l| Service { id: service(l), name: name(l), name_en: String::new(), fields: Vec::new() })
            .collect(),
        counters: counters
            .iter()
            .zip(1..)
            .map(|(skills, id)| CounterPlan {
                id: CounterId(id),
                name: String::new(),
                skills: skills.chars().map(service).collect(),
            })
            .collect(),
        grounds: vec![Ground {
            id: elderly(),
            name: "người cao tuổi".into(),
            name_en: "elderly".into(),
            basis: String::new(),
            on: true,
        }],
        rule,
        ..Centre::unset()
    }
}

impl Day {
    /// Monday 23 November 2026, 7:00, counters closed.
    pub fn new(counters: &[&str], rule: Rule) -> Self {
        let centre = centre(counters, rule);
        let (holidays, catalogue) =
            LOOKUPS.get_or_init(|| (Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in())));
        let book = Book::new(&centre, Arc::clone(holidays), Arc::clone(catalogue));
        let mut day = Self { state: State::default(), book, now: at("2026-11-23T07:00"), log: Vec::new(), next_id: 1 };
        day.ask(Verb::Configure(Box::new(centre))).unwrap();
        day
    }

    /// With every counter open and pulling by itself.
    pub fn pulling(counters: &[&str], rule: Rule) -> Self {
        let mut day = Self::new(counters, rule);
        for id in 1..=u16::try_from(counters.len()).unwrap() {
            day.at(id, CounterVerb::Open { officer: None }).unwrap();
            day.at(id, CounterVerb::SetAuto(true)).unwrap();
        }
        day
    }

    pub fn ask(&mut self, verb: Verb) -> Result<Vec<Event>, Refusal> {
        self.ask_by(Actor::Administrator, verb)
    }

    pub fn ask_by(&mut self, by: Actor, verb: Verb) -> Result<Vec<Event>, Refusal> {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.next_id.to_be_bytes());
        self.next_id += 1;
        let command = Command { id: CommandId(id), by, verb };
        let before = self.state.clone();
        let events = decide(&self.state, &self.book, &command, self.now)?;
        for event in &events {
            self.check_call(event);
            let seq = self.state.seq + 1;
            let recorded = Recorded { seq, at: self.now, by: command.by, command: command.id, event: event.clone() };
            self.state.apply(&recorded);
            self.log.push(recorded);
        }
        self.check_always(&before);
        Ok(events)
    }

    pub fn at(&mut self, counter: u16, verb: CounterVerb) -> Result<Vec<Event>, Refusal> {
        self.ask(Verb::At(CounterId(counter), verb))
    }

    pub fn issue(&mut self, letter: char, priority: bool) -> TicketNo {
        self.ask(Verb::Issue(plain_issue(letter, priority))).unwrap();
        let id = service(letter);
        TicketNo { service: id, number: self.state.numbers[&id] }
    }

    /// Who `counter` calls, as text, or the refusal's name.
    pub fn call(&mut self, counter: u16) -> String {
        match self.at(counter, CounterVerb::CallNext) {
            Ok(_) => self.front(counter),
            Err(refusal) => refusal.name().to_owned(),
        }
    }

    pub fn front(&self, counter: u16) -> String {
        self.state.in_front(CounterId(counter)).map_or_else(String::new, |ticket| ticket.number.to_string())
    }

    pub fn ticket(&self, text: &str) -> &Ticket {
        &self.state.tickets[&no(text)]
    }

    pub fn pass(&mut self, seconds: i64) {
        self.now = self.now.plus(seconds);
    }

    /// I5 and I6, and that passes are counted for whom they concern, before the call is applied.
    fn check_call(&self, event: &Event) {
        let Event::TicketCalled { ticket, counter, reason, passed } = event else { return };
        let called = &self.state.tickets[ticket];
        let legs = queue::callable(&self.state, &self.state.counters[counter], self.now);
        let older: Vec<_> = legs.iter().filter(|leg| leg.age_key() < (called.arrival, called.turn)).collect();
        assert_eq!(older.len(), passed.len(), "every older one at the counter, and no other, is passed");
        if reason.why == Why::Chosen {
            return;
        }
        for leg in older {
            assert!(
                (leg.class, leg.service) != (called.class, called.service),
                "I5: {} went before {} of the same class and service",
                called.number,
                leg.ticket
            );
            // The rule calls the oldest of the guarded one's own class and service, so only then may an equal
            // class of another service be passed (queueing.md 1.3, choice of x).
            let guarded = reason.why == Why::PassedEnough && leg.service != called.service;
            assert!(called.class > leg.class || guarded, "I6: {} passed {}", called.number, leg.ticket);
        }
    }

    fn check_always(&self, before: &State) {
        let state = &self.state;
        for ticket in state.tickets.values() {
            if let Some(most) = state.centre.rule.max_passed {
                assert!(ticket.passed <= most, "I3: {} was passed {} times", ticket.number, ticket.passed);
            }
            if let Some(counter) = ticket.at_counter() {
                assert_eq!(state.counters[&counter].current, Some(ticket.number), "I1: {}", ticket.number);
            }
            if let Stage::Held { counter, .. } = ticket.stage {
                assert_eq!(state.counters[&counter].held, Some(ticket.number), "I1: {}", ticket.number);
            }
        }
        for counter in state.counters.values() {
            for no in counter.current.iter().chain(&counter.held) {
                let stage = &state.tickets[no].stage;
                let here = match stage {
                    Stage::Called { counter, .. } | Stage::Serving { counter, .. } | Stage::Held { counter, .. } => {
                        *counter
                    }
                    _ => panic!("I1: {no} is at counter {} and {stage:?}", counter.id),
                };
                assert_eq!(here, counter.id, "I1: {no}");
            }
            if counter.auto && counter.is_free() {
                let callable = queue::callable(state, counter, self.now);
                assert!(callable.is_empty(), "I2: counter {} idles while {callable:?}", counter.id);
            }
        }
        let figures = motcua::domain::figures::today(state, None, self.now);
        let sum = figures.waiting + figures.in_front + figures.held + figures.missed + figures.served + figures.closed;
        assert_eq!(figures.issued, sum, "I1: every ticket is in exactly one state");
        assert_eq!(figures.issued as usize, state.tickets.len(), "I1");
        assert!(state.seq >= before.seq && state.at >= before.at);
    }
}

pub fn plain_issue(letter: char, priority: bool) -> Issue {
    Issue {
        service: service(letter),
        ground: priority.then(elderly),
        applicant: ApplicantKind::Citizen,
        appointment: None,
        voucher: None,
    }
}
