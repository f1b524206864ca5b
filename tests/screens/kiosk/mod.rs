//! The kiosk: what citizens see, what keys and touches do, what is said before a number is given.

mod left_over;
mod rating;
mod slips_of_hand;

use crate::office::{Office, clock, service};
use motcua::domain::centre::Service;
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::event::Event;
use motcua::domain::ids::{GroundId, OfficerId, TicketNo};
use motcua::domain::kiosk::Terms;
use motcua::domain::published::Trouble;
use motcua::domain::time::Timestamp;
use motcua::text::words::{Language, Words};
use motcua::tui::displays::kiosk::{Kiosk, No, Slip, Wish};
use motcua::tui::input::{Chord, Input, Key, Pointer};
use motcua::tui::theme::Theme;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

struct Lobby {
    office: Office,
    kiosk: Kiosk,
    wishes: Vec<Wish>,
    /// On the clock that tells scans from typing.
    ms: u64,
}

impl Lobby {
    fn new(office: Office) -> Self {
        Self::with(office, Terms::default())
    }

    fn with(office: Office, terms: Terms) -> Self {
        let mut lobby = Self { office, kiosk: Kiosk::new(Language::Vi, terms), wishes: Vec::new(), ms: 0 };
        lobby.text(80, 24);
        lobby
    }

    fn text(&mut self, cols: u16, rows: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        self.kiosk.rested(self.office.now, self.ms);
        let words = Words::of(self.kiosk.language());
        terminal
            .draw(|frame| {
                self.kiosk.draw(frame, &self.office.published, &Theme::plain(), &words, self.office.now);
            })
            .unwrap();
        let buffer = terminal.backend().buffer().clone();
        let line = |y| (0..cols).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>().trim_end().to_owned();
        (0..rows).map(line).collect::<Vec<_>>().join("\n")
    }

    fn input(&mut self, input: &Input) {
        self.kiosk.rested(self.office.now, self.ms);
        let words = Words::of(self.kiosk.language());
        match self.kiosk.input(input, &self.office.published, &words, self.office.now) {
            Some(Wish::Take(issue)) => match self.office.ask(Actor::Kiosk, Verb::Issue(issue)) {
                Ok(events) => {
                    let number = events.iter().find_map(|recorded| match &recorded.event {
                        Event::TicketIssued(issued) => Some(issued.ticket),
                        _ => None,
                    });
                    self.kiosk.given(number.unwrap(), Slip::None, self.office.now);
                }
                Err(refusal) => self.kiosk.refused(No::of(&refusal), self.office.now),
            },
            Some(Wish::Rate(rate)) => match self.office.ask(Actor::Kiosk, Verb::Rate(rate)) {
                Ok(_) => self.kiosk.rated(self.office.now),
                Err(refusal) => self.kiosk.refused(No::of(&refusal), self.office.now),
            },
            Some(other) => self.wishes.push(other),
            None => {}
        }
    }

    /// A key of somebody who reads before pressing one.
    fn key(&mut self, key: Key) {
        self.ms += 2500;
        self.input(&Input::Key(Chord::plain(key)));
    }

    /// The same with a finger on the middle of the line that says `text`, after so many milliseconds.
    fn touch_after(&mut self, ms: u64, text: &str) {
        self.ms += ms;
        self.touch_now(text);
    }

    fn keys(&mut self, typed: &str) {
        typed.chars().for_each(|character| self.key(Key::Char(character)));
    }

    /// Presses on the middle of the line that says this.
    fn touch(&mut self, text: &str) {
        self.touch_after(2500, text);
    }

    fn touch_now(&mut self, text: &str) {
        let shown = self.text(80, 24);
        let row = shown.lines().position(|line| line.contains(text)).expect(text);
        let col = shown.lines().nth(row).unwrap().split(text).next().unwrap().chars().count();
        let cell = |at| u16::try_from(at).unwrap();
        self.input(&Input::Mouse { act: Pointer::Press, col: cell(col), row: cell(row) });
    }

    fn shows(&mut self, text: &str) -> bool {
        self.text(120, 40).contains(text)
    }

    fn issued(&self) -> usize {
        self.office.published.state.tickets.len()
    }
}

#[test]
fn digits_letters_arrows_and_touches_come_to_the_same() {
    let ways: [fn(&mut Lobby); 4] = [
        |lobby| lobby.keys("21"),
        |lobby| lobby.keys("b1"),
        |lobby| {
            for key in [Key::Down, Key::Enter, Key::Enter] {
                lobby.key(key);
            }
        },
        |lobby| {
            lobby.touch("Đất đai");
            lobby.touch("Không thuộc");
        },
    ];
    for way in ways {
        let mut lobby = Lobby::new(Office::busy());
        way(&mut lobby);
        assert!(lobby.shows("Số của ông/bà là"), "{}", lobby.text(80, 24));
        assert!(lobby.office.published.state.tickets.contains_key(&TicketNo { service: service('B'), number: 3 }));
        assert!(lobby.shows("người trước ông/bà"));
    }
}

