//! The neutral visit log as comma-separated values: who came for what, was called where and when, and left.
//!
//! Columns: `ticket, service, class, counter, arrival, start, end, left, outcome`, by name and in any order; local
//! date-times; `start` and `end` empty and `left` set where somebody gave up. A row that cannot have happened is left
//! out and told with its line; the rest is used. A visit that stands there twice is taken once; two rows of one ticket
//! and arrival that say different things are both left out, since nobody knows which is right. Rows of one ticket of
//! which the first was `transferred`, `fetching_paper` or `missed` are the legs of one visit.
//!
//! What is learnt does not depend on the order of the rows: the visits of a file are sorted, and its services named in
//! the order of their names.

use super::csv::mark;
use super::visit_rows::GOES_ON;
use crate::domain::ids::ServiceId;
use crate::domain::time::{Day, Timestamp};
use crate::domain::visit::Visit;
use crate::text::words::Sentence;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

/// The columns that a log must have; the others may be missing.
const NEEDED: [&str; 4] = ["service", "arrival", "start", "end"];
/// The letters that services are told apart by.
const LETTERS: usize = 26;
/// No visit lasts longer, in seconds: what does was written down wrongly.
const LONGEST_S: i64 = 24 * 3600;

/// What is wrong with a log, or with one row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A column is missing.
    NoColumn(&'static str),
    /// The file is not a table of text.
    NotATable(String),
    /// No row could be used.
    NoVisits,
    /// More services than letters.
    TooManyServices,
    /// A service without a name.
    NoService,
    /// Something that is no time.
    NotATime(String),
    /// Something that is no class.
    NotAClass(String),
    /// Something that is no number of a counter.
    NotACounter(String),
    /// The service began, but nobody knows where.
    NoCounter,
    /// It ended before it began, or began before the person came.
    Backwards,
    /// It neither ended nor was given up.
    Unfinished,
    /// It lasted longer than a day.
    TooLong,
    /// A quote opens here and closes, if at all, on this line: all in between was read as one field.
    OpenQuote(u64),
    /// The same ticket with the same arrival stands on this line already.
    Twice(u64),
    /// The same ticket with the same arrival stands on this line, and something else came of it.
    Differs(u64),
}

impl Sentence for Fault {
    fn key(&self) -> &'static str {
        match self {
            Self::NoColumn(_) => "visits.no_column",
            Self::NotATable(_) => "visits.not_a_table",
            Self::NoVisits => "visits.no_visits",
            Self::TooManyServices => "visits.too_many_services",
            Self::NoService => "visits.no_service",
            Self::NotATime(_) => "visits.not_a_time",
            Self::NotAClass(_) => "visits.not_a_class",
            Self::NotACounter(_) => "visits.not_a_counter",
            Self::NoCounter => "visits.no_counter",
            Self::Backwards => "visits.backwards",
            Self::Unfinished => "visits.unfinished",
            Self::TooLong => "visits.too_long",
            Self::OpenQuote(_) => "visits.open_quote",
            Self::Twice(_) => "visits.twice",
            Self::Differs(_) => "visits.differs",
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoColumn(name) => vec![("column", (*name).to_owned())],
            Self::NotATable(text) | Self::NotATime(text) | Self::NotAClass(text) | Self::NotACounter(text) => {
                vec![("text", text.clone())]
            }
            Self::OpenQuote(line) | Self::Twice(line) | Self::Differs(line) => vec![("line", line.to_string())],
            _ => Vec::new(),
        }
    }
}

/// A ticket that stands twice on one day with other times: both rows are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// On which line it comes again.
    pub line: u64,
    /// On which line it was first.
    pub first: u64,
    /// The ticket.
    pub ticket: String,
    /// The day.
    pub day: Day,
}

/// Logs that are read one after another, with the names of their services.
#[derive(Debug, Default)]
pub struct Log {
    /// The visits, in the order of the files, those of each by their arrival.
    pub visits: Vec<Visit>,
    /// The names that the services have in the log, by letter.
    pub services: BTreeMap<ServiceId, String>,
    /// Rows that were left out: line and reason.
    pub left_out: Vec<(u64, Fault)>,
    /// Rows that are used and look odd.
    pub again: Vec<Again>,
}

/// The tickets of one file by day, with their rows.
type Seen = BTreeMap<(String, Day), Vec<Row>>;

/// One row of a ticket.
#[derive(Clone, Copy, Debug)]
struct Row {
    line: u64,
    visit: Visit,
    /// When it ended, where another leg may follow.
    goes_on: Option<Timestamp>,
}

