//! What goes wrong around a desk: a second hub, a broken settings file, no terminal, signals, pulled windows; and the
//! desk at which nothing happens.

use super::centre::{
    Centre, OPENING, flat, has_store, leave_form, quit, save_form, sign_in, size, until_said, vietnamese,
};
use super::screen::Screen;
use rustix::process::Signal;
use std::time::{Duration, Instant, SystemTime};

/// A desk at counter 1 of a new centre, with A001 waiting.
fn seated(centre: &Centre) -> Screen {
    let words = vietnamese();
    centre.ask(OPENING, ["ticket", "issue", "--service", "A"]);
    let mut screen = centre.desk(OPENING).run();
    sign_in(&mut screen, &words, 1, 1);
    until_said(&screen, words.get("desk.press_call"));
    screen
}

/// Wide enough that no path of a temporary directory is broken.
fn wide_end(mut screen: Screen) -> (u32, String) {
    let exit = screen.until_exit();
    (exit, flat(&screen.text()))
}

#[test]
fn a_second_hub_is_told_who_holds_the_store() {
    let words = vietnamese();
    let centre = Centre::made();
    let mut first = seated(&centre);
    let (exit, said) = wide_end(centre.desk(OPENING).size(200, 24).run());
    assert_eq!(exit, 1, "{said}");
    let name = words.get("setup.default_centre").to_owned();
    let pid = first.pid().to_string();
    let begins = words.fill("store.locked", &[("name", &name), ("pid", &pid)]);
    let begins = begins.split(" trên máy").next().unwrap();
    assert!(said.contains(begins), "{begins:?} in {said}");
    // the first one goes on undisturbed
    first.key("g");
    until_said(&first, "Mời A001 đến quầy 1");
    quit(&mut first, &words, 1);
}

#[test]
fn a_broken_settings_file_is_explained_by_lines_and_left_alone() {
    let centre = Centre::made();
    let mut text = centre.settings_text();
    let lines = text.lines().count();
    text.push_str("\n[qeueu]\nmax_passed = \"nhiều\"\n");
    std::fs::write(centre.settings(), &text).unwrap();

    // the centre goes on with the settings it had, and says so when the screen is given back
    let mut screen = centre.desk(OPENING).size(200, 40).run();
    sign_in(&mut screen, &vietnamese(), 1, 1);
    quit(&mut screen, &vietnamese(), 1);
    assert!(screen.text().contains(&format!("centre.toml:{}", lines + 2)), "{}", screen.text());

    // with no settings of before there is nothing to go on with
    for part in ["journal", "people", "sled"] {
        std::fs::remove_dir_all(centre.path().join(part)).unwrap();
    }
    for part in ["VERSION", "LOCK"] {
        std::fs::remove_file(centre.path().join(part)).unwrap();
    }
    let (exit, said) = wide_end(centre.desk(OPENING).size(200, 40).run());
    assert_eq!(exit, 1, "{said}");
    assert!(said.contains(&format!("centre.toml:{}", lines + 2)), "{said}");
    assert!(!has_store(&centre.path()), "a store was begun over broken settings");
    assert_eq!(centre.settings_text(), text);
}

#[test]
fn without_a_terminal_it_says_how_to_go_on() {
    let centre = Centre::none();
    let nothing: [&str; 0] = [];
    let told = centre.tell(OPENING, nothing);
    assert_eq!(told.exit, Some(1), "{told:?}");
    assert!(told.err.contains("motcua init --yes"), "{told:?}");
    assert!(!centre.path().exists(), "something was made without asking");

    let centre = Centre::made();
    let told = centre.tell(OPENING, nothing);
    assert_eq!(told.exit, Some(1), "{told:?}");
    assert!(told.err.contains("motcua serve"), "{told:?}");
}

#[test]
fn asked_to_stop_it_gives_the_terminal_back_and_stops_cleanly() {
    for signal in [Signal::TERM, Signal::HUP] {
        let centre = Centre::made();
        let mut screen = seated(&centre);
        screen.signal(signal);
        assert_eq!(screen.until_exit(), 0, "{signal:?}");
        screen.look(|screen| {
            assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{signal:?}");
        });
        assert!(!centre.path().join("hub.sock").exists(), "the socket is still there");
        assert_eq!(std::fs::read(centre.path().join("LOCK")).unwrap(), b"", "the lock still names somebody");
        assert_eq!(centre.ask(OPENING, ["verify"])["ok"], true);
    }
}

#[test]
fn an_idle_desk_writes_nothing_and_computes_next_to_nothing() {
    let long = std::env::var_os("MOTCUA_LONG").is_some_and(|value| value == "1");
    let centre = Centre::made();
    let screen = seated(&centre);
    // the news of having signed in goes after four seconds; then nothing is left to change but the clock
    screen.until_gone(&vietnamese().fill("form.welcome", &[("name", vietnamese().get("setup.default_officer"))]));
    let (bytes, cpu) = (screen.bytes_written(), screen.cpu_time());
    // nothing to wait for: that nothing happens in this time is the test
    std::thread::sleep(Duration::from_secs(if long { 60 } else { 5 }));
    let (bytes, cpu) = (screen.bytes_written() - bytes, screen.cpu_time().saturating_sub(cpu));
    // in a minute the clock and the ages on the screen change once
    assert!(bytes <= if long { 300 } else { 0 }, "{bytes} bytes");
    assert!(cpu < Duration::from_millis(100), "{cpu:?}");
}

