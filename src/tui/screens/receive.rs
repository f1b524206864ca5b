//! The form of a dossier to be received.
//!
//! ```text
//! Tiếp nhận hồ sơ · C001
//! Thủ tục       Khai sinh
//! Họ và tên     Phạm Văn Đức
//! Điện thoại    09         ! Số điện thoại có từ 8 đến 15 chữ số.
//! …
//! Hạn trả 17:00 T6 20/11/2026 · Trong ngày                  (beside the form from 120 columns)
//! [×] Tờ khai đăng ký khai sinh
//! ```

use crate::domain::calendar::show_moment;
use crate::domain::procedure::Procedure;
use crate::text::width::{columns, wrap};
use crate::tui::draft::{Draft, Entry};
use crate::tui::model::Model;
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::tell::Tell;
use crate::tui::theme::Role;
use crate::tui::update::OFFERS;
use crate::tui::view::Tier;
use ratatui::layout::Rect;

/// Columns of the labels.
const LABEL: u16 = 14;
/// The widest a field is drawn.
const WIDEST: u16 = 40;

pub(in crate::tui) fn draw(
    scene: &mut Scene<'_>,
    area: Rect,
    model: &mut Model,
    visit: Option<crate::domain::ids::TicketNo>,
) {
    let floating = !model.floats.is_empty();
    let Some(draft) = model.drafts.get_mut(&visit) else { return };
    let seen = scene.seen;
    let mut title = scene.line(area, 0);
    title.put(seen.get("form.receive"), Role::Title);
    match visit {
        Some(ticket) => title.put(" · ", Role::Dim).put(&ticket.to_string(), Role::Number),
        None => title.put(" · ", Role::Dim).put(seen.get("form.nobody"), Role::Dim),
    };
    if draft.saving.is_some() {
        title.right(seen.get("desk.saving"), Role::Warn);
    }
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let entries = u16::try_from(Entry::Papers as usize).unwrap_or(10);
    let (form, rest) = if Tier::of(scene.area()) == Tier::Wide {
        let wide = (body.width * 3 / 5).min(96);
        let rest = Rect { x: body.x + wide + 2, width: body.width.saturating_sub(wide + 2), ..body };
        (Rect { width: wide, ..body }, rest)
    } else {
        let rows = if body.height >= entries + 5 { entries + 1 } else { (body.height / 2).max(1).min(entries) };
        let rest = Rect { y: body.y + rows, height: body.height.saturating_sub(rows), ..body };
        (Rect { height: rows, ..body }, rest)
    };
    fields(scene, form, draft, floating);
    if draft.procedure.is_none() && draft.focus == Entry::Procedure {
        offers(scene, rest, draft);
    } else {
        let rest = if Tier::of(scene.area()) == Tier::Narrow { flaw_above(scene, rest, draft) } else { rest };
        particulars(scene, rest, draft);
    }
}

/// On a narrow screen, what is wrong with the field in focus; answers what is left below it.
fn flaw_above(scene: &mut Scene<'_>, area: Rect, draft: &Draft) -> Rect {
    let flaws = if draft.tried { draft.flaws() } else { Vec::new() };
    let Some((_, flaw)) = flaws.iter().find(|(place, _)| *place == draft.focus) else { return area };
    let lines = wrap(&flaw.say(scene.seen), usize::from(area.width));
    let used = u16::try_from(lines.len()).unwrap_or(1).min(area.height);
    for (row, line) in (0..used).zip(&lines) {
        scene.put(area, row, line, Role::Bad);
    }
    Rect { y: area.y + used, height: area.height - used, ..area }
}

fn fields(scene: &mut Scene<'_>, area: Rect, draft: &Draft, floating: bool) {
    let flaws = if draft.tried { draft.flaws() } else { Vec::new() };
    let entries = &Entry::ALL[..Entry::Papers as usize];
    let focus = (draft.focus as usize).min(entries.len() - 1);
    let height = usize::from(area.height).max(1);
    let first = (focus + 1).saturating_sub(height).min(entries.len().saturating_sub(height));
    for (row, entry) in (0..area.height).zip(&entries[first.min(focus)..]) {
        let flaw = flaws.iter().find(|(place, _)| place == entry).map(|(_, flaw)| flaw);
        let line = Rect { y: area.y + row, height: 1, ..area };
        one(scene, line, draft, *entry, flaw, floating);
    }
}

fn one(scene: &mut Scene<'_>, line: Rect, draft: &Draft, entry: Entry, flaw: Option<&Tell>, floating: bool) {
    let seen = scene.seen;
    let focused = draft.focus == entry && !floating;
    let role = match (flaw, focused) {
        (Some(_), _) => Role::Bad,
        (None, true) => Role::Accent,
        (None, false) => Role::Text,
    };
    let mark = if flaw.is_some() { "!" } else { " " };
    scene.line(line, 0).put(mark, Role::Bad).column(seen.get(entry.label()), LABEL - 2, role);
    let room = line.width.saturating_sub(LABEL);
    let said = flaw.map(|flaw| flaw.say(seen));
    // A flaw stands beside its field; where there is no room for it, below in place of the particulars.
    let beside = said.as_ref().map_or(0, |said| u16::try_from(columns(said)).unwrap_or(0) + 2);
    let wide = match entry {
        Entry::Sets => 6,
        Entry::Fee | Entry::Phone | Entry::IdNumber => 18,
        _ => WIDEST,
    };
    let wide = wide.min(room).min(room.saturating_sub(beside).max(18.min(room)));
    let place = Rect { x: line.x + LABEL.min(line.width), width: wide, ..line };
    if entry == Entry::Kind {
        let role = if focused { Role::Selected } else { Role::Text };
        scene.put(place, 0, &format!("‹ {} ›", seen.get(reason::kind_key(draft.kind))), role);
    } else {
        draft.field(entry).draw(scene, place, focused, false);
    }
    let right = Rect { x: place.right() + 2, width: line.right().saturating_sub(place.right() + 2), ..line };
    match said {
        Some(said) if right.width >= beside.saturating_sub(2) => scene.put(right, 0, &said, Role::Bad),
        Some(said) if Tier::of(scene.area()) > Tier::Narrow => scene.put(right, 0, &said, Role::Bad),
        Some(_) => {}
        None => scene.put(right, 0, &aside(draft, entry, seen), Role::Dim),
    }
}