impl Row {
    /// Whether `other` may be a later leg of the same visit.
    fn leads_to(&self, other: &Self) -> bool {
        self.goes_on.is_some_and(|until| until <= other.visit.arrival)
    }
}

impl Log {
    /// Reads one more file.
    ///
    /// # Errors
    /// [`Fault`] when the file as a whole cannot be used.
    pub fn read(&mut self, mut from: impl Read) -> Result<(), Fault> {
        let broken = |why: &dyn std::fmt::Display| Fault::NotATable(why.to_string());
        let mut text = Vec::new();
        from.read_to_end(&mut text).map_err(|error| broken(&error))?;
        let mut reader = ::csv::ReaderBuilder::new().flexible(true).delimiter(mark(&text)).from_reader(text.as_slice());
        let header = reader.headers().map_err(|error| broken(&error))?.clone();
        let name = |name: &str| name.trim_start_matches('\u{FEFF}').trim().to_lowercase();
        let names: Vec<String> = header.iter().map(name).collect();
        if let Some(missing) = NEEDED.iter().find(|needed| !names.iter().any(|name| name == *needed)) {
            return Err(Fault::NoColumn(missing));
        }
        let (known, mut seen, told) = (self.services.clone(), Seen::new(), self.left_out.len());
        let mut read: Vec<(String, u64, Visit)> = Vec::new();
        let (mut lines, mut row) = (Lines::of(&text), ::csv::StringRecord::new());
        loop {
            let from = reader.position().byte();
            if !reader.read_record(&mut row).map_err(|error| broken(&error))? {
                break;
            }
            let (lines, raw) = lines.of_row(from, reader.position().byte());
            let field = |name: &str| {
                let place = names.iter().position(|known| known == name);
                place.and_then(|place| row.get(place)).unwrap_or_default().trim()
            };
            let quote = quote_over_lines(&row, &lines);
            let odd = raw.split(|byte| *byte == b'"').count() % 2 == 0;
            let visit = match (quote, self.visit(&field)) {
                (Some(line), visit) if odd || visit.is_err() => Err((line, Fault::OpenQuote(lines.end))),
                (_, visit) => visit.map_err(|fault| (lines.start, fault)),
            };
            let names = (field("ticket"), field("outcome"));
            match visit.and_then(|visit| self.once(visit, names, lines.start, &mut seen)) {
                Ok(visit) => read.push((names.0.to_owned(), lines.start, visit)),
                Err((_, Fault::TooManyServices)) => return Err(Fault::TooManyServices),
                Err((line, Fault::Differs(first))) => {
                    let before = read.len();
                    read.retain(|(_, line, _)| *line != first);
                    if read.len() < before {
                        self.left_out.push((first, Fault::Differs(line)));
                    }
                    self.left_out.push((line, Fault::Differs(first)));
                }
                Err(left_out) => self.left_out.push(left_out),
            }
        }
        self.left_out[told..].sort_by_key(|(line, _)| *line);
        if read.is_empty() {
            return Err(Fault::NoVisits);
        }
        self.rename(&known, &mut read);
        // Tickets are given in the order of coming; what came of a visit says nothing of that, and is looked at only so
        // that no two orders are left.
        read.sort_by(|(ticket, _, one), (other_ticket, _, other)| {
            let came = |visit: &Visit| (visit.service, visit.class);
            let went = |visit: &Visit| (visit.start, visit.counter, visit.end, visit.left);
            let first = (one.arrival, ticket.len(), ticket).cmp(&(other.arrival, other_ticket.len(), other_ticket));
            first.then_with(|| came(one).cmp(&came(other))).then_with(|| went(one).cmp(&went(other)))
        });
        self.visits.extend(read.into_iter().map(|(.., visit)| visit));
        Ok(())
    }

    /// Gives the services of one file that were not `known` before their letters in the order of their names.
    fn rename(&mut self, known: &BTreeMap<ServiceId, String>, read: &mut [(String, u64, Visit)]) {
        let fresh =
            |(letter, name): (&ServiceId, &String)| (!known.contains_key(letter)).then(|| (name.clone(), *letter));
        let mut names: Vec<(String, ServiceId)> = self.services.iter().filter_map(fresh).collect();
        let letters: Vec<ServiceId> = names.iter().map(|(_, letter)| *letter).collect();
        names.sort();
        let now: BTreeMap<ServiceId, ServiceId> =
            names.iter().zip(&letters).map(|((_, before), letter)| (*before, *letter)).collect();
        self.services.extend(letters.into_iter().zip(names).map(|(letter, (name, _))| (letter, name)));
        for (.., visit) in read {
            visit.service = now.get(&visit.service).copied().unwrap_or(visit.service);
        }
    }

