//! When frames are drawn.

use motcua::session::pace::{Pace, Rhythm};
use std::time::Duration;
use tokio::time::Instant;

const fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

/// A pace with its first frame drawn at the moment it answers.
fn drawn() -> (Pace, Instant) {
    let start = Instant::now();
    let mut pace = Pace::new(Rhythm::DESK, start);
    assert!(pace.due(start), "something is on the screen before anything happens");
    pace.drawn(start, None);
    (pace, start)
}

#[test]
fn nothing_happens_nothing_is_drawn() {
    let (pace, _) = drawn();
    assert_eq!(pace.next(), None);
}

#[test]
fn a_key_after_a_pause_is_drawn_at_once() {
    let (mut pace, start) = drawn();
    pace.input(start + ms(500));
    assert!(pace.due(start + ms(500)));
}

#[test]
fn keys_in_a_burst_share_frames_ten_ms_apart() {
    let (mut pace, start) = drawn();
    pace.input(start + ms(1));
    pace.input(start + ms(4));
    assert_eq!(pace.next(), Some(start + ms(10)));
    assert!(!pace.due(start + ms(9)) && pace.due(start + ms(10)));
    pace.drawn(start + ms(10), None);
    assert_eq!(pace.next(), None, "the burst was one frame");
}

#[test]
fn news_in_a_burst_share_a_frame_and_a_key_does_not_wait_for_them() {
    let (mut pace, start) = drawn();
    pace.news(start + ms(2));
    pace.news(start + ms(5));
    assert_eq!(pace.next(), Some(start + ms(33)));
    pace.input(start + ms(6));
    assert_eq!(pace.next(), Some(start + ms(10)));
    pace.news(start + ms(7));
    assert_eq!(pace.next(), Some(start + ms(10)), "news never push a key's frame back");
}

#[test]
fn news_after_a_pause_is_drawn_at_once() {
    let (mut pace, start) = drawn();
    pace.news(start + ms(40));
    assert!(pace.due(start + ms(40)));
}

#[test]
fn a_text_that_changes_by_itself_is_drawn_when_it_does() {
    let (mut pace, start) = drawn();
    pace.drawn(start, Some(ms(60_000)));
    assert_eq!(pace.next(), Some(start + ms(60_000)));
    pace.input(start + ms(50));
    pace.drawn(start + ms(50), Some(ms(59_950)));
    assert_eq!(pace.next(), Some(start + ms(60_000)));
}
