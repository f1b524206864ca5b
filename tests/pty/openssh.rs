//! The stock OpenSSH client at the doors of the real hub: needs that client, so `.ci/run` installs it and asks for
//! these tests by name.

use super::centre::{Centre, OPENING, until_said, vietnamese};
use super::screen::{Screen, Start};
use motcua::text::words::{Language, Words};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

pub const PIN: &str = "24681";

/// A running hub that listens on the network of this computer alone.
pub struct Served {
    pub centre: Centre,
    pub hub: Child,
    pub port: u16,
}

impl Served {
    pub fn start() -> Self {
        let centre = Centre::made();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = centre.settings_text();
        assert!(settings.contains("\nlisten = \"\"\n"), "nobody comes in before an administrator says so");
        let listening = settings.replace("\nlisten = \"\"\n", &format!("\nlisten = \"127.0.0.1:{port}\"\n"));
        std::fs::write(centre.settings(), listening).unwrap();
        // The administrator's PIN first, then one that she has chosen herself.
        let add = centre.command(OPENING, ["officer", "add", "Nguyễn Thị Lan", "--pin-stdin"]);
        let choose = centre.command(OPENING, ["--officer", "2", "officer", "pin", "2", "--pin-stdin"]);
        for (mut command, pin) in [(add, "7531"), (choose, PIN)] {
            let mut asked = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
            writeln!(asked.stdin.take().unwrap(), "{pin}").unwrap();
            assert!(asked.wait().unwrap().success());
        }
        let hub = serve(&centre);
        Self { centre, hub, port }
    }

    fn ssh(&self, account: &str) -> Start {
        let known = self.centre.path().join("known_hosts");
        let known = format!("UserKnownHostsFile={}", known.display());
        let port = self.port.to_string();
        let options = ["-F", "none", "-p", &port, "-o", &known, "-o", "HostKeyAlias=motcua"];
        let strict = ["-o", "StrictHostKeyChecking=yes", "-o", "PreferredAuthentications=keyboard-interactive"];
        Start::program("ssh").args(options).args(strict).args([format!("{account}@127.0.0.1")])
    }

    /// A desk at counter 1, signed in by number and PIN.
    fn desk(&self) -> Screen {
        let mut screen = self.ssh("counter1").run();
        screen.until_text("Số cán bộ");
        screen.type_keys("2");
        screen.key("Enter");
        screen.until_text("Mã PIN");
        screen.type_keys(PIN);
        screen.key("Enter");
        screen.until_text("Chào Nguyễn Thị Lan");
        screen
    }
}

/// Halts the hub. One of its threads hears the signal first, and the others go on until that one runs: so it is waited
/// until all of them stand still.
fn halt(hub: Pid) {
    kill_process(hub, Signal::STOP).unwrap();
    let (_, status) = waitpid(Some(hub), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped(), "{status:?}");
}

