//! A virtual day through the real engine: everybody ends somewhere, everything in the scenario happens, nothing is left.

use motcua::domain::counter::Station;
use motcua::domain::event::Event;
use motcua::domain::state::State;
use motcua::domain::ticket::{Closed, Outcome, Stage, Ticket};
use motcua::engine::clock::Clock;
use motcua::simulation::figures::{Days, Figures, Group, Interval};
use motcua::simulation::house::{House, midnight, weekday};
use motcua::simulation::play::Play;
use motcua::simulation::run;
use motcua::simulation::scenario::{Absence, Back, Scenario, SentHome};
use motcua::simulation::workload::{Workload, paces};
use motcua::store::{Options, Store};
use motcua::text::words::{Language, Words};

pub fn scenario(name: &str) -> Scenario {
    Scenario::read(Scenario::built_in(name).unwrap()).unwrap()
}

/// One day of a scenario, as the engine leaves it, and what was drawn for it.
pub fn day(scenario: &Scenario, seed: u64) -> (State, Workload) {
    let words = Words::of(Language::Vi);
    let first = run::FIRST.unwrap();
    let clock = Clock::manual(midnight(first));
    let house = House::new(scenario, clock.clone(), &words).unwrap();
    let workload = Workload::draw(scenario, seed, 0, weekday(first));
    let paces = paces(scenario, seed);
    Play::new(scenario, (&workload, &paces), (&house.hub, &clock), first, &words).run(&|| false).unwrap();
    (house.hub.now_published().state.clone(), workload)
}

fn count(state: &State, of: impl Fn(&Ticket) -> bool) -> usize {
    state.tickets.values().filter(|ticket| of(ticket)).count()
}

#[test]
fn everybody_who_comes_gets_a_number_and_ends_somewhere() {
    let usual = scenario("commune");
    let gone = Absence { back: 0.0, ..usual.absence };
    let (state, workload) = day(&Scenario { absence: gone, ..usual }, 1);
    assert_eq!(state.tickets.len(), workload.visitors.len());
    let served = count(&state, |ticket| matches!(ticket.stage, Stage::Served { .. }));
    let missed = count(&state, |ticket| matches!(ticket.stage, Stage::Missed { .. } | Stage::Closed(Closed::Missed)));
    let waiting = count(&state, Ticket::is_waiting);
    assert_eq!(served + missed + waiting, state.tickets.len());
    assert!(served > state.tickets.len() / 2 && missed > 0, "{served} served, {missed} missed");
    assert!(state.counters.values().all(|counter| counter.station != Station::Open));
    assert!(state.tickets.values().all(|ticket| ticket.passed <= 8));
}

#[test]
fn whoever_is_sent_on_or_fetches_a_paper_is_served_in_the_end() {
    let usual = scenario("village");
    let (state, workload) = day(&Scenario { transfers: 0.4, holds: 0.4, ..usual }, 2);
    let moved = count(&state, |ticket| ticket.service != ticket.number.service);
    assert!(moved > workload.visitors.len() / 5, "{moved} were sent on");
    assert_eq!(count(&state, |ticket| matches!(ticket.stage, Stage::Held { .. })), 0);
    assert!(count(&state, |ticket| matches!(ticket.stage, Stage::Served { .. })) > workload.visitors.len() * 3 / 4);
}

#[test]
fn nobody_is_called_while_the_power_is_cut() {
    let (state, _) = day(&scenario("power"), 1);
    let cut = midnight(run::FIRST.unwrap());
    let (from, to) = (cut.plus(9 * 3600), cut.plus(9 * 3600 + 1800));
    assert!(count(&state, |ticket| ticket.called.is_some_and(|at| at >= to)) > 20);
    assert_eq!(count(&state, |ticket| ticket.called.is_some_and(|at| at >= from && at < to)), 0);
}

#[test]
fn the_officer_who_is_ill_serves_nobody() {
    let (state, _) = day(&scenario("ill"), 1);
    let at = |number| count(&state, |ticket| ticket.counter.is_some_and(|counter| counter.0 == number));
    assert_eq!(at(4), 0);
    assert!(at(5) > 0);
}

