//! The settings file: first run, every fault with its line, reloading, never overwritten.

use crate::place::{Place, plain};
use motcua::announce::Voice;
use motcua::domain::calendar::Hours;
use motcua::domain::display::{Display, DisplayFault, time_of_day};
use motcua::domain::kiosk::Terms;
use motcua::domain::procedure::Catalogue;
use motcua::print::{self, Paper, Target};
use motcua::settings::{Mistake, Settings};
use motcua::text::nearest::nearest;
use std::collections::BTreeSet;

#[test]
fn the_template_is_read_back_unchanged() {
    let mut usual = Settings::usual("Trung tâm \"Cẩm Trung\" {name} \\ 'x'", "18742", 12);
    assert_eq!(Settings::read(&usual.text()), Ok(usual.clone()));
    let kept = usual.centre.counters[0].skills.iter().copied().take(2).collect();
    usual.centre.counters[0].skills = kept;
    usual.centre.grounds[1].on = false;
    usual.centre.rule.max_passed = None;
    usual.centre.hours.saturday = "07:30-11:30".parse().ok();
    usual.backup = Some("/media/usb/bản sao".into());
    assert_eq!(Settings::read(&usual.text()), Ok(usual));
}

#[test]
fn a_short_file_takes_the_usual_rest() {
    let settings = Settings::read("name = 'x'\n[[counter]]\nnumber = 7\n").unwrap();
    assert_eq!(settings.centre.hours, Hours::default());
    assert_eq!(settings.centre.services.len(), 7);
    assert_eq!(settings.centre.counters[0].skills.len(), 7);
    assert_eq!(settings.centre.rule.max_passed, Some(8));
}

#[test]
fn every_field_of_the_usual_services_is_one_of_the_catalogue() {
    let catalogue = Catalogue::built_in();
    let known: BTreeSet<&str> = catalogue.fields();
    for service in Settings::usual("x", "", 1).centre.services {
        for field in service.fields {
            assert!(known.contains(field.as_str()), "{}: {field} is no field of the catalogue", service.id);
        }
    }
}

#[test]
fn every_fault_is_named_at_once_by_its_line() {
    let text = "name = ''\ncode = '18a'\nlangage = 'vi'\nunit = 5\n[queue]\nmax_passed = 'many'\n[periods]\nhold_minutes = 99999999999999999999\n\
                [hours]\n[[hours.season]]\nfrom = '13-40'\nmorning = '11:30-07:00'\n[[service]]\nletter = 'AB'\nname = 'x'\n\
                [[counter]]\nnumber = 1\nservices = ['Z']\n[[counter]]\nnumber = 1\n[[ground]]\nid = 'Người già'\nname = 'x'\n";
    let faults = Settings::read(text).unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 2, 3, 4, 6, 8, 11, 12, 14, 18, 20, 22], "{faults:?}");
    let near = Mistake::UnknownKey { key: "langage".to_owned(), nearest: Some("language") };
    assert!(faults.iter().any(|fault| fault.what == near));
}

#[test]
fn broken_toml_is_named_by_its_lines() {
    let faults = Settings::read("name = \"x\ncode = \nunit = 'a'\n").unwrap_err();
    assert_eq!((faults[0].line, faults[1].line), (1, 2), "{faults:?}");
}

