//! Yes or no, before something that cannot be taken back. The answer at hand is no.

use super::float;
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, OfficerId};
use crate::text::width::{columns, wrap};
use crate::tui::effect::Change;
use crate::tui::pages::settings::deed::{Deed, OfficerDeed};
use crate::tui::scene::Scene;
use crate::tui::tell::Said;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// A question.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Confirm {
    pub question: Said,
    pub then: Decided,
    /// Which answer Enter gives.
    pub yes: bool,
}

/// What yes does.
#[derive(Clone, Debug)]
pub(in crate::tui) enum Decided {
    Submit(Verb),
    /// Change the settings.
    Change(Deed),
    /// Change them although something else comes with it.
    Sure(Deed),
    /// Change an officer.
    Officer(OfficerId, OfficerDeed),
    SignOut,
    Quit,
    /// Sit down although that changes something else.
    SitDown(OfficerId, CounterId, Change),
    /// Leave the form of a dossier's step although what was typed is lost.
    DropStep,
    /// Finish the visit although its draft is not saved.
    Finish,
    /// Leave although a draft is lost by it; an open counter is asked about after that.
    Leave(Box<Decided>),
}

impl Confirm {
    pub fn new(question: Said, then: Decided) -> Self {
        Self { question, then, yes: false }
    }
}

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, within: Rect, confirm: &Confirm) {
    let question = scene.seen.words.say(&confirm.question);
    let cols = within.width.saturating_sub(4).min(60);
    let lines = wrap(&question, usize::from(cols));
    let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0).max(24);
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let inside = float::open(scene, within, u16::try_from(widest).unwrap_or(cols), rows, "");
    for (row, line) in (0..).zip(&lines) {
        scene.put(inside, row, line, Role::Text);
    }
    let (yes, no) = (scene.seen.get("desk.yes"), scene.seen.get("desk.no"));
    let role = |chosen: bool| if chosen { Role::Selected } else { Role::Text };
    let last = inside.height.saturating_sub(1);
    scene
        .line(inside, last)
        .put(&format!(" n  {no} "), role(!confirm.yes))
        .gap(2)
        .put(&format!(" y  {yes} "), role(confirm.yes));
}
