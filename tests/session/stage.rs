//! The demonstration: a row of its own above the desk, and keys that change how fast the day goes.

use crate::centre;
use motcua::domain::command::Verb;
use motcua::engine::clock::Clock;
use motcua::session::desk::Desk;
use motcua::session::display::Viewer;
use motcua::session::log::Log;
use motcua::session::pins::Pins;
use motcua::session::stage::Stage;
use motcua::session::{App, Wake};
use motcua::text::words::{Language, Words};
use motcua::tui::displays::Kind;
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

fn rows(app: &mut dyn App, (cols, rows): (u16, u16)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(cols, rows)).unwrap();
    terminal.draw(|frame| _ = app.draw(frame, centre::opening())).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |cells: &[ratatui::buffer::Cell]| cells.iter().map(ratatui::buffer::Cell::symbol).collect();
    buffer.content().chunks(usize::from(cols)).map(row).collect()
}

#[test]
fn the_row_of_the_demonstration_covers_nothing_and_its_keys_change_the_speed() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Clock::manual(centre::opening());
    let hub = centre::start(dir.path(), clock.clone(), |_| {});
    centre::ask(&hub, Verb::Configure(Box::new(centre::centre()))).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let wake = Wake::default();
    for (language, shows) in [(Language::Vi, "KHÔNG LƯU"), (Language::En, "KEPT")] {
        let pins = || Pins::new(Log::new(dir.path().join("access.log"), clock.clone()));
        let desk = || Desk::new(hub.clone(), language, Theme::plain(), &wake, pins(), None);
        let wall = || Viewer::new(Kind::Wall, hub.clone(), language, Theme::plain(), &wake);
        let by_hand = Arc::new(AtomicBool::new(false));
        for size in [(80, 24), (120, 40), (200, 60)] {
            let words = Words::of(language);
            let mut stage = Stage::new(desk(), wall(), clock.clone(), by_hand.clone(), words, Theme::plain());
            let below = (size.0, size.1 - 1);
            let key = |stage: &mut Stage, chord| {
                stage.input(Input::Key(chord), centre::opening());
                rows(stage, size)
            };
            // On the wall nobody types.
            let shown = key(&mut stage, Chord { alt: true, ..Chord::plain(Key::Char('b')) });
            assert_eq!(shown[1..], rows(&mut wall(), below)[..], "{size:?}");
            assert!(shown[0].contains(shows) && shown[0].contains("60"), "{}", shown[0]);
            assert!(key(&mut stage, Chord::plain(Key::Char('+')))[0].contains("120"));
            assert!(key(&mut stage, Chord::plain(Key::Char('-')))[0].contains("60"));
            assert!(key(&mut stage, Chord::plain(Key::Char('-')))[0].contains("30"));
            let shown = key(&mut stage, Chord { alt: true, ..Chord::plain(Key::Char('b')) });
            assert_eq!(shown[1..], rows(&mut desk(), below)[..], "{size:?}");
            assert!(shown[0].contains("30"), "{}", shown[0]);
            // The row speaks as what stands below it.
            let other = if shows == "KEPT" { "KHÔNG LƯU" } else { "KEPT" };
            let spoken = key(&mut stage, Chord::plain(Key::F(9)));
            assert!(spoken[0].contains(other), "{}", spoken[0]);
            assert!(key(&mut stage, Chord::plain(Key::F(9)))[0].contains(shows));
        }
    }
    hub.stop();
}
