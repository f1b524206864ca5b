//! A past day on the screens: what stands above everything, what the keys do, and that nobody takes it for now.

use crate::office::{IntoChord, Office, clock, picture_of};
use motcua::domain::event::{Event, Recorded};
use motcua::domain::expected::Range;
use motcua::domain::published::People;
use motcua::domain::replay::Timeline;
use motcua::domain::state::State;
use motcua::domain::time::Timestamp;
use motcua::text::words::{Language, Words};
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::replay::{Replay, SPEEDS};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Somebody who looks at the morning of [`Office::busy`].
struct Onlooker {
    replay: Replay,
    words: Words,
    now: Timestamp,
    next: Option<Timestamp>,
}

impl Onlooker {
    fn at(moment: Timestamp, language: Language) -> Self {
        Self::of(Office::busy().log, moment, language)
    }

    /// The same where this happened.
    fn of(log: Vec<Recorded>, moment: Timestamp, language: Language) -> Self {
        let office = Office::busy();
        let told = ["sự việc", "event"]
            .map(|word| log.iter().map(|event| format!("{word} {} {}", event.seq, event.event.kind().1)).collect());
        let timeline = Timeline::new(State::default(), office.now.day(), log);
        let (count, people) = (timeline.count_at(moment), People::clone(&office.published.people));
        let book = office.published.book.as_ref().clone();
        let replay = Replay::new(timeline, (count, moment), told, book, people, clock(12, 0));
        let mut onlooker = Self { replay, words: Words::of(language), now: moment, next: None };
        onlooker.set_clock();
        onlooker
    }

    fn set_clock(&mut self) {
        if let Some(at) = self.replay.take_jump() {
            self.now = at;
        }
    }

    fn key(&mut self, key: impl IntoChord) -> &mut Self {
        self.replay.input(&Input::Key(key.chord()), &self.words, self.now);
        if let Some(language) = self.replay.take_turn() {
            self.words = Words::of(language);
        }
        self.set_clock();
        self
    }

    fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.key(letter);
        }
        self
    }

    fn picture(&mut self, cols: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let theme = Office::theme();
        terminal.draw(|frame| self.next = self.replay.draw(frame, &theme, &self.words, self.now)).unwrap();
        self.set_clock();
        picture_of(terminal.backend().buffer())
    }

    fn text(&mut self) -> String {
        let picture = self.picture(120, 40);
        picture.split("====").next().unwrap().to_owned()
    }
}

/// `key` with Ctrl.
fn held(key: Key) -> Chord {
    Chord { ctrl: true, ..Chord::plain(key) }
}

fn busy() -> Onlooker {
    Onlooker::at(clock(7, 53), Language::Vi)
}

#[test]
fn pictures_of_a_past_moment() {
    for (cols, rows) in [(20, 5), (40, 12), (80, 24), (120, 40), (200, 60)] {
        insta::assert_snapshot!(format!("replay_wall_{cols}x{rows}_vi"), busy().picture(cols, rows));
    }
    insta::assert_snapshot!("replay_wall_80x24_en", Onlooker::at(clock(7, 53), Language::En).picture(80, 24));
    for (name, tabs) in [("board", 1), ("counters", 2), ("desk", 3), ("queues", 4), ("dossiers", 5)] {
        let mut onlooker = busy();
        for _ in 0..tabs {
            onlooker.key(Key::Tab);
        }
        insta::assert_snapshot!(format!("replay_{name}_80x24_vi"), onlooker.picture(80, 24));
    }
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut onlooker = busy();
        onlooker.write("/B002").key(Key::Enter).key('w');
        insta::assert_snapshot!(format!("replay_why_{cols}x{rows}_vi"), onlooker.picture(cols, rows));
    }
    for (cols, rows) in [(80, 24), (120, 40)] {
        let mut pages = [busy(), busy(), busy(), busy()];
        pages[0].key('1').key('>');
        pages[1].key(Key::F(5)).key(Key::Enter);
        pages[2].key(Key::F(4)).key(Key::Enter);
        pages[3].key(Key::F(5)).key('r');
        for (name, onlooker) in ["desk_two", "ticket", "dossier", "before"].iter().zip(&mut pages) {
            insta::assert_snapshot!(format!("replay_{name}_{cols}x{rows}_vi"), onlooker.picture(cols, rows));
        }
    }
    insta::assert_snapshot!("replay_keys_80x24_vi", busy().key('?').picture(80, 24));
    let mut onlooker = Onlooker::at(clock(7, 53), Language::En);
    insta::assert_snapshot!("replay_why_80x24_en", onlooker.key('w').picture(80, 24));
    insta::assert_snapshot!("replay_wrong_80x24_vi", busy().write("/Z009").key(Key::Enter).picture(80, 24));
}

