//! The catalogue file: what can be mended is mended, what cannot is left out, and both are named by line and column.

use super::limit::{self, Unit, Written};
use super::remark::{CELL_MAX, Notice, Remark};
use super::{Basis, Catalogue, Caution, Fee, Procedure};
use crate::domain::calendar::Limit;
use crate::text::fold::fold;
use crate::text::money;
use crate::text::table::{Place, Row, rows};
use std::collections::{BTreeMap, BTreeSet};

/// The columns by name, in the order of a file whose first line does not name them. `label` is for a centre's own
/// file; the built-in labels stand where it gives none.
pub(super) const COLUMNS: [&str; 10] =
    ["code", "name", "field", "limit", "limit_unit", "fee_vnd", "documents", "basis", "caution", "label"];
const CODE: usize = 0;
const NAME: usize = 1;
const FIELD: usize = 2;
const LIMIT: usize = 3;
const UNIT: usize = 4;
const FEE: usize = 5;
const PAPERS: usize = 6;
const BASIS: usize = 7;
const CAUTION: usize = 8;
const LABEL: usize = 9;

/// The columns a row must reach: what is behind them may be cut off at the end of a line, as editors do.
const NEEDED: [usize; 6] = [CODE, NAME, FIELD, LIMIT, UNIT, FEE];

/// Of the six digits behind the dot so many must be there: of a hundred codes one ends in two zeros, hardly one in more.
const CODE_LEAST: usize = 4;
/// Fees above this many đồng are taken for a slip of the hand.
const FEE_MAX: u64 = 100_000_000_000;

/// A catalogue as read, and what was noticed on the way.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The procedures that can be offered.
    pub catalogue: Catalogue,
    /// What was mended or left out, in the order of the file.
    pub notices: Vec<Notice>,
}

/// Where each column stands in this file.
pub(super) struct Header {
    at: [Option<usize>; COLUMNS.len()],
    /// Cells under a name, of which a catalogue may not know each.
    width: usize,
}

impl Header {
    /// Columns as the first line names them, if it does.
    pub(super) fn of(row: &Row<'_>) -> Option<Self> {
        let named: Vec<String> = (0..row.width()).map(|index| row.cell(index).to_lowercase()).collect();
        let at = COLUMNS.map(|column| named.iter().position(|name| name == column));
        (at[CODE].is_some() && at[NAME].is_some()).then_some(Self { at, width: row.width() })
    }

    /// Columns in their own order, for a file that does not name them.
    pub(super) fn plain() -> Self {
        Self { at: std::array::from_fn(Some), width: COLUMNS.len() }
    }

    /// Where each column stands.
    pub(super) fn places(&self) -> [Option<usize>; COLUMNS.len()] {
        self.at
    }

    /// How many cells a row of this file must have. A file that does not name its columns shows it by its first row.
    fn least(&self, named: bool, first: &Row<'_>) -> usize {
        let least = NEEDED.iter().filter_map(|column| self.at[*column]).max().map_or(0, |last| last + 1);
        if named { least } else { least.min(first.cells()) }
    }
}

/// One row under reading: cleaned cells, and what was noticed.
struct Cells<'a> {
    row: &'a Row<'a>,
    header: &'a Header,
    least: usize,
    notices: Vec<Notice>,
}

impl Cells<'_> {
    fn take(&mut self, column: usize) -> String {
        let Some(index) = self.header.at[column] else { return String::new() };
        let cell = self.row.cell(index);
        // Ordinary spaces too many are not worth a word.
        let plain: Vec<&str> = self.row.raw(index).split([' ', '\r']).filter(|word| !word.is_empty()).collect();
        if plain.join(" ") != cell {
            self.note(column, Remark::Characters);
        }
        cell
    }

    /// Notes a row with too few cells, or with one that is too long.
    fn is_misshapen(&mut self) -> bool {
        let found = self.row.cells();
        if found < self.least {
            let remark = Remark::TooFew { found, least: self.least };
            self.notices.push(Notice { place: self.row.place(found, "-"), remark });
        }
        let length = |index: usize| self.row.raw(index).chars().count();
        if let Some(index) = (0..found).find(|index| length(*index) > CELL_MAX) {
            let name = self.header.at.iter().position(|at| *at == Some(index)).map_or("-", |column| COLUMNS[column]);
            self.notices.push(Notice { place: self.row.place(index, name), remark: Remark::TooLong(length(index)) });
        }
        !self.notices.is_empty()
    }

    fn note(&mut self, column: usize, remark: Remark) {
        let index = self.header.at[column].unwrap_or_default();
        self.notices.push(Notice { place: self.row.place(index, COLUMNS[column]), remark });
    }
}

/// The lines of a catalogue file that are left out.
pub(super) fn wrong_lines(text: &str) -> BTreeSet<usize> {
    let left_out = |notice: &Notice| notice.remark.leaves_out().then_some(notice.place.line);
    read(text).notices.iter().filter_map(left_out).collect()
}

