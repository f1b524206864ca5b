//! What has happened at the centre before a test begins: nothing, or a morning under way.

use super::{Office, centre, clock, service};
use crate::reception::plain;
use motcua::domain::book::Book;
use motcua::domain::calendar::Holidays;
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, CounterVerb, Issue, Receive, SetOfficer, Verb};
use motcua::domain::ids::{CounterId, Digest, GroundId, OfficerId, PersonId};
use motcua::domain::person::Person;
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::{People, Published};
use motcua::domain::state::State;
use motcua::domain::ticket::ApplicantKind;
use motcua::domain::time::Timestamp;
use motcua::text::words::Language;
use motcua::tui::input::Key;
use motcua::tui::model::{Home, Model, Seat};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

impl Office {
    /// A centre with three officers (the third without a PIN), and nobody at this session.
    pub fn empty() -> Self {
        static BOOK: OnceLock<Arc<Book>> = OnceLock::new();
        let read = || Arc::new(Book::new(&centre(), Arc::new(Holidays::built_in()), Arc::new(Catalogue::built_in())));
        let book = Arc::clone(BOOK.get_or_init(read));
        let (people, expected) = (People::new(), Arc::default());
        let published = Published {
            state: State::default(),
            book,
            people,
            troubles: Vec::new(),
            expected,
            staffing: Arc::default(),
        };
        let mut office = Self {
            published,
            now: clock(7, 30),
            model: Model::new(Language::Vi),
            effects: Vec::new(),
            receipts: BTreeMap::new(),
            archived: Vec::new(),
            log: Vec::new(),
            commands: 0,
        };
        office.admin(Verb::Configure(Box::new(centre())));
        for (name, has_pin) in [("Nguyễn Thị Lan", true), ("Trần Văn Bình", true), ("Lê Thị Hoà", false)] {
            let officer = SetOfficer {
                id: None,
                digest: Some(Digest([1; 32])),
                role: Role::Operator,
                skills: BTreeSet::new(),
                has_pin,
                active: true,
            };
            let person = office.published.state.next_person;
            office.admin(Verb::SetOfficer(officer));
            office.know(PersonId(person), name);
        }
        office
    }

    /// The same with officer 2 at counter 2.
    pub fn seated() -> Self {
        let mut office = Self::empty();
        office.model =
            Model::seated(Language::Vi, Seat { officer: OfficerId(2), counter: Some(CounterId(2)), looks: false });
        office
    }

    /// The same morning before the eyes of somebody of this role who sits at no counter: officer 4.
    pub fn without_counter(role: Role) -> Self {
        let mut office = Self::busy();
        let person = office.published.state.next_person;
        office.admin(Verb::SetOfficer(SetOfficer {
            id: None,
            digest: Some(Digest([1; 32])),
            role,
            skills: BTreeSet::new(),
            has_pin: true,
            active: true,
        }));
        office.know(PersonId(person), "Phạm Thị Nga");
        office.model = Model::new(Language::Vi);
        office.model.sit(Seat { officer: OfficerId(4), counter: None, looks: false }, Home::of(role, None));
        office
    }

    /// A morning under way: all counters open, one serving, people waiting, one absent, one fetching a paper, dossiers.
    pub fn busy() -> Self {
        let mut office = Self::seated();
        for counter in 1..=3 {
            office.at(counter, counter, CounterVerb::Open { officer: Some(OfficerId(counter)) });
        }
        let elderly = || Some(GroundId("elderly".to_owned()));
        for (minute, letter, ground) in [
            (31, 'A', None),
            (32, 'A', None),
            (33, 'B', None),
            (35, 'C', None),
            (36, 'A', elderly()),
            (38, 'A', None),
            (40, 'C', None),
            (41, 'B', elderly()),
            (44, 'A', None),
            (47, 'C', None),
            (49, 'A', None),
            (52, 'A', None),
        ] {
            office.now = clock(7, minute);
            office.issue(letter, ground);
        }
        office.now = clock(7, 53);
        office.at(1, 1, CounterVerb::CallNext);
        office.at(3, 3, CounterVerb::CallNext);
        office.at(3, 3, CounterVerb::Start);
        office.at(2, 2, CounterVerb::CallNext);
        office.at(2, 2, CounterVerb::NoShow);
        office.at(2, 2, CounterVerb::CallNext);
        office.at(2, 2, CounterVerb::Start);
        office.at(2, 2, CounterVerb::Park { reason: "Photo giấy tờ".to_owned(), minutes: 15 });
        office.dossiers();
        office.now = clock(8, 1);
        office
    }

    /// The same with somebody being served here who has handed in a dossier.
    pub fn serving() -> Self {
        let mut office = Self::busy();
        office.key('g');
        office.key(Key::Enter);
        office.now = clock(8, 6);
        office.receive("1.001193", "Phạm Văn Đức", Some(2), None);
        office.now = clock(8, 7);
        office
    }

    fn dossiers(&mut self) {
        let day = |text: &str| Timestamp::parse(text);
        for (procedure, name, received) in [
            ("1.004873", "Nguyễn Thị Hồng Đào", day("2026-11-10T08:10")),
            ("2.000815", "Trần Quốc Toản", day("2026-11-20T07:40")),
            ("1.001193", "Đặng Thuỳ Trâm", day("2026-11-19T15:20")),
            ("1.000894", "Hoàng Minh Ưng", day("2026-11-16T09:05")),
            ("1.012812", "Lý Thị Ơn", day("2026-10-01T09:05")),
        ] {
            self.receive(procedure, name, None, received);
        }
    }

    pub fn issue(&mut self, letter: char, ground: Option<GroundId>) {
        let applicant = ApplicantKind::Citizen;
        self.admin(Verb::Issue(Issue {
            service: service(letter),
            ground,
            applicant,
            appointment: None,
            voucher: None,
        }));
    }

    /// At a counter by whoever sits there.
    pub fn receive(&mut self, procedure: &str, name: &str, counter: Option<u16>, received: Option<Timestamp>) {
        let counters = &self.published.state.counters;
        let there = counter.and_then(|id| counters.get(&CounterId(id))?.officer);
        let by = there.map_or(Actor::Administrator, Actor::Officer);
        self.receive_by(by, procedure, name, counter, received);
    }

    pub fn receive_by(
        &mut self,
        by: Actor,
        procedure: &str,
        name: &str,
        counter: Option<u16>,
        received: Option<Timestamp>,
    ) {
        self.receive_of(by, (procedure, name), counter, received, None);
    }

    /// One that has this code in another system.
    pub fn receive_foreign(&mut self, procedure: &str, name: &str, foreign: &str) {
        self.receive_of(Actor::Administrator, (procedure, name), None, None, Some(foreign.to_owned()));
    }

    fn receive_of(
        &mut self,
        by: Actor,
        (procedure, name): (&str, &str),
        counter: Option<u16>,
        received: Option<Timestamp>,
        foreign: Option<String>,
    ) {
        let person = PersonId(self.published.state.next_person);
        let counter = counter.map(CounterId);
        let verb = Verb::Receive(Box::new(Receive { foreign, counter, received, ..plain(procedure) }));
        self.ask(by, verb).unwrap();
        self.know(person, name);
    }

    fn know(&mut self, id: PersonId, name: &str) {
        let person = Person { name: name.to_owned(), phone: "0912345678".to_owned(), ..Person::default() };
        self.published.people.insert(id, Arc::new(person));
    }
}
