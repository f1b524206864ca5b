//! Tills and their closings, and what citizens say of a service: who may, once, and what is counted.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, receive};
use motcua::domain::cash::past::Past;
use motcua::domain::cash::{Sums, tell};
use motcua::domain::command::{Actor, CounterVerb, DossierVerb, Verb};
use motcua::domain::dossier::{CaseRefusal, Means, Payment};
use motcua::domain::event::Event;
use motcua::domain::ids::{CounterId, DossierCode, OfficerId};
use motcua::domain::rating::{Cause, Handed, Level, Rate, Slip, Tally};
use motcua::domain::refusal::Refusal;
use motcua::text::words::{Language, Words};

const ONE: Actor = Actor::Officer(OfficerId(1));
const TWO: Actor = Actor::Officer(OfficerId(2));
const HEAD: Actor = Actor::Officer(OfficerId(5));

fn about(day: &mut Day, by: Actor, code: &DossierCode, verb: DossierVerb) {
    day.ask_by(by, Verb::About { dossier: code.clone(), counter: None, verb }).unwrap();
}

fn pay(day: &mut Day, by: Actor, code: &DossierCode, amount: u64, means: Means) {
    about(day, by, code, DossierVerb::Pay(Payment::Taken { amount, means, number: "BL-1".into() }));
}

fn close(day: &mut Day, by: Actor, whose: Option<u16>, counted: u64, reason: &str) -> Result<Vec<Event>, Refusal> {
    day.ask_by(by, Verb::CloseCash { officer: whose.map(OfficerId), counted, reason: reason.into() })
}

#[test]
fn a_till_is_what_each_took_and_gave_back_until_it_is_closed() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    pay(&mut day, ONE, &code, 20_000, Means::Transfer);
    pay(&mut day, TWO, &code, 5_000, Means::Cash);
    let back = Payment::Refunded { amount: 10_000, means: Means::Cash, reason: "thu thừa".into() };
    about(&mut day, ONE, &code, DossierVerb::Pay(back));
    about(&mut day, ONE, &code, DossierVerb::Pay(Payment::Exempt { ground: "hộ nghèo".into() }));
    let hers = day.state.tills.iter().find(|till| till.whose == ONE).unwrap();
    assert_eq!(hers.sums(), Sums { cash_in: 30_000, cash_out: 10_000, transfer_in: 20_000, transfer_out: 0, count: 3 });
    assert_eq!(close(&mut day, ONE, None, 19_000, " "), Err(Refusal::ReasonMissing), "1.000 đồng are missing");
    assert_eq!(close(&mut day, TWO, Some(1), 20_000, ""), Err(Refusal::NotYours));
    let events = close(&mut day, ONE, None, 19_000, "trả nhầm tiền lẻ").unwrap();
    let [Event::CashClosed(closing)] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((closing.sums.expected(), closing.difference()), (20_000, -1_000));
    assert_eq!(close(&mut day, ONE, None, 0, ""), Err(CaseRefusal::NothingTaken.into()));
    assert_eq!(day.state.tills.len(), 1, "the other's till is still open");
    close(&mut day, HEAD, Some(2), 5_000, "").unwrap();
    // What comes after a closing belongs to the next.
    pay(&mut day, ONE, &code, 7_000, Means::Cash);
    assert_eq!(day.state.tills.iter().next().unwrap().sums().cash_in, 7_000);
    assert_eq!(day.state.closings.len(), 2);
}

#[test]
fn a_till_that_nobody_closed_is_carried_over_the_night_and_does_not_grow() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    day.now = at("2026-11-24T08:00");
    day.ask(Verb::Tick).unwrap();
    let till = day.state.tills.iter().next().unwrap().clone();
    assert_eq!((till.entries.len(), till.sums().expected(), till.since), (0, 30_000, at("2026-11-23T08:00")));
    pay(&mut day, ONE, &code, 5_000, Means::Transfer);
    let till = day.state.tills.iter().next().unwrap().clone();
    let words = Words::of(Language::Vi);
    let lines = tell::unclosed(&till, None, &words);
    assert!(lines.len() == 1 && lines[0].contains("23/11") && lines[0].contains("thu 30.000"), "{lines:?}");
    assert!(lines[0].contains("chưa chốt"), "{lines:?}");
    let today = tell::today(&till, day.now.day(), &words).unwrap();
    assert!(today.contains("24/11") && today.contains("1 lượt") && today.contains("thu 5.000"), "{today}");
    close(&mut day, ONE, None, 30_000, "").unwrap();
    day.now = at("2026-11-25T08:00");
    day.ask(Verb::Tick).unwrap();
    assert!(day.state.closings.is_empty() && day.state.tills.is_empty());
}

