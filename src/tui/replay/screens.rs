//! The screens of a past moment, drawn by those of now from the state of then; nothing on them can be done.

use super::Replay;
use crate::domain::counter::Counter;
use crate::domain::ids::{CounterId, OfficerId, TicketNo};
use crate::domain::replay::telling;
use crate::tui::action::Action;
use crate::tui::displays::{self, Kind};
use crate::tui::keymap::Context;
use crate::tui::model::{Model, Seat};
use crate::tui::pages::leaf::DossierPage;
use crate::tui::pages::listing::Listing;
use crate::tui::pages::names::Names;
use crate::tui::pages::queues::Queues;
use crate::tui::parts::list::List;
use crate::tui::parts::sheet::{self, Line};
use crate::tui::scene::Scene;
use crate::tui::screens::{counters, desk, dossier, dossiers, queues, ticket};
use crate::tui::seen::Seen;
use crate::tui::sight::{self, Sight};
use crate::tui::theme::Role;
use crate::tui::view;
use ratatui::layout::Rect;

/// What is shown of the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum View {
    /// The supervisors' wall.
    #[default]
    Wall,
    /// The board in the waiting room.
    Board,
    /// All counters.
    Counters,
    /// The desk of one.
    Desk,
    /// The queues of all services.
    Queues,
    /// The dossiers by due time.
    Dossiers,
}

/// A page above the screen.
#[derive(Debug)]
pub(super) enum Leaf {
    Ticket(TicketNo, List),
    Dossier(DossierPage),
}

/// What a screen remembers between two frames.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub view: View,
    /// The page in front of it.
    pub leaf: Option<Leaf>,
    /// Which page of a display; nothing turns by itself.
    pub page: i64,
    counters: List,
    /// Whose desk; without, the first one's.
    counter: Option<CounterId>,
    /// What that desk remembers.
    desk: Option<Box<Model>>,
    queues: Queues,
    pub listing: Listing,
    names: Names,
    sight: Sight,
}

impl View {
    pub const ALL: [Self; 6] = [Self::Wall, Self::Board, Self::Counters, Self::Desk, Self::Queues, Self::Dossiers];

    /// Its function key: that of the screen itself where it has one.
    pub fn key(self) -> u8 {
        match self {
            Self::Desk => 2,
            Self::Wall => 3,
            Self::Dossiers => 4,
            Self::Queues => 5,
            Self::Counters => 6,
            Self::Board => 8,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Wall => "replay.screen_wall",
            Self::Board => "replay.screen_board",
            Self::Counters => "replay.screen_counters",
            Self::Desk => "replay.screen_desk",
            Self::Queues => "replay.screen_queues",
            Self::Dossiers => "replay.screen_dossiers",
        }
    }

    /// The next one, or the one before.
    fn next(self, back: bool) -> Self {
        let here = Self::ALL.iter().position(|view| *view == self).unwrap_or(0);
        Self::ALL[(here + if back { Self::ALL.len() - 1 } else { 1 }) % Self::ALL.len()]
    }
}

impl Pages {
    /// Where a key would be pressed, were it now.
    pub fn context(&self) -> Context {
        match (&self.leaf, self.view) {
            (Some(Leaf::Ticket(..)), _) => Context::Ticket,
            (Some(Leaf::Dossier(_)), _) => Context::Dossier,
            (None, View::Wall | View::Board) => Context::Wall,
            (None, View::Counters) => Context::Counters,
            (None, View::Desk) => Context::Desk,
            (None, View::Queues) => Context::Queues,
            (None, View::Dossiers) => Context::Dossiers,
        }
    }

    pub fn show(&mut self, view: View) {
        (self.view, self.leaf) = (view, None);
    }

    pub fn turn(&mut self, back: bool) {
        self.show(self.view.next(back));
    }

    /// The desk of this counter.
    pub fn show_desk(&mut self, counter: CounterId) {
        self.counter = Some(counter);
        self.show(View::Desk);
    }

