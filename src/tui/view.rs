//! One frame: status line, the screen, news, hints, and what floats above.
//!
//! ```text
//! ● xã Cẩm Trung · Quầy 2 · Nguyễn Thị Lan · mở                          08:41
//!   CHƯA LƯU ĐƯỢC: ổ đĩa đầy …                                    (only in trouble)
//!   the screen
//!
//! ✓ Mời A013 đến quầy 2: người cao tuổi; A011 đã bị vượt 3/8 lần   (or nothing)
//! g gọi tiếp  Enter bắt đầu  x xong  t nhận hồ sơ …                   ? trợ giúp
//! ```

use super::action::Action;
use super::displays;
use super::keymap::Context;
use super::model::{Float, Model, Screen};
use super::pages::form::Stop;
use super::pages::step_left;
use super::parts::{confirm, finder, hints, menu, note, toast};
use super::reason;
use super::scene::{Pen, Scene};
use super::screens::{
    cash, counter, counters, desk, dossier, dossier_step, dossiers, place, procedures, queues, receive, search,
    settings, sign_in, staffing, ticket,
};
use super::seen::Seen;
use super::sight;
use super::theme::{Role, Theme};
use crate::domain::changes::Part;
use crate::domain::counter::Station;
use crate::domain::ids::CounterId;
use crate::domain::published::Published;
use crate::domain::time::Timestamp;
use crate::text::telex::Method;
use crate::text::width;
use crate::text::words::Words;
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};

/// Below this many columns or lines there is one sentence only.
const SMALLEST: (u16, u16) = (20, 6);

/// Lines that trouble may take.
const TROUBLE_LINES: usize = 3;

/// How much room a screen has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    /// One column: below 60 columns.
    Narrow,
    /// Two: below 120.
    Standard,
    /// Three.
    Wide,
}

impl Tier {
    pub fn of(area: Rect) -> Self {
        match area.width {
            0..60 => Self::Narrow,
            60..120 => Self::Standard,
            _ => Self::Wide,
        }
    }
}

/// Draws the whole screen, and answers the next moment at which a text on it changes by itself.
///
/// `words` are those of [`Model::language`].
pub fn draw(
    frame: &mut Frame<'_>,
    model: &mut Model,
    published: &Published,
    theme: &Theme,
    words: &Words,
    now: Timestamp,
) -> Option<Timestamp> {
    let seen = Seen { published, words, now };
    sight::look(model, seen);
    let mut scene = Scene::new(frame.buffer_mut(), theme, seen);
    let area = scene.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(&mut scene, area);
        return None;
    }
    whole(&mut scene, model, area);
    let Scene { caret, hits, .. } = scene;
    model.hits = hits;
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
    let minute = Timestamp(now.0 - now.0.rem_euclid(60) + 60);
    let turns = model.pages.overview.turns.take();
    Some(model.toasts.until(now).into_iter().chain(turns).fold(minute, Timestamp::min))
}

fn too_small(scene: &mut Scene<'_>, area: Rect) {
    let lines = width::wrap(scene.seen.get("desk.too_small"), usize::from(area.width));
    for (row, line) in (0..area.height).zip(&lines) {
        scene.put(area, row, line, Role::Text);
    }
}

fn whole(scene: &mut Scene<'_>, model: &mut Model, area: Rect) {
    let area = if area.width >= 60 { area.inner(Margin::new(1, 0)) } else { area };
    let mut body = area;
    let cut_top = |body: &mut Rect| {
        let line = Rect { height: 1, ..*body };
        body.y += 1;
        body.height -= 1;
        line
    };
    status(scene, cut_top(&mut body), model);
    if let Some(trouble) = scene.seen.published.troubles.first() {
        let text = reason::trouble(*trouble, scene.seen);
        // What to do stands at its end, so it is never cut.
        for text in width::wrap(&text, usize::from(area.width.saturating_sub(2))).iter().take(TROUBLE_LINES) {
            let line = cut_top(&mut body);
            scene.put(line, 0, &format!(" {text} "), Role::Trouble);
        }
    }
    let narrow = Tier::of(area) == Tier::Narrow && area.height >= 10 && model.floats.is_empty();
    let hint_rows = if narrow || area.height >= 20 { 2 } else { 1 };
    let (news, bad) = model.toasts.lines(scene.seen, area.width);
    let news_rows = u16::try_from(news.len()).unwrap_or(1).clamp(1, body.height.saturating_sub(hint_rows + 2).max(1));
    let cut_bottom = |body: &mut Rect, rows: u16| {
        let rows = rows.min(body.height);
        body.height -= rows;
        Rect { y: body.bottom(), height: rows, ..*body }
    };
    let hint_area = cut_bottom(&mut body, hint_rows);
    let news_area = cut_bottom(&mut body, news_rows);
    if area.height >= 20 {
        body.y += 1;
        body.height -= 1;
    }
    let under = model.screen_context();
    screen(scene, body, model);
    toast::draw(scene, news_area, &news, bad);
    let context = model.context();
    if context != under {
        // What floats takes the caret, and what is below no longer answers to the pointer.
        scene.caret = None;
        scene.hits.clear();
    }
    let hint_area = tick_hint(scene, hint_area, model);
    let seen = scene.seen;
    let idle = |action| idle(model, context, action, seen);
    hints::draw(scene, hint_area, context, idle, |action| context == under && model.blocked(action).is_some());
    float(scene, body, area, model);
}

