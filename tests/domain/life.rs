//! Every status of a dossier and every step from it, allowed and refused, as `life.txt` tells them.

use crate::day::{Day, at};
use crate::reception::plain;
use motcua::domain::centre::{Role, Work};
use motcua::domain::command::{Actor, Applicant, DossierVerb, Receive, SetOfficer, Verb};
use motcua::domain::dossier::{
    Asking, Caution, Change, Channel, Correction, Delivery, Dossier, Holder, Means, Payment,
};
use motcua::domain::ids::{Digest, DossierCode, OfficerId, PersonId};
use motcua::domain::person::PersonField;
use motcua::domain::queue::Rule;
use motcua::domain::refusal::Refusal;
use motcua::text::words::{Language, Words};
use std::collections::BTreeSet;

/// Received on a Monday at 8:00, ten working days.
pub const TEN_DAYS: &str = "1.004873";

/// Due on the day it comes in.
const SAME_DAY: &str = "1.000656";

/// Officers: 1 and 2 at counters, 3 and 4 specialists of the section Kinh tế and Văn hóa, 5 the head, 6 returns results.
pub fn house() -> Day {
    let mut day = Day::new(&["AB", "AB"], Rule::budget());
    let mut centre = (*day.state.centre).clone();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    centre.work = Work { sections: names(&["Kinh tế", "Văn hóa"]), ..Work::default() };
    day.ask(Verb::Configure(Box::new(centre))).unwrap();
    let (at_counters, in_sections) = ([Role::Operator; 2], [Role::Specialist; 2]);
    let roles = at_counters.into_iter().chain(in_sections).chain([Role::Supervisor, Role::ReturnDesk]);
    for role in roles {
        let digest = Some(Digest([0; 32]));
        let officer = SetOfficer { id: None, digest, role, skills: BTreeSet::new(), has_pin: false, active: true };
        day.ask(Verb::SetOfficer(officer)).unwrap();
    }
    for (officer, section) in [(3, "Kinh tế"), (4, "Văn hóa")] {
        day.ask(Verb::SetSection { officer: OfficerId(officer), section: section.into() }).unwrap();
    }
    day.now = at("2026-11-23T08:00");
    day
}

pub fn receive(day: &mut Day, procedure: &str, registered: bool) -> DossierCode {
    let verb = Verb::Receive(Box::new(Receive {
        fee: Some(50_000),
        channel: if registered { Channel::Online } else { Channel::InPerson },
        registered,
        ..plain(procedure)
    }));
    day.ask_by(Actor::Officer(OfficerId(1)), verb).unwrap();
    day.state.dossiers.keys().next_back().unwrap().clone()
}

pub fn asking(day: &Day) -> Asking<'_> {
    Asking { by: Actor::Administrator, now: day.now, book: &day.book, state: &day.state }
}

fn holder(word: &str) -> Holder {
    match word {
        "reception" => Holder::Reception,
        "return" => Holder::ReturnDesk,
        "applicant" => Holder::Applicant,
        "agency" => Holder::Agency("Sở Tư pháp".into()),
        "Kinh-tế" | "Văn-hóa" | "Nông-nghiệp" => Holder::Section(word.replace('-', " ")),
        number => Holder::Officer(OfficerId(number.parse().unwrap())),
    }
}

/// `new` is somebody new, `7` who is known under this number, `7+` the same with a record that says something else.
fn applicant(word: &str) -> Applicant {
    let digest = Digest([2; 32]);
    let person = |number: &str| PersonId(number.parse().unwrap());
    match word.strip_suffix('+') {
        None if word == "new" => Applicant::New(digest),
        None => Applicant::Known(person(word)),
        Some(number) => Applicant::Renewed(person(number), digest),
    }
}

