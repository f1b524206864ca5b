//! Dossiers and applicants from another system: judged first, then taken, and never twice.

use crate::place::Place;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

const HEAD: &str = "STT;Mã hồ sơ (*);Mã TTHC;Họ và tên;Số CCCD/CMND;Điện thoại;Thôn, xóm;Ngày nộp;Ghi chú";

fn row(n: usize) -> Vec<String> {
    let name = ["Nguyễn Thị Hồng Đào", "Trần Văn Đường", "Lê Thị Ước"][n % 3];
    [
        n.to_string(),
        format!("H27.19-251103-{n:05}"),
        "1.001193".to_owned(),
        format!("{name} {}", char::from(b'A' + u8::try_from(n % 26).unwrap())),
        format!("0011{n:08}"),
        format!("09{n:08}"),
        "Xóm 4".to_owned(),
        "03/11/2026 08:15".to_owned(),
        String::new(),
    ]
    .to_vec()
}

/// Breaks one cell, in one of eight ways; every place is another row.
fn break_row(cells: &mut Vec<String>, way: usize, earlier: &str) {
    let (at, broken) = match way {
        0 => (2, "9.999999".to_owned()),
        1 => (5, "1".repeat(30)),
        2 => (4, "0011A0000001".to_owned()),
        3 => (7, "30/02/2026".to_owned()),
        4 => (1, earlier.to_owned()),
        5 => (3, String::new()),
        6 => (1, String::new()),
        _ => return cells.push("thừa".to_owned()),
    };
    cells[at] = broken;
}

fn table(rows: usize, wrong: usize) -> String {
    let mut text = format!("HỒ SƠ TRỰC TUYẾN;;;;;;;;\n{HEAD}\n");
    for n in 0..rows {
        let mut cells = row(n);
        let at = n * wrong / rows.max(1);
        if n > 0 && wrong > 0 && at != (n - 1) * wrong / rows || (n + 1 == rows && wrong > 0) {
            break_row(&mut cells, at % 8, "H27.19-251103-00000");
        }
        writeln!(text, "{}", cells.join(";")).unwrap();
    }
    text
}

fn count(told: &Value) -> [u64; 4] {
    ["new", "changed", "same", "wrong"].map(|key| told[key].as_u64().unwrap())
}

