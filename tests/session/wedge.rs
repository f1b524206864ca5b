//! Scanners among the keys of a desk: told by what they say, whole or in pieces, at any speed of the line.

use motcua::session::input::Decoder;
use motcua::tui::input::{Chord, Input, Key};
use motcua::tui::wedge::{CODE_GAP_MS, FIRST_GAP_MS, GAP_MS, Letters, PIECE_GAP_MS, Wedge};
use proptest::prelude::*;

const CODE: &str = "000.00.00.H27-231027-0361";
const CARD: &str =
    "042199001234|241234567|Nguyễn Thị Hồng Đào|01011999|Nữ|Thôn Đông Trung, xã Cẩm Trung, Hà Tĩnh|01012022";
const OTHERS: [&str; 2] = ["H27.15-261120-2951", "https://dichvucong.gov.vn/tra-cuu?ma=1"];
const SHORT: [&str; 4] = ["A002", "XA-0001", "G12", "1234567"];
const FOREIGN: [&str; 4] = ["8934563138165", "https://example.com/x?y=tz", "VN20261122ABCD", "12|34|56|78"];

fn keys(text: &str) -> Vec<Input> {
    text.chars().map(|character| Input::Key(Chord::plain(Key::Char(character)))).collect()
}

/// What comes of reads, each so many milliseconds after the one before, and of waiting afterwards.
fn heard(letters: Letters, reads: &[(u64, &[u8])]) -> Vec<Input> {
    let (mut decoder, mut wedge, mut now, mut heard) = (Decoder::default(), Wedge::default(), 0, Vec::new());
    for (gap, bytes) in reads {
        now += gap;
        heard.extend(wedge.flush(now));
        for input in decoder.read(bytes) {
            heard.extend(wedge.take(input, letters, now));
        }
    }
    heard.extend(wedge.flush(now + PIECE_GAP_MS));
    assert_eq!(wedge.deadline_ms(), None);
    heard
}

fn both() -> [Letters; 2] {
    [Letters::Commands, Letters::Text]
}

#[test]
fn codes_and_cards_are_scans_with_enter_tab_both_or_nothing_after_them() {
    for letters in both() {
        for text in [CODE, CARD] {
            for ending in ["\r", "\t", "\r\n", ""] {
                let bytes = format!("{text}{ending}");
                let scan = [Input::Scan(text.to_owned())];
                assert_eq!(heard(letters, &[(0, bytes.as_bytes())]), scan, "{letters:?} {bytes:?} in one read");
                let split: Vec<(u64, &[u8])> = bytes.as_bytes().chunks(1).map(|byte| (3, byte)).collect();
                assert_eq!(heard(letters, &split), scan, "{letters:?} {bytes:?} byte by byte");
            }
        }
    }
}

#[test]
fn a_slow_line_cuts_a_scan_into_pieces() {
    for letters in both() {
        for cut in 5..CODE.len() {
            let (first, rest) = CODE.as_bytes().split_at(cut);
            let reads = [(0, first), (PIECE_GAP_MS - 50, rest), (200, b"\r")];
            assert_eq!(heard(letters, &reads), [Input::Scan(CODE.to_owned())], "{letters:?} {cut}");
        }
        let pieces: Vec<(u64, &[u8])> = CARD.as_bytes().chunks(9).map(|bytes| (120, bytes)).collect();
        assert_eq!(heard(letters, &pieces), [Input::Scan(CARD.to_owned())], "{letters:?}");
    }
}

#[test]
fn foreign_codes_are_no_keys_where_keys_are_commands() {
    for text in FOREIGN {
        let bytes = format!("{text}\r");
        assert_eq!(heard(Letters::Commands, &[(0, bytes.as_bytes())]), [Input::Scan(text.to_owned())]);
        let split: Vec<(u64, &[u8])> = bytes.as_bytes().chunks(1).map(|byte| (2, byte)).collect();
        assert_eq!(heard(Letters::Commands, &split), [Input::Scan(text.to_owned())]);
    }
}

#[test]
fn codes_of_others_leave_nothing_in_a_field() {
    let broken = "001188099|012345678|Nguyễn Thị Lan|01011988|Nữ|Thôn 1|01012022";
    for text in OTHERS.into_iter().chain([broken]) {
        let bytes = format!("{text}\r");
        for letters in both() {
            assert_eq!(heard(letters, &[(0, bytes.as_bytes())]), [Input::Scan(text.to_owned())], "{letters:?}");
            for gap in [10, 40] {
                let split: Vec<(u64, &[u8])> = bytes.as_bytes().chunks(1).map(|byte| (gap, byte)).collect();
                assert_eq!(heard(letters, &split), [Input::Scan(text.to_owned())], "{letters:?} every {gap} ms");
            }
        }
    }
    // Pasted without marks of a paste, and without Enter.
    assert_eq!(heard(Letters::Text, &[(0, b"VN20261122ABCD")]), keys("VN20261122ABCD"));
}

#[test]
fn short_codes_are_no_keys_where_keys_are_commands() {
    for text in SHORT {
        let bytes = format!("{text}\r");
        let is_code = text.len() > 3;
        let wanted = if is_code { vec![Input::Scan(text.to_owned())] } else { heard_as_keys(text) };
        assert_eq!(heard(Letters::Commands, &[(0, bytes.as_bytes())]), wanted, "{text}");
        for gap in [15, 40] {
            let split: Vec<(u64, &[u8])> = bytes.as_bytes().chunks(1).map(|byte| (gap, byte)).collect();
            assert_eq!(heard(Letters::Commands, &split), wanted, "{text} every {gap} ms");
        }
    }
}

