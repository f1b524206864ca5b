//! The kiosk: citizens choose a service in plain words and keep the number that is shown.
//!
//! Every page is a text and a list of choices; keys, digits, letters and a touch all come down to one of them. There is
//! no way out of it but for a supervisor or an administrator who says who she is.

mod draw;
mod hand;
mod leave;
mod left_over;
mod page;
mod rate;
pub mod scan;
mod wish;

use super::super::input::{Chord, Input, Key, Pointer};
use super::super::scene::Scene;
use super::super::seen::Seen;
use super::super::theme::Theme;
use crate::domain::command::Issue;
use crate::domain::ids::{GroundId, ServiceId, TicketNo};
use crate::domain::kiosk::{Outlook, Terms, outlook};
use crate::domain::published::Published;
use crate::domain::rating::{Rate, Slip as Code};
use crate::domain::ticket::ApplicantKind;
use crate::domain::time::Timestamp;
use crate::text::words::{Language, Words};
use hand::{By, Hand};
use leave::Leave;
use page::{Answer, Page};
use ratatui::Frame;
use ratatui::layout::Rect;
pub use wish::{No, Slip, Wish};

/// After so long without a touch it is the next person's, in seconds.
const IDLE_S: i64 = 60;
/// How long a number, or a refusal, stands, in seconds.
const SHOWN_S: i64 = 30;
/// A card that was read is forgotten after so long without a key, in seconds.
const CARD_S: i64 = 15;

/// What the kiosk remembers of the person before it.
#[derive(Debug)]
pub struct Kiosk {
    terms: Terms,
    /// What it goes back to with the next person.
    usual: Language,
    language: Language,
    page: Page,
    /// The choice under the bar.
    at: usize,
    touched: Timestamp,
    /// What keys were pressed lately.
    hand: Hand,
    /// A card was read for this visit; `Some(false)`: it could not be.
    card: Option<bool>,
    /// The numbers that card has today and that still count.
    holds: Vec<(ServiceId, TicketNo)>,
    hits: Vec<(Rect, Press)>,
    repaint: bool,
    leave: bool,
}

/// What a touch means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Press {
    Choice(usize),
    /// A letter of a code, and taking the last one back.
    Letter(char),
    Erase,
    Back,
    Language,
}

impl Kiosk {
    /// A kiosk that nobody stands before.
    pub fn new(language: Language, terms: Terms) -> Self {
        Self {
            terms,
            usual: language,
            language,
            page: Page::Services,
            at: 0,
            touched: Timestamp::default(),
            hand: Hand::default(),
            card: None,
            holds: Vec::new(),
            hits: Vec::new(),
            repaint: false,
            leave: false,
        }
    }

    /// The language it is in now; words and picture are to be of this one.
    pub fn language(&self) -> Language {
        self.language
    }

    /// How it works.
    pub fn terms(&self) -> Terms {
        self.terms
    }

    /// Whether somebody who may has ended it.
    pub fn wants_exit(&self) -> bool {
        self.leave
    }

    /// Whether every cell is to be drawn anew, once.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// Whether a card was read for the visit under way; when not, what is known of one is to be forgotten.
    pub fn has_card(&self) -> bool {
        self.card == Some(true)
    }

    /// Whether it takes text now, so that no scan is to be told from typing.
    pub fn takes_text(&self) -> bool {
        matches!(self.page, Page::Leave(_) | Page::Code(_) | Page::LeftOver(_))
    }

    /// A card was held before the scanner; `read`: an ID number was on it.
    pub fn card(&mut self, read: bool, now: Timestamp) {
        self.elapse(now);
        if matches!(self.page, Page::Number { .. } | Page::Told(_) | Page::Rated) {
            self.start();
        }
        (self.card, self.touched) = (Some(read), now);
        self.holds.clear();
        self.hand.carded();
    }

    /// The card that was read has these numbers.
    pub fn holding(&mut self, holds: Vec<(ServiceId, TicketNo)>) {
        self.holds = holds;
    }

    /// The number was given; `slip` says whether it is being printed.
    pub fn given(&mut self, ticket: TicketNo, slip: Slip, now: Timestamp) {
        self.card = None;
        self.turn(Page::Number { ticket, slip }, now);
    }

    /// The number that stands there now.
    pub fn number(&self) -> Option<TicketNo> {
        if let Page::Number { ticket, .. } = self.page { Some(ticket) } else { None }
    }

    /// What came of printing the slip of `ticket`.
    pub fn printed(&mut self, printed: TicketNo, came: bool, now: Timestamp) {
        if let Page::Number { ticket, slip } = &mut self.page
            && *ticket == printed
        {
            *slip = if came { Slip::Printed } else { Slip::Failed };
            // Whoever must remember the number gets the time to.
            self.touched = now;
        }
    }

    /// No number was given.
    pub fn refused(&mut self, why: No, now: Timestamp) {
        self.card = None;
        self.turn(Page::Told(why), now);
    }

