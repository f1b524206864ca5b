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
