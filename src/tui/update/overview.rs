//! What keys do on the supervisors' wall.

use super::{queues, show};
use crate::domain::calendar::show_moment;
use crate::domain::replay::moment_typed;
use crate::domain::time::Timestamp;
use crate::domain::worklist::Worklist;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::leaf::{CounterPage, DossierPage};
use crate::tui::pages::listing::Only;
use crate::tui::pages::overview::Subject;
use crate::tui::parts::list::List;
use crate::tui::parts::menu::{About, Ask, Asked};
use crate::tui::parts::note::Note;
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let wall = &mut model.pages.overview;
    match action {
        Action::NextField => wall.turn(1, seen.now),
        Action::PreviousField => wall.turn(-1, seen.now),
        Action::Choose => match wall.selected() {
            Some(subject) => return Some(open(model, subject, seen)),
            None => model.toasts.bad(Tell::key("wall.select_first")),
        },
        Action::Back => return wall.let_go().then(Vec::new),
        action => return wall.go(action).then(Vec::new),
    }
    Some(Vec::new())
}

/// Asks which moment is to be seen again.
pub(super) fn ask_past(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    model.floats.push(Float::Ask(Ask::new(Asked::Past, About::Others, seen)));
    Vec::new()
}

/// To that moment; nothing typed is today from its opening on.
pub(super) fn past(model: &mut Model, typed: &str, seen: Seen<'_>) -> Vec<Effect> {
    let Some((day, time)) = moment_typed(typed, seen.now.day()) else {
        model.toasts.bad(Tell::key("replay.ask_wrong"));
        return Vec::new();
    };
    let at = Timestamp::at(day, time.unwrap_or_default());
    if at > seen.moment() {
        let now = show_moment(seen.moment(), seen.words);
        model.toasts.bad(Said::new("replay.ask_future").with("at", show_moment(at, seen.words)).with("now", now));
        return Vec::new();
    }
    model.floats.clear();
    model.toasts.dismiss();
    vec![Effect::Replay { day, time }]
}

fn open(model: &mut Model, subject: Subject, seen: Seen<'_>) -> Vec<Effect> {
    match subject {
        Subject::Ticket(ticket) => queues::open_ticket(model, ticket, seen),
        Subject::Counter(id) => show(model, Screen::Counter(CounterPage { id, scroll: List::default() })),
        Subject::Dossier(code) => show(model, Screen::Dossier(DossierPage::new(code))),
        Subject::Service(service) => {
            let effects = show(model, Screen::Queues);
            model.pages.queues.look(seen);
            model.pages.queues.go_to(service);
            effects
        }
        Subject::Holder(holder) => {
            model.pages.listing.show(Worklist::ToDo, Only { holder: Some(holder), ..Only::default() });
            show(model, Screen::Dossiers)
        }
        Subject::Trouble => {
            let mut lines: Vec<String> =
                seen.published.troubles.iter().map(|trouble| reason::trouble(*trouble, seen)).collect();
            lines.push(seen.get("wall.do_trouble").to_owned());
            model.floats.push(Float::Note(Note { title: "wall.needs", lines, list: List::default() }));
            Vec::new()
        }
    }
}
