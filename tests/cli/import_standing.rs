//! Dossiers that another system has received already, and everything an import changes on the way.

use crate::place::Place;
use serde_json::{Value, json};

const HEAD: &str = "Mã hồ sơ,Mã TTHC,Họ và tên,Số CCCD,Điện thoại,Ngày nhận,Ngày hẹn trả,Trạng thái";

fn rows(rows: &[&str]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn found(place: &Place, code: &str) -> Value {
    place.json(&["dossier", "find", code])["dossiers"][0].clone()
}

#[test]
fn what_was_received_there_is_received_here_with_what_was_promised() {
    let place = Place::serving();
    let table = rows(&[
        "H1-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,09/11/2026 17:00,Đang xử lý",
        "H1-2,1.004884,Trần Văn Đường,,,02/11/2026 09:00,13/11/2026 17:00,",
        "H1-3,1.004884,Vũ Én,,,20/11/2026 09:00,,Mới đăng ký",
        "H1-4,1.004884,Vũ Yến,,,02/11/2026 09:00,09/11/2026 17:00,Đã trả kết quả",
        "H1-5,1.004884,Hồ Thị Na,,,02/11/2026 09:00,09/11/2026 17:00,Đang bay",
        "H1-6,1.004884,Hồ Thị Nam,,,,09/11/2026 17:00,Đã tiếp nhận",
        "H1-7,1.004884,Hồ Thị Năm,,,10/11/2026,09/11/2026 17:00,Đã tiếp nhận",
    ]);
    let file = place.write("tinh.csv", table);
    let told = place.json(&["import", "dossiers", &file]);
    let counts = ["new", "over", "wrong"].map(|key| told[key].as_u64().unwrap());
    assert_eq!(counts, [3, 1, 3], "{told}");
    let faults: Vec<_> = told["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["row"].as_u64().unwrap(), &f["why"], &f["name"]))
        .collect();
    assert_eq!(faults[0], (6, &json!("status_wrong"), &json!("Trạng thái")));
    assert_eq!(faults[1], (7, &json!("received_missing"), &json!("Ngày nhận")));
    assert_eq!(faults[2], (8, &json!("due_before"), &json!("Ngày hẹn trả")));
    let differs = told["due_differs"].as_array().unwrap();
    assert_eq!((differs.len(), &differs[0]["row"]), (1, &json!(3)), "{differs:?}");
    assert!(told["notices"].to_string().contains("1 dòng có ngày hẹn trả khác"), "{}", told["notices"]);
    assert!(told["notices"].to_string().contains("2 hồ sơ đã tiếp nhận"), "wrong rows count for nothing: {told}");
    assert_eq!(place.json(&["import", "dossiers", &file, "--yes"])["imported"], 3);
    let first = found(&place, "H1-1");
    assert_eq!((&first["status"], &first["timeliness"]), (&json!(4), &json!("overdue")), "{first}");
    let starts = |value: &Value, with: &str| assert!(value.as_str().unwrap().starts_with(with), "{value}: {with}");
    starts(&first["received"], "2026-11-02T09:00");
    starts(&first["due"], "2026-11-09T17:00");
    starts(&found(&place, "H1-2")["due"], "2026-11-13T17:00");
    let moved = rows(&[
        "H1-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,09/11/2026 17:00,Đã trả kết quả",
        "H1-2,1.004884,Trần Văn Đường,,,02/11/2026 09:00,13/11/2026 17:00,Đang xử lý",
        "H1-9,1.004884,Vũ Yến,,,02/11/2026 09:00,09/11/2026 17:00,Đã trả kết quả",
    ]);
    let told = place.json(&["import", "dossiers", &place.write("sau.csv", moved)]);
    let stands = told["stands_otherwise"].as_array().unwrap();
    assert_eq!(stands.len(), 2, "{told}");
    assert_eq!((&stands[0]["row"], &stands[0]["here"], &stands[0]["there"]), (&json!(2), &json!(4), &json!(10)));
    assert!(told["notices"].to_string().contains("Dòng 2: "), "{told}");
    let registered = found(&place, "H1-3");
    let said = place.run(&["dossier", "find", "H1-3"]).ok();
    assert!(said.contains("không có ngày hẹn trả. Mới đăng ký") && !said.contains("hẹn Không"), "{said}");
    assert_eq!((&registered["status"], &registered["due"]), (&json!(1), &json!(null)));
    starts(&registered["received"], "2026-11-20T09:00");
    let register = place.json(&["register", "--status", "4"]);
    starts(&register["register"][0]["received"], "2026-11-02T09:00");
    let code = first["dossier"].as_str().unwrap();
    assert!(place.run(&["dossier", "show", code]).ok().contains("09/11/2026"));
    // A step knows the code there as every look does.
    let accepted = place.json(&["dossier", "accept", "h1-3"]);
    assert_eq!((&accepted["dossier"], &accepted["status"]), (&registered["dossier"], &json!(2)), "{accepted}");
    // The same table once more: nothing, and another promise is told of.
    let later =
        place.write("sau.csv", rows(&["H1-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,10/11/2026 17:00,Đang xử lý"]));
    let again = place.json(&["import", "dossiers", &later, "--yes"]);
    assert_eq!((&again["same"], &again["differ"]), (&json!(0), &json!(1)), "{again}");
    assert_eq!((&again["due_otherwise"][0]["row"], &again["differs"][0]["row"]), (&json!(2), &json!(2)), "{again}");
    place.run(&["verify"]).ok();
}

#[test]
fn what_is_reckoned_in_a_year_that_is_not_known_is_told_with_its_rows() {
    let place = Place::serving();
    let table = rows(&[
        "H1-1,1.004884,Lê Thị Ước,,,01/02/2019 09:00,,Đang xử lý",
        "H1-2,1.004884,Trần Văn Đường,,,01/02/2019 09:00,13/02/2019 17:00,Đang xử lý",
        "H1-3,1.004884,Vũ Én,,,02/11/2026 09:00,,Đang xử lý",
    ]);
    let file = place.write("cu.csv", table);
    let told = place.json(&["import", "dossiers", &file]);
    assert_eq!(told["new"], 3, "{told}");
    let unsure = told["reckoned_unsure"].as_array().unwrap();
    let due = place.json(&["due", "--received", "2019-02-01T09:00", "--procedure", "1.004884"])["due"].clone();
    assert_eq!(unsure.len(), 1, "a promised due time is not reckoned: {told}");
    assert_eq!((&unsure[0]["row"], &unsure[0]["due"]), (&json!(2), &due));
    assert_eq!(unsure[0]["unsure"], json!({ "year": 2019, "why": "past" }));
    let said = told["notices"].to_string();
    assert!(said.contains("những ngày nghỉ đã nhập") && said.contains("Dòng 2: tính ở đây"), "{said}");
}

#[test]
fn everything_that_is_changed_is_told_with_its_cell_before_and_after() {
    let place = Place::serving();
    let table = rows(&[
        "\"h2-1\",1.004884,\"Nguyễn\nĐỏ\",,(0912) 345.678,,,",
        "H2-2,1.004884,Nguyễn\u{1b}[31mĐỏ,,,02/11/2026 09:00,,",
        "H2-3,1.004884,Trần  An,,,02/11/2026,09/11/2026,Đã tiếp nhận",
        "H2-4,1.004884,Lê Bảy,,,02/11/2027 09:00,,",
        "12345,1.004884,Lê Tám,,,02/11/2026 09:00,,",
    ]);
    let file = place.write("tinh.csv", table);
    let told = place.json(&["import", "dossiers", &file, "--yes"]);
    let mended = |row: u64, column: &str, what: &str| {
        let all = told["mended"].as_array().unwrap();
        let is = |m: &&Value| m["row"] == row && m["name"] == column && m["message"].as_str().unwrap().contains(what);
        assert!(all.iter().any(|m| is(&m)), "{row} {column} {what}: {all:?}");
    };
    mended(2, "Mã hồ sơ", "“h2-1” thành H2-1");
    mended(2, "Họ và tên", "“Nguyễn␊Đỏ” thành “Nguyễn Đỏ”");
    mended(2, "Điện thoại", "“(0912) 345.678” thành 0912345678");
    mended(2, "Ngày nhận", "để trống");
    mended(4, "Họ và tên", "“Trần  An” thành “Trần An”");
    mended(4, "Ngày nhận", "giờ mở cửa: 07:30 02/11/2026");
    mended(4, "Ngày hẹn trả", "giờ đóng cửa: 17:00 09/11/2026");
    let faults: Vec<_> =
        told["faults"].as_array().unwrap().iter().map(|f| (&f["row"], &f["why"], &f["name"])).collect();
    let wrong = |row: u64, why: &str, name: &str| {
        assert!(faults.contains(&(&json!(row), &json!(why), &json!(name))), "{row} {why} {name}: {faults:?}");
    };
    wrong(3, "control", "Họ và tên");
    wrong(5, "received_wrong", "Ngày nhận");
    wrong(6, "foreign_wrong", "Mã hồ sơ");
    assert!(told["faults"].to_string().contains('␛'), "{}", told["faults"]);
    assert_eq!((&told["imported"], &told["wrong"]), (&json!(2), &json!(3)), "{told}");
}

#[test]
fn since_when_it_waits_there_is_taken_over_and_told_where_it_is_not_known() {
    let place = Place::serving();
    let table = format!(
        "{HEAD},Ngày yêu cầu bổ sung\n{}\n",
        [
            "H3-1,1.004884,Lê Thị Ước,,,02/11/2026 09:00,27/11/2026 17:00,Chờ bổ sung,20/11/2026 09:00",
            "H3-2,1.004884,Trần Văn Đường,,,02/11/2026 09:00,27/11/2026 17:00,Chờ bổ sung,",
            "H3-3,1.004884,Vũ Én,,,02/11/2026 09:00,09/11/2026 17:00,Chờ nộp phí,",
            "H3-4,1.004884,Vũ Yến,,,02/11/2026 09:00,09/11/2026 17:00,Chờ bổ sung,01/11/2026 09:00",
        ]
        .join("\n")
    );
    let file = place.write("cho.csv", table);
    let told = place.json(&["import", "dossiers", &file]);
    let unknown: Vec<_> = told["since_unknown"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["row"].as_u64().unwrap(), one["passed"].as_bool().unwrap()))
        .collect();
    assert_eq!(unknown, [(3, false), (4, true)], "{told}");
    assert!(told["notices"].to_string().contains("Dòng 4: hẹn"), "{}", told["notices"]);
    assert_eq!((&told["faults"][0]["row"], &told["faults"][0]["why"]), (&json!(5), &json!("stood_wrong")));
    assert_eq!(place.json(&["import", "dossiers", &file, "--yes"])["imported"], 3);
    let first = found(&place, "H3-1");
    assert_eq!(
        (&first["stands"]["since_known"], &first["stands"]["left_working_days"]),
        (&json!(true), &json!(5)),
        "{first}"
    );
    let code = first["dossier"].as_str().unwrap();
    let before = place.json(&["dossier", "show", code])["elsewhere"].clone();
    assert_eq!(before.as_array().unwrap().len(), 2, "{before}");
    assert_eq!(
        (&before[0]["at"], &before[1]["at"]),
        (&json!("2026-11-02T09:00"), &first["stands"]["since"]),
        "{before}"
    );
    let told = place.run(&["dossier", "show", code]).ok();
    assert!(
        told.contains("02/11/2026: tiếp nhận ở hệ thống khác") && told.contains("Đưa vào từ hệ thống khác. "),
        "{told}"
    );
    let third = found(&place, "H3-3");
    assert_eq!((&third["timeliness"], &third["stands"]["since_known"]), (&json!("running"), &json!(false)), "{third}");
    let said = place.run(&["dossier", "list"]).ok();
    assert!(said.contains(", còn 5 ngày làm việc"), "{said}");
    assert!(said.contains("không rõ từ ngày nào, không rõ còn bao nhiêu"), "{said}");
    let code = third["dossier"].as_str().unwrap();
    assert!(place.run(&["dossier", "show", code]).ok().contains("không rõ từ ngày nào"), "the sheet says it");
    place.run(&["verify"]).ok();
}

#[test]
fn one_fault_has_one_reason() {
    let place = Place::serving();
    let head = format!("{HEAD},Ngày hoàn thành");
    let table = [
        "H4-1,1.004884,Lê Thị Ước,,,05/11/26,09/11/2026 17:00,Đang xử lý,",
        "H4-2,1.004884,Trần Văn Đường,,,mồng 5,09/11/2026 17:00,Đang xử lý,",
        "H4-3,1.004884,Vũ Én,,,02/11/2026 09:00,09/11/2026 17:00,Đã xử lý xong,05-11-26 08:00",
        "H4-4,1.5,Vũ Yến,,,02/11/2026 09:00,09/11/2026 17:00,Đang xử lý,",
    ];
    let file = place.write("ngay.csv", format!("{head}\n{}\n", table.join("\n")));
    let told = place.json(&["import", "dossiers", &file]);
    let faults: Vec<_> = told["faults"].as_array().unwrap().iter().map(|f| (&f["row"], &f["why"])).collect();
    let whys = ["year_short", "date_wrong", "year_short", "code_short"].map(|why| json!(why));
    let rows = [2, 3, 4, 5].map(|row| json!(row));
    assert_eq!(faults, rows.iter().zip(&whys).collect::<Vec<_>>(), "{told}");
    assert!(told["faults"][0]["message"].as_str().unwrap().contains("bốn chữ số"), "{told}");
}

#[test]
fn a_code_with_the_unit_of_the_centre_that_is_not_here_is_told_and_never_given_again() {
    let place = Place::serving();
    let table = rows(&[
        "000.00.00.H27-261123-0001,1.004884,Lê Thị Ước,,,02/11/2026 09:00,09/11/2026 17:00,Đang xử lý",
        "H27.19-261123-0002,1.004884,Vũ Én,,,02/11/2026 09:00,09/11/2026 17:00,Đang xử lý",
    ]);
    let file = place.write("tinh.csv", table);
    let told = place.json(&["import", "dossiers", &file]);
    assert_eq!(told["own_unit"], json!([{ "row": 2, "code": "000.00.00.H27-261123-0001" }]), "{told}");
    assert!(told["notices"].to_string().contains("1 mã mang đơn vị của trung tâm"), "{}", told["notices"]);
    place.json(&["import", "dossiers", &file, "--yes"]);
    let received = place.json(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"]);
    assert_eq!(received["dossier"], "000.00.00.H27-261123-0002");
    place.run(&["verify"]).ok();
    assert_eq!(place.json(&["import", "dossiers", &file])["own_unit"], json!([]), "it is here now");
}

#[test]
fn a_long_import_shows_some_of_what_is_alike_and_what_to_type_next() {
    let place = Place::serving();
    let line = |n: usize| format!("H5-{n},1.004884,Lê Thị Ước,,091200{n:04},46329,46339.5,Đang xử lý");
    let mut all: Vec<String> = (10..30).map(line).collect();
    all[0] = all[0].replace("Lê Thị Ước", "Le\u{302} Thi\u{323} U\u{31b}o\u{301}\u{31b}c");
    all.push("H5-99,1.004884,,,,46329,46339.5,Đang xử lý".to_owned());
    let file = place.write("hồ sơ tỉnh.csv", rows(&all.iter().map(String::as_str).collect::<Vec<_>>()));
    let told = place.json(&["import", "dossiers", &file]);
    let due = told["mended"].as_array().unwrap().iter().find(|one| one["name"] == "Ngày hẹn trả").unwrap();
    assert_eq!((&due["was"], &due["is"]), (&json!("46339.5"), &json!("12:00 13/11/2026")), "{told}");
    assert_eq!(told["mended"].as_array().unwrap().len(), 61, "programs get all of them");
    assert!(told["mended"].to_string().contains("dấu rời khỏi chữ"), "{told}");
    let said = place.run(&["import", "dossiers", &file]).ok();
    assert_eq!(said.matches("ngày ghi bằng số").count(), 10, "{said}");
    assert!(said.contains("và 15 ô khác ở cột Ngày hẹn trả như ở dòng 2;"), "{said}");
    let (mended, wrong) = (said.find("(vẫn nhập)").unwrap(), said.find("Sai (không nhập)").unwrap());
    assert!(mended < wrong && said.find("Dòng 22, cột 3").unwrap() > wrong, "{said}");
    assert!(said.contains(&format!("import dossiers '{file}' --yes")), "{said}");
}
