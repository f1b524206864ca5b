//! Key to frame on a busy day, without the disk: 300 people waiting, 5,000 open dossiers, 200 columns by 60 lines.
//!
//! Run with `cargo bench --bench screens`. Every key is followed by the frame it leads to; what the engine would do in
//! between (deciding, publishing) is not counted. `wall` is every frame as it was; `steady` takes of each key of the
//! script the median of its rounds, which leaves out what other programs on the PC took.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../screens/office.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod office;

use motcua::domain::ids::GroundId;
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::theme::Theme;
use motcua::tui::{update, view};
use office::{Office, clock};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::{Duration, Instant};

const WAITING: usize = 300;
const DOSSIERS: usize = 5_000;
const ROUNDS: usize = 20;

fn busy_day() -> Office {
    let mut office = Office::busy();
    for number in 0..DOSSIERS {
        let name = format!(
            "{} {} {number}",
            ["Nguyễn Thị", "Trần Văn", "Lê Đức"][number % 3],
            ["Đào", "Ưng", "Hoà"][number % 3]
        );
        let procedures = ["1.001193", "1.004873", "2.000815", "1.012812"];
        office.receive(procedures[number % procedures.len()], &name, None, None);
    }
    for number in 0..WAITING {
        let ground = (number % 7 == 0).then(|| GroundId("elderly".to_owned()));
        office.issue(['A', 'C'][number % 2], ground);
    }
    office.now = clock(9, 0);
    office
}

/// What a clerk types on each screen, one key a frame.
fn script() -> Vec<(&'static str, Vec<Key>)> {
    let letters = |text: &str| text.chars().map(Key::Char).collect::<Vec<_>>();
    let with = |open: Key, text: &str| [vec![open], letters(text), vec![Key::Esc]].concat();
    vec![
        ("desk", vec![Key::Down, Key::Down, Key::PageDown, Key::End, Key::Home]),
        ("act", letters("gvk1gpuu")),
        ("search", with(Key::Char('/'), "nguyen thi dao 49")),
        (
            "dossiers",
            vec![Key::F(4), Key::Down, Key::PageDown, Key::End, Key::Tab, Key::Tab, Key::Enter, Key::Esc, Key::Esc],
        ),
        ("procedures", with(Key::F(3), "chung thuc ban sao")),
        ("receive", with(Key::Char('t'), "khai sinh")),
        ("help", with(Key::Char('?'), "goi")),
    ]
}

fn main() {
    let mut office = busy_day();
    let theme = Theme::ansi();
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).unwrap();
    let (mut all, mut steady) = (Vec::new(), Vec::new());
    println!("key to frame at 200x60, {WAITING} waiting, {DOSSIERS} open dossiers");
    for (name, keys) in script() {
        let mut times = Vec::new();
        let mut by_key = vec![Vec::new(); keys.len()];
        for _ in 0..ROUNDS {
            for (place, key) in keys.iter().enumerate() {
                let input = Input::Key(Chord::plain(*key));
                let words = office.words();
                let (published, now) = (office.published.clone(), office.now);
                let begun = Instant::now();
                let effects = update::input(&mut office.model, input, &published, &words, now);
                draw(&mut terminal, &mut office, &theme);
                let mut spent = begun.elapsed();
                office.run(effects);
                // What the answer changes is drawn too, as news of the state.
                let begun = Instant::now();
                draw(&mut terminal, &mut office, &theme);
                spent = spent.max(begun.elapsed());
                times.push(spent);
                by_key[place].push(spent);
            }
            office.now = office.now.plus(20);
        }
        tell(name, &mut times.clone());
        all.append(&mut times);
        let medians = by_key.iter_mut().map(|rounds| {
            rounds.sort_unstable();
            rounds[rounds.len() / 2]
        });
        let medians: Vec<Duration> = medians.collect();
        let slowest = medians.iter().zip(&keys).max().unwrap();
        println!("{:12} slowest key {:?}, {:.3} ms", "", slowest.1, slowest.0.as_secs_f64() * 1000.0);
        steady.extend(medians);
    }
    tell("all, wall", &mut all);
    tell("all, steady", &mut steady);
}

fn draw(terminal: &mut Terminal<TestBackend>, office: &mut Office, theme: &Theme) {
    let words = office.words();
    let (published, now) = (office.published.clone(), office.now);
    terminal
        .draw(|frame| {
            view::draw(frame, &mut office.model, &published, theme, &words, now);
        })
        .unwrap();
}

fn tell(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    println!(
        "{name:12} {:5} frames   p50 {:7.3} ms   p99 {:7.3} ms   max {:7.3} ms",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}
