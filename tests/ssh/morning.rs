//! Two hours of a busy morning on many screens at once: at the end each shows what a fresh draw of the state shows.
//!
//! `MOTCUA_LONG=1` plays it on fifty screens at ten times the speed of the day, which takes twelve minutes.

use super::centre;
use super::client::{Screen, connect, fresh_key, parser};
use super::hall::House;
use motcua::domain::account::Account;
use motcua::domain::centre::{Centre, CounterPlan, Role};
use motcua::domain::command::{Actor, SetOfficer, Verb};
use motcua::domain::ids::{CounterId, Digest, OfficerId};
use motcua::domain::person::Person;
use motcua::domain::time::Timestamp;
use motcua::engine::Request;
use motcua::engine::clock::Clock;
use motcua::session::screens::Fittings;
use motcua::session::ssh::Patience;
use russh::keys::PrivateKey;
use std::collections::BTreeSet;
use std::time::Duration;

const MORNING_S: u64 = 2 * 3600;
/// One arrival every so many seconds of the day.
const ARRIVAL_S: u64 = 20;
/// Something is done at each desk every so many seconds of the day.
const KEY_S: u64 = 40;
/// Nothing has come for so long: nothing will.
const QUIET: Duration = Duration::from_millis(700);

struct Size {
    desks: u16,
    walls: usize,
    boards: usize,
    speed: u32,
}

/// The officers that every [`House`] has already.
const THERE: u16 = 3;

fn centre_with(counters: u16) -> Centre {
    let usual = centre::centre();
    let plan = |id| CounterPlan { id: CounterId(id), ..usual.counters[0].clone() };
    Centre { counters: (1..=counters).map(plan).collect(), ..usual }
}

/// An officer for every desk, and a key that opens it.
async fn hire(house: &House, desk: u16) -> PrivateKey {
    let person = Person { name: format!("Cán bộ {desk}"), ..Person::default() };
    let officer = SetOfficer {
        id: None,
        digest: Some(Digest([0; 32])),
        role: Role::Operator,
        skills: BTreeSet::new(),
        has_pin: false,
        active: true,
    };
    let add = Request::new(Actor::Administrator, Verb::SetOfficer(officer)).with_person(Some(person));
    house.hub.submit(add).await.unwrap();
    let key = fresh_key();
    house.add_key(Account::Officer(OfficerId(THERE + desk)), &key.public_key().to_openssh().unwrap()).await;
    key
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// What a clerk presses: mostly the main job, sometimes anything else that does not end the screen, and the way back.
fn keys(dice: &mut Dice) -> Vec<&'static str> {
    const REST: [&str; 12] = ["v", "l", "u", "k", "n", "c", "\x1b[B", "1", "a", "\x1bOQ", "/", "\x0c"];
    match dice.below(4) {
        0 => {
            let detour = REST[usize::try_from(dice.below(12)).unwrap()];
            vec![detour, "Hồng", "\x1b", "\x1b", "\x1b"]
        }
        1 => vec!["x", "\r"],
        _ => vec!["g", "\r"],
    }
}

/// Works, or looks, until the morning is over.
async fn through(mut screen: Screen, clock: Clock, over: Timestamp, seed: Option<u64>) -> Screen {
    let mut dice = Dice(seed.unwrap_or_default());
    while clock.now() < over {
        screen.during(clock.span(KEY_S / 2 + dice.below(KEY_S))).await;
        if seed.is_some() {
            for key in keys(&mut dice) {
                screen.keys(key).await;
                screen.during(clock.span(KEY_S / 8)).await;
            }
        }
    }
    screen
}

/// Every cell with its look, a line for each row. A blank that was written is one that was not.
fn cells(screen: &Screen) -> Vec<String> {
    let screen = screen.parser.screen();
    let (rows, cols) = screen.size();
    let look = |row, col| {
        let cell = screen.cell(row, col).unwrap();
        let text = if cell.has_contents() { cell.contents() } else { " " };
        let blank = text == " " && !cell.inverse() && !cell.underline();
        let ink = if blank { vt100::Color::Default } else { cell.fgcolor() };
        let marks = [cell.bold() && !blank, cell.inverse(), cell.underline()].map(|mark| if mark { '+' } else { '-' });
        format!("{text}{ink:?}{:?}{}", cell.bgcolor(), String::from_iter(marks))
    };
    (0..rows.get()).map(|row| (0..cols.get()).map(|col| look(row, col)).collect()).collect()
}

