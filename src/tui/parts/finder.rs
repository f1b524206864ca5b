//! Help and palette: every key that works here, found by its name, its sentence or its cap. Enter does it.

use super::field::Field;
use super::float;
use super::list::List;
use crate::text::fold::{Query, SearchKey, fold};
use crate::text::width::{columns, wrap};
use crate::tui::action::Action;
use crate::tui::keymap::{self, Binding, Context};
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Kind {
    /// Everything, in order, with whole sentences.
    Help,
    /// A short list for those who know what they look for.
    Palette,
}

/// A list of keys under search.
#[derive(Clone, Debug)]
pub(in crate::tui) struct Finder {
    pub kind: Kind,
    /// The screen it was opened on.
    pub context: Context,
    /// What this seat is always refused, so that it is not offered.
    pub never: Vec<Action>,
    pub field: Field,
    pub list: List,
}

impl Finder {
    pub fn new(kind: Kind, context: Context, never: Vec<Action>) -> Self {
        Self { kind, context, never, field: Field::default(), list: List::default() }
    }

    /// What fits the typed text: keys of the screen first, in the order of the hint line, then those of every screen.
    /// The help goes on with the keys of what floats above a screen.
    pub fn rows(&self, seen: Seen<'_>) -> Vec<&'static Binding> {
        let mut rows: Vec<&'static Binding> = keymap::here(self.context).collect();
        rows.sort_by_key(|binding| (is_everywhere(binding), if binding.rank == 0 { u8::MAX } else { binding.rank }));
        if self.kind == Kind::Help {
            let elsewhere = keymap::BINDINGS.iter().filter(|binding| !binding.on.contains(&self.context));
            rows.extend(elsewhere.filter(|binding| is_floating(binding)));
        }
        rows.retain(|binding| !self.never.contains(&binding.action));
        let typed = self.field.text().trim();
        let query = Query::new(typed);
        if typed.is_empty() {
            return rows;
        }
        rows.retain(|binding| {
            let text = format!("{} {}", seen.get(binding.hint), seen.get(binding.help));
            let caps = caps(binding, self.context, seen);
            let by_cap = caps.split(' ').any(|cap| fold(cap) == fold(typed));
            by_cap || (!query.is_empty() && SearchKey::new(&text).score(&query).is_some())
        });
        rows
    }

    /// What the selected row does; `None` where its key does not work on the screen below.
    pub fn chosen(&self, seen: Seen<'_>) -> Option<Action> {
        let rows = self.rows(seen);
        rows.get(self.list.at).filter(|binding| binding.on.contains(&self.context)).map(|binding| binding.action)
    }
}

fn is_everywhere(binding: &Binding) -> bool {
    binding.on.contains(&Context::Desk) && binding.on.contains(&Context::Receive)
}

fn is_floating(binding: &Binding) -> bool {
    binding.on.iter().any(|on| matches!(on, Context::Menu | Context::Ask | Context::Confirm | Context::Note))
}

/// All caps that do it in `context`, with a space between.
fn caps(binding: &Binding, context: Context, seen: Seen<'_>) -> String {
    let here = binding.on.contains(&context) && context.takes_text();
    let works = |chord: &&crate::tui::input::Chord| !(here && chord.written().is_some());
    let caps: Vec<String> = binding.chords.iter().filter(works).map(|chord| keymap::cap(*chord, seen.words)).collect();
    caps.join(" ")
}

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, within: Rect, finder: &mut Finder, blocked: impl Fn(Action) -> bool) {
    let seen = scene.seen;
    let rows = finder.rows(seen);
    let help = finder.kind == Kind::Help;
    let title = seen.get(if help { "help.title" } else { "help.palette_title" });
    let cols = if help { 120 } else { 60 };
    let most = if help { 60 } else { 14 };
    let inside = float::open(scene, within, cols, u16::try_from(rows.len() + 2).unwrap_or(most).min(most), title);
    let prompt = seen.get("help.filter");
    let wide = u16::try_from(columns(prompt)).unwrap_or(0);
    scene.put(inside, 0, prompt, Role::Dim);
    let place =
        Rect { x: inside.x + (wide + 1).min(inside.width), width: inside.width.saturating_sub(wide + 1), ..inside };
    finder.field.draw(scene, place, true, false);
    let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    if rows.is_empty() {
        scene.put(body, 0, seen.get("help.nothing"), Role::Dim);
    }
    let cap_cols = if within.width < 60 { 9 } else { 12 };
    let name_cols = if help && within.width >= 100 { 14 } else { 0 };
    let lead = cap_cols + 1 + if name_cols > 0 { name_cols + 1 } else { 0 };
    let sentence = |binding: &Binding| if help || within.width >= 60 { binding.help } else { binding.hint };
    let text_cols = usize::from(body.width.saturating_sub(lead)).max(8);
    let texts: Vec<Vec<String>> = rows.iter().map(|binding| wrap(seen.get(sentence(binding)), text_cols)).collect();
    let tall: Vec<usize> = texts.iter().map(Vec::len).collect();
    let mut y = body.y;
    for index in finder.list.window_of(&tall, usize::from(body.height)) {
        let binding = rows[index];
        let works = binding.on.contains(&finder.context) && !blocked(binding.action);
        let (key, word) = if works { (Role::Key, Role::Text) } else { (Role::Dim, Role::Dim) };
        let height = u16::try_from(tall[index]).unwrap_or(1).min(body.bottom().saturating_sub(y));
        let place = Rect { y, height, ..body };
        let mut pen = scene.line(place, 0);
        pen.column(&caps(binding, finder.context, seen), cap_cols, key);
        if name_cols > 0 {
            pen.column(seen.get(binding.hint), name_cols, word);
        }
        let beside = Rect { x: place.x + lead.min(place.width), width: place.width.saturating_sub(lead), ..place };
        for (row, text) in (0..height).zip(&texts[index]) {
            scene.put(beside, row, text, word);
        }
        if index == finder.list.at {
            scene.paint(place, Role::Selected);
        }
        scene.hit(place, Hit::Row(index));
        y += height;
    }
}