#[test]
fn a_ground_of_priority_goes_along() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.keys("a");
    lobby.touch("Phụ nữ mang thai");
    let tickets = &lobby.office.published.state.tickets;
    let last = tickets.values().max_by_key(|ticket| ticket.turn).unwrap();
    assert_eq!(last.ground.as_ref().map(|ground| ground.0.as_str()), Some("pregnant"));
    let mut plain = Lobby::with(Office::busy(), Terms { asks_priority: false, ..Terms::default() });
    plain.keys("a1");
    assert!(plain.shows("Số của ông/bà là"), "nobody is asked where the settings say so");
}

#[test]
fn a_number_stays_until_it_is_taken_and_the_next_person_starts_anew() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.keys("a1");
    lobby.office.now = lobby.office.now.plus(29);
    assert!(lobby.shows("Số của ông/bà là"));
    lobby.office.now = lobby.office.now.plus(1);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    lobby.keys("a1");
    lobby.key(Key::Enter);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    lobby.key(Key::F(9));
    lobby.keys("a");
    assert!(lobby.shows("Do you have priority?"));
    lobby.office.now = lobby.office.now.plus(60);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"), "the next person finds the centre's language");
}

#[test]
fn outside_opening_hours_it_says_so_first() {
    let mut lobby = Lobby::new(Office::empty());
    lobby.office.now = clock(12, 15);
    lobby.keys("a1");
    assert!(lobby.shows("tiếp nhận lại lúc 13:30"), "{}", lobby.text(80, 24));
    assert_eq!(lobby.issued(), 0);
    lobby.key(Key::Enter);
    assert_eq!(lobby.issued(), 0, "Enter alone takes no number");
    lobby.keys("a11");
    assert_eq!(lobby.issued(), 1);
    lobby.key(Key::Enter);
    lobby.office.now = clock(18, 0);
    lobby.keys("a");
    assert!(lobby.shows("không còn tiếp nhận"), "{}", lobby.text(80, 24));
    assert!(lobby.shows("Lần mở cửa tới: 07:"));
    lobby.keys("1");
    assert_eq!(lobby.issued(), 1, "no number is given for a day that is over");
}

#[test]
fn who_would_not_be_served_before_closing_hears_it_before_the_number() {
    let mut lobby = Lobby::new(Office::empty());
    lobby.office.now = clock(16, 0);
    lobby.office.at(1, 1, CounterVerb::Open { officer: Some(OfficerId(1)) });
    for _ in 0..5 {
        lobby.office.issue('A', None);
    }
    lobby.keys("a1");
    assert!(lobby.shows("Số của ông/bà là"), "50 minutes of work in an hour: {}", lobby.text(80, 24));
    lobby.key(Key::Enter);
    lobby.keys("a1");
    assert!(lobby.shows("Còn 6 người trước ông/bà mà 17:00 hết giờ"), "{}", lobby.text(80, 24));
    let before = lobby.issued();
    lobby.key(Key::Esc);
    assert_eq!(lobby.issued(), before);
    lobby.key(Key::Esc);
    // A second open counter halves the work.
    lobby.office.at(2, 2, CounterVerb::Open { officer: Some(OfficerId(2)) });
    lobby.keys("a1");
    assert!(lobby.shows("Số của ông/bà là"));
    lobby.key(Key::Enter);
    // Nobody serves B; with a counter to come there is time for it, but not in the last minutes.
    lobby.office.at(1, 1, CounterVerb::Close);
    lobby.office.now = clock(16, 55);
    lobby.keys("b1");
    assert!(lobby.shows("Có thể không kịp"), "{}", lobby.text(80, 24));
    lobby.keys("1");
    assert!(lobby.shows("B001") || lobby.shows("Số của ông/bà là"));
}

#[test]
fn refusals_are_in_plain_words() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.kiosk.refused(No::UsedUp(service('A')), lobby.office.now);
    assert!(lobby.shows("đã phát hết số của nhóm Hộ tịch, chứng thực"));
    lobby.kiosk.refused(No::HasOne(TicketNo { service: service('A'), number: 7 }), lobby.office.now);
    assert!(lobby.shows("đã lấy số A007"));
    lobby.key(Key::Enter);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
}

