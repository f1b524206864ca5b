//! A catalogue that comes as CSV or as a spreadsheet, turned into the table with tabs that the catalogue's reader knows:
//! the same checks, the same mendings, the same places for those who mend the file.

use super::super::answer::Objection;
use super::super::home::{read, replace};
use super::super::library;
use super::super::office::Office;
use super::catalogue_changes::compared;
use super::catalogue_kept::{self, kept, refuse_no_limits, refuse_people};
use super::outcome::{Fault, Mended, Outcome, Why};
use super::rejects;
use super::submit::Source;
use super::table::{self, Column, Head, Row};
use crate::domain::procedure::{Catalogue, Notice, merged};
use crate::text::words::{Sentence, Words};
use std::collections::BTreeSet;
use std::path::Path;

/// Columns of a catalogue.
const COLUMNS: &[Column] = &[
    ("code", &["ma thu tuc", "ma tthc", "ma thu tuc hanh chinh", "ma so tthc", "ma so"]),
    ("name", &["ten thu tuc", "ten tthc", "ten thu tuc hanh chinh", "thu tuc hanh chinh", "thu tuc"]),
    ("field", &["linh vuc", "ten linh vuc"]),
    ("limit", &["thoi han", "thoi han giai quyet", "thoi gian giai quyet", "so ngay"]),
    (
        "limit_working",
        &[
            "so ngay lam viec",
            "thoi han ngay lam viec",
            "thoi han giai quyet ngay lam viec",
            "thoi gian giai quyet ngay lam viec",
        ],
    ),
    ("limit_unit", &["don vi", "don vi tinh", "don vi thoi han"]),
    ("fee_vnd", &["phi", "le phi", "phi le phi", "phi le phi dong", "phi dong", "le phi dong", "muc phi", "muc thu"]),
    ("documents", &["thanh phan ho so", "giay to", "ho so"]),
    ("basis", &["nguon", "can cu"]),
    ("caution", &["luu y", "ghi chu"]),
    ("label", &["ten ngan", "ten goi tat", "ten thuong goi"]),
];

/// What taking this catalogue would do, and does where `yes`: in the place of the one in use, or added to it.
pub(super) fn run(office: &Office<'_>, source: &Source, add: bool, yes: bool) -> Result<Outcome, Objection> {
    let (words, file) = (&office.words, source.file.as_path());
    let Tabbed { text, breaks, unused, headings } = tabbed(file)?;
    refuse_people(&text, file)?;
    let reading = Catalogue::read(&text);
    if reading.catalogue.is_empty() {
        let left_out = library::left_out(&reading, words);
        return Err(Objection::own("procedures_none", &[("path", &file.display())]).listing(left_out));
    }
    let published = office.published();
    refuse_no_limits(&text, &published.book.catalogue, &reading.catalogue, file)?;
    let mut outcome = compared(&published.book, &published.state, &reading.catalogue, add, words);
    outcome.unused = unused;
    for notice in &reading.notices {
        let (row, column) = (notice.place.line, notice.place.column);
        let (name, said) = told(notice, &headings, words);
        if notice.remark.leaves_out() {
            outcome.faults.push(Fault { row, column, name, why: Why::Said(notice.key(), said) });
        } else {
            outcome.mended.push(Mended::told(row, column, name, (notice.key(), said), notice.change()));
        }
    }
    let wrong: BTreeSet<usize> = outcome.faults.iter().map(|fault| fault.row).collect();
    outcome.mended.retain(|mended| !wrong.contains(&mended.row));
    outcome.wrong = wrong.len();
    outcome.rows = reading.catalogue.len() + outcome.wrong;
    if breaks > 0 {
        outcome.notes.push(words.fill("import.breaks", &[("n", &breaks.to_string())]));
    }
    let (head, wrong) = left_over(&text, headings, &wrong);
    rejects::check(office, source, &head, &wrong, &outcome)?;
    if outcome.gone > 0 && !yes {
        outcome.notes.push(words.fill("import.catalogue_replaces", &[("n", &outcome.gone.to_string())]));
    }
    if yes {
        let settings = office.home.settings().ok();
        let own = library::procedures_path(office.home, settings.as_ref());
        let kept = kept(&text);
        let text = if add { merged(&in_use(&own)?, &kept) } else { kept };
        replace(&own, text.as_bytes())?;
        super::reload(office)?;
        outcome.taken = Some(reading.catalogue.len());
    }
    rejects::put(office, source, &head, &wrong, &mut outcome);
    Ok(outcome)
}

