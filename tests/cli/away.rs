//! What a screen at this PC shows while the hub is away.

use motcua::cli::away::{Outage, Whose, picture};
use motcua::domain::time::Timestamp;
use motcua::text::width::columns;
use motcua::text::words::{Language, Words};

fn at(time: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-11-23T{time}")).unwrap()
}

fn shown(whose: Whose, size: (u16, u16)) -> String {
    let outage = Outage { why: "cli.waiting_for_hub", since: at("09:12"), kept: None };
    picture(whose, size, &Words::of(Language::Vi), &outage, true)
}

#[test]
fn a_number_that_stood_there_stays() {
    for (language, remember) in [(Language::Vi, "Hãy nhớ số này"), (Language::En, "remember it")] {
        for size in [(20, 10), (80, 24), (120, 40), (240, 67)] {
            let kept = Some(("C001".parse().unwrap(), at("09:11")));
            let outage = Outage { why: "cli.waiting_for_hub", since: at("09:12"), kept };
            let text = picture(Whose::Kiosk, size, &Words::of(language), &outage, true);
            assert!(text.contains("C001") || text.contains('█'), "{size:?}: {text}");
            if size.0 >= 80 {
                assert!(text.contains('█') && text.contains(remember) && text.contains("09:11"), "{text}");
                assert!(text.contains("09:12"), "since when it is out of touch: {text}");
            }
        }
    }
}

#[test]
fn citizens_screens_are_large_and_say_when_they_were_last_right() {
    for whose in [Whose::Board, Whose::Kiosk] {
        let text = shown(whose, (80, 24));
        assert!(text.contains('█') && text.contains("mời hỏi quầy hướng dẫn") && text.contains("09:12"), "{text}");
    }
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
    let since = at("09:12:07");
    for whose in [Whose::Desk, Whose::Wall] {
        let text = picture(whose, (120, 24), &words, &Outage { why: "cli.hub_silent", since, kept: None }, false);
        assert!(text.contains("does not answer since 09:12:07") && text.contains('█'), "{text}");
        assert!(text.contains("\x1b[2J") && text.contains("\x1b[1;97;41m"), "{text}");
    }
    let full =
        picture(Whose::Desk, (120, 24), &words, &Outage { why: "cli.hub_takes_nobody", since, kept: None }, false);
    assert!(full.contains("takes no more screens") && !full.contains('█'), "it is not out of touch: {full}");
}

#[test]
fn no_line_is_wider_than_the_window_and_no_word_is_broken() {
    let words = Words::of(Language::Vi);
    let known: Vec<&str> = ["cli.waiting_for_hub", "cli.away_citizens", "cli.away_citizens_since", "cli.away_wall"]
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
        let is_time = word.contains(|one: char| one.is_ascii_digit());
        assert!(is_time || known.contains(&word), "{word:?}");
    }
}
