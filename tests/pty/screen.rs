//! A program in a terminal of its own: keys in, the screen read as a person would see it. Waits, never sleeps.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Long enough for a loaded machine in debug mode; a test that reaches it has failed.
const DEADLINE: Duration = Duration::from_secs(30);

/// The program under test: the one that was built for the tests, or the one that `MOTCUA_UNDER_TEST` names.
pub fn program() -> OsString {
    std::env::var_os("MOTCUA_UNDER_TEST").unwrap_or_else(|| env!("CARGO_BIN_EXE_motcua").into())
}

/// How to start a program.
pub struct Start {
    command: CommandBuilder,
    cols: u16,
    rows: u16,
}

impl Start {
    /// motcua itself, at 80×24, with an environment in which tests are repeatable.
    pub fn motcua() -> Self {
        Self::program(program())
    }

    /// Any program.
    pub fn program(path: impl AsRef<OsStr>) -> Self {
        let mut command = CommandBuilder::new(path);
        command.env("TERM", "xterm-256color");
        for name in ["NO_COLOR", "COLUMNS", "LINES", "MOTCUA_DATA"] {
            command.env_remove(name);
        }
        Self { command, cols: 80, rows: 24 }
    }

    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn size(mut self, cols: u16, rows: u16) -> Self {
        (self.cols, self.rows) = (cols, rows);
        self
    }

    pub fn run(self) -> Screen {
        let size = PtySize { rows: self.rows, cols: self.cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(nonzero(self.rows), nonzero(self.cols), 0);
        let shown = Arc::new((Mutex::new(Shown { parser, bytes: 0, ended: false }), Condvar::new()));
        let output = pair.master.try_clone_reader().unwrap();
        let seen = Arc::clone(&shown);
        std::thread::spawn(move || read_on(output, &seen));
        let keyboard = pair.master.take_writer().unwrap();
        Screen { child, master: pair.master, keyboard, shown }
    }
}

fn read_on(mut output: Box<dyn Read + Send>, seen: &(Mutex<Shown>, Condvar)) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        // the end of the program shows as an error on some systems, as an end on others
        let count = output.read(&mut bytes).unwrap_or(0);
        let mut shown = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.parser.process(&bytes[..count]);
        shown.bytes += count as u64;
        shown.ended |= count == 0;
        seen.1.notify_all();
        if count == 0 {
            return;
        }
    }
}

/// What the terminal shows.
struct Shown {
    parser: vt100::Parser,
    bytes: u64,
    ended: bool,
}

/// A running program and its terminal. The program is killed when this is dropped.
pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
}

impl Screen {
    /// Types text, each letter as the keyboard sends it.
    pub fn type_keys(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Sends bytes in one write, as an input method does.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Presses a key by what stands on it: `g`, `Enter`, `Esc`, `F2`, `PageDown`, `Ctrl-c`, `Alt-x`.
    pub fn key(&mut self, name: &str) {
        let bytes = key_bytes(name);
        self.bytes(&bytes);
    }

    /// Waits until the screen is as `wanted` says. `what` is told when it never is.
    pub fn until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |shown| wanted(shown.parser.screen()));
    }

    /// Waits until `text` is somewhere on the screen.
    pub fn until_text(&self, text: &str) {
        self.until(&format!("{text:?}"), |screen| screen.contents().contains(text));
    }

    /// Waits until `text` is nowhere on the screen.
    pub fn until_gone(&self, text: &str) {
        self.until(&format!("{text:?} to go"), |screen| !screen.contents().contains(text));
    }

    /// What the screen shows, row by row.
    pub fn text(&self) -> String {
        self.look(vt100::Screen::contents)
    }

    /// Looks at the screen as it is now.
    pub fn look<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.lock().parser.screen())
    }

    /// How many bytes the program has written since it started.
    pub fn bytes_written(&self) -> u64 {
        self.lock().bytes
    }

    /// Gives the terminal a new size, as a person does who pulls the window.
    pub fn resize(&self, cols: u16, rows: u16) {
        // first the emulator, so that the program's answer meets the new size
        self.lock().parser.screen_mut().set_size(nonzero(rows), nonzero(cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Time the program has computed since it started, in steps of 10 ms.
    pub fn cpu_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).unwrap();
        // after the name, which may hold anything in brackets: fields 14 and 15 of proc(5), in hundredths
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let hundredths = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(hundredths * 10)
    }

    /// Sends a signal.
    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = rustix::process::Pid::from_raw(self.pid().cast_signed()).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
    }

    /// SIGKILL, and waits until the process is gone.
    pub fn kill9(mut self) {
        self.signal(rustix::process::Signal::KILL);
        self.child.wait().unwrap();
    }

    /// Holds the terminal up: nothing of what the program writes is taken until `meanwhile` is over.
    pub fn held_up<T>(&mut self, meanwhile: impl FnOnce(&mut dyn Child) -> T) -> T {
        let held = self.shown.0.lock().unwrap_or_else(PoisonError::into_inner);
        let result = meanwhile(&mut *self.child);
        drop(held);
        result
    }

    /// Waits until the program ends by itself and all it wrote is read; answers its exit status.
    pub fn until_exit(&mut self) -> u32 {
        self.wait("the end of the program", |shown| shown.ended);
        self.child.wait().unwrap().exit_code()
    }

    fn wait(&self, what: &str, wanted: impl Fn(&Shown) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut shown = self.lock();
        while !wanted(&shown) {
            let left = deadline.saturating_duration_since(Instant::now());
            if shown.ended || left.is_zero() {
                let state = if shown.ended { "the program ended" } else { "time is up" };
                panic!("waiting for {what}: {state}; the screen shows:\n{}", shown.parser.screen().contents());
            }
            shown = self.shown.1.wait_timeout(shown, left).unwrap().0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        // a test that failed while it looked must not hide why
        self.shown.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.signal(rustix::process::Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// What xterm sends for a key.
fn key_bytes(name: &str) -> Vec<u8> {
    if name.chars().count() == 1 {
        return name.as_bytes().to_vec();
    }
    if let Some(letter) = name.strip_prefix("Ctrl-") {
        return vec![letter.as_bytes()[0].to_ascii_lowercase() & 0x1f];
    }
    if let Some(rest) = name.strip_prefix("Alt-") {
        return [b"\x1b", rest.as_bytes()].concat();
    }
    let bytes: &[u8] = match name {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "BackTab" => b"\x1b[Z",
        "Backspace" => b"\x7f",
        "Delete" => b"\x1b[3~",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PageUp" => b"\x1b[5~",
        "PageDown" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "F2" => b"\x1bOQ",
        "F3" => b"\x1bOR",
        "F4" => b"\x1bOS",
        "F5" => b"\x1b[15~",
        "F6" => b"\x1b[17~",
        "F7" => b"\x1b[18~",
        "F8" => b"\x1b[19~",
        "F9" => b"\x1b[20~",
        "F10" => b"\x1b[21~",
        "F11" => b"\x1b[23~",
        "F12" => b"\x1b[24~",
        _ => panic!("no key is called {name}"),
    };
    bytes.to_vec()
}