#[test]
fn whoever_has_no_patience_gives_the_number_back() {
    let single = scenario("single");
    let (state, _) = day(&Scenario { patience_s: Some(600.0), visitors: 80.0, ..single }, 1);
    let gave_up = count(&state, |ticket| matches!(ticket.stage, Stage::Closed(Closed::Cancelled(_))));
    assert!(gave_up > 10, "{gave_up} gave up");
}

/// Soon enough, her place was kept; too late, she takes a new number; and whoever came back hears every call.
#[test]
fn whoever_missed_her_call_and_comes_back_is_served() {
    let usual = scenario("village");
    let with = |back, minutes: f64| {
        let back_s = (minutes * 60.0, minutes * 60.0);
        day(&Scenario { absence: Absence { share: 0.3, wait_s: None, back, back_s }, ..usual.clone() }, 1)
    };
    let missed = |state: &State| {
        count(state, |ticket| matches!(ticket.stage, Stage::Missed { .. } | Stage::Closed(Closed::Missed)))
    };
    let served = |state: &State| count(state, |ticket| matches!(ticket.stage, Stage::Served { .. }));
    let (gone, workload) = with(0.0, 5.0);
    assert!(missed(&gone) > workload.visitors.len() / 6, "{} missed", missed(&gone));
    let (soon, workload) = with(1.0, 5.0);
    assert_eq!((missed(&soon), soon.tickets.len()), (0, workload.visitors.len()));
    assert_eq!(served(&soon), workload.visitors.len());
    let (late, workload) = with(1.0, 40.0);
    assert!(late.tickets.len() > workload.visitors.len(), "nobody took a new number");
    assert_eq!(late.tickets.len(), workload.visitors.len() + missed(&late));
    assert_eq!(served(&late), workload.visitors.len());
}

#[test]
fn whoever_hears_only_the_second_call_is_served_as_the_others() {
    let usual = scenario("village");
    let absence = Absence::default();
    let (state, workload) = day(&Scenario { recalls: 1.0, absence, ..usual }, 1);
    assert_eq!(count(&state, |ticket| matches!(ticket.stage, Stage::Served { .. })), workload.visitors.len());
}

#[test]
fn a_saturday_is_worked_in_its_hours_and_days_off_are_not() {
    let village = scenario("village");
    let open = Scenario { saturday: Some("08:00-10:30".parse().unwrap()), overtime_s: 0, ..village.clone() };
    let (words, monday) = (Words::of(Language::Vi), run::FIRST.unwrap());
    let house = House::new(&open, Clock::manual(midnight(monday)), &words).unwrap();
    // The one before it is worked in place of 2 January, all day.
    let saturday = monday + chrono::Days::new(12);
    assert_eq!(house.on(&village, saturday - chrono::Days::new(7)).hours, village.hours);
    assert_eq!(house.day_from(&open, saturday), saturday);
    assert_eq!(house.day_from(&open, saturday + chrono::Days::new(1)), monday + chrono::Days::new(14));
    assert_eq!(house.on(&open, monday).hours, open.hours);
    assert_eq!(house.on(&open, saturday).hours, vec![open.saturday.unwrap()]);
    let usual = House::new(&village, Clock::manual(midnight(monday)), &words).unwrap();
    assert_eq!(usual.day_from(&village, saturday), monday + chrono::Days::new(14));
    // Six days a week are played, the sixth of them short.
    let count = |scenario: &Scenario| {
        let only = Scenario { weekday: Some(5), ..scenario.clone() };
        run::days(&only, 1, 4, &words, &mut |_| true).unwrap().figures()[&Group::default()].visitors.mean
    };
    let longer = Scenario { saturday: Some("07:30-11:30".parse().unwrap()), ..open.clone() };
    assert!(count(&open) > 10.0 && count(&open) < count(&longer), "{} and {}", count(&open), count(&longer));
}

#[test]
fn appointments_are_called_in_their_time() {
    let mut commune = scenario("commune");
    commune.appointments.share = 0.4;
    (commune.appointments.early_s, commune.appointments.spread_s) = (300.0, 480.0);
    let (state, _) = day(&commune, 1);
    let appointed = count(&state, |ticket| ticket.appointment.is_some());
    assert!(appointed > state.tickets.len() / 4, "{appointed} of {}", state.tickets.len());
}

