//! What the law's clock and the money of a dossier must not lose: lateness, what is owed, four eyes, the true receipt.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, asking, house, receive, wish};
use motcua::domain::cash::tell;
use motcua::domain::command::{Actor, DossierVerb, Verb};
use motcua::domain::dossier::{
    Asking, Caution, Change, Correction, Dossier, Judged, Means, Payment, Status, Timeliness,
};
use motcua::domain::figures::on_time_today;
use motcua::domain::ids::{DossierCode, OfficerId};
use motcua::domain::time::Timestamp;
use motcua::domain::worklist::{Look, Worklist};
use motcua::text::words::{Language, Words};

const SAME_DAY: &str = "1.000656";

fn step(day: &mut Day, code: &DossierCode, when: &str, step: &str) {
    let (by, verb) = wish(code, step);
    day.now = at(when);
    day.ask_by(by, verb).unwrap();
}

fn asked(day: &Day, code: &DossierCode, step: &str) -> Option<Caution> {
    let (by, Verb::About { verb, .. }) = wish(code, step) else { panic!("{step}") };
    day.state.dossiers[code].caution(&verb, Asking { by, ..asking(day) })
}

fn one<'a>(day: &'a Day, code: &DossierCode) -> &'a Dossier {
    &day.state.dossiers[code]
}

/// A same-day dossier of Monday 8:00, looked at on Wednesday.
fn late() -> (Day, DossierCode, Timestamp) {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    let due = one(&day, &code).due.unwrap();
    day.now = at("2026-11-25T09:00");
    assert_eq!(one(&day, &code).timeliness(day.now), Timeliness::Overdue);
    (day, code, due)
}

#[test]
fn a_correction_that_makes_it_in_time_is_asked_about_and_keeps_that_it_was_late() {
    let (mut day, code, due) = late();
    let asked = asked(&day, &code, "5:procedure>1.004873");
    assert!(matches!(asked, Some(Caution::NoLongerLate { due: was, right: Some(_), .. }) if was == due), "{asked:?}");
    let (by, verb) = wish(&code, "1:procedure>1.004873");
    assert_eq!(day.ask_by(by, verb).unwrap_err().name(), "later_by_head");
    assert_eq!(one(&day, &code).late_before_correction(), None);
    step(&mut day, &code, "2026-11-25T09:00", "5:procedure>1.004873");
    assert_eq!(one(&day, &code).timeliness(day.now), Timeliness::Running);
    assert_eq!(one(&day, &code).late_before_correction(), Some(due));
}

#[test]
fn a_correction_in_time_leaves_no_mark_and_asks_with_both_due_times() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    let question = asked(&day, &code, "5:procedure>1.004873").unwrap();
    let told = Words::of(Language::En).say(&question);
    for part in ["17:00 23/11/2026", "17:00 26/11/2026"] {
        assert!(told.contains(part), "{told}");
    }
    step(&mut day, &code, "2026-11-23T09:00", "5:procedure>1.004873");
    assert_eq!(one(&day, &code).late_before_correction(), None);
}

#[test]
fn a_receipt_that_makes_a_late_result_timely_is_asked_about_too() {
    let mut day = house();
    day.now = at("2026-11-23T16:00");
    let code = receive(&mut day, SAME_DAY, false);
    let due = one(&day, &code).due.unwrap();
    step(&mut day, &code, "2026-11-24T10:00", "5:received>2026-11-23T14:00");
    assert_eq!(one(&day, &code).late_before_correction(), None, "earlier is no favour");
    let late = one(&day, &code).due.unwrap();
    assert!(late < due);
    assert_eq!(
        asked(&day, &code, "5:received>2026-11-23T16:00"),
        Some(Caution::NoLongerLate { dossier: code.clone(), due: late, right: Some(due) })
    );
    step(&mut day, &code, "2026-11-24T10:00", "5:received>2026-11-23T14:30");
}

