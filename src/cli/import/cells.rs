//! One row under reading: its cells by column, mended where that is sure, and what is wrong with them.

use super::outcome::{Fault, Mended, Why, visible};
use super::table::{Column, Head, Row};
use crate::domain::calendar::Calendar;
use crate::domain::person::{Flaw, Person, PersonField, bare};
use crate::domain::refusal::Refusal;
use crate::domain::time::{Day, Timestamp, clock};
use crate::text::fold::fold;
use crate::text::nfc::clean;
use chrono::{Datelike, Days, NaiveDateTime, NaiveTime, TimeDelta};
use unicode_normalization::UnicodeNormalization;

/// Columns that say who somebody is.
pub(super) const PERSON: [Column; 6] = [
    (
        "name",
        &[
            "ho va ten",
            "ho ten",
            "ten nguoi nop",
            "nguoi nop",
            "nguoi nop ho so",
            "ho ten nguoi nop",
            "chu ho so",
            "ten chu ho so",
            "ho va ten nguoi nop",
            "to chuc ca nhan",
            "ca nhan to chuc",
            "ten ca nhan to chuc",
            "ten cong dan",
            "cong dan",
            "applicant",
            "full name",
        ],
    ),
    (
        "id",
        &[
            "so cccd",
            "cccd",
            "cmnd",
            "cccd cmnd",
            "so cccd cmnd",
            "so cmnd cccd",
            "so cmnd",
            "so dinh danh",
            "so dinh danh ca nhan",
            "can cuoc",
            "so can cuoc",
            "so can cuoc cong dan",
            "ma dinh danh",
            "so giay to",
            "id number",
        ],
    ),
    (
        "phone",
        &["dien thoai", "so dien thoai", "sdt", "so dt", "dt", "di dong", "so dien thoai nguoi nop", "telephone"],
    ),
    ("address", &["dia chi", "dia chi nguoi nop", "noi o", "noi cu tru", "dia chi thuong tru", "thuong tru"]),
    ("hamlet", &["thon", "xom", "thon xom", "to dan pho", "khu pho", "ban", "khoi", "thon to dan pho", "ap"]),
    ("former_commune", &["xa cu", "phuong cu", "xa phuong cu", "xa truoc sap nhap", "don vi cu"]),
];

/// The longest cell, in characters; what is longer is a file gone wrong.
const CELL_MAX: usize = 10_000;

/// Days before this year stand in no list of dossiers: two digits of a year are read as one of the first century.
const FIRST_YEAR: i32 = 1900;

