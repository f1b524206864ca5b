//! A moment of a past day: what it is above everything, what happened last, the screen of then, and the keys.

use super::{Replay, View};
use crate::domain::calendar::show_day;
use crate::domain::ids::TicketNo;
use crate::domain::replay::telling::{self, Told, clock};
use crate::domain::time::Timestamp;
use crate::text::width::{columns, pad_right};
use crate::text::words::Words;
use crate::tui::displays;
use crate::tui::parts::float;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::scene::Scene;
use crate::tui::screens::{counters, dossiers, queues};
use crate::tui::seen::Seen;
use crate::tui::sight;
use crate::tui::theme::{Role, Theme};
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};

/// Below so many lines only the first is drawn.
const SMALLEST: u16 = 6;
/// Columns of the reasons at most.
const WHY_COLS: u16 = 100;

impl Replay {
    /// Draws the moment that the clock shows, and answers when it shows another one; never while the day stands.
    pub fn draw(&mut self, frame: &mut Frame<'_>, theme: &Theme, words: &Words, now: Timestamp) -> Option<Timestamp> {
        self.follow(now);
        let published = self.published();
        let seen = Seen { published: &published, words, now: self.moment };
        let mut scene = Scene::new(frame.buffer_mut(), theme, seen);
        let area = scene.area();
        let pages = if area.height >= SMALLEST { self.under_head(&mut scene, area) } else { None };
        let head = self.head(words, usize::from(area.width), pages);
        let first = Rect { height: 1.min(area.height), ..area };
        scene.clear(first);
        scene.put(first, 0, &head, Role::Trouble);
        scene.paint(first, Role::Trouble);
        if let Some(caret) = scene.caret {
            frame.set_cursor_position(caret);
        }
        // The seconds stand in the first line; so often that they run, whatever the speed.
        self.playing.then(|| self.moment.plus(i64::from(self.speed() / 5).max(1)))
    }

    /// The line that nobody may take for now.
    fn head(&self, words: &Words, cols: usize, pages: Option<(usize, usize)>) -> String {
        let pace = if self.playing {
            words.fill("replay.playing", &[("speed", &self.speed().to_string())])
        } else {
            words.get("replay.paused").to_owned()
        };
        let day = self.timeline.day();
        let mut screen = words.get(View::ALL[self.view].key()).to_owned();
        if let Some((page, all)) = pages.filter(|(_, all)| *all > 1) {
            let gaps = [("n", (page + 1).to_string()), ("all", all.to_string())];
            let page = words.fill("replay.page", &gaps.each_ref().map(|(name, value)| (*name, value.as_str())));
            screen = format!("{screen}, {page}");
        }
        let gaps = [
            ("day", show_day(day, words)),
            ("date", day.format("%d/%m/%Y").to_string()),
            ("time", clock(self.moment)),
            ("pace", pace),
            ("n", self.count.to_string()),
            ("all", self.timeline.events().len().to_string()),
            ("screen", screen),
        ];
        let gaps = gaps.each_ref().map(|(name, value)| (*name, value.as_str()));
        let heads = ["replay.head", "replay.head_short", "replay.head_least"].map(|key| words.fill(key, &gaps));
        let fits = heads.iter().find(|head| columns(head) <= cols);
        pad_right(fits.unwrap_or(&heads[2]), cols)
    }

    /// What happened last, the screen, the keys, and what floats. Answers which page of how many a display shows.
    fn under_head(&mut self, scene: &mut Scene<'_>, area: Rect) -> Option<(usize, usize)> {
        let inside = if area.width >= 60 { area.inner(Margin::new(1, 0)) } else { area };
        let rows = if inside.width < 100 && area.height >= 12 { 2 } else { 1 };
        let line = |y: u16, height: u16| Rect { y: area.y + y, height, ..inside };
        let last = match self.count.checked_sub(1) {
            None => scene.seen.get("replay.nothing_yet").to_owned(),
            Some(last) => {
                let at = self.timeline.events().get(last).map(|event| clock(event.at)).unwrap_or_default();
                format!("{at} · {}", self.told.get(last).map_or("", String::as_str))
            }
        };
        match &self.wrong {
            Some(wrong) => scene.put(line(1, 1), 0, wrong, Role::Bad),
            None => scene.put(line(1, 1), 0, &last, Role::Accent),
        }
        let body = line(2, area.height - 2 - rows);
        let pages = self.screen(scene, body);
        let bottom = line(area.height - rows, rows);
        scene.clear(bottom);
        self.bottom(scene, bottom);
        if let Some(mut list) = self.why {
            self.reasons(scene, body, &mut list);
            self.why = Some(list);
        }
        pages
    }

