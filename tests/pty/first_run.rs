//! The first run: a few questions at the terminal, Enter takes every default, then the desk.

use super::screen::Start;
use std::path::Path;
use std::process::Command;

/// What each question of the first run says, in their order.
const QUESTIONS: [&str; 6] =
    ["Tên trung tâm [", "chỉ chữ số", "định danh đơn vị [", "Số quầy", "Họ và tên cán bộ", "Mã PIN (không hiện"];

fn motcua(data: &Path, args: &[&str]) -> super::screen::Screen {
    Start::motcua().args(["--data", data.to_str().unwrap()]).args(args).run()
}

fn officers(data: &Path) -> String {
    let mut command = Command::new(super::screen::program());
    command.arg("--data").arg(data).args(["officer", "list"]);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn enter_takes_every_default_and_opens_the_desk() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut screen = motcua(&data, &[]);
    for question in QUESTIONS {
        screen.until_text(question);
        screen.key("Enter");
    }
    screen.until("the desk", vt100::Screen::alternate_screen);
    screen.kill9();
    assert_eq!(officers(&data), "Cán bộ 1: Cán bộ 1, quản trị, không có mã PIN.\n");
    let text = std::fs::read_to_string(data.join("centre.toml")).unwrap();
    assert_eq!(text.matches("\n[[counter]]").count(), 3);
}

#[test]
fn what_is_typed_is_taken_and_a_pin_is_never_shown() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut screen = motcua(&data, &["init"]);
    screen.until_text("Tên trung tâm");
    screen.type_keys("Trung tâm xã Quỳnh Tam\r");
    screen.until_text("chỉ chữ số");
    screen.type_keys("17149x\r");
    screen.until_text("nhiều nhất 16 chữ số");
    screen.until_text("Esc: về câu trước");
    screen.type_keys("17149\r");
    screen.until_text("định danh đơn vị [");
    screen.key("Enter");
    screen.until_text("Số quầy");
    screen.type_keys("5\r");
    screen.until_text("Họ và tên");
    screen.type_keys("Vi Thị Khăm\r");
    screen.until_text("Mã PIN (không hiện");
    screen.type_keys("2580\r");
    screen.until_text("Gõ lại mã PIN");
    screen.type_keys("2580\r");
    assert_eq!(screen.until_exit(), 0);
    assert!(!screen.text().contains("2580"), "{}", screen.text());
    assert_eq!(officers(&data), "Cán bộ 1: Vi Thị Khăm, quản trị, có mã PIN.\n");
}

#[test]
fn giving_up_changes_nothing_and_gives_the_terminal_back() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut screen = motcua(&data, &["init"]);
    for question in &QUESTIONS[..5] {
        screen.until_text(question);
        screen.key("Enter");
    }
    screen.until_text("Mã PIN (không hiện");
    screen.key("Ctrl-c");
    assert_eq!(screen.until_exit(), 1);
    assert!(screen.text().contains("chưa thay đổi gì"), "{}", screen.text());
    assert!(!data.exists());
}
