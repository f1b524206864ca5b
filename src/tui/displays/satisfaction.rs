//! What citizens say of the results they got today. The score never stands without how many said so.

use super::{below, top, waiting};
use crate::domain::figures;
use crate::domain::rating::{Level, Tally};
use crate::tui::parts::letters;
use crate::tui::scene::Scene;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// From this size on the score is in large letters and the levels have bars.
const LARGE: (u16, u16) = (44, 10);
/// Lines of the large score.
const SCORE_ROWS: u16 = 5;
/// Columns of how many said so, of the level's name, and of their share.
const COLUMNS: (u16, u16, u16) = (3, 14, 4);

/// Draws them; how many answered comes before what they said.
pub(super) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let seen = scene.seen;
    let tally = figures::ratings_today(seen.state(), seen.minute());
    scene.put(area, 0, seen.get("wall.ratings"), Role::Title);
    let body = below(area, 1);
    let Some(score) = tally.score() else {
        let nothing = match tally.handed {
            0 => seen.get("wall.ratings_none_handed").to_owned(),
            handed => seen.fill("wall.ratings_none", &[("n", &handed.to_string())]),
        };
        let lines = crate::text::width::wrap(&nothing, usize::from(body.width));
        for (row, line) in (0..body.height).zip(&lines) {
            scene.put(body, row, line, Role::Dim);
        }
        return;
    };
    let rest = if area.width >= LARGE.0 && area.height >= LARGE.1 {
        large(scene, body, score, &tally)
    } else {
        scene.put(body, 0, &answered(scene, &tally), Role::Text);
        below(body, 1)
    };
    for (row, level) in (0..rest.height).zip(Level::ALL) {
        one(scene, top(below(rest, row), 1), level, &tally);
    }
}

/// The score across the room, with how many said so beside it; answers what is left.
fn large(scene: &mut Scene<'_>, area: Rect, score: u32, tally: &Tally) -> Rect {
    let seen = scene.seen;
    let number = format!("{score}%");
    let (wide, tall) = letters::size(&number, 1);
    letters::draw(scene, top(area, SCORE_ROWS), &number, 1, Role::Number);
    let beside = Rect { x: area.x + wide + 2, width: area.width.saturating_sub(wide + 2), ..area };
    let beside = below(top(beside, tall), tall.saturating_sub(2));
    scene.put(beside, 0, seen.get("wall.ratings_score"), Role::Title);
    scene.put(beside, 1, &answered(scene, tally), Role::Text);
    below(area, SCORE_ROWS)
}

fn answered(scene: &Scene<'_>, tally: &Tally) -> String {
    let response = tally.response().unwrap_or(0).to_string();
    let (rated, handed) = (tally.rated().to_string(), tally.handed.to_string());
    let gaps = [("rated", rated.as_str()), ("handed", &handed), ("response", &response)];
    let told = scene.seen.fill("wall.ratings_answered", &gaps);
    if tally.by_staff == 0 {
        return told;
    }
    let staff = scene.seen.fill("rating.by_staff", &[("n", &tally.by_staff.to_string()), ("of", &rated)]);
    format!("{told}; {staff}")
}

/// One level: how many said so, which share that is, and where there is room for it a bar.
fn one(scene: &mut Scene<'_>, line: Rect, level: Level, tally: &Tally) {
    let (count, name, share) = COLUMNS;
    let (said, seen) = (tally.levels[level as usize], scene.seen);
    let role = match level {
        _ if said == 0 => Role::Dim,
        Level::NotSatisfied => Role::Warn,
        Level::Very | Level::Satisfied => Role::Title,
    };
    let per_cent = (said * 100).checked_div(tally.rated()).unwrap_or(0);
    let mut pen = scene.line(line, 0);
    pen.column_right(&said.to_string(), count, role).column(seen.get(level.key()), name, role);
    pen.column_right(&format!("{per_cent}%"), share, role);
    let used = name + count + share + 4;
    let bar = Rect { x: line.x + used.min(line.width), width: line.width.saturating_sub(used), ..line };
    if bar.width >= 10 {
        let role = if level == Level::NotSatisfied { Role::Warn } else { Role::Accent };
        waiting::across(scene, bar, said, tally.rated(), role);
    }
}