#[test]
fn a_day_that_is_over_is_read_to_its_end_only_where_its_till_is_still_open() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    pay(&mut day, TWO, &code, 5_000, Means::Cash);
    for morning in ["2026-11-24T08:00", "2026-11-25T08:00"] {
        day.now = at(morning);
        day.ask(Verb::Tick).unwrap();
    }
    let read = |day: &Day| {
        let mut past = Past::new(at("2026-11-23T00:00").day(), &day.state.tills);
        let last = day.log.iter().find(|recorded| !past.take(recorded)).map(|recorded| recorded.at);
        (last, past.tills.iter().map(|(till, counted)| (till.sums().count, *counted)).collect::<Vec<_>>())
    };
    let (last, tills) = read(&day);
    assert_eq!((last.unwrap().day(), tills), (at("2026-11-24T00:00").day(), vec![(1, None), (1, None)]));
    let closed = day.now;
    close(&mut day, ONE, None, 30_000, "").unwrap();
    pay(&mut day, ONE, &code, 1_000, Means::Cash);
    let (last, tills) = read(&day);
    assert_eq!((last, tills), (Some(closed), vec![(1, Some(closed)), (1, None)]), "one was closed two days later");
}

#[test]
fn a_till_that_gave_back_more_than_it_took_is_empty_and_says_who_must_get_it_back() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    close(&mut day, ONE, None, 30_000, "").unwrap();
    let back = Payment::Refunded { amount: 30_000, means: Means::Cash, reason: "thu nhầm".into() };
    day.ask_by(ONE, Verb::About { dossier: code.clone(), counter: None, verb: DossierVerb::Pay(back) }).unwrap();
    let till = day.state.tills.iter().next().unwrap().clone();
    assert_eq!((till.sums().expected(), till.sums().put_in()), (0, 30_000));
    let words = Words::of(Language::Vi);
    let told = tell::till(&till, None, "Cán bộ 1", &words);
    assert!(told.contains("phải có 0 đồng") && told.contains("hoàn nhiều hơn thu 30.000 đồng"), "{told}");
    close(&mut day, ONE, None, 0, "").unwrap();
    assert_eq!(day.state.closings.last().unwrap().closing.difference(), 0);
}

#[test]
fn what_was_counted_with_a_later_day_is_not_called_uncounted() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    day.now = at("2026-11-24T08:00");
    day.ask(Verb::Tick).unwrap();
    pay(&mut day, ONE, &code, 5_000, Means::Cash);
    let till = day.state.tills.iter().next().unwrap().clone();
    let words = Words::of(Language::Vi);
    let told =
        |counted| [tell::unclosed(&till, counted, &words), Vec::from_iter(tell::opening(&till, counted, &words))];
    let told = |counted| told(counted).concat().join(" ");
    assert!(told(None).contains("chưa chốt"), "{}", told(None));
    assert!(!told(Some(day.now)).contains("chưa chốt"), "{}", told(Some(day.now)));
}

#[test]
fn a_day_that_is_over_begins_with_what_days_before_left() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    pay(&mut day, ONE, &code, 20_000, Means::Cash);
    close(&mut day, ONE, None, 20_000, "").unwrap();
    pay(&mut day, ONE, &code, 30_000, Means::Cash);
    pay(&mut day, TWO, &code, 5_000, Means::Cash);
    day.now = at("2026-11-24T08:00");
    day.ask(Verb::Tick).unwrap();
    let back = Payment::Refunded { amount: 25_000, means: Means::Cash, reason: "thu nhầm".into() };
    let verb = DossierVerb::Pay(back);
    day.ask_by(ONE, Verb::About { dossier: code.clone(), counter: None, verb }).unwrap();
    let read = |day: &Day| {
        let mut past = Past::new(at("2026-11-24T00:00").day(), &day.state.tills);
        let _ = day.log.iter().skip_while(|one| one.at < at("2026-11-24T00:00")).all(|one| past.take(one));
        let from = past.carried_from().unwrap();
        let _ = day.log.iter().skip_while(|one| one.at < from).all(|one| past.take_before(one));
        let (till, _) = past.tills.pop().unwrap();
        assert!(past.tills.is_empty(), "one till only had something to do that day");
        (till.carried.expected(), till.today().put_in(), till.sums().expected(), till.unclosed.len())
    };
    assert_eq!(read(&day), (30_000, 25_000, 5_000, 1), "the till is still open");
    day.now = at("2026-11-25T08:00");
    day.ask(Verb::Tick).unwrap();
    close(&mut day, ONE, None, 5_000, "").unwrap();
    pay(&mut day, ONE, &code, 1_000, Means::Cash);
    assert_eq!(read(&day), (30_000, 25_000, 5_000, 1), "it was closed the day after");
}

/// Hands a result over at counter 1 by officer 1.
fn hand_over(day: &mut Day) -> Handed {
    let code = receive(day, TEN_DAYS, false);
    day.ask(Verb::FinishDossier(code.clone())).unwrap();
    day.ask_by(ONE, Verb::ReturnDossier(code)).unwrap();
    day.state.handed.last().unwrap().clone()
}