#[test]
fn a_receipt_by_which_the_later_date_was_agreed_to_too_late_keeps_that_it_was_late() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:propose>2026-11-25");
    step(&mut day, &code, "2026-11-23T09:30", "5:extend");
    let (due, friday) = (one(&day, &code).due, at("2026-11-20T17:00"));
    let asked = asked(&day, &code, "5:received>2026-11-20T10:00");
    assert_eq!(asked, Some(Caution::LateByThat { dossier: code.clone(), due: friday }));
    step(&mut day, &code, "2026-11-24T10:00", "5:received>2026-11-20T10:00");
    assert_eq!((one(&day, &code).due, one(&day, &code).late_before_correction()), (due, Some(friday)));
    // That was a slip itself: what was agreed to came in time.
    step(&mut day, &code, "2026-11-24T10:05", "5:received>2026-11-23T08:00");
    assert_eq!(one(&day, &code).late_before_correction(), None);
}

#[test]
fn another_procedure_under_a_later_date_that_was_agreed_to_is_asked_about_and_marked_where_that_was_too_late() {
    for (agreed, late) in [("2026-11-23T09:30", false), ("2026-11-24T09:30", true)] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        step(&mut day, &code, "2026-11-23T09:00", "1:propose>2026-12-31");
        step(&mut day, &code, agreed, "5:extend");
        let (stands, monday) = (one(&day, &code).due.unwrap(), at("2026-11-23T17:00"));
        let question = asked(&day, &code, &format!("1:procedure>{SAME_DAY}"));
        assert_eq!(question, Some(Caution::AgreedStands { dossier: code.clone(), due: monday, stands, late }));
        let told = Words::of(Language::En).say(&question.unwrap());
        assert!(told.contains("17:00 23/11/2026") && told.contains("17:00 31/12/2026"), "{told}");
        step(&mut day, &code, "2026-11-24T10:00", &format!("1:procedure>{SAME_DAY}"));
        let mark = late.then_some(monday);
        assert_eq!((one(&day, &code).due, one(&day, &code).late_before_correction()), (Some(stands), mark));
        // That was a slip itself.
        step(&mut day, &code, "2026-11-24T10:05", "1:procedure>1.004873");
        assert_eq!(one(&day, &code).late_before_correction(), None);
    }
}

#[test]
fn another_fee_is_asked_about_unless_nobody_owes_it() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-23T09:00", "5:fee>7000");
    let question = asked(&day, &code, "5:procedure>1.004873");
    let stated = day.book.catalogue.get("1.004873").unwrap().stated_fee();
    let fee = stated.map(|fee| (Some(7000), fee));
    assert!(matches!(&question, Some(Caution::OtherProcedure { fee: told, .. }) if *told == fee), "{question:?}");
    let words = Words::of(Language::En);
    let told = |day: &Day| one(day, &code).fee_note(day.book.catalogue.get("1.004873").unwrap(), &words);
    assert_eq!(told(&day).is_some(), stated.is_some());
    step(&mut day, &code, "2026-11-23T09:05", "5:exempt");
    assert!(told(&day).unwrap().contains("stays exempt"), "{:?}", told(&day));
}

#[test]
fn what_was_handed_in_is_never_later_than_it_was_accepted() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    for right in ["2026-11-20T10:00", "2026-11-23T07:45"] {
        step(&mut day, &code, "2026-11-23T10:00", &format!("5:received>{right}"));
        assert_eq!((one(&day, &code).handed_in(), one(&day, &code).accepted), (at(right), at(right)));
    }
    let registered = receive(&mut day, TEN_DAYS, true);
    step(&mut day, &registered, "2026-11-24T09:00", "1:accept");
    step(&mut day, &registered, "2026-11-24T10:00", "5:received>2026-11-24T08:00");
    let (dossier, came) = (one(&day, &registered), at("2026-11-23T10:00"));
    assert_eq!((dossier.handed_in(), dossier.accepted), (came, at("2026-11-24T08:00")), "it lay there before");
}

