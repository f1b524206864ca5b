//! `assets/motcua-screen` between the stock ssh client and the real hub, with a network that goes away without a word.

use super::centre::{OPENING, until_said};
use super::openssh::{PIN, Served};
use super::screen::{Screen, Start};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// A network that can be made to carry nothing while every connection stays open; nothing in it is lost.
struct Network {
    port: u16,
    carries: Arc<AtomicBool>,
}

impl Network {
    fn to(hub: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let carries = Arc::new(AtomicBool::new(true));
        let wire = Arc::clone(&carries);
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let client = client.unwrap();
                let hub = TcpStream::connect(("127.0.0.1", hub)).unwrap();
                let ways = [(client.try_clone().unwrap(), hub.try_clone().unwrap()), (hub, client)];
                for (from, to) in ways {
                    let wire = Arc::clone(&wire);
                    std::thread::spawn(move || carry(from, to, &wire));
                }
            }
        });
        Self { port, carries }
    }

    fn carry(&self, carries: bool) {
        self.carries.store(carries, Ordering::SeqCst);
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, carries: &Arc<AtomicBool>) {
    let (sender, kept) = mpsc::channel::<Vec<u8>>();
    let carries = Arc::clone(carries);
    std::thread::spawn(move || {
        for bytes in kept {
            while !carries.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Write);
    });
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count) = from.read(&mut bytes)
        && count > 0
        && sender.send(bytes[..count].to_vec()).is_ok()
    {}
}

/// The launcher at counter 1, through this port.
fn launched(served: &Served, port: u16) -> Screen {
    let known = served.centre.path().join("known_hosts");
    let ssh = format!(
        "ssh -F none -o UserKnownHostsFile={} -o HostKeyAlias=motcua -o StrictHostKeyChecking=yes -o \
         PreferredAuthentications=keyboard-interactive",
        known.display()
    );
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/motcua-screen");
    Start::program("sh")
        .args([script, "counter1@127.0.0.1", &port.to_string()])
        .env("MOTCUA_SSH", ssh)
        .env("MOTCUA_ALIVE", "1")
        .env("MOTCUA_ALIVE_MAX", "2")
        .env("MOTCUA_AGAIN", "1")
        .run()
}