/// `3:give>Kinh-tế` is officer 3 giving it to a section; without a number, the administrator.
pub fn wish(code: &DossierCode, step: &str) -> (Actor, Verb) {
    let by_whom = step.split_once(':').filter(|(by, _)| by.parse::<u16>().is_ok());
    let (by, what) = by_whom.unwrap_or(("", step));
    let by = by.parse().map_or(Actor::Administrator, |id| Actor::Officer(OfficerId(id)));
    let (what, to) = what.split_once('>').unwrap_or((what, ""));
    let reason = || "thiếu giấy".to_owned();
    let sum = |amount: &str| amount.parse::<u64>().unwrap();
    let verb = match what {
        "finish" => return (by, Verb::FinishDossier(code.clone())),
        "return" => return (by, Verb::ReturnDossier(code.clone())),
        "accept" => DossierVerb::Accept,
        "refuse" => DossierVerb::Refuse { reason: reason() },
        "supplement" => DossierVerb::AskSupplement { items: vec!["Bản chính".into()], reason: reason() },
        "resume" => DossierVerb::Supplemented,
        "payment" => DossierVerb::AskPayment { fee: 50_000, reason: reason() },
        "pay" => DossierVerb::Pay(Payment::Taken { amount: sum(to), means: Means::Cash, number: "BL-1".into() }),
        "refund" => {
            DossierVerb::Pay(Payment::Refunded { amount: sum(to), means: Means::Cash, reason: "thu nhầm".into() })
        }
        "exempt" => DossierVerb::Pay(Payment::Exempt { ground: "hộ nghèo".into() }),
        "give" => DossierVerb::Give { to: holder(to), note: String::new() },
        "take" => DossierVerb::Take,
        "back" => DossierVerb::GiveBack { reason: reason() },
        "ask" => {
            DossierVerb::AskAgency {
                whom: "Sở Tư pháp".into(), number: "12/UBND".into(), question: "xác minh".into()
            }
        }
        "above" => {
            DossierVerb::Escalate {
                whom: "UBND tỉnh".into(), number: String::new(), question: "xin ý kiến".into()
            }
        }
        "answer" => DossierVerb::Answer { number: "9/STP".into(), answer: "đồng ý".into() },
        "propose" => DossierVerb::ProposeExtension { day: at(&format!("{to}T00:00")).day(), reason: reason() },
        "extend" => DossierVerb::Extend,
        "reject" => DossierVerb::RejectExtension { reason: reason() },
        "withdraw" => DossierVerb::Withdraw { reason: reason() },
        "stop" => DossierVerb::Stop { reason: reason() },
        "post" => DossierVerb::Post { number: "EA123456789VN".into() },
        "fee" => DossierVerb::Correct { right: Correction::Fee((to != "none").then(|| sum(to))), reason: reason() },
        "sets" => DossierVerb::Correct { right: Correction::Sets(to.parse().unwrap()), reason: reason() },
        "received" => DossierVerb::Correct { right: Correction::Received(at(to)), reason: reason() },
        "applicant" => {
            let (to, fields) = (applicant(to), vec![PersonField::Phone]);
            DossierVerb::CorrectApplicant { to, fields, archived: false, reason: reason() }
        }
        "procedure" => DossierVerb::CorrectProcedure { procedure: to.into(), reason: reason() },
        "conflict" => DossierVerb::MarkConflict { officer: OfficerId(to.parse().unwrap()), reason: reason() },
        other => panic!("no such step: {other}"),
    };
    (by, Verb::About { dossier: code.clone(), counter: None, verb })
}

fn shown(result: &Result<(), Refusal>, dossier: &Dossier) -> String {
    let way = dossier.on_its_way.as_ref().map(|way| format!(" >{}", name(&way.to))).unwrap_or_default();
    match result {
        Ok(()) => format!("{} {}{way}", dossier.status as u8, name(&dossier.holder)),
        Err(refusal) => refusal.name().to_owned(),
    }
}

fn name(holder: &Holder) -> String {
    match holder {
        Holder::Reception => "reception".into(),
        Holder::Officer(id) => id.to_string(),
        Holder::Section(name) => name.replace(' ', "-"),
        Holder::Agency(_) => "agency".into(),
        Holder::ReturnDesk => "return".into(),
        Holder::Applicant => "applicant".into(),
    }
}

#[test]
fn every_step_leads_where_the_table_says() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for (number, line) in (1..).zip(include_str!("life.txt").lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let [given, when, then] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("line {number}: given | when | then");
        };
        let mut day = house();
        let registered = given.starts_with("registered");
        let code = receive(&mut day, TEN_DAYS, registered);
        for step in given.split_whitespace().skip(1) {
            if let Some(until) = step.strip_prefix("until>") {
                day.now = at(until);
                continue;
            }
            let (by, verb) = wish(&code, step);
            day.now = day.now.plus(60);
            day.ask_by(by, verb).unwrap_or_else(|refusal| panic!("line {number}: {step}: {refusal:?}"));
        }
        day.now = day.now.plus(60);
        let (by, verb) = wish(&code, when);
        let result = day.ask_by(by, verb).map(|_| ());
        let came = shown(&result, &day.state.dossiers[&code]);
        if came != then {
            wrong.push(format!("line {number}: {given} | {when} | {then}, but: {came}"));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(cases > 100, "{cases} cases");
}

