//! Who may ask for what.

use crate::day::{Day, plain_issue};
use crate::reception::plain;
use motcua::domain::account::Account;
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, CounterVerb, Receive, SetOfficer, Verb};
use motcua::domain::counter::Station;
use motcua::domain::decide::rights::{Whole, check_whole};
use motcua::domain::dossier::Holder;
use motcua::domain::ids::{CounterId, Digest, DossierCode, OfficerId};
use motcua::domain::queue::Rule;
use motcua::domain::ticket::Outcome;
use motcua::text::words::{Language, Words};
use std::collections::BTreeSet;

const ROLES: [Role; 6] =
    [Role::Receptionist, Role::Operator, Role::Specialist, Role::ReturnDesk, Role::Supervisor, Role::Administrator];

/// Officers 1 to 6, one of each role in their order.
fn house() -> Day {
    let mut day = Day::new(&["AB", "AB"], Rule::budget());
    for role in ROLES {
        let digest = Some(Digest([0; 32]));
        let officer = SetOfficer { id: None, digest, role, skills: BTreeSet::new(), has_pin: false, active: true };
        day.ask(Verb::SetOfficer(officer)).unwrap();
    }
    day
}

fn officer(role: Role) -> OfficerId {
    OfficerId(u16::try_from(ROLES.iter().position(|other| *other == role).unwrap() + 1).unwrap())
}

/// What comes of a wish: `done`, or the refusal's name.
fn ask(day: &mut Day, by: Actor, verb: Verb) -> &'static str {
    day.ask_by(by, verb).map_or_else(|refusal| refusal.name(), |_| "done")
}

#[test]
fn numbers_are_given_by_those_who_meet_citizens() {
    for role in ROLES {
        let mut day = house();
        let wanted = if role == Role::Specialist { "not_yours" } else { "done" };
        let by = Actor::Officer(officer(role));
        assert_eq!(ask(&mut day, by, Verb::Issue(plain_issue('A', false))), wanted, "{role:?}");
    }
}

#[test]
fn officers_keys_and_settings_are_the_administrators() {
    for role in ROLES {
        let mut day = house();
        let wanted = if role == Role::Administrator { "done" } else { "administrator_only" };
        let by = Actor::Officer(officer(role));
        let key = Verb::AddKey { account: Account::Wall, key: "ssh-ed25519 AAAA".into(), print: "SHA256:x".into() };
        assert_eq!(ask(&mut day, by, key), wanted, "{role:?}");
        let centre = Box::new((*day.state.centre).clone());
        assert_eq!(ask(&mut day, by, Verb::Configure(centre)), wanted, "{role:?}");
        let other = Verb::SetPin { officer: OfficerId(2), digest: Digest([1; 32]) };
        let hers = role == Role::Operator;
        assert_eq!(
            ask(&mut day, by, other),
            if hers { "done" } else { wanted },
            "{role:?}: her own PIN is hers to set"
        );
    }
}

#[test]
fn at_a_counter_acts_who_sits_there_or_a_supervisor() {
    let mut day = house();
    let (operator, desk) = (officer(Role::Operator), officer(Role::ReturnDesk));
    let open = |officer| Verb::At(CounterId(1), CounterVerb::Open { officer: Some(officer) });
    assert_eq!(ask(&mut day, Actor::Officer(desk), open(operator)), "not_yours", "each sits down herself");
    assert_eq!(ask(&mut day, Actor::Officer(officer(Role::Receptionist)), open(operator)), "not_yours");
    assert_eq!(ask(&mut day, Actor::Officer(operator), open(operator)), "done");
    day.issue('A', false);
    let call = || Verb::At(CounterId(1), CounterVerb::CallNext);
    assert_eq!(ask(&mut day, Actor::Officer(desk), call()), "not_your_counter");
    assert_eq!(ask(&mut day, Actor::Officer(officer(Role::Specialist)), call()), "not_yours");
    assert_eq!(ask(&mut day, Actor::Officer(officer(Role::Supervisor)), call()), "done");
    let takes_over = Verb::At(CounterId(1), CounterVerb::ChangeOfficer(desk));
    assert_eq!(ask(&mut day, Actor::Officer(desk), takes_over), "done", "a colleague takes a seat over herself");
}