fn say_who(screen: &mut Screen) {
    screen.until("the question", |shown| shown.contents().trim_end().ends_with("Số cán bộ:"));
    screen.type_keys("2");
    screen.key("Enter");
    screen.until("the PIN", |shown| shown.contents().trim_end().ends_with("Mã PIN:"));
    screen.type_keys(PIN);
    screen.key("Enter");
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_screen_says_that_touch_is_lost_and_comes_back_to_what_is_true_now() {
    let served = Served::start();
    let network = Network::to(served.port);
    let mut desk = launched(&served, network.port);
    say_who(&mut desk);
    desk.until_text("Chào Nguyễn Thị Lan");
    desk.key("F9");
    desk.until_text("waiting");
    for _ in 0..2 {
        served.centre.ask(OPENING, ["ticket", "issue", "--service", "A"]);
    }
    desk.until_text("A002");

    network.carry(false);
    // One key: a burst would be taken for a scanner's.
    desk.key("g");
    until_said(&desk, "MẤT LIÊN LẠC VỚI MÁY CHỦ từ");
    until_said(&desk, "Máy chủ không trả lời nữa");
    desk.look(|shown| {
        assert!(!shown.alternate_screen() && !shown.hide_cursor(), "the terminal is clean");
        let text = shown.contents();
        assert!(text.contains("OUT OF TOUCH WITH THE HUB since") && !text.contains("A002"), "{text}");
    });
    desk.type_keys("g24g");
    served.centre.ask(OPENING, ["ticket", "issue", "--service", "B"]);
    assert_eq!(served.centre.ask(OPENING, ["counters"])["counters"][0]["officer"], 2, "the seat stays hers");

    network.carry(true);
    desk.until("the question", |shown| shown.contents().trim_end().ends_with("Số cán bộ:"));
    desk.look(|shown| {
        let text = shown.contents();
        assert!(!text.contains("MẤT LIÊN LẠC") && !text.contains("Keys do nothing"), "not true any more: {text}");
    });
    say_who(&mut desk);
    // In the language that was chosen at this screen, without a question about the seat, and with the news.
    desk.until_text("Welcome, Nguyễn Thị Lan");
    desk.until_text("B001");
    let counter = served.centre.ask(OPENING, ["counters"])["counters"][0].clone();
    assert!(counter["ticket"].is_null(), "nothing typed blindly was done: {counter}");
    desk.key("g");
    desk.until_text("A001 to counter 1");
    assert_eq!(served.centre.ask(OPENING, ["counters"])["counters"][0]["ticket"], "A001");
}

#[test]
#[ignore = "needs the OpenSSH client"]
fn openssh_screen_says_that_nobody_serves_there_and_gives_the_terminal_back() {
    let mut served = Served::start();
    let mut desk = launched(&served, served.port);
    say_who(&mut desk);
    desk.until_text("Chào Nguyễn Thị Lan");
    served.hub.kill().unwrap();
    served.hub.wait().unwrap();
    until_said(&desk, "motcua không chạy ở đó");
    until_said(&desk, "MẤT LIÊN LẠC VỚI MÁY CHỦ từ");
    desk.look(|shown| {
        assert!(!shown.alternate_screen() && !shown.hide_cursor());
        assert!(!shown.contents().contains("Số cán bộ"), "nobody is asked: {}", shown.contents());
    });
    desk.key("Ctrl-c");
    assert_eq!(desk.until_exit(), 0);
}

/// The launcher with a shell script in the place of the client, which finds how often it was started in `$turn`.
fn with_client(dir: &tempfile::TempDir, client: &str) -> Screen {
    let path = dir.path().join("client");
    let counting = format!("echo >>'{0}.turns'; turn=$(wc -l <'{0}.turns')\n", path.display());
    let looks = "case $* in *BatchMode*) echo 'nobody: Permission denied (publickey).' >&2; exit 255 ;; esac\n";
    std::fs::write(&path, format!("#!/bin/sh\n{looks}{counting}{client}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/motcua-screen");
    Start::program("sh")
        .args([script, "counter1@127.0.0.1"])
        .env("MOTCUA_SSH", &path)
        .env("MOTCUA_AGAIN", "1")
        .env("TZ", "UTC")
        .run()
}

#[test]
fn a_client_that_is_killed_leaves_no_raw_terminal() {
    let dir = tempfile::tempdir().unwrap();
    let client = "[ $turn -eq 1 ] && { stty raw -echo </dev/tty; kill -9 $$; }\n\
                  stty -a </dev/tty >&3; echo LOOKED >&3; read -r _ </dev/tty; [ $turn -eq 2 ] && { stty raw </dev/tty; exit 75; }\n\
                  stty raw </dev/tty; kill -9 $$";
    let mut screen = with_client(&dir, client);
    until_said(&screen, "MẤT LIÊN LẠC VỚI MÁY CHỦ từ");
    screen.until("whole lines", |shown| shown.contents().contains("\n OUT OF TOUCH WITH THE HUB since"));
    screen.until("a terminal as it was", |shown| {
        let text = shown.contents();
        let on = |name: &str| text.split([' ', ';', '\n']).any(|word| word == name);
        text.contains("LOOKED") && ["icanon", "isig", "opost", "echo", "icrnl"].into_iter().all(on)
    });
    screen.key("Enter");
    screen.until_text("has closed this screen");
    screen.key("Ctrl-c");
    assert_eq!(screen.until_exit(), 0);
}

#[test]
fn a_refused_pin_is_no_lost_hub() {
    let dir = tempfile::tempdir().unwrap();
    let client = "[ $turn -gt 1 ] && { printf 'ASKED AGAIN' >&3; sleep 60; }\n\
                  echo 'counter1@127.0.0.1: Permission denied (publickey,keyboard-interactive).' >&2; exit 255";
    let mut screen = with_client(&dir, client);
    screen.until_text("Máy chủ không nhận mã PIN hoặc khoá này");
    screen.look(|shown| {
        let text = shown.contents();
        assert!(text.contains("The hub itself is well") && !text.contains("MẤT LIÊN LẠC"), "{text}");
    });
    screen.until_text("ASKED AGAIN");
    screen.look(|shown| assert!(!shown.contents().contains("Máy chủ không nhận"), "{}", shown.contents()));
    screen.key("Ctrl-c");
}

#[test]
fn the_launcher_tells_the_time_of_vietnam_as_the_wall_does() {
    let dir = tempfile::tempdir().unwrap();
    let screen = with_client(&dir, "echo 'ssh: connect to host 127.0.0.1 port 2222: Connection refused' >&2; exit 255");
    until_said(&screen, "MẤT LIÊN LẠC VỚI MÁY CHỦ từ");
    let now = chrono::Utc::now() + chrono::Duration::hours(7);
    let day = now.format("%d/%m/%Y").to_string();
    let hours = [now - chrono::Duration::minutes(2), now].map(|at| format!("since {}:", at.format("%H")));
    screen.until("the time in Vietnam", |shown| {
        let text = shown.contents();
        let line = text.lines().find(|line| line.contains("OUT OF TOUCH")).unwrap_or_default();
        line.trim_end().ends_with(&day) && hours.iter().any(|hour| line.contains(hour))
    });
}