#[test]
fn a_span_longer_than_the_limit_is_asked_about_once_more() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let dossier = &day.state.dossiers[&code];
    let asked = |until: &str| {
        let until = at(&format!("{until}T00:00")).day();
        let verb = DossierVerb::ProposeExtension { day: until, reason: "chờ xác minh".into() };
        dossier.caution(&verb, asking(&day)).is_some()
    };
    let due = dossier.due.unwrap();
    let once_more = day.book.calendar.due(due, dossier.limit.unwrap()).due.unwrap().day();
    assert!(!asked(&once_more.to_string()), "as long as the limit itself");
    assert!(asked(&once_more.succ_opt().unwrap().to_string()));
}

#[test]
fn a_correction_tells_what_it_was_and_where_the_due_time_went() {
    let words = Words::of(Language::Vi);
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let told = |day: &Day| day.state.dossiers[&code].steps.last().unwrap().change.clone().unwrap();
    day.now = at("2026-11-24T08:00");
    for (step, wanted) in [
        ("sets>2", "số bộ: 1 → 2)"),
        (
            "5:received>2026-11-20T09:00",
            "08:00 23/11/2026 → 09:00 20/11/2026; ngày hẹn trả: 17:00 26/11/2026 → 17:00 25/11/2026)",
        ),
    ] {
        let (by, verb) = wish(&code, step);
        day.ask_by(by, verb).unwrap();
        let told = told(&day).tell(&words, |_| String::new());
        assert!(told.contains(wanted), "{told}");
    }
}

#[test]
fn an_answer_is_told_with_who_gave_it() {
    let words = Words::of(Language::En);
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    for step in ["1:ask", "1:answer"] {
        let (by, verb) = wish(&code, step);
        day.ask_by(by, verb).unwrap();
    }
    let told = |change: &Change| change.tell(&words, |_| String::new());
    let answered = day.state.dossiers[&code].steps.last().unwrap().change.clone().unwrap();
    assert_eq!(told(&answered), "Sở Tư pháp answered 9/STP: đồng ý");
    let Change::Answered { answer, holder, .. } = *answered else { panic!("{answered:?}") };
    // What older journals have says neither of whom nor by which letter.
    let plain = Change::Answered { number: String::new(), answer, holder, whom: String::new() };
    assert_eq!(told(&plain), "Answered: đồng ý");
}

#[test]
fn the_reasoning_names_the_rule_of_fifteen_oclock_that_touched_the_dossier() {
    let words = Words::of(Language::Vi);
    let said = |procedure: &str, received: &str| {
        let mut day = house();
        let code = receive(&mut day, procedure, false);
        let dossier = Dossier { accepted: at(received), ..day.state.dossiers[&code].clone() };
        dossier.reasoning(&day.book, &words).join("\n")
    };
    let (passed_on, next_day) = ("Nhận sau 15:00 nên được chuyển", "nhận sau 15:00 nên được trả");
    for (time, after) in [("14:59", false), ("15:00", false), ("15:01", true), ("15:30", true)] {
        let days = said(TEN_DAYS, &format!("2026-11-23T{time}"));
        assert_eq!(days.contains(passed_on), after, "{time}: {days}");
        assert_eq!(days.contains("07:30 T3 24/11/2026"), after, "{time}: {days}");
        assert!(!days.contains(next_day), "its limit is not moved: {days}");
        let same_day = said(SAME_DAY, &format!("2026-11-23T{time}"));
        assert_eq!((same_day.contains(next_day), same_day.contains(passed_on)), (after, false), "{time}: {same_day}");
    }
    assert!(!said(TEN_DAYS, "2026-11-22T15:30").contains(passed_on), "on a day off that is not why");
    assert!(!said(TEN_DAYS, "2026-08-04T15:30").contains(passed_on), "before the decree");
}

