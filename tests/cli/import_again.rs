//! Tables that come again: what is here and stands otherwise, whose papers change, where the wrong rows stand.

use crate::place::Place;
use serde_json::{Value, json};

const HEAD: &str = "Mã hồ sơ,Thủ tục,Họ và tên,Số CCCD,Điện thoại,Ngày nhận,Ngày hẹn trả,Trạng thái,Ngày hoàn thành";

fn rows(rows: &[&str]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn code(place: &Place, foreign: &str) -> String {
    place.json(&["dossier", "find", foreign])["dossiers"][0]["dossier"].as_str().unwrap().to_owned()
}

/// Row, reason and column of each fault.
fn faults(told: &Value) -> Vec<(u64, &str, &str)> {
    let all = told["faults"].as_array().unwrap().iter();
    all.map(|f| (f["row"].as_u64().unwrap(), f["why"].as_str().unwrap(), f["name"].as_str().unwrap())).collect()
}

#[test]
fn what_stands_otherwise_here_is_counted_told_with_the_next_command_and_put_into_a_file() {
    let place = Place::serving();
    let first = rows(&[
        "H6-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,27/11/2026 17:00,Mới đăng ký,",
        "H6-2,1.004884,Trần Văn Đường,,,02/11/2026 09:00,27/11/2026 17:00,Đang xử lý,",
        "H6-3,1.004884,Vũ Én,,,02/11/2026 09:00,27/11/2026 17:00,Chờ trả (BCCI),05/11/2026",
        "H6-4,1.004884,Vũ Yến,,,02/11/2026 09:00,27/11/2026 17:00,Đang xử lý,",
    ]);
    assert_eq!(place.json(&["import", "dossiers", &place.write("a.csv", first), "--yes"])["imported"], 4);
    let later = place.write(
        "b.csv",
        rows(&[
            "H6-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,27/11/2026 17:00,Đang xử lý,",
            "H6-2,1.004884,Trần Văn Đường,,,02/11/2026 09:00,30/11/2026 17:00,Đang xử lý,",
            "H6-3,1.004884,Vũ Én,,,02/11/2026 09:00,27/11/2026 17:00,Đã xử lý xong,06/11/2026",
            "H6-4,1.004884,Vũ Yến,,,02/11/2026 09:00,27/11/2026 17:00,Đang xử lý,",
            "H6-9,1.004884,Hồ Na,12,,02/11/2026 09:00,,Đã trả kết quả,",
            "H6-4,1.004884,Lê Khác,,,02/11/2026 09:00,30/11/2026 17:00,Đã trả kết quả,",
        ]),
    );
    let file = place.path("khac.csv").display().to_string();
    let told = place.json(&["import", "dossiers", &later, "--differ", &file]);
    let counts = ["new", "changed", "same", "differ", "over", "wrong"].map(|key| told[key].as_u64().unwrap());
    assert_eq!(counts, [0, 0, 1, 3, 1, 1], "{told}");
    // Another's dossier is told as that alone.
    assert_eq!(faults(&told), [(7, "another_dossier", "Mã hồ sơ")], "{told}");
    let differs = told["differs"].as_array().unwrap();
    let codes = ["H6-1", "H6-2", "H6-3"].map(|foreign| code(&place, foreign));
    let next = |n: usize, what: &str, begins: &str| {
        let (one, row) = (&differs[n], n + 2);
        assert_eq!((&one["row"], &one["what"][0]["what"]), (&json!(row), &json!(what)), "{one}");
        assert!(
            one["command"].as_str().unwrap().starts_with(&format!("motcua dossier {begins} {}", codes[n])),
            "{one}"
        );
    };
    next(0, "status", "accept");
    next(1, "due", "extend");
    next(2, "finished", "show");
    assert_eq!(told["over_rows"], json!([{ "row": 6, "code": "H6-9", "there": 10 }]), "{told}");
    assert_eq!((&told["over_faults"][0]["row"], &told["over_faults"][0]["name"]), (&json!(6), &json!("Số CCCD")));
    let said = std::fs::read_to_string(&file).unwrap();
    assert_eq!((said.lines().count(), &told["differ_file"]), (4, &json!(file)), "{said}");
    assert!(!said.contains("Lê Thị Ước") && said.contains("motcua dossier accept"), "{said}");
    assert_eq!(
        place.refused(&["import", "dossiers", &later, "--yes", "--differ", &later])["refusal"],
        "import_file_there"
    );
    let said = place.run(&["import", "dossiers", &later]).ok();
    assert!(said.contains("chưa từng có ở đây: dòng 6.") && said.contains("đã có ở đây nhưng khác"), "{said}");
}

#[test]
fn an_import_that_changes_somebody_is_told_of_her_open_dossiers_and_stands_in_their_course() {
    let place = Place::serving();
    let receive = |procedure: &str, name: &str, id: &str| {
        let who = ["--applicant", name, "--id", id, "--phone", "0912345678"];
        let asked = [&["dossier", "receive", "--procedure", procedure][..], &who].concat();
        place.json(&asked)["dossier"].as_str().unwrap().to_owned()
    };
    let first = receive("1.004873", "Nguyễn Văn An", "001190000011");
    let second = receive("1.001193", "Nguyễn Văn An", "001190000011");
    let over = receive("1.004884", "Nguyễn Văn An", "001190000011");
    place.json(&["dossier", "refuse", &over, "--reason", "không thuộc thẩm quyền"]);
    let another = receive("1.004873", "Lê Bình", "001190000012");
    let table =
        "Họ tên,CCCD,SĐT,Địa chỉ\nNguyễn Văn An,001190000011,0987654321,Số 1\nLê Bình,001190000012,0912345678,\n";
    let file = place.write("a.csv", table);
    let told = place.json(&["import", "applicants", &file]);
    let change = |code: &str| json!({ "row": 2, "dossier": code, "fields": ["phone", "address"] });
    assert_eq!(told["papers_change"], json!([change(&first), change(&second)]), "{told}");
    let said = place.run(&["import", "applicants", &file]).ok();
    assert!(said.contains("2 hồ sơ đang mở") && said.contains(&format!("Dòng 2: {first}: ")), "{said}");
    assert_eq!(place.json(&["import", "applicants", &file, "--yes"])["imported"], 1);
    let course = |code: &str| place.run(&["dossier", "show", code]).ok().matches("đổi theo bảng nhập").count();
    assert_eq!([&first, &second, &over, &another].map(|code| course(code)), [1, 1, 0, 0]);
    let journal = place.run(&["export"]).ok();
    assert!(
        !journal.contains("0987654321") && journal.contains("applicant_renewed"),
        "whose data it is stays out of it"
    );
    // A new dossier of the other system changes her data as well.
    let table = rows(&["H7-1,1.004884,Nguyễn Văn An,001190000011,0911111111,02/11/2026 09:00,,Đang xử lý,"]);
    let told = place.json(&["import", "dossiers", &place.write("b.csv", table), "--yes"]);
    assert_eq!(told["papers_change"].as_array().unwrap().len(), 2, "{told}");
    assert_eq!([&first, &code(&place, "H7-1")].map(|code| course(code)), [2, 0]);
    assert!(place.json(&["import", "applicants", &file])["papers_change"].as_array().unwrap().len() == 3);
    place.run(&["verify"]).ok();
}

#[test]
fn a_code_under_the_name_of_a_procedure_is_a_code_and_a_receipt_to_come_is_one_fault() {
    let place = Place::serving();
    let table = rows(&[
        "H8-1,1.01081,Lê Thị Ước,,,02/11/2026 09:00,,Đang xử lý,",
        "H8-2,1.001193 - Đăng ký khai sinh,Trần Văn Đường,,,02/11/2026 09:00,,Hồ sơ quá hạn,",
        "H8-3,1.5,Vũ Én,,,02/11/2026 09:00,,Đang xử lý,",
        "H8-4,1.004884,Vũ Yến,,,02/11/2027 09:00,09/11/2026 17:00,Bổ sung,",
        "H8-5,1.004884,Vũ Yên,,,02/11/2026 09:00,09/11/2026 17:00,Đang bay,",
    ]);
    let told = place.json(&["import", "dossiers", &place.write("a.csv", table), "--yes"]);
    let wrong = [(4, "code_short", "Thủ tục"), (5, "received_wrong", "Ngày nhận"), (6, "status_wrong", "Trạng thái")];
    assert_eq!((faults(&told).as_slice(), &told["imported"]), (&wrong[..], &json!(2)), "{told}");
    assert!(told["faults"].to_string().contains("Chờ trả"), "{told}");
    let found = &place.json(&["dossier", "find", "H8-1"])["dossiers"][0];
    assert_eq!(found["procedure"], "1.010810", "{found}");
}

#[test]
fn the_same_wrong_rows_have_one_file_whatever_is_said_of_them() {
    let place = Place::serving();
    let table = rows(&[
        "H9-1,1.004884,Nguyễn Văn An,001190000011,0912345678,02/11/2026 09:00,,Đang xử lý,",
        "H9-2,1.004884,Trần Khác,001190000011,,02/11/2026 09:00,,Đang xử lý,",
        "H9-3,1.004884,NGUYỄN VĂN AN,001190000011,,02/11/2026 09:00,,Đang xử lý,",
        "H9-4,1.004884,Vũ Én,,,02/11/2026 09:00,,Đang bay,",
    ]);
    let file = place.write("a.csv", table);
    let taken = place.json(&["import", "dossiers", &file, "--yes"]);
    assert!(taken["mended"].to_string().contains("dòng trước ghi"), "one person, two names: {taken}");
    let again = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_eq!((&again["changed"], &again["same"]), (&json!(0), &json!(2)), "twice is once: {again}");
    let capitals = place.write("nguoi.csv", "Họ tên,CCCD\nNGUYỄN VĂN AN,001190000011\n");
    place.json(&["import", "applicants", &capitals, "--yes"]);
    let again = place.json(&["import", "dossiers", &file, "--yes"]);
    assert_ne!(taken["faults"][0]["message"], again["faults"][0]["message"], "she is written in capitals now");
    assert_eq!(taken["rejects"], again["rejects"]);
    assert!(!place.path("a.wrong-2.csv").exists());
    let rejects = again["rejects"].as_str().unwrap();
    let said = std::fs::read_to_string(rejects).unwrap();
    assert!(said.contains("NGUYỄN VĂN AN"), "the reason as it is told now: {said}");
    // What is left of that file is its next one, with each reason once.
    std::fs::write(rejects, said.replace("Đang bay", "Đang xử lý")).unwrap();
    let rest = place.json(&["import", "dossiers", rejects, "--yes"]);
    assert_eq!((&rest["imported"], &rest["unused"]), (&json!(1), &json!([])), "{rest}");
    let left = rest["rejects"].as_str().unwrap();
    assert!(left.ends_with("a.wrong-2.csv"), "{left}");
    let left = std::fs::read_to_string(left).unwrap();
    assert_eq!((left.lines().count(), left.matches("Dòng số").count()), (2, 1), "{left}");
}
