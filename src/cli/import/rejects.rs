//! The rows that cannot be taken, in a file of their own beside the one they came from, each with the reason: to be
//! mended there and taken in from there.

use super::super::office::Office;
use super::outcome::{Outcome, Why};
use super::submit::Source;
use super::table::{Head, Row};
use crate::report::harmless;
use crate::text::money::grouped;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Names that are tried; somebody may be mending an earlier one.
const NAMES_MAX: usize = 100;

/// Writes `wrong` into the file that was named or, once the good rows are in, beside the table: what is only looked at
/// leaves nobody's data behind that was not asked for. Where it cannot be written, the outcome says so: the good rows do
/// not wait for it.
pub(super) fn put(office: &Office<'_>, source: &Source, head: &Head, wrong: &[Row], outcome: &mut Outcome) {
    if wrong.is_empty() {
        return;
    }
    if outcome.taken.is_none() && source.rejects.is_none() {
        outcome.notes.push(office.words.fill("import.rejects_later", &[("n", &grouped(wrong.len() as u64))]));
        return;
    }
    let made = table(office, head, wrong, outcome).and_then(|bytes| match &source.rejects {
        Some(named) => write(named, &bytes)?.map_or_else(|| Err(ErrorKind::AlreadyExists.into()), Ok),
        None => place(&source.file, &bytes),
    });
    match made {
        Ok(path) => outcome.rejects = Some(path.display().to_string()),
        Err(error) => {
            let gaps = [("why", error.to_string())].map(|(gap, value)| (gap, value));
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
            outcome.notes.push(office.words.fill("import.no_rejects", &gaps));
        }
    }
}

fn table(office: &Office<'_>, head: &Head, wrong: &[Row], outcome: &Outcome) -> std::io::Result<Vec<u8>> {
    let mut reasons: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for fault in &outcome.faults {
        let reason = fault.reason(&office.words);
        let has_place = fault.name.is_empty() || matches!(fault.why, Why::Said(_));
        let told = if has_place { reason } else { format!("{}: {reason}", fault.name) };
        reasons.entry(fault.row).or_default().push(told);
    }
    let mut bytes = "\u{FEFF}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    // The reason stands first, and is no column of ours when the file comes back.
    let headings = head.headings.iter().map(String::as_str);
    let headings = [office.words.get("import.reason"), office.words.get("import.row")].into_iter().chain(headings);
    writer.write_record(headings.map(|cell| harmless(cell).into_owned()))?;
    for row in wrong {
        let reason = reasons.get(&row.number).map(|all| all.join(" ")).unwrap_or_default();
        let number = row.number.to_string();
        let line =
            [reason, number].iter().chain(&row.cells).map(|cell| harmless(cell).into_owned()).collect::<Vec<_>>();
        writer.write_record(line)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// A new file, or the one that holds the very same.
fn place(file: &Path, bytes: &[u8]) -> std::io::Result<PathBuf> {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    for n in 1..=NAMES_MAX {
        let name = if n == 1 { format!("{stem}.wrong.csv") } else { format!("{stem}.wrong-{n}.csv") };
        let path = file.with_file_name(name);
        if let Some(written) = write(&path, bytes)? {
            return Ok(written);
        }
    }
    Err(ErrorKind::AlreadyExists.into())
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
