//! What holds of every dossier, whatever is done with it: one holder, and time that stood never counts.

use crate::day::{Day, at};
use crate::invariants::CASES;
use crate::life::{TEN_DAYS, house, receive};
use motcua::domain::calendar::Calendar;
use motcua::domain::calendar::due::Limit;
use motcua::domain::command::{Actor, DossierVerb, Verb};
use motcua::domain::dossier::{Dossier, Holder, Payment, Status};
use motcua::domain::ids::{DossierCode, OfficerId};
use motcua::domain::time::{self, Timestamp};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Something somebody tries, most of it refused.
fn verb(choice: u8, to: u8) -> DossierVerb {
    let reason = || "lý do".to_owned();
    let holders = [
        Holder::Officer(OfficerId(2)),
        Holder::Officer(OfficerId(3)),
        Holder::Section("Kinh tế".into()),
        Holder::Section("Văn hóa".into()),
        Holder::Reception,
        Holder::ReturnDesk,
    ];
    match choice {
        0 => DossierVerb::AskSupplement { items: vec![format!("Giấy {to}")], reason: reason() },
        1 | 2 => DossierVerb::Supplemented,
        3 => DossierVerb::AskPayment { fee: 10_000, reason: reason() },
        4 => DossierVerb::Pay(Payment::Exempt { ground: reason() }),
        5..=7 => DossierVerb::Give { to: holders[usize::from(to) % holders.len()].clone(), note: String::new() },
        8..=10 => DossierVerb::Take,
        11 => DossierVerb::GiveBack { reason: reason() },
        12 => DossierVerb::AskAgency { whom: "Sở".into(), number: String::new(), question: reason() },
        13 => DossierVerb::Escalate { whom: "Tỉnh".into(), number: String::new(), question: reason() },
        14 | 15 => DossierVerb::Answer { number: String::new(), answer: reason() },
        16 => DossierVerb::Withdraw { reason: reason() },
        17 => DossierVerb::Stop { reason: reason() },
        _ => DossierVerb::Refuse { reason: reason() },
    }
}

fn try_it(day: &mut Day, code: &DossierCode, by: u16, choice: u8, to: u8) {
    let verb = match choice {
        20 => Verb::FinishDossier(code.clone()),
        21 => Verb::ReturnDossier(code.clone()),
        choice => Verb::About { dossier: code.clone(), counter: None, verb: verb(choice, to) },
    };
    let by = if by == 0 { Actor::Administrator } else { Actor::Officer(OfficerId(by)) };
    let _ = day.ask_by(by, verb);
}

/// The spans of the holders follow each other without gap or overlap, from receiving to now or to the end.
fn one_holder(dossier: &Dossier) {
    let held = dossier.held();
    assert_eq!(held[0].from, dossier.steps[0].at);
    for pair in held.windows(2) {
        assert_eq!(pair[0].to, Some(pair[1].from));
        assert_ne!(pair[0].holder, pair[1].holder);
    }
    let with_applicant = dossier.holder == Holder::Applicant;
    assert_eq!(held.last().unwrap().to.is_some(), with_applicant);
    assert_eq!(with_applicant, dossier.status.is_over(), "{:?}", dossier.status);
    if !with_applicant {
        assert_eq!(held.last().unwrap().holder, dossier.holder);
    }
}

/// Another way to the due time: day by day, asking of each whether it counts.
fn counted_by_hand(day: &Day, accepted: Timestamp, days: usize, stood: &[(Timestamp, Timestamp)]) -> Timestamp {
    let calendar = &day.book.calendar;
    let mut left = days;
    let mut date = accepted.day();
    let at_work: Vec<_> = stood.iter().copied().filter(|(from, to)| at_work(calendar, *from, *to)).collect();
    let (given, short) = given_by_hand(calendar, &at_work);
    while left > 0 {
        date = date.succ_opt().unwrap();
        let stands = given.contains(&date);
        if calendar.is_working(date) && !stands {
            left -= 1;
        }
    }
    let mut due = calendar.close_of(date).unwrap();
    // Whatever stood over its last evening has until the evening of the day on which it goes on.
    for ((from, to), short) in at_work.iter().zip(short) {
        if *from <= due && due < *to && short {
            let left_s = open_by_hand(calendar, *from, due);
            let spent = |at: &Timestamp| open_by_hand(calendar, *to, *at) >= left_s;
            due = (0..i64::from(u32::MAX)).map(|second| to.plus(second)).find(spent).unwrap();
        } else if *from <= due && due < *to {
            let mut evening = to.day();
            while !calendar.is_working(evening) || calendar.close_of(evening).unwrap() <= *to {
                evening = evening.succ_opt().unwrap();
            }
            due = calendar.close_of(evening).unwrap();
        }
    }
    due
}

