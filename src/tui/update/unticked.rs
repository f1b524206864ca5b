//! A form that is saved with no paper ticked: asked once whether none was handed in, or all were.

use super::receive;
use crate::tui::effect::Effect;
use crate::tui::model::{Float, Model};
use crate::tui::pages::form::{Form, Stop};
use crate::tui::parts::menu::{Item, Label, Menu, Then, There};
use crate::tui::seen::Seen;
use crate::tui::tell::Said;

/// The question, where the procedure asks for papers, none is ticked and she has not said that there are none. It says
/// which procedure it is about, for that may have been picked by this very key.
pub(super) fn question(form: &Form, seen: Seen<'_>) -> Option<Float> {
    let procedure = form.choice.procedure(seen)?;
    if procedure.papers.is_empty() || !form.papers.is_empty() || form.papers.none {
        return None;
    }
    let said = |key| Said::new(key).with("procedure", procedure.short()).with("n", procedure.papers.len());
    let item = |key: char, word, there| {
        let label = Label::Plain(seen.words.say(&said(word)));
        Item::new(Some(key), label, Then::Papers(there))
    };
    let items = vec![
        item('k', "form.unticked_none", There::None),
        item('a', "form.unticked_all", There::All),
        item('t', "form.unticked_each", There::Each),
    ];
    Some(Float::Menu(Menu::new(said("form.unticked"), items)))
}

/// What she answered: the form is saved so, or its papers are gone through one by one.
pub(super) fn answered(model: &mut Model, there: There, seen: Seen<'_>) -> Vec<Effect> {
    model.floats.clear();
    let Some(form) = model.pages.receiving.form_mut() else { return Vec::new() };
    match there {
        There::None => form.papers.none = true,
        There::All => {
            let names = form.asked(seen).to_vec();
            form.papers.all(&names);
        }
        There::Each => {
            form.focus = Stop::Papers;
            return Vec::new();
        }
    }
    receive::save(model, false, seen)
}