#[test]
fn days_follow_each_other_and_leave_nothing_behind() {
    let village = scenario("village");
    let words = Words::of(Language::Vi);
    let figures = |seed| run::days(&village, seed, 3, &words, &mut |_| true).unwrap();
    let (one, same, other) = (figures(1), figures(1), figures(2));
    assert_eq!(one.days(), 3);
    assert_eq!(one.figures(), same.figures());
    assert_ne!(one.figures(), other.figures());
    let first = run::FIRST.unwrap();
    let house = House::new(&village, Clock::manual(midnight(first)), &words).unwrap();
    let dir = house.dir().to_owned();
    assert!(dir.exists());
    drop(house);
    assert!(!dir.exists());
    let stopped = run::days(&village, 1, 3, &words, &mut |done| done < 2);
    assert!(stopped.is_err());
}

#[test]
fn a_day_gives_the_figures_of_its_tickets() {
    let (state, workload) = day(&scenario("village"), 1);
    let mut days = Days::default();
    days.add(&state);
    let all: &Figures = &days.figures()[&Group::default()];
    assert!((all.visitors.mean - workload.visitors.len() as f64).abs() < 1e-9);
    let waits: Vec<i64> = state
        .tickets
        .values()
        .filter(|ticket| matches!(ticket.stage, Stage::Served { .. }))
        .map(|ticket| ticket.waited_s)
        .collect();
    let mean_s = waits.iter().sum::<i64>() as f64 / waits.len() as f64;
    assert!((all.mean_wait_s.unwrap().mean - mean_s).abs() < 0.001);
    assert_eq!(all.longest_wait_s, waits.iter().copied().max());
    assert!(all.mean_wait_s.unwrap().lo.is_none());
}

/// No share is above one, no wait below zero, and where nobody was served there is no longest wait.
#[test]
fn ends_of_intervals_are_possible() {
    let (state, _) = day(&scenario("village"), 1);
    let mut late = state.clone();
    let mut nobody = state.clone();
    for number in state.tickets.keys() {
        late.tickets.get_mut(number).unwrap().waited_s += 4 * 3600;
        nobody.tickets.get_mut(number).unwrap().stage = Stage::Closed(Closed::DayEnded);
    }
    let mut days = Days::default();
    for state in [&state, &late, &state] {
        days.add(state);
    }
    for figures in days.figures().values() {
        let share = figures.share_within_target.unwrap();
        assert!(share.lo.unwrap() >= 0.0 && share.hi.unwrap() <= 1.0, "{share:?}");
        assert!(figures.mean_wait_s.is_none_or(|wait| wait.lo.unwrap() >= 0.0));
        assert!(figures.absent.lo.unwrap() >= 0.0);
    }
    let mut days = Days::default();
    days.add(&nobody);
    assert_eq!(days.figures()[&Group::default()].longest_wait_s, None);
}

/// A quiet day and a bad one with few people: the figures are of all people, and who is left over was not in time.
#[test]
fn figures_of_days_are_of_all_their_people() {
    let (quiet, _) = day(&scenario("village"), 1);
    let mut bad = quiet.clone();
    for (nth, ticket) in bad.tickets.clone().values().enumerate() {
        let kept = bad.tickets.get_mut(&ticket.number).unwrap();
        kept.waited_s += 7200;
        match nth % 3 {
            0 => _ = bad.tickets.remove(&ticket.number),
            1 => kept.stage = Stage::Closed(Closed::DayEnded),
            _ => {}
        }
    }
    let mut days = Days::default();
    for state in [&quiet, &bad] {
        days.add(state);
    }
    let tickets = || quiet.tickets.values().chain(bad.tickets.values());
    let mut waits: Vec<i64> =
        tickets().filter(|ticket| matches!(ticket.stage, Stage::Served { .. })).map(|ticket| ticket.waited_s).collect();
    waits.sort_unstable();
    let left = tickets().filter(|ticket| ticket.stage == Stage::Closed(Closed::DayEnded)).count();
    let within = waits.iter().filter(|wait| **wait <= quiet.centre.targets.wait_s).count();
    let all: &Figures = &days.figures()[&Group::default()];
    let mean_s = waits.iter().sum::<i64>() as f64 / waits.len() as f64;
    let near = |told: Option<Interval>, counted: f64| (told.unwrap().mean - counted).abs() < 0.001;
    assert!(left > 0 && near(all.mean_wait_s, mean_s), "{all:?}");
    assert!(near(all.share_within_target, within as f64 / (waits.len() + left) as f64), "{all:?}");
    let p90 = all.p90_wait_s.unwrap();
    assert!(near(Some(p90), waits[(waits.len() * 9).div_ceil(10) - 1] as f64), "{all:?}");
    assert!(p90.lo.unwrap() <= p90.mean && p90.mean <= p90.hi.unwrap(), "{p90:?}");
}