#[test]
fn a_label_in_capitals_is_no_keys() {
    for text in ["VNPTHANOI", "KHO-HANG/TRA", "TRA KET QUA"] {
        let bytes = format!("{text}\r");
        let split: Vec<(u64, &[u8])> = bytes.as_bytes().chunks(1).map(|byte| (15, byte)).collect();
        assert_eq!(heard(Letters::Commands, &split), [Input::Scan(text.to_owned())], "{text}");
        assert_eq!(heard(Letters::Text, &split), heard_as_keys(text), "{text}");
    }
    assert_eq!(heard(Letters::Commands, &[(0, b"TRA KQ\r")]), heard_as_keys("TRA KQ"), "too short to tell");
}

fn heard_as_keys(text: &str) -> Vec<Input> {
    keys(text).into_iter().chain([Input::Key(Chord::plain(Key::Enter))]).collect()
}

#[test]
fn a_slow_scanners_card_is_one() {
    for letters in both() {
        for gap in [25, 40, 55] {
            let pieces: Vec<(u64, &[u8])> = CARD.as_bytes().chunks(1).map(|byte| (gap, byte)).collect();
            assert_eq!(heard(letters, &pieces), [Input::Scan(CARD.to_owned())], "{letters:?} {gap} ms");
        }
    }
}

#[test]
fn heaps_of_keys_on_a_slow_line_stay_keys() {
    let enter = || Input::Key(Chord::plain(Key::Enter));
    for (letters, text) in [
        (Letters::Commands, "tkhai sinh"),
        (Letters::Commands, "gx1"),
        (Letters::Commands, "/nguyen thi dao 0912345678"),
        (Letters::Commands, "t1.001193"),
        (Letters::Text, "0912345678"),
        (Letters::Text, "042199001234"),
        (Letters::Text, "1.001193"),
        (Letters::Text, "12 Trần Phú"),
        (Letters::Text, "8:30 19/11/2026"),
    ] {
        let bytes = format!("{text}\r");
        let typed: Vec<Input> = keys(text).into_iter().chain([enter()]).collect();
        assert_eq!(heard(letters, &[(0, bytes.as_bytes())]), typed, "{text}");
    }
}

#[test]
fn a_key_waits_a_moment_only_and_longer_only_where_there_is_a_scanner() {
    let mut wedge = Wedge::default();
    let key = |character| Input::Key(Chord::plain(Key::Char(character)));
    assert_eq!(wedge.take(key('n'), Letters::Text, 0), [key('n')], "what is written is there at once");
    assert!(wedge.take(key('N'), Letters::Text, 0).is_empty(), "a capital may begin a code");
    assert_eq!(wedge.flush(CODE_GAP_MS), [key('N')]);
    assert!(wedge.take(key('g'), Letters::Commands, 0).is_empty());
    assert_eq!(wedge.deadline_ms(), Some(FIRST_GAP_MS));
    assert_eq!(wedge.flush(FIRST_GAP_MS), [key('g')]);
    for input in keys(CODE) {
        wedge.take(input, Letters::Commands, 1000);
    }
    assert_eq!(wedge.flush(1000 + PIECE_GAP_MS).len(), 1);
    assert!(wedge.take(key('g'), Letters::Commands, 2000).is_empty());
    assert_eq!(wedge.deadline_ms(), Some(2000 + GAP_MS));
    let other = Input::Key(Chord::plain(Key::F(4)));
    assert_eq!(wedge.take(other.clone(), Letters::Commands, 2001), [key('g'), other], "in the order they came");
}

#[test]
fn the_key_that_ends_a_scan_does_nothing_though_it_comes_late() {
    let enter = || Input::Key(Chord::plain(Key::Enter));
    let mut wedge = Wedge::default();
    for input in keys(CARD) {
        wedge.take(input, Letters::Text, 0);
    }
    assert_eq!(wedge.flush(PIECE_GAP_MS), [Input::Scan(CARD.to_owned())]);
    assert!(wedge.take(enter(), Letters::Text, PIECE_GAP_MS + 50).is_empty());
    assert_eq!(wedge.take(enter(), Letters::Text, PIECE_GAP_MS + 90), [enter()], "only one");
    let pasted = Input::Paste(CARD.to_owned());
    assert_eq!(wedge.take(pasted.clone(), Letters::Text, 5000), [pasted]);
    assert!(wedge.take(enter(), Letters::Text, 5020).is_empty());
    let pasted = Input::Paste("Nguyễn Thị Hồng Đào".to_owned());
    assert_eq!(wedge.take(pasted.clone(), Letters::Text, 9000), [pasted]);
    assert_eq!(wedge.take(enter(), Letters::Text, 9020), [enter()], "a name that was pasted is no scan");
}

proptest! {
    #[test]
    fn nobody_who_types_fifteen_keys_a_second_is_a_scanner(text in "[0-9a-zA-Z.|/-]{1,40}", commands in any::<bool>()) {
        let letters = if commands { Letters::Commands } else { Letters::Text };
        for text in [text.as_str(), CODE] {
            let typed: Vec<(u64, &[u8])> = text.as_bytes().chunks(1).map(|byte| (66, byte)).collect();
            prop_assert_eq!(heard(letters, &typed), keys(text));
        }
    }
}