#[test]
fn nobody_leaves_but_who_says_who_she_is() {
    let mut lobby = Lobby::new(Office::busy());
    for chord in [Chord::plain(Key::Char('q')), Chord::plain(Key::F(10)), Chord::ctrl('c'), Chord::ctrl('d')] {
        lobby.input(&Input::Key(chord));
        assert!(!lobby.kiosk.wants_exit());
    }
    lobby.input(&Input::Key(Chord::ctrl('q')));
    assert!(lobby.kiosk.takes_text());
    lobby.keys("2");
    lobby.key(Key::Enter);
    lobby.keys("4711");
    assert!(!lobby.shows("4711"), "a PIN is never shown");
    lobby.key(Key::Enter);
    assert_eq!(lobby.wishes, [Wish::Leave(OfficerId(2), "4711".into())]);
    lobby.kiosk.left(Some("kiosk.leave_not_yours".to_owned()));
    assert!(lobby.shows("Chỉ lãnh đạo"));
    lobby.office.now = lobby.office.now.plus(60);
    assert!(lobby.shows("Ông/bà cần làm việc gì?"));
    lobby.kiosk.left(None);
    assert!(lobby.kiosk.wants_exit());
}

#[test]
fn a_very_small_kiosk_still_gives_numbers_and_a_smaller_one_says_why_not() {
    for (cols, rows) in [(20, 5), (40, 8), (30, 10)] {
        let mut lobby = Lobby::new(Office::busy());
        let text = lobby.text(cols, rows);
        assert!(text.contains("Hộ tịch") && text.contains("Đất đai"), "{cols}x{rows}:\n{text}");
        lobby.key(Key::Down);
        lobby.key(Key::Down);
        assert!(lobby.text(cols, rows).contains("Lĩnh vực khác"), "{cols}x{rows} scrolls");
        lobby.keys("a");
        assert!(lobby.text(cols, rows).contains("Không thuộc"), "{cols}x{rows}");
        lobby.keys("1");
        let text = lobby.text(cols, rows);
        let number = lobby.office.published.state.tickets.values().max_by_key(|ticket| ticket.turn).unwrap().number;
        assert!(text.contains(&number.to_string()) || text.contains('█'), "{cols}x{rows}:\n{text}");
        lobby.key(Key::Enter);
        lobby.office.now = clock(12, 15);
        lobby.keys("a1");
        let text = lobby.text(cols, rows);
        assert!(text.contains("Không lấy số"), "{cols}x{rows}:\n{text}");
    }
    let mut lobby = Lobby::new(Office::busy());
    assert!(lobby.text(12, 4).starts_with("Cửa sổ quá"), "{}", lobby.text(12, 4));
}

#[test]
fn services_that_are_out_of_sight_are_marked() {
    let mut office = Office::busy();
    let mut centre = motcua::domain::centre::Centre::clone(&office.published.state.centre);
    for letter in ['D', 'E', 'F', 'G'] {
        let more = centre.services[0].clone();
        centre.services.push(Service { id: service(letter), fields: vec![format!("Việc {letter}")], ..more });
    }
    office.admin(Verb::Configure(Box::new(centre)));
    let mut lobby = Lobby::new(office);
    assert!(lobby.text(20, 6).contains("4/7 ↓"), "{}", lobby.text(20, 6));
    for _ in 0..6 {
        lobby.key(Key::Down);
    }
    assert!(lobby.text(20, 6).contains("7/7 ↑"), "{}", lobby.text(20, 6));
    let wide = lobby.text(80, 7);
    assert!(wide.contains("7/7 ↑") && wide.contains("cho việc này\n"), "{wide}");
    assert!(!lobby.text(120, 40).contains("7/7"));
}

#[test]
fn a_printer_in_trouble_is_told_before_a_number_is_taken_and_no_longer_than_it_lasts() {
    let mut lobby = Lobby::new(Office::busy());
    assert!(!lobby.shows("Máy in phiếu đang hỏng"));
    for trouble in [Trouble::PrinterGone, Trouble::PrinterEmpty] {
        lobby.office.published.troubles = vec![trouble];
        assert!(lobby.shows("Máy in phiếu đang hỏng"));
    }
    lobby.office.published.troubles = vec![Trouble::VoiceGone];
    assert!(!lobby.shows("Máy in phiếu đang hỏng"), "other troubles are not the citizens' business");
}

#[test]
fn pictures() {
    for (cols, rows) in [(20, 5), (40, 8), (40, 12), (80, 24), (120, 40), (200, 60)] {
        let mut lobby = Lobby::new(Office::busy());
        insta::assert_snapshot!(format!("kiosk_services_{cols}x{rows}"), lobby.text(cols, rows));
        lobby.kiosk.card(true, lobby.office.now);
        lobby.keys("b");
        insta::assert_snapshot!(format!("kiosk_grounds_{cols}x{rows}"), lobby.text(cols, rows));
        lobby.keys("3");
        insta::assert_snapshot!(format!("kiosk_number_{cols}x{rows}"), lobby.text(cols, rows));
    }
    let mut lobby = Lobby::new(Office::empty());
    lobby.office.now = clock(12, 15);
    lobby.key(Key::F(9));
    lobby.keys("a1");
    insta::assert_snapshot!("kiosk_closed_80x24_en", lobby.text(80, 24));
}

