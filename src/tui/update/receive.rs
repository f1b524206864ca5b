//! Writing a dossier down.

use crate::domain::command::Verb;
use crate::domain::ids::TicketNo;
use crate::domain::ticket::ApplicantKind;
use crate::tui::action::Action;
use crate::tui::draft::{Draft, Entry};
use crate::tui::effect::Effect;
use crate::tui::input::{Chord, Key};
use crate::tui::model::{Float, Model, Screen};
use crate::tui::parts::list::List;
use crate::tui::parts::note::Note;
use crate::tui::seen::Seen;
use crate::tui::tell::{Said, Tell};

/// Procedures offered at a time.
pub(in crate::tui) const OFFERS: usize = 12;

/// Opens the form for the person in front; what was typed for them before is still there. With a procedure, it is
/// chosen.
pub(super) fn open(model: &mut Model, procedure: Option<&str>, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    let front = seen.state().in_front(seat.counter);
    let visit = front.map(|ticket| ticket.number);
    let today = seen.moment().day();
    if model.drafts_day != Some(today) {
        model.drafts.clear();
        model.drafts_day = Some(today);
    }
    let kind = front.map_or(ApplicantKind::Citizen, |ticket| ticket.applicant);
    let draft = model.drafts.entry(visit).or_insert_with(|| Draft::new(kind));
    if let Some(procedure) = procedure.and_then(|key| seen.published.book.catalogue.get(key)) {
        draft.choose(procedure);
        draft.focus = Entry::Name;
    }
    super::show(model, Screen::Receive(visit))
}

/// The form in front, and whose it is.
fn current(model: &mut Model) -> Option<(Option<TicketNo>, &mut Draft)> {
    let Some(Screen::Receive(visit)) = model.screens.last() else { return None };
    let visit = *visit;
    model.drafts.get_mut(&visit).map(|draft| (visit, draft))
}

/// Keys that a place of the form takes for itself. False where it does not.
pub(super) fn key(model: &mut Model, chord: Chord, seen: Seen<'_>) -> bool {
    let Some((_, draft)) = current(model) else { return false };
    let papers = draft.chosen(seen).map_or(0, |procedure| procedure.papers.len());
    match (draft.focus, chord.key) {
        (Entry::Kind, Key::Char(' ') | Key::Left | Key::Right) => {
            draft.kind = match draft.kind {
                ApplicantKind::Citizen => ApplicantKind::Organisation,
                ApplicantKind::Organisation => ApplicantKind::Enterprise,
                ApplicantKind::Enterprise => ApplicantKind::Citizen,
            };
        }
        (Entry::Papers, Key::Char(' ')) if draft.papers.at < papers => {
            let at = draft.papers.at;
            if !draft.ticked.remove(&at) {
                draft.ticked.insert(at);
            }
            draft.papers.go(Action::Down, papers);
        }
        _ => return false,
    }
    true
}

/// The name of the procedure was typed at.
pub(super) fn after_typing(model: &mut Model) {
    if let Some((_, draft)) = current(model)
        && draft.focus == Entry::Procedure
    {
        draft.unchoose();
    }
}

/// Up and down: in the list under the focus, else from field to field.
pub(super) fn go(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    let Some((_, draft)) = current(model) else { return Vec::new() };
    let papers = draft.chosen(seen).map_or(0, |procedure| procedure.papers.len());
    match draft.focus {
        Entry::Procedure if draft.procedure.is_none() => {
            let len = draft.offers(seen, OFFERS).len();
            draft.offered.go(action, len);
        }
        Entry::Papers if !(action == Action::Up && draft.papers.at == 0) => {
            draft.papers.go(action, papers);
        }
        _ => step(draft, matches!(action, Action::Down | Action::PageDown | Action::Last), papers > 0),
    }
    Vec::new()
}

/// Tab and Enter; in the list of procedures they take the one under the bar.
pub(super) fn next(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    let Some((_, draft)) = current(model) else { return Vec::new() };
    let forward = action == Action::NextField;
    if forward && draft.focus == Entry::Procedure && draft.procedure.is_none() {
        let offers = draft.offers(seen, OFFERS);
        let Some(procedure) = offers.get(draft.offered.at) else {
            model.toasts.bad(Tell::key("form.procedure_missing"));
            return Vec::new();
        };
        draft.choose(procedure);
    }
    let papers = draft.chosen(seen).is_some_and(|procedure| !procedure.papers.is_empty());
    step(draft, forward, papers);
    Vec::new()
}

fn step(draft: &mut Draft, forward: bool, papers: bool) {
    let len = Entry::ALL.len() - usize::from(!papers);
    let by = if forward { 1 } else { len - 1 };
    draft.focus = Entry::ALL[(draft.focus as usize + by) % len];
}

pub(super) fn act(model: &mut Model, action: Action, seen: Seen<'_>) -> Vec<Effect> {
    match action {
        Action::Save => save(model, seen),
        Action::Explain => explain(model, seen),
        Action::Clear => {
            if let Some((_, draft)) = current(model) {
                let saving = draft.saving;
                *draft = Draft::new(draft.kind);
                draft.saving = saving;
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn save(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some(seat) = model.seat else { return Vec::new() };
    let front = seen.state().in_front(seat.counter).map(|ticket| ticket.number);
    let Some((visit, draft)) = current(model) else { return Vec::new() };
    if draft.saving.is_some() {
        return Vec::new();
    }
    draft.tried = true;
    let flaws = draft.flaws();
    if let Some((first, _)) = flaws.first() {
        draft.focus = *first;
        let news = Said::new("form.flaws").with("n", flaws.len());
        model.toasts.bad(Tell::Said(news));
        return Vec::new();
    }
    // The dossier would be written under the visit of whoever is in front now.
    if visit != front {
        model.toasts.bad(Tell::key("form.other_person"));
        return Vec::new();
    }
    let Some((receive, person)) = draft.wish(seat.counter) else { return Vec::new() };
    let effects = model.submit(Verb::Receive(Box::new(receive)), person);
    let tag = effects.iter().find_map(|effect| if let Effect::Submit { tag, .. } = effect { Some(*tag) } else { None });
    if let Some((_, draft)) = current(model) {
        draft.saving = tag;
    }
    effects
}

fn explain(model: &mut Model, seen: Seen<'_>) -> Vec<Effect> {
    let Some((_, draft)) = current(model) else { return Vec::new() };
    let lines = match draft.chosen(seen) {
        None => vec![seen.get("form.procedure_missing").to_owned()],
        Some(procedure) => match procedure.limit {
            None => vec![seen.get("form.limit_unknown").to_owned()],
            Some(limit) => seen.published.book.calendar.due(seen.moment(), limit).explain(seen.words),
        },
    };
    model.floats.push(Float::Note(Note { title: "form.why_due", lines, list: List::default() }));
    Vec::new()
}
