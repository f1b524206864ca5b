//! The form of a dossier: what to ask, in the order it is asked, with the due time and the papers beside it.
//!
//! ```text
//! Nhận hồ sơ · A012
//! Thủ tục        Khai sinh                       │ Thủ tục đăng ký khai sinh
//! Họ và tên      Nguyễn Thị Hồng Đào             │ Thời hạn  Trong ngày
//! Số định danh   0123      ! Số định danh có …   │ Hẹn trả   17:00 T6 20/11/2026
//! …                                              │ Giấy tờ (1/3)
//!                [ Lưu hồ sơ ]                    │ [×] Tờ khai …
//! ```

use super::papers::{self, PaperLine};
use super::procedures;
use crate::domain::calendar::{Due, Unsure, show_moment};
use crate::domain::procedure::{Fee, Procedure};
use crate::text::width::{columns, wrap};
use crate::tui::action::Action;
use crate::tui::keymap::{self, Context};
use crate::tui::model::Seat;
use crate::tui::pages::form::{Form, Stop, channel_key};
use crate::tui::pages::receiving::Receiving;
use crate::tui::pages::wish::Flaws;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Rows of the list of procedures: never fewer, so that there is something to choose from, nor more.
const HITS: (usize, usize) = (4, 20);
/// Lines from which there are free ones between the parts of the form.
const ROOMY: usize = 26;

/// One line of the form.
enum Row {
    Stop(Stop),
    /// A procedure to choose, by its place in the list.
    Hit(usize),
    Said(String, Role),
    Paper(PaperLine),
    Free,
}

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, receiving: &mut Receiving, seat: Option<Seat>) {
    let seen = scene.seen;
    let other = other(receiving, seen);
    let (Some(form), Some(seat)) = (receiving.form_mut(), seat) else { return };
    let flaws = if form.tried { form.wish(seat, seen).err().unwrap_or_default() } else { Flaws::new() };
    title(scene, area, form, &other);
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if scene.area().width < procedures::BESIDE {
        fields(scene, body, form, &flaws, false);
        return;
    }
    let (left, right) = procedures::halves(scene, body);
    fields(scene, left, form, &flaws, true);
    if let Some(right) = right {
        beside(scene, right, form);
    }
}

/// Whose draft is kept besides this one, and the key that brings it back; empty where none is.
fn other(receiving: &Receiving, seen: Seen<'_>) -> String {
    let Some(other) = receiving.other() else { return String::new() };
    let cap = keymap::cap_of(Action::OtherDraft, Context::Receive, seen.words);
    let n = receiving.others().to_string();
    let word = if receiving.others() > 1 { "form.others_kept" } else { "form.other_kept" };
    seen.fill(word, &[("name", other.whose()), ("key", &cap), ("n", &n)])
}

fn title(scene: &mut Scene<'_>, area: Rect, form: &Form, other: &str) {
    let seen = scene.seen;
    let whose = match form.ticket {
        Some(ticket) => ticket.to_string(),
        None => seen.get("form.for_nobody").to_owned(),
    };
    let role = if form.ticket.is_some() { Role::Number } else { Role::Dim };
    let mut pen = scene.line(area, 0);
    pen.put(seen.get("form.title"), Role::Title).put(" · ", Role::Dim).put(&whose, role);
    if !other.is_empty() {
        pen.put(" · ", Role::Dim).put(other, Role::Warn);
    }
}

/// The lines of the form, scrolled so that the field in focus, and what belongs to it, is in sight.
fn fields(scene: &mut Scene<'_>, area: Rect, form: &mut Form, flaws: &Flaws, beside: bool) {
    let label_cols = label_cols(scene.seen);
    let value_cols = area.width.saturating_sub(label_cols);
    let rows = rows(form, flaws, (usize::from(value_cols), usize::from(area.height)), beside, scene.seen);
    let focus = form.focus;
    let start = rows.iter().position(|row| matches!(row, Row::Stop(stop) if *stop == focus)).unwrap_or(0);
    let belongs = |row: &&Row| match row {
        Row::Stop(_) | Row::Free => false,
        Row::Paper(line) => focus == Stop::Papers && line.paper <= form.papers.at,
        _ => true,
    };
    let end = start + 1 + rows[start + 1..].iter().take_while(belongs).count();
    let height = usize::from(area.height);
    let top = end.saturating_sub(height).min(if focus == Stop::Papers { usize::MAX } else { start });
    for (y, row) in (area.y..area.bottom()).zip(&rows[top.min(rows.len())..]) {
        let line = Rect { y, height: 1, ..area };
        let value = Rect { x: area.x + label_cols.min(area.width), width: value_cols, ..line };
        match row {
            Row::Stop(stop) => one(scene, (line, value), form, *stop, flaws),
            Row::Hit(index) => hit(scene, value, form, *index),
            Row::Said(text, role) => scene.put(value, 0, text, *role),
            Row::Paper(paper) => papers::draw_line(scene, value, paper, form),
            Row::Free => {}
        }
    }
}

