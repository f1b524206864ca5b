//! Tables that go out and come in: the register in four forms, imports from a provincial system.

use crate::place::Place;
use calamine::{Data, Reader, Xlsx};
use motcua::domain::ids::{CommandId, DossierCode};
use motcua::domain::rating;
use serde_json::{Value, json};

fn receive(place: &Place, procedure: &str, name: &str, more: &[&str]) -> String {
    let asked = [&["dossier", "receive", "--procedure", procedure, "--applicant", name], more].concat();
    place.json(&asked)["dossier"].as_str().unwrap().to_owned()
}

fn register(place: &Place, more: &[&str]) -> Vec<Value> {
    let told = place.json(&[&["register"], more].concat());
    told["register"].as_array().unwrap().clone()
}

#[test]
fn the_register_has_open_and_ended_dossiers_by_period_and_filter() {
    let place = Place::serving();
    let phone = ["--phone", "0912345678", "--hamlet", "Xóm 4", "--channel", "post"];
    let first = receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &phone);
    let second = receive(&place, "1.001193", "Trần Văn Đường", &["--kind", "enterprise"]);
    place.json(&["dossier", "refuse", &second, "--reason", "không thuộc thẩm quyền"]);
    let all = register(&place, &[]);
    assert_eq!(all.len(), 2);
    assert_eq!((&all[0]["number"], &all[0]["dossier"]), (&json!(1), &json!(first)));
    assert_eq!((&all[0]["phone"], &all[0]["address"]), (&json!("0912345678"), &json!("Xóm 4")));
    assert!(all[0]["received"].as_str().unwrap().starts_with("2026-11-23T08:00"));
    let one = |more: &[&str]| -> Vec<String> {
        register(&place, more).iter().map(|row| row["dossier"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(one(&["--status", "3"]), [second.as_str()]);
    assert_eq!(one(&["--kind", "enterprise"]), [second.as_str()]);
    assert_eq!(one(&["--channel", "post"]), [first.as_str()]);
    assert_eq!(one(&["--procedure", "1.004873"]), [first.as_str()]);
    assert_eq!(one(&["--procedure", "khai sinh"]), [second.as_str()]);
    assert_eq!(one(&["--holder", "tiep nhan"]), [first.as_str()]);
    assert!(one(&["--holder", "nguoi nop"]).is_empty(), "what was refused nobody has");
    assert_eq!(one(&["--from", "2026-11-23", "--to", "2026-11-23"]).len(), 2);
    assert!(one(&["--from", "2026-11-24"]).is_empty() && one(&["--to", "2026-11-22"]).is_empty());
    assert_eq!(place.run(&["register", "--from", "2026-11-24", "--to", "2026-11-22"]).exit, 2);
    let text = place.run(&["register"]).ok();
    assert!(text.lines().nth(1).unwrap().starts_with(&format!("1 | {first} | 1.004873 | ")), "{text}");
}

#[test]
fn a_spreadsheet_keeps_codes_as_text_and_dates_as_dates() {
    let place = Place::serving();
    let code = receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &["--phone", "0912345678"]);
    let file = place.path("so.xlsx").to_str().unwrap().to_owned();
    let told = place.json(&["register", "--format", "xlsx", "--out", &file]);
    assert_eq!(told["rows"], 1);
    let mut book: Xlsx<_> = calamine::open_workbook(&file).unwrap();
    let sheet = book.worksheet_range("Sổ theo dõi hồ sơ").unwrap();
    let cell = |row, at| sheet.get((row, at)).unwrap().clone();
    assert_eq!(cell(0, 1), Data::String("Mã hồ sơ".into()));
    assert_eq!(cell(1, 1), Data::String(code));
    assert_eq!(cell(1, 2), Data::String("1.004873".into()), "no zero is lost");
    assert_eq!(cell(1, 6), Data::String("Nguyễn Thị Hồng Đào".into()));
    assert_eq!(cell(1, 8), Data::String("0912345678".into()));
    assert!(matches!(cell(1, 10), Data::DateTime(_)), "{:?}", cell(1, 10));
    assert_eq!(place.refused(&["register", "--format", "xlsx", "--out", &file])["refusal"], "file_there");
}

#[test]
fn what_looks_like_a_formula_stays_a_text_in_a_csv() {
    let place = Place::serving();
    let formula = ["--phone", "+84912345678", "--address", "=HYPERLINK(\"x\";\"a, b\")"];
    receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &formula);
    let file = place.path("so.csv");
    place.run(&["register", "--format", "csv", "--out", file.to_str().unwrap()]).ok();
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(&bytes[..3], [0xEF, 0xBB, 0xBF], "the mark without which a spreadsheet garbles Vietnamese");
    let mut reader = csv::Reader::from_reader(&bytes[3..]);
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!((&row[7], &row[8]), ("'=HYPERLINK(\"x\";\"a, b\")", "+84912345678"));
    assert_eq!(&row[10], "23/11/2026 08:00");
}