    /// `visit` of line `line`, unless her ticket with the same arrival was there before; `names`: her ticket, and what
    /// came of the visit.
    fn once(
        &mut self,
        visit: Visit,
        (ticket, outcome): (&str, &str),
        line: u64,
        seen: &mut Seen,
    ) -> Result<Visit, (u64, Fault)> {
        if ticket.is_empty() {
            return Ok(visit);
        }
        let (arrival, day) = (visit.arrival, visit.arrival.day());
        let goes_on = visit.end.or(visit.left).filter(|_| GOES_ON.contains(&outcome));
        let row = Row { line, visit, goes_on };
        let rows = seen.entry((ticket.to_owned(), day)).or_default();
        let apart = |other: &&Row| !other.leads_to(&row) && !row.leads_to(other);
        let mut same = rows.iter().filter(|other| other.visit.arrival == arrival).filter(apart);
        if let Some(first) = same.next() {
            let twice = (first.visit, first.goes_on) == (visit, goes_on);
            let fault = if twice { Fault::Twice(first.line) } else { Fault::Differs(first.line) };
            return Err((line, fault));
        }
        let is_leg = rows.iter().any(|other| other.leads_to(&row) || row.leads_to(other));
        if let Some(first) = rows.first().filter(|_| !is_leg) {
            self.again.push(Again { line, first: first.line, ticket: ticket.to_owned(), day });
        }
        rows.push(row);
        Ok(visit)
    }

    fn visit<'a>(&mut self, field: &impl Fn(&str) -> &'a str) -> Result<Visit, Fault> {
        let time = |name: &str| match field(name) {
            "" => Ok(None),
            text => Timestamp::parse(text).map(Some).ok_or_else(|| Fault::NotATime(text.to_owned())),
        };
        let arrival = time("arrival")?.ok_or_else(|| Fault::NotATime(String::new()))?;
        let (start, end, left) = (time("start")?, time("end")?, time("left")?);
        let class = match field("class") {
            "" => 0,
            text => text.parse().map_err(|_| Fault::NotAClass(text.to_owned()))?,
        };
        let counter = match field("counter") {
            "" => None,
            text => Some(text.parse().map_err(|_| Fault::NotACounter(text.to_owned()))?),
        };
        possible(arrival, start, end, left)?;
        if start.is_some() && counter.is_none() {
            return Err(Fault::NoCounter);
        }
        let service = self.service(field("service"))?;
        Ok(Visit { service, class, counter, arrival, start, end, left: left.filter(|_| start.is_none()) })
    }

    fn service(&mut self, name: &str) -> Result<ServiceId, Fault> {
        if name.is_empty() {
            return Err(Fault::NoService);
        }
        if let Some((known, _)) = self.services.iter().find(|(_, known)| *known == name) {
            return Ok(*known);
        }
        let mut letters = ('A'..='Z').filter_map(ServiceId::new).take(LETTERS);
        let free = letters.find(|letter| !self.services.contains_key(letter)).ok_or(Fault::TooManyServices)?;
        self.services.insert(free, name.to_owned());
        Ok(free)
    }
}

/// The lines of a text, counted as rows are read.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn of(text: &'a [u8]) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The first and the last line of the row between these bytes, without the empty lines around it, and the row itself.
    fn of_row(&mut self, from: u64, to: u64) -> (Range<u64>, &'a [u8]) {
        let place = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let row = &self.text[place(from)..place(to)];
        let blank = row.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let count = |text: &[u8]| text.split(|byte| *byte == b'\n').skip(1).count() as u64;
        let start = self.line + count(&self.text[self.at..place(from) + blank]);
        let row = row[blank..].trim_ascii_end();
        (self.at, self.line) = (place(from) + blank, start);
        (start..start + count(row), row)
    }
}

/// On which line the quote opens that makes `row`, on these lines, longer than a line.
fn quote_over_lines(row: &::csv::StringRecord, lines: &Range<u64>) -> Option<u64> {
    let breaks = |cell: &str| cell.bytes().filter(|byte| *byte == b'\n').count() as u64;
    let at = row.iter().position(|cell| breaks(cell) > 0)?;
    Some(lines.start + row.iter().take(at).map(breaks).sum::<u64>())
}

/// Whether this can have happened, in this order.
fn possible(
    arrival: Timestamp,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    left: Option<Timestamp>,
) -> Result<(), Fault> {
    let begun = start.unwrap_or(arrival);
    let last = end.or(left).ok_or(Fault::Unfinished)?;
    if begun < arrival || last < begun || (start.is_none() && end.is_some()) {
        return Err(Fault::Backwards);
    }
    if last.since(arrival) > LONGEST_S { Err(Fault::TooLong) } else { Ok(()) }
}