#[test]
fn what_hangs_on_the_walls_is_read_and_written() {
    let mut settings = Settings::usual("Trung tâm thử", "18742", 2);
    settings.centre.display = Display {
        notices: vec!["Chiều 27/11 nghỉ tiếp nhận. \"Đường dây nóng\": 1900 1234".to_owned(), "Giữ trật tự".to_owned()],
        night_from: time_of_day("19:15").unwrap(),
        night_to: time_of_day("05:00").unwrap(),
        page_s: 20,
        own_numbers: Vec::new(),
    };
    assert_eq!(Settings::read(&settings.text()).unwrap(), settings);
    let faults = |section: &str| {
        let text = format!("name = \"A\"\n[[counter]]\nnumber = 1\n[display]\n{section}\n");
        let faults = Settings::read(&text).unwrap_err();
        faults.into_iter().map(|fault| (fault.line, fault.what)).collect::<Vec<_>>()
    };
    let personal = |text: &str| Mistake::Display(DisplayFault::NoticePersonal(text.to_owned()));
    assert_eq!(faults("notices = ['Gọi 0912345678']"), [(5, personal("Gọi 0912345678"))]);
    let own = "notices = ['Gọi 0239 3861 234']\n[forms]\ncontact = '02393.861.234, thôn 7'";
    let read = Settings::read(&format!("name = \"A\"\n[[counter]]\nnumber = 1\n[display]\n{own}\n")).unwrap();
    assert_eq!(Settings::read(&read.text()).unwrap(), read);
    assert_eq!(faults("\nnotices = ['Đóng cửa sớm',\n'']"), [(7, Mistake::Display(DisplayFault::NoticeEmpty))]);
    assert_eq!(faults("night_from = '25:00'"), [(5, Mistake::Display(DisplayFault::Time("25:00".to_owned())))]);
    let page = Mistake::OutOfRange { key: "page_seconds", least: 5, most: 300 };
    assert_eq!(faults("page_seconds = 1"), [(5, page)]);
}

#[test]
fn what_stands_in_the_waiting_room_is_read_and_written() {
    let mut settings = Settings::usual("Trung tâm thử", "18742", 2);
    settings.equipment.kiosk = Terms { visit_s: 420, asks_priority: false, scans: false };
    settings.equipment.voice = Some(Voice::new("espeak-ng".into(), vec!["-v".into(), "vi".into(), "{text}".into()]));
    for target in [
        None,
        Some(Target::Device("/dev/usb/lp0".into())),
        Some(Target::Network("192.168.1.60:9100".into())),
        Some(Target::File("phiếu.bin".into())),
    ] {
        settings.equipment.printer = print::Terms { target, paper: Paper::Narrow };
        assert_eq!(Settings::read(&settings.text()).unwrap(), settings);
    }
    let faults = |section: &str| {
        let text = format!("name = \"A\"\n{section}\n[[counter]]\nnumber = 1\n");
        let faults = Settings::read(&text).unwrap_err();
        faults.into_iter().map(|fault| (fault.line, fault.what)).collect::<Vec<_>>()
    };
    assert_eq!(faults("[printer]\nkind = \"laser\""), [(3, Mistake::Printer("laser".into()))]);
    assert_eq!(faults("[printer]\nkind = \"device\"\nto = \"\""), [(4, Mistake::Empty("to"))]);
    assert_eq!(faults("[printer]\nkind = \"network\"\nto = \":x\""), [(4, Mistake::Address(":x".into()))]);
    assert_eq!(faults("[printer]\npaper_mm = 70"), [(3, Mistake::Paper("70".into()))]);
    let most = Mistake::OutOfRange { key: "visit_minutes", least: 1, most: 480 };
    assert_eq!(faults("[kiosk]\nvisit_minutes = 0"), [(3, most)]);
}

#[test]
fn the_nearest_word_is_near() {
    assert_eq!(nearest("nmae", ["name", "code"]), Some("name"));
    assert_eq!(nearest("max_pased", ["max_passed"]), Some("max_passed"));
    assert_eq!(nearest("xyz", ["language"]), None);
}

#[test]
fn without_a_terminal_the_first_run_says_how_to_go_on() {
    let place = Place::bare();
    for args in [&[][..], &["serve"], &["init"], &["ticket", "issue", "--service", "A"]] {
        let said = place.run(args);
        assert_eq!((said.exit, said.out.as_str()), (1, ""), "{args:?}");
        assert!(said.err.contains("motcua init --yes"), "{args:?}: {}", said.err);
    }
    assert!(!place.dir().exists(), "nothing was made");
}

#[test]
fn init_makes_a_centre_and_never_another_over_it() {
    let place = Place::made();
    let text = std::fs::read_to_string(place.settings()).unwrap();
    assert!(text.contains("name = \"Trung tâm xã Cẩm Trung\"") && text.contains("code = \"18742\""));
    assert_eq!(place.refused(&["init", "--yes", "--centre", "Khác"])["refusal"], "settings_there");
    assert_eq!(std::fs::read_to_string(place.settings()).unwrap(), text);
    assert_eq!(place.json(&["counters"])["counters"].as_array().unwrap().len(), 3);
    let officers = place.json(&["officer", "list"]);
    assert_eq!((&officers["officers"][0]["officer"], &officers["officers"][0]["has_pin"]), (&1.into(), &false.into()));
    let wrong = plain(&["init", "--yes", "--code", "18a", "--json"], &place.path("elsewhere")).refusal();
    assert_eq!(wrong["refusal"], "centre_wrong");
}