/// Whoever was sent home for a paper is back with a new number, after the time it takes or in the afternoon, and is served.
#[test]
fn whoever_is_sent_home_is_back_with_a_new_number() {
    let usual = Scenario { transfers: 0.0, holds: 0.0, ..scenario("village") };
    let afternoon = midnight(run::FIRST.unwrap()).plus(13 * 3600 + 1800);
    let sent = |state: &State| {
        let home = Stage::Served { outcome: Outcome::SentToFixPapers };
        count(state, |ticket| ticket.stage == home)
    };
    let next = SentHome { share: 0.4, back: 1.0, back_s: None };
    let (state, workload) = day(&Scenario { sent_home: next, ..usual.clone() }, 3);
    let came = workload.visitors.len();
    assert!(sent(&state) > came / 5, "{} of {came} were sent home", sent(&state));
    let morning = count(&state, |ticket| {
        ticket.stage == Stage::Served { outcome: Outcome::SentToFixPapers } && ticket.issued < afternoon.plus(-7200)
    });
    assert_eq!(
        count(&state, |ticket| ticket.issued < afternoon),
        workload.visitors.iter().filter(|visitor| visitor.comes_s < 13 * 3600 + 1800).count()
    );
    let extra = state.tickets.len() - came;
    assert!(extra > 0 && extra >= morning, "{extra} came back, {morning} were sent home in the morning");
    let soon = SentHome { back_s: Some((600.0, 1200.0)), ..next };
    let (state, _) = day(&Scenario { sent_home: soon, ..usual.clone() }, 3);
    assert!(
        count(&state, |ticket| ticket.issued < afternoon)
            > workload.visitors.iter().filter(|visitor| visitor.comes_s < 13 * 3600).count()
    );
    let (state, workload) = day(&Scenario { sent_home: SentHome { back: 0.0, ..next }, ..usual }, 3);
    assert!(sent(&state) > 0);
    assert_eq!(state.tickets.len(), workload.visitors.len());
}

#[test]
fn who_comes_back_while_it_is_closed_comes_when_it_opens() {
    let village = scenario("village");
    let (morning, afternoon) = (7 * 3600 + 1800, 13 * 3600 + 1800);
    assert_eq!(village.is_back_s(morning, Back::After(3600)), Some(morning + 3600));
    assert_eq!(village.is_back_s(11 * 3600, Back::After(3600)), Some(afternoon));
    assert_eq!(village.is_back_s(16 * 3600, Back::After(7200)), None);
    assert_eq!(village.is_back_s(morning, Back::Session(60)), Some(afternoon + 60));
    assert_eq!(village.is_back_s(14 * 3600, Back::Session(60)), None);
}

/// Whoever takes a number on a day that promises is told a range, and the same seed tells the same.
#[test]
fn days_that_promise_keep_what_was_told() {
    let words = Words::of(Language::Vi);
    let village = scenario("village");
    let played = || {
        let place = tempfile::tempdir().unwrap();
        let today = run::FIRST.unwrap().succ_opt().unwrap();
        run::days_kept(place.path(), &village, (5, 1), (today, true), &words, &mut |_| true).unwrap();
        let options = Options::new(midnight(today));
        let (store, _) = Store::open(place.path(), &options, &mut |_| {}).unwrap();
        let (mut issued, mut promised) = (0, Vec::new());
        store
            .reader()
            .events(1, |record, _| {
                match &record.event {
                    Event::TicketIssued(_) => issued += 1,
                    Event::TicketPromised { .. } => promised.push(format!("{:?}", record.event)),
                    _ => {}
                }
                Ok(true)
            })
            .unwrap();
        store.close().unwrap();
        (issued, promised)
    };
    let (issued, promised) = played();
    // Whoever is called at once, as often in a quiet village, is told nothing.
    assert!(promised.len() * 3 > issued, "{} of {issued} were told", promised.len());
    assert_eq!(played(), (issued, promised));
}
