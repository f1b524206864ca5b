//! The catalogue: search, list, and one procedure with all that is known of it.
//!
//! ```text
//! Tìm: khai sinh▏                              7/301 thủ tục
//! 1.001193  Khai sinh              trong ngày  │ Thủ tục đăng ký khai sinh
//! 1.004884  Khai sinh lại          5 ngày      │ Mã, lĩnh vực, thời hạn, phí, giấy tờ
//! ```

use crate::domain::calendar::Limit;
use crate::domain::procedure::{Fee, Procedure};
use crate::text::width::columns;
use crate::tui::pages::browsing::Browsing;
use crate::tui::pages::leaf::ProcedurePage;
use crate::tui::pages::query::QueryLine;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::{Constraint, Layout, Rect};

/// Columns from which the procedure under the bar is shown beside the list.
pub(in crate::tui) const BESIDE: u16 = 100;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, browsing: &mut Browsing) {
    let seen = scene.seen;
    let counts = [browsing.hits.len(), seen.published.book.catalogue.len()].map(|count| count.to_string());
    let count = seen.fill("procedures.count", &[("n", &counts[0]), ("all", &counts[1])]);
    search_line(scene, area, &browsing.query, &count);
    let gap = u16::from(area.height >= 12);
    let body = Rect { y: area.y + 1 + gap, height: area.height.saturating_sub(1 + gap), ..area };
    if browsing.hits.is_empty() {
        scene.put(body, 0, seen.get("form.nothing_fits"), Role::Dim);
        return;
    }
    let (left, right) = halves(scene, body);
    for (row, index) in (0..).zip(browsing.list.window(browsing.hits.len(), usize::from(left.height))) {
        let line = Rect { y: left.y + row, height: 1, ..left };
        if let Some(procedure) = seen.published.book.catalogue.get(&browsing.hits[index]) {
            self::row(scene, line, procedure);
        }
        if index == browsing.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
    if let (Some(right), Some(procedure)) = (right, browsing.selected(seen)) {
        sheet::draw(scene, right, &lines(procedure, seen), &mut List::default());
    }
}

pub(in crate::tui) fn draw_one(scene: &mut Scene<'_>, area: Rect, page: &mut ProcedurePage) {
    let seen = scene.seen;
    let area = Rect { width: area.width.min(BESIDE), ..area };
    match seen.published.book.catalogue.get(&page.key) {
        Some(procedure) => {
            sheet::draw(scene, area, &lines(procedure, seen), &mut page.scroll);
        }
        None => scene.put(area, 0, seen.get("procedures.gone"), Role::Dim),
    }
}

/// A line to type at the top of `area`, and a count at its right.
pub(in crate::tui) fn search_line(scene: &mut Scene<'_>, area: Rect, query: &QueryLine, count: &str) {
    let prompt = scene.seen.get("search.prompt");
    let mut pen = scene.line(area, 0);
    pen.put(prompt, Role::Accent).gap(1);
    if pen.room() > 40 {
        pen.right(count, Role::Dim);
    }
    let (start, room) = (pen.at(), pen.room());
    query.draw(scene, Rect { x: start.x, width: room.min(60), height: 1.min(area.height), ..area }, true);
}

/// The list, and what stands beside it where there is room.
pub(in crate::tui) fn halves(scene: &mut Scene<'_>, body: Rect) -> (Rect, Option<Rect>) {
    if body.width < BESIDE - 4 {
        return (body, None);
    }
    let [left, right] = Layout::horizontal([Constraint::Fill(11), Constraint::Fill(9)]).areas(body);
    scene.hairline(right);
    let right = Rect { x: right.x + 2, width: right.width.saturating_sub(2), ..right };
    (Rect { width: left.width.saturating_sub(1), ..left }, Some(right))
}

/// One procedure in one line: code, short name, limit; the whole name where there is room.
pub(in crate::tui) fn row(scene: &mut Scene<'_>, line: Rect, procedure: &Procedure) {
    let seen = scene.seen;
    let limit = procedure.limit.map_or_else(String::new, |limit| limit_text(limit, procedure, seen));
    let mut pen = scene.line(line, 0);
    if line.width >= 60 {
        pen.column(&procedure.code, 8, Role::Dim).gap(1);
    }
    if line.width >= 44 {
        pen.right(&limit, Role::Dim);
    }
    if procedure.label.is_empty() || line.width < 80 {
        pen.put(procedure.short(), Role::Text);
    } else {
        pen.column(&procedure.label, 30, Role::Text).put(&procedure.name, Role::Dim);
    }
}

fn limit_text(limit: Limit, procedure: &Procedure, seen: Seen<'_>) -> String {
    let sure = if procedure.limit_sure || limit == Limit::None { "" } else { " ?" };
    format!("{}{sure}", seen.words.say(&limit))
}

/// The limit in words, with a caution where it must be checked before it is promised.
pub(in crate::tui) fn limit(procedure: &Procedure, seen: Seen<'_>) -> (String, Role) {
    match procedure.limit {
        None => (seen.get("form.limit_unknown").to_owned(), Role::Warn),
        Some(limit) if procedure.limit_sure => (seen.words.say(&limit), Role::Text),
        Some(limit) => (format!("{} ({})", seen.words.say(&limit), seen.get("procedures.check_limit")), Role::Warn),
    }
}

/// The fee in words.
pub(in crate::tui) fn fee(procedure: &Procedure, seen: Seen<'_>) -> (String, Role) {
    let role = if procedure.fee == Fee::Unknown { Role::Warn } else { Role::Text };
    (procedure.fee_in(seen.words), role)
}

/// Everything that is known of a procedure.
pub(in crate::tui) fn lines(procedure: &Procedure, seen: Seen<'_>) -> Vec<Line> {
    let mut lines = vec![Line::Head(procedure.name.clone())];
    let mut fact = |key: &'static str, (value, role): (String, Role)| {
        if !value.is_empty() {
            lines.push(Line::Fact(seen.words.get(key).to_owned(), value, role));
        }
    };
    fact("procedures.code", (procedure.code.clone(), Role::Number));
    fact("procedures.label", (procedure.label.clone(), Role::Text));
    fact("procedures.field", (procedure.field.clone(), Role::Text));
    fact("form.limit", limit(procedure, seen));
    fact("form.fee", fee(procedure, seen));
    fact("procedures.basis", (seen.words.say(&procedure.basis), Role::Dim));
    lines.extend(
        procedure.cautions.iter().map(|caution| Line::Point("!".to_owned(), seen.words.say(caution), Role::Warn)),
    );
    lines.push(Line::Head(seen.get("procedures.papers").to_owned()));
    if procedure.papers.is_empty() {
        lines.push(Line::Text(seen.get("form.papers_unknown").to_owned(), Role::Dim));
    }
    let wide = columns(&procedure.papers.len().to_string());
    for (index, paper) in procedure.papers.iter().enumerate() {
        lines.push(Line::Point(format!("{:>wide$}.", index + 1), paper.clone(), Role::Text));
    }
    lines
}
