//! A scenario file that explains itself: what each setting means, in which unit, and what is taken without it.

use crate::text::words::Words;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Settings, each with what stands for it in a file that does not have it.
type Settings = &'static [(&'static str, &'static str)];

/// Every section of a scenario file, the file's own head first: its name, its heading, and its settings with what stands
/// for each in a file that does not have it.
const SECTIONS: &[(&str, &str, Settings)] = &[
    (
        "",
        "",
        &[
            ("name", "\"\""),
            ("name_en", "\"\""),
            ("visitors", "180"),
            ("weekday", "\"monday\""),
            ("weekdays", "[1, 1, 1, 1, 1, 1]"),
            ("day_spread", "0"),
            ("priority", "0"),
            ("rule", "\"uutien8\""),
            ("max_passed", "8"),
            ("target_minutes", "15"),
            ("overtime_minutes", "0"),
            ("pace_spread", "0"),
            ("walk_seconds", "[5, 20]"),
            ("transfers", "0"),
            ("holds", "0"),
            ("recalls", "0"),
            ("patience_minutes", "90"),
        ],
    ),
    (
        "hours",
        "[hours]",
        &[("morning", "\"07:30-11:30\""), ("afternoon", "\"13:30-17:00\""), ("saturday", "\"07:30-11:30\"")],
    ),
    ("arrivals", "[arrivals]", &[("door", "0"), ("door_minutes", "0"), ("morning", "[]"), ("afternoon", "[]")]),
    (
        "service",
        "[[service]]",
        &[
            ("letter", "\"A\""),
            ("name", "\"\""),
            ("name_en", "\"\""),
            ("share", "100"),
            ("minutes", "10"),
            ("cv", "0.6"),
            ("law", "\"lognormal\""),
        ],
    ),
    (
        "counter",
        "[[counter]]",
        &[("name", "\"\""), ("services", "[\"A\"]"), ("pace", "1"), ("from", "\"07:30\""), ("to", "\"17:00\"")],
    ),
    ("breaks", "[breaks]", &[("morning", "0"), ("afternoon", "0"), ("minutes", "[8, 15]")]),
    ("absence", "[absence]", &[("share", "0"), ("wait_minutes", "300"), ("back", "0"), ("back_minutes", "[2, 20]")]),
    ("sent_home", "[sent_home]", &[("share", "0"), ("back", "100"), ("back_minutes", "[60, 180]")]),
    ("families", "[families]", &[("share", "0"), ("people", "[2, 3]"), ("numbers", "\"one\"")]),
    (
        "appointments",
        "[appointments]",
        &[("share", "0"), ("early_minutes", "5"), ("spread_minutes", "8"), ("absent", "0")],
    ),
    ("outage", "[[outage]]", &[("from", "\"09:00\""), ("to", "\"09:30\""), ("counters", "[1]")]),
];

/// Writes a file, its sections in the order of the original.
struct Sheet<'a> {
    words: &'a Words,
    written: String,
    explained: BTreeSet<&'static str>,
}

/// The file `text` with a comment before each setting, where that setting stands first; settings and sections that it does
/// not have stand there as comments. `about` says what the scenario is; comments of `text` itself give way.
pub(super) fn explained(text: &str, about: &str, words: &Words) -> String {
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty()).collect();
    let heads = (1..lines.len()).filter(|at| lines[*at].starts_with('['));
    let ends: Vec<usize> = heads.chain([lines.len()]).collect();
    let mut sheet = Sheet { words, written: String::new(), explained: BTreeSet::new() };
    for line in [about, words.get("scenario.head")] {
        sheet.comment(line);
    }
    let mut begins = 0;
    for end in ends {
        sheet.section(&lines[begins..end]);
        begins = end;
    }
    for (name, heading, settings) in SECTIONS {
        if sheet.explained.insert(name) {
            sheet.begins(name);
            sheet.line(&format!("# {heading}"));
            sheet.absent(name, settings);
        }
    }
    sheet.written
}

impl Sheet<'_> {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.written, "{line}");
    }

    fn comment(&mut self, line: &str) {
        self.line(&format!("# {line}"));
    }

    /// An empty line, and what the section is about.
    fn begins(&mut self, name: &str) {
        self.line("");
        if !name.is_empty() {
            let about = self.words.get(&format!("scenario.{name}")).to_owned();
            self.comment(&about);
        }
    }

    fn setting(&mut self, section: &str, key: &str) {
        let key = if section.is_empty() { key.to_owned() } else { format!("{section}_{key}") };
        let means = self.words.get(&format!("scenario.{key}")).to_owned();
        self.comment(&means);
    }

    fn absent(&mut self, section: &str, settings: &[(&str, &str)]) {
        for (key, value) in settings {
            self.setting(section, key);
            self.line(&format!("# {key} = {value}"));
        }
    }

    /// The lines of one section with its heading.
    fn section(&mut self, lines: &[&str]) {
        let heading = lines.first().filter(|line| line.starts_with('[')).map_or("", |line| line.trim());
        let known = SECTIONS.iter().find(|(_, known, _)| *known == heading);
        let Some((name, _, settings)) = known else { return };
        let first = self.explained.insert(name);
        if first {
            self.begins(name);
        } else {
            self.line("");
        }
        let mut there = BTreeSet::new();
        for line in lines {
            let key = line.split_once('=').map(|(key, _)| key.trim());
            let known = key.and_then(|key| settings.iter().find(|(known, _)| *known == key));
            if let Some((key, _)) = known.filter(|_| first) {
                there.insert(*key);
                self.setting(name, key);
            }
            self.line(line);
        }
        if first {
            let absent: Vec<(&str, &str)> = settings.iter().filter(|(key, _)| !there.contains(key)).copied().collect();
            self.absent(name, &absent);
        }
    }
}
