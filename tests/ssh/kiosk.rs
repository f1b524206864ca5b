//! The kiosk over SSH: numbers, scanned cards, and no way out.

use super::centre;
use super::client::{Screen, connect, connect_here, fresh_key};
use super::hall::{House, PIN, SUPERVISORS_PIN};
use motcua::announce::Announcer;
use motcua::domain::account::Account;
use motcua::domain::command::{CounterVerb, Verb};
use motcua::domain::ids::CounterId;
use motcua::domain::published::Trouble;
use motcua::engine::Hub;
use motcua::print::{Printer, Target, Terms};
use motcua::session::kiosk::shown::Shown;
use motcua::session::screens::Fittings;
use std::path::Path;
use std::time::Duration;

/// A printer that prints into `file`, and tells the staff when it cannot.
fn printing(hub: &Hub, file: &Path) -> Fittings {
    let told = hub.clone();
    let terms = Terms { target: Some(Target::File(file.to_owned())), ..Terms::default() };
    let printer = Printer::start(terms, move |came| {
        told.set_printer(came.err().map(|_| Trouble::PrinterGone)).unwrap();
    });
    Fittings { printer, ..Fittings::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printer_that_is_gone_is_told_to_citizens_and_staff_until_it_is_back() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("printer");
    let house = House::fitted(|hub| printing(hub, &folder.join("slips.bin"))).await;
    let mut kiosk = kiosk(&house).await;
    choose(&mut kiosk).await;
    kiosk.until("Chưa in được phiếu; hãy nhớ số này").await;
    kiosk.until("Số của ông/bà là").await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_pin("counter1", &[&["2", PIN]]).await);
    let mut desk = guest.sit(120, 40).await;
    desk.until("máy in không trả lời").await;
    std::fs::create_dir(&folder).unwrap();
    read().await;
    kiosk.keys("\r").await;
    choose(&mut kiosk).await;
    kiosk.until("Mời lấy phiếu ở máy in").await;
    desk.until_it("the trouble gone", |desk| !desk.text().contains("máy in không trả lời")).await;
    assert!(std::fs::metadata(folder.join("slips.bin")).unwrap().len() > 1000);
    house.close().await;
}

const ID: &str = "040199001234";

async fn kiosk(house: &House) -> Screen {
    let key = fresh_key();
    house.add_key(Account::Kiosk, &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key("kiosk", &key).await);
    let mut kiosk = guest.sit(100, 30).await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    kiosk
}

/// Reads what is shown: keys so soon after a page has changed are ignored, and Enter longer after a card.
async fn read() {
    tokio::time::sleep(Duration::from_millis(900)).await;
}

/// Chooses service A as a person does.
async fn choose(kiosk: &mut Screen) {
    kiosk.until("Ông/bà cần làm việc gì?").await;
    read().await;
    kiosk.keys("a").await;
    sure(kiosk).await;
}

/// One key alone takes no number: she means it.
async fn sure(kiosk: &mut Screen) {
    kiosk.until("Lấy số cho việc này?").await;
    read().await;
    kiosk.keys("1").await;
}

