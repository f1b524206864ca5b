//! Yes or no, before something that cannot be taken back. The answer at hand is no.

use super::float;
use crate::domain::command::Verb;
use crate::domain::ids::{CounterId, DossierCode, OfficerId};
use crate::text::width::{columns, wrap};
use crate::tui::effect::{Change, Paper};
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
    /// Take a dossier's step although it is more often a slip than meant.
    SureStep,
    /// Receive a dossier although the ID number is somebody else's.
    SureReceive,
    /// Receive a dossier as of a day long ago.
    LongAgo,
    /// Make this paper of a dossier.
    Print(DossierCode, Paper),
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

/// Draws it in `within`, or where it does not fit there, over all of `screen`, at last without its frame: a question that
/// waits for an answer must be seen.
pub(in crate::tui) fn draw(scene: &mut Scene<'_>, within: Rect, screen: Rect, confirm: &Confirm) {
    let question = scene.seen.words.say(&confirm.question);
    let cols = within.width.saturating_sub(4).min(60);
    let lines = wrap(&question, usize::from(cols));
    let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0).max(24);
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
    let both = [scene.seen.get("desk.yes"), scene.seen.get("desk.no")].map(columns).iter().sum::<usize>() + 10;
    let fits = |room: &Rect| rows.saturating_add(2) <= room.height && both <= usize::from(cols);
    let Some(room) = [within, screen].into_iter().find(fits) else {
        return bare(scene, screen, &question, confirm.yes);
    };
    let inside = float::open(scene, room, u16::try_from(widest).unwrap_or(cols), rows, "");
    for (row, line) in (0..).zip(&lines) {
        scene.put(inside, row, line, Role::Text);
    }
    answers(scene, inside, confirm.yes, ("  ", " "));
}

/// Without a frame, over everything else. What there is no room for is the beginning: the question stands at the end.
fn bare(scene: &mut Scene<'_>, screen: Rect, question: &str, yes: bool) {
    scene.clear(screen);
    let lines = wrap(question, usize::from(screen.width));
    let over = lines.len().saturating_sub(usize::from(screen.height.saturating_sub(1)));
    for (row, line) in (0..).zip(&lines[over..]) {
        scene.put(screen, row, line, Role::Text);
    }
    answers(scene, screen, yes, (" ", ""));
}

/// Both answers in the last line of `inside`, with so much room within and around each.
fn answers(scene: &mut Scene<'_>, inside: Rect, yes: bool, (gap, edge): (&str, &str)) {
    let (word_yes, word_no) = (scene.seen.get("desk.yes"), scene.seen.get("desk.no"));
    let role = |chosen: bool| if chosen { Role::Selected } else { Role::Text };
    scene
        .line(inside, inside.height.saturating_sub(1))
        .put(&format!("{edge}n{gap}{word_no}{edge}"), role(!yes))
        .gap(2)
        .put(&format!("{edge}y{gap}{word_yes}{edge}"), role(yes));
}
