//! Wrong usage, help in both languages, completions and the manual page.

use crate::place::{Place, plain};
use serde_json::Value;

#[test]
fn wrong_usage_is_status_two_with_a_sentence() {
    let place = Place::bare();
    let wrong: [(&[&str], &str); 8] = [
        (&["frobnicate"], "Không có lệnh “frobnicate”."),
        (&["ticket", "isue"], "Có phải là issue không?"),
        (&["ticket", "issue"], "--service"),
        (&["ticket", "issue", "--service", "9"], "từ A đến Z"),
        (&["call", "0"], "Số quầy"),
        (&["call", "99999"], "Số quầy"),
        (&["transfer", "1"], "--to"),
        (&["due", "--received", "hôm qua", "--limit", "3"], "2025-04-24T10:00"),
    ];
    for (args, says) in wrong {
        let said = place.run(args);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{args:?}");
        assert!(said.err.contains(says), "{args:?}: {}", said.err);
    }
    let said = place.run(&["ticket", "issue", "--json"]);
    let usage: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!((said.exit, usage["refusal"].as_str()), (2, Some("usage")));
    assert_eq!(place.run(&["due", "--received", "2025-04-24T10:00"]).exit, 2, "a limit is missing");
}

#[test]
fn help_speaks_both_languages_and_leaves_nothing_untold() {
    let home = tempfile::tempdir().unwrap();
    let mut waiting: Vec<Vec<String>> = vec![Vec::new()];
    let mut told = 0;
    while let Some(command) = waiting.pop() {
        let args: Vec<&str> = command.iter().map(String::as_str).collect();
        let help = |lang| plain(&[&args, &["--help", "--lang", lang][..]].concat(), home.path()).ok();
        let (vi, en) = (help("vi"), help("en"));
        for said in [&vi, &en] {
            assert!(!said.contains("cli."), "{command:?}: a key without words\n{said}");
        }
        assert!(vi.contains("Cách dùng: motcua") && vi.contains("Xem hướng dẫn"), "{vi}");
        assert!(!["Usage", "Options", "Commands", "Print"].iter().any(|word| vi.contains(word)), "{vi}");
        told += 1;
        let listed = en.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        let names = listed.filter_map(|line| line.split_whitespace().next().map(str::to_owned));
        waiting.extend(names.map(|name| [command.clone(), vec![name]].concat()));
    }
    assert!(told > 45, "only {told} commands were walked");
    assert!(plain(&["--help"], home.path()).ok().contains("Hàng chờ"));
    assert!(plain(&["--help", "--lang", "en"], home.path()).ok().contains("Exit status: 0 done"));
}

#[test]
fn completions_and_the_manual_page_are_whole() {
    let home = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        assert!(plain(&["completions", shell], home.path()).ok().contains("motcua"));
    }
    let page = plain(&["man", "--lang", "en"], home.path()).ok();
    assert!(page.starts_with(".ie") || page.starts_with(".TH"), "{}", &page[..40]);
    assert!(page.contains("MOTCUA_DATA") || page.contains("data"));
}

