//! The number of somebody who was not called on the last working day: typed, or scanned from its slip, it becomes one of
//! today with the place it is owed.

use super::page::{Answer, Choice, Page};
use super::{Kiosk, No, outlook};
use crate::domain::command::Issue;
use crate::domain::ids::TicketNo;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::tui::input::Key;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use std::collections::BTreeSet;

/// Characters of a number: its letter and three digits.
const LENGTH: usize = 4;

impl Kiosk {
    /// A number of the last day was typed or scanned. It is always asked about: today's slips may say the same.
    pub(super) fn left_over(&mut self, no: TicketNo, published: &Published, now: Timestamp) {
        let Some(old) = published.state.vouchers.get(&no) else {
            self.turn(Page::Told(No::UnknownVoucher(no)), now);
            return;
        };
        let (service, applicant) = (old.service, old.applicant);
        let issue = Issue { service, ground: None, applicant, appointment: None, voucher: Some(no) };
        match outlook(published, &issue, self.terms, now) {
            Ok(outlook) => self.question(issue, outlook, now),
            Err(refusal) => self.turn(Page::Told(No::of(&refusal)), now),
        }
    }

    /// A key while one is typed.
    pub(super) fn write_left_over(&mut self, key: Key, seen: Seen<'_>) {
        let Page::LeftOver(typed) = &mut self.page else { return };
        match key {
            Key::Esc => return self.start(),
            Key::Backspace | Key::Delete | Key::Left => drop(typed.pop()),
            Key::Char(letter) if typed.is_empty() && letter.is_ascii_alphabetic() => {
                typed.push(letter.to_ascii_uppercase());
            }
            Key::Char(digit @ '0'..='9') if !typed.is_empty() => typed.push(digit),
            Key::Enter => {}
            _ => return,
        }
        let is_whole = typed.len() >= LENGTH || key == Key::Enter;
        if let Some(no) = typed.parse().ok().filter(|_| is_whole) {
            self.left_over(no, seen.published, seen.now);
        } else if typed.len() >= LENGTH {
            typed.truncate(1);
        }
    }
}

/// The choice that leads to it, where there are any.
pub(super) fn offer(seen: Seen<'_>) -> Option<Choice> {
    let text = seen.get("kiosk.left_over").to_owned();
    let choice = Choice { letter: None, text, aside: String::new(), answer: Answer::LeftOver };
    (!seen.state().vouchers.is_empty()).then_some(choice)
}

/// What is typed so far, with a place for each character that is missing: `A0__`.
pub(super) fn lines(typed: &str, seen: Seen<'_>) -> Vec<(String, Role)> {
    let shown = typed.chars().chain(std::iter::repeat('_')).take(LENGTH).collect();
    vec![(shown, Role::Number), (seen.get("kiosk.left_over_where").to_owned(), Role::Dim)]
}

/// What is said of the exchange before it is done.
pub(super) fn promise(issue: &Issue, seen: Seen<'_>) -> Option<(String, Role)> {
    issue.voucher.map(|_| (seen.get("kiosk.left_over_place").to_owned(), Role::Text))
}

/// The keys that such a number is typed with.
pub(super) fn keys(seen: Seen<'_>) -> Vec<char> {
    let letters: BTreeSet<char> = seen.state().vouchers.keys().map(|no| no.service.letter()).collect();
    letters.into_iter().chain('0'..='9').collect()
}
