//! A paper to the system's printer: what the program gets, and what a bad one does.

use motcua::print::forms::{NotSent, send};
use std::path::Path;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);

fn shell(script: &str) -> Vec<String> {
    ["sh", "-c", script, "sh", "{file}"].map(str::to_owned).to_vec()
}

#[test]
fn the_program_gets_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let (file, copy) = (dir.path().join("giấy hẹn.pdf"), dir.path().join("copy"));
    std::fs::write(&file, b"paper").unwrap();
    send(&shell(&format!("cp \"$1\" '{}'", copy.display())), &file, PATIENCE).unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), b"paper");
    // Without a place for it the file comes last.
    let last = vec!["test".to_owned(), "-f".to_owned()];
    send(&last, &file, PATIENCE).unwrap();
}

#[test]
fn a_bad_program_is_told_as_what_it_is() {
    let file = Path::new("/tmp/paper.pdf");
    assert_eq!(send(&[], file, PATIENCE), Err(NotSent::NoProgram));
    let missing = send(&["no-such-printer-program".to_owned()], file, PATIENCE);
    assert!(matches!(missing, Err(NotSent::Missing { program, .. }) if program == "no-such-printer-program"));
    let failed = send(&shell("echo first >&2; echo 'lp: no printer there' >&2; exit 3"), file, PATIENCE);
    assert_eq!(failed, Err(NotSent::Failed { program: "sh".into(), why: "lp: no printer there".into() }));
    let silent = send(&shell("exit 7"), file, PATIENCE);
    assert!(matches!(silent, Err(NotSent::Failed { why, .. }) if why.contains('7')));
    // One that complains without end is heard out.
    send(&shell("head -c 1000000 /dev/zero >&2"), file, PATIENCE).unwrap();
}

#[test]
fn a_program_that_hangs_is_stopped_with_all_it_started() {
    let dir = tempfile::tempdir().unwrap();
    let late = dir.path().join("late");
    let before = Instant::now();
    let hung = send(
        &shell(&format!("(sleep 3; touch '{}') & wait", late.display())),
        Path::new("x"),
        Duration::from_millis(300),
    );
    assert_eq!(hung, Err(NotSent::Hung { program: "sh".into() }));
    assert!(before.elapsed() < Duration::from_millis(2500), "{:?}", before.elapsed());
    while before.elapsed() < Duration::from_millis(3300) {
        std::thread::yield_now();
        std::thread::park_timeout(Duration::from_millis(100));
    }
    assert!(!late.exists(), "what it started ended with it");
}
