//! Files that come in and go out: catalogues, holidays, backups, the export.

use crate::place::Place;
use serde_json::{Value, json};

const CATALOGUE: &str = "code\tname\tfield\tlimit\tlimit_unit\tfee_vnd\tdocuments\tbasis\tcaution\n\
    1.001193\tThủ tục đăng ký khai sinh\tHộ tịch\t\tsame_day_next_if_after_15h\t0\t\tportal\t\n\
    khong-ma\tDòng hỏng\tHộ tịch\t3\tworking_day\t0\t\tportal\t\n\
    1.01081\tMất số không\tNgười có công\t5\tworking_day\t0\t\tportal\t\n";

#[test]
fn a_catalogue_is_taken_but_for_its_broken_rows() {
    let place = Place::serving();
    let file = place.write("new.tsv", CATALOGUE);
    let taken = place.json(&["import", "procedures", &file, "--yes"]);
    assert_eq!((&taken["imported"], &taken["left_out"]), (&json!(2), &json!(1)));
    assert!(taken["notices"][0].as_str().unwrap().starts_with("Dòng 3, cột 1"), "{taken}");
    let codes = |place: &Place| -> Vec<Value> {
        place.json(&["procedures"])["procedures"].as_array().unwrap().iter().map(|row| row["code"].clone()).collect()
    };
    assert_eq!(codes(&place), [json!("1.001193"), json!("1.010810")], "in use at once");
    let refusal = place.refused(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Lê An"]);
    assert_eq!(refusal["refusal"], "unknown_procedure");
    let nothing = place.write("nothing.tsv", "code\tname\nx\ty\n");
    assert_eq!(place.refused(&["import", "procedures", &nothing])["refusal"], "procedures_none");
    assert_eq!(place.refused(&["import", "procedures", "no-such-file"])["refusal"], "no_file");
    let bytes = place.write("latin.tsv", b"code\tname\n1.001193\tKhai sinh \xe9\n");
    assert_eq!(place.refused(&["import", "procedures", &bytes])["refusal"], "not_utf8");
    assert_eq!(codes(&place).len(), 2, "a refused file changes nothing");
    let mut place = place;
    place.stop();
    assert_eq!(codes(&place).len(), 2, "and it is still there without the hub");
    assert!(place.run(&["queue"]).err.contains("1 dòng bị bỏ qua"), "the broken row is told at every opening");
}

#[test]
fn a_list_of_what_is_new_is_added_to_the_catalogue_in_use_and_its_wrong_rows_go_to_a_file() {
    let place = Place::serving();
    let offered = |place: &Place| place.json(&["procedures"])["procedures"].as_array().unwrap().clone();
    let before = offered(&place).len();
    let rows = "name\tcode\tlimit\tlimit_unit\tfield\tfee_vnd\n\
        Khai sinh, tên mới của xã\t1.001193\t2\tworking_day\tHộ tịch\t0\n\
        Thủ tục riêng của xã\t9.000001\t5\tworking_day\tXây dựng\t10000\n\
        Dòng hỏng\tkhong-ma\t5\tworking_day\tXây dựng\t0\n";
    let file = place.write("them.tsv", rows);
    let named = place.path("sai.csv").display().to_string();
    let told = place.json(&["import", "procedures", &file, "--add", "--rejects", &named]);
    let counts = ["new", "changed", "wrong", "gone", "imported"].map(|key| told[key].as_u64().unwrap());
    assert_eq!((counts, &told["rejects"]), ([1, 1, 1, 0, 0], &json!(named)), "{told}");
    assert_eq!(offered(&place).len(), before, "it was told, nothing more");
    let wrong = std::fs::read_to_string(&named).unwrap();
    assert!(wrong.contains(",name,code,") && wrong.contains("Dòng hỏng,khong-ma"), "{wrong}");
    assert!(place.run(&["import", "procedures", &file, "--add"]).ok().contains("--add --yes"));
    for again in [false, true] {
        let taken = place.json(&["import", "procedures", &file, "--add", "--yes", "--rejects", &named]);
        let new = u64::from(!again);
        assert_eq!((taken["new"].as_u64(), taken["same"].as_u64()), (Some(new), Some(2 - 2 * new)), "{taken}");
        let now = offered(&place);
        assert_eq!(now.len(), before + 1);
        let of = |code: &str| now.iter().find(|row| row["code"] == code).unwrap();
        assert_eq!(of("1.001193")["name"], "Khai sinh, tên mới của xã");
        assert_eq!(of("9.000001")["fee_vnd"], 10_000);
        assert!(!of("1.004873")["papers"].as_array().unwrap().is_empty(), "the others are as they were");
    }
    let mended = std::fs::read_to_string(&named).unwrap().replace("khong-ma", "9.000002");
    std::fs::write(&named, mended).unwrap();
    assert_eq!(
        place.json(&["import", "procedures", &named, "--add", "--yes"])["new"],
        1,
        "mended, it comes in from there"
    );
    assert_eq!(offered(&place).len(), before + 2);
}

#[test]
fn a_catalogue_with_limits_in_words_and_codes_cut_short_says_how_each_row_was_read() {
    let place = Place::serving();
    let rows = "\u{feff}Mã TTHC;Tên thủ tục;Thời hạn giải quyết;Cơ quan\n\
        1.004203;Một;03 ngày làm việc kể từ ngày nhận đủ hồ sơ;UBND\n1.00487;Hai;3;UBND\n1.5;Ba;3;UBND\n";
    let file = place.write("bang.csv", rows);
    let told = place.json(&["import", "procedures", &file]);
    let mended: Vec<_> = told["mended"].as_array().unwrap().iter().map(|one| (&one["row"], &one["is"])).collect();
    assert_eq!(mended, [(&json!(3), &json!("1.004870")), (&json!(3), &json!(null))], "{told}");
    assert!(told["mended"][1]["message"].as_str().unwrap().contains("3 ngày làm việc"), "{told}");
    assert_eq!((&told["wrong"], &told["faults"][0]["row"], &told["rejects"]), (&json!(1), &json!(4), &json!(null)));
    assert_eq!(told["unused"], json!(["Cơ quan"]));
    assert!(told["faults"][0]["message"].as_str().unwrap().contains("cột 1 (Mã TTHC)"), "by its name there: {told}");
    let counted = place.write("so.csv", "Mã TTHC;Tên thủ tục;Thời hạn (ngày làm việc)\n1.004203;Một;3\n");
    assert_eq!(place.json(&["import", "procedures", &counted])["mended"], json!([]), "the heading says the unit");
    assert!(!place.path("bang.wrong.csv").exists());
    place.json(&["import", "procedures", &file, "--yes"]);
    let offered = place.json(&["procedures"])["procedures"].as_array().unwrap().clone();
    let limits: Vec<_> = offered.iter().map(|row| (&row["code"], &row["limit"])).collect();
    assert_eq!(limits.len(), 2, "{offered:?}");
    assert_eq!(offered[0]["limit"], offered[1]["limit"], "{offered:?}");
}

#[test]
fn holidays_are_taken_whole_or_not_at_all() {
    let place = Place::serving();
    let due = |place: &Place| place.json(&["due", "--received", "2026-11-23T09:00", "--limit", "1"])["due"].clone();
    assert_eq!(due(&place), "2026-11-24T17:00");
    let broken = place
        .write("broken.tsv", "date\tweekday\tname\tkind\n2026-11-24\tT3\tLễ hội\tstatutory\n2026-11-25\tT2\t\tnghi\n");
    let refusal = place.refused(&["import", "holidays", &broken]);
    assert_eq!(refusal["refusal"], "holidays_broken");
    let faults = refusal["list"].as_array().unwrap();
    assert!(
        faults.len() == 3 && faults.iter().all(|fault| fault.as_str().unwrap().starts_with("Dòng 3, cột ")),
        "{refusal}"
    );
    assert_eq!(due(&place), "2026-11-24T17:00");
    let good = place.write("good.tsv", "date\tweekday\tname\tkind\n2026-11-24\tT3\tLễ hội của xã\tstatutory\n");
    place.run(&["import", "holidays", &good, "--yes"]).ok();
    assert_eq!(due(&place), "2026-11-25T17:00");
}

#[test]
fn a_backup_is_restored_elsewhere_with_and_without_people() {
    let place = Place::serving();
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"];
    let code = place.json(&receive)["dossier"].as_str().unwrap().to_owned();
    let holidays = place.write("good.tsv", "date\tweekday\tname\tkind\n2026-11-24\tT3\tLễ hội của xã\tstatutory\n");
    place.run(&["import", "holidays", &holidays, "--yes"]).ok();
    let procedures =
        place.write("own.tsv", "code\tname\tlimit\n1.004873\tXác nhận tình trạng hôn nhân\t3 ngày làm việc\n");
    place.run(&["import", "procedures", &procedures, "--yes"]).ok();
    let head = place.json(&["verify"])["head"].clone();
    for (name, options, applicant) in
        [("whole", &[][..], json!("Nguyễn Thị Hồng Đào")), ("bare", &["--without-people"][..], Value::Null)]
    {
        place.json(&[&["backup", name], options].concat());
        let other = Place::bare();
        let restored = other.json(&["restore", place.path(name).to_str().unwrap()]);
        let expected =
            ["centre.toml", "holidays.tsv", "catalogue.tsv"].map(|file| json!({ "file": file, "in_use": true }));
        assert_eq!(restored["beside"], json!(expected));
        for file in ["centre.toml", "holidays.tsv", "catalogue.tsv"] {
            assert_eq!(std::fs::read(other.dir().join(file)).unwrap(), std::fs::read(place.dir().join(file)).unwrap());
        }
        let verified = other.json(&["verify"]);
        assert_eq!((&verified["ok"], &verified["head"]), (&json!(true), &head));
        assert_eq!(other.json(&["dossier", "show", &code])["applicant"]["name"], applicant);
        let bytes = std::fs::read(place.path(name)).unwrap();
        let told = bytes.windows("Hồng Đào".len()).any(|part| part == "Hồng Đào".as_bytes());
        assert_eq!(told, applicant != Value::Null, "{name}: whether the name is in the file");
        assert_eq!(other.refused(&["restore", place.path(name).to_str().unwrap()])["refusal"], "occupied");
    }
    let bytes = std::fs::read(place.path("whole")).unwrap();
    let cut = place.write("cut", &bytes[..bytes.len() / 2]);
    let said = Place::bare().run(&["restore", &cut, "--json"]);
    assert_eq!(said.exit, 3, "{}", said.err);
    assert!(said.err.contains("not_a_backup"), "{}", said.err);
}

#[test]
fn the_export_has_every_event_on_a_line_and_no_name() {
    let place = Place::serving();
    place.run(&["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"]).ok();
    let events = place.json(&["verify"])["events"].as_u64().unwrap();
    let lines = place.run(&["export"]).ok();
    let seqs: Vec<u64> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["seq"].as_u64().unwrap()).collect();
    assert_eq!(seqs, (1..=events).collect::<Vec<_>>());
    assert!(!lines.contains("Hồng Đào"));
    assert_eq!(place.run(&["export", "--from", "3"]).ok().lines().count() as u64, events - 2);
    place.run(&["export", "journal.jsonl"]).ok();
    assert_eq!(std::fs::read_to_string(place.path("journal.jsonl")).unwrap(), lines);
}