/// The hub, when it answers.
fn serve(centre: &Centre) -> Child {
    let mut hub = centre.command(OPENING, ["serve", "--json"]);
    // Lines are asked often whether they live, so that a test need not wait for long.
    let hub_out = hub.env("MOTCUA_PULSE_MS", "500").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut hub = hub_out.spawn().unwrap();
    let mut said = String::new();
    BufReader::new(hub.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("SHA256:"), "{said}");
    hub
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.hub.kill();
        let _ = self.hub.wait();
    }
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_signs_in_calls_types_resizes_drops_and_comes_back() {
    let served = Served::start();
    let words = vietnamese();
    let mut desk = served.desk();
    served.centre.ask(OPENING, ["ticket", "issue", "--service", "A"]);
    desk.until_text("A001");
    desk.key("g");
    let called = words.fill("desk.did_call", &[("ticket", "A001"), ("counter", "1"), ("why", "")]);
    until_said(&desk, called.trim_end_matches([' ', '.']));

    desk.key("/");
    desk.until_text(words.get("search.prompt"));
    desk.type_keys("Nguyễn Thị Hồng Đào");
    desk.until_text("Nguyễn Thị Hồng Đào");
    desk.key("Ctrl-u");
    desk.until_gone("Nguyễn Thị Hồng Đào");
    desk.bytes(include_bytes!("../session/streams/openkey_telex.bin"));
    let typed = include_str!("../session/streams/openkey_telex.txt").trim();
    // The field shows the end of what is longer than it.
    desk.until_text(typed.rsplit(": ").next().unwrap());
    desk.key("Esc");

    desk.resize(120, 40);
    desk.until_text(words.get("desk.today"));
    desk.resize(80, 24);
    desk.until_text("Quầy 2");

    desk.kill9();
    let again = served.desk();
    again.until_text("Đang gọi lần 1");
    assert_eq!(served.centre.ask(OPENING, ["counters"])["counters"][0]["ticket"], "A001", "nothing is half-done");
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_lets_an_officer_take_her_time_over_her_pin() {
    let served = Served::start();
    let mut screen = served.ssh("counter1").run();
    screen.until_text("Số cán bộ");
    // Longer than any span after which a client is asked whether it is still there; nothing on it tells when.
    std::thread::sleep(Duration::from_secs(22));
    screen.type_keys("2");
    screen.key("Enter");
    screen.until_text("Mã PIN");
    screen.type_keys(PIN);
    screen.key("Enter");
    screen.until_text("Chào Nguyễn Thị Lan");
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_screens_of_a_hub_that_hangs_say_so_do_nothing_typed_blindly_and_come_back() {
    let served = Served::start();
    let words = vietnamese();
    let data = served.centre.path();
    let board = Start::motcua().args(["--data".as_ref(), data.as_os_str(), "board".as_ref()]).size(80, 24).run();
    board.until_text("Mời công dân");
    let mut desk = served.desk();
    served.centre.ask(OPENING, ["ticket", "issue", "--service", "A"]);
    desk.until_text("A001");
    let hub = Pid::from_raw(served.hub.id().cast_signed()).unwrap();
    let attach = || Start::motcua().args(["--data".as_ref(), data.as_os_str(), "desk".as_ref()]).size(80, 24).run();
    let before = attach();
    before.until_text("Đăng nhập");
    halt(hub);
    desk.key("g");
    until_said(&board, words.get("cli.away_citizens"));
    // One that was open, and one that is opened at a hub which hangs already.
    let opened = [before, attach()];
    for screen in &opened {
        until_said(screen, "máy chủ không trả lời từ");
        screen.look(|shown| assert_eq!(shown.contents().matches("không trả lời").count(), 1, "{}", shown.contents()));
    }
    kill_process(hub, Signal::CONT).unwrap();
    board.until_text("Mời công dân");
    for screen in &opened {
        screen.until_text("Đăng nhập");
    }
    desk.until_text("Đường truyền vừa bị đứt");
    let counter = served.centre.ask(OPENING, ["counters"])["counters"][0].clone();
    assert!(counter["ticket"].is_null(), "nobody is called by somebody who saw nothing: {counter}");
    desk.key("g");
    desk.until_text("Đang gọi");
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_is_refused_after_three_wrong_pins_and_shows_no_shell() {
    let served = Served::start();
    let mut screen = served.ssh("counter1").run();
    for _ in 0..3 {
        screen.until("the question", |shown| shown.contents().trim_end().ends_with("Số cán bộ:"));
        screen.type_keys("2");
        screen.key("Enter");
        screen.until("the PIN", |shown| shown.contents().trim_end().ends_with("Mã PIN:"));
        screen.type_keys("1111");
        screen.key("Enter");
    }
    assert_eq!(screen.until_exit(), 255);
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_attaches_another_screen_at_this_computer_without_a_password() {
    let served = Served::start();
    let data = served.centre.path();
    let wall =
        |name: &str| Start::motcua().args(["--data".as_ref(), data.as_os_str(), name.as_ref()]).size(120, 40).run();
    let (mut wall, board) = (wall("wall"), wall("board"));
    wall.until_text("Tổng quan");
    board.until_text("Mời công dân");
    served.centre.ask(OPENING, ["ticket", "issue", "--service", "A"]);
    served.centre.ask(OPENING, ["counter", "open", "2"]);
    served.centre.ask(OPENING, ["call", "2"]);
    wall.until_text("→ Quầy 2");
    wall.key("q");
    wall.until_text("Bấm q lần nữa");
    wall.key("q");
    assert_eq!(wall.until_exit(), 0);
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_attached_screens_come_back_with_the_hub() {
    let mut served = Served::start();
    let words = vietnamese();
    let data = served.centre.path();
    let screen =
        |name: &str| Start::motcua().args(["--data".as_ref(), data.as_os_str(), name.as_ref()]).size(80, 24).run();
    let (mut board, mut kiosk) = (screen("board"), screen("kiosk"));
    let waits = words.get("cli.away_citizens");
    for signal in [Signal::TERM, Signal::KILL] {
        board.until_text("Mời công dân");
        kiosk.until_text("Ông/bà cần làm việc gì?");
        let hub = Pid::from_raw(served.hub.id().cast_signed()).unwrap();
        kill_process(hub, signal).unwrap();
        served.hub.wait().unwrap();
        for screen in [&board, &kiosk] {
            until_said(screen, waits);
            screen.look(|screen| {
                assert!(!screen.alternate_screen() && !screen.hide_cursor());
                assert!(!screen.contents().contains("Ctrl-C"), "citizens are not told how to end it");
            });
        }
        kiosk.key("Ctrl-c");
        served.hub = serve(&served.centre);
    }
    kiosk.until_text("Ông/bà cần làm việc gì?");
    board.until_text("Mời công dân");
    served.hub.kill().unwrap();
    served.hub.wait().unwrap();
    until_said(&board, waits);
    board.key("Ctrl-c");
    board.until_exit();
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_attached_screens_say_that_the_hub_is_away_in_the_language_chosen_there() {
    let mut served = Served::start();
    let data = served.centre.path();
    let mut board = Start::motcua().args(["--data".as_ref(), data.as_os_str(), "board".as_ref()]).size(80, 24).run();
    board.until_text("Mời công dân");
    board.key("F9");
    board.until_text("Now serving");
    // Chosen is what the hub has written down.
    let chosen = || std::fs::read_to_string(data.join("languages")).unwrap_or_default().contains(" en");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !chosen() {
        assert!(Instant::now() < deadline, "it is never written down");
        std::thread::sleep(Duration::from_millis(10));
    }
    served.hub.kill().unwrap();
    served.hub.wait().unwrap();
    until_said(&board, Words::of(Language::En).get("cli.away_citizens"));
}