#[test]
fn config_check_lists_every_fault_with_file_and_line() {
    let place = Place::made();
    place.run(&["config", "check"]).ok();
    place.change("max_passed = 8", "max_pased = 8");
    place.change("wait_minutes = 15", "wait_minutes = -4");
    let said = place.run(&["config", "check"]);
    assert_eq!(said.exit, 1);
    let line = |wanted: &str| {
        let text = std::fs::read_to_string(place.settings()).unwrap();
        text.lines().position(|line| line.starts_with(wanted)).unwrap() + 1
    };
    assert!(
        said.err.contains(&format!("centre.toml:{}: Không có mục cài đặt “max_pased”", line("max_pased"))),
        "{}",
        said.err
    );
    assert!(said.err.contains(&format!("centre.toml:{}: ", line("wait_minutes"))), "{}", said.err);
    let refusal = place.refused(&["config", "check"]);
    assert_eq!((&refusal["refusal"], refusal["list"].as_array().unwrap().len()), (&"settings_broken".into(), 2));
    assert_eq!(refusal["list"][0]["line"], line("max_pased"));
}

#[test]
fn a_broken_or_missing_file_is_told_and_left_alone_while_the_work_goes_on() {
    let place = Place::made();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    std::fs::write(place.settings(), "name = [").unwrap();
    let said = place.run(&["ticket", "issue", "--service", "A"]);
    assert_eq!(said.exit, 0);
    assert!(said.out.starts_with("A002") && said.err.contains("centre.toml"), "{said:?}");
    assert_eq!(std::fs::read_to_string(place.settings()).unwrap(), "name = [");
    std::fs::remove_file(place.settings()).unwrap();
    let said = place.run(&["queue"]);
    assert!(said.exit == 0 && said.err.contains("config show"), "{said:?}");
    assert!(!place.settings().exists());
    let shown = place.run(&["config", "show"]).ok();
    std::fs::write(place.settings(), shown).unwrap();
    assert_eq!(place.run(&["queue"]).err, "");
    let bare = Place::bare();
    std::fs::create_dir(bare.dir()).unwrap();
    std::fs::write(bare.settings(), "name = 4").unwrap();
    assert_eq!(bare.refused(&["queue"])["refusal"], "settings_broken");
}

#[test]
fn settings_are_reloaded_on_request() {
    let place = Place::serving();
    assert_eq!(place.json(&["config", "reload"])["changed"], false);
    place.change("[[counter]]\nnumber = 3", "[[counter]]\nnumber = 9");
    assert_eq!(place.json(&["counters"])["counters"][2]["counter"], 3, "not before it is asked for");
    assert_eq!(place.json(&["config", "reload"])["changed"], true);
    assert_eq!(place.json(&["counters"])["counters"][2]["counter"], 9);
    place.run(&["counter", "open", "9"]).ok();
    place.change("[[counter]]\nnumber = 9\nname = \"\"", "");
    assert_eq!(place.refused(&["config", "reload"])["refusal"], "counter_in_use");
    place.change("name = ", "nam = ");
    assert_eq!(place.refused(&["config", "reload"])["refusal"], "settings_broken");
}

#[test]
fn a_reload_names_what_it_took_and_what_waits_for_the_next_start() {
    let mut place = Place::serving();
    assert_eq!(place.run(&["config", "reload"]).ok().trim(), "Không có gì thay đổi.");
    place.change("kind = \"none\"", "kind = \"file\"");
    place.change("to = \"\"", "to = \"phiếu.bin\"");
    place.change("command = \"\"", "command = \"espeak-ng\"");
    place.change("wait_minutes = 15", "wait_minutes = 20");
    let said = place.run(&["config", "reload"]).ok();
    assert!(said.contains("Đã dùng cài đặt mới: Chỉ tiêu."), "{said}");
    assert!(said.contains("mới có hiệu lực: máy in, giọng đọc."), "{said}");
    let again = place.json(&["config", "reload"]);
    assert_eq!((&again["changed"], &again["after_restart"][0]), (&false.into(), &"printer".into()), "{again}");
    place.stop();
    place.start();
    assert_eq!(place.run(&["config", "reload"]).ok().trim(), "Không có gì thay đổi.");
    place.stop();
    assert!(place.run(&["config", "reload"]).ok().contains("khi máy chủ khởi động"));
}

