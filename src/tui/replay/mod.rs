//! A past day before whoever looks: its wall, board, counters, queues and dossiers as they were, forth and back, and why
//! each was called. Nothing here asks for anything.
//!
//! Time is somebody else's: a [`Replay`] says where its clock is to be set and how fast it runs, and is told what it shows.

mod draw;
mod floats;
mod keys;
mod screens;

use self::floats::Float;
use self::screens::{Leaf, Pages, View};
use super::pages::leaf::DossierPage;
use super::parts::field::Field;
use crate::domain::book::Book;
use crate::domain::calendar::show_day;
use crate::domain::expected::Expected;
use crate::domain::ids::{DossierCode, TicketNo};
use crate::domain::published::{People, Published};
use crate::domain::replay::{NEAR, Timeline, time_typed};
use crate::domain::time::Timestamp;
use crate::text::words::{Language, Words};
use std::sync::Arc;

/// How many times as fast as the world a day can be played.
pub const SPEEDS: [u32; 7] = [1, 10, 30, 60, 120, 300, 600];
/// The speed it begins with.
const BEGINS: usize = 3;
/// A jump forth or back, in seconds.
const JUMP_S: i64 = 300;
/// A past day, and what of it is shown.
#[derive(Debug)]
pub struct Replay {
    timeline: Timeline,
    /// Every event as a sentence, in each language.
    told: [Vec<String>; 2],
    book: Book,
    people: People,
    /// The first and the last moment that can be shown.
    span: (Timestamp, Timestamp),
    /// Events that have happened, and the moment.
    count: usize,
    moment: Timestamp,
    playing: bool,
    speed: usize,
    /// The clock is to be set.
    jumped: bool,
    pages: Pages,
    /// What is read above the screen.
    float: Option<Float>,
    /// The call that is looked at, where it is not the last one.
    chosen: Option<usize>,
    /// A time or a number that is being typed.
    going: Option<Field>,
    /// What is wrong with what was typed or pressed.
    wrong: Option<String>,
    /// The language that is wanted from now on.
    turns: Option<Language>,
    shown: Option<(usize, Arc<Published>)>,
    ends: bool,
}

impl Replay {
    /// The day of `timeline` after `count` events, at `moment`; it can be shown from `opens`, or from its first event, to
    /// its last one, and not after `until`. `told`: its events as sentences, in each language. `book`: the calendar and the catalogue,
    /// whatever the settings of then made of them.
    pub fn new(
        timeline: Timeline,
        (count, moment): (usize, Timestamp),
        told: [Vec<String>; 2],
        book: Book,
        people: People,
        until: Timestamp,
    ) -> Self {
        let (first, last) = timeline.span().unwrap_or((moment, moment));
        let closes = book.calendar.close_of(timeline.day()).unwrap_or(last).min(until);
        let span = (first.min(moment), last.max(closes).max(moment));
        Self {
            timeline,
            told,
            book,
            people,
            span,
            count,
            moment,
            playing: false,
            speed: BEGINS,
            jumped: true,
            pages: Pages::default(),
            float: None,
            chosen: None,
            going: None,
            wrong: None,
            turns: None,
            shown: None,
            ends: false,
        }
    }

    /// How fast the clock runs: 0 while the day stands.
    pub fn speed(&self) -> u32 {
        if self.playing { SPEEDS[self.speed] } else { 0 }
    }

    /// Where the clock is to be set, once.
    pub fn take_jump(&mut self) -> Option<Timestamp> {
        std::mem::take(&mut self.jumped).then_some(self.moment)
    }

    /// Whether the person wants to leave.
    pub fn wants_exit(&self) -> bool {
        self.ends
    }

    /// The other language, once, where it is wanted.
    pub fn take_turn(&mut self) -> Option<Language> {
        self.turns.take()
    }

    /// How many events have happened at the moment that is shown.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The clock shows `now`.
    pub fn follow(&mut self, now: Timestamp) {
        if !self.playing {
            return;
        }
        let now = now.clamp(self.span.0, self.span.1);
        self.count = self.timeline.count_at(now).max(self.count);
        self.moment = now.max(self.moment);
        if self.moment >= self.span.1 {
            self.playing = false;
            self.jumped = true;
        }
    }

