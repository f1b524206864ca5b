//! Papers: a receipt saved, printed, as a slip; the templates that a centre changes.

use crate::place::Place;
use motcua::print::forms::Form;
use motcua::store::beside::FILES;
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The usual print command, as the settings file has it.
const PRINT: &str = "print = [\"lp\", \"{file}\"]";

fn received(place: &Place) -> String {
    let receive =
        ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào", "--hamlet", "thôn Nam"];
    place.json(&receive)["dossier"].as_str().unwrap().to_owned()
}

fn pdf(answer: &Value) -> Vec<u8> {
    let bytes = std::fs::read(answer["file"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && bytes.len() > 20_000, "{} bytes", bytes.len());
    bytes
}

#[test]
fn a_receipt_is_saved_where_it_belongs() {
    let place = Place::serving();
    let code = received(&place);
    let first = place.json(&["dossier", "receipt", &code]);
    let kept = place.dir().join(format!("papers/receipt-{code}.pdf"));
    assert_eq!(first["file"].as_str().unwrap(), kept.to_str().unwrap());
    pdf(&first);
    assert_eq!(std::fs::metadata(&kept).unwrap().permissions().mode() & 0o077, 0, "names are for the owner alone");
    pdf(&place.json(&["dossier", "receipt", &code]));
    assert_eq!(std::fs::read_dir(place.dir().join("papers")).unwrap().count(), 1, "made again it takes its own place");
    let out = place.path("của tôi.pdf");
    pdf(&place.json(&["dossier", "receipt", &code.to_lowercase(), "--out", "của tôi.pdf"]));
    assert!(out.exists());
    assert_eq!(place.refused(&["dossier", "receipt", &code, "--out", "của tôi.pdf"])["refusal"], "file_there");
    assert_eq!(place.refused(&["dossier", "receipt", "000.00.00.H27-261123-9999"])["refusal"], "unknown_dossier");
    assert_eq!(place.run(&["dossier", "receipt", &code, "--print", "--slip"]).exit, 2);
}

#[test]
fn papers_are_received_with_kind_and_count() {
    let place = Place::made();
    let receive = |papers: &[&str]| {
        let mut line = vec!["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"];
        line.extend(papers.iter().flat_map(|paper| ["--paper", paper]));
        line.push("--json");
        place.run(&line)
    };
    let answer = receive(&["1=original*2+copy*3", "2=certified", "4"]).json();
    let first = "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân";
    assert_eq!(answer["papers"]["there"][0], first);
    let counts = |paper: usize| {
        ["originals", "certified", "copies"].map(|kind| answer["papers"]["pieces"][paper][kind].as_u64().unwrap())
    };
    assert_eq!([0, 1, 2].map(counts), [[2, 0, 3], [0, 1, 0], [0, 0, 0]], "an ID card is shown only");
    let shown = place.run(&["dossier", "show", answer["dossier"].as_str().unwrap()]).ok();
    assert!(shown.contains(&format!("{first}: 2 bản chính, 3 bản photo")), "{shown}");
    assert_eq!(receive(&[first]).json()["papers"]["pieces"][0]["originals"], 1);
    assert_eq!(receive(&["1=coppy"]).exit, 2);
    assert_eq!(receive(&["1=copy*100"]).refusal()["refusal"], "pieces_wrong");
    assert_eq!(receive(&["9"]).refusal()["refusal"], "unknown_paper");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let place = Place::made();
    let code = received(&place);
    std::fs::write(place.dir().join("papers"), "a file is in the way").unwrap();
    let refusal = place.refused(&["dossier", "receipt", &code]);
    assert_eq!(refusal["refusal"], "unwritable", "{refusal}");
    if Path::new("/dev/full").exists() {
        // Every file there is as if the disk were full.
        std::os::unix::fs::symlink("/dev/full", place.path("full.pdf.part")).unwrap();
        let refusal = place.refused(&["dossier", "receipt", &code, "--out", "full.pdf"]);
        assert_eq!(refusal["refusal"], "disk_full");
        assert!(refusal["message"].as_str().unwrap().contains("full.pdf"), "{refusal}");
        assert!(!place.path("full.pdf").exists(), "no half of a paper is left");
    }
}

#[test]
fn printing_tells_what_went_wrong_and_keeps_the_file() {
    let place = Place::serving();
    let code = received(&place);
    let copy = place.path("printed.pdf");
    let mut print = PRINT.to_owned();
    let mut set = |command: &str| {
        place.change(&print, command);
        command.clone_into(&mut print);
    };
    set(&format!("print = [\"cp\", \"{{file}}\", \"{}\"]", copy.display()));
    let answer = place.json(&["dossier", "receipt", &code, "--print"]);
    assert_eq!((std::fs::read(&copy).unwrap(), &answer["printed"]), (pdf(&answer), &Value::Bool(true)));
    for (command, name) in [
        ("print = []", "print_none"),
        ("print = [\"no-such-printer-program\"]", "print_missing"),
        ("print = [\"sh\", \"-c\", \"echo 'máy in kẹt giấy' >&2; exit 1\"]", "print_failed"),
    ] {
        set(command);
        std::fs::remove_dir_all(place.dir().join("papers")).unwrap();
        let refusal = place.refused(&["dossier", "receipt", &code, "--print"]);
        assert_eq!(refusal["refusal"], name);
        let message = refusal["message"].as_str().unwrap();
        let kept = place.dir().join(format!("papers/receipt-{code}.pdf"));
        assert!(kept.exists() && message.contains(kept.to_str().unwrap()), "{message}");
        assert!(name != "print_failed" || message.contains("máy in kẹt giấy"), "{message}");
    }
}

#[test]
fn a_slip_goes_to_the_printer_of_slips() {
    let place = Place::made();
    let code = received(&place);
    assert_eq!(place.refused(&["dossier", "receipt", &code, "--slip"])["refusal"], "no_slip_printer");
    place.change("kind = \"none\"\nto = \"\"", "kind = \"file\"\nto = \"slips.bin\"");
    place.json(&["dossier", "receipt", &code, "--slip"]);
    let bytes = std::fs::read(place.dir().join("slips.bin")).unwrap();
    assert!(bytes.starts_with(b"\x1b@\x1dv0") && bytes.ends_with(b"\x1dVB\0"), "{} bytes", bytes.len());
    assert!(!place.dir().join("papers").exists(), "nothing else is made");
    // With its result goes another slip: the code by which that is rated.
    place.json(&["dossier", "finish", &code]);
    place.json(&["dossier", "return", &code, "--yes"]);
    let told = place.json(&["dossier", "receipt", &code, "--slip"]);
    assert_eq!(told, serde_json::json!({ "slip": true, "dossier": code }), "only the slip has the code");
    let printed = || std::fs::read(place.dir().join("slips.bin")).unwrap().len();
    assert!(printed() > bytes.len());
    // A second one is asked about, and counted.
    let once = printed();
    let again = place.refused(&["dossier", "receipt", &code, "--slip"]);
    assert_eq!((&again["refusal"], printed()), (&serde_json::json!("not_sure"), once));
    assert!(again["message"].as_str().unwrap().contains("đã in 1 lần"), "{again}");
    assert_eq!(place.json(&["ratings"])["all"]["slips_reprinted"], 0);
    place.json(&["dossier", "receipt", &code, "--slip", "--yes"]);
    assert!(printed() > once);
    assert_eq!(place.json(&["ratings"])["all"]["slips_reprinted"], 1);
    assert!(place.run(&["dossier", "show", &code]).ok().contains("phiếu đánh giá in 2 lần"));
    place.change("kind = \"file\"", "kind = \"device\"");
    assert_eq!(place.refused(&["dossier", "receipt", &code, "--slip"])["refusal"], "not_sure");
    assert_eq!(place.refused(&["dossier", "receipt", &code, "--slip", "--yes"])["refusal"], "slip_printer_gone");
    assert_eq!(place.json(&["ratings"])["all"]["slips_reprinted"], 1, "what was not printed is not counted");
}

#[test]
fn a_template_is_copied_changed_and_checked() {
    let place = Place::made();
    let code = received(&place);
    let usual = pdf(&place.json(&["dossier", "receipt", &code]));
    assert_eq!(place.json(&["forms", "check"])["checked"].as_array().unwrap().len(), 0);
    let copied = place.json(&["forms", "copy", "receipt"]);
    let file = copied["file"].as_str().unwrap();
    assert_eq!(file, place.dir().join("forms/receipt.toml").to_str().unwrap());
    assert_eq!(place.refused(&["forms", "copy", "1"])["refusal"], "file_there");
    assert_eq!(place.json(&["forms", "check"])["checked"][0], "receipt.toml");
    assert_eq!(place.json(&["config", "check"])["forms"][0], "receipt.toml");
    let kept: Vec<String> = Form::ALL.iter().map(|form| format!("forms/{}", form.file())).collect();
    assert!(kept.iter().all(|file| FILES.contains(&file.as_str())), "every template is in a backup");
    let same =
        |answer: &Value| assert_eq!(pdf(answer).len(), usual.len(), "the same paper but for the second it was made");
    same(&place.json(&["dossier", "receipt", &code]));
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, text.replace("copies = [", "copies = [\"Liên: Kho\", ")).unwrap();
    assert!(pdf(&place.json(&["dossier", "receipt", &code])).len() > usual.len() + 1000, "one copy more");
    std::fs::write(file, text.replace("{code}", "{cod}").replace("kind = \"heading\"", "kind = \"hading\"")).unwrap();
    let refusal = place.refused(&["forms", "check"]);
    assert_eq!(refusal["refusal"], "forms_broken");
    assert_eq!(place.refused(&["config", "check"])["list"], refusal["list"], "the settings' check looks at them too");
    let faults: Vec<&str> = refusal["list"].as_array().unwrap().iter().map(|fault| fault.as_str().unwrap()).collect();
    assert!(faults.len() >= 4 && faults.iter().all(|fault| fault.starts_with("receipt.toml:")), "{faults:?}");
    let answer = place.json(&["dossier", "receipt", &code]);
    same(&answer);
    assert!(answer["warnings"][0].as_str().unwrap().contains("receipt.toml"), "{answer}");
    let list = place.json(&["forms", "list"]);
    assert_eq!(list["forms"].as_array().unwrap().len(), 7);
    assert_eq!((&list["forms"][0]["own"], &list["forms"][6]["own"]), (&Value::Bool(true), &Value::Bool(false)));
    assert!(place.run(&["forms", "show", "07"]).ok().contains("SỔ THEO DÕI HỒ SƠ"));
    let gaps = place.json(&["forms", "show", "register", "--gaps"]);
    assert!(gaps["tables"]["entries"].as_array().unwrap().iter().any(|column| column == "applicant"), "{gaps}");
    assert_eq!(place.run(&["forms", "show", "8"]).exit, 2);
}