fn rate(day: &mut Day, by: Actor, slip: Slip, level: Level, cause: Option<Cause>) -> Result<Vec<Event>, Refusal> {
    day.ask_by(by, Verb::Rate(Rate { slip, level, cause }))
}

#[test]
fn only_the_citizens_side_rates_and_only_once() {
    let mut day = house();
    day.at(1, CounterVerb::Open { officer: Some(OfficerId(1)) }).unwrap();
    let handed = hand_over(&mut day);
    assert_eq!((handed.counter, handed.officer), (Some(CounterId(1)), Some(OfficerId(1))));
    let (code, here) = (Slip::Code(handed.shown().to_lowercase()), Slip::Counter(CounterId(1)));
    let staff = Err(CaseRefusal::NotByStaff.into());
    for by in [ONE, Actor::Clock] {
        assert_eq!(rate(&mut day, by, code.clone(), Level::Very, None), staff, "{by:?} knows the code and may not");
    }
    let by_whom = Err(CaseRefusal::RatedByWhom.into());
    assert_eq!(rate(&mut day, Actor::Administrator, code.clone(), Level::Very, None), by_whom);
    for by in [ONE, HEAD, Actor::Clock, Actor::Administrator] {
        assert_eq!(rate(&mut day, by, here.clone(), Level::Very, None), staff);
    }
    let wrong = Err(CaseRefusal::CauseWrong.into());
    assert_eq!(rate(&mut day, Actor::Display, here.clone(), Level::NotSatisfied, None), wrong);
    assert_eq!(rate(&mut day, Actor::Display, here.clone(), Level::Very, Some(Cause::Late)), wrong);
    let elsewhere = Slip::Counter(CounterId(2));
    let nothing = Err(CaseRefusal::NothingToRate(CounterId(2)).into());
    assert_eq!(rate(&mut day, Actor::Display, elsewhere, Level::Very, None), nothing);
    day.pass(59);
    rate(&mut day, Actor::Display, here.clone(), Level::NotSatisfied, Some(Cause::Wait)).unwrap();
    assert_eq!(rate(&mut day, Actor::Kiosk, code, Level::Very, None), Err(CaseRefusal::RatedAlready.into()));
    let next = hand_over(&mut day);
    day.pass(60);
    let late = Err(CaseRefusal::NothingToRate(CounterId(1)).into());
    assert_eq!(rate(&mut day, Actor::Display, here, Level::Very, None), late, "the next one stands there by now");
    let unknown = Err(CaseRefusal::UnknownRatingCode.into());
    assert_eq!(rate(&mut day, Actor::Kiosk, Slip::Code(next.dossier.0.clone()), Level::Very, None), unknown);
    rate(&mut day, HEAD, Slip::Code(next.code), Level::Satisfied, None).unwrap();
    let tally = Tally::of(&day.state.handed);
    assert_eq!((tally.handed, tally.levels, tally.response(), tally.score()), (2, [0, 1, 1], Some(100), Some(50)));
    assert_eq!(tally.by_staff, 1, "one was said at the display, one was entered");
}

#[test]
fn slips_are_counted_while_the_result_may_be_rated() {
    let mut day = house();
    let handed = hand_over(&mut day);
    let count = |day: &mut Day, by| day.ask_by(by, Verb::CountRatingSlip(handed.dossier.clone())).map(|_| ());
    for _ in 0..3 {
        count(&mut day, ONE).unwrap();
    }
    assert_eq!((day.state.handed[0].slips, Tally::of(&day.state.handed).reprints), (3, 2));
    assert_eq!(count(&mut day, Actor::Display), Err(Refusal::OnlyLooks));
    rate(&mut day, Actor::Kiosk, Slip::Code(handed.code.clone()), Level::Very, None).unwrap();
    assert_eq!(count(&mut day, ONE), Err(CaseRefusal::RatedAlready.into()));
}

#[test]
fn a_code_says_nothing_of_the_next_and_is_forgotten_after_a_month() {
    let mut day = house();
    let (first, second) = (hand_over(&mut day), hand_over(&mut day));
    assert_eq!((first.code.len(), first.shown().len()), (8, 9));
    let alike = first.code.bytes().zip(second.code.bytes()).filter(|(one, other)| one == other).count();
    assert!(alike < 4, "{} and {}", first.code, second.code);
    for _ in 0..32 {
        day.now = day.now.plus(86_400);
        day.ask(Verb::Tick).unwrap();
        day.issue('A', false);
    }
    let unknown = Err(CaseRefusal::UnknownRatingCode.into());
    assert_eq!(rate(&mut day, Actor::Kiosk, Slip::Code(first.code), Level::Very, None), unknown);
    assert!(day.state.handed.is_empty(), "the state does not grow with the years");
    assert_eq!(Tally::of(&day.state.handed).response(), None);
}
