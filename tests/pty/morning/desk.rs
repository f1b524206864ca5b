//! The morning at the desk: each step as keys, and its effect as the person at the screen sees it.

use super::super::centre::{Centre, leave_form, running_text, save_form, until_said, vietnamese};
use super::super::screen::Screen;
use super::cast::{CASES, keystrokes};
use super::room::Room;
use super::step::{BackTo, Step, To, Undone};
use motcua::text::words::Words;

/// PIN of the officer at counter 3; the others have none.
pub const PIN: &str = "2580";
/// Who has it.
pub const PIN_OWNER: u16 = 3;

/// A desk in a terminal, and the counter at which somebody sits there.
pub struct Desk {
    pub screen: Screen,
    words: Words,
    seat: Option<u16>,
}

impl Desk {
    /// Starts the hub with its desk; nobody sits there yet.
    pub fn start(centre: &Centre, clock: &str) -> Self {
        let words = vietnamese();
        let screen = centre.desk(clock).run();
        screen.until_text(words.get("form.sign_in"));
        Self { screen, words, seat: None }
    }

    /// Whether this desk is the one where a step is done by keys. Numbers are given at the desk by turns.
    pub fn does(&self, step: &Step, room: &Room, at_desk: u16) -> bool {
        match (step, self.seat) {
            (Step::Open { at, .. }, None) => *at == at_desk,
            (_, None) | (Step::Done { .. } | Step::HandOver { .. }, _) => false,
            (Step::Issue { .. }, _) => room.facts().len().is_multiple_of(2),
            (_, Some(seat)) => step.at().is_none_or(|at| at == seat),
        }
    }

    /// Signs in where the counter is open already, without opening anything.
    pub fn sit_down(&mut self, at: u16, officer: u16) {
        let last = self.credentials(at, officer);
        self.screen.bytes(&last);
        self.seated(at);
    }

    fn seated(&mut self, at: u16) {
        self.screen.until_gone(self.words.get("form.sign_in"));
        until_said(&self.screen, &self.words.fill("desk.counter", &[("counter", &at.to_string())]));
        self.seat = Some(at);
    }

    /// Fills the form of the empty seat; what is left is the key that sends it.
    fn credentials(&mut self, at: u16, officer: u16) -> Vec<u8> {
        self.screen.type_keys(&at.to_string());
        self.screen.key("Enter");
        self.screen.type_keys(&officer.to_string());
        if officer == PIN_OWNER {
            self.screen.key("Enter");
            self.screen.type_keys(PIN);
        }
        b"\r".to_vec()
    }

    /// Does a step and answers what it was about.
    pub fn play(&mut self, step: &Step, room: &Room) -> String {
        let last = self.prepare(step, room);
        self.screen.bytes(&last);
        self.effect(step, room)
    }

    /// Does all of a step but its last key, which is answered.
    pub fn prepare(&mut self, step: &Step, room: &Room) -> Vec<u8> {
        let front = step.at().and_then(|at| room.front(at)).unwrap_or_default().to_owned();
        let front = [("ticket", front.as_str())];
        match step {
            Step::Open { at, officer } => self.credentials(*at, *officer),
            Step::Issue { service, ground, kind } => {
                // as fast typing arrives, both in one read
                self.screen.type_keys(&format!("n{}", service.to_ascii_lowercase()));
                self.menu("desk.menu_ground", &[("service", &service.to_ascii_uppercase().to_string())]);
                for _ in 0..*kind as usize {
                    self.screen.key("Tab");
                }
                let word = format!("common.kind_{}", kind.name());
                until_said(&self.screen, &format!("‹{}›", self.words.get(&word)));
                digit(ground.map_or(0, |ground| ground as u8))
            }
            Step::Finish { outcome, .. } => {
                self.screen.key("x");
                self.menu("desk.menu_finish", &front);
                digit(*outcome as u8)
            }
            Step::Park { errand, .. } => {
                self.screen.key("p");
                self.menu("desk.ask_park", &[("minutes", "15")]);
                digit(*errand as u8)
            }
            Step::Pause { at } => {
                self.screen.key("p");
                self.menu("desk.ask_pause", &[("counter", &at.to_string())]);
                digit(1)
            }
            Step::Transfer { at, to, second } => {
                let key = match to {
                    To::Service(services) => room.elsewhere(*at, *services).to_ascii_lowercase(),
                    To::Counter(counter) => char::from_digit(u32::from(*counter), 10).unwrap(),
                };
                self.transfer(&front, key, *second)
            }
            Step::Back { .. } => self.back(step, room),
            Step::Cancel { ticket } => self.cancel(ticket),
            Step::Prioritise { ticket, ground } => {
                self.select("d", "desk.menu_prioritise", ticket);
                digit(*ground as u8)
            }
            Step::Receive { case, .. } => self.fill_form(*case),
            _ => one_key(step).to_vec(),
        }
    }

