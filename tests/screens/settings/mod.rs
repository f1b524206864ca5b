//! The administrator's settings: every change is a wish by her, and what cannot be undone is asked about first.

mod hours;
mod officers;
mod services;
mod together;

use crate::office::{IntoChord, Office};
use motcua::domain::centre::{Centre, Role};
use motcua::domain::ids::OfficerId;
use motcua::tui::input::{Chord, Key};

fn settings() -> Office {
    Office::without_counter(Role::Administrator)
}

/// Before the part at this place.
fn part(at: usize) -> Office {
    let mut office = settings();
    for _ in 0..at {
        office.key(Key::Tab);
    }
    office
}

fn centre(office: &Office) -> &Centre {
    &office.published.state.centre
}

/// `key` opens a line, in which this is typed in the place of what stands there.
fn typed(office: &mut Office, key: char, text: &str) {
    office.key(key);
    office.key(Ctrl('u'));
    office.write(text);
    office.key(Key::Enter);
}

/// The same for the line under the bar.
fn value(office: &mut Office, text: &str) {
    office.key(Key::Enter);
    office.key(Ctrl('u'));
    office.write(text);
    office.key(Key::Enter);
}

/// Takes away what is under the bar.
fn remove(office: &mut Office) {
    office.key(Key::Enter);
    office.key('x');
    office.key('y');
}

struct Ctrl(char);

impl IntoChord for Ctrl {
    fn chord(self) -> Chord {
        Chord::ctrl(self.0)
    }
}

fn officer(office: &Office, id: u16) -> &motcua::domain::centre::Officer {
    &office.published.state.officers[&OfficerId(id)]
}