#[test]
fn only_who_may_look_at_everything_gets_the_register() {
    let place = Place::serving();
    place.run(&["officer", "add", "Lê Thị Mai", "--role", "operator", "--no-pin"]).ok();
    assert_eq!(place.refused(&["--officer", "2", "register"])["refusal"], "administrator_only");
}

#[test]
fn a_day_of_cash_is_counted_and_looked_up_later() {
    let place = Place::made();
    place.run(&["officer", "add", "Lê Thị Mai", "--role", "operator", "--no-pin"]).ok();
    let code = receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &[]);
    let hers = |args: &[&str]| place.json(&[&["--officer", "2"], args].concat());
    hers(&["dossier", "pay", &code, "--amount", "50.000", "--number", "BL-7"]);
    place.json(&["dossier", "pay", &code, "--amount", "8.000", "--transfer"]);
    let till = &hers(&["cash"])["tills"];
    assert_eq!(till.as_array().unwrap().len(), 1, "an officer sees her own till only: {till}");
    assert_eq!((&till[0]["sums"]["expected"], &till[0]["entries"][0]["number"]), (&json!(50_000), &json!("BL-7")));
    assert_eq!(place.json(&["cash"])["tills"].as_array().unwrap().len(), 2);
    let refused = place.refused(&["--officer", "2", "cash", "close", "--counted", "49.000"]);
    assert_eq!(refused["refusal"], "reason_missing");
    let closed = hers(&["cash", "close", "--counted", "49.000", "--reason", "trả nhầm tiền lẻ"]);
    assert_eq!((&closed["difference"], &closed["sums"]["count"]), (&json!(-1_000), &json!(1)));
    let later = |args: &[&str]| place.run_at(Some("2026-11-25T09:00"), &[args, &["--json"]].concat()).json();
    let then = later(&["cash", "--date", "2026-11-23"]);
    assert_eq!((then["tills"].as_array().unwrap().len(), then["closings"][0]["counted"].clone()), (2, json!(49_000)));
    let closed = |n: usize| &then["tills"][n]["closed"];
    assert!(closed(0).is_string() && closed(1).is_null(), "the first was counted, the other not: {then}");
    let register = place.run(&["register", "--lang", "en"]).ok();
    assert!(register.contains("| 58,000 |"), "a decimal point beside it would read as another: {register}");
    let told = place.run_at(Some("2026-11-25T09:00"), &["cash", "--date", "2026-11-23"]).ok();
    assert!(told.contains("Lê Thị Mai (cán bộ 2)"), "an officer is told by name and number: {told}");
    assert_eq!((told.matches("Chưa chốt").count(), told.matches("Đã chốt lúc").count()), (1, 1), "{told}");
    assert!(later(&["cash", "--date", "2026-11-24"])["tills"].as_array().unwrap().is_empty());
    let to_come = place.run_at(Some("2026-11-25T09:00"), &["cash", "--date", "2026-11-26", "--json"]).refusal();
    assert_eq!(to_come["refusal"], "day_to_come", "{to_come}");
    let open = later(&["cash"]);
    assert_eq!(open["tills"][0]["carried"]["transfer_in"], 8_000, "what nobody closed is still there");
    assert!(place.run_at(Some("2026-11-25T09:00"), &["cash"]).ok().contains("phải có 0 đồng"));
    let back = ["dossier", "refund", &code, "--amount", "8.000", "--transfer", "--reason", "thu nhầm", "--yes"];
    place.run_at(Some("2026-11-25T09:30"), &back).ok();
    let told = place.run_at(Some("2026-11-26T09:00"), &["cash", "--date", "2026-11-25"]).ok();
    for said in ["ngày trước chưa chốt: 0 đồng, 1 lượt", "Riêng", "chuyển khoản thu 8.000, hoàn 8.000"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
}