const ID: &str = "040199001234";

/// Presses `typed` so many milliseconds apart.
fn typed_every(lobby: &mut Lobby, typed: &str, apart_ms: u64) {
    lobby.ms += 5000;
    for character in typed.chars() {
        lobby.ms += apart_ms;
        lobby.input(&Input::Key(Chord::plain(Key::Char(character))));
    }
}

#[test]
fn the_list_says_what_the_number_will_say() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.office.issue('A', Some(GroundId("elderly".into())));
    let services: Vec<_> = lobby.office.published.state.centre.services.iter().map(|known| known.id).collect();
    for service in services {
        let letter = service.letter();
        let said = lobby.text(80, 24);
        let line = said.lines().find(|line| line.contains(&format!(" {letter}  "))).unwrap().to_owned();
        lobby.keys(&format!("{letter}1").to_lowercase());
        let number = lobby.text(120, 40);
        let told = |text: &str| {
            let before = text.split(" người").next().unwrap();
            before.chars().rev().take_while(char::is_ascii_digit).collect::<String>()
        };
        let slip = number.lines().find(|line| line.contains("người trước ông/bà") || line.contains("trước ông/bà còn"));
        let slip = slip.map(|line| told(&line[line.find("òn").unwrap()..]));
        if line.contains("chưa có quầy mở") {
            assert!(number.contains("Chưa có quầy mở"), "{number}");
        } else if line.contains("không có ai trước") {
            assert!(number.contains("Ông/bà là người tiếp theo"), "{number}");
        } else {
            assert_eq!(Some(told(&line)), slip, "{line} {number}");
        }
        lobby.key(Key::Enter);
    }
}

#[test]
fn the_first_page_says_that_nobody_works_now() {
    let mut lobby = Lobby::new(Office::empty());
    assert!(lobby.shows("chưa có quầy mở cho việc này"), "{}", lobby.text(120, 40));
    lobby.office.now = clock(12, 15);
    assert!(lobby.shows("ngoài giờ làm việc"), "{}", lobby.text(120, 40));
    assert!(lobby.text(40, 14).contains("Ngoài giờ làm việc"), "{}", lobby.text(40, 14));
    assert!(!lobby.shows("không có ai trước"));
}

#[test]
fn what_is_refused_whatever_the_ground_is_said_before_one_is_asked_for() {
    let mut lobby = Lobby::new(Office::busy());
    lobby.office.now = clock(18, 0);
    lobby.keys("a");
    assert!(lobby.shows("Hôm nay không còn tiếp nhận") && lobby.shows("Lần mở cửa tới"), "{}", lobby.text(120, 40));
    let mut lobby = Lobby::new(Office::busy());
    let number: TicketNo = "A001".parse().unwrap();
    lobby.kiosk.card(true, lobby.office.now);
    lobby.kiosk.holding(vec![(service('A'), number)]);
    lobby.keys("a");
    assert!(lobby.shows("đã lấy số A001 cho việc này"), "{}", lobby.text(120, 40));
    lobby.key(Key::Enter);
    // Another service is another matter, and so is whoever comes without that card.
    lobby.kiosk.card(true, lobby.office.now);
    lobby.kiosk.holding(vec![(service('A'), number)]);
    lobby.keys("b");
    assert!(lobby.shows("diện ưu tiên"), "{}", lobby.text(120, 40));
    let mut lobby = Lobby::new(Office::busy());
    lobby.kiosk.card(false, lobby.office.now);
    lobby.keys("a");
    assert!(lobby.shows("diện ưu tiên"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_key_at_any_size(
        keys in prop::collection::vec((any::<prop::sample::Index>(), 0_i64..70, 0_u16..130, 0_u16..50), 0..40),
        cols in 2_u16..130,
        rows in 2_u16..50,
    ) {
        let offer = [
            Key::Enter, Key::Esc, Key::Up, Key::Down, Key::Left, Key::F(9), Key::Char('1'), Key::Char('2'),
            Key::Char('9'), Key::Char('a'), Key::Char('ư'), Key::Char('0'), Key::Tab,
        ];
        let mut lobby = Lobby::new(Office::busy());
        for (index, wait, col, row) in keys {
            lobby.office.now = Timestamp(lobby.office.now.0 + wait);
            match index.index(offer.len() + 2) {
                at if at < offer.len() => lobby.key(offer[at]),
                at if at == offer.len() => lobby.input(&Input::Key(Chord::ctrl('q'))),
                _ => lobby.input(&Input::Mouse { act: Pointer::Press, col, row }),
            }
            lobby.text(cols, rows);
            prop_assert!(!lobby.kiosk.wants_exit());
        }
    }
}
