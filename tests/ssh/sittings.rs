//! Terminals over SSH: what they show, and how they end.

use super::centre;
use super::client::{connect, connect_here, connect_narrow, fresh_key, parser};
use super::hall::{House, PIN};
use motcua::domain::account::Account;
use motcua::session::screens::Fittings;
use motcua::session::ssh::Patience;
use motcua::text::words::{Language, Words};
use std::time::Duration;

async fn desk(house: &House, counter: u16, cols: u32, rows: u32) -> super::client::Screen {
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin(&format!("counter{counter}"), &[&["2", PIN]]).await);
    guest.sit(cols, rows).await
}

async fn wall(house: &House) -> super::client::Screen {
    let key = fresh_key();
    house.add_key(Account::Wall, &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key("wall", &key).await);
    guest.sit(120, 40).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_at_one_screen_is_seen_on_the_others() {
    let house = House::open().await;
    let mut wall = wall(&house).await;
    wall.until("Hôm nay chưa gọi ai").await;
    let mut desk = desk(&house, 3, 80, 24).await;
    desk.until("Quầy 3").await;
    house.ask(centre::issue('A')).await;
    desk.until("A001").await;
    wall.until("1/8 đang mở").await;
    wall.until("Nhóm A   1").await;
    desk.keys("g").await;
    let before = wall.bytes;
    wall.until("→ Quầy 3").await;
    assert!(wall.bytes - before < 1024, "one call sent {} bytes to the wall", wall.bytes - before);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn vietnamese_is_typed_as_it_is_and_as_input_methods_send_it() {
    let house = House::open().await;
    let mut desk = desk(&house, 3, 120, 40).await;
    desk.until("Chào Nguyễn Thị Lan").await;
    desk.keys("/").await;
    desk.until_it("the search", |screen| !screen.text().contains("Hôm nay")).await;
    desk.keys("Nguyễn Thị Hồng Đa\u{7f}ào").await;
    desk.until("Nguyễn Thị Hồng Đào").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn any_size_is_drawn_and_changes() {
    let house = House::open().await;
    let mut desk = desk(&house, 3, 65_535, 65_535).await;
    desk.until_it("a first frame", |screen| screen.bytes > 1000).await;
    desk.channel.window_change(30, 6, 0, 0).await.unwrap();
    desk.parser = parser(6, 30);
    desk.until("Quầy 3").await;
    desk.channel.window_change(0, 0, 0, 0).await.unwrap();
    desk.parser = parser(24, 80);
    desk.until("Nguyễn Thị Lan").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_ends_this_screen_alone() {
    let house = House::open().await;
    let mut away = wall(&house).await;
    away.until("Tổng quan").await;
    away.keys("q\u{3}").await;
    let mut here = connect_here(&house.socket()).await;
    assert!(here.by_nothing("wall").await);
    let mut wall = here.sit(120, 40).await;
    wall.until("Tổng quan").await;
    wall.keys("q").await;
    wall.until("Bấm q lần nữa").await;
    wall.keys("q").await;
    wall.until_closed().await;
    assert_eq!(wall.exit, Some(0));
    assert!(wall.text().contains("Đã thoát"), "{}", wall.text());
    // One more connection, so that the end of the one before has been looked at.
    assert!(connect_here(&house.socket()).await.by_nothing("wall").await);
    assert!(!house.log().contains("a fault"), "{}", house.log());
    house.ask(centre::issue('A')).await;
    away.until("người đang chờ").await;
    assert_eq!(away.exit, None, "a display opened by its key stands where anybody may press one");
    assert!(!wall.parser.screen().alternate_screen(), "the terminal is given back");
    assert!(!wall.parser.screen().hide_cursor());
    let mut desk = desk(&house, 3, 80, 24).await;
    desk.until("Quầy 3").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_hub_stops_every_screen_is_told() {
    let house = House::open().await;
    let mut wall = wall(&house).await;
    wall.until("Tổng quan").await;
    let mut desk = desk(&house, 3, 80, 24).await;
    desk.until("Quầy 3").await;
    let closing = tokio::spawn(house.close());
    for screen in [&mut wall, &mut desk] {
        screen.until_closed().await;
        assert_eq!(screen.exit, Some(75), "the launcher connects again");
        assert!(!screen.parser.screen().alternate_screen());
        assert!(screen.text().contains("đã dừng") || screen.text().contains("dừng"), "{}", screen.text());
    }
    closing.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_goodbye_is_in_the_language_of_the_screen() {
    let house = House::open().await;
    let mut desk = desk(&house, 3, 80, 24).await;
    desk.until("Chào Nguyễn Thị Lan").await;
    desk.keys("\x1b[20~").await;
    desk.until("Welcome, Nguyễn Thị Lan").await;
    let closing = tokio::spawn(house.close());
    desk.until_closed().await;
    let text = desk.text();
    assert!(text.contains(Words::of(Language::En).get("session.hub_stopped")), "{text}");
    closing.await.unwrap();
}

const SCREENS_ONLY: &str = "Máy chủ này chỉ mở màn hình; không chạy lệnh, không chép tệp, không chuyển tiếp cổng. \
                            Hãy chạy ssh không kèm lệnh nào.\n\
                            This hub opens screens only: no commands, no files, no forwarding. Run ssh without a \
                            command.\n";

/// What comes on the stream for errors until the channel is closed, and its exit status.
async fn said(channel: &mut russh::Channel<russh::client::Msg>) -> (String, Option<u32>) {
    let (mut said, mut exit) = (Vec::new(), None);
    while let Some(message) = channel.wait().await {
        match message {
            russh::ChannelMsg::ExtendedData { data, ext: 1 } => said.extend_from_slice(&data),
            russh::ChannelMsg::ExitStatus { exit_status } => exit = Some(exit_status),
            _ => {}
        }
    }
    (String::from_utf8(said).unwrap(), exit)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_drops_amid_a_key_is_found_as_it_was() {
    let house = House::open().await;
    for torn in ["\x1b[<0;1", "\x1b[200~nửa", "\x1b]52;c;AAAA", "Nguy\u{1ec5}"] {
        let mut desk = desk(&house, 3, 80, 24).await;
        desk.until("Chào Nguyễn Thị Lan").await;
        desk.channel.data(&torn.as_bytes()[..torn.len() - 1]).await.unwrap();
        drop(desk);
    }
    let mut again = desk(&house, 3, 80, 24).await;
    again.until("Chào Nguyễn Thị Lan").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_files_and_second_terminals_are_refused() {
    let house = House::open().await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin("desk", &[&["2", PIN]]).await);
    let mut first = guest.channel().await.unwrap();
    assert!(guest.channel().await.is_err(), "one terminal for each connection");
    first.exec(true, "ls").await.unwrap();
    assert_eq!(said(&mut first).await, (SCREENS_ONLY.to_owned(), Some(1)));
    let mut first = guest.channel().await.unwrap();
    first.request_subsystem(true, "sftp").await.unwrap();
    assert_eq!(said(&mut first).await, (SCREENS_ONLY.to_owned(), Some(1)));
    for _ in 0..3 {
        assert!(!guest.forwards().await);
    }
    let log = house.log();
    for what in ["a command", "a subsystem such as sftp", "forwarding"] {
        let line = format!("refused: {what}, officer 2, from 127.0.0.1");
        assert_eq!(log.matches(&line).count(), 1, "{what} once a minute: {log}");
    }
    let mut first = guest.channel().await.unwrap();
    // A shell without a terminal is told what is missing.
    first.request_shell(false).await.unwrap();
    let mut said = Vec::new();
    while let Some(message) = first.wait().await {
        if let russh::ChannelMsg::Data { data } = message {
            said.extend_from_slice(&data);
        }
    }
    assert!(String::from_utf8_lossy(&said).contains("ssh"), "{said:?}");
    let log = house.log();
    assert!(log.contains("refused: no terminal, officer 2, from") && !log.contains(" in desk"), "{log}");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_that_reads_nothing_holds_nobody_up() {
    let house = House::open().await;
    let stalled = wall(&house).await;
    let mut desk = desk(&house, 3, 80, 24).await;
    desk.until("Quầy 3").await;
    for number in 1..=200 {
        house.ask(centre::issue('A')).await;
        if number % 50 == 0 {
            desk.until(&format!("{number} ")).await;
        }
    }
    assert!(stalled.text().trim().is_empty(), "it has read nothing");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_that_takes_nothing_is_let_go_with_its_connection() {
    let terminal = Duration::from_millis(200);
    let house = House::with(|_| Fittings::default(), Patience { terminal, ..Patience::default() }).await;
    let key = fresh_key();
    house.add_key(Account::Wall, &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect_narrow(house.address).await;
    assert!(guest.by_key("wall", &key).await);
    let mut stalled = guest.sit(200, 60).await;
    // Nothing shows from outside that it was given up, since nothing reaches it: this span is the stall and the goodbye.
    tokio::time::sleep(Duration::from_secs(3)).await;
    stalled.until_closed().await;
    assert_eq!(stalled.exit, None, "no goodbye reached it");
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_no_terminal_is_let_go() {
    let entrance = Duration::from_millis(300);
    let house = House::with(|_| Fittings::default(), Patience { entrance, ..Patience::default() }).await;
    let key = fresh_key();
    house.add_key(Account::Wall, &key.public_key().to_openssh().unwrap()).await;
    let mut admitted = connect(house.address).await;
    assert!(admitted.by_key("wall", &key).await);
    let silent = connect(house.address).await;
    admitted.until_hung_up().await;
    silent.until_hung_up().await;
    house.close().await;
}