#[test]
fn what_is_over_is_corrected_with_a_question_and_its_due_time_stays_honest() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-24T09:00", "1:finish");
    step(&mut day, &code, "2026-11-24T09:05", "1:return");
    let (due, ended) = (one(&day, &code).due.unwrap(), one(&day, &code).ended());
    assert_eq!(one(&day, &code).timeliness(day.now), Timeliness::DoneLate);
    assert_eq!(asked(&day, &code, "5:sets>2"), Some(Caution::Over { dossier: code.clone() }));
    step(&mut day, &code, "2026-11-24T09:10", "5:sets>2");
    assert_eq!((one(&day, &code).sets, one(&day, &code).ended()), (2, ended));
    let longer = asked(&day, &code, "5:procedure>1.004873");
    let told = Words::of(Language::En).say(longer.as_ref().unwrap());
    assert!(matches!(longer, Some(Caution::NoLongerLate { due: was, right: Some(_), .. }) if was == due), "{longer:?}");
    for part in ["17:00 23/11/2026", "17:00 26/11/2026", "on time by the corrected due time, late by the one promised"]
    {
        assert!(told.contains(part), "{told}");
    }
    let (by, verb) = wish(&code, "1:procedure>1.004873");
    assert_eq!(day.ask_by(by, verb).unwrap_err().name(), "over_by_head");
    step(&mut day, &code, "2026-11-24T10:00", "5:procedure>1.004873");
    assert_eq!(one(&day, &code).late_before_correction(), Some(due));
    assert_eq!(one(&day, &code).timeliness(day.now), Timeliness::DoneOnTime);
    // Withdrawn in time: a correction long after makes it late for nobody.
    let withdrawn = receive(&mut day, SAME_DAY, false);
    step(&mut day, &withdrawn, "2026-11-24T10:30", "1:withdraw");
    let later = day.now.plus(86_400 * 3);
    let found = {
        let (_, Verb::About { verb, .. }) = wish(&withdrawn, "5:procedure>1.004873") else { panic!("about") };
        one(&day, &withdrawn).caution(&verb, Asking { now: later, ..asking(&day) })
    };
    assert!(matches!(found, Some(Caution::OverDue { due, right, .. }) if due < right), "{found:?}");
    step(&mut day, &withdrawn, "2026-11-24T17:30", "5:procedure>1.004873");
    assert_eq!(one(&day, &withdrawn).late_before_correction(), None);
}

#[test]
fn a_day_off_as_the_day_of_receipt_is_asked_about() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let saturday = Some(Caution::DayOff { day: at("2026-11-21T00:00").day() });
    assert_eq!(asked(&day, &code, "5:received>2026-11-21T15:30"), saturday);
    assert_eq!(asked(&day, &code, "5:received>2026-11-20T15:30"), None);
    // So long ago that it would be late at once.
    let by_that = asked(&day, &code, "5:received>2026-06-01T09:00");
    assert!(matches!(by_that, Some(Caution::LateByThat { due, .. }) if due < day.now), "{by_that:?}");
}

#[test]
fn a_result_whose_fee_is_owed_is_asked_about_and_the_money_is_taken_afterwards() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:finish");
    let unpaid = Caution::Unpaid { dossier: code.clone(), owed: 50_000, chosen: true };
    assert_eq!(one(&day, &code).before_handing_over(), Some(unpaid));
    let posted = Caution::Unpaid { dossier: code.clone(), owed: 50_000, chosen: false };
    assert_eq!(asked(&day, &code, "1:post"), Some(posted));
    step(&mut day, &code, "2026-11-23T09:01", "1:return");
    let paid = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &paid, "2026-11-23T09:02", "1:pay>50000");
    step(&mut day, &paid, "2026-11-23T09:02", "1:finish");
    step(&mut day, &paid, "2026-11-23T09:02", "1:return");
    // The next days it is still there, and what was paid is not.
    for morning in ["2026-11-24T08:00", "2026-11-25T08:00"] {
        day.now = at(morning);
        let _ = day.ask(Verb::Tick);
    }
    assert!(!day.state.dossiers.contains_key(&paid));
    assert_eq!(one(&day, &code).owed(), Some(50_000));
    step(&mut day, &code, "2026-11-25T09:00", "1:pay>50000");
    assert_eq!((one(&day, &code).owed(), one(&day, &code).status), (Some(0), Status::Returned));
    assert_eq!(one(&day, &code).before_handing_over(), None);
    assert!(!one(&day, &code).waits_for_money(day.now));
}

