//! Wrong rows of a list of dossiers: each is named with its cell and stands in the file of the wrong rows, and what is
//! wrong in a whole column is said once.

use crate::place::Place;
use serde_json::Value;

const HEAD: &str =
    "Mã hồ sơ,Mã TTHC,Họ và tên,Số CCCD,Điện thoại,Ngày nhận,Ngày hẹn trả,Ngày hoàn thành,Ngày trả,Trạng thái";

fn rows(rows: &[&str]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

/// Row, column and reason of each fault.
fn faults(told: &Value) -> Vec<(u64, u64, &str)> {
    let all = told["faults"].as_array().unwrap().iter();
    all.map(|f| (f["row"].as_u64().unwrap(), f["column"].as_u64().unwrap(), f["why"].as_str().unwrap())).collect()
}

#[test]
fn what_ended_before_it_was_received_is_wrong_though_it_is_over() {
    let place = Place::serving();
    let table = rows(&[
        "H1-0001,1.004884,Lê Thị Ước,,,10/11/2026 09:00,20/11/2026 17:00,09/11/2026 16:00,,Đã trả",
        "H1-0002,1.004884,Lê Thị Ước,,,10/11/2026 09:00,20/11/2026 17:00,,09/11/2026,Đã trả kết quả",
        "H1-0003,1.004884,Lê Thị Ước,,,10/11/2026 09:00,20/11/2026 17:00,12/11/2026 16:00,11/11/2026,Đã trả",
        "H1-0004,1.004884,Lê Thị Ước,,,10/11/2026 09:00,20/11/2026 17:00,12/11/2026 16:00,13/11/2026,Đã trả",
        "H1-0005,1.004884,Lê Thị Ước,,,10/11/2027 09:00,20/11/2027 17:00,,,Đã rút",
        "H1-0006,1.004884,Lê Thị Ước,,,10/11/2026 09:00,20/11/2026 17:00,01/12/2026 16:00,,Đã trả",
        "H1-0007,1.004884,Lê Thị Ước,,,10/11/2026 09:00,09/11/2026 17:00,,,Từ chối",
        "H1-0008,1.004884,Lê Thị Ước,12,,10/11/2026 09:00,20/11/2026 17:00,,,Đã trả",
    ]);
    let file = place.write("tinh.csv", table);
    let told = place.json(&["import", "dossiers", &file, "--yes"]);
    let counts = ["new", "over", "wrong"].map(|key| told[key].as_u64().unwrap());
    assert_eq!(counts, [0, 2, 6], "{told}");
    let expected = [
        (2, 8, "due_before"),
        (3, 9, "due_before"),
        (4, 9, "returned_before"),
        (6, 6, "received_wrong"),
        (7, 8, "to_come"),
        (8, 7, "due_before"),
    ];
    assert_eq!(faults(&told), expected, "{told}");
    assert_eq!(told["over_rows"].as_array().unwrap().len(), 2, "{told}");
    let rejects = std::fs::read_to_string(told["rejects"].as_str().unwrap()).unwrap();
    assert_eq!(rejects.lines().count(), 7, "{rejects}");
    for code in ["H1-0001", "H1-0002", "H1-0003", "H1-0005", "H1-0006", "H1-0007"] {
        let line = rejects.lines().find(|line| line.contains(code)).unwrap();
        assert!(line.contains("Ngày "), "its column and the reason: {line}");
    }
}

#[test]
fn no_due_time_is_taken_that_nobody_can_have_promised() {
    let place = Place::serving();
    let table = rows(&[
        "H1-0001,1.004884,Lê Thị Ước,,,10/11/2026 09:00,10/11/2099 17:00,,,Đang xử lý",
        "H1-0002,1.004884,Vũ Én,,,10/11/2026 09:00,14/11/2031 17:00,,,Đang xử lý",
        "H1-0003,1.004884,Vũ Yến,,,10/11/2026 09:00,12/11/2031 17:00,,,Đang xử lý",
    ]);
    let told = place.json(&["import", "dossiers", &place.write("tinh.csv", table), "--yes"]);
    assert_eq!(faults(&told), [(2, 7, "due_absurd"), (3, 7, "due_absurd")], "{told}");
    assert_eq!(told["imported"], 1);
    let rejects = std::fs::read_to_string(told["rejects"].as_str().unwrap()).unwrap();
    assert!(rejects.contains("Ngày hẹn trả: hơn năm năm sau ngày nhận"), "{rejects}");
}

#[test]
fn nobody_s_numbers_and_names_with_pictures_are_wrong_rows_and_no_receipts() {
    let place = Place::serving();
    let table =
        "Họ và tên,Số CCCD\nLê Thị Ước,999999999999\nVũ Én,000000000000\nHồ 😀 Na,001190000011\nLê An,001190000012\n";
    let told = place.json(&["import", "applicants", &place.write("dan.csv", table)]);
    let expected = [(2, 2, "id_number_of_nobody"), (3, 2, "id_number_of_nobody"), (4, 1, "name_has_picture")];
    assert_eq!((faults(&told), &told["new"]), (expected.to_vec(), &1.into()), "{told}");
    let receive = |name: &str, id: &str| {
        let refused =
            place.refused(&["dossier", "receive", "--procedure", "1.004873", "--applicant", name, "--id", id]);
        refused["message"].as_str().unwrap().to_owned()
    };
    assert!(receive("Lê An", "000000000000").contains("Không ai có số định danh này"));
    assert!(receive("Lê An ❤", "001190000012").contains("hình hoặc ký hiệu lạ"));
}

#[test]
fn a_day_of_return_that_may_be_the_promised_one_refuses_nothing() {
    let place = Place::serving();
    let table = "Mã hồ sơ,Mã TTHC,Họ và tên,Ngày nhận,Ngày hoàn thành,Ngày trả,Trạng thái\n\
                 H1-0001,1.004884,Lê Thị Ước,10/11/2026 09:00,12/11/2026 09:00,11/11/2026,Đã trả\n\
                 H1-0002,1.004884,Vũ Én,10/11/2026 09:00,,30/11/2026,Đang xử lý\n";
    let told = place.json(&["import", "dossiers", &place.write("t.csv", table)]);
    assert_eq!((&told["new"], &told["over"], &told["wrong"]), (&1.into(), &1.into(), &0.into()), "{told}");
    let mended = told["mended"].to_string();
    assert!(mended.contains("“30/11/2026” không dùng"), "{mended}");
}

#[test]
fn what_is_wrong_in_a_whole_column_is_said_once_with_how_often_and_where() {
    let place = Place::serving();
    let mut table = format!("{HEAD}\n");
    for n in 0..30 {
        let row = format!("H1-{n:04},1.004884,Lê Thị Ước {n},abc,0912 x,hôm {n},ngày mai,,,đang bay\n");
        table.push_str(&row);
    }
    let file = place.write("lech.csv", table);
    let said = place.run(&["import", "dossiers", &file]).ok();
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("Dòng ")).collect();
    assert_eq!(lines.len(), 5, "one for each column: {said}");
    for (line, column) in lines.iter().zip(["Số CCCD", "Điện thoại", "Ngày nhận", "Ngày hẹn trả", "Trạng thái"])
    {
        assert!(line.starts_with("Dòng 2, ") && line.contains(column), "{line}");
        assert!(line.ends_with("30 dòng sai như vậy: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, và 20 dòng nữa."), "{line}");
    }
    assert!(said.contains("--rejects"), "{said}");
    let told = place.json(&["import", "dossiers", &file]);
    assert_eq!(told["faults"].as_array().unwrap().len(), 150, "programs get all of them");
    let list = "Mã TTHC,Tên thủ tục,Thời hạn,Phí\nabc,,lâu,đắt\nabd,,rất lâu,rẻ\n1.999991,Một,3 ngày làm việc,0\n";
    let said = place.run(&["import", "procedures", &place.write("dm.csv", list), "--add"]).ok();
    assert_eq!(said.matches("2 dòng sai như vậy: 2, 3.").count(), 4, "{said}");
}

/// Ten digits are an enterprise's tax number: no zeros make a citizen's number of it.
#[test]
fn a_tax_number_becomes_nobodys_id_number() {
    let place = Place::serving();
    let table = "Mã hồ sơ,Mã TTHC,Họ và tên,Số CCCD,Đối tượng\n\
                 H1-0001,1.004884,Công ty TNHH Hồng Lĩnh,3000123456,doanh nghiệp\n\
                 H1-0002,1.004884,Vũ Én,1185010001,cá nhân\n";
    let told = place.json(&["import", "dossiers", &place.write("mst.csv", table)]);
    assert_eq!((&told["new"], &told["wrong"]), (&1.into(), &1.into()), "{told}");
    assert!(told["mended"].to_string().contains("001185010001"), "{told}");
}
