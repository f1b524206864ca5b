//! Staffing advice held against what comes of it: the same virtual days with and without the change.

use crate::day::scenario;
use motcua::domain::ids::ServiceId;
use motcua::domain::staffing::Change;
use motcua::domain::state::State;
use motcua::domain::ticket::Stage;
use motcua::domain::time::{Day, Timestamp, tomorrow};
use motcua::engine::clock::Clock;
use motcua::forecast::learning::Learning;
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::{Play, id};
use motcua::simulation::run::FIRST;
use motcua::simulation::scenario::Scenario;
use motcua::simulation::workload::{Workload, paces};
use motcua::staffing::advice::what_if;
use motcua::staffing::situation::Situation;
use motcua::text::words::{Language, Words};

/// When advice is asked for, in seconds of the day.
const ASKED_S: i64 = 9 * 3600;
const SEED: u64 = 7;
const OTHER_S: i64 = 600;

/// The mean wait of those who waited at `since` or came later; who was not served waited until closing.
fn mean_wait_s(state: &State, since: Timestamp, close: Timestamp) -> f64 {
    let waits = state.tickets.values().filter(|ticket| ticket.called.is_none_or(|called| called >= since));
    let waits: Vec<f64> = waits
        .filter_map(|ticket| match &ticket.stage {
            Stage::Served { .. } => Some(ticket.waited_s as f64),
            Stage::Waiting { .. } | Stage::Called { .. } => Some(close.since(ticket.issued).max(0) as f64),
            _ => None,
        })
        .collect();
    waits.iter().sum::<f64>() / waits.len() as f64
}

/// A house and what it learns from its own journal.
struct Learner {
    house: House,
    clock: Clock,
    learning: Learning,
    seen: u64,
}

impl Learner {
    fn new(scenario: &Scenario, words: &Words) -> Self {
        let clock = Clock::manual(midnight(FIRST.unwrap()));
        let house = House::new(scenario, clock.clone(), words).unwrap();
        let state = house.hub.now_published();
        let learning = Learning::new(&state.state.centre, &state.state.counters, OTHER_S);
        Self { house, clock, learning, seen: 0 }
    }

    fn learn(&mut self) {
        let (learning, mut seen) = (&mut self.learning, self.seen);
        self.house
            .hub
            .reader()
            .events(seen + 1, |record, _| {
                learning.take(record);
                seen = record.seq;
                Ok(true)
            })
            .unwrap();
        self.seen = seen;
    }
}

#[test]
fn what_opening_a_counter_is_said_to_save_is_what_it_saves_on_nine_days_in_ten() {
    let words = Words::of(Language::Vi);
    let opened = 8;
    let mut without = scenario("ward");
    without.counters[opened].from_s = Some(86_400);
    let mut with = without.clone();
    with.counters[opened].from_s = Some(ASKED_S);
    let skills: Vec<ServiceId> = with.counters[opened].skills.iter().copied().collect();
    let paces = paces(&without, SEED);
    let (mut here, there) = (Learner::new(&without, &words), Learner::new(&with, &words));
    let (warm, days) = (15, std::env::var("DAYS").ok().and_then(|days| days.parse().ok()).unwrap_or(200));
    let (hub, clock) = (here.house.hub.clone(), here.clock.clone());
    let mut day: Day = FIRST.unwrap();
    let (mut held, mut held_level) = (0, 0);
    let mut bias = Vec::new();
    for number in 0..warm + days {
        day = here.house.day_from(&without, day);
        let workload = Workload::draw(&without, SEED, number, weekday(day));
        let (asked, close) = (midnight(day).plus(ASKED_S), midnight(day).plus(without.day().1));
        clock.set(midnight(day));
        let mut play = Play::new(&without, (&workload, &paces), (&hub, &clock), day, &words);
        let mut promised = None;
        if number >= warm {
            play.run_until(asked, &|| false).unwrap();
            clock.set(asked);
            here.learn();
            let published = hub.now_published();
            let situation = Situation::now(&published.state, &published.book, &here.learning, asked, None).unwrap();
            let change = Change::Open { counter: id(opened), skills: skills.clone(), from: asked, until: close };
            if std::env::var("SHOW").is_ok() {
                let come =
                    situation.scene.streams.iter().map(|stream| stream.rates.iter().sum::<f64>() * 1800.0).sum::<f64>();
                let really = workload.visitors.iter().filter(|one| midnight(day).plus(one.comes_s) > asked).count();
                println!("come {come:.0} really {really}, waiting {}, habits {:?}", situation.scene.line.len(), {
                    let h = here.learning.model.habits();
                    (h.breaks_per_s * 3600.0, h.absent)
                });
                println!(
                    "shut {:?} places {:?}",
                    situation.scene.shut,
                    situation.scene.places.iter().map(|p| (&p.doing, p.closes_s)).collect::<Vec<_>>()
                );
                for letter in ["A", "B", "C", "D", "E", "F"] {
                    print!("{} ", here.learning.model.mean_s(letter.parse().unwrap()));
                }
                let mut rng = motcua::forecast::paths::generator(1);
                println!(
                    " pause {:?} turnover {:?}",
                    (0..10)
                        .map(|_| here.learning.model.habits().pause.draw_rest(0.0, &mut rng) as i64)
                        .collect::<Vec<_>>(),
                    (0..10)
                        .map(|_| here.learning.model.habits().turnover.draw_rest(0.0, &mut rng) as i64)
                        .collect::<Vec<_>>()
                );
            }
            promised = what_if(&situation, &[change], &here.learning).pop();
        }
        play.run(&|| false).unwrap();
        let before_s = mean_wait_s(&hub.now_published().state, asked, close);
        here.learn();
        if let Some(step) = promised {
            there.clock.set(midnight(day));
            let mut play = Play::new(&with, (&workload, &paces), (&there.house.hub, &there.clock), day, &words);
            play.run(&|| false).unwrap();
            let after_s = mean_wait_s(&there.house.hub.now_published().state, asked, close);
            let saved_s = before_s - after_s;
            let range = step.saves_s;
            held += u32::from((range.low as f64..=range.high as f64).contains(&saved_s));
            let level = step.then.all.wait_s;
            held_level += u32::from((level.low as f64..=level.high as f64).contains(&after_s));
            bias.push((saved_s - range.mean as f64, after_s - level.mean as f64, saved_s));
            if std::env::var("SHOW").is_ok() {
                println!(
                    "{number} {day} before {before_s:.0} after {after_s:.0} saved {saved_s:.0} said {range:?} then {level:?}"
                );
            }
        }
        day = tomorrow(day);
    }
    let mean = |of: &dyn Fn(&(f64, f64, f64)) -> f64| bias.iter().map(of).sum::<f64>() / bias.len() as f64;
    println!(
        "held {held} of {days}, level {held_level}; bias {:.0} s and {:.0} s, mean saving {:.0} s",
        mean(&|b| b.0),
        mean(&|b| b.1),
        mean(&|b| b.2)
    );
    assert!(f64::from(held) >= 0.88 * f64::from(days), "{held} of {days}");
}
