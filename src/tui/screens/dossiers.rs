//! Dossiers by due time: what is late, what is due today, what comes.
//!
//! ```text
//! Hồ sơ cần làm  5                                3 quá hạn · 2 đến hạn hôm nay
//! ! 17:00 T6 13/11  quá hạn 6 ngày   261120-0001  Nguyễn Thị Hồng Đào  Xác nhận tình trạng hôn nhân
//! ```

use crate::domain::dossier::{Dossier, Timeliness};
use crate::domain::time::Timestamp;
use crate::text::words::Words;
use crate::tui::parts::age::age;
use crate::tui::reason;
use crate::tui::scene::{Hit, Scene};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use crate::tui::worklist::WorkList;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(
    scene: &mut Scene<'_>,
    area: Rect,
    work: &mut WorkList,
    figures: crate::domain::figures::DossierFigures,
) {
    let seen = scene.seen;
    let mut title = scene.line(area, 0);
    let (overdue, today) = (figures.overdue.to_string(), figures.due_today.to_string());
    if area.width >= 60 {
        title.right(&format!("{today} {}", seen.get("desk.fig_due_today")), Role::Warn);
        title.right(&format!("{overdue} {} ·", seen.get("desk.fig_overdue")), Role::Bad);
    }
    title.put(seen.get(work.filter.key()), Role::Title).gap(2).put(&work.rows.len().to_string(), Role::Dim);
    let mut body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if let Some(person) = work.of.and_then(|id| seen.published.people.get(&id)) {
        let who = [&person.name, &person.phone, &person.id_number, &person.address, &person.hamlet];
        let who: Vec<&str> = who.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        scene.put(body, 0, &who.join(" · "), Role::Accent);
        body = Rect { y: body.y + 1.min(body.height), height: body.height.saturating_sub(1), ..body };
    }
    if work.rows.is_empty() {
        scene.put(body, 0, seen.get("search.no_dossiers"), Role::Dim);
    }
    for (row, index) in (0..).zip(work.list.window(work.rows.len(), usize::from(body.height))) {
        let line = Rect { y: body.y + row, height: 1, ..body };
        let Some(dossier) = seen.state().dossiers.get(&work.rows[index]) else { continue };
        one(scene, line, dossier, seen.published.name(dossier.applicant));
        if index == work.list.at {
            scene.paint(line, Role::Selected);
        }
        scene.hit(line, Hit::Row(index));
    }
}

/// One dossier in a list, with what there is room for.
pub(in crate::tui) fn one(scene: &mut Scene<'_>, line: Rect, dossier: &Dossier, applicant: &str) {
    let seen = scene.seen;
    let (glyph, role) = match dossier.timeliness(seen.minute()) {
        Timeliness::Overdue => ("!", Role::Bad),
        Timeliness::DueToday => ("◷", Role::Warn),
        Timeliness::DoneOnTime => ("✓", Role::Good),
        Timeliness::DoneLate => ("✓", Role::Warn),
        Timeliness::Running | Timeliness::Open => ("·", Role::Text),
    };
    let due = dossier.due.map_or(String::new(), |due| short_moment(due, seen.words));
    let mut pen = scene.line(line, 0);
    pen.put(glyph, role).gap(1);
    if line.width >= 56 {
        pen.column(&due, 14, role);
    }
    pen.column(&left(dossier, seen), 18, role);
    if line.width >= 100 {
        pen.column(short_code(&dossier.code.0), 12, Role::Dim);
    }
    let name = match line.width {
        0..46 => line.width,
        46..56 => 18,
        wide => 22.max(wide / 6).min(36),
    };
    pen.column(applicant, name, Role::Text);
    let procedure = seen.published.book.catalogue.get(&dossier.procedure);
    pen.put(procedure.map_or(dossier.procedure_name.as_str(), |procedure| procedure.short()), Role::Dim);
}

/// `quá hạn 6 ngày`, `còn 2 giờ 05 phút`, `xong đúng hạn`.
pub(in crate::tui) fn left(dossier: &Dossier, seen: Seen<'_>) -> String {
    let now = seen.minute();
    let (Some(due), None) = (dossier.due, dossier.finished) else {
        return seen.get(reason::timeliness_key(dossier, now)).to_owned();
    };
    if now > due {
        return seen.fill("search.late_by", &[("age", &age(now.since(due), seen.words))]);
    }
    seen.fill("search.left", &[("age", &age(due.since(now), seen.words))])
}

/// `17:00 T6 20/11`
fn short_moment(at: Timestamp, words: &Words) -> String {
    let weekday = words.get(crate::domain::calendar::weekday_key(at.day()));
    format!("{} {weekday} {}", at.local().format("%H:%M"), at.local().format("%d/%m"))
}

/// Day and number of a dossier's code, without the unit that all of a centre share: `261120-0001`.
pub(in crate::tui) fn short_code(code: &str) -> &str {
    code.match_indices('-').nth_back(1).map_or(code, |(at, _)| &code[at + 1..])
}
