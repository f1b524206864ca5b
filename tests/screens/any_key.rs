//! Whatever is pressed at whatever size, nothing panics, and what is drawn stays inside.

use crate::office::Office;
use motcua::domain::centre::Role;
use motcua::tui::input::{Chord, Input, Key, Pointer};
use proptest::prelude::*;

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => prop::sample::select("gxlvkpctunmdbozayq/:?1234567890 ưđ".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
        3 => (1_u8..13).prop_map(Key::F),
        4 => prop::sample::select(vec![
            Key::Enter, Key::Esc, Key::Tab, Key::BackTab, Key::Backspace, Key::Delete, Key::Up, Key::Down, Key::Left,
            Key::Right, Key::Home, Key::End, Key::PageUp, Key::PageDown,
        ]),
    ]
}

fn input() -> impl Strategy<Value = Input> {
    prop_oneof![
        20 => (key(), prop::bool::weighted(0.1)).prop_map(|(key, ctrl)| Input::Key(Chord { ctrl, ..Chord::plain(key) })),
        1 => "\\PC{0,40}".prop_map(Input::Text),
        1 => any::<String>().prop_map(Input::Paste),
        1 => Just(Input::PasteCut),
        1 => (0_u16..200, 0_u16..80, any::<bool>()).prop_map(|(col, row, wheel)| Input::Mouse {
            act: if wheel { Pointer::WheelDown } else { Pointer::Press },
            col,
            row,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(
        start in 0..8_u8,
        steps in prop::collection::vec((input(), 0_u16..=200, 0_u16..=80, 0_i64..300), 1..40),
    ) {
        let mut office = match start {
            0 => Office::empty(),
            1 => Office::seated(),
            2 => Office::busy(),
            3 => Office::serving(),
            4 => Office::without_counter(Role::Receptionist),
            5 => Office::without_counter(Role::Specialist),
            6 => Office::without_counter(Role::Supervisor),
            _ => Office::without_counter(Role::Administrator),
        };
        for (input, cols, rows, passes) in steps {
            office.now = office.now.plus(passes);
            office.input(input);
            office.draw(cols, rows);
        }
    }
}
