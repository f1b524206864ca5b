//! Changing the settings: what is refused, what stays as it was, who changed what last, and the centre's own days.

use crate::day::{Day, at, plain_issue, service};
use motcua::domain::book::Book;
use motcua::domain::calendar::{DayKind, Kind, Limit, OwnDay, Source};
use motcua::domain::centre::{Centre, Role};
use motcua::domain::changes::Part;
use motcua::domain::command::{Actor, CounterVerb, SetOfficer, Verb};
use motcua::domain::ids::{CounterId, Digest, OfficerId, ServiceId};
use motcua::domain::queue::Rule;
use motcua::domain::state::State;
use std::collections::BTreeSet;

fn day() -> Day {
    Day::new(&["AB", "CD"], Rule::budget())
}

type Change = fn(&mut Centre);

/// What comes of these settings: `done`, or the refusal's name.
fn configure(day: &mut Day, change: impl FnOnce(&mut Centre)) -> &'static str {
    let mut centre = (*day.state.centre).clone();
    change(&mut centre);
    day.ask(Verb::Configure(Box::new(centre))).map_or_else(|refusal| refusal.name(), |_| "done")
}

fn without(centre: &mut Centre, letter: char) {
    centre.services.retain(|kept| kept.id != service(letter));
    for counter in &mut centre.counters {
        counter.skills.remove(&service(letter));
    }
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let broken: [(&str, Change); 15] = [
        ("setting_empty", |centre| centre.name = "  ".into()),
        ("setting_too_long", |centre| centre.name = "x".repeat(121)),
        ("setting_unclean", |centre| centre.services[0].name = "a\u{200b}b".into()),
        ("code_wrong", |centre| centre.code = "18a".into()),
        ("unit_wrong", |centre| centre.unit = String::new()),
        ("setting_twice", |centre| centre.services[1].id = centre.services[0].id),
        ("field_twice", |centre| {
            for service in &mut centre.services[..2] {
                service.fields = vec!["Đất đai".into()];
            }
        }),
        ("no_skills", |centre| centre.counters[0].skills.clear()),
        ("unknown_service", |centre| {
            centre.counters[0].skills.insert(service('Z'));
        }),
        ("no_counter_left", |centre| centre.counters.clear()),
        ("setting_out_of_range", |centre| centre.targets.wait_s = 0),
        ("setting_out_of_range", |centre| centre.periods.hold_s = 90),
        ("setting_out_of_range", |centre| centre.targets.on_time_percent = 101),
        ("ground_name_wrong", |centre| centre.grounds[0].id.0 = "Già".into()),
        ("setting_out_of_range", |centre| centre.counters[0].id = CounterId(201)),
    ];
    for (wanted, change) in broken {
        let mut day = day();
        let before = day.state.clone();
        assert_eq!(configure(&mut day, change), wanted);
        assert_eq!(day.state, before, "{wanted}");
    }
    let mut day = day();
    assert!(configure(&mut day, |centre| centre.hours.seasons.clear()).contains("season_none"));
}

#[test]
fn a_counter_goes_only_when_it_is_closed() {
    let mut day = day();
    day.at(2, CounterVerb::Open { officer: None }).unwrap();
    let second = |centre: &mut Centre| centre.counters.truncate(1);
    assert_eq!(configure(&mut day, second), "counter_in_use");
    day.at(2, CounterVerb::Close).unwrap();
    assert_eq!(configure(&mut day, second), "done");
    assert!(!day.state.counters.contains_key(&CounterId(2)));
}

#[test]
fn a_service_goes_only_when_nobody_has_a_number_of_it_and_no_officer_is_there_for_it() {
    let mut day = day();
    day.ask(Verb::Issue(plain_issue('B', false))).unwrap();
    assert_eq!(configure(&mut day, |centre| without(centre, 'B')), "service_in_use");
    let skills = BTreeSet::from([service('C')]);
    let (digest, role) = (Some(Digest([0; 32])), Role::Operator);
    day.ask(Verb::SetOfficer(SetOfficer { id: None, digest, role, skills, has_pin: false, active: true })).unwrap();
    assert_eq!(configure(&mut day, |centre| without(centre, 'C')), "service_of_officer");
    assert_eq!(configure(&mut day, |centre| without(centre, 'D')), "done");
    assert_eq!(day.state.counters[&CounterId(2)].skills, BTreeSet::from([service('C')]));
}

