//! Which language was chosen at which screen, so that a screen that comes back by itself still speaks it: after a restart
//! of the hub too, which is why it stands in a file.

use crate::text::words::Language;
use std::collections::VecDeque;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::runtime::Handle;

/// Name of the file in the data directory.
pub const FILE: &str = "languages";
/// Screens that are remembered; those that chose longest ago are forgotten first.
const SCREENS_MAX: usize = 200;
/// The longest name of a screen.
const NAME_MAX: usize = 40;
/// No file of ours is longer, in bytes.
const BYTES_MAX: u64 = 64 * 1024;

/// What was chosen where. A file that cannot be read or written makes screens begin in the centre's language, no more.
#[derive(Clone, Debug, Default)]
pub struct Tongues(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    path: Option<PathBuf>,
    /// The latest choice last.
    chosen: Mutex<VecDeque<(String, Language)>>,
}

/// One screen's own; one without a name is remembered nowhere.
#[derive(Clone, Debug, Default)]
pub struct Tongue {
    tongues: Tongues,
    screen: Option<String>,
}

impl Tongues {
    /// Those in the file at `path`.
    pub fn open(path: PathBuf) -> Self {
        let small = fs::metadata(&path).is_ok_and(|data| data.len() <= BYTES_MAX);
        let text = if small { fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let line = |line: &str| {
            let (screen, code) = line.split_once(' ')?;
            Some((name(screen)?, Language::of_code(code)?))
        };
        let chosen = text.lines().filter_map(line).take(SCREENS_MAX).collect();
        Self(Arc::new(Inner { path: Some(path), chosen: Mutex::new(chosen) }))
    }

    /// That of the screen which calls itself `screen`.
    pub fn of(&self, screen: Option<&str>) -> Tongue {
        Tongue { tongues: self.clone(), screen: screen.and_then(name) }
    }

    fn keep(&self, screen: &str, language: Language) {
        let mut chosen = self.0.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.retain(|(known, _)| known != screen);
        if chosen.len() >= SCREENS_MAX {
            chosen.pop_front();
        }
        chosen.push_back((screen.to_owned(), language));
        let lines = chosen.iter().map(|(screen, language)| format!("{screen} {}\n", language.code()));
        if let Some(path) = &self.0.path {
            let partial = path.with_extension("new");
            let _ = fs::write(&partial, lines.collect::<String>()).and_then(|()| fs::rename(&partial, path));
        }
    }
}

impl Tongue {
    /// What was chosen at this screen before.
    pub fn spoken(&self) -> Option<Language> {
        let screen = self.screen.as_deref()?;
        let chosen = self.tongues.0.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.iter().find(|(known, _)| known == screen).map(|(_, language)| *language)
    }

    /// Another language was chosen here. Must be called inside the runtime; writes away from the screen's path.
    pub fn speaks(&self, language: Language) {
        let Some(screen) = self.screen.clone() else { return };
        let tongues = self.tongues.clone();
        Handle::current().spawn_blocking(move || tongues.keep(&screen, language));
    }
}

/// A name that a screen may have: letters, digits and hyphens.
pub(super) fn name(given: &str) -> Option<String> {
    let fits = !given.is_empty() && given.len() <= NAME_MAX;
    let plain = given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (fits && plain).then(|| given.to_owned())
}
