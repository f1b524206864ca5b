//! `motcua replay`: a past day as it was, on the screens or in words: who waited, who was called, why.

mod parcel;
mod picture;
mod screen;

use super::answer::{Objection, Shown};
use super::office::Office;
use super::{dossier, events, parse};
use crate::domain::calendar::{show_day, show_moment};
use crate::domain::event::Recorded;
use crate::domain::ids::{DossierCode, TicketNo};
use crate::domain::published::{People, Published};
use crate::domain::replay::{NEAR, Timeline};
use crate::domain::time::{Day, Timestamp};
use crate::store::Past;
use crate::text::words::Words;
use clap::Args;
use parse::Wants;
pub(super) use screen::sit;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;

/// Which moment, or which number, and how it is shown.
#[derive(Args, Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The moment; a day alone is its opening.
    #[arg(long, value_name = "MOMENT", value_parser = at)]
    at: Option<At>,
    /// The number whose call it is.
    #[arg(long, value_name = "NUMBER", value_parser = parse::ticket)]
    number: Option<TicketNo>,
    /// The day of that number.
    #[arg(long, value_name = "DATE", value_parser = parse::day, conflicts_with = "at")]
    date: Option<Day>,
    /// The dossier in whose visit it was, in place of the number and its day.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["at", "number", "date"])]
    #[serde(default)]
    dossier: Option<String>,
    /// Words instead of a screen.
    #[arg(long)]
    pub(super) text: bool,
    /// The file in which the day goes to a screen.
    #[arg(skip)]
    #[serde(default)]
    through: Option<PathBuf>,
}

/// When, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum At {
    /// A day's opening.
    Day(Day),
    /// A moment.
    Moment(Timestamp),
    /// A time of today, in seconds from midnight.
    Time(u32),
}

/// Reads a moment, a day, or a time of today.
fn at(text: &str) -> Result<At, Wants> {
    let wants = || Wants::from("cli.wants.replay_at");
    let time = || {
        crate::domain::replay::time_typed(text).map(|time| At::Time(chrono::Timelike::num_seconds_from_midnight(&time)))
    };
    let moment = || parse::moment(text).ok().map(At::Moment);
    parse::day(text).ok().map(At::Day).or_else(moment).or_else(time).ok_or_else(wants)
}

/// A moment of a past day.
struct Found {
    timeline: Timeline,
    people: People,
    /// How many of the day's events had happened.
    count: usize,
    /// The moment itself.
    moment: Timestamp,
    /// The number that is asked about.
    number: Option<TicketNo>,
    /// The dossier that is.
    dossier: Option<DossierCode>,
}

/// What is asked for, with the day it was on.
struct Wish {
    day: Day,
    moment: Option<Timestamp>,
    number: Option<TicketNo>,
    dossier: Option<DossierCode>,
}

impl Found {
    /// The centre after `count` events of that day, as the screens of then had it.
    fn published(&self, office: &Office<'_>, count: usize) -> Published {
        let state = self.timeline.state(count);
        let book = Arc::new(office.published().book.for_state(&state));
        Published::of_past(state, book, self.people.clone())
    }

    /// Every event of the day as a sentence.
    fn told(&self, office: &Office<'_>, words: &Words) -> Vec<String> {
        let published = self.published(office, self.timeline.events().len());
        let line = |recorded: &Recorded| events::line(&recorded.event, &published, words);
        self.timeline.events().iter().map(line).collect()
    }
}

pub(super) fn run(office: &Office<'_>, asked: &Asked) -> Result<Shown, Objection> {
    let found = find(office, asked)?;
    match (&asked.through, found.number, &found.dossier) {
        (Some(file), ..) => parcel::send(office, &found, file),
        (None, Some(number), _) => Ok(picture::story(office, &found, number)),
        (None, None, Some(code)) => {
            let day = show_day(found.timeline.day(), &office.words);
            Err(Objection::own("replay_no_visit", &[("dossier", code), ("day", &day)]))
        }
        (None, None, None) => Ok(picture::moment(office, &found)),
    }
}

