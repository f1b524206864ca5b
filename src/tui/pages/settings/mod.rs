//! The settings: which part is in front, and which of its lines the bar is on.

pub mod deed;
pub mod value;
pub mod work;

use crate::domain::calendar::{Listed, Source};
use crate::domain::centre::Officer;
use crate::domain::changes::Part;
use crate::domain::ids::{CounterId, OfficerId, ServiceId};
use crate::domain::time::Day;
use crate::tui::parts::list::List;
use crate::tui::parts::menu::Ask;
use crate::tui::seen::Seen;
use chrono::Datelike;
use value::Value;
use work::Roll;

/// What the screen of the settings remembers.
#[derive(Debug)]
pub(in crate::tui) struct Settings {
    pub part: Part,
    pub list: List,
    /// A PIN typed for an officer, until it was typed again.
    pub first_pin: Option<String>,
    /// The line whose value was asked for last, and the wish: what was typed is there again when nothing comes of it.
    pub sent: Option<(u64, Ask)>,
    /// The officer whom the last wish was about, as she was before.
    pub was: Option<Officer>,
}

/// One line of the part in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Row {
    Officer(OfficerId),
    /// The key with this fingerprint.
    Key(String),
    Counter(CounterId),
    Service(ServiceId),
    /// Whether policy days count.
    PolicyDays,
    Day(Listed),
    /// The season at this place.
    Season(usize),
    /// The ground at this place.
    Ground(usize),
    /// The language of the screens.
    Language,
    /// One value that is typed.
    Value(Value),
}

impl Default for Settings {
    fn default() -> Self {
        Self { part: Part::Officers, list: List::default(), first_pin: None, sent: None, was: None }
    }
}

/// The parts in the order of the screen.
pub(in crate::tui) const PARTS: [Part; 11] = [
    Part::Officers,
    Part::Keys,
    Part::Counters,
    Part::Services,
    Part::Days,
    Part::Hours,
    Part::Targets,
    Part::Grounds,
    Part::Display,
    Part::Work,
    Part::Centre,
];

impl Settings {
    /// To the next part, or the one before.
    pub fn step(&mut self, back: bool, seen: Seen<'_>) {
        let here = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
        let count = PARTS.len();
        self.part = PARTS[(here + if back { count - 1 } else { 1 }) % count];
        self.list = List::default();
        if self.part == Part::Days {
            // What is over cannot be changed any more: the bar begins at what is to come.
            let today = seen.now.day();
            let to_come = |row: &Row| matches!(row, Row::Day(listed) if listed.day >= today);
            self.list.at = self.rows(seen).iter().position(to_come).unwrap_or(0);
        }
    }

    /// How many lines the part in front has.
    pub fn len(&self, seen: Seen<'_>) -> usize {
        let state = seen.state();
        match self.part {
            Part::Officers => state.officers.len(),
            Part::Keys => state.keys.len(),
            Part::Counters => state.centre.counters.len(),
            Part::Services => state.centre.services.len(),
            Part::Grounds => state.centre.grounds.len(),
            Part::Days | Part::Hours | Part::Targets | Part::Display | Part::Work | Part::Centre => {
                self.rows(seen).len()
            }
        }
    }

    /// The lines of the part in front.
    pub fn rows(&self, seen: Seen<'_>) -> Vec<Row> {
        let state = seen.state();
        let centre = &state.centre;
        match self.part {
            Part::Officers => state.officers.keys().copied().map(Row::Officer).collect(),
            Part::Keys => state.keys.keys().cloned().map(Row::Key).collect(),
            Part::Counters => centre.counters.iter().map(|plan| Row::Counter(plan.id)).collect(),
            Part::Services => centre.services.iter().map(|service| Row::Service(service.id)).collect(),
            Part::Days => std::iter::once(Row::PolicyDays).chain(days(seen).into_iter().map(Row::Day)).collect(),
            Part::Hours => {
                let seasons = (0..centre.hours.seasons.len()).map(Row::Season);
                seasons.chain([Row::Value(Value::Saturday)]).collect()
            }
            Part::Targets => Value::TARGETS.into_iter().map(Row::Value).collect(),
            Part::Grounds => (0..centre.grounds.len()).map(Row::Ground).collect(),
            Part::Display => {
                let values = [Value::NightFrom, Value::NightTo, Value::PageSeconds];
                let notices = (0..centre.display.notices.len()).map(Value::Notice);
                values.into_iter().chain(notices).map(Row::Value).collect()
            }
            Part::Work => {
                let lines = |roll: Roll| (0..roll.lines(&centre.work).len()).map(move |at| Value::Line(roll, at));
                Roll::ALL.into_iter().flat_map(lines).map(Row::Value).collect()
            }
            Part::Centre => {
                let values = [Value::Name, Value::Code, Value::Unit].map(Row::Value);
                values.into_iter().chain([Row::Language]).collect()
            }
        }
    }

    /// The line under the bar.
    pub fn row(&self, seen: Seen<'_>) -> Option<Row> {
        self.rows(seen).into_iter().nth(self.list.at)
    }
}

/// The days of this year and the next that are not what their day of the week says.
fn days(seen: Seen<'_>) -> Vec<Listed> {
    let year = seen.now.day().year();
    let (Some(from), Some(to)) = (Day::from_ymd_opt(year, 1, 1), Day::from_ymd_opt(year + 1, 12, 31)) else {
        return Vec::new();
    };
    seen.published.book.calendar.holidays().listed(&seen.state().own_days, from, to)
}

/// Whether the centre set this day.
pub(in crate::tui) fn is_own(listed: &Listed) -> bool {
    listed.source == Source::Own
}