/// What helps to fill a place in.
fn aside(draft: &Draft, entry: Entry, seen: Seen<'_>) -> String {
    match entry {
        Entry::Procedure => draft.chosen(seen).map(|procedure| procedure.code.clone()).unwrap_or_default(),
        Entry::Fee => draft.chosen(seen).map(|procedure| seen.words.say(&procedure.fee)).unwrap_or_default(),
        Entry::Kind if draft.focus == entry => seen.get("form.kind_aside").to_owned(),
        Entry::Name if draft.known.is_some() => seen.get("form.same_person").to_owned(),
        _ => String::new(),
    }
}

/// Procedures that fit what was typed.
fn offers(scene: &mut Scene<'_>, area: Rect, draft: &mut Draft) {
    let seen = scene.seen;
    let offers = draft.offers(seen, OFFERS);
    if offers.is_empty() {
        scene.put(area, 0, seen.get("form.nothing_fits"), Role::Dim);
        return;
    }
    for (row, index) in (0..).zip(draft.offered.window(offers.len(), usize::from(area.height))) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        offer(scene, line, offers[index], index == draft.offered.at);
    }
}

/// One procedure in a list: code, short name, limit.
pub(in crate::tui) fn offer(scene: &mut Scene<'_>, line: Rect, procedure: &Procedure, selected: bool) {
    let seen = scene.seen;
    let limit = procedure.limit.map(|limit| seen.words.say(&limit)).unwrap_or_default();
    let mut pen = scene.line(line, 0);
    if line.width >= 56 {
        pen.right(&limit, Role::Dim);
    }
    if line.width >= 34 {
        pen.column(&procedure.code, 8, Role::Dim);
    }
    pen.put(procedure.short(), Role::Text);
    if !procedure.label.is_empty() {
        pen.put("  ", Role::Text).put(&procedure.name, Role::Dim);
    }
    if selected {
        scene.paint(line, Role::Selected);
    }
}

/// Limit, due time, cautions and the papers of the chosen procedure.
fn particulars(scene: &mut Scene<'_>, area: Rect, draft: &mut Draft) {
    let seen = scene.seen;
    let Some(procedure) = draft.chosen(seen) else {
        scene.put(area, 0, seen.get("form.choose_first"), Role::Dim);
        return;
    };
    let mut row = 0;
    if area.height > 6 {
        for line in wrap(&procedure.name, usize::from(area.width)).iter().take(2) {
            scene.put(area, row, line, Role::Title);
            row += 1;
        }
    }
    scene.line(area, row).put(&due(procedure, seen), Role::Number);
    row += 1;
    let limit = procedure.limit.map_or(seen.get("form.limit_unknown").to_owned(), |limit| seen.words.say(&limit));
    let mut pen = scene.line(area, row);
    pen.put(&limit, Role::Text);
    if !procedure.limit_sure {
        pen.put(" · ", Role::Dim).put(seen.get("procedures.check_limit"), Role::Warn);
    }
    row += 1;
    if area.height > 8 {
        for caution in &procedure.cautions {
            scene.put(area, row, &format!("! {}", seen.words.say(caution)), Role::Warn);
            row += 1;
        }
    }
    papers(
        scene,
        Rect { y: area.y + row.min(area.height), height: area.height.saturating_sub(row), ..area },
        procedure,
        draft,
    );
}

/// When the result would be due if it were received now.
fn due(procedure: &Procedure, seen: Seen<'_>) -> String {
    let due = procedure.limit.map(|limit| seen.published.book.calendar.due(seen.moment(), limit));
    match due.as_ref().and_then(|due| due.due) {
        Some(at) => seen.fill("form.due", &[("due", &show_moment(at, seen.words))]),
        None => seen.get("search.no_due").to_owned(),
    }
}

fn papers(scene: &mut Scene<'_>, area: Rect, procedure: &Procedure, draft: &mut Draft) {
    if area.height < 2 {
        return;
    }
    let seen = scene.seen;
    let focused = draft.focus == Entry::Papers;
    let (done, all) = (draft.ticked.len().to_string(), procedure.papers.len().to_string());
    let title = match procedure.papers.len() {
        0 => seen.get("form.papers_unknown").to_owned(),
        _ => seen.fill("form.papers_count", &[("done", &done), ("all", &all)]),
    };
    scene.put(area, 0, &title, if focused { Role::Accent } else { Role::Title });
    let rows = usize::from(area.height) - 1;
    for (row, index) in (1..).zip(draft.papers.window(procedure.papers.len(), rows)) {
        let line = Rect { y: area.y + row, height: 1, ..area };
        let mark = if draft.ticked.contains(&index) { "[×] " } else { "[ ] " };
        scene.line(line, 0).put(mark, Role::Text).put(&procedure.papers[index], Role::Text);
        if focused && index == draft.papers.at {
            scene.paint(line, Role::Selected);
        }
    }
}
