//! The rating display: asks only after a result was handed over at its counter, by key or touch, and thanks.

use crate::office::{Office, picture_of};
use motcua::domain::command::{Actor, Verb};
use motcua::domain::event::Event;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::rating::{Cause, Level};
use motcua::text::words::{Language, Words};
use motcua::tui::displays::key;
use motcua::tui::displays::rating::Rating;
use motcua::tui::effect::{Effect, Paper};
use motcua::tui::input::{Input, Key, Pointer};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

struct Counter {
    office: Office,
    rating: Rating,
    said: Vec<(Level, Option<Cause>)>,
}

impl Counter {
    fn new() -> Self {
        Self { office: Office::busy(), rating: Rating::new(CounterId(2), Language::Vi, true), said: Vec::new() }
    }

    /// Officer 2 hands a result over at her counter.
    fn hand_over(&mut self) {
        self.office.receive("1.004873", "Nguyễn Thị Hồng Đào", None, None);
        let code = self.office.published.state.dossiers.keys().next_back().unwrap().clone();
        self.office.admin(Verb::FinishDossier(code.clone()));
        self.office.ask(Actor::Officer(OfficerId(2)), Verb::ReturnDossier(code)).unwrap();
    }

    fn draw(&mut self, cols: u16, rows: u16) -> Buffer {
        let words = Words::of(self.rating.language());
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
        let (rating, office) = (&mut self.rating, &self.office);
        terminal
            .draw(|frame| {
                rating.draw(frame, &office.published, &Office::theme(), &words, office.now);
            })
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// In ordinary letters, so that it can be read.
    fn text(&mut self) -> String {
        let buffer = self.draw(60, 9);
        let line = |y| (0..60).map(|x| buffer[(x, y)].symbol().to_owned()).collect::<String>();
        (0..9).map(line).collect::<Vec<_>>().join("\n")
    }

    fn input(&mut self, input: &Input) {
        let Some(rate) = self.rating.input(input, &self.office.published, self.office.now) else { return };
        for recorded in self.office.ask(Actor::Display, Verb::Rate(rate)).unwrap() {
            if let Event::Rated(rated) = recorded.event {
                assert_eq!((rated.counter, rated.officer), (Some(CounterId(2)), Some(OfficerId(2))));
                self.said.push((rated.level, rated.cause));
            }
        }
    }

    fn key(&mut self, digit: char) {
        self.input(&key(Key::Char(digit)));
    }
}

#[test]
fn it_asks_for_a_minute_after_a_result_was_handed_over_here() {
    let mut counter = Counter::new();
    assert!(counter.text().contains("mời ông, bà đánh giá tại đây"));
    counter.key('1');
    assert!(counter.said.is_empty(), "nobody was served yet");
    counter.hand_over();
    let text = counter.text();
    assert!(text.contains("1   Rất hài lòng") && text.contains("3   Không hài lòng"), "{text}");
    let code = counter.office.published.state.handed.last().unwrap().shown();
    assert!(text.contains(&code), "where no slip is printed the code is here: {text}");
    counter.key('1');
    assert_eq!(counter.said, [(Level::Very, None)]);
    assert!(counter.text().contains("Cảm ơn"));
    counter.key('2');
    assert_eq!(counter.said.len(), 1, "once");
    counter.hand_over();
    counter.office.now = counter.office.now.plus(60);
    assert!(counter.text().contains("mời ông, bà đánh giá tại đây"), "a minute later somebody else may stand there");
    counter.key('3');
    assert_eq!(counter.said.len(), 1);
}

#[test]
fn whoever_is_not_satisfied_says_why_by_touch() {
    let mut counter = Counter::new();
    counter.hand_over();
    counter.key('3');
    assert!(counter.said.is_empty(), "not without a cause");
    counter.draw(80, 24);
    let text = counter.text();
    assert!(text.contains("Vì sao chưa hài lòng?") && text.contains("1   Chờ lâu"), "{text}");
    let row = u16::try_from(text.lines().position(|line| line.contains("Thái độ")).unwrap()).unwrap();
    counter.input(&Input::Mouse { act: Pointer::Press, col: 8, row });
    assert_eq!(counter.said, [(Level::NotSatisfied, Some(Cause::Manner))]);
    // The next person is asked from the beginning, also where the one before went away in between.
    counter.hand_over();
    counter.key('3');
    counter.hand_over();
    assert!(counter.text().contains("Ông, bà có hài lòng không?"));
}

#[test]
fn pictures_of_the_rating_display() {
    let mut counter = Counter::new();
    counter.hand_over();
    insta::assert_snapshot!("rating_80x24_vi", picture_of(&counter.draw(80, 24)));
    insta::assert_snapshot!("rating_160x50_vi", picture_of(&counter.draw(160, 50)));
    counter.key('3');
    insta::assert_snapshot!("rating_why_80x24_vi", picture_of(&counter.draw(80, 24)));
}

/// The code on a slip rates once, for one person: a second slip is asked about.
#[test]
fn a_second_rating_slip_is_asked_about() {
    let mut office = Office::busy();
    let code = office.published.state.dossiers.keys().next().unwrap().clone();
    office.admin(Verb::FinishDossier(code.clone()));
    office.admin(Verb::ReturnDossier(code.clone()));
    let slip = |office: &mut Office| {
        office.effects.clear();
        office.input(Input::Scan(code.0.clone()));
        office.key('i');
        let text = office.text(120, 40);
        let before = text.lines().find_map(|line| line.split_once("Phiếu có mã")).unwrap_or_else(|| panic!("{text}")).0;
        office.key(before.chars().rfind(char::is_ascii_digit).unwrap());
    };
    slip(&mut office);
    assert_eq!(office.effects, [Effect::Print { dossier: code.clone(), paper: Paper::Rating }]);
    office.admin(Verb::CountRatingSlip(code.clone()));
    slip(&mut office);
    assert!(office.effects.is_empty(), "nothing is printed before the answer");
    office.key(Key::Enter);
    assert!(office.effects.is_empty(), "the answer at hand is no");
    slip(&mut office);
    office.key('y');
    assert_eq!(office.effects, [Effect::Print { dossier: code.clone(), paper: Paper::Rating }]);
}