    /// Whether whoever wanted to leave may; `why` is the sentence that says why not.
    pub fn left(&mut self, why: Option<String>) {
        match (why, &mut self.page) {
            (None, _) => self.leave = true,
            (Some(why), Page::Leave(leave)) => leave.refuse(why),
            (Some(_), _) => {}
        }
    }

    /// What a person did, and what she wants of the hub, if anything.
    pub fn input(&mut self, input: &Input, published: &Published, words: &Words, now: Timestamp) -> Option<Wish> {
        self.elapse(now);
        let seen = Seen { published, words, now };
        match input {
            // What staff type to leave it is no citizen's slip.
            Input::Key(chord) if !chord.ctrl && !self.takes_text() && !self.hand.means(*chord) => None,
            Input::Key(chord) => {
                self.touched = now;
                self.key(*chord, seen)
            }
            Input::Mouse { act: Pointer::Press, .. } if !self.hand.touches() => None,
            Input::Mouse { act: Pointer::Press, col, row } => {
                self.touched = now;
                self.pressed(*col, *row, seen)
            }
            _ => None,
        }
    }

    fn key(&mut self, chord: Chord, seen: Seen<'_>) -> Option<Wish> {
        match (chord.command_key().key, chord.ctrl) {
            (Key::Char('l'), true) => self.repaint = true,
            (Key::Char('q'), true) => self.turn(Page::Leave(Leave::default()), seen.now),
            (_, true) => {}
            (Key::F(9), _) => self.other_language(),
            _ if matches!(self.page, Page::Leave(_)) => return self.leaving(chord),
            _ if matches!(self.page, Page::Code(_) | Page::LeftOver(_)) => self.write(chord.command_key().key, seen),
            _ if matches!(self.page, Page::Number { .. } | Page::Told(_) | Page::Rated) => self.start(),
            (Key::Esc | Key::Backspace | Key::Left | Key::Char('0'), _) => self.back(seen.now),
            (Key::Enter | Key::Right | Key::Char(' '), _) => return self.choose(self.at, By::Key, seen),
            (Key::Up | Key::BackTab, _) => self.step(usize::MAX, seen),
            (Key::Down | Key::Tab, _) => self.step(1, seen),
            (Key::Char(typed @ '1'..='9'), _) => return self.choose(digit(typed), By::Key, seen),
            (Key::Char(letter), _) if matches!(self.page, Page::Services) => {
                let services = &seen.state().centre.services;
                let at = ServiceId::new(letter).and_then(|id| services.iter().position(|service| service.id == id));
                return at.and_then(|at| self.choose(at, By::Key, seen));
            }
            _ => {}
        }
        None
    }

    fn leaving(&mut self, chord: Chord) -> Option<Wish> {
        let Page::Leave(leave) = &mut self.page else { return None };
        if chord.key == Key::Esc {
            self.start();
            return None;
        }
        leave.key(chord).map(|(officer, pin)| Wish::Leave(officer, pin))
    }

    fn pressed(&mut self, col: u16, row: u16, seen: Seen<'_>) -> Option<Wish> {
        let under = self.hits.iter().rev().find(|(area, _)| area.contains((col, row).into())).map(|(_, press)| *press);
        match under {
            Some(Press::Language) => self.other_language(),
            Some(Press::Letter(letter)) => self.write(Key::Char(letter), seen),
            Some(Press::Erase) => self.write(Key::Backspace, seen),
            Some(Press::Back) => self.back(seen.now),
            Some(Press::Choice(at)) => return self.choose(at, By::Touch, seen),
            None => {}
        }
        None
    }

    fn other_language(&mut self) {
        self.language = if self.language == Language::Vi { Language::En } else { Language::Vi };
        self.hand.turned();
    }

    fn step(&mut self, by: usize, seen: Seen<'_>) {
        let most = self.page.choices(self.terms, seen).len();
        self.at = if by == 1 { (self.at + 1).min(most.saturating_sub(1)) } else { self.at.saturating_sub(1) };
    }

    fn choose(&mut self, at: usize, by: By, seen: Seen<'_>) -> Option<Wish> {
        let answer = self.page.choices(self.terms, seen).into_iter().nth(at)?.answer;
        match answer {
            Answer::Service(service) if self.is_refused(service, seen) => None,
            Answer::Service(service) if self.asks_ground(seen) => {
                self.turn(Page::Grounds(service), seen.now);
                None
            }
            Answer::Service(service) => self.want(service, None, by, seen),
            // This is the second page: one key alone has not led here.
            Answer::Ground(service, ground) => self.want(service, ground, By::Touch, seen),
            Answer::Anyway(issue) => {
                self.turn(Page::Asking, seen.now);
                Some(Wish::Take(issue))
            }
            Answer::Code => {
                self.turn(Page::Code(String::new()), seen.now);
                None
            }
            Answer::LeftOver => {
                self.turn(Page::LeftOver(String::new()), seen.now);
                None
            }
            Answer::Why(code) => {
                self.turn(Page::Cause(code), seen.now);
                None
            }
            Answer::Rate(code, level, cause) => {
                self.turn(Page::Asking, seen.now);
                Some(Wish::Rate(Rate { slip: Code::Code(code), level, cause }))
            }
            Answer::Over => {
                self.start();
                None
            }
        }
    }

