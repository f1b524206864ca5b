//! Tables that are no catalogue, or would make a worse one: refused, and nobody's data lies beside the vault.

use crate::place::Place;

#[test]
fn a_list_of_dossiers_is_no_catalogue() {
    let place = Place::serving();
    let list = "Mã thủ tục,Tên thủ tục,Lĩnh vực,Thời hạn,Họ và tên,Số CCCD\n\
                1.999991,Một,Hộ tịch,3,Nguyễn Văn An,042199001234\n";
    let tabs = list.replace(',', "\t");
    let named = tabs.replace("Mã thủ tục", "code").replace("Tên thủ tục", "name");
    // Its columns are no catalogue's by name, its cells would be by place.
    let by_place = tabs.replace("Mã thủ tục", "Thủ tục");
    for (name, table) in [("ds.csv", list.to_owned()), ("ds.tsv", named), ("vt.tsv", by_place)] {
        let file = place.write(name, table);
        for more in [&["--add", "--yes"][..], &["--yes"]] {
            let refused = place.refused(&[&["import", "procedures", &file], more].concat());
            assert_eq!(refused["refusal"], "procedures_people", "{refused}");
            let told = refused["message"].as_str().unwrap();
            assert!(told.contains("“Họ và tên”") && told.contains("import dossiers"), "{told}");
        }
    }
    assert!(!place.dir().join("catalogue.tsv").exists());
}

#[test]
fn only_what_is_read_is_kept() {
    let place = Place::serving();
    let table = "Mã TTHC,Tên thủ tục,Thời hạn,Người phụ trách\n1.999991,Một,3 ngày làm việc,Trần Thị Bí Mật\n\
                 sai-mã,Hai,3 ngày làm việc,Lê Văn Kín\n";
    let file = place.write("dm.csv", table);
    let taken = place.json(&["import", "procedures", &file, "--yes"]);
    assert_eq!((&taken["imported"], &taken["wrong"]), (&1.into(), &1.into()), "{taken}");
    let kept = std::fs::read_to_string(place.dir().join("catalogue.tsv")).unwrap();
    assert!(kept.contains("1.999991\tMột\t3 ngày làm việc\n"), "{kept}");
    assert!(!kept.contains("Bí Mật") && !kept.contains("Kín"), "{kept}");
    let shown = place.json(&["procedures"]);
    assert_eq!(shown["procedures"].as_array().unwrap().len(), 1, "{shown}");
}

#[test]
fn a_table_without_limits_does_not_take_known_ones_away() {
    let place = Place::serving();
    let file = place.write("dm.csv", "Mã TTHC,Tên thủ tục\n1.004873,Cấp giấy xác nhận tình trạng hôn nhân\n");
    for more in [&["--yes"][..], &["--add", "--yes"], &[]] {
        let refused = place.refused(&[&["import", "procedures", &file], more].concat());
        assert_eq!(refused["refusal"], "procedures_no_limits", "{refused}");
    }
    let file = place.write("moi.csv", "Mã TTHC,Tên thủ tục\n1.999991,Thủ tục mới\n");
    assert_eq!(place.json(&["import", "procedures", &file, "--add", "--yes"])["imported"], 1);
}

#[test]
fn what_changes_is_told_before_and_after_and_what_becomes_of_open_dossiers() {
    let place = Place::serving();
    place.run(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]).ok();
    let promised = place.json(&["dossiers"])["dossiers"][0]["due"].clone();
    let before = place.json(&["procedures", "1.004873"])["procedures"][0].clone();
    let name = before["name"].as_str().unwrap();
    let table = format!("Mã TTHC,Tên thủ tục,Thời hạn,Phí\n1.004873,{name},9 ngày làm việc,25000\n");
    let file = place.write("dm.csv", table);
    let said = place.run(&["import", "procedures", &file, "--add"]).ok();
    let limit = format!("Thời hạn {} → 9 ngày làm việc", before["limit"].as_str().unwrap());
    for told in [limit.as_str(), "→ 25.000 đồng", "1 hồ sơ đang mở"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let told = place.json(&["import", "procedures", &file, "--add", "--yes"]);
    let change = &told["changes"][0];
    assert_eq!((&change["what"], &change["code"]), (&"changed".into(), &"1.004873".into()), "{told}");
    assert_eq!(change["parts"]["limit"]["before"], before["limit"]);
    assert_eq!(change["parts"]["fee"]["after"], "25.000 đồng");
    assert_eq!(place.json(&["dossiers"])["dossiers"][0]["due"], promised, "what was promised stays");
    // In the place of all of them: twenty lines, and how to see the others.
    let said = place.run(&["import", "procedures", &file]).ok();
    assert_eq!(said.matches("\n  Bỏ ").count(), 20, "{said}");
    assert!(said.contains("280 dòng nữa; xem đủ bằng --json"), "{said}");
    assert!(said.contains("300 thủ tục sẽ bị bỏ") && said.contains("--add"), "{said}");
}

#[test]
fn the_centre_s_own_fee_is_no_change_of_the_catalogue() {
    let place = Place::serving();
    let table = "Mã TTHC,Tên thủ tục,Thời hạn,Phí\n1.004873,Xác nhận tình trạng hôn nhân,3 ngày làm việc,25000\n";
    let file = place.write("dm.csv", table);
    place.json(&["import", "procedures", &file, "--yes"]);
    place.change("fees = []", "fees = [\"1.004873: 9.000; NQ 5\"]");
    place.json(&["config", "reload"]);
    let told = place.json(&["import", "procedures", &file]);
    assert_eq!((&told["same"], &told["changed"]), (&1.into(), &0.into()), "{told}");
}
