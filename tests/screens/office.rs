//! A centre under test: real decisions, a clock that is a number, and a session at one of its counters.

use chrono::NaiveTime;
use motcua::domain::book::Book;
use motcua::domain::calendar::{Holidays, Hours};
use motcua::domain::centre::{Centre, CounterPlan, Ground, Periods, Role, Service, Targets};
use motcua::domain::command::{Actor, Applicant, Command, CounterVerb, Issue, Receive, SetOfficer, Verb};
use motcua::domain::decide::decide;
use motcua::domain::dossier::Channel;
use motcua::domain::event::{Event, Recorded};
use motcua::domain::ids::{CommandId, CounterId, Digest, DossierCode, GroundId, OfficerId, PersonId, ServiceId};
use motcua::domain::person::Person;
use motcua::domain::procedure::Catalogue;
use motcua::domain::published::{People, Published};
use motcua::domain::queue::Rule as QueueRule;
use motcua::domain::refusal::Refusal;
use motcua::domain::state::State;
use motcua::domain::ticket::ApplicantKind;
use motcua::domain::time::{Day, Timestamp};
use motcua::text::words::{Language, Words};
use motcua::tui::effect::{Effect, Reply};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::model::{Home, Model, Seat};
use motcua::tui::theme::{Role as Look, Theme};
use motcua::tui::{update, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The centre, and one session at it.
pub struct Office {
    pub published: Published,
    pub now: Timestamp,
    pub model: Model,
    /// Effects that are not for the engine.
    pub effects: Vec<Effect>,
    /// Numbers of receipts in the archive.
    pub receipts: BTreeMap<String, DossierCode>,
    /// Dossiers of whomever is asked for in the archive.
    pub archived: Vec<DossierCode>,
    /// Everything that happened.
    pub log: Vec<Recorded>,
    commands: u64,
}

pub fn clock(hour: u32, minute: u32) -> Timestamp {
    let day = Day::from_ymd_opt(2026, 11, 20).unwrap();
    Timestamp::at(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap())
}

pub fn service(letter: char) -> ServiceId {
    ServiceId::new(letter).unwrap()
}

fn services() -> Vec<Service> {
    let one = |letter, name: &str, name_en: &str, fields: &[&str]| Service {
        id: service(letter),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
    };
    vec![
        one('A', "Hộ tịch, chứng thực", "Civil status", &["Hộ tịch", "Chứng thực"]),
        one('B', "Đất đai, xây dựng", "Land, building", &["Đất đai"]),
        one('C', "Lĩnh vực khác", "Other matters", &[]),
    ]
}

fn grounds() -> Vec<Ground> {
    let one = |id: &str, name: &str, name_en: &str| Ground {
        id: GroundId(id.to_owned()),
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        basis: String::new(),
        on: true,
    };
    vec![
        one("elderly", "người cao tuổi", "elderly person"),
        one("disability", "người khuyết tật", "person with a disability"),
        one("pregnant", "phụ nữ mang thai", "pregnant woman"),
        one("child", "người có con nhỏ đi cùng", "with a small child"),
        one("merit", "người có công", "person with merit"),
    ]
}

pub fn centre() -> Centre {
    let counter = |number, skills: &str| CounterPlan {
        id: CounterId(number),
        name: String::new(),
        skills: skills.chars().map(service).collect(),
    };
    Centre {
        work: motcua::domain::centre::Work::default(),
        name: "Trung tâm Phục vụ hành chính công xã Cẩm Trung".to_owned(),
        code: "18742".to_owned(),
        unit: "000.00.00.H27".to_owned(),
        services: services(),
        counters: vec![counter(1, "AB"), counter(2, "AC"), counter(3, "BC")],
        grounds: grounds(),
        hours: Hours::default(),
        policy_days: false,
        rule: QueueRule::budget(),
        periods: Periods::default(),
        targets: Targets::default(),
        language: Language::Vi,
        display: motcua::domain::display::Display::default(),
    }
}

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
        let verb = Verb::Receive(Box::new(Receive {
            registered: false,
            delivery: motcua::domain::dossier::Delivery::Counter,
            linked: None,
            foreign,
            elsewhere: None,
            procedure: procedure.to_owned(),
            applicant: Applicant::New(Digest([2; 32])),
            kind: ApplicantKind::Citizen,
            sets: 1,
            fee: None,
            channel: Channel::InPerson,
            counter: counter.map(CounterId),
            received,
            holder: None,
            papers: Vec::new(),
        }));
        self.ask(by, verb).unwrap();
        self.know(person, name);
    }

    fn know(&mut self, id: PersonId, name: &str) {
        let person = Person { name: name.to_owned(), phone: "0912345678".to_owned(), ..Person::default() };
        self.published.people.insert(id, Arc::new(person));
    }

    pub fn at(&mut self, officer: u16, counter: u16, verb: CounterVerb) {
        self.ask(Actor::Officer(OfficerId(officer)), Verb::At(CounterId(counter), verb)).unwrap();
    }

    pub fn admin(&mut self, verb: Verb) -> Vec<Recorded> {
        self.ask(Actor::Administrator, verb).unwrap()
    }

    /// What the engine does, without the disk.
    pub fn ask(&mut self, by: Actor, verb: Verb) -> Result<Vec<Recorded>, Refusal> {
        let command = Command { id: self.next_id(), by, verb };
        self.commands += 1;
        let events = decide(&self.published.state, &self.published.book, &command, self.now)?;
        let mut done = Vec::new();
        for event in events {
            let seq = self.published.state.seq + 1;
            let recorded = Recorded { seq, at: self.now, by, command: command.id, event };
            self.published.state.apply(&recorded);
            if matches!(recorded.event, Event::CentreConfigured(_) | Event::DaySet { .. }) {
                let book = self.published.book.for_state(&self.published.state);
                self.published.book = Arc::new(book);
            }
            done.push(recorded);
        }
        self.log.extend(done.iter().cloned());
        Ok(done)
    }

    /// Read once for each language, as a session does.
    pub fn words(&self) -> Words {
        static WORDS: [OnceLock<Words>; 2] = [OnceLock::new(), OnceLock::new()];
        let language = self.model.language();
        WORDS[language as usize].get_or_init(|| Words::of(language)).clone()
    }

    /// Does what a session does with an input: effects for the engine are answered at once.
    pub fn input(&mut self, input: Input) {
        let words = self.words();
        let effects = update::input(&mut self.model, input, &self.published, &words, self.now);
        self.run(effects);
    }

    pub fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Submit { tag, mut verb, person } => {
                    let by = self.model.seat().map_or(Actor::Administrator, |seat| Actor::Officer(seat.officer));
                    let id = PersonId(self.published.state.next_person);
                    if let (Some(_), Verb::Receive(receive)) = (&person, &mut verb) {
                        receive.applicant = Applicant::New(Digest([3; 32]));
                    }
                    if let (Some(_), Verb::SetOfficer(officer)) = (&person, &mut verb) {
                        officer.digest = Some(Digest([3; 32]));
                    }
                    let reply = match self.ask(by, verb) {
                        Ok(events) => {
                            let known = events.iter().find_map(|recorded| match &recorded.event {
                                Event::OfficerSet { officer, .. } => Some(officer.person),
                                Event::DossierChanged(changed) => Some(changed.change.applicant()?.0),
                                _ => None,
                            });
                            let id = known.unwrap_or(id);
                            if let Some(person) = person {
                                self.published.people.insert(id, Arc::new(person));
                            }
                            Reply::Done { tag, events }
                        }
                        Err(refusal) => Reply::Refused { tag, refusal },
                    };
                    self.reply(reply);
                }
                Effect::SetPin { tag, officer, .. } => {
                    let by = Actor::Officer(self.model.seat().unwrap().officer);
                    let events = self.ask(by, Verb::SetPin { officer, digest: Digest([4; 32]) }).unwrap();
                    self.reply(Reply::Done { tag, events });
                }
                Effect::SignIn { officer, .. } => self.reply(Reply::SignedIn { officer }),
                Effect::Archived(person) => {
                    let dossiers = self.archived.clone();
                    self.reply(Reply::Archived { person, dossiers });
                }
                Effect::Receipt { tag, number } => {
                    let dossier = self.receipts.get(&number).cloned();
                    self.reply(Reply::Given { tag, number, dossier });
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Presses a key whose wish leaves, and whose answer nobody hears: the line is cut, and the same officer comes in again.
    pub fn cut_at(&mut self, key: Key) -> Verb {
        let words = self.words();
        let input = Input::Key(key.chord());
        let mut effects = update::input(&mut self.model, input, &self.published, &words, self.now);
        let Some(Effect::Submit { tag, mut verb, .. }) = effects.pop() else { panic!("nothing was asked for") };
        if let Verb::Receive(receive) = &mut verb {
            receive.applicant = Applicant::New(Digest([3; 32]));
        }
        self.model.sent(tag, self.next_id());
        verb
    }

    /// She sits down again at another screen, with what was kept of the last one.
    pub fn come_back(&mut self) {
        let (seat, drafts) = (self.model.seat().unwrap(), self.model.drafts());
        self.model = Model::new(self.model.language());
        self.model.begin(seat.counter, Some(seat.officer), true, None);
        self.model.bring(seat.officer, drafts);
        self.reply(Reply::SignedIn { officer: seat.officer });
    }

    /// The world has changed.
    pub fn news(&mut self) {
        let words = self.words();
        // Her PIN is her own by now.
        if let Some(officer) = self.model.seat().and_then(|seat| self.published.state.officers.get_mut(&seat.officer)) {
            officer.pin_given = false;
        }
        update::news(&mut self.model, &self.published, &words, self.now);
    }

    fn next_id(&self) -> CommandId {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(self.commands + 1).to_le_bytes());
        CommandId(id)
    }

    pub fn reply(&mut self, reply: Reply) {
        let words = self.words();
        let effects = update::reply(&mut self.model, reply, &self.published, &words, self.now);
        self.run(effects);
    }

    /// Presses one key.
    pub fn key(&mut self, key: impl IntoChord) {
        self.input(Input::Key(key.chord()));
    }

    /// The office after these keys.
    pub fn then(mut self, keys: &[Key]) -> Self {
        for key in keys {
            self.key(*key);
        }
        self
    }

    /// Types a text, one key after another.
    pub fn write(&mut self, text: &str) {
        for character in text.chars() {
            self.key(character);
        }
    }

    /// The screen with every role told apart by its colour.
    pub fn draw(&mut self, cols: u16, rows: u16) -> (Buffer, Option<Timestamp>) {
        let theme = Self::theme();
        let words = self.words();
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let mut next = None;
        terminal
            .draw(|frame| next = view::draw(frame, &mut self.model, &self.published, &theme, &words, self.now))
            .unwrap();
        (terminal.backend().buffer().clone(), next)
    }

    /// The text of the screen, one line each.
    pub fn text(&mut self, cols: u16, rows: u16) -> String {
        let (buffer, _) = self.draw(cols, rows);
        lines(&buffer, |cell| cell.symbol().to_owned())
    }

    /// The text, and below it the role of every cell.
    pub fn picture(&mut self, cols: u16, rows: u16) -> String {
        let (buffer, _) = self.draw(cols, rows);
        picture_of(&buffer)
    }

    /// How roles look in pictures.
    pub fn theme() -> Theme {
        Theme::with(|role| Style::new().fg(Color::Indexed(role as u8)))
    }
}

