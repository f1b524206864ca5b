//! The desk behind its screens: what becomes of keys when the screen changes under them.

use super::centre::{self, at};
use super::reception::plain;
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, CounterVerb, DossierVerb, SetOfficer, Verb};
use motcua::domain::ids::{CounterId, Digest, OfficerId};
use motcua::domain::person::Person;
use motcua::engine::clock::Clock;
use motcua::engine::{Hub, Request, pin};
use motcua::session::desk::Desk;
use motcua::session::log::Log;
use motcua::session::pins::Pins;
use motcua::session::{App, Wake};
use motcua::text::words::Language;
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::model::Home;
use motcua::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Everything that is waited for comes within this, or not at all.
const PATIENCE: Duration = Duration::from_secs(20);

/// Officer 1 has no PIN; officer 2 was given one, and so was officer 3, a receptionist; officer 4 is a supervisor.
fn hub(dir: &Path, clock: &Clock) -> Hub {
    let hub = centre::start(dir, clock.clone(), |_| {});
    centre::ask(&hub, Verb::Configure(Box::new(centre::centre()))).unwrap();
    let officers = [
        ("Trần Văn Hùng", Role::Operator, None),
        ("Nguyễn Thị Lan", Role::Operator, pin::hash("2468")),
        ("Phạm Thị Nga", Role::Receptionist, pin::hash("1357")),
        ("Lê Thị Đào", Role::Supervisor, None),
    ];
    for (name, role, kept) in officers {
        let verb = Verb::SetOfficer(SetOfficer {
            id: None,
            digest: Some(Digest([0; 32])),
            role,
            skills: BTreeSet::new(),
            has_pin: kept.is_some(),
            active: true,
        });
        let person = Person { name: name.into(), pin: kept, ..Person::default() };
        hub.submit_blocking(Request::new(Actor::Administrator, verb).with_person(Some(person))).unwrap();
    }
    hub
}

/// A desk at the hub's own terminal, without the terminal.
struct Seated {
    desk: Desk,
    clock: Clock,
    log: PathBuf,
}

