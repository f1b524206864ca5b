//! Staffing advice in words: what is sure is told as such, what is not as perhaps, and what brings more in all.

use motcua::domain::ids::{CounterId, ServiceId};
use motcua::domain::staffing::{Advice, Change, Outlook, Outlooks, Spread, Step, telling};
use motcua::domain::state::State;
use motcua::text::words::{Language, Words};
use std::collections::BTreeMap;

fn step(counter: u16, low: i64, mean: i64, high: i64) -> Step {
    let all = Outlook { wait_s: Spread { mean: 1200, low: 600, high: 1800 }, ..Outlook::default() };
    Step {
        change: Change::Resume { counter: CounterId(counter) },
        then: Outlooks { all, ..Outlooks::default() },
        saves_s: Spread { mean, low, high },
        more_percent: Spread::default(),
    }
}

#[test]
fn what_may_save_no_minute_is_not_advised_and_told_as_perhaps() {
    let words = Words::of(Language::En);
    for (low, sure, says) in [
        (-90, false, "from 1 min more to 12 min less"),
        (0, false, "perhaps up to 12 min less"),
        (29, false, "perhaps up to 12 min less"),
        (30, true, "in 9 of 10 cases 1–12 min less"),
    ] {
        let one = step(1, low, 300, 720);
        assert_eq!(one.is_surely_better(), sure, "{low}");
        let told = telling::effect(&one, &words);
        assert!(told.contains(says) && !told.contains("0–"), "{low}: {told}");
    }
    assert!(telling::effect(&step(1, 0, 10, 20), &words).contains("hardly any difference"));
    let worse = telling::effect(&step(1, -900, -400, -60), &words);
    assert!(worse.contains("in 9 of 10 cases 1–15 min more"), "{worse}");
}

#[test]
fn what_brings_more_in_all_than_the_first_is_told_as_such() {
    let words = Words::of(Language::En);
    let told = |instead_s: i64| {
        let instead = Some(Box::new(step(2, 60, instead_s, 900)));
        let advice = Advice { steps: vec![step(1, 60, 300, 600)], instead, ..Advice::default() };
        telling::advice(&advice, &State::default(), &words).join("\n")
    };
    assert!(told(301).contains("Advice: Ask counter 1"), "{}", told(301));
    assert!(told(301).contains("instead of the first, which saves more in all: Ask counter 2"), "{}", told(301));
    assert!(told(300).contains("instead of the first: Ask counter 2"), "{}", told(300));
}

#[test]
fn a_service_that_nobody_serves_is_told_as_that() {
    let words = Words::of(Language::En);
    let one = Spread { mean: 1, low: 1, high: 1 };
    let of_b = |served| Outlook { people: one, served, ..Outlook::default() };
    let told = |served| {
        let b = ServiceId::new('B').unwrap();
        // Others come too, and are served.
        let four = Spread { mean: 4, low: 3, high: 5 };
        let all = Outlook { people: four, served: four, ..Outlook::default() };
        let outlooks = Outlooks { all, services: [(b, of_b(served))].into(), worst: Some(b), ..Outlooks::default() };
        telling::outlook(&outlooks, &State::default(), &words).join("\n")
    };
    let nobody = Spread::default();
    assert!(told(nobody).contains("Nobody serves B: 1 person would wait until closing in vain."), "{}", told(nobody));
    assert!(told(one).contains("Worst off is B"), "{}", told(one));
}

#[test]
fn all_services_that_nobody_serves_are_told_together() {
    let of = |people: i64| Spread { mean: people, low: people, high: people };
    let left = |people| Outlook { people: of(people), ..Outlook::default() };
    let [a, b, c] = ['A', 'B', 'C'].map(|letter| ServiceId::new(letter).unwrap());
    let served = Outlook { served: of(2), ..left(2) };
    let all = Outlook { served: of(2), ..left(9) };
    let services = BTreeMap::from([(a, left(3)), (b, served), (c, left(4))]);
    let told = |language| {
        let outlooks = Outlooks { all, services: services.clone(), worst: Some(c), ..Outlooks::default() };
        telling::outlook(&outlooks, &State::default(), &Words::of(language)).join("\n")
    };
    let (en, vi) = (told(Language::En), told(Language::Vi));
    assert!(en.contains("Nobody serves A, C: 7 people would wait until closing in vain."), "{en}");
    assert!(vi.contains("Không ai phục vụ nhóm A, C: 7 người"), "{vi}");
}