#[test]
fn a_dossier_is_received_where_she_sits_and_the_counter_is_open() {
    let mut day = house();
    let (operator, desk) = (officer(Role::Operator), officer(Role::ReturnDesk));
    let receive = |counter| Verb::Receive(Box::new(receipt(counter)));
    let everybody = [Actor::Administrator, Actor::Officer(operator), Actor::Officer(officer(Role::Supervisor))];
    for by in everybody {
        assert_eq!(ask(&mut day, by, receive(Some(CounterId(1)))), "counter_closed", "{by:?}");
    }
    let open = Verb::At(CounterId(1), CounterVerb::Open { officer: Some(operator) });
    assert_eq!(ask(&mut day, Actor::Officer(operator), open), "done");
    for by in everybody {
        assert_eq!(ask(&mut day, by, receive(Some(CounterId(1)))), "done", "{by:?}");
    }
    assert_eq!(ask(&mut day, Actor::Officer(desk), receive(Some(CounterId(1)))), "not_your_counter");
    assert_eq!(ask(&mut day, Actor::Officer(desk), receive(None)), "done");
    assert_eq!(ask(&mut day, Actor::Administrator, receive(Some(CounterId(9)))), "unknown_counter");
    let pause = Verb::At(CounterId(1), CounterVerb::Pause { reason: "họp".into() });
    assert_eq!(ask(&mut day, Actor::Officer(operator), pause), "done");
    assert_eq!(ask(&mut day, Actor::Officer(operator), receive(Some(CounterId(1)))), "counter_paused");
}

#[test]
fn all_the_data_is_the_administrators_and_the_supervisor_may_look() {
    let day = house();
    let check = |by, what| check_whole(&day.state, by, what).map_or_else(|refusal| refusal.name(), |()| "done");
    for role in ROLES {
        let by = Actor::Officer(officer(role));
        let rules = if role == Role::Administrator { "done" } else { "administrator_only" };
        assert_eq!(check(by, Whole::Rule), rules, "{role:?}");
        assert_eq!(check(by, Whole::Look), if role == Role::Supervisor { "done" } else { rules }, "{role:?}");
    }
    assert_eq!(check(Actor::Administrator, Whole::Rule), "done");
    assert_eq!(check(Actor::Officer(OfficerId(9)), Whole::Look), "unknown_officer");
}

#[test]
fn whoever_stands_before_a_display_only_looks_and_a_kiosk_only_gives_numbers() {
    let mut day = house();
    let issued = || Verb::Issue(plain_issue('A', false));
    let wishes = [
        issued(),
        Verb::At(CounterId(1), CounterVerb::Open { officer: None }),
        Verb::SetPin { officer: officer(Role::Supervisor), digest: Digest([1; 32]) },
        Verb::RemoveKey { print: "SHA256:x".into(), account: None },
        Verb::FinishDossier(DossierCode("x".into())),
        Verb::Tick,
    ];
    for verb in wishes {
        assert_eq!(ask(&mut day, Actor::Display, verb.clone()), "only_looks", "{verb:?}");
        let wanted = if verb == issued() { "done" } else { "not_yours" };
        assert_eq!(ask(&mut day, Actor::Kiosk, verb), wanted);
    }
    assert_eq!(check_whole(&day.state, Actor::Display, Whole::Look).unwrap_err().name(), "administrator_only");
}

fn take(officer: OfficerId, from: Option<OfficerId>, leaving: Option<CounterId>) -> CounterVerb {
    CounterVerb::TakeSeat { officer, from, leaving }
}

#[test]
fn of_two_who_take_a_seat_at_once_one_gets_it() {
    let mut day = house();
    let (sits, first, second) = (officer(Role::Operator), officer(Role::ReturnDesk), officer(Role::Supervisor));
    let at = |day: &mut Day, by, verb| ask(day, Actor::Officer(by), Verb::At(CounterId(1), verb));
    assert_eq!(at(&mut day, sits, take(sits, None, None)), "done");
    assert_eq!(at(&mut day, first, take(first, None, None)), "counter_taken", "she was asked about a free seat");
    assert_eq!(at(&mut day, first, take(first, Some(sits), None)), "done");
    assert_eq!(at(&mut day, second, take(second, Some(sits), None)), "counter_taken", "the seat is another's by now");
    assert_eq!(day.state.counters[&CounterId(1)].officer, Some(first));
    assert_eq!(at(&mut day, sits, take(first, Some(first), None)), "not_yours", "each sits down herself");
}