    fn asks_ground(&self, seen: Seen<'_>) -> bool {
        self.terms.asks_priority && seen.state().centre.grounds.iter().any(|ground| ground.on)
    }

    /// Whether no ground would help whoever wants `service`; then that is said before she is asked for one.
    fn is_refused(&mut self, service: ServiceId, seen: Seen<'_>) -> bool {
        let held = self.holds.iter().find(|(of, _)| *of == service && self.card == Some(true));
        if let Some((_, number)) = held {
            let why = No::HasOne(*number);
            self.refused(why, seen.now);
            return true;
        }
        let issue =
            Issue { service, ground: None, applicant: ApplicantKind::Citizen, appointment: None, voucher: None };
        match outlook(seen.published, &issue, self.terms, seen.now) {
            Ok(outlook @ Outlook::ClosedToday { .. }) => self.question(issue, outlook, seen.now),
            Err(refusal) => self.refused(No::of(&refusal), seen.now),
            Ok(_) => return false,
        }
        true
    }

    /// Looks ahead first: nobody is given a number without having heard that it may be worth nothing. One key alone, which
    /// may be a slip or the first digit of something longer, prints none: it is asked about.
    fn want(&mut self, service: ServiceId, ground: Option<GroundId>, by: By, seen: Seen<'_>) -> Option<Wish> {
        let issue = Issue { service, ground, applicant: ApplicantKind::Citizen, appointment: None, voucher: None };
        match outlook(seen.published, &issue, self.terms, seen.now) {
            Ok(Outlook::Fine) if by == By::Touch => {
                self.turn(Page::Asking, seen.now);
                return Some(Wish::Take(issue));
            }
            Ok(outlook) => self.question(issue, outlook, seen.now),
            Err(refusal) => self.turn(Page::Told(No::of(&refusal)), seen.now),
        }
        None
    }

    /// Asks first. Whoever only goes on pressing Enter gets no number that may be worth nothing.
    fn question(&mut self, issue: Issue, outlook: Outlook, now: Timestamp) {
        self.turn(Page::Question(issue, outlook), now);
        self.at = usize::from(!matches!(outlook, Outlook::Fine | Outlook::ClosedToday { .. }));
    }

    fn back(&mut self, now: Timestamp) {
        match self.page {
            Page::Asking => {}
            Page::Question(ref issue, _) if self.terms.asks_priority && issue.voucher.is_none() => {
                self.turn(Page::Grounds(issue.service), now);
            }
            _ => self.start(),
        }
    }

    fn turn(&mut self, page: Page, now: Timestamp) {
        (self.page, self.at, self.touched) = (page, 0, now);
        self.hand.turned();
    }

    fn start(&mut self) {
        (self.page, self.at, self.card, self.language) = (Page::Services, 0, None, self.usual);
        self.hand.turned();
    }

    /// When it goes back to the start by itself; `None` where it is there already.
    fn patience(&self) -> Option<Timestamp> {
        let is_fresh = self.at == 0 && self.card.is_none() && self.language == self.usual;
        match self.page {
            Page::Services if is_fresh => None,
            Page::Number { .. } | Page::Told(_) | Page::Rated => Some(self.touched.plus(SHOWN_S)),
            Page::Asking | Page::Leave(_) => Some(self.touched.plus(IDLE_S)),
            // Whoever comes next must not go on with the card of somebody who left.
            _ if self.card.is_some() => Some(self.touched.plus(CARD_S)),
            _ => Some(self.touched.plus(IDLE_S)),
        }
    }

    /// Goes back to the start when nobody is there any more.
    fn elapse(&mut self, now: Timestamp) {
        if self.patience().is_some_and(|until| now >= until) {
            self.start();
        }
    }

    /// Draws it, and answers the next moment at which something on it changes by itself. `words` are those of
    /// [`language`](Self::language) as it is after [`rested`](Self::rested).
    pub fn draw(
        &mut self,
        frame: &mut Frame<'_>,
        published: &Published,
        theme: &Theme,
        words: &Words,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let mut scene = Scene::new(frame.buffer_mut(), theme, Seen { published, words, now });
        self.hits = draw::draw(&mut scene, self);
        let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
        Some(self.patience().map_or(minute, |until| until.min(minute)))
    }

    /// Lets the time pass before it is drawn.
    /// `at_ms` is the same moment on the clock that scans are told by.
    pub fn rested(&mut self, now: Timestamp, at_ms: u64) {
        self.hand.tick(at_ms);
        self.elapse(now);
    }
}

/// The place of a digit's choice.
fn digit(typed: char) -> usize {
    usize::try_from(typed.to_digit(10).unwrap_or(1).saturating_sub(1)).unwrap_or(0)
}