    pub fn open(&mut self, view: View, leaf: Leaf) {
        (self.view, self.leaf) = (view, Some(leaf));
    }

    /// Somebody has gone to this number: a page of another one is left for hers.
    pub fn follow(&mut self, number: TicketNo) {
        if self.leaf.is_some() {
            self.leaf = Some(Leaf::Ticket(number, List::default()));
        }
    }

    /// The ticket whose page is open.
    pub fn ticket_page(&self) -> Option<TicketNo> {
        match &self.leaf {
            Some(Leaf::Ticket(number, _)) => Some(*number),
            _ => None,
        }
    }

    /// The ticket under the bar of the screen.
    pub fn selected(&self) -> Option<TicketNo> {
        match self.view {
            View::Desk => self.desk.as_deref().and_then(sight::selected),
            View::Queues => self.queues.selected(),
            _ => None,
        }
    }

    /// Opens what is selected; false where nothing is.
    pub fn choose(&mut self) -> bool {
        let leaf = match (&self.leaf, self.view) {
            (Some(_), _) => None,
            (None, View::Dossiers) => self.listing.selected().cloned().map(DossierPage::new).map(Leaf::Dossier),
            (None, _) => self.selected().map(|number| Leaf::Ticket(number, List::default())),
        };
        let opens = leaf.is_some();
        self.leaf = leaf.or(self.leaf.take());
        opens
    }

    /// Whether what is in front is read row by row, so that the keys of a list are its own.
    pub fn is_list(&self) -> bool {
        self.leaf.is_some() || matches!(self.view, View::Desk | View::Queues | View::Dossiers)
    }

    pub fn scroll(&mut self, action: Action) {
        match (&mut self.leaf, self.view) {
            (Some(Leaf::Ticket(_, list)), _) => drop(list.go(action, usize::MAX)),
            (Some(Leaf::Dossier(page)), _) => drop(page.scroll.go(action, usize::MAX)),
            (None, View::Wall | View::Board) => self.page += if action == Action::Up { -1 } else { 1 },
            (None, View::Counters) => drop(self.counters.go(action, usize::MAX)),
            (None, View::Desk) => {
                if let Some(desk) = &mut self.desk {
                    let len = desk.sight.queue.len();
                    desk.queue.go(action, len);
                    desk.picked = if desk.queue.at == 0 { None } else { sight::selected(desk) };
                }
            }
            (None, View::Queues) => {
                let len = self.queues.rows.len();
                self.queues.list.go(action, len);
                self.queues.pick();
            }
            (None, View::Dossiers) => {
                let len = self.listing.rows.len();
                self.listing.list.go(action, len);
                self.listing.pick();
            }
        }
    }

    /// The counter whose desk is shown.
    pub fn counter<'a>(&self, seen: Seen<'a>) -> Option<&'a Counter> {
        let counters = &seen.state().counters;
        self.counter.and_then(|id| counters.get(&id)).or_else(|| counters.values().next())
    }

    /// To the desk of the next counter, or of the one before.
    pub fn turn_desk(&mut self, back: bool, seen: Seen<'_>) {
        let ids: Vec<CounterId> = seen.state().counters.keys().copied().collect();
        let here = self.counter(seen).and_then(|counter| ids.iter().position(|id| *id == counter.id)).unwrap_or(0);
        self.counter = ids.get((here + if back { ids.len().saturating_sub(1) } else { 1 }) % ids.len().max(1)).copied();
    }

    /// Brings the screen up to the moment: a key may come before it was drawn.
    pub fn look(&mut self, seen: Seen<'_>) {
        match self.view {
            View::Wall | View::Board | View::Counters => {}
            View::Desk => {
                let Some(counter) = self.counter(seen) else {
                    self.desk = None;
                    return;
                };
                // Nobody may have sat there.
                let officer = counter.officer.unwrap_or(OfficerId(0));
                let seat = Seat { officer, counter: Some(counter.id), looks: true };
                let desk = self.desk.get_or_insert_with(|| Box::new(Model::seated(seen.words.language(), seat)));
                desk.seat = Some(seat);
                sight::look(desk, seen);
            }
            View::Queues => {
                self.sight = sight::of_hall(seen);
                self.queues.look(seen);
            }
            View::Dossiers => {
                self.names.follow(seen.published);
                self.listing.look(&self.names, None, seen);
            }
        }
    }

    fn draw_desk(&mut self, scene: &mut Scene<'_>, area: Rect) {
        let seen = scene.seen;
        let counter = self.counter(seen);
        let (Some(counter), Some(desk)) = (counter, self.desk.as_deref_mut()) else {
            scene.put(area, 0, seen.get("replay.no_counters"), Role::Dim);
            return;
        };
        let mut pen = scene.line(area, 0);
        view::counter_and_station(&mut pen, counter.id, seen);
        let sits = counter.officer.map(|officer| crate::tui::reason::officer(officer, seen));
        pen.put(" · ", Role::Dim).put(sits.as_deref().unwrap_or(seen.get("replay.nobody_sits")), Role::Text);
        let rows = if area.height >= 16 { 2 } else { 1.min(area.height) };
        desk::draw(scene, Rect { y: area.y + rows, height: area.height - rows, ..area }, desk);
    }
}

