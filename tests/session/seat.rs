//! One sitting: from arrivals to frames.

use motcua::domain::time::Timestamp;
use motcua::engine::clock::Clock;
use motcua::session::pace::Rhythm;
use motcua::session::pen::Depth;
use motcua::session::seat::{Arrival, Line, Terms, sit};
use motcua::session::{App, End, Wake};
use motcua::tui::input::{Chord, Input, Key};
use ratatui::Frame;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

/// Longer than anything here takes, shorter than patience.
const DEADLINE: Duration = Duration::from_secs(10);

/// Shows what was typed and a number that others change; `m` asks for the pointer or gives it
/// back, `q` leaves.
#[derive(Clone, Default)]
struct Toy {
    inputs: Arc<Mutex<Vec<Input>>>,
    number: Arc<AtomicU32>,
    drawn: Arc<AtomicU32>,
    change_after_s: Option<i64>,
    leaving: bool,
    mouse: bool,
}

impl App for Toy {
    fn input(&mut self, input: Input, _now: Timestamp) {
        self.leaving |= input == Input::Key(Chord::plain(Key::Char('q')));
        self.mouse ^= input == Input::Key(Chord::plain(Key::Char('m')));
        self.inputs.lock().unwrap().push(input);
    }

    fn woken(&mut self, _now: Timestamp) {}

    fn draw(&mut self, frame: &mut Frame<'_>, now: Timestamp) -> Option<Timestamp> {
        self.drawn.fetch_add(1, Ordering::SeqCst);
        let typed: String = self.inputs.lock().unwrap().iter().filter_map(letter).collect();
        let number = self.number.load(Ordering::SeqCst);
        frame.render_widget(format!("{typed} [{number}]"), frame.area());
        self.change_after_s.map(|seconds| now.plus(seconds))
    }

    fn wants_exit(&self) -> bool {
        self.leaving
    }

    fn wants_mouse(&self) -> bool {
        self.mouse
    }
}

fn letter(input: &Input) -> Option<char> {
    match input {
        Input::Key(chord) => chord.written(),
        _ => None,
    }
}

/// The terminal's end of a line.
struct Far {
    arrivals: Sender<Arrival>,
    frames: Receiver<Vec<u8>>,
    written: Sender<Vec<u8>>,
    emulator: vt100::Parser,
}

impl Far {
    async fn send(&self, bytes: &[u8]) {
        self.arrivals.send(Arrival::Bytes(bytes.to_vec())).await.unwrap();
    }

    /// Takes frames until the first row of the screen is `text`.
    async fn until(&mut self, text: &str) {
        while self.row() != text {
            let frame =
                timeout(DEADLINE, self.frames.recv()).await.unwrap_or_else(|_| panic!("stays {:?}", self.row()));
            self.take(frame.unwrap()).await;
        }
    }

    async fn take(&mut self, frame: Vec<u8>) {
        self.emulator.process(&frame);
        self.written.send(frame).await.unwrap();
    }

    fn row(&self) -> String {
        let screen = self.emulator.screen();
        screen.rows(0, screen.size().1.get()).next().unwrap()
    }
}

fn start(mut app: Toy, wake: &Wake, stall_max: Option<Duration>) -> (Far, tokio::task::JoinHandle<End>) {
    let (arrivals, arriving) = channel(16);
    let (frames, pending) = channel(1);
    let (returned, written) = channel(1);
    let mut line = Line { arrivals: arriving, frames, written };
    let terms = Terms { size: (40, 4), depth: Depth::Ansi16, rhythm: Rhythm::DESK, stall_max };
    let wake = wake.clone();
    let clock = Clock::manual(Timestamp(0));
    let seat = tokio::spawn(async move { sit(&mut app, &mut line, &wake, &clock, terms).await });
    let emulator = vt100::Parser::new(4.try_into().unwrap(), 40.try_into().unwrap(), 0);
    (Far { arrivals, frames: pending, written: returned, emulator }, seat)
}

#[tokio::test]
async fn a_key_is_on_the_screen_and_leaving_ends_it() {
    let (mut far, seat) = start(Toy::default(), &Wake::default(), None);
    far.until(" [0]").await;
    far.send(b"ab").await;
    far.until("ab [0]").await;
    far.send(b"q").await;
    assert_eq!(timeout(DEADLINE, seat).await.unwrap().unwrap(), End::Asked);
}