/// The days on which it stood and which do not count, and of each stop whether the day on which it went on counts all
/// the same: in seconds, where a day of this winter has eight hours.
fn given_by_hand(calendar: &Calendar, stood: &[(Timestamp, Timestamp)]) -> (BTreeSet<time::Day>, Vec<bool>) {
    const DAY_S: i64 = 8 * 3600;
    let (mut days, mut short, mut stood_s) = (BTreeSet::new(), Vec::new(), 0);
    for (from, to) in stood {
        stood_s += open_by_hand(calendar, *from, *to);
        let all = std::iter::successors(from.day().succ_opt(), time::Day::succ_opt).take_while(|day| *day <= to.day());
        let mut all: Vec<_> = all.filter(|day| calendar.is_working(*day)).collect();
        let count = i64::try_from(days.len() + all.len()).unwrap();
        short.push(!days.is_empty() && !all.is_empty() && stood_s <= (count - 1) * DAY_S);
        if short.last() == Some(&true) {
            all.pop();
        }
        days.extend(all);
    }
    (days, short)
}

/// Seconds of the winter's opening hours between two moments.
fn open_by_hand(calendar: &Calendar, from: Timestamp, to: Timestamp) -> i64 {
    let days = std::iter::successors(Some(from.day()), time::Day::succ_opt).take_while(|day| *day <= to.day());
    let spans = days.filter(|day| calendar.is_working(*day)).flat_map(|day| {
        let morning = Timestamp::midnight(day).plus(27_000);
        [(morning, morning.plus(16_200)), (morning.plus(21_600), morning.plus(34_200))]
    });
    spans.map(|(open, close)| close.min(to).since(open.max(from))).sum()
}

/// Whether there is a minute between these moments in which the centre is open.
fn at_work(calendar: &Calendar, from: Timestamp, to: Timestamp) -> bool {
    let open = |at: &Timestamp| calendar.is_open(*at) && calendar.is_working(at.day());
    let minutes = std::iter::successors(Some(from), |at| Some(at.plus(60))).take_while(|at| *at < to);
    minutes.chain([to.plus(-1)]).any(|at| open(&at))
}

/// The due time as the reasoning on a screen comes to it.
fn counted_again(day: &Day, code: &DossierCode) -> Option<Timestamp> {
    let dossier = &day.state.dossiers[code];
    day.book.calendar.due_with(dossier.accepted, dossier.limit?, &dossier.stood(None)).due
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES / 10))]

    #[test]
    fn a_dossier_always_has_one_holder(
        steps in prop::collection::vec((0..=6_u16, 0..22_u8, 0..6_u8, 0..90_000_i64), 1..40),
        registered in prop::bool::weighted(0.1),
    ) {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, registered);
        for (by, choice, to, pause) in steps {
            day.now = day.now.plus(pause);
            try_it(&mut day, &code, by, choice, to);
            // At the end of a day what is over leaves the state.
            let Some(dossier) = day.state.dossiers.get(&code) else { break };
            one_holder(dossier);
        }
    }

    #[test]
    fn time_that_stood_never_counts(spans in prop::collection::vec((0..200_000_i64, 60..900_000_i64), 0..5)) {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        let first = day.state.dossiers[&code].clone();
        let Some(Limit::WorkingDays(days)) = first.limit else { panic!("{:?}", first.limit) };
        let mut stood: Vec<(Timestamp, Timestamp)> = Vec::new();
        for (worked, waited) in spans {
            day.now = day.now.plus(worked);
            let from = day.now;
            if day.state.dossiers[&code].due.unwrap() < from {
                break;
            }
            let ask = DossierVerb::AskSupplement { items: vec!["Giấy".into()], reason: "thiếu".into() };
            day.ask(Verb::About { dossier: code.clone(), counter: None, verb: ask }).unwrap();
            day.now = day.now.plus(waited);
            let verb = DossierVerb::Supplemented;
            day.ask(Verb::About { dossier: code.clone(), counter: None, verb }).unwrap();
            stood.push((from, day.now));
            let due = day.state.dossiers[&code].due.unwrap();
            prop_assert_eq!(due, counted_by_hand(&day, first.accepted, usize::from(days), &stood));
            prop_assert!(due >= first.due.unwrap());
            prop_assert_eq!(counted_again(&day, &code), Some(due));
        }
        let dossier = &day.state.dossiers[&code];
        prop_assert_eq!(dossier.supplement_requests(), stood.len());
        prop_assert_eq!(dossier.pauses().len(), stood.len());
    }
}

#[test]
fn whoever_was_late_before_it_stood_is_late_after() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let due = day.state.dossiers[&code].due;
    day.now = at("2027-02-22T08:00");
    let ask = DossierVerb::AskSupplement { items: vec!["Giấy".into()], reason: "thiếu".into() };
    day.ask(Verb::About { dossier: code.clone(), counter: None, verb: ask }).unwrap();
    day.now = at("2027-03-01T08:00");
    day.ask(Verb::About { dossier: code.clone(), counter: None, verb: DossierVerb::Supplemented }).unwrap();
    let dossier = &day.state.dossiers[&code];
    assert_eq!((dossier.due, dossier.status), (due, Status::Received));
    assert_eq!(counted_again(&day, &code), due, "the reasoning says what was promised");
}