#[test]
fn more_money_than_owed_and_a_number_used_before_are_asked_about_once_more() {
    let mut day = house();
    let (code, other) = (receive(&mut day, TEN_DAYS, false), receive(&mut day, TEN_DAYS, false));
    let asked = |day: &Day, code: &DossierCode, amount: u64, number: &str| {
        let verb = DossierVerb::Pay(Payment::Taken { amount, means: Means::Cash, number: number.into() });
        day.state.dossiers[code].caution(&verb, asking(day))
    };
    assert_eq!(asked(&day, &code, 50_000, "BL-1"), None);
    let above = Caution::AboveFee { amount: 50_001, owed: 50_000 };
    assert_eq!(asked(&day, &code, 50_001, "BL-1"), Some(above));
    let (by, verb) = wish(&code, "1:pay>30000");
    day.ask_by(by, verb).unwrap();
    assert_eq!(asked(&day, &code, 30_000, ""), Some(Caution::AboveFee { amount: 30_000, owed: 20_000 }));
    let twice = Caution::ReceiptTwice { number: "BL-1".into(), dossier: code };
    assert_eq!(asked(&day, &other, 50_000, "BL-1"), Some(twice));
    assert!(asked(&day, &other, 50_000, "bl-1").is_some(), "small letters make no other number");
    assert_eq!(asked(&day, &other, 50_000, ""), None, "without a number there is none to use twice");
}

#[test]
fn a_result_that_is_to_be_collected_is_posted_only_for_a_citizen_who_chose_so() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let asked = |delivery: Delivery| {
        let dossier = Dossier { delivery, fee: None, ..day.state.dossiers[&code].clone() };
        dossier.caution(&DossierVerb::Post { number: String::new() }, asking(&day))
    };
    for delivery in [Delivery::Counter, Delivery::Online] {
        assert_eq!(asked(delivery), Some(Caution::PostNotChosen { dossier: code.clone(), delivery }));
    }
    assert_eq!(asked(Delivery::Post), None);
}

#[test]
fn grounds_of_exemption_are_those_of_the_settings_and_what_was_paid_goes_back() {
    let mut day = house();
    let mut centre = (*day.state.centre).clone();
    centre.work.exempt = vec!["Hộ nghèo".into()];
    day.ask(Verb::Configure(Box::new(centre))).unwrap();
    let code = receive(&mut day, TEN_DAYS, false);
    let exempt = |day: &mut Day, ground: &str| {
        let verb = DossierVerb::Pay(Payment::Exempt { ground: ground.into() });
        day.ask(Verb::About { dossier: code.clone(), counter: None, verb }).map(|_| ())
    };
    let refused = exempt(&mut day, "người quen").unwrap_err();
    assert_eq!(refused.name(), "unknown_exemption");
    let (by, verb) = wish(&code, "1:pay>50000");
    day.ask_by(by, verb).unwrap();
    assert_eq!(day.state.dossiers[&code].to_give_back(), 0);
    exempt(&mut day, "hộ nghèo").unwrap();
    let dossier = &day.state.dossiers[&code];
    assert_eq!((dossier.fee_due(), dossier.owed(), dossier.to_give_back()), (Some(0), Some(0), 50_000));
    let (by, verb) = wish(&code, "1:refund>50000");
    day.ask_by(by, verb).unwrap();
    assert_eq!(day.state.dossiers[&code].to_give_back(), 0);
}

#[test]
fn the_right_procedure_counts_its_limit_from_the_same_receipt() {
    let words = Words::of(Language::Vi);
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let was = day.state.dossiers[&code].clone();
    day.now = at("2026-11-24T08:00");
    let ask = |day: &mut Day, step: &str| {
        let (by, verb) = wish(&code, step);
        day.ask_by(by, verb).unwrap();
        day.state.dossiers[&code].clone()
    };
    let now = ask(&mut day, "5:procedure>1.003583");
    let right = day.book.catalogue.get("1.003583").unwrap();
    assert_eq!((&now.procedure_name, &now.field, now.limit), (&right.name, &right.field, right.limit));
    assert_eq!((now.accepted, now.due), (was.accepted, day.book.calendar.due(was.accepted, right.limit.unwrap()).due));
    let told = now.steps.last().unwrap().change.as_deref().unwrap().tell(&words, |_| String::new());
    assert!(told.contains(&format!("{} → {}", was.procedure_name, right.name)), "{told}");
    assert!(told.contains("17:00 26/11/2026 → 17:00 30/11/2026"), "{told}");
    // A later date that was proposed is not needed any more; one that was agreed to stays.
    ask(&mut day, "5:procedure>1.004873");
    ask(&mut day, "1:propose>2026-11-27");
    assert_eq!(ask(&mut day, "5:procedure>1.003583").proposal, None);
    ask(&mut day, "1:propose>2026-12-30");
    let extended = ask(&mut day, "5:extend").due;
    assert_eq!(ask(&mut day, "1:procedure>1.001193").due, extended);
}