fn label_cols(seen: Seen<'_>) -> u16 {
    let widest = Stop::ALL.iter().filter(|stop| **stop != Stop::Save).map(|stop| columns(seen.get(stop.label())));
    u16::try_from(widest.max().unwrap_or(0)).unwrap_or(0) + 2
}

/// All lines, for values of `size` (columns, and lines in sight).
fn rows(form: &mut Form, flaws: &Flaws, size: (usize, usize), beside: bool, seen: Seen<'_>) -> Vec<Row> {
    let (cols, height) = size;
    let procedure = form.choice.procedure(seen);
    let mut rows = Vec::new();
    for stop in Stop::ALL {
        if stop == Stop::Papers && (beside || form.asked(seen).is_empty()) {
            continue;
        }
        if height >= ROOMY && matches!(stop, Stop::Name | Stop::Kind | Stop::Papers | Stop::Save) {
            rows.push(Row::Free);
        }
        rows.push(Row::Stop(stop));
        for (_, flaw) in flaws.iter().filter(|(place, _)| *place == stop) {
            let text = format!("! {}", flaw.say(seen));
            rows.extend(wrap(&text, cols).into_iter().map(|part| Row::Said(part, Role::Bad)));
        }
        match (stop, procedure) {
            (Stop::Procedure, Some(procedure)) if !beside => {
                let (text, role) = promise(procedure, form, seen);
                rows.extend(wrap(&text, cols).into_iter().map(|part| Row::Said(part, role)));
                let warned = days_unknown(procedure, form, seen).into_iter().flat_map(|text| wrap(&text, cols));
                rows.extend(warned.map(|part| Row::Said(part, Role::Warn)));
            }
            (Stop::Papers, Some(procedure)) => {
                rows.extend(papers::lines(procedure, form, cols, seen).into_iter().map(Row::Paper));
            }
            _ => {}
        }
    }
    // An empty question must not push what is wrong further down out of sight.
    let asked = flaws.is_empty() || !form.choice.query.text().is_empty();
    if form.focus == Stop::Procedure && procedure.is_none() && asked {
        let found = if form.choice.hits.is_empty() {
            vec![Row::Said(seen.get("form.nothing_fits").to_owned(), Role::Dim)]
        } else {
            let room = height.saturating_sub(rows.len()).clamp(HITS.0, HITS.1).min(height.saturating_sub(1).max(1));
            form.choice.list.window(form.choice.hits.len(), room).map(Row::Hit).collect()
        };
        rows.splice(1..1, found);
    }
    rows
}

/// `3 ngày làm việc · hẹn trả 17:00 T4 25/11/2026`.
fn promise(procedure: &Procedure, form: &Form, seen: Seen<'_>) -> (String, Role) {
    let (limit, role) = procedures::limit(procedure, seen);
    let (due, _) = due(procedure, form, seen);
    (seen.fill("form.promise", &[("limit", &limit), ("due", &due)]), role)
}

/// The due time by the time of receipt that is written; `None` without a limit, or where no time is written.
fn reckoned(procedure: &Procedure, form: &Form, seen: Seen<'_>) -> Option<Due> {
    let (received, limit) = form.received(seen).zip(procedure.limit)?;
    Some(seen.published.book.calendar.due(received, limit))
}

/// That the days off of a year that is over are not known, and what to do. That those to come are not published yet is
/// nothing that she can change.
fn days_unknown(procedure: &Procedure, form: &Form, seen: Seen<'_>) -> Option<String> {
    let unsure = reckoned(procedure, form, seen)?.unsure.filter(|unsure| matches!(unsure, Unsure::Past(_)))?;
    Some(seen.words.say(&unsure))
}

