//! The form in front of an empty seat.
//!
//! ```text
//!            TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ CẨM TRUNG
//!            Quầy số       2
//!            Cán bộ số     3      Nguyễn Thị Lan
//!            Mã PIN        ••••
//!
//!            Quầy 1  đóng
//!            Quầy 2  mở     Nguyễn Thị Lan
//! ```

use crate::domain::decide::rights::may_sit;
use crate::domain::ids::OfficerId;
use crate::text::width::{columns, wrap};
use crate::tui::model::{Model, Renewal};
use crate::tui::reason;
use crate::tui::scene::Scene;
use crate::tui::screens::counters;
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, model: &Model) {
    let seen = scene.seen;
    let form = &model.sign_in;
    let area = if area.width > 70 { Rect { x: area.x + (area.width - 66) / 2, width: 66, ..area } } else { area };
    if let Some(renewal) = &form.renewal {
        return renew(scene, area, renewal, form.waiting, model.floats.is_empty());
    }
    let title = seen.get("form.sign_in");
    let roomy = area.height >= 12;
    let mut row = u16::from(roomy);
    scene.put(area, row, title, Role::Title);
    row += 1 + u16::from(roomy);
    let labels = ["form.counter", "form.officer", "form.pin"].map(|key| seen.get(key));
    let wide = labels.iter().map(|label| columns(label)).max().unwrap_or(0);
    let wide = u16::try_from(wide).unwrap_or(0) + 2;
    let officer = form.officer().filter(|id| seen.state().officers.contains_key(id));
    let counter = form.counter().and_then(|id| seen.state().counters.get(&id));
    let beside = [
        counter.map(|counter| counter.name.clone()),
        officer.map(|id| reason::officer(id, seen)),
        officer
            .and_then(|id| seen.state().officers.get(&id))
            .filter(|officer| !officer.has_pin)
            .map(|_| seen.get("form.no_pin").to_owned()),
    ];
    // Whoever has said already who she is has one field left.
    let asked = |index: usize| form.known.is_none() || index == 0;
    let fields = [&form.counter, &form.officer, &form.pin].into_iter().enumerate();
    for (index, field) in fields.filter(|(index, _)| asked(*index) || *index == 1) {
        let line = Rect { y: area.y + row, height: u16::from(row < area.height), ..area };
        let focused = form.focus == index && model.floats.is_empty();
        scene.put(line, 0, labels[index], if focused { Role::Accent } else { Role::Text });
        let place = Rect { x: line.x + wide.min(line.width), width: 10.min(line.width.saturating_sub(wide)), ..line };
        if place.height > 0 && asked(index) {
            field.draw(scene, place, focused, index == 2);
        } else if place.height > 0 {
            scene.put(place, 0, field.text(), Role::Text);
        }
        if let Some(text) = &beside[index] {
            let rest = Rect { x: place.right() + 1, width: area.right().saturating_sub(place.right() + 1), ..line };
            scene.put(rest, 0, text, Role::Dim);
        }
        row += 1;
    }
    row += 1;
    if form.waiting {
        scene.put(area, row, seen.get("form.signing_in"), Role::Warn);
    } else if form.known.is_some() {
        scene.put(area, row, seen.get("form.known_how"), Role::Dim);
    } else if !form.counter.text().trim().is_empty() && sits_nowhere(officer, seen) {
        // Said before she types a PIN that would come to nothing.
        for line in wrap(seen.get("form.counter_not_hers"), usize::from(area.width)) {
            scene.put(area, row, &line, Role::Warn);
            row += 1;
        }
        row -= 1;
    }
    row += 1;
    let left = Rect { y: area.y + row.min(area.height), height: area.height.saturating_sub(row), ..area };
    counters::rows(scene, left, None, 0);
}

fn sits_nowhere(officer: Option<OfficerId>, seen: Seen<'_>) -> bool {
    let known = officer.and_then(|id| seen.state().officers.get(&id));
    known.is_some_and(|officer| officer.active && !may_sit(officer.role))
}

/// A PIN of her own, typed twice.
fn renew(scene: &mut Scene<'_>, area: Rect, renewal: &Renewal, waiting: bool, alone: bool) {
    let seen = scene.seen;
    let name = reason::officer(renewal.officer, seen);
    let mut row = u16::from(area.height >= 12);
    scene.put(area, row, &seen.fill("form.new_pin_title", &[("name", &name)]), Role::Title);
    row += 1;
    for line in wrap(seen.get("form.new_pin_why"), usize::from(area.width)) {
        scene.put(area, row, &line, Role::Text);
        row += 1;
    }
    row += u16::from(area.height >= 12);
    let fields = [("form.new_pin", &renewal.pin, false), ("form.new_pin_again", &renewal.again, true)];
    let wide = fields.iter().map(|(key, ..)| columns(seen.get(key))).max().unwrap_or(0);
    let wide = u16::try_from(wide).unwrap_or(0) + 2;
    for (key, field, second) in fields {
        let focused = alone && renewal.second == second;
        scene.put(area, row, seen.get(key), if focused { Role::Accent } else { Role::Text });
        let place = Rect {
            x: area.x + wide.min(area.width),
            y: area.y + row,
            width: 14.min(area.width.saturating_sub(wide)),
            height: u16::from(row < area.height),
        };
        if place.height > 0 {
            field.draw(scene, place, focused, true);
        }
        row += 1;
    }
    if waiting {
        scene.put(area, row + 1, seen.get("form.signing_in"), Role::Warn);
    }
}