fn issued(house: &House) -> usize {
    house.hub.now_published().state.tickets.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citizen_takes_a_number_by_key_and_by_touch() {
    let house = House::open().await;
    let mut kiosk = kiosk(&house).await;
    choose(&mut kiosk).await;
    kiosk.until("Số của ông/bà là").await;
    kiosk.until("Chưa có quầy mở cho việc này").await;
    read().await;
    kiosk.keys("\r").await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    // The names stand in large letters here; the second of the three is in the middle.
    let row = 18;
    read().await;
    kiosk.keys(&format!("\x1b[<0;30;{row}M\x1b[<0;30;{row}m")).await;
    kiosk.until("Số của ông/bà là").await;
    let published = house.hub.now_published();
    let services: Vec<char> = published.state.tickets.keys().map(|no| no.service.letter()).collect();
    assert_eq!(services, ['A', 'B']);
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_card_has_one_number_for_a_service() {
    let house = House::open().await;
    let (mut first, mut second) = (kiosk(&house).await, kiosk(&house).await);
    first.keys(&format!("{ID}\r")).await;
    first.until("Đã quét thẻ").await;
    assert_eq!(issued(&house), 0, "a scan presses no key");
    choose(&mut first).await;
    first.until("Số của ông/bà là").await;
    // The same card at another kiosk, now by its QR code.
    second.keys(&format!("{ID}||Nguyen Van A|01011990|Nam|Xa Cam Trung|01012022\r")).await;
    second.until("Đã quét thẻ").await;
    read().await;
    second.keys("a").await;
    // Said at once, before any question.
    second.until("đã lấy số A001").await;
    assert_eq!(issued(&house), 1);
    read().await;
    second.keys("\r").await;
    // Another service is another matter, and so is another card.
    second.until("Ông/bà cần làm việc gì?").await;
    second.keys(&format!("{ID}\r")).await;
    second.until("Đã quét thẻ").await;
    read().await;
    second.keys("b").await;
    sure(&mut second).await;
    second.until("Số của ông/bà là").await;
    read().await;
    second.keys("\r").await;
    second.until("Ông/bà cần làm việc gì?").await;
    second.keys("040199001235\r").await;
    second.until("Đã quét thẻ").await;
    choose(&mut second).await;
    second.until("Số của ông/bà là").await;
    assert_eq!(issued(&house), 3);
    assert!(found_in(house.dir.path(), b"A001") || found_in(house.dir.path(), b"ticket_issued"), "the files are read");
    assert!(!found_in(house.dir.path(), ID.as_bytes()), "nothing of the card is kept");
    house.close().await;
}

fn found_in(dir: &Path, what: &[u8]) -> bool {
    std::fs::read_dir(dir).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found_in(&path, what)
        } else {
            std::fs::read(path).is_ok_and(|bytes| bytes.windows(what.len()).any(|window| window == what))
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_supervisor_with_a_pin_ends_it() {
    let house = House::open().await;
    let mut kiosk = kiosk(&house).await;
    for keys in ["q", "\x03", "\x04", "\x1b[21~"] {
        kiosk.keys(keys).await;
        tokio::time::sleep(Duration::from_millis(120)).await;
    }
    kiosk.keys("\x11").await;
    kiosk.until("Thoát màn hình lấy số").await;
    kiosk.keys("1\t9\r").await;
    kiosk.until("Chỉ lãnh đạo").await;
    kiosk.keys("\x1b").await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    kiosk.keys("\x11").await;
    kiosk.until("Thoát màn hình lấy số").await;
    kiosk.keys(&format!("2\t{PIN}\r")).await;
    kiosk.until("Chỉ lãnh đạo").await;
    kiosk.keys("\x1b").await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    kiosk.keys("\x11").await;
    kiosk.until("Thoát màn hình lấy số").await;
    kiosk.keys(&format!("3\t{SUPERVISORS_PIN}\r")).await;
    kiosk.until_closed().await;
    assert_eq!(kiosk.exit, Some(0));
    for said in [
        "turned away: officer 1, has no PIN, from 127.0.0.1",
        "turned away: officer 2, her role has no business at this account, from 127.0.0.1",
        "ended kiosk officer 3 from 127.0.0.1",
    ] {
        assert!(house.log().contains(said), "{said}: {}", house.log());
    }
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_rings_and_flashes_for_calls_that_nothing_speaks() {
    let announcing = |hub: &Hub| {
        let announcer = Announcer::start(None, hub.published(), &tokio::runtime::Handle::current(), |_| {});
        Fittings { announcer, ..Fittings::default() }
    };
    let house = House::fitted(announcing).await;
    let key = fresh_key();
    house.add_key(Account::Board, &key.public_key().to_openssh().unwrap()).await;
    let mut guest = connect(house.address).await;
    assert!(guest.by_key("board", &key).await);
    let mut board = guest.sit(100, 30).await;
    board.until("Chưa gọi số nào").await;
    assert_eq!(board.bells, 0);
    let reversed =
        |board: &Screen| (0..30).any(|row| board.parser.screen().cell(row, 5).is_some_and(vt100::Cell::inverse));
    for verb in [CounterVerb::Open { officer: None }, CounterVerb::CallNext] {
        house.ask(centre::issue('A')).await;
        house.ask(Verb::At(CounterId(1), verb)).await;
    }
    board.until_it("one ring", |board| board.bells == 1).await;
    board.until_it("a reversed line", reversed).await;
    house.ask(Verb::At(CounterId(1), CounterVerb::Recall)).await;
    board.until_it("a second ring", |board| board.bells == 2).await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kiosk_that_comes_back_shows_the_number_again_until_it_is_taken() {
    let house = House::open().await;
    let come = async |name: &str| {
        let mut guest = connect_here(&house.socket()).await;
        assert!(guest.by_nothing("kiosk").await);
        guest.sit_as(&[("MOTCUA_SCREEN", name)]).await
    };
    // Another hub, and whatever waits for it, find it in the file.
    let until_kept = async |number: Option<&str>| {
        let deadline = std::time::Instant::now() + Duration::from_secs(10);
        let kept = || Shown::open(house.kiosk_numbers()).at("one").map(|(ticket, _)| ticket.to_string());
        while kept().as_deref() != number {
            assert!(std::time::Instant::now() < deadline, "{:?} is kept", kept());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let mut first = come("one").await;
    choose(&mut first).await;
    first.until("Hãy nhớ").await;
    until_kept(Some("A001")).await;
    let mut second = come("one").await;
    second.until("Số của ông/bà là").await;
    // The one that was cut off takes nothing away from the one that came after it.
    read().await;
    first.keys("\r").await;
    first.until("Ông/bà cần làm việc gì?").await;
    until_kept(Some("A001")).await;
    come("other").await.until("Ông/bà cần làm việc gì?").await;
    read().await;
    second.keys("\r").await;
    second.until("Ông/bà cần làm việc gì?").await;
    until_kept(None).await;
    come("one").await.until("Ông/bà cần làm việc gì?").await;
    house.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pins_at_a_kiosk_keep_nobody_from_her_desk_and_are_told() {
    let house = House::open().await;
    let mut guest = connect_here(&house.socket()).await;
    assert!(guest.by_nothing("kiosk").await);
    let mut kiosk = guest.sit(100, 30).await;
    kiosk.until("Ông/bà cần làm việc gì?").await;
    kiosk.keys("\x11").await;
    kiosk.until("Thoát màn hình lấy số").await;
    kiosk.keys("2\t").await;
    for tries in 1..=3 {
        kiosk.keys("1111\r").await;
        kiosk.until("Sai số cán bộ hoặc mã PIN").await;
        let deadline = std::time::Instant::now() + Duration::from_secs(20);
        while house.log().matches("turned away: officer 2").count() < tries {
            assert!(std::time::Instant::now() < deadline, "{}", house.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    kiosk.keys("1111\r").await;
    kiosk.until("giây rồi thử lại").await;
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while house.hub.now_published().troubles != [Trouble::KioskGuessed] {
        assert!(std::time::Instant::now() < deadline, "the staff are not told");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // The same officer at the same PC, at a desk.
    let mut guest = connect_here(&house.socket()).await;
    assert!(guest.by_nothing("desk").await);
    let mut desk = guest.sit(120, 40).await;
    desk.until("nhiều lần nhập sai").await;
    desk.keys(&format!("1\t2\t{PIN}\r")).await;
    desk.until("Chào Nguyễn Thị Lan").await;
    house.close().await;
}