/// The due time as it would stand on the receipt now.
fn due(procedure: &Procedure, form: &Form, seen: Seen<'_>) -> (String, Role) {
    if form.received(seen).is_none() {
        return (seen.get("form.due_unknown").to_owned(), Role::Warn);
    }
    let due = reckoned(procedure, form, seen);
    match due.as_ref().and_then(|due| Some((due.due?, due.unsure.is_some()))) {
        Some((at, false)) => (show_moment(at, seen.words), Role::Number),
        Some((at, true)) => (format!("{} ({})", show_moment(at, seen.words), seen.get("form.forecast")), Role::Warn),
        None => (seen.get("search.no_due").to_owned(), Role::Warn),
    }
}

fn one(scene: &mut Scene<'_>, (line, value): (Rect, Rect), form: &Form, stop: Stop, flaws: &Flaws) {
    let seen = scene.seen;
    let focused = form.focus == stop;
    let flawed = flaws.iter().any(|(place, _)| *place == stop);
    let role = match (focused, flawed) {
        (true, _) => Role::Accent,
        (false, true) => Role::Bad,
        (false, false) => Role::Text,
    };
    if stop != Stop::Save {
        scene.put(line, 0, seen.get(stop.label()), role);
    }
    match stop {
        Stop::Procedure => procedure(scene, value, form, focused),
        Stop::Kind => {
            let kinds = ["common.kind_citizen", "common.kind_organisation", "common.kind_enterprise"];
            choice(scene, value, &kinds, form.kind.key(), focused);
        }
        Stop::Channel => {
            let channels = ["form.channel_in_person", "form.channel_post", "form.channel_online"];
            choice(scene, value, &channels, channel_key(form.channel), focused);
        }
        Stop::Papers => {
            if let Some(procedure) = form.choice.procedure(seen) {
                let seen = format!("{}/{}", form.papers.len(), procedure.papers.len());
                scene.put(value, 0, &seen, Role::Dim);
            }
        }
        Stop::Save => button(scene, value, form, focused),
        typed => {
            let wide = cols_of(typed).min(value.width);
            form.field(typed).draw(scene, Rect { width: wide, ..value }, focused, false);
            if focused && form.filled.contains(&typed) {
                let cols = u16::try_from(columns(form.text(typed))).unwrap_or(u16::MAX);
                scene.paint(Rect { width: cols.min(wide), ..value }, Role::Selected);
            }
            let rest = Rect { x: value.x + wide, width: value.width - wide, ..value };
            if rest.width > 2 {
                let text = aside(form, typed, focused, seen);
                // Half of such a word helps nobody.
                if columns(&text) + 2 <= usize::from(rest.width) {
                    scene.line(rest, 0).gap(2).put(&text, Role::Dim);
                }
            }
        }
    }
}

/// How wide a field is: as wide as what is typed there.
fn cols_of(stop: Stop) -> u16 {
    match stop {
        Stop::Sets => 5,
        Stop::Phone | Stop::IdNumber | Stop::Fee => 16,
        Stop::Received => 18,
        _ => 44,
    }
}

/// What is worth knowing beside a field.
fn aside(form: &Form, stop: Stop, focused: bool, seen: Seen<'_>) -> String {
    match (stop, form.choice.procedure(seen)) {
        (Stop::Fee, Some(procedure)) if !matches!(procedure.fee, Fee::Free | Fee::Vnd(_)) => {
            seen.words.say(&procedure.fee)
        }
        (Stop::Fee, Some(_)) => seen.get("form.dong").to_owned(),
        (Stop::Name | Stop::Address, _) if form.differs_from_card().iter().any(|(at, _)| *at == stop) => {
            let differs = form.differs_from_card();
            let text = differs.iter().find(|(at, _)| *at == stop).map_or("", |(_, text)| text);
            seen.fill("form.on_card", &[("text", text)])
        }
        (Stop::Name, _) if form.known.is_some() && form.filled.contains(&stop) => {
            seen.get("form.same_person").to_owned()
        }
        (Stop::Received, _) if focused => seen.get("form.received_how").to_owned(),
        (Stop::Received, _) if form.text(Stop::Received).is_empty() => seen.get("form.received_now").to_owned(),
        _ => String::new(),
    }
}

