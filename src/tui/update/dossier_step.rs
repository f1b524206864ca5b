//! What may be done with a dossier: the menu of it, and the keys of the form.

use super::step_asked::{ask_whose, caution, meant, receipt};
use super::{edit, show};
use crate::domain::command::Verb;
use crate::domain::dossier::{Caution, Dossier, Status};
use crate::domain::worklist::Worklist;
use crate::text::fold::fold;
use crate::text::words::Sentence;
use crate::tui::action::Action;
use crate::tui::effect::{Effect, Paper};
use crate::tui::input::{Chord, Key};
use crate::tui::model::{Float, Model, Screen};
use crate::tui::pages::correcting::{Hers, Whose, is_words};
use crate::tui::pages::dossier_act::Act;
use crate::tui::pages::dossier_step::{Row, StepForm};
use crate::tui::pages::listing::Only;
use crate::tui::pages::{bring_back, dossier_in_front};
use crate::tui::parts::confirm::{Confirm, Decided};
use crate::tui::parts::menu::{Item, Label, Menu, Then};
use crate::tui::reason;
use crate::tui::seen::Seen;
use crate::tui::sight::dry_run;
use crate::tui::tell::{Said, Tell};
use std::collections::BTreeMap;

fn in_front<'a>(model: &Model, seen: Seen<'a>) -> Option<&'a Dossier> {
    dossier_in_front(model).and_then(|code| seen.state().dossiers.get(&code))
}

/// What a key of the list or of the page does about the dossier in front.
pub(super) fn by_key(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let act = match action {
        Action::Acts => return Some(menu(model, seen)),
        Action::Take => Act::Take,
        Action::Give => Act::Give,
        Action::Extend => Act::Propose,
        Action::Escalate => Act::Escalate,
        Action::Pay => Act::Pay,
        Action::Supplement => supplement(in_front(model, seen)),
        _ => return None,
    };
    Some(begin(model, act, seen))
}

/// One key for both ends of it.
pub(in crate::tui) fn supplement(dossier: Option<&Dossier>) -> Act {
    match dossier.map(|dossier| dossier.status) {
        Some(Status::SupplementAsked) => Act::Supplemented,
        _ => Act::AskSupplement,
    }
}

/// What may be done now first, the rest dim with the reason.
fn menu(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    if let (None, Some(verb)) = (in_front(model, seen), bring_back(model)) {
        return ask_for_archived(model, verb, seen);
    }
    let (Some(seat), Some(dossier)) = (model.seat, in_front(model, seen)) else {
        model.toasts.bad(Tell::key("dossiers.gone"));
        return Vec::new();
    };
    let item = |act: Act| {
        let (key, word) = act.key();
        let barred = act.may(dossier, seat, seen).err().map(Tell::Refusal);
        Item { barred, ..Item::new(Some(key), Label::Word(word), Then::Step(act)) }
    };
    let mut items: Vec<Item> = Act::ALL.into_iter().map(item).collect();
    items.sort_by_key(|item| item.barred.is_some());
    let name = seen.published.name(dossier.applicant);
    let title = Said::new("step.menu").with("dossier", &dossier.code).with("name", name);
    model.floats.push(Float::Menu(Menu::new(title, items)));
    Vec::new()
}

/// What is in the archive is corrected once it is at hand again.
fn ask_for_archived(model: &mut Model, verb: Verb, seen: Seen<'_>) -> Vec<Effect> {
    let (Some(seat), Some(code)) = (model.seat, dossier_in_front(model)) else { return Vec::new() };
    if let Err(refusal) = dry_run(seat, verb.clone(), seen) {
        model.toasts.bad(Tell::Refusal(refusal));
        return Vec::new();
    }
    let question = Said::new("step.sure_bring_back").with("dossier", &code);
    model.floats.push(Float::Confirm(Confirm::new(question, Decided::Submit(verb))));
    Vec::new()
}