impl Seated {
    /// The hub's own terminal.
    fn at(hub: &Hub, clock: Clock, dir: &Path) -> Self {
        let log = dir.join("access.log");
        let pins = Pins::new(Log::new(log.clone(), clock.clone()));
        let desk = Desk::new(hub.clone(), Language::Vi, Theme::plain(), &Wake::default(), pins, None);
        Self { desk, clock, log }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    fn keys(&mut self, typed: &str) {
        for letter in typed.chars() {
            self.key(if letter == '\n' { Key::Enter } else { Key::Char(letter) });
        }
    }

    fn key(&mut self, key: Key) {
        self.desk.input(Input::Key(Chord::plain(key)), self.clock.now());
    }

    fn text(&mut self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        let now = self.clock.now();
        let drawn = terminal.draw(|frame| _ = self.desk.draw(frame, now)).unwrap();
        drawn.buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    /// Has it look at answers and news until `done`.
    async fn until(&mut self, what: &str, mut done: impl FnMut(&mut Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.desk.woken(self.clock.now());
            if done(self) {
                return;
            }
            assert!(Instant::now() < deadline, "no {what} in {}", self.text());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn until_shown(&mut self, text: &str) {
        self.until(text, |seated| seated.text().contains(text)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_when_a_seat_is_lost_does_not_land_in_the_pin_that_is_asked_next() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    let mut seated = Seated::at(&hub, clock, dir.path());
    seated.keys("3\n1\n");
    seated.until_shown("Chào Trần Văn Hùng").await;
    assert!(seated.log().ends_with(" in desk officer 1 from this computer\n"), "{}", seated.log());
    // Held back by the scanner's ear when the seat is lost.
    seated.key(Key::Char('4'));
    tokio::task::block_in_place(|| at(&hub, 3, CounterVerb::ChangeOfficer(OfficerId(2)))).unwrap();
    seated.desk.woken(seated.clock.now());
    for key in [Key::Char('g'), Key::Char('7'), Key::Enter, Key::Esc] {
        seated.key(key);
    }
    let text = seated.text();
    assert!(text.contains("Nguyễn Thị Lan vừa ngồi vào quầy 3"), "Esc has not dismissed it: {text}");
    assert!(!text.contains('•'), "{text}");
    // Later the keys are heard again.
    seated
        .until("key heard", |seated| {
            seated.key(Key::Char('7'));
            seated.text().contains('•')
        })
        .await;
    tokio::task::block_in_place(|| hub.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_at_the_hubs_own_terminal_is_in_the_log_and_so_is_who_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    let mut seated = Seated::at(&hub, clock, dir.path());
    seated.keys("3\n2\n1111\n");
    seated.until_shown("Sai số cán bộ").await;
    assert_eq!(seated.log().lines().count(), 1, "{}", seated.log());
    assert!(
        seated.log().ends_with("turned away: officer 2, wrong number or PIN, from this computer\n"),
        "{}",
        seated.log()
    );
    seated.keys("2468\n");
    seated.until_shown("chọn mã PIN").await;
    assert!(seated.log().ends_with(" in desk officer 2 from this computer\n"), "{}", seated.log());
    tokio::task::block_in_place(|| hub.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receptionist_is_told_to_name_no_counter_before_she_chooses_a_pin() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    // Whoever comes in by a key has no form to be told by.
    let mut seated = Seated::at(&hub, clock.clone(), dir.path());
    seated.desk.begin(Some(CounterId(3)), Some(OfficerId(3)), None);
    seated.until_shown("để trống ô quầy").await;
    let mut seated = Seated::at(&hub, clock, dir.path());
    seated.keys("3\n3\n");
    seated.until_shown("để trống ô quầy").await;
    seated.key(Key::Backspace);
    seated.keys("\n\n1357\n");
    seated.until_shown("chọn mã PIN").await;
    tokio::task::block_in_place(|| hub.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_chosen_at_another_screen_stands_also_where_the_news_of_it_has_not_come() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    let mut seated = [0, 1].map(|_| Seated::at(&hub, clock.clone(), dir.path()));
    for one in &mut seated {
        one.keys("3\n2\n2468\n");
        one.until_shown("chọn mã PIN").await;
    }
    let [mut first, mut second] = seated;
    first.keys("9753\n9753\n");
    first.until_shown("Chào Nguyễn Thị Lan").await;
    let chosen = || {
        let seen = hub.now_published();
        seen.people[&seen.state.officers[&OfficerId(2)].person].pin.clone()
    };
    let pin = chosen();
    // It has not looked at any news since.
    second.keys("8642\n8642\n");
    second.until_shown("vừa được đổi ở màn hình khác").await;
    assert_eq!(chosen(), pin);
    tokio::task::block_in_place(|| hub.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_looks_back_from_her_wall_and_nobody_else_does() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    tokio::task::block_in_place(|| {
        at(&hub, 3, CounterVerb::Open { officer: Some(OfficerId(1)) }).unwrap();
        clock.set(centre::opening().plus(60));
        centre::ask(&hub, centre::issue('A')).unwrap();
        clock.set(centre::opening().plus(600));
        at(&hub, 3, CounterVerb::CallNext).unwrap();
        clock.set(centre::opening().plus(3600));
    });
    let mut wall = Seated::at(&hub, clock.clone(), dir.path());
    wall.desk.look_back(|event, _, _| event.kind().1.to_owned());
    wall.desk.begin(None, Some(OfficerId(4)), Some(Home::Wall));
    wall.until_shown("Chào Lê Thị Đào").await;
    // What cannot be seen again is told, and the line stays.
    wall.keys("r23:00\n");
    wall.until_shown("còn chưa đến").await;
    wall.key(Key::Esc);
    wall.keys("r20/11\n");
    wall.until_shown("không làm việc, nên không có gì để xem lại").await;
    wall.key(Key::Esc);
    wall.keys("r7h35\n");
    wall.until_shown("KHÔNG PHẢI BÂY GIỜ").await;
    assert!(wall.text().contains("07:35:00"), "{}", wall.text());
    wall.key(Key::Right);
    wall.until_shown("ticket_called").await;
    wall.key(Key::F(2));
    assert!(wall.text().contains("Quầy 1"), "{}", wall.text());
    wall.keys("g");
    assert!(wall.text().contains("Đây là lúc đã qua"), "{}", wall.text());
    // While it plays, the seat is told to draw again in a second.
    let next = |seated: &mut Seated| {
        let (mut terminal, mut next) = (Terminal::new(TestBackend::new(80, 24)).unwrap(), None);
        let now = seated.clock.now();
        terminal.draw(|frame| next = seated.desk.draw(frame, now)).unwrap();
        next.map(|next| next.since(now))
    };
    assert!(next(&mut wall).is_none_or(|wait_s| wait_s > 60), "a day that stands asks for no frame");
    wall.keys(" ");
    assert_eq!(next(&mut wall), Some(1));
    wall.keys("q");
    let now = wall.text();
    assert!(!now.contains("KHÔNG PHẢI BÂY GIỜ") && now.contains("08:30"), "the present again: {now}");
    assert!(!wall.desk.wants_exit(), "the key that leaves the past leaves no more than that");
    // A past that is looked at goes when she may look no longer.
    wall.keys("r7h35\n");
    wall.until_shown("KHÔNG PHẢI BÂY GIỜ").await;
    let gone = SetOfficer {
        id: Some(OfficerId(4)),
        digest: None,
        role: Role::Operator,
        skills: BTreeSet::new(),
        has_pin: false,
        active: true,
    };
    tokio::task::block_in_place(|| centre::ask(&hub, Verb::SetOfficer(gone)).unwrap());
    wall.until("present", |seated| !seated.text().contains("KHÔNG PHẢI BÂY GIỜ")).await;

    let mut operator = Seated::at(&hub, clock.clone(), dir.path());
    operator.desk.look_back(|event, _, _| event.kind().1.to_owned());
    operator.desk.begin(Some(CounterId(3)), Some(OfficerId(1)), None);
    operator.until_shown("Chào Trần Văn Hùng").await;
    operator.key(Key::F(6));
    operator.keys("r");
    operator.until_shown("không thuộc vai trò").await;
    assert!(!operator.text().contains("Xem lại lúc nào"), "{}", operator.text());
    tokio::task::block_in_place(|| hub.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_that_names_another_citizen_who_is_known_here_is_refused_at_a_seat() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = tokio::task::block_in_place(|| hub(dir.path(), &clock));
    tokio::task::block_in_place(|| {
        // Her family name is on no list: only the archive knows that it is one.
        for name in ["Lò Văn Pản", "Nguyễn Thị Hồng Đào"] {
            let person = Person { name: name.into(), ..Person::default() };
            let request = Request::new(Actor::Administrator, Verb::Receive(Box::new(plain("1.004873"))));
            hub.submit_blocking(request.with_person(Some(person))).unwrap();
        }
        // His own is over, so the list has hers alone.
        let his = hub.now_published().state.dossiers.keys().next().unwrap().clone();
        let over = DossierVerb::Withdraw { reason: "người nộp xin rút".into() };
        centre::ask(&hub, Verb::About { dossier: his, counter: None, verb: over }).unwrap();
    });
    let mut seated = Seated::at(&hub, clock, dir.path());
    seated.keys("3\n1\n");
    seated.until_shown("Chào Trần Văn Hùng").await;
    seated.key(Key::F(4));
    seated.key(Key::Down);
    seated.key(Key::Enter);
    seated.keys("vv");
    seated.keys("nhầm với người khác là Lò Văn Pản");
    let before = hub.now_published().state.seq;
    seated.key(Key::F(10));
    seated.until_shown("giữ mãi").await;
    assert_eq!(hub.now_published().state.seq, before, "{}", seated.text());
    for _ in 0.."Lò Văn Pản".chars().count() {
        seated.key(Key::Backspace);
    }
    seated.key(Key::F(10));
    seated.until("withdrawn", |_| hub.now_published().state.seq > before).await;
    tokio::task::block_in_place(|| hub.stop());
}
