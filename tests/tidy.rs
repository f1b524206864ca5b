//! The house rules that the compiler does not keep: layers, banned names, sizes, sentences.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file of `src`, in lines.
const FILE_LINES_MAX: usize = 400;
/// Longest function, in lines.
const FUNCTION_LINES_MAX: usize = 70;

struct Source {
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("src"), &mut files);
    assert!(files.len() > 30, "the walk found too little");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        Source { path: path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"), text }
    };
    files.into_iter().map(read).collect()
}

fn walk(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The file's code without its comments.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn offences(found: &[String]) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// What each room may name of the others.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("domain", &["text"]),
    ("print", &["text", "domain"]),
    ("announce", &["text", "domain"]),
    ("settings", &["text", "domain", "print", "announce"]),
    ("report", &["text", "domain"]),
    ("forecast", &["domain"]),
    ("staffing", &["domain", "forecast"]),
    ("store", &["text", "domain"]),
    ("engine", &["text", "domain", "forecast", "staffing", "store"]),
    ("simulation", &["text", "domain", "forecast", "settings", "store", "engine"]),
    ("tui", &["text", "domain"]),
    ("session", &["text", "domain", "print", "announce", "store", "engine", "tui"]),
    (
        "cli",
        &[
            "text",
            "domain",
            "print",
            "announce",
            "settings",
            "report",
            "forecast",
            "staffing",
            "store",
            "engine",
            "simulation",
            "tui",
            "session",
        ],
    ),
];

#[test]
fn rooms_name_only_the_rooms_they_may() {
    let mut found = Vec::new();
    for source in sources() {
        let Some((room, may)) = ROOMS.iter().find(|(room, _)| source.path.starts_with(&format!("src/{room}/"))) else {
            continue;
        };
        for (number, line) in code(&source) {
            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room && !may.contains(other)) {
                if line.contains(&format!("crate::{other}")) {
                    found.push(format!("{}:{}: {room} names {other}", source.path, number + 1));
                }
            }
        }
    }
    offences(&found);
}

/// A name, where alone it may stand, and why.
const BANNED: &[(&str, &[&str], &str)] = &[
    ("SystemTime", &["src/engine/clock.rs"], "only the clock asks what time it is"),
    (
        "Instant::now",
        &["src/session/pace.rs", "src/engine/clock.rs"],
        "only frames and played days are paced by a stopwatch",
    ),
    ("Utc::now", &["src/engine/clock.rs"], "only the clock asks what time it is"),
    ("Local::now", &["src/engine/clock.rs"], "only the clock asks what time it is"),
    ("crossterm::", &["src/session/"], "only a session knows a terminal"),
    ("sled::", &["src/store/keyed"], "only one file knows sled"),
    ("todo!", &[], "nothing half-done"),
    ("unimplemented!", &[], "nothing half-done"),
    ("dbg!", &[], "no traces of debugging"),
    ("static mut", &[], "one process serves many people"),
    ("lazy_static", &[], "one process serves many people"),
    ("unsafe ", &[], "forbidden"),
];

/// What the pure rooms may never name.
const IMPURE: &[&str] =
    &["std::time", "std::fs", "std::env", "std::net", "tokio", "HashMap", "HashSet", "println!", "rand::"];

#[test]
fn banned_names_stand_nowhere_else() {
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in code(&source) {
            for (name, allowed, why) in BANNED {
                if line.contains(name) && !allowed.iter().any(|place| source.path.starts_with(place)) {
                    found.push(format!("{}:{}: {name}: {why}", source.path, number + 1));
                }
            }
            let pure = source.path.starts_with("src/domain/") || source.path.starts_with("src/tui/");
            for name in IMPURE.iter().filter(|name| pure && line.contains(**name)) {
                found.push(format!("{}:{}: {name} in a pure room", source.path, number + 1));
            }
            let float = line.contains("f64") || line.contains("f32");
            let computed_sky = source.path == "src/domain/calendar/lunar.rs";
            if source.path.starts_with("src/domain/") && float && !computed_sky {
                found.push(format!("{}:{}: a float in the core", source.path, number + 1));
            }
        }
    }
    offences(&found);
}