#[test]
fn the_register_says_on_what_ground_a_fee_is_not_owed() {
    let place = Place::serving();
    let code = receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &[]);
    place.run(&["dossier", "exempt", &code, "--reason", "Hộ nghèo"]).ok();
    let text = place.run(&["register", "--format", "csv"]).ok();
    assert!(text.contains("miễn: Hộ nghèo"), "{text}");
}

/// The code on the slip of a result: of the wish that handed it over, as only the journal has it.
fn rating_code(place: &Place, dossier: &str) -> String {
    let events = place.run(&["export"]).ok();
    let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let returned = events.rev().find(|event| event["name"] == "dossier_returned").unwrap();
    let command = returned["recorded"]["command"].clone();
    let command: CommandId = serde_json::from_value(command).unwrap();
    rating::code(command, &DossierCode(dossier.to_owned()))
}

#[test]
fn a_result_goes_with_a_code_that_rates_once_and_not_for_staff() {
    let place = Place::serving();
    place.run(&["officer", "add", "Lê Thị Mai", "--role", "operator", "--no-pin"]).ok();
    let code = receive(&place, "1.004873", "Nguyễn Thị Hồng Đào", &[]);
    place.json(&["dossier", "finish", &code]);
    let told = place.json(&["--officer", "2", "dossier", "return", &code, "--yes"]).to_string();
    let slip = rating_code(&place, &code);
    let shown =
        [told, place.json(&["dossier", "show", &code]).to_string(), place.run(&["dossier", "show", &code]).ok()];
    assert!(shown.iter().all(|told| !told.contains(&slip) && !told.contains("rating_code")), "{slip}: {shown:?}");
    assert_eq!(place.refused(&["dossier", "receipt", &code, "--slip"])["refusal"], "no_slip_printer");
    assert!(place.run(&["ratings"]).ok().starts_with("Tất cả, 31 ngày qua: chưa có câu trả lời; 0/1"));
    // Neither she who served, nor nobody in particular; another officer enters what came on paper.
    assert_eq!(place.refused(&["--officer", "2", "rate", &slip, "1"])["refusal"], "not_by_staff");
    assert_eq!(place.refused(&["rate", &slip, "1"])["refusal"], "rated_by_whom");
    assert_eq!(place.refused(&["--officer", "9", "rate", &slip, "1"])["refusal"], "unknown_officer");
    assert_eq!(place.refused(&["--officer", "1", "rate", &slip, "3"])["refusal"], "cause_wrong");
    assert_eq!(place.run(&["rate", &slip]).exit, 2);
    place.json(&["--officer", "1", "rate", &slip.to_lowercase(), "3", "--cause", "wait"]);
    assert_eq!(place.refused(&["--officer", "1", "rate", &slip, "very"])["refusal"], "rated_already");
    assert_eq!(place.refused(&["--officer", "1", "rate", "AAAA-AAAA", "very"])["refusal"], "unknown_rating_code");
    let before = place.run(&["dossier", "show", &code]).ok();
    assert!(before.contains("đã đánh giá, do cán bộ nhập"), "{before}");
    let told = place.json(&["ratings"]);
    assert_eq!(told["all"]["entered_by_staff"], json!(1), "{told}");
    assert_eq!((&told["all"]["returned"], &told["all"]["response_percent"]), (&json!(1), &json!(100)));
    assert_eq!(told["officers"][0]["satisfied_percent"], Value::Null, "one answer says nothing of an officer");
    let text = place.run(&["ratings"]).ok();
    assert!(text.contains("1/1 người trả lời (100%)") && text.contains("cán bộ nhập từ phiếu: 1/1"), "{text}");
    assert!(text.contains("Lê Thị Mai (cán bộ 2): chưa đủ 10 câu trả lời"), "{text}");
}

