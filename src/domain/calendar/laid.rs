//! What a new file of days off makes of those that are known, day by day, and a file with the rows of another added.

use super::holiday_file;
use super::holidays::{Holiday, Holidays};
use crate::domain::time::Day;
use crate::text::table::rows;

/// A day that is known otherwise afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayChange {
    /// Which.
    pub day: Day,
    /// What was known of it beyond its day of the week; `None` where nothing was.
    pub before: Option<Holiday>,
    /// What is.
    pub after: Option<Holiday>,
}

impl Holidays {
    /// The days of which `after` knows something else than this does, in order.
    pub fn changes(&self, after: &Self) -> Vec<DayChange> {
        let [before, after] = [self, after].map(|known| known.all_between(Day::MIN, Day::MAX).collect::<Vec<_>>());
        let find = |all: &[(Day, &Holiday)], day: Day| {
            let at = all.binary_search_by_key(&day, |(day, _)| *day).ok()?;
            Some(all[at].1.clone())
        };
        let mut days: Vec<Day> = before.iter().chain(&after).map(|(day, _)| *day).collect();
        days.sort_unstable();
        days.dedup();
        let change = |day| DayChange { day, before: find(&before, day), after: find(&after, day) };
        days.into_iter().map(change).filter(|change| change.before != change.after).collect()
    }

    /// The days that a file has rows of.
    pub fn days_of(text: &str) -> Vec<Day> {
        let (lines, _) = holiday_file::read(text);
        lines.iter().filter_map(holiday_file::Line::day).collect()
    }

    /// `kept` with the rows of `more`, which stand in the place of those of the same days. Remarks in `kept` stay.
    pub fn added(kept: &str, more: &str) -> String {
        let fresh = Self::days_of(more);
        let gone: Vec<usize> = holiday_file::placed(kept)
            .into_iter()
            .filter(|(_, line)| line.day().is_some_and(|day| fresh.contains(&day)))
            .map(|(row, _)| row)
            .collect();
        let kept = kept.trim_start_matches('\u{FEFF}');
        let stays = (1..).zip(kept.lines()).filter(|(row, _)| !gone.contains(row)).map(|(_, line)| line);
        let skipped = usize::from(rows(more).next().is_some_and(|row| holiday_file::is_head(&row)));
        let new = rows(more).skip(skipped).map(|row| row.line);
        let all: Vec<&str> = more.lines().collect();
        let new = new.filter_map(|line| all.get(line - 1).copied());
        let mut together: Vec<&str> = stays.chain(new).map(|line| line.trim_start_matches('\u{FEFF}')).collect();
        together.push("");
        together.join("\n")
    }
}