#[test]
fn money_that_must_go_back_is_asked_about_before_the_result_goes_out_and_goes_back_as_it_came() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:pay>20000");
    let transfer = Payment::Taken { amount: 30_000, means: Means::Transfer, number: "BL-2".into() };
    let about = Verb::About { dossier: code.clone(), counter: None, verb: DossierVerb::Pay(transfer) };
    day.ask_by(Actor::Officer(OfficerId(1)), about).unwrap();
    let back = |amount| DossierVerb::Pay(Payment::Refunded { amount, means: Means::Cash, reason: "thừa".into() });
    let by = Asking { by: Actor::Officer(OfficerId(1)), ..asking(&day) };
    let above = Caution::AboveBack { amount: 20_000, back: 0 };
    assert_eq!(one(&day, &code).caution(&back(20_000), by), Some(above), "nothing is to be given back yet");
    let in_cash = Caution::OtherMeans { dossier: code.clone(), means: Means::Cash, taken: 20_000 };
    assert_eq!(one(&day, &code).caution(&back(20_001), by), Some(in_cash));
    step(&mut day, &code, "2026-11-23T09:01", "1:exempt");
    assert_eq!((one(&day, &code).fee_due(), one(&day, &code).exempt_for()), (Some(0), Some("hộ nghèo")));
    step(&mut day, &code, "2026-11-23T09:02", "1:finish");
    let back = Caution::NotGivenBack { dossier: code.clone(), back: 50_000 };
    assert_eq!(one(&day, &code).before_handing_over(), Some(back));
}

#[test]
fn a_fee_that_is_corrected_to_what_was_paid_lets_the_time_run_again() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let due = one(&day, &code).due;
    step(&mut day, &code, "2026-11-24T08:00", "1:payment");
    step(&mut day, &code, "2026-11-26T08:00", "1:fee>0");
    assert_eq!(one(&day, &code).paused_since(), None);
    assert!(one(&day, &code).due > due, "two days stood");
    assert_eq!(one(&day, &code).late_before_correction(), None);
}

#[test]
fn the_reasoning_tells_the_receipt_the_pause_and_from_when_it_is_reckoned() {
    let words = Words::of(Language::Vi);
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-23T08:03", "1:supplement");
    step(&mut day, &code, "2026-11-26T09:00", "1:resume");
    let lines = one(&day, &code).reasoning(&day.book, &words);
    assert!(lines[0].contains("08:00 T2 23/11/2026"), "{lines:?}");
    assert!(lines[1].contains("từ 08:03 T2 23/11/2026 đến 09:00 T5 26/11/2026"), "{lines:?}");
    assert!(lines[2].contains("tính lại") && lines[2].contains("09:00 T5 26/11/2026"), "{lines:?}");
    step(&mut day, &code, "2026-11-26T10:00", "5:received>2026-11-23T07:45");
    let lines = one(&day, &code).reasoning(&day.book, &words);
    assert!(lines[0].contains("07:45 T2 23/11/2026") && lines[1].contains("trước đó ghi 08:00"), "{lines:?}");
}

#[test]
fn the_only_head_agrees_to_what_she_proposed_and_that_stands_there() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "5:propose>2026-12-30");
    assert!(matches!(asked(&day, &code, "5:extend"), Some(Caution::LongSpan { agreed: true, .. })));
    step(&mut day, &code, "2026-11-23T09:01", "5:extend");
    let last = one(&day, &code).changes().last().map(|(_, change)| change.clone());
    assert!(matches!(last, Some(Change::Extended { alone: true, .. })), "{last:?}");
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:02", "1:propose>2026-12-09");
    step(&mut day, &code, "2026-11-23T09:03", "5:extend");
    let last = one(&day, &code).changes().last().map(|(_, change)| change.clone());
    assert!(matches!(last, Some(Change::Extended { alone: false, .. })), "{last:?}");
}