#[test]
fn the_time_that_stood_does_not_count_for_the_right_procedure_either() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let ask = |day: &mut Day, step: &str, when: &str| {
        let (by, verb) = wish(&code, step);
        day.now = at(when);
        day.ask_by(by, verb).unwrap();
        day.state.dossiers[&code].due.unwrap()
    };
    ask(&mut day, "1:supplement", "2026-11-24T08:00");
    ask(&mut day, "1:resume", "2026-11-26T08:00");
    let due = ask(&mut day, "5:procedure>1.003583", "2026-11-26T09:00");
    assert_eq!(due, at("2026-12-02T17:00"), "five working days, and two that stood");
}

#[test]
fn a_corrected_applicant_is_named_by_her_fields_alone() {
    let words = Words::of(Language::Vi);
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let correct = |to, fields: Vec<PersonField>| {
        let verb = DossierVerb::CorrectApplicant { to, fields, archived: false, reason: "ghi nhầm".into() };
        Verb::About { dossier: code.clone(), counter: None, verb }
    };
    let was = day.state.dossiers[&code].applicant;
    let hers = Applicant::Renewed(was, Digest([2; 32]));
    let none = day.ask(correct(hers, Vec::new())).unwrap_err();
    assert_eq!(none.name(), "nothing_changed");
    // In the order of the form, each once.
    let fields = vec![PersonField::Phone, PersonField::Name, PersonField::Phone];
    day.ask(correct(hers, fields)).unwrap();
    let told = |day: &Day| {
        let dossier = &day.state.dossiers[&code];
        dossier.steps.last().unwrap().change.as_deref().unwrap().tell(&words, |_| String::new())
    };
    assert_eq!(told(&day), "Sửa thông tin người nộp (họ tên, số điện thoại): ghi nhầm");
    assert_eq!(day.state.dossiers[&code].applicant, was);
    day.ask(correct(Applicant::New(Digest([3; 32])), vec![PersonField::IdNumber])).unwrap();
    assert_eq!(told(&day), "Chuyển hồ sơ sang đúng người nộp (số giấy tờ tùy thân): ghi nhầm");
    assert_ne!(day.state.dossiers[&code].applicant, was);
    assert_eq!(day.state.next_person, day.state.dossiers[&code].applicant.0 + 1);
}

#[test]
fn the_days_of_waiting_for_the_citizen_are_held_by_nobody() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let ask = |day: &mut Day, step: &str| {
        let (by, verb) = wish(&code, step);
        day.ask_by(by, verb).unwrap();
    };
    day.now = at("2026-11-23T08:03");
    ask(&mut day, "supplement");
    day.now = at("2026-11-26T08:03");
    let dossier = &day.state.dossiers[&code];
    let had = |dossier: &Dossier, until| dossier.had(&dossier.held()[0], until);
    let first = (at("2026-11-23T08:00"), at("2026-11-23T08:03"));
    let so_far = had(dossier, day.now);
    let waited = (at("2026-11-23T08:03"), at("2026-11-26T08:03"));
    assert_eq!((so_far.worked, so_far.waited), (vec![first], vec![waited]), "while it still stands");
    ask(&mut day, "resume");
    let dossier = &day.state.dossiers[&code];
    let until = at("2026-11-26T09:00");
    let second = (at("2026-11-26T08:03"), until);
    let had = had(dossier, until);
    assert_eq!((had.worked, had.waited), (vec![first, second], vec![waited]));
    let there = [String::from("Giấy"), "Đơn".to_owned()];
    assert_eq!(dossier.times_there(), 1, "it was handed in without a number");
    assert_eq!(dossier.papers_missing(&there).len(), 2);
}
