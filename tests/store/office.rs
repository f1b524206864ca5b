//! A small office that makes plausible events, the same ones for the same seed, and remembers what it was told is kept.

use crate::random::Random;
use chrono::NaiveDate;
use motcua::domain::centre::{Centre, CounterPlan, Officer, Role, Service};
use motcua::domain::command::Actor;
use motcua::domain::dossier::{Channel, Holder, Receipt};
use motcua::domain::event::{Event, Recorded, TicketIssued};
use motcua::domain::ids::{CommandId, CounterId, DossierCode, OfficerId, PersonId, ServiceId, TicketNo};
use motcua::domain::person::Person;
use motcua::domain::state::State;
use motcua::domain::ticket::{ApplicantKind, Outcome};
use motcua::domain::time::{Day, Timestamp, tomorrow};
use motcua::store::{Options, Sealed, Store, StoreError};
use std::collections::BTreeSet;
use std::path::Path;

const NAMES: [&str; 6] =
    ["Nguyễn Thị Hồng Đào", "Trần Văn Ất", "Lê Thị Ớt", "Phạm Quốc Khánh", "Đặng Thị Ngọc Ánh", "Vi Văn Ước"];

pub type Batch = (Vec<Recorded>, Vec<(PersonId, Sealed)>);

/// What happened so far, as the office remembers it.
#[derive(Clone, Debug)]
pub struct Office {
    random: Random,
    pub events: Vec<Recorded>,
    pub people: Vec<(PersonId, Person)>,
    pub state: State,
    day: Day,
    now: Timestamp,
    number: u16,
    dossier: u16,
    in_front: Option<TicketNo>,
    /// Dossiers received in forty steps with somebody in front.
    pub eager: usize,
    /// Steps of a day, about.
    pub steps: usize,
}

pub fn service() -> ServiceId {
    ServiceId::new('A').unwrap()
}

pub fn options() -> Options {
    // Small files, a disk of any size, and a segment that fills quickly.
    Options { floor: Some(0), segment_bytes: 6 << 10, ..Options::new(Timestamp(1_795_300_000)) }
}

pub fn open(dir: &Path) -> Result<(Store, State), StoreError> {
    Store::open(dir, &options(), &mut |_| {})
}

pub fn person(number: u64) -> Person {
    let place = usize::try_from(number).unwrap();
    Person {
        name: format!("{} {}", NAMES[place % NAMES.len()], ["Một", "Hai", "Ba"][place / 6 % 3]),
        phone: format!("09{number:08}"),
        id_number: format!("0421{number:08}"),
        hamlet: "Thôn Đông".to_owned(),
        ..Person::default()
    }
}

