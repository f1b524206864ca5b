//! Today's figures: the waiting room, this counter, the dossiers.

use crate::text::width::columns;
use crate::tui::parts::age::age;
use crate::tui::scene::Scene;
use crate::tui::seen::Seen;
use crate::tui::sight::Sight;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// A figure and what it counts.
type Figure = (String, &'static str, Role);

fn room(sight: &Sight, seen: Seen<'_>) -> Vec<Figure> {
    let figures = sight.figures;
    let late = figures.longest_wait_s > seen.state().centre.targets.wait_s;
    let mut list = vec![
        (figures.waiting.to_string(), "desk.fig_waiting", Role::Title),
        (figures.served.to_string(), "desk.fig_served", Role::Title),
        (sight.here.served.to_string(), "desk.fig_served_here", Role::Title),
        (age(figures.longest_wait_s, seen.words), "desk.fig_longest", if late { Role::Warn } else { Role::Title }),
        (figures.missed.to_string(), "desk.fig_missed", Role::Title),
        (figures.issued.to_string(), "desk.fig_issued", Role::Title),
    ];
    if figures.called > 0 {
        list.push((age(figures.mean_wait_s, seen.words), "desk.fig_mean", Role::Title));
    }
    if let Some(percent) = figures.within_percent() {
        let is_low = percent < u32::from(seen.state().centre.targets.on_time_percent);
        let key = if figures.waiting_over > 0 { "desk.fig_target_over" } else { "desk.fig_target" };
        list.push((format!("{percent}%"), key, if is_low { Role::Bad } else { Role::Title }));
    }
    list
}

fn dossiers(sight: &Sight) -> Vec<Figure> {
    let figures = sight.dossiers;
    let loud = |count: u32, role| if count > 0 { role } else { Role::Title };
    vec![
        (figures.overdue.to_string(), "desk.fig_overdue", loud(figures.overdue, Role::Bad)),
        (figures.due_today.to_string(), "desk.fig_due_today", loud(figures.due_today, Role::Warn)),
        (figures.to_return.to_string(), "desk.fig_to_return", Role::Title),
        (figures.received_today.to_string(), "desk.fig_received", Role::Title),
        (figures.open.to_string(), "desk.fig_open", Role::Title),
    ]
}

/// Figures in lines, numbers at the right of their column; answers the lines used.
pub(in crate::tui) fn column(scene: &mut Scene<'_>, area: Rect, sight: &Sight) -> u16 {
    let seen = scene.seen;
    let mut row = 0;
    for (title, figures) in [("desk.today", room(sight, seen)), ("desk.dossiers", dossiers(sight))] {
        scene.put(area, row, seen.get(title), Role::Title);
        row += 1;
        let wide = figures.iter().map(|(number, ..)| columns(number)).max().unwrap_or(0);
        for (number, key, role) in figures {
            let wide = u16::try_from(wide).unwrap_or(0);
            scene.line(area, row).column_right(&number, wide, role).gap(1).put(seen.get(key), Role::Text);
            row += 1;
        }
        row += 1;
    }
    row
}

/// The same in running lines, as many as fit; figures that do not fit whole are left out.
pub(in crate::tui) fn running(scene: &mut Scene<'_>, area: Rect, sight: &Sight) {
    let seen = scene.seen;
    for (row, figures) in (0..area.height).zip([room(sight, seen), dossiers(sight)]) {
        let mut pen = scene.line(area, row);
        for (index, (number, key, role)) in figures.into_iter().enumerate() {
            let wide = columns(&number) + 1 + columns(seen.get(key)) + if index > 0 { 3 } else { 0 };
            if usize::from(pen.room()) < wide {
                break;
            }
            if index > 0 {
                pen.put(" · ", Role::Dim);
            }
            pen.put(&number, role).gap(1).put(seen.get(key), Role::Dim);
        }
    }
}
