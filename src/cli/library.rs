//! The centre's own reference data: holidays and the catalogue, from files of the data directory or built in.

use super::answer::{Item, Objection};
use super::home::{HOLIDAYS, Home, PROCEDURES, read};
use crate::domain::book::Book;
use crate::domain::calendar::Holidays;
use crate::domain::centre::Centre;
use crate::domain::fees::FeeRule;
use crate::domain::procedure::{Catalogue, Reading};
use crate::domain::time::{Day, Timestamp};
use crate::settings::Settings;
use crate::text::words::Words;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the trouble that the centre's own holidays cannot be used.
pub(super) const HOLIDAYS_BROKEN: &str = "holidays_broken";
/// Name of the trouble that rows of the centre's own catalogue are left out.
pub(super) const PROCEDURES_ROWS: &str = "procedures_rows";

/// What the rules look things up in, and what was wrong with the centre's own files on the way.
pub(super) struct Library {
    holidays: Arc<Holidays>,
    catalogue: Arc<Catalogue>,
    pub(super) troubles: Vec<Objection>,
}

/// Where the centre keeps its own holidays.
pub(super) fn holidays_path(home: &Home, settings: Option<&Settings>) -> PathBuf {
    home.path(settings.and_then(|settings| settings.holidays.as_deref()).unwrap_or(Path::new(HOLIDAYS)))
}

/// Where the centre keeps its own catalogue.
pub(super) fn procedures_path(home: &Home, settings: Option<&Settings>) -> PathBuf {
    home.path(settings.and_then(|settings| settings.procedures.as_deref()).unwrap_or(Path::new(PROCEDURES)))
}

impl Library {
    /// The centre's fees that are for no procedure and no field of the catalogue: most likely a slip of the pen.
    pub(super) fn fees_for_nothing<'a>(&self, settings: &'a Settings) -> Vec<&'a FeeRule> {
        let idle = |rule: &&FeeRule| !self.catalogue.iter().any(|procedure| rule.concerns(procedure));
        settings.centre.work.fees.iter().filter(idle).collect()
    }

    /// The centre's own files over what is built in. A file that cannot be used is left aside and told: a morning must
    /// not wait for a table to be mended.
    pub(super) fn of(home: &Home, settings: Option<&Settings>, words: &Words) -> Self {
        let mut troubles = Vec::new();
        let own = holidays_path(home, settings);
        let named = settings.is_some_and(|settings| settings.holidays.is_some());
        let holidays =
            match text(&own, named).and_then(|text| text.map(|text| holidays(&text, &own, words)).transpose()) {
                Ok(own) => own.unwrap_or_else(Holidays::built_in),
                Err(trouble) => {
                    troubles.push(trouble);
                    Holidays::built_in()
                }
            };
        let own = procedures_path(home, settings);
        let named = settings.is_some_and(|settings| settings.procedures.is_some());
        let catalogue = match text(&own, named) {
            Ok(None) => Catalogue::built_in(),
            Ok(Some(text)) => {
                let reading = Catalogue::read(&text);
                let left_out = left_out(&reading, words);
                if !left_out.is_empty() {
                    let (path, count) = (own.display(), left_out.len());
                    let trouble = Objection::own(PROCEDURES_ROWS, &[("path", &path), ("count", &count)]);
                    troubles.push(trouble.listing(left_out));
                }
                if reading.catalogue.is_empty() {
                    Catalogue::built_in()
                } else {
                    reading.catalogue.of_day(written(&own))
                }
            }
            Err(trouble) => {
                troubles.push(trouble);
                Catalogue::built_in()
            }
        };
        Self { holidays: Arc::new(holidays), catalogue: Arc::new(catalogue), troubles }
    }

    /// The book of `centre` over this data.
    pub(super) fn book(&self, centre: &Centre) -> Book {
        Book::new(centre, Arc::clone(&self.holidays), Arc::clone(&self.catalogue))
    }
}

/// The day on which a file was last written: an import writes it anew.
fn written(path: &Path) -> Option<Day> {
    let at = chrono::DateTime::<chrono::Utc>::from(std::fs::metadata(path).ok()?.modified().ok()?);
    Some(Timestamp(at.timestamp()).day())
}

/// A file's text; one that the settings name must be there.
fn text(path: &Path, named: bool) -> Result<Option<String>, Objection> {
    match read(path)? {
        None if named => Err(Objection::own("no_file", &[("path", &path.display())])),
        text => Ok(text),
    }
}

/// The built-in holidays with those of `text` laid over.
///
/// # Errors
/// Every fault of the file, with line and column: a calendar that is half right gives wrong due times.
pub(super) fn holidays(text: &str, path: &Path, words: &Words) -> Result<Holidays, Objection> {
    Holidays::built_in().with_own(text).map_err(|faults| {
        let (path, count) = (path.display(), faults.len());
        let lines = faults.iter().map(|fault| Item::Line(words.say(fault)));
        Objection::own(HOLIDAYS_BROKEN, &[("path", &path), ("count", &count)]).listing(lines)
    })
}

/// The rows of a catalogue file that are not offered, one line each.
pub(super) fn left_out(reading: &Reading, words: &Words) -> Vec<Item> {
    let left_out = reading.notices.iter().filter(|notice| notice.remark.leaves_out());
    left_out.map(|notice| Item::Line(words.say(notice))).collect()
}