/// What is said of a row, with the column by the name that it has in the file.
fn told(notice: &Notice, headings: &[String], words: &Words) -> (String, String) {
    let heading = headings.get(notice.place.column - 1).filter(|heading| !heading.is_empty());
    let name = heading.map_or(notice.place.name, String::as_str);
    let own = notice.gaps();
    let gaps: Vec<(&str, &str)> =
        own.iter().map(|(gap, value)| (*gap, if *gap == "name" { name } else { value.as_str() })).collect();
    (name.to_owned(), words.fill(notice.key(), &gaps))
}

/// The catalogue file whose procedures are offered now.
fn in_use(own: &Path) -> Result<String, Objection> {
    let usable = |text: &String| !Catalogue::read(text).catalogue.is_empty();
    Ok(read(own)?.filter(usable).unwrap_or_else(|| Catalogue::BUILT_IN.to_owned()))
}

/// The rows on these lines under the headings as they stood there, or else as the first line or the catalogue has them.
fn left_over(text: &str, headings: Vec<String>, lines: &BTreeSet<usize>) -> (Head, Vec<Row>) {
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<String>>();
    let stood = Some(headings).filter(|headings| !headings.is_empty());
    let head = stood.or_else(|| catalogue_kept::head(text));
    let head = head.unwrap_or_else(|| Catalogue::COLUMNS.map(str::to_owned).to_vec());
    let rows = (1..).zip(text.lines()).filter(|(number, _)| lines.contains(number));
    (Head::plain(head), rows.map(|(number, line)| Row { number, cells: cells(line) }).collect())
}

/// A table with tabs between its cells.
struct Tabbed {
    text: String,
    /// How many cells had a line break that was taken out.
    breaks: usize,
    /// Headings that nothing is read from.
    unused: Vec<String>,
    /// The headings as they stood there, where they are others here.
    headings: Vec<String>,
}

/// The table with tabs in `file`, whatever kind of table it is.
fn tabbed(file: &Path) -> Result<Tabbed, Objection> {
    match table::ending(file).as_str() {
        "csv" | "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => Ok(as_tabbed(table::rows(file)?)),
        _ => Ok(Tabbed { text: table::text(file)?, breaks: 0, unused: Vec::new(), headings: Vec::new() }),
    }
}

/// Lines stay where they are: what stands above the names of the columns is commented out.
fn as_tabbed(rows: Vec<Row>) -> Tabbed {
    let head = table::head(&rows, COLUMNS, &[&["code"], &["name"]]);
    let place = head.as_ref().map_or(0, |(place, _)| *place);
    let known: Vec<Option<&str>> = rows
        .get(place)
        .filter(|_| head.is_some())
        .map_or_else(Vec::new, |row| row.cells.iter().map(|cell| table::column(COLUMNS, cell)).collect());
    let (mut breaks, mut lines) = (0, Vec::new());
    for (at, mut row) in rows.into_iter().enumerate() {
        lines.resize(row.number.saturating_sub(1).max(lines.len()), "#".to_owned());
        if head.is_some() && at < place {
            lines.push("#".to_owned());
            continue;
        }
        for (cell, name) in row.cells.iter_mut().zip(known.iter().chain(std::iter::repeat(&None))) {
            // A heading may say in what its numbers are counted.
            if *name == Some("limit_working") && at > place && cell.trim().parse::<u16>().is_ok() {
                *cell = format!("{} working_day", cell.trim());
            }
            let name = &name.map(|name| if name == "limit_working" { "limit" } else { name });
            if let Some(name) = name.filter(|_| head.is_some() && at == place) {
                name.clone_into(cell);
            }
            if cell.trim().contains(['\n', '\r']) {
                breaks += 1;
            }
            // A list of papers has one on each line.
            let between = if *name == Some("documents") { "|" } else { " " };
            *cell = cell.replace('\t', " ").trim().lines().map(str::trim).collect::<Vec<_>>().join(between);
        }
        lines.push(row.cells.join("\t"));
    }
    let (unused, headings) = head.map_or_else(Default::default, |(_, head)| (head.unused(), head.headings));
    Tabbed { text: lines.join("\n") + "\n", breaks, unused, headings }
}