pub(super) fn read(text: &str) -> Reading {
    let labels = labels();
    let mut header = Header::plain();
    let mut seen = BTreeMap::new();
    let mut procedures = Vec::new();
    let mut notices = Vec::new();
    let mut least = 0;
    for (index, row) in rows(text).enumerate() {
        if index == 0 {
            let named = Header::of(&row);
            let is_named = named.is_some();
            header = named.unwrap_or(header);
            least = header.least(is_named, &row);
            if is_named {
                continue;
            }
        }
        let mut cells = Cells { row: &row, header: &header, least, notices: Vec::new() };
        // What is in such a row stands in the wrong place, or is no text: one word about it is enough.
        if cells.is_misshapen() {
            notices.append(&mut cells.notices);
            continue;
        }
        let procedure = read_row(&mut cells, &labels, &mut seen);
        if !cells.notices.iter().any(|notice| notice.remark.leaves_out()) {
            procedures.push(procedure);
        }
        notices.append(&mut cells.notices);
    }
    if procedures.is_empty() {
        notices.push(Notice { place: Place { line: 1, column: 1, name: COLUMNS[CODE] }, remark: Remark::Empty });
    }
    Reading { catalogue: Catalogue::new(procedures), notices }
}

fn read_row(cells: &mut Cells<'_>, labels: &Labels, seen: &mut BTreeMap<String, usize>) -> Procedure {
    let code = read_code(cells);
    let name = cells.take(NAME);
    if name.is_empty() {
        cells.note(NAME, Remark::NameMissing);
    }
    let field = cells.take(FIELD);
    let (limit, stated) = read_limit(cells);
    let fee = read_fee(cells);
    let papers = cells.take(PAPERS).split('|').map(|paper| paper.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let basis = Basis::read(cells.take(BASIS));
    let cautions: Vec<Caution> = cells
        .take(CAUTION)
        .split(',')
        .map(str::trim)
        .filter(|caution| !caution.is_empty())
        .map(Caution::read)
        .collect();
    let own_label = cells.take(LABEL);
    let label = if own_label.is_empty() { labels.get(&code).cloned().unwrap_or_default() } else { own_label };
    let surplus = cells.row.cell(cells.header.width);
    if !surplus.is_empty() {
        let place = cells.row.place(cells.header.width, "-");
        cells.notices.push(Notice { place, remark: Remark::Surplus(surplus) });
    }
    note_twice(cells, seen, &code, &name);
    let doubtful = [Caution::LimitUnitUnstated, Caution::LimitDiffersByChannel];
    let limit_sure = stated && basis != Basis::Memory && !doubtful.iter().any(|caution| cautions.contains(caution));
    Procedure { code, name, label, field, limit, limit_sure, fee, fee_basis: None, papers, basis, cautions }
}

/// Notes a code that an earlier row has, or an earlier row's name where neither has a code.
fn note_twice(cells: &mut Cells<'_>, seen: &mut BTreeMap<String, usize>, code: &str, name: &str) {
    if cells.notices.iter().any(|notice| notice.remark.leaves_out()) {
        return;
    }
    let line = cells.row.line;
    let identity = if code.is_empty() { fold(name) } else { code.to_owned() };
    let first = *seen.entry(identity).or_insert(line);
    if first != line && code.is_empty() {
        cells.note(NAME, Remark::NameTwice { found: name.to_owned(), first });
    } else if first != line {
        cells.note(CODE, Remark::CodeTwice { found: code.to_owned(), first });
    }
}

fn read_code(cells: &mut Cells<'_>) -> String {
    let found = cells.take(CODE);
    if found.is_empty() {
        return found;
    }
    let Some(mended) = mend_code(&found) else {
        let is_short = is_short_code(&found);
        cells.note(CODE, if is_short { Remark::CodeShort(found) } else { Remark::CodeWrong(found) });
        return String::new();
    };
    if mended != found {
        cells.note(CODE, Remark::Code { found, mended: mended.clone() });
    }
    mended
}

/// The national code in `text`: one digit, a dot, six digits. Zeros that a spreadsheet took off the end are put back
/// (`1.01081` is `1.010810`), a decimal comma becomes a dot, a province's suffix (`2.000815.000.00.00.H55`) goes.
/// `None` when there is no code in it, or so few digits that nobody knows how many are lost.
pub(super) fn mend_code(text: &str) -> Option<String> {
    filled(text).filter(|_| !is_short_code(text))
}

/// Whether this begins like a code and has fewer digits than zeros at the end account for: `1.5`.
pub fn is_short_code(text: &str) -> bool {
    let behind = text.split([',', '.']).nth(1).map_or(0, str::len);
    behind < CODE_LEAST && filled(text).is_some()
}

fn filled(text: &str) -> Option<String> {
    let text = text.replacen(',', ".", 1);
    let mut parts = text.split('.');
    let (first, rest) = (parts.next()?, parts.next()?);
    let suffix_fits = parts.all(|part| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_alphanumeric()));
    let digits = |part: &str| part.bytes().all(|letter| letter.is_ascii_digit());
    let fits = first.len() == 1 && (1..=6).contains(&rest.len()) && digits(first) && digits(rest) && suffix_fits;
    fits.then(|| format!("{first}.{rest:0<6}"))
}