    fn menu(&self, title: &str, gaps: &[(&str, &str)]) {
        until_said(&self.screen, &self.words.fill(title, gaps));
    }

    fn transfer(&mut self, front: &[(&str, &str)], key: char, second: bool) -> Vec<u8> {
        self.screen.key("c");
        self.menu("desk.menu_transfer", front);
        if second {
            self.screen.key("Tab");
            until_said(&self.screen, &format!("[×] {}", self.words.get("desk.second_matter")));
        }
        key.to_string().into_bytes()
    }

    /// With one away there is no menu.
    fn back(&mut self, step: &Step, room: &Room) -> Vec<u8> {
        let ticket = room.about(step).unwrap();
        let (title, said) = (self.words.get("desk.menu_restore"), self.news(step, &ticket, false));
        self.screen.key("k");
        self.screen.until("who is back, or that somebody is", |shown| {
            let text = running_text(shown);
            text.contains(title) || text.contains(said.trim())
        });
        if !self.screen.look(|shown| running_text(shown).contains(title)) {
            return Vec::new();
        }
        self.screen.look(|shown| {
            let text = shown.contents();
            let row = text.lines().find_map(|line| line.split_once(&format!("  {ticket}  ")));
            let (before, _) = row.unwrap_or_else(|| panic!("{ticket} is not in the menu:\n{text}"));
            vec![*before.as_bytes().last().unwrap()]
        })
    }

    /// Presses `key` on one ticket of the queue after the other until the menu is that of `ticket`.
    fn select(&mut self, key: &str, title: &str, ticket: &str) {
        let (before, after) = self.words.get(title).split_once("{ticket}").unwrap();
        let (before, after) = (before.to_owned(), after.to_owned());
        let named = |shown: &vt100::Screen| {
            let text = running_text(shown);
            text.match_indices(&*after).find_map(|(end, _)| {
                let begin = end.checked_sub(4)?;
                let name = text.get(begin..end)?;
                (text[..begin].ends_with(&*before) && name.ends_with(|last: char| last.is_ascii_digit()))
                    .then(|| name.to_owned())
            })
        };
        self.screen.key("Home");
        for _ in 0..60 {
            self.screen.key(key);
            self.screen.until(&format!("{before}…{after}"), |shown| named(shown).is_some());
            if self.screen.look(named).as_deref() == Some(ticket) {
                return;
            }
            self.screen.key("Esc");
            self.screen.until("no menu", |shown| named(shown).is_none());
            self.screen.key("Down");
        }
        panic!("{ticket} is not in the queue:\n{}", self.screen.text());
    }

    fn cancel(&mut self, ticket: &str) -> Vec<u8> {
        self.select("b", "desk.ask_cancel", ticket);
        self.screen.key("2");
        let reason = self.words.get("desk.cancel_mistake");
        let question = self.words.fill("desk.confirm_cancel", &[("ticket", ticket), ("reason", reason)]);
        // what follows the question mark is broken inside the box
        until_said(&self.screen, question.split_once('?').unwrap().0);
        b"y".to_vec()
    }

    /// The row of the form under this label, where it has one.
    fn row(&self, label: &str) -> String {
        let label = self.words.get(label);
        let contents = self.screen.look(vt100::Screen::contents);
        contents.lines().find(|line| line.trim_start().starts_with(label)).unwrap_or_default().to_owned()
    }

    /// The form of a dossier, each field emptied before it is typed, because the one of the same visit is filled in.
    fn fill_form(&mut self, case: usize) -> Vec<u8> {
        let case = &CASES[case];
        self.screen.key("t");
        self.screen.until_text(self.words.get("form.former_commune"));
        if self.row("form.procedure").contains(case.procedure) {
            // As it was before the kill; here it is written anew.
            self.screen.key("F8");
            self.screen.until_text(self.words.get("form.procedure_how"));
        }
        self.screen.type_keys(case.procedure);
        until_said(&self.screen, case.procedure);
        self.screen.key("Enter");
        self.screen.key("Ctrl-u");
        for read in keystrokes(case) {
            self.screen.bytes(&read);
        }
        for text in [case.phone, case.id_number] {
            self.screen.key("Tab");
            self.screen.key("Ctrl-u");
            self.screen.type_keys(text);
        }
        let beginning: String = case.name.chars().take(24).collect();
        until_said(&self.screen, beginning.trim());
        if self.row("form.papers").contains(" 0/") {
            save_form(&mut self.screen, &self.words);
            return b"k".to_vec();
        }
        b"\x1b[21~".to_vec()
    }