#[test]
fn money_is_given_back_from_the_till_that_took_it() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:pay>50000");
    let whose = Actor::Officer(OfficerId(1));
    assert_eq!(asked(&day, &code, "2:refund>50000"), Some(Caution::OtherTill { dossier: code.clone(), whose }));
    assert_eq!(asked(&day, &code, "1:refund>50000"), Some(Caution::AboveBack { amount: 50_000, back: 0 }));
    let refund = Payment::Refunded { amount: 1, means: Means::Cash, reason: "thu nhầm".into() };
    let by = Actor::Officer(OfficerId(1));
    let verb = DossierVerb::Pay(refund);
    let above = Caution::AboveBack { amount: 1, back: 0 };
    assert_eq!(one(&day, &code).caution(&verb, Asking { by, ..asking(&day) }), Some(above));
    let wrong = DossierVerb::Correct { right: Correction::Fee(Some(0)), reason: "ghi nhầm".into() };
    let back = Caution::BackThen { dossier: code.clone(), back: 50_000 };
    assert_eq!(one(&day, &code).caution(&wrong, asking(&day)), Some(back), "no till is anybody else's yet");
}

#[test]
fn both_due_times_are_told_of_what_was_corrected_after_it_was_done() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-24T09:00", "1:finish");
    step(&mut day, &code, "2026-11-24T09:05", "1:return");
    assert_eq!((one(&day, &code).judged(day.now), on_time_today(&day.state, day.now)), (None, (0, 1)));
    let promised = one(&day, &code).due.unwrap();
    step(&mut day, &code, "2026-11-24T10:00", "5:procedure>1.004873");
    assert_eq!(one(&day, &code).timeliness(day.now), Timeliness::DoneOnTime);
    assert_eq!(one(&day, &code).judged(day.now), Some(Judged::LateAsPromised(promised)));
    assert_eq!(on_time_today(&day.state, day.now), (0, 1), "it was late for whom it was promised");
    step(&mut day, &code, "2026-11-24T10:05", &format!("5:procedure>{SAME_DAY}"));
    assert_eq!(one(&day, &code).judged(day.now), None, "late by both");
    // The other way about, and back again: that was a slip, and nothing was late.
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "2026-11-26T09:00", "1:finish");
    let kept = one(&day, &code).due.unwrap();
    let asked = asked(&day, &code, &format!("5:procedure>{SAME_DAY}"));
    assert!(
        matches!(asked, Some(Caution::LateThen { due, right, .. }) if due == Some(kept) && right < kept),
        "{asked:?}"
    );
    step(&mut day, &code, "2026-11-26T10:00", &format!("5:procedure>{SAME_DAY}"));
    assert_eq!(one(&day, &code).judged(day.now), Some(Judged::OnTimeAsPromised(kept)));
    step(&mut day, &code, "2026-11-26T10:05", "5:procedure>1.004873");
    assert_eq!((one(&day, &code).judged(day.now), one(&day, &code).late_before_correction()), (None, None));
}

#[test]
fn what_was_taken_above_a_corrected_fee_is_to_be_given_back_and_what_is_owed_then_is_said_before() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let money = |day: &Day, code| (one(day, code).to_give_back(), one(day, code).owed());
    step(&mut day, &code, "2026-11-23T09:00", "1:pay>50000");
    assert_eq!(asked(&day, &code, "1:fee>20000"), Some(Caution::BackThen { dossier: code.clone(), back: 30_000 }));
    step(&mut day, &code, "2026-11-23T09:01", "1:fee>20000");
    assert_eq!(money(&day, &code), (30_000, Some(0)));
    let look = Look::new(&day.state, &day.book.calendar, None, day.now);
    assert!(look.lists(one(&day, &code)).has(Worklist::Payment));
    let lines = tell::to_give_back(&day.state, &Words::of(Language::En));
    assert_eq!(lines, [format!("30.000 đồng are to be given back for dossier {code}.")]);
    step(&mut day, &code, "2026-11-23T09:02", "1:finish");
    step(&mut day, &code, "2026-11-23T09:03", "1:return");
    assert!(one(&day, &code).waits_for_money(day.now), "it is at hand until it is given back");
    step(&mut day, &code, "2026-11-23T09:04", "1:refund>30000");
    assert_eq!(money(&day, &code), (0, Some(0)));
    assert!(!one(&day, &code).waits_for_money(day.now));
    assert_eq!(asked(&day, &code, "5:fee>60000"), Some(Caution::OwedThen { dossier: code.clone(), owed: 40_000 }));
    step(&mut day, &code, "2026-11-23T09:05", "5:fee>60000");
    assert_eq!(money(&day, &code), (0, Some(40_000)));
    // What is asked for in the course of the work says nothing of what was wrong.
    let other = receive(&mut day, TEN_DAYS, false);
    for what in ["1:pay>90000", "1:fee>60000", "1:payment"] {
        step(&mut day, &other, "2026-11-23T09:06", what);
    }
    assert_eq!(one(&day, &other).to_give_back(), 0);
}