#[test]
fn damage_is_status_three_and_repair_mends_it() {
    let place = Place::made();
    for _ in 0..5 {
        place.run(&["ticket", "issue", "--service", "A"]).ok();
    }
    let journal = place.dir().join("journal");
    let segment = std::fs::read_dir(&journal).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[600] ^= 0x40;
    std::fs::write(&segment, bytes).unwrap();
    let said = place.run(&["queue", "--json"]);
    assert_eq!((said.exit, said.out.as_str()), (3, ""), "{}", said.err);
    let refusal: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(refusal["refusal"], "damaged");
    assert_eq!(place.json(&["repair"])["journal"], true);
    assert_eq!(place.json(&["queue"])["waiting"].as_array().unwrap().len(), 5, "nothing is lost");
    assert_eq!(place.json(&["verify"])["ok"], true);
}

#[test]
fn a_restore_without_people_still_lists_its_officers() {
    let place = Place::made();
    let kept = place.path("kept.motcua");
    place.run(&["backup", kept.to_str().unwrap(), "--without-people"]).ok();
    let other = Place::bare();
    other.run(&["restore", kept.to_str().unwrap()]).ok();
    let list = other.run(&["officer", "list"]).ok();
    assert!(list.contains("Cán bộ 1: (không có tên trong bản sao lưu), "), "{list}");
}

