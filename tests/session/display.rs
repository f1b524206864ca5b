//! A wall or board that hears nothing more of the hub says so, and keeps the time of its last news.

use crate::centre;
use motcua::domain::command::Verb;
use motcua::engine::clock::Clock;
use motcua::session::display::Viewer;
use motcua::session::{App, Wake};
use motcua::text::words::Language;
use motcua::tui::displays::Kind;
use motcua::tui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn text(viewer: &mut Viewer) -> String {
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let draw = |frame: &mut ratatui::Frame<'_>| {
        viewer.draw(frame, centre::opening());
    };
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer();
    buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn a_display_whose_hub_is_gone_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let hub = centre::start(dir.path(), Clock::manual(centre::opening()), |_| {});
    centre::ask(&hub, Verb::Configure(Box::new(centre::centre()))).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let _inside = runtime.enter();
    let mut viewers = [(Kind::Wall, "Mất liên lạc với máy chủ"), (Kind::Board, "Bảng này đang mất liên lạc")]
        .map(|(kind, says)| (Viewer::new(kind, hub.clone(), Language::Vi, Theme::ansi(), &Wake::default()), says));
    for (viewer, says) in &mut viewers {
        viewer.woken(centre::opening());
        assert!(!text(viewer).contains(*says));
    }
    assert!(text(&mut viewers[0].0).contains("Tin mới nhất lúc 07:30:00"));
    hub.stop();
    for (viewer, says) in &mut viewers {
        viewer.woken(centre::opening());
        assert!(text(viewer).contains(*says), "{}", text(viewer));
    }
    assert!(text(&mut viewers[0].0).contains("Tin mới nhất lúc 07:30:00"));
}
