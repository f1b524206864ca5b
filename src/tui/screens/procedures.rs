//! The catalogue: a line to type, the procedures that fit, and one of them in full.

use crate::domain::procedure::Procedure;
use crate::text::width::wrap;
use crate::tui::catalogue::Browse;
use crate::tui::parts::list::List;
use crate::tui::scene::{Hit, Scene};
use crate::tui::screens::{receive, search};
use crate::tui::seen::Seen;
use crate::tui::theme::Role;
use crate::tui::view::Tier;
use ratatui::layout::Rect;

pub(in crate::tui) fn draw(scene: &mut Scene<'_>, area: Rect, browse: &mut Browse) {
    let seen = scene.seen;
    let body = search::prompted(scene, area, seen.get("search.procedures_prompt"), &browse.field);
    let (list, detail) = if Tier::of(scene.area()) == Tier::Wide {
        let wide = body.width / 2;
        let rest = Rect { x: body.x + wide + 2, width: body.width.saturating_sub(wide + 2), ..body };
        (Rect { width: wide, ..body }, Some(rest))
    } else {
        (body, None)
    };
    let found: Vec<&Procedure> = browse.found(seen);
    if found.is_empty() {
        scene.put(list, 0, seen.get("form.nothing_fits"), Role::Dim);
    }
    for (row, index) in (0..).zip(browse.list.window(found.len(), usize::from(list.height))) {
        let line = Rect { y: list.y + row, height: 1, ..list };
        receive::offer(scene, line, found[index], index == browse.list.at);
        scene.hit(line, Hit::Row(index));
    }
    if let (Some(area), Some(procedure)) = (detail, found.get(browse.list.at)) {
        scene.hairline(Rect { x: area.x.saturating_sub(1), ..area });
        let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        whole(scene, inside, procedure, &mut List::default());
    }
}

/// One procedure in full: name, code, field, limit, fee, papers, where it is known from, what to be careful about.
pub(in crate::tui) fn whole(scene: &mut Scene<'_>, area: Rect, procedure: &Procedure, list: &mut List) {
    let lines = lines(procedure, scene.seen, area.width);
    super::scrolled(scene, area, &lines, list);
}

fn lines(procedure: &Procedure, seen: Seen<'_>, cols: u16) -> Vec<(String, Role)> {
    let cols = usize::from(cols);
    let mut lines: Vec<(String, Role)> =
        wrap(&procedure.name, cols).into_iter().map(|line| (line, Role::Title)).collect();
    let mut say = |key: &str, value: &str, role| {
        let text = format!("{}: {value}", seen.get(key));
        lines.extend(wrap(&text, cols).into_iter().map(|line| (line, role)));
    };
    if !procedure.code.is_empty() {
        say("search.code", &procedure.code, Role::Text);
    }
    say("search.field", &procedure.field, Role::Text);
    let limit = procedure.limit.map_or(seen.get("form.limit_unknown").to_owned(), |limit| seen.words.say(&limit));
    say("search.limit", &limit, Role::Text);
    say("form.fee", &seen.words.say(&procedure.fee), Role::Text);
    say("search.basis", &seen.words.say(&procedure.basis), Role::Dim);
    for caution in &procedure.cautions {
        let text = format!("! {}", seen.words.say(caution));
        lines.extend(wrap(&text, cols).into_iter().map(|line| (line, Role::Warn)));
    }
    lines.push((String::new(), Role::Text));
    let title = if procedure.papers.is_empty() { "form.papers_unknown" } else { "form.papers" };
    lines.push((seen.get(title).to_owned(), Role::Title));
    for paper in &procedure.papers {
        lines.extend(wrap(&format!("· {paper}"), cols).into_iter().map(|line| (line, Role::Text)));
    }
    lines
}