/// Opens the form of this step, or asks where nothing is to be said.
pub(super) fn begin(model: &mut Model, act: Act, seen: Seen<'_>) -> Vec<Effect> {
    let (Some(seat), Some(dossier)) = (model.seat, in_front(model, seen)) else { return Vec::new() };
    if model.pending.is_empty()
        && let Err(refusal) = act.may(dossier, seat, seen)
    {
        model.toasts.bad(Tell::Refusal(refusal));
        return Vec::new();
    }
    model.floats.clear();
    match act {
        Act::Finish => return super::dossiers::finish(model, dossier, seen),
        Act::Return => return super::dossiers::hand_over(model, dossier, seen),
        _ => {}
    }
    if let Some(left) = model.pages.left.take_if(|left| (&left.code, left.act) == (&dossier.code, act)) {
        resume(model, &left, seen);
        return Vec::new();
    }
    let form = StepForm::new(act, dossier, seat, seen);
    if form.rows.is_empty()
        && let Ok(verb) = form.wish(seen)
    {
        let name = seen.published.name(dossier.applicant);
        let until = dossier.proposal.as_ref().map(|proposal| proposal.due.local().format("%d/%m/%Y").to_string());
        let key = match act {
            Act::Take => "step.confirm_take",
            Act::Accept => "step.confirm_accept",
            Act::Extend => "step.confirm_extend",
            _ => "step.confirm_supplemented",
        };
        let question = Said::new(key).with("dossier", &dossier.code).with("name", name);
        let question = question.with("day", until.unwrap_or_default());
        let warned = caution(&verb, seat, seen).map(|caution| Said::filled(caution.key(), caution.gaps()));
        let question = warned.unwrap_or(question);
        let confirm = Confirm { yes: act != Act::Extend, ..Confirm::new(question, Decided::Submit(verb)) };
        model.floats.push(Float::Confirm(confirm));
        return Vec::new();
    }
    model.pages.step = Some(form);
    show(model, Screen::Step)
}

/// The form as it was left when the screen was locked or cut off, where the step may still be taken; else it is said
/// why not.
pub(super) fn resume(model: &mut Model, was: &StepForm, seen: Seen<'_>) {
    let Some((seat, dossier)) = model.seat.zip(seen.state().dossiers.get(&was.code)) else { return };
    if let Err(refusal) = was.act.may(dossier, seat, seen) {
        model.toasts.bad(Tell::Refusal(refusal));
        return;
    }
    let mut form = StepForm::new(was.act, dossier, seat, seen);
    form.adopt(was, dossier);
    if form.act == Act::CorrectProcedure {
        form.look(seen);
        form.adopt(was, dossier);
    }
    model.pages.step = Some(form);
    model.screens.push(Screen::Step);
}

/// A key typed into the form.
pub(super) fn key(model: &mut Model, chord: Chord, seen: Seen<'_>) -> Vec<Effect> {
    let typing = &mut model.typing;
    let Some(form) = model.pages.step.as_mut().filter(|form| form.asked.is_none()) else { return Vec::new() };
    let dossier = seen.state().dossiers.get(&form.code);
    let words = matches!(form.rows.get(form.at), Some(Row::Line(label, _)) if is_words(label));
    if let Some(field) = form.field() {
        match chord.written().filter(|_| words) {
            Some(letter) => {
                field.compose(typing, letter);
            }
            None => edit(field, chord),
        }
        changed(form, seen);
        return Vec::new();
    }
    match (chord.written(), chord.key) {
        (Some(' '), _) | (None, Key::Right) => form.turn(false, dossier),
        (None, Key::Left) => form.turn(true, dossier),
        (Some(_), _) => begins_with(form, chord, dossier, seen),
        _ => {}
    }
    Vec::new()
}

/// Something else is typed now.
fn changed(form: &mut StepForm, seen: Seen<'_>) {
    form.grow();
    if matches!(form.whose, Whose::Asked(_)) {
        form.whose = Whose::Unasked;
    }
    form.hers = Hers::Unasked;
    if form.act == Act::CorrectProcedure && form.at == 0 {
        form.look(seen);
    }
}

/// The next value that begins with the letter that was typed.
fn begins_with(form: &mut StepForm, chord: Chord, dossier: Option<&Dossier>, seen: Seen<'_>) {
    let Some(letter) = chord.command_key().written() else { return };
    if let Some(Row::Pick(_, values, at)) = form.rows.get_mut(form.at) {
        let len = values.len();
        let found = (1..=len).map(|by| (*at + by) % len);
        let begins = |place: &usize| fold(&values[*place].text(seen)).starts_with(letter);
        if let Some(place) = found.into_iter().find(begins) {
            *at = place;
        }
    }
    form.follow(dossier);
}