/// What is on the screen once nothing comes any more, and the same drawn from nothing.
async fn as_it_is_and_anew(mut screen: Screen) -> (Vec<String>, Vec<String>, String) {
    screen.until_quiet(QUIET).await;
    let (rows, cols) = screen.parser.screen().size();
    let (rows, cols) = (u32::from(rows.get()), u32::from(cols.get()));
    let (was, text) = (cells(&screen), screen.text());
    screen.channel.window_change(cols - 1, rows, 0, 0).await.unwrap();
    screen.until_quiet(QUIET).await;
    screen.parser = parser(rows, cols);
    screen.channel.window_change(cols, rows, 0, 0).await.unwrap();
    screen.until_quiet(QUIET).await;
    (was, cells(&screen), text)
}

async fn screens(house: &House, size: &Size) -> Vec<(Screen, Option<u64>)> {
    const SIZES: [(u32, u32); 3] = [(120, 40), (80, 24), (200, 60)];
    let mut screens = Vec::new();
    for desk in 1..=size.desks {
        let key = hire(house, desk).await;
        let mut guest = connect(house.address).await;
        assert!(guest.by_key(&format!("counter{desk}"), &key).await);
        let (cols, rows) = SIZES[usize::from(desk) % SIZES.len()];
        screens.push((guest.sit(cols, rows).await, Some(u64::from(desk))));
    }
    let key = fresh_key();
    let text = key.public_key().to_openssh().unwrap();
    house.add_key(Account::Wall, &text).await;
    house.add_key(Account::Board, &text).await;
    for number in 0..size.walls + size.boards {
        let mut guest = connect(house.address).await;
        assert!(guest.by_key(if number < size.walls { "wall" } else { "board" }, &key).await);
        let (cols, rows) = if number == 0 { (240, 67) } else { (120, 40) };
        screens.push((guest.sit(cols, rows).await, None));
    }
    screens
}

async fn morning(size: Size) {
    let clock = Clock::paced(centre::opening(), 0);
    let fit = |_: &motcua::engine::Hub| Fittings::default();
    let house = House::of(centre_with(size.desks), clock.clone(), fit, Patience::default()).await;
    let screens = screens(&house, &size).await;
    let over = centre::opening().plus(i64::try_from(MORNING_S).unwrap());
    clock.set_speed(size.speed);
    let working: Vec<_> =
        screens.into_iter().map(|(screen, seed)| tokio::spawn(through(screen, clock.clone(), over, seed))).collect();
    let mut dice = Dice(7);
    while clock.now() < over {
        house.ask(centre::issue(['A', 'B', 'C'][usize::try_from(dice.below(3)).unwrap()])).await;
        tokio::time::sleep(clock.span(ARRIVAL_S)).await;
    }
    let mut ended = Vec::new();
    for work in working {
        ended.push(work.await.unwrap());
    }
    clock.set_speed(0);
    let calls: u32 = house.hub.now_published().state.calls.values().sum();
    assert!(calls > u32::from(size.desks) * 5, "{calls} calls: hardly a morning");
    let looks: Vec<_> = ended.into_iter().map(|screen| tokio::spawn(as_it_is_and_anew(screen))).collect();
    for (number, look) in looks.into_iter().enumerate() {
        let (was, anew, text) = look.await.unwrap();
        assert!(text.contains("Trung tâm thử") || text.contains("Quầy"), "screen {number} shows nothing:\n{text}");
        for (row, (was, anew)) in was.iter().zip(&anew).enumerate() {
            assert_eq!(was, anew, "row {row} of screen {number} does not show what is so:\n{text}");
        }
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_morning_every_screen_shows_what_a_fresh_draw_shows() {
    let long = std::env::var_os("MOTCUA_LONG").is_some();
    let short = Size { desks: 7, walls: 2, boards: 1, speed: 600 };
    morning(if long { Size { desks: 45, walls: 3, boards: 2, speed: 10 } } else { short }).await;
}