    /// Waits for the effect of a step and answers what it was about.
    pub fn effect(&mut self, step: &Step, room: &Room) -> String {
        if let Step::Open { at, .. } = step {
            self.seated(*at);
            return at.to_string();
        }
        let about = match room.about(step) {
            Some(about) => about,
            None => self.called(),
        };
        let said = self.news(step, &about, room.was_absent(&about));
        until_said(&self.screen, said.trim());
        self.look_in_front(step);
        if let Step::Receive { .. } = step {
            leave_form(&mut self.screen, &self.words);
        }
        about
    }

    /// What the desk says once a step is on disk, as far as it is known beforehand.
    fn news(&self, step: &Step, about: &str, again: bool) -> String {
        let with = |key: &str, gaps: &[(&str, &str)]| self.words.fill(key, gaps);
        let beginning = |sentence: String| sentence.split('{').next().unwrap_or_default().to_owned();
        let ticket = ("ticket", about);
        match step {
            Step::Issue { .. } => with("desk.did_issue", &[ticket]),
            Step::Call { at } => beginning(with("desk.did_call", &[ticket, ("counter", &at.to_string())])),
            Step::TakeOn { .. } | Step::Back { to: BackTo::Counter, .. } => with("desk.did_resume", &[ticket]),
            Step::Back { .. } => with("desk.did_restore", &[ticket]),
            Step::Recall { at } => with("desk.did_recall", &[ticket, ("counter", &at.to_string())]),
            Step::Start { .. } => with("desk.did_start", &[ticket]),
            Step::Finish { outcome, .. } => {
                with("desk.did_finish", &[ticket, ("outcome", self.words.get(outcome.word()))])
            }
            Step::NoShow { .. } if again => with("desk.did_miss_again", &[ticket]),
            Step::NoShow { .. } => beginning(with("desk.did_miss", &[ticket])),
            Step::Park { .. } => beginning(with("desk.did_park", &[ticket])),
            Step::Transfer { to: To::Counter(counter), .. } => {
                with("desk.did_move_counter", &[ticket, ("counter", &counter.to_string())])
            }
            Step::Transfer { .. } => beginning(with("desk.did_move_service", &[ticket])),
            Step::Undo { what, .. } => {
                let act = if *what == Undone::Call { "desk.act_call" } else { "desk.act_finish" };
                with("desk.did_undo", &[("act", self.words.get(act))])
            }
            Step::Cancel { .. } => with("desk.did_cancel", &[ticket]),
            Step::Prioritise { .. } => with("desk.did_prioritise", &[ticket]),
            Step::Pause { at } => with("desk.did_pause", &[("counter", &at.to_string())]),
            Step::Open { at, .. } | Step::Reopen { at } => with("desk.did_open", &[("counter", &at.to_string())]),
            Step::Close { at } => with("desk.did_close", &[("counter", &at.to_string())]),
            Step::Receive { .. } => beginning(with("desk.did_receive", &[("dossier", about)])),
            Step::Done { .. } | Step::HandOver { .. } => unreachable!("done by the command line"),
        }
    }

    /// Who was called: the news of it names the ticket.
    fn called(&self) -> String {
        let (before, _) = self.words.get("desk.did_call").split_once("{ticket}").unwrap();
        let before = format!("✓ {before}");
        let named = |shown: &vt100::Screen| {
            let text = running_text(shown);
            let (_, after) = text.split_once(&before)?;
            after.split(' ').next().map(str::to_owned)
        };
        self.screen.until(&format!("{before}…"), |shown| named(shown).is_some());
        self.screen.look(named).unwrap()
    }

    /// The pane of the person in front shows what a step left there.
    fn look_in_front(&self, step: &Step) {
        let word = |key: &str| self.words.get(key).split('{').next().unwrap_or_default().trim().to_owned();
        let shows = match step {
            Step::Call { .. } | Step::Recall { .. } => word("desk.calling"),
            Step::Start { .. } | Step::TakeOn { .. } | Step::Undo { what: Undone::Finish, .. } => word("desk.serving"),
            Step::Finish { .. }
            | Step::NoShow { .. }
            | Step::Park { .. }
            | Step::Transfer { .. }
            | Step::Undo { what: Undone::Call, .. }
            | Step::Reopen { .. } => word("desk.nobody"),
            Step::Pause { .. } => word("desk.paused"),
            Step::Close { .. } => word("desk.closed"),
            _ => return,
        };
        until_said(&self.screen, &shows);
    }
}

fn digit(number: u8) -> Vec<u8> {
    number.to_string().into_bytes()
}

/// The key of a step that needs no other.
fn one_key(step: &Step) -> &'static [u8] {
    match step {
        Step::Call { .. } | Step::TakeOn { .. } => b"g",
        Step::Recall { .. } => b"l",
        Step::Start { .. } => b"\r",
        Step::NoShow { .. } => b"v",
        Step::Undo { .. } => b"u",
        Step::Reopen { .. } => b"o",
        Step::Close { .. } => b"z",
        other => unreachable!("{other:?} takes more than a key"),
    }
}
