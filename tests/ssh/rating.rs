//! Ratings over SSH: at the display of a counter and at a kiosk; the officers' own screens give none.

use super::client::{Screen, connect, fresh_key};
use super::hall::{House, PIN};
use super::reception::plain;
use motcua::domain::account::Account;
use motcua::domain::command::{Actor, CounterVerb, Verb};
use motcua::domain::dossier::CaseRefusal;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::person::Person;
use motcua::domain::rating::{Handed, Level, Rate, Slip};
use motcua::engine::{Failure, Request};

const LAN: Actor = Actor::Officer(OfficerId(2));

/// Officer 2 hands a result over at counter 3.
async fn hand_over(house: &House) -> Handed {
    let state = || house.hub.now_published().state.clone();
    if state().counters[&CounterId(3)].officer.is_none() {
        house.ask(Verb::At(CounterId(3), CounterVerb::Open { officer: Some(OfficerId(2)) })).await;
    }
    let receive = Verb::Receive(Box::new(plain("1.004873")));
    let person = Person { name: "Nguyễn Thị Hồng Đào".into(), ..Person::default() };
    let request = Request::new(Actor::Administrator, receive).with_person(Some(person));
    house.hub.submit(request).await.unwrap();
    let code = state().dossiers.keys().next_back().unwrap().clone();
    house.ask(Verb::FinishDossier(code.clone())).await;
    house.hub.submit(Request::new(LAN, Verb::ReturnDossier(code))).await.unwrap();
    state().handed.back().unwrap().clone()
}

async fn by_key(house: &House, account: Account) -> Screen {
    let key = fresh_key();
    house.add_key(account, &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key(&account.to_string(), &key).await);
    guest.sit(40, 9).await
}

/// What was said of the last result.
fn said(house: &House) -> Option<Level> {
    house.hub.now_published().state.handed.back().unwrap().level
}

#[tokio::test(flavor = "multi_thread")]
async fn the_display_of_a_counter_rates_what_was_handed_over_there_and_no_officer_does() {
    let house = House::open().await;
    let mut display = by_key(&house, Account::Rate(CounterId(3))).await;
    let mut elsewhere = by_key(&house, Account::Rate(CounterId(1))).await;
    display.until("Khi nhận kết quả").await;
    let handed = hand_over(&house).await;
    display.until("Ông, bà có hài lòng không?").await;
    elsewhere.until("Khi nhận kết quả").await;
    // Her own session says nothing of her service, by the counter or by the code that she may have read.
    let mut desk = connect(house.address).await;
    assert!(desk.by_pin("counter3", &[&["2", PIN]]).await);
    for slip in [Slip::Counter(CounterId(3)), Slip::Code(handed.code.clone())] {
        let rate = Rate { slip, level: Level::Very, cause: None };
        let answer = house.hub.submit(Request::new(LAN, Verb::Rate(rate))).await;
        assert!(matches!(answer, Err(Failure::Refused(refusal)) if refusal == CaseRefusal::NotByStaff.into()));
    }
    let mut own = connect(house.address).await;
    assert!(!own.by_pin("rate3", &[&["2", PIN]]).await, "the display is not hers to open");
    assert_eq!(said(&house), None);
    display.keys("2").await;
    display.until("Cảm ơn đã đánh giá.").await;
    assert_eq!(said(&house), Some(Level::Satisfied));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_code_of_a_slip_is_scanned_at_the_kiosk() {
    let house = House::open().await;
    let mut kiosk = by_key(&house, Account::Kiosk).await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    let handed = hand_over(&house).await;
    kiosk.until("Đánh giá kết quả đã nhận").await;
    kiosk.keys(&format!("{}\r", handed.shown())).await;
    kiosk.until("Ông, bà có hài lòng không?").await;
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    kiosk.keys("3").await;
    kiosk.until("Vì sao chưa hài lòng?").await;
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    kiosk.keys("2").await;
    kiosk.until("Cảm ơn đã đánh giá.").await;
    assert_eq!(said(&house), Some(Level::NotSatisfied));
    house.close().await;
}