#[test]
fn whoever_goes_to_another_counter_closes_hers_unless_somebody_is_in_front() {
    let mut day = house();
    let by = officer(Role::Operator);
    let at = |day: &mut Day, id, verb| ask(day, Actor::Officer(by), Verb::At(CounterId(id), verb));
    assert_eq!(at(&mut day, 1, take(by, None, None)), "done");
    assert_eq!(at(&mut day, 2, take(by, None, None)), "officer_elsewhere", "she was not asked about it");
    day.issue('A', false);
    assert_eq!(at(&mut day, 1, CounterVerb::CallNext), "done");
    assert_eq!(at(&mut day, 2, take(by, None, Some(CounterId(1)))), "counter_busy");
    assert_eq!(at(&mut day, 1, CounterVerb::Finish(Outcome::AdviceOnly)), "done");
    assert_eq!(at(&mut day, 2, take(by, None, Some(CounterId(1)))), "done");
    assert_eq!(day.state.counters[&CounterId(1)].station, Station::Closed);
    assert_eq!(at(&mut day, 1, CounterVerb::Undo), "officer_elsewhere", "nobody sits at two counters");
}

#[test]
fn whoever_leaves_the_centre_leaves_nobody_before_an_empty_counter() {
    let mut day = house();
    let by = officer(Role::Operator);
    let hers = Verb::At(CounterId(1), take(by, None, None));
    assert_eq!(ask(&mut day, Actor::Officer(by), hers), "done");
    let (first, second) = (day.issue('A', false), day.issue('A', false));
    assert_eq!(ask(&mut day, Actor::Officer(by), Verb::At(CounterId(1), CounterVerb::CallNext)), "done");
    assert_eq!(ask(&mut day, Actor::Officer(by), Verb::At(CounterId(1), CounterVerb::Start)), "done");
    let gone = SetOfficer { active: false, ..SetOfficer::of(&day.state.officers[&by]) };
    assert_eq!(ask(&mut day, Actor::Administrator, Verb::SetOfficer(gone)), "done");
    let counter = &day.state.counters[&CounterId(1)];
    assert_eq!((&counter.station, counter.officer, counter.current), (&Station::Closed, None, None));
    assert!(day.state.tickets[&first].is_waiting());
    assert_eq!(ask(&mut day, Actor::Administrator, Verb::At(CounterId(1), CounterVerb::Undo)), "unknown_officer");
    let desk = officer(Role::ReturnDesk);
    assert_eq!(ask(&mut day, Actor::Officer(desk), Verb::At(CounterId(1), take(desk, None, None))), "done");
    assert_eq!(ask(&mut day, Actor::Officer(desk), Verb::At(CounterId(1), CounterVerb::CallNext)), "done");
    assert_eq!(day.state.counters[&CounterId(1)].current, Some(first), "she stands where she stood, before {second}");
}

#[test]
fn whoever_loses_the_role_that_sits_loses_the_seat() {
    let mut day = house();
    let by = officer(Role::Operator);
    let hers = Verb::At(CounterId(1), take(by, None, None));
    assert_eq!(ask(&mut day, Actor::Officer(by), hers), "done");
    let first = day.issue('A', false);
    assert_eq!(ask(&mut day, Actor::Officer(by), Verb::At(CounterId(1), CounterVerb::CallNext)), "done");
    let to = |day: &Day, role| Verb::SetOfficer(SetOfficer { role, ..SetOfficer::of(&day.state.officers[&by]) });
    let desk = to(&day, Role::ReturnDesk);
    assert_eq!(ask(&mut day, Actor::Administrator, desk), "done");
    assert_eq!(day.state.counters[&CounterId(1)].current, Some(first), "who still sits stays");
    let away = to(&day, Role::Receptionist);
    assert_eq!(ask(&mut day, Actor::Administrator, away), "done");
    let counter = &day.state.counters[&CounterId(1)];
    assert_eq!((&counter.station, counter.officer, counter.current), (&Station::Closed, None, None));
    assert!(day.state.tickets[&first].is_waiting());
}

fn receipt(counter: Option<CounterId>) -> Receive {
    Receive { counter, ..plain("1.004873") }
}

#[test]
fn the_kiosk_gives_numbers_and_nothing_else() {
    let mut day = house();
    assert_eq!(ask(&mut day, Actor::Kiosk, Verb::Issue(plain_issue('A', false))), "done");
    let others = [
        Verb::At(CounterId(1), CounterVerb::Open { officer: None }),
        Verb::Cancel { ticket: "A001".parse().unwrap(), reason: "nhầm".into() },
        Verb::FinishDossier(DossierCode("x".into())),
        Verb::RemoveKey { print: "SHA256:x".into(), account: None },
    ];
    for verb in others {
        assert_eq!(ask(&mut day, Actor::Kiosk, verb.clone()), "not_yours", "{verb:?}");
    }
}