impl Office {
    pub fn new(seed: u64) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        Self {
            random: Random::new(seed),
            events: Vec::new(),
            people: Vec::new(),
            state: State::default(),
            day,
            now: Timestamp::at(day, chrono::NaiveTime::from_hms_opt(7, 0, 0).unwrap()),
            number: 0,
            dossier: 0,
            in_front: None,
            eager: 28,
            steps: 40,
        }
    }

    /// What happens next, not yet remembered.
    pub fn next(&mut self) -> Batch {
        self.now = self.now.plus(20);
        if self.events.is_empty() {
            return self.begin();
        }
        let mut people = Vec::new();
        let over = self.number > 900 || (self.number > 3 && self.random.below(self.steps) == 0);
        let events = match (self.in_front, self.random.below(40)) {
            _ if over => self.next_day(),
            (Some(ticket), choice) if (1..self.eager).contains(&choice) => vec![self.receive(ticket, &mut people)],
            (Some(ticket), _) => {
                self.in_front = None;
                vec![Event::TicketFinished { ticket, counter: CounterId(1), outcome: Outcome::DossierReceived }]
            }
            (None, choice) => self.serve(choice),
        };
        (self.record(events), people)
    }

    /// The batch was acknowledged.
    pub fn remember(&mut self, batch: &Batch, people: &[Person]) {
        for event in &batch.0 {
            self.state.apply(event);
            self.events.push(event.clone());
        }
        self.people.extend(batch.1.iter().map(|(id, _)| *id).zip(people.iter().cloned()));
    }

    /// Does `count` batches and remembers them.
    pub fn work(&mut self, store: &mut Store, count: usize) {
        for _ in 0..count {
            let batch = self.next();
            store.append(&batch.0, &batch.1).unwrap();
            let people: Vec<Person> = batch.1.iter().map(|(id, _)| person(id.0)).collect();
            self.remember(&batch, &people);
        }
    }

    pub fn record(&self, events: Vec<Event>) -> Vec<Recorded> {
        let next = self.state.seq + 1;
        let recorded = |(seq, event): (u64, Event)| Recorded {
            seq,
            at: self.now,
            by: Actor::Officer(OfficerId(1)),
            command: CommandId(u128::from(seq).to_le_bytes()),
            event,
        };
        (next..).zip(events).map(recorded).collect()
    }

    fn begin(&mut self) -> Batch {
        let centre = Centre {
            name: "Trung tâm Phục vụ hành chính công xã Cẩm Trung".to_owned(),
            unit: "000.00.00.H27".to_owned(),
            services: vec![Service {
                id: service(),
                name: "Hộ tịch".to_owned(),
                name_en: String::new(),
                fields: Vec::new(),
            }],
            counters: vec![CounterPlan { id: CounterId(1), name: String::new(), skills: BTreeSet::from([service()]) }],
            ..Centre::unset()
        };
        let sealed = Sealed::new(&person(1)).unwrap();
        let officer = Officer {
            section: String::new(),
            id: OfficerId(1),
            person: PersonId(1),
            role: Role::Operator,
            skills: BTreeSet::new(),
            has_pin: false,
            active: true,
            pin_given: false,
        };
        let events = vec![
            Event::CentreConfigured(Box::new(centre)),
            Event::OfficerSet { officer, digest: Some(sealed.digest()) },
            Event::DayStarted { day: self.day },
            Event::CounterOpened { counter: CounterId(1), officer: Some(OfficerId(1)) },
        ];
        (self.record(events), vec![(PersonId(1), sealed)])
    }

    fn next_day(&mut self) -> Vec<Event> {
        let unfinished = self.state.waiting().map(|ticket| ticket.number).collect();
        let ended = self.day;
        self.day = tomorrow(self.day);
        self.now = Timestamp::at(self.day, chrono::NaiveTime::from_hms_opt(7, 0, 0).unwrap());
        (self.number, self.dossier, self.in_front) = (0, 0, None);
        vec![
            Event::DayEnded { day: ended, unfinished },
            Event::DayStarted { day: self.day },
            Event::CounterOpened { counter: CounterId(1), officer: Some(OfficerId(1)) },
        ]
    }

    fn serve(&mut self, choice: usize) -> Vec<Event> {
        if choice < 20 {
            self.number += 1;
            let ticket = TicketNo { service: service(), number: self.number };
            return vec![Event::TicketIssued(TicketIssued {
                ticket,
                class: 0,
                ground: None,
                applicant: ApplicantKind::Citizen,
                arrival: self.now,
                turn: self.state.next_turn,
                appointment: None,
                voucher: None,
            })];
        }
        if choice < 26 {
            let open = self.state.dossiers.iter().find(|(_, dossier)| !dossier.status.is_over());
            return open.map_or_else(Vec::new, |(dossier, _)| {
                vec![
                    Event::DossierFinished { dossier: dossier.clone(), holder: Holder::ReturnDesk },
                    Event::DossierReturned { dossier: dossier.clone() },
                ]
            });
        }
        let waiting = self.state.waiting().next().map(|ticket| ticket.number);
        self.in_front = waiting;
        waiting.map_or_else(Vec::new, |ticket| {
            vec![Event::TicketStarted { ticket, counter: CounterId(1), since: self.now, implied: false }]
        })
    }

    fn receive(&mut self, ticket: TicketNo, people: &mut Vec<(PersonId, Sealed)>) -> Event {
        self.dossier += 1;
        let known = self.random.chance(30) && self.people.len() > 2;
        let applicant = if known { self.people[1].0 } else { PersonId(self.state.next_person.max(2)) };
        let digest = (!known).then(|| {
            let sealed = Sealed::new(&person(applicant.0)).unwrap();
            let digest = sealed.digest();
            people.push((applicant, sealed));
            digest
        });
        Event::DossierReceived(Box::new(Receipt {
            registered: false,
            delivery: motcua::domain::dossier::Delivery::Counter,
            linked: None,
            foreign: None,
            elsewhere: None,
            code: DossierCode(format!("000.00.00.H27-{}-{:04}", self.day.format("%y%m%d"), self.dossier)),
            procedure: "1.001193".to_owned(),
            procedure_name: "Đăng ký khai sinh".to_owned(),
            field: "Hộ tịch".to_owned(),
            applicant,
            digest,
            applicant_kind: ApplicantKind::Citizen,
            sets: 1,
            fee: Some(0),
            channel: Channel::InPerson,
            ticket: Some(ticket),
            counter: Some(CounterId(1)),
            officer: Some(OfficerId(1)),
            accepted: self.now,
            limit: None,
            due: None,
            forecast: false,
            papers: None,
        }))
    }
}