fn wish(office: &Office<'_>, asked: &Asked) -> Result<Wish, Objection> {
    let now = office.now();
    if let Some(typed) = &asked.dossier {
        let dossier = dossier::dossier(office, &office.published(), &dossier::code_of(typed))?;
        let day = dossier.steps.first().map_or(dossier.accepted, |step| step.at).day();
        return Ok(Wish { day, moment: None, number: dossier.ticket, dossier: Some(dossier.code) });
    }
    let (day, moment) = match asked.at {
        Some(At::Day(day)) => (day, None),
        Some(At::Moment(moment)) => (moment.day(), Some(moment)),
        Some(At::Time(seconds)) => (now.day(), Some(Timestamp::midnight(now.day()).plus(i64::from(seconds)))),
        None => (asked.date.unwrap_or(now.day()), None),
    };
    if asked.number.is_some() && moment.is_some() {
        return Err(Objection::own("replay_moment_or_number", &[]).misused());
    }
    Ok(Wish { day, moment, number: asked.number, dossier: None })
}

/// The moment that is asked for.
fn find(office: &Office<'_>, asked: &Asked) -> Result<Found, Objection> {
    let now = office.now();
    let Wish { day, moment, number, dossier } = wish(office, asked)?;
    let words = &office.words;
    let later = moment.filter(|moment| *moment > now).or_else(|| (day > now.day()).then(|| Timestamp::midnight(day)));
    if let Some(later) = later {
        let gaps = [show_moment(later, words), show_moment(now, words)];
        return Err(Objection::own("replay_future", &[("at", &gaps[0]), ("now", &gaps[1])]));
    }
    let (Past { start, events }, people) = office.hub.past(day)?;
    let begins = events.first().filter(|_| start.seq == 0).map(|first| first.at);
    let timeline = Timeline::new(start, day, events);
    if !timeline.has_work() {
        return Err(no_work(office, day));
    }
    if let Some(first) = begins.filter(|first| moment.is_some_and(|moment| moment < *first)) {
        return Err(Objection::own("replay_before", &[("first", &show_moment(first, words))]));
    }
    // A dossier says itself which visit it was of; what was corrected since names no number of that day.
    let number = match &dossier {
        Some(code) => timeline.visit_of(code).or(number.filter(|number| timeline.moment_of(*number).is_some())),
        None => number,
    };
    let receipt = dossier.as_ref().and_then(|code| timeline.receipt(code));
    let (count, moment) = match (receipt, number, moment) {
        (Some(index), ..) => (index + 1, timeline.events()[index].at),
        (None, Some(number), _) => {
            let index = timeline.moment_of(number).ok_or_else(|| no_number(office, &timeline, number))?;
            (index + 1, timeline.events()[index].at)
        }
        (None, None, Some(moment)) => (timeline.count_at(moment), moment),
        (None, None, None) => {
            let opening = timeline.opening(&office.published().book.calendar).min(now);
            (timeline.count_at(opening), opening)
        }
    };
    Ok(Found { timeline, people, count, moment, number, dossier })
}

fn no_work(office: &Office<'_>, day: Day) -> Objection {
    let words = &office.words;
    let days = match office.hub.reader().worked() {
        Ok(days) => days,
        Err(error) => return error.into(),
    };
    let (Some(first), at) = (days.first(), days.partition_point(|worked| *worked < day)) else {
        return Objection::own("replay_nothing", &[]);
    };
    if day < *first {
        return Objection::own("replay_before", &[("first", &show_day(*first, words))]);
    }
    let near = &days[at.saturating_sub(NEAR / 2)..days.len().min(at + NEAR / 2)];
    let near: Vec<String> = near.iter().map(|day| show_day(*day, words)).collect();
    Objection::own("replay_no_work", &[("day", &show_day(day, words)), ("near", &near.join(", "))])
}

fn no_number(office: &Office<'_>, timeline: &Timeline, number: TicketNo) -> Objection {
    let near: Vec<String> = timeline.near(number, NEAR).iter().map(ToString::to_string).collect();
    let near = if near.is_empty() { "–".to_owned() } else { near.join(", ") };
    let day = show_day(timeline.day(), &office.words);
    Objection::own("replay_no_number", &[("day", &day), ("ticket", &number), ("near", &near)])
}
