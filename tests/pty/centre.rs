//! A centre in a directory of its own: its desk in a terminal, its command line, its sentences.

use super::screen::{Screen, Start, program};
use motcua::text::words::{Language, Words};
use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A Monday at the opening hour.
pub const OPENING: &str = "2026-11-23T07:00:00";

/// A data directory that goes with the test.
pub struct Centre {
    dir: tempfile::TempDir,
}

/// What a command answered.
#[derive(Debug)]
pub struct Told {
    pub exit: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Centre {
    /// A directory without a centre.
    pub fn none() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A centre with three counters and one officer without a PIN, made at the opening hour.
    pub fn made() -> Self {
        let centre = Self::none();
        centre.ask(OPENING, ["init", "--yes", "--counters", "3"]);
        centre
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The settings file.
    pub fn settings(&self) -> PathBuf {
        self.path().join("centre.toml")
    }

    /// The hub with its desk, in a terminal of 80×24, its clock set to `clock`.
    pub fn desk(&self, clock: &str) -> Start {
        Start::motcua().args([OsStr::new("--data"), self.path().as_os_str(), "--clock".as_ref(), clock.as_ref()])
    }

    /// A command of this centre; the clock counts only where no hub runs.
    pub fn command<S: AsRef<OsStr>>(&self, clock: &str, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(program());
        command.arg("--data").arg(self.path()).args(["--clock", clock]).args(args);
        command.env_remove("NO_COLOR").env_remove("MOTCUA_DATA").stdin(Stdio::null());
        command
    }

    /// Says something on the command line and takes the answer as it comes.
    pub fn tell<S: AsRef<OsStr>>(&self, clock: &str, args: impl IntoIterator<Item = S>) -> Told {
        let output = self.command(clock, args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Told { exit: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Asks as a program does; the answer must be one.
    pub fn ask<S: AsRef<OsStr>>(&self, clock: &str, args: impl IntoIterator<Item = S>) -> Value {
        let args: Vec<_> = args.into_iter().map(|arg| arg.as_ref().to_owned()).collect();
        let told = self.tell(clock, args.iter().map(AsRef::<OsStr>::as_ref).chain([OsStr::new("--json")]));
        assert_eq!(told.exit, Some(0), "{args:?}: {}{}", told.out, told.err);
        serde_json::from_str(&told.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", told.out))
    }

    /// Starts a command that is answered later.
    pub fn start<S: AsRef<OsStr>>(&self, clock: &str, args: impl IntoIterator<Item = S>) -> Child {
        self.command(clock, args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The settings file, whole.
    pub fn settings_text(&self) -> String {
        std::fs::read_to_string(self.settings()).unwrap()
    }
}

/// The sentences of the centre.
pub fn vietnamese() -> Words {
    Words::of(Language::Vi)
}

/// The text of a screen with every line break and run of spaces as one space: sentences are broken to fit.
pub fn running_text(screen: &vt100::Screen) -> String {
    flat(&screen.contents())
}

/// A text with every line break and run of spaces as one space.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Waits until a sentence is on the screen, wherever its lines break.
pub fn until_said(screen: &Screen, sentence: &str) {
    screen.until(&format!("{sentence:?}"), |shown| running_text(shown).contains(sentence));
}

/// Signs an officer without a PIN in to a counter and waits for the desk.
pub fn sign_in(screen: &mut Screen, words: &Words, counter: u16, officer: u16) {
    screen.until_text(words.get("form.sign_in"));
    screen.type_keys(&format!("{counter}"));
    screen.key("Enter");
    screen.type_keys(&format!("{officer}"));
    screen.key("Enter");
    screen.until_gone(words.get("form.sign_in"));
}

/// Has the form of a dossier saved up to the question about its papers, of which none is ticked; `k` saves it.
pub fn save_form(screen: &mut Screen, words: &Words) {
    screen.key("F10");
    until_said(screen, words.get("form.unticked_none"));
}

/// Leaves the form of a dossier, which may stay for a second one of the same person.
pub fn leave_form(screen: &mut Screen, words: &Words) {
    let field = words.get("form.former_commune");
    if screen.look(|shown| shown.contents().contains(field)) {
        screen.key("Esc");
    }
    screen.until_gone(field);
}

/// Leaves the desk although its counter is open, and waits for the end of the program.
pub fn quit(screen: &mut Screen, words: &Words, counter: u16) {
    screen.key("q");
    until_said(screen, &words.fill("desk.confirm_quit", &[("counter", &counter.to_string())]));
    screen.key("y");
    assert_eq!(screen.until_exit(), 0);
}

/// Rows and columns of a screen.
pub fn size(screen: &vt100::Screen) -> (u16, u16) {
    let (rows, cols) = screen.size();
    (rows.get(), cols.get())
}

/// Whether a directory is there and holds a store.
pub fn has_store(dir: &Path) -> bool {
    dir.join("journal").exists()
}