#[test]
fn every_file_has_one_subject_and_says_it() {
    let mut found = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > FILE_LINES_MAX {
            found.push(format!("{}: {lines} lines, at most {FILE_LINES_MAX}", source.path));
        }
        if !source.text.starts_with("//! ") {
            found.push(format!("{}: does not say its subject", source.path));
        }
        let name = source.path.to_lowercase();
        if ["util", "helper", "manager", "misc"].iter().any(|vague| name.contains(vague)) {
            found.push(format!("{}: a name that says nothing", source.path));
        }
    }
    offences(&found);
}

#[test]
fn functions_fit_on_a_screen() {
    let mut found = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let head = line.trim_start();
            let is_function =
                ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "async fn ", "pub async fn ", "const fn "]
                    .iter()
                    .any(|opening| head.starts_with(opening));
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[start..].iter().position(|line| *line == end).map_or(0, |at| at + 1);
            if is_function && !line.ends_with(';') && length > FUNCTION_LINES_MAX {
                found.push(format!("{}:{}: {length} lines, at most {FUNCTION_LINES_MAX}", source.path, start + 1));
            }
        }
    }
    offences(&found);
}

fn words(language: &str) -> toml::Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/words/{language}.toml"));
    fs::read_to_string(path).unwrap().parse().unwrap()
}

fn sentences(prefix: &str, table: &toml::Table, into: &mut Vec<(String, String)>) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(inner) => sentences(&key, inner, into),
            other => into.push((key, other.as_str().unwrap().to_owned())),
        }
    }
}

fn gaps(sentence: &str) -> BTreeSet<&str> {
    sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .filter_map(|(gap, _)| gap.split('|').next())
        .collect()
}

#[test]
fn both_languages_say_the_same_things() {
    let (mut vi, mut en) = (Vec::new(), Vec::new());
    sentences("", &words("vi"), &mut vi);
    sentences("", &words("en"), &mut en);
    vi.sort();
    en.sort();
    let keys = |said: &[(String, String)]| said.iter().map(|(key, _)| key.clone()).collect::<BTreeSet<_>>();
    let missing: Vec<String> = keys(&vi).symmetric_difference(&keys(&en)).cloned().collect();
    offences(&missing);
    let differ = |((key, vi), (_, en)): (&(String, String), &(String, String))| {
        (gaps(vi) != gaps(en)).then(|| format!("{key}: the gaps differ"))
    };
    offences(&vi.iter().zip(&en).filter_map(differ).collect::<Vec<_>>());
    let composed = |(key, sentence): &(String, String)| {
        use unicode_normalization::UnicodeNormalization as _;
        (sentence.nfc().collect::<String>() != *sentence).then(|| format!("{key}: not in NFC"))
    };
    offences(&vi.iter().filter_map(composed).collect::<Vec<_>>());
}

/// Every `"section.key"` in the code is a sentence, and every sentence is said somewhere.
#[test]
fn every_sentence_exists_and_is_said() {
    let mut vi = Vec::new();
    sentences("", &words("vi"), &mut vi);
    let keys: BTreeSet<&str> = vi.iter().map(|(key, _)| key.as_str()).collect();
    let sections: BTreeSet<&str> =
        keys.iter().filter_map(|key| key.split_once('.')).map(|(section, _)| section).collect();
    let (mut found, mut said, mut prefixes) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    let sources = sources();
    for source in &sources {
        for (number, line) in code(source) {
            for literal in line.split('"').skip(1).step_by(2) {
                let Some((section, rest)) = literal.split_once('.') else { continue };
                if !sections.contains(section) || rest.is_empty() {
                    continue;
                }
                if rest.contains('{') || rest.ends_with('_') || rest.ends_with('.') {
                    prefixes.insert(literal.split('{').next().unwrap_or_default().to_owned());
                } else if keys.contains(literal) {
                    said.insert(literal.to_owned());
                } else if rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'.')
                    && !rest.contains("toml")
                {
                    found.push(format!("{}:{}: no sentence {literal}", source.path, number + 1));
                }
            }
        }
    }
    let silent = |key: &&&str| !said.contains(**key) && !prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()));
    found.extend(keys.iter().filter(silent).map(|key| format!("{key}: said nowhere")));
    offences(&found);
}
