//! Vietnamese input methods: what a terminal reads while somebody types comes out right in a name.

use crate::office::Office;
use motcua::session::input::Decoder;
use motcua::tui::input::{Input, Key};
use std::fs;
use std::path::Path;

fn streams() -> Vec<(String, Vec<u8>, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/session/streams");
    let mut streams = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "bin") {
            let wanted = fs::read_to_string(path.with_extension("txt")).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            streams.push((name, fs::read(&path).unwrap(), wanted.trim_end().to_owned()));
        }
    }
    assert!(streams.len() >= 8, "the recorded streams are gone");
    streams
}

/// Types a stream into the name of a new dossier, `size` bytes a read, and answers the name that is stored.
fn name_typed(bytes: &[u8], size: usize) -> String {
    let mut office = Office::busy();
    office.key('g');
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    let mut decoder = Decoder::default();
    let mut inputs: Vec<Input> = Vec::new();
    for read in bytes.chunks(size) {
        inputs.extend(decoder.read(read));
    }
    inputs.extend(decoder.flush());
    for input in inputs {
        office.input(input);
    }
    let before = office.published.state.next_person;
    office.save();
    office.published.name(motcua::domain::ids::PersonId(before)).to_owned()
}

#[test]
fn every_recorded_method_writes_the_name_it_means() {
    for (name, bytes, wanted) in streams() {
        for size in [bytes.len(), 1, 7] {
            assert_eq!(name_typed(&bytes, size), wanted, "{name}, {size} bytes a read");
        }
    }
}

#[test]
fn the_caret_stands_behind_what_was_typed_and_stays_inside_the_field() {
    let mut office = Office::busy();
    office.key('g');
    office.key('t');
    office.write("khai sinh");
    office.key(Key::Enter);
    office.write(&"Nguyễn Phước Bảo Quý ".repeat(10));
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).unwrap();
    let words = office.words();
    let theme = motcua::tui::theme::Theme::plain();
    terminal
        .draw(|frame| {
            motcua::tui::view::draw(frame, &mut office.model, &office.published, &theme, &words, office.now);
        })
        .unwrap();
    let caret = terminal.get_cursor_position().unwrap();
    assert!(caret.x > 50 && caret.x < 60 && caret.y == 5, "{caret:?}");
}

#[test]
fn ten_thousand_letters_are_cut_and_said() {
    let mut office = Office::busy();
    office.key('/');
    office.input(Input::Paste("Ơ".repeat(10_000)));
    assert!(office.text(80, 24).contains("phần cuối đã bị bỏ"));
}

#[test]
fn control_and_invisible_characters_do_not_get_in() {
    let mut office = Office::seated();
    office.key('/');
    office.input(Input::Paste("Hồng\u{200B}\u{0}Đào\u{1b}[31m".to_owned()));
    let text = office.text(80, 24);
    assert!(text.contains("Tìm: Hồng Đào [31m"), "{text}");
}
