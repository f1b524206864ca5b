//! Who may be erased, and when.

use crate::day::Day;
use crate::reception::plain;
use motcua::domain::centre::Role;
use motcua::domain::command::{Actor, Applicant, Receive, SetOfficer, Verb};
use motcua::domain::dossier::DossierVerb;
use motcua::domain::event::Event;
use motcua::domain::ids::{Digest, DossierCode, OfficerId, PersonId};
use motcua::domain::queue::Rule;
use motcua::domain::time::Timestamp;
use std::collections::BTreeSet;

const REASON: &str = "Theo đề nghị của công dân";

/// A centre that keeps for five years, with somebody's dossier in it.
fn office() -> (Day, DossierCode, PersonId) {
    let mut day = Day::new(&["AB"], Rule::budget());
    let mut centre = (*day.state.centre).clone();
    centre.work.keep_years = 5;
    day.ask(Verb::Configure(Box::new(centre))).unwrap();
    let events = day.ask(receive(Applicant::New(Digest([1; 32])))).unwrap();
    let receipt = events.iter().find_map(|event| match event {
        Event::DossierReceived(receipt) => Some(receipt.clone()),
        _ => None,
    });
    let receipt = receipt.unwrap();
    (day, receipt.code, receipt.applicant)
}

pub fn receive(applicant: Applicant) -> Verb {
    Verb::Receive(Box::new(Receive { applicant, ..plain("1.004873") }))
}

fn erase(day: &mut Day, person: PersonId, ended: Option<Timestamp>) -> &'static str {
    let verb = Verb::ErasePerson { person, ended, reason: REASON.to_owned() };
    day.ask(verb).map_or_else(|refusal| refusal.name(), |_| "done")
}

#[test]
fn nobody_with_an_open_dossier_or_one_that_must_be_kept_is_erased() {
    let (mut day, code, person) = office();
    assert_eq!(erase(&mut day, person, None), "still_open");
    let withdraw = DossierVerb::Withdraw { reason: "Không làm nữa".to_owned() };
    day.ask(Verb::About { dossier: code.clone(), counter: None, verb: withdraw }).unwrap();
    assert_eq!(erase(&mut day, person, None), "kept_until");
    let ended = day.state.dossiers.get(&code).unwrap().ended();
    // The day after it is in the archive alone.
    day.pass(86_400);
    day.ask(Verb::Tick).unwrap();
    assert!(!day.state.dossiers.contains_key(&code));
    assert_eq!(erase(&mut day, person, ended), "kept_until");
    let years = i64::from(5 * 365 + 1);
    day.pass((years - 3) * 86_400);
    assert_eq!(erase(&mut day, person, ended), "kept_until");
    day.pass(3 * 86_400);
    assert_eq!(erase(&mut day, person, ended), "done");
    assert_eq!(erase(&mut day, person, ended), "person_erased");
}

#[test]
fn somebody_erased_does_not_come_back_under_her_number() {
    let (mut day, _, _) = office();
    let applicant = |person| Verb::SetApplicant { person, fields: Vec::new(), digest: Digest([2; 32]) };
    let events = day.ask(applicant(None)).unwrap();
    let Some(Event::ApplicantSet { person, .. }) = events.last() else { panic!("{events:?}") };
    let person = *person;
    assert_eq!(erase(&mut day, person, None), "done");
    let refused = |day: &mut Day, verb| day.ask(verb).unwrap_err().name();
    assert_eq!(refused(&mut day, applicant(Some(person))), "person_erased");
    for applicant in [Applicant::Known(person), Applicant::Renewed(person, Digest([3; 32]))] {
        assert_eq!(refused(&mut day, receive(applicant)), "person_erased");
    }
    day.ask(receive(Applicant::New(Digest([4; 32])))).unwrap();
}

#[test]
fn only_an_administrator_erases_and_only_citizens_and_with_a_reason() {
    let (mut day, _, _) = office();
    let of = |role| SetOfficer {
        id: None,
        digest: Some(Digest([0; 32])),
        role,
        skills: BTreeSet::new(),
        has_pin: false,
        active: true,
    };
    day.ask(Verb::SetOfficer(of(Role::Administrator))).unwrap();
    day.ask(Verb::SetOfficer(of(Role::Supervisor))).unwrap();
    let officer = day.state.officers.get(&OfficerId(2)).unwrap().person;
    assert_eq!(erase(&mut day, officer, None), "works_here");
    let nobody = PersonId(day.state.next_person);
    assert_eq!(erase(&mut day, nobody, None), "unknown_person");
    let wish = |reason: &str| Verb::ErasePerson { person: PersonId(1), ended: None, reason: reason.to_owned() };
    let by = Actor::Officer(OfficerId(2));
    assert_eq!(day.ask_by(by, wish(REASON)).unwrap_err().name(), "administrator_only");
    let events = day.ask(Verb::SetApplicant { person: None, fields: Vec::new(), digest: Digest([2; 32]) }).unwrap();
    let Some(Event::ApplicantSet { person, .. }) = events.last() else { panic!("{events:?}") };
    for (reason, name) in [(" ", "reason_missing"), ("số 040199001234", "reason_personal")] {
        let verb = Verb::ErasePerson { person: *person, ended: None, reason: reason.to_owned() };
        assert_eq!(day.ask(verb).unwrap_err().name(), name);
    }
}