fn procedure(scene: &mut Scene<'_>, value: Rect, form: &Form, focused: bool) {
    let seen = scene.seen;
    let Some(procedure) = form.choice.procedure(seen) else {
        form.choice.query.draw(scene, value, focused);
        if form.choice.query.text().is_empty() {
            scene.line(value, 0).gap(u16::from(focused)).put(seen.get("form.procedure_how"), Role::Dim);
        }
        return;
    };
    let mut pen = scene.line(value, 0);
    pen.right(&procedure.code, Role::Dim).put(procedure.short(), Role::Title);
    if focused {
        let wide = columns(procedure.short()).min(usize::from(value.width));
        scene.paint(Rect { width: u16::try_from(wide).unwrap_or(value.width), ..value }, Role::Selected);
        scene.caret = Some(value.as_position());
    }
}

fn hit(scene: &mut Scene<'_>, value: Rect, form: &Form, index: usize) {
    let seen = scene.seen;
    if let Some(procedure) = form.choice.hits.get(index).and_then(|key| seen.published.book.catalogue.get(key)) {
        procedures::row(scene, value, procedure);
    }
    if index == form.choice.list.at {
        scene.paint(value, Role::Selected);
    }
    scene.hit(value, Hit::Row(index));
}

/// All values where there is room, else the chosen one between arrows.
fn choice(scene: &mut Scene<'_>, value: Rect, keys: &[&'static str], chosen: &'static str, focused: bool) {
    let seen = scene.seen;
    let words: Vec<&str> = keys.iter().map(|key| seen.get(key)).collect();
    let all: usize = words.iter().map(|word| columns(word) + 6).sum();
    let role = |on: bool| match (on, focused) {
        (true, true) => Role::Selected,
        (true, false) => Role::Title,
        (false, _) => Role::Dim,
    };
    let mut pen = scene.line(value, 0);
    if all > usize::from(value.width) {
        pen.put(&format!("‹ {} ›", seen.get(chosen)), role(true));
        return;
    }
    for (key, word) in keys.iter().zip(words) {
        let on = *key == chosen;
        pen.put(if on { "(•) " } else { "( ) " }, role(on)).put(word, role(on)).gap(2);
    }
}

fn button(scene: &mut Scene<'_>, value: Rect, form: &Form, focused: bool) {
    let seen = scene.seen;
    if form.saving.is_some() {
        scene.put(value, 0, seen.get("form.saving"), Role::Warn);
        return;
    }
    let text = format!("[ {} ]", seen.get("form.save"));
    let mut pen = scene.line(value, 0);
    pen.put(&text, if focused { Role::Selected } else { Role::Accent });
    // Asked about when it is saved; said before, so that it comes as no surprise.
    if form.choice.picked.is_some() && !form.asked(seen).is_empty() && form.papers.is_empty() {
        pen.gap(2).put(seen.get("form.papers_none"), Role::Warn);
    }
    let wide = u16::try_from(columns(&text)).unwrap_or(value.width).min(value.width);
    scene.hit(Rect { width: wide, ..value }, Hit::Act(Action::Save));
}

/// What the procedure promises and asks for: the one that was chosen, or the one under the bar.
fn beside(scene: &mut Scene<'_>, area: Rect, form: &Form) {
    let seen = scene.seen;
    let Some(procedure) = form.choice.procedure(seen).or_else(|| form.choice.under_bar(seen)) else { return };
    let (limit, limit_role) = procedures::limit(procedure, seen);
    let (due, due_role) = due(procedure, form, seen);
    let (fee, fee_role) = procedures::fee(procedure, seen);
    let mut lines = vec![
        Line::Head(procedure.name.clone()),
        Line::fact(seen.get("procedures.field"), procedure.field.clone()),
        Line::Fact(seen.get("form.limit").to_owned(), limit, limit_role),
        Line::Fact(seen.get("form.due").to_owned(), due, due_role),
        Line::Fact(seen.get("form.fee").to_owned(), fee, fee_role),
    ];
    lines.extend(days_unknown(procedure, form, seen).map(|said| Line::Point("!".to_owned(), said, Role::Warn)));
    let cautions = procedure.cautions.iter().map(|caution| seen.words.say(caution));
    lines.extend(cautions.map(|caution| Line::Point("!".to_owned(), caution, Role::Warn)));
    let used = sheet::draw(scene, area, &lines, &mut List::default());
    let used = u16::try_from(used + 1).unwrap_or(u16::MAX).min(area.height);
    let rest = Rect { y: area.y + used, height: area.height - used, ..area };
    papers::pane(scene, rest, procedure, form);
}
