//! A moment of a past day: what it is above everything, what happened last, the screen of then, and the keys.

use super::Replay;
use super::floats::What;
use super::screens::{Leaf, View};
use crate::domain::calendar::show_day;
use crate::domain::replay::telling::clock;
use crate::domain::time::Timestamp;
use crate::text::width::{columns, pad_right};
use crate::text::words::Words;
use crate::tui::parts::field::Field;
use crate::tui::scene::Scene;
use crate::tui::screens::dossiers::short_code;
use crate::tui::seen::Seen;
use crate::tui::theme::{Role, Theme};
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};

/// Below so many lines only the first is drawn.
const SMALLEST: u16 = 6;
/// From so many lines on there is one for what is to be known of the screen.
const NOTED_FROM: u16 = 16;

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
        let mut screen = self.screen_name(words);
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
        let heads = ["replay.head", "replay.head_screen", "replay.head_short", "replay.head_least"];
        let heads = heads.map(|key| words.fill(key, &gaps));
        let fits = heads.iter().find(|head| columns(head) <= cols);
        pad_right(fits.unwrap_or(&heads[3]), cols)
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
                format!("{at} · {}", self.sentence(last, scene.seen.words))
            }
        };
        match &self.wrong {
            Some(wrong) => scene.put(line(1, 1), 0, wrong, Role::Bad),
            None => scene.put(line(1, 1), 0, &last, Role::Accent),
        }
        // The queue that is drawn says who is selected: room for what she was told is kept in any case.
        let noted = u16::from(area.height >= NOTED_FROM);
        let body = line(2, area.height - 2 - rows - noted);
        let pages = self.screen(scene, body);
        if let Some(note) = self.note(scene.seen).filter(|_| noted > 0) {
            scene.put(line(area.height - rows - noted, noted), 0, &note, Role::Dim);
        }
        let bottom = line(area.height - rows, rows);
        scene.clear(bottom);
        match &self.going {
            Some(field) => go_to(scene, line(area.height - 1, 1), field),
            None => self.keys(scene, bottom),
        }
        if let Some(mut read) = self.float {
            self.read(scene, body, &mut read);
            self.float = Some(read);
        }
        pages
    }

    /// The keys, in as many lines as there are; the most needed have room first.
    fn keys(&self, scene: &mut Scene<'_>, area: Rect) {
        let seen = scene.seen;
        let speed = super::SPEEDS[self.speed].to_string();
        let (mut row, mut x) = (0, area.x);
        for (cap, key, _) in self.hints(seen).into_iter().filter(|(.., is_here)| *is_here) {
            let word = seen.fill(&format!("replay.{key}"), &[("speed", &speed)]);
            let wide = u16::try_from(columns(&cap) + columns(&word) + 3).unwrap_or(u16::MAX);
            if x.saturating_add(wide) > area.right().saturating_add(2) {
                (row, x) = (row + 1, area.x);
            }
            if row >= area.height {
                return;
            }
            let place = Rect { x, width: area.right().saturating_sub(x), ..area };
            scene.line(place, row).put(&cap, Role::Key).gap(1).put(&word, Role::Text);
            x = x.saturating_add(wide);
        }
    }

    /// The keys, the most needed first: what stands on each, what it does, whether it does that here.
    pub(super) fn hints(&self, seen: Seen<'_>) -> Vec<(String, &'static str, bool)> {
        let (pages, view) = (&self.pages, self.pages.view);
        let reads = self.float.is_some();
        let why = self.float.is_some_and(|float| float.what == What::Why);
        let (leaf, no_leaf) = (pages.leaf.is_some(), pages.leaf.is_none());
        let opens = no_leaf && matches!(view, View::Desk | View::Queues | View::Dossiers);
        let listed = pages.is_list();
        let desk = no_leaf && view == View::Desk;
        let hints: [(&str, &'static str, bool); 19] = [
            (seen.get("replay.key_space"), "key_play", !reads),
            ("w", "key_why", !reads),
            ("r", "key_before", !reads),
            (seen.get("replay.key_paging"), "key_page", reads),
            ("p n", "key_calls", why),
            ("Esc", "key_close", reads || leaf),
            ("← →", "key_event", true),
            ("q", "key_quit", !reads),
            ("?", "key_keys", !reads),
            ("Tab", "key_screen", !reads),
            ("1–9", "key_desk", !reads),
            ("< >", "key_desks", !reads && desk),
            ("< >", "key_list", !reads && no_leaf && view == View::Dossiers),
            ("Enter", "key_open", !reads && opens),
            ("+ -", "key_speed", !reads),
            ("/", "key_go", !reads),
            ("[ ]", "key_minutes", !reads),
            (if listed { "Ctrl+Home End" } else { "Home End" }, "key_ends", !reads),
            (seen.get("replay.key_paging"), "key_list_page", !reads && listed),
        ];
        hints.into_iter().map(|(cap, key, here)| (cap.to_owned(), key, here)).collect()
    }

    /// What is in front, in a word or two.
    fn screen_name(&self, words: &Words) -> String {
        match &self.pages.leaf {
            Some(Leaf::Ticket(number, _)) => number.to_string(),
            Some(Leaf::Dossier(page)) => short_code(&page.code.0).to_owned(),
            None => {
                let counter = self.shown.as_ref().and_then(|(_, published)| {
                    let seen = Seen { published, words, now: self.moment };
                    self.pages.counter(seen).map(|counter| counter.id.to_string())
                });
                words.fill(self.pages.view.name(), &[("counter", counter.as_deref().unwrap_or(""))])
            }
        }
    }
}

/// Where a time or a number is typed.
fn go_to(scene: &mut Scene<'_>, line: Rect, field: &Field) {
    let label = scene.seen.get("replay.go_to");
    let wide = u16::try_from(columns(label)).unwrap_or(u16::MAX).saturating_add(1).min(line.width);
    scene.put(line, 0, label, Role::Text);
    let room = 10.min(line.width - wide);
    field.draw(scene, Rect { x: line.x + wide, width: room, ..line }, true, false);
}