#[test]
fn forth_and_back_shows_what_was_shown() {
    let mut onlooker = busy();
    onlooker.key(Key::Home);
    let (first, all) = (onlooker.replay.count(), Office::busy().log.len());
    let mut forth = Vec::new();
    for count in first + 1..=all {
        let shown = onlooker.key(Key::Right).text();
        assert_eq!(onlooker.replay.count(), count);
        forth.push(shown);
    }
    let last = onlooker.key(Key::Right).text();
    assert_eq!(forth.pop().unwrap(), last, "nothing comes after the last one");
    while let Some(shown) = forth.pop() {
        assert_eq!(onlooker.key(Key::Left).text(), shown, "at event {}", onlooker.replay.count());
    }
    for _ in 0..all {
        onlooker.key(Key::Left);
    }
    assert_eq!(onlooker.replay.count(), 0);
    assert!(onlooker.text().contains("Trước sự việc đầu tiên"));
}

#[test]
fn it_plays_as_fast_as_asked_and_stands_at_the_end() {
    let mut onlooker = busy();
    assert_eq!(onlooker.replay.speed(), 0);
    let standing = onlooker.text();
    assert!(standing.contains("dừng") && onlooker.next.is_none(), "a day that stands asks for no frame");
    onlooker.key(' ');
    assert_eq!(onlooker.replay.speed(), 60);
    for _ in SPEEDS {
        onlooker.key('+');
    }
    assert_eq!(onlooker.replay.speed(), *SPEEDS.last().unwrap());
    for _ in 0..3 {
        onlooker.key('-');
    }
    assert_eq!(onlooker.replay.speed(), 60);
    onlooker.now = clock(7, 58);
    assert!(onlooker.text().contains("07:58:00"));
    assert!(onlooker.next.is_some_and(|next| next > onlooker.now));
    onlooker.key(']');
    assert_eq!((onlooker.now, onlooker.replay.speed()), (clock(8, 3), 60), "a jump goes on playing");
    onlooker.key('[').key('[');
    assert_eq!(onlooker.now, clock(7, 53));
    onlooker.key(' ');
    assert_eq!(onlooker.replay.speed(), 0);
    onlooker.key(' ');
    onlooker.now = clock(23, 0);
    assert!(onlooker.text().contains("dừng"), "nothing comes after what has happened");
    assert_eq!((onlooker.replay.speed(), onlooker.now), (0, clock(12, 0)));
    onlooker.key(' ');
    assert_eq!(onlooker.replay.speed(), 0);
}

#[test]
fn a_time_or_a_number_that_is_typed_is_gone_to() {
    let mut onlooker = busy();
    assert!(onlooker.write("/7h36").key(Key::Enter).text().contains("07:36:00"));
    assert!(onlooker.write(":a001").key(Key::Enter).text().contains("ticket_called"), "the moment of its call");
    let wrong = onlooker.write("/soon").key(Key::Enter).text();
    assert!(wrong.contains("Gõ giờ như 9:41"), "{wrong}");
    onlooker.key(Key::Esc).key(Key::Esc);
    assert!(!onlooker.text().contains("Gõ giờ"), "what was wrong goes with the line");
    assert!(!onlooker.replay.wants_exit());
    onlooker.write("/q");
    assert!(!onlooker.replay.wants_exit(), "a letter that is typed is no key");
    assert!(onlooker.key(Key::Esc).key('q').replay.wants_exit());
}

