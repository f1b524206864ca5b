//! A data directory of its own, with or without a running hub, and the program run on it.

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Monday 23 November 2026, eight o'clock.
pub const MORNING: &str = "2026-11-23T08:00";

pub struct Place {
    dir: TempDir,
    data: PathBuf,
    hub: Option<Child>,
}

/// What the program said.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn ok(self) -> String {
        assert_eq!(self.exit, 0, "{}{}", self.out, self.err);
        self.out
    }

    pub fn json(self) -> Value {
        let text = self.ok();
        assert_eq!(text.lines().count(), 1, "one line for programs: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The refusal for programs.
    pub fn refusal(self) -> Value {
        assert_eq!((self.exit, self.out.as_str()), (1, ""), "{}", self.err);
        let refusal: Value = serde_json::from_str(&self.err).unwrap();
        assert!(refusal["message"].as_str().is_some_and(|message| message.ends_with(['.', ':', '?'])), "{refusal}");
        refusal
    }
}

impl Place {
    /// Nothing there yet.
    pub fn bare() -> Self {
        let dir = TempDir::new().unwrap();
        Self { data: dir.path().join("data"), dir, hub: None }
    }

    /// A centre whose data directory has a path that is longer than a socket's address may be.
    pub fn deep() -> Self {
        let mut place = Self::bare();
        place.data = place.path(&"một-thư-mục-rất-sâu/".repeat(8));
        place.init();
        place
    }

    /// A centre of three counters.
    pub fn made() -> Self {
        let place = Self::bare();
        place.init();
        place
    }

    fn init(&self) {
        self.run(&["init", "--yes", "--centre", "Trung tâm xã Cẩm Trung", "--code", "18742", "--counters", "3"]).ok();
    }

    /// A centre whose hub runs.
    pub fn serving() -> Self {
        let mut place = Self::made();
        place.start();
        place
    }

    pub fn dir(&self) -> PathBuf {
        self.data.clone()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn settings(&self) -> PathBuf {
        self.dir().join("centre.toml")
    }

    /// Changes the settings file.
    pub fn change(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.settings()).unwrap();
        assert!(text.contains(from), "{from} is not in the settings");
        std::fs::write(self.settings(), text.replacen(from, to, 1)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_at(Some(MORNING), args)
    }

    /// Without a `clock`, the PC's own.
    fn command_at(&self, clock: Option<&str>, args: &[&str]) -> Command {
        self.command_by(Path::new(env!("CARGO_BIN_EXE_motcua")), clock, args)
    }

    /// As it would be run from another file of the program.
    pub fn command_of(&self, program: &Path, args: &[&str]) -> Command {
        self.command_by(program, Some(MORNING), args)
    }

    fn command_by(&self, program: &Path, clock: Option<&str>, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.env_remove("MOTCUA_DATA").current_dir(self.dir.path());
        command.arg("--data").arg(self.dir()).args(clock.map(|clock| format!("--clock={clock}"))).args(args);
        command.stdin(Stdio::null());
        command
    }

    /// Runs when a rehearsal's clock shows this, or by the PC's own clock.
    pub fn run_at(&self, clock: Option<&str>, args: &[&str]) -> Said {
        said(self.command_at(clock, args))
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(self.command(args))
    }

    /// Runs with this as the standard output.
    pub fn run_into(&self, args: &[&str], out: Stdio) -> Said {
        let output = self.command(args).stdout(out).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        Said { exit: output.status.code().unwrap(), out: String::new(), err: String::from_utf8(output.stderr).unwrap() }
    }

    /// The answer for programs.
    pub fn json(&self, args: &[&str]) -> Value {
        self.run(&[args, &["--json"]].concat()).json()
    }

    /// The refusal for programs.
    pub fn refused(&self, args: &[&str]) -> Value {
        self.run(&[args, &["--json"]].concat()).refusal()
    }

    /// Runs with this on the standard input.
    pub fn typed(&self, args: &[&str], typed: &str) -> Said {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Said {
            exit: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Starts the hub and waits until it answers.
    pub fn start(&mut self) {
        self.start_at(Some(MORNING));
    }

    pub fn start_at(&mut self, clock: Option<&str>) {
        let mut hub = self.command_at(clock, &["serve"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(hub.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        // Whatever it said, it ends with the test.
        self.hub = Some(hub);
        assert!(line.contains("Cẩm Trung"), "the hub did not start: {line}");
    }

    /// Stops the hub as a shutdown of the PC does.
    pub fn stop(&mut self) {
        self.end(Signal::TERM);
    }

    /// Pulls the plug of the hub.
    pub fn kill(&mut self) {
        self.end(Signal::KILL);
    }

    fn end(&mut self, signal: Signal) {
        if let Some(mut hub) = self.hub.take() {
            let pid = Pid::from_raw(i32::try_from(hub.id()).unwrap()).unwrap();
            kill_process(pid, signal).unwrap();
            let status = hub.wait().unwrap();
            assert!(signal == Signal::KILL || status.success(), "the hub stopped badly: {status}");
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(mut hub) = self.hub.take() {
            let _ = hub.kill();
            let _ = hub.wait();
        }
    }
}

/// The program with these arguments and no data directory given.
pub fn plain(args: &[&str], home: &Path) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_motcua"));
    command.env_remove("MOTCUA_DATA").env_remove("XDG_DATA_HOME").env("HOME", home);
    command.args(args).stdin(Stdio::null());
    said(command)
}

pub fn said(mut command: Command) -> Said {
    let output = command.output().unwrap();
    Said {
        exit: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