#[test]
fn an_export_to_a_dash_is_the_standard_output() {
    let place = Place::made();
    let plain = place.run(&["export"]).ok();
    assert!(plain.lines().count() > 1);
    assert_eq!(place.run(&["export", "-"]).ok(), plain);
    assert!(!place.path("-").exists());
}

#[test]
fn a_hub_finds_old_damage_by_itself_and_tells_everyone() {
    let mut place = Place::made();
    for _ in 0..5 {
        place.run(&["ticket", "issue", "--service", "A"]).ok();
    }
    place.start();
    assert!(place.run(&["queue"]).err.is_empty());
    let segment = place.dir().join("journal/00000000000000000001.log");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[600] ^= 0x40;
    std::fs::write(&segment, bytes).unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(1);
    let said = loop {
        let said = place.run(&["queue", "--json"]);
        assert_eq!(said.exit, 0, "{}", said.err);
        if !said.err.is_empty() {
            break said;
        }
        assert!(std::time::Instant::now() < deadline, "the hub found nothing");
    };
    let warning: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(warning["warnings"][0]["warning"], "damaged");
    assert!(warning["warnings"][0]["message"].as_str().unwrap().contains("motcua repair"), "{warning}");
    assert_eq!(place.run(&["ticket", "issue", "--service", "A"]).exit, 0, "saving goes on");
    place.stop();
    assert_eq!(place.json(&["repair"])["journal"], true);
    assert_eq!(place.json(&["queue"])["waiting"].as_array().unwrap().len(), 6);
}

