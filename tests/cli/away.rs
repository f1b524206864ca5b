//! What a screen at this PC shows while the hub is away.

use motcua::cli::away::{Whose, picture};
use motcua::domain::time::Timestamp;
use motcua::text::width::columns;
use motcua::text::words::{Language, Words};

fn shown(whose: Whose, size: (u16, u16)) -> String {
    let why = "cli.waiting_for_hub";
    picture(whose, size, &Words::of(Language::Vi), why, Timestamp::parse("2026-11-23T09:12").unwrap(), true)
}

#[test]
fn citizens_read_no_hint_and_supervisors_when_it_was_last_right() {
    for size in [(20, 6), (40, 10), (80, 24), (240, 67)] {
        for whose in [Whose::Board, Whose::Kiosk] {
            let text = shown(whose, size);
            assert!(!text.contains("Ctrl") && !text.contains("motcua"), "{text}");
            assert!(text.contains('█') || text.contains("mất kết nối"), "{text}");
        }
    }
    let wall = shown(Whose::Wall, (120, 40));
    assert!(wall.contains('█') && wall.contains("09:12:00 T2 23/11/2026") && wall.contains("\x1b[1;7m"), "{wall}");
}

#[test]
fn a_hub_that_hangs_is_told_loud_and_since_when_on_one_page() {
    let words = Words::of(Language::En);
    let at = Timestamp::parse("2026-11-23T09:12:07").unwrap();
    for whose in [Whose::Desk, Whose::Wall] {
        let text = picture(whose, (120, 24), &words, "cli.hub_silent", at, false);
        assert!(text.contains("does not answer since 09:12:07") && text.contains('█'), "{text}");
        assert!(text.contains("\x1b[2J") && text.contains("\x1b[1;97;41m"), "{text}");
    }
    let full = picture(Whose::Desk, (120, 24), &words, "cli.hub_takes_nobody", at, false);
    assert!(full.contains("takes no more screens") && !full.contains('█'), "it is not out of touch: {full}");
}

#[test]
fn no_line_is_wider_than_the_window_and_no_word_is_broken() {
    let words = Words::of(Language::Vi);
    let known: Vec<&str> = ["cli.waiting_for_hub", "cli.away_citizens", "cli.away_wall"]
        .iter()
        .flat_map(|key| words.get(key).split(' '))
        .collect();
    for cols in [30, 60, 80, 120] {
        let text = shown(Whose::Desk, (cols, 24));
        let page = text.split_once("\x1b[1;7m").unwrap().1.trim_end_matches("\x1b[0m");
        for line in page.split("\r\n") {
            assert!(columns(line) < usize::from(cols), "{line}");
            let plain = |word: &str| word.is_empty() || word.contains(['█', '▀', '▄']) || known.contains(&word);
            assert!(line.split(' ').all(plain), "{line}");
        }
    }
    let plain = shown(Whose::Kiosk, (30, 10));
    let lines = plain.trim_start_matches("\x1b[0m\x1b[2J\x1b[").split_once('m').unwrap().1;
    for word in lines.trim_end_matches("\x1b[0m").split_whitespace() {
        assert!(known.contains(&word), "{word:?}");
    }
}