impl Replay {
    /// Draws the screen; answers which page of how many a display shows.
    pub(super) fn screen(&mut self, scene: &mut Scene<'_>, body: Rect) -> Option<(usize, usize)> {
        if let Some(mut leaf) = self.pages.leaf.take() {
            match &mut leaf {
                Leaf::Ticket(number, list) => {
                    let lines = self.ticket_lines(*number, scene.seen);
                    sheet::draw(scene, body, &lines, list);
                }
                Leaf::Dossier(page) if scene.seen.state().dossiers.contains_key(&page.code) => {
                    dossier::draw(scene, body, page);
                }
                Leaf::Dossier(page) => {
                    let gone = scene.seen.fill("replay.dossier_not_here", &[("dossier", &page.code.0)]);
                    sheet::draw(scene, body, &[Line::Text(gone, Role::Dim)], &mut List::default());
                }
            }
            self.pages.leaf = Some(leaf);
            return None;
        }
        let pages = &mut self.pages;
        pages.look(scene.seen);
        match pages.view {
            View::Wall => return Some(displays::still(scene, body, Kind::Wall, pages.page)),
            View::Board => return Some(displays::still(scene, body, Kind::Board, pages.page)),
            View::Counters => counters::draw(scene, body, &mut pages.counters),
            View::Desk => pages.draw_desk(scene, body),
            View::Queues => queues::draw(scene, body, &mut pages.queues, &pages.sight),
            View::Dossiers => dossiers::draw(scene, body, &mut pages.listing),
        }
        None
    }

    /// A ticket as it stood, what it was promised, and all that had happened to it.
    fn ticket_lines(&self, number: TicketNo, seen: Seen<'_>) -> Vec<Line> {
        let words = seen.words;
        let mut lines = if let Some(found) = seen.state().tickets.get(&number) {
            ticket::lines(found, self.timeline.day(), seen)
        } else {
            let gone = seen.fill("replay.ticket_not_here", &[("ticket", &number.to_string())]);
            vec![Line::Text(gone, Role::Dim)]
        };
        let story = self.so_far(number, words);
        if story.len() > 1 {
            let promised = self.timeline.promise(number, self.count);
            lines.push(Line::Text(telling::promise(number, promised, words), Role::Accent));
            lines.extend(story);
        }
        lines
    }

    /// What is to be known of the screen beside what is on it.
    pub(super) fn note(&self, seen: Seen<'_>) -> Option<String> {
        if self.pages.leaf.is_some() {
            return None;
        }
        match self.pages.view {
            View::Wall | View::Board => Some(seen.get("replay.not_kept_short").to_owned()),
            View::Desk | View::Queues => {
                let number = self.pages.selected()?;
                Some(telling::promise(number, self.timeline.promise(number, self.count), seen.words))
            }
            View::Counters | View::Dossiers => None,
        }
    }
}
