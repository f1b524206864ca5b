//! What each role finds behind the door, the PIN that was given to somebody, and the screen that nobody touches.

use super::centre;
use super::client::{Screen, connect};
use super::hall::{House, PIN, SUPERVISORS_PIN};
use motcua::domain::centre::{Centre, Role};
use motcua::domain::command::{Actor, CounterVerb, SetOfficer, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, Digest, OfficerId};
use motcua::domain::person::Person;
use motcua::engine::{Answer, Hub, Request, pin};
use motcua::session::keeper::{Keeper, NotKept, Reloaded};
use motcua::session::replay::Telling;
use motcua::session::screens::Fittings;
use motcua::text::words::{Language, Words};
use std::collections::BTreeSet;
use std::sync::Arc;

const GIVEN: &str = "1357";

impl House {
    /// Officer 4, with a PIN that the administrator chose.
    async fn hire(&self, role: Role) {
        let hash = tokio::task::spawn_blocking(|| pin::hash(GIVEN).unwrap()).await.unwrap();
        let person = Person { name: "Phạm Thị Nga".into(), pin: Some(hash), ..Person::default() };
        let verb = Verb::SetOfficer(SetOfficer {
            id: None,
            digest: Some(Digest([0; 32])),
            role,
            skills: BTreeSet::new(),
            has_pin: true,
            active: true,
        });
        self.hub.submit(Request::new(Actor::Administrator, verb).with_person(Some(person))).await.unwrap();
    }
}

async fn come(house: &House, account: &str, answers: &[&str]) -> Screen {
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin(account, &[answers]).await, "{account}");
    guest.sit(120, 40).await
}