#[test]
fn why_is_told_of_every_call_before() {
    let mut onlooker = busy();
    let last = onlooker.key('w').text();
    assert!(last.contains("Mọi việc của A002 đến lúc này:") && last.contains("ticket_issued"), "{last}");
    let before = onlooker.key('p').text();
    assert!(last.contains("Thứ tự lúc đó") && before.contains("Thứ tự lúc đó"));
    assert_ne!(last, before);
    assert_eq!(onlooker.key('n').text(), last);
    let early = onlooker.key(Key::Esc).key(Key::Home).key('w').text();
    assert!(early.contains("Trong ngày chưa gọi ai."), "{early}");
}

#[test]
fn no_key_makes_it_fall_at_any_size() {
    let keys = [
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::Tab,
        Key::BackTab,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::Enter,
        Key::Esc,
        Key::F(1),
        Key::F(2),
        Key::F(4),
        Key::F(5),
        Key::F(6),
        Key::F(9),
        Key::Char('2'),
        Key::Char('>'),
        Key::Char('r'),
        Key::Char('/'),
        Key::Char('w'),
        Key::Char('n'),
        Key::Char('p'),
        Key::Char(' '),
        Key::Backspace,
    ];
    let mut onlooker = busy();
    for step in 0..keys.len() * 12 {
        onlooker.key(keys[(step * 7 + step / 22) % keys.len()]);
        let sizes = [(1, 1), (19, 3), (80, 6), (61, 7), (120, 40), (300, 90)];
        let (cols, rows) = sizes[step % sizes.len()];
        onlooker.picture(cols, rows);
    }
}

/// What a key leads to.
const LEADS: [(Key, &str); 8] = [
    (Key::F(2), "bàn quầy 1"),
    (Key::F(3), "bảng chung"),
    (Key::F(4), "hồ sơ"),
    (Key::F(5), "hàng chờ"),
    (Key::F(6), "các quầy"),
    (Key::F(8), "bảng phòng chờ"),
    (Key::Char('2'), "bàn quầy 2"),
    (Key::Char('>'), "bàn quầy 3"),
];

#[test]
fn the_keys_of_now_lead_to_the_screens_of_then_and_do_nothing_there() {
    let mut onlooker = busy();
    for (key, screen) in LEADS {
        let text = onlooker.key(key).text();
        let head = text.lines().next().unwrap();
        assert!(head.contains(screen), "{key:?}: {head}");
    }
    let count = onlooker.replay.count();
    let refused = "Đây là lúc đã qua: chỉ xem, không làm được gì.";
    for (view, keys) in [(2, "gxltvcknmozadbsi"), (5, "ckndb"), (4, "xkvncbteyi"), (3, "sy"), (6, "sy")] {
        for key in keys.chars() {
            onlooker.key(Key::Esc).key(Key::F(view));
            assert!(!onlooker.text().contains(refused));
            let text = onlooker.key(key).text();
            assert!(text.contains(refused), "F{view} {key}: {text}");
        }
    }
    assert_eq!(onlooker.replay.count(), count);
    assert!(!onlooker.replay.wants_exit());
    // As on the screens of now.
    assert!(onlooker.key(Key::F(6)).key('t').text().lines().next().unwrap().contains("hàng chờ"));
    let advice = onlooker.key(Key::F(3)).key('b').text();
    assert!(advice.contains("lời khuyên mở quầy lúc ấy không được giữ"), "{advice}");
    assert!(onlooker.key('9').text().contains("Lúc này không có quầy 9."));
    let english = onlooker.key(Key::F(9)).text();
    assert!(english.contains("THIS IS NOT NOW") && english.contains("event "), "{english}");
    assert!(onlooker.key(Key::F(9)).text().contains("XEM LẠI"));
}

