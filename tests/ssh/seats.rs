//! Who sits where: seats that are taken over, kept, and left.

use super::centre;
use super::client::{Screen, connect, connect_here, fresh_key};
use super::hall::{House, PIN, SUPERVISORS_PIN};
use motcua::domain::account::Account;
use motcua::domain::centre::Role;
use motcua::domain::command::{CounterVerb, SetOfficer, Verb};
use motcua::domain::counter::Station;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::domain::ticket::Outcome;
use motcua::session::tongues::Tongues;
use motcua::text::words::Language;
use russh::keys::HashAlg;

async fn come(house: &House, account: &str, answers: &[&str]) -> Screen {
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin(account, &[answers]).await, "{account}");
    guest.sit(120, 40).await
}

fn sits(house: &House, counter: u16) -> Option<u16> {
    house.hub.now_published().state.counters[&CounterId(counter)].officer.map(|officer| officer.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_is_taken_over_after_a_question_and_the_loser_is_told() {
    let house = House::open().await;
    let mut first = come(&house, "counter3", &["2", PIN]).await;
    first.until("Chào Nguyễn Thị Lan").await;
    let mut second = come(&house, "counter3", &["3", SUPERVISORS_PIN]).await;
    second.until("Quầy 3 đang do Nguyễn Thị Lan ngồi. Vào thay?").await;
    assert_eq!(sits(&house, 3), Some(2), "nothing happens before she says so");
    second.keys("\x1b").await;
    second.until_it("the question gone", |screen| !screen.text().contains("Vào thay?")).await;
    assert_eq!(sits(&house, 3), Some(2));
    // She is known: Enter asks again, without a PIN.
    second.keys("\r").await;
    second.until("Vào thay?").await;
    second.keys("\r").await;
    second.until("Chào Lê Văn Sáu").await;
    assert_eq!(sits(&house, 3), Some(3));
    first.until("Lê Văn Sáu vừa ngồi vào quầy 3").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_goes_to_another_counter_is_asked_and_the_first_screen_is_told() {
    let house = House::open().await;
    let mut first = come(&house, "counter3", &["2", PIN]).await;
    first.until("Chào Nguyễn Thị Lan").await;
    let mut second = come(&house, "counter5", &["2", PIN]).await;
    second.until("Đóng quầy 3 và sang quầy 5?").await;
    second.keys("\r").await;
    second.until("Chào Nguyễn Thị Lan").await;
    assert_eq!((sits(&house, 3), sits(&house, 5)), (None, Some(2)));
    first.until("Bạn vừa sang ngồi quầy 5").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_be_refused_is_not_asked_about_first() {
    let house = House::open().await;
    let (_first, _) = serving(&house).await;
    let mut second = come(&house, "counter5", &["2", PIN]).await;
    second.until("Quầy 3 đang có A001.").await;
    assert!(!second.text().contains("Đóng quầy 3"), "{}", second.text());
    assert_eq!((sits(&house, 3), sits(&house, 5)), (Some(2), None));
    // When nothing stands against it any more, the same key asks, and the old answer is gone.
    house.ask(Verb::At(CounterId(3), CounterVerb::Start)).await;
    house.ask(Verb::At(CounterId(3), CounterVerb::Finish(Outcome::AdviceOnly))).await;
    second.keys("\r").await;
    second.until("Đóng quầy 3 và sang quầy 5?").await;
    assert!(!second.text().contains("đang có A001"), "{}", second.text());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_said_who_she_is_picks_her_counter_only() {
    let house = House::open().await;
    for account in ["desk", "officer2"] {
        let answers: &[&str] = if account == "desk" { &["2", PIN] } else { &[PIN] };
        let mut screen = come(&house, account, answers).await;
        screen.until("Chỉ cần ghi số quầy").await;
        assert!(!screen.text().contains("Mã PIN"), "{}", screen.text());
        screen.keys("4\r").await;
        screen.until("Chào Nguyễn Thị Lan").await;
        assert_eq!(sits(&house, 4), Some(2));
        screen.keys("z").await;
        screen.until("Quầy 4 đã đóng").await;
    }
    let mut screen = come(&house, "desk", &["2", PIN]).await;
    screen.until("Chỉ cần ghi số quầy").await;
    // Nobody who comes half an hour later is her.
    house.clock.set(house.clock.now().plus(31 * 60));
    house.ask(centre::issue('A')).await;
    screen.until("Mã PIN").await;
    screen.until_heard("\r", "Không có cán bộ số này").await;
    screen.keys("\x1b[Z").await;
    screen.keys("4\r").await;
    screen.keys("2\r").await;
    screen.keys("1111\r").await;
    screen.until("Sai số cán bộ hoặc mã PIN").await;
    assert_eq!(sits(&house, 4), None);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_being_typed_when_the_line_was_cut_is_there_again_for_her_alone() {
    let house = House::open().await;
    let mut first = come(&house, "counter3", &["2", PIN]).await;
    first.until("Chào Nguyễn Thị Lan").await;
    first.keys("t").await;
    first.until("Nhận hồ sơ").await;
    first.keys("ket hon").await;
    first.until("ket hon").await;
    drop(first);
    // The counter is still hers, whether the hub has noticed or not.
    let mut again = come(&house, "counter3", &["2", PIN]).await;
    again.until("Còn bản nháp").await;
    again.keys("t").await;
    again.until("ket hon").await;
    again.keys("\x1b").await;
    again.until("bản nháp").await;
    let mut other = come(&house, "counter3", &["3", SUPERVISORS_PIN]).await;
    other.until("Vào thay?").await;
    other.keys("\r").await;
    other.until("Chào Lê Văn Sáu").await;
    other.keys("t").await;
    other.until("Nhận hồ sơ").await;
    assert!(!other.text().contains("ket hon"), "{}", other.text());
    house.close().await;
}

/// Counter 3 with officer 2 and A001 being served, over a key of her own.
async fn serving(house: &House) -> (Screen, String) {
    let key = fresh_key();
    house.add_key(Account::Officer(OfficerId(2)), &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key("counter3", &key).await);
    let mut screen = guest.sit(120, 40).await;
    screen.until("Chào Nguyễn Thị Lan").await;
    house.ask(centre::issue('A')).await;
    house.ask(Verb::At(CounterId(3), CounterVerb::CallNext)).await;
    screen.until("Đang gọi").await;
    (screen, key.public_key().fingerprint(HashAlg::Sha256).to_string())
}

fn assert_vacated(house: &House) {
    let state = &house.hub.now_published().state;
    let counter = &state.counters[&CounterId(3)];
    assert_eq!((&counter.station, counter.officer, counter.current), (&Station::Closed, None, None));
    assert!(state.tickets.values().all(motcua::domain::ticket::Ticket::is_waiting), "A001 waits again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_removed_leaves_nobody_before_an_empty_counter() {
    let house = House::open().await;
    let (mut screen, print) = serving(&house).await;
    house.ask(Verb::RemoveKey { print, account: None }).await;
    screen.until_closed().await;
    assert!(screen.text().contains("Quầy 3 cũng đã đóng"), "{}", screen.text());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while sits(&house, 3).is_some() {
        assert!(std::time::Instant::now() < deadline, "the counter stays open");
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_vacated(&house);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_counter_that_she_left_herself_is_not_spoken_of_when_she_is_shown_out() {
    let house = House::open().await;
    for (print_goes, account) in [(true, "counter3"), (false, "counter4")] {
        let key = fresh_key();
        house.add_key(Account::Officer(OfficerId(2)), &key.public_key().to_openssh().unwrap()).await;
        let mut guest = connect(house.address).await;
        assert!(guest.by_key(account, &key).await);
        let mut screen = guest.sit(120, 40).await;
        screen.until("Chào Nguyễn Thị Lan").await;
        screen.keys("z").await;
        screen.until("đã đóng").await;
        if print_goes {
            let print = key.public_key().fingerprint(HashAlg::Sha256).to_string();
            house.ask(Verb::RemoveKey { print, account: None }).await;
        } else {
            let officer = house.hub.now_published().state.officers[&OfficerId(2)].clone();
            house.ask(Verb::SetOfficer(SetOfficer { active: false, ..SetOfficer::of(&officer) })).await;
        }
        screen.until_closed().await;
        assert!(!screen.text().contains("cũng đã đóng"), "{}", screen.text());
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_comes_back_speaks_the_language_that_was_chosen_at_it() {
    let house = House::open().await;
    let come = async |name: &str, account: &str| {
        let mut guest = connect_here(&house.socket()).await;
        assert!(guest.by_nothing(account).await);
        guest.sit_as(&[("MOTCUA_SCREEN", name), ("MOTCUA_LANG", "vi")]).await
    };
    for (name, account, vi, en) in
        [("one", "desk", "Mã PIN", "Counter"), ("two", "board", "Mời công dân", "Now serving")]
    {
        let mut screen = come(name, account).await;
        screen.until(vi).await;
        screen.keys("\x1b[20~").await;
        screen.until(en).await;
        drop(screen);
        // The choice is in the file, where the next hub finds it.
        let file = house.languages();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while Tongues::open(file.clone()).of(Some(name)).spoken() != Some(Language::En) {
            assert!(std::time::Instant::now() < deadline, "{name} is not kept");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        come(name, account).await.until(en).await;
        come("other", account).await.until(vi).await;
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_who_leaves_the_centre_leaves_nobody_before_an_empty_counter() {
    let house = House::open().await;
    let (mut away, _) = serving(&house).await;
    let gone = SetOfficer { active: false, ..SetOfficer::of(&house.hub.now_published().state.officers[&OfficerId(2)]) };
    house.ask(Verb::SetOfficer(gone)).await;
    assert_vacated(&house);
    away.until_closed().await;
    assert!(away.text().contains("Quầy 3 cũng đã đóng"), "{}", away.text());
    house.until_logged("shut out counter3 officer 2 from 127.0.0.1").await;
    assert_eq!(house.log().matches("shut out").count(), 1, "{}", house.log());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_hubs_own_pc_the_screen_says_that_she_left() {
    let house = House::open().await;
    let mut here = connect_here(&house.socket()).await;
    assert!(here.by_nothing("desk").await);
    let mut screen = here.sit(120, 40).await;
    screen.until("Đăng nhập quầy").await;
    screen.keys(&format!("3\r2\r{PIN}\r")).await;
    screen.until("Chào Nguyễn Thị Lan").await;
    let gone = SetOfficer { active: false, ..SetOfficer::of(&house.hub.now_published().state.officers[&OfficerId(2)]) };
    house.ask(Verb::SetOfficer(gone)).await;
    screen.until("Quầy 3 đã đóng").await;
    house.until_logged("shut out desk officer 2 from this computer").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_loses_the_role_that_sits_is_told_where_she_sits_and_the_log_says_so() {
    let house = House::open().await;
    let (mut screen, _) = serving(&house).await;
    let hers = SetOfficer::of(&house.hub.now_published().state.officers[&OfficerId(2)]);
    house.ask(Verb::SetOfficer(SetOfficer { role: Role::Receptionist, ..hers })).await;
    assert_vacated(&house);
    screen.until("vừa đổi vai trò").await;
    screen.until("Đăng nhập quầy").await;
    house.until_logged("shut out ").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wall_under_a_supervisors_keys_only_looks() {
    let house = House::open().await;
    house.ask(centre::issue('A')).await;
    let mut wall = come(&house, "wall", &["3", SUPERVISORS_PIN]).await;
    wall.until("Cần người ngay").await;
    wall.keys("t").await;
    wall.until("A001").await;
    let before = house.hub.now_published().state.seq;
    for key in ["n", "b", "d", "c"] {
        wall.keys(key).await;
        wall.until("chỉ để xem").await;
        wall.keys("\x1b").await;
        wall.until_it("the refusal gone", |screen| !screen.text().contains("chỉ để xem")).await;
        if wall.text().contains("Cần người ngay") {
            wall.keys("t").await;
            wall.until("A001").await;
        }
    }
    assert_eq!(house.hub.now_published().state.seq, before, "nothing happened");
    // Left alone, it goes back to itself and stays open.
    house.clock.set(house.clock.now().plus(31 * 60));
    house.ask(centre::issue('B')).await;
    wall.until("Cần người ngay").await;
    assert_eq!(wall.exit, None);
    wall.until_heard("t", "A001").await;
    // Whoever signs out there leaves it.
    wall.keys("\x1b[24~").await;
    wall.until_closed().await;
    assert_eq!(wall.exit, Some(75));
    house.close().await;
}