/// The national code in `text`, only when all its digits are there.
pub(super) fn whole_code(text: &str) -> Option<String> {
    mend_code(text).filter(|code| text.replacen(',', ".", 1).starts_with(code))
}

/// The limit, and whether its unit is stated.
fn read_limit(cells: &mut Cells<'_>) -> (Option<Limit>, bool) {
    let (found, said) = (cells.take(LIMIT), cells.take(UNIT));
    let Some(unit) = limit::unit(&said) else {
        cells.note(UNIT, Remark::UnitWrong(said));
        return (None, false);
    };
    match unit {
        Unit::SameDay => return (Some(Limit::SameDay), true),
        Unit::NoLimit => return (None, false),
        Unit::Free => return (Some(Limit::None), true),
        Unit::Empty | Unit::Unstated if found.is_empty() => return (None, false),
        _ => {}
    }
    let Some(written) = limit::read(&found) else {
        cells.note(LIMIT, Remark::LimitWrong(found));
        return (None, false);
    };
    let is_silent = matches!(unit, Unit::Empty | Unit::Unstated);
    let by_unit = written.many().and_then(|many| unit.limit(many));
    match written {
        // Whatever its numbers are counted in, here is none.
        Written::Whole(Limit::None) => (Some(Limit::None), true),
        Written::Months(many) if is_silent || unit == Unit::Months => in_months(cells, found, many),
        Written::Bare(many) if unit == Unit::Months => in_months(cells, found, many),
        Written::Bare(many) if is_silent => {
            if unit == Unit::Empty {
                cells.note(LIMIT, Remark::UnitAssumed { found, many });
            }
            (Some(Limit::WorkingDays(many)), false)
        }
        Written::Days(many) if is_silent => {
            cells.note(LIMIT, Remark::DaysOffCounted { found, many });
            (Some(Limit::CalendarDays(many)), true)
        }
        Written::Whole(limit) if is_silent || by_unit == Some(limit) => (Some(limit), true),
        Written::Bare(_) => (by_unit, true),
        Written::Days(_) if !matches!(unit, Unit::Hours | Unit::Months) => (by_unit, true),
        Written::Days(_) | Written::Months(_) | Written::Whole(_) => {
            cells.note(LIMIT, Remark::LimitUnlikeUnit { found, unit: said });
            (None, false)
        }
    }
}

/// Months as days, to be checked before they are promised: a month of the calendar may have more or fewer.
fn in_months(cells: &mut Cells<'_>, found: String, many: u16) -> (Option<Limit>, bool) {
    let Some(days) = limit::months(many) else {
        cells.note(LIMIT, Remark::LimitWrong(found));
        return (None, false);
    };
    cells.note(LIMIT, Remark::MonthsAsDays { found, days });
    (Some(Limit::CalendarDays(days)), false)
}

fn read_fee(cells: &mut Cells<'_>) -> Fee {
    let fee = cells.take(FEE);
    match fee.as_str() {
        "" => Fee::Unknown,
        "0" => Fee::Free,
        "province-set" => Fee::ProvinceSet,
        "by circular" => Fee::ByCircular,
        _ => money::parse(&fee).filter(|amount| *amount <= FEE_MAX).map_or_else(
            || {
                cells.note(FEE, Remark::FeeWrong(fee.clone()));
                Fee::Unknown
            },
            Fee::Vnd,
        ),
    }
}

impl Basis {
    fn read(text: String) -> Self {
        match text.as_str() {
            "" => Self::Unstated,
            "portal" => Self::Portal,
            "two postings" => Self::TwoPostings,
            "one posting" => Self::OnePosting,
            "memory" => Self::Memory,
            _ => Self::Other(text),
        }
    }
}

impl Caution {
    fn read(text: &str) -> Self {
        match text {
            "documents-incomplete" => Self::PapersIncomplete,
            "limit-unit-unstated" => Self::LimitUnitUnstated,
            "limit-differs-by-channel" => Self::LimitDiffersByChannel,
            _ => Self::Other(text.to_owned()),
        }
    }
}

/// Short names by code.
type Labels = BTreeMap<String, String>;

fn labels() -> Labels {
    rows(include_str!("../../../assets/labels.tsv")).skip(1).map(|row| (row.cell(0), row.cell(1))).collect()
}