#[test]
fn a_key_opens_accounts_that_are_there() {
    let mut day = house();
    let add = |account| Verb::AddKey { account, key: "ssh-ed25519 AAAA".into(), print: "SHA256:x".into() };
    assert_eq!(ask(&mut day, Actor::Administrator, add(Account::Counter(CounterId(9)))), "unknown_counter");
    assert_eq!(ask(&mut day, Actor::Administrator, add(Account::Officer(OfficerId(9)))), "unknown_officer");
    assert_eq!(ask(&mut day, Actor::Administrator, add(Account::Wall)), "done");
    assert_eq!(ask(&mut day, Actor::Administrator, add(Account::Board)), "done");
    assert_eq!(day.state.keys["SHA256:x"].accounts, BTreeSet::from([Account::Wall, Account::Board]));
    assert_eq!(
        ask(&mut day, Actor::Administrator, Verb::RemoveKey { print: "SHA256:y".into(), account: None }),
        "unknown_key"
    );
    assert_eq!(
        ask(&mut day, Actor::Administrator, Verb::RemoveKey { print: "SHA256:x".into(), account: None }),
        "done"
    );
    assert!(day.state.keys.is_empty());
}

#[test]
fn accounts_are_read_as_they_are_written() {
    for account in ["counter3", "officer12", "desk", "wall", "board", "kiosk"] {
        assert_eq!(account.parse::<Account>().unwrap().to_string(), account);
    }
    assert_eq!("quay3".parse(), Ok(Account::Counter(CounterId(3))));
    for wrong in ["", "counter", "counter0", "counter-1", "counter99999", "counter3 ", "Wall", "root", "quay３"] {
        assert!(wrong.parse::<Account>().is_err(), "{wrong}");
    }
}

#[test]
fn whoever_takes_what_was_given_to_another_is_told_with_whom_it_was_for() {
    let words = Words::of(Language::Vi);
    let name = |holder: &Holder| match holder {
        Holder::Officer(officer) => format!("CB {officer}"),
        Holder::Section(section) => section.clone(),
        _ => "bộ phận".to_owned(),
    };
    // Officers 3 and 4 are of the sections Kinh tế and Văn hóa, 5 is the head.
    for (given, takes, told) in [
        ("1:give>3", "3:take", "CB 3 đã nhận"),
        ("1:give>3", "5:take", "CB 5 nhận thay CB 3"),
        ("1:give>3", "take", "Quản trị nhận thay CB 3"),
        ("1:give>Kinh-tế", "3:take", "CB 3 đã nhận"),
        ("1:give>Kinh-tế", "5:take", "CB 5 nhận thay Kinh tế"),
        ("1:give>return", "6:take", "bộ phận đã nhận"),
    ] {
        let mut day = crate::life::house();
        let code = crate::life::receive(&mut day, crate::life::TEN_DAYS, false);
        for step in [given, takes] {
            let (by, verb) = crate::life::wish(&code, step);
            day.ask_by(by, verb).unwrap();
        }
        let change = day.state.dossiers[&code].steps.last().unwrap().change.clone().unwrap();
        assert_eq!(change.tell(&words, name), told, "{given} {takes}");
    }
}

#[test]
fn whoever_is_of_another_section_is_told_whose_it_is_and_who_may() {
    let words = Words::of(Language::Vi);
    let refused = |day: &mut Day, code: &_, step: &str| {
        let (by, verb) = crate::life::wish(code, step);
        words.say(&day.ask_by(by, verb).unwrap_err())
    };
    let mut day = crate::life::house();
    let code = crate::life::receive(&mut day, crate::life::TEN_DAYS, false);
    let (by, verb) = crate::life::wish(&code, "1:give>Kinh-tế");
    day.ask_by(by, verb).unwrap();
    let told = refused(&mut day, &code, "4:take");
    assert!(told.contains("của Kinh tế") && told.contains("cán bộ số 3,"), "{told}");
    day.ask(Verb::SetSection { officer: OfficerId(3), section: String::new() }).unwrap();
    for (officer, section) in [(2, "Kinh tế"), (4, "Kinh tế")] {
        day.ask(Verb::SetSection { officer: OfficerId(officer), section: section.to_owned() }).unwrap();
    }
    let told = refused(&mut day, &code, "3:take");
    assert!(told.contains("cán bộ số 2, 4,"), "{told}");
    for officer in [2, 4] {
        day.ask(Verb::SetSection { officer: OfficerId(officer), section: String::new() }).unwrap();
    }
    let told = refused(&mut day, &code, "3:take");
    assert!(told.contains("chưa có cán bộ nào"), "{told}");
    let (by, verb) = crate::life::wish(&code, "5:take");
    day.ask_by(by, verb).unwrap();
    assert_eq!(day.state.dossiers[&code].holder, Holder::Section("Kinh tế".to_owned()), "the head takes it for them");
}