pub(super) struct Cells<'a> {
    pub(super) row: &'a Row,
    head: &'a Head,
    pub(super) faults: Vec<Fault>,
    pub(super) mended: Vec<Mended>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(row: &'a Row, head: &'a Head) -> Self {
        let mut cells = Self { row, head, faults: Vec::new(), mended: Vec::new() };
        // What stands behind the last heading is there because of a mark too many, so every cell may be wrong.
        let behind = row.cells.iter().skip(head.headings.len()).find(|cell| !clean(cell).is_empty());
        if let Some(found) = behind {
            let gaps = vec![("found", clean(found)), ("most", head.headings.len().to_string())];
            cells.fault_of_row(Why::Cell("import.surplus", gaps));
        }
        if let Some(at) = row.cells.iter().position(|cell| cell.chars().count() > CELL_MAX) {
            let gaps = vec![("most", CELL_MAX.to_string())];
            cells.fault_at(at, Why::Cell("import.too_long", gaps));
        }
        cells
    }

    /// Whether nothing in it can be trusted to stand where it belongs.
    pub(super) fn is_broken(&self) -> bool {
        !self.faults.is_empty()
    }

    /// What stands in a column, cleaned; empty where the file has no such column.
    pub(super) fn take(&mut self, column: &str) -> String {
        let Some(index) = self.head.at(column) else { return String::new() };
        let raw = self.row.cells.get(index).map_or("", String::as_str);
        let cell = clean(raw);
        // What a terminal takes for an order may hide letters: nobody can tell which belong there.
        if raw.contains(|letter| matches!(letter, '\u{1B}' | '\u{80}'..='\u{84}' | '\u{86}'..='\u{9F}')) {
            self.fault(column, Why::Cell("import.control", vec![("found", visible(raw))]));
        } else if raw.trim_matches(' ') != cell {
            // The two look alike where only accents were apart from their letters.
            let is_apart = raw.trim_matches(' ').nfc().eq(cell.chars());
            let key = if is_apart { "import.mended_apart" } else { "import.mended_characters" };
            self.mend(column, key, raw.trim_matches(' '), &cell);
        }
        cell
    }

    /// Whether the table has this column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.head.at(column).is_some()
    }

    /// A number without the marks that people write into it.
    fn number(&mut self, column: &str) -> String {
        let typed = self.take(column);
        let plain = bare(&typed);
        if plain != typed {
            self.mend(column, "import.mended_marks", &typed, &plain);
        }
        plain
    }

    /// Says that a cell was read as something else than what stands there.
    pub(super) fn mend(&mut self, column: &str, key: &'static str, was: &str, is: &str) {
        let index = self.head.at(column).unwrap_or_default();
        let heading = self.head.heading(index);
        self.mended.push(Mended::changed(self.row.number, index + 1, heading, key, was, is));
    }

    /// Says what the row changes of somebody who is known.
    pub(super) fn renewed(&mut self, before: &Person, after: &Person) {
        for field in before.differs(after) {
            self.mend(column(field), "import.renewed", before.field(field), after.field(field));
        }
    }

    /// Says what of the row's person is not taken, because an earlier row has it otherwise.
    pub(super) fn kept(&mut self, row: &Person, person: &Person) {
        for field in row.differs(person).into_iter().filter(|field| !row.field(*field).is_empty()) {
            self.mend(column(field), "import.kept_first", row.field(field), person.field(field));
        }
    }

    pub(super) fn fault(&mut self, column: &str, why: Why) {
        match self.head.at(column) {
            Some(index) => self.fault_at(index, why),
            None => self.fault_of_row(why),
        }
    }

    /// Whether it is said already that this cell is wrong.
    pub(super) fn is_wrong(&self, column: &str) -> bool {
        let at = self.head.at(column).map(|index| index + 1);
        at.is_some_and(|at| self.faults.iter().any(|fault| fault.column == at))
    }

    fn fault_at(&mut self, index: usize, why: Why) {
        let name = self.head.heading(index).to_owned();
        self.faults.push(Fault { row: self.row.number, column: index + 1, name, why });
    }

    pub(super) fn fault_of_row(&mut self, why: Why) {
        self.faults.push(Fault { row: self.row.number, column: 0, name: String::new(), why });
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.faults.push(Fault::of(self.head, self.row.number, Why::Refused(refusal)));
    }

    /// Who somebody is; `None` with faults.
    pub(super) fn person(&mut self) -> Option<Person> {
        let raw = self.head.at("name").and_then(|index| self.row.cells.get(index));
        if raw.is_some_and(|raw| raw.trim_start_matches(' ').starts_with(|letter: char| letter.is_control())) {
            self.fault("name", Why::Flaw(Flaw::NameWithControl));
            return None;
        }
        let person = Person {
            name: self.take("name"),
            id_number: self.id_number(),
            phone: self.phone(),
            address: self.take("address"),
            hamlet: self.take("hamlet"),
            former_commune: self.take("former_commune"),
            pin: None,
        };
        match person.checked() {
            Ok(person) => Some(person),
            Err(flaws) => {
                for flaw in flaws {
                    self.fault(column_of(flaw), Why::Flaw(flaw));
                }
                None
            }
        }
    }

    /// A spreadsheet takes the zeros before a number; of twelve digits two at most are zeros, of nine none can be told.
    fn id_number(&mut self) -> String {
        let typed = self.number("id");
        // Ten digits are an enterprise's tax number as well.
        let kind = self.head.at("kind").and_then(|index| self.row.cells.get(index));
        let kind = kind.map(|kind| fold(&clean(kind))).unwrap_or_default();
        let is_citizen = matches!(&*kind, "" | "ca nhan" | "cong dan" | "nguoi dan" | "citizen");
        if is_citizen && digits(&typed) && matches!(typed.len(), 10 | 11) {
            let whole = format!("{typed:0>12}");
            self.mend("id", "import.mended_zeros", &typed, &whole);
            return whole;
        }
        typed
    }

    fn phone(&mut self) -> String {
        let typed = self.number("phone");
        if digits(&typed) && typed.len() == 9 && !typed.starts_with('0') {
            let whole = format!("0{typed}");
            self.mend("phone", "import.mended_zeros", &typed, &whole);
            return whole;
        }
        typed
    }

    /// A moment; `None` where nothing stands there, and with a fault where it is none. A day alone is its opening
    /// time, or its closing time where something is due `by` then.
    pub(super) fn moment(&mut self, column: &str, calendar: &Calendar, by: bool) -> Option<Timestamp> {
        let typed = self.take(column);
        if typed.is_empty() {
            return None;
        }
        let read = match serial(&typed) {
            Some(at) => {
                let time = Some(at.time()).filter(|time| *time != NaiveTime::MIN);
                let form = if time.is_some() { "%H:%M %d/%m/%Y" } else { "%d/%m/%Y" };
                self.mend(column, "import.serial", &typed, &at.format(form).to_string());
                Some((at.date(), time))
            }
            None => moment(&typed).filter(|(day, _)| day.year() >= FIRST_YEAR),
        };
        let Some((day, time)) = read else {
            let key = if has_short_year(&typed) { "import.year_short" } else { "import.date_wrong" };
            self.fault(column, Why::Cell(key, vec![("found", typed)]));
            return None;
        };
        if let Some(time) = time {
            return Some(Timestamp::at(day, time));
        }
        let of = |day: Day| if by { calendar.close_of(day) } else { calendar.open_of(day) };
        // On a day off it is the time of the next working day.
        let time = of(day).or_else(|| of(calendar.next_working(day)?)).map_or(NaiveTime::MIN, |at| at.local().time());
        let key = if by { "import.day_by" } else { "import.day_alone" };
        self.mend(column, key, &typed, &format!("{} {}", clock(time), day.format("%d/%m/%Y")));
        Some(Timestamp::at(day, time))
    }
}