    fn screen(&mut self, scene: &mut Scene<'_>, body: Rect) -> Option<(usize, usize)> {
        let (seen, pages) = (scene.seen, &mut self.pages);
        match View::ALL[self.view] {
            View::Display(kind) => return Some(displays::still(scene, body, kind, pages.page)),
            View::Counters => counters::draw(scene, body, &mut pages.counters),
            View::Queues => {
                pages.sight = sight::of_hall(seen);
                pages.queues.look(seen);
                queues::draw(scene, body, &mut pages.queues, &pages.sight);
            }
            View::Dossiers => {
                pages.names.follow(seen.published);
                pages.listing.look(&pages.names, None, seen);
                dossiers::draw(scene, body, &mut pages.listing);
            }
        }
        None
    }

    /// Who was called by which counter, and why.
    fn reasons(&self, scene: &mut Scene<'_>, within: Rect, list: &mut List) {
        let words = scene.seen.words;
        let call = self.call_in_sight().and_then(|index| self.timeline.call(index));
        let centre = &scene.seen.state().centre;
        let mut lines: Vec<Line> = match &call {
            None => vec![line(Told::Text(words.get("replay.no_call").to_owned()))],
            Some(call) => telling::call(call, centre, words).into_iter().map(line).collect(),
        };
        lines.extend(call.map(|call| self.so_far(call.ticket.ticket, words)).into_iter().flatten());
        let cols = within.width.saturating_sub(4).min(WHY_COLS);
        let title = words.get("replay.why_title");
        // How tall it is shows only when it is wrapped: first into nothing.
        let tall = sheet::height(&lines, usize::from(cols));
        let inside = float::open(scene, within, cols, u16::try_from(tall).unwrap_or(u16::MAX), title);
        sheet::draw(scene, inside, &lines, list);
    }

    /// What had happened to `number` by the moment that is shown.
    fn so_far(&self, number: TicketNo, words: &Words) -> Vec<Line> {
        let mut lines = vec![Line::Head(words.fill("replay.so_far", &[("ticket", &number.to_string())]))];
        for index in self.timeline.story(number).into_iter().filter(|index| *index < self.count) {
            let told = self.told.get(index).cloned().unwrap_or_default();
            lines.push(Line::Point(clock(self.timeline.events()[index].at), told, Role::Text));
        }
        lines
    }

    /// The line that is typed, or the keys.
    fn bottom(&self, scene: &mut Scene<'_>, area: Rect) {
        let (seen, keys) = (scene.seen, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
        if let Some(field) = &self.going {
            let label = seen.get("replay.go_to");
            let wide = u16::try_from(columns(label)).unwrap_or(u16::MAX).saturating_add(1).min(area.width);
            scene.put(keys, 0, label, Role::Text);
            let room = 10.min(area.width - wide);
            field.draw(scene, Rect { x: keys.x + wide, width: room, ..keys }, true, false);
            return;
        }
        let speed = super::SPEEDS[self.speed].to_string();
        let hints: &[(&str, &str)] = if self.why.is_some() {
            &[("↑ ↓", "key_page"), ("p n", "key_calls"), ("Esc", "key_close"), ("← →", "key_event")]
        } else {
            &[
                (seen.get("replay.key_space"), "key_play"),
                ("w", "key_why"),
                ("← →", "key_event"),
                ("q", "key_quit"),
                ("+ -", "key_speed"),
                ("/", "key_go"),
                ("Tab", "key_screen"),
                ("[ ]", "key_minutes"),
                ("↑ ↓", "key_page"),
                ("< >", "key_list"),
                ("Home End", "key_ends"),
            ]
        };
        let (mut row, mut x) = (0, area.x);
        let on_dossiers = View::ALL[self.view] == View::Dossiers;
        for (cap, key) in hints.iter().filter(|(_, key)| *key != "key_list" || on_dossiers) {
            let word = seen.fill(&format!("replay.{key}"), &[("speed", &speed)]);
            let wide = u16::try_from(columns(cap) + columns(&word) + 3).unwrap_or(u16::MAX);
            if x.saturating_add(wide) > area.right().saturating_add(2) {
                (row, x) = (row + 1, area.x);
            }
            if row >= area.height {
                return;
            }
            let place = Rect { x, width: area.right().saturating_sub(x), ..area };
            scene.line(place, row).put(cap, Role::Key).gap(1).put(&word, Role::Text);
            x = x.saturating_add(wide);
        }
    }
}

fn line(told: Told) -> Line {
    match told {
        Told::Head(text) => Line::Text(text, Role::Title),
        Told::About(text) => Line::Head(text),
        Told::Item(text) => Line::Point(" ".to_owned(), text, Role::Text),
        Told::Text(text) => Line::Text(text, Role::Accent),
    }
}