#[test]
fn what_a_counter_takes_for_now_stays_unless_the_change_is_about_it() {
    let mut day = day();
    let only_a: BTreeSet<ServiceId> = [service('A')].into();
    day.at(1, CounterVerb::SetSkills(only_a.clone())).unwrap();
    assert_eq!(configure(&mut day, |centre| centre.targets.wait_s = 1200), "done");
    assert_eq!(day.state.counters[&CounterId(1)].skills, only_a);
    assert_eq!(
        configure(&mut day, |centre| {
            centre.counters[0].skills.insert(service('C'));
        }),
        "done"
    );
    assert_eq!(day.state.counters[&CounterId(1)].skills.len(), 3);
}

#[test]
fn each_part_knows_who_changed_it_last() {
    let mut day = day();
    let (digest, role) = (Some(Digest([0; 32])), Role::Administrator);
    let skills = BTreeSet::new();
    day.ask(Verb::SetOfficer(SetOfficer { id: None, digest, role, skills, has_pin: false, active: true })).unwrap();
    day.now = at("2026-11-23T09:00");
    let by = Actor::Officer(OfficerId(1));
    let mut centre = (*day.state.centre).clone();
    centre.targets.wait_s = 600;
    day.ask_by(by, Verb::Configure(Box::new(centre))).unwrap();
    let last = |part| day.state.changes[&part];
    assert_eq!((last(Part::Targets).at, last(Part::Targets).by), (day.now, by));
    assert_eq!(last(Part::Services).by, Actor::Administrator, "the others stay as they were");
    let mut replayed = State::default();
    for recorded in &day.log {
        replayed.apply(recorded);
    }
    assert_eq!(replayed, day.state);
}

fn set(day: &mut Day, date: &str, off: Option<bool>) -> &'static str {
    let own = off.map(|off| OwnDay { off, name: "Ngày thành lập xã".into() });
    let wish = Verb::SetDay { day: date.parse().unwrap(), own };
    let done = day.ask(wish).map_or_else(|refusal| refusal.name(), |_| "done");
    day.book = day.book.for_state(&day.state);
    done
}

#[test]
fn a_day_of_the_centres_own_counts_wherever_due_times_are_made() {
    let mut day = day();
    let due = |book: &Book| book.calendar.due(at("2026-11-23T08:00"), Limit::WorkingDays(1)).due.unwrap().day();
    assert_eq!(due(&day.book).to_string(), "2026-11-24");
    assert_eq!(set(&mut day, "2026-11-24", Some(true)), "done");
    assert_eq!(due(&day.book).to_string(), "2026-11-25");
    // A Saturday is worked, a holiday too, and both go back to what they were.
    for date in ["2026-11-28", "2027-01-01"] {
        let date_of = date.parse().unwrap();
        assert!(!day.book.calendar.is_working(date_of));
        assert_eq!(set(&mut day, date, Some(false)), "done");
        assert!(day.book.calendar.is_working(date_of), "{date}");
    }
    assert!(matches!(day.book.calendar.kind_of("2026-11-28".parse().unwrap()), DayKind::MakeUp(_)));
    assert_eq!(set(&mut day, "2027-01-01", None), "done");
    assert!(!day.book.calendar.is_working("2027-01-01".parse().unwrap()));
    let (from, to) = ("2026-11-24".parse().unwrap(), "2027-01-01".parse().unwrap());
    let listed = day.book.calendar.holidays().listed(&day.state.own_days, from, to);
    let sources: Vec<(Source, bool)> = listed.iter().map(|day| (day.source, day.off)).collect();
    assert_eq!(
        sources,
        [(Source::Own, true), (Source::Own, false), (Source::Law(Kind::Statutory), true)],
        "{listed:?}"
    );
}

#[test]
fn a_day_that_is_over_or_has_no_fit_name_is_refused() {
    let mut day = day();
    assert_eq!(set(&mut day, "2026-11-22", Some(true)), "day_wrong");
    assert_eq!(set(&mut day, "2036-11-22", Some(true)), "day_wrong");
    let name = |name: &str| Verb::SetDay {
        day: "2026-12-24".parse().unwrap(),
        own: Some(OwnDay { off: true, name: name.to_owned() }),
    };
    assert_eq!(day.ask(name("")).unwrap_err().name(), "setting_empty");
    assert_eq!(day.ask(name("gọi 0912 345 678")).unwrap_err().name(), "reason_personal");
    assert_eq!(set(&mut day, "2026-12-24", None), "done");
    assert!(!day.state.changes.contains_key(&Part::Days), "what is so already is no event");
}
