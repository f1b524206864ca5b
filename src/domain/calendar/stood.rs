//! Time that stood: which days it takes from a limit, and what is left of the last one.

use super::due::{Due, Limit, OPENING_HOURS_LIMIT};
use super::working::Calendar;
use crate::domain::time::{Day, Timestamp, tomorrow};

/// A span in which the time of a dossier stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
}

/// The most days by which a due time is put off: a dossier that waited for ten years is no dossier any more.
const PUT_OFF_DAYS_MAX: i64 = 4000;

impl Calendar {
    /// `due`, put off by what stood: a due time that somebody set, which no limit leads to any more. `None` when no
    /// working day is near.
    pub fn put_off(&self, due: Timestamp, limit: Limit, pauses: &[Stood]) -> Option<Timestamp> {
        let days = |pause: &Stood| match limit {
            Limit::CalendarDays(_) => (pause.to.day() - pause.from.day()).num_days(),
            _ => i64::try_from(self.working_days_between(pause.from.day(), pause.to.day())).unwrap_or(0),
        };
        let mut left = pauses.iter().filter(|pause| self.stood_at_work(pause)).map(days).sum::<i64>();
        if left == 0 {
            return Some(due);
        }
        let mut day = due.day();
        while left > 0 {
            day = tomorrow(day);
            left -= i64::from(matches!(limit, Limit::CalendarDays(_)) || self.is_working(day));
            if day.signed_duration_since(due.day()).num_days() > PUT_OFF_DAYS_MAX {
                return None;
            }
        }
        let day = if self.is_working(day) { day } else { self.next_working(day)? };
        self.close_of(day)
    }

    /// Whether the centre was open while it stood: a night in which nobody works takes nothing from anybody.
    pub(super) fn stood_at_work(&self, pause: &Stood) -> bool {
        self.open_seconds(pause.from, pause.to) > 0
    }

    /// What a limit in hours counts between two moments.
    pub fn counted_seconds(&self, from: Timestamp, to: Timestamp, limit: Limit) -> i64 {
        match limit {
            Limit::Hours(hours) if hours <= OPENING_HOURS_LIMIT => self.open_seconds(from, to),
            _ => to.since(from),
        }
    }

    /// What stood when its last day ended has the rest of a day where it goes on: the day on which it stopped counts
    /// whole, and without this it would be late in the moment in which it goes on.
    pub(super) fn rest_of_last_day(&self, due: &mut Due, pauses: &[Stood]) {
        for pause in pauses {
            if due.due.is_none_or(|at| at < pause.from || at >= pause.to) {
                continue;
            }
            let day = self.open_from(pause.to).map_or(pause.to.day(), Timestamp::day);
            let day = if self.is_working(day) { Some(day) } else { self.next_working(day) };
            due.due = day.and_then(|day| self.close_of(day));
            due.rest_from = Some(pause.to);
        }
    }
}

/// Whether a limit in days does not count `day` because the time stood.
pub(super) fn stands_on(pauses: &[Stood], day: Day) -> bool {
    pauses.iter().any(|pause| pause.from.day() < day && day <= pause.to.day())
}