/// Whether the key for `action` does nothing at this moment. On the desk such keys keep their place, and say why.
fn idle(model: &Model, context: Context, action: Action, seen: Seen<'_>) -> bool {
    let pages = &model.pages;
    match (context, action, model.floats.last()) {
        (_, Action::Resume, _) => !step_left::waits(model, seen),
        (_, Action::OtherDraft, _) => pages.receiving.other().is_none(),
        (_, Action::Toggle, Some(Float::Menu(menu))) => menu.extra.is_none(),
        (_, Action::Choose, Some(Float::Menu(menu))) => menu.items.is_empty(),
        (_, Action::Choose, Some(Float::Finder(finder))) => finder.chosen(seen).is_none(),
        (Context::Search, Action::Choose, _) => pages.searching.selected().is_none(),
        (Context::Procedures, Action::Choose, _) => pages.browsing.selected(seen).is_none(),
        (Context::Dossiers, Action::Choose | Action::Copy, _) => pages.listing.selected().is_none(),
        (Context::Desk, ..) => false,
        (Context::Wall, Action::Back, None) if pages.overview.cursor().is_some() => false,
        (Context::Settings, Action::Choose, None) => pages.settings.len(seen) == 0,
        (Context::Settings, Action::Add, None) => matches!(pages.settings.part, Part::Targets | Part::Centre),
        (Context::Settings, Action::Skills, None) => {
            !matches!(pages.settings.part, Part::Officers | Part::Counters | Part::Services)
        }
        (Context::Wall, Action::Choose, None) => pages.overview.cursor().is_none(),
        (_, Action::Back, None) if model.seat.is_some() && model.is_at_home() => true,
        (_, action, None) => model.blocked(action).is_some(),
        _ => false,
    }
}

/// Letters and arrows are no keys of the keymap in the form; on the papers they tick and count. Answers what is left of
/// `area`.
fn tick_hint(scene: &mut Scene<'_>, area: Rect, model: &Model) -> Rect {
    let on_papers = model.pages.receiving.form().is_some_and(|form| form.focus == Stop::Papers);
    if model.context() != Context::Receive || !on_papers {
        return area;
    }
    let space = scene.seen.get("keys.cap_space");
    let mut rest = area;
    for (cap, word) in [
        (space, "keys.tick"),
        ("0-9", "keys.count"),
        ("← →", "keys.paper_kind"),
        ("+", "keys.more_kinds"),
        ("a", "keys.tick_all"),
    ] {
        let word = scene.seen.get(word);
        let wide = u16::try_from(width::columns(cap) + width::columns(word) + 3).unwrap_or(u16::MAX);
        if wide > rest.width {
            break;
        }
        scene.line(rest, 0).put(cap, Role::Key).gap(1).put(word, Role::Text);
        rest = Rect { x: rest.x + wide, width: rest.width - wide, ..rest };
    }
    // A line of their own; the others go on below it.
    if area.height > 1 { Rect { y: area.y + 1, height: area.height - 1, ..area } } else { rest }
}

