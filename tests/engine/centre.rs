//! A running centre in a directory that cleans up after itself.

use motcua::domain::book::Book;
use motcua::domain::calendar::holidays::Holidays;
use motcua::domain::centre::{Centre, CounterPlan, Service};
use motcua::domain::command::{Actor, CounterVerb, Issue, Verb};
use motcua::domain::event::{Event, Recorded};
use motcua::domain::ids::{CounterId, ServiceId, TicketNo};
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::Published;
use motcua::domain::ticket::ApplicantKind;
use motcua::domain::time::Timestamp;
use motcua::engine::clock::Clock;
use motcua::engine::{Answer, Failure, Hub, Request};
use motcua::store::{Options, Store};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub const COUNTERS: u16 = 8;

pub fn service(letter: char) -> ServiceId {
    ServiceId::new(letter).unwrap()
}

pub fn opening() -> Timestamp {
    Timestamp::parse("2026-11-23T07:30").unwrap()
}

pub fn centre() -> Centre {
    let plan =
        |id| CounterPlan { id: CounterId(id), name: String::new(), skills: "ABC".chars().map(service).collect() };
    let named = |letter| Service {
        id: service(letter),
        name: format!("Nhóm {letter}"),
        name_en: String::new(),
        fields: Vec::new(),
    };
    Centre {
        name: "Trung tâm thử".into(),
        unit: "000.00.00.H27".into(),
        services: "ABC".chars().map(named).collect(),
        counters: (1..=COUNTERS).map(plan).collect(),
        ..Centre::unset()
    }
}

pub fn start(dir: &Path, clock: Clock, change: impl FnOnce(&mut Options)) -> Hub {
    let mut options = Options::new(clock.now());
    change(&mut options);
    let (store, state) = Store::open(dir, &options, &mut |_| {}).unwrap();
    let book = Book::new(&state.centre, Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in()));
    Hub::start(store, state, book, clock).unwrap()
}

pub fn ask(hub: &Hub, verb: Verb) -> Result<Answer, Failure> {
    hub.submit_blocking(Request::new(Actor::Administrator, verb))
}

pub fn at(hub: &Hub, counter: u16, verb: CounterVerb) -> Result<Answer, Failure> {
    ask(hub, Verb::At(CounterId(counter), verb))
}

pub fn issue(letter: char) -> Verb {
    Verb::Issue(Issue {
        service: service(letter),
        ground: None,
        applicant: ApplicantKind::Citizen,
        appointment: None,
        voucher: None,
    })
}

pub fn issued(events: &[Recorded]) -> Option<TicketNo> {
    events.iter().find_map(|recorded| match &recorded.event {
        Event::TicketIssued(issued) => Some(issued.ticket),
        _ => None,
    })
}

pub fn called(events: &[Recorded]) -> Option<TicketNo> {
    events.iter().find_map(|recorded| match &recorded.event {
        Event::TicketCalled { ticket, .. } => Some(*ticket),
        _ => None,
    })
}

/// What is published once it is so; nothing takes longer than half a minute.
pub fn until(hub: &Hub, is_so: impl Fn(&Published) -> bool) -> Arc<Published> {
    const PATIENCE: Duration = Duration::from_secs(30);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut published = hub.published();
    let so = runtime.block_on(async {
        let so = published.wait_for(|published| is_so(published));
        tokio::time::timeout(PATIENCE, so).await.map(|so| Arc::clone(&so.unwrap()))
    });
    so.expect("it never comes")
}
