//! A person at the local terminal: typing, pulling the window, and every way it can end.

use super::actor::{ARGUMENTS, STAGE, command, playing};
use super::screen::{Screen, Start};
use rustix::process::Signal;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The terminal is as a shell wants it.
fn assert_given_back(screen: &Screen) {
    screen.look(|screen| {
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still marked");
    });
}

#[test]
fn vietnamese_typed_through_an_input_method_is_on_the_screen() {
    let mut screen = playing();
    assert!(screen.look(|screen| screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()));
    screen.bytes(include_bytes!("../session/streams/openkey_telex.bin"));
    screen.until_text("viết: Nguyễn Thị Hồng Đào, quầy số 3");
    screen.key("F10");
    assert_eq!(screen.until_exit(), 0);
    assert!(screen.text().contains("ended: Asked"), "{}", screen.text());
    assert_given_back(&screen);
}

#[test]
fn a_pulled_window_is_drawn_anew() {
    let screen = playing();
    screen.resize(40, 12);
    screen.until_text("40x12");
    screen.resize(120, 40);
    screen.until_text("120x40");
}

#[test]
fn control_keys_are_keys_and_no_signals() {
    let mut screen = playing();
    screen.key("Ctrl-c");
    screen.key("Ctrl-z");
    screen.key("Ctrl-s");
    screen.type_keys("vẫn đây");
    screen.until_text("viết: vẫn đây.");
    screen.key("Backspace");
    screen.until_gone("đây");
    screen.until_text("viết: vẫn đâ.");
}

#[test]
fn signals_to_stop_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::INT, Signal::QUIT, Signal::HUP] {
        let mut screen = playing();
        screen.signal(signal);
        assert_eq!(screen.until_exit(), 0, "{signal:?}");
        assert!(screen.text().contains("ended:"), "{signal:?}: {}", screen.text());
        assert_given_back(&screen);
    }
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_why() {
    let mut screen = playing();
    screen.key("F8");
    assert_ne!(screen.until_exit(), 0);
    assert_given_back(&screen);
    assert!(screen.text().contains("the leading actor fell"), "{}", screen.text());
}

#[test]
fn a_panic_caught_elsewhere_leaves_the_screen_alone_and_is_told_afterwards() {
    let mut screen = playing();
    screen.key("F9");
    screen.until_text("tin: 1");
    assert!(!screen.text().contains("fell"), "{}", screen.text());
    screen.key("F10");
    assert_eq!(screen.until_exit(), 0);
    assert!(screen.text().contains("something fell behind the stage"), "{}", screen.text());
}

#[test]
fn a_killed_program_is_gone() {
    let screen = playing();
    let process = format!("/proc/{}", screen.pid());
    assert!(std::path::Path::new(&process).exists());
    screen.kill9();
    assert!(!std::path::Path::new(&process).exists());
}

#[test]
fn an_idle_screen_writes_nothing_and_computes_nothing() {
    let mut screen = playing();
    screen.type_keys("x");
    screen.until_text("viết: x.");
    let (bytes, cpu) = (screen.bytes_written(), screen.cpu_time());
    // nothing to wait for: that nothing happens in this time is the test
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(screen.bytes_written(), bytes);
    assert!(screen.cpu_time() <= cpu + Duration::from_millis(10));
}

#[test]
fn without_a_terminal_it_says_so() {
    let mut actor = Command::new(std::env::current_exe().unwrap());
    let output = actor.args(ARGUMENTS).env(STAGE, "1").stdin(Stdio::null()).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("no terminal"));
}

#[test]
fn the_shell_gets_its_line_editing_back() {
    for key in ["F10", "F8"] {
        let mut screen = Start::program("sh").args(["-c", &format!("{}; stty -a", command())]).size(100, 40).run();
        screen.until_text("100x40");
        screen.key(key);
        screen.until_exit();
        let text = screen.text();
        let settings: Vec<&str> = text.split([' ', ';', '\n']).collect();
        for setting in ["icanon", "echo", "isig", "opost", "icrnl"] {
            assert!(settings.contains(&setting), "{setting} after {key}: {text}");
        }
    }
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_up_the_end() {
    let mut screen = playing();
    screen.resize(300, 100);
    screen.until_text("300x100");
    screen.key("F7");
    screen.until_text("bão");
    let deadline = Instant::now() + Duration::from_secs(30);
    let process = format!("/proc/{}", screen.pid());
    let written = || std::fs::read_to_string(format!("{process}/io")).unwrap().lines().nth(1).unwrap().to_owned();
    let stop = rustix::process::Pid::from_raw(screen.pid().cast_signed()).unwrap();
    let ended = screen.held_up(|child| {
        // the storm goes on until all that lies between the program and its terminal is full
        let mut before = String::new();
        while before != written() {
            before = written();
            std::thread::sleep(Duration::from_millis(200));
        }
        rustix::process::kill_process(stop, Signal::TERM).unwrap();
        while Instant::now() < deadline && !matches!(child.try_wait(), Ok(Some(_))) {
            std::thread::sleep(Duration::from_millis(5));
        }
        child.try_wait().unwrap().is_some()
    });
    assert!(ended, "still there");
}

#[test]
fn the_program_itself_starts_in_a_terminal() {
    let mut screen = Start::motcua().args(["--version"]).run();
    assert_eq!(screen.until_exit(), 0);
}