/// The screen in front, between the status line and the news.
fn screen(scene: &mut Scene<'_>, body: Rect, model: &mut Model) {
    let pages = &mut model.pages;
    match model.screens.last_mut() {
        _ if model.seat.is_none() => sign_in::draw(scene, body, model),
        None => desk::draw(scene, body, model),
        Some(Screen::Counters(list)) => counters::draw(scene, body, list),
        Some(Screen::Queues) => queues::draw(scene, body, &mut pages.queues, &model.sight),
        Some(Screen::Place(ticket)) => place::draw(scene, body, *ticket),
        Some(Screen::Wall) => displays::overview(scene, body, &mut pages.overview),
        Some(Screen::Staffing) => staffing::draw(scene, body, &mut pages.planning),
        Some(Screen::Settings) => settings::draw(scene, body, &mut pages.settings),
        Some(Screen::Cash(list)) => cash::draw(scene, body, list, model.seat),
        Some(Screen::Counter(page)) => counter::draw(scene, body, page),
        Some(Screen::Receive) => receive::draw(scene, body, &mut pages.receiving, model.seat),
        Some(Screen::Search) => search::draw(scene, body, &mut pages.searching),
        Some(Screen::Procedures) => procedures::draw(scene, body, &mut pages.browsing),
        Some(Screen::Procedure(page)) => procedures::draw_one(scene, body, page),
        Some(Screen::Dossiers) => dossiers::draw(scene, body, &mut pages.listing),
        Some(Screen::Dossier(page)) => dossier::draw(scene, body, page),
        Some(Screen::Step) => {
            if let Some(form) = &pages.step {
                dossier_step::draw(scene, body, form);
            }
        }
        Some(Screen::Ticket(page)) => ticket::draw(scene, body, page),
    }
}

/// What floats stands in the body; a question that has no room there takes what it needs of the whole screen.
fn float(scene: &mut Scene<'_>, within: Rect, area: Rect, model: &mut Model) {
    let sight = &model.sight;
    match model.floats.last_mut() {
        None => {}
        Some(Float::Menu(menu)) => menu::draw(scene, within, menu),
        Some(Float::Ask(ask)) => menu::draw_ask(scene, within, ask),
        Some(Float::Confirm(asked)) => confirm::draw(scene, within, area, asked),
        Some(Float::Finder(found)) => finder::draw(scene, within, found, |action| sight.blocked.contains_key(&action)),
        Some(Float::Note(read)) => note::draw(scene, within, read),
    }
}

/// Where this is, who sits here, whether the counter takes people, and the time.
fn status(scene: &mut Scene<'_>, line: Rect, model: &Model) {
    let seen = scene.seen;
    let clock = seen.now.clock();
    let tier = Tier::of(line);
    let centre = &seen.state().centre;
    let Some(seat) = model.seat else {
        scene.line(line, 0).right(&clock, Role::Title).put(&centre.name, Role::Title);
        return;
    };
    let mut pen = scene.line(line, 0);
    pen.right(&clock, Role::Title);
    typing(&mut pen, model);
    if !model.pending.is_empty() {
        pen.right(seen.get("desk.saving"), Role::Warn);
    }
    let Some(number) = seat.counter else {
        let role = seen.state().officers.get(&seat.officer).map(|officer| reason::role_key(officer.role));
        pen.put(&reason::officer(seat.officer, seen), Role::Title).put(" · ", Role::Dim);
        pen.put(role.map_or("", |key| seen.get(key)), Role::Text).put(" · ", Role::Dim);
        let centre = width::cut(&centre.name, usize::from(pen.room())).into_owned();
        pen.put(&centre, Role::Dim);
        return;
    };
    counter_and_station(&mut pen, number, seen);
    pen.put(" · ", Role::Dim).put(&reason::officer(seat.officer, seen), Role::Text);
    if tier > Tier::Narrow {
        let centre = width::cut(&centre.name, usize::from(pen.room()).saturating_sub(3)).into_owned();
        pen.put(" · ", Role::Dim).put(&centre, Role::Dim);
    }
}

/// `● Quầy 2 mở`.
pub(super) fn counter_and_station(pen: &mut Pen<'_>, number: CounterId, seen: Seen<'_>) {
    let counter = seen.state().counters.get(&number);
    let station = counter.map_or(&Station::Closed, |counter| &counter.station);
    let (dot, role) = match station {
        Station::Open => ("●", Role::Good),
        Station::Paused { .. } => ("◐", Role::Warn),
        Station::Closed => ("○", Role::Dim),
    };
    pen.put(dot, role).gap(1);
    pen.put(&seen.fill("desk.counter", &[("counter", &number.to_string())]), Role::Title);
    pen.put(" ", Role::Text).put(seen.get(reason::station_key(station)), role);
    if counter.is_some_and(|counter| counter.auto) {
        pen.put(" · ", Role::Dim).put(seen.get("desk.auto"), Role::Accent);
    }
}

/// How letters are typed, where the program composes them.
fn typing(pen: &mut Pen<'_>, model: &Model) {
    match model.typing.method {
        Method::Off => {}
        Method::Telex => {
            pen.right("TELEX", Role::Accent);
        }
        Method::Vni => {
            pen.right("VNI", Role::Accent);
        }
    }
}
