//! The register that is written here comes back, in both languages and as both kinds of file.

use crate::place::Place;
use serde_json::Value;
use std::collections::BTreeMap;

/// One dossier of each status that is easily come by, with the commands that lead there.
fn filled() -> Place {
    let place = Place::serving();
    let receive = |procedure: &str, name: &str, phone: &str| {
        let who = ["--applicant", name, "--phone", phone, "--address", "Thôn 3", "--channel", "post"];
        let asked = [&["dossier", "receive", "--procedure", procedure, "--fee", "5000"][..], &who].concat();
        place.json(&asked)["dossier"].as_str().unwrap().to_owned()
    };
    let all: Vec<String> = ["Lê Thị Ước", "Trần Văn Đường", "Vũ Én", "Hồ Na", "Vũ Yến", "Lê An", "Đỗ Bé"]
        .into_iter()
        .zip(["0912345671", "0912345672", "0912345673", "0912345674", "0912345675", "0912345676", "0912345677"])
        .map(|(name, phone)| receive("1.004884", name, phone))
        .collect();
    let step = |words: &[&str]| place.json(&[&["dossier"], words].concat());
    step(&["supplement", &all[0], "--reason", "thiếu", "--item", "Giấy khai sinh"]);
    step(&["ask-payment", &all[1], "--fee", "5000", "--reason", "chưa nộp"]);
    step(&["finish", &all[2]]);
    step(&["refuse", &all[3], "--reason", "không thuộc thẩm quyền"]);
    step(&["withdraw", &all[4], "--reason", "không cần nữa"]);
    step(&["stop", &all[5], "--reason", "trùng hồ sơ"]);
    place
}

fn counts(told: &Value) -> [u64; 5] {
    ["new", "same", "differ", "over", "wrong"].map(|key| told[key].as_u64().unwrap())
}

#[test]
fn the_register_comes_back_in_both_languages_and_as_both_kinds_of_file() {
    let place = filled();
    let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
    for language in ["vi", "en"] {
        for form in ["csv", "xlsx"] {
            let file = place.path(&format!("so-{language}.{form}")).display().to_string();
            place.run(&["--lang", language, "register", "--out", &file, "--format", form]).ok();
            let told = place.json(&["import", "dossiers", &file]);
            assert_eq!(counts(&told), [0, 7, 0, 0, 0], "{language} {form}: {told}");
            // Somewhere else all of it that is not over is new, and stands as it stood here.
            let other = Place::made();
            // Well after the last of it happened.
            let at = Some("2026-11-23T10:00");
            let taken = other.run_at(at, &["import", "dossiers", &file, "--yes", "--json"]).json();
            assert_eq!(counts(&taken), [4, 0, 0, 3, 0], "{language} {form}: {taken}");
            let unused = taken["unused"].to_string();
            for used in ["Procedure", "Tên thủ tục", "Done", "Ngày xong", "Handed over", "Ngày trả", "Channel"]
            {
                assert!(!unused.contains(used), "{used}: {unused}");
            }
            for dossier in other.json(&["dossiers"])["dossiers"].as_array().unwrap() {
                *statuses.entry(dossier["status"].to_string()).or_default() += 1;
                let foreign = dossier["foreign"].as_str().unwrap();
                let here = place.json(&["dossier", "show", foreign]);
                for part in ["status", "due", "fee", "applicant"] {
                    assert_eq!(dossier[part], here[part], "{part}: {dossier}");
                }
                // The register has no seconds.
                let minute = |of: &Value| of["received"].as_str().unwrap()[..16].to_owned();
                assert_eq!(minute(dossier), minute(&here), "{dossier}");
            }
            let by_post = other.json(&["register", "--channel", "post"]);
            assert_eq!(by_post["register"].as_array().unwrap().len(), 4, "{by_post}");
        }
    }
    let four = |status: &str| (status.to_owned(), 4);
    assert_eq!(statuses, BTreeMap::from(["2", "5", "6", "9"].map(four)));
}