/// False when the end of what was pasted did not fit.
pub(super) fn typed(model: &mut Model, text: &str, seen: Seen<'_>) -> bool {
    let Some(form) = model.pages.step.as_mut() else { return true };
    let whole = form.field().is_none_or(|field| field.insert(text));
    changed(form, seen);
    whole
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Option<Vec<Effect>> {
    let form = model.pages.step.as_mut()?;
    let last = form.rows.len();
    match action {
        Action::Save => return Some(save(model, false, seen)),
        Action::Choose if form.is_on_button() => return Some(save(model, false, seen)),
        Action::Choose | Action::NextField | Action::Down => form.at = (form.at + 1).min(last),
        Action::PreviousField | Action::Up => form.at = form.at.saturating_sub(1),
        Action::PageDown => form.at = (form.at + 8).min(last),
        Action::PageUp => form.at = form.at.saturating_sub(8),
        Action::Back => return Some(leave(model, seen)),
        _ => return None,
    }
    Some(Vec::new())
}

/// What was typed is lost by leaving, so that is asked once.
fn leave(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(form) = &model.pages.step else { return Vec::new() };
    let dossier = seen.state().dossiers.get(&form.code);
    let fresh = model.seat.zip(dossier).map(|(seat, dossier)| StepForm::new(form.act, dossier, seat, seen));
    if form.asked.is_none() && fresh.is_some_and(|fresh| form.is_touched(&fresh)) {
        let question = Said::new("step.confirm_leave").with("dossier", &form.code);
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::DropStep)));
        return Vec::new();
    }
    drop_form(model)
}

pub(super) fn drop_form(model: &mut Model) -> Vec<Effect> {
    model.floats.clear();
    model.pages.step = None;
    model.screens.retain(|screen| !matches!(screen, Screen::Step));
    Vec::new()
}

/// What is more often a slip than meant is asked about once more, unless she is `sure`.
pub(super) fn save(model: &mut Model, sure: bool, seen: Seen<'_>) -> Vec<Effect> {
    let (Some(seat), Some(form)) = (model.seat, &mut model.pages.step) else { return Vec::new() };
    if form.asked.is_some() {
        return Vec::new();
    }
    if !sure {
        form.looked = None;
    }
    let verb = match form.wish(seen) {
        Ok(verb) => verb,
        Err(why) => {
            form.go_to(&why, seen);
            model.toasts.bad(why);
            return Vec::new();
        }
    };
    let named = form.personal(seen).map_or(Ok(()), Err);
    let allowed = if model.pending.is_empty() { dry_run(seat, verb.clone(), seen) } else { Ok(()) };
    if let Err(refusal) = allowed.and(named) {
        let why = Tell::Refusal(refusal);
        form.go_to(&why, seen);
        model.toasts.bad(why);
        return Vec::new();
    }
    let caution = caution(&verb, seat, seen).filter(|_| !sure);
    if let Some(Caution::ReceiptTwice { number, .. }) = &caution {
        form.looked = Some(number.clone());
    }
    if let Some(Caution::NewAgency { whom, near: Some(near) }) = caution {
        model.floats.push(Float::Menu(meant(&whom, near)));
        return Vec::new();
    }
    if let Some(caution) = caution {
        let question = Said::filled(caution.key(), caution.gaps());
        model.floats.push(Float::Confirm(Confirm::new(question, Decided::SureStep)));
        return Vec::new();
    }
    let mut person = None;
    if let (Act::CorrectApplicant, Ok(found)) = (form.act, form.correcting(seen)) {
        if !sure {
            return ask_whose(model, &found, seen);
        }
        person = Some(found.person);
    }
    let tag = model.next_tag;
    if let (Some(number), Some(form)) = (receipt(&verb), &mut model.pages.step)
        && form.looked.as_ref() != Some(&number)
    {
        form.asked = Some(tag);
        model.next_tag += 1;
        return vec![Effect::Receipt { tag, number }];
    }
    let effects = model.submit(verb, person);
    if let (Some(form), false) = (&mut model.pages.step, effects.is_empty()) {
        form.asked = Some(tag);
    }
    effects
}