/// The text of a screen, and below it the role of every cell.
pub fn picture_of(buffer: &Buffer) -> String {
    let cols = buffer.area.width;
    let text = lines(buffer, |cell| cell.symbol().to_owned());
    let roles = lines(buffer, |cell| {
        let letter = match cell.fg {
            Color::Indexed(index) => Look::ALL[usize::from(index)].1,
            _ => ' ',
        };
        if cell.symbol() == " " && letter != 'S' { " ".to_owned() } else { letter.to_string() }
    });
    format!("{text}\n{}\n{roles}", "=".repeat(usize::from(cols)))
}

fn lines(buffer: &Buffer, show: impl Fn(&ratatui::buffer::Cell) -> String) -> String {
    let area = buffer.area;
    let line = |y| -> String {
        let text: String = (area.left()..area.right()).map(|x| show(&buffer[(x, y)])).collect();
        text.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(line).collect::<Vec<_>>().join("\n")
}

/// What may be pressed.
pub trait IntoChord {
    fn chord(self) -> Chord;
}

impl IntoChord for char {
    fn chord(self) -> Chord {
        Chord::plain(Key::Char(self))
    }
}

impl IntoChord for Key {
    fn chord(self) -> Chord {
        Chord::plain(self)
    }
}

impl IntoChord for Chord {
    fn chord(self) -> Chord {
        self
    }
}