#[test]
fn a_page_shows_only_what_was_so_at_its_moment() {
    let mut onlooker = busy();
    let page = onlooker.write("/B002").key(Key::Enter).key(Key::F(5)).key(Key::Enter).text();
    assert!(page.contains("Mọi việc của"), "{page}");
    assert!(onlooker.key(held(Key::Home)).key(Key::Left).text().contains("Lúc này chưa phát số"));
    let dossier = busy().key(Key::F(4)).key(Key::Enter).text();
    assert!(dossier.contains("Mã hồ sơ"), "{dossier}");
    let mut early = busy();
    early.key(Key::F(4)).key(Key::Enter);
    while early.replay.count() > 0 {
        early.key(Key::Left);
    }
    let gone = early.text();
    assert!(gone.contains("Lúc này chưa nhận hồ sơ"), "{gone}");
}

#[test]
fn who_was_called_before_is_read_from_a_queue_and_from_a_page() {
    let mut onlooker = busy();
    let before = onlooker.key(Key::F(5)).key('r').text();
    assert!(before.contains("Ai được gọi trước") && before.contains("chưa được gọi: đã chờ"), "{before}");
    let closed = onlooker.key(Key::Esc).text();
    assert!(!closed.contains("Ai được gọi trước"));
    assert!(onlooker.key(Key::Enter).key('r').text().contains("Ai được gọi trước"));
}

/// What is read row by row has the keys of a list; the time has keys of its own there.
#[test]
fn a_long_list_is_turned_by_pages_and_the_time_stays() {
    let mut onlooker = busy();
    let count = onlooker.replay.count();
    for view in [2, 4, 5] {
        onlooker.key(Key::F(view));
        let first = onlooker.picture(80, 16);
        let last = onlooker.key(Key::End).picture(80, 16);
        assert_ne!(first, last, "F{view}");
        assert_eq!(onlooker.key(Key::Home).picture(80, 16), first, "F{view}");
        for key in [Key::PageDown, Key::PageUp] {
            onlooker.key(key).picture(80, 16);
        }
        assert_eq!(onlooker.replay.count(), count, "F{view}");
    }
    let why = onlooker.key('w').picture(80, 16);
    assert_ne!(onlooker.key(Key::PageDown).picture(80, 16), why);
    assert_eq!(onlooker.key(Key::Home).picture(80, 16), why);
    assert_eq!(onlooker.key(Key::Esc).replay.count(), count);
    onlooker.key(held(Key::Home));
    assert!(onlooker.replay.count() < count, "to the beginning of the day");
    onlooker.key(held(Key::End));
    assert_eq!(onlooker.replay.count(), Office::busy().log.len());
    // Where nothing is read row by row they are the time's alone.
    onlooker.key(Key::F(3)).key(Key::Home);
    assert!(onlooker.replay.count() < count);
}

/// The wall of then has the promises that had come to something by then, and no others.
#[test]
fn a_past_wall_knows_how_the_promises_of_its_day_went() {
    let range = Range { from_s: 300, to_s: 900 };
    let told = |event: Recorded| {
        let promise = match &event.event {
            Event::TicketIssued(issued) => Some(Event::TicketPromised { ticket: issued.ticket, range }),
            _ => None,
        };
        let promise = promise.map(|promise| Recorded { event: promise, ..event.clone() });
        std::iter::once(event).chain(promise)
    };
    let log = Office::busy().log.into_iter().flat_map(told);
    let log: Vec<Recorded> = (1..).zip(log).map(|(seq, event)| Recorded { seq, ..event }).collect();
    let mut onlooker = Onlooker::of(log, clock(12, 0), Language::Vi);
    let title = Words::of(Language::Vi).get("wall.record").to_owned();
    let mut has_record = |key: Key| {
        onlooker.key(Key::F(3)).key(key);
        (0..6).any(|_| onlooker.key(Key::Down).text().contains(&title))
    };
    assert!(has_record(Key::End));
    assert!(!has_record(Key::Home), "nobody was called yet");
}
