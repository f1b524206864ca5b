//! The main job from an empty directory to a checked journal, once: fit for a first look at any build.

use super::centre::{
    Centre, OPENING, leave_form, quit, running_text, save_form, sign_in, size, until_said, vietnamese,
};
use super::screen::{Screen, Start};
use motcua::text::words::{Language, Words};

/// First run with Enter at every prompt, one person served, the end, and the check.
fn serves_one_person(centre: &Centre, start: Start, words: &Words, meanwhile: impl FnOnce(&Screen)) {
    let mut screen = start.run();
    answer_every_prompt(&mut screen, words);
    sign_in(&mut screen, words, 1, 1);
    until_said(&screen, words.get("desk.nobody"));

    screen.key("n");
    until_said(&screen, words.get("desk.menu_issue"));
    screen.key("b");
    until_said(&screen, &words.fill("desk.menu_ground", &[("service", "B")]));
    screen.key("0");
    until_said(&screen, &words.fill("desk.did_issue", &[("ticket", "B001")]));
    screen.key("g");
    let called = words.fill("desk.did_call", &[("ticket", "B001"), ("counter", "1"), ("why", "")]);
    until_said(&screen, called.trim_end_matches([' ', '.']));
    screen.key("Enter");
    until_said(&screen, &words.fill("desk.did_start", &[("ticket", "B001")]));

    screen.key("t");
    screen.until_text(words.get("form.former_commune"));
    screen.type_keys("1.001193");
    screen.key("Enter");
    screen.type_keys("Nguyễn Thị Hồng Đào");
    until_said(&screen, "Nguyễn Thị Hồng Đào");
    save_form(&mut screen, words);
    screen.key("k");
    let received = words.fill("desk.did_receive", &[("dossier", "000.00.00.H27-261123-0001"), ("due", "17:00")]);
    until_said(&screen, received.trim());
    leave_form(&mut screen, words);
    screen.until_text("✓ Khai sinh");
    meanwhile(&screen);

    screen.key("x");
    until_said(&screen, &words.fill("desk.menu_finish", &[("ticket", "B001")]));
    screen.key("Enter");
    let outcome = words.get("common.outcome_dossier_received");
    until_said(&screen, &words.fill("desk.did_finish", &[("ticket", "B001"), ("outcome", outcome)]));
    quit(&mut screen, words, 1);

    let told = centre.tell(OPENING, ["verify"]);
    assert_eq!(told.exit, Some(0), "{told:?}");
    assert_eq!(centre.ask(OPENING, ["ticket", "show", "B001"])["stage"], "served");
    let dossier = centre.ask(OPENING, ["dossier", "show", "000.00.00.H27-261123-0001"]);
    assert_eq!((&dossier["applicant"]["name"], &dossier["status"]), (&"Nguyễn Thị Hồng Đào".into(), &2.into()));
}

/// Each question of the first run, answered with Enter as soon as it is asked.
fn answer_every_prompt(screen: &mut Screen, words: &Words) {
    for key in ["ask_centre", "ask_code", "ask_unit", "ask_counters", "ask_officer", "ask_pin"] {
        let key = format!("setup.{key}");
        let question = words.get(&key).split('[').next().unwrap().trim().to_owned();
        until_said(screen, &question);
        screen.key("Enter");
    }
}

#[test]
fn smoke_from_first_run_to_verify() {
    let centre = Centre::none();
    serves_one_person(&centre, centre.desk(OPENING), &vietnamese(), |screen| {
        assert!(screen.look(is_coloured), "no cell has a colour");
    });
    assert!(centre.settings_text().contains("[[service]]"));
}

#[test]
fn smoke_without_colours() {
    let centre = Centre::none();
    serves_one_person(&centre, centre.desk(OPENING).env("NO_COLOR", "1"), &vietnamese(), |screen| {
        assert!(!screen.look(is_coloured), "a cell has a colour");
    });
}

#[test]
fn smoke_in_english() {
    let centre = Centre::none();
    let start = centre.desk(OPENING).args(["--lang", "en"]);
    serves_one_person(&centre, start, &Words::of(Language::En), |_| {});
}

fn is_coloured(screen: &vt100::Screen) -> bool {
    let (rows, cols) = size(screen);
    (0..rows).flat_map(|row| (0..cols).map(move |col| (row, col))).any(|(row, col)| {
        let cell = screen.cell(row, col).unwrap();
        cell.fgcolor() != vt100::Color::Default || cell.bgcolor() != vt100::Color::Default
    })
}

#[test]
fn smoke_the_first_run_goes_back_and_says_what_it_takes() {
    let centre = Centre::none();
    let words = vietnamese();
    let mut screen = centre.desk(OPENING).run();
    let asks = |screen: &Screen, key: &str| {
        let question = words.get(&format!("setup.{key}")).split('[').next().unwrap().trim().to_owned();
        // the last thing on the screen, whatever was asked before
        screen.until(&question, |shown| {
            let text = running_text(shown);
            let last = text.rfind(&question).map_or("", |at| &text[at..]);
            last.matches("]:").count() == 1 && last.trim_end().ends_with("]:")
        });
    };
    asks(&screen, "ask_centre");
    screen.key("Enter");
    asks(&screen, "ask_code");
    screen.type_keys("12a");
    screen.key("Enter");
    until_said(&screen, words.get("setup.go_back"));
    screen.type_keys("99999");
    screen.key("Enter");
    asks(&screen, "ask_unit");
    screen.key("Esc");
    asks(&screen, "ask_code");
    until_said(&screen, "[99999]");
    screen.type_keys("18742");
    screen.key("Enter");
    asks(&screen, "ask_unit");
    screen.type_keys("000.11.22.h33");
    screen.key("Enter");
    for key in ["ask_counters", "ask_officer"] {
        asks(&screen, key);
        screen.key("Enter");
    }
    until_said(&screen, words.get("setup.ask_pin"));
    screen.key("Esc");
    asks(&screen, "ask_officer");
    screen.key("Enter");
    until_said(&screen, words.get("setup.ask_pin"));
    screen.key("Enter");
    sign_in(&mut screen, &words, 1, 1);
    let settings = centre.settings_text();
    assert!(settings.contains("code = \"18742\"") && settings.contains("unit = \"000.11.22.H33\""), "{settings}");
    quit(&mut screen, &words, 1);
}
