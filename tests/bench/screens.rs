//! Key to frame on a busy day, without the disk: 300 people waiting, 5,000 open dossiers, 200 columns by 60 lines.
//!
//! Run with `cargo bench --bench screens`. Every key is followed by the frame it leads to; what the engine would do in
//! between (deciding, publishing) is not counted. `wall` is every frame as it was; `steady` takes of each key of the
//! script the median of its rounds, which leaves out what other programs on the PC took.
//!
//! The work lists are measured on dossiers in every state, each key in another minute: then every list and the table of
//! ages is made anew from all of them. `lists` as the argument measures these alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../screens/office/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the tests use more of it")]
mod office;
#[path = "../domain/reception.rs"]
mod reception;

use motcua::domain::centre::Work;
use motcua::domain::command::{Actor, DossierVerb, Verb};
use motcua::domain::dossier::Holder;
use motcua::domain::ids::{DossierCode, GroundId, OfficerId};
use motcua::domain::worklist::Worklist;
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

/// Dossiers of three weeks, late and early, with every kind of holder and on every list.
fn many_days() -> Office {
    let mut office = Office::busy();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut plan = office::centre();
    plan.work = Work {
        sections: names(&["Kinh tế", "Văn hóa", "Tư pháp"]),
        agencies: names(&["Sở Tư pháp"]),
        exempt: names(&[]),
        ..Work::default()
    };
    office.admin(Verb::Configure(Box::new(plan)));
    for number in 0..DOSSIERS {
        let procedures = ["1.001193", "1.004873", "2.000815", "1.012812"];
        let received = office.now.plus(-3600 * 6 * i64::try_from(number % 80).unwrap());
        office.receive(procedures[number % 4], &format!("Nguyễn Thị Đào {number}"), None, Some(received));
    }
    let codes: Vec<DossierCode> = office.published.state.dossiers.keys().cloned().collect();
    let text = |text: &str| text.to_owned();
    for (number, code) in codes.into_iter().enumerate() {
        let verb = match number % 9 {
            1 => DossierVerb::AskSupplement { items: vec![text("Đơn")], reason: text("thiếu") },
            2 => DossierVerb::AskAgency {
                whom: text("Sở Tư pháp"), number: text("1/CV"), question: text("xác minh")
            },
            3 => {
                DossierVerb::Give { to: Holder::Section(text(["Kinh tế", "Văn hóa"][number % 2])), note: text("") }
            }
            4 => DossierVerb::AskPayment { fee: 50_000, reason: text("chưa nộp") },
            5 => {
                office.admin(Verb::FinishDossier(code));
                continue;
            }
            6 => DossierVerb::Give { to: Holder::Officer(OfficerId(2)), note: text("") },
            7 => {
                let day = (office.now.day() + chrono::Days::new(60)).max(office.now.day());
                DossierVerb::ProposeExtension { day, reason: text("phức tạp") }
            }
            _ => continue,
        };
        // Not every step fits every dossier; enough do.
        let _ = office.ask(Actor::Officer(OfficerId(2)), Verb::About { dossier: code, counter: None, verb });
    }
    office.now = clock(9, 0);
    office
}

/// All lists one after the other, up and down in each, and the table of ages of each.
fn lists() -> Vec<Key> {
    let mut keys = vec![Key::F(4)];
    for _ in Worklist::ALL {
        keys.extend([
            Key::Tab,
            Key::Down,
            Key::PageDown,
            Key::End,
            Key::Home,
            Key::Char('a'),
            Key::Down,
            Key::Char('a'),
        ]);
    }
    keys.push(Key::Char('/'));
    keys.extend("thi dao 49".chars().map(Key::Char));
    keys.extend([Key::Enter, Key::Esc, Key::Esc, Key::Esc]);
    keys
}

fn measure_lists() {
    let mut office = many_days();
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).unwrap();
    let (theme, keys, mut times) = (Theme::ansi(), lists(), Vec::new());
    let mut slowest = (Duration::ZERO, Key::Esc);
    for _ in 0..ROUNDS {
        for key in &keys {
            office.now = office.now.plus(60);
            let (words, published, now) = (office.words(), office.published.clone(), office.now);
            let begun = Instant::now();
            let input = Input::Key(Chord::plain(*key));
            let effects = update::input(&mut office.model, input, &published, &words, now);
            draw(&mut terminal, &mut office, &theme);
            let spent = begun.elapsed();
            slowest = slowest.max((spent, *key));
            times.push(spent);
            office.run(effects);
        }
        office.now = clock(9, 0);
    }
    tell("lists", &mut times);
    println!("{:12} slowest key {:?}", "", slowest.1);
}

fn main() {
    measure_lists();
    if std::env::args().any(|argument| argument == "lists") {
        return;
    }
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