#[test]
fn an_officer_is_renamed_and_one_account_of_a_key_is_closed() {
    let place = Place::made();
    place.run(&["officer", "add", "Lê An", "--no-pin"]).ok();
    let renamed = place.json(&["officer", "rename", "2", "Lê Thị An"]);
    assert_eq!((&renamed["officer"], &renamed["name"]), (&2.into(), &"Lê Thị An".into()));
    assert_eq!(place.json(&["officer", "list"])["officers"][1]["name"], "Lê Thị An");
    assert_eq!(place.run(&["officer", "rename", "2", " "]).exit, 1);
    place.json(&["verify"]);
}

#[test]
fn without_a_hub_only_a_reload_takes_a_changed_file() {
    let mut place = Place::made();
    place.run(&["officer", "add", "Lê An", "--no-pin"]).ok();
    place.change("[[counter]]\nnumber = 3", "[[counter]]\nnumber = 9");
    let events = || place.json(&["verify"])["events"].clone();
    let before = events();
    for officer in [&[][..], &["--officer", "2"]] {
        let said = place.run(&[&["counters"], officer].concat());
        assert!(said.exit == 0 && said.out.contains("Quầy 3") && !said.out.contains("Quầy 9"), "{said:?}");
        assert_eq!(said.err.matches("config reload").count(), 1, "{}", said.err);
    }
    assert_eq!(events(), before, "nothing was written");
    assert_eq!(place.refused(&["config", "reload", "--officer", "2"])["refusal"], "administrator_only");
    let said = place.run(&["config", "reload"]);
    assert!(said.out.starts_with("Đã dùng cài đặt mới") && said.err.is_empty(), "{said:?}");
    assert_eq!(place.json(&["counters"])["counters"][2]["counter"], 9);
    assert_eq!(place.run(&["queue"]).err, "");
    place.change("[[counter]]\nnumber = 9", "[[counter]]\nnumber = 5");
    place.start();
    assert_eq!(place.json(&["counters"])["counters"][2]["counter"], 5, "a hub that starts takes it");
}

#[test]
fn the_same_faults_are_not_listed_twice() {
    let place = Place::made();
    place.change("max_passed = 8", "max_pased = 8");
    let said = place.run(&["config", "reload"]);
    assert_eq!((said.exit, said.err.matches("max_pased").count()), (1, 1), "{}", said.err);
    let refusal = place.refused(&["config", "reload"]);
    assert_eq!((&refusal["refusal"], &refusal["warnings"]), (&"settings_broken".into(), &serde_json::Value::Null));
}

/// What things cost is the province's to say and the centre's to write down; a fee for something that is not in the
/// catalogue is told by the check.
#[test]
fn the_centres_own_fees_count_from_the_next_dossier() {
    let place = Place::made();
    let fees = "fees = [\"1.004873: 15.500; NQ 12/2025/NQ-HĐND\", \"Hộ khẩu xưa: 5.000\"]";
    place.change("fees = []", fees);
    let warnings = place.json(&["config", "check"])["warnings"].clone();
    assert!(warnings[0].as_str().unwrap().contains("Hộ khẩu xưa"), "{warnings}");
    place.run(&["config", "reload"]).ok();
    let known = place.json(&["procedures", "1.004873"]);
    assert_eq!(known["procedures"][0]["fee_vnd"], 15_500, "{known}");
    assert_eq!(known["procedures"][0]["fee_basis"], "NQ 12/2025/NQ-HĐND");
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"];
    let received = place.json(&receive);
    let code = received["dossier"].as_str().unwrap();
    assert_eq!(place.json(&["dossier", "show", code])["fee"], 15_500);
    place.change("15.500; NQ", "mười nghìn; NQ");
    let refusal = place.refused(&["config", "check"]);
    assert!(refusal.to_string().contains("mười nghìn"), "{refusal}");
}
