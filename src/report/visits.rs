//! The neutral visit log as comma-separated values: who came for what, was called where and when, and left.
//!
//! Columns: `ticket, service, class, counter, arrival, start, end, left, outcome`, by name and in any order; local
//! date-times; `start` and `end` empty and `left` set where somebody gave up. A row that cannot have happened is left
//! out and told with its line; the rest is used.

use crate::domain::ids::ServiceId;
use crate::domain::time::Timestamp;
use crate::domain::visit::Visit;
use crate::text::words::Sentence;
use std::collections::BTreeMap;
use std::io::Read;

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
        }
    }

    fn gaps(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoColumn(name) => vec![("column", (*name).to_owned())],
            Self::NotATable(text) | Self::NotATime(text) | Self::NotAClass(text) | Self::NotACounter(text) => {
                vec![("text", text.clone())]
            }
            _ => Vec::new(),
        }
    }
}

/// Logs that are read one after another, with the names of their services.
#[derive(Debug, Default)]
pub struct Log {
    /// The visits, in the order of the files.
    pub visits: Vec<Visit>,
    /// The names that the services have in the log, by letter.
    pub services: BTreeMap<ServiceId, String>,
    /// Rows that were left out: line and reason.
    pub left_out: Vec<(u64, Fault)>,
}

impl Log {
    /// Reads one more file.
    ///
    /// # Errors
    /// [`Fault`] when the file as a whole cannot be used.
    pub fn read(&mut self, from: impl Read) -> Result<(), Fault> {
        let mut reader = ::csv::ReaderBuilder::new().flexible(true).trim(::csv::Trim::All).from_reader(from);
        let header = reader.headers().map_err(|error| Fault::NotATable(error.to_string()))?.clone();
        let names: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{FEFF}').to_lowercase()).collect();
        if let Some(missing) = NEEDED.iter().find(|needed| !names.iter().any(|name| name == *needed)) {
            return Err(Fault::NoColumn(missing));
        }
        let before = self.visits.len();
        for row in reader.records() {
            let row = row.map_err(|error| Fault::NotATable(error.to_string()))?;
            let line = row.position().map_or(0, ::csv::Position::line);
            let field = |name: &str| {
                let place = names.iter().position(|known| known == name);
                place.and_then(|place| row.get(place)).unwrap_or_default()
            };
            match self.visit(&field) {
                Ok(visit) => self.visits.push(visit),
                Err(Fault::TooManyServices) => return Err(Fault::TooManyServices),
                Err(fault) => self.left_out.push((line, fault)),
            }
        }
        if self.visits.len() == before { Err(Fault::NoVisits) } else { Ok(()) }
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
