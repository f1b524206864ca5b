//! A past day in a real terminal: it says what it is, goes forth and back, plays, tells why, and leaves nothing.

use super::centre::{Centre, OPENING};
use super::screen::Start;
use std::ffi::OsStr;

#[test]
fn a_day_is_seen_again_played_and_explained() {
    let centre = Centre::made();
    let ask = |time: &str, args: &[&str]| drop(centre.ask(&format!("2026-11-23T{time}"), args));
    ask("07:30:00", &["counter", "open", "1"]);
    ask("08:00:00", &["ticket", "issue", "--service", "A"]);
    ask("08:05:00", &["ticket", "issue", "--service", "A", "--priority", "elderly"]);
    ask("08:10:30", &["call", "1"]);
    ask("08:11:00", &["start", "1"]);
    let args = ["--clock", "2026-11-23T12:00:00", "replay", "--at", "2026-11-23T08:07"];
    let start = Start::motcua().args([OsStr::new("--data"), centre.path().as_os_str()]);
    let mut screen = start.args(args).size(120, 40).run();
    screen.until_text("KHÔNG PHẢI BÂY GIỜ");
    screen.until_text("08:07:00");
    screen.until_text("người đang chờ");
    // One event on: the call.
    screen.key("Right");
    screen.until_text("Mời A002 đến quầy 1");
    screen.type_keys("w");
    screen.until_text("A001 đã chờ 10 phút: A002 thuộc diện ưu tiên cao hơn.");
    screen.key("Esc");
    screen.until_gone("thuộc diện ưu tiên cao hơn");
    screen.key("Left");
    screen.until_text("A002");
    screen.until_gone("Mời A002");
    screen.type_keys("/");
    screen.until_text("Đến giờ");
    screen.type_keys("A009");
    screen.key("Enter");
    screen.until_text("Số gần nhất: A001, A002.");
    for _ in 0..4 {
        screen.key("Backspace");
    }
    screen.type_keys("7h45");
    screen.key("Enter");
    screen.until_text("07:45:00");
    screen.key("Tab");
    screen.until_text("bảng phòng chờ");
    screen.key("Tab");
    screen.until_text("các quầy");
    // At six hundred times as fast the morning is over in a moment, and stands at its end.
    screen.type_keys("+++ ");
    screen.until_text("600×");
    screen.key("End");
    screen.until_text("dừng");
    screen.type_keys("q");
    assert_eq!(screen.until_exit(), 0);
    let left = std::fs::read_dir(centre.path()).unwrap().flatten();
    let left: Vec<_> = left.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| !name.contains("export")), "{left:?}");
    assert!(centre.tell(OPENING, ["verify"]).exit == Some(0));
}