fn column(field: PersonField) -> &'static str {
    match field {
        PersonField::Name => "name",
        PersonField::Phone => "phone",
        PersonField::IdNumber => "id",
        PersonField::Address => "address",
        PersonField::Hamlet => "hamlet",
        PersonField::FormerCommune => "former_commune",
    }
}

fn column_of(flaw: Flaw) -> &'static str {
    match flaw.field() {
        PersonField::Name => "name",
        PersonField::Phone => "phone",
        PersonField::IdNumber => "id",
        PersonField::Address | PersonField::Hamlet | PersonField::FormerCommune => "address",
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The moment that a spreadsheet's number stands for where its cell is not shown as a date: `46339.5`, days since the
/// end of 1899. Of this century only: other numbers are none of a date.
fn serial(text: &str) -> Option<NaiveDateTime> {
    let (days, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let days = Some(days).filter(|days| days.len() == 5 && digits(days) && digits(part))?.parse::<u32>().ok()?;
    let day = Day::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(days)))?;
    // Millionths of a day are finer than minutes.
    let millionths = format!("{part:0<6}").get(..6)?.parse::<i64>().ok()?;
    let moment = day.and_time(NaiveTime::MIN) + TimeDelta::minutes((millionths * 1440 + 500_000) / 1_000_000);
    (2000..2100).contains(&moment.year()).then_some(moment)
}

/// Whether a day stands there whose year has two digits: `05/11/26` could be of any century, or `26-11-05` of another
/// month.
fn has_short_year(text: &str) -> bool {
    text.split([' ', 'T', ',']).any(|part| {
        let numbers: Vec<&str> = part.split(['/', '-', '.']).collect();
        numbers.len() == 3 && numbers.iter().all(|number| digits(number) && number.len() <= 2)
    })
}

/// `23/11/2026`, `23-11-2026 08:15`, `2026-11-23T08:15:00`, the time before the day or after it, or a day
/// alone.
fn moment(text: &str) -> Option<(Day, Option<NaiveTime>)> {
    let (mut day, mut time) = (None, None);
    for part in text.split([' ', 'T', ',']).filter(|part| !part.is_empty()) {
        if part.contains(':') && time.is_none() {
            let read =
                ["%H:%M:%S%.f", "%H:%M:%S", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(part, form).ok());
            time = Some(read?);
        } else if day.is_none() {
            let read = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d"];
            day = Some(read.iter().find_map(|form| Day::parse_from_str(part, form).ok())?);
        } else {
            return None;
        }
    }
    Some((day?, time))
}