#[test]
fn the_letter_of_a_later_date_waits_for_the_head_and_what_is_late_has_one_without() {
    let place = Place::made();
    let at = |clock: &str, args: &[&str]| place.run_at(Some(clock), &[args, &["--json"]].concat());
    let asked = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Văn An"];
    let code = at("2026-11-23T08:00", &asked).json()["dossier"].as_str().unwrap().to_owned();
    let letter = |clock: &str| at(clock, &["dossier", "paper", &code, "extension"]);
    assert_eq!(letter("2026-11-23T09:00").refusal()["refusal"], "paper_nothing");
    let propose = ["dossier", "extend", &code, "--until", "2026-12-30", "--reason", "chờ xác minh"];
    assert_eq!(at("2026-11-23T09:00", &propose).refusal()["refusal"], "not_sure", "longer than the limit itself");
    at("2026-11-23T09:00", &[&propose[..], &["--yes"]].concat()).json();
    assert_eq!(letter("2026-11-23T09:05").refusal()["refusal"], "paper_waits_for_head");
    let register = at("2026-11-23T09:05", &["dossier", "paper", &code, "register"]).refusal();
    assert_eq!(register["refusal"], "paper_register", "of many dossiers, not of one");
    assert!(register["message"].as_str().unwrap().contains("motcua register"), "{register}");
    let approve = ["dossier", "approve-extension", &code];
    assert_eq!(at("2026-11-30T08:00", &approve).refusal()["refusal"], "late_already");
    assert!(letter("2026-11-30T08:05").json()["file"].is_string(), "an apology without a new day");
}

#[test]
fn a_paper_tells_which_letters_it_cannot_show_and_the_check_who_is_missing_on_it() {
    let place = Place::made();
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê Nam 漢"];
    let code = place.json(&receive)["dossier"].as_str().unwrap().to_owned();
    let made = place.json(&["dossier", "receipt", &code]);
    assert!(made["warnings"][0].as_str().unwrap().contains("không có các chữ: 漢"), "{made}");
    assert!(place.run(&["dossier", "receipt", &code]).ok().contains("漢"));
    assert!(!place.run(&["dossier", "paper", "--help"]).ok().contains("vân tay"));
    assert!(place.json(&["config", "check"])["warnings"].as_array().unwrap().is_empty());
    let name = std::fs::read_to_string(place.settings()).unwrap();
    let name = name.lines().find(|line| line.starts_with("name = ")).unwrap().to_owned();
    place.change(&name, "name = \"Một cửa\"");
    assert!(place.json(&["config", "check"])["warnings"][0].as_str().unwrap().contains("cơ quan cấp trên"));
}