#[tokio::test]
async fn news_and_answers_are_drawn() {
    let (wake, app) = (Wake::default(), Toy::default());
    let (mut far, _seat) = start(app.clone(), &wake, None);
    far.until(" [0]").await;
    app.number.store(7, Ordering::SeqCst);
    wake.news();
    far.until(" [7]").await;
    app.number.store(8, Ordering::SeqCst);
    wake.answer();
    far.until(" [8]").await;
}

#[tokio::test]
async fn a_slow_terminal_skips_to_the_latest_frame() {
    let (wake, app) = (Wake::default(), Toy::default());
    let (mut far, _seat) = start(app.clone(), &wake, None);
    let held = timeout(DEADLINE, far.frames.recv()).await.unwrap().unwrap();
    for number in 1..=500 {
        app.number.store(number, Ordering::SeqCst);
        wake.news();
        tokio::task::yield_now().await;
    }
    assert!(far.frames.try_recv().is_err(), "nothing is sent while a frame is on its way");
    assert_eq!(app.drawn.load(Ordering::SeqCst), 1, "and nothing is drawn");
    far.take(held).await;
    let next = timeout(DEADLINE, far.frames.recv()).await.unwrap().unwrap();
    far.take(next).await;
    assert_eq!(far.row(), " [500]", "one frame, the latest");
}

#[tokio::test]
async fn an_idle_screen_is_left_alone() {
    let app = Toy::default();
    let (mut far, _seat) = start(app.clone(), &Wake::default(), None);
    far.until(" [0]").await;
    assert!(timeout(Duration::from_millis(150), far.frames.recv()).await.is_err());
    assert_eq!(app.drawn.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_text_that_changes_by_itself_is_drawn_again_but_not_for_ever_at_once() {
    let app = Toy { change_after_s: Some(-5), ..Toy::default() };
    let (mut far, _seat) = start(app.clone(), &Wake::default(), None);
    far.until(" [0]").await;
    app.number.store(1, Ordering::SeqCst);
    far.until(" [1]").await;
    assert_eq!(app.drawn.load(Ordering::SeqCst), 2, "a moment that is over already counts as a second ahead");
}

#[tokio::test]
async fn a_lone_esc_becomes_the_key_without_another_byte() {
    let app = Toy::default();
    let (mut far, _seat) = start(app.clone(), &Wake::default(), None);
    far.until(" [0]").await;
    far.send(b"\x1b").await;
    let esc = Input::Key(Chord::plain(Key::Esc));
    let seen = async {
        while !app.inputs.lock().unwrap().contains(&esc) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(DEADLINE, seen).await.unwrap();
}

#[tokio::test]
async fn a_new_size_reaches_the_app_within_limits() {
    let app = Toy::default();
    let (mut far, _seat) = start(app.clone(), &Wake::default(), None);
    far.until(" [0]").await;
    far.arrivals.send(Arrival::Resize { cols: u16::MAX, rows: u16::MAX }).await.unwrap();
    far.arrivals.send(Arrival::Resize { cols: 60, rows: 4 }).await.unwrap();
    far.emulator.screen_mut().set_size(4.try_into().unwrap(), 60.try_into().unwrap());
    far.send(b"x").await;
    far.until("x [0]").await;
    let sizes = [Input::Resize { cols: 1000, rows: 500 }, Input::Resize { cols: 60, rows: 4 }];
    assert_eq!(app.inputs.lock().unwrap()[..2], sizes);
}

#[tokio::test]
async fn a_terminal_that_is_gone_or_takes_nothing_ends_the_sitting() {
    let (far, seat) = start(Toy::default(), &Wake::default(), None);
    drop(far);
    assert_eq!(timeout(DEADLINE, seat).await.unwrap().unwrap(), End::Gone);
    let (far, seat) = start(Toy::default(), &Wake::default(), Some(Duration::from_millis(20)));
    assert_eq!(timeout(DEADLINE, seat).await.unwrap().unwrap(), End::Stalled);
    drop(far);
    let (far, seat) = start(Toy::default(), &Wake::default(), None);
    far.arrivals.send(Arrival::End(End::Told)).await.unwrap();
    assert_eq!(timeout(DEADLINE, seat).await.unwrap().unwrap(), End::Told);
}

#[tokio::test]
async fn the_pointer_is_taken_and_given_back() {
    let (mut far, _seat) = start(Toy::default(), &Wake::default(), None);
    far.until(" [0]").await;
    assert_eq!(far.emulator.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    far.send(b"m").await;
    far.until("m [0]").await;
    assert_eq!(far.emulator.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::ButtonMotion);
    far.send(b"m").await;
    far.until("mm [0]").await;
    assert_eq!(far.emulator.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
}
