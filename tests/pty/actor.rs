//! A small program on the local terminal: this test binary, started once more in a terminal by the tests of `local`.

use super::screen::{Screen, Start};
use motcua::domain::time::Timestamp;
use motcua::engine::clock::Clock;
use motcua::session::local::{LocalError, sit_here};
use motcua::session::pace::Rhythm;
use motcua::session::{App, Wake};
use motcua::tui::input::{Chord, Input, Key};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

/// Set by the tests: without it the actor is not on stage.
pub const STAGE: &str = "MOTCUA_TEST_ACTOR";

/// What makes this test binary the actor and nothing else.
pub const ARGUMENTS: [&str; 5] = ["--exact", "actor::act", "--ignored", "--nocapture", "--test-threads=1"];

/// How to start the actor from a shell.
pub fn command() -> String {
    let binary = std::env::current_exe().unwrap();
    format!("{STAGE}=1 RUST_BACKTRACE=0 '{}' {}", binary.display(), ARGUMENTS.join(" "))
}

/// Starts the actor in a terminal of its own and waits for its first frame.
pub fn playing() -> Screen {
    let start = Start::program(std::env::current_exe().unwrap()).args(ARGUMENTS);
    let screen = start.env(STAGE, "1").env("RUST_BACKTRACE", "0").run();
    screen.until_text("80x24");
    screen
}

#[test]
#[ignore = "a program for the tests of `local`, no test"]
fn act() {
    if std::env::var_os(STAGE).is_none() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let wake = Wake::default();
    let mut play = Play { wake: wake.clone(), ..Play::default() };
    let result = runtime.block_on(sit_here(&mut play, &wake, &Clock::manual(Timestamp(0)), Rhythm::DESK));
    if play.storm {
        // whatever is printed now would wait for a terminal that takes nothing
        std::process::exit(0);
    }
    match result {
        Ok(end) => println!("ended: {end:?}"),
        Err(LocalError::NoTerminal) => println!("no terminal"),
        Err(error) => println!("failed: {error}"),
    }
}

/// A line of text. F10 leaves, F7 starts a storm of full screens, F8 panics here, F9 panics on a thread that is not
/// the screen's.
#[derive(Default)]
struct Play {
    text: String,
    news: u32,
    leaving: bool,
    storm: bool,
    wake: Wake,
}

impl App for Play {
    fn input(&mut self, input: Input, _now: Timestamp) {
        match input {
            Input::Key(Chord { key: Key::F(10), .. }) => self.leaving = true,
            Input::Key(Chord { key: Key::F(7), .. }) => {
                self.storm = true;
                self.wake.answer();
            }
            Input::Key(Chord { key: Key::F(8), .. }) => panic!("the leading actor fell"),
            Input::Key(Chord { key: Key::F(9), .. }) => {
                let wake = self.wake.clone();
                std::thread::spawn(move || {
                    assert!(std::panic::catch_unwind(|| panic!("something fell behind the stage")).is_err());
                    wake.news();
                });
            }
            Input::Key(Chord { key: Key::Backspace, .. }) => {
                self.text.pop();
            }
            Input::Key(chord) => self.text.extend(chord.written()),
            Input::Text(text) | Input::Paste(text) => self.text.push_str(&text),
            _ => {}
        }
    }

    fn woken(&mut self, _now: Timestamp) {
        self.news += 1;
        if self.storm {
            self.wake.answer();
        }
    }

    fn draw(&mut self, frame: &mut Frame<'_>, _now: Timestamp) -> Option<Timestamp> {
        let Rect { width, height, .. } = frame.area();
        let text = format!("{width}x{height}\nviết: {}.\ntin: {}", self.text, self.news);
        frame.render_widget(Paragraph::new(text), frame.area());
        if self.storm {
            let drop = if self.news.is_multiple_of(2) { "\\" } else { "/" };
            frame.render_widget(Paragraph::new(format!("bão {}", drop.repeat(usize::from(width - 4)))), frame.area());
            for row in frame.area().rows().skip(1) {
                frame.render_widget(drop.repeat(usize::from(width)), row);
            }
        }
        None
    }

    fn wants_exit(&self) -> bool {
        self.leaving
    }
}
