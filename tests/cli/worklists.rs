//! Dossiers on the command line as on the screens: who has them, where they go, on which list they stand.

use crate::place::Place;
use serde_json::json;

/// A centre with officers 2 and 3, and a dossier that 2 received.
fn with_a_dossier() -> (Place, String) {
    let place = Place::serving();
    for name in ["Lê Thị Mai", "Trần Văn An"] {
        place.run(&["officer", "add", name, "--role", "operator", "--no-pin"]).ok();
    }
    let receive = ["--officer", "2", "dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"];
    let code = place.json(&receive)["dossier"].as_str().unwrap().to_owned();
    (place, code)
}

#[test]
fn what_is_on_its_way_is_told_until_it_is_taken() {
    let (place, code) = with_a_dossier();
    let list = || place.run(&["dossier", "list"]).ok();
    let before = list();
    assert!(before.contains("Đang ở") && !before.contains("đang chuyển"), "{before}");
    assert_eq!(place.json(&["dossier", "show", &code])["on_its_way"], json!(null));
    place.run(&["--officer", "2", "dossier", "forward", &code, "--to", "3"]).ok();
    let told = place.json(&["dossier", "show", &code]);
    assert_eq!(told["on_its_way"]["to"], json!({ "officer": 3 }), "{told}");
    assert_eq!(told["on_its_way"]["by"], json!({ "officer": 2 }), "{told}");
    let shown = place.run(&["dossier", "show", &code]).ok();
    assert!(shown.contains("Đang chuyển: đến cán bộ 3, cán bộ 2 chuyển lúc"), "{shown}");
    assert!(shown.contains("chưa nhận"), "{shown}");
    let told = list();
    assert!(told.contains("đang chuyển đến cán bộ 3 (chưa nhận)"), "{told}");
    place.run(&["--officer", "3", "dossier", "take", &code]).ok();
    let after = list();
    assert!(after.contains("Đang ở cán bộ 3") && !after.contains("đang chuyển"), "{after}");
}