    /// The moment as the screens of then had it.
    pub(super) fn published(&mut self) -> Arc<Published> {
        if let Some((count, published)) = &self.shown
            && *count == self.count
        {
            return Arc::clone(published);
        }
        let state = self.timeline.state(self.count);
        let same = |before: &Published| before.state.centre == state.centre && before.state.own_days == state.own_days;
        let book = match &self.shown {
            Some((_, before)) if same(before) => Arc::clone(&before.book),
            _ => Arc::new(self.book.for_state(&state)),
        };
        let expected = Arc::new(Expected::of_past(self.timeline.day(), self.timeline.promises(self.count)));
        let past = Published::of_past(state, book, self.people.clone());
        let published = Arc::new(Published { expected, ..past });
        self.shown = Some((self.count, Arc::clone(&published)));
        published
    }

    fn go(&mut self, moment: Timestamp) {
        let moment = moment.clamp(self.span.0, self.span.1);
        self.stand(self.timeline.count_at(moment), moment);
    }

    fn stand(&mut self, count: usize, moment: Timestamp) {
        (self.count, self.moment, self.jumped, self.chosen) = (count, moment, true, None);
    }

    /// One event forth or back; the day stands.
    fn step(&mut self, forth: bool) {
        self.playing = false;
        let count =
            if forth { (self.count + 1).min(self.timeline.events().len()) } else { self.count.saturating_sub(1) };
        let at = count.checked_sub(1).and_then(|last| self.timeline.events().get(last)).map(|event| event.at);
        self.stand(count, at.unwrap_or(self.span.0));
    }

    /// To the page of this dossier.
    pub fn open_dossier(&mut self, code: DossierCode) {
        self.pages.open(View::Dossiers, Leaf::Dossier(DossierPage::new(code)));
    }

    /// Its `index`th event as a sentence.
    fn sentence(&self, index: usize, words: &Words) -> &str {
        self.told[usize::from(words.language() == Language::En)].get(index).map_or("", String::as_str)
    }

    /// To the time, the number or the dossier that was typed.
    fn go_to(&mut self, typed: &str, words: &Words) -> Result<(), String> {
        let day = self.timeline.day();
        if let Ok(number) = typed.trim().parse::<TicketNo>() {
            let index = self.timeline.moment_of(number).ok_or_else(|| self.not_given(number, words))?;
            let at = self.timeline.events()[index].at;
            self.playing = false;
            self.stand(index + 1, at);
            self.pages.follow(number);
            return Ok(());
        }
        if let Some((index, code)) = self.timeline.receipt_like(typed) {
            let at = self.timeline.events()[index].at;
            self.playing = false;
            self.stand(index + 1, at);
            self.open_dossier(code);
            return Ok(());
        }
        let time = time_typed(typed).ok_or_else(|| words.get("replay.not_understood").to_owned())?;
        self.go(Timestamp::at(day, time));
        Ok(())
    }

    fn not_given(&self, number: TicketNo, words: &Words) -> String {
        let day = show_day(self.timeline.day(), words);
        let near: Vec<String> = self.timeline.near(number, NEAR).iter().map(ToString::to_string).collect();
        if near.is_empty() {
            return words.fill("replay.no_numbers", &[("day", &day)]);
        }
        let gaps = [("day", day.as_str()), ("ticket", &number.to_string()), ("near", &near.join(", "))];
        words.fill("replay.not_given", &gaps)
    }

    /// The place of the call that is looked at: the one that was chosen, that of the ticket whose page is open, the last.
    fn call_in_sight(&self) -> Option<usize> {
        let of_page = self.pages.ticket_page().and_then(|number| {
            let mut calls = self.timeline.calls().filter(|(index, called)| *index < self.count && *called == number);
            calls.next_back().map(|(index, _)| index)
        });
        self.chosen.or(of_page).or_else(|| self.timeline.last_call(self.count))
    }

    /// Looks at the call before or after the one in sight, of those that had been made.
    fn choose_call(&mut self, forth: bool) {
        let Some(at) = self.call_in_sight() else { return };
        let mut calls = self.timeline.calls().map(|(call, _)| call).filter(|call| *call < self.count);
        let next = if forth { calls.find(|call| *call > at) } else { calls.rfind(|call| *call < at) };
        self.chosen = next.or(self.chosen);
        self.float = Some(Float::why());
    }
}
