//! Vietnamese input methods: their byte streams, however cut, leave the right text in a field.

use motcua::session::input::Decoder;
use motcua::tui::input::{Input, Key};
use proptest::prelude::*;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The simplest field that keeps the promise of [`Input`]: text goes to the end, Backspace takes a letter,
/// Enter sends the field off.
#[derive(Debug, Default)]
pub struct Field(pub String);

impl Field {
    pub fn take(&mut self, input: &Input) {
        match input {
            Input::Key(chord) if chord.key == Key::Backspace => {
                if let Some((at, _)) = self.0.grapheme_indices(true).next_back() {
                    self.0.truncate(at);
                }
            }
            Input::Key(chord) if chord.key == Key::Enter => self.0.clear(),
            Input::Key(chord) => self.0.extend(chord.written()),
            Input::Text(text) | Input::Paste(text) => self.0.push_str(text),
            _ => {}
        }
        self.0 = self.0.nfc().collect();
    }
}

/// What a field holds after `bytes` came in reads that end at `cuts`.
pub fn typed(bytes: &[u8], cuts: &[usize]) -> String {
    let mut decoder = Decoder::default();
    let mut field = Field::default();
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).chain([0, bytes.len()]).collect();
    cuts.sort_unstable();
    for pair in cuts.windows(2) {
        for input in decoder.read(&bytes[pair[0]..pair[1]]) {
            field.take(&input);
        }
    }
    field.0
}

fn streams() -> Vec<(String, Vec<u8>, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/session/streams");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "bin") {
            let expected = std::fs::read_to_string(path.with_extension("txt")).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push((name, std::fs::read(&path).unwrap(), expected.trim_end().to_owned()));
        }
    }
    found
}

#[test]
fn every_input_method_comes_out_right_in_one_read_and_byte_by_byte() {
    let streams = streams();
    assert_eq!(streams.len(), 8, "a stream was lost");
    for (name, bytes, expected) in streams {
        assert_eq!(typed(&bytes, &[]), expected, "{name} in one read");
        let all: Vec<usize> = (0..bytes.len()).collect();
        assert_eq!(typed(&bytes, &all), expected, "{name} byte by byte");
    }
}

#[test]
fn a_syllable_rewritten_in_one_read_keeps_its_order() {
    assert_eq!(typed("go\u{7f}õ".as_bytes(), &[]), "gõ");
    assert_eq!(typed("hanh\u{8}\u{8}\u{8}ạnh".as_bytes(), &[]), "hạnh");
}

#[test]
fn a_backspace_of_a_decomposed_method_takes_only_the_mark_it_meant() {
    // "toan" + sắc, then the tone changed to huyền: the method counts the mark as one letter
    let bytes = "toa\u{301}n\u{7f}\u{7f}\u{300}n".as_bytes();
    assert_eq!(typed(bytes, &[]), "toàn");
    assert_eq!(typed(bytes, &(0..bytes.len()).collect::<Vec<_>>()), "toàn");
}

proptest! {
    #[test]
    fn every_input_method_comes_out_right_however_cut(cuts in prop::collection::vec(any::<usize>(), 0..40)) {
        for (name, bytes, expected) in streams() {
            prop_assert_eq!(typed(&bytes, &cuts), expected, "{}", name);
        }
    }
}