/// It is on disk: back to where it was opened.
pub(super) fn done(model: &mut Model, tag: u64) {
    let Some(form) = model.pages.step.as_ref().filter(|form| form.asked == Some(tag)) else { return };
    let (act, code) = (form.act, form.code.clone());
    drop_form(model);
    if matches!(act, Act::CorrectApplicant | Act::CorrectProcedure) {
        // What the applicant has in hand says what was wrong.
        let question = Said::new("step.print_again").with("dossier", &code);
        let confirm = Confirm { yes: true, ..Confirm::new(question, Decided::Print(code, Paper::Receipt)) };
        model.floats.push(Float::Confirm(confirm));
    }
}

/// It is not: the form keeps everything.
pub(super) fn not_done(model: &mut Model, tag: u64) {
    if let Some(form) = model.pages.step.as_mut().filter(|form| form.asked == Some(tag)) {
        form.asked = None;
    }
}

/// The lists, with how many stand on each.
pub(super) fn lists(model: &mut Model) -> Vec<Effect> {
    let listing = &model.pages.listing;
    let item = |(key, list): (char, Worklist)| {
        Item::new(Some(key), Label::Count(list.key(), listing.count(list)), Then::List(list))
    };
    let mut menu = Menu::new(Said::new("worklist.choose"), ('a'..).zip(Worklist::ALL).map(item).collect());
    menu.list.at = listing.view as usize;
    model.floats.push(Float::Menu(menu));
    Vec::new()
}

/// First by what, then of which; how many dossiers there are of each.
pub(super) fn only(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let was = &model.pages.listing.only;
    let of = |key, all: BTreeMap<String, (usize, Only)>| {
        let mut all: Vec<(String, (usize, Only))> = all.into_iter().collect();
        all.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
        let item = |(name, (count, only)): (String, (usize, Only))| {
            Item::new(None, Label::Plain(format!("{count:>5}  {name}")), Then::Only(Box::new(only)))
        };
        Menu::new(Said::new(key), all.into_iter().map(item).collect())
    };
    let (mut holders, mut fields, mut procedures) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for dossier in seen.state().dossiers.values().filter(|dossier| !dossier.status.is_over()) {
        let add = |all: &mut BTreeMap<String, (usize, Only)>, name: String, only: &dyn Fn() -> Only| {
            all.entry(name).or_insert_with(|| (0, only())).0 += 1;
        };
        let holder = || Only { holder: Some(dossier.holder.clone()), ..was.clone() };
        add(&mut holders, reason::holder(&dossier.holder, seen), &holder);
        let field = || Only { field: Some(dossier.field.clone()), ..was.clone() };
        add(&mut fields, dossier.field.clone(), &field);
        let procedure = || Only { procedure: Some(dossier.procedure_name.clone()), ..was.clone() };
        add(&mut procedures, dossier.procedure_name.clone(), &procedure);
    }
    let open = |key, word, all| Item::new(Some(key), Label::Word(word), Then::Open(Box::new(of(word, all))));
    let mut items = vec![
        open('g', "worklist.only_holder", holders),
        open('l', "worklist.only_field", fields),
        open('t', "worklist.only_procedure", procedures),
    ];
    if !was.is_all() {
        let all = Then::Only(Box::default());
        items.insert(0, Item::new(Some('b'), Label::Word("worklist.only_nothing"), all));
    }
    model.floats.push(Float::Menu(Menu::new(Said::new("worklist.only"), items)));
    Vec::new()
}

/// Another list, or the same narrowed.
pub(super) fn choose(model: &mut Model, list: Option<Worklist>, only: Option<Only>) -> Vec<Effect> {
    model.floats.clear();
    let listing = &mut model.pages.listing;
    listing.view = list.unwrap_or(listing.view);
    listing.only = only.unwrap_or_else(|| listing.only.clone());
    listing.aged = None;
    listing.restart();
    Vec::new()
}
