//! Tokens to what a person did.

use motcua::session::input::Decoder;
use motcua::tui::input::{Chord, Input, Key, Pointer};
use proptest::prelude::*;

fn decode(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut inputs = decoder.read(bytes);
    inputs.extend(decoder.flush());
    inputs
}

fn key(key: Key) -> Input {
    Input::Key(Chord::plain(key))
}

fn keys(text: &str) -> Vec<Input> {
    text.chars().map(|character| key(Key::Char(character))).collect()
}

#[test]
fn keys_of_every_terminal_are_the_same_keys() {
    let table: [(&[u8], Key); 26] = [
        (b"\r", Key::Enter),
        (b"\n", Key::Enter),
        (b"\t", Key::Tab),
        (b"\x1b[Z", Key::BackTab),
        (b"\x7f", Key::Backspace),
        (b"\x08", Key::Backspace),
        (b"\x1b", Key::Esc),
        (b"\x1b[A", Key::Up),
        (b"\x1bOA", Key::Up),
        (b"\x1b[B", Key::Down),
        (b"\x1bOD", Key::Left),
        (b"\x1b[C", Key::Right),
        (b"\x1b[H", Key::Home),
        (b"\x1b[1~", Key::Home),
        (b"\x1bOF", Key::End),
        (b"\x1b[4~", Key::End),
        (b"\x1b[5~", Key::PageUp),
        (b"\x1b[6~", Key::PageDown),
        (b"\x1b[2~", Key::Insert),
        (b"\x1b[3~", Key::Delete),
        (b"\x1bOP", Key::F(1)),
        (b"\x1b[[A", Key::F(1)),
        (b"\x1b[12~", Key::F(2)),
        (b"\x1bOQ", Key::F(2)),
        (b"\x1b[15~", Key::F(5)),
        (b"\x1b[24~", Key::F(12)),
    ];
    for (bytes, expected) in table {
        assert_eq!(decode(bytes), [key(expected)], "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn modifiers_are_told() {
    let chord = |key, ctrl, alt, shift| Input::Key(Chord { key, ctrl, alt, shift });
    assert_eq!(decode(b"\x03"), [Input::Key(Chord::ctrl('c'))]);
    assert_eq!(decode(b"\x00"), [Input::Key(Chord::ctrl(' '))]);
    assert_eq!(decode(b"\x1c"), [Input::Key(Chord::ctrl('\\'))]);
    assert_eq!(decode(b"\x1b[1;5C"), [chord(Key::Right, true, false, false)]);
    assert_eq!(decode(b"\x1b[1;2A"), [chord(Key::Up, false, false, true)]);
    assert_eq!(decode(b"\x1bg"), [chord(Key::Char('g'), false, true, false)]);
    assert_eq!(decode(b"G"), [key(Key::Char('G'))]);
}

#[test]
fn only_presses_are_told() {
    assert_eq!(decode(b"\x1b[103;1:1u"), keys("g"));
    assert_eq!(decode(b"\x1b[103;1:3u"), []);
    assert_eq!(decode(b"\x1b[I\x1b[O"), [], "focus is nobody's key");
}

#[test]
fn fast_keys_that_share_a_read_stay_keys() {
    assert_eq!(decode(b"gx2"), keys("gx2"));
    assert_eq!(decode("gư".as_bytes()), keys("gư"), "Telex sends w as ư");
}

#[test]
fn what_an_input_method_rewrites_is_text_and_no_second_command() {
    let mut expected = keys("o");
    expected.push(key(Key::Backspace));
    expected.push(Input::Text("õ".to_owned()));
    assert_eq!(decode("o\u{7f}õ".as_bytes()), expected);
    let mut decoder = Decoder::default();
    let cut: Vec<Input> = [&b"o"[..], b"\x7f", "õ".as_bytes()].iter().flat_map(|read| decoder.read(read)).collect();
    assert_eq!(cut, expected, "the same in three reads");
    let split: Vec<Input> = [&b"o"[..], "\u{303}".as_bytes()].iter().flat_map(|read| decoder.read(read)).collect();
    assert_eq!(split, expected, "the same when only the mark is sent");
}

#[test]
fn a_command_key_is_the_key_cap() {
    let table =
        [('g', 'g'), ('G', 'g'), ('ư', 'w'), ('Ư', 'w'), ('đ', 'd'), ('Đ', 'd'), ('ế', 'e'), ('Ỡ', 'o'), ('1', '1')];
    for (typed, cap) in table {
        assert_eq!(Chord::plain(Key::Char(typed)).command_key(), Chord::plain(Key::Char(cap)), "{typed}");
    }
    assert_eq!(Chord::plain(Key::F(2)).command_key(), Chord::plain(Key::F(2)));
    assert_eq!(Chord::ctrl('C').command_key(), Chord::ctrl('c'));
}

#[test]
fn a_paste_is_never_keys() {
    assert_eq!(decode(b"\x1b[200~gx\x1b[201~"), [Input::Paste("gx".to_owned())]);
}

#[test]
fn the_pointer_points() {
    let mouse = |act, col, row| Input::Mouse { act, col, row };
    assert_eq!(decode(b"\x1b[<0;1;1M"), [mouse(Pointer::Press, 0, 0)]);
    assert_eq!(decode(b"\x1b[<0;10;3m"), [mouse(Pointer::Release, 9, 2)]);
    assert_eq!(decode(b"\x1b[<64;5;5M"), [mouse(Pointer::WheelUp, 4, 4)]);
    assert_eq!(decode(b"\x1b[<65;5;5M"), [mouse(Pointer::WheelDown, 4, 4)]);
    assert_eq!(decode(b"\x1b[<0;0;0M\x1b[32;0;0M\x1b[<0;00;1M"), [], "no terminal has a column 0");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn garbage_never_stops_the_reader(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::collection::vec(any::<u8>(), 0..20),
                "\u{1b}\\[<?[0-9;:]{0,12}[A-Za-z~]".prop_map(String::into_bytes),
                "\u{1b}[O\\[\\]P_^X]?.{0,4}".prop_map(String::into_bytes),
            ],
            0..8,
        )
    ) {
        let mut decoder = Decoder::default();
        for piece in pieces {
            decoder.read(&piece);
        }
        while decoder.patience().is_some() {
            decoder.flush();
        }
        // whatever it was in the middle of, it comes to an end with a few plain keys
        let inputs = decoder.read(b"~~~~~");
        prop_assert!(inputs.contains(&key(Key::Char('~'))), "{:?}", inputs);
    }
}
