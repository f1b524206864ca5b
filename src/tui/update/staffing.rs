//! Which counters to open: what is advised, and what somebody tries out.

use super::desk::ticks;
use super::show;
use crate::domain::counter::Station;
use crate::domain::staffing::{Staffing, telling};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model, Screen};
use crate::tui::parts::list::List;
use crate::tui::parts::menu::Takes;
use crate::tui::parts::note::Note;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Opens the page.
pub(super) fn open(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let mut effects = show(model, Screen::Staffing);
    effects.extend(weigh(model, seen));
    effects
}

/// Asks what comes with what is tried.
pub(super) fn weigh(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    model.toasts.dismiss();
    let (generation, changes) = model.pages.planning.ask(seen);
    vec![Effect::Weigh { generation, changes }]
}

/// Keys of the page.
pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let planning = &mut model.pages.planning;
    if planning.go(action, seen) {
        return Some(Vec::new());
    }
    match action {
        Action::Choose => {
            if !planning.turn(seen) {
                return Some(Vec::new());
            }
        }
        Action::Skills => {
            let counter = planning.counter(seen)?;
            let key = if counter.station == Station::Closed { "staffing.menu_open" } else { "staffing.menu_teach" };
            let title = Said::new(key).with("counter", counter.id);
            let now = planning.skills(counter);
            return Some(ticks(model, title, Takes::Trial(counter.id), now, seen));
        }
        Action::FollowAdvice => {
            let advised = planning.advised(seen).filter(|advice| !advice.steps.is_empty()).cloned();
            let Some(advice) = advised else {
                model.toasts.bad(Tell::key("staffing.nothing_advised"));
                return Some(Vec::new());
            };
            planning.follow(&advice, seen);
        }
        Action::Clear => planning.clear(),
        Action::Redo => {}
        Action::Staffing => return Some(read(model, seen)),
        _ => return None,
    }
    Some(weigh(model, seen))
}

/// What is advised, to be read: for the hour, the rest of the day, and the coming days.
fn read(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let staffing = &seen.published.staffing;
    let lines = if **staffing == Staffing::default() {
        vec![seen.get("staffing.not_yet").to_owned()]
    } else {
        let at = seen.fill("staffing.at", &[("at", &telling::clock(staffing.at))]);
        let told = telling::staffing(staffing, seen.state(), true, seen.words);
        std::iter::once(at).chain(told.iter().map(|line| marked(line))).collect()
    };
    model.floats.push(Float::Note(Note { title: "staffing.title", lines, list: List::default() }));
    Vec::new()
}

/// Headings stand out where nothing is set in.
fn marked(line: &str) -> String {
    match line.strip_prefix("  ") {
        Some(under) => under.to_owned(),
        None if line.is_empty() => String::new(),
        None => format!("▪ {line}"),
    }
}
