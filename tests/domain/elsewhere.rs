//! What another system promised holds here, whatever our own reckoning says.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, wish};
use motcua::domain::command::{Actor, Applicant, Receive, Verb};
use motcua::domain::dossier::{CaseRefusal, Channel, Delivery, Dossier, Elsewhere, Holder, Left, Status, Timeliness};
use motcua::domain::event::Event;
use motcua::domain::ids::{Digest, DossierCode, OfficerId};
use motcua::domain::refusal::Refusal;
use motcua::domain::ticket::ApplicantKind;
use motcua::text::words::{Language, Words};

fn elsewhere(status: Status, due: Option<&str>) -> Elsewhere {
    Elsewhere { status, submitted: None, due: due.map(at), finished: None, stood_since: None }
}

fn bring(day: &mut Day, by: Actor, received: &str, told: Elsewhere) -> Result<DossierCode, Refusal> {
    receive(day, by, received, Some(("H27.19-261102-0001", told)))
}

/// Receives what another system gave this code or, without one, what is handed in here.
fn receive(day: &mut Day, by: Actor, received: &str, there: Option<(&str, Elsewhere)>) -> Result<DossierCode, Refusal> {
    let (foreign, elsewhere) = there.map(|(code, told)| (code.to_owned(), told)).unzip();
    let verb = Verb::Receive(Box::new(Receive {
        no_papers: false,
        procedure: TEN_DAYS.into(),
        applicant: Applicant::New(Digest([1; 32])),
        kind: ApplicantKind::Citizen,
        sets: 1,
        fee: None,
        channel: Channel::Online,
        counter: None,
        received: Some(at(received)),
        holder: None,
        papers: Vec::new(),
        registered: false,
        delivery: Delivery::Counter,
        linked: None,
        foreign,
        elsewhere,
    }));
    let events = day.ask_by(by, verb)?;
    let code = events.iter().find_map(|event| match event {
        Event::DossierReceived(receipt) => Some(receipt.code.clone()),
        _ => None,
    });
    Ok(code.unwrap())
}

fn brought(day: &mut Day, told: Elsewhere) -> DossierCode {
    bring(day, Actor::Administrator, "2026-11-02T09:00", told).unwrap()
}

fn see<'a>(day: &'a Day, code: &DossierCode) -> &'a Dossier {
    &day.state.dossiers[code]
}

fn step(day: &mut Day, code: &DossierCode, what: &str) {
    let (by, verb) = wish(code, what);
    day.ask_by(by, verb).unwrap();
}

#[test]
fn what_was_received_elsewhere_keeps_its_receipt_and_its_promised_time() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::InProcess, Some("2026-11-09T17:00")));
    let dossier = see(&day, &code);
    assert_eq!((dossier.status, &dossier.holder), (Status::InProcess, &Holder::Reception));
    assert_eq!((dossier.accepted, dossier.submitted), (at("2026-11-02T09:00"), at("2026-11-02T09:00")));
    assert_eq!(dossier.due, Some(at("2026-11-09T17:00")), "our own reckoning would be earlier");
    assert_eq!(dossier.timeliness(day.now), Timeliness::Overdue);
    let (by, verb) = wish(&code, "accept");
    let refused = day.ask_by(by, verb).unwrap_err();
    assert!(matches!(refused, Refusal::Dossier(CaseRefusal::NotInThisStatus { .. })), "{refused:?}");
}

#[test]
fn accepting_what_was_registered_does_not_overwrite_what_was_promised() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::Registered, Some("2026-11-30T17:00")));
    assert_eq!(see(&day, &code).due, Some(at("2026-11-30T17:00")));
    step(&mut day, &code, "accept");
    let dossier = see(&day, &code);
    assert_eq!((dossier.status, dossier.due), (Status::Received, Some(at("2026-11-30T17:00"))));
    assert_eq!(dossier.submitted, at("2026-11-02T09:00"));
}

#[test]
fn time_that_stood_here_puts_off_what_was_promised_and_nothing_else_does() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::SupplementAsked, Some("2026-11-30T17:00")));
    day.now = at("2026-11-25T08:00");
    step(&mut day, &code, "resume");
    let dossier = see(&day, &code);
    assert_eq!((dossier.status, dossier.due), (Status::Received, Some(at("2026-12-02T17:00"))), "two days stood");
    // Days off that change later move no promise.
    assert_eq!(dossier.set_by_hand(), dossier.due);
}

