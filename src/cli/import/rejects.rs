//! The rows that cannot be taken, in a file of their own beside the one they came from, each with the reason: to be
//! mended there and taken in from there. And the rows that stand otherwise here, where a file for them was asked for.

use super::super::answer::Objection;
use super::super::office::Office;
use super::differ;
use super::outcome::{Outcome, Why};
use super::submit::Source;
use super::table::{Head, Row};
use crate::report::harmless;
use crate::text::money::grouped;
use crate::text::nfc::clean;
use crate::text::words::Words;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Names that are tried; somebody may be mending an earlier one.
const NAMES_MAX: usize = 100;
/// What the names of these files end in.
const ENDING: &str = ".wrong";
/// The columns before those of the table: the reason, and the row it was.
const OWN: usize = 2;

/// Whether the files that were named can be made, asked before anything is done.
///
/// # Errors
/// Another file is there, or no folder for it.
pub(super) fn check(
    office: &Office<'_>,
    source: &Source,
    head: &Head,
    wrong: &[Row],
    outcome: &Outcome,
) -> Result<(), Objection> {
    let unwritable = |path: &Path, error: std::io::Error| Objection::file("unwritable", path, &error);
    if let Some(named) = source.rejects.as_deref().filter(|_| !wrong.is_empty()) {
        is_free(named, &table(&office.words, head, wrong, outcome).map_err(|error| unwritable(named, error))?)?;
    }
    if let Some(named) = source.differ.as_deref().filter(|_| !outcome.told.differing.is_empty()) {
        let bytes = differ::table(&outcome.told.differing, &office.words);
        is_free(named, &bytes.map_err(|error| unwritable(named, error))?)?;
    }
    Ok(())
}

fn is_free(named: &Path, bytes: &[u8]) -> Result<(), Objection> {
    if named.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Objection::own("import_no_folder", &[("path", &named.display())]));
    }
    // One that holds the very same need not be written again.
    if named.symlink_metadata().is_ok() && !std::fs::read(named).is_ok_and(|there| there == bytes) {
        return Err(Objection::own("import_file_there", &[("path", &named.display())]));
    }
    Ok(())
}

/// Writes `wrong` into the file that was named or, once the good rows are in, beside the table: what is only looked at
/// leaves nobody's data behind that was not asked for. Where it cannot be written, the outcome says so: the good rows do
/// not wait for it.
pub(super) fn put(office: &Office<'_>, source: &Source, head: &Head, wrong: &[Row], outcome: &mut Outcome) {
    let words = &office.words;
    let told = |error: std::io::Error, key: &str| words.fill(key, &[("why", &error.to_string())]);
    if let Some(named) = source.differ.as_deref().filter(|_| !outcome.told.differing.is_empty()) {
        let made = differ::table(&outcome.told.differing, words).and_then(|bytes| write(named, &bytes));
        match made.and_then(|made| made.ok_or_else(|| ErrorKind::AlreadyExists.into())) {
            Ok(path) => outcome.differ_file = Some(path.display().to_string()),
            Err(error) => outcome.notes.push(told(error, "import.no_differ_file")),
        }
    }
    let needless = source.differ.as_deref().filter(|_| outcome.told.differing.is_empty());
    let needless = needless.into_iter().chain(source.rejects.as_deref().filter(|_| wrong.is_empty()));
    let needless = needless.map(|path| words.fill("import.file_needless", &[("path", &path.display().to_string())]));
    outcome.notes.extend(needless.collect::<Vec<_>>());
    if wrong.is_empty() {
        return;
    }
    if outcome.taken.is_none() && source.rejects.is_none() {
        outcome.notes.push(words.fill("import.rejects_later", &[("n", &grouped(wrong.len() as u64))]));
        return;
    }
    let made = table(words, head, wrong, outcome).and_then(|bytes| {
        let named = source.rejects.as_deref().map(|named| write(named, &bytes)).transpose()?;
        // What came there meanwhile stays, and so do the rows.
        named.flatten().map_or_else(|| place(&source.file, &bytes), Ok)
    });
    match made {
        Ok(path) => outcome.rejects = Some(path.display().to_string()),
        Err(error) => outcome.notes.push(told(error, "import.no_rejects")),
    }
}

fn table(words: &Words, head: &Head, wrong: &[Row], outcome: &Outcome) -> std::io::Result<Vec<u8>> {
    let mut reasons: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for fault in &outcome.faults {
        let reason = fault.reason(words);
        let has_place = fault.name.is_empty() || matches!(fault.why, Why::Said(..));
        let told = if has_place { reason } else { format!("{}: {reason}", fault.name) };
        reasons.entry(fault.row).or_default().push(told);
    }
    // Those that came in from such a file get their reasons anew.
    let own = if is_own(head, words) { OWN } else { 0 };
    // The reason stands first, and is no column of ours when the file comes back.
    let headings = own_headings(words).into_iter().chain(head.headings.iter().skip(own).cloned());
    let mut lines: Vec<Vec<String>> = vec![headings.collect()];
    for row in wrong {
        let reason = reasons.get(&row.number).map(|all| all.join(" ")).unwrap_or_default();
        lines.push([reason, row.number.to_string()].into_iter().chain(row.cells.iter().skip(own).cloned()).collect());
    }
    let harmless = |cell: &String| harmless(cell).into_owned();
    commas(&lines.iter().map(|line| line.iter().map(harmless).collect()).collect::<Vec<Vec<String>>>())
}

/// The headings that these files have before those of the table.
pub(super) fn own_headings(words: &Words) -> [String; OWN] {
    ["import.reason", "import.row"].map(|key| words.get(key).to_owned())
}

fn is_own(head: &Head, words: &Words) -> bool {
    head.headings.get(..OWN).is_some_and(|first| first == own_headings(words))
}

/// Lines of cells as spreadsheets read them.
///
/// # Errors
/// None that memory does not make.
pub(super) fn commas(lines: &[Vec<String>]) -> std::io::Result<Vec<u8>> {
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    for line in lines {
        writer.write_record(line)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A new file, or the one that holds the same rows: their reasons may be told in other words since.
fn place(file: &Path, bytes: &[u8]) -> std::io::Result<PathBuf> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // The rest of such a file is one more of them.
    let numbered =
        |(_, behind): &(&str, &str)| behind.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit());
    let stem = stem.rsplit_once(ENDING).filter(numbered).map_or(stem.as_str(), |(stem, _)| stem);
    for n in 1..=NAMES_MAX {
        let name = if n == 1 { format!("{stem}{ENDING}.csv") } else { format!("{stem}{ENDING}-{n}.csv") };
        let path = file.with_file_name(name);
        if let Some(written) = write(&path, bytes)? {
            return Ok(written);
        }
        if path != file && std::fs::read(&path).is_ok_and(|there| rows(&there) == rows(bytes)) {
            std::fs::write(&path, bytes)?;
            return Ok(path);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The rows of such a file without their reasons; `None` where it is no table.
fn rows(bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let without = |record: csv::StringRecord| record.iter().skip(1).map(clean).collect();
    reader.records().map(|record| record.ok().map(without)).collect()
}

/// Writes a new file; `None` where another one of this name is there, which somebody may be mending.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<Option<PathBuf>> {
    match std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut made) => made.write_all(bytes).map(|()| Some(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Ok(std::fs::read(path).is_ok_and(|there| there == bytes).then(|| path.to_owned()))
        }
        Err(error) => Err(error),
    }
}
