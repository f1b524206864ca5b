//! Who comes in, and who does not.

use super::client::{connect, connect_here, fresh_key};
use super::hall::{House, PIN, SUPERVISORS_PIN};
use motcua::domain::account::Account;
use motcua::domain::centre::Officer;
use motcua::domain::command::Verb;
use motcua::domain::ids::{CounterId, OfficerId};
use motcua::session::log::Log;
use motcua::session::pins::{NoEntry, Pins};
use motcua::session::screens::Fittings;
use motcua::session::ssh::Patience;
use russh::keys::HashAlg;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_comes_in_by_her_pin_after_two_slips() {
    let house = House::open().await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin("counter3", &[&["2", "1111"], &["2", ""], &["2", PIN]]).await);
    let mut screen = guest.sit(120, 40).await;
    screen.until("Nguyễn Thị Lan").await;
    screen.until("Quầy 3").await;
    assert!(house.log().contains("in counter3 officer 2 from 127.0.0.1"), "{}", house.log());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_takes_her_time_over_her_pin_is_asked_nothing_else_and_is_in_when_she_opens_a_screen() {
    let patience = Patience { pulse: Duration::from_millis(100), ..Patience::default() };
    let house = House::with(|_| Fittings::default(), patience).await;
    let mut guest = connect(house.address).await;
    guest.is_asked("counter3").await;
    // Several times what lines are asked after.
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(guest.answers(&["2", PIN]).await);
    assert!(!house.log().contains("in counter3"), "she may have hung up by now: {}", house.log());
    let mut screen = guest.sit(120, 40).await;
    screen.until("Chào Nguyễn Thị Lan").await;
    assert_eq!(house.log().matches("in counter3 officer 2 from 127.0.0.1").count(), 1, "{}", house.log());

    let mut other = connect(house.address).await;
    assert!(other.by_pin("desk", &[&["2", PIN]]).await);
    drop(other);
    house.until_logged("went away before coming in: desk officer 2, from 127.0.0.1").await;
    assert!(!house.log().contains("in desk"), "{}", house.log());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_wrong_pins_end_it_and_the_next_connection_waits() {
    let house = House::open().await;
    let wrong: &[&str] = &["2", "1111"];
    assert!(!connect(house.address).await.by_pin("counter3", &[wrong, wrong, wrong, &["2", PIN]]).await);
    assert!(!connect(house.address).await.by_pin("counter3", &[wrong, &["2", PIN]]).await, "locked for a while");
    let mut guest = connect(house.address).await;
    guest.is_asked("counter3").await;
    for _ in 0..2 {
        assert!(guest.is_told(&["2", "1111"]).await.contains("Số cán bộ"));
    }
    let told = guest.is_told(&["2", "1111"]).await;
    assert!(told.contains("giây rồi thử lại") && told.contains("Nhấn Enter"), "{told}");
    assert_eq!(guest.is_told(&[""]).await, "", "then it ends");
    assert!(house.log().contains("too many wrong PINs before"), "{}", house.log());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_pin_an_officer_signs_in_at_the_hub_only() {
    let house = House::open().await;
    assert!(!connect(house.address).await.by_pin("desk", &[&["1", ""]]).await);
    let mut here = connect_here(&house.socket()).await;
    assert!(here.by_nothing("desk").await, "the hub's own user needs no password at this computer");
    let mut screen = here.sit(80, 24).await;
    screen.until("Đăng nhập quầy").await;
    screen.keys("1\t1\t\r").await;
    screen.until("Cán bộ Một").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_in_over_the_network_for_nothing() {
    let house = House::open().await;
    for account in ["desk", "counter1", "wall", "board", "kiosk", "root", "", "counter0", "officer2"] {
        assert!(!connect(house.address).await.by_nothing(account).await, "{account}");
    }
    assert!(!connect(house.address).await.by_pin("wall", &[&["2", PIN]]).await, "the wall is not an operator's");
    assert!(connect(house.address).await.by_pin("wall", &[&["3", SUPERVISORS_PIN]]).await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_opens_its_own_account_until_it_is_removed() {
    let house = House::open().await;
    let (key, other) = (fresh_key(), fresh_key());
    house.add_key(Account::Wall, &key.public_key().to_openssh().unwrap()).await;
    assert!(!connect(house.address).await.by_key("wall", &other).await);
    assert!(!connect(house.address).await.by_key("board", &key).await);
    let mut wall = connect(house.address).await;
    assert!(wall.by_key("wall", &key).await);
    let mut wall = wall.sit(120, 40).await;
    wall.until("Tổng quan").await;
    let kept = house.hub.now_published();
    assert!(kept.state.keys.values().all(|key| !key.key.contains("Lan")), "a comment often names a person");
    let print = key.public_key().fingerprint(HashAlg::Sha256).to_string();
    house.ask(Verb::RemoveKey { print, account: None }).await;
    // Whoever came in by it is shown out.
    wall.until_closed().await;
    assert!(!connect(house.address).await.by_key("wall", &key).await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officers_own_key_seats_her_at_a_counter() {
    let house = House::open().await;
    let key = fresh_key();
    house.add_key(Account::Officer(OfficerId(2)), &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key("counter5", &key).await);
    let mut screen = guest.sit(120, 40).await;
    screen.until("Chào Nguyễn Thị Lan").await;
    let counter = house.hub.now_published().state.counters[&CounterId(5)].officer;
    assert_eq!(counter, Some(OfficerId(2)));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_and_silence_hurt_nobody() {
    let patience = Patience { entrance: Duration::from_secs(2), ..Patience::default() };
    let house = House::with(|_| Fittings::default(), patience).await;
    for junk in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        &[0xff; 4096],
        b"SSH-2.0-x\r\n\x00\x00\x00\x00",
        b"SSH-2.0-x\r\n\xff\xff\xff\xff",
        &b"no version yet\r\n".repeat(2000),
        &[b"junk\r\n".repeat(300), b"SSH-2.0-x\r\n".to_vec()].concat(),
    ] {
        let mut stream = tokio::net::TcpStream::connect(house.address).await.unwrap();
        let _ = stream.write_all(junk).await;
        let mut answer = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
        assert!(read.is_ok(), "it is never hung up");
    }
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin("desk", &[&["2", PIN]]).await, "the door still opens");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_connections_are_too_many_and_then_it_goes_on() {
    let house = House::open().await;
    let mut open = Vec::new();
    for _ in 0..500 {
        if let Ok(stream) = tokio::net::TcpStream::connect(house.address).await {
            open.push(stream);
        }
    }
    // Those beyond the limit are closed at once.
    let mut closed = 0;
    for stream in &mut open {
        let mut byte = [0; 64];
        let read = tokio::time::timeout(Duration::from_millis(20), stream.read(&mut byte)).await;
        closed += usize::from(matches!(read, Ok(Ok(0) | Err(_))));
    }
    assert!(closed >= 400, "{closed} of 500 were turned away");
    let noted = house.log().matches("refused: too many connections that have not said who they are").count();
    assert_eq!(noted, 1, "once a minute: {}", house.log());
    drop(open);
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    loop {
        let stream = tokio::net::TcpStream::connect(house.address).await.unwrap();
        let mut hello = [0; 4];
        let mut stream = stream;
        if matches!(stream.read(&mut hello).await, Ok(4)) {
            break;
        }
        assert!(std::time::Instant::now() < deadline, "the door stays shut");
    }
    house.close().await;
}

fn was_looked_at(tried: &Result<Officer, NoEntry>) -> bool {
    matches!(tried, Err(NoEntry::Wrong | NoEntry::WrongAgain(_)))
}

#[tokio::test(flavor = "multi_thread")]
async fn many_pins_at_once_are_looked_at_no_more_often_than_one_after_the_other() {
    let house = House::open().await;
    let log = house.dir.path().join("tries.log");
    let pins = Pins::new(Log::new(log.clone(), house.clock.clone()));
    let lan = Some("10.0.0.7".parse().unwrap());
    let tries = (0..12).map(|_| {
        let (pins, seen) = (pins.clone(), house.hub.now_published());
        tokio::spawn(async move { pins.check(&seen, lan, OfficerId(2), "1111".into()).await })
    });
    let mut looked_at = 0;
    for tried in tries.collect::<Vec<_>>() {
        looked_at += usize::from(was_looked_at(&tried.await.unwrap()));
    }
    assert_eq!(looked_at, 4, "as many as cost nothing, and the one that costs");
    let noted = std::fs::read_to_string(log).unwrap();
    assert_eq!(noted.lines().filter(|line| line.contains("turned away: officer 2, ")).count(), 4, "{noted}");
    assert_eq!(noted.matches("refused: too many wrong PINs before, officer 2, from 10.0.0.7").count(), 1, "{noted}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pin_tried_at_the_screen_itself_is_noted_too() {
    let house = House::open().await;
    let mut here = connect_here(&house.socket()).await;
    assert!(here.by_nothing("desk").await);
    let mut screen = here.sit(80, 24).await;
    screen.until("Đăng nhập quầy").await;
    screen.keys("1\t2\t1111\r").await;
    screen.until("Sai số cán bộ hoặc mã PIN").await;
    for tries in 2..=3 {
        screen.keys("1111\r").await;
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        while house.log().matches("turned away: officer 2, wrong number or PIN").count() < tries {
            assert!(std::time::Instant::now() < deadline, "{}", house.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    screen.keys("1111\r").await;
    screen.until("giây rồi thử lại").await;
    assert!(house.log().contains("turned away: officer 2, wrong number or PIN, from this computer"), "{}", house.log());
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_thousand_wrong_pins_four_are_looked_at_and_she_still_comes_in_from_elsewhere() {
    let house = House::open().await;
    let log = house.dir.path().join("tries.log");
    let pins = Pins::new(Log::new(log.clone(), house.clock.clone()));
    let seen = house.hub.now_published();
    let from = |last: u8| Some(std::net::IpAddr::from([10, 0, 0, last]));
    let mut looked_at = 0;
    for number in 0..10_000 {
        let tried = pins.check(&seen, from(7), OfficerId(2), format!("{number:04}")).await;
        looked_at += usize::from(was_looked_at(&tried));
    }
    assert_eq!(looked_at, 4);
    assert!(pins.check(&seen, from(8), OfficerId(2), PIN.into()).await.is_ok());
    let noted = std::fs::read_to_string(log).unwrap();
    assert!(noted.lines().count() < 10, "they fill no log: {noted}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pins_from_elsewhere_keep_her_out_nowhere_where_she_is_at_home() {
    let house = House::open().await;
    let log = house.dir.path().join("home.log");
    let home = Some("10.0.1.1".parse().unwrap());
    let seen = house.hub.now_published();
    Log::new(log.clone(), house.clock.clone()).came_in(home, Account::Desk, Some(OfficerId(2)));
    // Another hub's life: it is known from the file.
    let pins = Pins::new(Log::new(log.clone(), house.clock.clone()));
    for last in 0..30 {
        let tried = pins.check(&seen, Some([10, 0, 0, last].into()), OfficerId(2), "1111".into()).await;
        assert!(tried.is_err(), "{last}");
    }
    let strange = Some("10.0.1.2".parse().unwrap());
    assert!(matches!(pins.check(&seen, strange, OfficerId(2), PIN.into()).await, Err(NoEntry::Wait(_))));
    for place in [home, None] {
        assert!(pins.check(&seen, place, OfficerId(2), PIN.into()).await.is_ok(), "{place:?}");
    }
    house.clock.set(house.clock.now().plus(30 * 86_400));
    assert!(matches!(pins.check(&seen, home, OfficerId(2), PIN.into()).await, Err(NoEntry::Wait(_))), "long ago");
    house.close().await;
}

#[test]
fn a_wait_is_told_as_long_as_it_is() {
    use motcua::text::words::{Language, Words};
    let words = Words::of(Language::Vi);
    for (wait, told) in
        [(300, "1 giây"), (20_000, "20 giây"), (80_001, "81 giây"), (300_000, "5 phút"), (301_000, "6 phút")]
    {
        let said = words.say(&NoEntry::Wait(Duration::from_millis(wait)));
        assert!(said.contains(&format!("Hãy đợi {told} rồi")), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_pin_at_the_wrong_account_is_told_so_and_noted() {
    let house = House::open().await;
    let mut guest = connect(house.address).await;
    assert!(!guest.by_pin("wall", &[&["2", PIN]]).await, "an operator does not read the wall");
    assert!(house.log().contains("turned away: officer 2, her role has no business"), "{}", house.log());
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin("desk", &[&["2", PIN]]).await);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_keeps_nobody_out() {
    let house = House::open().await;
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(tokio::net::TcpStream::connect(house.address).await.unwrap());
    }
    // From this address nobody comes in for the moment; this computer's own user does.
    let mut here = connect_here(&house.socket()).await;
    assert!(here.by_nothing("wall").await);
    assert!(house.log().contains("too many connections that have not said who they are"), "{}", house.log());
    drop(silent);
    house.close().await;
}
