//! On which lists a dossier stands, and how old it is with whom.

use crate::day::{Day, at};
use crate::life::{TEN_DAYS, house, receive, wish};
use motcua::domain::command::{SetOfficer, Verb};
use motcua::domain::dossier::{Holder, Timeliness};
use motcua::domain::ids::{DossierCode, OfficerId};
use motcua::domain::worklist::{Look, Viewer, Worklist, ageing, hand_over_by, left_with};

fn step(day: &mut Day, code: &DossierCode, step: &str) {
    let (by, verb) = wish(code, step);
    day.now = day.now.plus(60);
    day.ask_by(by, verb).unwrap_or_else(|refusal| panic!("{step}: {refusal:?}"));
}

/// The lists, without the last one, on which the dossier stands before the eyes of this officer.
fn lists(day: &Day, code: &DossierCode, officer: u16) -> Vec<&'static str> {
    let viewer = Viewer::of(&day.state, OfficerId(officer));
    let on = Look::new(&day.state, &day.book.calendar, viewer, day.now).lists(&day.state.dossiers[code]);
    assert!(on.has(Worklist::All));
    let shown = Worklist::ALL.into_iter().filter(|list| *list != Worklist::All && on.has(*list));
    shown.map(|list| list.key().trim_start_matches("worklist.")).collect()
}

#[test]
fn a_dossier_stands_on_the_lists_of_what_it_waits_for() {
    for (steps, officer, wanted) in [
        ("", 1, "mine to_do handover"),
        ("", 3, "to_do handover"),
        ("give>Kinh-tế", 1, "to_do"),
        ("give>Kinh-tế", 3, "mine to_take to_do"),
        ("give>Kinh-tế", 4, "to_do"),
        ("give>Kinh-tế 3:take", 3, "mine to_do"),
        ("give>Kinh-tế 3:take 3:supplement", 3, "mine to_do supplement"),
        ("payment", 1, "mine to_do payment"),
        ("give>Kinh-tế 3:take 3:ask", 3, "to_do agency"),
        ("give>Kinh-tế 3:take 3:above", 3, "mine to_do agency"),
        ("give>Kinh-tế 3:take 3:propose>2026-12-30", 5, "to_do approval"),
        ("give>Kinh-tế 3:take 3:finish", 6, "to_return"),
        ("withdraw", 1, ""),
    ] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        for one in steps.split_whitespace() {
            step(&mut day, &code, one);
        }
        assert_eq!(lists(&day, &code, officer).join(" "), wanted, "{steps} before officer {officer}");
    }
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, true);
    assert_eq!(lists(&day, &code, 1), ["mine", "to_do", "online"]);
}

#[test]
fn due_lists_follow_working_days() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let due = day.state.dossiers[&code].due.unwrap();
    for (now, wanted) in [
        (due.plus(-3 * 86_400), vec![]),
        (due.plus(-86_400), vec!["tomorrow"]),
        (due.plus(-3600), vec!["today"]),
        (due.plus(60), vec!["overdue"]),
    ] {
        day.now = now;
        let mut shown = lists(&day, &code, 2);
        shown.retain(|list| !["to_do", "handover", "stuck"].contains(list));
        assert_eq!(shown, wanted, "{now:?}, due {due:?}");
    }
    // Friday afternoon: what is due on Monday is due on the next working day.
    day.now = at("2026-11-27T16:00");
    let monday = at("2026-11-30T17:00");
    let mut dossier = day.state.dossiers[&code].clone();
    dossier.due = Some(monday);
    let look = Look::new(&day.state, &day.book.calendar, None, day.now);
    assert!(look.lists(&dossier).has(Worklist::Tomorrow));
}

#[test]
fn stuck_is_five_working_days_without_a_step() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let is_stuck = |day: &Day| lists(day, &code, 1).contains(&"stuck");
    day.now = at("2026-11-27T16:00");
    assert!(!is_stuck(&day), "four working days since Monday");
    day.now = at("2026-11-29T10:00");
    assert!(!is_stuck(&day), "Sunday is none");
    day.now = at("2026-11-30T08:00");
    assert!(is_stuck(&day));
    step(&mut day, &code, "supplement");
    day.now = at("2026-12-20T08:00");
    assert!(!is_stuck(&day), "it waits for the applicant");
}

#[test]
fn what_stands_is_neither_due_nor_late() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "supplement");
    day.now = at("2027-01-20T08:00");
    assert_eq!(day.state.dossiers[&code].timeliness(day.now), Timeliness::Running);
    assert_eq!(lists(&day, &code, 1), ["mine", "to_do", "supplement"]);

    let late = receive(&mut day, TEN_DAYS, false);
    day.now = at("2027-03-10T08:00");
    step(&mut day, &late, "supplement");
    assert_eq!(day.state.dossiers[&late].timeliness(day.now), Timeliness::Overdue, "it was late before it stood");
}