/// Types a PIN of her own twice.
async fn choose(screen: &mut Screen, pin: &str) {
    screen.keys(&format!("{pin}\r{pin}\r")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_pin_is_changed_before_anything_else() {
    let house = House::open().await;
    house.hire(Role::Receptionist).await;
    let mut screen = come(&house, "officer4", &[GIVEN]).await;
    screen.until("chọn mã PIN của riêng mình").await;
    choose(&mut screen, GIVEN).await;
    screen.until("phải khác mã do quản trị đặt").await;
    choose(&mut screen, "7777").await;
    screen.until("hay một dãy liền nhau").await;
    for unfit in ["12a4", "135", "1234"] {
        screen.keys("9753\r9754\r").await;
        screen.until("Hai lần gõ không giống nhau").await;
        screen.keys(&format!("{unfit}\r")).await;
        // Said before it is typed once more.
        screen.until("Mã PIN có từ 4 đến 12 chữ số").await;
    }
    choose(&mut screen, "9753").await;
    screen.until("Tất cả hàng chờ").await;
    assert!(!house.hub.now_published().state.officers[&OfficerId(4)].pin_given);
    let mut again = come(&house, "officer4", &["9753"]).await;
    again.until("Tất cả hàng chờ").await;
    assert!(!connect(house.address).await.by_pin("officer4", &[&[GIVEN]]).await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_chosen_meanwhile_at_another_screen_is_no_wrong_pin() {
    let house = House::open().await;
    house.hire(Role::Receptionist).await;
    let mut first = come(&house, "officer4", &[GIVEN]).await;
    let mut second = come(&house, "officer4", &[GIVEN]).await;
    first.until("chọn mã PIN").await;
    second.until("chọn mã PIN").await;
    choose(&mut first, "9753").await;
    first.until("Tất cả hàng chờ").await;
    choose(&mut second, "8642").await;
    second.until("vừa được đổi ở màn hình khác").await;
    assert!(!second.text().contains("Sai số cán bộ"), "{}", second.text());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receptionist_issues_at_no_counter() {
    let house = House::open().await;
    house.hire(Role::Receptionist).await;
    let mut screen = come(&house, "officer4", &[GIVEN]).await;
    screen.until("chọn mã PIN").await;
    choose(&mut screen, "9753").await;
    screen.until("Tất cả hàng chờ").await;
    screen.keys("n").await;
    screen.until("Lấy số cho nhóm nào").await;
    screen.keys("\r\r").await;
    screen.until("Đã phát số A001").await;
    let counters = &house.hub.now_published().state.counters;
    assert!(counters.values().all(|counter| counter.station == Station::Closed), "no counter was opened for her");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_opens_a_line_of_the_wall_and_a_display_cannot() {
    let house = House::open().await;
    let mut screen = come(&house, "wall", &["3", SUPERVISORS_PIN]).await;
    screen.until("Cần người ngay").await;
    screen.keys("\x1b[F\r").await;
    screen.until("Nhận nhóm").await;
    screen.keys("q").await;
    screen.until("Cần người ngay").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_desk_locks_itself_and_keeps_its_counter() {
    let house = House::open().await;
    let mut desk = come(&house, "counter3", &["2", PIN]).await;
    desk.until("Chào Nguyễn Thị Lan").await;
    let mut wall = come(&house, "wall", &["3", SUPERVISORS_PIN]).await;
    wall.until("Cần người ngay").await;
    house.clock.set(house.clock.now().plus(29 * 60));
    house.ask(centre::issue('A')).await;
    desk.until("A001").await;
    house.clock.set(house.clock.now().plus(2 * 60));
    house.ask(centre::issue('A')).await;
    desk.until("màn hình đã khoá").await;
    assert_eq!(house.hub.now_published().state.counters[&CounterId(3)].station, Station::Open);
    // Whoever comes back types as if it were not locked.
    desk.keys("g").await;
    desk.until_heard("1", "•").await;
    desk.keys(&format!("\x15{PIN}\r")).await;
    desk.until("Chào Nguyễn Thị Lan").await;
    assert!(wall.text().contains("Cần người ngay"), "the wall stays");
    house.close().await;
}

/// Keeps the settings nowhere, and will not hear of half an hour.
struct Stubborn(Hub);

impl Keeper for Stubborn {
    fn change(&self, from: &Centre, wanted: &Centre, wish: Request) -> Result<Answer, NotKept> {
        assert_eq!(from.targets.wait_s, 900, "what the screen showed");
        if wanted.targets.wait_s == 1800 {
            return Err(NotKept::Told { key: "office.changed_meanwhile", gaps: Vec::new() });
        }
        self.0.submit_blocking(wish).map_err(NotKept::Failure)
    }

    fn reload(&self, by: Actor) -> Result<Reloaded, NotKept> {
        let centre = Box::new((*self.0.now_published().state.centre).clone());
        let answer = self.0.submit_blocking(Request::new(by, Verb::Configure(centre))).map_err(NotKept::Failure)?;
        Ok(Reloaded { answer, waits: vec!["ssh", "voice"] })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_changed_from_another_pc_go_through_whoever_keeps_them() {
    let keeping = |hub: &Hub| Fittings { keeper: Some(Arc::new(Stubborn(hub.clone()))), ..Fittings::default() };
    let house = House::fitted(keeping).await;
    house.hire(Role::Administrator).await;
    let mut screen = come(&house, "officer4", &[GIVEN]).await;
    screen.until("chọn mã PIN").await;
    choose(&mut screen, "9753").await;
    screen.until("[Cán bộ]").await;
    screen.keys("\t\t\t\t\t\t").await;
    screen.until("[Chỉ tiêu]").await;
    screen.keys("\r\x1530\r").await;
    screen.until("vừa được đổi ở nơi khác").await;
    assert_eq!(house.hub.now_published().state.centre.targets.wait_s, 900);
    screen.keys("\x1520\r").await;
    screen.until("Đã ghi cài đặt").await;
    assert_eq!(house.hub.now_published().state.centre.targets.wait_s, 1200);
    screen.keys("r").await;
    screen.until("chỉ có hiệu lực khi chạy lại motcua: cổng ssh, giọng đọc.").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_sees_a_past_moment_over_the_network_and_comes_back() {
    let telling: Telling = |event, _, _| event.kind().1.to_owned();
    let house = House::fitted(|_| Fittings { telling: Some(telling), ..Fittings::default() }).await;
    house.ask(Verb::At(CounterId(3), CounterVerb::Open { officer: Some(OfficerId(1)) })).await;
    house.clock.set(centre::opening().plus(60));
    house.ask(centre::issue('A')).await;
    house.clock.set(centre::opening().plus(600));
    house.ask(Verb::At(CounterId(3), CounterVerb::CallNext)).await;
    house.clock.set(centre::opening().plus(3600));
    let mut screen = come(&house, "officer3", &[SUPERVISORS_PIN]).await;
    screen.until("Chào Lê Văn Sáu").await;
    // From the counters, one event before the call and the call itself.
    screen.keys("r").await;
    screen.until(Words::of(Language::Vi).get("replay.ask")).await;
    screen.keys("7h35\r").await;
    screen.until("KHÔNG PHẢI BÂY GIỜ").await;
    screen.until("07:35:00").await;
    screen.until("ticket_issued").await;
    screen.keys("\x1b[C").await;
    screen.until("ticket_called").await;
    screen.keys("q").await;
    screen.until_it("the present", |screen| !screen.text().contains("KHÔNG PHẢI BÂY GIỜ")).await;
    screen.until("08:30").await;
    house.close().await;
}