#[test]
fn time_that_stood_there_already_is_given_back_from_when_it_began_to() {
    let mut day = house();
    let told = elsewhere(Status::SupplementAsked, Some("2026-11-18T17:00"));
    let told = Elsewhere { stood_since: Some(at("2026-11-12T10:00")), ..told };
    let code = brought(&mut day, told);
    let dossier = see(&day, &code);
    assert_eq!(dossier.timeliness(day.now), Timeliness::Running, "it was waited for before it was due");
    assert_eq!(
        (dossier.paused_since(), dossier.left_standing(&day.book.calendar, day.now)),
        (Some(at("2026-11-12T10:00")), Some(Left::WorkingDays(4)))
    );
    day.now = at("2026-11-24T08:00");
    step(&mut day, &code, "resume");
    assert_eq!(see(&day, &code).due, Some(at("2026-11-30T17:00")), "eight working days stood");
    let mut day = house();
    let told = elsewhere(Status::SupplementAsked, None);
    let code = brought(&mut day, Elsewhere { stood_since: Some(at("2026-11-03T10:00")), ..told });
    day.now = at("2026-11-24T08:00");
    step(&mut day, &code, "resume");
    assert_eq!(see(&day, &code).due, Some(at("2026-11-26T17:00")), "of three days one had passed");
}

#[test]
fn what_is_left_while_it_stands_is_what_going_on_gives() {
    for (stands, left) in [("2026-11-23T10:00", 3), ("2026-11-24T16:00", 2), ("2026-11-26T08:30", 0)] {
        for goes_on in ["2026-11-26T09:00", "2026-11-27T09:00", "2026-12-03T14:00"] {
            let mut day = house();
            let code = crate::life::receive(&mut day, TEN_DAYS, false);
            assert_eq!(see(&day, &code).due, Some(at("2026-11-26T17:00")), "three working days");
            day.now = at(stands);
            step(&mut day, &code, "supplement");
            let told = see(&day, &code).left_standing(&day.book.calendar, day.now);
            assert_eq!(told, Some(if left == 0 { Left::ThatDay } else { Left::WorkingDays(left) }));
            day.now = at(goes_on);
            step(&mut day, &code, "resume");
            let due = see(&day, &code).due.unwrap();
            assert!(due > day.now, "stood from {stands} to {goes_on}");
            let gave = day.book.calendar.working_days_between(day.now.day(), due.day());
            assert_eq!(i64::try_from(gave).unwrap(), left, "stood from {stands} to {goes_on}");
            let why = see(&day, &code).reasoning(&day.book, &Words::of(Language::Vi)).join(" ");
            let over_night = goes_on[..10] != stands[..10];
            let told =
                if left == 0 { "hết trong lúc dừng" } else { "ngày bắt đầu dừng vẫn tính trọn" };
            assert_eq!(why.contains(told), over_night, "{why}");
        }
    }
}

#[test]
fn a_night_in_which_nobody_works_puts_nothing_off() {
    let mut day = house();
    let code = crate::life::receive(&mut day, TEN_DAYS, false);
    let due = see(&day, &code).due;
    for (stands, goes_on) in [("23T17:05", "24T07:05"), ("24T18:00", "25T06:00"), ("25T17:00", "25T23:00")] {
        day.now = at(&format!("2026-11-{stands}"));
        step(&mut day, &code, "supplement");
        day.now = at(&format!("2026-11-{goes_on}"));
        step(&mut day, &code, "resume");
        assert_eq!(see(&day, &code).due, due, "{stands} to {goes_on}");
    }
    assert_eq!(see(&day, &code).supplement_requests(), 3);
    day.now = at("2026-11-26T16:30");
    step(&mut day, &code, "supplement");
    day.now = at("2026-11-27T09:00");
    step(&mut day, &code, "resume");
    assert_eq!(see(&day, &code).due, Some(at("2026-11-27T17:00")));
}

#[test]
fn nobody_is_late_with_what_stood_since_nobody_knows_when() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::PaymentAsked, Some("2026-11-09T17:00")));
    let dossier = see(&day, &code);
    assert!(dossier.stands_since_unknown());
    assert_eq!(
        (dossier.timeliness(day.now), dossier.left_standing(&day.book.calendar, day.now)),
        (Timeliness::Running, Some(Left::Unknown))
    );
    day.now = at("2026-11-25T08:00");
    step(&mut day, &code, "exempt");
    let dossier = see(&day, &code);
    assert_eq!((dossier.due, dossier.timeliness(day.now)), (Some(at("2026-11-09T17:00")), Timeliness::Overdue));
    assert!(!dossier.stands_since_unknown());
    let words = Words::of(Language::En);
    let told = |day: &Day| see(day, &code).another_date(day.now, &words).unwrap_or_default();
    assert!(told(&day).contains("propose a later date"), "{}", told(&day));
    // Nobody knows whether a later date comes too late, so it can be agreed to.
    step(&mut day, &code, "1:propose>2026-12-01");
    assert!(told(&day).contains("waits for the head"), "{}", told(&day));
    step(&mut day, &code, "5:extend");
    assert_eq!(told(&day), "");
    assert_eq!(see(&day, &code).due, Some(at("2026-12-01T17:00")));
    assert_eq!(see(&day, &code).timeliness(day.now), Timeliness::Running);
    // What is late after that is late.
    day.now = at("2026-12-02T08:00");
    let (by, verb) = wish(&code, "1:propose>2026-12-08");
    assert_eq!(day.ask_by(by, verb).unwrap_err().name(), "late_already");
}

