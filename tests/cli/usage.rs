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
