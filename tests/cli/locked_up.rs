//! A data directory that this user cannot write: it can be looked at, and what would save says why it cannot.

use crate::place::{Place, Said};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;

/// A user who owns nothing.
const NOBODY: u32 = 65534;

fn set(path: &Path, dir: u32, file: u32) {
    let is_dir = path.is_dir();
    fs::set_permissions(path, fs::Permissions::from_mode(if is_dir { dir } else { file })).unwrap();
    if is_dir {
        for entry in fs::read_dir(path).unwrap().flatten() {
            set(&entry.path(), dir, file);
        }
    }
}

/// Runs the program as somebody whom permissions stop: root stops being root for it.
fn run(place: &Place, program: &Path, args: &[&str]) -> Said {
    let mut command = place.command_of(program, args);
    if rustix::process::geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    crate::place::said(command)
}

#[test]
fn it_can_be_looked_at_and_says_that_nothing_is_saved() {
    let place = Place::made();
    place.run(&["ticket", "issue", "--service", "A"]).ok();
    let receive = ["dossier", "receive", "--procedure", "1.004873", "--applicant", "Nguyễn Thị Hồng Đào"];
    place.run(&receive).ok();
    // The program itself must be within reach of nobody.
    let program = place.path("motcua");
    fs::copy(env!("CARGO_BIN_EXE_motcua"), &program).unwrap();
    set(&program, 0o755, 0o755);
    fs::set_permissions(program.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    set(&place.dir(), 0o555, 0o444);
    let head = |said: &str| serde_json::from_str::<serde_json::Value>(said).unwrap();
    for (args, expected) in [
        (&["queue"][..], "A001"),
        (&["counters"], "Quầy 1"),
        (&["dossier", "list"], "Hồng Đào"),
        (&["dossiers"], "Hồng Đào"),
        (&["officer", "list"], "Cán bộ 1"),
        (&["verify"], "bản thứ hai"),
        (&["export"], "\"seq\":1,"),
    ] {
        let said = run(&place, &program, args);
        assert!(said.exit == 0 && said.out.contains(expected), "{args:?}: {said:?}");
        assert!(said.err.contains("chỉ xem được"), "{args:?}: {said:?}");
    }
    let verified = head(&run(&place, &program, &["verify", "--json"]).out);
    assert_eq!((&verified["ok"], &verified["second_copies_read"]), (&true.into(), &false.into()));
    for args in
        [&["ticket", "issue", "--service", "A"][..], &["call", "1"], &receive, &["officer", "add", "Lê An", "--no-pin"]]
    {
        let refusal = run(&place, &program, &[args, &["--json"]].concat());
        assert_eq!((refusal.exit, refusal.out.as_str()), (1, ""), "{args:?}: {refusal:?}");
        if args[0] != "call" {
            assert_eq!(head(&refusal.err)["refusal"], "read_only", "{args:?}");
        }
    }
    assert_ne!(run(&place, &program, &["serve"]).exit, 0);
    set(&place.dir(), 0o755, 0o644);
    assert_eq!(place.json(&["queue"])["waiting"].as_array().unwrap().len(), 1);
    assert_eq!(place.json(&["verify"])["second_copies_read"], true);
}