#[test]
fn rows_that_are_no_rows_are_named_and_left_out() {
    let place = Place::made();
    let row = |code: &str, name: &str| format!("{code}\t{name}\tHộ tịch\t3\tworking_day\t0\t\tportal\t\n");
    let long = "x".repeat(10_001);
    let broken = CATALOGUE.to_owned() + "1.000001\tThiếu ô\n" + &row("", "") + &row("1.000002", &long);
    let file = place.write("broken.tsv", broken);
    let taken = place.json(&["import", "procedures", &file, "--yes"]);
    assert_eq!((&taken["imported"], &taken["left_out"]), (&json!(2), &json!(4)), "{taken}");
    let notices: Vec<&str> = taken["notices"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for line in ["Dòng 5: ", "Dòng 6, ", "Dòng 7, "] {
        assert_eq!(notices.iter().filter(|notice| notice.starts_with(line)).count(), 1, "{line}: {notices:?}");
    }
    assert!(notices.iter().all(|notice| notice.len() < 300), "no letter flood is said back");
    assert!(place.run(&["queue"]).err.contains("4 dòng bị bỏ qua"));
    // What is told is the file that is in use from now on.
    let again = place.run(&["import", "procedures", &file, "--yes"]);
    assert!(again.exit == 0 && again.err.is_empty(), "{again:?}");
    assert_eq!(again.out.matches("Dòng 5: ").count(), 1, "{again:?}");
    let clean = place.write("clean.tsv", "code\tname\tlimit\n1.001193\tKhai sinh\t1 ngày làm việc\n");
    let said = place.run(&["import", "procedures", &clean, "--yes"]);
    assert!(said.exit == 0 && said.err.is_empty(), "{said:?}");
}

#[test]
fn only_ordinary_files_are_taken_over() {
    let place = Place::made();
    let pipe = place.path("pipe");
    let dir = rustix::fs::CWD;
    rustix::fs::mknodat(dir, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    for what in ["procedures", "holidays"] {
        for file in [pipe.to_str().unwrap(), "/dev/zero", "."] {
            assert_eq!(place.refused(&["import", what, file])["refusal"], "not_a_file", "{what} {file}");
        }
    }
}

#[test]
fn all_the_data_is_for_the_administrator() {
    let place = Place::made();
    place.run(&["officer", "add", "Lê An", "--no-pin"]).ok();
    place.run(&["officer", "add", "Vi Thị Khăm", "--no-pin", "--role", "supervisor"]).ok();
    let file = place.write("clean.tsv", "code\tname\tlimit\n1.001193\tKhai sinh\t1 ngày làm việc\n");
    let asked: [&[&str]; 6] =
        [&["import", "procedures", &file], &["backup", "b"], &["repair"], &["restore", "b"], &["verify"], &["export"]];
    for (at, args) in asked.into_iter().enumerate() {
        let refusal = place.refused(&[args, &["--officer", "2"]].concat());
        assert_eq!(refusal["refusal"], "administrator_only", "{args:?}");
        let supervisor = place.run(&[args, &["--officer", "3"]].concat());
        assert_eq!(supervisor.exit, i32::from(at < 4), "{args:?}: {supervisor:?}");
    }
    assert!(!place.path("b").exists());
    place.run(&["backup", "b", "--officer", "1"]).ok();
}