#[test]
fn ten_thousand_rows_of_which_37_are_wrong() {
    let place = Place::serving();
    let file = place.write("tinh.csv", table(10_000, 37));
    let told = place.json(&["import", "dossiers", &file]);
    assert_eq!((count(&told), &told["imported"]), ([9_963, 0, 0, 37], &json!(0)), "{}", told["faults"]);
    assert!(place.json(&["dossiers"])["dossiers"].as_array().unwrap().is_empty(), "it was told, nothing more");
    let faults = told["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 37, "one reason each");
    let wrong = place.path("tinh.wrong.csv");
    assert!(told["rejects"].is_null() && !wrong.exists(), "looking leaves nobody's data in another file");
    assert!(told["notices"].to_string().contains("--rejects"), "{}", told["notices"]);
    let reasons = ["procedure_unknown", "phone_wrong", "id_number_wrong", "date_wrong", "foreign_twice"];
    for reason in reasons.into_iter().chain(["name_missing", "foreign_missing", "surplus"]) {
        assert!(faults.iter().any(|fault| fault["why"] == reason), "{reason}");
    }
    let first = faults[0]["row"].as_u64().unwrap();
    let taken = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_eq!((count(&taken), &taken["imported"]), ([9_963, 0, 0, 37], &json!(9_963)));
    let rejects = std::fs::read_to_string(taken["rejects"].as_str().unwrap()).unwrap();
    assert_eq!(rejects.trim_start_matches('\u{feff}').lines().count(), 38);
    assert_eq!(std::fs::metadata(&wrong).unwrap().permissions().mode() & 0o777, 0o600, "for its owner alone");
    assert!(rejects.contains(&format!(",{first},")), "the row it was: {first}");
    let again = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_eq!((count(&again), &again["imported"]), ([0, 0, 9_963, 37], &json!(0)), "twice is once");
    assert_eq!(again["rejects"], taken["rejects"], "the same rows need no second file");
    let found = place.json(&["dossier", "find", "H27.19-251103-04321"]);
    assert_eq!(found["dossiers"][0]["status"], 1);
    let online = place.json(&["register", "--channel", "online", "--status", "1"]);
    assert_eq!(online["register"].as_array().unwrap().len(), 9_963);
    place.run(&["verify"]).ok();
}

#[test]
fn what_can_be_mended_is_mended_and_said() {
    let place = Place::serving();
    let mut cells = row(1);
    (cells[2], cells[3]) = ("1.01081.000.00.00.H27".to_owned(), "Nguye\u{302}\u{303}n\u{200b} An".to_owned());
    (cells[4], cells[5]) = ("1190000011".to_owned(), "912345678".to_owned());
    let file = place.write("mot.csv", format!("{HEAD}\n{}\n", cells.join(";")));
    let told = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_eq!(count(&told), [1, 0, 0, 0], "{told}");
    let said = told["mended"].to_string();
    for mended in ["thành 1.010810", "dấu rời", "thành 001190000011", "thành 0912345678"] {
        assert!(said.contains(mended), "{mended}: {said}");
    }
    assert_eq!(told["mended"].as_array().unwrap().len(), 4);
    let code = &told["mended"].as_array().unwrap().iter().find(|one| one["name"] == "Mã TTHC").unwrap();
    assert_eq!((&code["was"], &code["is"]), (&json!("1.01081.000.00.00.H27"), &json!("1.010810")));
    assert_eq!(told["unused"], json!(["STT", "Ghi chú"]));
    let dossier = &place.json(&["dossier", "find", "nguyen an"])["dossiers"][0];
    assert_eq!(dossier["applicant"]["id"], "001190000011");
    assert_eq!((&dossier["procedure"], &dossier["foreign"]), (&json!("1.010810"), &json!("H27.19-251103-00001")));
}

#[test]
fn the_wrong_rows_come_in_from_their_own_file_once_they_are_mended() {
    let place = Place::serving();
    let file = place.write("tinh.csv", table(40, 2));
    let taken = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_eq!(count(&taken), [38, 0, 0, 2]);
    let rejects = taken["rejects"].as_str().unwrap();
    let mended = std::fs::read_to_string(rejects).unwrap().replace("9.999999", "1.001193").replace(&"1".repeat(30), "");
    std::fs::write(rejects, mended).unwrap();
    let rest = place.json(&["import", "dossiers", rejects, "--yes"]);
    assert_eq!(count(&rest), [2, 0, 0, 0], "{rest}");
    let all = place.json(&["import", "dossiers", &file, "--yes"]);
    assert!(all["rejects"].as_str().unwrap().ends_with("tinh.wrong-2.csv"), "what somebody mends is not written over");
    // A file that was named is never written over either.
    let named = place.path("sai.csv").display().to_string();
    let told = place.json(&["import", "dossiers", &file, "--rejects", &named]);
    assert_eq!((told["rejects"].as_str(), &told["dry_run"]), (Some(named.as_str()), &json!(true)));
    assert_eq!(std::fs::read(&named).unwrap(), std::fs::read(all["rejects"].as_str().unwrap()).unwrap());
    let told = place.json(&["import", "dossiers", &file, "--rejects", &named]);
    assert_eq!(told["rejects"], json!(named), "the very same is there already");
    std::fs::write(&named, "của người khác").unwrap();
    let fresh = place.write("moi.csv", table(42, 2));
    let before = count(&place.json(&["import", "dossiers", &fresh]));
    let refused = place.refused(&["import", "dossiers", &fresh, "--yes", "--rejects", &named]);
    assert_eq!(refused["refusal"], "import_file_there", "{refused}");
    assert_eq!(std::fs::read_to_string(&named).unwrap(), "của người khác");
    assert!(before[0] > 0 && count(&place.json(&["import", "dossiers", &fresh])) == before, "nothing was taken");
    let nowhere = place.path("không có/sai.csv").display().to_string();
    let refused = place.refused(&["import", "dossiers", &fresh, "--yes", "--rejects", &nowhere]);
    assert_eq!(refused["refusal"], "import_no_folder", "{refused}");
    let catalogue = place.write("dm.csv", "Mã TTHC,Tên thủ tục\n1.999999,Một\nkhong-ma,Hai\n");
    let refused = place.refused(&["import", "procedures", &catalogue, "--add", "--yes", "--rejects", &named]);
    assert_eq!(refused["refusal"], "import_file_there", "{refused}");
    assert!(place.json(&["procedures", "1.999999"])["procedures"].as_array().unwrap().is_empty());
}

#[test]
fn a_run_that_was_cut_short_goes_on_where_it_was() {
    let mut place = Place::serving();
    let file = place.write("tinh.csv", table(3000, 0));
    let asked = ["import", "dossiers", &file, "--yes", "--json"];
    let mut running = place.command_of(Path::new(env!("CARGO_BIN_EXE_motcua")), &asked);
    let running = running.stdout(Stdio::piped()).spawn().unwrap();
    let is_in = |code: &str| !place.json(&["dossier", "find", code])["dossiers"].as_array().unwrap().is_empty();
    while !is_in("H27.19-251103-00010") {}
    place.kill();
    // The command asks again, at the store itself: what was answered is on disk, and nothing comes twice.
    let told: Value = serde_json::from_slice(&running.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(told["new"].as_u64().unwrap() + told["same"].as_u64().unwrap(), 3000, "{told}");
    let again = place.json(&asked[..4]);
    assert_eq!((count(&again), &again["imported"]), ([0, 0, 3000, 0], &json!(0)));
    place.run(&["verify"]).ok();
}

#[test]
fn what_was_written_here_is_here_and_how_it_was_handed_in_is_read() {
    let place = Place::serving();
    let who = ["--applicant", "Nguyễn Văn An", "--id", "001190000011", "--phone", "0912345678"];
    place.json(&[&["dossier", "receive", "--procedure", "1.001193"][..], &who].concat());
    let head = "Mã hồ sơ;Mã TTHC;Họ và tên;Số CCCD;Ngày nộp;Phương thức nhận";
    let rows = "H27.19-251103-00001;1.001193;Lê Thị Ước;001190000012;03/11/2026 08:15;Trực\u{a0}tiếp\n\
                H27.19-251103-00002;1.001193;Trần Văn Đường;001190000013;03/11/2026 08:15;\n\
                H27.19-251103-00003;1.001193;Vũ Mới;001190000014;03/11/2026 08:15;bồ câu\n";
    let told = place.json(&["import", "dossiers", &place.write("a.csv", format!("{head}\n{rows}")), "--yes"]);
    assert_eq!((count(&told), &told["faults"][0]["why"]), ([2, 0, 0, 1], &json!("channel_wrong")), "{told}");
    assert_eq!(told["mended"].as_array().unwrap().len(), 1, "a strange space is told once: {told}");
    let file = place.path("register.csv").display().to_string();
    place.json(&["register", "--format", "csv", "--out", &file]);
    let register = std::fs::read_to_string(&file).unwrap();
    assert_eq!((register.matches("trực tuyến").count(), register.matches("trực tiếp").count()), (1, 2), "{register}");
    let told = place.json(&["import", "dossiers", &file]);
    assert_eq!(count(&told), [0, 0, 3, 0], "all of them are here: {told}");
}

#[test]
fn applicants_are_new_changed_the_same_or_somebody_else() {
    let place = Place::serving();
    let head = "Họ tên,CCCD,SĐT,Địa chỉ";
    let first =
        place.write("a.csv", format!("{head}\nNguyễn Văn An,001190000011,0912345678,Số 1\nLê Bình,001190000012,,\n"));
    assert_eq!(place.json(&["import", "applicants", &first, "--yes"])["imported"], 2);
    let rows = [
        "NGUYỄN VĂN AN,001190000011,0987654321,",
        "Lê Bình,001190000012,,",
        "Trần Khác,001190000012,,",
        "Vũ Mới,001190000013,,",
        "Hồ Thiếu,,0912000000,",
    ];
    let second = place.write("b.csv", format!("{head}\n{}\n", rows.join("\n")));
    let told = place.json(&["import", "applicants", &second, "--yes"]);
    assert_eq!((count(&told), &told["imported"]), ([1, 1, 1, 2], &json!(2)), "{told}");
    assert_eq!((&told["faults"][0]["row"], &told["faults"][1]["why"]), (&json!(4), &json!("id_missing")));
    let said = told["mended"].to_string();
    for value in ["NGUYỄN VĂN AN", "0912345678", "0987654321"] {
        assert!(said.contains(value), "what it was and what it is now: {said}");
    }
    // Whoever is known that way is the same person at the counter.
    let who = ["--applicant", "Nguyễn Văn An", "--id", "001190000011"];
    let received = place.json(&[&["dossier", "receive", "--procedure", "1.004873"][..], &who].concat());
    assert_eq!(received["applicant"]["phone"], "0987654321");
    assert_eq!(received["applicant"]["address"], "Số 1", "what a table leaves out stays");
    let slip = place.write("c.csv", format!("{head}\nTrần Khác,001190000013,,\n"));
    assert_eq!(place.json(&["import", "applicants", &slip])["faults"][0]["why"], "id_of_another");
}

#[test]
fn a_name_that_a_spreadsheet_would_reckon_is_a_wrong_row_and_stays_a_text_among_the_rejects() {
    let place = Place::made();
    let names = ["=cmd|' /C calc'!A0", "+An", "-Bình", "@SUM(A1)", "'=An", "\u{1}Chi", "\tDung"];
    let rows = names.iter().zip(11..).map(|(name, n)| format!("\"{name}\",0011900000{n}"));
    let rows: Vec<String> = rows.chain(["Vũ Thị Én,001190000099".to_owned()]).collect();
    let file = place.write("a.csv", format!("Họ tên,CCCD\n{}\n", rows.join("\n")));
    let told = place.json(&["import", "applicants", &file, "--yes"]);
    assert_eq!(count(&told), [1, 0, 0, 7], "{told}");
    assert!(told["rejects"].as_str().unwrap().ends_with("a.wrong.csv"));
    let whys: Vec<&str> =
        told["faults"].as_array().unwrap().iter().map(|fault| fault["why"].as_str().unwrap()).collect();
    assert_eq!(whys, [["name_is_formula"; 5].as_slice(), &["name_with_control"; 2]].concat());
    let rejects = std::fs::read_to_string(told["rejects"].as_str().unwrap()).unwrap();
    assert!(rejects.contains(",'=cmd|' /C calc'!A0,") && rejects.contains(",'@SUM(A1),"), "{rejects}");
    let asked = ["dossier", "receive", "--procedure", "1.004873", "--applicant", names[0]];
    assert_eq!(place.refused(&asked)["refusal"], "name_is_formula");
}

#[test]
fn a_table_without_its_columns_or_rows_is_refused_with_what_it_needs() {
    let place = Place::serving();
    let file = place.write("la.csv", "a;b;c\n1;2;3\n");
    let refused = place.refused(&["import", "dossiers", &file]);
    assert_eq!(refused["refusal"], "import_no_head");
    assert!(
        refused["message"].as_str().unwrap().contains("Mã hồ sơ, Mã thủ tục / Tên thủ tục, Họ và tên"),
        "{refused}"
    );
    let empty = place.write("rong.csv", format!("{HEAD}\n"));
    assert_eq!(place.refused(&["import", "dossiers", &empty])["refusal"], "import_no_rows");
    let operator = place.run(&["officer", "add", "Lê An", "--no-pin"]).ok();
    assert!(!operator.is_empty());
    let asked = ["--officer", "2", "import", "applicants", &file];
    assert_eq!(place.refused(&asked)["refusal"], "administrator_only");
}