#[test]
fn what_stood_when_it_came_and_is_late_by_our_own_doing_stays_late() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::SupplementAsked, Some("2026-11-24T17:00")));
    step(&mut day, &code, "resume");
    day.now = at("2026-11-25T08:00");
    let (by, verb) = wish(&code, "1:propose>2026-12-08");
    assert_eq!(day.ask_by(by, verb).unwrap_err().name(), "late_already");
}

#[test]
fn without_a_promise_our_own_limit_runs_from_the_receipt_there() {
    let mut day = house();
    let code = brought(&mut day, elsewhere(Status::Received, None));
    assert_eq!(see(&day, &code).due, Some(at("2026-11-05T17:00")));
    let done = Elsewhere { finished: Some(at("2026-11-04T10:00")), ..elsewhere(Status::Finished, None) };
    let mut day = house();
    let code = brought(&mut day, done);
    let dossier = see(&day, &code);
    assert_eq!((&dossier.holder, dossier.timeliness(day.now)), (&Holder::ReturnDesk, Timeliness::DoneOnTime));
    step(&mut day, &code, "return");
    assert_eq!(see(&day, &code).status, Status::Returned);
}

#[test]
fn what_cannot_be_is_refused_and_only_the_administrator_says_it() {
    let wrong = [
        elsewhere(Status::Received, Some("2026-11-01T17:00")),
        elsewhere(Status::Returned, None),
        elsewhere(Status::Finished, None),
        Elsewhere { submitted: Some(at("2026-11-03T09:00")), ..elsewhere(Status::Received, None) },
        Elsewhere { finished: Some(at("2026-11-03T09:00")), ..elsewhere(Status::Received, None) },
        Elsewhere { stood_since: Some(at("2026-11-03T09:00")), ..elsewhere(Status::Received, None) },
        Elsewhere { stood_since: Some(at("2026-11-01T09:00")), ..elsewhere(Status::SupplementAsked, None) },
        Elsewhere { stood_since: Some(at("2026-11-24T09:00")), ..elsewhere(Status::SupplementAsked, None) },
    ];
    for told in wrong {
        let mut day = house();
        let refused = bring(&mut day, Actor::Administrator, "2026-11-02T09:00", told.clone()).unwrap_err();
        assert_eq!(refused, CaseRefusal::ElsewhereWrong.into(), "{told:?}");
    }
    let mut day = house();
    let told = elsewhere(Status::Received, Some("2027-11-09T17:00"));
    let by_operator = bring(&mut day, Actor::Officer(OfficerId(1)), "2026-11-02T09:00", told).unwrap_err();
    assert_eq!(by_operator, Refusal::AdministratorOnly);
}

/// Another system may give codes of this centre's own form: what came in under one keeps it for itself.
#[test]
fn no_code_is_given_that_came_in_from_elsewhere() {
    let mut day = house();
    let (unit, now) = (day.state.centre.unit.clone(), day.now.day().format("%y%m%d").to_string());
    let own = |number: &str| format!("{unit}-{now}-{number}");
    let mut bring = |foreign: Option<String>| {
        let told = elsewhere(Status::InProcess, None);
        let there = foreign.as_deref().map(|code| (code, told));
        receive(&mut day, Actor::Administrator, "2026-11-02T09:00", there).map(|code| code.0)
    };
    assert_eq!(bring(None), Ok(own("0001")));
    for (foreign, given) in [("0002", "10001"), ("0003", "10002"), ("0005", "10003"), ("10005", "10004")] {
        assert_eq!(bring(Some(own(foreign))), Ok(own(given)));
    }
    assert_eq!(bring(None), Ok(own("0004")), "the next that nobody has");
    assert_eq!(bring(None), Ok(own("0006")));
    assert_eq!(bring(None), Ok(own("0007")));
    assert_eq!(bring(Some("H1-1".into())), Ok(own("10006")));
    for there in ["0004", "10006", "0002"] {
        let refused = bring(Some(own(there))).unwrap_err();
        assert!(matches!(refused, Refusal::Dossier(CaseRefusal::ForeignThere { .. })), "{there}: {refused:?}");
    }
}