#[test]
fn a_pulled_window_keeps_everything() {
    let words = vietnamese();
    let centre = Centre::made();
    let mut screen = seated(&centre);
    screen.key("g");
    until_said(&screen, "Mời A001 đến quầy 1");
    // what floats stays too, with the answer that is under the bar
    screen.key("x");
    let menu = words.fill("desk.menu_finish", &[("ticket", "A001")]);
    until_said(&screen, &menu);
    for (cols, rows) in [(200, 60), (40, 12)] {
        screen.resize(cols, rows);
        screen.until(&format!("the menu at {cols}×{rows}"), |shown| {
            size(shown) == (rows, cols) && shown.contents().contains(&menu) && fits(shown)
        });
    }
    screen.resize(19, 5);
    until_said(&screen, words.get("desk.too_small"));
    screen.resize(80, 24);
    screen.until_text(&menu);
    screen.key("Enter");
    until_said(&screen, "A001 hoàn tất");
    quit(&mut screen, &words, 1);
    assert_eq!(centre.ask(OPENING, ["ticket", "show", "A001"])["stage"], "served");
}

/// When the journal was written to last.
fn saved(centre: &Centre) -> Option<SystemTime> {
    let files = std::fs::read_dir(centre.path().join("journal")).unwrap();
    files.filter_map(|file| file.ok()?.metadata().ok()?.modified().ok()).max()
}

/// The form of a dossier for the person in front, filled and not saved.
fn filled_form(screen: &mut Screen) {
    screen.key("t");
    screen.until_text(vietnamese().get("form.former_commune"));
    screen.type_keys("1.001193");
    screen.key("Enter");
    screen.type_keys("Nguyễn Thị Hồng Đào");
    until_said(screen, "Nguyễn Thị Hồng Đào");
}

#[test]
fn a_hub_killed_while_a_dossier_is_being_saved_has_it_once_or_not_at_all_and_her_visit_says_which() {
    let words = vietnamese();
    for once_written in [false, true] {
        let centre = Centre::made();
        let mut screen = seated(&centre);
        screen.key("g");
        until_said(&screen, "Mời A001 đến quầy 1");
        screen.key("Enter");
        until_said(&screen, &words.fill("desk.did_start", &[("ticket", "A001")]));
        filled_form(&mut screen);
        save_form(&mut screen, &words);
        let before = saved(&centre);
        screen.key("k");
        let deadline = Instant::now() + Duration::from_secs(20);
        while once_written && saved(&centre) == before {
            assert!(Instant::now() < deadline, "nothing is saved");
            std::hint::spin_loop();
        }
        screen.kill9();
        let received = || centre.ask(OPENING, ["dossiers"])["dossiers"].as_array().unwrap().len();
        assert_eq!(centre.ask(OPENING, ["verify"])["ok"], true);
        let had = received();
        assert!(had <= 1, "{had} dossiers of one form");

        let mut screen = centre.desk(OPENING).run();
        sign_in(&mut screen, &words, 1, 1);
        until_said(&screen, "Đang phục vụ");
        if had == 0 {
            filled_form(&mut screen);
            save_form(&mut screen, &words);
            screen.key("k");
            leave_form(&mut screen, &words);
        }
        screen.until_text("✓ Khai sinh");
        // what a screen shows is on disk
        screen.kill9();
        assert_eq!(received(), 1, "saved {had} before the kill");
    }
}

/// Waits until something is so outside the screen.
fn until(what: &str, so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !so() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_was_typed_into_a_form_is_there_again_after_the_hub_was_killed_and_gone_once_it_is_saved() {
    let words = vietnamese();
    let centre = Centre::made();
    let file = centre.path().join("drafts");
    let name = "Nguyễn Thị Hồng Đào";
    let names_her = |file: &std::path::Path| {
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(name.len()).any(|part| part == name.as_bytes())
    };
    let mut screen = seated(&centre);
    screen.key("g");
    until_said(&screen, "Mời A001 đến quầy 1");
    filled_form(&mut screen);
    until("it is never written down", || names_her(&file));
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "nobody else reads who was there");
    screen.kill9();

    let mut screen = centre.desk(OPENING).run();
    sign_in(&mut screen, &words, 1, 1);
    until_said(&screen, &words.fill("form.left_receiving", &[("ticket", "A001"), ("key", "F5")]));
    screen.key("F5");
    until_said(&screen, name);
    until_said(&screen, "1.001193");
    save_form(&mut screen, &words);
    screen.key("k");
    leave_form(&mut screen, &words);
    screen.until_text("✓ Khai sinh");
    until("what is saved is no draft", || !file.exists());
    let journal = std::fs::read_dir(centre.path().join("journal")).unwrap();
    for segment in journal.filter_map(Result::ok) {
        assert!(!names_her(&segment.path()), "{:?}", segment.path());
    }

    // Nobody goes on with the form of another day.
    filled_form(&mut screen);
    until("it is never written down", || names_her(&file));
    screen.kill9();
    let screen = centre.desk("2026-11-24T07:00:00").run();
    screen.until_text(words.get("form.sign_in"));
    until("yesterday's is kept", || !file.exists());
    screen.kill9();
}

/// The hints stand at the foot: the picture was drawn for this size.
fn fits(screen: &vt100::Screen) -> bool {
    let (rows, cols) = size(screen);
    screen.contents_between(rows - 2, 0, rows - 1, cols).chars().any(char::is_alphanumeric)
}