#[test]
fn what_was_taken_before_a_fee_was_corrected_to_none_is_to_be_given_back() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let back = |day: &Day| one(day, &code).to_give_back();
    assert_eq!(asked(&day, &code, "1:fee>none"), None, "nothing was taken yet");
    step(&mut day, &code, "2026-11-23T09:00", "1:pay>50000");
    assert_eq!(asked(&day, &code, "1:fee>none"), Some(Caution::BackThen { dossier: code.clone(), back: 50_000 }));
    step(&mut day, &code, "2026-11-23T09:01", "1:fee>none");
    assert_eq!((back(&day), one(&day, &code).owed()), (50_000, None));
    let look = Look::new(&day.state, &day.book.calendar, None, day.now);
    assert!(look.lists(one(&day, &code)).has(Worklist::Payment));
    step(&mut day, &code, "2026-11-23T09:02", "1:refund>20000");
    assert_eq!(back(&day), 30_000);
    // What is taken now is for something else.
    step(&mut day, &code, "2026-11-23T09:03", "1:pay>8000");
    assert_eq!(back(&day), 30_000);
    step(&mut day, &code, "2026-11-23T09:04", "1:refund>30000");
    assert_eq!(back(&day), 0);
    // As it was written down before it was known what must go back.
    let mut old = one(&day, &code).clone();
    for change in old.steps.iter_mut().filter_map(|step| step.change.as_deref_mut()) {
        if let Change::Corrected { back, .. } = change {
            *back = None;
        }
    }
    assert_eq!(old.to_give_back(), 0, "an old journal means what it meant");
}

#[test]
fn the_head_brings_a_dossier_back_from_the_archive_and_it_goes_there_again() {
    let mut day = house();
    let code = receive(&mut day, SAME_DAY, false);
    step(&mut day, &code, "2026-11-23T09:00", "1:pay>50000");
    step(&mut day, &code, "2026-11-23T09:01", "1:finish");
    step(&mut day, &code, "2026-11-23T09:02", "1:return");
    let archived = one(&day, &code).clone();
    day.now = at("2026-11-24T08:00");
    day.ask(Verb::Tick).unwrap();
    assert!(day.state.dossiers.is_empty());
    let bring = |archived| Verb::BringBack { dossier: code.clone(), archived };
    let there = || Some(Box::new(archived.clone()));
    let officer = |id| Actor::Officer(OfficerId(id));
    assert_eq!(day.ask_by(officer(5), bring(None)).unwrap_err().name(), "unknown_dossier");
    assert_eq!(day.ask_by(officer(1), bring(there())).unwrap_err().name(), "over_by_head");
    let open = Some(Box::new(Dossier { status: Status::InProcess, ..archived.clone() }));
    assert_eq!(day.ask_by(officer(5), bring(open)).unwrap_err().name(), "unknown_dossier");
    day.ask_by(officer(5), bring(there())).unwrap();
    assert_eq!(one(&day, &code), &archived);
    assert_eq!(day.ask_by(officer(5), bring(there())).unwrap(), [], "it is at hand already");
    step(&mut day, &code, "2026-11-24T08:05", "5:sets>2");
    day.now = at("2026-11-25T08:00");
    day.ask(Verb::Tick).unwrap();
    assert!(day.state.dossiers.is_empty());
}

#[test]
fn what_ended_without_a_result_is_not_handed_over_and_no_fee_is_taken_for_it_unasked() {
    for end in ["refuse", "withdraw"] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        step(&mut day, &code, "2026-11-23T09:00", &format!("5:{end}"));
        let (by, verb) = wish(&code, "1:return");
        assert_eq!(day.ask_by(by, verb).unwrap_err().name(), "no_result", "{end}");
        let question = asked(&day, &code, "5:pay>15000");
        assert_eq!(question, Some(Caution::FeeWithoutResult { dossier: code.clone(), amount: 15_000 }), "{end}");
    }
}