#[test]
fn what_ended_without_a_result_is_neither_due_nor_late() {
    for (steps, ended) in [("refuse", true), ("withdraw", true), ("supplement withdraw", true), ("stop", true)] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        steps.split_whitespace().for_each(|one| step(&mut day, &code, one));
        let dossier = day.state.dossiers[&code].clone();
        for now in [day.now, at("2027-03-10T08:00")] {
            assert_eq!(dossier.timeliness(now) == Timeliness::Ended, ended, "{steps}");
        }
    }
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    step(&mut day, &code, "finish");
    step(&mut day, &code, "return");
    assert_eq!(day.state.dossiers[&code].timeliness(day.now), Timeliness::DoneOnTime, "a result is there");
}

#[test]
fn handing_over_follows_the_rule_of_fifteen_hours() {
    for (received, by) in [
        ("2026-11-23T15:00", "2026-11-23T17:00"),
        ("2026-11-23T15:01", "2026-11-24T07:30"),
        ("2026-11-27T16:00", "2026-11-30T07:30"),
    ] {
        let mut day = house();
        day.now = at(received);
        let code = receive(&mut day, TEN_DAYS, false);
        assert_eq!(hand_over_by(&day.state.dossiers[&code], &day.book.calendar), Some(at(by)), "{received}");
    }
}

#[test]
fn ages_are_counted_in_working_days_by_holder() {
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    let one = day.state.dossiers[&code].clone();
    day.now = at("2026-12-21T10:00");
    // Monday: today, Friday before (1), Tuesday (4), three weeks ago, and one whose time stands.
    let dues = ["2026-12-21T17:00", "2026-12-21T09:00", "2026-12-18T17:00", "2026-12-15T17:00", "2026-11-30T17:00"];
    let mut all: Vec<_> = dues
        .iter()
        .map(|due| {
            let mut dossier = one.clone();
            dossier.due = Some(at(due));
            dossier
        })
        .collect();
    let mut undated = one.clone();
    undated.due = None;
    all.push(undated);
    all[4].holder = Holder::Section("Kinh tế".into());
    let (rows, sum) = ageing(all.iter(), &day.book.calendar, day.now);
    assert_eq!(sum.columns(), [1, 0, 2, 1, 1, 1]);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].holder, Some(Holder::Section("Kinh tế".into())), "the latest first");
    assert_eq!(rows[1].columns(), [1, 0, 2, 1, 1, 0]);
    assert_eq!(rows.iter().map(motcua::domain::worklist::Ages::sum).sum::<u32>(), sum.sum());
}

#[test]
fn what_is_with_somebody_who_left_waits_for_the_head_to_pass_it_on() {
    for (steps, with, wanted) in [
        ("give>3 3:take", 1, "to_do handover"),
        ("give>3", 1, "to_do handover"),
        ("give>3 3:take 3:ask", 1, "to_do agency handover"),
        ("give>3 3:take 3:give>4", 0, "to_do"),
        ("give>3 3:take 3:finish", 0, "to_return"),
        ("give>3 3:take withdraw", 0, ""),
    ] {
        let mut day = house();
        let code = receive(&mut day, TEN_DAYS, false);
        steps.split_whitespace().for_each(|one| step(&mut day, &code, one));
        assert!(!lists(&day, &code, 5).contains(&"handover"), "{steps}: she is there");
        let wanted_of_her = SetOfficer { active: false, ..SetOfficer::of(&day.state.officers[&OfficerId(3)]) };
        day.ask(Verb::SetOfficer(wanted_of_her)).unwrap();
        assert_eq!(left_with(&day.state, OfficerId(3)).count(), with, "{steps}");
        assert_eq!(lists(&day, &code, 5).join(" "), wanted, "{steps}");
        assert!(!lists(&day, &code, 4).contains(&"handover"), "{steps}: it is not hers to pass on");
    }
    let mut day = house();
    let code = receive(&mut day, TEN_DAYS, false);
    for one in ["give>3", "3:take"] {
        step(&mut day, &code, one);
    }
    let wanted = SetOfficer { active: false, ..SetOfficer::of(&day.state.officers[&OfficerId(3)]) };
    day.ask(Verb::SetOfficer(wanted)).unwrap();
    for one in ["5:give>4", "4:take"] {
        step(&mut day, &code, one);
    }
    assert_eq!(lists(&day, &code, 5), ["to_do"], "it was passed on");
}