#[test]
fn the_data_directory_is_the_users_own_unless_said() {
    let home = tempfile::tempdir().unwrap();
    let said = plain(&["queue", "--json"], home.path()).refusal();
    assert_eq!(said["refusal"], "no_centre");
    assert!(said["message"].as_str().unwrap().contains(".local/share/motcua"), "{said}");
    plain(&["init", "--yes"], home.path()).ok();
    assert!(home.path().join(".local/share/motcua/centre.toml").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure() {
    let place = Place::made();
    for args in [&["queue"][..], &["--help"], &["export"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let said = place.run_into(args, full.into());
        assert_eq!(said.exit, 1, "{args:?}");
        assert!(said.err.contains("Không ghi được câu trả lời"), "{args:?}: {}", said.err);
        // A reader that has gone away took what it wanted.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let said = place.run_into(args, writer.into());
        assert_eq!((said.exit, said.err.as_str()), (0, ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_done_is_told_though_the_answer_cannot_be_written() {
    for place in [Place::made(), Place::serving()] {
        for (args, number) in [(&[][..], "A001"), (&["--json"][..], "A002")] {
            let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
            let said = place.run_into(&[&["ticket", "issue", "--service", "A"], args].concat(), full.into());
            assert_eq!(said.exit, 1);
            assert!(said.err.contains("đừng làm lại") && said.err.contains(number), "{}", said.err);
        }
    }
}

#[test]
fn appointments_are_told_with_the_ticket_and_refused_with_the_range() {
    let place = Place::made();
    let issue = |at: &str| place.run(&["ticket", "issue", "--service", "A", "--appointment", at]);
    let said = issue("2026-11-23T14:00").ok();
    assert!(said.contains("Giờ hẹn 14:00"), "{said}");
    let said = issue("2026-11-24T14:00");
    assert!(said.exit == 1 && said.err.contains("-12:00, 13:30-17:00"), "{said:?}");
    let ticket = place.json(&["ticket", "show", "A001"]);
    assert_eq!(ticket["appointment"], "2026-11-23T14:00:00");
    let (queue, counters) = (place.json(&["queue"]), place.json(&["counters"]));
    for at in [&ticket["issued"], &queue["at"], &counters["at"], &counters["counters"][0]["since"]] {
        assert_eq!(at.as_str().map(str::len), Some("2026-11-23T08:00:00".len()), "always to the second: {at}");
    }
}

#[test]
fn help_says_where_a_transfer_goes() {
    let place = Place::bare();
    for command in [&["transfer"][..], &["counter", "transfer"], &["ticket", "move"]] {
        let said = place.run(&[&["help"], command].concat()).ok();
        assert!(said.contains("Chỉ chuyển đến quầy này"), "{said}");
    }
    let said = place.run(&["transfer", "1", "--to", "2"]);
    assert!(said.exit == 2 && said.err.contains("--counter"), "{said:?}");
    let said = plain(&["queue", "--data", ""], &place.path("home"));
    assert!(said.exit == 2 && said.err.contains("không để trống"), "{said:?}");
}

#[test]
fn wrong_values_are_told_what_was_typed_and_the_range() {
    let place = Place::bare();
    let wrong: [(&[&str], &str, &str); 14] = [
        (&["call", "201"], "201", "từ 1 đến 200"),
        (&["counter", "officer", "1", "70000"], "70000", "từ 1 đến 65535"),
        (&["init", "--yes", "--counters", "0"], "0", "từ 1 đến 200"),
        (&["due", "--limit", "4000"], "4000", "từ 1 đến 3650"),
        (&["due", "--limit", "3", "--unit", "week"], "week", "working-day, calendar-day, hour, same-day"),
        (&["due", "--limit", "3", "--received", "1899-12-31T08:00"], "1899-12-31", "từ năm 1900 đến năm 9999"),
        (&["due", "--limit", "3", "--received", "+10000-01-01T08:00"], "+10000", "từ năm 1900 đến năm 9999"),
        (&["ticket", "show", "A001", "--date", "01/01/0026"], "01/01/0026", "từ năm 1900 đến năm 9999"),
        (&["park", "1", "--minutes", "-5"], "-5", "từ 1 đến 1440"),
        (&["due", "--limit", "-1"], "-1", "từ 1 đến 3650"),
        (&["counter", "open", "-1"], "-1", "từ 1 đến 200"),
        (&["call", "-1"], "-1", "từ 1 đến 200"),
        (&["dossier", "receive", "--procedure", "x", "--applicant", "y", "--fee", "-5"], "-5", "từ 0 đến"),
        (&["park", "1", "--minutes", "1441"], "1441", "từ 1 đến 1440"),
    ];
    for (args, typed, range) in wrong {
        let said = place.run(args);
        assert_eq!((said.exit, said.out.as_str()), (2, ""), "{args:?}");
        assert!(said.err.contains(typed) && said.err.contains(range), "{args:?}: {}", said.err);
    }
    assert_eq!(place.run(&["due", "--limit", "3650", "--received", "9999-12-01T08:00"]).exit, 2);
}

#[test]
fn help_is_a_command_too() {
    let place = Place::bare();
    for command in [&[][..], &["ticket"], &["ticket", "issue"]] {
        for lang in ["vi", "en"] {
            let asked = place.run(&[&["help"], command, &["--lang", lang]].concat()).ok();
            assert_eq!(asked, place.run(&[command, &["--help", "--lang", lang]].concat()).ok(), "{command:?}");
        }
    }
    let wrong = place.run(&["help", "frobnicate"]);
    assert_eq!(wrong.exit, 2);
    assert!(wrong.err.contains("frobnicate"), "{}", wrong.err);
}

#[test]
fn one_is_not_many() {
    let place = Place::serving();
    let due = |limit, unit| {
        let ask = ["due", "--received", "2025-04-24T10:00", "--explain", "--lang", "en"];
        place.run(&[&ask[..], &["--limit", limit, "--unit", unit]].concat()).ok()
    };
    assert!(due("1", "hour").contains("Limit 1 hour from") && due("2", "hour").contains("Limit 2 hours from"));
    assert!(due("1", "working-day").contains("1 working day,") && due("3", "working-day").contains("3 working days,"));
}