/// Title, then headings as people write them, decomposed letters, a code that a spreadsheet cut short.
fn provincial() -> Vec<Vec<String>> {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    vec![
        row(&["DANH MỤC THỦ TỤC", "", "", "", "", "", ""]),
        row(&["Mã TTHC", "Tên thủ tục", "Lĩnh vực", "Thời hạn", "Đơn vị", "Phí, lệ phí", "Thành phần hồ sơ"]),
        row(&[
            "1.01081",
            "Công nhận người có công",
            "Người co\u{301} công",
            "5",
            "ngày làm việc",
            "0",
            "Tờ khai\nẢnh 4x6",
        ]),
        row(&["khong-ma", "Dòng hỏng", "Hộ tịch", "3", "ngày", "0", ""]),
    ]
}

fn is_taken(place: &Place, file: &str) {
    let before = place.json(&["import", "procedures", file]);
    assert_eq!((&before["dry_run"], &before["imported"], &before["wrong"]), (&json!(true), &json!(0), &json!(1)));
    let taken = place.json(&["import", "procedures", file, "--yes"]);
    assert_eq!((&taken["imported"], &taken["left_out"]), (&json!(1), &json!(1)), "{taken}");
    let notices = taken["notices"].to_string();
    assert!(notices.contains("Dòng 3, cột 1") && notices.contains("Dòng 4, cột 1"), "places as in the file: {notices}");
    assert!(notices.contains("1.010810") && notices.contains("1 ô có xuống dòng"), "{notices}");
    let row = &place.json(&["procedures"])["procedures"][0];
    assert_eq!((&row["code"], &row["field"]), (&json!("1.010810"), &json!("Người có công")));
}

#[test]
fn a_catalogue_comes_as_csv_and_as_a_spreadsheet() {
    let place = Place::serving();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in &provincial() {
        writer.write_record(row).unwrap();
    }
    is_taken(&place, &place.write("danh-muc.csv", writer.into_inner().unwrap()));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (1..).zip(provincial().iter().skip(1)) {
        for (column, cell) in (0..).zip(row) {
            // As a spreadsheet keeps them: the code and the limit have become numbers.
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(at, column, number).unwrap(),
                Err(_) => sheet.write_string(at, column, cell).unwrap(),
            };
        }
    }
    let file = place.write("danh-muc.xlsx", book.save_to_buffer().unwrap());
    is_taken(&place, &file);
    let broken = place.write("hong.xlsx", b"this is no spreadsheet");
    assert_eq!(place.refused(&["import", "procedures", &broken])["refusal"], "not_a_table");
}

#[test]
fn a_limit_in_months_is_told_as_days_and_one_that_nobody_lays_down_is_none() {
    let place = Place::serving();
    let table = "Mã TTHC,Tên thủ tục,Thời hạn,Đơn vị\n1.999991,Một,2 tháng,\n1.999992,Hai,Không quy định,ngày làm việc\n\
                 1.999993,Ba,02,tháng\n1.999994,Bốn,40 tháng,\n1.999995,Năm,2 tháng,giờ\n";
    let file = place.write("dm.csv", table);
    let told = place.json(&["import", "procedures", &file, "--add", "--yes"]);
    assert_eq!((&told["imported"], &told["wrong"]), (&json!(3), &json!(2)), "{told}");
    assert!(told["mended"][0]["message"].as_str().unwrap().contains("60 ngày kể cả ngày nghỉ"), "{told}");
    let due = |code: &str| {
        let asked = ["dossier", "receive", "--procedure", code, "--applicant", "Lê An"];
        place.json(&asked)["due"].clone()
    };
    // From 23/11/2026 through the days off: 22/01/2027.
    assert_eq!([due("1.999991"), due("1.999993")].map(|due| due.as_str().unwrap()[..10].to_owned()), ["2027-01-22"; 2]);
    assert!(due("1.999992").is_null());
}
